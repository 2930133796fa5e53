"""Pictures of the study: the words by kind of site, and what the margin hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from decision.charts import LIGHT, Chart
from decision.charts.chart import FIRST, HAIRLINE, configured
from decision.charts.marks import drawing_of, label, names_axis, own_colour
from decision.model.decision_model import DecisionModel
from decision.wording.numbers import fixed
from tests.study.complete import Complete, counted
from tests.study.kinds import KINDS
from tests.study.report import SHOWN, WORDS, asked_of

COLOURS = {"clear": FIRST, "leaning": "#a9c6e5", "close": HAIRLINE}
ROW = 30  # pixels


def words_chart(found: Sequence[Complete]) -> Chart:
    """Return a bar for each kind of site, parted by the words that its sites got."""
    rows: list[dict[str, Any]] = []
    for kind, entry in KINDS.items():
        start = 0.0
        words = [one.word for one in found if one.site.kind == kind]
        for word, part in counted(words, list(COLOURS)).items():
            rows.append(
                {
                    "name": entry.says,
                    "start": start,
                    "end": start + part,
                    "middle": start + part / 2,
                    "colour": COLOURS[word],
                    "label": fixed(100 * part, 0) if part >= 0.06 else "",
                    "ink": "#ffffff" if word == "clear" else LIGHT.ink,
                    "word": WORDS[word],
                    "part": fixed(100 * part, 0),
                }
            )
            start += part
    one_sided = [one.word for one in found if KINDS[one.site.kind].one_sided]
    clear = fixed(100 * counted(one_sided, ["clear"])["clear"], 0)
    title = f"Where one department is far stronger, {clear} of 100 sites get a clear answer."
    names = names_axis([entry.says for entry in KINDS.values()], LIGHT, labelLimit=320)
    labels = label(drawing_of(rows)).encode(
        x=_across("middle", 1), y=names, text="label:N", color=own_colour("ink")
    )
    return Chart(
        title=title,
        reading="Of 100 sites of each kind, from the left: clear, probable, too close to call.",
        alt=title,
        table=tuple(
            {"Kind of site": row["name"], "Word": row["word"], "Of 100": row["part"]}
            for row in rows
        ),
        figure=configured(alt.layer(_bars(rows, names, 1), labels), ROW * len(KINDS), LIGHT),
    )


def influence_chart(model: DecisionModel, found: Sequence[Complete]) -> Chart:
    """Return a bar for each question that explains most of the difference between sites."""
    parts = list(asked_of(model, found).items())[:SHOWN]
    rows: list[dict[str, Any]] = [
        {
            "name": _short(question),
            "start": 0.0,
            "end": part,
            "colour": FIRST,
            "label": fixed(100 * part, 0),
        }
        for question, part in parts
    ]
    most = max(part for _, part in parts) * 1.1
    names = names_axis([row["name"] for row in rows], LIGHT, labelLimit=360)
    labels = label(drawing_of(rows), align="left", dx=5, color=LIGHT.ink).encode(
        x=_across("end", most), y=names, text="label:N"
    )
    two = fixed(100 * sum(part for _, part in parts[:2]), 0)
    title = f"The two questions that matter most explain {two} of 100 parts of the difference."
    return Chart(
        title=title,
        reading="Parts of 100 of how far the margins of the sites differ.",
        alt=title,
        table=tuple(
            {"Question": question, "Parts of 100": fixed(100 * part, 0)} for question, part in parts
        ),
        figure=configured(alt.layer(_bars(rows, names, most), labels), ROW * len(rows), LIGHT),
    )


def _across(field: str, most: float) -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=None)


def _bars(rows: list[dict[str, Any]], names: alt.Y, most: float) -> alt.Chart:
    drawn: alt.Chart = (
        drawing_of(rows)
        .mark_bar(height=ROW - 8)
        .encode(x=_across("start", most), x2="end:Q", y=names, color=own_colour())
    )
    return drawn


def _short(question: str, most: int = 56) -> str:
    if len(question) <= most:
        return question
    return f"{question[: most - 1].rsplit(' ', 1)[0].rstrip(',')}…"
