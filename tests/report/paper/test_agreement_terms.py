"""Who is bound by an agreement."""

from __future__ import annotations

import decision
from decision.report.paper.agreement_terms import OFTEN, Terms
from decision.report.paper.paper_data import PaperData
from tests.report import two_courses
from tests.report.many_courses import COURSES, evaluated
from tests.shipped_model import MODEL


def test_a_party_decides_owes_or_must_often_be_asked() -> None:
    terms = Terms.of(PaperData(evaluated()), COURSES[0])
    assert terms.parties == (
        "Director of department 1", "Department 1", "Finance", "Board of department 1"
    )  # fmt: skip
    for option, entry in MODEL.options.items():
        terms = Terms.of(PaperData(decision.evaluate(MODEL)), option)
        rights = [right for _, right in terms.rights if right is not None]
        owners = {one.owner for one in entry.safeguards if one.owner}
        often = {*terms.parties} - owners - {right.decides for right in rights}
        for role in often:
            assert sum(role in right.asked for right in rights) >= OFTEN


def test_a_model_that_says_nothing_of_an_option_gives_no_rights() -> None:
    terms = Terms.of(PaperData(two_courses.answered()), "guarded")
    assert (terms.rights, terms.safeguards, terms.parties) == ((), (), ())
