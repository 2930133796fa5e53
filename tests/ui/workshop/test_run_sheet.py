"""The run sheet: seven steps and the minutes left of each."""

from __future__ import annotations

import pytest

from decision.serving.open_workshop import Held
from decision.ui.workshop import run_sheet, shared_state
from decision.ui.workshop.run_sheet import STEPS, left
from decision.ui.workshop.shared_state import Desk
from tests.ui.conftest import Open, texts

pytestmark = pytest.mark.usefixtures("empty_hall")


def test_the_hour_has_sixty_minutes_and_its_step_is_kept(open_app: Open, held: Held) -> None:
    assert sum(step.minutes for step in STEPS) == 60
    app = open_app("workshop")
    app.button("sheet.start").click().run()
    assert "1 of 7. Rules and interests" in texts(app).replace("**", "")
    assert "5 minutes left" in texts(app)
    app.button("sheet.next").click().run()
    assert "2 of 7. The facts where two case files differ" in texts(app).replace("**", "")
    assert "10 minutes left" in texts(app)
    app.button("sheet.back").click().run()
    assert "1 of 7." in texts(app)
    assert "1 of 7." in texts(open_app("workshop"))  # another window, or a reload


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (0.0, "10 minutes left"),
        (0.5, "10 minutes left"),
        (8.5, "2 minutes left"),
        (9.5, "less than a minute left"),
        (10.5, "time is up"),
        (11.2, "1 minute over"),
        (13.7, "3 minutes over"),
    ],
)
def test_what_is_left_of_a_step(monkeypatch: pytest.MonkeyPatch, gone: float, said: str) -> None:
    monkeypatch.setattr(shared_state.time, "monotonic", lambda: 1000.0 + gone * 60)
    assert left(Desk(step=1, since=1000.0)) == said
    assert run_sheet.left(Desk()) == ""
