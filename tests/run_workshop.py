"""`decision workshop`, with a facilitator who does what is written on standard input.

Each line is a word, answered by a line of JSON: `make` (a workshop of the shipped model; all phones
of a test come from one address, so as many as come may join; but not after `make strict`),
`open`, `close`, `reveal`, `keys`, `turnout`, `secret`, or `fill N` (N more people vote).
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import threading
from typing import Any

from decision import load_model, shipped
from decision.cli import parser
from decision.serving import open_workshop
from decision.workshop.access import arrivals
from decision.workshop.room import Room
from decision.workshop.store.database import new_path


def obey(line: str) -> Any:
    word, _, rest = line.strip().partition(" ")
    if word == "make":
        if rest != "strict":
            arrivals.FEW = 1000
        model = load_model(shipped("criteria.yaml"))
        room, secret = Room.create(
            new_path("A test", dt.date.today()), model, title="PACS workshop"
        )
        open_workshop.hold(room, secret)
        return True
    held = open_workshop.held()
    if held is None:
        return None
    facilitator, room = held.facilitator, held.room
    if word == "fill":
        names = list(room.settings.form.criteria)
        for number in range(int(rest)):
            token = facilitator.seat(room.settings.roles[number % 3])
            points = {
                name: float((37 * number + 11 * place + number * place) % 11 * 10)
                for place, name in enumerate(names)
            }
            points[names[number % 4]] = 100
            room.submit(token, {"weights": points}, f"request-{number:04d}", how="seat")
        return int(rest)
    if word == "secret":
        return held.secret
    if word == "turnout":
        seen = room.turnout()
        return [seen.round, seen.state, seen.joined, seen.voted]
    if word in ("open", "keys"):
        keys = facilitator.open_round() if word == "open" else facilitator.keys()
        return {"code": keys.code, "link": keys.link}
    {"close": facilitator.close_round, "reveal": facilitator.reveal}[word]()
    return True


def listen() -> None:
    for line in sys.stdin:
        try:
            answer = obey(line)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print("=" + json.dumps(answer), flush=True)


if __name__ == "__main__":
    threading.Thread(target=listen, daemon=True).start()
    sys.exit(parser.main(["workshop", *sys.argv[1:]]))
