"""Several sites side by side."""

from __future__ import annotations

from decision import evaluate, examples, load_case
from decision.compare.sites import site_row
from decision.model.decision_model import DecisionModel
from tests.ui.conftest import Open, texts


def test_sites_stand_side_by_side(open_app: Open, shipped_model: DecisionModel) -> None:
    app = open_app("sites")
    assert "Two cases or more are needed" in texts(app)
    paths = [examples()[name] for name in ("six-specialties", "london-five")]
    app.file_uploader("sites").set_value(
        [(path.name, path.read_bytes(), "text/yaml") for path in paths]
    )
    app.run()
    said = texts(app)
    assert "Stay in Radiology is ahead at 1 of 2; Move to Digital is ahead at 1 of 2" in said
    for path in paths:
        row = site_row(evaluate(shipped_model, load_case(path, shipped_model)), path.name)
        assert f"{row.margin:.1f} points" in said
        assert f"| {row.lead} | {row.how_sure} |" in said
        assert "; ahead in " in row.how_sure


def test_a_bad_file_is_explained_and_the_others_stand(open_app: Open) -> None:
    app = open_app("sites")
    paths = [examples()[name] for name in ("six-specialties", "london-five")]
    files = [(path.name, path.read_bytes(), "text/yaml") for path in paths]
    app.file_uploader("sites").set_value([*files, ("bad.yaml", b"answers: [", "text/yaml")])
    app.run()
    assert "bad.yaml, line 1" in texts(app)
    assert "is ahead at 1 of 2" in texts(app)


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
