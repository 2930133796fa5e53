"""Tests of `decision/tables/`."""
