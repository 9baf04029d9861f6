"""Binding: values that stand in the evidence, and are told of what they do not belong to. Part of stage 7 of 12.

A number told of another measure, an event in another place, one company's thing called another's (drafting §2.2).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from agent.domain.drafts import Finding, Severity, Verdict
from agent.domain.evidence import EvidenceKind, Party
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.context import Context
from drafting.anchors.lexemes import EVENT_OPPOSITES, SITE, implied_by
from drafting.anchors.names import stands_in
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source
from drafting.anchors.words import is_telling, related, stems_of, words_of
from drafting.matched import agrees
from signals.extract.titles import title_tokens

_MEASURED = (AnchorType.MONEY, AnchorType.PERCENT, AnchorType.COUNT)
_CLAUSE = re.compile(r"(?<![A-Z])[.;!?](?=\s|$)|,? (?:but|while|whereas|rather than|instead of)\b|\n")
_PHRASE = re.compile(r"[.;!?,](?=\s|$)|\b(?:but|while|after)\b")
_IN = re.compile(
    r"\b(?i:in|at|into) (?:its |your |their |our |the )?(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*(?:, and |, | and ))*$"
)
_OF_SITES = frozenset({"expand", "remove", "relocate"})
_SITE = re.compile(rf" {SITE}\b")
_OWNED = re.compile(r"^(?:'s|’s) ((?:[a-z][\w-]* ?){1,3})")


def unbound_number(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "Revenue grew 6%" where revenue rose 18 % and profit fell 6 %."""
    for start, end in clauses_of(reading.text):
        numbers = [a for a in reading.of(*_MEASURED) if start <= a.start < end]
        for claim in numbers:
            if (claim.tokens and claim.type is AnchorType.MONEY) or sum(a.type is claim.type for a in numbers) > 1:
                continue
            near = [s for s in (_elsewhere(claim, (start, end), reading, source, context) for source in sources) if s]
            held = [s for s in sources if any(agrees(claim, a) for a in s.reading.of(claim.type))]
            if near and len(near) == len(held):
                source, instead = near[0]
                words = f"“{claim.raw}” is of something else: {source.id} says “{instead.raw}” of this"
                yield block(index, claim.start, claim.end, words, source, instead.raw)
                return


def _elsewhere(
    claim: Anchor, clause: tuple[int, int], reading: Reading, source: Source, context: Context
) -> tuple[Source, Anchor] | None:
    """The other value that a source gives what the clause speaks of, where it gives `claim` to something else."""
    if "amount sold" in source.text.casefold():
        return None  # a notice of an offering names each of its sums
    rows = clauses_of(source.text)
    here = [r for r in rows if any(agrees(claim, a) for a in _between(source.reading, claim.type, r))]
    if not here:
        return None
    said = _telling(reading.text[slice(*clause)], context)
    said -= {w.stem for a in reading.anchors for w in words_of(a.raw) if a.type in {*_MEASURED, AnchorType.NAME}}
    held: set[str] = set().union(*(stems_of(source.text[slice(*r)]) for r in here))
    if any(_is_against(reading, clause, source.reading, r) for r in here):
        others = [a for a in source.reading.of(claim.type) if not agrees(claim, a)]
        return (source, others[0]) if others else None
    for row in rows:
        others = [a for a in _between(source.reading, claim.type, row) if a.unit == claim.unit]
        if row in here or not others:
            continue
        stems = stems_of(source.text[slice(*row)])
        if any(related(w) & stems and not related(w) & held for w in said):
            return source, others[0]
    return None


def _is_against(reading: Reading, clause: tuple[int, int], stood: Reading, row: tuple[int, int]) -> bool:
    """Whether a clause tells of a rise and its number stands beside a fall alone, or the other way."""
    claimed = {e.unit for e in _between(reading, AnchorType.EVENT, clause)} & {"growth", "shrink"}
    told = {e.unit for e in _between(stood, AnchorType.EVENT, row)} & {"growth", "shrink"}
    return len(claimed) == 1 and bool(told) and not claimed & told


def unbound_place(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "Hiring in Denver" where jobs were cut in Denver and are open in Dallas."""
    for place in reading.of(AnchorType.NAME):
        if source := _listed_elsewhere(place, reading, sources):
            words = f"{source.id} does not say this of {place.raw}"
            yield block(index, place.start, place.end, words, source, None)
            return
        clause = next(c for c in clauses_of(reading.text, _PHRASE) if c[0] <= place.start < c[1])
        events = [e for e in _between(reading, AnchorType.EVENT, clause) if e.unit in _PLACED]
        somewhere = bool(_IN.search(reading.text[: place.start]))
        if not somewhere and _SITE.match(reading.text[place.end :]):
            somewhere = True
            events = [e for e in events if e.unit in _OF_SITES and e.start < place.start]
        if not somewhere or context.is_account(place.raw) or not events:
            continue
        event = min(events, key=lambda e: (e.start > place.start, abs(place.start - e.start)))
        holding = [s for s in sources if stands_in(place.raw, s.text)]
        if holding and not any(_is_there(event, place, source, reading) for source in holding):
            words = f"“{event.raw}” is not said of {place.raw} by {holding[0].id}"
            yield block(index, place.start, place.end, words, holding[0], None)
            return


def _listed_elsewhere(place: Anchor, reading: Reading, sources: Sequence[Source]) -> Source | None:
    """The posting of the one role that a sentence puts at `place`, where it names another place behind the role."""
    named = reading.of(AnchorType.TITLE)
    if len(named) != 1 or not _ROLE_IN.fullmatch(reading.text[named[0].end : place.start]):
        return None
    ads = [s for s in sources if s.evidence.kind is EvidenceKind.JOB and not s.items]
    placed = [s for s in ads if (m := _ROLE_AT.match(s.text)) and named[0].tokens <= title_tokens(m["role"])]
    return placed[0] if placed and not any(stands_in(place.raw, s.text) for s in placed) else None


_ROLE_IN = re.compile(r" (?:role |job |position |opening )?(?:in|at) ")
_ROLE_AT = re.compile(r"(?P<role>[A-Z][\w&/-]*(?: [\w&/-]+){0,5}), [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*[.;]")
_PLACED = frozenset({"opening", "layoff", "expand", "launch", "relocate", "remove"})


def _is_there(event: Anchor, place: Anchor, source: Source, reading: Reading) -> bool:
    accepted = implied_by(event.unit) | ({"expand"} if event.raw.casefold() == "opening" else set())
    if event.unit == "opening" and source.evidence.kind is EvidenceKind.JOB:
        return _is_role_there(reading, place, source)
    telling = [r for r in clauses_of(source.text) if _tells_a_place(r, accepted, source)]
    for row in telling or clauses_of(source.text):
        if not stands_in(place.raw, source.text[slice(*row)]):
            continue
        told = {e.unit for e in _between(source.reading, AnchorType.EVENT, row)}
        if told & accepted or not told & (EVENT_OPPOSITES.get(event.unit, set()) | _PLACED):
            return True
    return False


def _tells_a_place(row: tuple[int, int], accepted: Collection[str], source: Source) -> bool:
    """Whether a clause tells of the event, and where it is."""
    told = {e.unit for e in _between(source.reading, AnchorType.EVENT, row)}
    return bool(told & set(accepted)) and bool(_SOMEWHERE.search(source.text[slice(*row)]))


_SOMEWHERE = re.compile(rf"\b(?:in|at|into) [A-Z]|\b[A-Z][\w'’-]+{_SITE.pattern}")


def _is_role_there(reading: Reading, place: Anchor, source: Source) -> bool:
    """Whether the one role that a sentence names is listed at that place."""
    named = [t for t in reading.of(AnchorType.TITLE) if _ROLE_IN.fullmatch(reading.text[t.end : place.start])]
    rows = [row for row in source.items if len(named) == 1 and named[0].tokens <= title_tokens(row)]
    elsewhere = [row for row in source.items if stands_in(place.raw, row)]
    return not rows or not elsewhere or any(row in elsewhere for row in rows)


def denied(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "You raised equity" where the evidence speaks of equity only to say that none was raised."""
    for event in reading.of(AnchorType.EVENT):
        clause = next(c for c in clauses_of(reading.text) if c[0] <= event.start < c[1])
        if event.negated or reading.negations or re.search(r"\b(?:rather than|instead of)\b", reading.text):
            continue
        for word in _telling(reading.text[slice(*clause)], context) - stems_of(event.raw):
            told = [(s, e) for s in sources for e in _told_with(word, event, s)]
            told = [(s, e) for s, e in told if stems_of(e.raw) & stems_of(event.raw)] or told
            if told and all(e.negated for _, e in told):
                source, stood = told[0]
                words = f"“{event.raw}”: {source.id} says “{stood.raw}” the other way round of this"
                yield block(index, event.start, event.end, words, source, None)
                return


def _told_with(word: str, event: Anchor, source: Source) -> list[Anchor]:
    accepted = implied_by(event.unit)
    rows = [r for r in clauses_of(source.text) if word in stems_of(source.text[slice(*r)])]
    return [e for r in rows for e in _between(source.reading, AnchorType.EVENT, r) if e.unit in accepted]


_ON_DAY = re.compile(r"(?:,? (?!and\b|or\b|then\b)[a-z]+){0,2} (?:in|on|by|from) ")


def misdated(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "York in April" where the evidence has Leeds in April and York in May."""
    for name, day in _days_of(reading):
        for source in sources:
            stood = [(n, d) for n, d in _days_of(source.reading) if n.tokens & name.tokens]
            days = [(d.since, d.until) for d in source.reading.of(AnchorType.DATE)]
            if stood and (day.since, day.until) in days and all(d.since != day.since for _, d in stood):
                words = f"{source.id} says “{stood[0][1].raw}” of {name.raw}"
                yield block(index, day.start, day.end, words, source, stood[0][1].raw)
                return


def _days_of(reading: Reading) -> list[tuple[Anchor, Anchor]]:
    names, days = reading.of(AnchorType.NAME), reading.of(AnchorType.DATE)
    names = tuple(n for n in names if not re.search(r"\b(?:follow\w*|after|before|behind)\s$", reading.text[: n.start]))
    return [(n, d) for n in names for d in days if _ON_DAY.fullmatch(reading.text[n.end : d.start] or "-")]


def disowned(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "Helio's booking engine" where the evidence calls it Mossbank's."""
    for owner, things in _owners(reading):
        for source in sources:
            stood = [name for name, theirs in _owners(source.reading) if things & theirs]
            if stood and not any(_is_same(owner, name, context) for name in stood):
                words = f"{source.id} says that this is {stood[0].raw}'s"
                yield block(index, owner.start, owner.end, words, source, stood[0].raw)
                return


def _owners(reading: Reading) -> list[tuple[Anchor, frozenset[str]]]:
    owned = ((name, _OWNED.match(reading.text[name.end :])) for name in reading.of(AnchorType.NAME))
    return [(name, frozenset(w.stem for w in words_of(m[1]) if is_telling(w))) for name, m in owned if m]


def _is_same(one: Anchor, other: Anchor, context: Context) -> bool:
    if context.is_account(one.raw):
        return context.is_account(other.raw)
    return bool(one.tokens & other.tokens)


def our_own(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "We shortened our own close" of what the offer says of a customer."""
    if not (m := _OUR_OWN.search(reading.text)):
        return
    for source in sources:
        customer = next(iter(source.reading.of(AnchorType.NAME)), None)
        ours = not customer or stands_in(customer.raw, context.seller_name) or stands_in(customer.raw, reading.text)
        if source.party is Party.SELLER and customer and not ours:
            words = f"{source.id} says this of {customer.raw}, not of us"
            yield block(index, *m.span(), words, source, None)
            return


_OUR_OWN = re.compile(r"\bour own\b", re.IGNORECASE)


def clauses_of(text: str, ends: re.Pattern[str] = _CLAUSE) -> list[tuple[int, int]]:
    """Where the clauses of a text stand, one behind the other; each begins with what ends the one before."""
    starts = [m.start() for m in ends.finditer(text)]
    return list(zip([0, *starts], [*starts, len(text) + 1], strict=True))


def _between(reading: Reading, kind: AnchorType, span: tuple[int, int]) -> list[Anchor]:
    return [a for a in reading.of(kind) if span[0] <= a.start < span[1]]


def _telling(text: str, context: Context) -> set[str]:
    words = (w for w in words_of(text) if is_telling(w) and len(w.folded) > 2)
    return {w.stem for w in words if not context.is_account(w.raw)}


def block(index: int, start: int, end: int, words: str, source: Source, fix: str | None) -> Finding:
    """A contradiction by `source`, with its value to use instead."""
    return Finding(Verdict.CONTRADICTED, Severity.BLOCK, words, index, start, end, (source.id,), fix, "grounding")
