"""Stage 2 of 12, detect: funding rounds, each field on its verbatim quote (signals §2.2, §2.3).

Cascade: a cheap gate on words, then the grammar sentence by sentence, then the rest of the article for what the
sentence left open. The title speaks first; only what it tells, or the first sentences announce, is an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, Round, SignalKind
from signals.detectors.funding_filings import detect_filing
from signals.extract.funding_grammar import Claim, Sentence, claim
from signals.extract.investor_lists import Investor, investors
from signals.extract.money import Money
from signals.extract.organisations import Name, display_name, investor_key, name_key
from signals.extract.sentences import sentence_spans

_READ_CHARACTERS = 6_000
_LEAD_SENTENCES = 5
_DETAIL_SENTENCES = 14
_GATE_TEXT = (
    "rais secur fund round series seed invest clos land bag snag snar nab grab scor pull pick haul reel rak bring "
    "brought net bank collect complet garner attract amass gather pocket clinch draw lure scoop get got receiv "
    "win won tak took announc gain earn add obtain unveil reveal finali ink seal lock confirm lead led pour pump "
    "put plow plough inject sink sank back valu stealth unicorn sammel erhält holt sicher runde lèv levé boucl "
    "levant recaud capta cierra ronda mop rustl rack drum swallow load launch debut fresh armed flush"
)
_GATE = tuple(_GATE_TEXT.split())
_MONEY_SIGN = re.compile(
    r"[$€£₹¥₩]|\d\s?(?:[kmb]|mn|bn|cr|million|billion|crore|lakh|mio)\b|\d\s(?:mill|euro)", re.IGNORECASE
)
_ROUND_SIGN = re.compile(r"\b(?:series|serie|série|seed|round|pre-seed|runde|ronda)\b", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"\b(?:today|announce[sd]?|announcing|just|this\s+(?:week|morning|month)|has\s+(?:raised|closed|secured|landed|"
    r"completed|received|picked|bagged|snagged)|monday|tuesday|wednesday|thursday|friday|heute|aujourd['’]hui|hoy)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last\s+(?:year|month)|in\s+(?:19|20)\d\d|to\s+date|so\s+far|brings?\s+(?:the\s+|its\s+)?"
    r"total|bringing|founded|prior|rivals?|competitors?)\b",
    re.IGNORECASE,
)
_DETAILS = re.compile(
    r"\b(?:round|raise|raised|funding|financing|investment|led\s+by|participation|investors?)\b", re.I
)
_COMPANY_PRONOUN = re.compile(r"^(?:the\s+)?(?:company|startup|start-up|firm|we|it)\b", re.IGNORECASE)


def detect(item: Item) -> tuple[Mention, ...]:
    """At most one mention: FUNDING for equity, DEBT for what must be paid back. Filings are read by their fields."""
    if item.kind is ItemKind.FILING:
        return detect_filing(item)
    if not may_tell_of_a_round(item.text):
        return ()
    for number, (start, end) in enumerate(_spans(item.text)):
        if number > _LEAD_SENTENCES:
            break
        sentence = item.text[start:end]
        found = claim(sentence) if number == 0 or _announces(sentence) else None
        if found is not None:
            return (_mention(item, found, start, end, in_title=number == 0),)
    return ()


def may_tell_of_a_round(text: str) -> bool:
    """The gate: an amount or a round, and a word of raising, in the title and the beginning. Costs microseconds."""
    head = text[:_READ_CHARACTERS]
    if not (_MONEY_SIGN.search(head) or _ROUND_SIGN.search(head)):
        return False
    folded = head.casefold()
    return any(stem in folded for stem in _GATE)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Sentences with their offsets. The title is the first line, or the first sentence where there are no lines."""
    head = text[:_READ_CHARACTERS]
    first, _, _ = head.partition("\n")
    for start, end in sentence_spans(first):
        yield start, end
    for start, end in sentence_spans(head[len(first) :]):
        yield len(first) + start, len(first) + end


def _announces(sentence: str) -> bool:
    return bool(_ANNOUNCED.search(sentence)) and not _EARLIER.search(sentence)


def _mention(item: Item, found: Claim, start: int, end: int, *, in_title: bool) -> Mention:
    fields = dict(_fields(item.text, found, start))
    backers = _backers(item.text, found, start, end)
    if not found.is_debt:
        _complete(item.text, fields, backers, end)
    own = name_key(found.company.name)
    backers = {key: backer for key, backer in backers.items() if name_key(backer.name.name) != own}
    fields.update(_investor_fields(item.text, backers.values()))
    kind = SignalKind.DEBT if found.is_debt else SignalKind.FUNDING
    return Mention(
        kind=kind,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=0.95 if in_title and "amount" in fields else 0.9,
        published_at=item.published_at,
        company_names=(found.company.name,),
        language=item.language,
        why=f"a round told in {'the title' if in_title else 'the lead'}: {item.text[start:end][:160]}",
    )


def _fields(text: str, found: Claim, offset: int) -> Iterator[tuple[str, FieldValue]]:
    company = found.company
    yield "company", _value(text, display_name(company.name), offset + company.start, offset + company.end)
    if found.money:
        yield from _money_fields(text, found.money, offset)
    if found.round and not found.is_debt:
        yield "round", _value(text, str(found.round.round), offset + found.round.start, offset + found.round.end)
    if found.is_debt and found.money:
        yield "round", _value(text, str(Round.DEBT), offset + found.money.start, offset + found.money.end)
    if found.valuation:
        money = found.valuation
        yield "valuation", _value(text, f"{money.value:f}", offset + money.start, offset + money.end)


def _money_fields(text: str, money: Money, offset: int) -> Iterator[tuple[str, FieldValue]]:
    start, end = offset + money.start, offset + money.end
    yield "amount", _value(text, f"{money.value:f}", start, end)
    yield "currency", _value(text, money.currency, start, end)


def _value(text: str, value: str, start: int, end: int) -> FieldValue:
    return FieldValue(value, Quote.of(text, start, end))


def _backers(text: str, found: Claim, start: int, end: int) -> dict[str, Investor]:
    """Investors of the sentence that tells of the round, by key; the subject of "leads" and "invests" among them."""
    backers: dict[str, Investor] = {}
    if found.lead:
        lead = found.lead
        name = Name(lead.name, start + lead.start, start + lead.end)
        backers[investor_key(name.name)] = Investor(name, is_lead=found.is_lead)
    for backer in investors(text, start + found.after, end):
        backers.setdefault(investor_key(backer.name.name), backer)
    return backers


def _complete(text: str, fields: dict[str, FieldValue], backers: dict[str, Investor], after: int) -> None:
    """Fill the amount, round and investors that the telling sentence left open from the sentences that follow it."""
    for number, (start, end) in enumerate(_spans(text)):
        if start < after or number > _DETAIL_SENTENCES:
            continue
        sentence = text[start:end]
        if not _DETAILS.search(sentence) or _EARLIER.search(sentence):
            continue
        told = claim(sentence)
        read = Sentence.of(sentence)
        if "amount" not in fields and told and told.money and not told.is_debt:
            fields.update(_money_fields(text, told.money, start))
        if "round" not in fields and (told or "round" in sentence) and (span := read.round_after(0)):
            fields["round"] = _value(text, str(span.round), start + span.start, start + span.end)
        if told or re.search(r"\bled\s+by\b|\bparticipation\b|\binvestors?\s+includ", sentence, re.IGNORECASE):
            for backer in investors(text, start, end):
                backers.setdefault(investor_key(backer.name.name), backer)


def _investor_fields(text: str, backers: Iterable[Investor]) -> Iterator[tuple[str, FieldValue]]:
    counts = {"lead_investor": 0, "investor": 0}
    for backer in backers:
        role = "lead_investor" if backer.is_lead else "investor"
        counts[role] += 1
        yield f"{role}_{counts[role]}", _value(text, backer.name.name, backer.name.start, backer.name.end)
