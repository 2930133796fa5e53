"""A ballot before the meeting, from the file that is sent to the round in which it counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from decision.engine import evaluate
from decision.report.html.one_file import as_html
from decision.serving import open_workshop
from decision.ui.workshop.ballot_files import take_in
from tests.shipped_model import MODEL
from tests.ui.rooms import held_open

FIRST, SECOND, THIRD, *_ = list(MODEL.criteria)


@pytest.fixture
def ballot(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    file = tmp_path / "ballot.html"
    file.write_bytes(as_html(evaluate(MODEL), "ballot"))
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(file.as_uri())
    yield page
    page.close()
    assert wrong == []


def saved(page: Page, to: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the ballot").click()
    waiting.value.save_as(to)
    return to


def opens(page: Page, file: Path, button: str = "Open a saved ballot") -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=button).click()
    chooser.value.set_files(file)


def test_a_ballot_changed_the_next_day_takes_the_place_of_the_first(
    ballot: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballot.get_by_label("Your role, not your name").fill("HR")
    ballot.locator(f"#ballot input[type=radio][value={SECOND}]").click()
    ballot.locator("#ballot fieldset").nth(1).get_by_label(MODEL.criteria[THIRD].name).check()
    first = saved(ballot, tmp_path / "first.yaml")
    ballot.reload()
    opens(ballot, first)
    expect(ballot.locator("#ballot [role=status]")).to_contain_text("first.yaml is open.")
    assert ballot.get_by_label("Your role, not your name").input_value() == "HR"
    assert ballot.locator(f"#ballot input[type=radio][value={SECOND}]").is_checked()
    ballot.locator(f"#ballot input[type=radio][value={FIRST}]").click()
    second = saved(ballot, tmp_path / "second.yaml")
    monkeypatch.setattr("decision.workshop.store.database.folder", lambda: tmp_path)
    held = held_open(MODEL)
    try:
        held.facilitator.open_round()
        found = [take_in(held, one.name, one.read_bytes()).what for one in (first, second, second)]
        assert found == ["counted", "replaced", "again"]
        held.facilitator.close_round()
        shares = held.facilitator.reveal().everyone.values
        assert shares[FIRST][0] > shares[SECOND][0] == shares[THIRD][0] > 0
    finally:
        open_workshop.let_go()


def test_what_is_no_ballot_is_refused_with_its_line_and_changes_nothing(
    ballot: Page, tmp_path: Path
) -> None:
    ballot.locator(f"#ballot input[type=radio][value={SECOND}]").click()
    for text, said in ((b"site: {name: x}\n", "line 1: "), (b"\n- [\n", "bad.yaml, line 2: ")):
        bad = tmp_path / "bad.yaml"
        bad.write_bytes(text)
        opens(ballot, bad)
        expect(ballot.locator("#ballot [role=status]")).to_contain_text(said)
    assert ballot.locator(f"#ballot input[type=radio][value={SECOND}]").is_checked()


def test_another_ballot_takes_the_place_of_an_unsaved_one_only_where_that_is_wished(
    ballot: Page, tmp_path: Path
) -> None:
    ballot.locator(f"#ballot input[type=radio][value={SECOND}]").click()
    first = saved(ballot, tmp_path / "first.yaml")
    ballot.locator(f"#ballot input[type=radio][value={FIRST}]").click()
    answers = iter([False, True])
    ballot.on("dialog", lambda one: one.accept() if next(answers) else one.dismiss())
    with ballot.expect_event("dialog") as asked:
        opens(ballot, first)
    assert asked.value.message.startswith("Your changes are not saved.")
    assert ballot.locator(f"#ballot input[type=radio][value={FIRST}]").is_checked()
    ballot.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "dropped.yaml"));
            window.dispatchEvent(new DragEvent("drop", {dataTransfer: data, cancelable: true}));
        }""",
        first.read_text("utf-8"),
    )
    expect(ballot.locator("#ballot [role=status]")).to_contain_text("dropped.yaml is open.")
    assert ballot.locator(f"#ballot input[type=radio][value={SECOND}]").is_checked()
    assert not list(answers)


def test_a_ballot_opened_as_a_case_is_called_a_ballot(ballot: Page, tmp_path: Path) -> None:
    ballot.locator(f"#ballot input[type=radio][value={SECOND}]").click()
    given = saved(ballot, tmp_path / "given.yaml")
    file = tmp_path / "case.html"
    file.write_bytes(as_html(evaluate(MODEL)))
    ballot.goto(file.as_uri())
    opens(ballot, given, "Open a case")
    expect(ballot.locator("#told")).to_contain_text("given.yaml is a ballot.")


def test_where_a_workshop_has_its_roles_one_of_them_is_chosen(
    browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "ballot.html"
    file.write_bytes(as_html(evaluate(MODEL), "ballot", ["HR", "<b>IT</b>"]))
    page = browser.new_page()
    page.goto(file.as_uri())
    roles = page.get_by_label("Your role, not your name")
    assert roles.locator("option").all_inner_texts() == ["Not given", "HR", "<b>IT</b>"]
    page.locator(f"#ballot input[type=radio][value={SECOND}]").click()
    assert "role:" not in saved(page, tmp_path / "none.yaml").read_text("utf-8")
    roles.select_option("<b>IT</b>")
    kept = saved(page, tmp_path / "it.yaml")
    assert "role: '<b>IT</b>'" in kept.read_text("utf-8")
    page.reload()
    opens(page, kept)
    expect(page.get_by_label("Your role, not your name")).to_have_value("<b>IT</b>")
    page.close()
