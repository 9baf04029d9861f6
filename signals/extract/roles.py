"""What part a named company plays in the sentence it stands in: what the event is about, or somebody else (§3.4).

Only the subject makes a signal: not the investor, customer, supplier, partner, rival or acquirer. The grammar reads
the words just before and just after the name; it knows English well and the commonest German and French verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from signals.extract import role_patterns as patterns
from signals.extract.dictionary import is_word, may_be_verb
from signals.extract.subject_position import Position, position_of


class Part(StrEnum):
    """The parts, strongest first.

    EVENT: subject of a verb that tells of an event. TARGET: the object that the event happens to (acquired, invested
    in, joined). ACTOR: subject of the sentence. WEAK: stands where a subject stands, without a verb of its own.
    HEADING: what a headline begins with, without a verb. MENTION: no telling. OTHER: surely somebody else's part.
    """

    EVENT = "event"
    ACTOR = "actor"
    TARGET = "target"
    HEADING = "heading"
    WEAK = "weak"
    MENTION = "mention"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Role:
    part: Part
    why: str


SAID_BY_ITS_VERB = frozenset({"acquirer", "investor", "analyst", "adviser or supplier"})
"""What the first verb behind a name makes of it; a second may tell an event ("buys an app and raises $10M")."""
GOVERNED = "governed by another word"
# How far the grammar looks: a page without full stops must not cost more than a sentence.
_REACH = 300
_FIRST_WORDS = 4
_BREAK = re.compile(r"[-–—:;.]\s")


def role_of(sentence: str, start: int, end: int) -> Role:
    """The part that `sentence[start:end]` plays in its sentence, and the words that tell it."""
    left, after = sentence[max(0, start - _REACH) : start], sentence[end : end + _REACH]
    if found := _right_noun(after):
        return found
    after = after[_after_name(after) :]
    return _object(left, after) or _subject(left, sentence[start:end], after)


def _object(left: str, after: str) -> Role | None:
    """The part that the words just before the name give it, None where none of them governs it."""
    if patterns.EX_HYPHEN.search(left):
        return Role(Part.OTHER, "former employer")
    if patterns.PURPOSE.search(left):
        return Role(Part.OTHER, "what another company wants to buy")
    if not _is_relative(left) and patterns.TARGET_LEFT.search(left) and not _is_former(left):
        if why := _is_background(left, after):
            return Role(Part.OTHER, why)
        return Role(Part.TARGET, _told(patterns.TARGET_LEFT, left))
    comes = patterns.IS_NOW.search(left) and patterns.ITS_NEW.match(after)
    if comes or (patterns.GOING_TO.search(left) and patterns.AS_WHAT.match(after)):
        return Role(Part.TARGET, "somebody comes to it")
    for role, pattern in patterns.OTHER_DIRECT.items():
        if (found := pattern.search(left)) and not _takes_up(role, found[0]):
            return Role(Part.OTHER, role)
    if patterns.HAPPENS_AT.search(left) and not after.strip(' .!?"”’'):
        return Role(Part.ACTOR, "where it happens")
    if patterns.OPENS_AT.match(left) and after.startswith(","):
        return Role(Part.ACTOR, "where it happens")
    return None


def _subject(left: str, name: str, after: str) -> Role:
    """The part of a name that no word before it governs at once: what its own verb says, if it has one."""
    position = position_of(left)
    if patterns.SECOND_OF_TWO.match(left):
        return Role(Part.WEAK, "second of two")
    predicate = _predicate(left, after)
    if predicate is not None and _is_its_own(predicate, position, after):
        return predicate
    for role, pattern in patterns.OTHER_GAPPED.items():
        if (found := pattern.search(left)) and not _takes_up(role, found[0]):
            return Role(Part.OTHER, role)
    if patterns.FUND_TARGET_GAP.search(left):
        return Role(Part.TARGET, _told(patterns.FUND_TARGET_GAP, left))
    if position is Position.INSIDE:
        return Role(Part.MENTION, GOVERNED)
    if predicate is None and position is Position.OPENS and _opens_in_another_language(left, name, after):
        return Role(Part.ACTOR, "subject of a sentence in another language")
    return predicate or _without_verb(position, after)


def _is_background(left: str, after: str) -> str:
    """Why an office at the company, or a going from it, is no news of it; "" where it is."""
    if patterns.ASIDE_OFFICE.search(left) and (verb := patterns.ASIDE_CLOSES_ON.match(after)):
        told = verb["verb"].casefold()
        return "" if told in patterns.ENDS_AN_OFFICE or told.startswith("wh") else "employer named in an aside"
    if patterns.ASIDE_BY.search(left) and "," in after:
        return "named in an aside about somebody else"
    if patterns.SEVERAL.search(left):
        return "one of several that somebody put money in"
    going = patterns.GOES.search(left)
    if going and (going["who"] or patterns.LOOKS_BACK.search(after)):
        return "told of the past, or of nobody by name"
    return ""


def _is_its_own(predicate: Role, position: Position, after: str) -> bool:
    """Whether what was read behind the name is said of it, whatever stands further to the left."""
    if position is Position.INSIDE:
        return False
    return position is Position.OPENS or predicate.part is Part.OTHER or _is_direct(after)


def _takes_up(role: str, told: str) -> bool:
    """Whether words that name an old job go on to a new one ("the former CFO has taken the top job at X")."""
    return role == "former employer" and patterns.TAKES_UP.search(told.partition(" ")[2]) is not None


def _without_verb(position: Position, after: str) -> Role:
    verb = patterns.UNKNOWN_VERB.match(after) if position is Position.OPENS else None
    if verb and may_be_verb(verb["verb"]):
        return Role(Part.ACTOR, "subject of the sentence")
    if patterns.LOWER_WORD.match(after) or patterns.NEXT_OF_LIST.match(after) or position is Position.FOLLOWS:
        return Role(Part.WEAK, "stands where a subject may stand")
    return Role(Part.HEADING, "stands alone in front")


def _opens_in_another_language(left: str, name: str, after: str) -> bool:
    """Whether a name opens its sentence and hardly a word behind it is English: the next one is mostly its verb.

    One word alone may be a place or a player there: then the sentence must speak of business.
    """
    if " " not in name and not patterns.BUSINESS_ABROAD.search(after):
        return False
    if patterns.LOWER_WORDS.search(_BREAK.split(left)[-1]) or not patterns.LOWER_WORD.match(after):
        return False
    words = patterns.LOWER_WORDS.findall(after)[:_FIRST_WORDS]
    strange = sum(not is_word(word) for word in words)
    return len(words) > 1 and not is_word(words[0]) and strange >= len(words) / 2


def _right_noun(after: str) -> Role | None:
    if patterns.RIGHT_HYPHEN.match(after):
        return Role(Part.OTHER, "backer or owner of another company")
    if found := patterns.RIGHT_NOUN.match(after):
        return Role(Part.OTHER, found[0].strip(" '’s"))
    if patterns.RIGHT_OF_BOTH.match(after):
        return Role(Part.OTHER, "its people and another's")
    if patterns.RIGHT_LEAVER.match(after):
        return Role(Part.OTHER, "former employer")
    return None


def _after_name(after: str) -> int:
    found = patterns.AFTER_NAME.match(after)
    return found.end() if found else 0


def _predicate(left: str, after: str) -> Role | None:
    """What the verb after the name, or after the words set off by commas behind it, says of the name."""
    for span in _spans(left, after):
        if found := _told_by(span):
            return found
    return None


def _spans(left: str, after: str) -> Iterator[str]:
    """Where the name's verb may begin: at once; behind the comma of "the firm, Zentrova, raised"; after an aside."""
    yield after
    opening = patterns.ASIDE_OPENS.match(after)
    if opening is None:
        return
    if patterns.NOUN_COMMA.search(left):
        yield f" {after[opening.end() :]}"
    for closing in patterns.ASIDE_CLOSES.finditer(after, opening.end() + 2, opening.end() + patterns.ASIDE_LIMIT):
        if ";" in after[: closing.start()]:
            return
        yield after[closing.end() :]


def _told_by(span: str) -> Role | None:
    if patterns.PASSIVE_TARGET.match(span):
        return Role(Part.TARGET, "is acquired")
    for pattern, role in (
        (patterns.ADVISES, "adviser or supplier"),
        (patterns.ACQUIRES, "acquirer"),
        (patterns.INVESTS, "investor"),
        (patterns.RATES, "analyst"),
    ):
        if pattern.match(span):
            return Role(Part.OTHER, role)
    if patterns.IDLE_RAISE.match(span):
        return Role(Part.WEAK, "raises no money")
    if patterns.PASSIVE.match(span):
        return Role(Part.WEAK, "something is done to it")
    for pattern in (patterns.EVENT_VERB, patterns.POSSESSED, patterns.EXECUTIVE, patterns.HEADING):
        if found := pattern.match(span):
            return Role(Part.EVENT, f"subject of “{found['verb']}”")
    does = patterns.DOES.match(span) or patterns.SHARES.match(span)
    if not does and (acts := patterns.ACTS.match(span)) and (not acts["verb"] or may_be_verb(acts["verb"])):
        does = acts
    return Role(Part.ACTOR, "subject of the sentence") if does else None


def _is_direct(after: str) -> bool:
    """Whether the verb follows at once: behind a comma it belongs to an earlier name."""
    return bool(patterns.EVENT_VERB.match(after) or patterns.POSSESSED.match(after) or patterns.IDLE_RAISE.match(after))


def _is_relative(left: str) -> bool:
    return bool(re.search(r"\b(?:which|that|who)\s+(?:has\s|have\s|had\s|also\s)*\w+\s+$", left, re.I))


def _is_former(left: str) -> bool:
    """Whether the job before the name is one that the person no longer has."""
    found = patterns.FORMER.search(left)
    return bool(found and not patterns.MOVES.search(found[0]))


def _told(pattern: re.Pattern[str], left: str) -> str:
    found = pattern.search(left)
    return f"object of “{' '.join(found[0].split()[:3])}”" if found else "object"
