"""The sidebar's part on shared cases; `tests/serving/test_hosted_sharing.py` tries it hosted."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.served import ROOT


def test_nothing_of_it_shows_where_nobody_hosts(data_folder: Path) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    labels = [each.label for each in app.expander]
    assert "Examples" in " ".join(labels)
    assert not [each for each in labels if "shar" in each.lower()]
