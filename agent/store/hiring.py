"""Queries on readings of boards, weeks of hiring, re-imports and learned panels (signals §5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, bindparam, func, or_
from sqlalchemy import delete as delete_rows
from sqlalchemy import select as select_rows
from sqlalchemy import update as update_rows
from sqlmodel import Session, SQLModel, col, select

from agent.domain.items import ItemKind
from agent.domain.values import value
from agent.domain.weeks import week_of
from agent.store.bulk import ITEMS, TARGETS, Prepared, among, chunks, insert_new
from agent.store.once import insert_once
from agent.tables.hiring import BoardReadingRow, HiringRow, PanelRow, ReimportRow
from agent.tables.runs import TeamVersionRow

BOARD_READINGS = SQLModel.metadata.tables[str(BoardReadingRow.__tablename__)]
HIRING = SQLModel.metadata.tables[str(HiringRow.__tablename__)]
READINGS_KEPT = timedelta(days=365)
OPENING = 200
"""Characters of a posting's text that are read for every posting."""
_SINCE_LAST_PASS = timedelta(days=30)
_ASKED_ANEW = timedelta(days=2)
"""So long after a change of the team's files: a night at least, also where one was missed."""


@dataclass(frozen=True, slots=True)
class StoredBoard:
    """One board of an account, and when it was read in full, oldest first."""

    source: str
    key: str
    readings: tuple[datetime, ...]

    @property
    def prefix(self) -> str:
        """What the keys of its postings begin with."""
        return f"{self.source}:{self.key}:"


@dataclass(frozen=True, slots=True)
class StoredPosting:
    """A posting as it is kept, with the opening of its text."""

    item_id: str
    source: str
    key: str
    title: str
    opening: str
    company: str | None
    fields: Mapping[str, str]
    baseline: bool
    published_at: datetime | None
    first_seen_at: datetime
    last_seen_at: datetime
    missing_since: datetime | None
    gone_at: datetime | None


@value
class Weeks:
    """An account's weeks of hiring, as `HiringRow` says."""

    account_id: str
    until_week: int
    counts: Sequence[int]
    observed: Sequence[float]
    dated: Sequence[int]
    counted_at: datetime
    headcount: int | None = None
    open_roles: int = 0
    excluded: str = ""
    frozen_until: datetime | None = None
    recount_at: datetime | None = None
    judged: Mapping[str, Any] = field(default_factory=dict)


_COLUMNS = tuple(HIRING.c.keys())


def put_board_readings(connection: Connection, readings: Sequence[tuple[str, int]], *, now: datetime) -> None:
    """Keep when boards were read to their end: (target, postings listed) each."""
    week = week_of(now)
    rows = [{"target_id": target_id, "at": now, "week": week, "listed": listed} for target_id, listed in readings]
    insert_new(connection, BOARD_READINGS, rows)


def thin_readings(session: Session, *, now: datetime) -> None:
    """Of weeks older than a year, one reading of a board is kept."""
    c = BOARD_READINGS.c
    before = week_of(now - READINGS_KEPT)
    first = select_rows(c.target_id, func.min(c.at).label("at")).where(c.week < before).group_by(c.target_id, c.week)
    kept = first.subquery()
    stays = select_rows(kept.c.at).where(kept.c.target_id == c.target_id, kept.c.at == c.at).exists()
    session.connection().execute(delete_rows(BOARD_READINGS).where(c.week < before, ~stays))


def accounts_with_boards(session: Session, *, batch: int = 500) -> Iterator[list[str]]:
    """Ids of the accounts that had a board read to its end at least once, in order, `batch` at a time."""
    was_read = select_rows(BOARD_READINGS.c.target_id).where(BOARD_READINGS.c.target_id == TARGETS.c.id).exists()
    last = ""
    while True:
        query = select_rows(TARGETS.c.account_id).where(TARGETS.c.account_id > last, was_read).distinct()
        found = list(session.connection().execute(query.order_by(TARGETS.c.account_id).limit(batch)).scalars())
        if not found:
            return
        yield found
        last = found[-1]


def boards_of(session: Session, account_ids: Sequence[str], *, since: datetime) -> dict[str, list[StoredBoard]]:
    """The boards of each account with their readings since then; a board without any is left out."""
    r, t = BOARD_READINGS.c, TARGETS.c
    found: dict[str, dict[tuple[str, str], list[datetime]]] = {}
    connection = session.connection()
    query = (
        select_rows(t.account_id, t.source, t.key, r.at)
        .join_from(TARGETS, BOARD_READINGS, r.target_id == t.id)
        .where(among(connection, t.account_id, account_ids), r.at >= since)
        .order_by(t.account_id, t.source, t.key, r.at)
    )
    for account_id, source, key, at in connection.execute(query):
        found.setdefault(account_id, {}).setdefault((source, key), []).append(at)
    return {
        account_id: [StoredBoard(source, key, tuple(readings)) for (source, key), readings in boards.items()]
        for account_id, boards in found.items()
    }


def forget_board(session: Session, account_id: str, sources: Collection[str], token: str) -> None:
    """Forget one board's target and readings, and the account's weeks: they are counted anew from what is left."""
    session.flush()
    t = TARGETS.c
    theirs = (t.account_id == account_id, t.source.in_(list(sources)), t.key == token)
    ids = select_rows(t.id).where(*theirs)
    session.connection().execute(delete_rows(BOARD_READINGS).where(BOARD_READINGS.c.target_id.in_(ids)))
    session.connection().execute(delete_rows(TARGETS).where(*theirs))
    session.connection().execute(delete_rows(HiringRow).where(col(HiringRow.account_id) == account_id))
    session.expire_all()


def weeks_of(session: Session, account_ids: Sequence[str]) -> dict[str, Weeks]:
    """The weeks of those of these accounts that were counted."""
    session.flush()
    connection = session.connection()
    query = select_rows(HIRING).where(among(connection, HIRING.c.account_id, account_ids))
    return {row.account_id: Weeks(**row._mapping) for row in connection.execute(query)}


def judged_of(session: Session, account_ids: Sequence[str]) -> dict[str, Any]:
    """The newest judgement of each of these accounts that was counted."""
    session.flush()
    connection = session.connection()
    query = select_rows(HIRING.c.account_id, HIRING.c.judged).where(among(connection, HIRING.c.account_id, account_ids))
    return {row.account_id: row.judged for row in connection.execute(query)}


def every_row(session: Session, *, batch: int = 2_000) -> Iterator[Mapping[str, Any]]:
    """All rows in order of account, as plain values, read in batches so that memory stays flat."""
    last = ""
    while True:
        query = select_rows(HIRING).where(HIRING.c.account_id > last).order_by(HIRING.c.account_id).limit(batch)
        rows = [dict(row._mapping) for row in session.connection().execute(query)]
        if not rows:
            return
        yield from rows
        last = str(rows[-1]["account_id"])


def to_recount(session: Session, account_ids: Sequence[str], *, now: datetime) -> set[str]:
    """Those of these accounts that were counted before and show a posting, or have one grown stale, since. Those that
    were counted by a clock ahead of this one are among them."""
    newest = session.exec(select(HiringRow.counted_at).order_by(col(HiringRow.counted_at).desc()).limit(1)).first()
    if newest is None:
        return set()
    i, h = ITEMS.c, HIRING.c
    connection = session.connection()
    fresh = (
        select_rows(i.account_id)
        .join_from(ITEMS, HIRING, h.account_id == i.account_id)
        .where(among(connection, i.account_id, account_ids), i.kind == str(ItemKind.POSTING))
        .where(i.first_seen_at > h.counted_at, i.first_seen_at > newest - _SINCE_LAST_PASS)
    )
    grown = or_(h.recount_at <= now, h.counted_at > now)
    due = select_rows(h.account_id).where(among(connection, h.account_id, account_ids), grown)
    return {*connection.execute(fresh.distinct()).scalars(), *connection.execute(due).scalars()}


def accounts_to_look_at(session: Session, *, since: datetime, now: datetime) -> list[str]:
    """Accounts that show a posting first seen since then which no night has looked at to its end, in order: their weeks
    do not count it yet. What a clock ahead of this one counted is no word about that. In the days after a change of the
    team's files it is every account that shows one: they may ask about other roles."""
    changed_at = session.exec(select(func.max(TeamVersionRow.at))).one()
    asked_anew = changed_at is not None and changed_at > now - _ASKED_ANEW
    i, h = ITEMS.c, HIRING.c
    newest = (
        select_rows(i.account_id, func.max(i.first_seen_at).label("at"))
        .where(i.kind == str(ItemKind.POSTING), i.account_id.is_not(None), i.first_seen_at >= since)
        .group_by(i.account_id)
        .subquery()
    )
    query = select_rows(newest.c.account_id, newest.c.at, h.counted_at).outerjoin(
        HIRING, h.account_id == newest.c.account_id
    )
    rows = session.connection().execute(query)
    return sorted(
        one for one, at, counted_at in rows if asked_anew or counted_at is None or not at <= counted_at <= now
    )


def put_weeks(session: Session, counted: Sequence[Weeks], *, known: Collection[str]) -> None:
    """Write the weeks of these accounts, of which those of `known` have a row already."""
    session.flush()
    connection = session.connection()
    rows = [{name: getattr(one, name) for name in _COLUMNS} for one in counted]
    insert_new(connection, HIRING, [row for row in rows if row["account_id"] not in known])
    standing = [{"one": row["account_id"], **row} for row in rows if row["account_id"] in known]
    if standing:
        _weeks_update(connection.dialect).run(connection, standing)


@cache
def _weeks_update(dialect: Dialect) -> Prepared:
    return Prepared.of(update_rows(HIRING).where(HIRING.c.account_id == bindparam("one")), dialect, _COLUMNS)


def put_judgements(session: Session, judged: Mapping[str, Mapping[str, Any]]) -> None:
    """The newest judgement of each account."""
    rows = [{"one": account_id, "judged": dict(judgement)} for account_id, judgement in judged.items()]
    if rows:
        session.connection().execute(update_rows(HIRING).where(HIRING.c.account_id == bindparam("one")), rows)


def postings_of(session: Session, account_ids: Sequence[str], *, since: datetime) -> dict[str, list[StoredPosting]]:
    """By account the postings that were on a board at any time since then, in the order in which they were first
    seen."""
    c = ITEMS.c
    columns = (
        c.id, c.source, c.key, c.title, func.substr(c.text, 1, OPENING), c.company, c.fields, c.baseline,
        c.published_at, c.first_seen_at, c.last_seen_at, c.missing_since, c.gone_at,
    )  # fmt: skip
    found: dict[str, list[StoredPosting]] = {}
    for some in chunks(account_ids):
        query = (
            select_rows(c.account_id, *columns)
            .where(c.account_id.in_(some), c.kind == str(ItemKind.POSTING))
            .where(or_(c.gone_at.is_(None), c.last_seen_at >= since))
            .order_by(c.account_id, c.first_seen_at, c.id)
        )
        for account_id, *values in session.connection().execute(query):
            found.setdefault(account_id, []).append(StoredPosting(*values))
    return found


def texts_of(session: Session, item_ids: Sequence[str]) -> dict[str, str]:
    """The whole texts of some items, by id."""
    found: dict[str, str] = {}
    for some in chunks(item_ids):
        rows = session.connection().execute(select_rows(ITEMS.c.id, ITEMS.c.text).where(ITEMS.c.id.in_(some)))
        found.update({row[0]: row[1] for row in rows})
    return found


def put_reimport(session: Session, account_id: str, at: datetime, continued: Mapping[str, str]) -> None:
    """Keep a re-import of an account's board, once."""
    insert_once(session, ReimportRow, {"account_id": account_id, "at": at, "continued": dict(continued)})


def reimports_of(session: Session, account_ids: Sequence[str]) -> dict[str, dict[datetime, dict[str, str]]]:
    """By account, when → (new posting → old one) of each re-import, oldest first."""
    found: dict[str, dict[datetime, dict[str, str]]] = {}
    for some in chunks(account_ids):
        rows = session.exec(
            select(ReimportRow).where(col(ReimportRow.account_id).in_(some)).order_by(col(ReimportRow.at))
        )
        for row in rows:
            found.setdefault(row.account_id, {})[row.at] = dict(row.continued)
    return found


def panel_of(session: Session, week: int) -> Any:
    """What was learned by the end of `week`, as JSON; None where nothing was."""
    row = session.get(PanelRow, week)
    return row.panel if row else None


def put_panel(session: Session, week: int, panel: Any, *, now: datetime) -> None:
    """Keep what was learned by the end of `week`; a panel that is there already stays as it is."""
    insert_once(session, PanelRow, {"week": week, "panel": panel, "made_at": now})
