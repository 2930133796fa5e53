"""Several sites side by side."""

from __future__ import annotations

from decision import dump_case, evaluate, examples, load_case
from decision.compare.sites import ONE_OUTCOME, site_row
from decision.model.case import Case, Outcome
from decision.model.decision_model import DecisionModel
from decision.sentences.explanation import headline
from decision.sentences.phrases import of_100
from tests.ui.conftest import NEEDY, UNMET, Open, texts


def test_sites_stand_side_by_side(open_app: Open, shipped_model: DecisionModel) -> None:
    app = open_app("sites")
    assert "Give two case files or more" in texts(app)
    paths = [examples()[name] for name in ("six-specialties", "london-five")]
    app.file_uploader("sites").set_value(
        [(path.name, path.read_bytes(), "text/yaml") for path in paths]
    )
    app.run()
    said = texts(app)
    for path in paths:
        evaluated = evaluate(shipped_model, load_case(path, shipped_model))
        row = site_row(evaluated, path.name)
        assert row.margin is not None
        assert row.probability is not None
        ahead = f"{row.margin:.1f} points"
        assert (
            f"| {headline(evaluated.finding)} | {ahead} | leads in {of_100(row.probability)} |"
        ) in said
        assert f"{row.course} is ahead at " in said


def test_what_happened_stands_beside_what_was_said_and_is_not_scored(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    case = load_case(examples()["asker"], shipped_model)
    outcome = Outcome(arrangement="radiology", went="better", by="Board")
    text = dump_case(case.model_copy(update={"outcome": outcome})).encode()
    app = open_app("sites", case)
    app.file_uploader("sites").set_value([("asker.yaml", text, "text/yaml")]).run()
    said = texts(app)
    assert "what happened: " in said
    assert "it went: better (says Board)." in said
    assert ONE_OUTCOME in said


def test_a_bad_file_is_explained_and_the_others_stand(open_app: Open) -> None:
    app = open_app("sites")
    paths = [examples()[name] for name in ("six-specialties", "london-five")]
    files = [(path.name, path.read_bytes(), "text/yaml") for path in paths]
    app.file_uploader("sites").set_value([*files, ("bad.yaml", b"answers: [", "text/yaml")])
    app.run()
    assert "bad.yaml, line 1" in texts(app)
    assert "of 2" in texts(app)


def test_the_open_case_can_join(open_app: Open, shipped_model: DecisionModel) -> None:
    case = load_case(examples()["asker"], shipped_model)
    app = open_app("sites", case)
    assert not app.session_state["work"].seen  # nothing is shown yet
    app.file_uploader("sites").set_value(
        [("asker.yaml", examples()["asker"].read_bytes(), "text/yaml")]
    )
    app.run()
    assert "The open case" in texts(app)
    assert "is ahead at 2 of 2" in texts(app)
    assert app.session_state["work"].seen


def test_a_warning_about_a_file_is_shown(open_app: Open) -> None:
    app = open_app("sites")
    data = b"model: {title: T, fingerprint: " + b"a" * 64 + b"}\n"
    app.file_uploader("sites").set_value([("old.yaml", data, "text/yaml")]).run()
    assert "old.yaml, line 1" in "".join(str(warning.value) for warning in app.warning)


def test_sites_that_tie_or_have_one_course_have_no_points(open_app: Open) -> None:
    app = open_app("sites", UNMET, NEEDY)
    yes = Case.model_validate({"answers": {"f": "yes"}})
    app.file_uploader("sites").set_value([("yes.yaml", dump_case(yes).encode(), "text/yaml")])
    app.run()
    assert "Only B can be chosen. | – | – |" in texts(app)
