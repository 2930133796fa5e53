"""One model that earns no warning, and for each warning the one change that earns it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from decision import DecisionModel, load_model, shipped
from decision.checks.linter import lint

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.criteria.yaml"))

# Level at the start; two facts that move the pair by as much, one each way.
FAIR: dict[str, Any] = {
    "title": "T",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}},
    "criteria": {
        "c": {"name": "C", "weight": 10, "scores": {"a": 50, "b": 50}, "evidence": ["e"]},
        "d": {"name": "D", "weight": 10, "scores": {"a": 40, "b": 40}},
    },
    "facts": {
        "for-a": {
            "ask": "A?",
            "answers": {"no": {"says": "No"}, "yes": {"says": "Yes", "shifts": {"c": {"a": 20}}}},
        },
        "for-b": {
            "ask": "B?",
            "answers": {"no": {"says": "No"}, "yes": {"says": "Yes", "shifts": {"d": {"b": 20}}}},
        },
    },
    "evidence": {"e": {"says": "S", "by": "B", "kind": "opinion"}},
}


def change(path: str, value: object) -> DecisionModel:
    data = deepcopy(FAIR)
    *steps, last = path.split("/")
    place = data
    for step in steps:
        place = place[step]
    place[last] = value
    return DecisionModel.model_validate(data)


def found(model: DecisionModel) -> list[tuple[tuple[str | int, ...], str]]:
    return list(lint(model))


def test_a_fair_model_has_no_warning():
    assert found(DecisionModel.model_validate(FAIR)) == []


def test_the_shipped_model_has_no_warning():
    assert found(load_model(shipped("criteria.yaml"))) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_no_published_model_has_a_warning(path: Path):
    assert found(load_model(path)) == []


def test_evidence_that_nothing_cites_is_named_unless_it_says_why():
    unused = {"says": "S", "by": "B", "kind": "opinion"}
    ((path, message),) = found(change("evidence/f", unused))
    assert path == ("evidence", "f")
    assert message.startswith("nothing cites `f`; cite it, or write `context:`")
    assert found(change("evidence/f", unused | {"context": "Background"})) == []
    assert found(change("gates", {"g": {"says": "S", "evidence": ["e"]}})) == []


def test_evidence_counts_as_cited_by_each_thing_that_may_cite_it():
    evidence = {f"e{n}": {"says": "S", "by": "B", "kind": "figure"} for n in range(4)}
    model = DecisionModel.model_validate(
        {
            **FAIR,
            "evidence": evidence,
            "criteria": {
                "c": {
                    "name": "C",
                    "weight": 1,
                    "evidence": ["e0"],
                    "scores": {"a": {"score": 1, "evidence": ["e1"]}, "b": 2},
                }
            },
            "facts": {"f": {"ask": "A", "answers": {"x": {"says": "S", "evidence": ["e2"]}}}},
            "gates": {"g": {"says": "S", "evidence": ["e3"]}},
        }
    )
    assert not [path for path, _ in found(model) if path[0] == "evidence"]


def test_a_fact_that_does_nothing_is_named():
    idle = {"ask": "A", "answers": {"x": {"says": "X"}, "y": {"says": "Y"}}}
    ((path, message),) = found(change("facts/f", idle))
    assert path == ("facts", "f")
    assert message.startswith("`f` moves no score and warns of nothing; give an answer `shifts`")
    warning = {"ask": "A", "answers": {"x": {"says": "X", "warns": "W"}, "y": {"says": "Y"}}}
    assert found(change("facts/f", warning)) == []


def test_a_fact_that_an_option_needs_does_something():
    model = change("facts/f", {"ask": "A", "answers": {"x": {"says": "X"}, "y": {"says": "Y"}}})
    data = model.model_dump(by_alias=True, exclude_unset=True)
    data["options"]["a"]["needs"] = [{"fact": "f", "is": ["x"]}]
    assert found(DecisionModel.model_validate(data)) == []


def test_a_criterion_that_can_not_matter_is_named():
    level = {"name": "L", "weight": 5, "scores": {"a": 30, "b": 30}}
    ((path, message),) = found(change("criteria/l", level))
    assert path == ("criteria", "l")
    assert message.startswith("`l` scores the same for every option whatever is answered")
    ranged = {"a": {"score": 30, "low": 20, "high": 40}, "b": 30}
    assert found(change("criteria/l", level | {"scores": ranged})) == []
    assert found(change("criteria/l", level | {"scores": {"a": 30, "b": 31}})) == []


def test_two_needs_of_one_fact_hold_together():
    """Y leads only if `for-a` is yes; another need of the same fact can rule that out."""
    data = deepcopy(FAIR)
    data["options"]["y"] = {"name": "Y"}
    for criterion in data["criteria"].values():
        criterion["scores"]["y"] = 30
    data["facts"]["for-a"]["answers"]["yes"]["shifts"] |= {"c": {"a": 20, "y": 60}}
    yes, either = ({"fact": "for-a", "is": list(is_)} for is_ in (["yes"], ["no", "yes"]))
    no = {"fact": "for-a", "is": ["no"]}
    never = "Y leads under no answers that were found; is it needed?"
    for needs, leads in (([yes, either], True), ([no, either], False), ([yes, no], False)):
        data["options"]["y"]["needs"] = needs
        said = [message for _, message in found(DecisionModel.model_validate(data))]
        assert (never not in said) == leads, needs


def test_an_option_that_never_leads_is_named():
    data = deepcopy(FAIR)
    data["options"]["x"] = {"name": "X"}
    for criterion in data["criteria"].values():
        criterion["scores"]["x"] = 5
    ((path, message),) = found(DecisionModel.model_validate(data))
    assert path == ("options", "x")
    assert message == "X leads under no answers that were found; is it needed?"
    data["facts"]["for-b"]["answers"]["no"]["shifts"] = {"c": {"x": 95}, "d": {"x": 95}}
    assert found(DecisionModel.model_validate(data)) == []


def test_an_option_that_always_leads_is_named():
    messages = dict(found(change("criteria/c/scores/a", 100)))
    assert messages["options", "a"] == "A leads whatever is answered, so no answer matters"
    assert messages["options", "b"].startswith("B leads under no answers that were found")


@pytest.mark.parametrize(("score", "warned"), [(53.9, False), (54.1, True), (45.9, True)])
def test_a_pair_that_does_not_start_level_is_named(score: float, warned: bool):
    messages = [message for path, message in found(change("criteria/c/scores/a", score))]
    assert any("starts about 2 points ahead; a reader may call" in m for m in messages) == warned


@pytest.mark.parametrize(("points", "warned"), [(29, False), (31, True)])
def test_a_pair_whose_best_cases_differ_is_named(points: float, warned: bool):
    path = "facts/for-a/answers/yes/shifts"
    messages = [message for _, message in found(change(path, {"c": {"a": points}}))]
    assert [m for m in messages if m.startswith("answers can put A ahead by about")] == messages
    assert bool(messages) == warned


def test_a_model_without_facts_is_not_called_rigged():
    data = deepcopy(FAIR) | {"facts": {}}
    data["criteria"]["c"]["scores"] = {"a": 90, "b": 10}
    data["criteria"]["d"]["scores"] = {"a": 90, "b": 20}
    assert found(DecisionModel.model_validate(data)) == []


def spoken(*speakers: str | None) -> DecisionModel:
    """The fair model with an entry for each speaker given, every one cited."""
    evidence = {
        f"s{number}": {"says": "S", "by": f"Role {number}", "kind": "opinion"}
        | ({"speaker": speaker} if speaker else {})
        for number, speaker in enumerate(speakers)
    }
    data = deepcopy(FAIR)
    data["evidence"] = FAIR["evidence"] | evidence
    data["gates"] = {"g": {"says": "S", "evidence": list(evidence)}}
    return DecisionModel.model_validate(data)


def test_a_speaker_named_once_is_taken_for_a_slip_and_the_nearest_is_suggested():
    ((path, message),) = found(spoken("The surveyor", "The surveyer", "The surveyor"))
    assert path == ("evidence", "s1", "speaker")
    assert message == (
        "`The surveyer` is the speaker of this entry alone, and nobody's `by`; did you mean "
        "`The surveyor`? Else remove it, or name the same speaker at the other entries"
    )
    ((_, message),) = found(spoken("Somebody"))
    assert message.endswith("`by`; remove it, or name the same speaker at the other entries")


def test_a_speaker_of_two_entries_or_with_the_name_of_an_author_is_none():
    assert found(spoken("One author", "One author")) == []
    assert found(spoken("Role 1", None)) == []
