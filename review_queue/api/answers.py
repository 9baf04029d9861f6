"""A draft, a row of the list and findings as the API shows them."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from agent.domain.drafts import Draft, Findings
from agent.domain.sends import SendState
from agent.store import sends
from agent.store.queue import Listed


def as_json(session: Session, draft: Draft) -> dict[str, Any]:
    """A draft as the API shows it; `send` stands once approved."""
    send = sends.of_draft(session, draft.id)
    body: dict[str, Any] = {
        "id": draft.id,
        "etag": draft.etag,
        "version": draft.version,
        "state": draft.state,
        "account_id": draft.account_id,
        "contact_id": draft.contact_id,
        "owner_id": draft.owner_id,
        "step": draft.step,
        "score": draft.score,
        "subject": draft.content.subject,
        "recipient": draft.content.recipient,
        "sender": draft.content.sender,
        "text": draft.content.text,
        "content_sha256": draft.content.sha256,
        "approved_sha256": draft.approved_sha256,
        "reason": draft.reason,
        "edited": draft.edited,
        "approvable": draft.findings.approvable,
        "sentences": [
            {"text": one.text, "kind": one.kind, "evidence_ids": list(one.evidence_ids)}
            for one in draft.written.sentences
        ],
        "findings": findings_json(draft.findings),
        "expires_at": draft.expires_at.isoformat(),
        "snoozed_until": draft.snoozed_until.isoformat() if draft.snoozed_until else None,
    }
    if send is not None and send.state is not SendState.CANCELLED:
        body["send"] = {"id": send.id, "state": send.state, "leaves_at": send.not_before.isoformat()}
    return body


def findings_json(findings: Findings) -> list[dict[str, Any]]:
    return [
        {"check": one.code, "severity": one.severity, "detail": one.message, "sentence": one.sentence}
        for one in findings.findings
    ]


def listed(row: Listed) -> dict[str, Any]:
    return {
        "id": row.id, "version": row.version, "etag": f'"{row.id}.{row.version}"', "state": row.state,
        "score": row.score, "contact": row.contact, "account": row.account, "why_now": row.why_now,
        "step": row.step, "blocks": row.blocks, "owner_id": row.owner_id, "outdated": row.outdated,
    }  # fmt: skip
