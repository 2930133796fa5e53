"""Who is who, and what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from decision.errors import DecisionError
from decision.serving import connections, hosted
from decision.serving.hosted import Hosting, Person, person_of, read
from decision.serving.sign_in import SignIn

SIGN_IN = SignIn(Path("secrets.toml"), "https://a.example")


@pytest.fixture(autouse=True)
def nobody_hosts() -> Iterator[None]:
    yield
    hosted.begin(None)


def test_it_needs_one_way_to_know_who_asks_and_only_one(tmp_path: Path) -> None:
    for header, sign_in in ((None, None), ("X-User", SIGN_IN)):
        with pytest.raises(DecisionError, match="who is asking"):
            Hosting("a.example", frozenset({"10.0.0.5"}), header, sign_in, tmp_path)


def test_a_person_is_read_back_as_noted_and_nothing_else_is_one() -> None:
    for name in ("Ann@trust", "CN=Ann Ø, OU=x", "a b"):
        found = person_of(name)
        assert found is not None
        assert read(found.header) == found
        assert found.header.isascii()
    for header in (None, "", "abc", "abc "):
        assert read(header) is None
    ann = person_of("https://a.example Sub", "Ann@trust")
    assert ann != person_of("https://a.example sub", "Ann@trust")  # a provider's names are exact
    assert ann == Person(ann.key, "ann@trust") if ann else False


def test_what_is_kept_is_by_person_and_nothing_is_where_nobody_hosts(tmp_path: Path) -> None:
    assert (hosted.person(), list(hosted.everybody()), hosted.room_address()) == (None, [], None)
    assert hosted.place() == "this machine"
    with pytest.raises(LookupError):
        hosted.key()
    hosted.begin(Hosting("a.example", frozenset({"10.0.0.5"}), "X-User", None, tmp_path))
    assert list(hosted.everybody()) == []
    hosted.folder("abc").mkdir(parents=True)
    assert list(hosted.everybody()) == ["abc"]
    assert hosted.room_address() == "https://a.example/room/"
    assert hosted.place() == "your trust's server"
    assert (hosted.is_known("10.0.0.5"), hosted.is_known("10.0.0.6")) == (True, False)
    with pytest.raises(LookupError):
        hosted.key()


def test_no_stranger_connects_at_all_and_a_proxy_is_not_counted(tmp_path: Path) -> None:
    asked = ("10.0.0.5", "10.0.0.9", "127.0.0.1")
    assert [connections.is_near(each) for each in asked] == [False, False, True]
    assert connections.may_connect("10.0.0.9")
    hosted.begin(Hosting("a.example", frozenset({"10.0.0.5"}), "X-User", None, tmp_path))
    assert [connections.is_near(each) for each in asked] == [True, False, True]
    assert not connections.may_connect("10.0.0.9")
