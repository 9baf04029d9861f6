"""The first role of its kind at an account: a programme that begins, not a vacancy that is filled. Stage 2 of 12.

Source: signals specification §5.4. A pure score over what is known; who asks gathers the facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.domain.contacts import Seniority
from signals.extract.titles import classify, folded
from signals.hiring.requisitions import Requisition

FIRES_AT = 0.6
LOOKS_BACK = timedelta(days=365)
_LEADERS = frozenset({Seniority.HEAD, Seniority.VP, Seniority.C_LEVEL})
_SMALL = 200
_NEAR_TITLE = 600
_BUILDS = re.compile(
    r"\b(?:first|founding|zero to one|0\s?(?:to|-|→)\s?1|establish(?:ing)?"
    r"|build(?:ing)?\b[^.\n]{0,60}\bfrom (?:scratch|the ground up))\b",
    re.IGNORECASE,
)
_REPLACES = re.compile(r"\b(?:backfill(?:ing)?|replacement|to replace|maternity cover|parental leave cover)\b", re.I)
_NOT_FIRST = re.compile(r"\bfirst[ -](?:line|class|rate|aid|shift|party|responders?|hand|and foremost|name)\b", re.I)


@dataclass(frozen=True, slots=True)
class Family:
    """A kind that a team names by words of the title: "RevOps", "security engineer"."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a kind at an account. `coverage_days`: for how long its board was read. None: nobody looked."""

    coverage_days: int
    headcount: int | None = None
    on_leadership_page: bool | None = None
    among_contacts: bool | None = None
    left_within_180_days: bool = False


@dataclass(frozen=True, slots=True)
class FirstOfKind:
    """The score and each point of it with its reason, in the order of §5.4. `fires` at 0.6 and more."""

    kind: str
    posting_key: str
    score: float
    reasons: tuple[tuple[float, str], ...]

    @property
    def fires(self) -> bool:
        return self.score >= FIRES_AT


def kinds_of(title: str, families: Iterable[Family] = ()) -> tuple[str, ...]:
    """The kinds of a title: who leads its function ("security leader"), and each family of the team's that names it.

    A head, a vice president and a chief of one function are one kind: the first of them is the first.
    """
    read = classify(title)
    leads = (f"{read.function.replace('_', ' ')} leader",) if read.seniority in _LEADERS else ()
    plain = folded(title)
    named = (one.name for one in families if any(_has_words(plain, folded(words)) for words in one.words))
    return (*leads, *named)


def first_of_kind(
    kind: str,
    requisition: Requisition,
    others: Iterable[Requisition],
    known: Known,
    *,
    families: Iterable[Family] = (),
) -> FirstOfKind | None:
    """Score `requisition` as the first of `kind`; `others` are the account's other requisitions, past ones included.

    None where it cannot be: a baseline's or a repost, or a posting of that kind stood within the year before.
    """
    first = requisition.first
    families = tuple(families)
    if first.baseline or not requisition.counts or kind not in kinds_of(first.title, families):
        return None
    since = first.first_seen_at - LOOKS_BACK
    earlier = (one for one in others if one.first.key != first.key and _stood(one, since, first.first_seen_at))
    if any(kind in kinds_of(one.first.title, families) for one in earlier):
        return None
    reasons = tuple(_reasons(first.text[:_NEAR_TITLE], first.text, known))
    return FirstOfKind(kind, first.key, round(sum(points for points, _ in reasons), 2), reasons)


def _stood(other: Requisition, since: datetime, until: datetime) -> bool:
    """Whether it was on the board before `until` and after `since`; one that came in the same reading is no earlier."""
    return other.first.first_seen_at < until and other.last_seen_at >= since


def _reasons(near: str, text: str, known: Known) -> Iterable[tuple[float, str]]:
    if known.coverage_days >= 90:
        yield (0.30 if known.coverage_days >= 180 else 0.15), f"none in {known.coverage_days} days of its board"
    if known.on_leadership_page is False:
        yield 0.30, "nobody of that kind on the leadership page"
    if known.among_contacts is False:
        yield 0.15, "nobody of that kind among known contacts"
    if (built := _BUILDS.search(_NOT_FIRST.sub("", near))) is not None:
        yield 0.25, f"the posting says “{' '.join(built[0].split())}”"
    if known.headcount is not None and known.headcount <= _SMALL:
        yield 0.10, f"{known.headcount} people"
    if known.left_within_180_days:
        yield -0.50, "somebody of that kind left within 180 days"
    if (replaced := _REPLACES.search(text)) is not None:
        yield -0.50, f"the posting says “{replaced[0]}”"


def _has_words(plain: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}s?(?!\w)", plain) is not None
