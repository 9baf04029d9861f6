"""Sources: evidence and offer as grounding reads them, each with its anchors, dates and lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agent.domain.evidence import Evidence, EvidenceKind, Party
from agent.domain.offers import Offer
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.parts import holders_of, parts_of
from drafting.anchors.reading import Reading, read
from drafting.anchors.titles import titles_of
from drafting.anchors.words import stem

_LIST = re.compile(
    r"(?:open(?:ings| roles| positions| jobs)?|roles|positions|jobs|openings|vacancies|hiring(?: for)?|"
    r"now hiring|we are hiring|join (?:us|our team|the team)|wanted|current openings|we need)"
    r"(?: at [\w .&-]+?| in [\w .&-]+?)?(?: ?\(\d+\))?:\s*(?P<items>[^.\n]+(?:\.(?=\w)[^.\n]+)*)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:;|\||•|·|\n)\s*")
_COMMA = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
_TODAY = re.compile(r"\b(?:today|this (?:morning|week)|announce[sd]?|yesterday)\b", re.IGNORECASE)
_KIND_STEMS = {
    kind: frozenset(stem(word) for word in words.split())
    for kind, words in {
        EvidenceKind.JOB: "hire recruit open role job post vacancy career add look seek search need fill grow build",
        EvidenceKind.TECH: "use adopt run install add site page script tag stack tool appear live show detect load",
        EvidenceKind.FILING: "file form disclose filing report sec register",
        EvidenceKind.NEWS: "announce report",
    }.items()
}
_UNDATED = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """One piece of evidence, read. `items` are the entries of a list of roles that stands in it; `holders` the titles
    with whoever holds them, of whom a job ad names none; `heading` what stands before the colon of the list."""

    evidence: Evidence
    reading: Reading
    items: tuple[str, ...]
    dated_on: date | None
    parts: tuple[tuple[str, Anchor], ...]
    holders: tuple[tuple[Anchor, Anchor], ...] = ()
    heading: str = ""

    @property
    def id(self) -> str:
        return self.evidence.id

    @property
    def party(self) -> Party:
        return self.evidence.party

    @property
    def text(self) -> str:
        return self.reading.text

    @property
    def is_of_signal(self) -> bool:
        """Whether it is evidence of a signal, or a person attested it: not a page that merely stands beside."""
        return bool(self.evidence.signal_id) or self.evidence.kind is EvidenceKind.HUMAN

    @property
    def days(self) -> tuple[tuple[date, date], ...]:
        """The intervals that it dates its event to: its own dates, and its publication unless it names another day."""
        stated = self._stated(denied=False)
        names_a_day = any(since == until for since, until in stated)
        seen = self.evidence.kind is EvidenceKind.TECH
        if self.dated_on and (seen or not names_a_day or _TODAY.search(self.text)):
            stated += ((self.dated_on, self.dated_on),)
        return stated

    @property
    def stated(self) -> tuple[tuple[date, date], ...]:
        """The intervals that it names in so many words."""
        return self._stated(denied=False)

    @property
    def denied_days(self) -> tuple[tuple[date, date], ...]:
        """The intervals of which it says that something was not so ("absent in October")."""
        return self._stated(denied=True)

    def _stated(self, *, denied: bool) -> tuple[tuple[date, date], ...]:
        ends = [end for _, end in self.reading.negations]
        return tuple(
            (a.since, a.until)
            for a in self.reading.of(AnchorType.DATE)
            if a.since and a.until and any(0 <= a.start - end <= 12 for end in ends) is denied
        )

    @property
    def stems(self) -> frozenset[str]:
        """The stems of its words, and of the words that its kind says without a word."""
        return self.reading.stems | _KIND_STEMS.get(self.evidence.kind, frozenset())

    @property
    def tells(self) -> bool:
        """Whether it tells of something that happened, rather than just holding words."""
        told = {AnchorType.EVENT, AnchorType.ROUND, AnchorType.TITLE}
        return any(a.type in told for a in self.reading.anchors)

    def says(self, event: str) -> bool:
        return any(a.unit == event for a in self.reading.of(AnchorType.EVENT))


@lru_cache(maxsize=2048)
def source_of(evidence: Evidence) -> Source:
    """Read one piece of evidence; its relative dates are counted from its publication."""
    dated_at = evidence.published_at or (evidence.fetched_at if evidence.kind is EvidenceKind.HUMAN else None)
    dated_on = dated_at.date() if dated_at else None
    facts = [part.replace("_", " ") for fact in evidence.facts for part in (fact.raw, fact.norm) if part]
    title = evidence.title if evidence.kind in {EvidenceKind.JOB, EvidenceKind.NEWS, EvidenceKind.FILING} else ""
    parts = [evidence.quote, *([title] if title and title not in evidence.quote else []), *facts]
    text = "\n".join(dict.fromkeys(parts))
    fetched_on = evidence.fetched_at.date() if evidence.fetched_at else None
    reading = read(text, dated_on or fetched_on or _UNDATED)
    return Source(
        evidence,
        reading,
        _items(evidence.quote) or (_bare_items(evidence.quote) if evidence.kind is EvidenceKind.JOB else ()),
        dated_on,
        tuple(parts_of(text, reading.of(AnchorType.NAME))),
        () if evidence.kind is EvidenceKind.JOB else tuple(holders_of(reading)),
        listed[0].partition(":")[0] if (listed := _LIST.search(evidence.quote)) else "",
    )


@lru_cache(maxsize=64)
def sources_of_offer(offer: Offer) -> tuple[Source, ...]:
    """What the team says of itself, as sources of the seller: ids as in the offer, the one-liner as `offer`."""
    rows = [(v.id, v.text) for v in offer.values] + [(p.id, p.text) for p in offer.pains]
    rows += [(p.id, p.text) for p in offer.proofs] + [(c.id, f"{c.text} {c.asset}".strip()) for c in offer.ctas]
    rows.append(("offer", f"{offer.seller}. {offer.one_liner}"))
    return tuple(
        source_of(Evidence(id=key, kind=EvidenceKind.OFFER, party=Party.SELLER, quote=text)) for key, text in rows
    )


def _bare_items(quote: str) -> tuple[str, ...]:
    """The titles of a list that nothing announces: "Credit Controller, Lyon; Payroll Clerk, Paris"."""
    parts = [part.strip(" .") for part in _SEPARATOR.split(quote)]
    if len(parts) == 1 and _are_titles(commas := [part.strip(" .") for part in _COMMA.split(quote)]):
        parts = commas
    parts = [part for part in parts for _ in range(_times(part))]
    short = all(part and len(part.split()) <= 8 and part[0].isupper() for part in parts)
    return tuple(parts) if len(parts) > 1 and short else ()


_TIMES = re.compile(
    r"\((\d{1,2})(?: (?:posts?|roles?|openings?|positions?|vacancies))?\)|\bx ?(\d{1,2})\b|\b(\d{1,2}) ?x\b"
)


def _times(part: str) -> int:
    """ "Agent (6 posts)" stands for six."""
    m = _TIMES.search(part)
    return int(next(n for n in m.groups() if n)) if m else 1


def _are_titles(parts: list[str]) -> bool:
    """Whether commas part roles rather than a role from its place: each is a title, or has a place in brackets."""
    bracketed = sum(part.endswith(")") for part in parts)
    return len(parts) > 1 and (2 * bracketed > len(parts) or all(titles_of(part) for part in parts))


def _items(quote: str) -> tuple[str, ...]:
    found = _LIST.search(quote)
    if not found:
        return ()
    raw = found["items"].strip()
    parts = _SEPARATOR.split(raw)
    if len(parts) == 1:
        parts = _COMMA.split(raw)
    return tuple(part for part in (p.strip(" .,") for p in parts) if part for _ in range(_times(part)))
