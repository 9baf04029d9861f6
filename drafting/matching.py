"""Matching: whether one anchor of a sentence stands in the evidence, is contradicted by it, or is not there.

The rules are those of the table in drafting §2.2, one function a type. Part of stage 7 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from rapidfuzz import fuzz

from agent.domain.evidence import EvidenceKind
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.lexemes import EVENT_OPPOSITES, implied_by, is_ahead, is_past
from drafting.anchors.names import key_of, stands_in
from drafting.anchors.quotations import folded_quote
from drafting.anchors.sources import Source
from drafting.anchors.spans import spans_of
from drafting.anchors.titles import same_title, stands_in_list
from drafting.anchors.words import STOP, fold, related, stems_of, words_of
from drafting.counting import count, duration, places_in_rows
from drafting.dating import dated, recency
from drafting.matched import ABSENT, Matched, agrees, found, other_of
from signals.extract.titles import title_tokens


def match(anchor: Anchor, sources: Sequence[Source], *, text: str, as_of: date) -> Matched:
    """Look for `anchor` of the sentence `text` in `sources`, in their order."""
    return _MATCHERS[anchor.type](anchor, sources, text, as_of)


def _number(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    for source in sources:
        for candidate in source.reading.of(anchor.type):
            same_kind = candidate.unit == anchor.unit and candidate.tokens == anchor.tokens
            if anchor.type is AnchorType.MONEY and not _same_sum(anchor, candidate, source, text):
                continue
            if (same_kind or anchor.type is not AnchorType.MONEY) and agrees(anchor, candidate):
                return found(source)
            if other is ABSENT and candidate.unit != "ordinal":
                other = other_of(source, candidate.raw)
    return other


_SUM_LABEL = re.compile(r"offering amount|remaining|amount sold|\bsold\b|first sale")
_WHOLE = re.compile(r"\b(?:all|entire|whole|fully)\b", re.IGNORECASE)
_SUMS = {
    "remaining": re.compile(r"\b(?:remain\w*|unsold|left|still open|to be sold)\b", re.I),
    "offering amount": re.compile(
        r"\boffer\w*|\b(?:out )?of (?:an? |the |its |your |up to )?[$€£]|\bseek\w*|\btarget\w*", re.I
    ),
}


def _same_sum(claim: Anchor, candidate: Anchor, source: Source, text: str) -> bool:
    """A notice of an offering states what is offered, sold and left: none of these stands for another (Form D)."""
    if source.evidence.kind is not EvidenceKind.FILING:
        return True
    labels = _SUM_LABEL.findall(source.text[max(0, candidate.start - 48) : candidate.start].casefold())
    near = text[max(0, claim.start - 24) : claim.end + 24]
    if labels and labels[-1] == "offering amount" and _WHOLE.search(near):
        return False  # what is offered is not all sold
    named = _SUMS.get(labels[-1]) if labels else None
    return named is None or bool(named.search(near))


def _bare(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    for source in sources:
        for candidate in source.reading.of(AnchorType.NUMBER, AnchorType.COUNT):
            if (candidate.unit == "ordinal") == (anchor.unit == "ordinal") and agrees(anchor, candidate):
                return found(source)
        if anchor.raw.casefold() in {w.folded for w in words_of(source.text)}:
            return found(source)
        told_off = places_in_rows(text[anchor.end :]) if _TOLD_OFF.match(text[anchor.end :]) else set()
        if anchor.number in told_off & places_in_rows(source.text):
            return found(source)
    return ABSENT


# "Two more, in Leeds and Bristol".
_TOLD_OFF = re.compile(r"(?: more| others?)?,? (?:in|at|to) [A-Z]")


def _round(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    for source in sources:
        candidates = source.reading.of(AnchorType.ROUND)
        if any(c.unit == anchor.unit for c in candidates):
            return found(source)
        if candidates and other is ABSENT:
            other = other_of(source, candidates[0].raw)
    return other


def _title(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    other = ABSENT
    for source in sources:
        candidates = source.reading.of(AnchorType.TITLE)
        same = [c for c in candidates if same_title(anchor.tokens, c.tokens) or anchor.tokens == _before_comma(c.raw)]
        if any(anchor.negated or not c.negated for c in same):
            return found(source)
        current = next((c for c in candidates if c.negated == anchor.negated), None)
        if same and _SUCCEEDED.search(source.text):
            if not _names_who_gave_it_up(same, source, text):
                return found(source)
            current = current or same[0]
        if same and current:
            return other_of(source, current.raw, f"says “{same[0].raw}” is a former title")
        if not same and "founder" in anchor.raw.casefold() and anchor.raw.casefold() in source.text.casefold():
            return found(source)
        if not same and (stands_in_list(anchor.raw, source.text) or _is_placed(anchor, candidates, source)):
            return found(source)
        if candidates and other is ABSENT:
            other = other_of(source, max(candidates, key=lambda c: len(c.tokens & anchor.tokens)).raw)
    return other


# Who takes over holds the title that was given up.
_SUCCEEDED = re.compile(r"\b(?:to (?:succeed|replace)|(?:succeeded|replaced) by|in (?:his|her|their) place)\b", re.I)


_HANDED_ON = re.compile(
    r"\b(?:succe\w+|replac\w+|t(?:ak\w+|ook) over|leav\w+|left|step\w+|depart\w+|resign\w+|retir\w+|hand\w+|"
    r"from|former\w*|after|was|until|place|outgoing)\b",
    re.IGNORECASE,
)


def _names_who_gave_it_up(same: Sequence[Anchor], source: Source, text: str) -> bool:
    """Whether a sentence gives the title to who held it or goes, and tells of no change from one to the other."""
    if _HANDED_ON.search(text):
        return False
    held = [name for title, name in source.holders if title in same]
    went = [name for part, name in source.parts if part == "leaver"]
    return any(stands_in(name.raw, text) for name in (*held, *went))


_PLACE_AFTER = re.compile(r"[^;.\n]{0,6}[,(] ?(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})")


def _is_placed(anchor: Anchor, candidates: Sequence[Anchor], source: Source) -> bool:
    """ "Denver Store Manager" where the evidence writes "Store Manager, Denver"; "support agent" in a list of support
    roles."""
    if any(anchor.tokens <= title_tokens(f"{item} {source.heading}") for item in source.items):
        return True
    for stood in candidates:
        if (place := _PLACE_AFTER.match(source.text[stood.end :])) and stood.tokens < anchor.tokens:
            return anchor.tokens <= stood.tokens | title_tokens(place["place"])
    return False


def _before_comma(raw: str) -> frozenset[str]:
    """ "Financial Controller, Plant" is a financial controller; a list without its "and" reads so too."""
    return title_tokens(raw.split(",")[0]) if "," in raw else frozenset()


def _name(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    best: tuple[float, Source, Anchor] | None = None
    for source in sources:
        if stands_in(anchor.raw, source.text):
            return found(source)
        for candidate in source.reading.of(AnchorType.NAME):
            likeness = fuzz.ratio(anchor.raw.casefold(), candidate.raw.casefold())
            if fold(anchor.raw.split()[0]) in candidate.tokens or fold(anchor.raw.split()[-1]) in candidate.tokens:
                likeness = max(likeness, 75)
            if likeness >= 70 and (best is None or likeness > best[0]):
                best = (likeness, source, candidate)
    return other_of(best[1], best[2].raw) if best else ABSENT


def _quote(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    wanted = folded_quote(anchor.raw)
    return next((found(s) for s in sources if wanted in folded_quote(s.text)), ABSENT)


def _lexeme(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    wanted = stems_of(anchor.raw)
    for source in sources:
        if anchor.raw.casefold() == "first" and _BEGINS.search(source.text):
            return found(source)
        if anchor.unit == "former" and _tells_of_before(source):
            return found(source)
        for candidate in source.reading.of(AnchorType.LEXEME):
            same_words = bool(wanted & stems_of(candidate.raw)) or {anchor.raw, candidate.raw} <= _FOR_NOW
            if candidate.unit == anchor.unit and (same_words or anchor.unit not in {"superlative", "standing"}):
                return found(source)
        if anchor.unit == "future" and (_is_ahead(source) or _is_work(text[anchor.end :], source)):
            return found(source)
    return ABSENT


_FOR_NOW = frozenset({"interim", "acting", "temporary"})
_BEGINS = re.compile(r"\b(?:start|begin)(?:s|ning|ing)? (?:with|in|at)\b|\bfollowed by\b", re.IGNORECASE)


_STAFFS = re.compile(r"\b(?:hir(?:e|ing)|recruit|fill|add|grow|staff|join|start)\b", re.IGNORECASE)


def _is_work(after: str, source: Source) -> bool:
    """Whether a posting speaks of what "will" or "plan to" leads to: the hire, or the work that awaits them."""
    if source.evidence.kind is not EvidenceKind.JOB:
        return False
    words = [w for w in words_of(after) if w.folded not in STOP]
    stood = [w for w in words if related(w.stem) & source.reading.stems]
    return bool(_STAFFS.search(after)) or 2 * len(stood) >= len(words)


def _is_ahead(source: Source) -> bool:
    """Whether a source tells of a plan, or of a day after its own."""
    ahead = source.dated_on and any(d.since and d.since > source.dated_on for d in source.reading.of(AnchorType.DATE))
    return bool(ahead) or any(a.planned for a in source.reading.of(AnchorType.EVENT))


def _tells_of_before(source: Source) -> bool:
    """Whether a source says of someone what they were, or that they went."""
    went = any(source.says(event) for event in ("leave", "dismiss", "retire", "promote"))
    came = any(part == "from" for part, _ in source.parts)
    return went or came or any(title.negated for title in source.reading.of(AnchorType.TITLE))


def _event(anchor: Anchor, sources: Sequence[Source], text: str, as_of: date) -> Matched:
    accepted = implied_by(anchor.unit)
    opposite = EVENT_OPPOSITES.get(anchor.unit, set())
    other = ABSENT
    for source in sources:
        if anchor.unit in _BY_VERB and not anchor.negated and _is_same_verb(anchor, source, text):
            return found(source)
        if anchor.unit in {"growth", "shrink"} and _moves(source) == anchor.unit:
            return found(source)
        if anchor.raw.casefold() == "opening" and not anchor.negated and _OPENS.search(source.text):
            return found(source)
        if anchor.unit == "join" and _is_bought(text[: anchor.start], source):
            return found(source)
        events = source.reading.of(AnchorType.EVENT)
        same = [e for e in events if e.unit in accepted]
        if any(e.negated == anchor.negated and not _only_planned(anchor, e) for e in same):
            return found(source)
        if any(e.negated != anchor.negated for e in same) and not _is_kind(anchor, source):
            other = other_of(source, "", f"says “{same[0].raw}” the other way round")
        elif same and not _is_kind(anchor, source):
            other = other_of(source, "", "tells it as a plan")
        elif _is_kind(anchor, source):
            return found(source)
        elif other is ABSENT and any(e.unit in opposite for e in events):
            other = other_of(source, "", f"says “{next(e for e in events if e.unit in opposite).raw}”")
    return other


# Events whose verb says the same wherever it stands.
_BY_VERB = frozenset({"migrate", "relocate", "retire", "complete"})


def _is_same_verb(claim: Anchor, source: Source, text: str) -> bool:
    """ "Moving customer records to HubSpot" where the evidence writes "move our customer records … to HubSpot"."""
    verb = words_of(claim.raw)[0]
    done = is_past(claim.raw.split()[0])
    stood = [w for w in words_of(source.text) if w.stem == verb.stem]
    return bool(stood) and not source.reading.negations and not (done and is_ahead(source.text, stood[0].start))


# "April's opening" of a shop that opens in April.
_OPENS = re.compile(r"\bopen(?:s|ed|ing)?\b(?! (?:roles?|positions?|jobs?)\b)", re.IGNORECASE)


def _is_bought(before: str, source: Source) -> bool:
    """Whether what joins the account is a company that it buys."""
    return any(part == "bought" and set(key_of(name.raw)) & set(key_of(before)) for part, name in source.parts)


def _moves(source: Source) -> str:
    """Which way the values of a source lead: "cut waste from 9% to 4%" shrinks."""
    for begin, end in spans_of(source.text, source.reading.anchors):
        if begin.number is not None and end.number is not None and begin.number != end.number:
            return "growth" if begin.number < end.number else "shrink"
    if not source.reading.of(AnchorType.PERCENT, AnchorType.MULTIPLE):
        return ""
    ways = {way for way, pattern in _WAYS.items() if pattern.search(source.text)}
    return ways.pop() if len(ways) == 1 else ""


_WAYS = {
    "shrink": re.compile(
        r"\b(?:cut|cuts|cutting|reduc(?:ed|es|ing)|lower(?:ed|s|ing)|shorten\w*|trimm?\w*|slash\w*|shav\w+|halv\w+|"
        r"brought\b[^.;]*\bdown|took\b[^.;]*\bdown|fell|falls|dropp?\w*|down|fewer|less)\b",
        re.IGNORECASE,
    ),
    "growth": re.compile(
        r"\b(?:lift\w*|rais(?:ed|es|ing)|rose|rises|increas\w+|grew|grows|improv\w+|boost\w*|doubl\w+|tripl\w+|"
        r"climb\w+)\b",
        re.IGNORECASE,
    ),
}


def _only_planned(claim: Anchor, evidence: Anchor) -> bool:
    return evidence.planned and not claim.planned and is_past(claim.raw)


def _is_kind(anchor: Anchor, source: Source) -> bool:
    """A posting is itself an opening; a technology found on pages is itself in use; what a notice of an offering shows
    as sold was raised, which is no round and names no investor."""
    kind = source.evidence.kind
    if anchor.unit == "funding":
        raises = anchor.raw.casefold().startswith("rais") and not anchor.negated
        return raises and kind is EvidenceKind.FILING and bool(_SOLD.search(source.text))
    if anchor.unit == "opening":
        return kind is EvidenceKind.JOB and not anchor.negated
    return anchor.unit == "adopt" and kind is EvidenceKind.TECH and not anchor.negated and not source.says("remove")


_SOLD = re.compile(r"\bamount sold\b|\bsold\b[^.\n]*\bsecurities\b|\bsecurities\b[^.\n]*\bsold\b", re.IGNORECASE)

_MATCHERS: dict[AnchorType, Callable[[Anchor, Sequence[Source], str, date], Matched]] = {
    AnchorType.MONEY: _number,
    AnchorType.PERCENT: _number,
    AnchorType.MULTIPLE: _number,
    AnchorType.COUNT: count,
    AnchorType.DURATION: duration,
    AnchorType.NUMBER: _bare,
    AnchorType.ROUND: _round,
    AnchorType.DATE: dated,
    AnchorType.RECENCY: recency,
    AnchorType.TITLE: _title,
    AnchorType.NAME: _name,
    AnchorType.QUOTE: _quote,
    AnchorType.LEXEME: _lexeme,
    AnchorType.EVENT: _event,
}
