"""The command: a site can be looked at by its number, and a small study runs whole."""

from __future__ import annotations

from pathlib import Path

import pytest

import decision
from decision.files.documents import read_case
from tests.shipped_model import MODEL
from tests.study import __main__ as study
from tests.study.__main__ import main
from tests.study.kinds import KINDS, simulated
from tests.study.report import WORDS


def test_a_site_is_printed_as_a_case_that_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--show", "in-digital", "4"]) == 0
    path = tmp_path / "site.yaml"
    path.write_text(capsys.readouterr().out, "utf-8")
    found = read_case(path, MODEL).value
    expected = simulated(MODEL, "in-digital", 4).case()
    assert decision.evaluate(MODEL, found).totals == decision.evaluate(MODEL, expected).totals


@pytest.mark.parametrize(
    "given", [["--show", "nowhere", "1"], ["--show", "small", "one"], ["--sites", "0"]]
)
def test_what_is_no_site_is_told(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(given)
    assert "take" in capsys.readouterr().err


@pytest.mark.slow
def test_a_small_study_writes_its_page_and_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # To ask tick by tick takes most of the time, and `test_following` does it.
    monkeypatch.setattr(study, "site_by_ticks", study.partial_site)
    few = ["--sites", "1", "--asked", "1", "--ticks", "1", "--jobs", "2"]
    assert main([*few, "--page", str(tmp_path / "a.md"), "--pictures", str(tmp_path / "made")]) == 0
    text = (tmp_path / "a.md").read_text("utf-8")
    assert text in capsys.readouterr().out
    assert f"{len(KINDS)} sites of {len(KINDS)} kinds" in text
    assert all(word in text for word in WORDS.values())
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [
        "influence.png",
        "influence.svg",
        "words.png",
        "words.svg",
    ]
