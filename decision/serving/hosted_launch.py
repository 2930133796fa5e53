"""`decision serve`: the app for a trust, behind its own proxy and sign-on."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Sequence
from pathlib import Path

import platformdirs
from streamlit import runtime
from streamlit.web import bootstrap

from decision.errors import DecisionError
from decision.serving import (
    hosted,
    hosted_files,
    invitations,
    launch,
    open_workshop,
    quiet_log,
    sign_in,
    sockets,
)
from decision.serving.hosted import Hosting
from decision.serving.hosted_guard import HEALTH, HostedGuard
from decision.workshop.errors import InUseError
from decision.workshop.store.file_lock import FileLock

_NAME = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,99}")
_NOT_IDENTITY = ("host", "cookie", "origin", "accept", "user-agent", "authorization", "connection")
LONGEST_MESSAGE = 2**20  # bytes, on a socket
SESSIONS_KEPT = 300  # seconds after a page is left: all that matters is kept, and found again


def hosting_of(
    name: str | None,
    behind: Sequence[str] | None,
    header: str | None,
    secrets: str | None,
    data: str | None,
) -> Hosting:
    """Return what to serve, from what was typed.

    Raises:
        DecisionError: something is missing, or can't be used.
    """
    if not name or not _NAME.fullmatch(name.lower()):
        raise DecisionError(
            f"--name {name or ''}: write the host name that browsers ask for, such as "
            f"pacs.trust.example"
        )
    proxies = frozenset(_address(each) for each in behind or ())
    if not proxies:
        raise DecisionError(
            "decision serve answers a proxy only; name its address with --behind, such as 10.0.0.5"
        )
    if header and (not _HEADER.fullmatch(header) or header.lower() in _NOT_IDENTITY):
        raise DecisionError(f"--identity {header}: write a header's name, such as X-Trust-User")
    told = sign_in.read(Path(secrets), name.lower()) if secrets else None
    return Hosting(name.lower(), proxies, header, told, folder_of(data))


def _address(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        raise DecisionError(f"--behind {text}: write an IPv4 address, such as 10.0.0.5") from None


def folder_of(data: str | None) -> Path:
    """Return the folder in which all is kept, as it was typed or left out."""
    return Path(data or platformdirs.user_data_dir("pacs-placement", appauthor=False)).absolute()


def run(hosting: Hosting, port: int | None = None) -> int:
    """Serve until stopped; return the exit code, 1 where it never started.

    Raises:
        DecisionError: the port or the folder can't be used.
    """
    os.umask(0o077)  # what is kept is nobody else's on this machine
    try:
        (hosting.data / "people").mkdir(parents=True, exist_ok=True)
        (hosting.data / "people").chmod(0o700)  # as a backup is put back, others may read it
    except OSError as error:
        raise DecisionError(
            f"{hosting.data}: nothing can be kept here ({error.strerror})"
        ) from None
    try:
        lock = FileLock(hosting.data / "serve.lock")
    except InUseError:
        raise DecisionError(
            f"{hosting.data}: another decision serve keeps its data here; stop that one first"
        ) from None
    try:
        return _run(hosting, port)
    finally:
        open_workshop.let_go_all()
        hosted.begin(None)
        invitations.begin(None)
        lock.release()


def _run(hosting: Hosting, port: int | None) -> int:
    hosted.begin(hosting)
    invitations.begin(hosting.data)
    near = all(open_workshop.is_loopback(each) for each in hosting.behind)
    names = ["127.0.0.1"] if near else ["0.0.0.0"]  # noqa: S104 - the guard hears proxies alone
    listening, true_port = sockets.listening(names, port or sockets.PORT)
    sockets.raise_limit()
    bootstrap.load_config_options(_settings(hosting, true_port))
    open_workshop.open_doors(hosting.name, true_port)
    open_workshop.guard()
    launch.warm()
    for key in hosted.everybody():
        sockets.take_up_last(hosted.folder(key) / "workshops", key)

    def ready() -> None:
        quiet_log.install()
        quiet_log.install(quiet_log.WithoutDetails())
        hosted_files.install(runtime.get_instance().media_file_mgr)
        who = f"the header {hosting.header}" if hosting.header else "OpenID Connect"
        print(
            f"  Serving {hosting.name} on port {true_port}, to {', '.join(sorted(hosting.behind))} "
            f"alone. Who asks is told by {who}.\n"
            f"  Phones join at {hosted.ROOM}, and need no sign-on. Health is at {HEALTH}.\n"
            f"  All is kept in {hosting.data}.",
            flush=True,
        )

    try:
        return launch.until_stopped(
            launch.app(ready, HostedGuard), listening, ws_max_size=LONGEST_MESSAGE
        )
    finally:
        for each in listening:
            each.close()


def _settings(hosting: Hosting, port: int) -> dict[str, object]:
    found: dict[str, object] = {
        **launch.SETTINGS,
        "server.port": port,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.allowedHosts": [hosting.name],
        "server.disconnectedSessionTTL": SESSIONS_KEPT,
        # A page that connects again gets its session back from the same person alone.
        "server.trustedUserHeaders": {hosted.PERSON: "person"},
        "server.enableAgentApi": False,
        "server.enableStaticServing": False,
        "browser.serverAddress": hosting.name,
    }
    if hosting.sign_in:
        found["secrets.files"] = [str(hosting.sign_in.file.absolute())]
    return found
