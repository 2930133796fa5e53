"""The shipped model, read once for the tests of every module."""

from __future__ import annotations

from decision import load_model, shipped

MODEL = load_model(shipped("criteria.yaml"))
