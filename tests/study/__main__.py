"""`python -m tests.study`: simulate the sites, write the page and the pictures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

import yaml

import decision
from decision.model.decision_model import DecisionModel
from decision.report.pictures import png, svg
from tests.study.complete import Complete, completed
from tests.study.following import Followed, followed
from tests.study.kinds import KINDS, SEED, simulated
from tests.study.pictures import influence_chart, words_chart
from tests.study.report import page

SHIPPED = Path(decision.__file__).parent / "data" / "study.md"

Found = TypeVar("Found", Complete, Followed)


@cache
def shipped_model() -> DecisionModel:
    """Return the shipped model, read once in each process."""
    return decision.load_model(decision.shipped("criteria.yaml"))


def complete_site(seed: int, place: tuple[str, int]) -> Complete:
    """Return what the tool says of one complete site, by its kind and number."""
    return completed(shipped_model(), simulated(shipped_model(), *place, seed=seed))


def partial_site(seed: int, place: tuple[str, int]) -> Followed:
    """Return what comes of asking at one site, by its kind and number."""
    return followed(shipped_model(), simulated(shipped_model(), *place, seed=seed))


def site_by_ticks(seed: int, place: tuple[str, int]) -> Followed:
    """Return what comes of asking tick by tick at one site, by its kind and number."""
    return followed(shipped_model(), simulated(shipped_model(), *place, seed=seed), by_tick=True)


def main(given: Sequence[str] | None = None) -> int:
    """Run the study; return 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.study", description=__doc__)
    parser.add_argument("--sites", type=int, default=50, help="complete sites of each kind")
    parser.add_argument("--asked", type=int, default=20, help="sites of each kind to ask at")
    parser.add_argument("--ticks", type=int, default=8, help="of each kind to ask tick by tick")
    parser.add_argument("--jobs", type=int, default=1, help="processes at work at a time")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed: other sites")
    parser.add_argument("--page", type=Path, default=SHIPPED, help="where the page is written")
    parser.add_argument("--pictures", type=Path, help="a folder for pictures, SVG and PNG")
    parser.add_argument(
        "--show", nargs=2, metavar=("KIND", "NUMBER"), help="print one site as a case, and stop"
    )
    args = parser.parse_args(given)
    if min(args.sites, args.asked, args.ticks, args.jobs) < 1:
        parser.error("--sites, --asked, --ticks and --jobs take a whole number from 1")
    if args.show:
        kind, number = args.show
        if kind not in KINDS or not number.isdecimal():
            parser.error(f"--show takes one of {', '.join(KINDS)}, and a whole number")
        case = simulated(shipped_model(), kind, int(number), seed=args.seed).case()
        written = case.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        print(yaml.safe_dump(written, allow_unicode=True, sort_keys=False), end="")
        return 0
    complete = _every(complete_site, args.sites, args.jobs, args.seed)
    asked = _every(partial_site, args.asked, args.jobs, args.seed)
    ticks = _every(site_by_ticks, args.ticks, args.jobs, args.seed)
    args.page.write_text(page(shipped_model(), complete, asked, ticks, args.seed), "utf-8")
    print(args.page.read_text("utf-8"))
    if args.pictures:
        args.pictures.mkdir(parents=True, exist_ok=True)
        charts = {
            "words": words_chart(complete),
            "influence": influence_chart(shipped_model(), complete),
        }
        for name, chart in charts.items():
            (args.pictures / f"{name}.svg").write_text(svg(chart, titled=True), "utf-8")
            (args.pictures / f"{name}.png").write_bytes(png(chart, titled=True))
    return 0


def _every(
    one: Callable[[int, tuple[str, int]], Found], each: int, jobs: int, seed: int
) -> list[Found]:
    """Return what is found at some sites of each kind, in the order of kinds and numbers."""
    places = [(kind, number) for kind in KINDS for number in range(each)]
    found: list[Found] = []
    with ProcessPoolExecutor(jobs) as pool:
        for done in pool.map(partial(one, seed), places):
            found.append(done)
            _tell(len(found), len(places))
    return found


def _tell(done: int, all_of_them: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {all_of_them} sites", end="\n" * (done == all_of_them), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
