"""The task `dedupe`: which reports tell of one event (EVAL.md), by the clustering that a night uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, Signal, SignalKind
from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import Tally
from signals.cluster import absorb, report_of
from signals.extract.rounds import round_of
from signals.extract.stated_dates import instant

_KINDS = {
    "exec_change": SignalKind.JOB_CHANGE,
    "tech_change": SignalKind.TECHNOLOGY,
    "web_visit": SignalKind.VISIT,
    "product_launch": SignalKind.LAUNCH,
    "m&a": SignalKind.MERGER,
    "acquisition": SignalKind.MERGER,
    "layoffs": SignalKind.LAYOFF,
}
_LISTS = {"investors": "investor", "lead_investors": "lead_investor", "investors_lead": "lead_investor"}
_FILINGS = ("form_d", "formd", "form d", "sec", "8k", "8-k", "edgar", "filing")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The groups of indexes, absorbed in order of publication as reports would arrive."""
    mentions = list(given["mentions"])
    order = sorted(range(len(mentions)), key=lambda nth: str(mentions[nth].get("published_on") or ""))
    signals: dict[str, Signal] = {}
    groups: dict[str, list[int]] = {}
    for nth in order:
        mention, item, at = _report(mentions[nth], nth)
        heard = absorb(
            list(signals.values()),
            mention,
            report_of(mention, item, f"m{nth}"),
            account_id=str(mentions[nth].get("account") or ""),
            now=at,
            new_id=lambda: f"s{len(signals)}",
        )
        signals[heard.signal.id] = heard.signal
        groups.setdefault(heard.signal.id, []).append(nth)
    return {"groups": sorted(sorted(group) for group in groups.values())}


def grade(cases: Sequence[Case]) -> Grades:
    """Precision and recall over pairs of reports said to be one event."""
    tally = Tally()
    misses = []
    for case in cases:
        want = _pairs(case.expect["groups"])
        got = _pairs(case.got["groups"]) if case.got is not None else set()
        tally.right += len(want & got)
        tally.wrong += len(got - want)
        tally.missed += len(want - got)
        if want != got:
            misses.append(Miss(case.id, "groups", case.expect["groups"], case.got and case.got["groups"]))
    return Grades(
        metrics={"precision": tally.precision, "recall": tally.recall},
        counts={"pairs": tally.right + tally.missed},
        misses=tuple(misses),
    )


def _pairs(groups: Iterable[Iterable[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _report(row: Mapping[str, Any], nth: int) -> tuple[Mention, Item, datetime]:
    """One row as the mention and the item that a collector and a detector would have made of it."""
    source = str(row.get("source") or "")
    at = instant(row.get("published_on"))
    fields = dict(_fields(row.get("fields") or {}))
    text = "\n".join(fields.values()) or source
    quoted = {name: FieldValue(value, _quote(text, value)) for name, value in fields.items()}
    kind = _KINDS.get(str(row["kind"])) or SignalKind(row["kind"])
    is_filing = any(word in source.casefold() for word in _FILINGS)
    item = Item(
        source=source,
        key=f"m{nth}",
        kind=ItemKind.FILING if is_filing else ItemKind.ARTICLE,
        title=text.partition("\n")[0],
        text=text,
        url="",
        published_at=at,
        publisher=source,
        fetched_at=at,
    )
    return Mention(kind, source, f"m{nth}", quoted, 0.9, published_at=at), item, at or _EPOCH


def _fields(given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in given.items():
        if value is None or value == "":
            continue
        if name in _LISTS:
            values = [value] if isinstance(value, str) else value
            yield from ((f"{_LISTS[name]}_{nth}", str(one)) for nth, one in enumerate(values, 1))
        elif name in {"lead_investor", "lead"}:
            yield "lead_investor_1", str(value)
        elif name == "round":
            yield name, str(round_of(str(value)) or value)
        elif not isinstance(value, (list, dict)):
            yield name, str(value)


def _quote(text: str, value: str) -> Quote:
    start = text.index(value)
    return Quote(value, start, start + len(value))
