"""The paper as values: its order, its words, and every number in it against the engine's."""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import cache
from pathlib import Path

import pytest

import decision
from decision.checks import conduct
from decision.engine import Evaluation
from decision.model.case import Case
from decision.report.paper import (
    appendix_method,
    appendix_records,
    appendix_scores,
    assurance,
    front,
    hostile_questions,
    options,
    paper,
    paper_data,
    results,
    strongest_cases,
    workforce,
)
from decision.report.paper.blocks import Block, Bullets, Figure, Gap, Heading, Paper, Para, Table
from decision.report.paper.paper_data import PaperData, Purpose
from tests.report.large import LARGE

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
SMALL = sorted((Path(__file__).parents[2] / "cases").glob("*.criteria.yaml"))
EXAMPLES = sorted(decision.examples())
COMPLETE = decision.load_case(decision.examples()["invented-complete"], MODEL)

REFUSED = {"partnership-offer": "refused", "safeguards-offer": "refused"}

SECTIONS = [
    "Summary",
    "Case for change",
    "Options",
    "Critical success factors",
    "The strongest case for each option",
    "Strengths, weaknesses, opportunities and threats",
    "Weighted scores",
    "Sensitivity and dissent",
    "Finance over five years",
    "Workforce and consultation",
    "Quality and equality impact",
    "Clinical safety and device ownership",
    "Information governance and cyber security",
    "Risk register",
    "Interests declared",
    "Who is responsible for what",
    "Measures of success, and what would reverse the decision",
    "Questions that may be asked",
]


@cache
def evaluated(name: str) -> Evaluation:
    return decision.evaluate(MODEL, decision.load_case(decision.examples()[name], MODEL))


@cache
def written(name: str = "invented-complete", purpose: Purpose = "consultation") -> Paper:
    return paper(evaluated(name), purpose)


def of(case: Case, purpose: Purpose = "consultation") -> PaperData:
    return PaperData(decision.evaluate(MODEL, case), purpose)


def texts(found: tuple[Block, ...] | list[Block]) -> list[str]:
    """Every text of some blocks, alternatives of pictures among them."""
    said: list[str] = []
    for block in found:
        match block:
            case Heading(text=text) | Gap(text=text):
                said.append(text)
            case Para(text=text, lead=lead):
                said += [lead, text]
            case Bullets(items=items):
                said += items
            case Table(caption=caption, head=head, rows=rows):
                said += [caption, *head]
                said += [
                    cell if isinstance(cell, str) else cell.text for row in rows for cell in row
                ]
            case Figure(title=title, alt=alt, reading=reading):
                said += [title, alt, reading]
    return said


def section(whole: Paper, title: str) -> list[Block]:
    """The blocks under one heading of the first level."""
    found: list[Block] = []
    inside = False
    for block in whole.blocks:
        if isinstance(block, Heading) and block.level <= 1:
            inside = block.text == title
        elif inside:
            found.append(block)
    return found


def table(found: list[Block] | tuple[Block, ...]) -> Table:
    return next(block for block in found if isinstance(block, Table))


# What stands where


def test_a_board_paper_holds_everything_in_the_order_that_a_secretary_expects() -> None:
    headings = [b for b in written().blocks if isinstance(b, Heading) and b.level == 1]
    listed = [heading.text for heading in headings if not heading.unlisted]
    assert [text for text in listed if not text.startswith("Appendix")] == SECTIONS
    appendices = [text for text in listed if text.startswith("Appendix")]
    assert [text[9] for text in appendices] == list("ABCDEFGHIJKLM")
    assert listed == SECTIONS + appendices


def test_the_front_sheet_has_what_is_asked_of_every_paper() -> None:
    form = table(written().blocks)
    assert [row[0] for row in form.rows] == [
        "Meeting",
        "Session",
        "Purpose",
        "The decision asked for",
        "Preferred option",
        "Site",
        "Sponsor",
        "Prepared by",
        "Date of the scoring",
        "Committees that have seen it",
        "Strategic links",
        "Risk links",
        "Money",
        "Duties",
    ]
    said = {str(row[0]): row[1] for row in form.rows}
    assert isinstance(said["Sponsor"], Gap)
    assert said["Prepared by"] == "PACS manager"
    assert said["Date of the scoring"] == "24 November 2026"
    assert str(said["Session"]).startswith("Private session.")


def test_wide_tables_stand_on_pages_on_their_side() -> None:
    assert [sheet.wide for sheet in written().sheets] == [False, True, False]


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("private", [True, False])
def test_a_paper_for_consultation_prefers_and_never_gives_a_verdict(
    name: str, private: bool
) -> None:
    whole = paper(evaluated(name), "consultation", private)
    said = " ".join([*texts(whole.blocks), whole.title, whole.subject, whole.running])
    assert "verdict" not in said.lower()
    assert "scoring supports: " not in said
    assert "referred option for consultation" in said
    assert whole.mark == ("Private session" if private else "Public session")


def test_a_paper_for_decision_asks_for_one_and_does_not_make_it() -> None:
    said = " ".join(texts(written(purpose="decision").blocks))
    assert "Option that the scoring supports: “Stay in Radiology, with a partnership”." in said
    assert "it supports the decision and does not make it" in said
    assert "preferred option for consultation" not in said


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_sentence_makes_a_ratio_of_scores(name: str) -> None:
    said = " ".join(texts(written(name).blocks)).replace("“twice as good”", "")
    assert not re.search(r"twice as|\d% (better|higher|more)|times as (good|high)", said)


# Numbers against the engine's


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_sub_score_is_disclosed_and_is_the_engine_s(name: str) -> None:
    evaluation = evaluated(name)
    matrix = table(section(written(name), "Appendix B: Every sub-score"))
    assert len(matrix.rows) == len(MODEL.criteria) + 1
    for row, (criterion, cells) in zip(
        matrix.rows, evaluation.standing.table.cells.items(), strict=False
    ):
        assert row[0] == MODEL.criteria[criterion].name
        for said, (option, cell) in zip(row[2:], cells.items(), strict=True):
            score, added = re.fullmatch(r"([\d.]+).* → ([\d.]+)", str(said)).groups()  # type: ignore[union-attr]
            assert float(score) == pytest.approx(cell.score, abs=0.05 + 1e-9)
            share = evaluation.standing.contributions[criterion][option]
            assert float(added) == pytest.approx(share, abs=0.05 + 1e-9)
            span = re.search(r"\(([\d.]+)–([\d.]+)\)", str(said))
            assert (span is not None) == (cell.low < cell.high)
            if span:
                assert float(span[1]) == pytest.approx(cell.low, abs=0.05 + 1e-9)
                assert float(span[2]) == pytest.approx(cell.high, abs=0.05 + 1e-9)
    weights = [float(str(row[1]).rstrip("%")) for row in matrix.rows[:-1]]
    assert sum(weights) == pytest.approx(100)
    totals = [float(str(said)) for said in matrix.rows[-1][2:]]
    assert totals == pytest.approx(list(evaluation.totals.values()), abs=0.05 + 1e-9)


def test_every_reason_and_every_evidence_id_of_every_cell_is_there() -> None:
    rows = table(
        section(written(), "Appendix C: The reasons and evidence behind each sub-score")
    ).rows
    cells = [
        cell
        for row in evaluated("invented-complete").standing.table.cells.values()
        for cell in row.values()
    ]
    assert len(rows) == len(cells) == 64
    for row, cell in zip(rows, cells, strict=True):
        points = [
            float(text.replace("−", "-"))
            for text in re.findall(r"(?m)^([+−]?[\d.]+):", str(row[3]))
        ]
        assert sum(points) == pytest.approx(cell.score)
        for reason in cell.reasons:
            assert reason.because in str(row[3])
            assert all(name in str(row[4]) for name in reason.evidence)


def test_an_override_is_there_with_its_reason_and_role() -> None:
    row = table(section(written(), "Appendix G: Scores overruled")).rows[0]
    override = COMPLETE.overrides[0]
    cells = evaluated("invented-complete").standing.table.cells["cyber-resilience"]
    assert row[4:] == (override.because, override.by)
    assert (float(str(row[2])), float(str(row[3]))) == (cells["radiology"].computed, 45)


def test_each_answer_says_who_gave_it_and_the_register_has_kind_and_caveat() -> None:
    rows = {
        str(row[0]): row
        for row in table(section(written(), "Appendix D: Answers, and who gave them")).rows
    }
    assert len(rows) == len(MODEL.facts)
    three = rows["Who answers a PACS fault at three in the morning?"]
    assert three[2:4] == ("The supplier alone, under a 24-hour contract", "PACS manager")
    assert any("key question" in ask for ask in rows)
    register = {
        row[0]: row for row in table(section(written(), "Appendix E: Evidence register")).rows
    }
    assert register.keys() == MODEL.evidence.keys()
    assert str(register["c4"][2]).startswith("Opinion\n")
    assert MODEL.evidence["c4"].caveat in register["c4"]


def test_weights_have_their_reason_or_a_gap_for_it() -> None:
    rows = table(section(written(), "Appendix A: Criteria, what 0 and 100 mean, and weights")).rows
    for row, (name, entry) in zip(rows, MODEL.criteria.items(), strict=True):
        assert row[2:4] == (entry.worst, entry.best)
        assert row[5] == COMPLETE.weight_notes.get(name, Gap("reason"))


def test_duties_stand_as_the_case_has_them() -> None:
    rows = table(section(written(), "Appendix F: Duties and safeguards")).rows
    words = {"met": "Met", "unmet": "Not met", "unknown": "Not known"}
    for row, gate in zip(rows, MODEL.gates, strict=True):
        assert row[1:5] == tuple(words[COMPLETE.gate(gate, option)] for option in MODEL.options)


def test_equal_weights_are_the_engine_s_own() -> None:
    ground = PaperData(evaluated("invented-complete"))
    alike = decision.evaluate(MODEL, COMPLETE, dict.fromkeys(MODEL.criteria, 1.0)).standing
    then = hostile_questions.equal_weights(ground)
    assert (then.ahead, then.leader) == (alike.ahead, alike.leader)
    assert then.margin == pytest.approx(alike.margin)
    said = hostile_questions.equal(ground)
    assert ("changes" in said) == (alike.ahead != ground.standing.ahead)
    assert ground.name(alike.ahead) in said


def test_the_summary_has_the_engine_s_totals_ranges_and_places() -> None:
    evaluation = evaluated("invented-complete")
    rows = table(section(written(), "Summary")).rows
    names = {entry.name: option for option, entry in MODEL.options.items()}
    assert [names[str(row[0])] for row in rows] == sorted(
        MODEL.options, key=lambda option: -evaluation.totals[option]
    )
    for row in rows:
        option = names[str(row[0])]
        low, high = map(float, str(row[2]).split(" to "))
        span = evaluation.finding.draws.totals[option]
        assert float(str(row[1])) == pytest.approx(evaluation.totals[option], abs=0.05 + 1e-9)
        assert (low, high) == pytest.approx((span.low, span.high), abs=0.05 + 1e-9)
        assert str(row[3]).startswith(f"{evaluation.standing.ranks[option]}")


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_rests_on_opinion_is_counted_as_the_engine_counts_it(name: str) -> None:
    ground = PaperData(evaluated(name))
    claims = ground.robustness.claims
    said = hostile_questions.opinion(ground)
    assert said.startswith(f"{len(claims)} claims stand behind")
    counts = re.findall(r"(\d+) (?:experience|opinion|figure|regulation|pieces? of)", said)
    assert sum(map(int, counts)) == len(claims)
    first = next(one for one in claims if MODEL.evidence[one.evidence].kind == "opinion")
    change = first.margin_without - ground.standing.margin
    told = re.search(r"(fall|rise) by about (\d+)", said)
    if abs(change) >= 0.5:
        assert told is not None
        assert (told[1] == "rise") == (change > 0)
        assert int(told[2]) == int(abs(change) + 0.5)


def test_the_second_best_is_as_far_behind_as_the_first_sentence_says() -> None:
    ground = PaperData(evaluated("invented-complete"))
    best, second = sorted(ground.evaluation.totals.values(), reverse=True)[:2]
    told = re.search(r"highest, about (\d+) points? above", front.preference(ground))
    assert told is not None
    assert int(told[1]) == int(best - second + 0.5)


def test_a_place_is_joint_only_with_an_option_that_can_be_chosen() -> None:
    ground = of(Case.model_validate({"answers": REFUSED}))
    assert ground.standing.ranks["digital"] == ground.standing.ranks["safeguarded"] == 1
    assert front.place(ground, "digital") == "1st"
    assert front.place(ground, "safeguarded") == "can’t be chosen"


# Fairness


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_strongest_cases_are_of_one_length(name: str) -> None:
    found = section(written(name), "The strongest case for each option")
    lengths = [len(block.items) for block in found if isinstance(block, Bullets)]
    assert lengths == [5] * len(MODEL.options)
    names = [block.text for block in found if isinstance(block, Heading)]
    assert names == [entry.name for entry in MODEL.options.values()]


def test_a_strongest_case_starts_with_the_criteria_where_an_option_is_furthest_ahead() -> None:
    ground = PaperData(evaluated("invented-complete"))
    assert {option: ground.rival(option) for option in MODEL.options} == {
        "radiology": "safeguarded",
        "partnership": "safeguarded",
        "digital": "partnership",
        "safeguarded": "partnership",
    }
    for option in MODEL.options:
        rival = ground.rival(option)
        rows = ground.standing.contributions
        gaps = sorted((row[option] - row[rival] for row in rows.values()), reverse=True)
        for said, gap in zip(strongest_cases.case_for(ground, option), gaps[:3], strict=False):
            lead = re.search(r"(ahead|behind) by ([\d.]+) points of the total", said)
            assert lead is not None
            signed = float(lead[2]) * (1 if lead[1] == "ahead" else -1)
            assert signed == pytest.approx(gap, abs=0.05 + 1e-9)


def test_each_party_has_a_marked_space_for_its_reply() -> None:
    assert workforce.parties(PaperData(evaluated("asker"))) == [
        "Digital",
        "Radiology",
        "Staff side",
    ]
    gaps = [
        block.prompt
        for block in section(written(), "Workforce and consultation")
        if isinstance(block, Gap)
    ]
    assert gaps[-3:] == [
        f"{party}: reply, role of the author and date"
        for party in ("Digital", "Radiology", "Staff side")
    ]


def test_effects_on_staff_are_what_the_case_says_or_a_gap() -> None:
    rows = {
        str(row[0]): row for row in table(section(written(), "Workforce and consultation")).rows
    }
    assert list(rows) == ["Posts and pay", "On-call"]
    assert "“How are comparable posts in Digital banded?” The same (HR business partner)." in str(
        rows["Posts and pay"][1]
    )
    assert "The supplier alone" in str(rows["On-call"][1])
    assert all(isinstance(row[2], Gap) for row in rows.values())


def test_every_hostile_question_has_an_answer() -> None:
    for name in EXAMPLES:
        ground = PaperData(evaluated(name))
        for question, answer in hostile_questions.QUESTIONS.items():
            said = answer(ground)
            assert said.endswith("."), f"{name}: {question}: {said}"
            assert "None" not in said


def test_doing_nothing_is_measured_against_the_best() -> None:
    ground = PaperData(evaluated("invented-complete"))
    over = ground.standing.totals["partnership"] - ground.standing.totals["radiology"]
    assert f"about {over:.0f} points more" in hostile_questions.nothing(ground)
    ahead = PaperData(evaluated("asker"))
    assert ahead.preferred == ahead.baseline == "radiology"
    assert hostile_questions.nothing(ahead).startswith("The scoring does not argue against it:")


def test_the_standard_error_covers_the_chance_in_the_same_answer() -> None:
    """At most other weights A is surely ahead, so the chance as stated has the largest error."""
    close = {"a": {"score": 52, "low": 20, "high": 90}, "b": 50}
    model = decision.DecisionModel.model_validate(
        {
            "title": "Uncertain",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                "x": {"name": "X", "weight": 100, "scores": close},
                "y": {"name": "Y", "weight": 1, "scores": {"a": 100, "b": 0}},
            },
        }
    )
    ground = PaperData(decision.evaluate(model))
    chance = ground.finding.draws.probability
    error = math.sqrt(chance * (1 - chance) / 20_000)
    assert error > ground.robustness.standard_error + 0.0005
    said = hostile_questions.noise(ground)
    told = re.search(r"a standard error of (\d\.\d) in 100 at most", said)
    assert told is not None
    assert 0 <= float(told[1]) - 100 * error < 0.1


# A decision recorded, a panel, and what is not said


def taken(option: str, **more: object) -> Case:
    return COMPLETE.model_copy(
        update={
            "decision": Case.model_validate(
                {"decision": {"option": option, "date": dt.date(2026, 12, 1).isoformat(), **more}}
            ).decision
        }
    )


def test_a_decision_that_differs_from_the_scoring_says_by_how_much_and_why() -> None:
    ground = of(taken("digital", because="The board weighs cover most", by="Board"), "decision")
    rows = {str(row[0]): row[1] for row in table(appendix_method.decision(ground)).rows}
    over = ground.standing.totals["partnership"] - ground.standing.totals["digital"]
    assert f"{over:.1f} points above Move to Digital" in str(rows["How it stands to the scoring"])
    assert rows["Reason"] == "The board weighs cover most"
    assert "weighs cover" not in str(rows["How it stands to the scoring"])
    assert rows["Date"] == "1 December 2026"
    assert isinstance(rows["Review"], Gap)
    assert front.asked(ground) == "To confirm the decision of 1 December 2026: “Move to Digital”."


def test_a_decision_that_follows_the_scoring_is_said_to() -> None:
    ground = of(taken("partnership", measures=["faults"], **{"reverse-if": ["nobody comes"]}))
    rows = {str(row[0]): row[1] for row in table(appendix_method.decision(ground)).rows}
    assert rows["How it stands to the scoring"] == "It is the option that scores highest."
    assert rows["Measures"] == "faults"
    assert any(isinstance(block, Gap) for block in appendix_method.decision(ground))
    said = texts(assurance.success(ground))
    assert "faults" in said
    assert "nobody comes" in said


def test_a_panel_is_shown_by_role_and_nobody_by_name() -> None:
    points = dict.fromkeys(MODEL.criteria, 50)
    ballots = [
        {"name": f"Voter-{number}", "role": role, "weights": points | {MODEL_FIRST: 10 * number}}
        for number, role in enumerate(["Radiologist"] * 5 + ["HR"] * 2 + ["Digital"] * 4, start=1)
    ]
    ballots[0]["comments"] = {MODEL_FIRST: "Nights worry me"}
    case = COMPLETE.model_copy(
        update={"weights": {}, "panel": Case.model_validate({"panel": ballots}).panel}
    )
    whole = paper(decision.evaluate(MODEL, case))
    told = results.dissent(of(case))  # and so nobody is asked who disagrees
    assert [type(block) for block in told] == [Bullets, Para]
    assert "The panel left 1 comment;" in texts(told)[-1]
    said = " ".join(texts(whole.blocks))
    assert "Voter-" not in said
    assert "Nights worry me" in said
    roles = [row[0] for row in table(section(whole, "Appendix I: The panel")).rows]
    assert "HR" not in roles
    assert "Radiologist" in roles
    assert roles[-1] == "All roles, each counted once"


MODEL_FIRST = next(iter(MODEL.criteria))


@pytest.mark.parametrize("name", ["asker", "invented-complete"])
def test_what_the_tool_cannot_know_is_marked(name: str) -> None:
    gaps = [text for text in texts(written(name).blocks) if text.startswith("[To be completed: ")]
    assert len(gaps) > 25
    assert all(text.endswith("]") for text in gaps)


def test_an_empty_case_prefers_nothing() -> None:
    ground = of(Case())
    said = front.preference(ground)
    assert "Not enough is known yet" in said or "No preferred option for consultation can" in said
    assert front.asked(ground).startswith("To agree that all options go to consultation")
    assert "No question about the site is answered yet." in texts(options.change(ground))


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.name.split(".")[0])
@pytest.mark.parametrize("purpose", ["consultation", "decision"])
def test_any_model_makes_a_paper(path: Path, purpose: Purpose) -> None:
    evaluation = decision.evaluate(decision.load_model(path))
    whole = paper(evaluation, purpose)
    lengths = {
        len(block.items)
        for block in section(whole, "The strongest case for each option")
        if isinstance(block, Bullets)
    }
    assert lengths == {min(3, len(evaluation.model.criteria))}
    assert whole.title == evaluation.model.title


def test_a_day_is_written_out_and_none_is_a_gap_to_fill() -> None:
    assert paper_data.on(dt.date(2026, 5, 1)) == "1 May 2026"
    assert paper_data.on(None) is None


def test_without_a_panel_the_paper_asks_who_disagrees() -> None:
    alone = results.dissent(PaperData(evaluated("asker")))
    assert [block.text for block in alone if isinstance(block, Gap)] == [
        "[To be completed: who disagrees with these scores or weights, by role, and why]"
    ]


def test_every_point_of_the_checklist_is_a_row_and_what_nobody_answered_is_a_gap() -> None:
    ground = PaperData(evaluated("asker"))
    points = conduct.points(ground.evaluation)
    rows = table(appendix_records.conduct(ground)).rows
    assert [row[0] for row in rows] == [point.says for point in points]
    asked = [isinstance(row[3], Gap) for row in rows]
    assert asked == [point.state == "ask" for point in points]
    assert True in asked


def test_many_options_stand_in_several_tables_each_of_which_fits_a_page() -> None:
    scores = {f"o{number}": 10 * number for number in range(7)}
    model = decision.DecisionModel.model_validate(
        {
            "title": "Seven",
            "options": {name: {"name": name.upper()} for name in scores},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": scores}},
        }
    )
    found = appendix_scores.sub_scores(PaperData(decision.evaluate(model)))
    heads = [block.head[2:] for block in found if isinstance(block, Table)]
    assert [len(head) for head in heads] == [5, 2]
    assert [name for head in heads for name in head] == [name.upper() for name in scores]


# Names and texts that are too long, or that are meant to do harm


def test_long_names_are_cut_and_the_cut_is_told() -> None:
    long = "x" * 100_000
    model = decision.DecisionModel.model_construct(
        **{
            **dict(MODEL),
            "options": {
                name: entry.model_copy(update={"name": long + name})
                for name, entry in MODEL.options.items()
            },
        }
    )
    whole = paper(decision.evaluate(model))
    assert max(map(len, texts(whole.blocks))) < 12_000
    assert any("longer than 120 letters are cut" in text for text in texts(whole.blocks))


def test_large_numbers_are_written_out() -> None:
    said = "\n".join(texts(paper(LARGE).blocks))
    for number in ("2,345,678 (£)", "1,234,567 (£) is worth", "Some (3,456,789 pounds)"):
        assert number in said
    assert "e+06" not in said
