"""What the tests of several folders start from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import app_test, local_script_runner

from decision.files import drafts
from decision.serving import open_workshop
from decision.ui.state import opening, session
from decision.ui.workshop import shared_state
from decision.workshop.access.addresses import candidates


@pytest.fixture(autouse=True, scope="session")
def found_and_compiled_once() -> Iterator[None]:
    """Keep what AppTest finds or makes anew for each run.

    That is the components in the packages here (half of the time of each test of a page), the
    compiled code of the pages, and a stand-in for the server.
    """
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        for module in (app_test, local_script_runner):
            patch.setattr(module, "ScriptCache", cache(ScriptCache))
        patch.setattr(app_test, "MagicMock", cache(MagicMock))
        yield


@pytest.fixture(autouse=True, scope="session")
def a_run_is_waited_for() -> Iterator[None]:
    """Wait for a page's script as it ends; AppTest asks a thousand times a second."""
    ask = local_script_runner.require_widgets_deltas

    def wait(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
        assert runner._script_thread is not None
        runner._script_thread.join(timeout)
        ask(runner, timeout=1 if runner.script_stopped() else 0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture(scope="session")
def host() -> str:
    """An address of this machine by which a phone would reach it."""
    found = candidates()
    if not found:
        pytest.skip("this machine has no address but loopback, so nobody would come as a phone")
    return found[0]


@pytest.fixture
def empty_hall(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that holds no workshop yet; what the test holds is let go in the end."""
    monkeypatch.setattr(open_workshop, "_hall", open_workshop._Hall())
    yield
    open_workshop.let_go()


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of drafts, within the test's own folder."""
    monkeypatch.setattr(drafts.platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path))
    _forget()
    yield tmp_path / "drafts"
    _forget()


def _forget() -> None:
    """Forget what belongs to the folder. What follows from a model and a case alone stays true."""
    for each in (session._drafts, session._deleted, session._purged, session._remembered):
        each.clear()
    opening.deleted_name.clear()
    shared_state._shared.clear()


BROWSER = "tests/browser/"
SLOW = (
    "tests/load/",
    "tests/serving/test_two_people",
    "tests/workshop/test_kill_loop",
    "tests/workshop/test_machine",
    "tests/workshop/test_power_cut",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `pytest -m "not browser and not slow"` leaves out while somebody works."""
    for item in items:
        if item.nodeid.startswith(BROWSER):
            item.add_marker("browser")
        elif item.nodeid.startswith(SLOW):
            item.add_marker("slow")
