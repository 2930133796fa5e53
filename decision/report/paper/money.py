"""What the case says of costs, beside the scores and never in them."""

from __future__ import annotations

from decision.numeric import TIE
from decision.report.paper.blocks import Block, Gap, Heading, Para, Table, tenth
from decision.report.paper.paper_data import PaperData, who
from decision.sentences.phrases import in_points

YEARS = 5  # what a board's finance section covers
# Why no option has a cost per point, beside there being no baseline; others are an option's own.
BASELINE_NOT_STATED = "the baseline’s cost is not fully stated"


def pounds(amount: float) -> str:
    """Give an amount of money in whole pounds.

    >>> pounds(18000), pounds(-250.4)
    ('£18,000', '−£250')
    """
    whole = f"£{abs(amount):,.0f}"
    return f"−{whole}" if amount <= -0.5 else whole


def five_years(basis: PaperData, option: str) -> float | None:
    """Give one-off + 5 × yearly; None where either is not stated."""
    cost = basis.case.costs.get(option)
    if cost is None or cost.one_off is None or cost.yearly is None:
        return None
    return cost.one_off + YEARS * cost.yearly


def five_year_cell(basis: PaperData, option: str) -> str:
    """Give the five-year cost as a table has it."""
    cost = five_years(basis, option)
    return "not stated" if cost is None else pounds(cost)


def per_point(basis: PaperData, option: str) -> float | None:
    """Give the pounds over five years that each point above the baseline costs.

    (its five-year cost − the baseline's) / (its total − the baseline's). None where a cost
    is missing, where the option does not score more than the baseline, or where it costs
    no more.

    Source: Scottish health option appraisal, appendix A3: cost per point against the
    baseline.
    """
    base = basis.baseline
    if base is None or option == base:
        return None
    cost, before = five_years(basis, option), five_years(basis, base)
    gained = basis.standing.totals[option] - basis.standing.totals[base]
    if cost is None or before is None or gained <= TIE or cost - before <= 0:
        return None
    return (cost - before) / gained


def rounded(amount: float) -> float:
    """Give an amount to two figures: a rate is no firmer than the score that it stands on.

    >>> rounded(111461.3), rounded(0.0)
    (110000.0, 0.0)
    """
    return float(f"{amount:.1e}")


def why_no_rate(basis: PaperData, option: str) -> str:
    """Say why a cost per point can't be stated; nothing where it can."""
    base = basis.baseline
    if base is None:
        return basis.why_no_baseline
    if option == base:
        return "this is the baseline"
    cost, before = five_years(basis, option), five_years(basis, base)
    if cost is None:
        return "its cost is not fully stated"
    if before is None:
        return BASELINE_NOT_STATED
    gained = basis.standing.totals[option] - basis.standing.totals[base]
    if gained <= TIE:
        level = "the same as" if abs(gained) <= TIE else "less than"
        return f"it scores {level} the baseline"
    return "it costs no more than the baseline" if cost - before <= 0 else ""


def in_short(basis: PaperData) -> str:
    """Say in one sentence what the money is."""
    stated = {option: five_years(basis, option) for option in _shown(basis)}
    known = {option: cost for option, cost in stated.items() if cost is not None}
    if not known:
        return "The case states no full cost for any option; finance has still to be worked out."
    preferred = basis.preferred
    if preferred not in known:
        return f"Costs over five years are stated for {len(known)} of {len(stated)} options."
    said = f"{basis.name(preferred)} costs {pounds(known[preferred])} over five years"
    base = basis.baseline
    if base in known and base != preferred:
        over = known[preferred] - known[base]
        if pounds(over) == pounds(0):
            said += ", as much as the baseline"
        else:
            than = "more" if over >= 0 else "less"
            said += f", {pounds(abs(over))} {than} than the baseline"
    return f"{said}. Costs stand beside the score, never in it."


def section(basis: PaperData) -> list[Block]:
    """Give the finance section."""
    blocks: list[Block] = [
        Heading("Finance over five years", numbered=True),
        Para(
            f"Costs stand beside the score and are no part of it. The five-year cost is the "
            f"one-off cost plus {YEARS} times the yearly cost: a plain sum in today’s pounds, with "
            f"no discounting, inflation or pay awards."
        ),
    ]
    if basis.case.costs:
        blocks += [_table(basis), *_rates(basis)]
    else:
        blocks.append(Para("The case holds no costs, so no cost per point can be stated."))
    for prompt in (
        "the costs that are missing above, from the finance department",
        "the five years one by one, discounted, with pay awards and VAT",
        "where the money comes from, and whether it is recurrent",
        "what is saved, by whom, and who has agreed that it can be taken out of a budget",
    )[0 if _missing(basis) else 1 :]:
        blocks.append(Gap(prompt))
    return blocks


def _shown(basis: PaperData) -> list[str]:
    """Return the options that a cost is asked for: those compared, and those that have one."""
    return [
        option
        for option in basis.model.options
        if option in basis.compared or option in basis.case.costs
    ]


def _missing(basis: PaperData) -> bool:
    return any(five_years(basis, option) is None for option in _shown(basis))


def _table(basis: PaperData) -> Table:
    rows = []
    for option in _shown(basis):
        cost, rate = basis.case.costs.get(option), per_point(basis, option)
        total = f"{tenth(basis.standing.totals[option])} points"
        rows.append(
            (
                f"{basis.label(option)} ({total})",
                "not stated" if cost is None or cost.one_off is None else pounds(cost.one_off),
                "not stated" if cost is None or cost.yearly is None else pounds(cost.yearly),
                five_year_cell(basis, option),
                why_no_rate(basis, option) if rate is None else f"about {pounds(rounded(rate))}",
                who(cost.by if cost else None, "who stated it"),
                (cost.note if cost else None) or "",
            )
        )
    return Table(
        "Costs as the case states them, and the cost of each point above the baseline",
        (
            "Option (total)",
            "One-off",
            "Each year",
            "Five years",
            "Per point above the baseline, over five years",
            "Stated by",
            "Note",
        ),
        tuple(rows),
        (0.20, 0.11, 0.11, 0.12, 0.15, 0.14, 0.17),
        figures=(1, 2, 3),
    )


def _rates(basis: PaperData) -> list[Block]:
    """Say each cost per point in a sentence, and that it carries the score's own doubt."""
    base, said = basis.baseline, []
    for option in _shown(basis):
        rate = per_point(basis, option)
        if rate is None or base is None:
            continue
        gained = basis.standing.totals[option] - basis.standing.totals[base]
        over = (five_years(basis, option) or 0) - (five_years(basis, base) or 0)
        said.append(
            f"{basis.name(option)} costs {pounds(over)} more than the baseline over five years "
            f"and scores {in_points(gained)} more: about {pounds(rounded(rate))} a point."
        )
    if not said:
        why = {
            option: reason
            for option in _shown(basis)
            if option != base and (reason := why_no_rate(basis, option))
        }
        if set(why.values()) in ({basis.why_no_baseline}, {BASELINE_NOT_STATED}):
            return [Para(f"No cost per point can be stated: {next(iter(why.values()))}.")]
        each = [f"{basis.name(option)}: {reason}." for option, reason in why.items()]
        return [Para(f"No cost per point can be stated. {' '.join(each)}")] if each else []
    said.append(
        "A point is worth what the weights say it is, so this figure is as uncertain as the "
        "score it stands on."
    )
    return [Para(" ".join(said))]
