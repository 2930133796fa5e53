"""A revealed round is evaluated once for each change."""

from __future__ import annotations

import pytest

from decision.files.drafts import new_token
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.serving.open_workshop import Held
from decision.ui.state.session import Work
from decision.ui.workshop import round_cache
from decision.workshop.errors import NotNowError
from decision.workshop.room import Turnout
from tests.ui.conftest import Open
from tests.ui.rooms import WROTE, advance, charts, vote

pytestmark = pytest.mark.usefixtures("empty_hall")


def test_a_rerun_draws_no_picture_again(
    open_app: Open, held: Held, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    advance(held, 2)
    app = open_app("workshop", case)
    for name in ("weights_chart", "roles_chart"):
        monkeypatch.setattr(f"decision.charts.{name}", None)
    monkeypatch.setattr("decision.ui.workshop.round_cache.evaluate", None)
    app.run()
    assert charts(app) == 8


def work_of(model: DecisionModel, case: Case) -> Work:
    return Work(model, case, new_token())


def test_the_stage_is_read_again_only_once_something_has_changed(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []
    read = held.room.turnout

    def counted() -> Turnout:
        reads.append(1)
        return read()

    monkeypatch.setattr(held.room, "turnout", counted)
    first = round_cache.stage(held)
    assert round_cache.stage(held) is first
    assert len(reads) == 1
    held.facilitator.open_round()
    assert round_cache.stage(held).turnout.state == "open"
    assert len(reads) == 2


def test_a_round_is_seen_as_when_it_was_the_last(
    held: Held, case: Case, shipped_model: DecisionModel
) -> None:
    advance(held, 2)
    work = work_of(shipped_model, case)
    first, second = (round_cache.seen(held, work, number) for number in (1, 2))
    assert first is not None
    assert second is not None
    assert {each.round for each in first.evaluation.case.panel} == {1}
    assert {each.round for each in second.evaluation.case.panel} == {1, 2}
    assert round_cache.seen(held, work, 1) is first
    assert WROTE in {text for texts in first.comments.values() for text in texts}


def test_a_round_of_which_no_ballot_counts_is_none(
    held: Held, case: Case, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    vote(held, 1)
    held.facilitator.close_round()
    held.facilitator.reveal()
    work = work_of(shipped_model, case)
    assert round_cache.seen(held, work, 1) is not None
    held.facilitator.remove(held.facilitator.ballots(1)[0].id, "Sent by mistake")
    assert round_cache.seen(held, work, 1) is None


def test_a_round_that_is_not_revealed_is_not_seen(
    held: Held, case: Case, shipped_model: DecisionModel
) -> None:
    held.facilitator.open_round()
    vote(held, 2)
    with pytest.raises(NotNowError):
        round_cache.seen(held, work_of(shipped_model, case), 1)
