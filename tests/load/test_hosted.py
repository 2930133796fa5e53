"""A trust's installation under load, for as long as CI can wait; `python -m tests.load.hosted` does
more, and holds the true bar.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.load.client import done
from tests.load.hosted import trust
from tests.load.load import at
from tests.serving.hosted_server import served


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_people_who_have_signed_in_answer_while_two_rooms_weigh(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        found = done(trust(server, seconds=4, people=10, each_room=4))
    assert found.faults == []
    assert len(found.answers) >= 10
    assert len(found.ballots) >= 2
    assert at(found.answers, 0.95, finished=True) < 5  # a shared machine is slow at times
    assert max(found.memory) < 450
