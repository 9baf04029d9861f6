"""From when on a move told by an item 5.02 holds: the dates that filings call effective, and those that they imply.

Part of stage 2 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from agent.domain.signals import Direction
from signals.extract.dates import DateSpan
from signals.extract.filings.days import NAMED_DAY, day_before_name, day_called, day_defined, days_of, last_before
from signals.extract.filings.days_of_others import (
    UPON_GOING,
    on_being_followed,
    on_following,
    upon_coming,
    upon_leaving,
)
from signals.extract.moves.actors import Phrased
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import Move

_EFFECTIVE: Final = re.compile(
    r"\b(?:effective|commencing|beginning|starting)\b(?:\s+(?:as of|on|from|upon|date of|at|with effect from))?"
    r"|\bt(?:akes?|ook|aking) effect\b(?:\s+(?:as of|on|from|upon|at))?|\bwith immediate effect\b"
    r"|\bwith effect (?:from|on|as of|as from)\b",
    re.IGNORECASE,
)
_AT_ONCE: Final = re.compile(
    r"\bwith immediate effect\b|\beffective\s+(?:immediately|at once|(?:(?:as of|on|from)\s)?(?:the same|that|such)"
    r" (?:day|date)|(?:as of|on|upon|from) the (?:date|day) of (?:such|his|her|the|that) (?:appointment|election"
    r"|resignation|promotion|designation|removal|termination))\b",
    re.IGNORECASE,
)
# The day is not fixed yet: it hangs on what happens first.
_OPEN: Final = re.compile(
    r"\b(?:earlier of|later of|sooner of|earlier to occur|upon the (?:filing|closing|completion|appointment)"
    r"|until|through"
    r"|at the time|as of the time|when (?:a|his|her|the)|no later than|on or before|following the|remain|continue"
    r"|quarter(?:ly)?|dated"
    r"|prior to|year end(?:ed|ing))\b",
    re.IGNORECASE,
)
_TOLD_ON: Final = re.compile(
    r"\b(?:announc|notif|inform(?!ation)|advis|receiv|notice|deliver|letter|entered into|agree(?!ment))\w*",
    re.IGNORECASE,
)
_STARTS: Final = re.compile(
    r"\b(?:join|commence|begin|start|assume|take effect|took effect|take office|report)\w*|\beffective\b|last day"
    r"|(?:resignation|retirement"
    r"|departure|appointment|election|separation)(?:\s\w+){0,3}\s(?:is|will be|was|became|becomes|takes)",
    re.IGNORECASE,
)


# Where no day is told of the office, it is left with the employment.
_ENDS: Final = re.compile(r"\bemployment\b[^.]{0,60}?\b(?:ends?|ended|terminat\w+|cease\w*|conclude\w*)", re.IGNORECASE)

_ENDS_OR_STARTS: Final = re.compile(f"{_STARTS.pattern}|{_ENDS.pattern}", re.IGNORECASE)


def effective_dates(moves: Sequence[Move], sentences: Sequence[Phrased], text: str) -> tuple[Move, ...]:
    """The moves with their dates of effect; None where the filing leaves the day open."""
    dated = [replace(move, effective=_effective(move, sentences, text)) for move in moves]
    dated = [_respectively(move, index, dated, sentences, text) for index, move in enumerate(dated)]
    dated = [upon_leaving(move, dated, sentences, text) for move in dated]
    gone = next((move.effective for move in dated if move.direction is Direction.LEAVE and move.effective), None)
    dated = [on_being_followed(upon_coming(move, dated, sentences, text), dated, text) for move in dated]
    dated = [on_following(move, dated) for move in dated]
    return tuple(
        replace(move, effective=gone)
        if move.successor and move.effective is None and "assum" in move.verb.raw
        else move
        for move in dated
    )


def is_dated(move: Move, sentences: Sequence[Phrased]) -> bool:
    """Whether the sentence that tells a move names a day."""
    return any(days_of(one) for one in sentences if one.holds(move.verb))


def _effective(move: Move, sentences: Sequence[Phrased], text: str) -> DateSpan | None:
    own = next((index for index, one in enumerate(sentences) if one.holds(move.verb)), None)
    if move.told_by == "list" and move.person is not None:  # "elected:", then each with a day of its own
        row = next((index for index, one in enumerate(sentences) if one.holds(move.person)), own)
        own = row if row is not None and days_of(sentences[row]) else own
    if own is None:
        return None
    if changed := _changed_to(move, sentences, text):
        return changed
    called, is_open = _called_effective(move, sentences[own], sentences[:own], text)
    if called or is_open:
        return called
    begin, end = sentences[own].sentence.start, sentences[own].sentence.end
    if move.direction is not Direction.LEAVE and UPON_GOING.search(text, begin, end):
        return None
    behind = _behind(move, sentences[own], text) or day_before_name(move, sentences[own], text)
    behind = behind or day_defined(move, sentences[own], sentences, text)
    if behind:
        return behind
    before = _on_the_day(move, sentences[own], text)
    ends = _STARTS if before and move.verb.raw.lower() != "eliminated" else _ENDS_OR_STARTS
    later = _told_later(move, sentences[own + 1 :], text, ends)
    if later or _hangs_on_event(move, sentences[own + 1 : own + 4], text):
        return later
    return before or _same_day(move, sentences[own], sentences[:own], text) or _heading(sentences[:own], text)


# "his resignation will instead become effective on …", "the date of her retirement was moved to …"
_CHANGED: Final = re.compile(
    r"\b(?:will|would|is|was|shall) (?:now|instead) [^.;]{0,60}?\b(?:on|from|as of)\s"
    r"|\b(?:date|effectiveness|effective time) of[^.;]{0,60}?\b(?:changed|extended|moved|accelerated|advanced|postponed"
    r"|deferred|delayed)(?:\sfrom\s\w+ \d{1,2}, \d{4},?)?\s(?:to|until)\s"
)


def _changed_to(move: Move, sentences: Sequence[Phrased], text: str) -> DateSpan | None:
    """The new day of what was told for another, where the sentence speaks of the same person."""
    last = move.person.raw.split()[-1] if move.person else ""
    for one in sentences:
        begin, end = one.sentence.start, one.sentence.end
        found = _CHANGED.search(text, begin, end)
        if found and last in text[begin:end]:
            return next((day.on for day in days_of(one) if 0 <= day.start - found.end() < 12), None)
    return None


# "Her designation will take effect upon the filing of …": on no day yet.
_HANGS: Final = re.compile(
    r"(?:(?:His|Her|The|(?:Mr|Ms|Mrs|Dr)\. (?P<name>[A-Z][\w-]+)[’']s?) (?:appointment|election|designation|promotion"
    r"|resignation|retirement|departure|employment|transition)"
    r"|(?:Both|These|The|All|Each)(?: of)?(?: (?:these|the|such))? (?:\w+ )?"
    r"(?:actions?|changes?|appointments|elections|resignations|promotions|moves))"
    r"[^.;]{0,30}?\b(?:effect(?:ive)?|begin|commence) (?:only )?"
    r"(?:upon|when|once|at|following)"
    r"\s(?!\w+ \d{1,2}, \d{4})(?!(?:midnight|noon|the close of business|the end of)\b)"
)


def _hangs_on_event(move: Move, sentences: Sequence[Phrased], text: str) -> bool:
    """Whether one of the next sentences says that the move waits for something else."""
    for index, one in enumerate(sentences):
        found = _HANGS.match(text, one.sentence.start, one.sentence.end)
        if found and move.person and (found["name"] in move.person.raw.split() if found["name"] else index == 0):
            return True
    return False


_SAME_DAY: Final = re.compile(
    r"\b(?:(?:on|as of|effective) (?:the|that|such) (?:same )?(?:day|date)|the same (?:day|date)"
    r"|at (?:that|such) time|following (?:that|such) (?:date|day))\b",
    re.IGNORECASE,
)


def _same_day(move: Move, sentence: Phrased, before: Sequence[Phrased], text: str) -> DateSpan | None:
    """The last day told before "on the same date", of a move that is done."""
    entry, found = move.verb.entry, _SAME_DAY.search(text, sentence.sentence.start, sentence.sentence.end)
    if found is None or entry is None:
        return None
    if found.start() > move.verb.start and (own := last_before(days_of(sentence), found.start())):
        return own
    opens = text[sentence.sentence.start : found.start()].strip() == "" or found[0].endswith("time")
    if entry.form not in {"past", "participle"} and "same" not in found[0].lower() and not opens:
        return None
    last = next((one for one in reversed(before) if days_of(one)), None)
    if last is None:
        return None
    first = days_of(last)[0]
    done = entry.form in {"past", "participle"} and text[last.sentence.start : first.start].strip().lower() == "on"
    return first.on if done and "same" in found[0].lower() else days_of(last)[-1].on


def _called_effective(
    move: Move, sentence: Phrased, sentences: Sequence[Phrased], text: str
) -> tuple[DateSpan | None, bool]:
    """The date that the sentence calls effective of this move, and whether it says that the day is open."""
    days, begin, end = days_of(sentence), sentence.sentence.start, sentence.sentence.end
    told = text[begin:end]
    place = move.person.end if move.person and begin <= move.person.start < end else move.verb.start
    after = [found for found in _EFFECTIVE.finditer(told) if begin + found.start() > max(place, move.verb.start) - 1]
    after = [found for found in after if not _is_of_next(sentence, move.verb.end, begin + found.start())]
    # "…, and that Ann Roe succeeded him on August 1": the day behind the verb is told of her.
    soon = not after and any(0 <= day.start - move.verb.end < 24 for day in days)
    place = max(place, move.verb.start)
    before = [found for found in _EFFECTIVE.finditer(told) if begin + found.start() <= place - 1 and not soon]
    for found in (*after, *reversed(before)):
        at = begin + found.end()
        named = NAMED_DAY.match(text, at, end)
        if named and (called := day_called(named[1], (sentence, *sentences), text)):
            return called, False
        if _AT_ONCE.match(told, found.start()):
            earlier = [day for one in sentences for day in days_of(one) if day.start < at]
            return day_defined(move, sentence, sentences, text) or last_before(days or earlier, at), False
        day = next((day for day in days if 0 <= day.start - at < 90), None)
        if day is None:
            if found in after and re.search(
                r"(?:upon|at)$|^\s*(?:as of|at|upon|on|when|following)?\s*(?:the|upon|when)\b",
                found[0] + "\n" + text[at:end],
                re.MULTILINE,
            ):
                return None, True
            continue
        if _OPEN.search(text[begin + found.start() : day.start]):
            return None, True
        return day.on, False
    return None, False


def _is_of_next(sentence: Phrased, anchor: int, at: int) -> bool:
    """Whether a day at `at` is the next person's ("will go on May 31 and Ann Roe will join effective June 1")."""
    codes = "".join(chunk.code for chunk in sentence.sentence.chunks if anchor <= chunk.start < at)
    return re.search("D[^|P]*&W?[^|P]*P[^|]*[AVJBLS]", codes) is not None


def _behind(move: Move, sentence: Phrased, text: str) -> DateSpan | None:
    """The first date behind the verb ("will retire on May 25, 2007"), unless it is the end of something else."""
    anchor = move.verb.end
    if move.predecessor and move.person and move.person.start > anchor and sentence.holds(move.person):
        anchor = move.person.end
    day = next((day for day in days_of(sentence) if 0 <= day.start - anchor < 160), None)
    if day is not None and (_of_another(sentence, anchor, day) or _in_next_member(sentence, anchor, day)):
        return None
    if day is None or _OPEN.search(text[anchor : day.start]) or re.search(r"\bsince\b", text[anchor : day.start]):
        return None
    return day.on


def _of_another(sentence: Phrased, anchor: int, day: Chunk) -> bool:
    """Whether a day is of somebody else's going: "…, replacing Jane Doe, who left on February 27, 2026"."""
    codes = "".join(chunk.code for chunk in sentence.sentence.chunks if anchor <= chunk.start < day.start)
    return re.search("[SO][^|]*P|P,?W", codes) is not None


def _in_next_member(sentence: Phrased, anchor: int, day: Chunk) -> bool:
    """Whether a day stands in a later member of a list, with a person of its own: "…; and Jane Doe will leave on"."""
    codes = "".join(chunk.code for chunk in sentence.sentence.chunks if anchor <= chunk.start < day.start)
    return re.search("[|][^|]*P[^|]*[AVJBLXSbh]", codes) is not None


def _told_later(move: Move, sentences: Sequence[Phrased], text: str, start: re.Pattern[str]) -> DateSpan | None:
    """A later sentence that says when ("Mr. Doe's resignation is effective …", "He will join the Company on …")."""
    if move.person is None:
        return None
    last = re.escape(re.sub(r",?\s(?:Jr|Sr|II|III|IV)\.?$", "", move.person.raw).split()[-1])
    goes = move.direction is Direction.LEAVE
    if goes and (stays := _stays_until(last, sentences, text)):
        return stays
    for index, sentence in enumerate(sentences[:8]):
        told = text[sentence.sentence.start : sentence.sentence.end]
        by_name = re.search(rf"\b{last}\b", told)
        if _CHANGES.match(told):
            day = next(iter(days_of(sentence)), None)
            if day and not _OPEN.search(told):
                return day.on
        by_noun = (
            goes and index < 3 and re.match(r"(?:His|Her) (?:resignation|retirement|departure)\b.*?\beffective\b", told)
        )
        by_pronoun = by_noun or (
            index < 2
            and goes
            and re.match(r"The Board (?:of Directors )?(?:has )?accepted (?:the|his|her|such)\b", told)
        )
        by_pronoun = by_pronoun or (goes and index < 2 and _THEIR_WORK.match(told))
        by_pronoun = by_pronoun or (
            index == 0
            and re.match(
                r"(?:\w+, (?=[a-z]))?(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Tt]he (?:resignation|appointment|retirement))\b",
                told,
            )
        )
        starts = start.search(told)
        if not (by_name or by_pronoun) or not starts:
            continue
        if (
            goes
            and re.search(r"\b(?:join|appoint|succeed|replac)\w*", told)
            and not re.search(r"resign|retire|depart|last", told)
        ):
            continue
        day = next((day for day in days_of(sentence) if day.start > sentence.sentence.start + starts.start()), None)
        if _OPEN.search(told) and not day:
            return None
        if (
            day
            and not _OPEN.search(text[sentence.sentence.start + starts.start() : day.start])
            and (by_noun or "last day" in told or not _is_past_course(told))
        ):
            return day.on
    return None


# "The employment of each of these officers will end on …"
_THEIR_WORK: Final = re.compile(
    r"(?:The employment of (?:each|both|all|these|such)|(?:Each|Both|Their|These|All)(?: of)?(?: (?:these|them|the))?"
    r"(?: officers?)?(?:[’']s?)? (?:employment|last day|departures?))\b"
)


_STAYS: Final = re.compile(
    r"\bwill (?:remain|continue|stay)\b(?![^.]{0,90}\b(?:consult\w*|advis\w*|director|Board)\b)"
    r"[^.]{0,90}?\b(?:until|through)\s"
)


def _stays_until(last: str, sentences: Sequence[Phrased], text: str) -> DateSpan | None:
    """ "Ms. Doe will remain with the Company until March 27": the day on which she goes."""
    for sentence in sentences[:3]:
        begin, end = sentence.sentence.start, sentence.sentence.end
        stays = _STAYS.search(text, begin, end)
        if stays and re.search(rf"\b(?:{last}|He|She)\b", text[begin : stays.start()]):
            return next((day.on for day in days_of(sentence) if 0 <= day.start - stays.end() < 40), None)
    return None


# "The changes will take effect on …" speaks of everybody.
_CHANGES: Final = re.compile(
    r"(?:The|These|Both|All)(?:\s(?:of|the|these|foregoing|above|management|leadership|executive|officer)){0,3}\s"
    r"(?:changes?|appointments|transitions?|promotions|elections|resignations|moves)\b.{0,40}\beffective|(?:The|These|Both"
    r"|All)(?:\s\w+){0,3}\s(?:changes?|appointments|transitions?|promotions|elections|resignations)\b.{0,40}"
    r"\btakes? effect",
)


def _is_past_course(told: str) -> bool:
    return (
        re.search(
            r"\b(?:since|joined|served|was|had been|has been|began|prior|previously"
            r"|from(?! (?:that|such|and after)\b))\b",
            told,
        )
        is not None
    )


def _on_the_day(move: Move, sentence: Phrased, text: str) -> DateSpan | None:
    """The date in front of a verb that says that it was done ("On May 4, 2026, Jane Doe resigned")."""
    before = [day for day in days_of(sentence) if day.start < move.verb.start]
    entry = move.verb.entry
    done = (entry is not None and entry.form in {"past", "participle"}) or move.told_by in {"n", "employment"}
    done = done or re.search(r"^(?:\w*(?:ed|quit|left|became|took)|no longer)\b", move.verb.raw) is not None
    told = text[sentence.sentence.start : move.verb.start]
    done = done or (
        move.told_by == "O" and re.search(r"\baccepted (?:the|[A-Z][^.;,]{2,40}[’']s?)\s$", told) is not None
    )
    if not before or not done or (_TOLD_ON.search(told) and move.direction is Direction.LEAVE):
        return None
    if re.search(r"\b(?:will|to|would|shall)\s+(?:be\s+)?$", told):
        return None
    return before[-1].on


_EACH_EFFECTIVE: Final = re.compile(
    r"\b(?:each|in each case)(?:,)? effective\b|\b(?:all|each|both) of which\b.{0,20}\b(?:take effect|effective)\b"
    r"|\b(?:changes|appointments|promotions|departures)\b.{0,120}\b(?:effective|take effect)\b(?=.{0,60}:\s*$)",
    re.DOTALL,
)


def _heading(sentences: Sequence[Phrased], text: str) -> DateSpan | None:
    """A date that heads a list: "each effective as of February 20, 2026:"."""
    for sentence in reversed(sentences):
        told = text[sentence.sentence.start : sentence.sentence.end]
        found = _EACH_EFFECTIVE.search(told)
        if found:
            return next(
                (day.on for day in days_of(sentence) if day.start > sentence.sentence.start + found.start()), None
            )
    return None


def _respectively(move: Move, index: int, moves: Sequence[Move], sentences: Sequence[Phrased], text: str) -> Move:
    """Two leave "on January 31 and March 31, respectively": each has the date of its place."""
    own = next((one for one in sentences if one.holds(move.verb)), None)
    if own is None or "respectively" not in text[own.sentence.start : own.sentence.end]:
        return move
    group = [one for one in moves if one.verb == move.verb]
    days = [day for day in days_of(own) if day.start > move.verb.start]
    place = group.index(move)
    return replace(move, effective=days[place].on) if len(group) == len(days) else move
