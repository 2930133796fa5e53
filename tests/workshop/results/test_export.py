"""What leaves a workshop: revealed rounds only, nobody told apart, and a case that reads back."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from decision import dump_case, evaluate
from decision.evaluation.weights import OTHER_ROLES, SMALLEST_GROUP, by_role, merged
from decision.files.documents import parse_case
from decision.model.case import Ballot, Case
from decision.model.case_checks import check_fit
from decision.model.decision_model import DecisionModel
from decision.workshop.facilitator import Facilitator
from decision.workshop.results import export
from decision.workshop.room import Room
from tests.workshop.data import MODEL, ballot, make, voted, weights, whole_round


def test_the_case_that_comes_out_reads_back_and_is_evaluated(
    room: Room, facilitator: Facilitator
) -> None:
    tokens = whole_round(room, facilitator, 1)
    facilitator.remove(facilitator.ballots(1)[0].id, "sent twice")
    whole_round(room, facilitator, 2, tokens)
    before = Case.model_validate({"site": {"name": "North"}, "weights": {"speed": 1}})
    case = facilitator.to_case(before)
    assert (case.weights, case.site) == (before.weights, before.site)
    facilitator.agree("panel-role-mean", "all content")
    case = facilitator.to_case(before)
    check_fit(MODEL, case)
    assert case.site == before.site
    assert {each.name for each in case.panel} == {f"person {number}" for number in range(1, 11)}
    by_name = {(each.name, each.round): each for each in case.panel}
    assert all(by_name[name, 2].weights == one.weights for (name, _), one in by_name.items())
    assert parse_case(dump_case(case).encode(), "case", MODEL).value == case
    assert evaluate(MODEL, case).leader in MODEL.options


def test_the_case_says_who_leads_for_each_person_and_role_by_course_and_form(
    room: Room, facilitator: Facilitator
) -> None:
    scores = {"speed": (10, 40, 90), "cost": (90, 10, 10)}
    named = ("stay", "move", "safe")
    options = {
        "stay": {"name": "Stay"},
        "move": {"name": "Move as it is", "course": "Move"},
        "safe": {"name": "Move safely", "falls-back-to": "move"},
    }
    model = DecisionModel.model_validate(
        {
            "title": MODEL.title,
            "options": options,
            "criteria": {
                name: {
                    "name": name.title(),
                    "weight": 50,
                    "scores": dict(zip(named, scores.get(name, (50, 50, 50)), strict=True)),
                }
                for name in MODEL.criteria
            },
        }
    )
    whole_round(room, facilitator, 1)  # the first five weigh the cost most, the others the speed
    case = facilitator.to_case(Case())
    evaluation = evaluate(model, case)
    panel = evaluation.panel
    assert panel is not None
    assert evaluation.standing.weights_from == "panel"
    leads = {name: (lead.course, lead.leader) for name, lead in panel.leads.items()}
    assert leads.keys() == {each.name for each in case.panel}
    for each in case.panel:
        by_speed = each.weights["speed"] > each.weights["cost"]
        assert leads[each.name or ""] == (("move", "safe") if by_speed else ("stay", "stay"))
    by_role = {name: (role.lead.course, role.lead.leader) for name, role in panel.roles.items()}
    assert by_role == {"Radiologist": ("stay", "stay"), OTHER_ROLES: ("move", "safe")}


def test_people_are_numbered_by_lot_and_not_as_they_came(tmp_path: Path) -> None:
    orders = set()
    for number in range(6):
        room, facilitator = make(tmp_path / f"{number}.db")
        whole_round(room, facilitator, 1)
        panel = facilitator.to_case(Case()).panel
        orders.add(tuple(each.weights["speed"] for each in panel))
        room.close()
    assert len(orders) > 1


def test_roles_that_would_name_a_person_are_left_out(room: Room, facilitator: Facilitator) -> None:
    link = facilitator.open_round().link or ""
    for place, role in enumerate(["Radiologist"] * 5 + ["Digital"] * 4 + ["HR"] * 3 + [None]):
        room.submit(room.join(link, role), ballot(place), f"request-{place}")
    facilitator.close_round()
    facilitator.reveal()
    panel = facilitator.to_case(Case()).panel
    assert {each.role for each in panel} == {"Radiologist", "Digital", None}
    assert by_role(panel).keys() == facilitator.room.reveal(1).roles.keys()


def test_everything_comes_out_as_json_with_a_record_that_holds(
    room: Room, facilitator: Facilitator
) -> None:
    whole_round(room, facilitator, 1)
    facilitator.agree("panel-mean", "all content")
    out = json.loads(json.dumps(facilitator.export(), allow_nan=False))
    assert out["title"] == "A small model"
    assert out["joined"] == 10
    assert out["roles"] == {"Radiologist": 5, "other roles": 5}
    assert [each["state"] for each in out["rounds"]] == ["revealed"]
    assert len(out["rounds"][0]["ballots"]) == 10
    assert out["record_holds"] is True
    assert out["agreements"][0]["reason"] == "all content"


def test_no_role_of_few_people_is_told_apart_in_the_whole_record(
    room: Room, facilitator: Facilitator
) -> None:
    link = facilitator.open_round().link or ""
    for place, role in enumerate(["Radiologist"] * 5 + ["Digital"] * 4 + ["HR"] * 3 + [None]):
        room.submit(room.join(link, role), ballot(place), f"request-{place}")
    facilitator.close_round()
    facilitator.reveal()
    out = facilitator.export()
    assert Counter(each.get("role") for each in out["rounds"][0]["ballots"]) == {
        "Radiologist": 5,
        "Digital": 4,
        None: 4,
    }
    assert out["roles"] == {"Digital": 4, "Radiologist": 5, "other roles": 4}


def test_an_export_says_where_a_record_is_broken(whole: Path) -> None:
    with closing(sqlite3.connect(whole)) as db:
        db.execute("UPDATE audit SET detail = '{}' WHERE number = 5")
        out = export.export(db)
    assert out["record_holds"] is False
    assert out["record_broken"] == {"row": 5, "why": "its content has been changed"}


def test_a_round_that_is_not_revealed_stays_in(room: Room, facilitator: Facilitator) -> None:
    tokens = whole_round(room, facilitator, 1)
    facilitator.open_round()
    room.submit(tokens[0], ballot(77, comments={"speed": "hush"}), "request-hush")
    out = facilitator.export()
    assert [(each["state"], each["voted"]) for each in out["rounds"]] == [
        ("revealed", 10),
        ("open", 1),
    ]
    assert out["rounds"][1]["ballots"] == []
    assert "hush" not in json.dumps(out)
    assert {each.round for each in facilitator.to_case(Case()).panel} == {1}


def test_no_code_token_or_secret_leaves_and_none_in_its_hashed_form(
    room: Room, facilitator: Facilitator
) -> None:
    tokens = voted(room, facilitator)
    keys = facilitator.keys()
    out = json.dumps(facilitator.export())
    assert keys.code
    assert keys.link
    for secret in (*tokens, keys.code, keys.link, facilitator._secret):
        assert secret not in out
        assert export.table_rows.hashed(secret).hex() not in out


def test_a_case_keeps_its_own_weights_until_some_are_agreed(
    room: Room, facilitator: Facilitator
) -> None:
    whole_round(room, facilitator, 1)
    before = Case.model_validate({"weights": {"speed": 1}, "weights-by": "direct"})
    assert facilitator.to_case(before).weights_by == "direct"
    facilitator.agree("agreed", "talked through", weights(90, 80))
    after = facilitator.to_case(before)
    assert (after.weights, after.weights_by) == (weights(90, 80), "agreed")
    assert before.weights == {"speed": 1}  # a copy was changed


ROLE_COUNTS = st.dictionaries(st.sampled_from(["A", "B", "C", OTHER_ROLES]), st.integers(1, 9))


@given(ROLE_COUNTS)
def test_people_are_merged_by_role_as_their_ballots_are(counts: dict[str, int]) -> None:
    kept = {role: len(who) for role, who in merged({r: [0] * n for r, n in counts.items()}).items()}
    assert sum(kept.values()) == sum(counts.values())
    people = [
        Ballot.model_validate(
            {"name": "-", "weights": {"a": 1.0}} | ({} if role == OTHER_ROLES else {"role": role})
        )
        for role, count in counts.items()
        for _ in range(count)
    ]
    assert kept == {role: len(many) for role, many in by_role(people).items()}
    if sum(counts.values()) >= SMALLEST_GROUP:
        assert all(count >= SMALLEST_GROUP for count in kept.values())
