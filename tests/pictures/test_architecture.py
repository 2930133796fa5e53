"""The picture of the rooms, and the list of them, are of the code as it stands."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

import decision
from tests.pictures import architecture
from tests.pictures.architecture import ORDER, Room

AGAIN = "run `python -m tests.pictures.architecture`, and look at what it made"
TWO = [Room("low", "The first", ()), Room("high", "The second, with <signs> & more", ("low",))]


def test_the_picture_shows_the_rooms_of_today_and_what_each_uses() -> None:
    shown = architecture.drawn(architecture.FILE.read_text("utf-8"))
    now = {room.name: room.uses for room in architecture.computed()}
    assert list(shown) == list(now), AGAIN
    assert shown == now, AGAIN


def test_the_picture_is_the_same_each_time_and_loads_nothing() -> None:
    svg = architecture.as_svg(architecture.computed())
    assert svg == architecture.as_svg(architecture.computed())
    assert re.findall(r"(?:href|src|url|@import)\b", svg) == []
    assert re.findall(r"\w+://\S+", svg) == ['http://www.w3.org/2000/svg"']


def test_what_is_drawn_can_be_read_again() -> None:
    svg = architecture.as_svg(TWO)
    assert architecture.drawn(svg) == {"low": (), "high": ("low",)}
    texts = [element.text for element in ET.fromstring(svg).iter() if element.text]
    assert "The second, with <signs> & more" in " ".join(texts)


def test_a_room_says_its_job_in_two_lines_or_is_told_to() -> None:
    with pytest.raises(ValueError, match="wordy: two lines hold no more"):
        architecture.as_svg([Room("wordy", "word " * 40, ())])


def test_the_package_lists_the_rooms_in_the_order_of_import() -> None:
    listed = re.findall(r"(?m)^ +(\w+)(?:/|\.py)  +\S", decision.__doc__ or "")
    assert listed == list(ORDER)
