"""What would change the answer: weights, answers, claims; what to ask; what can never be best.

Public kernels: `switching_points`, `cheapest_flip`.
"""

from decision.sensitivity.weight_changes import cheapest_flip, switching_points

__all__ = ["cheapest_flip", "switching_points"]
