"""A source's trial or replay, in words and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agent.domain.items import Item, ItemKind
from agent.plurals import count
from agent.sources.probe import Exchange, Heard, Probe
from agent.sources.replay import Replayed
from agent.terminal.console import Terminal
from signals.collectors.team_page import line_of, seats_of

MOST_SHOWN = 100
"""How many items `--limit` may ask for."""
_REQUESTS_SHOWN = 10
_SAYS_BY_ITSELF = {
    ItemKind.POSTING: "an open role: nights count it with the account's other roles, and raise a signal when they rise",
    ItemKind.PAGE: "a page: nights compare it with what it said before",
    ItemKind.FINGERPRINT: "what the site or DNS shows: nights compare it with what it showed before",
}
"""What an item without a mention is for: no news by itself."""


def probes_as_json(probes: Sequence[Probe], limit: int) -> list[dict[str, Any]]:
    """One object a target; `limit` items of each are shown whole, those that say something first."""
    return [
        {
            "target": probe.target.key,
            "outcome": str(probe.collected.outcome),
            "reason": probe.collected.reason,
            "what": probe.failure.what if probe.failure else "",
            "fix": probe.failure.fix if probe.failure else "",
            "requests": [_exchange_as_json(one) for one in probe.exchanges],
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
            "scores": [{"account": one.account, "before": one.before, "after": one.after} for one in probe.moves],
        }
        for probe in probes
    ]


def _exchange_as_json(one: Exchange) -> dict[str, Any]:
    fetched = one.fetched
    return {
        "url": one.request.url,
        "outcome": str(fetched.outcome),
        "status": fetched.status,
        "content_type": fetched.document.content_type if fetched.document else "",
        "bytes": fetched.bytes_read,
        "reason": fetched.reason,
        "etag": fetched.validators.etag,
        "last_modified": fetched.validators.last_modified,
    }


def _telling_first(probe: Probe) -> list[tuple[Item, tuple[Heard, ...]]]:
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
        "effect": heard.effect.words if heard.effect else None,
    }


def print_probes(name: str, probes: Sequence[Probe], limit: int) -> None:
    """What each target answered, what was read in it, and what tonight would make of it."""
    console = Terminal(soft_wrap=True)
    for probe in probes:
        collected = probe.collected
        head = f"{name} {probe.target.key}: {collected.outcome}, {count(len(probe.heard), 'item')}"
        console.print(f"{head}. {'' if probe.failure else collected.reason}".rstrip())
        if probe.failure:
            console.print(f"  {probe.failure.what}\n  Fix: {probe.failure.fix}")
        _print_requests(console, probe.exchanges)
        for item, heard in _telling_first(probe)[:limit]:
            dated = f"{item.published_at:%Y-%m-%d}" if item.published_at else "undated"
            console.print(f"\n  {dated} {item.title[:120]}\n  {item.url}")
            for one in heard:
                _print_heard(console, one)
            for seat in seats_of(item):
                console.print(f"    {line_of(seat)}")
            if not heard:
                console.print(f"    {_SAYS_BY_ITSELF.get(item.kind, 'no mention')}")
        if (left := len(probe.heard) - limit) > 0:
            hint = f": --limit {len(probe.heard)} shows all" if len(probe.heard) <= MOST_SHOWN else ""
            console.print(f"\n  {count(left, 'more item')}{hint}.")
        _print_moves(console, probe)
    console.print("\nNothing was written.")


def _print_requests(console: Terminal, exchanges: Sequence[Exchange]) -> None:
    for one in exchanges[:_REQUESTS_SHOWN]:
        fetched = one.fetched
        kind = fetched.document.content_type if fetched.document else ""
        offers = [
            word
            for word, value in (("ETag", fetched.validators.etag), ("Last-Modified", fetched.validators.last_modified))
            if value
        ]
        validators = f"offers {' and '.join(offers)}" if offers else "no validators"
        facts = f"{fetched.status or '–'} {kind} {fetched.bytes_read:,} bytes, {validators}. {fetched.reason}"
        console.print(f"  {one.request.url}: {' '.join(facts.split())}")
    if len(exchanges) > _REQUESTS_SHOWN:
        console.print(f"  … {len(exchanges) - _REQUESTS_SHOWN} more requests")


def _print_heard(console: Terminal, heard: Heard) -> None:
    whose = heard.account or "no account"
    reasons = ", ".join(heard.resolution.reasons)
    fresh = "" if heard.is_news else "; too old or undated to be news on first contact"
    console.print(f"    {heard.mention.kind} ({heard.mention.why}) → {whose}: {reasons}{fresh}")
    for name, field in heard.mention.fields.items():
        console.print(f"      {name} = {field.value}  “{' '.join(field.quote.text.split())[:80]}”")
    if heard.effect:
        console.print(f"      {heard.effect.words}")


def _print_moves(console: Terminal, probe: Probe) -> None:
    if probe.moves:
        console.print("\n  Scores it would move:")
    for move in probe.moves:
        console.print(f"    {move.account}: {move.before} → {move.after}")


def replayed_as_json(replayed: Replayed, limit: int) -> dict[str, Any]:
    return {
        "targets": probes_as_json(replayed.probes, limit),
        "compared": replayed.compared,
        "changes": list(replayed.changes),
    }


def print_replayed(name: str, replayed: Replayed) -> None:
    """How many kept items were read again, and which of them now say something else."""
    console = Terminal(soft_wrap=True)
    for probe in replayed.probes:
        if not probe.went_well:
            console.print(f"{name} {probe.target.key}: {probe.collected.reason}")
    for change in replayed.changes:
        console.print(change)
    same = replayed.compared - len(replayed.changes)
    console.print(
        f"\n{replayed.compared} kept items read again, {max(0, same)} say what they said. Nothing was written."
    )
