"""How the app, the paper and the workbook round a number: halves away from zero, as Excel does."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def fixed(number: float, decimals: int = 1) -> str:
    """Give a number with so many decimals, and no thousands separator.

    Only 15 digits count, as in Excel's FIXED: what a float has beyond them is its own error.

    >>> fixed(60.25), fixed(1.45), fixed(62.5, 0), fixed(-0.04)
    ('60.3', '1.5', '63', '0.0')
    """
    shown = Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{shown:f}" if shown else f"{abs(shown):f}"
