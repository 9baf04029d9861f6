"""Sources and a source's trial, in words and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.console import Console

from agent.source_probe import Heard, Probe, Standing


def list_as_json(rows: Sequence[Standing]) -> list[dict[str, Any]]:
    return [
        {
            "name": row.source.setting.name,
            "collector": row.source.setting.collector,
            "on": row.source.enabled,
            "confirmed": row.source.setting.terms_reviewed_on is not None,
            "terms": _terms(row),
            "scheduled": row.source.is_scheduled,
            "weight": row.source.weight,
            "targets": row.targets,
            "last_ok": _minute(row.last_ok_at),
            "last_failure": row.last_failure,
            "next_due": _minute(row.next_due_at),
            "items": row.items,
            "signals": row.signals,
            "gave": f"{row.items} items → {row.signals} signals",
        }
        for row in rows
    ]


def _terms(row: Standing) -> str:
    setting = row.source.setting
    if setting.terms_reviewed_on is None:
        return "not confirmed"
    return f"{setting.terms_reviewed_by or 'confirmed'}, {setting.terms_reviewed_on}"


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""


def probes_as_json(probes: Sequence[Probe], limit: int) -> list[dict[str, Any]]:
    return [
        {
            "target": probe.target.key,
            "outcome": str(probe.collected.outcome),
            "reason": probe.collected.reason,
            "requests": [
                {
                    "url": one.url,
                    "outcome": str(one.outcome),
                    "status": one.status,
                    "content_type": one.content_type,
                    "bytes": one.bytes_read,
                    "reason": one.reason,
                }
                for one in probe.exchanges
            ],
            "items": len(probe.heard),
            "mentions": sum(len(heard) for _, heard in probe.heard),
            "shown": [
                {
                    "title": item.title,
                    "url": item.url,
                    "published_at": item.published_at,
                    "mentions": [_mention_as_json(one) for one in heard],
                }
                for item, heard in _telling_first(probe)[:limit]
            ],
        }
        for probe in probes
    ]


def _telling_first(probe: Probe) -> list[Any]:
    return sorted(probe.heard, key=lambda pair: not pair[1])


def _mention_as_json(heard: Heard) -> dict[str, Any]:
    mention = heard.mention
    return {
        "kind": str(mention.kind),
        "why": mention.why,
        "confidence": mention.confidence,
        "fields": {name: {"value": f.value, "quote": f.quote.text} for name, f in mention.fields.items()},
        "account": heard.account,
        "resolution": list(heard.resolution.reasons),
        "probability": heard.resolution.probability,
        "news_on_first_contact": heard.is_news,
    }


def print_probes(name: str, probes: Sequence[Probe], limit: int) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for probe in probes:
        collected = probe.collected
        head = f"{name} {probe.target.key}: {collected.outcome}, {len(probe.heard)} items"
        console.print(f"{head}. {collected.reason}".rstrip(), markup=False)
        for one in probe.exchanges[:10]:
            facts = f"{one.status or '–'} {one.content_type} {one.bytes_read:,} bytes {one.reason}"
            console.print(f"  {one.url}: {' '.join(facts.split())}", markup=False)
        if len(probe.exchanges) > 10:
            console.print(f"  … {len(probe.exchanges) - 10} more requests")
        for item, heard in _telling_first(probe)[:limit]:
            dated = f"{item.published_at:%Y-%m-%d}" if item.published_at else "undated"
            console.print(f"\n  {dated} {item.title[:120]}\n  {item.url}", markup=False)
            for one in heard:
                _print_heard(console, one)
            if not heard:
                console.print("    no mention")
    console.print("\nNothing was written.")


def _print_heard(console: Console, heard: Heard) -> None:
    whose = heard.account or "no account"
    reasons = ", ".join(heard.resolution.reasons)
    fresh = "" if heard.is_news else "; too old or undated to be news on first contact"
    console.print(f"    {heard.mention.kind} ({heard.mention.why}) → {whose}: {reasons}{fresh}", markup=False)
    for name, field in heard.mention.fields.items():
        console.print(f"      {name} = {field.value}  “{field.quote.text[:80]}”", markup=False)
