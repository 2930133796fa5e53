"""A session of a browser without the browser: what Streamlit's own client says on its socket.

It keeps the page as a browser does (elements by their place, stale ones swept after a run, large
ones by their hash), sends back the state of every widget on it, follows the address that the
server gives it, and runs the fragments that ask for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qs

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

T = TypeVar("T")

PATIENCE = 30.0  # seconds for an answer
TEXTS = {"heading": "body", "markdown": "body", "alert": "body", "text": "body"}


@dataclass
class Run:
    """What came back after something was sent: seconds from then until ...

    `shown`: what was waited for was on the page; `finished`: the page had been drawn.
    """

    began: float
    shown: float | None = None
    finished: float | None = None


@dataclass
class _Node:
    """An element or a block: which run put it there, and which fragment, if any."""

    run: str
    fragment: str
    kind: str
    what: Message


def state_of(kind: str, element: Any) -> WidgetState | None:
    """The state in which a browser has a widget that was drawn just now; None: it has none."""
    state = WidgetState(id=element.id)
    if kind == "slider":
        values = element.value if element.set_value else element.default
        state.double_array_value.data.extend(values)
    elif kind == "checkbox":
        state.bool_value = element.value if element.set_value else element.default
    elif kind in ("radio", "selectbox"):
        if element.set_value:
            chosen = element.raw_value if element.HasField("raw_value") else None
        else:
            chosen = element.options[element.default] if element.HasField("default") else None
        if chosen is None:
            return None
        state.string_value = chosen
    elif kind in ("text_input", "text_area"):
        value = element.value if element.set_value else element.default
        state.string_value = value
    else:
        return None
    return state


@dataclass
class Session:
    """One tab of a browser.

    Args:
        host: the address that it connects to.
        port: of the server.
        page: the page's name in the address.
        query: what stands after the question mark, kept as the server changes it.
        source: the address that it connects from; "" for whichever the system takes.
        headers: what it sends besides as it connects.
        base: what stands before the page in the address, such as "/room".
    """

    host: str
    port: int
    page: str = ""
    query: str = ""
    source: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    base: str = ""
    id: str = ""
    runs: int = 0
    received: int = 0  # bytes
    redrawn: int = 0  # times that a part of the page was emptied and drawn again
    _socket: ClientConnection | None = None
    _nodes: dict[tuple[int, ...], _Node] = field(default_factory=dict)
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _cache: dict[str, ForwardMsg] = field(default_factory=dict)
    _page_hash: str = ""
    _run: str = ""
    _fragments: list[str] = field(default_factory=list)
    _ticking: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _reader: asyncio.Task[None] | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _finished: int = 0

    # Coming and going

    async def open(self) -> None:
        """Connect, with the session from before where there was one; draw nothing yet."""
        before = [self.id] if self.id else []
        made = await socket_to(self.host, self.port, self.source)
        try:
            self._socket = await connect(
                f"ws://{self.host}:{self.port}{self.base}/_stcore/stream",
                origin=f"http://{self.host}:{self.port}",  # type: ignore[arg-type]
                subprotocols=["streamlit", "PLACEHOLDER", *before],  # type: ignore[list-item]
                additional_headers=self.headers,
                proxy=None,
                max_size=None,
                open_timeout=PATIENCE,
                sock=made,
            )
        except BaseException:
            made.close()
            await asyncio.sleep(0)  # for the loop to let go of it
            raise
        self._reader = asyncio.create_task(self._read(self._socket))

    async def close(self) -> None:
        """Go, as a tab that is closed, or a phone that is put away."""
        self._stop_ticking()
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader
        self._socket = self._reader = None

    @property
    def lost(self) -> bool:
        """Whether the server has gone."""
        return self._reader is None or self._reader.done()

    def reloaded(self) -> Session:
        """The same address in a new page, as after a reload: nothing else is kept."""
        return Session(
            self.host, self.port, self.page, self.query, self.source, self.headers, self.base
        )

    # What is on the page

    @property
    def texts(self) -> list[str]:
        """All text on the page, in order."""
        found = []
        for _, node in sorted(self._nodes.items()):
            if node.kind in TEXTS:
                found.append(str(getattr(node.what, TEXTS[node.kind])))
        return found

    @property
    def errors(self) -> list[str]:
        """The boxes on the page that say that something went wrong."""
        return [
            str(node.what.body)  # type: ignore[attr-defined]
            for _, node in sorted(self._nodes.items())
            if node.kind == "alert" and node.what.format == 1  # type: ignore[attr-defined]
        ] + ["a traceback" for node in self._nodes.values() if node.kind == "exception"]

    @property
    def title(self) -> str:
        """The page's title; "" where it has none now."""
        for _, node in sorted(self._nodes.items()):
            if node.kind == "heading" and node.what.tag == "h1":  # type: ignore[attr-defined]
                return str(node.what.body)  # type: ignore[attr-defined]
        return ""

    def shows(self, text: str) -> bool:
        """Whether a text is anywhere on the page."""
        return any(text in each for each in self.texts)

    def parameter(self, name: str) -> str:
        """What the address says under a name."""
        return parse_qs(self.query).get(name, [""])[0]

    def keys(self, prefix: str = "") -> list[str]:
        """The keys of the widgets on the page that begin in some way."""
        return sorted(key for key, _ in self._widgets() if key.startswith(prefix))

    def widget(self, key: str) -> Any:
        """The widget with a key."""
        for found, node in self._widgets():
            if found == key:
                return node.what
        raise LookupError(f"no widget {key}; there are {self.keys()}, and {self.texts}")

    def number(self, key: str) -> float:
        """Where a slider stands."""
        return float(self._states[self.widget(key).id].double_array_value.data[0])

    def _widgets(self) -> Iterator[tuple[str, _Node]]:
        for node in self._nodes.values():
            name = getattr(node.what, "id", "")
            if isinstance(name, str) and name.startswith("$$ID-"):
                yield name.split("-", 2)[2], node

    # What is done on it

    def enter(self, key: str, value: object) -> str:
        """Put a value in a widget; say nothing to the server yet. Gives the widget's id."""
        name = str(self.widget(key).id)
        state = WidgetState(id=name)
        if isinstance(value, bool):
            state.bool_value = value
        elif isinstance(value, int | float):
            state.double_array_value.data.append(value)
        else:
            state.string_value = str(value)
        self._states[name] = state
        return name

    async def change(self, key: str, value: object) -> Run:
        """Put a value in a widget, and wait until the page is drawn."""
        name = self.enter(key, value)
        return await self._asked(fragment=self._fragment_of(name))

    async def click(self, key: str, until: Callable[[], bool] | None = None) -> Run:
        """Press a button; wait until something shows, and the page is drawn."""
        button = self.widget(key)
        assert not button.disabled, f"{key} can't be pressed"
        name = str(button.id)
        return await self._asked(name, until, self._fragment_of(name))

    async def look(self, until: Callable[[], bool] | None = None) -> Run:
        """Ask for the page with what has been entered on it, as on arrival."""
        return await self._asked(until=until)

    async def waits(self, until: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until something shows by itself."""
        await asyncio.wait_for(self._waited(until), seconds)

    def _fragment_of(self, name: str) -> str:
        nodes = self._nodes.values()
        return next((each.fragment for each in nodes if getattr(each.what, "id", 0) == name), "")

    async def _asked(
        self, pressed: str = "", until: Callable[[], bool] | None = None, fragment: str = ""
    ) -> Run:
        wanted = self._finished + 1
        run = Run(time.perf_counter())
        await self._send(pressed, fragment)

        def done() -> bool:
            now = time.perf_counter() - run.began
            if run.shown is None and (until is None or until()):
                run.shown = now
            if run.finished is None and self._finished >= wanted:
                run.finished = now
            return run.shown is not None and run.finished is not None

        await asyncio.wait_for(self._waited(done), PATIENCE)
        return run

    async def _waited(self, until: Callable[[], bool]) -> None:
        while not until():
            if self.lost:
                raise ConnectionError("the server has gone")
            self._changed.clear()
            await self._changed.wait()

    async def _send(self, pressed: str = "", fragment: str = "", by_itself: bool = False) -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_script_hash = self._page_hash
        asked.page_name = "" if self._page_hash else self.page
        asked.fragment_id = fragment
        asked.is_auto_rerun = by_itself
        asked.cached_message_hashes.extend(self._cache)
        asked.context_info.timezone = "Europe/London"
        asked.context_info.locale = "en-GB"
        asked.context_info.url = f"http://{self.host}:{self.port}/{self.page}"
        asked.widget_states.widgets.extend(self._states.values())
        if pressed:
            asked.widget_states.widgets.append(WidgetState(id=pressed, trigger_value=True))
        assert self._socket is not None
        with contextlib.suppress(ConnectionClosed):  # the reader tells
            await self._socket.send(message.SerializeToString())

    # What comes back

    async def _read(self, stream: ClientConnection) -> None:
        try:
            async for data in stream:
                assert isinstance(data, bytes)
                self.received += len(data)
                message = ForwardMsg()
                message.ParseFromString(data)
                self._take(message)
                self._changed.set()
        except ConnectionClosed:
            pass
        finally:
            self._stop_ticking()
            self._changed.set()

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            whole = ForwardMsg()
            whole.CopyFrom(self._cache[message.ref_hash])
            whole.metadata.CopyFrom(message.metadata)
            message, kind = whole, "delta"
        elif message.metadata.cacheable:
            self._cache[message.hash] = message
        if kind == "delta":
            self._draw(tuple(message.metadata.delta_path), message.delta)
        elif kind == "new_session":
            told = message.new_session
            self.id = told.initialize.session_id or self.id
            self._run = message.metadata.run.script_run_id
            self._fragments = list(message.metadata.run.fragment_ids)
            if not self._fragments:
                self._page_hash = told.page_script_hash
                self._stop_ticking()
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string.lstrip("?")
        elif kind == "auto_rerun":
            self._tick(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                if task := self._ticking.pop(fragment, None):
                    task.cancel()
        elif kind == "script_finished":
            self._swept(message.script_finished)

    def _draw(self, path: tuple[int, ...], delta: Delta) -> None:
        if delta.WhichOneof("type") == "add_block":
            block = delta.add_block
            if path in self._nodes and self._nodes[path].kind == "empty":
                self.redrawn += 1
            self._nodes[path] = _Node(self._run, delta.fragment_id, "block", block)
            return
        if delta.WhichOneof("type") != "new_element":
            return
        kind = delta.new_element.WhichOneof("type")
        if kind is None:
            return
        for each in [each for each in self._nodes if each[: len(path)] == path]:
            del self._nodes[each]
        element = getattr(delta.new_element, kind)
        self._nodes[path] = _Node(self._run, delta.fragment_id, kind, element)
        name = getattr(element, "id", "")
        if name and (name not in self._states or getattr(element, "set_value", False)):
            state = state_of(kind, element)
            if state is not None:
                self._states[name] = state

    def _swept(self, status: int) -> None:
        """Take away what the run that has ended did not draw."""
        statuses = ForwardMsg.ScriptFinishedStatus
        self.runs += 1
        if status == statuses.FINISHED_SUCCESSFULLY:
            self._nodes = {p: n for p, n in self._nodes.items() if n.run == self._run}
        elif status == statuses.FINISHED_FRAGMENT_RUN_SUCCESSFULLY:
            self._nodes = {
                path: node
                for path, node in self._nodes.items()
                if node.fragment not in self._fragments or node.run == self._run
            }
        else:
            return  # cut short by the next, which is under way
        there = {str(getattr(node.what, "id", "")) for node in self._nodes.values()}
        self._states = {name: state for name, state in self._states.items() if name in there}
        self._finished += 1

    def _tick(self, fragment: str, seconds: float) -> None:
        async def ticks() -> None:
            while True:
                await asyncio.sleep(seconds)
                await self._send(fragment=fragment, by_itself=True)

        if before := self._ticking.pop(fragment, None):
            before.cancel()
        self._ticking[fragment] = asyncio.create_task(ticks())

    def _stop_ticking(self) -> None:
        for task in self._ticking.values():
            task.cancel()
        self._ticking.clear()


async def socket_to(host: str, port: int, source: str = "") -> socket.socket:
    """A socket that is connected, from an address of this machine where one is named."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setblocking(False)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        if source:
            made.bind((source, 0))
        await asyncio.get_running_loop().sock_connect(made, (host, port))
    except BaseException:
        made.close()
        raise
    return made


def done(work: Coroutine[Any, Any, T]) -> T:
    """Run asynchronous work to its end, in a thread: a browser's tests leave a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
