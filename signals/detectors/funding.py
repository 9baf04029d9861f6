"""Stage 2 of 12, detect: funding rounds, each field on its verbatim quote (signals §2.2, §2.3).

Cascade: a cheap gate on words, then the grammar sentence by sentence, then the rest of the article for what the
sentence left open. The title speaks first; only what it tells, or the first sentences announce, is an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, Round, SignalKind
from signals.detectors.funding_filings import detect_filing
from signals.detectors.funding_intake import detect_intake
from signals.extract.company_phrases import company_first
from signals.extract.funding_grammar import Claim, Sentence, claim, valuation_of
from signals.extract.investor_lists import Investor, investors, listed
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
    "put plow plough inject sink sank back valu stealth bet unicorn sammel erhält holt sicher runde lèv levé boucl "
    "levant recaud capta cierra ronda mop rustl rack drum swallow load launch debut fresh armed flush"
)
_GATE = tuple(_GATE_TEXT.split())
_MONEY_SIGN = re.compile(
    r"[$€£₹¥₩]|\d\s?(?:[kmb]|mn|bn|cr|million|billion|crore|lakh|mio)\b|\d\s(?:mill|euro)", re.IGNORECASE
)
_ROUND_SIGN = re.compile(r"\b(?:series|serie|série|seed|round|pre-seed|runde|ronda)\b", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"\b(?:today|announce[sd]?|announcing|just|this\s+(?:week|morning|month)|on\s+(?:mon|tues|wednes|thurs|fri)day|heute|"
    r"aujourd['’]hui|hoy)\b",
    re.IGNORECASE,
)
_ABOUT_MONEY = re.compile(
    r"[$€£₹¥]|\b(?:rais(?:e|es|ed|ing)|round|funding|financing|invest\w*|series\s[a-h]|seed|unicorn|valuation|valued|backed|"
    r"capital)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\bhas\s+(?:raised|secured|closed|landed)\b.*(?:\bto\s+[a-z]+|\b(?:new|fresh|latest)\b)", re.IGNORECASE
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last\s+(?:year|month)|in\s+(?:19|20)\d\d|to\s+date|so\s+far|brings?\s+(?:the\s+|its\s+)?"
    r"total|bringing|founded|prior|rivals?|competitors?)\b",
    re.IGNORECASE,
)
_DETAILS = re.compile(
    r"\b(?:round|raise|raised|funding|financing|investment|led\s+by|participation|investors?)\b", re.I
)
_BLURB_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and its company, with offsets into the whole text."""

    claim: Claim
    company: Name


def detect(item: Item) -> tuple[Mention, ...]:
    """At most one mention: FUNDING for equity, DEBT for what must be paid back.

    Filings and intake are read by their fields. Postings and pages are not read: what they say of money is a profile.
    """
    if item.kind is ItemKind.FILING:
        return detect_filing(item)
    if item.kind is ItemKind.INTAKE:
        return detect_intake(item)
    if item.kind is not ItemKind.ARTICLE or not may_tell_of_a_round(item.text):
        return ()
    spans = list(_spans(item.text))[: _LEAD_SENTENCES + 1]
    for number, (start, end) in enumerate(spans):
        told = _told(item, spans, number)
        if told is not None:
            return (_mention(item, told, start, end, in_title=number == 0),)
    return ()


def _told(item: Item, spans: list[tuple[int, int]], number: int) -> Told | None:
    """What one of the first sentences announces, and of whom. After the title it must sound new."""
    start, end = spans[number]
    sentence = item.text[start:end]
    if number and (_EARLIER.search(sentence) or not _sounds_new(item.text, spans, sentence, number)):
        return None
    found = claim(sentence)
    if found is not None:
        company = found.company
        return Told(found, Name(company.name, start + company.start, start + company.end))
    narrator = _narrator(item, spans, number)
    narrated = claim(sentence, narrated=True) if narrator else None
    return Told(narrated, narrator) if narrated and narrator else None


def _sounds_new(text: str, spans: list[tuple[int, int]], sentence: str, number: int) -> bool:
    """A body sentence tells of news if it says so, or if the title is about money. Else it is a profile."""
    title = text[spans[0][0] : spans[0][1]]
    lead = number == 1 and len(spans) <= _BLURB_SENTENCES
    return bool(_ANNOUNCED.search(sentence) or _ABOUT_MONEY.search(title) or (lead and _PURPOSE.search(sentence)))


def _narrator(item: Item, spans: list[tuple[int, int]], number: int) -> Name | None:
    """Who "we", "it" or "the company" is: the issuer that the source names, else the subject of the title."""
    if item.company and (at := item.text.find(item.company)) >= 0:
        return Name(item.company, at, at + len(item.company))
    if number == 0:
        return None
    start, end = spans[0]
    subject = company_first(item.text[start:end], end - start)
    return Name(subject.name, start + subject.start, start + subject.end) if subject else None


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


def _mention(item: Item, told: Told, start: int, end: int, *, in_title: bool) -> Mention:
    found = told.claim
    fields = dict(_fields(item.text, told, start))
    backers = _backers(item.text, found, start, end)
    if not found.is_debt:
        _complete(item.text, fields, backers, end)
    own = name_key(told.company.name)
    fields.update(_investor_fields(item.text, [b for b in backers.values() if name_key(b.name.name) != own]))
    return Mention(
        kind=SignalKind.DEBT if found.is_debt else SignalKind.FUNDING,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=0.95 if in_title and "amount" in fields else 0.9,
        published_at=item.published_at,
        company_names=(told.company.name,),
        language=item.language,
        why=f"a round told in {'the title' if in_title else 'the lead'}: {item.text[start:end][:160]}",
    )


def _fields(text: str, told: Told, offset: int) -> Iterator[tuple[str, FieldValue]]:
    found, company = told.claim, told.company
    yield "company", _value(text, display_name(company.name), company.start, company.end)
    if found.money:
        yield from _money_fields(text, found.money, offset)
    if found.round and not found.is_debt:
        yield "round", _value(text, str(found.round.round), offset + found.round.start, offset + found.round.end)
    if found.is_debt and found.money:
        yield "round", _value(text, str(Round.DEBT), offset + found.money.start, offset + found.money.end)
    if found.valuation:
        yield "valuation", _money_value(text, found.valuation, offset)


def _money_value(text: str, money: Money, offset: int) -> FieldValue:
    return _value(text, f"{money.value:f}", offset + money.start, offset + money.end)


def _money_fields(text: str, money: Money, offset: int) -> Iterator[tuple[str, FieldValue]]:
    yield "amount", _money_value(text, money, offset)
    yield "currency", _value(text, money.currency, offset + money.start, offset + money.end)


def _value(text: str, value: str, start: int, end: int) -> FieldValue:
    return FieldValue(value, Quote.of(text, start, end))


def _backers(text: str, found: Claim, start: int, end: int) -> dict[str, Investor]:
    """Investors of the sentence that tells of the round, by key; the subject of "leads" and "invests" among them."""
    backers: dict[str, Investor] = {}
    for name in listed(text, start, start + found.backers_end) if found.backers_end else ():
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
        if "valuation" not in fields and (value := valuation_of(read, None)):
            fields["valuation"] = _money_value(text, value, start)
        if told or re.search(
            r"\bled\s+(?:by|the)\b|\bparticipat|\b(?:backed|provided)\s+by\b|\binvestors?\s+includ",
            sentence,
            re.IGNORECASE,
        ):
            for backer in investors(text, start, end):
                backers.setdefault(investor_key(backer.name.name), backer)


def _investor_fields(text: str, backers: Iterable[Investor]) -> Iterator[tuple[str, FieldValue]]:
    counts = {"lead_investor": 0, "investor": 0}
    for backer in backers:
        role = "lead_investor" if backer.is_lead else "investor"
        counts[role] += 1
        yield f"{role}_{counts[role]}", _value(text, backer.name.name, backer.name.start, backer.name.end)
