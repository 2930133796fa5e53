"""What somebody who has signed in may say on a socket, how often, and until when."""

from __future__ import annotations

import time
from typing import Any

import pytest
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg

from decision.serving import hosted_sockets
from decision.serving.budgets import Pace, Places
from decision.serving.hosted_files import FILES
from decision.serving.hosted_sockets import Window, may_be_said
from tests.load.client import done

RERUN = BackMsg()
RERUN.rerun_script.query_string = ""
CLEAR = BackMsg(clear_cache=True)


def heard(until: float, *said: BackMsg) -> tuple[list[str], list[Message]]:
    """What of some messages reaches the app, by its kind, and what is sent back."""
    waiting = [{"type": "websocket.receive", "bytes": each.SerializeToString()} for each in said]
    waiting.append({"type": "websocket.disconnect"})
    kinds: list[str] = []
    sent: list[Message] = []

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            found = BackMsg()
            found.ParseFromString(message["bytes"])
            kinds.append(str(found.WhichOneof("type")))

    done(Window("ann", until, receive, send).serve(app, {"type": "websocket"}))
    return kinds, sent


def test_only_what_a_page_needs_reaches_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosted_sockets, "_PACE", Places(Pace(10, 10)))
    assert heard(time.time() + 60, RERUN, CLEAR, RERUN) == (["rerun_script"] * 2, [])


def test_a_socket_ends_with_the_sign_in_and_where_too_much_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hosted_sockets, "_PACE", Places(Pace(10, 10)))
    kinds, sent = heard(time.time() - 1, RERUN)
    assert (kinds, [each["type"] for each in sent]) == ([], ["websocket.close"])
    monkeypatch.setattr(hosted_sockets, "_PACE", Places(Pace(2, 0.01)))
    kinds, sent = heard(time.time() + 60, RERUN, RERUN, RERUN)
    assert (len(kinds), [each["type"] for each in sent]) == (2, ["websocket.close"])


def test_a_person_may_ask_for_runs_and_for_files_of_their_own_pages_alone() -> None:
    def may(message: BackMsg) -> bool:
        return may_be_said(message.SerializeToString(), "ann")

    message = BackMsg()
    message.backend_operation_request.deferred_file.file_id = "x" * 32
    FILES.note("bob", "x" * 32)
    assert not may(message)
    FILES.note("ann", "x" * 32)
    assert may(message)
    message.backend_operation_request.install_skills.SetInParent()
    assert not may(message)
    assert not may(BackMsg(clear_cache=True))
    assert not may(BackMsg(debug_shutdown_runtime=True))
    assert not may_be_said(b"\xff\xff", "ann")
    message = BackMsg()
    message.rerun_script.query_string = ""
    assert may(message)
