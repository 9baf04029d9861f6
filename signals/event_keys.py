"""When two reports tell of one event: the typed keys and windows of signals §4.2, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from agent.domain.signals import FieldValue, Round, Signal, SignalEvidence, SignalKind
from signals.extract.people import person_key
from signals.matcher import normalise

AMOUNT_TOLERANCE = 0.1
_NUMBERED = re.compile(r"(?P<stem>[a-z_]+?)_\d+")
_WINDOWS = {
    SignalKind.FUNDING: 45,
    SignalKind.DEBT: 45,
    SignalKind.JOB_CHANGE: 60,
    SignalKind.TECHNOLOGY: 90,
    SignalKind.RELEVANT_ROLES: 30,
    SignalKind.HIRING_SURGE: 56,
    SignalKind.FIRST_OF_KIND: 365,
    SignalKind.VISIT: 1,
}
_DEFAULT_WINDOW = 45
_NICKNAMES = {
    "bill": "william", "will": "william", "bob": "robert", "rob": "robert", "dick": "richard", "rick": "richard",
    "jim": "james", "jimmy": "james", "jack": "john", "peggy": "margaret", "meg": "margaret", "liz": "elizabeth",
    "beth": "elizabeth", "betty": "elizabeth", "tony": "anthony", "ted": "edward", "ned": "edward", "ed": "edward",
    "chuck": "charles", "hank": "henry", "harry": "henry", "kate": "catherine", "katie": "catherine",
    "kathy": "catherine", "katherine": "catherine", "kathryn": "catherine", "sandy": "alexander", "alex": "alexander",
    "molly": "mary", "polly": "mary", "nancy": "ann", "sally": "sarah", "larry": "lawrence", "laurence": "lawrence",
    "jeff": "geoffrey", "jeffrey": "geoffrey", "fred": "alfred", "gus": "august", "trish": "patricia",
}  # fmt: skip


def window_days(kind: SignalKind) -> int:
    return _WINDOWS.get(kind, _DEFAULT_WINDOW)


def closeness(signal: Signal, report: SignalEvidence) -> float | None:
    """How well the report fits the event, higher is better; None when it is another event of the same kind."""
    return _RULES.get(signal.kind, _same_named)(signal, report)


def last_and_initial(name: str) -> str:
    """Last name and first initial, nicknames undone: "Bill O'Hara Jr." and "William O’Hara" are one (§4.2)."""
    first, _, last = person_key(name).partition(" ")
    return f"{last} {_NICKNAMES.get(first, first)[:1]}" if last else first


def number(field: FieldValue | str | None) -> float | None:
    """A field's value as a number, None when it is not one."""
    value = field.value if isinstance(field, FieldValue) else field
    try:
        return float(value) if value else None
    except ValueError:
        return None


def numbered(name: str) -> str | None:
    """The stem of a list field ("investor" of "investor_2"), else None."""
    found = _NUMBERED.fullmatch(name)
    return found["stem"] if found else None


def is_partial_sale(report: SignalEvidence, evidence: Sequence[SignalEvidence]) -> bool:
    """Whether a filing states less than somebody else reports: sold so far, neither a conflict nor the amount."""
    amount = number(report.fields.get("amount"))
    if report.group != "filing" or amount is None:
        return False
    others = (number(piece.fields.get("amount")) for piece in evidence if piece.group != "filing")
    return any(other is not None and amount < other for other in others)


def _funding(signal: Signal, report: SignalEvidence) -> float | None:
    rounds = _explicit_rounds(signal)
    stage = _explicit(_value(report.fields, "round"))
    if stage and rounds and stage not in rounds:
        return None
    agreed = 2.0 if stage and stage in rounds else 0.0
    if _leads(signal.evidence) & _leads((report,)):
        return agreed + 1.5
    fit = _amounts_agree(signal, report, same_round=agreed > 0)
    return None if fit is None else agreed + fit


def _explicit_rounds(signal: Signal) -> set[str]:
    stages = {_explicit(_value(piece.fields, "round")) for piece in signal.evidence}
    stages.add(_explicit(signal.fields.get("round", "")))
    return stages - {""}


def _explicit(stage: str) -> str:
    return "" if stage == Round.UNSPECIFIED else stage


def _amounts_agree(signal: Signal, report: SignalEvidence, *, same_round: bool) -> float | None:
    """1 for the same amount, 0.5 where one is unknown or a filing's partial sale, None when they contradict.

    Amounts in two currencies cannot be compared without a rate of the day: only an equal round joins them.
    """
    amount = number(report.fields.get("amount"))
    pairs = [(number(piece.fields.get("amount")), piece) for piece in signal.evidence]
    stated = [(known, piece) for known, piece in pairs if known is not None]
    if amount is None or not stated:
        return 0.5
    fits = [_amount_fit(amount, report, known, piece, same_round=same_round) for known, piece in stated]
    return max((fit for fit in fits if fit is not None), default=None)


def _amount_fit(
    amount: float, report: SignalEvidence, known: float, piece: SignalEvidence, *, same_round: bool
) -> float | None:
    mine, theirs = _value(report.fields, "currency"), _value(piece.fields, "currency")
    if mine and theirs and mine != theirs:
        dollars, other = number(report.fields.get("amount_usd")), number(piece.fields.get("amount_usd"))
        if dollars is None or other is None:
            return 0.5 if same_round else None
        amount, known = dollars, other
    if abs(amount - known) <= AMOUNT_TOLERANCE * max(amount, known):
        return 1.0
    filed, told = (amount, known) if report.group == "filing" else (known, amount)
    one_is_filing = (report.group == "filing") != (piece.group == "filing")
    return 0.5 if one_is_filing and filed <= told else None


def _leads(evidence: Sequence[SignalEvidence]) -> set[str]:
    return {
        normalise(field.value)
        for piece in evidence
        for name, field in piece.fields.items()
        if name == "lead_investor" or numbered(name) == "lead_investor"
    } - {""}


def _job_change(signal: Signal, report: SignalEvidence) -> float | None:
    people = {last_and_initial(_value(piece.fields, "person")) for piece in signal.evidence}
    people.add(last_and_initial(signal.fields.get("person", "")))
    person = last_and_initial(_value(report.fields, "person"))
    people.discard("")
    if person and people and person not in people:
        return None
    same_direction = signal.fields.get("direction", "") == _value(report.fields, "direction")
    function = _value(report.fields, "function")
    same_function = bool(function) and function == signal.fields.get("function")
    if person and people:
        return 2.0 if same_direction or same_function else None
    return 1.0 if same_direction and same_function else None


def _keyed(*names: str) -> Callable[[Signal, SignalEvidence], float | None]:
    """One event where every named field is equal."""

    def rule(signal: Signal, report: SignalEvidence) -> float | None:
        mine = [normalise(_value(report.fields, name)) for name in names]
        theirs = [normalise(signal.fields.get(name, "")) for name in names]
        return 1.0 if mine == theirs else None

    return rule


_IDENTITY = ("place", "country", "product", "counterparty", "target", "acquirer")


def _same_named(signal: Signal, report: SignalEvidence) -> float | None:
    """Expansion, launch, merger, layoff: one event unless both name a different place, product or partner."""
    for name in _IDENTITY:
        mine, theirs = normalise(_value(report.fields, name)), normalise(signal.fields.get(name, ""))
        if mine and theirs and mine != theirs:
            return None
    return 1.0


def _value(fields: Mapping[str, FieldValue], name: str) -> str:
    found = fields.get(name)
    return found.value if found else ""


_RULES: dict[SignalKind, Callable[[Signal, SignalEvidence], float | None]] = {
    SignalKind.FUNDING: _funding,
    SignalKind.DEBT: _funding,
    SignalKind.JOB_CHANGE: _job_change,
    SignalKind.TECHNOLOGY: _keyed("tool", "direction"),
    SignalKind.RELEVANT_ROLES: _keyed("function"),
    SignalKind.HIRING_SURGE: _keyed(),
    SignalKind.FIRST_OF_KIND: _keyed("kind", "function"),
    SignalKind.VISIT: _keyed("domain", "page"),
}
