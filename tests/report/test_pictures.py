"""Pictures for print: the same everywhere, legible, told apart without colour, and offline."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from xml.etree import ElementTree

import pytest

from decision import evaluate, examples, load_case
from decision.charts.chart import FONT
from decision.engine import Evaluation
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report import pictures
from decision.sensitivity.robustness import nearest_criterion
from tests.shipped_model import MODEL

EVALUATION = evaluate(MODEL, load_case(examples()["invented-complete"], MODEL))
PICTURES = pictures.pictures(EVALUATION)
EVERY = {
    "options", "reasons", "shares", "tornado", "slope", "acceptability",
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<b>&\"' =cmd|'/c calc'!A1 \U0001f3e5 ]]> </svg> " + "x" * 5000


def small(criteria: dict[str, dict[str, float]], **more: object) -> Evaluation:
    model = DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                name: {"name": name.upper(), "weight": 10, "scores": scores}
                for name, scores in criteria.items()
            },
        }
        | more
    )
    return evaluate(model)


def units(drawn: str) -> tuple[float, float]:
    wide, high = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn).groups()  # type: ignore[union-attr]
    return float(wide), float(high)


def chunks(content: bytes) -> dict[str, bytes]:
    """The parts of a PNG by name, its pixels' parts joined."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    found: dict[str, bytes] = {}
    at = 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        name = content[at + 4 : at + 8].decode()
        found[name] = found.get(name, b"") + content[at + 8 : at + 8 + length]
        at += 12 + length
    return found


def pixels(content: bytes) -> list[list[tuple[int, int, int, int]]]:
    """Decode an 8-bit RGBA PNG (the filters of its specification, section 9)."""
    parts = chunks(content)
    wide, high, depth, kind = struct.unpack(">IIBB", parts["IHDR"][:10])
    assert (depth, kind) == (8, 6)
    raw, size, at = zlib.decompress(parts["IDAT"]), 4 * wide, 0
    before = bytearray(size)
    rows = []
    for _ in range(high):
        how, line = raw[at], bytearray(raw[at + 1 : at + 1 + size])
        at += 1 + size
        for place in range(size):
            left = line[place - 4] if place >= 4 else 0
            up, corner = before[place], before[place - 4] if place >= 4 else 0
            guess = left + up - corner
            near = min((left, up, corner), key=lambda value: abs(guess - value))
            line[place] = (line[place] + (0, left, up, (left + up) // 2, near)[how]) % 256
        before = line
        rows.append([tuple(line[place : place + 4]) for place in range(0, size, 4)])
    return rows  # type: ignore[return-value]


def grey(colour: str, opacity: float = 1.0) -> float:
    """The light of a colour laid on white, 0 to 255, as a copier sees it (ITU-R BT.601)."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 255 - opacity * (255 - (0.299 * red + 0.587 * green + 0.114 * blue))


def test_every_chart_of_a_whole_case_is_there() -> None:
    assert set(PICTURES) == EVERY
    assert set(pictures.pictures(EVALUATION, ("slope", "none"))) == {"slope"}
    for one in PICTURES.values():
        assert one.alt.startswith(one.title)
        assert one.reading.endswith(".")


def test_the_slope_is_of_the_criterion_nearest_to_changing_who_leads() -> None:
    nearest = nearest_criterion(EVALUATION.robustness)
    assert MODEL.criteria[nearest].name in PICTURES["slope"].title
    never = small({"x": {"a": 60, "b": 50}, "y": {"a": 70, "b": 20}})
    assert nearest_criterion(never.robustness) == "x"


@pytest.mark.parametrize("name", sorted(EVERY))
@pytest.mark.parametrize("width", [8.0, 16.0])
def test_a_drawing_has_the_width_asked_for_and_names_nothing_outside(
    name: str, width: float
) -> None:
    drawn = pictures.svg(PICTURES[name], width)
    root = ElementTree.fromstring(drawn)
    assert root.get("width") == f"{width:g}cm"
    wide, high = units(drawn)
    tall = float((root.get("height") or "").removesuffix("cm"))
    assert tall == pytest.approx(width * high / wide, abs=1e-3)
    assert not re.search(r"(href|src)=|url\((?!#)|@import|<image|<style|<script", drawn)
    assert drawn.count("http") == 2  # the two namespaces
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert ground.get("fill") == "white"


@pytest.mark.parametrize("name", sorted(EVERY))
def test_text_prints_at_eight_points_or_more_in_fonts_of_the_same_widths(name: str) -> None:
    drawn = pictures.svg(PICTURES[name])
    points = 16 / 2.54 * 72 / units(drawn)[0]
    texts = [text for text in ElementTree.fromstring(drawn).iter(f"{SVG}text") if text.text]
    assert texts
    for text in texts:
        assert text.get("font-family") == FONT
        size = float((text.get("font-size") or "").removesuffix("px")) * points
        assert size >= (8 if text.text in ("◄", "►") else 10)


@pytest.mark.parametrize("name", sorted(EVERY))
def test_no_pointer_is_drawn_that_the_fonts_lack(name: str) -> None:
    one = PICTURES[name]
    drawn = pictures.svg(one, titled=True)
    assert not set("◀▶") & set(drawn + one.alt + one.reading)


def test_titled_a_picture_carries_its_sentence_and_how_to_read_it() -> None:
    one = PICTURES["reasons"]
    texts = ElementTree.fromstring(pictures.svg(one, titled=True)).iter()
    whole = " ".join(element.text or "" for element in texts)
    for word in f"{one.title} {one.reading}".split():
        assert word in whole
    assert one.title.split()[-1] not in pictures.svg(one).split("aria-label")[0]


def test_a_png_has_its_size_in_dots_and_says_how_large_it_prints() -> None:
    parts = chunks(pictures.png(PICTURES["options"], width=16, dpi=300))
    wide, high = struct.unpack(">II", parts["IHDR"][:8])
    assert wide == pytest.approx(16 / 2.54 * 300, abs=1)
    across, down, unit = struct.unpack(">IIB", parts["pHYs"])
    assert (across, unit) == (down, 1)
    assert across == pytest.approx(300 / 0.0254, abs=1)
    drawn = units(pictures.svg(PICTURES["options"]))
    assert high / wide == pytest.approx(drawn[1] / drawn[0], abs=2e-3)


def test_text_is_drawn_in_the_font_that_comes_with_the_converter() -> None:
    """A picture with its words differs from the same one without: none is dropped."""
    one = PICTURES["options"]
    rows = pixels(pictures.png(one, width=12, dpi=50))
    corner = [row[: len(row) // 3] for row in rows[: len(rows) // 5]]
    dark = sum(sum(pixel[:3]) < 3 * 160 for row in corner for pixel in row)
    assert dark > 15  # "Stay in Radiology"
    assert all(pixel[3] == 255 for row in rows for pixel in row)
    assert rows[-1][-1] == (255, 255, 255, 255)


def test_the_two_sides_differ_in_grey_where_position_does_not_tell_them_apart() -> None:
    lines = [
        (element.get("stroke"), element.get("stroke-dasharray") or "")
        for element in ElementTree.fromstring(pictures.svg(PICTURES["slope"])).iter()
        if element.get("fill") is None and element.get("stroke-width") == "2.5"
    ]
    assert len(set(lines)) == len(EVALUATION.standing.table.choosable)
    plain = [dash for stroke, dash in lines if stroke in ("#1d5b9e", "#b4540a")]
    hybrids = [dash for stroke, dash in lines if stroke not in ("#1d5b9e", "#b4540a")]
    assert not set(plain) & set(hybrids)


def test_what_a_specification_names_is_not_fetched() -> None:
    spec = {"data": {"url": "http://127.0.0.1:9/a.csv"}, "mark": "bar", "encoding": {}}
    with pytest.raises(ValueError, match="not allowed"):
        pictures._converted(json.dumps(spec))


@pytest.mark.parametrize(
    ("evaluation", "names"),
    [
        (small({"x": {"a": 50, "b": 50}}), {"options", "reasons", "shares"}),
        (
            small({"x": {"a": 60, "b": 50}, "y": {"a": 20, "b": 50}}),
            EVERY - {"tornado"},
        ),
        (evaluate(MODEL), EVERY),
    ],
    ids=["one criterion", "no facts", "no answers"],
)
def test_a_case_with_little_in_it_has_the_pictures_that_apply(
    evaluation: Evaluation, names: set[str]
) -> None:
    made = pictures.pictures(evaluation)
    assert set(made) == names
    for one in made.values():
        ElementTree.fromstring(pictures.svg(one, titled=True))


def test_where_no_option_can_be_chosen_pictures_are_still_made() -> None:
    needs = [{"fact": "f", "is": ["yes"]}]
    model = DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {"a": {"name": "A", "needs": needs}, "b": {"name": "B", "needs": needs}},
            "criteria": {
                "x": {"name": "X", "weight": 10, "scores": {"a": 60, "b": 50}},
                "y": {"name": "Y", "weight": 10, "scores": {"a": 20, "b": 55}},
            },
            "facts": {"f": {"ask": "So?", "answers": {"yes": {"says": "Y"}, "no": {"says": "N"}}}},
        }
    )
    evaluation = evaluate(model, Case.model_validate({"answers": {"f": "no"}}))
    made = pictures.pictures(evaluation)
    assert set(made) >= {"options", "shares"}
    assert [pictures.png(one, dpi=40)[:4] for one in made.values()] == [b"\x89PNG"] * len(made)


def test_hostile_names_leave_the_drawing_whole_and_its_width_as_asked() -> None:
    evaluation = small(
        {"x": {"a": 60, "b": 50}, "y": {"a": 20, "b": 50}},
        options={"a": {"name": f"A{HOSTILE}"}, "b": {"name": f"B{HOSTILE}"}},
    )
    for one in pictures.pictures(evaluation).values():
        drawn = pictures.svg(one, titled=True)
        ElementTree.fromstring(drawn)
        assert units(drawn)[0] == pictures.units_of(pictures.WIDTH)
        assert len(drawn) < 400_000
    assert pictures.cleaned("a\x00b\ud800c\u202ed") == "abcd"


def test_the_archive_holds_every_picture_twice_with_a_list_and_repeats_its_bytes() -> None:
    content = pictures.as_zip(EVALUATION)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        listing = archive.read("pictures.txt").decode()
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {pictures.MADE}
        svg = archive.read("options.svg").decode()
    assert set(names) == {f"{name}.{kind}" for name in EVERY for kind in ("svg", "png")} | {
        "pictures.txt"
    }
    for one in PICTURES.values():
        assert one.title in listing
        assert one.alt in listing
    assert svg == pictures.svg(PICTURES["options"], titled=True)
    again = evaluate(MODEL, load_case(examples()["invented-complete"], MODEL))
    assert pictures.as_zip(again) == content
