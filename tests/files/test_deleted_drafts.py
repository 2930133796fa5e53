"""A deleted case is kept for 30 days, whole, and then no byte of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from decision import shipped
from decision.errors import OutputError
from decision.files.deleted_drafts import DAYS, DeletedDrafts
from decision.files.drafts import KEPT, Drafts, new_token
from decision.model.case import Case

CASE = Case.model_validate({"site": {"name": "North"}, "answers": {"clinical-lead": "nobody"}})
TODAY = dt.date(2026, 11, 29)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


@pytest.fixture
def deleted(drafts: Drafts) -> DeletedDrafts:
    return DeletedDrafts(drafts)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_a_deleted_case_comes_back_as_it_was_with_its_model(deleted: DeletedDrafts) -> None:
    data = shipped("criteria.yaml").read_bytes() + b"\n# mine\n"
    one = deleted.keep(CASE, data, TODAY)
    assert (one.day, one.until) == (TODAY, dt.date(2026, 12, 29))
    assert deleted.holds(one)
    found = deleted.load(one)
    assert found is not None
    assert (found.case, found.model_data) == (CASE, data)
    assert deleted.all(TODAY) == [one]


def test_each_is_kept_for_thirty_days_and_no_longer(deleted: DeletedDrafts) -> None:
    kept = {days: deleted.keep(CASE, None, ago(days)) for days in (31, 0, DAYS, 12)}
    assert deleted.all(TODAY) == [kept[0], kept[12], kept[30]]
    deleted.purge(TODAY)
    assert not deleted.holds(kept[31])
    assert [deleted.holds(kept[days]) for days in (0, 12, 30)] == [True] * 3
    assert not (deleted.folder / ago(31).isoformat()).exists()
    deleted.purge(TODAY + dt.timedelta(days=DAYS + 1))
    assert list(deleted.folder.iterdir()) == []


def test_one_deleted_for_good_leaves_nothing(deleted: DeletedDrafts) -> None:
    one, other = deleted.keep(CASE, b"title: x", TODAY), deleted.keep(CASE, None, TODAY)
    deleted.remove(one)
    deleted.remove(one)  # again is no fault
    assert deleted.all(TODAY) == [other]
    assert deleted.load(one) is None
    assert len(list((deleted.folder / TODAY.isoformat()).iterdir())) == 1


def test_no_number_of_them_makes_the_oldest_go(deleted: DeletedDrafts) -> None:
    for _ in range(KEPT + 3):
        deleted.keep(CASE, None, TODAY)
    assert len(deleted.all(TODAY)) == KEPT + 3


def test_a_deleted_case_is_no_draft_and_a_draft_no_deleted_case(
    drafts: Drafts, deleted: DeletedDrafts
) -> None:
    one, token = deleted.keep(CASE, None, TODAY), new_token()
    drafts.save(token, CASE, None)
    assert drafts.tokens() == [token]
    assert drafts.load(one.token) is None
    assert deleted.all(TODAY) == [one]


@pytest.mark.parametrize("name", ["notes", "2026-13-01", "20261101.txt"])
def test_what_is_no_folder_of_a_day_is_left_alone(deleted: DeletedDrafts, name: str) -> None:
    deleted.keep(CASE, None, TODAY)
    (deleted.folder / name).mkdir()
    assert len(deleted.all(TODAY)) == 1
    deleted.purge(TODAY + dt.timedelta(days=1000))
    assert [path.name for path in deleted.folder.iterdir()] == [name]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="can't be made"):
        DeletedDrafts(Drafts(tmp_path / "file")).keep(CASE, None, TODAY)
