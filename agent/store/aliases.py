"""Queries on the names that linked accounts, and on those that are quarantined (signals §3.4)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, func, select

from agent.domain.briefs import Brief
from agent.domain.decisions import DecisionKind, RejectReason
from agent.domain.drafts import Draft
from agent.domain.event_rules import QuarantinedAlias
from agent.store.codec import load
from agent.tables.columns import new_id
from agent.tables.drafts import DecisionRow, DraftRow
from agent.tables.items import MentionRow
from agent.tables.signals import AliasQuarantineRow, BriefRow

_MOST_DRAFTS = 200


def behind(session: Session, draft: Draft) -> list[str]:
    """The names that linked the signals which the draft stands on to its account; ids link by no name."""
    row = session.get(DraftRow, draft.id)
    return _linking(session, draft.account_id, _signals_of(session, row)) if row else []


def judged(session: Session, account_id: str, alias: str, *, last: int, since: datetime | None) -> list[bool]:
    """Of the last drafts decided that stood on this name, newest first: whether it was called the wrong company."""
    decided = _decided(session, account_id, since)
    found = [wrong for row, wrong in decided if alias in _linking(session, account_id, _signals_of(session, row))]
    return found[:last]


def quarantined(session: Session) -> frozenset[tuple[str, str]]:
    """The (account id, alias) pairs that link nobody alone."""
    rows = session.exec(
        select(AliasQuarantineRow.account_id, AliasQuarantineRow.alias).where(
            col(AliasQuarantineRow.lifted_at).is_(None)
        )
    )
    return frozenset((account_id, alias) for account_id, alias in rows)


def row_of(session: Session, account_id: str, alias: str) -> AliasQuarantineRow | None:
    return session.exec(
        select(AliasQuarantineRow).where(AliasQuarantineRow.account_id == account_id, AliasQuarantineRow.alias == alias)
    ).first()


def quarantine(session: Session, found: QuarantinedAlias, *, now: datetime) -> bool:
    """Keep the name from linking alone. Returns whether it did so until now."""
    row = row_of(session, found.account_id, found.alias)
    if row is not None and row.lifted_at is None:
        row.wrong, row.decided = found.wrong, found.decided
        return False
    if row is None:
        row = AliasQuarantineRow(
            id=new_id(), account_id=found.account_id, alias=found.alias, wrong=0, decided=0, since_at=now
        )
    row.wrong, row.decided, row.since_at = found.wrong, found.decided, now
    row.lifted_at, row.lifted_by = None, ""
    session.add(row)
    session.flush()
    return True


def lift(session: Session, account_id: str, alias: str, *, by: str, now: datetime) -> bool:
    """Let the name link again; counting begins anew. Returns whether it was quarantined."""
    row = row_of(session, account_id, alias)
    if row is None or row.lifted_at is not None:
        return False
    row.lifted_at, row.lifted_by = now, by
    session.add(row)
    session.flush()
    return True


def held(session: Session, *, account_id: str | None = None, limit: int = 200) -> list[AliasQuarantineRow]:
    """What is quarantined, newest first."""
    query = select(AliasQuarantineRow).where(col(AliasQuarantineRow.lifted_at).is_(None))
    if account_id is not None:
        query = query.where(AliasQuarantineRow.account_id == account_id)
    return list(session.exec(query.order_by(col(AliasQuarantineRow.since_at).desc()).limit(limit)))


def links(session: Session, account_id: str) -> list[tuple[str, int]]:
    """The names that linked mentions to this account, with how many each, the busiest first."""
    rows = session.exec(
        select(MentionRow.alias, func.count())
        .where(MentionRow.account_id == account_id, MentionRow.alias != "")
        .group_by(MentionRow.alias)
        .order_by(func.count().desc(), MentionRow.alias)
    ).all()
    return [(alias, number) for alias, number in rows]


def _linking(session: Session, account_id: str, signal_ids: frozenset[str]) -> list[str]:
    if not signal_ids:
        return []
    rows = session.exec(
        select(MentionRow.alias)
        .where(
            MentionRow.account_id == account_id,
            MentionRow.alias != "",
            col(MentionRow.signal_id).in_(sorted(signal_ids)),
        )
        .distinct()
        .order_by(MentionRow.alias)
    ).all()
    return list(rows)


def _signals_of(session: Session, row: DraftRow) -> frozenset[str]:
    """The signals whose evidence the draft quotes, else all of its brief."""
    kept = session.get(BriefRow, row.brief_id) if row.brief_id else None
    if kept is None:
        return frozenset()
    brief = load(Brief, kept.brief)
    quoted = {one.signal_id for one in brief.evidence if one.id in row.evidence_ids and one.signal_id}
    return frozenset(quoted or {signal.id for signal in brief.signals})


def _decided(session: Session, account_id: str, since: datetime | None) -> list[tuple[DraftRow, bool]]:
    """The account's drafts that were approved or rejected, newest decision first, with whether it was wrong."""
    kinds = [str(kind) for kind in (DecisionKind.APPROVE, DecisionKind.REJECT, DecisionKind.UNDO)]
    query = (
        select(DraftRow, DecisionRow)
        .join(DecisionRow, col(DecisionRow.draft_id) == col(DraftRow.id))
        .where(DraftRow.account_id == account_id, col(DecisionRow.kind).in_(kinds))
    )
    if since is not None:
        query = query.where(DecisionRow.at >= since)
    rows = session.exec(query.order_by(col(DecisionRow.at).desc(), col(DecisionRow.id).desc()).limit(_MOST_DRAFTS))
    latest: dict[str, tuple[DraftRow, DecisionRow]] = {}
    for draft, decision in rows:
        latest.setdefault(draft.id, (draft, decision))
    return [
        (draft, decision.reason == str(RejectReason.WRONG_COMPANY))
        for draft, decision in latest.values()
        if decision.kind != str(DecisionKind.UNDO)
    ]
