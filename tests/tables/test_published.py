"""Tables that others published, brought in as they stand: their totals come out.

- Bidders: "Appendix 6.3 (Example): Screening and Weighting System", a procurement handbook's
  sheet (scribd.com/document/651170533), step 2; bidders 2 and 5 were screened out before.
- Appraisal: the multi-criteria sheet of a cost-benefit workbook for investment proposals
  (dwmbeancounter.com, Decisions, Cost-Benefit-Analysis, sheet 6).
- Offices: Goodwin and Wright, Decision Analysis for Management Judgment, table 3.2.
"""

from __future__ import annotations

import pytest

import decision
from decision.tables.grid import read_text
from decision.tables.to_model import model_of

BIDDERS = """Criterion,Weight factor (1-5),Bidder 1,Bidder 3,Bidder 4
Managerial approach,2,100,80,90
Technical approach,4,100,70,100
Financial capacity,2,50,20,100
Purchase price,5,60,80,100
Feedback of previous customers,2,80,100,60
Total score,-,1160,1080,1400
"""
APPRAISAL = """Criteria\tCriteria weight\tOption 1\tOption 2\tOption 3\tOption 4
First (out of 10)\t50.0%\t3\t5\t5\t5
Second (out of 10)\t25.0%\t5\t9\t0\t6
Third (out of 10)\t15.0%\t4\t6\t8\t8
Fourth (out of 10)\t10.0%\t4\t3\t5\t8
Overall\t100.0%\t3.8\t6.0\t4.2\t6.0
"""
OFFICES = """Attribute;Weight;Addison;Bilton;Carlisle;Denver;Elton;Filton;Gorton
Closeness to customers;32;100;20;80;70;40;0;60
Visibility;26;60;80;70;50;60;0;100
Image;23;100;10;0;30;90;70;20
Size;10;75;30;0;55;100;0;50
Comfort;6;0;100;10;30;60;80;50
Car parking;3;90;30;100;90;70;0;80
Aggregate benefits;;80.8;39.4;47.4;52.3;64.8;20.9;60.2
"""


@pytest.mark.parametrize(
    ("text", "totals", "close"),
    [
        (BIDDERS, [1160 / 15, 1080 / 15, 1400 / 15], 1e-9),
        (APPRAISAL, [38, 60, 42, 60], 0.51),  # published with one decimal, out of ten
        (OFFICES, [80.8, 39.4, 47.4, 52.3, 64.8, 20.9, 60.2], 0.051),
    ],
    ids=["bidders", "appraisal", "offices"],
)
def test_the_published_totals_come_out(text: str, totals: list[float], close: float) -> None:
    found = decision.evaluate(model_of(read_text(text)).model).totals
    assert list(found.values()) == pytest.approx(totals, abs=close)


def test_a_tie_that_rounding_made_is_told_apart_and_called_too_close() -> None:
    evaluation = decision.evaluate(model_of(read_text(APPRAISAL)).model)
    assert evaluation.leader == "option-4"
    assert evaluation.totals["option-4"] - evaluation.totals["option-2"] == pytest.approx(0.5)
    assert evaluation.finding.verdict.word == "close"


def test_what_it_takes_to_overtake_the_best_bidder() -> None:
    evaluation = decision.evaluate(model_of(read_text(BIDDERS)).model)
    flip = evaluation.robustness.cheapest_flip
    assert evaluation.leader == "bidder-4"
    assert flip is not None
    # All of financial capacity, 2/15 and 120 points apart from feedback, brings bidder 3 nearer by
    # 16 of the 64/3 points between them; technical approach, 70 apart, has to bring the rest.
    assert flip.to == "bidder-3"
    assert flip.moved == pytest.approx(2 / 15 + (64 / 3 - 16) / 70)
