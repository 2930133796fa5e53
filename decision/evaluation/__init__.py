"""Scores with reasons, weights, totals, draws of what is uncertain, the verdict and the panel.

Public kernel: `totals`.
"""

from decision.evaluation.additive import totals

__all__ = ["totals"]
