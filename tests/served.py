"""Servers in processes of their own: the app, or a workshop with somebody in it who obeys."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self

ROOT = Path(__file__).parents[1]
LOCAL = "127.0.0.1"
PATIENCE = 60  # seconds that a server may take to start; an answer, half as long


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


def kept_in(folder: Path | str) -> dict[str, str]:
    """An environment in which the app keeps what it keeps in a folder of its own."""
    place = str(folder)
    return dict(os.environ, XDG_DATA_HOME=place, LOCALAPPDATA=place, HOME=place)


def app(started_by: str, port: int) -> list[str]:
    """How the app is started on a port, by `decision app` or by `streamlit run`."""
    arguments = {
        "decision app": ["decision", "app", "--no-browser", "--port", str(port)],
        "streamlit run": ["streamlit", "run", "app.py", *streamlit_flags(port)],
    }[started_by]
    return [sys.executable, "-m", *arguments]


def streamlit_flags(port: int) -> list[str]:
    """What `streamlit run` needs to serve a page on a port, and open no browser."""
    return ["--server.headless", "true", "--server.port", str(port)]


@dataclass
class Server:
    """A server that can be stopped, put to sleep and started again, and is measured from outside.

    In a `with` it runs until the end, however that comes about.

    Args:
        command: what is run.
        folder: where it keeps what it keeps, and its log.
        port: where it will listen, which the command says too.
        host: the address that it will listen on.
        more: what its environment has besides.
        health: where it says that it is ready.
    """

    command: list[str]
    folder: Path
    port: int
    host: str = LOCAL
    more: Mapping[str, str] = field(default_factory=dict)
    health: str = "/_stcore/health"
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def key(self) -> str:
        """What is in the address that the app opens, by which its owner is known."""
        (found,) = self.folder.rglob("pacs-placement/key")
        return f"key={found.read_text()}"

    @property
    def log(self) -> Path:
        """What it wrote for whoever runs it, through all its starts."""
        return self.folder / "log"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, and wait until it answers.

        Raises:
            RuntimeError: it ended, with what it wrote.
            TimeoutError: it doesn't answer.
        """
        try:
            with self.log.open("ab") as log:
                self._run(log)
            self._wait()
        except BaseException:
            self.kill()
            raise

    def _run(self, log: IO[bytes]) -> None:
        self.process = self._popen(stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def _popen(self, **pipes: Any) -> subprocess.Popen[bytes]:
        environment = kept_in(self.folder) | dict(self.more)
        return subprocess.Popen(self.command, cwd=ROOT, env=environment, **pipes)

    def _wait(self) -> None:
        assert self.process is not None
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"{self.address}{self.health}", timeout=1),
            ):
                return
            if self.process.poll() is not None:
                raise RuntimeError(f"it didn't start: {self.said()}")
            time.sleep(0.05)
        raise TimeoutError(f"it didn't start: {self.said()}")

    def said(self) -> str:
        """The end of its log."""
        return self.log.read_text("utf-8", "replace")[-2000:]

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self.process is not None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=20)
            self.kill()

    def kill(self) -> None:
        """End it as a power cut does: it has no chance to tidy up."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=20)
            self.process = None

    def sleep(self) -> None:
        """Stop it as a laptop does whose lid is shut."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Let it go on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def memory(self) -> float:
        """Its memory now, in MB: all that it has in RAM."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def seconds(self) -> float:
        """The processor's time that it has used, in seconds."""
        assert self.process is not None
        parts = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    def files(self) -> int:
        """How many files and sockets it has open."""
        assert self.process is not None
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))


class Workshop(Server):
    """`decision workshop`, with somebody in it who obeys."""

    def __init__(self, host: str, folder: Path) -> None:
        port = free_port()
        runner = str(Path(__file__).with_name("run_workshop.py"))
        command = [sys.executable, runner, "--host", host, "--port", str(port), "--no-browser"]
        # A server that believes whatever proxy there is: the app must not.
        more = {"PYTHONPATH": str(ROOT), "FORWARDED_ALLOW_IPS": "*"}
        super().__init__(command, folder, port, host, more)
        self.answers: queue.Queue[str] = queue.Queue()
        self.reader: threading.Thread | None = None

    @property
    def file(self) -> Path:
        """The workshop's file."""
        (found,) = [each for each in self.folder.rglob("*.db") if "." not in each.stem]
        return found

    def _run(self, log: IO[bytes]) -> None:
        pipe = subprocess.PIPE
        self.process = self._popen(stdin=pipe, stdout=pipe, stderr=log)
        self.answers = queue.Queue()
        told = (self.process.stdout, self.answers)
        self.reader = threading.Thread(target=_listen, args=told, daemon=True)
        self.reader.start()

    def do(self, word: str) -> Any:
        """Have the facilitator's part done, in the server itself; give what it answers.

        Raises:
            RuntimeError: it couldn't be done, or the server has ended.
            TimeoutError: there is no answer.
        """
        assert self.process is not None
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended, and the end is what is read
            self.process.stdin.write(f"{word}\n".encode())
            self.process.stdin.flush()
        try:
            told = self.answers.get(timeout=PATIENCE / 2)
        except queue.Empty:
            raise TimeoutError(f"{word}: no answer") from None
        if not told:
            raise RuntimeError(f"{word}: the workshop has ended: {self.said()}")
        answer = json.loads(told)
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(f"{word}: {answer['error']}")
        return answer

    def kill(self) -> None:
        process = self.process
        super().kill()
        if process is not None and self.reader is not None:
            self.reader.join(timeout=20)
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                with contextlib.suppress(OSError):  # what it never read goes with it
                    pipe.close()


def _listen(output: IO[bytes], answers: queue.Queue[str]) -> None:
    """Read all that is printed, or its writer would wait; keep answers, and "" at the end."""
    for line in output:
        if line.startswith(b"="):
            answers.put(line[1:].decode())
    answers.put("")
