"""Every chart of a case as a picture for print: SVG and PNG, made offline, alike everywhere.

Text stays text. It is set in Liberation Sans, which vl-convert carries within it, so a PNG
needs no font of the machine. An SVG names the pages' own fonts, which have the same widths by
design, so it is laid out alike wherever one of them is there.
"""

from __future__ import annotations

import io
import json
import re
import textwrap
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import vl_convert

from decision.charts import LIGHT, Chart
from decision.charts.chart import FONT as ON_SCREEN
from decision.charts.named_charts import named_charts
from decision.engine import Evaluation

WIDTH = 16.0  # cm: the text block of an A4 page with margins of 2.5 cm
DPI = 300
SCALE = 33.75  # units of the drawing a cm, so that its labels print at 11 points
NARROWEST = 420  # units; a drawing narrower than this is scaled down instead
FONT = "Liberation Sans"
# The pointers that the bundled font has; for others a fallback of the machine would be taken.
POINTERS = str.maketrans("◀▶", "◄►")
MADE = (1980, 1, 1, 0, 0, 0)  # the date of every file in an archive, so that its bytes repeat
_UNWRITABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
TITLE, LABEL, READING = 15, 13, 12  # units: the sizes of text
_EMS = {
    TITLE: 0.54,
    LABEL: 0.47,
    READING: 0.49,
}  # the width of a letter, generously, in its own size


def pictures(evaluation: Evaluation, names: Collection[str] | None = None) -> dict[str, Chart]:
    """Give the charts that the case has something to draw for, by name, the answer's own first.

    Args:
        evaluation: one case evaluated.
        names: which of them; without it all. No other is made.
    """
    made = {
        name: make()
        for name, make in named_charts(evaluation).items()
        if names is None or name in names
    }
    return {
        name: replace(one, alt=one.alt.translate(POINTERS), reading=one.reading.translate(POINTERS))
        for name, one in made.items()
    }


def svg(chart: Chart, width: float = WIDTH, titled: bool = False) -> str:
    """Give a chart as an SVG document on white.

    Args:
        chart: what to draw.
        width: of the whole picture, in cm.
        titled: whether its title and its reading stand above the drawing.
    """
    drawn = _drawn(chart, width, titled)
    high = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
    assert high is not None  # every SVG that Vega writes has one
    tall = width * float(high[2]) / float(high[1])
    head = f'<svg width="{width:g}cm" height="{tall:.4f}cm" '
    drawn = re.sub(r'<svg ([^>]*?)width="[\d.]+" height="[\d.]+" ', head + r"\1", drawn, count=1)
    return drawn.replace(f'font-family="{FONT}"', f'font-family="{ON_SCREEN}"')


def png(chart: Chart, width: float = WIDTH, dpi: int = DPI, titled: bool = False) -> bytes:
    """Give a chart as a PNG picture on white, `width` cm at `dpi` dots an inch."""
    drawn = _drawn(chart, width, titled)
    units = re.search(r'viewBox="0 0 ([\d.]+) ', drawn)
    assert units is not None  # every SVG that Vega writes has one
    dots = width / 2.54 * dpi
    return _dotted(drawn, dots / float(units[1]), dpi)


def as_zip(evaluation: Evaluation) -> bytes:
    """Give an archive of every picture as SVG and PNG, with a list of what each shows.

    Each picture carries its title, for it is likely to be used alone. The same case gives
    the same bytes.
    """
    return packed(files(evaluation))


def files(evaluation: Evaluation) -> dict[str, bytes]:
    """Give every picture as SVG and PNG, with a list of what each shows, by file name."""
    listing = [evaluation.model.title]
    if evaluation.case.site.name:
        listing.append(evaluation.case.site.name)
    made: dict[str, bytes] = {}
    for name, one in pictures(evaluation).items():
        made[f"{name}.svg"] = svg(one, titled=True).encode()
        made[f"{name}.png"] = png(one, titled=True)
        listing += ["", f"{name}.svg, {name}.png"]
        listing += [one.title, f"How to read it: {one.reading}", f"Alt text: {one.alt}"]
    made["pictures.txt"] = ("\r\n".join(" ".join(text.split()) for text in listing)).encode()
    return made


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Give an archive of files, each of one fixed date, so that the same files give its bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as into:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            into.writestr(entry, content)
    return archive.getvalue()


def units_of(width: float) -> int:
    """Give the width of a drawing, in its own units, that prints `width` cm wide."""
    return round(max(NARROWEST, width * SCALE))


def _drawn(chart: Chart, width: float, titled: bool) -> str:
    """Give the SVG as Vega writes it, in units of the drawing."""
    units = units_of(width)
    spec = _printable(chart.spec, int(units / (LABEL * _EMS[LABEL])))
    spec |= {
        "width": units,
        "background": "white",
        "padding": 4,
        # The whole picture has the width asked for, names on the axis and all.
        "autosize": {"type": "fit-x", "contains": "padding"},
    }
    if titled:
        spec["title"] = _heading(chart, units)
    return _converted(json.dumps(spec, sort_keys=True))


def _heading(chart: Chart, units: int) -> dict[str, Any]:
    return {
        "text": _wrapped(chart.title, units, TITLE),
        "subtitle": _wrapped(chart.reading, units, READING),
        "anchor": "start",
        "frame": "bounds",
        "font": FONT,
        "fontSize": TITLE,
        "color": LIGHT.ink,
        "subtitleFont": FONT,
        "subtitleFontSize": READING,
        "subtitleColor": LIGHT.quiet,
        "subtitlePadding": 5,
        "offset": 12,
    }


def _wrapped(text: str, units: int, size: int) -> list[str]:
    letters = int(units / (size * _EMS[size]))
    return textwrap.wrap(cleaned(text[:2000]), letters, max_lines=6, placeholder=" …")


def _printable(value: Any, letters: int, shown: bool = False) -> Any:
    """Give a specification with the bundled font, and with text that any SVG can hold.

    Text that is shown is cut to what the width can hold, for Vega's own cutting is slow.
    """
    if isinstance(value, Mapping):
        return {
            key: _printable(item, letters, shown or key in ("datasets", "sort"))
            for key, item in value.items()
            if (key, item) != ("limit", {"expr": "width"})
        }
    if isinstance(value, list | tuple):
        return [_printable(item, letters, shown) for item in value]
    if value == ON_SCREEN:
        return FONT
    if not isinstance(value, str):
        return value
    text = cleaned(value)
    return f"{text[: letters - 1].rstrip()}…" if shown and len(text) > letters else text


def cleaned(text: str) -> str:
    """Give text that any SVG can hold, with the pointers that the font has."""
    return _UNWRITABLE.sub("", text.translate(POINTERS))


@lru_cache(maxsize=64)
def _converted(spec: str) -> str:
    """Convert a specification; nothing that it might name is fetched."""
    version = re.search(r"/v(\d+\.\d+)[.\d]*\.json", spec)
    known = version is not None and version[1] in vl_convert.get_vegalite_versions()
    return str(
        vl_convert.vegalite_to_svg(
            spec, vl_version=version[1] if known and version else None, allowed_base_urls=[]
        )
    )


@lru_cache(maxsize=64)
def _dotted(drawn: str, scale: float, dpi: int) -> bytes:
    # vl-convert scales by `scale` × `ppi` / 72, and writes `ppi` down as the size to print at.
    return bytes(vl_convert.svg_to_png(drawn, scale=scale * 72 / dpi, ppi=dpi))
