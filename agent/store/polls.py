"""Queries on when targets are read: their histories as columns, what is due, and what is read next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select, update
from sqlalchemy import inspect as sqlalchemy_inspect
from sqlmodel import Session

from agent.domain.documents import FetchOutcome, Target
from agent.domain.polls import Due, DueAs, PollHistory
from agent.store.bulk import TARGETS, among, chunks
from agent.tables.accounts import AccountRow

ACCOUNTS = cast(Table, sqlalchemy_inspect(AccountRow).local_table)
HISTORY = (
    TARGETS.c.history, TARGETS.c.seen, TARGETS.c.interval_s, TARGETS.c.failures, TARGETS.c.failing_since,
    TARGETS.c.last_ok_at,
)  # fmt: skip
"""What `history_of` needs of a row."""
_KEPT = ("polls", "changes", "exposed_s", "window_s", "stated_s", "gaps", "gone")


def history_of(row: Any) -> PollHistory:
    """The history in a row that has the columns HISTORY."""
    return PollHistory(
        **dict(zip(_KEPT, row.history or (), strict=False)),
        seen=tuple(row.seen or ()),
        interval_s=row.interval_s,
        failures=row.failures,
        failing_since=row.failing_since,
        ok_at=row.last_ok_at,
    )


def columns_of(history: PollHistory, due: Due, *, seen_too: bool) -> dict[str, object]:
    """What to write of a decision; `seen` only where the reading showed something to compare the next one by."""
    values: dict[str, object] = {
        "next_due_at": due.at,
        "not_before_at": due.not_before_at,
        "due_as": str(due.as_),
        "due_why": due.why,
        "interval_s": history.interval_s,
        "failures": history.failures,
        "failing_since": history.failing_since,
        "lost_at": due.lost_at,
        "history": [
            round(history.polls, 4), round(history.changes, 4), round(history.exposed_s), history.window_s,
            history.stated_s, history.gaps, history.gone,
        ],
    }  # fmt: skip
    if seen_too:
        values["seen"] = list(history.seen)
    return values


def readable_ids(session: Session, *, now: datetime, ahead: timedelta | None) -> set[str]:
    """The targets that a night at `now` reads: never read, or due within `ahead`, and not asked to be left alone.
    `ahead` None: whether due or not."""
    c = TARGETS.c
    query = select(c.id).where(_may_be_asked(now))
    if ahead is not None:
        query = query.where(or_(c.next_due_at.is_(None), c.next_due_at <= now + ahead))
    return set(session.connection().execute(query).scalars())


def _may_be_asked(now: datetime) -> ColumnElement[bool]:
    return or_(TARGETS.c.not_before_at.is_(None), TARGETS.c.not_before_at <= now)


def due_between_nights(session: Session, *, now: datetime, often: timedelta, limit: int) -> dict[str, Target]:
    """By id the targets due by `now` that are read more often than `often`, or tried again after a failure; those that
    have waited longest come first."""
    c = TARGETS.c
    frequent = and_(c.interval_s > 0, c.interval_s < often.total_seconds())
    query = (
        select(c.id, c.source, c.key, c.account_id)
        .where(c.next_due_at <= now, or_(frequent, c.due_as == str(DueAs.RETRY)), _may_be_asked(now))
        .order_by(c.next_due_at)
        .limit(limit)
    )
    return {row.id: Target(row.source, row.key, row.account_id) for row in session.connection().execute(query)}


def put_to_sleep(session: Session, ids: Collection[str]) -> None:
    """Take these off the schedule: no source names them any more. They are due at once when one does again."""
    for some in chunks(list(ids)):
        session.connection().execute(update(TARGETS).where(TARGETS.c.id.in_(some)).values(next_due_at=None))


def make_due(connection: Connection, sources: Collection[str], *, now: datetime) -> None:
    """Let the targets of these sources be read in the next night, for what a stream of the same did not show."""
    c = TARGETS.c
    if sources:
        later = c.source.in_(sorted(sources)) & (c.next_due_at > now)
        why = "the stream was begun anew, and what came before it is read"
        connection.execute(update(TARGETS).where(later).values(next_due_at=now, due_why=why))


@dataclass(frozen=True, slots=True)
class NextRead:
    """The next reading of one target, as it was decided."""

    due_at: datetime | None
    not_before_at: datetime | None
    due_as: str
    why: str
    interval_s: int


def next_reads(session: Session, sources: Collection[str], *, often: timedelta) -> dict[str, list[NextRead]]:
    """By source the soonest due target of those read at night and of those read between nights (at most three rows
    a source, whatever the number of its targets)."""
    c = TARGETS.c
    frequent = and_(c.interval_s > 0, c.interval_s < often.total_seconds())
    found: dict[str, list[NextRead]] = {}
    for source in sources:
        unread = c.next_due_at.is_(None) & c.last_tried_at.is_(None)
        for which in (frequent & c.next_due_at.is_not(None), ~frequent & c.next_due_at.is_not(None), unread):
            row = (
                session.connection()
                .execute(
                    select(c.next_due_at, c.not_before_at, c.due_as, c.due_why, c.interval_s)
                    .where(c.source == source, which)
                    .order_by(c.next_due_at)
                    .limit(1)
                )
                .first()
            )
            if row is not None:
                found.setdefault(source, []).append(NextRead(*row))
    return found


@dataclass(frozen=True, slots=True)
class Failing:
    """A target that was not read well when it was last asked."""

    source: str
    key: str
    outcome: FetchOutcome
    reason: str


def failing_of(session: Session, account_ids: Collection[str]) -> dict[str, list[Failing]]:
    """By account its own targets that fail now."""
    c = TARGETS.c
    found: dict[str, list[Failing]] = {}
    connection = session.connection()
    query = select(c.account_id, c.source, c.key, c.last_outcome, c.last_reason).where(
        among(connection, c.account_id, account_ids),
        c.last_outcome.in_((str(FetchOutcome.FAILED), str(FetchOutcome.UNKNOWN_TARGET))),
    )
    for row in connection.execute(query.order_by(c.source, c.key)):
        one = Failing(row.source, row.key, FetchOutcome(row.last_outcome), row.last_reason)
        found.setdefault(row.account_id, []).append(one)
    return found


def read_well(session: Session, account_ids: Collection[str], sources: Collection[str]) -> set[str]:
    """Those accounts of which a target of their own in one of `sources` was read well when it was last asked."""
    c = TARGETS.c
    well = c.last_outcome.in_((str(FetchOutcome.OK), str(FetchOutcome.UNCHANGED)))
    found: set[str] = set()
    for some in chunks(list(account_ids)):
        query = select(c.account_id).distinct().where(c.account_id.in_(some), c.source.in_(list(sources)), well)
        found.update(session.connection().execute(query).scalars())
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How many targets a source has, how many fail, how many have failed for over a month."""

    targets: int = 0
    failing: int = 0
    given_up: int = 0
    lost: int = 0
    last_ok_at: datetime | None = None


def read_and_failing(session: Session) -> dict[str, tuple[int, int]]:
    """By source how many of its targets that are on the schedule were asked, and how many of these failed or were not
    found when they last were."""
    c = TARGETS.c
    failing = func.count().filter(c.last_outcome.in_((str(FetchOutcome.FAILED), str(FetchOutcome.UNKNOWN_TARGET))))
    query = select(c.source, func.count(), failing).where(c.last_tried_at.is_not(None), c.next_due_at.is_not(None))
    return {row[0]: (row[1], row[2]) for row in session.connection().execute(query.group_by(c.source))}


def standings(session: Session, *, given_up_since: datetime) -> Mapping[str, Standing]:
    """By source."""
    c = TARGETS.c
    query = select(
        c.source,
        func.count(),
        func.count().filter(c.failures > 0),
        func.count().filter(c.failing_since <= given_up_since),
        func.count().filter(c.lost_at.is_not(None)),
        func.max(c.last_ok_at),
    ).group_by(c.source)
    return {row[0]: Standing(*row[1:]) for row in session.connection().execute(query)}


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How many targets of a source show so little that it is not believed yet, and what is said of the newest."""

    targets: int
    key: str
    reason: str


def held_back(session: Session, *, mark: str) -> dict[str, HeldBack]:
    """By source the targets whose cursor holds `mark`, which a reading leaves there while it is not believed."""
    c = TARGETS.c
    well = c.last_outcome == str(FetchOutcome.OK)
    query = select(c.source, c.key, c.last_reason).where(well, c.cursor[mark].as_string().is_not(None))
    found: dict[str, HeldBack] = {}
    for row in session.connection().execute(query.order_by(c.last_tried_at, c.id)):
        before = found.get(row.source)
        found[row.source] = HeldBack(before.targets + 1 if before else 1, row.key, row.last_reason)
    return found


def lost_boards(session: Session, *, limit: int) -> dict[str, set[str]]:
    """By account the keys of its own targets that are gone and were not looked for since they went (signals §1.5)."""
    c, account = TARGETS.c, ACCOUNTS.c
    unsought = or_(account.discovered_at.is_(None), account.discovered_at < c.lost_at)
    query = (
        select(c.account_id, c.key)
        .join(ACCOUNTS, account.id == c.account_id)
        .where(c.lost_at.is_not(None), unsought)
        .order_by(c.id)
        .limit(limit)
    )
    found: dict[str, set[str]] = {}
    for row in session.connection().execute(query):
        found.setdefault(row.account_id, set()).add(row.key)
    return found


def looked_for(session: Session, account_ids: Sequence[str], *, now: datetime) -> None:
    """The sites of these accounts were looked through now for what they lost."""
    for some in chunks(account_ids):
        session.connection().execute(update(ACCOUNTS).where(ACCOUNTS.c.id.in_(some)).values(discovered_at=now))
