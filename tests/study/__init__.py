"""A study of the shipped model on simulated sites, that anyone can repeat: `python -m tests.study`.

The kinds of site and the seed stand in `kinds.py`. The table that the study writes travels with
the package and is shown in the app. It tells how the model behaves, and not whether it is right.
"""
