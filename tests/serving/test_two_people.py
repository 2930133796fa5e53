"""Two people on one machine, and two behind one proxy: neither sees, opens or deletes the other's.

Real servers, started both ways, with sessions that say on their sockets whatever they like.
"""

from __future__ import annotations

import contextlib
import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from decision.serving.owner import FORWARDED
from tests.load.client import Session, done
from tests.served import LOCAL, Server, app, free_port


@pytest.fixture(params=["decision app", "streamlit run"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    port = free_port()
    with Server(app(request.param, port), tmp_path, port) as running:
        yield running


async def tab(server: Server, page: str = "", query: str = "", **headers: str) -> Session:
    """A page as it is first shown."""
    new = Session(LOCAL, server.port, page, query, headers=headers)
    await new.open()
    await new.look()
    return new


async def owners(server: Server) -> Session:
    """A tab of whoever started the app; what makes the key's file is that somebody came."""
    await (await tab(server)).close()
    return await tab(server, query=server.key)


def offered(seen: Session) -> set[str]:
    """What a page offers of cases and workshops that were kept before."""
    starts = ("resume", "restore.", "delete.", "earlier", "drawer.deleted", "undo")
    return {key for start in starts for key in seen.keys(start)}


def kept(server: Server) -> dict[str, bytes]:
    """All that is kept for its owner, by file."""
    found = [each for each in server.folder.rglob("*.yaml") if "others" not in each.parts]
    found += server.folder.rglob("*.db")
    return {each.name: each.read_bytes() for each in found}


async def _case(mine: Session) -> str:
    """Make a case with one answer; return its token."""
    await mine.change("in.answers.digital-readiness", "4 of 4 in place")
    return mine.parameter("work")


def test_a_second_person_on_this_machine_is_offered_nothing_and_deletes_nothing(
    server: Server,
) -> None:
    async def run() -> None:
        mine = await owners(server)
        token = await _case(mine)
        make = await tab(server, "workshop", server.key)
        await make.click("new.do", lambda: make.shows("The record"))
        await make.click("record.close", lambda: bool(make.keys("earlier.open")))
        again = await tab(server, query=server.key)
        assert "resume" in offered(again)
        ids = [str(again.widget("resume").id), str(mine.widget("delete").id)]
        ids += [str(make.widget(key).id) for key in ("earlier.open", "earlier.delete")]
        before = kept(server)
        assert len(before) >= 2
        for query in ("", "key=wrong", f"work={token}", f"work={token}&key=wrong"):
            for page in ("", "workshop"):
                other = await tab(server, page, query)
                assert offered(other) == set()
                assert other.parameter("work") != token
                for name in ids:  # pressed though the page has no such button
                    with contextlib.suppress(LookupError):
                        await other._asked(name)
                    assert offered(other) == set()
                await other.close()
        assert kept(server) == before
        for each in (mine, make, again):
            await each.close()

    done(run())


def test_what_a_second_person_makes_is_not_offered_to_the_owner_nor_to_a_third(
    server: Server,
) -> None:
    async def run() -> None:
        second = await tab(server)
        token = await _case(second)
        found = await tab(server, query=f"work={token}")  # by its own address alone
        assert found.parameter("work") == token
        for query in ("", server.key):
            other = await tab(server, query=query)
            assert offered(other) == set()
            await other.close()
        work = await tab(server, "workshop")
        await work.click("new.do", lambda: work.shows("The record"))
        for query in ("", "chair=wrong"):
            other = await tab(server, "workshop", query)
            assert other.shows("Only the facilitator can use this page.")
            assert other.keys("record.") == []
            await other.close()
        for each in (second, found, work):
            await each.close()

    done(run())


def test_two_behind_one_proxy_get_a_refusal_and_nothing_of_the_app(server: Server) -> None:
    async def run() -> None:
        mine = await owners(server)
        await _case(mine)
        before = kept(server)
        for header in FORWARDED[:6]:
            for query in ("", server.key):
                await _refused(server, query, header, str(mine.widget("delete").id))
            for method, path in (
                ("PUT", f"/_stcore/upload_file/{mine.id}/x"),
                ("GET", "/media/x.yaml"),
            ):
                asked = http.client.HTTPConnection(LOCAL, server.port, timeout=10)
                asked.request(method, path, b"x", {header: "10.9.8.7"})
                assert asked.getresponse().status >= 400
                asked.close()
        assert kept(server) == before
        await mine.close()

    done(run())


async def _refused(server: Server, query: str, header: str, name: str) -> None:
    """Come behind a proxy, and press a button that the page has not."""
    if "decision" in server.command:  # the launcher refuses it before there is a page
        with pytest.raises(InvalidStatus, match="403"):
            await tab(server, query=query, **{header: "10.9.8.7"})
        return
    other = await tab(server, query=query, **{header: "10.9.8.7"})
    assert other.title == "This app answers its own machine only"
    await other._asked(name)
    assert other.title == "This app answers its own machine only"
    assert other.keys() == []
    await other.close()


def test_the_key_in_an_address_becomes_a_cookie_which_a_browser_shows_from_then_on(
    tmp_path: Path,
) -> None:
    port = free_port()
    with Server(app("decision app", port), tmp_path, port) as server:
        asked = http.client.HTTPConnection(LOCAL, port, timeout=10)
        asked.request("GET", f"/weights?{server.key}")
        answer = asked.getresponse()
        assert (answer.status, answer.headers["Location"]) == (303, "/weights")
        cookie = str(answer.headers["Set-Cookie"]).partition(";")[0]
        asked.close()

        async def run() -> None:
            mine = await tab(server, query=server.key)
            await _case(mine)
            await mine.close()
            for shown in (cookie, "decision-key=wrong"):
                again = await tab(server, Cookie=shown)
                assert ("resume" in offered(again)) == (shown == cookie)
                await again.close()

        done(run())
        assert server.key.partition("=")[2] in server.said()
