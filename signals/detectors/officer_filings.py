"""Item 5.02 of Form 8-K: which officers come and go (signals §1.2, §2.3). Part of stage 2 of 12.

The heading says nothing: the item also covers directors and pay. So only a sentence counts that names a person, an
officer's title and a verb of coming or going, outside of the sub-items (d) election of directors and (e) pay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from agent.domain.items import Item
from agent.domain.signals import Direction
from signals.extract.filings.asides import holds_already, is_in_passing, is_told_aside, tells_no_office
from signals.extract.filings.dates import effective_dates, is_dated
from signals.extract.filings.ends import moves_without_verb
from signals.extract.filings.offices import with_given_office, with_own_office
from signals.extract.filings.sentences import is_listed_change, is_news, sentences_of, tells_background, unwrapped
from signals.extract.filings.tables import moves_in_tables
from signals.extract.moves.actors import FOUNDER_AND, Phrased
from signals.extract.moves.chunks import Chunk, Known
from signals.extract.moves.clauses import Move
from signals.extract.moves.merging import FOR_A_TIME
from signals.extract.moves.reader import Text, read_sentences
from signals.extract.name_words import HONORIFICS
from signals.extract.people import is_surely_person, person_key
from signals.extract.titles import classify, folded

_READ_CHARACTERS = 30_000
_EMPLOYMENT = re.compile(r"\bemployment\b|\bemployee\b", re.IGNORECASE)
_BOARD_ONLY = re.compile(
    r"\b(?:resign\w*|resignation|retire\w*|retirement|step\w* down|depart\w*)\b(?:\s\w+){0,3}?\s(?:from"
    r"|as)\s(?:a\s|an\s|the\s|its\s|his\s|her\s)?"
    r"(?:\w+[’']s\s|company[’']s\s)?(?:\w+\s){0,2}?"
    r"(?:board\b|directors?\b(?!\s+of\s(?!the\s(?:Company|Corporation|Registrant|Bank|Board)\b))|member of the)"
    r"|\b(?:re-?election|stand for)\b",
    re.IGNORECASE,
)
# "Quillfern Systems, Inc. (“Quillfern”)": what the rest of the filing calls a company.
_DEFINED_COMPANY = re.compile(
    r"\b(?:Inc|Corp|Corporation|Company|Ltd|Limited|LLC|L\.L\.C|L\.P|plc|PLC|Bancorp|Bancshares|Holdings|Group|N\.V|S\.A)\.?,?\s"
    r"\((?:the\s)?[\"“]([A-Z][\w&.’' -]{1,40}?)[,.]?[\"”]\)"
)


# "(the “Closing Date”)": what the filing calls a day or a paper, and nobody's name.
_DEFINED_TERM = re.compile(
    r"[\"“]((?:[A-Z][\w-]+ ){1,3}(?:Date|Time|Period|Agreement|Plan|Letter|Committee|Transaction|Merger))[,.]?[”\"]"
)


def moves_of_filing(item: Item) -> tuple[tuple[Move, bool], ...]:
    """The moves of officers in the text of an item 5.02, one a person and direction, with whether each is an officer's.

    A filing tells who comes and who goes: an interim office is a coming here, and so is a higher one unless the text
    says "promoted". A date of effect is the one called effective, else the day on which it was done.
    """
    filed_on = item.published_at.date() if item.published_at else None
    text = unwrapped(item.text[:_READ_CHARACTERS])
    filer = item.company or ""
    sentences, background = _read(text, filer, filed_on)
    moves: dict[tuple[str, bool], Move] = {}
    relays: dict[int, str] = {}
    followers: dict[str, str] = {}
    passed: set[str] = set()
    told_one_by_one = Text(text, sentences, filed_on, background).moves()
    listed = (*_listed(sentences), *moves_in_tables(sentences, text, filer))
    for move in (*told_one_by_one, *moves_without_verb(sentences), *listed):
        move = _named_in_full(move, (*sentences, *background), text)
        if move.person is None or " " not in move.person.raw or (move.told_by == "J" and move.title is None):
            continue
        if tells_no_office(move, sentences, text, filer):
            continue
        if is_in_passing(move, sentences, text, filed_on, filer=filer):
            if move.direction is not Direction.LEAVE:
                passed.add(person_key(move.person.raw))
            continue
        move = replace(move, title=None) if _is_reason(move, text) else move
        move = with_own_office(move, sentences, background, text, filer)
        move = _in_terms_of_filing(with_given_office(move, sentences, text), text, sentences)
        key = (person_key(move.person.raw) if move.person else "", move.direction is Direction.LEAVE)
        if move.successor and move.told_by == "S":
            relays[move.verb.start] = key[0]
        elif move.predecessor and move.verb.start in relays:
            followers[key[0]] = relays[move.verb.start]
        moves[key] = _fuller(moves[key], move, sentences) if key in moves else move
    moves = {key: move for key, move in moves.items() if not holds_already(move, sentences, text)}
    told = [_after(move, _own_relay(move, moves, followers), sentences, text) for move in moves.values()]
    officers = [
        move
        for move in told
        if _is_office(move, sentences, text)
        and not _changes_office(move, moves, sentences)
        and not (move.predecessor and move.person and person_key(move.person.raw) in passed)
    ]
    return tuple(
        (move, True) for move in effective_dates(officers, sentences, text) if not is_told_aside(move, text, filed_on)
    )


def _read(text: str, filer: str, filed_on: date | None) -> tuple[tuple[Phrased, ...], tuple[Phrased, ...]]:
    """The sentences that may tell what is new, and those that only say who holds or held which office."""
    spans = list(sentences_of(text))
    news = [span for span in spans if is_listed_change(text, *span) or is_news(text[slice(*span)], filed_on)]
    served = [span for span in spans if span not in news and tells_background(text[slice(*span)])]
    known = _known(text, filer)
    return read_sentences(text, news, known, filer=filer), read_sentences(text, served, known, filer=filer)


def _named_in_full(move: Move, sentences: Sequence[Phrased], text: str) -> Move:
    """The move with the name that ends in what it calls its person ("Ms. Solis Prado", Ana Solis Prado)."""
    if move.person is None:
        return move
    last = re.sub(r",?\s(?:Jr|Sr|II|III|IV)\.?$", "", move.person.raw)
    told = (chunk for one in sentences for chunk in one.sentence.chunks if chunk.code == "P")
    full = next((chunk for chunk in told if re.search(rf"\s{re.escape(last)}(?:,?\s(?:Jr|Sr)\.)?$", chunk.raw)), None)
    called = _called(last, text) if full is None and " " not in last else None
    return replace(move, person=full or called or move.person)


# Oluwaseun “Seun” Grant: a first name that no list has, with the one used beside it.
_FIRST_NAMES = r"\b[A-Z][\w’'-]+\s(?:[A-Z][\w’'-]*\.?\s)?[“\"(‘'][A-Z]\w+[”\")’']\s"


def _called(last: str, text: str) -> Chunk | None:
    found = re.search(_FIRST_NAMES + re.escape(last) + r"\b", text)
    if found:
        return Chunk("P", found.start(), found.end(), found[0])
    told = re.finditer(rf"\b[A-Z][\w’'-]+\s(?:[A-Z]\.\s)?{re.escape(last)}(?:,?\s(?:Jr|Sr)\.)?(?![\w-])", text)
    whole = (one for one in told if folded(one[0].split()[0]) not in HONORIFICS and is_surely_person(one[0]))
    return next((Chunk("P", one.start(), one.end(), one[0]) for one in whole), None)


def _listed(sentences: Sequence[Phrased]) -> Iterator[Move]:
    """The lines of a list under "elected the following officers:", each a name and its office."""
    verb: Chunk | None = None
    for one in sentences:
        if one.codes.endswith(":"):
            verb = next((node.chunk for node in one.nodes if node.code == "A" and node.entry is not None), None)
        elif verb is not None and _LISTED.fullmatch(one.codes):
            actor = one.nodes[0].actor
            held = next((node.office for node in one.nodes if node.office), None) or (actor.office() if actor else None)
            if actor and held:
                yield Move(Direction.JOIN, verb, actor.person, held.title, held.company, told_by="list")
        else:
            verb = None


# "Jane Doe, age 49, to the position of Treasurer, effective May 1, 2026."
_LISTED = re.compile("@(?:(?:,w{1,2})?,?[st][dp]?T(?:,?[wzsfD]{1,5})?)?[,|]*")


def _changes_office(move: Move, moves: Mapping[tuple[str, bool], Move], sentences: Sequence[Phrased]) -> bool:
    """Whether who is replaced only moves on to another office here: the coming tells that already."""
    if move.direction is not Direction.LEAVE or not move.predecessor or move.person is None:
        return False
    first = moves.get((person_key(move.person.raw), True))
    coming = moves.get((person_key(move.person.raw), False))
    if coming is not None and coming.title is not None and classify(coming.title.raw).is_board:
        return False  # "who will become Executive Chairman": the office is left
    if first is None or coming is None or coming.title is None:
        return False
    own = next((one for one in sentences if one.holds(first.verb)), None)
    return first.title is None or (own is not None and not own.holds(first.title))


def _in_terms_of_filing(move: Move, text: str, sentences: Sequence[Phrased]) -> Move:
    """The move as a coming or a going, its title as filings cite it; a seat on the board is none of an officer's."""
    direction = _in_filings(move)
    title = _in_short(move.title.without(FOUNDER_AND)) if move.title else None
    title = _interim_of(move, sentences, text) or title
    told = _sentence_of(move, sentences, text)
    leaves_board = direction is Direction.LEAVE and _BOARD_ONLY.search(told)
    if leaves_board and (not _names_office(move, sentences) or _is_reason(move, text)):
        title = None
    return replace(move, direction=direction, title=title)


_WHO_SERVES = re.compile(r"[^.;]{0,90}?,\swho\s(?:has|had|is|was)\s[^.;,]{0,60}\Z")


def _interim_of(move: Move, sentences: Sequence[Phrased], text: str) -> Chunk | None:
    """The interim's office of a predecessor ("succeeds Ann Roe, Controller, who has served as Interim CFO")."""
    if not move.predecessor or move.person is None:
        return None
    own = next((one.sentence for one in sentences if one.holds(move.person)), None)
    offices = [chunk for chunk in own.chunks if chunk.code == "T" and FOR_A_TIME.match(chunk.raw)] if own else []
    behind = (one for one in offices if 0 < one.start - move.person.end < 150)
    return next((one for one in behind if _WHO_SERVES.match(text, move.person.end, one.start)), None)


# "Chief Financial Officer and principal financial officer": what the rules of the exchange call the same office.
_SAME_OFFICE = re.compile(r"(?<=\w),?\s+and\s+principal\s+(?:executive|financial)\s+officer\Z", re.IGNORECASE)


# "Chief Executive Officer of QTC": the company by its letters.
_OF_LETTERS = re.compile(r"(?<=\w)\sof\s[A-Z]{3,6}\Z")


def _in_short(title: Chunk) -> Chunk:
    found = _SAME_OFFICE.search(title.raw) or _OF_LETTERS.search(title.raw)
    if found and "Principal" in found[0] and "Chief" not in title.raw:
        return title
    return replace(title, end=title.start + found.start(), raw=title.raw[: found.start()]) if found else title


def _in_filings(move: Move) -> Direction:
    """Filings appoint their own people and others in the same words: only "promoted" says that it was one's own."""
    if move.direction is Direction.PROMOTE and "promot" in move.verb.raw.lower():
        return Direction.PROMOTE
    return Direction.LEAVE if move.direction is Direction.LEAVE else Direction.JOIN


def _names_office(move: Move, sentences: Sequence[Phrased]) -> bool:
    """Whether the title stands behind the verb of going, as what is given up."""
    own = next((one.sentence for one in sentences if one.holds(move.verb)), None)
    return own is not None and move.title is not None and move.verb.start < move.title.start < own.end


# "to devote more time to his duties as …": an office kept elsewhere, for which a seat is given up.
_REASON = re.compile(
    r"\bto (?:devote|dedicate|focus|concentrate|attend|spend|accept|take|pursue)\b[^.;]{0,60}?\b(?:as|of)\s"
    r"(?:the |an? )?\Z"
    r"|\b(?:and|to) (?:(?:will|would|shall|then) ){0,2}(?:become|join|serve as)\s[^.;]{0,40}\Z"
)


def _is_reason(move: Move, text: str) -> bool:
    """Whether the title stands in the reason of a going only."""
    if move.direction is not Direction.LEAVE or move.title is None:
        return False
    return bool(_REASON.search(text, move.verb.end, move.title.start))


def _sentence_of(move: Move, sentences: Sequence[Phrased], text: str) -> str:
    for one in sentences:
        if one.holds(move.verb):
            return text[one.sentence.start : one.sentence.end]
    return ""


_NO_EXECUTIVE = re.compile(r"(?:non-?executive|(?:lead )?independent)\b", re.IGNORECASE)


def _is_office(move: Move, sentences: Sequence[Phrased], text: str) -> bool:
    """Whether the title is an officer's; a chairman's only where it is his employment that begins or ends."""
    if move.title is None or _NO_EXECUTIVE.match(move.title.raw):
        return False
    return not classify(move.title.raw).is_board or bool(_EMPLOYMENT.search(_sentence_of(move, sentences, text)))


def _own_relay(move: Move, moves: Mapping[tuple[str, bool], Move], followers: Mapping[str, str]) -> list[Move]:
    """The moves, that of the one who replaces this person first ("Mr. Roe replaces Mr. Low")."""
    follower = followers.get(person_key(move.person.raw), "") if move.person and move.predecessor else ""
    first = moves.get((follower, False))
    return [*([first] if first else []), *moves.values()]


# Whose place is taken, where an appointment names no office: "as his successor", "to fill the vacancy".
_TAKES_PLACE = re.compile(
    r"\b(?:succe\w+|replac\w+|vacan\w+|in (?:his|her) (?:place|stead)|interim|duties|responsibilities"
    r"|(?:that|this|such|those|these|same|the) (?:positions?|offices?|roles?|posts?))\b"
)


# "was appointed as his successor", "was named to replace Mr. Doe": an office, and no seat.
_SUCCEEDS = re.compile(
    r"\s(?:by the Board\s)?(?:as|to be|to)\s(?:(?:his|her|the|its|(?:Mr|Ms|Mrs|Dr)\.\s[A-Z][\w-]+[’']s?)\s)?"
    r"(?:successor|replacement|succeed|replace)\b(?![^.;]*\b(?:Board|director|Committee)\b)"
)


def _is_successor(move: Move, sentences: Sequence[Phrased], text: str) -> bool:
    """Whether an appointment without an office is told as another's succession."""
    end = next((one.sentence.end for one in sentences if one.holds(move.verb)), move.verb.end)
    return move.told_by == "A" and _SUCCEEDS.match(text, move.verb.end, end) is not None


def _after(move: Move, moves: Sequence[Move], sentences: Sequence[Phrased], text: str) -> Move:
    """A predecessor with the successor's office, and the other way round, where the text gives only one."""
    if move.title or not (move.predecessor or move.successor or _is_successor(move, sentences, text)):
        return move
    goes = move.direction is Direction.LEAVE
    if goes and _BOARD_ONLY.search(_sentence_of(move, sentences, text)):
        return move
    own = next((one.sentence for one in sentences if one.holds(move.verb)), None)
    if not goes and own and move.told_by in {"A", "R"} and not _TAKES_PLACE.search(text, move.verb.end, own.end):
        return move
    other = next((one for one in moves if one.title and (one.direction is Direction.LEAVE) is not goes), None)
    if other is None or other.title is None:
        return move
    return replace(move, title=other.title.without(FOR_A_TIME) if goes else other.title)


def _fuller(first: Move, second: Move, sentences: Sequence[Phrased]) -> Move:
    """Two tellings of one move as one; a verb says more of the day than a noun, unless only the noun has one."""
    dated = is_dated(second, sentences) or not is_dated(first, sentences)
    by_verb = first.told_by in {"O", "S"} and second.told_by in {"L", "employment"} and dated
    title = _office_of(first, second)
    by_office = title is not first.title and (second.told_by in {"list", "employment"} or (first.title and dated))
    if by_verb or by_office or _tells_office_left(first, second, sentences):
        first = replace(first, verb=second.verb, told_by=second.told_by)
    return replace(
        first,
        title=title,
        predecessor=first.predecessor or second.predecessor,
        successor=first.successor or second.successor,
    )


def _tells_office_left(first: Move, second: Move, sentences: Sequence[Phrased]) -> bool:
    """Whether the second names the office left and its day ("will step down as CFO on May 1"), the first neither."""
    if second.direction is not Direction.LEAVE or second.told_by != "L" or _names_office(first, sentences):
        return False
    return first.told_by == "L" and _names_office(second, sentences) and is_dated(second, sentences)


def _office_of(first: Move, second: Move) -> Chunk | None:
    """The office of two tellings; a seat on the board that is given up beside it is none."""
    if first.title and second.title and first.direction is Direction.LEAVE and classify(first.title.raw).is_board:
        return first.title if classify(second.title.raw).is_board else second.title
    if first.title and second.title and _PRINCIPAL.match(first.title.raw) and not _PRINCIPAL.match(second.title.raw):
        return second.title
    return first.title or second.title


# "principal financial officer": what the rules call an office, beside its own name.
_PRINCIPAL = re.compile(r"[Pp]rincipal\s")


def _known(text: str, filer: str) -> Known:
    known = Known.of(text)
    called = re.findall(r"\b(?:Mr|Ms|Mrs|Dr)\.\s+(?:[A-Z][\w.]*\s+){0,3}?([A-Z][\w’'-]+)", text)
    words = folded(filer).replace(".", "").replace(",", "").split()
    own = {" ".join(words[:count]) for count in range(2, len(words) + 1)}
    defined = {folded(name) for name in (*_DEFINED_COMPANY.findall(text), *_DEFINED_TERM.findall(text))}
    return Known(
        known.surnames | {folded(re.sub(r"[’']s?$", "", name)) for name in called},
        known.organisations | defined | {"general partner"} | own,
    )
