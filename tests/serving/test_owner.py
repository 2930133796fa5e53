"""The key is made once, is this user's alone, and is told from all that is like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.serving import owner
from tests.workshop.data import POSIX


@pytest.fixture(autouse=True)
def forgotten() -> None:
    owner._key.cache_clear()


def test_the_key_is_made_once_and_found_again(data_folder: Path) -> None:
    first = owner.key()
    assert len(first) >= 22
    assert owner.key() == first
    owner._key.cache_clear()
    assert owner.key() == first
    assert owner.is_key(first)
    for wrong in (None, "", first[:-1], first + "x", first.swapcase() + "_", "\ud800"):
        assert not owner.is_key(wrong)


@POSIX
def test_its_file_is_this_users_alone(data_folder: Path) -> None:
    owner.key()
    assert (data_folder.parent / "key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("found", [b"", b"short", b"\xff" * 40, b"a b" * 20])
def test_a_damaged_file_is_no_key_and_another_holds_for_this_server(
    data_folder: Path, found: bytes
) -> None:
    (data_folder.parent / "key").write_bytes(found)
    key = owner.key()
    assert len(key) >= 22
    assert owner.key() == key
    assert not owner.is_key(found.decode("latin-1"))


def test_where_none_can_be_kept_one_holds_for_this_server(data_folder: Path) -> None:
    (data_folder.parent / "key").mkdir()
    assert owner.is_key(owner.key())


def test_a_query_is_freed_of_the_key_and_of_nothing_else(data_folder: Path) -> None:
    key = owner.key()
    assert owner.taken_from(f"key={key}") == ""
    assert owner.taken_from(f"work=a%20b&key={key}&x=") == "work=a+b&x="
    assert owner.taken_from(f"key=wrong&work={key}") is None
    assert owner.taken_from("") is None


@pytest.mark.parametrize(
    ("origin", "passed_on"),
    [
        (None, False),
        ("http://127.0.0.1:8501", False),
        ("http://127.0.0.1:9000", True),
        ("http://evil.example", True),
        ("null", True),
        ("", True),
    ],
)
def test_a_page_of_another_server_is_taken_for_one_passed_on(
    origin: str | None, passed_on: bool
) -> None:
    headers = {"Host": "127.0.0.1:8501"} | ({} if origin is None else {"Origin": origin})
    assert owner.is_forwarded(headers) == passed_on
    assert owner.is_forwarded(headers | {"Via": ""})
