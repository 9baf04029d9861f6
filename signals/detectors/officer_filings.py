"""Item 5.02 of Form 8-K: which officers come and go (signals §1.2, §2.3). Part of stage 2 of 12.

The heading says nothing: the item also covers directors and pay. So only a sentence counts that names a person, an
officer's title and a verb of coming or going, outside of the sub-items (d) election of directors and (e) pay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from agent.domain.items import Item
from agent.domain.signals import Direction
from signals.extract.dates import DateSpan, dates_in
from signals.extract.move_chunks import Chunk, Chunked, Known, chunked
from signals.extract.move_grammar import Move
from signals.extract.move_words import PROMOTIONS
from signals.extract.people import person_key, surname
from signals.extract.sentences import sentence_spans
from signals.extract.titles import classify, folded

_READ_CHARACTERS = 30_000
_SUB_ITEM = re.compile(r"(?:^|(?<=[\n.;]))\s*((?:\([a-f]\)[\s,&]*(?:and\s+)?){1,3})", re.MULTILINE)
_HEADING = re.compile(
    r"^\s*item\s*5\.02[^\n]*?(?:\n|(?<=officers\.)\s|(?<=officers)\s(?=on\s)|\Z)", re.IGNORECASE | re.MULTILINE
)
# What would happen, or is only the reason of a payment.
_CONDITION = re.compile(
    r"^\s*(?:if|in the event|upon|prior to|previously|from|since|before|there (?:is|are|were)"
    r"|pursuant to (?:the|his|her)\s+\w*\s*(?:separation|severance|employment))\b"
    r"|\b(?:in the event (?:of|that)|if (?:mr|ms|mrs|dr|he|she|the executive|terminated)\b|would be entitled"
    r"|is entitled to|severance (?:pay|benefits)|accelerated vesting|base salary)\b",
    re.IGNORECASE,
)
# A life's course; it counts only beside a verb that says that something is new.
_BIOGRAPHY = re.compile(
    r"\b(?:has served as|served as|prior to (?:joining|that|his|her)|most recently|held (?:various|several))\b",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:appointed|elected|promoted|named|hired|resigned|will (?:resign|retire|step|become|succeed|assume|join))\b",
    re.IGNORECASE,
)
_DIRECTOR_ONLY = re.compile(
    r"\b(?:as|to serve as|from|of)\s+(?:a|an|the|its|his|her)?\s*(?:class\s+\w+\s+|independent\s+|new\s+|lead\s+)?"
    r"(?:directors?\b(?!\s+of\s)|member of the|(?:registrant|company|corporation)?['’]?s?\s*board\b)"
    r"|\b(?:re-?election|stand for)\b",
    re.IGNORECASE,
)
_EMPLOYMENT = re.compile(r"\bemployment\b|\bemployee\b", re.IGNORECASE)
_GOING = re.compile(
    r"\b(?:intent(?:ion)?|decision|plans?|notice) (?:to|of)\b|\bceased?s?\b|\bterminat(?:ed|ion of)\b"
    r"|\bseparat(?:e|es|ed|ing|ion) from\b|\bno longer\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"appoint|elect|nam|promot|elevat|hir|select|designat|becom|became|assum|serve|recruit|join(?!ing)", re.IGNORECASE
)
_MORE_TITLE = re.compile(r"(?:(?:,\s+and|,|\s+and|\s+of|\s+for|\s+&|\s+-|\s+–|/)?\s?[A-Z][\w&/’'-]*)*")
_EFFECTIVE = re.compile(
    r"\b(?:effective|commencing|beginning|starting)\b(?:\s+(?:as of|on|from|upon|date of))?", re.IGNORECASE
)
_AT_ONCE = re.compile(r"\beffective (?:immediately|the same day|as of (?:that|such) date)\b", re.IGNORECASE)
_OLD = timedelta(days=300)
_REACH = 26


def moves_of_filing(item: Item) -> tuple[tuple[Move, bool], ...]:
    """The moves of officers in the text of an item 5.02, one a person and direction, with whether each is an officer's.

    A date of effect is the one that the text calls effective, else the day on which the text says that it was done.
    """
    filed_on = item.published_at.date() if item.published_at else None
    text = item.text[:_READ_CHARACTERS]
    known = _known(text)
    sentences = [
        chunked(text, start, end, known=known, as_of=None)
        for start, end in _sentences_read(text)
        if not _is_past(text[start:end], filed_on)
    ]
    moves: dict[tuple[str, bool], Move] = {}
    for sentence in sentences:
        for move in _moves(sentence, text, item.company or ""):
            move = _full_name(move, sentences)
            key = (person_key(move.person.raw) if move.person else "", move.direction is Direction.LEAVE)
            moves[key] = _fuller(moves[key], move) if key in moves else move
    entitled = (_entitled(move, sentences, text, item.company or "") for move in moves.values())
    return tuple((_dated_later(move, sentences, text), True) for move in entitled if _is_office(move, sentences, text))


def _entitled(move: Move, sentences: list[Chunked], text: str, company: str) -> Move:
    """The move with the office that another sentence tells beside the same name."""
    if move.title or move.person is None:
        return move
    last = surname(move.person.raw)
    for sentence in sentences:
        for place, chunk in enumerate(sentence.chunks):
            if chunk.code == "P" and surname(chunk.raw) == last:
                title = _office_beside(sentence, place, text, company)
                if title:
                    return replace(move, title=title)
    return move


def _is_office(move: Move, sentences: list[Chunked], text: str) -> bool:
    """Whether the title is an officer's; a chairman's only where it is his employment that begins or ends."""
    if move.title is None:
        return False
    told = next((text[one.start : one.end] for one in sentences if one.start <= move.verb.start < one.end), "")
    return not classify(move.title.raw).is_board or bool(_EMPLOYMENT.search(told))


def _known(text: str) -> Known:
    known = Known.of(text)
    called = re.findall(r"\b(?:Mr|Ms|Mrs|Dr)\.\s+(?:[A-Z][\w.]*\s+){0,3}?([A-Z][\w’'-]+)", text)
    return replace(known, surnames=known.surnames | {folded(re.sub(r"[’']s?$", "", name)) for name in called})


def _sentences_read(text: str) -> Iterator[tuple[int, int]]:
    """The sentences outside of the heading, of (d) and of (e); a sub-item named with others, as in (b)(d), is read."""
    heading = _HEADING.search(text, 0, 2_000)
    body = heading.end() if heading else 0
    marks = [(match.start(), set(re.findall(r"[a-f]", match[1]))) for match in _SUB_ITEM.finditer(text, body)]
    for start, end in sentence_spans(text[body:]):
        at = body + start
        inside: set[str] = next((letters for place, letters in reversed(marks) if place <= at + 4), set())
        if not inside or inside - {"d", "e", "f"}:
            yield at, body + end


def _is_past(sentence: str, filed_on: date | None) -> bool:
    dates = [span.end_on for span in dates_in(sentence)]
    return filed_on is not None and bool(dates) and all(day < filed_on - _OLD for day in dates)


def _moves(sentence: Chunked, text: str, company: str) -> Iterator[Move]:
    told = text[sentence.start : sentence.end]
    if _CONDITION.search(told) or (_BIOGRAPHY.search(told) and not _NEWS.search(told)):
        return
    for place, chunk in enumerate(sentence.chunks):
        if chunk.code in "LOH" or (chunk.code == "w" and _GOING.match(text, chunk.start)):
            move = _gone(sentence, place, text, company)
        elif chunk.code in "AVaRBJ" and _COMING.search(chunk.raw) and not _is_ceasing(sentence, place):
            move = _come(sentence, place, text, company)
        else:
            continue
        if move:
            yield replace(move, effective=_effective(sentence, place, told))


def _is_ceasing(sentence: Chunked, place: int) -> bool:
    """ "ceased to serve as" tells of a going."""
    return place > 0 and bool(_GOING.match(sentence.chunks[place - 1].raw))


def _gone(sentence: Chunked, place: int, text: str, company: str) -> Move | None:
    """Who goes: the person before the verb, or the one behind "resignation of"."""
    behind = sentence.chunks[place].code == "O"
    at = _person(sentence, range(place + 1, place + 6) if behind else range(place - 1, place - _REACH, -1))
    if at is None and sentence.chunks[place].code == "w":
        at = _person(sentence, range(place + 1, place + 6))  # "terminated the employment of Jane Doe"
    if at is None:
        return None
    title = _titled(sentence, place, text, company)
    verb = sentence.chunks[place]
    if title is None and _DIRECTOR_ONLY.search(text, verb.start, sentence.end):
        return None
    title = title or _office_beside(sentence, at, text, company)
    return Move(Direction.LEAVE, verb, sentence.chunks[at], title)


def _come(sentence: Chunked, place: int, text: str, company: str) -> Move | None:
    """Who comes: the person behind "appointed", or before "was appointed" and "will assume"."""
    verb = sentence.chunks[place]
    before = verb.code in "aBJ"
    at = _person(sentence, range(place - 1, place - _REACH, -1) if before else range(place + 1, place + 8))
    if at is None and verb.code == "V":
        at, before = _person(sentence, range(place - 1, place - 6, -1)), True
    title = None if at is None else _titled(sentence, place if before else at, text, company)
    if at is None or title is None or (verb.code == "J" and "D" not in sentence.codes):
        return None
    interim = re.search(r"\b(?:interim|acting)\b", text[verb.start : sentence.end], re.IGNORECASE)
    direction = Direction.INTERIM if interim else Direction.PROMOTE if PROMOTIONS.search(verb.raw) else Direction.JOIN
    return Move(direction, verb, sentence.chunks[at], title)


def _person(sentence: Chunked, places: range) -> int | None:
    return next((place for place in places if 0 <= place < len(sentence.codes) and sentence.codes[place] == "P"), None)


_WHOSE = "[dknw]{0,4}(?:[NP]?p[dkn]{0,2})?"
_TITLED = re.compile(f"(?:(?:[^|AVaRJXSZP]|Sd?P){{0,14}}?(?:[stB]+|wf){_WHOSE}|[,dn]{{0,4}}(?:[wN]p)?)(T)")


def _titled(sentence: Chunked, place: int, text: str, company: str) -> Chunk | None:
    """The title that follows chunk `place`, as far as it is written large."""
    found = _TITLED.match(sentence.codes, place + 1)
    return _grown(sentence.chunks[found.start(1)], sentence, text, company) if found else None


_BESIDE = re.compile("p?,[dknwNPpD&f]{0,8}(T)")


def _office_beside(sentence: Chunked, at: int, text: str, company: str) -> Chunk | None:
    """The title told of a person beside the name ("Jane Doe, the Company's Chief Financial Officer,")."""
    found = _BESIDE.match(sentence.codes, at + 1)
    if found:
        return _grown(sentence.chunks[found.start(1)], sentence, text, company)
    if at and "T" in sentence.codes[max(0, at - 2) : at]:
        return _grown(sentence.chunks[sentence.codes.rindex("T", 0, at)], sentence, text, company)
    return None


def _grown(title: Chunk, sentence: Chunked, text: str, company: str) -> Chunk:
    """The title with what is written large behind it, up to the name of the company."""
    more = _MORE_TITLE.match(text, title.end, sentence.end)
    end = more.end() if more else title.end
    grown = text[title.start : end]
    first = re.escape(company.split()[0]) if company.split() else "Company"
    cut = re.search(
        rf"(?:\s+(?:of|for|and)|,)\s+(?i:{first}|the|our|company|registrant)\b(?! \w+ bank)", grown[len(title.raw) :]
    )
    if cut:
        grown = grown[: len(title.raw) + cut.start()]
    grown = grown.rstrip(" ,&/-–")
    return replace(title, end=title.start + len(grown), raw=grown)


def _effective(sentence: Chunked, place: int, told: str) -> DateSpan | None:
    """The effective date of the move whose verb is chunk `place`."""
    days = [chunk for chunk in sentence.chunks if chunk.on and chunk.on.start_on == chunk.on.end_on]
    verb = sentence.chunks[place]
    for match in _EFFECTIVE.finditer(told):
        at = sentence.start + match.end()
        named = next((day for day in days if 0 <= day.start - at < 90), None)
        if named and match.start() + sentence.start > verb.start - 200:
            return named.on
    behind = next((day for day in days if 0 <= day.start - verb.end < 160), None)
    if behind and not re.search(
        r"\b(?:until|through|remain|continue)\b", told[verb.end - sentence.start : behind.start - sentence.start]
    ):
        return behind.on
    done = verb.code in "AVaJ" or re.fullmatch(
        r"(?:has )?(?:resigned|retired|departed|left|quit|stepped down)", verb.raw
    )
    announced = re.search(r"\b(?:announc|notif|inform|advis)\w+\b", told[: verb.start - sentence.start])
    before = [day for day in days if day.start < verb.start]
    if before and (_AT_ONCE.search(told) or (done and not announced)):
        return before[-1].on
    return None


def _full_name(move: Move, sentences: list[Chunked]) -> Move:
    if move.person is None or " " in move.person.raw:
        return move
    last = surname(move.person.raw)
    full = (
        chunk
        for sentence in sentences
        for chunk in sentence.chunks
        if chunk.code == "P" and " " in chunk.raw and surname(chunk.raw) == last
    )
    return replace(move, person=next(full, move.person))


def _fuller(first: Move, second: Move) -> Move:
    return replace(first, title=first.title or second.title, effective=first.effective or second.effective)


def _dated_later(move: Move, sentences: list[Chunked], text: str) -> Move:
    """The move with the date that a later sentence calls its effective one ("Mr. Doe's resignation is effective …")."""
    if move.effective or move.person is None:
        return move
    last = re.escape(move.person.raw.split()[-1])
    for sentence in sentences:
        told = text[sentence.start : sentence.end]
        if not re.search(rf"{last}['’]s? (?:resignation|retirement|departure|appointment|election|last day)", told):
            continue
        days = [chunk.on for chunk in sentence.chunks if chunk.on and chunk.on.start_on == chunk.on.end_on]
        if days and _EFFECTIVE.search(told):
            return replace(move, effective=days[-1])
    return move
