"""Likely double counting in a model: criteria that move together, read alike, or hide a cost."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from decision.checks.answer_ways import Ways, moved_criteria
from decision.errors import Found, Steps
from decision.evaluation.scores import score_table
from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.numeric import Floats
from decision.wording.lists import first_three

# Published examples whose criteria their authors hold apart reach 0.93; the first shipped model,
# whose checklists moved four criteria each, 0.87. From 0.95 on, nine tenths of what moves one
# criterion moves the other too.
TOGETHER = 0.95
SHARED_FACTS = 2  # one fact may well bear on two things; two that do so alike are a pattern
ENOUGH_OPTIONS = 6  # start scores of fewer line up by chance
ALIKE = 0.8  # of all the words of two definitions, the part that both have
ENOUGH_WORDS = 4  # shorter definitions share words by chance
TINY = 1e-9  # points: what rounding may leave where there is nothing

Pair = tuple[str, str]  # the later criterion, and an earlier one
Moved = NDArray[np.bool_]

_WORD = re.compile(r"\w+")
_ENDINGS = re.compile(r"(?<=\w{3})(?:ings?|edly|ed|ies|es|e|y|s|ly)$")
_GLUE = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been by can do does each for from had has have how if in into is it "
        "its may of on or so than that the their them there they this to was what when where "
        "whether which who will with would",
    )
)
_COST = r"costs?|costings?|prices?|spend|spending|expenditure|savings?|affordab\w+|expenses?"
_COST_NAME = re.compile(rf"\b(?:{_COST})\b|[£€$]", re.I)
_MONEY_TEXT = re.compile(
    rf"\b(?:{_COST}|budgets?|money|pounds|euros)\b|[£€$]\s?\d+(?:[,.]\d+)*", re.I
)
_MONEY_UNIT = re.compile(r"[£€$]|\b(?:pounds|euros|dollars|GBP|EUR|USD)\b", re.I)
_SUM = re.compile(r"[£€$]\s?\d+(?:[,.]\d+)*|\b\d+(?:[,.]\d+)* (?:pounds|euros)\b", re.I)


def overlaps(model: DecisionModel) -> Found:
    """Find what is likely counted twice, as (path in the model, message).

    The additive rule counts twice whatever two criteria both hold. None of this is proof:
    an author may have reasons, so each is a warning.
    """
    twice = "so one thing may count twice; merge the two, or"
    holds = "write in `means` what each holds that the other doesn't"
    alike = _reading_alike(model)
    found = [(pair, f"are defined in nearly the same words, {twice} {holds}") for pair in alike]
    for pair, facts in _moving_together(model).items():
        if pair not in alike:
            asked = first_three([f"`{name}`" for name in facts])
            together = f"move together whatever is answered to {asked}"
            found.append((pair, f"{together}, {twice} give them different `shifts`"))
    for pair in _starting_together(model):
        if pair not in alike:
            found.append((pair, f"set the options apart in the same way, {twice} {holds}"))
    for (later, earlier), how in found:
        yield ("criteria", later), f"`{later}` and `{earlier}` {how}"
    yield from _hidden_costs(model)


# Moving together


def correlations(model: DecisionModel) -> tuple[Floats, Moved]:
    """Return how alike answers move each two criteria, and which facts move which.

    Every answer, and every tick, is taken as equally likely, and the facts as independent. What
    moves all options alike is taken out, since it parts none of them. Then the correlation of
    criteria a and b is Σ cov(aₒ, bₒ) / √(Σ var aₒ · Σ var bₒ), summed over the options o: the
    usual correlation, of what the answers do to two rows of scores. The stops at 0 and 100
    are left out of it.

    Returns:
        Correlations, criteria × criteria (-1 to 1; 0 where nothing moves one of the two), and
        criteria × facts.
    """
    ways = Ways(model)
    rows, options = len(model.criteria), len(model.options)
    blocks = [np.zeros((rows, 0))]
    moved: Moved = np.zeros((rows, len(model.facts)), dtype=bool)
    for number, each in enumerate(ways.of.values()):
        chances = np.array([way.chance for way in each])
        block = np.array([way.moves for way in each]).reshape(-1, rows, options)
        block = block - block.mean(axis=2, keepdims=True)
        block = block - np.tensordot(chances, block, axes=1)
        block[np.abs(block) < TINY] = 0.0
        blocks.append((np.sqrt(chances)[:, None, None] * block).swapaxes(0, 1).reshape(rows, -1))
        moved[:, number] = block.any(axis=(0, 2))
    return _cosines(np.hstack(blocks)), moved


def _cosines(vectors: Floats) -> Floats:
    # Scaled twice, so that shifts of 1e300 don't overflow their squares.
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0.0)
    scaled = vectors / np.where(largest == 0, 1.0, largest)
    lengths = np.sqrt((scaled**2).sum(axis=1, keepdims=True))
    units = scaled / np.where(lengths == 0, 1.0, lengths)
    cosines: Floats = units @ units.T
    return cosines


def _moving_together(model: DecisionModel) -> dict[Pair, list[str]]:
    """Return the pairs that the same answers move alike, with the facts that do."""
    if len(model.facts) < SHARED_FACTS:
        return {}
    together, moved = correlations(model)
    shared = moved.astype(int) @ moved.T
    facts = list(model.facts)
    return {
        (list(model.criteria)[later], list(model.criteria)[earlier]): [
            facts[number] for number in np.flatnonzero(moved[later] & moved[earlier])
        ]
        for later, earlier in _first_pairs((together >= TOGETHER) & (shared >= SHARED_FACTS))
    }


def _starting_together(model: DecisionModel) -> list[Pair]:
    """Return the pairs that no answer moves and whose scores run alike over many options."""
    if len(model.options) < ENOUGH_OPTIONS:
        return []
    names, moved = list(model.criteria), moved_criteria(model)
    scores = score_table(model).values().T
    scores = scores - scores.mean(axis=1, keepdims=True)
    scores[np.abs(scores) < TINY] = 0.0
    still = np.array([name not in moved for name in names])
    found = _first_pairs((_cosines(scores) >= TOGETHER) & np.outer(still, still))
    return [(names[later], names[earlier]) for later, earlier in found]


def _first_pairs(found: Moved) -> list[tuple[int, int]]:
    """Return each row of a square with the first earlier one that it is found with, if any."""
    earlier = np.tril(found, -1)
    return [(int(row), int(earlier[row].argmax())) for row in np.flatnonzero(earlier.any(axis=1))]


# Reading alike


def words(text: str) -> frozenset[str]:
    """Return the words of a text that carry meaning, small and without their endings.

    >>> sorted(words("The responses of the team")) == sorted(words("a team's response"))
    True
    """
    found_words = _WORD.findall(text.lower().replace("'s", "").replace("’s", ""))
    return frozenset(_ENDINGS.sub("", word) for word in found_words if word not in _GLUE)


def _reading_alike(model: DecisionModel) -> dict[Pair, None]:
    numbers: dict[str, int] = {}

    def mask(text: str | None) -> int:
        """Return words as the bits of a whole number, which compare fast."""
        return sum(1 << numbers.setdefault(word, len(numbers)) for word in words(text or ""))

    seen: list[tuple[str, int, int]] = []
    pairs: dict[Pair, None] = {}
    for name, entry in model.criteria.items():
        title, means = mask(entry.name), mask(entry.means)
        for earlier, its_title, its_means in seen:
            same_title = title == its_title != 0 and not (means and its_means)
            alike = _shared(means, its_means) or _shared(title | means, its_title | its_means)
            if same_title or alike:
                pairs[name, earlier] = None
                break
        seen.append((name, title, means))
    return pairs


def _shared(one: int, other: int) -> bool:
    """Return whether two sets of words share most of all their words (the Jaccard index)."""
    every = (one | other).bit_count()
    return every >= ENOUGH_WORDS and (one & other).bit_count() >= ALIKE * every


# Costs


def _hidden_costs(model: DecisionModel) -> Found:
    """Find judged criteria that hold money which a cost criterion, or the case's costs, hold."""
    measured = [
        name
        for name, entry in model.criteria.items()
        if entry.measure is not None and _MONEY_UNIT.search(entry.measure.unit)
    ]
    called = [name for name, entry in model.criteria.items() if _COST_NAME.search(entry.name)]
    for name, entry in model.criteria.items():
        if entry.scores is None:
            continue
        # Several judged costs may well be parts of one whole; a judged one beside a measured
        # one is hardly that.
        counted = measured if name in called else [*measured, *called]
        if counted and (found := _first(entry, _MONEY_TEXT, reasons=True)):
            place, sum_ = found
            yield (
                ("criteria", name, *place),
                f"`{name}` speaks of money (“{sum_}”), which `{counted[0]}` counts already, so a "
                f"cost may count twice; take the money out of `{name}`, or merge the two",
            )
        elif name not in called and not counted and (found := _first(entry, _SUM, reasons=False)):
            place, sum_ = found
            yield (
                ("criteria", name, *place),
                f"`{name}` holds a sum of money (“{sum_}”) inside a benefit; take it out, and "
                f"write it under `costs` in the case, or make it a criterion with a `measure`",
            )


def _first(entry: Criterion, what: re.Pattern[str], reasons: bool) -> tuple[Steps, str] | None:
    """Return the first place in a criterion's texts that fits, and what is written there."""
    texts: list[tuple[Steps, str | None]] = [
        (("name",), entry.name),
        (("means",), entry.means),
        (("worst",), entry.worst),
        (("best",), entry.best),
    ]
    if reasons:
        texts += [
            (("scores", option, "because"), cell.because) for option, cell in entry.cells.items()
        ]
    for place, text in texts:
        if text and (found := what.search(text)):
            return place, found[0][:40]
    return None
