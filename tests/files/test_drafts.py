"""Unsaved work survives, is found by its token alone, and can be forgotten."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from decision import load_model, shipped
from decision.errors import OutputError
from decision.files import drafts as drafts_module
from decision.files.atomic_write import write_bytes
from decision.files.documents import dump_case
from decision.files.drafts import KEPT, Drafts, new_token
from decision.model.case import Case
from decision.workshop.store import database

CASE = Case.model_validate({"site": {"name": "North"}, "answers": {"clinical-lead": "nobody"}})


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


def test_a_draft_comes_back_as_it_was(drafts: Drafts) -> None:
    token = new_token()
    drafts.save(token, CASE, None)
    found = drafts.load(token)
    assert found is not None
    assert found.case == CASE
    assert found.model_data is None


def test_a_draft_keeps_a_model_of_its_own(drafts: Drafts) -> None:
    data = shipped("criteria.yaml").read_bytes() + b"\n# mine\n"
    token = new_token()
    drafts.save(token, CASE, data)
    found = drafts.load(token)
    assert found is not None
    assert found.model_data == data
    drafts.save(token, CASE, None)
    assert len(list(drafts.folder.iterdir())) == 1


class Killed(BaseException):
    """Ends a save as a kill would, where no `except` of ours mends anything."""


@pytest.mark.parametrize("earlier", [b"own", None])
@pytest.mark.parametrize("later", [b"new", None])
@pytest.mark.parametrize("whole", [0, 1])
def test_a_save_cut_short_leaves_the_earlier_draft(
    drafts: Drafts,
    monkeypatch: pytest.MonkeyPatch,
    earlier: bytes | None,
    later: bytes | None,
    whole: int,
) -> None:
    def model(name: bytes | None) -> bytes | None:
        return name and shipped("criteria.yaml").read_bytes() + b"\n# " + name

    left = whole

    def cut_short(path: Path, data: bytes) -> None:
        nonlocal left
        if not left:
            raise Killed
        left -= 1
        write_bytes(path, data)

    token, other = new_token(), Case.model_validate({"site": {"name": "South"}})
    drafts.save(token, CASE, model(earlier))
    monkeypatch.setattr(drafts_module, "write_bytes", cut_short)
    with contextlib.suppress(Killed):
        drafts.save(token, other, model(later))
    found = drafts.load(token)
    assert found is not None
    done = whole == 1 and later is None
    assert (found.case, found.model_data) == ((other, None) if done else (CASE, model(earlier)))


def test_a_draft_that_names_no_model_is_of_the_shipped_one(drafts: Drafts) -> None:
    token = new_token()
    drafts.folder.mkdir()
    (drafts.folder / f"{token}.case.yaml").write_text(dump_case(CASE), encoding="utf-8")
    found = drafts.load(token)
    assert found is not None
    assert (found.case, found.model_data) == (CASE, None)


def test_a_draft_whose_model_is_gone_is_not_read_by_another(drafts: Drafts) -> None:
    token = new_token()
    drafts.save(token, CASE, shipped("criteria.yaml").read_bytes() + b"\n# mine\n")
    (model,) = drafts.folder.glob("*.criteria.yaml")
    model.unlink()
    assert drafts.load(token) is None


@pytest.mark.parametrize("call", ["read_bytes", "unlink"])
def test_a_model_that_is_held_by_another_program_stops_nothing(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    data, token = shipped("criteria.yaml").read_bytes() + b"\n# mine\n", new_token()
    drafts.save(token, CASE, data)

    def held(path: Path, **_: object) -> None:
        raise PermissionError(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, call, held)
        drafts.save(token, CASE, data if call == "read_bytes" else None)
    found = drafts.load(token)
    assert found is not None
    assert found.model_data == (data if call == "read_bytes" else None)


def test_a_draft_that_vanishes_while_they_are_listed_hides_no_other(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = new_token()
    drafts.save(token, CASE, None)
    gone = drafts.folder / f"{new_token()}.case.yaml"
    paths = [gone, drafts.folder / f"{token}.case.yaml", gone]
    monkeypatch.setattr(Path, "glob", lambda *_: iter(paths))
    assert drafts.tokens() == [token]


@pytest.mark.parametrize("token", ["", "../../etc/passwd", "x" * 22 + "/", "short", "é" * 22])
def test_no_other_name_opens_a_file(drafts: Drafts, token: str) -> None:
    assert drafts.load(token) is None


def test_a_token_cannot_be_guessed() -> None:
    assert len({new_token() for _ in range(1000)}) == 1000


def test_a_draft_that_cannot_be_read_is_passed_over(drafts: Drafts) -> None:
    good, bad = new_token(), new_token()
    drafts.save(good, CASE, None)
    drafts.save(bad, CASE, None)
    (drafts.folder / f"{bad}.case.yaml").write_text("[[[", encoding="utf-8")
    assert drafts.load(bad) is None
    assert drafts.load(good) is not None


def test_forgetting_leaves_nothing(drafts: Drafts) -> None:
    token = new_token()
    drafts.save(token, CASE, b"title: x")
    drafts.forget(token)
    assert list(drafts.folder.iterdir()) == []
    drafts.forget(token)  # again is no fault


def test_the_oldest_make_room(drafts: Drafts) -> None:
    tokens = [new_token() for _ in range(KEPT + 3)]
    for place, token in enumerate(tokens):
        drafts.save(token, CASE, None)
        os.utime(drafts.folder / f"{token}.case.yaml", (place, place))
    drafts.save(tokens[-1], CASE, None)
    assert len(drafts.tokens()) == KEPT
    assert drafts.load(tokens[0]) is None


def test_a_write_changes_the_stamp(drafts: Drafts) -> None:
    token = new_token()
    assert drafts.stamp(token) is None
    drafts.save(token, CASE, None)
    first = drafts.stamp(token)
    os.utime(drafts.folder / f"{token}.case.yaml", (1, 1))
    assert first != drafts.stamp(token)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="can't be made"):
        Drafts(tmp_path / "file" / "drafts").save(new_token(), CASE, None)


def test_drafts_live_in_the_users_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(drafts_module.platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path))
    assert Drafts().folder == tmp_path / "drafts"


def test_the_folder_on_windows_has_the_name_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def on_windows(name: str, appauthor: str | bool | None = None) -> str:
        folders = [name] if appauthor is False else [str(appauthor or name), name]
        return "/".join(["local", *folders])  # as platformdirs documents it

    monkeypatch.setattr(drafts_module.platformdirs, "user_data_dir", on_windows)
    for folder in (Drafts().folder, database.folder()):
        assert str(folder).count("pacs-placement") == 1


def test_who_has_read_the_shipped_model_need_not_read_it_again(tmp_path: Path) -> None:
    model = load_model(shipped("criteria.yaml"))
    drafts, token = Drafts(tmp_path, lambda: model), new_token()
    drafts.save(token, CASE, None)
    found = drafts.load(token)
    assert found is not None
    assert found.model is model
