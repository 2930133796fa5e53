"""The small picture of the margin: numbers alone, on an axis that keeps still."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from decision import evaluate
from decision.charts.chart import DARK, FIRST, LIGHT, SECOND, Palette
from decision.charts.margin_picture import INSET, WIDE, margin_image, margin_svg
from decision.evaluation.verdict import Finding, Span
from tests.charts.data import EVALUATIONS, refused, small

SVG = "{http://www.w3.org/2000/svg}"


def moved(at: float, low: float, high: float) -> Finding:
    """A leads B by `at` points, with a range; A is left."""
    finding = evaluate(small({"x": {"a": 60, "b": 50}}, {"x": 1})).finding
    return replace(
        finding,
        standing=replace(finding.standing, margin=at),
        draws=replace(finding.draws, margin=Span(low, high)),
    )


def dot(drawn: str) -> ET.Element:
    circle = ET.fromstring(drawn).find(f"{SVG}circle")
    assert circle is not None
    return circle


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_dot_lies_on_the_side_that_leads_in_its_colour(name: str) -> None:
    evaluation = EVALUATIONS[name]
    circle, first = dot(margin_svg(evaluation.finding)), evaluation.model.pair[0]
    is_left = evaluation.standing.course == first
    assert (float(circle.attrib["cx"]) < WIDE / 2) == is_left
    assert circle.attrib["fill"] == (FIRST if is_left else SECOND)


@pytest.mark.parametrize(
    ("farthest", "reach"), [(3, 10), (10, 10), (10.1, 20), (21, 40), (41, 100), (100, 100)]
)
def test_the_axis_reaches_in_steps(farthest: float, reach: int) -> None:
    circle = dot(margin_svg(moved(farthest, 0, farthest)))
    middle = WIDE / 2
    wanted = middle - farthest / reach * (middle - INSET)
    assert float(circle.attrib["cx"]) == pytest.approx(wanted, abs=0.06)


def test_the_range_runs_from_the_low_end_to_the_high_one() -> None:
    drawn = ET.fromstring(margin_svg(moved(4, -2, 8)))
    spread = drawn.findall(f"{SVG}rect")[1]
    left = float(spread.attrib["x"])
    assert left == pytest.approx(WIDE / 2 - 0.8 * (WIDE / 2 - INSET), abs=0.1)
    right = left + float(spread.attrib["width"])
    assert right == pytest.approx(WIDE / 2 + 0.2 * (WIDE / 2 - INSET), abs=0.1)


def test_where_two_are_level_the_dot_is_in_the_middle_and_of_no_side() -> None:
    level = evaluate(small({"x": {"a": 50, "b": 50}}, {"x": 1}))
    circle = dot(margin_svg(level.finding))
    assert float(circle.attrib["cx"]) == WIDE / 2
    assert circle.attrib["fill"] == LIGHT.ink


@pytest.mark.parametrize("needing", [(), ("a", "b")])
def test_without_a_rival_the_axis_is_empty(needing: tuple[str, ...]) -> None:
    drawn = ET.fromstring(margin_svg(refused(40, 62, "no", *needing).finding))
    assert drawn.find(f"{SVG}circle") is None
    assert len(drawn.findall(f"{SVG}rect")) == 1  # the band


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("name", EVALUATIONS)
def test_it_holds_numbers_and_colours_alone(name: str, palette: Palette) -> None:

    drawn = margin_svg(EVALUATIONS[name].finding, palette)
    root = ET.fromstring(drawn)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {"svg", "rect", "path", "circle"}
    assert not "".join(root.itertext())
    said = {value for one in root.iter() for value in one.attrib.values()} - {"none", "true"}
    assert not [one for one in said if not re.fullmatch(r"#[0-9a-f]{6}|[\d. MHV-]+|false", one)]
    held = re.search(r'base64,([^"]+)"', margin_image(EVALUATIONS[name].finding, palette))
    assert held is not None
    assert base64.b64decode(held[1]).decode() == drawn


def test_it_waits_for_nothing_that_draws() -> None:
    tell = "import sys, decision.charts.margin_picture; print('altair' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
