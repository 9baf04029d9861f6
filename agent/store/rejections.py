"""Rejections that stand, with whose work would have prevented them (DESIGN §7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from agent.domain.decisions import DecisionKind, RejectReason
from agent.store import draft_names, objections
from agent.tables.accounts import AccountRow
from agent.tables.drafts import DecisionRow, DraftRow


@dataclass(frozen=True, slots=True)
class Rejection:
    """One rejected draft. `prompt` names what wrote it: the prompt, or the composer."""

    draft_id: str
    account_id: str
    account: str
    owner_id: str
    reason: RejectReason
    note: str
    why_now: str
    prompt: str
    at: datetime

    @property
    def goes_to(self) -> str:
        return self.reason.goes_to


def standing(session: Session, *, since: datetime, until: datetime, limit: int = 500) -> list[Rejection]:
    """The drafts rejected in a span that are still rejected, newest first, each once; not those that name who
    objected."""
    rows = session.exec(
        select(DecisionRow, DraftRow, AccountRow.name)
        .join(DraftRow, col(DraftRow.id) == col(DecisionRow.draft_id))
        .join(AccountRow, col(AccountRow.id) == col(DraftRow.account_id))
        .where(
            DecisionRow.kind == str(DecisionKind.REJECT),
            col(DecisionRow.at) >= since,
            col(DecisionRow.at) < until,
            DraftRow.state == "rejected",
            col(DecisionRow.reason).is_not(None),
        )
        .order_by(col(DecisionRow.at).desc(), col(DecisionRow.id).desc())
        .limit(limit)
    ).all()
    drafts = [draft for _, draft, _ in rows]
    silent = objections.hidden(session, [draft.contact_id for draft in drafts])
    named = draft_names.withheld_of(session, drafts)
    found: dict[str, Rejection] = {}
    for decision, draft, account in rows:
        if draft.contact_id in silent or draft.id in named or draft.id in found:
            continue
        found[draft.id] = Rejection(
            draft.id, draft.account_id, account, draft.owner_id, RejectReason(str(decision.reason)), decision.note,
            draft.why_now, draft.authorship.get("prompt_id") or draft.authorship.get("drafter", ""), decision.at,
        )  # fmt: skip
    return list(found.values())
