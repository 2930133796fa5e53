"""A case is another's to see by invitation alone; taken back, it opens nothing any more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.load.client import Session
from tests.served import Server
from tests.serving.hosted_server import ANN, BOB, asked, done, kept, served, tab

ANSWER, OTHER, ITEM = "4 of 4 in place", "0 or 1 of 4 in place", "in.answers.digital-readiness"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("shared")) as running:
        yield running


async def shared(server: Server, edits: bool, guest: str) -> Session:
    """Ann's window with a case that she shares."""
    mine = await tab(server, ANN)
    await mine.change(ITEM, ANSWER)
    await mine.change("drawer.share", True)
    mine.enter("share.name", f"{guest.upper()}\u2060")  # as it is copied from a page
    mine.enter("share.edits", "Read and change it" if edits else "Read it")
    await mine.click("share.do", lambda: bool(mine.keys("share.stop")))
    return mine


async def guests(server: Server, guest: str) -> Session:
    """The guest's window with the case open, which their empty page offers."""
    new = await tab(server, guest)
    await new.click("shared.offer", lambda: bool(new.keys("shared.leave")))
    return new


def answer(seen: Session) -> str:
    return str(seen._states[seen.widget(ITEM).id].string_value)


def test_who_may_read_reads_and_changes_nothing(server: Server) -> None:
    async def run() -> None:
        mine = await shared(server, False, "reader")
        before = kept(server)
        assert (await tab(server, "reader", "screen")).keys("shared.offer") == []  # a room sees it
        theirs = await guests(server, "reader")
        assert theirs.parameter("work") == mine.parameter("work")
        assert answer(theirs) == ANSWER
        assert theirs.shows("What you change here is not kept")
        await theirs.change(ITEM, OTHER)
        assert kept(server) == before
        file = str(theirs.widget("save").url)
        assert asked(server, file, "reader")[0] == 200
        third = await tab(server, BOB, query=mine.query)
        assert third.parameter("work") != mine.parameter("work")
        assert third.shows("not shared with you now")
        assert third.keys("drawer.shared") == third.keys("shared.offer") == []
        await mine.click("share.stop.reader", lambda: not mine.keys("share.stop"))
        assert asked(server, file, "reader")[0] == 404
        await theirs.look()
        assert theirs.shows("not shared with you now")
        assert theirs.keys("drawer.shared") == theirs.keys("shared.leave") == []
        again = await tab(server, "reader", query=mine.query)
        assert again.parameter("work") != mine.parameter("work")
        assert not {"resume", "undo"} & set(again.keys())
        assert kept(server) == before

    done(run())


def test_who_may_edit_changes_it_for_both_and_not_once_it_is_taken_back(server: Server) -> None:
    async def run() -> None:
        mine = await shared(server, True, "editor")
        theirs = await guests(server, "editor")
        await theirs.change(ITEM, OTHER)
        await mine.look()
        assert answer(mine) == OTHER
        await mine.change(ITEM, ANSWER)  # meanwhile theirs still shows the other
        await theirs.change("in.answers.radiology-readiness", ANSWER)
        assert answer(theirs) == ANSWER  # it was taken over, and nothing of Ann's is lost
        await theirs.click("restart", lambda: not theirs.keys("shared.leave"))
        await theirs.change("drawer.shared", True)
        assert len(theirs.keys("shared.0")) == 1
        assert theirs.parameter("work") != mine.parameter("work")
        await mine.look()
        assert answer(mine) == ANSWER  # another case of theirs is not put in its place
        theirs = await guests(server, "editor")
        before = kept(server)
        await mine.click("share.stop.editor", lambda: not mine.keys("share.stop"))
        await theirs.change(ITEM, OTHER)  # typed before the page has heard
        after = kept(server)
        assert {name: after[name] for name in before} == before
        new = [text for name, text in after.items() if name not in before]
        assert not any(b"radiology-readiness" in text for text in new)
        assert theirs.shows("not shared with you now")

    done(run())


def test_another_case_of_the_owners_is_not_shared_with_the_first(server: Server) -> None:
    async def run() -> None:
        mine = await shared(server, True, "carol")
        first = mine.parameter("work")
        await mine.click("restart", lambda: mine.parameter("work") != first)
        await mine.change(ITEM, OTHER)
        theirs = await guests(server, "carol")
        assert (theirs.parameter("work"), answer(theirs)) == (first, ANSWER)
        await mine.change("drawer.shared", True)
        await mine.click("shared.0", lambda: mine.parameter("work") == first)
        await mine.click("delete", lambda: mine.shows("was deleted"))
        await theirs.look()
        assert theirs.shows("not shared with you now")
        await mine.change(ITEM, OTHER)  # what is begun after it is hers alone
        again = await tab(server, "carol", query=mine.query)
        assert again.parameter("work") != mine.parameter("work")

    done(run())


@pytest.mark.parametrize("name", ["", "  ", ANN, "x\u202ey"])
def test_nobody_and_oneself_are_not_invited(server: Server, name: str) -> None:
    async def run() -> None:
        mine = await tab(server, ANN)
        await mine.change(ITEM, ANSWER)
        await mine.change("drawer.share", True)
        mine.enter("share.name", name)
        await mine.click("share.do")
        assert len(mine.errors) == 1
        assert mine.keys("share.stop") == []

    done(run())
