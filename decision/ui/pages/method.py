"""Method: how the answer is computed, with a worked line, and what it can't tell."""

from __future__ import annotations

import streamlit as st

from decision.evaluation.additive import differences
from decision.evaluation.verdict import CLEAR, LEANING, NEAR
from decision.numeric import DRAWS, TIE
from decision.sentences.phrases import named
from decision.ui.state import session
from decision.wording.numbers import fixed
from decision.wording.text import plain


def page() -> None:
    evaluation = session.evaluation()
    model = evaluation.model
    st.title("Method")
    st.markdown(
        "The tool adds up judgements in the open. It supports a decision and never makes one: a "
        "costed appraisal and consultation with staff still follow."
    )
    st.subheader("From answers to a verdict")
    st.markdown(
        "1. **Scores.** On each criterion each option has a start score from 0, the worst that is "
        "realistic, to 100, the best. Each answer moves some scores up or down, and each move has "
        "a reason and a source. Scores stop at 0 and at 100. An answer of “don't know” moves "
        "nothing.\n"
        "2. **Weights.** Each criterion has a weight: how much its lift from worst to best counts "
        "beside the others. The weights are turned into shares that sum to 1.\n"
        "3. **Totals.** An option's total is the sum of share × score. The margin is the leader's "
        "total less the other's.\n"
        f"4. **What is uncertain.** A start score has a range that follows the evidence behind it. "
        f"The tool draws {DRAWS:,} times: a start score from each range, and an answer, each "
        f"equally likely, for every fact that is open. The bar on a chart holds 90 of 100 draws.\n"
        f"5. **The word.** “Clear” needs a margin of at least {NEAR:.0f} points, the leader ahead "
        f"in {CLEAR * 100:.0f} of 100 draws, and the same leader under every what-if and for every "
        f"role that weighed. “Leaning” needs {NEAR:.0f} points and {LEANING * 100:.0f} of 100. "
        f"Anything less is “too close to call”, and so is a panel whose mean of people and mean "
        f"of roles put different options ahead. While a key fact is open, it is “not enough known "
        f"yet”."
    )
    _worked()
    st.subheader("What the numbers can't tell")
    st.markdown(
        "- **Only differences mean something.** The scale has no true zero, so 60 is 20 points "
        "more than 40, and that is all it is.\n"
        "- **Adding up has a price.** A good score on one criterion makes up for a bad one on "
        "another. What must not be traded off is a duty, shown beside the scores and never in "
        "them.\n"
        "- **The start scores are judgements.** The evidence gives directions and seldom sizes. "
        "Any score can be overruled, with a reason.\n"
        "- **An open fact is treated as a fair draw among its answers**, which is a way of saying "
        "that nobody knows. It is no forecast.\n"
        "- **It has not been validated.** It is fitted to what a few sites say of themselves."
    )
    st.subheader("Who is speaking")
    st.markdown(
        "- **Survivors speak.** Sites that moved and did well say so in public. A site where a "
        "move went badly, or a team that no longer exists, has no one to post for it. Nobody "
        "reports a bad move at first hand here, and that is no sign that there are none.\n"
        "- **Size is tangled up with the move.** The sites that moved and report well run four or "
        "five hospitals. Their scale explains the outcome as well as the move does.\n"
        "- **Cause is read backwards.** Where a site reports that its move went well, its host's "
        "readiness is inferred from that.\n"
        "- **People speak for their own desks.** Most of those quoted lead a PACS team, and so may "
        "whoever fills this in. Write down the role behind every answer, and let the other "
        "department fill in a case of its own: the page “Your site” lays two cases side by side."
        if _about_pacs()
        else "- **Write down the role behind every answer.** Whoever fills this in may have "
        "something to gain from it. Let another party fill in a case of its own: the page “Your "
        "site” lays two cases side by side."
    )
    st.subheader("Sources")
    st.markdown(
        "The additive value model: Keeney and Raiffa, *Decisions with multiple objectives* (1976). "
        "Swing weights: von Winterfeldt and Edwards, *Decision analysis and behavioral research* "
        "(1986). Rank-order centroid: Barron and Barrett, *Management Science* 42(11), 1996. "
        "Conduct: *Multi-criteria analysis: a manual* (DCLG, 2009), and the Green Book "
        "supplementary guidance on multi-criteria decision analysis (2024)."
    )
    st.caption(f"Model fingerprint {model.fingerprint[:16]}… · {plain(model.title)}")


def _about_pacs() -> bool:
    return session.work().model_data is None


def _worked() -> None:
    """Show one line of arithmetic with this case's own numbers."""
    standing = session.evaluation().standing
    session.result_seen()
    model, table = standing.table.model, standing.table
    name = max(differences(standing).items(), key=lambda item: abs(item[1]))[0]
    share = standing.shares[name]
    ours, theirs = (table.cells[name][side].score for side in (standing.ahead, standing.behind))
    st.subheader("One line of it, with this case's numbers")
    st.markdown(
        plain(
            f"{model.criteria[name].name} has {fixed(share * 100)}% of the weight. On it "
            f"{named(model, standing.ahead)} scores {ours:g} and {named(model, standing.behind)} "
            f"{theirs:g}."
        )
    )
    st.markdown(
        f"**{fixed(share, 4)} × ({ours:g} − {theirs:g}) = "
        f"{fixed(share * (ours - theirs), 2)} points**".replace("-", "−")
    )
    ahead, behind = named(model, standing.ahead), named(model, standing.behind)
    count, margin = len(model.criteria), f"{fixed(abs(standing.margin), 2)} points"
    whole = f"The same sum over all {count} criteria" if count > 1 else "As the only criterion, it"
    if standing.margin < -TIE:
        lead = f"−{margin}. {ahead} leads all the same, because {behind} can't be chosen."
    else:
        lead = f"{margin} for {ahead}."
    st.markdown(plain(f"{whole} gives the margin: {lead}"))


page()
