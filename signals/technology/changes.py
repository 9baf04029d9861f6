"""A change of tools as a report: the item that says it, and the mention on its words. Part of stage 3 of 12. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from agent.domain.accounts import Account
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import Direction, FieldValue, Mention, SignalKind
from agent.net.urls import registered_host
from signals.technology.ad_cues import makes
from signals.technology.rules import DNS_LAYERS, Layer, Rules
from signals.technology.state import HINT, Change, ToolEvent
from signals.why_now import short_date

REMOVED_SURELY = 0.9
_DIRECTIONS = {Change.ADOPT: Direction.ADOPT, Change.REMOVE: Direction.REMOVE, Change.EVALUATE: Direction.EVALUATE}
_WORDS = {Change.ADOPT: "was found", Change.REMOVE: "was removed", Change.EVALUATE: "may be on trial"}
_URLS = {True: "dns:{domain}", False: "https://{domain}/"}


@dataclass(frozen=True, slots=True)
class Told:
    """One change to absorb. `item` is new where a site or DNS tells it; where job ads do, it is the ad `item_id`."""

    mention: Mention
    item: Item
    item_id: str = ""


def makers_by_domain(rules: Rules) -> Mapping[str, frozenset[str]]:
    """The tools whose marks point at a domain or at a name below it: its owner makes them, and using them says
    nothing."""
    found: dict[str, set[str]] = {}
    for rule in rules.every:
        labels = rule.pattern.partition("/")[0].split(".") if _names_a_host(rule.layer) else []
        for start in range(len(labels)):
            found.setdefault(".".join(labels[start:]), set()).add(rule.tool)
    return {domain: frozenset(made) for domain, made in found.items() if domain}


def makers_of(made: Mapping[str, frozenset[str]], domain: str) -> frozenset[str]:
    """The tools that the owner of this very domain makes."""
    return made.get(registered_host(domain.lower()), frozenset())


def _names_a_host(layer: Layer) -> bool:
    return layer in (Layer.SCRIPT, Layer.IFRAME, Layer.LINK, Layer.CNAME, Layer.MX, Layer.SPF)


def makes_tool(account: Account, tool: str, makers: Iterable[str]) -> bool:
    """Whether the account makes the tool: by its domain, or by a name that is the tool's."""
    return tool in makers or makes(account.name, tool)


def told_by_site(event: ToolEvent, account: Account) -> Told:
    """The report of a change that a site or DNS shows, in a text whose last words are the page's own."""
    piece = event.piece
    in_dns = piece.cluster.partition(":")[0] in DNS_LAYERS
    where = f"in the DNS of {account.domain}" if in_dns else f"on {account.domain}"
    if event.change is Change.REMOVE:
        where = where.replace("in the DNS of ", "the DNS of ").removeprefix("on ")
        first = f"{event.tool} was removed from {where}: {piece.found}"
        second = f"Last seen on {_day(piece.last_at)}; missing in {piece.missed} readings since {_day(_since(event))}."
    else:
        first = f"{event.tool} {_WORDS[event.change]} {where}: {piece.found}"
        second = f"First seen on {_day(piece.first_at)}; read for more than 60 days before without it."
    item = Item(
        source=piece.source,
        key=f"{account.domain}:{event.tool}:{event.change}:{event.at:%Y-%m-%d}",
        kind=ItemKind.FINGERPRINT,
        title=f"{event.tool} {_WORDS[event.change]} at {account.domain}",
        text=f"{first}\n{second}",
        url=_URLS[in_dns].format(domain=account.domain),
        published_at=_since(event) if event.change is Change.REMOVE else piece.first_at,
        account_id=account.id,
        publisher=account.domain,
        fetched_at=event.at,
    )
    return Told(_mention(event, item, item.text.index(_WORDS[event.change])), item)


def told_by_ad(event: ToolEvent, item: Item, item_id: str) -> Told | None:
    """The report of an adoption that job ads show, on the ad's own words; None where they stand there no more."""
    at = item.text.find(event.piece.found)
    named = (
        re.search(re.escape(event.tool), item.text[at : at + len(event.piece.found)], re.IGNORECASE)
        if at >= 0
        else None
    )
    if named is None:
        return None
    quote = Quote.of(item.text, at + named.start(), at + named.end())
    fields = {
        "tool": FieldValue(event.tool, quote),
        "direction": FieldValue(str(_DIRECTIONS[event.change]), quote),
        "category": FieldValue(event.category, quote),
    }
    return Told(_told(event, item, fields, "job ads speak of the tool as in use"), item, item_id)


def _mention(event: ToolEvent, item: Item, verb: int) -> Mention:
    tool = Quote.of(item.text, 0, len(event.tool))
    fields = {
        "tool": FieldValue(event.tool, tool),
        "direction": FieldValue(
            str(_DIRECTIONS[event.change]), Quote.of(item.text, verb, verb + len(_WORDS[event.change]))
        ),
        "category": FieldValue(event.category, tool),
    }
    return _told(event, item, fields, f"the account's own site or DNS: {event.piece.cluster}")


def _told(event: ToolEvent, item: Item, fields: dict[str, FieldValue], why: str) -> Mention:
    sure = {Change.REMOVE: REMOVED_SURELY, Change.EVALUATE: HINT}.get(event.change, event.probability)
    return Mention(
        kind=SignalKind.TECHNOLOGY,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=round(sure, 3),
        published_at=item.published_at,
        language=item.language,
        why=why,
    )


def _since(event: ToolEvent) -> datetime:
    return event.missing_since or event.at


def _day(moment: datetime) -> str:
    return f"{short_date(moment)} {moment.year}"
