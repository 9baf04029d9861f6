"""Which office an item 5.02 means: the one beside the name for who goes, the one behind "as" for who is appointed.

Part of stage 2 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from agent.domain.signals import Direction
from signals.extract.filings.sentences import tells_background
from signals.extract.moves.actors import Phrased
from signals.extract.moves.chunks import Chunk
from signals.extract.moves.clauses import Move
from signals.extract.people import person_key
from signals.extract.titles import classify, folded

# "its Chairman of the Board, President and Chief Executive Officer, Jane Doe": offices right before a name.
_BEFORE: Final = re.compile("T(?:(?:,&?|&)T)*,?$")
# "…, Ann Roe, its Treasurer, Jane Doe": the offices before the name are another's.
_OF_ANOTHER: Final = re.compile("P,?[dqkz]{0,3}(?:[wN]p)?[dqk]{0,2}$")
# "Jane Doe, 51, the former Treasurer of …", "Jane Doe, currently Treasurer and one of …": an office right behind it.
_BEHIND: Final = re.compile("(?:,w{1,2}(?=,))?,[dzqnk]{0,3}w?(?:[wN]p)?[qnk]{0,2}(T(?:(?:,&?|&)T)*)")
# "from all his offices, including as Treasurer", "from his employment, including Treasurer"
_INCLUDING: Final = re.compile("[^|]{0,16}?(W)s?[dwN]?p?(T(?:(?:,&?|&)T)*)")


def with_own_office(
    move: Move, sentences: Sequence[Phrased], background: Sequence[Phrased], text: str, filer: str
) -> Move:
    """A leaver without an office with the one that the filing tells beside the name, before or behind it."""
    if move.direction is not Direction.LEAVE or move.title is not None or move.person is None:
        return move
    own = next((one for one in sentences if one.holds(move.verb)), None)
    title = _including(move, own, text) if own else None
    told = sorted(sentences, key=lambda one: one is not own)
    title = title or next((found for one in told for found in _beside(move, one, text, filer)), None)
    past = (one for one in sentences if tells_background(text[one.sentence.start : one.sentence.end]))
    served = (*background, *past)
    title = title or next((found for one in served for found in _served_as(move, one, text)), None)
    return replace(move, title=title) if title else move


# "Mr. Doe had been the Treasurer of the Company since 2019"
_SERVED: Final = re.compile("[hbzB]{1,3}s?d?(?:[wN]p)?(T(?:(?:,&?|&)T)*)")


def _served_as(move: Move, sentence: Phrased, text: str) -> Iterator[Chunk]:
    codes, chunks = sentence.sentence.codes, sentence.sentence.chunks
    last = move.person.raw.split()[-1] if move.person else ""
    for at, chunk in enumerate(chunks):
        served = _SERVED.match(codes, at + 1) if chunk.code == "P" and chunk.raw.split()[-1] == last else None
        if served:
            yield _joined(chunks[served.start(1) : served.end(1)], text)


def _beside(move: Move, sentence: Phrased, text: str, filer: str) -> Iterator[Chunk]:
    codes, chunks = sentence.sentence.codes, sentence.sentence.chunks
    key = person_key(move.person.raw) if move.person else ""
    for at, chunk in enumerate(chunks):
        if chunk.code != "P" or person_key(chunk.raw) != key:
            continue
        before = _BEFORE.search(codes, 0, at)
        if before and not _OF_ANOTHER.search(codes[: before.start()]):
            stop = before.end() - 1 if before[0].endswith(",") else before.end()
            yield _joined(chunks[before.start() : stop], text)
        behind = _BEHIND.match(codes, at + 1)
        if behind and not _is_elsewhere(text, chunks[behind.end(1) - 1].end, filer):
            yield _joined(chunks[behind.start(1) : behind.end(1)], text)


def _including(move: Move, sentence: Phrased, text: str) -> Chunk | None:
    chunks = sentence.sentence.chunks
    at = next((place for place, chunk in enumerate(chunks) if chunk.start > move.verb.start), len(chunks))
    found = _INCLUDING.match(sentence.sentence.codes, at)
    if found is None or chunks[found.start(1)].raw.casefold() != "including":
        return None
    return _joined(chunks[found.start(2) : found.end(2)], text)


def _joined(chunks: Sequence[Chunk], text: str) -> Chunk:
    begin, end = chunks[0].start, chunks[-1].end
    return replace(chunks[0], end=end, raw=text[begin:end])


_OF: Final = re.compile(r"\s+(?:of|at|for)\s+(?!the\b|our\b|its\b|each\b|both\b)([A-Z][\w&’'-]+)")


def _is_elsewhere(text: str, at: int, filer: str) -> bool:
    """Whether the office at whose end `at` stands is another company's ("former Treasurer of Kestrel AG")."""
    found = _OF.match(text, at)
    return found is not None and folded(found[1]) not in folded(filer).replace(",", " ").split()


# ", as the Company's Principal Accounting Officer": the office that is given, behind what the person is so far.
_AS_NEW: Final = re.compile(
    r"(?<=[,)])\s(?:as|to serve as|to be|to the (?:position|office|post|role)s? of)\s"
    r"(?:(?:the|its|our|an?|new|next)\s|(?:the )?(?:Company|Bank|Corporation|Registrant)[’']s\s|[A-Z]\w+[’']s?\s)*\Z"
)


def with_given_office(move: Move, sentences: Sequence[Phrased], text: str) -> Move:
    """Who is appointed with the office behind "as", where the one read is what the person is so far."""
    own = next((one for one in sentences if one.holds(move.verb)), None)
    if own is None or move.direction is Direction.LEAVE or move.told_by != "A" or move.person is None:
        return move
    if move.title is None or move.title.start < move.person.end or text[move.person.end] != ",":
        return move
    for chunk in own.sentence.chunks:
        if chunk.start <= move.person.end:
            continue
        if chunk.code == "P" or chunk.code in "AVJBL":
            break
        if chunk.code == "T" and _AS_NEW.search(text, move.person.end, chunk.start):
            is_own = chunk.start <= move.title.start or classify(chunk.raw).is_board
            return move if is_own else replace(move, title=chunk)
    return move
