"""The job changes that a whole text tells: its sentences read one by one, then put together person by person.

What one sentence leaves out another gives: the full name for a lone surname or a pronoun, the office of who is
replaced, the company of the headline. Every move gets a certainty from named features.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from signals.extract.moves.actors import Actor, Node, Office, Phrased, phrased
from signals.extract.moves.certainty import certainty_of
from signals.extract.moves.chunker import chunked
from signals.extract.moves.chunks import Chunk, Known
from signals.extract.moves.clauses import Move, is_same, may_employ, named_after
from signals.extract.moves.directions import directed
from signals.extract.moves.forms import table
from signals.extract.moves.frames import moves_of
from signals.extract.moves.german_nouns import is_german
from signals.extract.moves.held import office_of
from signals.extract.moves.merging import (
    after_the_other,
    completed,
    gone_to_the_chair,
    is_bare_leave,
    is_of_office,
    is_officer,
    is_own_name,
    is_told_of,
    is_way_to_join,
    leaves,
    merged,
    staying,
    told_as_past,
    with_date,
    without_open,
)
from signals.extract.moves.noise import is_noisy_sentence
from signals.extract.moves.quoted import is_only_said, quoted_spans, with_speaker
from signals.extract.moves.wishes import is_wished, speaks_against
from signals.extract.people import is_surely_person, person_key, surname
from signals.extract.sentences import sentence_spans
from signals.extract.titles import folded

_OLD: Final = timedelta(days=270)
_TRIGGER_CODES: Final = frozenset("AVJBLXxSYURZOno")
# A sentence of more characters than this is a list or no prose; its rest is not read.
_LONGEST: Final = 1_600
# "Gen. (Ret.) Sam Holt" and, with `_DAY`, "am 1. Oktober": a full stop that ends no sentence.
_RETIRED: Final = re.compile(r"\(\w{1,5}\.\)$")
# What a company's full form adds to the name that a headline gives.
_FULL_FORMS: Final = frozenset({"group", "holdings", "group inc", "group plc", "holdings inc", "companies"})
_NOUNS: Final = frozenset("hire appointment move news change from over amid at after in".split())  # noqa: SIM905
# "Jane Roe, 48, was most recently …", "Jane Roe joins from …", "Jane Roe previously …".
_WHENCE: Final = re.compile("@(?:,w,?)?(?:b?z?[qF]|b?T|JF|hw{0,2}[zw]{0,4}[fv]N)")
_LONGTIME: Final = re.compile(r"\b(?:long-?time|long-serving|veteran) \Z", re.IGNORECASE)
_LEGAL: Final = re.compile(r"\b(?:Inc|Corp|Co|Ltd|LLC|GmbH|AG|SE|plc|PLC|S\.A)\.?$")
_DAY: Final = re.compile(r".{0,2}\b\d{1,2}\.\s(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
_WORDS: Final = re.compile(r"[^\W_]+(?:['’.-](?!s\b)[^\W_]+)*")


def may_tell_move(text: str) -> bool:
    """Whether any word of `text` could tell a move; False is sure, and costs a few microseconds a line."""
    words = table()
    if " to " in text and " as " in text:
        return True  # "Jane Doe to Acme as CFO" has no verb at all
    return any(
        entry.code in _TRIGGER_CODES
        for word in _WORDS.findall(text.casefold().replace("’", "'"))
        for entry in words.get(word, ())
    )


# "Jane Roe, 48, was most recently": what may tell more of who was appointed in the sentence before.
_OPENS_WITH_NAME: Final = re.compile(
    r"\W*[A-Z][\w’'-]+ (?:[A-Z]\. )?[A-Z][^.]{0,60}?"
    r"\b(?:was|is|comes|came|joins|from|previously|formerly|recently|has|had)\b"
)
_LEAD: Final = re.compile(
    r"\b(?:helm|reins|baton|top job|takes? charge|taking charge|acting (?:\w+ ){0,3}(?:administrator|commissioner))\b",
    re.IGNORECASE,
)


def may_tell_lead(text: str) -> bool:
    """Whether `text` may tell who leads without naming the office ("takes the helm")."""
    return _LEAD.search(text) is not None


@dataclass(frozen=True, slots=True)
class Told:
    """A move with its certainty from 0 to 1; an event stands at 0.9, below that a model or a person has to decide."""

    move: Move
    certainty: float


def read_moves(text: str, as_of: date | None) -> tuple[Told, ...]:
    """The moves that `text` tells as of a day, one a person and direction, in the order of the text.

    What lies 270 days or more before `as_of`, or in a year that stands alone where nobody says when it is now, is a
    look back and not told.
    """
    spans = list(_spans_read(text))
    sentences = read_sentences(text, spans, Known.of(text), as_of=as_of)
    return Text(text, sentences, as_of).told()


def _spans_read(text: str) -> Iterator[tuple[int, int]]:
    """The sentences that may tell a move, each between the one that may name its "she" and the one that tells more."""
    before: tuple[int, int] | None = None
    follows = False
    for start, end in joined_spans(text):
        if is_noisy_sentence(text[start:end]):
            before, follows = None, False
        elif may_tell_move(text[start:end]):
            if before:
                yield before
            yield start, end
            before, follows = None, True
        else:
            follows = follows and _OPENS_WITH_NAME.match(text, start, end) is not None
            if follows:
                yield start, end
            before, follows = None if follows else (start, end), False


def read_sentences(
    text: str, spans: Sequence[tuple[int, int]], known: Known, *, as_of: date | None = None, filer: str | None = None
) -> tuple[Phrased, ...]:
    """The sentences as nodes; names that one of them gives in full are known in all."""
    spans = [(start, min(end, start + _LONGEST)) for start, end in spans]
    first = [chunked(text, *span, known=known, as_of=as_of, filer=filer) for span in spans]
    full = {chunk.raw for sentence in first for chunk in sentence.chunks if chunk.code == "P" and " " in chunk.raw}
    parts = {surname(name) for name in full} | {folded(name.split()[0]) for name in full}
    if not parts <= known.surnames:
        known = replace(known, surnames=known.surnames | parts)
        first = [chunked(text, *span, known=known, as_of=as_of, filer=filer) for span in spans]
    return tuple(phrased(sentence) for sentence in first)


def joined_spans(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text, without breaks behind a short parenthesis ("Gen. (Ret.) Sam Holt")."""
    held: tuple[int, int] | None = None
    for start, end in sentence_spans(text):
        held = (held[0], end) if held else (start, end)
        if not _RETIRED.search(text[max(0, end - 9) : end]) and not _DAY.match(text[max(0, end - 4) : end + 8]):
            yield held
            held = None
    if held:
        yield held


@dataclass(frozen=True, slots=True)
class Text:
    """The sentences of one text that may tell of moves; those of the background only say who holds which office."""

    text: str
    sentences: tuple[Phrased, ...]
    as_of: date | None
    background: tuple[Phrased, ...] = ()

    def told(self) -> tuple[Told, ...]:
        moves = without_open(self._not_spoken_against(list(self.moves())))
        named = [move for move in moves if move.person]
        nameless = [move for move in moves if not move.person and is_of_office(move)]
        groups: dict[tuple[str, bool], list[Move]] = {}
        for move in named:
            key = person_key(move.person.raw) if move.person else ""
            groups.setdefault((key, leaves(move)), []).append(move)
        whole = [merged(group) for group in groups.values()]
        whole = [completed(move, nameless) for move in whole]
        whole = staying([after_the_other(move, whole, nameless) for move in whole])
        whole = gone_to_the_chair([move for move in whole if not told_as_past(move, whole)])
        people = [
            directed(self.text, self.sentences, self._in_full(self._placed(move, [*whole, *nameless])))
            for move in whole
            if is_officer(move)
        ]
        people = [_from_where_left(move, whole) for move in people if not is_way_to_join(move, people)]
        people += [self._in_full(self._placed(move, whole)) for move in whole if is_bare_leave(move, people)]
        people = people or [
            directed(self.text, self.sentences, self._placed(move, [])) for move in self._named_next(nameless)
        ]
        found = tuple(Told(move, certainty_of(move)) for move in people if not is_own_name(move))
        if any(told.certainty >= 0.9 for told in found):
            return found
        stated = [self._in_full(self._placed(move, whole)) for move in nameless if is_told_of(move)]
        stated = [move for move in stated if move.company]
        own = {move.verb for move in nameless if move.company}
        fullest = max(
            stated, key=lambda move: (move.verb in own, len(move.title.raw) if move.title else 0), default=None
        )
        return (
            *found,
            *((Told(directed(self.text, self.sentences, fullest), certainty_of(fullest)),) if fullest else ()),
        )

    def _not_spoken_against(self, moves: list[Move]) -> list[Move]:
        """The moves without who goes, where the headline denies or wishes that and tells no move itself."""
        if not any(leaves(move) for move in moves):
            return moves
        end = next((stop for _, stop in joined_spans(self.text)), 0)
        told_there = any(move.verb.start < end for move in moves)
        if told_there or end >= len(self.text.rstrip()) or not speaks_against(self.text[:end]):
            return moves
        return [move for move in moves if not leaves(move)]

    def moves(self) -> Iterator[Move]:
        """The moves of all sentences; a pronoun is the person named last, a lone surname the one so called."""
        quoted = quoted_spans(self.text)
        for index, sentence in enumerate(self.sentences):
            for move in moves_of(sentence):
                move = with_date(move, sentence.sentence)
                if self._is_past(sentence, move) or is_only_said(move, quoted):
                    continue
                if is_wished(move, self.text[sentence.sentence.start : move.verb.start]):
                    continue
                move = with_speaker(move, quoted, self.sentences)
                if move.is_anaphor and move.person is None:
                    actor = self._last_named(index, move.verb.start)
                    if actor is None:
                        continue
                    held = actor.office() if leaves(move) else None
                    move = replace(
                        move,
                        person=actor.person,
                        title=move.title or (held.title if held else None),
                        company=(held.company if held else None) or move.company,
                    )
                yield self._entitled(self._full_name(move))

    def _named_next(self, nameless: Sequence[Move]) -> Iterator[Move]:
        """Who comes to an office, where the next sentence opens with a name and tells whence ("was most recently")."""
        for move in nameless:
            if leaves(move) or move.title is None or move.company is None:
                continue
            at = next((index for index, one in enumerate(self.sentences) if one.sentence.end > move.verb.start), 0)
            for one in self.sentences[at + 1 : at + 2]:
                actor = _comes_from_elsewhere(one)
                if actor and " " in actor.person.raw:
                    origin = actor.origin or named_after(one.nodes[:12], "Ffv")
                    yield replace(move, person=actor.person, from_company=origin)
                    return

    def _last_named(self, index: int, before: int) -> Actor | None:
        for sentence in reversed(self.sentences[: index + 1]):
            people = [node.actor for node in sentence.nodes if node.actor and node.chunk.start < before]
            if people:
                return people[-1]
        return None

    def _is_past(self, sentence: Phrased, move: Move) -> bool:
        """Whether the clause of the verb, or the opening of the sentence, gives a date of long ago."""
        chunks = sentence.sentence.chunks
        at = next((place for place, chunk in enumerate(chunks) if chunk.start >= move.verb.start), 0)
        after = re.split("[,|:]", sentence.sentence.codes[at + 1 : at + 14])[0]
        places = [*range(min(3, at)), *range(at + 1, at + 1 + len(after))]
        ahead_of = {"nächsten", "kommenden", "next"}
        places = [one for one in places if not {chunk.raw for chunk in chunks[one + 1 : one + 2]} & ahead_of]
        dates = [chunks[place].on for place in places if place < len(chunks)]
        if self.as_of is None:
            ahead = re.search("[tm]z?$", sentence.sentence.codes[:at]) is not None
            return not ahead and any(span is not None and span.raw.isdigit() for span in dates)
        return any(span is not None and span.end_on < self.as_of - _OLD for span in dates)

    def _full_name(self, move: Move) -> Move:
        """The move with its person's full name, where the text gives one for a lone surname."""
        if move.person is None or " " in move.person.raw:
            return move
        last = surname(move.person.raw)
        for sentence in self.sentences:
            for chunk in sentence.sentence.chunks:
                if (
                    chunk.code == "P"
                    and " " in chunk.raw
                    and last in {surname(chunk.raw), folded(chunk.raw.split()[0])}
                ):
                    return replace(move, person=chunk)
        return move

    def _entitled(self, move: Move) -> Move:
        """A leaver with the office that another sentence tells beside the same name."""
        if move.title or move.person is None or not leaves(move):
            return move
        told = (*self.sentences, *self.background)
        held = office_of(move.person, told, self.text, is_followed=move.predecessor) or self._left_before(move)
        return replace(move, title=held.title, company=move.company or held.company) if held else move

    def _left_before(self, move: Move) -> Office | None:
        """The office of a leaver that the background tells ("As previously disclosed, Ms. Doe will resign as CFO")."""
        last = surname(move.person.raw) if move.person else ""
        told = (one for sentence in self.background for one in moves_of(sentence) if leaves(one) and one.title)
        title = next((one.title for one in told if one.person and surname(one.person.raw) == last), None)
        return Office(title) if title else None

    def _placed(self, move: Move, moves: Sequence[Move]) -> Move:
        """The move with a company: its own, else that of the other moves, else the first organisation named."""
        if move.company:
            return move
        others = (
            other.company
            for other in moves
            if other.company
            and other.company != move.from_company
            and not (other.person == move.person and leaves(other) is not leaves(move))
        )
        nodes = [
            (node, before)
            for sentence in self.sentences[:3]
            for node, before in zip(sentence.nodes, ("", *sentence.codes), strict=False)
        ]
        offices = (node.office.company for node, _ in nodes if node.office and node.office.company)
        left = {other.from_company for other in moves}
        moved = {surname(other.person.raw) for other in moves if other.person}
        unsure = (
            node.actor.person
            for node, _ in nodes
            if node.actor
            and not node.actor.offices
            and surname(node.actor.person.raw) not in moved
            and not is_surely_person(node.actor.person.raw)
        )
        first = (
            node.chunk
            for node, before in nodes
            if node.code == "N" and before not in "qF,f" and may_employ(node.chunk) and not self._is_plain_word(node)
        )
        anywhere = (node.chunk for node, _ in nodes if node.code == "N" and may_employ(node.chunk))
        own = {folded(other.company.raw) for other in moves if other.company and other.person == move.person}
        all_told = (*others, *self._speaking(), *first, *offices, *unsure, *anywhere)
        held = (
            office.company
            for node, _ in nodes
            for office in (node.actor.offices if node.actor else ())
            if office.company and not office.is_former
        )
        all_told = (*all_told, *held)
        told = [name for name in all_told if move.person is None or folded(name.raw) not in own]
        if is_german(self.text) and not any(other.company for other in moves):
            told.sort(key=lambda name: -self.text.count(name.raw))  # nouns, too, are written large there
        return replace(move, company=next((name for name in told if name not in left), None) or self._longtime(moves))

    def _longtime(self, moves: Sequence[Move]) -> Chunk | None:
        """ "Longtime Kestrel executive Ann Roe will become …": whose she is, where no other company is told."""
        origins = [move.from_company for move in moves if move.from_company]
        return next((one for one in origins if _LONGTIME.search(self.text, max(0, one.start - 14), one.start)), None)

    def _speaking(self) -> Iterator[Chunk]:
        """The organisations that say something early in the text ("Acme said")."""
        for sentence in self.sentences[:2]:
            for at, node in enumerate(sentence.nodes):
                if node.code == "N" and may_employ(node.chunk) and re.match("[zwD]?u", sentence.codes[at + 1 :]):
                    yield node.chunk

    def _in_full(self, move: Move) -> Move:
        """The move with the full form of its company that the text gives elsewhere ("Kestrel", "Kestrel Group")."""
        if move.company is None:
            return move
        opening = folded(move.company.raw) + " "
        for sentence in self.sentences:
            for at, chunk in enumerate(sentence.sentence.chunks):
                plain = folded(chunk.raw)
                if chunk.code not in "NP" or not plain.startswith(opening):
                    continue
                acts = at == 0 and re.match(r"(?:,[^,]*,)?[zwD]?[uhmAX]", sentence.sentence.codes[1:]) is not None
                if acts or plain[len(opening) :] in _FULL_FORMS or _LEGAL.search(chunk.raw):
                    return replace(move, company=chunk)
        return move

    def _is_plain_word(self, node: Node) -> bool:
        """ "Pivotal hire for Mossgate", "Fallout from …": a sentence's first word before a noun is no company."""
        start = node.chunk.start
        opens = any(sentence.sentence.start == start for sentence in self.sentences)
        behind = re.match(r"\s([a-z]+)", self.text[node.chunk.end : node.chunk.end + 20])
        return opens and behind is not None and behind[1] in _NOUNS and " " not in node.chunk.raw


def _comes_from_elsewhere(sentence: Phrased) -> Actor | None:
    """The person whom a sentence opens with, where it tells what that person did before."""
    whence = _WHENCE.match(sentence.codes)
    held = sentence.nodes[whence.end() - 1].office if whence else None
    first = sentence.nodes[0].actor if sentence.nodes else None
    if first and first.origin:
        return first
    return first if whence and (held is None or held.is_former) else None


def _from_where_left(move: Move, moves: Sequence[Move]) -> Move:
    """Who leaves one company and joins another comes from the first."""
    if leaves(move) or move.from_company or move.company is None:
        return move
    gone = [one for one in moves if leaves(one) and one.person == move.person and one.company]
    left = next((one.company for one in gone if one.company and not is_same(one.company, move.company)), None)
    return replace(move, from_company=left) if left else move
