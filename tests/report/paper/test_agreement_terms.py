"""Who is bound by an agreement, and to what."""

from __future__ import annotations

import decision
from decision.report.paper.agreement_terms import OFTEN, Part, Terms, capital
from decision.report.paper.paper_data import PaperData
from tests.report import two_courses
from tests.report.many_courses import COURSES, MATTERS, evaluated

MODEL = decision.load_model(decision.shipped("criteria.yaml"))


def test_each_role_has_what_the_model_gives_it() -> None:
    basis = PaperData(decision.evaluate(MODEL))
    for option, entry in MODEL.options.items():
        terms = Terms.of(basis, option)
        rights = [right for _, right in terms.rights if right is not None]
        assert sum(part.decides for part in terms.parts.values()) == len(rights)
        for role, part in terms.parts.items():
            assert part.asked == sum(role in right.asked for right in rights)
            assert part.told == sum(role in right.told for right in rights)
            assert part.owes == tuple(
                str(number) for number, one in enumerate(entry.safeguards, 1) if one.owner == role
            )


def test_a_party_decides_owes_or_must_often_be_asked() -> None:
    assert not Part(0, OFTEN - 1, 9, ()).bound
    assert Part(0, OFTEN, 0, ()).bound
    assert Part(1, 0, 0, ()).bound
    assert Part(0, 0, 0, ("2",)).bound
    terms = Terms.of(PaperData(evaluated()), COURSES[0])
    assert terms.parties == [
        "Director of department 1", "Department 1", "Finance", "Board of department 1"
    ]  # fmt: skip
    assert terms.parts["The users"].told == len(MATTERS)


def test_a_part_is_told_in_a_line() -> None:
    assert Part(1, 2, 0, ("1", "4")).says == (
        "Decides 1 matter; is asked before 2 matters; sees to commitments 1 and 4"
    )
    assert Part(0, 0, 1, ("3",)).says == "Is told of 1 matter; sees to commitment 3"
    assert capital("") == ""


def test_a_model_that_says_nothing_of_an_option_gives_no_rights() -> None:
    terms = Terms.of(PaperData(two_courses.answered()), "guarded")
    assert (terms.rights, terms.safeguards, terms.parties) == ((), (), [])
