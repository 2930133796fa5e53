"""One installation for a trust: two people, and phones, at the level of requests and messages.

What is tried from a second person's side is in the names of the tests; none of it reaches what is
the first one's.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from decision.errors import DecisionError
from decision.serving import hosted_launch
from decision.ui.workshop import start
from tests.load.client import Session
from tests.served import LOCAL, Server
from tests.serving.hosted_server import (
    ANN,
    BOB,
    HEADER,
    asked,
    done,
    kept,
    phone,
    reloaded,
    served,
    tab,
    window,
)

OFFERS = ("resume", "restore.", "delete.", "earlier", "drawer.deleted", "undo", "shared")
PAGES = ("", "weights", "result", "change", "pack", "record", "workshop", "compare", "screen")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("hosted")) as running:
        yield running


async def case(server: Server, who: str) -> Session:
    """A window with a case that has one answer and a name."""
    mine = await tab(server, who)
    await mine.change("in.answers.digital-readiness", "4 of 4 in place")
    return mine


async def workshop(server: Server, who: str) -> Session:
    """The facilitator's window of a workshop whose first round is open."""
    mine = await tab(server, who, "workshop")
    assert not mine.shows("unencrypted")  # the trust's proxy encrypts
    await mine.click("new.do", lambda: mine.shows("The record"))
    return mine


async def opened(make: Session) -> str:
    """Open the first round; give the code that people type."""
    await make.click("round.open")
    (code,) = re.findall(r"[0-9A-Z]{3} [0-9A-Z]{3}", " ".join(make.texts))
    return str(code)


def has(seen: Session, key: str) -> bool:
    return bool(seen.keys(key))


def offered(seen: Session) -> set[str]:
    return {key for start in OFFERS for key in seen.keys(start)}


def test_another_sees_opens_presses_and_deletes_nothing(server: Server) -> None:
    async def run() -> None:
        mine, make = await case(server, ANN), await workshop(server, ANN)
        token = mine.parameter("work")
        ids = [str(mine.widget(key).id) for key in ("delete", "restart", "save")]
        ids += [str(make.widget("record.close").id)]
        again = await tab(server, ANN)
        assert "resume" in offered(again)
        ids.append(str(again.widget("resume").id))
        before = kept(server)
        assert len(before) >= 2
        for page in PAGES:
            other = await tab(server, BOB, page, f"work={token}")
            assert offered(other) == set(), page
            assert other.parameter("work") != token
            for name in ids:  # pressed though the page has no such button
                with contextlib.suppress(LookupError):
                    await other._asked(name)
            assert offered(other) == set(), page
            assert not other.shows("The record")
        after = kept(server)
        assert {name: after[name] for name in before} == before

    done(run())


def test_a_session_is_not_taken_up_by_another_nor_its_uploads_and_files_reached(
    server: Server,
) -> None:
    async def run() -> None:
        mine = await case(server, ANN)
        file = str(mine.widget("save").url)
        stolen = window(server, BOB, was=mine.id)
        await stolen.open()
        await stolen.look()
        assert stolen.id != mine.id
        assert not mine.lost
        await mine.look()
        upload = f"/_stcore/upload_file/{mine.id}/x"
        origin = {"Origin": f"http://localhost:{server.port}"}
        for method in ("PUT", "DELETE"):
            assert asked(server, upload, BOB, method, more=origin)[0] == 404
            assert (
                asked(server, upload, ANN, method, more=origin)[0] == 403
            )  # her own: no XSRF token
            assert asked(server, upload, None, method, more=origin)[0] == 401
            assert asked(server, f"/room{upload}", None, method, more=origin)[0] == 405
        cookie = asked(server, "/_stcore/health", ANN)[2]["set-cookie"].partition(";")[0]
        said = {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2], **origin}
        said |= {"Content-Type": "multipart/form-data; boundary=b"}
        part = (
            b'--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n--b--\r\n'
        )
        for who, expected in ((ANN, 204), (BOB, 404)):
            assert asked(server, upload, who, "PUT", body=part, more=said)[0] == expected
        for who, expected in ((BOB, 404), (ANN, 204)):
            assert asked(server, upload, who, "DELETE", more=said)[0] == expected
        status, body, headers = asked(server, file, ANN)
        assert (status, b"digital-readiness" in body) == (200, True)
        assert headers["cache-control"] == "no-store"
        assert asked(server, file, BOB)[0] == 404
        assert asked(server, file)[0] == 401
        assert asked(server, f"/room{file}", None)[0] == 404

    done(run())


@pytest.mark.parametrize("path", ["/", "/weights", "/healthz/", "/_stcore/health", "/media/x.png"])
def test_a_forged_identity_from_an_address_that_is_not_named_gets_nothing(
    server: Server, path: str
) -> None:
    status, body, _ = asked(server, path, ANN, source=LOCAL)
    assert (status, body) == (403, b"Open https://localhost (--behind doesn't name 127.0.0.1).")

    async def run() -> None:
        forged = Session("localhost", server.port, source=LOCAL, headers={HEADER: ANN})
        with pytest.raises(InvalidStatus, match="403"):
            await forged.open()

    done(run())


def test_without_an_identity_only_phones_get_in_and_no_header_of_ours_is_believed(
    server: Server,
) -> None:
    for path in ("/", "/workshop", "/static/js/x.js", "/_stcore/health", "/_stcore/metrics"):
        assert asked(server, path)[0] == 401
    assert asked(server, "/", more={"X-Signed-In": "abc ann"})[0] == 401
    assert asked(server, "/room/", more={"X-Signed-In": "abc ann"})[0] == 200
    assert asked(server, "/room?join=x")[0] == 303
    for path in ("/room/_stcore/metrics", "/room/_stcore/upload_file/a/b", "/room/auth/login"):
        assert asked(server, path)[0] == 403
    assert asked(server, "/room/../workshop")[0] == 400
    assert asked(server, "/healthz", source=LOCAL)[:2] == (200, b"ok")
    assert asked(server, "/_stcore/metrics", ANN)[0] == 404
    assert asked(server, "/_stcore/agent/interact", ANN)[0] == 404

    async def run() -> None:
        forged = window(server, None, base="/room")
        forged.headers |= {HEADER: ANN, "X-Signed-In": "abc ann"}
        await forged.open()
        await forged.look()
        assert forged.title == "Join a workshop"
        assert forged.keys("save") == []

    done(run())


def test_two_workshops_at_once_and_each_phone_is_in_its_own(server: Server) -> None:
    async def run() -> None:
        rooms = {who: await workshop(server, who) for who in ("carol", "dave")}
        codes = {who: await opened(make) for who, make in rooms.items()}
        phones = {}
        for who, code in codes.items():
            mine = phones[who] = await phone(server, "")
            mine.enter("which.code", "AAAAAA")
            await mine.click("which.do")
            assert mine.shows("That code opens no workshop now")
            mine.enter("which.code", code)
            await mine.click("which.do", partial(has, mine, "enter"))
            mine.enter("role", "HR")
            await mine.click("enter", partial(mine.shows, "in as HR"))
        for make in rooms.values():
            await make.look(partial(make.shows, "1 person joined"))
        for mine in phones.values():  # after a reload too
            assert (await reloaded(mine)).shows("in as HR")
        await rooms["carol"].click("record.close", lambda: bool(rooms["carol"].keys("new.do")))
        await phones["dave"].look()
        assert phones["dave"].shows("in as HR")
        assert len(rooms["carol"].keys("earlier.open")) == 1
        other = await tab(server, BOB, "workshop")
        assert other.keys("earlier") == []

    done(run())


def test_a_restart_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    with served(tmp_path) as server:

        async def before() -> tuple[str, str]:
            mine, make = await case(server, ANN), await workshop(server, ANN)
            code = await opened(make)
            one = await phone(server, "")
            one.enter("which.code", code)
            await one.click("which.do", lambda: bool(one.keys("enter")))
            one.enter("role", "HR")
            await one.click("enter", lambda: one.shows("in as HR"))
            return mine.query, one.query

        work, ballot = done(before())
        server.stop()
        server.start()

        async def after() -> None:
            mine = await tab(server, ANN, query=work)
            assert mine.shows("1 of ")
            make = await tab(server, ANN, "workshop")
            assert make.shows("1 person joined")
            one = await phone(server, ballot)
            assert one.shows("in as HR")
            assert offered(await tab(server, BOB)) == set()

        done(after())
        copy = [*server.command[:3], "serve", "--backup", str(tmp_path / "copy.zip")]
        kept_in = ["--data", str(tmp_path / "kept")]
        done_well = subprocess.run([*copy, *kept_in], capture_output=True, text=True, check=False)
        assert (done_well.returncode, done_well.stderr) == (0, "")
        said = server.log.read_text()
        assert "ann" not in said.lower()
    zipfile.ZipFile(tmp_path / "copy.zip").extractall(tmp_path / "again" / "kept")
    with served(tmp_path / "again") as server:
        done(after())
        assert (tmp_path / "again" / "kept" / "people").stat().st_mode & 0o077 == 0


def test_one_data_folder_is_served_once(server: Server) -> None:
    with pytest.raises(RuntimeError, match="another decision serve"):
        served(server.folder).start()


def test_nobody_keeps_more_workshops_than_their_share(server: Server) -> None:
    async def run() -> None:
        make = await workshop(server, "erin")
        one = max(server.folder.rglob("*.db"), key=lambda each: each.stat().st_ctime_ns).parent
        await make.click("record.close", lambda: bool(make.keys("new.do")))
        for number in range(start.MOST_KEPT - 1):
            (one / f"2026-01-01-{number:06x}.db").write_bytes(b"x")
        await make.click("new.do", lambda: make.shows("workshops already"))

    done(run())


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((None, ["10.0.0.5"], "X-User", None), "--name"),
        (("a b", ["10.0.0.5"], "X-User", None), "--name a b"),
        (("pacs.example", None, "X-User", None), "--behind"),
        (("pacs.example", ["proxy"], "X-User", None), "--behind proxy"),
        (("pacs.example", ["10.0.0.5"], None, None), "needs to know who is asking"),
        (("pacs.example", ["10.0.0.5"], "Cookie", None), "--identity Cookie"),
        (("pacs.example", ["10.0.0.5"], "X User", None), "--identity X User"),
        (("pacs.example", ["10.0.0.5"], None, "none.toml"), "none.toml: can't be read"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_starts(
    given: tuple[str | None, list[str] | None, str | None, str | None], says: str
) -> None:
    with pytest.raises(DecisionError, match=re.escape(says)):
        hosted_launch.hosting_of(*given, None)
