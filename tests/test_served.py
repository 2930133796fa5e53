"""A server that a test starts: what it says when it fails, and that none is left running."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests import served
from tests.served import Server, Workshop, free_port


def test_a_server_that_ends_says_at_once_what_it_wrote(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('No such page')"]
    server = Server(command, tmp_path, free_port())
    with pytest.raises(RuntimeError, match="No such page"):
        server.start()
    assert server.process is None


@pytest.mark.skipif(sys.platform == "win32", reason="asks the system for a process as POSIX has it")
def test_a_server_that_never_answers_is_not_left_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "PATIENCE", 3)
    note = tmp_path / "pid"
    tell = f"import os, pathlib, time; pathlib.Path({str(note)!r}).write_text(str(os.getpid()))"
    server = Server([sys.executable, "-c", f"{tell}; time.sleep(60)"], tmp_path, free_port())
    with pytest.raises(TimeoutError), server:
        pass
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_what_a_facilitator_cannot_do_fails(host: str, tmp_path: Path) -> None:
    with Workshop(host, tmp_path) as workshop:
        assert workshop.do("make") is True
        with pytest.raises(RuntimeError, match=r"close: .*No round is open"):
            workshop.do("close")
        assert workshop.do("turnout")[0] == 0
        assert workshop.process is not None
        workshop.process.kill()
        with pytest.raises(RuntimeError, match="the workshop has ended"):
            workshop.do("open")
