"""Funding that a team's own tool states in fields: what also stands in the item's text becomes a quoted field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.domain.items import Item
from agent.domain.signals import FieldValue, Mention, Round, SignalKind
from signals.detectors.quotes import as_written
from signals.extract.money import amounts
from signals.extract.money_words import decimal_of, stated_money
from signals.extract.organisations import display_name
from signals.extract.rounds import round_of
from signals.why_now import stated_round

_KINDS = frozenset({"funding", "debt"})
_LIST = re.compile(r"\s*(?:,|;|\band\b)\s*")


def detect_intake(item: Item) -> tuple[Mention, ...]:
    """The round of an intake item of kind funding or debt; nothing where its company does not stand in its text."""
    kind = item.fields.get("kind", "")
    if kind not in _KINDS:
        return ()
    fields = dict(_fields(item))
    if "company" not in fields:
        return ()
    debt = kind == "debt" or round_of(item.fields.get("round")) is Round.DEBT
    return (
        Mention(
            kind=SignalKind.DEBT if debt else SignalKind.FUNDING,
            item_source=item.source,
            item_key=item.key,
            fields=fields,
            confidence=0.9,
            published_at=item.published_at,
            company_names=(fields["company"].value,),
            language=item.language,
            why="stated by a tool of the team's own",
        ),
    )


def _fields(item: Item) -> Iterator[tuple[str, FieldValue]]:
    company = item.company or item.fields.get("company", "")
    if quote := as_written(item.text, company):
        yield "company", FieldValue(display_name(quote.text), quote, method="intake")
    yield from _amount(item)
    stated = item.fields.get("round", "")
    named = round_of(stated)
    if named and (quote := as_written(item.text, stated_round(stated)) or as_written(item.text, stated)):
        yield "round", FieldValue(str(named), quote, method="intake")
    for role, key in (("lead_investor", "lead_investor"), ("investor", "investors")):
        names = (name for name in _LIST.split(item.fields.get(key, "")) if name)
        for number, name in enumerate(names, start=1):
            if quote := as_written(item.text, name):
                yield f"{role}_{number}", FieldValue(quote.text, quote, method="intake")


def _amount(item: Item) -> Iterator[tuple[str, FieldValue]]:
    """The amount on its place in the text, where it stands as people write it ("$12M" of "12000000" and "USD"); its
    currency where the tool states one."""
    stated = item.fields.get("amount") or item.fields.get("amount_text") or ""
    in_words = stated_money(stated, item.fields.get("currency", "")) if stated else ""
    quote = as_written(item.text, in_words) or as_written(item.text, stated)
    if quote is None:
        return
    written = amounts(stated)
    plain = decimal_of(stated)
    value = written[0].value if written else plain
    currency = item.fields.get("currency") or (written[0].currency if written else "")
    if value is not None and value > 0:
        yield "amount", FieldValue(f"{value:f}", quote, method="intake")
        if currency:
            yield "currency", FieldValue(currency.upper(), quote, method="intake")
