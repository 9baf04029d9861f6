"""Postings as requisitions: what a company set out to fill, whatever a board makes of it.

Source: signals specification §5.1–5.2. One requisition stands on a board once for each place, is posted again to look
fresh, or never closes; a surge counts none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from agent.domain.items import Item
from signals.detectors.hiring import evergreen, requisition_title
from signals.extract.titles import folded

REPOST_LIKENESS = 0.85
REPOST_WITHIN = timedelta(days=60)
EVERGREEN_AFTER = timedelta(days=120)
EVERGREEN_REPOSTS = 3
_YEAR = timedelta(days=365)
# An advertisement for a real role ends on "join our talent community" too; a talent pool begins with it.
_OPENING_WORDS = 200
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting over its life. `last_seen_at` is the last reading that showed it, `closed_at` when it was judged
    gone (None: open as far as known), `posted_at` what the source says."""

    key: str
    title: str
    text: str
    first_seen_at: datetime
    last_seen_at: datetime
    closed_at: datetime | None = None
    posted_at: datetime | None = None
    department: str = ""
    location: str = ""
    requisition: str = ""
    baseline: bool = False

    @property
    def role(self) -> str:
        """The title in normal form, without its place."""
        return requisition_title(self.title, self.location)


@dataclass(frozen=True, slots=True)
class Requisition:
    """The postings of one requisition, oldest first. `repost_of` is the key of the posting that it repeats."""

    postings: tuple[Posting, ...]
    repost_of: str | None = None
    evergreen: bool = False

    @property
    def first(self) -> Posting:
        return self.postings[0]

    @property
    def last_seen_at(self) -> datetime:
        return max(posting.last_seen_at for posting in self.postings)

    @property
    def n_locations(self) -> int:
        return len({folded(posting.location) for posting in self.postings})

    @property
    def counts(self) -> bool:
        """Whether it is one of the new requisitions of its week."""
        return self.repost_of is None and not self.evergreen


def posting_of(item: Item, *, first_seen_at: datetime, last_seen_at: datetime, closed_at: datetime | None) -> Posting:
    """A stored posting and when it was seen."""
    return Posting(
        key=f"{item.source}:{item.key}",
        title=item.title,
        text=item.text,
        first_seen_at=first_seen_at,
        last_seen_at=last_seen_at,
        closed_at=closed_at,
        posted_at=item.published_at,
        department=item.fields.get("department", ""),
        location=item.fields.get("location", ""),
        requisition=item.fields.get("requisition", ""),
        baseline=item.baseline,
    )


def requisitions(postings: Iterable[Posting], *, as_of: datetime) -> tuple[Requisition, ...]:
    """The requisitions of one account's postings, in the order in which they were first seen."""
    found: list[Requisition] = []
    by_role: dict[str, list[int]] = {}
    for posting in sorted(postings, key=lambda one: (one.first_seen_at, one.key)):
        same_role = by_role.setdefault(posting.role, [])
        standing = next((n for n in reversed(same_role) if _is_opening_of(posting, found[n])), None)
        if standing is not None:
            found[standing] = replace(found[standing], postings=(*found[standing].postings, posting))
            continue
        earlier = next((found[n] for n in reversed(same_role) if _is_repost(posting, found[n])), None)
        same_role.append(len(found))
        found.append(Requisition((posting,), repost_of=earlier.first.key if earlier else None))
    never_closing = _often_reposted([found[n] for n in numbers] for numbers in by_role.values())
    return tuple(replace(one, evergreen=one.first.key in never_closing or _is_evergreen(one, as_of)) for one in found)


def _is_opening_of(posting: Posting, standing: Requisition) -> bool:
    """Another place of a requisition that is still on the board: same department and number."""
    first = standing.first
    same = (folded(first.department), first.requisition) == (folded(posting.department), posting.requisition)
    return same and standing.last_seen_at >= posting.first_seen_at


def _is_repost(posting: Posting, earlier: Requisition) -> bool:
    """A new id with the role and the text of a posting that left the board within 60 days before."""
    gap = posting.first_seen_at - earlier.last_seen_at
    if not timedelta(0) < gap <= REPOST_WITHIN:
        return False
    return any(likeness(posting.text, before.text) >= REPOST_LIKENESS for before in earlier.postings)


def likeness(one: str, other: str) -> float:
    """Jaccard's share of words that two texts have in common; two empty texts are alike."""
    words, others = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return len(words & others) / len(words | others) if words or others else 1.0


def _often_reposted(roles: Iterable[Sequence[Requisition]]) -> frozenset[str]:
    """The keys of requisitions of a role posted again three times within a year."""
    never_closing: set[str] = set()
    for same_role in roles:
        reposted = [one.first.first_seen_at for one in same_role if one.repost_of]
        spans = zip(reposted, reposted[EVERGREEN_REPOSTS - 1 :], strict=False)
        if any(last - first <= _YEAR for first, last in spans):
            never_closing.update(one.first.key for one in same_role)
    return frozenset(never_closing)


def _is_evergreen(one: Requisition, as_of: datetime) -> bool:
    posting = one.first
    opening = " ".join(posting.text[:_OPENING_WORDS].split())
    if evergreen(posting.title) or evergreen(opening):
        return True
    still_open = any(each.closed_at is None for each in one.postings)
    until = as_of if still_open else max(each.closed_at or each.last_seen_at for each in one.postings)
    opened = min(each.posted_at or each.first_seen_at for each in one.postings)
    return until - opened >= EVERGREEN_AFTER
