"""Relevant roles: two or more dated postings of one function within 30 days (DESIGN §7). Stage 2 of 12.

It counts and never speaks of a surge; whether a burst is more than chance is the question of `signals.hiring.surge`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from agent.domain.contacts import Function
from agent.domain.evidence import Quote
from agent.domain.items import Item
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.extract.titles import classify, folded, normal_title

WINDOW = timedelta(days=30)
# At first contact a posting is news only where the source itself dates it this freshly (DESIGN §2.4).
BASELINE_WINDOW = timedelta(days=14)
LEAST = 2
_MOST_SHOWN = 12

_EVERGREEN = re.compile(
    r"talent (?:pool|community|network|pipeline)|future (?:opportunit|opening|role|position)|general (?:application"
    r"|interest)"
    r"|open application|speculative application|spontaneous application|evergreen|always hiring|expression of interest"
    r"|don['’]?t see|can['’]?t find|initiativbewerbung|candidature spontan|candidatura (?:espont|abierta)",
    re.IGNORECASE,
)
_LEARNERS = re.compile(
    r"\b(?:intern(?:ship)?s?|trainee|apprentice(?:ship)?|werkstudent\w*|working student|praktik\w*|stagiaire|stage"
    r"|alternan\w+|becari[oa]"
    r"|azubi|ausbildung|volunteer)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_TAIL = re.compile(r"\s*(?:[-–—|,/@]|\bin\b|\bbased in\b)\s*([^-–—|,/@]+)$", re.IGNORECASE)
_PLACE_WORDS = re.compile(
    r"\b(?:remote|hybrid|onsite|on-site|full[- ]time|part[- ]time|contract|home ?office)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RoleMention:
    """Roles of one function at one account. `role_N` of the mention stands on a quote in `supporting[N - 1]`; the
    function and the count stand on the title of the newest posting, which is `supporting[0]` and the mention's item."""

    mention: Mention
    supporting: tuple[Item, ...]

    def mention_in(self, item: Item) -> Mention:
        """The same mention as `item` alone supports it: every quote stands in `item.text`."""
        number = self.supporting.index(item) + 1
        title = _titled(item)
        shared = {name: replace(self.mention.fields[name], quote=title) for name in ("function", "count")}
        return replace(
            self.mention,
            item_source=item.source,
            item_key=item.key,
            published_at=item.published_at,
            fields={**shared, "role_1": self.mention.fields[f"role_{number}"]},
        )


def detect_relevant_roles(
    account_id: str, postings: Sequence[Item], *, as_of: datetime, functions: Collection[Function]
) -> tuple[RoleMention, ...]:
    """One mention for each of `functions` with two or more requisitions dated within 30 days before `as_of`.

    Postings of other accounts, undated, evergreen and learners' ones never count; those of a first contact count where
    the source dates them within 14 days before it. One requisition over several places counts once.
    """
    by_function: dict[Function, dict[tuple[str, str], Item]] = {}
    for item in sorted(postings, key=_newest_first):
        if item.account_id not in {None, account_id} or not _counts(item, as_of):
            continue
        function = classify(item.title).function
        if function in functions:
            by_function.setdefault(function, {}).setdefault(_requisition(item), item)
    return tuple(
        _mention(function, tuple(roles.values())[:_MOST_SHOWN], len(roles))
        for function, roles in sorted(by_function.items())
        if len(roles) >= LEAST
    )


def evergreen(title: str) -> bool:
    """Whether a posting collects applications rather than fills a role (signals §5.2)."""
    return bool(_EVERGREEN.search(title))


@lru_cache(maxsize=65_536)
def requisition_title(title: str, location: str) -> str:
    """The title in normal form without its place and what stands in brackets: the same for all of a job's places."""
    title = _BRACKETS.sub("", title)
    places = folded(location)
    while (tail := _TAIL.search(title)) is not None:
        words = folded(tail[1]).strip()
        if not (_PLACE_WORDS.search(tail[1]) or (words and words in places)):
            break
        title = title[: tail.start()]
    return normal_title(title)


def _newest_first(item: Item) -> tuple[float, str, str]:
    return (-item.published_at.timestamp() if item.published_at else 0.0, item.title, item.key)


def _counts(item: Item, as_of: datetime) -> bool:
    if item.published_at is None or not as_of - WINDOW <= item.published_at <= as_of + timedelta(days=1):
        return False
    if item.baseline and item.published_at < (item.fetched_at or as_of) - BASELINE_WINDOW:
        return False
    return not evergreen(item.title) and not _LEARNERS.search(item.title) and item.title in item.text


def _requisition(item: Item) -> tuple[str, str]:
    """What the openings of one requisition share: the title without its place, and the department."""
    title = requisition_title(item.title, item.fields.get("location", ""))
    return title, folded(item.fields.get("department", ""))


def _titled(item: Item) -> Quote:
    start = item.text.index(item.title)
    return Quote.of(item.text, start, start + len(item.title))


def _mention(function: Function, roles: tuple[Item, ...], count: int) -> RoleMention:
    newest = roles[0]
    fields: Mapping[str, FieldValue] = {
        "function": FieldValue(str(function), _titled(newest)),
        "count": FieldValue(str(count), _titled(newest), method="count"),
        **{f"role_{number}": FieldValue(item.title, _titled(item)) for number, item in enumerate(roles, 1)},
    }
    mention = Mention(
        kind=SignalKind.RELEVANT_ROLES,
        item_source=newest.source,
        item_key=newest.key,
        fields=fields,
        confidence=1.0,
        published_at=newest.published_at,
        company_names=(newest.company,) if newest.company else (),
        language=newest.language,
        why=f"{count} dated postings of one function within {WINDOW.days} days",
    )
    return RoleMention(mention, roles)
