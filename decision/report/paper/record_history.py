"""The case's history in words: each change, and whether weights moved after the result."""

from __future__ import annotations

from decision.history import changes, versions, weights_after_result
from decision.model.case import Change
from decision.report.paper.paper_data import PaperData
from decision.wording.text import cut_at_word

MOST = 12  # sentences of one change; the app shows all of them
LONG = 400  # characters of one sentence


def weights_after(basis: PaperData) -> str:
    """Say whether the weights were changed after the result was seen, and what that rests on."""
    return _told(weights_after_result(basis.model, basis.case).sentences)


def changed(basis: PaperData) -> list[tuple[Change, str]]:
    """Give each change with what it changed, in sentences."""
    kept = versions(basis.case)
    found = []
    for place, change in enumerate(basis.case.history):
        before = kept[place].case
        later = (version.case for version in kept[place + 1 :])
        after = next((case for case in later if case is not None), None)
        if before is None or after is None:
            found.append((change, "What it was before is not recorded."))
        else:
            found.append((change, _told(changes(basis.model, before, after))))
    return found


def _told(sentences: list[str] | tuple[str, ...]) -> str:
    said = [cut_at_word(sentence, LONG) for sentence in sentences[:MOST]]
    if len(sentences) > MOST:
        said.append(f"And {len(sentences) - MOST} more, in the app's page Record.")
    return " ".join(said)
