"""Queries on decisions: what people did, with what is needed to learn from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, func, select

from agent.domain.decisions import Decision, DecisionKind, RejectReason
from agent.tables.drafts import DecisionRow, DraftRow


def to_domain(row: DecisionRow) -> Decision:
    return Decision(
        id=row.id,
        draft_id=row.draft_id,
        draft_version=row.draft_version,
        kind=DecisionKind(row.kind),
        actor_id=row.actor_id,
        at=row.at,
        content_sha256=row.content_sha256,
        reason=RejectReason(row.reason) if row.reason else None,
        note=row.note,
        edit_ratio=row.edit_ratio,
        dwell_ms=row.dwell_ms,
        prompt_hash=row.prompt_hash,
        evidence_ids=tuple(row.evidence_ids),
    )


def put(session: Session, decision: Decision) -> None:
    session.add(
        DecisionRow(
            id=decision.id,
            draft_id=decision.draft_id,
            draft_version=decision.draft_version,
            kind=str(decision.kind),
            actor_id=decision.actor_id,
            at=decision.at,
            content_sha256=decision.content_sha256,
            reason=str(decision.reason) if decision.reason else None,
            note=decision.note,
            edit_ratio=decision.edit_ratio,
            dwell_ms=decision.dwell_ms,
            prompt_hash=decision.prompt_hash,
            evidence_ids=list(decision.evidence_ids),
        )
    )
    session.flush()


def of_draft(session: Session, draft_id: str) -> list[Decision]:
    """Everything that was done to a draft, oldest first."""
    rows = session.exec(
        select(DecisionRow).where(DecisionRow.draft_id == draft_id).order_by(col(DecisionRow.at), col(DecisionRow.id))
    ).all()
    return [to_domain(row) for row in rows]


def last_of(session: Session, draft_id: str, kind: DecisionKind) -> Decision | None:
    row = session.exec(
        select(DecisionRow)
        .where(DecisionRow.draft_id == draft_id, DecisionRow.kind == str(kind))
        .order_by(col(DecisionRow.at).desc(), col(DecisionRow.id).desc())
        .limit(1)
    ).first()
    return to_domain(row) if row else None


def count_of(session: Session, draft_id: str, kind: DecisionKind) -> int:
    return session.exec(
        select(func.count())
        .select_from(DecisionRow)
        .where(DecisionRow.draft_id == draft_id, DecisionRow.kind == str(kind))
    ).one()


def count_by(session: Session, actor_id: str, *, since: datetime) -> int:
    """How many drafts this person decided since then: approved, rejected or snoozed."""
    kinds = [str(kind) for kind in (DecisionKind.APPROVE, DecisionKind.REJECT, DecisionKind.SNOOZE)]
    return session.exec(
        select(func.count())
        .select_from(DecisionRow)
        .where(DecisionRow.actor_id == actor_id, col(DecisionRow.at) >= since, col(DecisionRow.kind).in_(kinds))
    ).one()


def recent_dwell_ms(session: Session, actor_id: str, *, limit: int = 10) -> list[int]:
    """How long this person looked before each of the last approvals, newest first (review §1.6)."""
    rows = session.exec(
        select(DecisionRow.dwell_ms)
        .where(
            DecisionRow.actor_id == actor_id,
            DecisionRow.kind == str(DecisionKind.APPROVE),
            col(DecisionRow.dwell_ms).is_not(None),
        )
        .order_by(col(DecisionRow.at).desc())
        .limit(limit)
    ).all()
    return [dwell for dwell in rows if dwell is not None]


def reject_reasons(session: Session, *, since: datetime) -> Mapping[RejectReason, int]:
    """How often each reason was given to drafts that are still rejected."""
    rows = session.exec(
        select(DecisionRow.reason, func.count())
        .join(DraftRow, col(DraftRow.id) == col(DecisionRow.draft_id))
        .where(
            DecisionRow.kind == str(DecisionKind.REJECT),
            col(DecisionRow.at) >= since,
            DraftRow.state == "rejected",
            col(DecisionRow.reason).is_not(None),
        )
        .group_by(col(DecisionRow.reason))
    ).all()
    return {RejectReason(reason): number for reason, number in rows if reason}
