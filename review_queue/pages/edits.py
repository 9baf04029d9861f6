"""Edits and rejections of a month: what people changed before they approved, and what was rejected because of whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, timedelta

from fastapi import APIRouter
from starlette.responses import Response

from agent.domain.decisions import RejectReason
from agent.insight.edits import EditSummary, summary
from agent.store import edits, rejections
from agent.store.rejections import Rejection
from review_queue import words
from review_queue.draft_view import reason_words
from review_queue.fragments import page, zone_of
from review_queue.guard import Reader
from review_queue.pages.insight import month_of
from review_queue.sight import owners_seen

router = APIRouter()
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Desk:
    """What came back to one owner: whose work would have prevented it, by reason, and the drafts."""

    name: str
    count: int
    reasons: tuple[tuple[str, int], ...]
    rejected: tuple[Rejection, ...]
    fix: str
    href: str


@dataclass(frozen=True, slots=True)
class EditsView:
    month: str
    title: str
    before: str
    after: str
    edits: EditSummary
    desks: tuple[Desk, ...]
    reasons: dict[str, str]


# Where each owner mends it: the words of the link, and where it leads.
_MENDS = {
    "signal": ("See the signals and rule on them", "/signals"),
    "icp": ("See who fits, and the names that link news", "/accounts"),
    "contact": ("Find or correct people", "/to-find"),
    "prompt": ("See the prompts, and what their drafts were changed in", "/prompts"),
    "offer": ("Read them, then correct what offer.yaml says.", ""),
    "source": ("See what the sources yield", "/sources"),
}


@router.get("/insight/edits")
def show(visit: Reader, month: str = "") -> Response:
    tz = words.zone(zone_of(visit))
    start = month_of(month or f"{visit.now.astimezone(tz):%Y-%m}").replace(tzinfo=tz)
    end = (start + timedelta(days=32)).replace(day=1)
    since, until = start.astimezone(UTC), end.astimezone(UTC)
    seen = owners_seen(visit.actor)
    with visit.context.store.read() as session:
        approvals = edits.measured(session, since=since, until=until)
        rejected = rejections.standing(session, since=since, until=until)
    view = EditsView(
        month=f"{start:%Y-%m}",
        title=f"{start:%B %Y}",
        before=f"{start - timedelta(days=1):%Y-%m}",
        after=f"{end:%Y-%m}" if until < visit.now else "",
        edits=summary(approvals),
        desks=desks([one for one in rejected if seen is None or one.owner_id in seen]),
        reasons={str(reason): reason_words(str(reason)) for reason in RejectReason},
    )
    return page(visit, "pages/edits.html", view)


def desks(rejected: list[Rejection]) -> tuple[Desk, ...]:
    """The rejections by whose work they go to, most first. Pure."""
    by_owner: dict[str, list[Rejection]] = {}
    for one in rejected:
        by_owner.setdefault(one.goes_to, []).append(one)
    return tuple(
        Desk(
            name,
            len(some),
            tuple((str(reason), number) for reason, number in Counter(one.reason for one in some).most_common()),
            tuple(some[:SHOWN]),
            *_MENDS[name],
        )
        for name, some in sorted(by_owner.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )
