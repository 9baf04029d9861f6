"""What a reader of doubtful texts says, held to the text field by field (signals §2.2 stage 4). Stage 2 of 12.

A field whose quote is not verbatim, or does not say its value, is nothing; an event without a required field is left
to a person. Nothing here asks or trusts anybody: the same answer about the same text gives the same mentions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from agent.domain.doubts import Answer, Doubt, Told
from agent.domain.evidence import Quote
from agent.domain.items import Item
from agent.domain.signals import Direction, FieldValue, Mention, Round, SignalKind
from signals.detect import verify
from signals.extract.dates import dates_in
from signals.extract.funding.phrases import Sentence
from signals.extract.money import Money, amounts
from signals.extract.money_words import decimal_of
from signals.extract.moves.reader import may_tell_move
from signals.extract.organisations import display_name, investor_key, name_key
from signals.extract.people import is_person, person_key
from signals.extract.rounds import rounds
from signals.extract.sentences import sentence_spans
from signals.extract.title_spans import may_hold_title
from signals.extract.titles import classify

METHOD: Final = "model"
CONFIDENCE: Final = 0.8
"""Of an event that a model decided: below what the rules accept by themselves."""
QUOTE_MAX: Final = 300
NEWS_WITHIN: Final = timedelta(days=30)
_LONGEST_VALUE: Final = 120
_MOVES: Final = frozenset({Direction.JOIN, Direction.LEAVE, Direction.PROMOTE, Direction.INTERIM})
_INVESTOR: Final = re.compile(r"(?:lead_)?investor_\d+")


@dataclass(frozen=True, slots=True)
class Checked:
    """The mentions that stand; `why` is what fell that an event needs, "" where nothing did."""

    mentions: tuple[Mention, ...] = ()
    why: str = ""


class _Fell(Exception):
    """A field that does not hold, and that its event cannot do without."""


def checked(answer: Answer, doubt: Doubt, item: Item, *, by: str) -> Checked:
    """The events of `answer` as mentions of `item`, each field on its verbatim quote; `by` names who answered."""
    found: list[Mention] = []
    why = ""
    for event in answer.events:
        try:
            found.append(_mention(event, doubt, item, by))
        except _Fell as fell:
            why = why or str(fell)
    return Checked(tuple(found), why)


def _mention(event: Mapping[str, Told], doubt: Doubt, item: Item, by: str) -> Mention:
    kind = doubt.mention.kind
    fields = dict((_funding if kind is SignalKind.FUNDING else _move)(event, doubt, item))
    company = fields["company"].value if "company" in fields else item.company
    mention = Mention(
        kind=kind,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=CONFIDENCE,
        published_at=item.published_at,
        company_names=tuple(dict.fromkeys(name for name in (item.company, company) if name)),
        language=item.language,
        why=f"read by {by}; the rules alone were unsure ({doubt.mention.confidence:.2f})",
    )
    standing = verify(mention, item.text)
    if standing is None:
        raise _Fell("no field stands in the text")
    return standing


def _funding(event: Mapping[str, Told], doubt: Doubt, item: Item) -> Iterator[tuple[str, FieldValue]]:
    company = _required("company", event, item, _company)
    yield "company", company
    money = _read("amount", event, item, _amount)
    named = _read("round", event, item, _round)
    if money is None and named is None:
        raise _Fell("neither an amount nor a round stands in the text")
    if money:
        yield "amount", money
        read = amounts(money.quote.text)[0]
        yield "currency", FieldValue(read.currency, money.quote, METHOD, CONFIDENCE)
    if named:
        yield "round", named
    yield from _dated(event, item)
    for name in event:
        backer = _read(name, event, item, _name) if _INVESTOR.fullmatch(name) else None
        if backer and investor_key(backer.value) != investor_key(company.value):
            yield name, backer


def _move(event: Mapping[str, Told], doubt: Doubt, item: Item) -> Iterator[tuple[str, FieldValue]]:
    person = _required("person", event, item, _person)
    direction = _required("direction", event, item, _direction)
    title = _required("title", event, item, _title)
    read = doubt.mention.value("person")
    if read and person_key(read) == person_key(person.value) and doubt.mention.value("direction") != direction.value:
        raise _Fell(f"the rules read {doubt.mention.value('direction')}, the reader {direction.value}")
    yield from (("person", person), ("direction", direction), ("title", title))
    named = classify(title.value)
    yield "function", FieldValue(str(named.function), title.quote, METHOD, CONFIDENCE)
    yield "seniority", FieldValue(str(named.seniority), title.quote, METHOD, CONFIDENCE)
    company = _required("company", event, item, _company) if event.get("company") else None
    if company:
        yield "company", company
    before = _read("from_company", event, item, _name)
    if before and not (company and name_key(company.value) == name_key(before.value)):
        yield "from_company", before
    effective = _read("effective_on", event, item, _day)
    if effective:
        yield "effective_on", effective
    yield from _dated(event, item)


def _dated(event: Mapping[str, Told], item: Item) -> Iterator[tuple[str, FieldValue]]:
    """When it was announced; what was announced more than 30 days from when the text appeared is old news."""
    told = event.get("announced_on")
    if not told or not told.value:
        return
    day = _read("announced_on", event, item, _day)
    if day is None:
        return
    published = item.published_at.date() if item.published_at else None
    if published and abs(date.fromisoformat(day.value) - published) > NEWS_WITHIN:
        raise _Fell(f"announced on {day.value}, more than 30 days from {published}")
    yield "announced_on", day


def _required(
    name: str, event: Mapping[str, Told], item: Item, read: Callable[[Told, Quote, Item], FieldValue | None]
) -> FieldValue:
    found = _read(name, event, item, read)
    if found is None:
        raise _Fell(f"its {name} does not stand in the text")
    return found


def _read(
    name: str, event: Mapping[str, Told], item: Item, read: Callable[[Told, Quote, Item], FieldValue | None]
) -> FieldValue | None:
    told = event.get(name)
    if told is None or not told.value.strip() or len(told.value) > _LONGEST_VALUE:
        return None
    quote = place(item.text, told.quote)
    return read(told, quote, item) if quote else None


def place(text: str, words: str, begin: int = 0, end: int | None = None) -> Quote | None:
    """Where `words` stand verbatim in `text` (runs of white space count as one), within a part of it; None: nowhere."""
    parts = words.split()
    if not parts or len(words) > QUOTE_MAX:
        return None
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, parts)) + r"(?!\w)"
    found = re.compile(pattern).search(text, begin, len(text) if end is None else end)
    return Quote.of(text, found.start(), found.end()) if found else None


def _value(value: str, quote: Quote) -> FieldValue:
    return FieldValue(value, quote, METHOD, CONFIDENCE)


def _name(told: Told, quote: Quote, item: Item) -> FieldValue | None:
    """A name that stands in its own quote."""
    found = place(item.text, told.value, quote.start, quote.end)
    return _value(display_name(" ".join(found.text.split())), found) if found else None


def _company(told: Told, quote: Quote, item: Item) -> FieldValue | None:
    """The company, which must stand in its quote or in the title."""
    in_title = place(item.text, told.value, 0, len(item.text.partition("\n")[0]))
    return _name(told, quote, item) or (_value(display_name(in_title.text), in_title) if in_title else None)


def _amount(told: Told, quote: Quote, item: Item) -> FieldValue | None:
    """The one amount of its quote, read again by the rules; a valuation, a total or another's amount is none."""
    read = amounts(quote.text)
    if len(read) != 1 or read[0].value != decimal_of(told.value) or _is_beside(read[0], quote, item.text):
        return None
    narrow = Quote.of(item.text, quote.start + read[0].start, quote.start + read[0].end)
    return _value(f"{read[0].value:f}", narrow)


def _is_beside(money: Money, quote: Quote, text: str) -> bool:
    """Whether the sentence around says that the amount is what the company is worth, raised in all, or sells for."""
    at = quote.start + money.start
    start, end = next(((a, b) for a, b in sentence_spans(text) if a <= at < b), (quote.start, quote.end))
    sentence = Sentence.of(text[start:end])
    same = next((one for one in amounts(text[start:end]) if start + one.start == at), None)
    worth = sentence.valuation(None)
    return same is None or sentence.is_beside(same) or (worth is not None and worth.start == same.start)


def _round(told: Told, quote: Quote, item: Item) -> FieldValue | None:
    if told.value not in frozenset(Round):
        return None
    span = next((one for one in rounds(quote.text) if one.round == told.value), None)
    return _value(told.value, Quote.of(item.text, quote.start + span.start, quote.start + span.end)) if span else None


def _person(told: Told, quote: Quote, item: Item) -> FieldValue | None:
    found = place(item.text, told.value, quote.start, quote.end)
    return _value(" ".join(found.text.split()), found) if found and is_person(found.text) else None


def _title(told: Told, quote: Quote, item: Item) -> FieldValue | None:
    found = place(item.text, told.value, quote.start, quote.end)
    return _value(" ".join(found.text.split()), found) if found and may_hold_title(found.text) else None


def _direction(told: Told, quote: Quote, item: Item) -> FieldValue | None:
    return _value(told.value, quote) if told.value in _MOVES and may_tell_move(quote.text) else None


def _day(told: Told, quote: Quote, item: Item) -> FieldValue | None:
    """A day that its quote says; a month or a year is no day."""
    try:
        day = date.fromisoformat(told.value)
    except ValueError:
        return None
    as_of = item.published_at.date() if item.published_at else None
    said = any(one.start_on == one.end_on == day for one in dates_in(quote.text, as_of=as_of))
    return _value(told.value, quote) if said else None
