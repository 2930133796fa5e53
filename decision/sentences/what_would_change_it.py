"""What would turn the answer, in sentences; each from the numbers of `Robustness` alone."""

from __future__ import annotations

from decision.acceptability.over_weights import Around
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sensitivity.answer_changes import Change
from decision.sensitivity.reversals import FactFlip, Switching
from decision.sensitivity.robustness import Robustness
from decision.sentences.phrases import in_points, lead, named, of_100
from decision.wording.lists import listed, lowered
from decision.wording.numbers import fixed


def doubts(robustness: Robustness) -> list[str]:
    """Return the two most telling reasons why the answer could be wrong, the nearest first.

    Reasons are looked for in this order: an answer that flips it, a claim it rests on,
    weight that would have to move, much or little, and an open fact that moves the margin.
    """
    sentences = []
    if robustness.fact_flips:
        sentences.append(answers(robustness))
    if any(claim.flips for claim in robustness.claims):
        sentences.append(rests_on(robustness))
    if robustness.cheapest_flip is not None:
        sentences.append(weight_to_move(robustness))
    if robustness.ask_next and robustness.ask_next[0].tells and not robustness.fact_flips:
        sentences.append(ask_first(robustness))
    return sentences[:2] or ["No single answer, claim or shift of weight would change who leads."]


def answers(robustness: Robustness) -> str:
    """Return in words which answers, alone or in pairs, would put the other option ahead."""
    model, flips = _model(robustness), robustness.fact_flips
    other = named(model, robustness.finding.standing.behind)
    if not flips:
        return "No answer, and no pair of answers, would change who leads."
    best = max(flips, key=lambda flip: flip.margin)
    what = f"{_if_answered(model, best)}, "
    if best.margin > TIE:
        what += f"{other} would be ahead by {in_points(best.margin)}"
    else:  # it leads only because the other can't be chosen
        what += f"only {other} of the two could be chosen"
    if len(best.changes) == 1:
        facts = len({flip.changes[0].fact for flip in flips})
        count = "1 fact could" if facts == 1 else f"{facts} facts could each"
        return f"{count} change who leads, alone: if {what}."
    return f"No single answer would change who leads, but pairs would: if {what}."


def _if_answered(model: DecisionModel, flip: FactFlip) -> str:
    return " and ".join(_change(model, change) for change in flip.changes)


def _change(model: DecisionModel, change: Change) -> str:
    fact = model.facts[change.fact]
    return f"“{fact.ask}” were answered “{fact.answers[change.after].says}”"


def rests_on(robustness: Robustness) -> str:
    """Return in words which claims the lead does not survive without."""
    model, standing = _model(robustness), robustness.finding.standing
    needed = [claim for claim in robustness.claims if claim.flips]
    ahead = named(model, standing.ahead)
    if not needed:
        return f"The lead of {ahead} survives without any one claim."
    first = needed[0]
    entry = model.evidence[first.evidence]
    kind = {
        "opinion": "an opinion",
        "experience": "an experience",
        "figure": "a figure",
        "regulation": "a regulation",
        "guidance": "guidance",
    }[entry.kind]
    more = len(needed) - 1
    rest = f" {more} other claim{'s' if more > 1 else ''} would do the same." if more else ""
    other, by = named(model, standing.behind), in_points(first.margin_without)
    return (
        f"The lead of {ahead} rests on {first.evidence}, {kind} ({entry.by}): without it {other} "
        f"would be ahead by {by}.{rest}"
    )


def weight_to_move(robustness: Robustness) -> str:
    """Return in words the least weight that would have to move, from what and into what."""
    model, flip = _model(robustness), robustness.cheapest_flip
    if flip is None:
        return "No weights would change who leads."
    if not flip.sources:
        into = model.criteria[flip.into].name
        return f"The two are level; any weight moved to {into} puts {named(model, flip.to)} ahead."
    names = listed([model.criteria[name].name for name in flip.sources])
    moved = flip.moved * 100
    what = f"{in_points(moved) if moved >= 0.5 else 'less than half a point'} in 100"
    return (
        f"Moving {what} of the weight from {names} to {model.criteria[flip.into].name} would "
        f"bring {named(model, flip.to)} level."
    )


def one_way(robustness: Robustness) -> str:
    """Return in words how many criteria could change the leader alone, and which is nearest."""
    model, rows = _model(robustness), robustness.switching
    turned = sorted(
        (row for row in rows if row.at is not None), key=lambda row: abs((row.at or 0) - row.share)
    )
    if not turned:
        return "No criterion's weight, moved alone, would change who leads."
    count = f"{len(turned)} of {len(rows)} weights, each moved alone, would change who leads"
    return f"{count}; the nearest is {_turn(model, turned[0])}."


def _turn(model: DecisionModel, row: Switching) -> str:
    return (
        f"{model.criteria[row.criterion].name}, from {fixed(row.share * 100)}% of the weight to "
        f"{fixed((row.at or 0) * 100)}%"
    )


def ask_first(robustness: Robustness) -> str:
    """Return in words which open fact to ask about next, and what its answer may do."""
    model, asks = _model(robustness), robustness.ask_next
    if not asks:
        return "Every fact is answered, so nothing is left to ask."
    first = asks[0]
    fact = model.facts[first.fact]
    who = f" of {fact.who}" if fact.who else ""
    count = len(robustness.finding.standing.table.readings[first.fact].possible)
    flips = round(first.flips * count)
    if count == 1:
        would = "would" if flips else "would not"
        return (
            f"Ask next{who}: “{fact.ask}” Its only answer still possible {would} change who leads."
        )
    does = (
        f"{flips} of its {count} answers would change who leads"
        if flips
        else "No answer of it would change who leads"
    )
    return (
        f"Ask next{who}: “{fact.ask}” {does}, and its answers lie {in_points(first.swing)} apart."
    )


def not_compared(robustness: Robustness) -> str | None:
    """Return in words that no weights can compare the pair where one, or neither, can be chosen."""
    standing = robustness.finding.standing
    able = {standing.ahead, standing.behind} & {*robustness.options}
    if len(able) == 2:
        return None
    which = "One" if able else "Neither"
    cannot = "can't be" if able else "can be"
    return f"{which} of the two {cannot} chosen, so no weights can compare them."


def any_weights(robustness: Robustness) -> str:
    """Return in words how often the pair's leader is ahead over all weights, and ranked ones."""
    model, standing = _model(robustness), robustness.finding.standing
    ahead, behind = standing.ahead, standing.behind
    if sentence := not_compared(robustness):
        return sentence
    pairs = robustness.named(robustness.any_weights.pairs)[ahead][behind]
    ranked = robustness.named(robustness.ranked_weights.pairs)[ahead][behind]
    varied = robustness.named(robustness.all_varied)[ahead][behind]
    return (
        f"{named(model, ahead)} is ahead of {named(model, behind)} under {of_100(pairs)} of all "
        f"possible weights, under {of_100(ranked)} of those that keep this order of importance, "
        f"and in {of_100(varied)} draws where weights, scores and open facts all vary."
    )


def around(robustness: Robustness, found: Around) -> str:
    """Return in words how often the pair's leader is ahead with weights near the stated ones."""
    model, standing = _model(robustness), robustness.finding.standing
    ahead, behind = standing.ahead, standing.behind
    if sentence := not_compared(robustness):
        return sentence
    places = [robustness.options.index(option) for option in (ahead, behind)]
    heaviest = max(standing.shares, key=lambda name: standing.shares[name])
    low, high = (round(100 * share) for share in found.spread)
    return (
        f"With weights drawn around the stated ones, {named(model, ahead)} is ahead of "
        f"{named(model, behind)} in {of_100(float(found.pairs[places[0], places[1]]))} draws. The "
        f"heaviest weight, {lowered(model.criteria[heaviest].name)} at "
        f"{round(100 * standing.shares[heaviest])} in 100, then mostly lies between {low} and "
        f"{high}."
    )


def never_best(robustness: Robustness) -> list[str]:
    """Return in words which options no weights make best, and how close they come."""
    model = _model(robustness)
    return [
        f"No weights make {named(model, one.option)} best at the scores as stated; at the closest, "
        f"{listed([named(model, rival) for rival in one.by])} "
        f"{'leads' if len(one.by) == 1 else 'lead'} it by {in_points(one.short_by)}."
        for one in robustness.dominated
    ]


def what_ifs(robustness: Robustness) -> list[str]:
    """Return in words who leads, and by how much, under each of the model's what-ifs."""
    model, standing = _model(robustness), robustness.finding.standing
    sentences = []
    for name, side in robustness.finding.what_ifs.items():
        same = side.leader == standing.ahead or abs(side.margin) <= TIE
        changed = "" if same else ", which changes the leader"
        then = lead(model, side.leader, side.margin)
        sentences.append(f"{model.what_ifs[name].says.rstrip('.')}: {then}{changed}.")
    return sentences


def _model(robustness: Robustness) -> DecisionModel:
    return robustness.finding.standing.table.model


def left_out(robustness: Robustness) -> str:
    """Return in words which options no rank is counted for; nothing where there is none."""
    table = robustness.finding.standing.table
    barred = [named(table.model, name) for name, free in table.available.items() if free == "no"]
    if not barred:
        return ""
    return f"Left out, as {'it' if len(barred) == 1 else 'they'} can’t be chosen: {listed(barred)}."
