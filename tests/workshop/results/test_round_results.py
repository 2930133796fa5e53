"""What is revealed is the room's, and nobody's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision.evaluation.weights import SMALLEST_GROUP, shares
from decision.workshop.results.round_results import counted, panel_weights, reveal
from decision.workshop.rules.ballots import Given
from decision.workshop.store.rows import Cast
from tests.workshop.data import CRITERIA, ROLES, weights

POINTS = st.lists(st.floats(0, 100), min_size=6, max_size=6).filter(lambda each: max(each) > 1)
PEOPLE = st.lists(
    st.tuples(POINTS, st.sampled_from([*ROLES, None]), st.booleans()), min_size=1, max_size=16
)


def cast(number: int, points: list[float], role: str | None, removed: bool) -> Cast:
    reason = "why" if removed else None
    given = Given(weights(*points), {}, {"speed": "secret"})
    return Cast(number, number, bytes([number]), role, 1, given, "phone", reason)


@given(PEOPLE)
def test_a_reveal_tells_of_everybody_who_counts_and_of_no_small_group(
    people: list[tuple[list[float], str | None, bool]],
) -> None:
    casts = [cast(number, *person) for number, person in enumerate(people)]
    casts.append(cast(99, [1.0, 2.0], "HR", False))
    seen = reveal(1, casts, CRITERIA)
    kept = [shares(each.given.weights) for each in casts if each.removed is None]
    assert seen.everyone.people == len(kept) == len(counted(casts))
    for name in CRITERIA:
        assert seen.everyone.values[name] == tuple(sorted(each[name] for each in kept))
    assert all(group.people >= SMALLEST_GROUP for group in seen.roles.values())
    if seen.roles:
        assert sum(group.people for group in seen.roles.values()) == len(kept)
    assert "secret" not in repr(seen)


@given(PEOPLE)
def test_the_rooms_weights_are_points_that_sum_to_100(
    people: list[tuple[list[float], str | None, bool]],
) -> None:
    casts = [cast(number, *person) for number, person in enumerate(people)]
    casts.append(cast(99, [1.0, 2.0], "HR", False))
    for method in ("panel-mean", "panel-role-mean"):
        found = panel_weights(method, casts, CRITERIA)
        assert set(found) == set(CRITERIA)
        assert abs(sum(found.values()) - 100) < 1e-9
        assert all(0 <= value <= 100 for value in found.values())
