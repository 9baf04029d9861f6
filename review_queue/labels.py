"""Stored values as people read them: kinds, intents, offices, who mends what; and the fields that a report tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agent.domain.contacts import Function, Seniority
from agent.domain.replies import Intent
from agent.domain.signals import Direction, FieldValue, Round
from review_queue import words
from signals.why_now import round_words

_LABELS = {
    Seniority.C_LEVEL: "C-level",
    Seniority.VP: "VP",
    Seniority.INDIVIDUAL: "Individual contributor",
    Function.REVENUE_OPERATIONS: "RevOps",
    Function.IT: "IT",
    Direction.JOIN: "Joins",
    Direction.LEAVE: "Leaves",
    Direction.PROMOTE: "Promoted",
    Direction.ADOPT: "Adopts",
    Direction.REMOVE: "Drops",
    Direction.EVALUATE: "Evaluates",
    Intent.UNSUBSCRIBE: "Wants no more mail",
    "icp": "Who fits (icp.yaml)",
    "offer": "Offer (offer.yaml)",
    "signal": "Signal rules",
    "prompt": "Prompts",
    "contact": "Contacts",
    "source": "Sources",
    "crm": "CRM",
    "cta": "Call to action",
    "sdr": "SDR",
    "revops": "RevOps",
    "true": "yes",
    "false": "no",
}
_NAMES = {"first_sale_on": "First sale", "effective_on": "From", "from_company": "Came from", "direction": "Change"}
_NUMBERED = re.compile(r"_\d+$")
_CODED = frozenset({"seniority", "function", "direction", "category", "officer"})
_MONEY = frozenset({"amount", "amount_sold", "valuation"})


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a report, named and in words: "Lead investor", "Fenwick Ventures"."""

    name: str
    words: str


def label(value: str) -> str:
    """A stored value in words: "C-level" of "c_level", "Out of office" of "out_of_office"."""
    return _LABELS.get(value) or words.sentence(value.replace("_", " "))


def told(fields: Mapping[str, FieldValue]) -> tuple[Told, ...]:
    """What a report tells, by field; numbered fields (investor_1, investor_2) in one line."""
    currency = fields["currency"].value if "currency" in fields else ""
    lines: dict[str, list[str]] = {}
    for name in sorted(fields):
        if name != "currency" or not _MONEY & set(fields):
            plain = _NUMBERED.sub("", name)
            lines.setdefault(plain, []).append(_value(plain, fields[name].value, currency))
    return tuple(Told(_name(name, len(values)), ", ".join(values)) for name, values in lines.items())


def _name(name: str, number: int) -> str:
    return _NAMES.get(name) or words.sentence(name.replace("_", " ")) + ("s" if number > 1 else "")


def _value(name: str, value: str, currency: str) -> str:
    if name in _MONEY:
        return words.money(value, currency)
    if name == "round":
        return "not said" if value == Round.UNSPECIFIED else round_words(value)
    if name in _CODED:
        return label(value)
    return _date(value) if name.endswith("_on") else value


def _date(value: str) -> str:
    try:
        on = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{on.day} {on:%b %Y}"
