"""Which of the people known at an account is written to, and why: a pure ranking, never an invented person (§7).

Rank = does the persona fit (function × seniority) + does the event name them or grow their team + how lately anybody
verified them + whether they ever answered. Nobody who left, who has outlived their time, or whose address is only
guessed is among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.domain.contacts import AddressStatus, Contact, Function, Persona, Seniority
from agent.domain.signals import Direction, Signal, SignalKind
from signals.extract.people import person_key
from signals.extract.titles import TitleClass

MAILABLE = frozenset({AddressStatus.KNOWN, AddressStatus.CONFIRMED})
_FITS, _FITS_BY_EVENT = 4.0, 2.5
_NAMED, _TEAM_GROWS, _ANSWERED, _FRESH, _STALE = 3.0, 1.0, 0.75, 0.5, -1.5
_STEP_DOWN = 0.1
_FRESH_FOR = timedelta(days=90)
_ORDER = (
    Seniority.C_LEVEL, Seniority.VP, Seniority.HEAD, Seniority.DIRECTOR, Seniority.MANAGER,
    Seniority.LEAD, Seniority.SENIOR, Seniority.INDIVIDUAL, Seniority.JUNIOR, Seniority.BOARD,
)  # fmt: skip
_LEADERS = frozenset(_ORDER[:5])
_GROWTH = frozenset({SignalKind.RELEVANT_ROLES, SignalKind.HIRING_SURGE, SignalKind.FIRST_OF_KIND})


@dataclass(frozen=True, slots=True)
class EventLinks:
    """What an account's signals say of its people: keys of who is new, keys of who left, functions that grow."""

    named: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    growing: frozenset[Function] = frozenset()


@dataclass(frozen=True, slots=True)
class Ranked:
    """One person for one persona. `why` is what the points stand for, in words, the weightiest first."""

    contact: Contact
    points: float
    why: tuple[str, ...]


def links_of(signals: Sequence[Signal]) -> EventLinks:
    """The links in these signals. Of somebody who left and came back, the later move holds."""
    moves = sorted((one for one in signals if one.kind is SignalKind.JOB_CHANGE), key=lambda one: one.dated_at)
    last = {person_key(one.fields["person"]): one.fields.get("direction") for one in moves if one.fields.get("person")}
    growing = {one.fields.get("function", "") for one in signals if one.kind in _GROWTH}
    return EventLinks(
        named=frozenset(key for key, direction in last.items() if direction != Direction.LEAVE),
        gone=frozenset(key for key, direction in last.items() if direction == Direction.LEAVE),
        growing=frozenset(function for function in Function if function in growing),
    )


def fits(who: Contact | TitleClass, persona: Persona) -> bool:
    """Whether this person, or whoever has this title, is of the persona: by function and seniority."""
    return persona.includes(who.function, who.seniority)


def is_mailable(contact: Contact, links: EventLinks, now: datetime) -> bool:
    """Whether this person could be written to at all: a working address that nobody guessed, in time, still there."""
    usable = bool(contact.email) and contact.address_status in MAILABLE and not contact.is_expired(now)
    return usable and person_key(contact.name) not in links.gone


def ranked(people: Sequence[Contact], persona: Persona, links: EventLinks, now: datetime) -> tuple[Ranked, ...]:
    """Those of `people` who fit `persona` and are mailable, best first; ties by id, so that a night can be replayed."""
    found = [
        rank
        for person in people
        if is_mailable(person, links, now) and (rank := _rank(person, persona, links, now)) is not None
    ]
    return tuple(sorted(found, key=lambda rank: (-rank.points, rank.contact.id)))


def _rank(person: Contact, persona: Persona, links: EventLinks, now: datetime) -> Ranked | None:
    named = person_key(person.name) in links.named
    title = person.title or "no title"
    parts: list[tuple[float, str]] = []
    if fits(person, persona):
        steps = _ORDER.index(person.seniority) if person.seniority in _ORDER else len(_ORDER)
        parts.append((_FITS - _STEP_DOWN * steps, f"fits {persona.name} ({title})"))
    elif named and person.function in persona.functions and person.seniority in _LEADERS:
        parts.append((_FITS_BY_EVENT, f"leads what {persona.name} is about ({title})"))
    else:
        return None
    if named:
        parts.append((_NAMED, "is the person whom the news is about"))
    if person.function in links.growing and person.seniority in _LEADERS:
        parts.append((_TEAM_GROWS, "leads the team that is hiring"))
    if person.engaged_at is not None:
        parts.append((_ANSWERED, f"answered on {person.engaged_at:%-d %b %Y}"))
    parts.extend(_recency(person, now))
    heaviest_first = sorted(parts, key=lambda part: -abs(part[0]))
    return Ranked(person, round(sum(points for points, _ in parts), 3), tuple(words for _, words in heaviest_first))


def _recency(person: Contact, now: datetime) -> list[tuple[float, str]]:
    if person.verified_on is None:
        return []
    days = (now - person.verified_on).days
    if person.needs_recheck(now):
        return [(_STALE, f"not verified for {days} days: recheck")]
    return [(_FRESH, f"verified {days} days ago" if days else "verified today")] if days <= _FRESH_FOR.days else []
