"""The checks of each request to `decision serve`: who asks, and whether it is theirs to ask.

In order: the request comes from the trust's proxy; it asks for this server by its name, and for no
page of another site; it is of a phone, which reaches the page that joins and nothing else, or of
somebody who has signed in; and what it names is theirs.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime

from decision.serving import hosted, open_workshop, owner, phone_sockets, sign_in
from decision.serving.budgets import BUDGETS
from decision.serving.hosted import Hosting, Person
from decision.serving.hosted_files import FILES, NOBODY
from decision.serving.hosted_sockets import Window
from decision.serving.request_guard import place

HEALTH = "/healthz"
_CORE, _UPLOADS, _MEDIA = "/_stcore/", "/_stcore/upload_file/", "/media/"
_OPEN_CORE = ("/_stcore/stream", "/_stcore/health", "/_stcore/host-config")
_SIGN_IN = (sign_in.LOGIN, sign_in.LOGOUT, sign_in.CALLBACK)
_BACK, _SIGNING_IN = "back", 600  # the cookie of the page that was asked for, and its seconds
_PAGE = re.compile(r"/(?=.)[a-z-]{0,40}(\?[A-Za-z0-9_=&-]{0,300})?")
_NOBODY_SIGNED_IN = (
    "Your trust's sign-on does not say who you are. Reload this page, and sign in if it asks. "
    "If this stays, tell your IT."
)
_NO_SIGN_ON = (
    "Your trust's sign-on does not answer, or did not let you in. Open https://{name} again in a "
    "minute. If this stays, tell your IT."
)
_NOT_FOR_PHONES = (_CORE, "/auth/", sign_in.CALLBACK, "/component/", "/app/")


@dataclass(frozen=True)
class Refused:
    """Why a request is refused, and the status that says so."""

    status: int
    why: str


@dataclass(frozen=True)
class Sent:
    """Where the browser is sent instead.

    `back` is the page to show once somebody has signed in; None: as it was; "": none any more.
    """

    to: str
    back: str | None = None


@dataclass(frozen=True)
class Admitted:
    """A request that passes.

    Attributes:
        person: who asks; None: a phone, or somebody who is about to sign in.
        address: the address that they ask from.
        path: what is asked of the app.
        until: when a sign-in ends that holds now.
    """

    person: Person | None
    address: str
    path: str
    until: float = float("inf")


def admit(scope: Scope, hosting: Hosting) -> Admitted | Refused | Sent:
    """Return what becomes of a request."""
    headers, path = Headers(scope=scope), str(scope["path"])
    peer = (scope.get("client") or ("",))[0]
    if peer not in hosting.behind:
        return Refused(403, f"Open https://{hosting.name} (--behind doesn't name {peer}).")
    name, _, port = headers.get("Host", "").lower().partition(":")
    if name != hosting.name or not (port or "0").isdecimal():
        return Refused(403, f"Open https://{hosting.name}: this server has no other name.")
    if fault := _fault(scope, headers, path):
        return fault
    address = _address(headers, hosting, peer)
    query = scope["query_string"].decode("latin-1")
    whole = f"{path}?{query}" if query else path
    if path == hosted.ROOM.rstrip("/"):
        return Sent(whole.replace(path, hosted.ROOM, 1))
    if path.startswith(hosted.ROOM):
        return _of_a_phone("/" + path.removeprefix(hosted.ROOM), address, scope)
    if hosting.sign_in and path in _SIGN_IN:
        return Admitted(None, address, path)
    person, until = _asking(headers, hosting)
    reads = scope["type"] == "http" and "text/html" in headers.get("Accept", "")
    if person is None:
        if hosting.sign_in and reads and not path.startswith((_CORE, _MEDIA)):
            return Sent(sign_in.login(), whole if _PAGE.fullmatch(whole) else None)
        return Refused(401, _NOBODY_SIGNED_IN)
    back = unquote(_cookies(headers).get(_BACK, ""))
    if hosting.sign_in and reads and whole == "/" and _PAGE.fullmatch(back):
        return Sent(back, "")
    if not _is_theirs(path, person):
        return Refused(404, "There is no such page.")
    return Admitted(person, address, path, until)


def _fault(scope: Scope, headers: Headers, path: str) -> Refused | None:
    origin, socket = headers.get("Origin"), scope["type"] == "websocket"
    reads = not socket and scope["method"] in ("GET", "HEAD")
    if origin is None and not reads:
        return Refused(403, "A browser says which page asks; this request does not.")
    if origin is not None and place(origin) != headers.get("Host"):
        return Refused(403, "Another site may not use this server.")
    if ".." in path or "//" in path or "\\" in path or not path.isprintable():
        return Refused(400, "That is no path of this server.")
    uploads = not socket and scope["method"] in ("PUT", "DELETE") and path.startswith(_UPLOADS)
    if not (socket or reads or uploads):
        return Refused(405, "That can't be done here.")
    if socket and path.removeprefix(hosted.ROOM.rstrip("/")) != "/_stcore/stream":
        return Refused(404, "There is no such page.")
    return None


def _of_a_phone(path: str, address: str, scope: Scope) -> Admitted | Refused:
    reads = scope["type"] == "websocket" or scope["method"] in ("GET", "HEAD")
    if not reads or (path.startswith(_NOT_FOR_PHONES) and path not in _OPEN_CORE):
        return Refused(403, "Only the facilitator may do that.")
    if path.startswith(_MEDIA) and not FILES.may(NOBODY, path):
        return Refused(404, "There is no such page.")
    return Admitted(None, address, path)


def _is_theirs(path: str, person: Person) -> bool:
    if path.startswith(_UPLOADS):
        session = path.removeprefix(_UPLOADS).partition("/")[0]
        client = runtime.get_instance().get_client(session) if runtime.exists() else None
        noted = dict(client.client_context.headers) if client and client.client_context else {}
        found = next((v for k, v in noted.items() if k.lower() == hosted.PERSON.lower()), None)
        return (them := hosted.read(found)) is not None and them.key == person.key
    if path.startswith(_MEDIA):
        return FILES.may(person.key, path)
    return not path.startswith(_CORE) or path in _OPEN_CORE


def _asking(headers: Headers, hosting: Hosting) -> tuple[Person | None, float]:
    """Return who asks, as the trust's sign-on tells it, and until when that holds."""
    if hosting.sign_in:
        found = sign_in.told(_cookies(headers), hosting.sign_in.origin)
        if found is None:
            return None, 0.0
        return hosted.person_of(found.identity, found.name), found.until
    given = headers.getlist(hosting.header or "")
    if len(given) != 1:  # two are the proxy's and somebody else's, and which is which isn't known
        return None, 0.0
    try:
        identity = given[0].encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None, 0.0
    return hosted.person_of(identity), float("inf")


def _cookies(headers: Headers) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        for line in headers.getlist("Cookie"):
            jar.load(line)
    except CookieError:
        return {}
    return {name: each.value for name, each in jar.items()}


def _address(headers: Headers, hosting: Hosting, peer: str) -> str:
    """Return where a request comes from: the last address that proxies tell and is none of them."""
    told = ",".join(headers.getlist("X-Forwarded-For")).split(",")
    for each in reversed([one.strip() for one in told]):
        try:
            address = str(ipaddress.ip_address(each))
        except ValueError:
            return peer
        if address not in hosting.behind:
            return address
    return peer


class HostedGuard:
    """Refuses what may not come in, and notes on the rest who asks, and from where."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with headers that nobody else can set."""
        hosting = hosted.hosting()
        if scope["type"] not in ("http", "websocket") or hosting is None:
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        peer = (scope.get("client") or ("",))[0]
        near = open_workshop.is_loopback(peer) or hosted.is_known(peer)
        if scope["type"] == "http" and scope["path"] == HEALTH and near:
            ready = (
                runtime.exists()
                and (await runtime.get_instance().is_ready_for_browser_connection)[0]
            )
            await PlainTextResponse("ok" if ready else "starting", 200 if ready else 503)(
                scope, receive, send
            )
            return
        found = admit(scope, hosting)
        if isinstance(found, Refused):
            await _answer(
                PlainTextResponse(found.why, found.status), found.why, scope, receive, send
            )
        elif isinstance(found, Sent):
            sent = RedirectResponse(found.to, 303)
            if found.back is not None:
                lasts = _SIGNING_IN if found.back else 0
                sent.set_cookie(_BACK, quote(found.back), lasts, httponly=True, samesite="lax")
            secure = Headers(scope=scope).get("X-Forwarded-Proto") == "https"
            await _answer(sent, "", scope, receive, _private(send, found.to, secure))
        else:
            await self._pass(found, hosting, scope, receive, send)

    async def _pass(
        self, found: Admitted, hosting: Hosting, scope: Scope, receive: Receive, send: Send
    ) -> None:
        ours = {"X-Peer-Address": found.address}
        if found.person:
            ours[hosted.PERSON] = found.person.header
            hosted.note(found.person)
        path = {"path": found.path, "raw_path": quote(found.path).encode()}
        secure = Headers(scope=scope).get("X-Forwarded-Proto") == "https"
        scope = {**scope, **path, "headers": _headers(scope["headers"], hosting, ours)}
        who = found.person.key if found.person else found.address
        if scope["type"] == "websocket":
            if found.person is None:
                await phone_sockets.serve(self.app, scope, receive, send, found.address)
            else:
                await Window(who, found.until, receive, send).serve(self.app, scope)
        elif (wait := BUDGETS.request(who)) is None:
            await _answer(
                PlainTextResponse("Too many requests; wait a minute.", 429),
                "",
                scope,
                receive,
                send,
            )
        else:
            await asyncio.sleep(wait)
            answer = _private(send, found.path, secure)
            if found.path in (sign_in.LOGIN, sign_in.CALLBACK):
                answer = _in_words(answer, hosting.name, scope, receive)
            await self.app(scope, receive, answer)


def _headers(
    given: Iterable[tuple[bytes, bytes]], hosting: Hosting, ours: dict[str, str]
) -> list[tuple[bytes, bytes]]:
    """Return a request's headers without what only proxies and this guard may say."""
    said = (hosting.header or hosted.PERSON, hosted.PERSON, open_workshop.PEER, *owner.FORWARDED)
    dropped = {each.lower().encode() for each in (*said, "Authorization")}
    kept = [(name, value) for name, value in given if name.lower() not in dropped]
    return [*kept, *((name.lower().encode(), value.encode()) for name, value in ours.items())]


def _private(send: Send, path: str, secure: bool) -> Send:
    """Return a way to answer that lets nothing between keep a page, nor a cookie go unencrypted."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if not path.startswith("/static/"):
                headers["Cache-Control"] = "no-store"
            if secure:
                message["headers"] = [
                    (name, value + b"; Secure" if _is_bare_cookie(name, value) else value)
                    for name, value in message["headers"]
                ]
        await send(message)

    return sent


def _in_words(send: Send, name: str, scope: Scope, receive: Receive) -> Send:
    """Return a way to answer that says what to do where the sign-on failed."""
    failed = False

    async def sent(message: Message) -> None:
        nonlocal failed
        if message["type"] == "http.response.start" and message["status"] >= 400:
            failed = True
            await PlainTextResponse(_NO_SIGN_ON.format(name=name), 502)(scope, receive, send)
        elif not failed:
            await send(message)

    return sent


def _is_bare_cookie(name: bytes, value: bytes) -> bool:
    return name.lower() == b"set-cookie" and b"; secure" not in value.lower()


async def _answer(response: Response, why: str, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": why})
    else:
        await response(scope, receive, send)
