"""Numbers, times and counts as the pages say them: short, in the reader's zone, with the number in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import format_currency

from signals.extract.money_words import decimal_of, whole_money

_DAY = timedelta(days=1)


def zone(name: str) -> ZoneInfo:
    """The zone of that name; UTC where it is unknown."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def age(at: datetime | None, now: datetime) -> str:
    """ "8 d", "5 h", "3 min": how long ago; "" when nobody knows."""
    if at is None:
        return ""
    gone = now - at
    if gone < timedelta(hours=1):
        return f"{max(0, int(gone.total_seconds() // 60))} min"
    if gone < _DAY:
        return f"{int(gone.total_seconds() // 3600)} h"
    return f"{gone.days} d"


def clock(at: datetime, tz: ZoneInfo) -> str:
    return f"{at.astimezone(tz):%H:%M}"


def day(at: datetime | date, today: date, tz: ZoneInfo | None = None) -> str:
    """ "today", "tomorrow", "Thursday" within a week, else "24 Nov" with the year when it is another."""
    on = at.astimezone(tz or UTC).date() if isinstance(at, datetime) else at
    ahead = (on - today).days
    if ahead in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[ahead]
    if 1 < ahead < 7:
        return f"{on:%A}"
    return f"{on.day} {on:%b}" if on.year == today.year else f"{on.day} {on:%b %Y}"


def moment(at: datetime | None, now: datetime, tz: ZoneInfo) -> str:
    """ "today 16:30", "12 Nov 09:10"; "" for none."""
    if at is None:
        return ""
    return f"{day(at, now.astimezone(tz).date(), tz)} {clock(at, tz)}"


def on_date(at: datetime | None, tz: ZoneInfo) -> str:
    """ "12 Nov 2026" """
    if at is None:
        return ""
    local = at.astimezone(tz)
    return f"{local.day} {local:%b %Y}"


def span(left: timedelta) -> str:
    """ "0:52", "29 min", "3 h", "2 d": what is left. Never less than nothing."""
    seconds = max(0, int(left.total_seconds()))
    if seconds < 120:
        return f"{seconds // 60}:{seconds % 60:02d}"
    if seconds < 7200:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h" if seconds < 172_800 else f"{seconds // 86_400} d"


def lasted(gone: timedelta) -> str:
    """ "under 1 s", "48 s", "29 min", "3 h": how long something took."""
    seconds = int(gone.total_seconds())
    if seconds < 1:
        return "under 1 s"
    return f"{seconds} s" if seconds < 120 else span(gone)


def dollars(amount: float) -> str:
    text: str = format_currency(amount, "USD", locale="en_US")
    return text


def small_dollars(amount: float) -> str:
    """ "$0.0012" below a cent, "under $0.0001" below that; else as `dollars`."""
    if 0 < amount < 0.0001:
        return "under $0.0001"
    return f"${amount:.4f}" if 0 < amount < 0.01 else dollars(amount)


def money(amount: str, currency: str) -> str:
    """ "$12,000,000", "CHF 8,500,000"; "12,000,000, currency not stated" without one; the plain words where
    the amount is no number that money has."""
    value = decimal_of(amount)
    if value is None:
        return " ".join(part for part in (amount, currency) if part)
    return whole_money(currency, value) if currency else f"{value:,.0f}, currency not stated"


def recorded_by(publisher: str) -> str:
    """Whose fields a piece of evidence states."""
    return f"recorded by {publisher or 'a tool of yours'}"


def sentence(text: str) -> str:
    """ "Three RevOps roles": the first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def initials(name: str) -> str:
    parts = [part for part in name.split() if part]
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper() or "?"
