"""What IT installs is what the tests ran: the locks, the bill of materials, the unit, the image."""

from __future__ import annotations

import importlib
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from decision.cli import parser
from tests.served import Server, free_port

ROOT = Path(__file__).parents[1]
CI, GITHUB = ROOT / ".ci", ROOT / ".github"
sys.path.insert(0, str(CI))
installed, lock, sbom = map(importlib.import_module, ("installed", "lock", "sbom"))
sys.path.remove(str(CI))

PINS: dict[str, str] = installed.pins()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TOOL = PROJECT["name"]
(COMMANDS,) = [each.choices for each in parser.parser()._actions if each.dest == "command"]
UNIT, IMAGE = GITHUB / "decision.service", GITHUB / "Containerfile"


def brought_here(install: str) -> dict[str, list[str]]:
    """What an install brings, by what is installed; a skip where that is not the pinned set."""
    try:
        found: dict[str, list[str]] = sbom.brings(install)
    except SystemExit as error:
        pytest.skip(str(error))
    return found


def locked(name: str) -> dict[str, tuple[str, list[str]]]:
    """The version and the hashes of each package in a lock."""
    text = (CI / name).read_text("utf-8").replace("\\\n", "")
    entries = re.findall(r"(?m)^([\w-]+)==(\S+)((?: +--hash=sha256:[0-9a-f]{64})+) *$", text)
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(entries) == len(lines), "a line of the lock is no entry"
    return {name: (version, re.findall(r"[0-9a-f]{64}", rest)) for name, version, rest in entries}


# The locks


def test_the_lock_names_exactly_what_the_base_install_brings() -> None:
    base = brought_here("base").keys()
    assert locked("lock.txt").keys() == base - {TOOL}
    assert locked("lock-sign-in.txt").keys() == brought_here("sign-in").keys() - base


@pytest.mark.parametrize("name", lock.LOCKS)
def test_a_lock_has_the_pinned_versions_and_each_file_once(name: str) -> None:
    found = locked(name)
    assert {package: PINS.get(package) for package in found} == {
        package: version for package, (version, _) in found.items()
    }
    hashes = [each for _, some in found.values() for each in some]
    assert len(set(hashes)) == len(hashes)


def test_the_lock_of_the_build_is_of_what_builds() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]
    assert build["build-backend"].split(".")[0] in locked("lock-build.txt")


@pytest.mark.parametrize(
    ("filename", "served"),
    [
        ("a-1.0.tar.gz", True),
        ("a-1.0-py3-none-any.whl", True),
        ("a-1.0-cp311-cp311-win_amd64.whl", True),
        ("a-1.0-cp39-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", True),
        ("a-1.0-cp314-cp314-musllinux_1_2_aarch64.whl", True),
        ("a-1.0-cp310-cp310-manylinux_2_28_x86_64.whl", False),
        ("a-1.0-cp311-cp311-macosx_11_0_arm64.whl", False),
        ("a-1.0-cp313-cp313-pyodide_2025_0_wasm32.whl", False),
    ],
)
def test_a_file_is_locked_where_linux_or_windows_may_take_it(filename: str, served: bool) -> None:
    assert lock.is_served(filename) is served


def test_a_missing_wheel_is_named_by_its_system_and_python() -> None:
    linux = [f"a-1-cp{n}-cp{n}-manylinux_2_28_x86_64.whl" for n in ("311", "312", "314")]
    missing = ["Linux, Python 3.13", *(f"Windows, Python {each}" for each in installed.PYTHONS)]
    assert lock.lacking(linux) == missing
    assert lock.lacking(["a-1-py3-none-any.whl"]) == []


def test_what_is_installed_at_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = PINS | {"ifaddr": "9.9"}
    monkeypatch.setattr(installed, "pins", lambda: pinned)
    with pytest.raises(SystemExit, match=r"ifaddr \S+ is installed, and constraints.txt pins 9.9"):
        installed.brought(TOOL)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An index of packages that pip reaches."""
    name = f"ifaddr=={PINS['ifaddr']}"
    done = pip("download", "--no-deps", "--dest", str(tmp_path_factory.mktemp("probe")), name)
    if done.returncode:
        pytest.skip(f"pip reaches no index: {done.stderr.strip().splitlines()[-1]}")


def pip(*words: str) -> subprocess.CompletedProcess[str]:
    ours = ("PIP_CONSTRAINT", "PIP_QUIET")  # as the checks of a change set them
    environment = {key: value for key, value in os.environ.items() if key not in ours}
    return subprocess.run(
        [sys.executable, "-m", "pip", *words],
        env=environment, capture_output=True, text=True, timeout=600,
    )  # fmt: skip


def dry_run(file: Path, target: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Fetch all that a lock names, hold it against its hashes, and install nothing."""
    return pip(
        "install", "--require-hashes", "--dry-run", "--no-deps", "--ignore-installed",
        "--only-binary", ":all:", "--target", str(target), *words, "-r", str(file),
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("system", ["here", "Windows"])
def test_the_lock_installs(index: None, system: str, tmp_path: Path) -> None:
    windows = ("--platform", "win_amd64", "--python-version", "3.11")
    done = dry_run(CI / "lock.txt", tmp_path, *(windows if system == "Windows" else ()))
    assert done.returncode == 0, done.stderr
    last = done.stdout.strip().splitlines()[-1].lower().replace("_", "-").split()
    assert {f"{name}-{of}" for name, (of, _) in locked("lock.txt").items()} == {*last[2:]}


@pytest.mark.slow
def test_a_file_with_another_hash_is_refused(index: None, tmp_path: Path) -> None:
    changed = tmp_path / "lock.txt"
    changed.write_text(f"ifaddr=={PINS['ifaddr']} --hash=sha256:{'0' * 64}\n", "utf-8")
    done = dry_run(changed, tmp_path / "target")
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


# The bill of materials


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sbom.FILE.read_text("utf-8"))
    return found


def listed(bill: dict[str, Any], install: str) -> set[str]:
    """The packages that a bill gives for the base install, or for an extra besides."""
    return {
        each["name"]
        for each in bill["components"]
        if install in [part["value"] for part in each["properties"]]
    }


def test_the_bill_knows_every_install() -> None:
    assert set(sbom.INSTALLS) == {"base", *PROJECT["optional-dependencies"]}


@pytest.mark.parametrize("install", sbom.INSTALLS)
def test_the_bill_names_exactly_what_an_install_brings(bill: dict[str, Any], install: str) -> None:
    found = brought_here(install)
    more = listed(bill, install) if install != "base" else set()
    assert listed(bill, "base") | more == found.keys() - {TOOL}
    needs = {each["ref"]: set(each["dependsOn"]) for each in bill["dependencies"]}
    for name, needed in found.items():
        refs = {f"pkg:pypi/{each}@{PINS[each]}" for each in needed}
        mine = f"pkg:pypi/{name}@{PINS.get(name, PROJECT['version'])}"
        assert refs <= needs[mine]  # which has what other systems and other extras need, too


def test_the_bill_has_the_pinned_versions_and_a_licence_of_each(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert bill["metadata"]["component"]["version"] == PROJECT["version"]
    refs = {bill["metadata"]["component"]["bom-ref"]}
    for each in bill["components"]:
        assert each["version"] == PINS[each["name"]]
        assert each["purl"] == f"pkg:pypi/{each['name']}@{each['version']}"
        assert each["licenses"] or each["scope"] == "optional", each["name"]
        assert (each["scope"] == "required") == (each["name"] in listed(bill, "base"))
        refs.add(each["bom-ref"])
    assert {each["ref"] for each in bill["dependencies"]} == refs


def test_the_bill_is_as_its_script_writes_it(bill: dict[str, Any]) -> None:
    assert sbom.FILE.read_text("utf-8") == sbom.text(bill)
    for install in sbom.INSTALLS:
        brought_here(install)
    assert sbom.bill() == bill


def test_no_file_of_these_names_an_index_or_a_registry() -> None:
    for path in (*CI.iterdir(), *GITHUB.iterdir()):
        if path.is_file():
            assert not re.search(r"https?://|docker\.io|ghcr|quay", path.read_text("utf-8")), path


# The unit and the image


def served(words: list[str]) -> None:
    """Hold that a line that starts the tool is one that it takes."""
    if words[0] not in COMMANDS and words[0] == "serve":
        pytest.skip("there is no `decision serve` yet")
    assert parser.parser().parse_args(words).command == words[0]


def test_the_unit_starts_what_is_there() -> None:
    (line,) = re.findall(r"(?m)^ExecStart=(.+)$", UNIT.read_text("utf-8"))
    program, *words = shlex.split(line)
    assert Path(program).name in PROJECT["scripts"]
    served(words)


def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    if not (analyze := shutil.which("systemd-analyze")):
        pytest.skip("this machine has no systemd-analyze")
    unit = tmp_path / UNIT.name
    text = UNIT.read_text("utf-8")
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", text), "utf-8")
    done = subprocess.run([analyze, "verify", str(unit)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    unit.write_text(text.replace("ProtectSystem=strict", "ProtectSistem=strict"), "utf-8")
    wrong = subprocess.run([analyze, "verify", str(unit)], capture_output=True, text=True)
    assert "ProtectSistem" in wrong.stderr


def test_the_image_is_made_of_what_is_there() -> None:
    text = IMAGE.read_text("utf-8").replace("\\\n", "")
    copied = [words.split()[:-1] for words in re.findall(r"(?m)^COPY (.+)$", text)]
    for name in (each for some in copied for each in some):
        assert (ROOT / name).exists(), name
    sources = {Path(name).name for some in copied for name in some}
    assert {Path(name).name for name in re.findall(r"-r (\S+)", text)} <= sources
    included = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    wheel = included["targets"]["wheel"]
    assert {*wheel["packages"], *wheel["force-include"], "pyproject.toml"} <= sources
    assert {PROJECT["readme"], *PROJECT["license-files"]} <= sources
    (entry,) = re.findall(r"(?m)^ENTRYPOINT (\[.+\])$", text)
    assert json.loads(entry) == [*PROJECT["scripts"]]


def test_the_image_starts_what_is_there() -> None:
    text = IMAGE.read_text("utf-8")
    (command,) = re.findall(r"(?m)^CMD (\[.+\])$", text)
    (example,) = re.findall(r"(?m)^#   (serve .+)$", text)
    words = json.loads(command)
    assert words[0] == shlex.split(example)[0]
    served(shlex.split(example))


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The image, built on a Debian of this machine's own archive; no registry is asked.

    Returns how podman and buildah are told where it lies.
    """
    lacking = [each for each in ("podman", "buildah", "debootstrap") if not shutil.which(each)]
    if lacking or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip(f"an image can't be built here: {', '.join(lacking) or 'only root may'}")
    folder = tmp_path_factory.mktemp("image")
    briefly = tempfile.mkdtemp()  # podman takes at most 50 characters there
    store = ["--root", f"{folder}/store", "--runroot", briefly]
    # In memory, where that may be: on a busy disk it takes five times as long.
    in_memory = run("mount", "-t", "tmpfs", "-o", "size=6g", "tmpfs", str(folder)).returncode == 0
    try:
        _build(folder, store)
        yield store
    finally:
        if in_memory:
            run("umount", "--recursive", "--lazy", str(folder))
        for each in (folder, briefly):
            shutil.rmtree(each, ignore_errors=True)


def _build(folder: Path, store: list[str]) -> None:
    tree, tar = folder / "tree", folder / "base.tar"
    with_venv = ["--variant=minbase", "--include=python3-venv,ca-certificates"]
    done = run("debootstrap", *with_venv, "bookworm", str(tree))
    if done.returncode:
        pytest.skip(f"debootstrap reaches no archive: {done.stdout.strip().splitlines()[-1]}")
    run("tar", "-C", str(tree), "-cf", str(tar), ".").check_returncode()
    shutil.rmtree(tree)
    run("podman", *store, "import", str(tar), "localhost/base").check_returncode()
    ca = Path("/etc/ssl/certs/ca-certificates.crt")  # by which pip knows this machine's index
    trusted = ["--volume", f"{ca}:{ca}:ro"] if ca.exists() else []
    built = run(
        "podman", *store, "build", "--isolation=chroot", "--build-arg", "BASE=localhost/base",
        *trusted, "-f", str(IMAGE), "-t", "localhost/decision", str(ROOT),
    )  # fmt: skip
    assert built.returncode == 0, f"{built.stdout[-2000:]}{built.stderr[-2000:]}"


@pytest.fixture
def container(image: list[str]) -> Iterator[list[str]]:
    """How a command is run in a container of the image; it shares this machine's network."""
    name = run("buildah", *image, "from", "localhost/decision").stdout.strip()
    try:
        yield ["buildah", *image, "run", "--isolation=chroot", name, "--"]
    finally:
        run("buildah", *image, "rm", name)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, timeout=900)


@pytest.mark.slow
def test_the_image_serves_as_nobody_in_particular(container: list[str], tmp_path: Path) -> None:
    who = run(*container, "sh", "-c", "id -u; pwd; stat -c %a .; echo $XDG_DATA_HOME")
    assert who.stdout.split() == ["10001", "/data", "700", "/data"]
    checked = run(*container, "decision", "check")
    assert "no problems" in checked.stdout, checked.stderr
    names = run(*container, "/opt/decision/bin/pip", "list", "--format", "json").stdout
    there = {each["name"].lower().replace("_", "-"): each["version"] for each in json.loads(names)}
    for file in ("lock.txt", "lock-sign-in.txt"):
        assert there.items() >= {name: of for name, (of, _) in locked(file).items()}.items()
    port = free_port()
    words = ["decision", "app", "--no-browser", "--port", str(port)]
    with Server([*container, *words], tmp_path, port) as server:  # which waits for its answer
        assert f"127.0.0.1:{port}" in server.said()
        server.stop()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "it outlives SIGTERM"
