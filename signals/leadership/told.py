"""A change on a leadership page as a report: the item that says it, and the mention on its words. Part of stage 3 of
12. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from agent.domain.accounts import Account
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import Direction, FieldValue, Mention, SignalKind
from signals.collectors.team_page import line_of
from signals.extract.people import person_key
from signals.extract.titles import classify
from signals.leadership.changes import Change, LeadershipChange
from signals.why_now import short_date

SURE = 0.7
_WORDS = {Change.CAME: "is new on", Change.WENT: "is no longer on"}
_DIRECTIONS = {Change.CAME: Direction.JOIN, Change.WENT: Direction.LEAVE}


@dataclass(frozen=True, slots=True)
class Told:
    """One change to absorb, with the item that says it."""

    mention: Mention
    item: Item


def told_by_page(change: LeadershipChange, account: Account, *, source: str, url: str) -> Told:
    """The report of a change, in a text whose first line ends in the page's own line. Confidence 0.7 (signals §1.6)."""
    seat, words = change.seat, _WORDS[change.change]
    title = f"{seat.name} {words} the leadership page of {account.domain}"
    seen = "First seen" if change.change is Change.CAME else "First missing"
    dates = f"{seen} on {_day(change)}, and again in a reading at least 48 hours later."
    item = Item(
        source=source,
        key=f"{url}:{person_key(seat.name)}:{change.change}:{change.first_at:%Y-%m-%d}",
        kind=ItemKind.FINGERPRINT,
        title=title,
        text=f"{title}: {line_of(seat)}\n{dates}",
        url=url,
        published_at=change.first_at,
        account_id=account.id,
        publisher=account.domain,
        fetched_at=change.at,
    )
    return Told(_mention(item, change, words), item)


def _mention(item: Item, change: LeadershipChange, words: str) -> Mention:
    seat, read = change.seat, classify(change.seat.title)
    line = item.text.index(": ", len(item.title)) + 2
    at_title = line + len(seat.name) + 2
    titled = Quote.of(item.text, at_title, at_title + len(seat.title))
    verb = item.text.index(words)
    fields = {
        "person": FieldValue(seat.name, Quote.of(item.text, line, line + len(seat.name))),
        "title": FieldValue(seat.title, titled),
        "function": FieldValue(str(read.function), titled),
        "seniority": FieldValue(str(read.seniority), titled),
        "direction": FieldValue(str(_DIRECTIONS[change.change]), Quote.of(item.text, verb, verb + len(words))),
    }
    return Mention(
        kind=SignalKind.JOB_CHANGE,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=SURE,
        published_at=item.published_at,
        language=item.language,
        why="two readings of the account's own leadership page, 48 hours apart",
    )


def _day(change: LeadershipChange) -> str:
    return f"{short_date(change.first_at)} {change.first_at.year}"
