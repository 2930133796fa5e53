"""The room goes on while phones attack it: five attacks at once, for a few seconds here.

`python -m tests.load.under_attack 60` runs all of them, for a minute each.
"""

from __future__ import annotations

import pytest

from tests.load import own_network

pytestmark = pytest.mark.skipif(
    not own_network.available(), reason="no network namespace can be made here"
)


def test_29_phones_and_the_facilitator_go_on_under_attack() -> None:
    names = ["one_socket", "joined", "half_requests", "half_messages", "left_sessions"]
    # Undefended, the room is silent for minutes; the command holds a ballot to one second.
    given = ("3", "+".join(names), "--within", "6")
    told = own_network.inside("tests.load.under_attack", *given, timeout=300)
    assert told.returncode == 0, told.stdout
    assert "two seconds after" in told.stdout
    assert "0 faults" in told.stdout


def test_the_network_of_a_test_is_its_own() -> None:
    told = own_network.inside("tests.load.test_attacks", timeout=30)
    assert told.stdout.split() == [own_network.phone(3), "ends"]


def _inside() -> None:
    import socket

    own_network.set_up()
    with socket.socket() as server, socket.socket() as phone:
        server.bind((own_network.SERVER, 0))
        server.listen()
        phone.bind((own_network.phone(3), 0))
        phone.connect(server.getsockname())
        came, address = server.accept()
        came.close()
        print(address[0])
    with socket.socket() as out:
        out.settimeout(2)
        try:
            out.connect(("192.0.2.1", 9))
        except OSError:
            print("ends")


if __name__ == "__main__":
    _inside()
