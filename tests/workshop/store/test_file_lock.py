"""One process holds a file at a time, and a process that died holds none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from decision.workshop.errors import InUseError, StoreError
from decision.workshop.room import Room
from decision.workshop.store.file_lock import FileLock
from tests.workshop.data import POSIX, ROOT, run


def test_a_second_process_is_refused_and_one_that_died_holds_nothing(room: Room) -> None:
    open_it = "import sys,pathlib; from decision.workshop.room import Room\n"
    open_it += "Room.open(pathlib.Path(sys.argv[1])); print('opened', flush=True)\n"
    path = str(room.store.path)
    refused = run(open_it, path)
    assert "InUseError" in refused.stderr
    assert "opened" not in refused.stdout
    room.close()
    child = subprocess.Popen(
        [sys.executable, "-c", open_it + "import time; time.sleep(60)", path],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    assert child.stdout.readline() == "opened\n"
    with pytest.raises(InUseError):
        Room.open(room.store.path)
    child.kill()
    child.wait()
    child.stdout.close()
    Room.open(room.store.path).close()


def test_a_lock_is_let_go_once_and_again(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "x.lock")
    with pytest.raises(InUseError):
        FileLock(tmp_path / "x.lock")
    lock.release()
    lock.release()
    FileLock(tmp_path / "x.lock").release()


def test_two_files_are_held_at_once(tmp_path: Path) -> None:
    one, two = FileLock(tmp_path / "1.lock"), FileLock(tmp_path / "2.lock")
    one.release()
    with pytest.raises(InUseError, match="close that one first"):
        FileLock(tmp_path / "2.lock")
    two.release()


def test_a_refused_lock_leaves_the_holder_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    held = FileLock(path)
    for _ in range(3):
        with pytest.raises(InUseError):
            FileLock(path)
    held.release()
    FileLock(path).release()


def test_a_lock_in_a_folder_that_is_not_there_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing can be written in this folder") as caught:
        FileLock(tmp_path / "none" / "x.lock")
    assert not isinstance(caught.value, InUseError)
    assert str(tmp_path / "none") in str(caught.value)


@POSIX
def test_a_lock_file_is_the_owners_alone(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "x.lock")
    assert lock.path.stat().st_mode & 0o077 == 0
    lock.release()
