"""Sources as they stand, for machines and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.table import Table

from agent.plurals import count
from agent.sources.standing import Standing
from agent.terminal.console import Terminal


def list_as_json(rows: Sequence[Standing]) -> list[dict[str, Any]]:
    """One object a source. Shares are 0–1, times UTC, latencies milliseconds of 7 days, the funnel is of 30 days."""
    return [
        {
            "name": row.source.setting.name,
            "collector": row.source.setting.collector,
            "on": row.source.enabled,
            "confirmed": row.source.setting.terms_reviewed_on is not None,
            "terms": _terms(row),
            "scheduled": row.source.is_scheduled,
            "weight": row.source.weight,
            "targets": row.readings.targets,
            "failing": row.readings.failing,
            "last_ok": _minute(row.readings.last_ok_at),
            "last_failure": row.last_failure,
            "held_back": row.held_back,
            "next_due": _minute(row.next_at),
            "next_due_why": row.next_words,
            "budget": _budget(row),
            "latency_ms": {"p50": row.p50_ms, "p95": row.p95_ms},
            "requests": row.requests,
            "gaps": row.gaps,
            "items": row.gave.items,
            "signals": row.gave.signals,
            "drafts": row.gave.drafts,
            "approved": row.gave.approved,
            "replied": row.gave.replied,
            "gave": gave_words(row),
            "precision": _precision(row),
        }
        for row in rows
    ]


def _budget(row: Standing) -> dict[str, Any]:
    budget = row.budget
    return {
        "ok": budget.ok,
        "failed": budget.failed,
        "share": budget.share,
        "target": budget.target,
        "burnt": budget.burnt,
        "words": budget.words,
        "failures": row.failures,
    }


def _precision(row: Standing) -> dict[str, Any] | None:
    found = row.precision
    return {"mean": found.mean, "low": found.low, "high": found.high, "n": found.n} if found else None


def gave_words(row: Standing) -> str:
    """The funnel of 30 days in a line."""
    gave = row.gave
    return (
        f"{count(gave.items, 'item')} → {count(gave.signals, 'signal')} → {count(gave.drafts, 'draft')} → "
        f"{gave.approved:,} approved → {gave.replied:,} replied"
    )


def _terms(row: Standing) -> str:
    setting = row.source.setting
    if setting.terms_reviewed_on is None:
        return "not confirmed"
    return f"{setting.terms_reviewed_by or 'confirmed'}, {setting.terms_reviewed_on}"


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""


def print_list(rows: Sequence[Standing]) -> None:
    """A block a source: a table of this many columns would fit no terminal."""
    console = Terminal(soft_wrap=True)
    for row in rows:
        setting, readings = row.source.setting, row.readings
        state = "on" if row.source.enabled else "off"
        console.print(
            f"{setting.name} ({setting.collector}) {state}, terms: {_terms(row)}, weight {row.source.weight}",
            style="bold",
        )
        if not (row.source.enabled or readings.targets or row.gave.items or row.requests):
            continue
        table = Table.grid(padding=(0, 2))
        for name, words in _facts(row, readings.targets, readings.failing):
            table.add_row(f"  {name}", words)
        console.print(table)


def _facts(row: Standing, targets: int, failing: int) -> list[tuple[str, str]]:
    facts = [("next", row.next_words), ("last ok", _minute(row.readings.last_ok_at) or "never")]
    if targets:
        facts.append(("targets", f"{targets:,}" + (f", {failing:,} failing" if failing else "")))
    if row.last_failure:
        facts.append(("last failure", row.last_failure))
    if row.held_back:
        facts.append(("held back", row.held_back))
    facts.append(("7 days", row.budget.words + (f" ({row.failures})" if row.failures else "")))
    if row.p50_ms is not None and row.p95_ms is not None:
        facts.append(("answers in", f"{row.p50_ms:,} ms half of the time, {row.p95_ms:,} ms 95 % of the time"))
    facts.append(("30 days", gave_words(row)))
    facts.append(("", count(row.requests, "request") + (f", {count(row.gaps, 'gap')}" if row.gaps else "")))
    if row.precision:
        found = row.precision
        words = f"{row.gave.approved} of {found.n} approved, 90 % interval {found.low:.0%} to {found.high:.0%}"
        facts.append(("precision", words))
    return facts
