"""The task `funding`: rounds of equity told of in a text, and their company, amount, round and investors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, SignalKind
from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import Accuracy, Tally, miss, same_number, same_text
from signals.detect import verify
from signals.detectors.funding import detect
from signals.extract.organisations import investor_key
from signals.extract.rounds import round_of

_AMOUNT_TOLERANCE = 0.01


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The round of one text, shaped like `expect`; debt is told apart and is no event here."""
    text = str(given["text"])
    item = Item(source="eval", key="eval", kind=ItemKind.ARTICLE, title=text.partition("\n")[0], text=text, url="")
    verified = (verify(mention, text) for mention in detect(item))
    standing = [mention for mention in verified if mention is not None]
    mention = next((m for m in standing if m.kind is SignalKind.FUNDING), None)
    if mention is None:
        return _nothing("debt" if standing else None)
    return {
        "event": True,
        "company": mention.value("company"),
        "round": mention.value("round"),
        "amount": _number(mention.fields.get("amount")),
        "currency": mention.value("currency"),
        "investors": _investors(mention),
        "valuation": _number(mention.fields.get("valuation")),
        "why_not": None,
    }


def grade(cases: Sequence[Case]) -> Grades:
    """Event precision and recall over all cases; fields over the events rightly found."""
    events, investors = Tally(), Tally()
    fields = {name: Accuracy() for name in ("company", "amount", "round")}
    misses: tuple[Miss, ...] = ()
    for case in cases:
        want, got = case.expect, case.got or _nothing(None)
        events.count(want=bool(want["event"]), got=bool(got["event"]))
        misses += miss(case, "event", want["event"], got["event"], bool(want["event"]) == bool(got["event"]))
        if not (want["event"] and got["event"]):
            continue
        for name, right in _compare(want, got).items():
            fields[name].count(right)
            misses += miss(case, name, want.get(name), got.get(name), right)
        investors.count_sets(want.get("investors") or [], got["investors"], _same_investor)
        right = _keys(want.get("investors") or []) == _keys(got["investors"])
        misses += miss(case, "investors", want.get("investors"), got["investors"], right)
    metrics = {"event_precision": events.precision, "event_recall": events.recall}
    metrics |= {name: accuracy.share for name, accuracy in fields.items()}
    metrics |= {"investors_precision": investors.precision, "investors_recall": investors.recall}
    counts = {"events": events.right + events.missed, "false_events": events.wrong, "missed_events": events.missed}
    return Grades(metrics, counts, misses)


def _compare(want: Mapping[str, Any], got: Mapping[str, Any]) -> dict[str, bool]:
    currency = want.get("amount") is None or same_text(want.get("currency"), got["currency"])
    return {
        "company": same_text(want.get("company"), got["company"]),
        "amount": currency and same_number(want.get("amount"), got["amount"], tolerance=_AMOUNT_TOLERANCE),
        "round": round_of(want.get("round")) == round_of(got["round"]),
    }


def _same_investor(want: Any, got: Any) -> bool:
    return investor_key(str(want)) == investor_key(str(got))


def _keys(names: Sequence[Any]) -> set[str]:
    return {investor_key(str(name)) for name in names}


def _investors(mention: Mention) -> list[str]:
    """Leads first, each in the order the text names them."""
    named = sorted(name for name in mention.fields if name.startswith(("lead_investor_", "investor_")))
    return [mention.fields[name].value for name in sorted(named, key=lambda name: not name.startswith("lead"))]


def _number(value: FieldValue | None) -> float | None:
    return float(value.value) if value else None


def _nothing(why_not: str | None) -> dict[str, Any]:
    return {
        "event": False,
        "company": None,
        "round": None,
        "amount": None,
        "currency": None,
        "investors": [],
        "valuation": None,
        "why_not": why_not,
    }
