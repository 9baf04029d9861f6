"""One event from many reports (signals §4.2): typed keys, independence groups, field fusion. Stage 3 of 12, after
resolve.

Headlines are never compared: two reports are one event when what they *say* agrees. A signal is a function of its
evidence, so it can be rebuilt as it was known at any past moment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from agent.domain.event_rules import EventRule
from agent.domain.evidence import Quote
from agent.domain.items import INTERNAL_ONLY, Item, ItemKind
from agent.domain.profiles import Profile
from agent.domain.signals import FieldValue, Mention, Round, Signal, SignalEvidence, SignalKind
from signals.bonds import Bonds
from signals.copies import is_copy, sketch
from signals.event_keys import closeness, is_partial_sale, number, numbered, window_days
from signals.matcher import normalise
from signals.weights import weight_of

FILING, ISSUER = "filing", "issuer"
QUOTE_LIMIT = 300
CONFIDENCE_CAP = 0.99
REALERT_CHANGE = 0.2
CONFLICT_SHARE = 0.1
COPY_SHARE = 0.8
COPY_WORDS = 8

_WIRES = frozenset(
    ["globenewswire", "prnewswire", "prweb", "businesswire", "newswire", "einpresswire", "accesswire", "presseportal"]
)
_WIRE_WORDS = re.compile(r"GLOBE ?NEWSWIRE|PR ?NEWSWIRE|BUSINESS ?WIRE|ACCESSWIRE|PRWEB|EIN PRESSWIRE", re.I)
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)]?\s|\n")
_OCCURRED = ("effective_on", "announced_date", "announced_on", "first_sale_date", "occurred_on")
_NO_PROFILE = Profile(rules=())
# States rather than events: the newest report says how things stand, earlier ones only that they stood.
_STATES = frozenset({SignalKind.RELEVANT_ROLES, SignalKind.HIRING_SURGE})


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What one report did: the signal as it stands now, whether it is new, and whether people are told (again)."""

    signal: Signal
    is_new: bool
    alerts: bool


def report_of(mention: Mention, item: Item, item_id: str) -> SignalEvidence:
    """The mention as one report, on the sentence that its fields are quoted from (verbatim, ≤ 300 characters)."""
    return SignalEvidence(
        item_id=item_id,
        source=item.source,
        url=item.url,
        publisher=item.publisher or _host(item.url) or item.source,
        title=item.title,
        quote=_sentence_of(mention, item.text),
        fields=dict(mention.fields),
        published_at=mention.published_at or item.published_at,
        fetched_at=item.fetched_at,
        confidence=mention.confidence,
        group=independence_group(item),
        sketch=sketch(item.text),
        internal_only=bool(item.fields.get(INTERNAL_ONLY)),
    )


def independence_group(item: Item) -> str:
    """Who vouches: the filing, the issuer (its own pages, and every wire copy of its release), or a publisher."""
    if item.kind is ItemKind.FILING:
        return FILING
    if item.kind is ItemKind.INTAKE:
        return f"intake:{item.source}"
    host = _host(item.url)
    names = f"{normalise(item.publisher)} {normalise(item.source)} {host}".replace(" ", "")
    is_wire = any(wire in names for wire in _WIRES) or _WIRE_WORDS.search(item.text[:600])
    if item.account_id or item.kind in {ItemKind.POSTING, ItemKind.PAGE} or is_wire:
        return ISSUER
    return f"press:{normalise(item.publisher) or host or item.source}"


def absorb(
    known: Sequence[Signal],
    mention: Mention,
    report: SignalEvidence,
    *,
    account_id: str,
    now: datetime,
    new_id: Callable[[], str],
    rules: Sequence[EventRule] = (),
) -> Absorbed:
    """The report joined to the event that it tells of, or a new signal. The same report twice changes nothing.

    `known` are signals of any kind and account (only those of this one are considered), dismissed ones included, so
    that a dismissed event does not come back. What people ruled goes before what the reports say (§4.3). Late evidence
    alerts again only when a scoring field moved by more than a fifth or what it is worth did (§4.2).
    """
    same_kind = [signal for signal in known if signal.account_id == account_id and signal.kind is mention.kind]
    for signal in same_kind:
        if any(_same_report(report, piece) for piece in signal.evidence):
            return Absorbed(signal, is_new=False, alerts=False)
    bonds = Bonds(rules)
    ruled = next((signal for signal in same_kind if bonds.joins(signal, report)), None)
    target = ruled or _match([signal for signal in same_kind if not bonds.parts(signal, report)], report, now)
    if target is None:
        return Absorbed(_begin(mention, report, account_id, now, new_id()), is_new=True, alerts=True)
    grown = with_evidence(target, (*_others(target, report), _as_copy(report, target.evidence)))
    grown = replace(grown, version=target.version + 1)
    return Absorbed(grown, is_new=False, alerts=not target.dismissed and _is_upgrade(target, grown))


def as_known_at(signal: Signal, moment: datetime) -> Signal | None:
    """The signal as it was known at `moment`: later reports taken away; None when it was not known yet."""
    if signal.known_at > moment:
        return None
    before = tuple(piece for piece in signal.evidence if piece.fetched_at is None or piece.fetched_at <= moment)
    if not before or len(before) == len(signal.evidence):
        return signal
    return with_evidence(signal, before)


def _begin(mention: Mention, report: SignalEvidence, account_id: str, now: datetime, new_id: str) -> Signal:
    bare = Signal(
        id=new_id,
        account_id=account_id,
        kind=mention.kind,
        fields={},
        evidence=(),
        confidence=0.0,
        published_at=None,
        known_at=now,
    )
    return with_evidence(bare, (report,))


def _others(signal: Signal, report: SignalEvidence) -> tuple[SignalEvidence, ...]:
    """The evidence that stays: a new reading of the same item replaces the old one."""
    return tuple(piece for piece in signal.evidence if piece.item_id != report.item_id)


def _same_report(one: SignalEvidence, other: SignalEvidence) -> bool:
    return one.item_id == other.item_id and _values(one) == _values(other)


def _values(report: SignalEvidence) -> dict[str, str]:
    return {name: field.value for name, field in report.fields.items()}


def _match(signals: Sequence[Signal], report: SignalEvidence, now: datetime) -> Signal | None:
    """The closest event that the report can be about; None when there is none in the window."""
    at = report.published_at or now
    best: tuple[float, float, Signal] | None = None
    for signal in signals:
        days = min(_days(at, moment) for moment in _moments(signal))
        if days > window_days(signal.kind):
            continue
        nearness = closeness(signal, report)
        if nearness is not None and (best is None or (nearness, -days) > best[:2]):
            best = (nearness, -days, signal)
    return best[2] if best else None


def _moments(signal: Signal) -> list[datetime]:
    dated = [piece.published_at for piece in signal.evidence if piece.published_at]
    return dated or [signal.dated_at]


def _days(one: datetime, other: datetime) -> float:
    return abs((one - other).total_seconds()) / 86_400


def with_evidence(signal: Signal, evidence: tuple[SignalEvidence, ...]) -> Signal:
    """The signal told anew from `evidence`; fields that no evidence carries (a count, a surge) stay as they are."""
    carried = {name for piece in (*signal.evidence, *evidence) for name in piece.fields}
    kept = {name: value for name, value in signal.fields.items() if name not in carried}
    fused = _values(evidence[-1]) if signal.kind in _STATES else _fuse(evidence)
    dates = [piece.published_at for piece in evidence if piece.published_at]
    newest = signal.kind is SignalKind.HIRING_SURGE  # a surge goes on: it is as fresh as its newest role
    published_at = (max if newest else min)(dates) if dates else signal.published_at
    return replace(
        signal,
        fields={**kept, **fused},
        evidence=evidence,
        confidence=confidence_of(evidence),
        published_at=published_at,
        occurred_on=_occurred_on(fused, published_at),
        conflicts=_conflicts(evidence),
    )


def confidence_of(evidence: Sequence[SignalEvidence]) -> float:
    """1 − Π(1 − c) over independence groups, each with its best report; at most 0.99 (§4.2)."""
    best: dict[str, float] = {}
    for piece in evidence:
        best[piece.group] = max(best.get(piece.group, 0.0), piece.confidence)
    doubt = 1.0
    for sure in best.values():
        doubt *= 1.0 - sure
    return round(min(CONFIDENCE_CAP, 1.0 - doubt), 4)


def _rank(report: SignalEvidence) -> int:
    """Filing before issuer before press before a team's own tools (§4.2)."""
    if report.group == FILING:
        return 0
    if report.group == ISSUER:
        return 1
    return 2 if report.group.startswith("press") else 3


def _fuse(evidence: tuple[SignalEvidence, ...]) -> dict[str, str]:
    """One value a field: by rank, then confidence, then the earlier report. Lists are joined and numbered again."""
    fused: dict[str, str] = {}
    sure: dict[str, tuple[int, float]] = {}
    lists: dict[str, list[str]] = {}
    for piece in sorted(evidence, key=_rank):
        for name, field in piece.fields.items():
            if (stem := numbered(name)) is not None:
                _add_once(lists.setdefault(stem, []), field.value)
            elif _beats(name, field, piece, fused, sure, evidence):
                fused[name], sure[name] = field.value, (_rank(piece), field.confidence)
    for stem, values in lists.items():
        fused.update({f"{stem}_{nth}": value for nth, value in enumerate(values, 1)})
    return fused


def _beats(
    name: str,
    field: FieldValue,
    piece: SignalEvidence,
    fused: Mapping[str, str],
    sure: Mapping[str, tuple[int, float]],
    evidence: tuple[SignalEvidence, ...],
) -> bool:
    if not field.value or (name in {"amount", "currency"} and is_partial_sale(piece, evidence)):
        return False
    standing = fused.get(name)
    if standing is None or (name == "round" and standing == Round.UNSPECIFIED):
        return True
    if name == "round" and field.value == Round.UNSPECIFIED:
        return False
    rank, confidence = sure[name]
    return _rank(piece) == rank and field.confidence > confidence


def _add_once(values: list[str], value: str) -> None:
    if value and normalise(value) not in {normalise(known) for known in values}:
        values.append(value)


def _conflicts(evidence: tuple[SignalEvidence, ...]) -> tuple[str, ...]:
    """Fields on which the reports disagree, in words: an amount by more than a tenth, or a different round."""
    found = []
    amounts: dict[float, str] = {}
    rounds: dict[str, str] = {}
    for piece in evidence:
        if (amount := number(piece.fields.get("amount"))) and not is_partial_sale(piece, evidence):
            amounts.setdefault(amount, piece.publisher)
        if (stage := piece.fields.get("round")) and stage.value != Round.UNSPECIFIED:
            rounds.setdefault(stage.value, piece.publisher)
    if amounts and max(amounts) > min(amounts) * (1 + CONFLICT_SHARE):
        found.append("amount: " + ", ".join(f"{amount:,.0f} ({who})" for amount, who in sorted(amounts.items())))
    if len(rounds) > 1:
        found.append("round: " + ", ".join(f"{stage} ({who})" for stage, who in sorted(rounds.items())))
    return tuple(found)


def _occurred_on(fields: Mapping[str, str], published_at: datetime | None) -> date | None:
    for name in _OCCURRED:
        try:
            return date.fromisoformat(fields.get(name, "")[:10])
        except ValueError:
            continue
    return published_at.date() if published_at else None


def _is_upgrade(before: Signal, after: Signal) -> bool:
    """Whether a scoring field, or what the signal is worth, moved by more than a fifth."""
    for name in ("amount", "count"):
        was, now = number(before.fields.get(name)), number(after.fields.get(name))
        if was and now and abs(now - was) > REALERT_CHANGE * abs(was):
            return True
    was_worth = weight_of(before.kind, before.fields, _NO_PROFILE).points
    now_worth = weight_of(after.kind, after.fields, _NO_PROFILE).points
    return abs(now_worth - was_worth) > REALERT_CHANGE * abs(was_worth)


def _as_copy(report: SignalEvidence, evidence: Sequence[SignalEvidence]) -> SignalEvidence:
    """A syndicated copy counts with the report it was copied from: a copy confirms nothing (§4.1)."""
    shingles = _shingles(report.quote.text)
    for piece in evidence:
        if is_copy(report.sketch, piece.sketch):
            return replace(report, group=piece.group)
        theirs = _shingles(piece.quote.text)
        if shingles and theirs and len(shingles & theirs) >= COPY_SHARE * len(shingles | theirs):
            return replace(report, group=piece.group)
    return report


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = normalise(text).split()
    if len(words) < COPY_WORDS:
        return frozenset()
    return frozenset(tuple(words[at : at + 3]) for at in range(len(words) - 2))


def _sentence_of(mention: Mention, text: str) -> Quote:
    """The sentences from the first to the last quoted field, or the longest quote where they stand far apart."""
    quotes = [field.quote for field in mention.fields.values() if field.quote.stands_in(text)]
    if not quotes:
        return Quote.of(text, 0, min(len(text), QUOTE_LIMIT))
    start, end = min(quote.start for quote in quotes), max(quote.end for quote in quotes)
    if end - start > QUOTE_LIMIT:
        longest = max(quotes, key=lambda quote: quote.end - quote.start)
        start, end = longest.start, min(longest.end, longest.start + QUOTE_LIMIT)
    begins = [found.end() for found in _SENTENCE_END.finditer(text, max(0, start - QUOTE_LIMIT), start)]
    left = begins[-1] if begins else (0 if start <= QUOTE_LIMIT else start)
    closing = _SENTENCE_END.search(text, max(start, end - 1))
    right = closing.start() + len(closing[0].rstrip()) if closing else len(text)
    if right - left <= QUOTE_LIMIT:
        return Quote.of(text, left, right)
    return Quote.of(text, start, end)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
