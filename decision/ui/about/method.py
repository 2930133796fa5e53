"""Method: how the answer is computed, with a worked line, and what it can't tell."""

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
    """Say how the answer is computed, and what it can't tell."""
    evaluation = session.evaluation()
    model = evaluation.model
    st.markdown(
        "The tool adds up judgements in the open. It supports a decision and never makes one: a "
        "costed appraisal and consultation with staff still follow."
    )
    st.subheader("From answers to a verdict")
    st.markdown(
        "1. **Scores.** On each criterion each option has a start score from 0, the worst that is "
        "realistic, to 100, the best. Each answer, and each item of a checklist, moves some scores "
        "up or down, and each move has a reason and a source. Scores stop at 0 and at 100. An "
        "answer of “don't know” moves nothing.\n"
        "2. **Weights.** Each criterion has a weight: how much its lift from worst to best counts "
        "beside the others. The weights are turned into shares that sum to 1.\n"
        "3. **Totals.** An option's total is the sum of share × score.\n"
        "4. **Course, then form.** Options that are ways of doing the same thing are forms of one "
        "course. The best option that can be chosen leads, and its course with it. The margin is "
        "the leader's total less that of the best option of any other course. A second line sets "
        "the two plain options side by side, whichever form leads. An option that needs something "
        "is compared as if it were agreed until an answer refuses it; one without an option to "
        "fall back to can be chosen only once it is agreed.\n"
        f"5. **What is uncertain.** A start score has a range that follows the evidence behind it. "
        f"The tool runs {DRAWS:,} simulations. Each draws a start score from each range, and an "
        f"answer, each equally likely, for every question that is open; each unknown item of a "
        f"checklist is yes or no, and a disputed answer is one of the two. "
        f"{_spread(model.shift_spread)}The bar on a chart holds 90 of 100 simulations. In each, a "
        f"course stands on its best option that can be chosen there.\n"
        f"6. **The word.** It is “too early to say” while a question is open, the course leads in "
        f"fewer than {CLEAR * 100:.0f} of 100 simulations, and knowing every answer would add "
        f"{ASKING * 100:.0f} or more ({ASKING_IF_CLOSE * 100:.0f} where it would else be too close "
        f"to call). “Clear” needs a margin of at least {NEAR:.0f} points, the course ahead in "
        f"{CLEAR * 100:.0f} of 100 simulations, every key question answered, somebody's own "
        f"weights, no duty of the leader unmet, and the same course under every what-if and for "
        f"every role that weighed. “Probable” needs {NEAR:.0f} points and {LEANING * 100:.0f} of "
        f"100. Anything less is “too close to call”, and so is a panel whose mean of people and "
        f"mean of roles put different courses ahead.\n"
        f"7. **What to ask.** Each open question is put to {ASKED:,} of the simulations, answer by "
        f"answer. Its worth is how many points better the course would be, on average, that one "
        f"would choose on knowing the answer."
    )
    _worked()
    if _about_pacs():
        _study()
    st.subheader("What the numbers can't tell")
    st.markdown(
        "- **Only differences mean something.** The scale has no true zero, so 60 is 20 points "
        "more than 40, and that is all it is.\n"
        "- **Adding up has a price.** A good score on one criterion makes up for a bad one on "
        "another. What must not be traded off is a duty, shown beside the scores and never in "
        "them.\n"
        "- **The start scores are judgements.** The evidence gives directions and seldom sizes. "
        "Any score can be overruled, with a reason.\n"
        "- **An open question is treated as a fair draw among its answers**, which is a way of "
        "saying that nobody knows. It is no forecast.\n"
        "- **The simulations needn't centre on the totals.** An open checklist moves no total, but "
        "half its items are drawn as in place. So what is known and what is likely can differ, and "
        "the result says so where they disagree.\n"
        "- **More forms help a little.** A course takes its best form in each simulation, which on "
        "average favours a course with more forms by a fraction of a point.\n"
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
        f"The size of every move is uncertain too, by up to {fixed(spread * 100, 0)}% either way, "
        f"alike for all moves of one question. "
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
