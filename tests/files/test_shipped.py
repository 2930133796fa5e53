from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from decision import DecisionModel, load_case, load_model
from decision.files import shipped as module
from decision.files.shipped import example_models, examples, shipped

ROOT = Path(__file__).parents[2]


def test_without_a_name_it_is_the_shipped_model():
    model = shipped()
    assert isinstance(model, DecisionModel)
    assert model == load_model(ROOT / "criteria.yaml")
    assert model.fingerprint == load_model(shipped("criteria.yaml")).fingerprint


@pytest.mark.parametrize("name", ["criteria.yaml", "app.py"])
def test_a_checkout_has_its_files_beside_the_package(name: str):
    assert shipped(name) == ROOT / name
    assert shipped(name).is_file()


@pytest.mark.parametrize("name", ["criteria.yaml", "app.py"])
def test_an_installed_package_has_its_files_inside(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    package = tmp_path / "decision"
    package.mkdir()
    for folder in (package, tmp_path):
        (folder / name).write_text("x")
    monkeypatch.setattr(module, "_PACKAGE", package)
    assert shipped(name) == package / name
    (package / name).unlink()
    assert shipped(name) == tmp_path / name


def test_every_example_case_fits_the_shipped_model():
    model = shipped()
    assert list(examples()) == sorted(examples())
    assert {"asker", "invented-complete"} <= examples().keys()
    for name, path in examples().items():
        assert (path.stem, path.suffix) == (name, ".yaml")
        assert load_case(path, model).answers is not None


def test_every_example_model_can_be_read_and_is_no_case():
    assert set(example_models()) == {"forest-plans", "offices"}
    assert not example_models().keys() & examples().keys()
    titles = {load_model(path).title for path in example_models().values()}
    assert len(titles | {shipped().title}) == 3


def test_a_path_is_given_without_waiting_for_pydantic():
    code = (
        "import sys, decision; decision.shipped('criteria.yaml'); decision.examples(); "
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
