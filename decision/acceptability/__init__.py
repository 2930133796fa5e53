"""How often options win over all weights, from arrays alone: exact, or sampled.

Public kernels: `win_probability`, `sample_weights`, `rank_acceptability`.
"""

from decision.acceptability.over_weights import win_probability
from decision.acceptability.sampling import rank_acceptability, sample_weights

__all__ = ["rank_acceptability", "sample_weights", "win_probability"]
