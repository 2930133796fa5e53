"""The one file's script says what Python says, to the letter; see `compare_sentences`."""

from __future__ import annotations

import pytest

from tests.report.html.compare_sentences import Compared, small
from tests.report.html.random_cases import cases, models
from tests.sentences.test_templates import CASE, MODEL, NAMES, renamed
from tests.strategies import made

MODELS = models()


@pytest.mark.parametrize("name", MODELS)
def test_every_sentence_of_a_random_case_is_pythons(name: str) -> None:
    found = Compared().add(MODELS[name], list(cases(MODELS[name], 2, 30)))
    assert found.counts["explanation"] > 150
    assert found.differing == []


def test_every_sentence_of_a_small_model_is_pythons() -> None:
    found = Compared()
    for model, case in small(2, 30):
        found.add(model, [case])
    assert found.differing == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_reads_like_a_template_comes_out_as_it_stands(name: str) -> None:
    answers: tuple[dict[str, str], ...] = ({}, {"one": "yes"}, {"one": "no", "two": "yes"})
    given = [renamed(CASE | {"answers": one}, name) for one in answers]
    assert Compared().add(made(renamed(MODEL, name)), given).differing == []
