"""Plain English: words that any mail may hold, which name no one and smuggle nothing (drafting §2.2 step 5, §3)."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from drafting.anchors.anchor import Anchor
from drafting.anchors.words import Word, fold
from drafting.readability import is_word

# Words of everyday work that the dictionary of spoken English lacks.
_WORK_WORDS = """onboard onboarding offboarding runbook playbook timesheet rollout handover uptime chatbot helpdesk
    changelog rota inbox inboxes login stockout signoff escalation reorder ramp-up backlog rework upsell cross-sell
    firefighting workaround headcount kickoff datasheet whitepaper wishlist timeline shortlist longlist checkout
    walkthrough writeup standup wiki hotfix rerun reroute restock cutover reskill upskill enrol learnt whilst cheque"""
_WORK = frozenset(_WORK_WORDS.split())
_ENDINGS = (r"e?s$", r"e?d$", r"ing$", r"e?rs?$")
_BRITISH = ((r"is(e|ed|es|ing|ation|ations)$", r"iz\1"), (r"our(s|ed|ing)?$", r"or\1"), (r"ys(e|ed|es|ing)$", r"yz\1"))

_CALENDAR = frozenset(name.casefold() for name in (*calendar.day_name, *calendar.month_name) if name) | {
    "christmas",
    "easter",
}


@lru_cache(maxsize=8192)
def is_plain(folded: str) -> bool:
    """Whether a folded word is English of every day: in the dictionary, British or American, or a word of work."""
    if is_word(folded) or folded in _WORK or folded.removesuffix("s") in _WORK:
        return True
    if any(is_word(re.sub(ending, "", folded)) for ending in _ENDINGS if len(folded) > 5):
        return True
    return any(is_word(re.sub(pattern, instead, folded)) for pattern, instead in _BRITISH)


def begins_plainly(anchor: Anchor, text: str) -> bool:
    """Whether a lone capital is the sentence's: "Auditors tend to ask", "Bigger ranges"."""
    first = not text[: anchor.start].strip(" \n\"'“‘") or text[: anchor.start].rstrip().endswith((".", "?", "!", ":"))
    alone = len(anchor.raw.split()) == 1 and re.match(r"\s[a-z]", text[anchor.end :])
    plain = anchor.raw[1:].islower() and is_plain(fold(anchor.raw))
    return bool(first and alone and plain and not _acts_alone(anchor.raw, text[anchor.end :]))


# The dictionary holds firms too. One that acts stands without an article and alone: "Globex usually wins".
_ADVERB = r"(?:often|usually|always|sometimes|also|now|just|really|already|still)\s+"
_ACTS = re.compile(
    rf"\s+(?:{_ADVERB})*(?:may|might|can|could|will|would|should|is|was|has|had|does|did|tends)\b"
    rf"|\s+(?:{_ADVERB})+[a-z]+[^s\W]s\b"
    r"|\s+[a-z]+[^s\W]s\s+(?:an?|the|your|our|its|their|this|that)\b"
)
_UNCOUNTED = re.compile(r"(?:ing|tion|sion|ment|ness|ity|ance|ence|ship|ism|age|ure|th|cy|ware|back|over)$")
_MASS = frozenset(
    """payroll revenue churn support demand traffic data email mail work time money spend stock inventory finance
    sales quality supply pricing trust speed scale pay progress research news cash credit everyone everybody nobody
    someone somebody everything something nothing much more most less one each another either this that it""".split()  # noqa: SIM905
)


def _acts_alone(word: str, after: str) -> bool:
    """Whether a lone capital is what acts though it is neither many nor a mass: so a name."""
    folded = fold(word)
    if not _ACTS.match(after) or folded in _MASS or _UNCOUNTED.search(folded):
        return False
    return not (folded.endswith("s") and not folded.endswith("ss"))


def all_plain(words: tuple[Word, ...], text: str) -> bool:
    """Whether `words` of `text` are plain English; a capital that does not begin the sentence makes a name."""
    return all(
        is_plain(w.folded)
        and (w.raw.islower() or {w.folded, w.folded.removesuffix("s")} & _CALENDAR or not text[: w.start].strip())
        for w in words
    )
