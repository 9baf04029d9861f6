"""Evidence cards from signals and items: verbatim quotes and the typed facts that stand in them (drafting §0, §2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from agent.domain.evidence import Evidence, EvidenceKind, Fact, Party, Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Signal, SignalEvidence, SignalKind
from drafting.conditions import count_of
from drafting.untrusted import INTERNAL_ONLY, scan

QUOTE_MAX = 300
# A slot's text reaches a mail: what looks like a link, an address, code or an order is no fact, whoever extracted it.
_UNFIT = re.compile(r"https?:|www\.|[@<>{}\[\]|`$\\]|\S+\.(?:com|net|org|io|ai|co)\b|[\r\n]", re.IGNORECASE)
_SENTENCE_WORDS = re.compile(
    r"\b(?:you|your|is|are|was|were|has|have|had|that|this|will|would|must|should|can|could|please|tell|say|visit|we|our|"
    r"they|their|them|it|its|i|my|me|who|what|not|never|get|gets|do|does|if|because|now|today|everyone|anyone)\b|[?!:\"“”‘`]|(?<!\w)'",
    re.IGNORECASE,
)
_FACT_TYPES = {
    "round": "round",
    "person": "person",
    "title": "title",
    "direction": "direction",
    "company": "org",
    "from_company": "from_org",
    "effective_on": "date",
    "tool": "tool",
    "old_tool": "old_tool",
    "category": "category",
    "place": "place",
    "product": "product",
}
_KIND_OF_SIGNAL = {
    SignalKind.RELEVANT_ROLES: EvidenceKind.JOB,
    SignalKind.HIRING_SURGE: EvidenceKind.JOB,
    SignalKind.FIRST_OF_KIND: EvidenceKind.JOB,
    SignalKind.TECHNOLOGY: EvidenceKind.TECH,
}
_KIND_OF_SOURCE = [
    (
        re.compile(r"greenhouse|lever|ashby|workable|smartrecruiters|recruitee|personio|job|career", re.I),
        EvidenceKind.JOB,
    ),
    (re.compile(r"sec_|edgar|companies_house|form_d|8k", re.I), EvidenceKind.FILING),
    (re.compile(r"site_tech|dns", re.I), EvidenceKind.TECH),
    (re.compile(r"feed|rss|news|wire|hacker", re.I), EvidenceKind.NEWS),
    (re.compile(r"intake|webhook|csv", re.I), EvidenceKind.SIGNAL),
]
KIND_OF_ITEM = {
    ItemKind.ARTICLE: EvidenceKind.NEWS,
    ItemKind.POSTING: EvidenceKind.JOB,
    ItemKind.FILING: EvidenceKind.FILING,
    ItemKind.PAGE: EvidenceKind.PAGE,
    ItemKind.INTAKE: EvidenceKind.SIGNAL,
    ItemKind.FINGERPRINT: EvidenceKind.TECH,
}
_OFFERED = re.compile(r"Total offering amount: \$([\d,]+)(?![\d.])")
HIRING = frozenset({SignalKind.RELEVANT_ROLES, SignalKind.HIRING_SURGE, SignalKind.FIRST_OF_KIND})
_SENTENCE = re.compile(r"[^\n.!?]+(?:[.!?](?!\s|$)[^\n.!?]*)*[.!?]?")


def cards_of(signal: Signal) -> Iterator[Evidence]:
    """Evidence of a signal, a card a report (and one more where a field is quoted outside the first 300 characters)."""
    derived = _derived(signal)
    for report in _newest_first(signal) if signal.kind in HIRING else signal.evidence:
        quote = _cut(report.quote, report.fields)
        inside, outside = _split(report.fields, quote.text)
        facts = (*_facts(inside), *_role_of_title(signal, report, quote.text), *derived)
        if quote.text and not (outside and all(fact.type == "org" for fact in facts)):
            yield _card(signal, report, quote.text, facts)
        for text, fields in _by_quote(outside).items():
            yield _card(signal, report, text, tuple(_facts(fields)))


def card_of_item(item: Item, quote: str, facts: tuple[Fact, ...] = ()) -> Evidence:
    """Evidence of an item that raised no signal: a posting, an article, the account's home page."""
    return _flagged(
        Evidence(
            id="",
            kind=KIND_OF_ITEM[item.kind],
            party=Party.PROSPECT,
            quote=quote,
            publisher=item.publisher or item.source,
            url=item.url,
            title=item.title,
            published_at=item.published_at,
            fetched_at=item.fetched_at,
            item_id=f"{item.source}/{item.key}",
            facts=facts,
        )
    )


def sentences_of(text: str) -> Iterator[str]:
    """Verbatim sentences of 25 to 300 characters, in order."""
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        if 25 <= len(sentence) <= QUOTE_MAX:
            yield sentence


def fit_for_a_mail(text: str, most: int = 60) -> bool:
    """Whether words from the web may become a slot: short, plain, no link, no order."""
    return 0 < len(text) <= most and not _UNFIT.search(text) and not scan(text).flags


def fit_for_a_role(title: str) -> bool:
    """Whether the title of a posting names a job: a title is no sentence, and speaks to nobody."""
    return fit_for_a_mail(title, 80) and not _SENTENCE_WORDS.search(title)


def evidence_kind(signal: Signal, report: SignalEvidence) -> EvidenceKind:
    for pattern, kind in _KIND_OF_SOURCE:
        if pattern.search(report.source):
            return kind
    return _KIND_OF_SIGNAL.get(signal.kind, EvidenceKind.NEWS)


def _card(signal: Signal, report: SignalEvidence, quote: str, facts: tuple[Fact, ...]) -> Evidence:
    return _flagged(
        Evidence(
            id="",
            kind=evidence_kind(signal, report),
            party=Party.PROSPECT,
            quote=quote,
            publisher=report.publisher,
            url=report.url,
            title=report.title,
            published_at=report.published_at,
            fetched_at=report.fetched_at,
            item_id=report.item_id,
            signal_id=signal.id,
            facts=facts,
            flags=frozenset({INTERNAL_ONLY}) if report.internal_only else frozenset(),
        )
    )


def _flagged(evidence: Evidence) -> Evidence:
    found = scan(f"{evidence.title}\n{evidence.quote}").flags
    if not found:
        return evidence
    return replace(evidence, flags=evidence.flags | found)


def _facts(fields: Mapping[str, FieldValue]) -> Iterator[Fact]:
    amount, currency = fields.get("amount"), fields.get("currency")
    if amount:
        code = f"{currency.value} " if currency else ""  # without one the composer has no words for it
        yield Fact("money", amount.quote.text, f"{code}{_plain(amount.value)}")
        if offered := _OFFERED.search(amount.quote.text):
            yield Fact("offering", offered[0], f"{code}{offered[1].replace(',', '')}")
    for name in sorted(fields):
        found = fields[name]
        raw = found.quote.text if found.quote.text else found.value
        if name in _FACT_TYPES:
            yield Fact(_FACT_TYPES[name], raw, found.value)
        elif name.startswith("role_") or name == "role":
            yield Fact("role", raw, found.value)
        elif name.startswith("lead_investor"):
            yield Fact("lead", raw, found.value)
        elif name.startswith("investor"):
            yield Fact("investor", raw, found.value)


def _newest_first(signal: Signal) -> list[SignalEvidence]:
    """Postings come and go: the newest ones are the likeliest to be open still."""
    return sorted(signal.evidence, key=lambda r: (-r.published_at.timestamp() if r.published_at else 0.0, r.item_id))


def _derived(signal: Signal) -> tuple[Fact, ...]:
    """How many postings and of which team, counted by code from the cards (drafting §0: derived facts are flagged)."""
    if signal.kind is SignalKind.HIRING_SURGE:
        return _surge(signal)
    if signal.kind is not SignalKind.RELEVANT_ROLES:
        return ()
    count, team = count_of(signal), signal.fields.get("function", "")
    facts = [Fact("count", f"{count} roles", f"{count} role", derived=True)] if count else []
    return (*facts, *([Fact("team", team, team, derived=True)] if team else []))


def _surge(signal: Signal) -> tuple[Fact, ...]:
    """How many new roles in how many weeks, as the statistics counted them (signals §5.3)."""
    count, weeks = signal.fields.get("count", ""), signal.fields.get("weeks", "")
    if not (signal.fields.get("alert") and count.isdigit() and weeks.isdigit()):
        return ()
    return (
        Fact("new_roles", f"{count} new roles", f"{count} role", derived=True),
        Fact("span", f"{weeks} weeks", f"{weeks} week", derived=True),
    )


def _role_of_title(signal: Signal, report: SignalEvidence, quote: str) -> tuple[Fact, ...]:
    """A posting's own title is the role, where the detector named none."""
    named = any(name.startswith("role") for name in report.fields)
    if signal.kind not in HIRING or named or not fit_for_a_role(report.title) or report.title not in quote:
        return ()
    return (Fact("role", report.title, report.title),)


def _plain(amount: str) -> str:
    return amount[:-2] if amount.endswith(".0") else amount


def _cut(quote: Quote, fields: Mapping[str, FieldValue]) -> Quote:
    """At most 300 verbatim characters that hold as many of the fields' quotes as fit from the first one on."""
    if len(quote.text) <= QUOTE_MAX:
        return quote
    places = [at for found in fields.values() if (at := quote.text.find(found.quote.text)) >= 0 and found.quote.text]
    begin = min(places, default=0)
    begin = max(0, quote.text.rfind(". ", 0, begin) + 2) if begin > 20 else 0
    window = quote.text[begin : begin + QUOTE_MAX]
    end = window.rfind(" ") if begin + QUOTE_MAX < len(quote.text) else len(window)
    window = window[: end if end > 0 else QUOTE_MAX].strip()
    start = quote.start + quote.text.find(window)
    return Quote(window, start, start + len(window))


def _split(fields: Mapping[str, FieldValue], quote: str) -> tuple[dict[str, FieldValue], dict[str, FieldValue]]:
    inside = {name: found for name, found in fields.items() if found.quote.text in quote}
    return inside, {name: found for name, found in fields.items() if name not in inside}


def _by_quote(fields: Mapping[str, FieldValue]) -> dict[str, dict[str, FieldValue]]:
    grouped: dict[str, dict[str, FieldValue]] = {}
    for name, found in fields.items():
        grouped.setdefault(found.quote.text[:QUOTE_MAX], {})[name] = found
    return grouped
