"""What the guard of `decision serve` admits, refuses and notes, one request at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.datastructures import Headers

from decision.serving import hosted, open_workshop, owner, sign_in
from decision.serving.hosted import Hosting
from decision.serving.hosted_files import FILES, NOBODY
from decision.serving.hosted_guard import Admitted, HostedGuard, Refused, Sent, admit
from decision.serving.sign_in import SignIn, Told

PROXY, NAME = "10.0.0.5", "pacs.trust.example"
HERE = {"host": NAME, "x-trust-user": "ann"}


@pytest.fixture(autouse=True)
def hosting(tmp_path: Path) -> Iterator[Hosting]:
    made = Hosting(NAME, frozenset({PROXY, "10.0.0.6"}), "X-Trust-User", None, tmp_path)
    hosted.begin(made)
    yield made
    hosted.begin(None)


def scope(path: str = "/", kind: str = "http", peer: str = PROXY, **headers: str) -> dict[str, Any]:
    said = HERE | {name.replace("_", "-"): value for name, value in headers.items()}
    return {
        "type": kind,
        "path": path,
        "method": "GET",
        "query_string": b"a=1",
        "headers": [(k.lower().encode(), v.encode()) for k, v in said.items() if v != "none"],
        "client": (peer, 5),
    }


def of(hosting: Hosting, *given: Any, **more: str) -> Admitted | Refused | Sent:
    return admit(scope(*given, **more), hosting)


def status(hosting: Hosting, *given: Any, **more: str) -> int:
    found = of(hosting, *given, **more)
    return found.status if isinstance(found, Refused) else 200


@pytest.mark.parametrize("peer", ["10.0.0.4", "127.0.0.1", "", "::1", "10.0.0.50"])
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_only_the_named_proxies_are_heard(hosting: Hosting, peer: str, kind: str) -> None:
    for path in ("/", "/room/", "/_stcore/stream", "/_stcore/health", "/media/x.png"):
        assert status(hosting, path, kind, peer, origin=f"https://{NAME}") == 403


@pytest.mark.parametrize(
    "host", ["none", "evil.example", f"{NAME}.evil.example", f"a@{NAME}", f"{NAME}:x", "10.0.0.9"]
)
def test_another_name_is_refused(hosting: Hosting, host: str) -> None:
    assert status(hosting, host=host) == 403
    assert status(hosting, host=f"{NAME.upper()}:443") == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", f"https://{NAME}:444"])
def test_another_site_is_refused_and_a_socket_must_say_its_page(
    hosting: Hosting, origin: str
) -> None:
    assert status(hosting, origin=origin) == 403
    assert status(hosting, "/_stcore/stream", "websocket", origin=origin) == 403
    assert status(hosting, "/_stcore/stream", "websocket") == 403
    assert status(hosting, "/_stcore/stream", "websocket", origin=f"https://{NAME}") == 200


@pytest.mark.parametrize("identity", ["none", "", "  ", "a\tb", "a\x00b", "x" * 201, "a\u202eb"])
def test_what_is_no_identity_gets_nothing(hosting: Hosting, identity: str) -> None:
    assert status(hosting, x_trust_user=identity) == 401


def test_two_identities_are_none_and_one_is_the_same_person_however_it_is_written(
    hosting: Hosting,
) -> None:
    twice = scope()
    twice["headers"].append((b"x-trust-user", b"bob"))
    assert isinstance(admit(twice, hosting), Refused)
    people = [of(hosting, x_trust_user=each) for each in ("ann", "ANN", " Ann ", "anne", "søren")]
    keys = [each.person.key for each in people if isinstance(each, Admitted) and each.person]
    assert len(keys) == 5
    assert len(set(keys)) == 3


@pytest.mark.parametrize(
    "path", ["/../x", "/room/../workshop", "/room//", "//media/x", "/a\\b", "/a\x00", "/a\n"]
)
def test_a_path_that_is_none_is_refused(hosting: Hosting, path: str) -> None:
    assert status(hosting, path) == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_what_changes_something_is_an_upload_or_refused(hosting: Hosting, method: str) -> None:
    for path in ("/", "/_stcore/stream", "/media/x.png", "/room/"):
        asked = scope(path, origin=f"https://{NAME}") | {"method": method}
        found = admit(asked, hosting)
        assert isinstance(found, Refused)
        assert found.status in (403, 405)


def test_the_room_is_for_phones_whoever_has_signed_in(hosting: Hosting) -> None:
    assert of(hosting, "/room") == Sent("/room/?a=1")
    for path in ("/", "/static/js/a.js", "/_stcore/health", "/_stcore/host-config"):
        found = of(hosting, f"/room{path}")
        assert found == Admitted(None, PROXY, path)
    for path in ("/_stcore/metrics", "/_stcore/upload_file/a/b", "/auth/login", "/component/x"):
        assert status(hosting, f"/room{path}") == 403


def test_a_file_is_its_own_persons(hosting: Hosting) -> None:
    ann = of(hosting)
    assert isinstance(ann, Admitted)
    assert ann.person is not None
    FILES.note(ann.person.key, "/media/abc.png")
    FILES.note(NOBODY, "/media/phone.png")
    assert status(hosting, "/media/abc.png") == 200
    assert status(hosting, "/media/abc.csv") == 200  # the ending is no part of its name
    assert status(hosting, "/media/phone.png") == 404
    assert status(hosting, "/room/media/phone.png") == 200
    assert status(hosting, "/room/media/abc.png") == 404
    assert status(hosting, "/media/abc.png", x_trust_user="bob") == 404
    for path in ("/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/upload_file/none/x"):
        assert status(hosting, path) == 404


@pytest.mark.parametrize(
    ("asked", "back"),
    [
        ("/result?work=x_-1", "/result?work=x_-1"),
        ("/", None),
        ("//evil.example", None),
        ("/\\evil.example", None),
        ("/a?b=//evil.example", None),
        (f"/?work={'x' * 400}", None),
    ],
)
def test_whoever_signs_in_comes_back_to_a_page_of_this_server_alone(
    asked: str, back: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = SignIn(tmp_path, f"https://{NAME}")
    signing = Hosting(NAME, frozenset({PROXY}), None, secrets, tmp_path)
    monkeypatch.setattr(sign_in, "login", lambda: "/auth/login")
    path, _, query = asked.partition("?")
    first = scope(path, accept="text/html") | {"query_string": query.encode()}
    found = admit(first, signing)
    if isinstance(found, Sent):
        assert (found.to, found.back) == ("/auth/login", back)
    else:
        assert isinstance(found, Refused)
        assert back is None
    told = Told("issuer ann", "ann", float("inf"))
    monkeypatch.setattr(sign_in, "told", lambda *_: told)
    home = scope("/", accept="text/html", cookie=f"back={quote(asked)}") | {"query_string": b""}
    found = admit(home, signing)
    assert (found.to if isinstance(found, Sent) else None) == back


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("none", PROXY),
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7, 10.0.0.6", "192.0.2.7"),
        ("127.0.0.1, 192.0.2.7", "192.0.2.7"),  # the first is what somebody made up
        ("10.0.0.5, 10.0.0.6", PROXY),
        ("unknown", PROXY),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_where_somebody_asks_from_is_what_the_nearest_proxy_says(
    hosting: Hosting, told: str, address: str
) -> None:
    found = of(hosting, "/room/", x_forwarded_for=told)
    assert isinstance(found, Admitted)
    assert found.address == address


def through(
    asked: dict[str, Any], status: int = 200
) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """What reaches the app behind the guard, and what is sent back."""
    reached: list[dict[str, Any]] = []
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope)
        if scope["type"] == "http":
            headers = [(b"set-cookie", b"a=b"), (b"Set-Cookie", b"c=d; Secure")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": b"Authentication error"})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    with ThreadPoolExecutor() as threads:
        threads.submit(asyncio.run, HostedGuard(app)(asked, receive, send)).result()
    return (reached[0] if reached else None), sent


@pytest.mark.parametrize("path", ["/", "/room/"])
def test_what_only_the_guard_may_say_takes_the_place_of_what_was_sent(path: str) -> None:
    forged = dict.fromkeys((*owner.FORWARDED, open_workshop.PEER, hosted.PERSON), "127.0.0.1")
    forged |= {"X-Forwarded-For": "192.0.2.7", "authorization": "Basic x"}
    reached, _ = through(scope(path, **forged))
    assert reached is not None
    headers = Headers(scope=reached)
    assert headers.getlist(open_workshop.PEER) == ["192.0.2.7"]
    person = hosted.read(headers.get(hosted.PERSON))
    assert (person.name if person else None) == ("ann" if path == "/" else None)
    for name in (*owner.FORWARDED, "authorization", "x-trust-user"):
        assert name not in headers
    assert (reached["path"], reached["raw_path"]) == ("/", b"/")


def test_nothing_between_keeps_an_answer_and_a_cookie_is_for_https_where_that_is_used() -> None:
    for proto, ending in (("https", b"; Secure"), ("http", b"")):
        _, sent = through(scope(x_forwarded_proto=proto))
        found = sent[0]["headers"]
        assert (b"cache-control", b"no-store") in found
        assert (b"set-cookie", b"a=b" + ending) in found
        assert (b"Set-Cookie", b"c=d; Secure") in found
    _, sent = through(scope("/static/js/a.js"))
    assert all(name != b"cache-control" for name, _ in sent[0]["headers"])


def test_a_refusal_is_an_answer_and_the_app_hears_nothing(hosting: Hosting) -> None:
    reached, sent = through(scope(host="evil.example"))
    assert (reached, sent[0]["status"]) == (None, 403)
    reached, sent = through(scope("/_stcore/stream", "websocket", host="evil.example"))
    assert (reached, [each["type"] for each in sent]) == (None, ["websocket.close"])
    hosted.begin(None)  # a guard without hosting answers nobody
    assert through(scope()) == (None, [])
    assert through({"type": "lifespan"})[0] == {"type": "lifespan"}


@pytest.mark.parametrize("path", [sign_in.LOGIN, sign_in.CALLBACK])
def test_a_sign_on_that_fails_says_what_to_do(path: str, tmp_path: Path) -> None:
    secrets = SignIn(tmp_path, f"https://{NAME}")
    hosted.begin(Hosting(NAME, frozenset({PROXY}), None, secrets, tmp_path))
    for status in (400, 500):
        _, (start, body) = through(scope(path), status)
        assert start["status"] == 502
        assert f"Open https://{NAME} again in a minute." in body["body"].decode()
    _, (start, body) = through(scope(path), 302)
    assert (start["status"], body["body"]) == (302, b"Authentication error")
