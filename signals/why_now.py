"""Why now, in one short line for a row of the queue ("Series B $12M, 8 days ago"; "New VP Sales, from Caldera")."""

from __future__ import annotations

from datetime import datetime

from agent.domain.signals import Direction, Round, Signal, SignalKind

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪"}
_SCALES = ((1e9, "B"), (1e6, "M"), (1e3, "K"))
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FUNCTIONS = {
    "revenue_operations": "RevOps",
    "customer_success": "customer success",
    "it": "IT",
    "people": "people",
    "executive": "executive",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ROUNDS = {
    Round.PRE_SEED: "Pre-seed",
    Round.PRE_SERIES_A: "Pre-Series A",
    Round.SEED: "Seed",
    Round.GROWTH: "Growth round",
    Round.PRIVATE_EQUITY: "Private equity",
    Round.IPO: "IPO",
    Round.GRANT: "Grant",
    Round.DEBT: "Debt",
}
_TOOL_VERBS = {Direction.ADOPT: "Adopts", Direction.REMOVE: "Dropped", Direction.EVALUATE: "Evaluates"}


def why_now(signal: Signal, as_of: datetime) -> str:
    """One line: what happened, and how many days ago it was dated."""
    return f"{what_happened(signal)}, {age_words(signal.dated_at, as_of)}"


def what_happened(signal: Signal) -> str:
    """One line without its age: "Series B $12M", "three RevOps roles", "New VP Sales, from Caldera"."""
    match signal.kind:
        case SignalKind.FUNDING | SignalKind.DEBT:
            return _money_event(signal)
        case SignalKind.RELEVANT_ROLES:
            return _roles(signal)
        case SignalKind.JOB_CHANGE:
            return _job_change(signal)
        case SignalKind.HIRING_SURGE:
            return _surge(signal)
        case SignalKind.FIRST_OF_KIND:
            return f"First {signal.fields.get('title') or _function(signal) + ' leader'}"
        case SignalKind.TECHNOLOGY:
            direction = signal.fields.get("direction", Direction.ADOPT)
            verb = _TOOL_VERBS.get(Direction(direction), "Uses") if direction in set(Direction) else "Uses"
            return f"{verb} {signal.fields.get('tool', 'a new tool')}"
        case _:
            return _other(signal)


def age_words(then: datetime, now: datetime) -> str:
    """ "today", "yesterday", "8 days ago"."""
    days = max(0, (now.date() - then.date()).days)
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def short_date(moment: datetime) -> str:
    """ "6 Jan"."""
    return f"{moment.day} {_MONTHS[moment.month - 1]}"


def money(amount: str, currency: str) -> str:
    """ "$12M" of "12000000" and "USD"; "" when the amount is not a number."""
    try:
        value = float(amount)
    except ValueError:
        return ""
    scale, letter = next((step for step in _SCALES if value >= step[0]), (1.0, ""))
    digits = f"{value / scale:.1f}".removesuffix(".0")
    symbol = _SYMBOLS.get(currency) or (f"{currency} " if currency else "")
    return f"{symbol}{digits}{letter}"


def _money_event(signal: Signal) -> str:
    if signal.kind is SignalKind.DEBT:
        name = "Debt"
    else:
        name = round_words(signal.fields.get("round", ""))
    amount = money(signal.fields.get("amount", ""), signal.fields.get("currency", ""))
    return f"{name} {amount}".strip()


def round_words(stage: str) -> str:
    """ "Series B" of "series_b"; "Funding" where nobody says which round."""
    if not stage or stage == Round.UNSPECIFIED:
        return "Funding"
    if stage.startswith("series_"):
        return f"Series {stage.removeprefix('series_').upper()}"
    return _ROUNDS.get(Round(stage), "Funding") if stage in set(Round) else stage.replace("_", " ").capitalize()


def stated_round(stated: str) -> str:
    """The round that a tool's field states, within a sentence: "Series A" of "series_a"; what is no code stays."""
    words = stated.replace("_", " ")
    if stated not in set(Round) or round_words(stated) == "Funding":
        return words
    name = round_words(stated)
    return name if "Series" in name or name.isupper() else name.lower()


def _function(signal: Signal) -> str:
    function = signal.fields.get("function", "")
    return _FUNCTIONS.get(function, function.replace("_", " "))


def _roles(signal: Signal) -> str:
    count = signal.fields.get("count", "")
    number = int(count) if count.isdigit() else 0
    many = _WORDS[number] if 0 < number < len(_WORDS) else count or "new"
    return " ".join(part for part in (many, _function(signal), "role" if number == 1 else "roles") if part)


def _job_change(signal: Signal) -> str:
    title = signal.fields.get("title") or (f"{_function(signal)} leader" if _function(signal) else "")
    if not title:
        return _somebody(signal)
    came_from = signal.fields.get("from_company")
    match signal.fields.get("direction"):
        case Direction.LEAVE:
            return f"{title} left"
        case Direction.PROMOTE:
            return f"Promoted to {title}"
        case Direction.INTERIM:
            return title if title.lower().startswith("interim") else f"Interim {title}"
        case _:
            return f"New {title}, from {came_from}" if came_from else f"New {title}"


def _somebody(signal: Signal) -> str:
    """A change of which nobody says for which post."""
    who = signal.fields.get("person") or "Somebody"
    direction = signal.fields.get("direction", "")
    verbs = {Direction.LEAVE: "left", Direction.PROMOTE: "was promoted", Direction.INTERIM: "stepped in"}
    return f"{who} {verbs.get(Direction(direction), 'joined') if direction in set(Direction) else 'joined'}"


def within_chance(signal: Signal) -> bool:
    """Whether it is a rise in new roles that the statistics did not call a surge: it feeds the score and no mail."""
    return signal.kind is SignalKind.HIRING_SURGE and signal.fields.get("alert") == ""


def how_it_was_counted(signal: Signal) -> str:
    """What code counted and no report says, in words; "" for a signal that only tells what its reports say."""
    words = signal.fields.get("words", "")
    if signal.kind is SignalKind.HIRING_SURGE and words:
        called = "Not called a surge" if within_chance(signal) else "Called a surge"
        return (
            f"{words}. {called}: most doublings at small boards are noise, so it is judged against this board's own "
            "weeks and those of every other board."
        )
    if signal.kind is SignalKind.FIRST_OF_KIND and words:
        return f"Taken for the first of its kind: {words}."
    return ""


def _surge(signal: Signal) -> str:
    count, expected = signal.fields.get("count"), signal.fields.get("expected")
    if not count or not expected:
        return "Hiring surge"
    told = f"{count} new roles against {expected} expected"
    return f"{told}, within chance" if within_chance(signal) else f"Hiring surge: {told}"


def _other(signal: Signal) -> str:
    thing = next(
        (
            signal.fields[name]
            for name in ("product", "place", "country", "counterparty", "page")
            if signal.fields.get(name)
        ),
        "",
    )
    return f"{str(signal.kind).replace('_', ' ').capitalize()}{f': {thing}' if thing else ''}"
