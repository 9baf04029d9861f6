"""Job changes of officers told by an article, a filing or a team's own tools. Stage 2 of 12.

The sentence grammar is `signals.extract.move_grammar`; here its moves are made one account per person, or dismissed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent.domain.contacts import Seniority
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import Direction, FieldValue, Mention, SignalKind
from signals.detectors.intake_fields import mention_of_intake
from signals.detectors.officer_filings import moves_of_filing
from signals.detectors.register_officers import mention_of_entry
from signals.extract.move_chunks import Chunk, Chunked, Known, chunked
from signals.extract.move_grammar import Move, moves_in
from signals.extract.move_noise import is_noise, is_noisy_sentence
from signals.extract.move_words import MOVE_GATE
from signals.extract.name_words import PLACES
from signals.extract.organisations import display_name
from signals.extract.people import person_key, surname
from signals.extract.sentences import sentence_spans
from signals.extract.title_spans import may_hold_title
from signals.extract.titles import classify, folded

# An article tells its event early; what stands further down is background (signals §2.2 stage 0 reads 600 characters).
_READ_CHARACTERS = 6_000
_INTERIM = re.compile(
    r"\b(?:interim|acting|kommissarisch\w*|interimistisch\w*|par intérim|interin[oa])\b", re.IGNORECASE
)
_OFFICERS = frozenset({Seniority.C_LEVEL, Seniority.VP, Seniority.HEAD, Seniority.DIRECTOR})


def detect(item: Item) -> tuple[Mention, ...]:
    """The job changes that `item` tells, one mention a person; a change whose person is not named has no `person`.

    Moves of board members, coaches, politicians and the like, rumours and looks back are not told (signals §2.3).
    """
    if item.kind is ItemKind.INTAKE:
        mention = mention_of_intake(item, SignalKind.JOB_CHANGE)
        return (mention,) if mention else ()
    if item.kind is ItemKind.POSTING:
        return ()
    if item.kind is ItemKind.FILING and item.fields.get("register"):
        entry = mention_of_entry(item)
        return (entry,) if entry else ()
    if item.source == "sec_8k" or item.fields.get("item") == "5.02":
        return tuple(_mention(item, move, company=None, officer=officer) for move, officer in moves_of_filing(item))
    text = item.text[:_READ_CHARACTERS]
    if not may_hold_title(text) or not MOVE_GATE.search(text) or is_noise(item.title or text[:200]):
        return ()
    as_of = item.published_at.date() if item.published_at else None
    told = _Told.read(text, as_of)
    return tuple(_mention(item, move, company=told.company(move)) for move in told.settled())


@dataclass(frozen=True, slots=True)
class _Told:
    """Everything one text tells of moves: the moves in order, and the sentences as chunks."""

    moves: tuple[Move, ...]
    sentences: tuple[Chunked, ...]

    @classmethod
    def read(cls, text: str, as_of: date | None) -> _Told:
        known = Known.of(text)
        sentences = tuple(
            chunked(text, start, end, known=known, as_of=as_of)
            for start, end in sentence_spans(text)
            if MOVE_GATE.search(text, start, end) and not is_noisy_sentence(text[start:end])
        )
        moves = [_with_date(move, sentence) for sentence in sentences for move in moves_in(sentence, as_of)]
        return cls(tuple(moves), sentences)

    def settled(self) -> tuple[Move, ...]:
        """One move a person and direction, the fullest words of each field; only moves of officers."""
        named = [self._full_name(move) for move in self.moves if move.person]
        nameless = [move for move in self.moves if not move.person and move.title and _is_office(move.title)]
        groups: dict[tuple[str, bool], list[Move]] = {}
        for move in named:
            groups.setdefault((person_key(move.person.raw) if move.person else "", _leaves(move)), []).append(move)
        merged = [_merged(group) for group in groups.values()]
        merged = [self._completed(move, nameless) for move in merged]
        merged = [_after(move, merged) for move in merged]
        people = tuple(self._directed(move) for move in merged if self._is_officer(move))
        if people:
            return people
        stated = [move for move in nameless if move.company and _may_employ(move.company) and _is_told_of(move)]
        fullest = max(stated, key=lambda move: len(move.title.raw) if move.title else 0, default=None)
        return (self._directed(fullest),) if fullest else ()

    def company(self, move: Move) -> Chunk | None:
        """The company of a move: its own, else that of the text's other moves, else the first organisation named."""
        if move.company:
            return move.company
        others = (other.company for other in self.moves if other.company and other.company != move.from_company)
        first = (
            chunk
            for sentence in self.sentences[:2]
            for chunk, before in zip(sentence.chunks, (None, *sentence.chunks), strict=False)
            if chunk.code == "N" and (before is None or before.code not in "qfF") and _may_employ(chunk)
        )
        anywhere = (
            chunk
            for sentence in self.sentences[:2]
            for chunk in sentence.chunks
            if chunk.code == "N" and _may_employ(chunk)
        )
        return next(others, None) or next(first, None) or next(anywhere, None)

    def _full_name(self, move: Move) -> Move:
        """The move with its person's full name, where the text gives one for a lone surname."""
        if move.person is None or " " in move.person.raw:
            return move
        last = surname(move.person.raw)
        for sentence in self.sentences:
            for chunk in sentence.chunks:
                if chunk.code == "P" and " " in chunk.raw and surname(chunk.raw) == last:
                    return replace(move, person=chunk)
        return move

    def _completed(self, move: Move, nameless: Sequence[Move]) -> Move:
        """Fill a missing title with the office that the text names without its person."""
        if move.title or move.predecessor or move.successor:
            return move
        office = next((other for other in nameless if _leaves(other) == _leaves(move)), None)
        return replace(move, title=office.title, company=move.company or office.company) if office else move

    def _is_officer(self, move: Move) -> bool:
        if move.title is None:
            return move.direction is Direction.JOIN and move.from_company is not None and move.company is not None
        return _is_office(move.title) and not (move.company and _same(move.company, move.person))

    def _directed(self, move: Move) -> Move:
        """Interim where the title says so; a promotion where the text as a whole speaks of one."""
        if move.direction is Direction.LEAVE:
            return move
        if move.title and move.person and _INTERIM.search(move.title.raw):
            return replace(move, direction=Direction.INTERIM)
        if move.direction is Direction.JOIN and move.from_company is None and self._promotes():
            return replace(move, direction=Direction.PROMOTE)
        return move

    def _promotes(self) -> bool:
        told = {move.verb.start for move in self.moves if move.person}
        return any(
            re.search(r"\bpromotes\b|\bpromoted\b|\bbefördert\b", chunk.raw, re.IGNORECASE)
            for sentence in self.sentences[:1]
            for chunk in sentence.chunks
            if chunk.code in "AV" and chunk.start not in told
        )


def _after(move: Move, moves: Sequence[Move]) -> Move:
    """A predecessor with the office and company of the successor, and the other way round, where no own are told."""
    other = next((other for other in moves if _leaves(other) != _leaves(move) and other.title), None)
    if not (move.predecessor or move.successor) or other is None:
        return move
    return replace(move, title=move.title or _permanent(other.title), company=move.company or other.company)


def _permanent(title: Chunk | None) -> Chunk | None:
    """An interim's office as his predecessor held it."""
    first = re.match(r"(?:interim|acting)\s+", title.raw, re.IGNORECASE) if title else None
    if title is None or first is None:
        return title
    return replace(title, start=title.start + first.end(), raw=title.raw[first.end() :])


def _may_employ(name: Chunk) -> bool:
    return len(name.raw) > 2 and folded(name.raw) not in PLACES


def _leaves(move: Move) -> bool:
    return move.direction is Direction.LEAVE


def _is_office(title: Chunk) -> bool:
    found = classify(title.raw)
    return not found.is_board and (found.seniority in _OFFICERS or found.seniority is Seniority.MANAGER)


_PLAIN_VERBS = re.compile(
    r"appoint|nam|hir|tap|pick|select|choos|chose|recruit|elect|has\b|gets|welcom|poach|promot|step|stand|resign|quit|depart|retir|leav|left|exit|out"
    r"|fire|oust|ern[ea]nn|bestell|beruf|holt|tritt|trat|verl|scheid|nomm|démission|quitt|nombr|dimit|deja",
    re.IGNORECASE,
)


def _is_told_of(move: Move) -> bool:
    """Whether a change without a person is worth telling: an office at the top, and a verb that says it is so."""
    if not _PLAIN_VERBS.search(move.verb.raw):
        return False
    title = classify(move.title.raw) if move.title else None
    return title is not None and title.seniority in {
        Seniority.C_LEVEL,
        Seniority.VP,
        Seniority.HEAD,
        Seniority.DIRECTOR,
    }


def _same(one: Chunk, other: Chunk | None) -> bool:
    return other is not None and folded(one.raw) == folded(other.raw)


def _merged(group: Sequence[Move]) -> Move:
    first = group[0]
    titles = [move.title for move in group if move.title and _is_office(move.title)]
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
        predecessor=all(move.predecessor for move in group),
        successor=all(move.successor for move in group),
    )


_EFFECTIVE = frozenset({"effective", "from", "starting", "beginning", "ab", "zum", "per"})


def _with_date(move: Move, sentence: Chunked) -> Move:
    """The move with its effective date, where the sentence says "effective …" or "from …"."""
    for before, chunk in zip(sentence.chunks, sentence.chunks[1:], strict=False):
        if chunk.on and chunk.on.start_on == chunk.on.end_on and before.raw.casefold() in _EFFECTIVE:
            return replace(move, effective=chunk.on)
    return move


def _mention(item: Item, move: Move, *, company: Chunk | None, officer: bool | None = None) -> Mention:
    fields: dict[str, FieldValue] = {"direction": _value(str(move.direction), item, move.verb)}
    if move.person:
        fields["person"] = _value(" ".join(move.person.raw.split()), item, move.person)
    if move.title:
        title = classify(move.title.raw)
        fields["title"] = _value(" ".join(move.title.raw.split()), item, move.title)
        fields["function"] = _value(str(title.function), item, move.title)
        fields["seniority"] = _value(str(title.seniority), item, move.title)
    if company:
        fields["company"] = _value(display_name(" ".join(company.raw.split())), item, company)
    if move.from_company and not (company and _same(company, move.from_company)):
        fields["from_company"] = _value(display_name(move.from_company.raw), item, move.from_company)
    if move.effective:
        quote = Quote.of(item.text, move.effective.start, move.effective.end)
        fields["effective_on"] = FieldValue(move.effective.start_on.isoformat(), quote)
    if officer is not None:
        fields["officer"] = _value(str(officer).lower(), item, move.title or move.verb)
    names = tuple(dict.fromkeys(name for name in (item.company, _shown(fields, "company")) if name))
    return Mention(
        kind=SignalKind.JOB_CHANGE,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=0.95 if move.person and move.title else 0.9,
        published_at=item.published_at,
        company_names=names,
        language=item.language,
        why=f'"{move.verb.raw}" beside a title',
    )


def _shown(fields: dict[str, FieldValue], name: str) -> str | None:
    found = fields.get(name)
    return found.value if found else None


def _value(value: str, item: Item, chunk: Chunk) -> FieldValue:
    return FieldValue(value, Quote.of(item.text, chunk.start, chunk.end))
