"""Guesses, offers and questions: what claims nothing still may not smuggle a name or a value. Part of stage 7 of 12.

Plain English passes (drafting §2.2 step 5): a guess is hedged and has no new anchor. What it takes for granted of the
account ("since you raised…") is a claim and must be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.domain.drafts import Finding, Sentence, Severity, Verdict
from agent.domain.evidence import Party
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.context import Context, speaks_of
from drafting.anchors.lexemes import is_hedged, is_past
from drafting.anchors.names import stands_in
from drafting.anchors.numbers import DAYS
from drafting.anchors.plain import all_plain, begins_plainly
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source
from drafting.anchors.words import is_telling, related, words_of
from drafting.asking import is_asking
from drafting.matched import Match, Matched
from drafting.matching import match
from drafting.messages import found_elsewhere, judged, missing, off_topic
from drafting.residual import Residual, residual_of
from drafting.speakable import has_signals, told

VALUES = frozenset(
    {
        AnchorType.MONEY,
        AnchorType.PERCENT,
        AnchorType.MULTIPLE,
        AnchorType.ROUND,
        AnchorType.TITLE,
        AnchorType.NAME,
        AnchorType.QUOTE,
        AnchorType.COUNT,
        AnchorType.NUMBER,
        AnchorType.DURATION,
        AnchorType.DATE,
    }
)
"""What a guess or an ask may still not get wrong: it carries no new name and no new value (drafting §2.2, step 5)."""
_COUNTED = frozenset({AnchorType.COUNT, AnchorType.NUMBER, AnchorType.DURATION, AnchorType.MULTIPLE})
_ASKED = VALUES - {AnchorType.COUNT, AnchorType.NUMBER, AnchorType.DURATION, AnchorType.DATE, AnchorType.TITLE}
_GRAVE = frozenset({"layoff", "legal", "dismiss"})
LOW = 0.5
_SMALL = 3
_SCRAP = 3
_CROWD = 20
_SOME_DAY = re.compile(r"(?:this|next|last|past) (?:week|month|quarter|year)", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:you (?:may|might|could) (?:find|see|notice)|perhaps|maybe|my guess is|i wonder|i(?:'d| would)? guess|want|"
    r"need|"
    r"(?:it|there) (?:may|might|could) be)(?: that| whether| if)*\b",
    re.IGNORECASE,
)
_HE = frozenset({"he", "she", "him", "her", "his", "hers"})
_OWNED = re.compile(r"\b(?:your|their|its|our|his|her|those|these|all|both|\w+['’]s?)\s(?:[a-z]+ )?$", re.IGNORECASE)
# What has happened has happened to somebody.
_HAPPENED = re.compile(
    r"\b(?:have|has) (?:already |now )?(?:been|gone|become|got|started|begun|\w+ed)\b", re.IGNORECASE
)
_SHORT_WORD = 4
_BOUND = re.compile(r"\b(?:the|since|after|last|this|your|until)\s$", re.IGNORECASE)
_HAS = re.compile(r"\byou(?:'ve| have| run| hold| employ| operate| own| opened| hired| raised)? (?:\w+ )?$", re.I)


def values_of_guess(reading: Reading) -> tuple[Anchor, ...]:
    """The values that a guess or an offer must not get wrong, and the events that it takes for granted."""
    values = (a for a in reading.anchors if a.type in VALUES and not is_generic(a, reading.text))
    return (*values, *_granted(reading))


def values_of_question(reading: Reading) -> tuple[Anchor, ...]:
    """The same of a question, which may ask for any number."""
    asked = (a for a in reading.anchors if (a.type in _ASKED or _is_crowd(a)) and not is_generic(a, reading.text))
    return (*asked, *_granted(reading))


def _is_crowd(anchor: Anchor) -> bool:
    """ "The checklist that 400 retailers use": a number of somebodies that an ask leans on."""
    return anchor.type is AnchorType.COUNT and anchor.number is not None and anchor.number > _CROWD


def _granted(reading: Reading) -> tuple[Anchor, ...]:
    events = reading.of(AnchorType.EVENT)
    return tuple(e for e in events if e.unit in _GRAVE or (is_past(e.raw) and _is_granted(e, reading)))


def _is_granted(anchor: Anchor, reading: Reading) -> bool:
    """Whether an event is taken for granted: "now that you acquired…", "since you raised…"."""
    return any(lead in reading.text[: anchor.start].casefold() for lead in ("now that", "since ", "after "))


def is_generic(anchor: Anchor, text: str) -> bool:
    """Whether a small number of a guess is nobody's: "a second currency", "two sets of books", "from one agent to the
    next". "Your second office" and "your two plants" are theirs."""
    before = text[: anchor.start]
    if anchor.type is AnchorType.DATE and _SOME_DAY.fullmatch(anchor.raw):
        return True
    if anchor.type is AnchorType.DATE:
        return anchor.raw.isalpha() and not _BOUND.search(before)
    if anchor.unit == "ordinal":
        return bool(re.search(r"\b(?:an?|the)\s$", before, re.I))
    if anchor.type not in _COUNTED or re.search(r"\d", anchor.raw) or _OWNED.search(before) or _HAS.search(before):
        return False
    vague = anchor.hedge == "over" and anchor.type is AnchorType.COUNT
    return vague or anchor.type is AnchorType.MULTIPLE or _in_units(anchor) <= _SMALL


def _in_units(anchor: Anchor) -> float:
    """ "Two weeks" are two."""
    days = DAYS[anchor.unit] if anchor.type is AnchorType.DURATION else 1
    return float((anchor.number or 0) / days)


def weigh(
    index: int, sentence: Sentence, reading: Reading, context: Context, anchors: Sequence[Anchor]
) -> list[Finding]:
    """What is wrong with a guess, an offer or a question: a new value or name, or strange words that stand nowhere."""
    everything = (*told(context.prospect, context), *context.seller)
    own = tuple(s for s in everything if s.id in sentence.evidence_ids)
    findings: list[Finding] = []
    for anchor in anchors:
        if anchor.type is AnchorType.NAME and (context.is_free(anchor) or begins_plainly(anchor, sentence.text)):
            continue
        matched = match(anchor, (*own, *everything), text=sentence.text, as_of=context.as_of)
        if matched.match is not Match.FOUND and not _is_told_number(anchor, everything):
            findings.append(missing(index, anchor, matched))
        elif _is_ours(matched) and _claims_ours(anchor, sentence.text, context):
            findings.append(found_elsewhere(index, anchor, matched, Verdict.WRONG_PARTY))
    if strangers := _strangers(index, reading, told(context.prospect, context)):
        return [*findings, strangers]
    if granted := _taken_for_granted(index, reading, context):
        return [*findings, granted]
    left = residual_of(reading, everything, context, loose=True)
    scrap = has_signals(context) and left.recall == LOW and _is_fragment(sentence.text)
    if findings or (left.recall >= LOW and not scrap):
        return findings
    return _strange(index, left, reading, everything)


def _is_told_number(anchor: Anchor, sources: Sequence[Source]) -> bool:
    """A guess may take up a number of the evidence: "ten people may pick up ten habits"."""
    counted = anchor.type in {AnchorType.COUNT, AnchorType.NUMBER} and anchor.unit != "ordinal"
    owned = _OWNED.search(anchor.raw) or not anchor.raw[:1].isalpha()
    return (
        counted
        and not owned
        and any(a.number == anchor.number for s in sources for a in s.reading.of(AnchorType.COUNT, AnchorType.NUMBER))
    )


def is_guess_as_fact(reading: Reading, about: Party | None, context: Context) -> bool:
    """ "Your depots run out of parts": the offer's pain, said of the account as if it were known."""
    pains = tuple(s for s in context.seller if s.id.startswith("h"))
    left = residual_of(reading, pains, context)
    if about is None and _names_theirs(reading, context):
        return residual_of(reading, context.prospect, context).recall < 0.6
    told_as_done = about is None and bool(_HAPPENED.search(reading.text))
    if about is not Party.PROSPECT and not told_as_done:
        return False
    if left.total:
        return left.recall >= 0.6
    said = [w for w in words_of(reading.text) if len(w.folded) > _SHORT_WORD]
    return any(2 * sum(bool(related(w.stem) & s.stems) for w in said) > len(said) for s in pains)


def _names_theirs(reading: Reading, context: Context) -> bool:
    """Whether a sentence names a place or a person of the account's evidence, which the offer does not."""
    theirs = [n for n in reading.of(AnchorType.NAME) if not any(stands_in(n.raw, s.text) for s in context.seller)]
    return any(stands_in(name.raw, s.text) for name in theirs for s in context.prospect)


def is_offered(reading: Reading, about: Party | None, context: Context) -> bool:
    """Whether a sentence says no more than the offer's own words do, and not of the prospect."""
    if about is Party.PROSPECT or _names_theirs(reading, context) or _HAPPENED.search(reading.text):
        return False
    return residual_of(reading, context.seller, context).recall >= 0.6


def _taken_for_granted(index: int, reading: Reading, context: Context) -> Finding | None:
    """ "Since you missed payments…": a clause that tells of the account as if it were known."""
    theirs = told(context.prospect, context)
    for m in _SINCE.finditer(reading.text):
        words = [w for w in words_of(m["said"]) if is_telling(w) and not context.is_account(w.raw)]
        absent = [w for w in words if not any(related(w.stem) & s.stems for s in theirs)]
        if 2 * len(absent) > len(words):
            span = m.span("said")
            return judged(Verdict.UNSUPPORTED, f"“{m['said'].strip()}” is taken for granted", index, span)
    return None


_SINCE = re.compile(r"\b(?:since|now that|given that) (?:you|your \w+)(?P<said>\b[^,;.?!]*)", re.IGNORECASE)


def _strangers(index: int, reading: Reading, theirs: Sequence[Source]) -> Finding | None:
    """ "He", where no evidence speaks of anybody."""
    word = next((w for w in words_of(reading.text) if w.raw.casefold() in _HE), None)
    if word is None or any(s.reading.of(AnchorType.TITLE) or s.reading.stems & _HE for s in theirs):
        return None
    words = f"“{word.raw}” is nobody whom the evidence speaks of"
    return judged(Verdict.UNSUPPORTED, words, index, (word.start, word.end))


def _strange(index: int, left: Residual, reading: Reading, everything: Sequence[Source]) -> list[Finding]:
    text = reading.text
    if all_plain(left.absent, text) and (is_hedged(text) or is_asking(text)) and not _is_fragment(text):
        asks_of_something_else = not is_hedged(text) and not left.recall and left.missing >= 3
        return [off_topic(index, left, Severity.BLOCK)] if asks_of_something_else else []
    alone = left.total >= 2 or not is_on_topic(reading, everything)
    severity, code = (Severity.BLOCK, Verdict.UNSUPPORTED) if alone else (Severity.WARN, Verdict.UNVERIFIABLE)
    return [off_topic(index, left, severity, code)]


def _is_fragment(text: str) -> bool:
    """ "You may find that contact": a scrap of no evidence behind a lead."""
    return len(words_of(_LEAD.sub("", text))) <= _SCRAP


def is_on_topic(reading: Reading, sources: Sequence[Source]) -> bool:
    """Whether it names a value, or an event that is told: then one strange word is for the reviewer to weigh."""
    events = (a.unit for a in reading.of(AnchorType.EVENT))
    return any(a.type in VALUES for a in reading.anchors) or any(s.says(event) for event in events for s in sources)


def _claims_ours(anchor: Anchor, text: str, context: Context) -> bool:
    numeric = anchor.type in {AnchorType.PERCENT, AnchorType.MULTIPLE, AnchorType.MONEY, AnchorType.DURATION}
    return numeric and speaks_of(text, context) is Party.PROSPECT


def _is_ours(matched: Matched) -> bool:
    return bool(matched.source_ids) and all(i.startswith("p") for i in matched.source_ids)
