"""What the case says of costs, beside the scores and never in them."""

from __future__ import annotations

from decision.numeric import TIE
from decision.report.paper.blocks import Block, Heading, Para, Table, tenth
from decision.report.paper.paper_data import PaperData
from decision.wording.text import cut_at_word

YEARS = 5  # what a board's finance section covers


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
        return "the baseline’s cost is not fully stated"
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
        elif pounds(known[base]) == pounds(0):
            said += "; the baseline costs nothing more"
        else:
            than = "more" if over >= 0 else "less"
            said += f", {pounds(abs(over))} {than} than the baseline"
    return f"{said}. Costs stand beside the score, never in it."


def section(basis: PaperData) -> list[Block]:
    """Return the finance section: a table and what it stands on; nothing without costs."""
    if not basis.case.costs:
        return []
    return [
        Heading("Money over five years", numbered=True),
        Para(
            f"The five-year cost is the one-off cost plus {YEARS} times the yearly cost: a plain "
            f"sum in today’s pounds, with no discounting, inflation or pay awards."
        ),
        table(basis),
        Para(
            "A point is worth what the weights say it is, so a cost per point is as uncertain as "
            "the score it stands on.",
            tone="note",
        ),
    ]


def _shown(basis: PaperData) -> list[str]:
    """Return the options that a cost is asked for: those compared, and those that have one."""
    return [
        option
        for option in basis.model.options
        if option in basis.compared or option in basis.case.costs
    ]


def table(basis: PaperData, full: bool = False) -> Table:
    """Return the costs of each option; `full` with the notes on them."""
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
                cut_at_word((cost.by if cost else None) or "not stated", 80),
                *(((cost.note if cost else None) or "",) if full else ()),
            )
        )
    return Table(
        "Costs as the case states them, and the cost of each point above the baseline",
        (
            "Option (total)",
            "One-off",
            "Each year",
            "Five years",
            "Per point above the baseline",
            "Stated by",
            *(("Note",) if full else ()),
        ),
        tuple(rows),
        (0.2, 0.11, 0.11, 0.12, 0.14, 0.14, 0.18) if full else (0.28, 0.11, 0.11, 0.12, 0.2, 0.18),
        figures=(1, 2, 3),
        together=True,
    )
