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

from agent.domain.contacts import Seniority
from agent.domain.signals import Direction
from signals.extract.moves.actors import Actor, Node, Phrased, phrased
from signals.extract.moves.certainty import certainty_of
from signals.extract.moves.chunker import chunked
from signals.extract.moves.chunks import Chunk, Chunked, Known
from signals.extract.moves.clauses import Move, is_office, may_employ
from signals.extract.moves.forms import table
from signals.extract.moves.frames import moves_of
from signals.extract.moves.noise import is_noisy_sentence
from signals.extract.people import is_surely_person, person_key, surname
from signals.extract.sentences import sentence_spans
from signals.extract.titles import classify, folded

_NAMELESS: Final = frozenset({Seniority.C_LEVEL, Seniority.VP, Seniority.HEAD, Seniority.DIRECTOR})
_INTERIM: Final = re.compile(
    r"\b(?:interim|acting|kommissarisch\w*|interimistisch\w*|interimsweise|par intérim|interin[oa]|temporar\w+"
    r"|until a (?:permanent|successor|new)\b|vorübergehend)\b",
    re.IGNORECASE,
)
_PERMANENT: Final = re.compile(r"\bpermanent(?:ly)? (?!successor|replacement|chief executive is|ceo is)", re.IGNORECASE)
_OLD: Final = timedelta(days=270)
_TRIGGER_CODES: Final = frozenset("AVJBLXxSYURZOno")
# "(Ret.) Sam Holt", "am 1. Oktober"
# A sentence of more characters than this is a list or no prose; its rest is not read.
_LONGEST: Final = 1_600
_RETIRED: Final = re.compile(r"\(\w{1,5}\.\)$")
# What a company's full form adds to the name that a headline gives.
_FULL_FORMS: Final = frozenset({"group", "holdings", "group inc", "group plc", "holdings inc", "companies"})
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
    """The sentences that may tell a move, each behind the one that may name its "she"."""
    before: tuple[int, int] | None = None
    for start, end in joined_spans(text):
        if is_noisy_sentence(text[start:end]):
            before = None
        elif may_tell_move(text[start:end]):
            if before:
                yield before
            yield start, end
            before = None
        else:
            before = (start, end)


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
    """The sentences of one text that may tell of moves."""

    text: str
    sentences: tuple[Phrased, ...]
    as_of: date | None

    def told(self) -> tuple[Told, ...]:
        moves = list(self.moves())
        named = [move for move in moves if move.person]
        nameless = [move for move in moves if not move.person and _is_of_office(move)]
        groups: dict[tuple[str, bool], list[Move]] = {}
        for move in named:
            key = person_key(move.person.raw) if move.person else ""
            groups.setdefault((key, _leaves(move)), []).append(move)
        merged = [_merged(group) for group in groups.values()]
        merged = [_completed(move, nameless) for move in merged]
        merged = [_after(move, merged, nameless) for move in merged]
        people = [self._directed(self._in_full(self._placed(move, merged))) for move in merged if _is_officer(move)]
        people = [move for move in people if not _is_way_to_join(move, people)]
        found = tuple(Told(move, certainty_of(move)) for move in people if not _is_own_name(move))
        if any(told.certainty >= 0.9 for told in found):
            return found
        stated = [self._in_full(self._placed(move, merged)) for move in nameless if _is_told_of(move)]
        stated = [move for move in stated if move.company]
        own = {move.verb for move in nameless if move.company}
        fullest = max(
            stated, key=lambda move: (move.verb in own, len(move.title.raw) if move.title else 0), default=None
        )
        return (*found, *((Told(self._directed(fullest), certainty_of(fullest)),) if fullest else ()))

    def moves(self) -> Iterator[Move]:
        """The moves of all sentences; a pronoun is the person named last, a lone surname the one so called."""
        for index, sentence in enumerate(self.sentences):
            for move in moves_of(sentence):
                move = _with_date(move, sentence.sentence)
                if self._is_past(sentence, move):
                    continue
                if move.is_anaphor and move.person is None:
                    actor = self._last_named(index, move.verb.start)
                    if actor is None:
                        continue
                    held = actor.office() if _leaves(move) else None
                    move = replace(
                        move,
                        person=actor.person,
                        title=move.title or (held.title if held else None),
                        company=(held.company if held else None) or move.company,
                    )
                yield self._entitled(self._full_name(move))

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
        dates = [chunks[place].on for place in places if place < len(chunks)]
        if self.as_of is None:
            return any(span is not None and span.raw.isdigit() for span in dates)
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
        if move.title or move.person is None or not _leaves(move):
            return move
        last = surname(move.person.raw)
        for sentence in self.sentences:
            for node in sentence.nodes:
                held = node.actor.office() if node.actor and surname(node.actor.person.raw) == last else None
                if held and not held.is_new:
                    return replace(move, title=held.title, company=move.company or held.company)
        return move

    def _placed(self, move: Move, moves: Sequence[Move]) -> Move:
        """The move with a company: its own, else that of the other moves, else the first organisation named."""
        if move.company:
            return move
        others = (other.company for other in moves if other.company and other.company != move.from_company)
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
        told = (*others, *first, *offices, *unsure, *anywhere)
        return replace(move, company=next((name for name in told if name not in left), None))

    def _in_full(self, move: Move) -> Move:
        """The move with the full form of its company that the text gives elsewhere ("Kestrel", "Kestrel Group")."""
        if move.company is None:
            return move
        opening = folded(move.company.raw) + " "
        for sentence in self.sentences:
            for chunk in sentence.sentence.chunks:
                plain = folded(chunk.raw)
                if chunk.code in "NP" and plain.startswith(opening) and plain[len(opening) :] in _FULL_FORMS:
                    return replace(move, company=chunk)
        return move

    def _is_plain_word(self, node: Node) -> bool:
        """ "Pivotal hire for Mossgate": a sentence's first word before a noun is no company."""
        start = node.chunk.start
        opens = any(sentence.sentence.start == start for sentence in self.sentences)
        behind = re.match(r"\s[a-z]+", self.text[node.chunk.end : node.chunk.end + 20])
        return opens and behind is not None and behind[0].strip() in {"hire", "appointment", "move", "news", "change"}

    def _directed(self, move: Move) -> Move:
        """Interim where the title or its sentence says so; a promotion where the text as a whole speaks of one."""
        if move.direction is Direction.LEAVE:
            return move
        told = self._sentence_of(move)
        if (
            move.person
            and not _PERMANENT.search(told)
            and ((move.title and _INTERIM.search(move.title.raw)) or _INTERIM.search(told))
        ):
            return replace(move, direction=Direction.INTERIM)
        if move.direction is Direction.JOIN and move.from_company is None and self._promotes(move):
            return replace(move, direction=Direction.PROMOTE)
        return move

    def _sentence_of(self, move: Move) -> str:
        for sentence in self.sentences:
            if sentence.sentence.start <= move.verb.start < sentence.sentence.end:
                end = self.text.find(";", move.verb.end, sentence.sentence.end)
                begin = self.text.rfind(";", sentence.sentence.start, move.verb.start)
                return self.text[max(begin, sentence.sentence.start) : end if end > 0 else sentence.sentence.end]
        return ""

    def _promotes(self, move: Move) -> bool:
        """A headline that says "promotes two" without a name speaks of everybody."""
        opening = self.sentences[0].sentence if self.sentences else None
        return opening is not None and any(
            chunk.entry is not None
            and re.match(r"promot|befördert", chunk.raw, re.IGNORECASE) is not None
            and "P" not in opening.codes
            for chunk in opening.chunks
        )


def _leaves(move: Move) -> bool:
    return move.direction is Direction.LEAVE


def _is_officer(move: Move) -> bool:
    if move.title is None:
        if _leaves(move):
            return False
        lemma = move.verb.entry.lemma if move.verb.entry else ""
        leads = move.direction is not Direction.LEAVE and "tête" in lemma
        return leads or (
            move.direction is Direction.JOIN and move.from_company is not None and move.company is not None
        )
    return is_office(move.title)


def _is_way_to_join(move: Move, moves: Sequence[Move]) -> bool:
    """ "leaves Acme to join Kestrel as CTO" is one move, unless an office is left."""
    if move.direction is not Direction.LEAVE or move.title is not None:
        return False
    return any(other is not move and other.person == move.person and other.company for other in moves)


def _is_own_name(move: Move) -> bool:
    return bool(move.company and move.person and folded(move.company.raw) == folded(move.person.raw))


def _is_of_office(move: Move) -> bool:
    """Whether a move without a person is of an office: its title, or the one left at another company."""
    return is_office(move.title) if move.title else move.is_definite and move.from_company is not None


def _is_told_of(move: Move) -> bool:
    """Whether a change without a person is worth telling: an office at the top."""
    return move.title is None or classify(move.title.raw).seniority in _NAMELESS


def _completed(move: Move, nameless: Sequence[Move]) -> Move:
    """Fill a missing title with the office that the text names without its person."""
    if move.title or move.predecessor or move.successor:
        return move
    office = next((other for other in nameless if _leaves(other) == _leaves(move)), None)
    return replace(move, title=office.title, company=move.company or office.company) if office else move


def _after(move: Move, moves: Sequence[Move], nameless: Sequence[Move]) -> Move:
    """A predecessor with the office and company of the successor, and the other way round, where no own are told."""
    if not (move.predecessor or move.successor) or (move.title and move.company):
        return move
    others = [other for other in (*moves, *nameless) if other is not move and other.title]
    other = next((one for one in others if _leaves(one) != _leaves(move)), None)
    other = other or next((one for one in others if one in nameless), None)
    if other is None:
        return move
    return replace(move, title=move.title or _permanent(other.title), company=move.company or other.company)


def _permanent(title: Chunk | None) -> Chunk | None:
    """An interim's office as his predecessor held it."""
    first = re.match(r"(?:interim|acting)\s+", title.raw, re.IGNORECASE) if title else None
    if title is None or first is None:
        return title
    return replace(title, start=title.start + first.end(), raw=title.raw[first.end() :])


def _merged(group: Sequence[Move]) -> Move:
    first = group[0]
    titles = [move.title for move in group if move.title and is_office(move.title)]
    names = [move.person for move in group if move.person]
    promoted = any(move.direction is Direction.PROMOTE for move in group)
    return replace(
        first,
        direction=Direction.PROMOTE if promoted else first.direction,
        person=max(names, key=lambda name: len(name.raw)),
        title=max(titles, key=lambda title: len(title.raw)) if titles else first.title,
        company=next((move.company for move in group if move.company), None),
        from_company=next((move.from_company for move in group if move.from_company), None),
        effective=next((move.effective for move in group if move.effective), None),
        predecessor=any(move.predecessor for move in group),
        successor=any(move.successor for move in group),
        is_weak=all(move.is_weak for move in group),
    )


_EFFECTIVE: Final = frozenset({"effective", "from", "starting", "beginning", "ab", "zum", "per"})


def _with_date(move: Move, sentence: Chunked) -> Move:
    """The move with its effective date, where the sentence says "effective …" or "from …"."""
    for before, chunk in zip(sentence.chunks, sentence.chunks[1:], strict=False):
        if chunk.on and chunk.on.start_on == chunk.on.end_on and before.raw.casefold() in _EFFECTIVE:
            return replace(move, effective=chunk.on)
    return move
