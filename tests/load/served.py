"""A server in a process of its own: the workshop, with somebody in it who obeys."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LOCAL = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """A server that can be killed, put to sleep and started again, and is measured from outside.

    Args:
        host: the address that phones reach it by.
        folder: where it keeps what it keeps, and its log.
        trivial: serve the trivial page and not the workshop.
    """

    host: str
    folder: Path
    trivial: bool = False
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """What it wrote on standard error, through all its starts."""
        return self.folder / "log"

    @property
    def file(self) -> Path:
        """The workshop's file."""
        (found,) = [each for each in self.folder.rglob("*.db") if "." not in each.stem]
        return found

    def start(self) -> None:
        """Start it, and wait until it answers."""
        port = str(self.port)
        page, runner = (
            Path(__file__).with_name("trivial.py"),
            ROOT / "tests/browser/run_workshop.py",
        )
        command = (
            [
                sys.executable, "-m", "streamlit", "run", str(page),
                "--server.port", port, "--server.headless", "true",
                "--server.fileWatcherType", "none",
                "--server.address", self.host, "--server.allowedHosts", self.host,
            ]
            if self.trivial
            else [
                sys.executable, str(runner),
                "--host", self.host, "--port", port, "--no-browser",
            ]
        )  # fmt: skip
        place = str(self.folder)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, bufsize=0,
                cwd=ROOT,
                env=dict(
                    os.environ, XDG_DATA_HOME=place, LOCALAPPDATA=place, HOME=place,
                    PYTHONPATH=str(ROOT),
                ),
            )  # fmt: skip
        for _ in range(600):
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"http://{self.host}:{self.port}/_stcore/health", timeout=1),
            ):
                return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise TimeoutError("the server didn't start")

    def do(self, word: str) -> Any:
        """Have the facilitator's part done, in the server itself."""
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{word}\n".encode())
        told = b""
        while True:
            assert select.select([self.process.stdout], [], [], 30)[0], f"no answer to {word}"
            part = self.process.stdout.read(65536)
            assert part, self.log.read_text()
            told += part
            for line in told.splitlines(keepends=True):
                if line.startswith(b"=") and line.endswith(b"\n"):
                    return json.loads(line[1:])

    def kill(self) -> None:
        """End it as a power cut does: it has no chance to tidy up."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate(timeout=20)
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
