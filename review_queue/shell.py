"""The frame around every page: tabs with counts, capacity, the last run, the last decision with its undo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from agent.domain.drafts import DraftState
from agent.domain.runs import RunState
from agent.insight.model_state import Trouble
from agent.sends import limits
from agent.store import decisions, queue, runs, screens, sends
from agent.store.queue import View
from review_queue import words
from review_queue.guard import Visit
from review_queue.model_banner import banner_of
from review_queue.sight import owners_seen


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    href: str
    key: str
    count: int = 0
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class LastDecision:
    """What this person decided last and can still take back; shown in the foot of every page."""

    draft_id: str
    version: int
    words: str
    leaves_at: datetime | None

    @property
    def etag(self) -> str:
        return f'"{self.draft_id}.{self.version}"'


@dataclass(frozen=True, slots=True)
class Shell:
    """`capacity` and `run` are words for the header's chips; "" hides a chip."""

    tabs: tuple[Tab, ...]
    user: str
    initials: str
    role: str
    zone: str
    theme: str
    keys: str
    csrf: str
    capacity: str
    capacity_is_low: bool
    run: str
    run_failed: bool
    last: LastDecision | None
    paused: str
    insecure: bool
    model: Trouble | None = None


_TABS = (
    ("Queue", "/queue", "q"),
    ("To find", "/to-find", "f"),
    ("Accounts", "/accounts", "a"),
    ("Signals", "/signals", "s"),
    ("Outbox", "/outbox", "o"),
    ("Replies", "/replies", "r"),
    ("Sources", "/sources", "u"),
    ("Prompts", "/prompts", "p"),
    ("Runs", "/runs", "n"),
    ("Insight", "/insight", "i"),
)

_WITHIN = (("/drafts/", "Queue"), ("/briefs/", "Accounts"), ("/model", "Prompts"))
"""Pages without a tab of their own, and the tab that one is on there."""


def shell_of(visit: Visit) -> Shell:
    """The frame for this visit; an empty one for somebody who is not signed in."""
    theme = visit.request.cookies.get("theme", "auto")
    theme = theme if theme in {"auto", "light", "dark"} else "auto"
    keys = "off" if visit.request.cookies.get("keys") == "off" else "on"
    insecure = not visit.context.secure_cookies and visit.request.url.hostname not in _LOOPBACK
    if visit.signed_in is None:
        return Shell((), "", "", "", "UTC", theme, keys, "", "", False, "", False, None, "", insecure)
    team = visit.team()
    owner = team.owner(visit.actor.owner_id)
    zone = owner.time_zone if owner else team.time_zone
    with visit.context.store.read() as session:
        capacity, low = _capacity(session, visit)
        run, failed = _run(session, zone)
        return Shell(
            tabs=_tabs(session, visit),
            user=visit.actor.name,
            initials=words.initials(visit.actor.name),
            role=str(visit.actor.role).replace("_", " "),
            zone=zone,
            theme=theme,
            keys=keys,
            csrf=visit.signed_in.csrf,
            capacity=capacity,
            capacity_is_low=low,
            run=run,
            run_failed=failed,
            last=last_decision(session, visit),
            paused=next(iter(sends.pauses(session, now=visit.now).values()), ""),
            insecure=insecure,
            model=banner_of(session, visit) if visit.request.url.path != "/model" else None,
        )


_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})


def _tabs(session: Session, visit: Visit) -> tuple[Tab, ...]:
    owners = owners_seen(visit.actor)
    mine = (visit.actor.owner_id,) if visit.actor.owner_id else owners
    counts = {
        "Queue": queue.count(session, View.MINE, owners=mine),
        "To find": screens.count_cards(session, owners=owners),
        "Replies": screens.count_replies(session, owners=owners),
    }
    path = visit.request.url.path
    within = next((name for start, name in _WITHIN if path.startswith(start)), "")
    tabs = [
        Tab(name, href, key, counts.get(name, 0), path.startswith(href) or name == within) for name, href, key in _TABS
    ]
    if visit.may("manage_users"):
        tabs.append(Tab("Users", "/users", "", 0, path.startswith("/users")))
    return tuple(tabs)


def _capacity(session: Session, visit: Visit) -> tuple[str, bool]:
    team = visit.team()
    mailbox = team.mailbox_of(visit.actor.owner_id) or (team.mailboxes[0] if team.mailboxes else None)
    if mailbox is None:
        return "", False
    free = limits.capacity(
        visit.now,
        mailbox,
        policy=team.policy,
        sender_zone=limits.sender_zone(team, mailbox.id),
        bookings=sends.planned(session, now=visit.now),
    )
    return free.words, free.free_today == 0


def _run(session: Session, zone: str) -> tuple[str, bool]:
    newest = runs.newest(session, limit=1)
    if not newest:
        return "", False
    run = newest[0]
    if run.state is RunState.RUNNING:
        return f"Running since {words.clock(run.started_at, words.zone(zone))}", False
    if run.state is not RunState.DONE or run.finished_at is None:
        return f"Run of {run.night} {run.state}", True
    skipped = sum(runs.skip_counts(session, run.id).values())
    done = words.clock(run.finished_at, words.zone(zone))
    return f"Done {done} · {skipped:,} skipped · {words.dollars(run.cost_usd)}", False


_UNDONE_BY_NOW = timedelta(hours=24)
_SAID = {DraftState.APPROVED: "Approved", DraftState.REJECTED: "Rejected", DraftState.SNOOZED: "Snoozed"}


def last_decision(session: Session, visit: Visit) -> LastDecision | None:
    """The newest decision of this person that still stands and can be taken back."""
    found = queue.last_decided_by(session, visit.actor.user_id, since=visit.now - _UNDONE_BY_NOW)
    if found is None or found.state not in _SAID:
        return None
    leaves_at: datetime | None = None
    if found.state is DraftState.APPROVED:
        send = sends.of_draft(session, found.id)
        if send is None or send.state not in sends.BEFORE_SUBMITTING:
            return None
        leaves_at = send.not_before
    return LastDecision(found.id, found.version, f"{_SAID[found.state]}: {found.contact}, {found.account}.", leaves_at)


def decided_today(session: Session, visit: Visit, zone: str) -> int:
    local = visit.now.astimezone(words.zone(zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    return decisions.count_by(session, visit.actor.user_id, since=midnight)
