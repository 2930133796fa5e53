"""Method: how the result is computed, with a worked line, and what it can't tell."""

from __future__ import annotations

import streamlit as st

from decision.evaluation.additive import differences
from decision.evaluation.verdict import ASKING, ASKING_IF_CLOSE, CLEAR, LEANING, NEAR
from decision.numeric import DRAWS
from decision.sensitivity.information import ASKED
from decision.sentences.phrases import named
from decision.ui import assets
from decision.ui.state import session
from decision.wording.numbers import fixed
from decision.wording.text import plain

# A table of nine columns has to fit a page that is enlarged: one that scrolls sideways can't be
# reached by keyboard.
STYLE = """<style>
.st-key-study table { width: 100%; table-layout: fixed; font-size: 0.75rem }
.st-key-study th, .st-key-study td { overflow-wrap: break-word; padding: 0.15rem 0.25rem }
.st-key-study th:first-child:nth-last-child(2) { width: 80% }
@media (max-width: 800px) {
  .st-key-study table { font-size: 0.7rem }
  .st-key-study th, .st-key-study td { padding: 0.15rem 0.05rem }
  .st-key-study th:first-child:nth-last-child(n + 5) { width: 24% }
  .st-key-study th:first-child:nth-last-child(n + 5) ~ th {
    writing-mode: vertical-rl;
    white-space: nowrap;
  }
}
</style>"""


def section() -> None:
    """Say how the result is computed, and what it can't tell."""
    evaluation = session.evaluation()
    model = evaluation.model
    st.markdown(
        "The tool adds up judgements in the open. A costed appraisal and consultation with staff "
        "still follow."
    )
    st.subheader("From answers to a result")
    st.markdown(
        "1. **Scores.** On each criterion an option starts between 0, the worst realistic, and "
        "100, the best. Each answer or ticked item moves some scores, never past 0 or 100. “Don't "
        "know” moves nothing.\n"
        "2. **Weights.** A weight says how much the change from worst to best counts. As shares, "
        "the weights sum to 1.\n"
        "3. **Totals.** An option's total is the sum of share × score.\n"
        "4. **Course, then form.** Options that do the same thing in different ways are forms of "
        "one course. The best option that can be chosen leads. The margin is its total less that "
        "of the best option of any other course. What an option needs counts as agreed until an "
        "answer refuses it, where it has an option to fall back to; else, only once it is agreed.\n"
        f"5. **Simulations.** Each start score has a range that follows its evidence. The tool "
        f"runs {DRAWS:,} simulations. Each takes a score from every range, an answer at random "
        f"for every open question or item, and one side of every dispute. "
        f"{_spread(model.shift_spread)}The bar on a chart holds 90 of 100 simulations.\n"
        f"6. **The word.** The first of these that fits:\n"
        f"    - “Too early to say”: the course is ahead in fewer than {CLEAR * 100:.0f} of 100 "
        f"simulations, and knowing every answer would raise that by {ASKING * 100:.0f} or more "
        f"({ASKING_IF_CLOSE * 100:.0f} where it would else be too close to call).\n"
        f"    - “Too close to call”: a margin under {NEAR:.0f} points, the course ahead in fewer "
        f"than {LEANING * 100:.0f} of 100 simulations, or a panel whose mean of people and mean of "
        f"roles put different courses ahead.\n"
        f"    - “Clear”: the course ahead in {CLEAR * 100:.0f} of 100 simulations, every key "
        f"question answered, somebody's own weights, no duty of the leader unmet, and the same "
        f"course ahead under every what-if and for every role that weighed.\n"
        f"    - “Probable”: all else.\n"
        f"7. **What to ask.** Each answer to an open question is tried in {ASKED:,} simulations. "
        f"The question's worth is how many points better a choice would be, on average, for "
        f"knowing the answer."
    )
    _worked()
    if _about_pacs():
        _study()
    st.subheader("What the numbers can't tell")
    st.markdown(
        "- **Only differences mean something.** 60 is 20 points more than 40, and not half as much "
        "again.\n"
        "- **A good score makes up for a bad one.** What must not be traded off is a duty, and "
        "never scored.\n"
        "- **The start scores are judgements.** The evidence gives directions and seldom sizes.\n"
        "- **An open question is no forecast.** Its answers count as equally likely. An open "
        "checklist moves no total, yet the simulations tick half its items on average. Where the "
        "two disagree, the result says so.\n"
        "- **More forms help a little.** Each simulation takes a course's best form, which favours "
        "a course with more of them by a fraction of a point.\n"
        "- **Nobody has validated it.** It is fitted to what a few sites say of themselves."
    )
    st.subheader("Who is speaking")
    st.markdown(
        "- **Survivors speak.** Sites that did well say so in public. Nobody here reports a bad "
        "move at first hand, and that is no sign that there are none.\n"
        "- **Size goes with the move.** The sites that moved and report well run four or five "
        "hospitals, which explains their outcome as well as the move does.\n"
        "- **Cause is read backwards.** Where a move went well, we infer that the host was ready.\n"
        "- **People speak for their own desks.** Most of those quoted lead a PACS team. Let the "
        "other department fill in its own case. **Compare** sets the two side by side."
        if _about_pacs()
        else "- **People speak for their own desks.** Let another party fill in its own case. "
        "**Compare** sets the two side by side."
    )
    st.expander("Sources").markdown(
        "Adding up: Keeney and Raiffa, *Decisions with multiple objectives* (1976). Swing weights: "
        "von Winterfeldt and Edwards, *Decision analysis and behavioral research* (1986). "
        "Rank-order centroid: Barron and Barrett, *Management Science* 42(11), 1996. Conduct: "
        "*Multi-criteria analysis: a manual* (DCLG, 2009), and the Green Book supplementary "
        "guidance (2024)."
    )
    st.caption(f"Model fingerprint {model.fingerprint[:16]}… · {plain(model.title)}")


def _study() -> None:
    """Show what the shipped model does on simulated sites, as the study wrote it."""
    title, _, text = assets.STUDY.read_text("utf-8").partition("\n")
    st.html(STYLE)
    with st.expander(title.removeprefix("# ")), st.container(key="study"):
        st.markdown(text.replace("\n## ", "\n#### "))


def _about_pacs() -> bool:
    return session.work().model_data is None


def _spread(spread: float) -> str:
    """Return how uncertain the sizes of moves are; nothing where the model says nothing of it."""
    if not spread:
        return ""
    return (
        f"What a question's answers move varies too, by up to {fixed(spread * 100, 0)}% either "
        f"way. "
    )


def _worked() -> None:
    """Show one line of arithmetic with this case's own numbers."""
    standing = session.evaluation().standing
    leader, rival, margin = standing.leader, standing.rival, standing.margin
    session.result_seen()
    st.subheader("One line of it, with this case's numbers")
    if leader is None or rival is None or margin is None:
        st.markdown("Fewer than two courses can be chosen in this case, so there is no margin.")
        return
    model, table = standing.table.model, standing.table
    gaps = differences(standing, leader, rival)
    name = max(gaps, key=lambda name: abs(gaps[name]))
    share = standing.shares[name]
    ours, theirs = (table.cells[name][option].score for option in (leader, rival))
    ahead, behind = named(model, leader), named(model, rival)
    st.markdown(
        plain(
            f"{model.criteria[name].name} has {fixed(share * 100)}% of the weight. On it "
            f"{ahead} scores {ours:g} and {behind} {theirs:g}."
        )
    )
    st.markdown(
        f"**{fixed(share, 4)} × ({ours:g} − {theirs:g}) = "
        f"{fixed(share * (ours - theirs), 2)} points**".replace("-", "−")
    )
    count = len(model.criteria)
    whole = f"The same sum over all {count} criteria" if count > 1 else "As the only criterion, it"
    st.markdown(plain(f"{whole} gives the margin: {fixed(margin, 2)} points for {ahead}."))
