"""The texts of the sentences that the app and the one file's script both make, each once.

A name in braces is filled in. What is filled in is never itself read as a template, so a name
that holds braces comes out as it stands. A pair is the text for one and that for several.
"""

from __future__ import annotations

from decision.evaluation.fact_effects import MEAN_EFFECT, NOT_SO  # noqa: F401 (exported)
from decision.evaluation.scores import (  # noqa: F401 (exported)
    CLIPPED,
    NO_REASON,
    OVERRULED_BY,
    WORTH_THIS,
)

Pair = tuple[str, str]

# Numbers and names
NO_POINTS = "0 points"
UNDER_HALF = "less than half a point"
ABOUT: Pair = ("about {count} point", "about {count} points")
OF_100 = "{count} of 100"
ALMOST_ALL = "more than 99 of 100"
ALMOST_NONE = "fewer than 1 of 100"
PERCENT = "{part}%"
HARDLY_ANY = "under 0.1%"
QUOTED = "“{text}”"
QUESTION = "{text}?"
IS_THAT_SO = "{item}. Is that so?"

# Who leads, as a clause
NOTHING_CHOOSABLE = "nothing can be chosen"
ONLY_COURSE = "only {course} can be chosen"
COURSES_LEVEL = "the courses are level"
LEADS_BY = "{option} leads by {by}"

# The headline
NONE_CAN = "No option can be chosen as the facts stand."
ONLY_ONE = "Only {one} can be chosen."
AGREED = "{best}, if agreed"
AGREED_WITHIN = "{best}, if agreed,"
NARROWLY = "{course}, narrowly as {best}"
BEST = {"clear": "Best: {best}.", "leaning": "Probably best: {best}."}
BEST_ON = {"clear": "On {basis}: {best}.", "leaning": "On {basis}: probably {best}."}
ANSWERS: Pair = ("{count} answer", "{count} answers")
PRESET = "preset weights"
FIRST_ANSWER: Pair = (
    "Too early to say. Answer {count} question for a first result.",
    "Too early to say. Answer {count} questions for a first result.",
)
NOT_SURE = {
    "unknown": "Too early to say. {best} is ahead.",
    "close": "Too close to call. {best} is just ahead.",
}
NOT_SURE_LEVEL = {
    "unknown": "Too early to say: {courses} are level.",
    "close": "Too close to call: {courses} are level.",
}

# Two options, and the two as they are
SAME_TOTAL = "{one} and {other} have the same total."
APART = "{one} is {by} ahead of {other}."
LEVEL = "{one} and {other} are level."
FORMS = {
    "clear": "{one} is clearly better than {other}, by {by}.",
    "leaning": "{one} is probably better than {other}, by {by}.",
    "close": "{one} and {other} are too close to call: {by} apart.",
    "unknown": "{one} is {by} ahead of {other}, but whether {unsure} can be had is not settled.",
}
NEITHER = "Neither {one} nor {other} can be chosen as it is."
PLAIN_ONLY = "Side by side as they are, only {one} can be chosen, and not {other}."
PLAIN_LEVEL = "Side by side as they are, {one} and {other} are level."
PLAIN_APART = "Side by side as they are, {one} is {by} ahead of {other}."

# How sure it is
NOTHING_UNCERTAIN = "No score has a range and no question is open, so nothing here is uncertain."
LEADS_IN = "Allowing for what is uncertain, {course} leads in {often} simulations: {margins}."
DISAGREE = (
    "What is known and what is likely disagree: the figures as stated put {course} ahead, but "
    "{other} leads in more of the simulations."
)
DISAGREE_LEVEL = (
    "What is known and what is likely disagree: the figures as stated leave the two level, but "
    "{other} leads in more of the simulations."
)
BEHIND = "from {low} behind to {high} behind"
EITHER_SIDE = "from {low} behind to {high} ahead"
AHEAD = "from {low} to {high} ahead"
AHEAD_BY = "{by} ahead"

# Reasons, and what to bear in mind
COUNTS = "What counts most for {option}, in points: {parts}."
COUNTED = "{criterion} ({points})"
COUNTS_FOR_NONE = "No criterion counts for {option}."
NO_CRITERION = "No criterion by itself tells the two apart."
LEFT_OUT = "{option} is not available: {answers}. It is left out of the ranking."
SCORED_AS = "{option} is not available: {answers}. It is scored as {fallback}, and never leads."
WAS_ANSWERED = "“{ask}” was answered “{answers}”"
DEPENDS: Pair = (
    "{option} depends on {asks}, which is not settled.",
    "{option} depends on {asks}, which are not settled.",
)
ONCE_SETTLED: Pair = (
    "{option} can be chosen only once {asks} is settled.",
    "{option} can be chosen only once {asks} are settled.",
)
NOT_MET: Pair = (
    "Not met for {option}: {duties}. This duty is owed whatever the scores say.",
    "Not met for {option}: {duties}. These duties are owed whatever the scores say.",
)
NOT_KNOWN: Pair = (
    "Not known to be met for {option}: {duties}. This duty is owed whatever the scores say.",
    "Not known to be met for {option}: {duties}. These duties are owed whatever the scores say.",
)
OVERRULED = (
    "The score of {option} on {criterion} was overruled by {by}, from {before} to {after}: "
    "{because}."
)
NO_QUESTIONS = "This model asks no questions."
ALL_ANSWERED: Pair = ("The only question is answered.", "All {every} questions are answered.")
UNANSWERED = "{open}. An unanswered question moves no score; it can only widen a range."
OPEN_ONLY = "The only {what} is not answered"
OPEN_ALL = "None of the {every} {what}s is answered"
OPEN: Pair = (
    "{count} of the {every} {what}s is not answered",
    "{count} of the {every} {what}s are not answered",
)
ANY_QUESTION, KEY_QUESTION = "question", "key question"
WEIGHTS = {
    "given": "The weights are those given for this run.",
    "case": "The weights are those of this case.",
    "panel": "The weights are the mean of the panel's last round.",
    "model": "Nobody has weighed this yet: the weights are the ones the model came with.",
}
AGREED_WEIGHTS = {
    "panel-mean": "The weights are the mean of the panel's people, as the panel agreed.",
    "panel-role-mean": "The weights are the mean of the panel's roles, as the panel agreed.",
    "panel-median": "The weights are the median of the panel's people, as the panel agreed.",
    "agreed": "The weights are those that the panel agreed.",
}

# Answers and safeguards
IN_PLACE = "{count} of {every} in place"
NONE_IN_PLACE = "None of them in place"
NO_ANSWER = "not known"
WITH_NUMBER = "{says} ({number})"
WHO_ANSWERS = "{who} answers “{answer}”"
ANSWERED = "Answered “{answer}”"
DISPUTE = "{first}; {second}."
DISPUTE_WHY = "{first}; {second} ({because})."
SAFEGUARD = "{says} ({about})"
OWNER, DUE, SHOWN_BY = "owner: {text}", "due: {text}", "shown by: {text}"

# What holds the verdict back
ASKING_SETTLES = (
    "Asking could settle it: now {now} simulations agree on the course, and with every question "
    "answered about {then} would."
)
ASK_NEXT = "Ask next. {asked}"
ASKED_OF = "{who}: “{text}”"
KEYS_OPEN = "{open}: {asks}"
THIN = "The margin is under {near} points, which is too close to call."
JUST_UNDER = "just under {often}"
MUST_AGREE = {
    "close": "To call it probable, {needed} simulations must agree; here {often} do.",
    "leaning": "To call it clear, {needed} simulations must agree; here {often} do.",
}
UNWEIGHED = "Nobody has weighed the criteria yet."
UNMET = "A duty of {option} is not met: {duties}."
WHAT_IF = "{says}: {lead}."
WHAT_IF_CHANGES = "{says}: {lead}, which changes the course."
BY_ROLE = "By the mean weights of the role “{role}”, {lead}."
BY_OTHER_ROLES = "By the mean weights of the other roles, {lead}."
MEANS_PART = "The mean of all people and the mean of all roles put different courses ahead."
ALL_LEVEL = "{courses} are level."

# What would change it
NOTHING_CHANGES = "No single answer, claim or shift of weight would change the answer."
NO_ANSWERS = "No answer, and no pair of answers, would change the answer."
REVERSES: Pair = (
    "One answer could reverse this: {then}.",
    "Any of {count} answers could reverse this. The largest: {then}.",
)
CHANGES_FORM: Pair = (
    "One answer could change only the form of it: {then}.",
    "Any of {count} answers could change only the form of it. The largest: {then}.",
)
TOGETHER = "No single answer would reverse this, but two together would: {then}."
IF_ANSWERED = "if “{ask}” were answered “{answer}”"
IF_ITEM = "if “{item}” were answered {answer}"
IF_LOST = "{what}, {before} could not be chosen and {leader} would lead"
IF_LEADS = "{what}, {leader} would lead {before} by {by}"
IF_LEVEL = "{what}, {leader} would draw level with {before}"
NO_CLAIMS = "No option can be chosen, so nothing rests on any claim."
SURVIVES = "The lead of {course} survives without any one claim."
CARRIES = {
    "opinion": "One opinion carries this lead: {by}.",
    "experience": "One person's experience carries this lead: {by}.",
    "figure": "One figure carries this lead: {by}.",
    "regulation": "One regulation carries this lead: {by}.",
    "guidance": "One piece of guidance carries this lead: {by}.",
}
MORE_CLAIMS: Pair = (
    "Without one other claim it would change too.",
    "Without any one of {count} other claims it would change too.",
)
IT = "it"
ALL_OF = {
    "person": "all that one person says ({speaker})",
    "source": "all that one source says ({speaker})",
}
WITHOUT_NOTHING = "Without {what}, nothing can be chosen."
WITHOUT_ONLY = "Without {what}, only {leader} can be chosen."
WITHOUT_LEVEL = "Without {what}, {leader} draws level with {course}."
WITHOUT_LEADS = "Without {what}, {leader} leads {course} by {by}."
AT_MOST_ONE = "No weights can compare the courses, since at most one can be chosen."
NO_WEIGHTS = "No weights would change the course."
LEVEL_ALREADY = "{option} is level already, so any change of weight could settle it."
GIVE = "Give {given} more weight and {taken} less, and {option} ties with {course}."
PART_OF = "{criterion} {part}"
NO_WEIGHT_ALONE = "No criterion's weight, moved alone, would change the course."
WEIGHTS_ALONE: Pair = (
    "{count} of the {every} weights could change the course by itself; the nearest is {criterion}, "
    "from {share}% of the weight to {at}%.",
    "{count} of the {every} weights could each change the course; the nearest is {criterion}, "
    "from {share}% of the weight to {at}%.",
)
WEIGHT_MOVED = "{criterion} from {share} to {at}: {course} leads"
NONE_TO_ASK = "Every question is answered, so nothing is left to ask."
ASK = "Ask next: “{text}” {does}; its answers lie {by} apart."
ASK_WHO = "Ask {who} next: “{text}” {does}; its answers lie {by} apart."
DOES_NOTHING = "No answer to it alone would change the course"
DOES_SURELY = "Any answer to it would change the course"
DOES_AT_TIMES = "In {often} cases its answer would change the course"
NONE_TO_COMPARE = "No option can be chosen, so no weights can compare them."
ONE_TO_COMPARE = "Only one course can be chosen, so no weights can compare it with another."


def of(pair: Pair, count: int) -> str:
    """Return a pair's text for one thing, or for any other number of things."""
    return pair[count != 1]


def exported() -> dict[str, str]:
    """Return every text by its name; of a table as `NAME.key`, of a pair as `.one` and `.many`."""
    found: dict[str, str] = {}
    for name, value in globals().items():
        if not name.isupper():
            continue
        if isinstance(value, tuple):
            value = dict(zip(("one", "many"), value, strict=True))
        parts = value.items() if isinstance(value, dict) else (("", value),)
        found |= {f"{name}.{key}".rstrip("."): text for key, text in parts}
    return found
