"""A file is written whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from decision import OutputError
from decision.files.atomic_write import write_bytes


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "kept.yaml"
    path.write_bytes(b"before")
    return path


def test_a_write_replaces_the_whole_file_and_leaves_nothing_beside_it(kept: Path):
    write_bytes(kept, b"after")
    write_bytes(kept.parent / "new.yaml", b"new")
    assert {path.name: path.read_bytes() for path in kept.parent.iterdir()} == {
        "kept.yaml": b"after",
        "new.yaml": b"new",
    }


def test_a_write_keeps_who_may_read_the_file(kept: Path):
    kept.chmod(0o640)
    write_bytes(kept, b"after")
    write_bytes(kept.parent / "new.yaml", b"new")
    assert kept.stat().st_mode & 0o777 == 0o640
    umask = os.umask(0)
    os.umask(umask)
    assert (kept.parent / "new.yaml").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize("there", [True, False])
def test_a_write_to_a_link_writes_the_file_that_it_leads_to(kept: Path, there: bool):
    link = kept.parent / "folder" / "link.yaml"
    link.parent.mkdir()
    link.symlink_to(Path("..") / kept.name)
    if not there:
        kept.unlink()
    write_bytes(link, b"after")
    assert link.is_symlink()
    assert kept.read_bytes() == link.read_bytes() == b"after"
    assert [path.name for path in link.parent.iterdir()] == ["link.yaml"]


@pytest.mark.parametrize("broken", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "No space left on device"),
        (errno.EACCES, "close it if another program has it open"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_write_that_fails_leaves_what_was_there(
    kept: Path, monkeypatch: pytest.MonkeyPatch, broken: str, code: int, says: str
):
    def fail(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(*((os, "fsync") if broken == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OutputError, match=says) as caught:
        write_bytes(kept, b"after")
    assert str(kept) in str(caught.value)
    assert [path.name for path in kept.parent.iterdir()] == ["kept.yaml"]
    assert kept.read_bytes() == b"before"


def test_a_disk_that_fills_up_in_the_middle_leaves_what_was_there(
    kept: Path, monkeypatch: pytest.MonkeyPatch
):
    real = Path.open

    class Full:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, data):
            self.file.write(data[:3])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "open", lambda path, *given: Full(real(path, *given)))
    with pytest.raises(OutputError, match="No space left"):
        write_bytes(kept, b"after")
    monkeypatch.undo()
    assert [path.name for path in kept.parent.iterdir()] == ["kept.yaml"]
    assert kept.read_bytes() == b"before"


def test_an_interrupted_write_leaves_what_was_there(kept: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(kept, b"after")
    assert [path.name for path in kept.parent.iterdir()] == ["kept.yaml"]
    assert kept.read_bytes() == b"before"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none/out.yaml", "there is no such folder; make it first"),
        ("kept.yaml/out.yaml", "there is no such folder; make it first"),
        (".", "this is a folder; give the name of a file in it"),
        ("a\0b", "it can't be written (embedded null byte); try another place"),
        ("a" * 300, "it can't be written (File name too long); try another place"),
    ],
)
def test_a_place_that_cannot_be_written_to_is_one_sentence(kept: Path, name: str, says: str):
    with pytest.raises(OutputError) as caught:
        write_bytes(f"{kept.parent}/{name}", b"after")
    assert str(caught.value).endswith(f": {says}")
    assert [path.name for path in kept.parent.iterdir()] == ["kept.yaml"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only_is_one_sentence(kept: Path):
    kept.parent.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="check who may write there"):
            write_bytes(kept, b"after")
    finally:
        kept.parent.chmod(0o700)
    assert kept.read_bytes() == b"before"


def test_what_a_killed_write_left_is_swept_once_it_is_old(kept: Path):
    old, fresh = (kept.parent / f".decision-{name}.part" for name in ("old", "fresh"))
    for stray in (old, fresh):
        stray.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    write_bytes(kept, b"after")
    assert not old.exists()
    assert fresh.exists()


# ------------------------------------------------------------- fingerprint
