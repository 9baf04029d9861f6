"""Amounts as people write them: "$9M", "€8,250,123"."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from babel.numbers import format_compact_currency, format_currency

from signals.extract.money import amounts

_LETTERS = re.compile(r"^([A-Z]{3})[\u00a0\u202f]?(?=\d)")


def short_money(currency: str, amount: Decimal, locale: str = "en_US") -> str | None:
    """The exact amount in short ("$12.5M", "CHF 9M"), or None where short would not be exact: no false precision."""
    unit = next((u for u in (10**9, 10**6, 10**3) if amount >= u), 1)
    in_units = amount / unit
    if in_units != round(in_units, 2) or amount <= 0:
        return None
    return _LETTERS.sub(r"\1 ", format_compact_currency(amount, currency, locale=locale, fraction_digits=2))


def whole_money(currency: str, amount: Decimal) -> str:
    """The amount written out ("€8,250,123", "CHF 9,250,123")."""
    whole: str = format_currency(amount, currency, "¤#,##0.##", currency_digits=False, locale="en_US")
    return _LETTERS.sub(r"\1 ", whole)


_MORE_THAN_THERE_IS = Decimal(10) ** 18


def stated_money(stated: str, currency: str = "") -> str:
    """What a tool's fields state: a bare number with its currency as people write it ("$9M" of "9000000" and "USD");
    what is written out already ("$9 million") stays, its currency beside it where it names none."""
    value, code = decimal_of(stated), currency.strip().upper()
    if value is None:
        return stated if amounts(stated) else f"{stated} {code}".strip()
    if not re.fullmatch(r"[A-Z]{3}", code):
        return f"{value:,f} {currency}".strip()
    return short_money(code, value) or whole_money(code, value)


def decimal_of(stated: str) -> Decimal | None:
    """ "12,000,000" or "12000000.0" as an amount; None for anything else, for nothing or less, and for more than there
    is money."""
    try:
        value = Decimal(stated.replace(",", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 < value < _MORE_THAN_THERE_IS else None
