"""Form D as funding: an exempt offering names the issuer and the amount sold, never a round or an investor (§1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from agent.domain.evidence import Quote
from agent.domain.items import Item
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.detectors.quotes import verbatim
from signals.extract.money_words import decimal_of
from signals.extract.organisations import display_name

_NOT_OPERATING = re.compile(
    r"\b(?:pooled\s+investment|real\s+estate|reits?|residential|commercial|construction)\b|\boil\s+and\s+gas\b",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"\b(?:fund|funds|spv|a\s+series\s+of|holdings?\s+(?:[ivx]+|\d+)|co-?invest\w*|investors|partners?\s+(?:[ivx]+|l\.?p)|"
    r"lp|l\.p\.?|realty|properties|apartments?|reit|trust|(?:road|street|avenue|blvd|boulevard|lane|drive)|"
    r"feeder|master|qof|opportunity\s+zone|portfolio|ventures?\s+(?:[ivx]+|\d+)|capital\s+(?:[ivx]+|\d+))\b",
    re.IGNORECASE,
)
_TRUE = frozenset({"true", "1", "yes"})


def detect_filing(item: Item) -> tuple[Mention, ...]:
    """The funding that a Form D states, else nothing. Pooled funds, real estate and vehicles are dropped.

    `item.fields` as `sec_form_d` writes them: entity, amount_sold, total_offering, first_sale, industry, pooled_fund,
    is_amendment. An "Indefinite" or zero amount stays open.
    """
    entity = item.fields.get("entity", "")
    if not entity or "amount_sold" not in item.fields or not _operates(item, entity):
        return ()
    fields = dict(_fields(item, entity))
    if "company" not in fields or ("amount" not in fields and item.fields["amount_sold"].strip() in {"0", "0.00"}):
        return ()
    return (
        Mention(
            kind=SignalKind.FUNDING,
            item_source=item.source,
            item_key=item.key,
            fields=fields,
            confidence=0.95,
            published_at=item.published_at,
            company_names=(entity,),
            language=item.language,
            why="an amended Form D" if item.fields.get("is_amendment", "").casefold() in _TRUE else "a Form D",
        ),
    )


def _operates(item: Item, entity: str) -> bool:
    pooled = item.fields.get("pooled_fund", "").casefold() in _TRUE
    return not (pooled or _NOT_OPERATING.search(item.fields.get("industry", "")) or _VEHICLE.search(entity))


def _fields(item: Item, entity: str) -> Iterator[tuple[str, FieldValue]]:
    if quote := verbatim(item.text, entity):
        yield "company", FieldValue(display_name(entity), quote, method="filing")
    amount = decimal_of(item.fields["amount_sold"].replace("$", ""))
    if amount and (quote := _quote_of_amount(item.text, amount)):
        yield "amount", FieldValue(f"{amount:f}", quote, method="filing")
        yield "currency", FieldValue("USD", quote, method="filing")
    first_sale = item.fields.get("first_sale", "")
    if first_sale and (quote := verbatim(item.text, first_sale)):
        yield "first_sale_on", FieldValue(first_sale, quote, method="filing")


def _quote_of_amount(text: str, amount: Decimal) -> Quote | None:
    """The amount as the text writes it, grouped or plain, with the label of its line and the offering it is a part of.

    A bare number says nothing to whoever reads the evidence: "Total amount sold: $22,750,000" does.
    """
    whole = int(amount)
    digits = rf"\$?\s?(?:{whole:,}|{whole})(?:\.\d+)?(?![\d,]*\d)"
    labelled = rf"(?:^Total offering amount: [^\n]+\n)?^Total amount sold: {digits}"
    match = re.search(labelled, text, re.MULTILINE) or re.search(rf"(?<![\d.,]){digits}", text)
    return Quote.of(text, match.start(), match.end()) if match else None
