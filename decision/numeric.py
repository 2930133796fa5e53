"""What all computation shares: the array type, when numbers tie, how many draws, which seed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TIE = 1e-9  # totals closer than this are equal: float sums of equal totals differ by less
DRAWS = 20_000
SEED = 1
