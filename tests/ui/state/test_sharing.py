"""Where one person runs the tool nothing is shared; what is shared by whom is tried on a server."""

from __future__ import annotations

from decision.serving.invitations import Invitation
from decision.ui.state import sharing

ONE = Invitation("a", "ann", "t", "bob", "x", True)


def test_nothing_is_shared_where_nobody_hosts() -> None:
    sharing.share("bob", True)
    sharing.stop(ONE)
    sharing.open_shared(ONE)
    assert sharing.received() == sharing.given() == []
    assert not sharing.is_anothers("x" * 22)
