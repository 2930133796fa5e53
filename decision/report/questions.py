"""Whom to ask where a model does not say who can answer."""

from __future__ import annotations

ANYONE = "Anyone who knows"
