"""What the checks of stage 7 say of a draft's words as of now: at an edit, at approval, and again before they leave.

Part of stage 9 of 12.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.drafts import Draft, Finding, Findings, Severity
from agent.domain.offers import Offer
from agent.store import bans, drafts, signals
from drafting.check import check
from drafting.lint_rules import with_bans

NO_EVIDENCE = Finding(
    code="no-evidence",
    severity=Severity.BLOCK,
    message="No evidence kept: cannot be approved",
    source="review",
)


def check_again(
    session: Session, draft: Draft, *, offer: Offer, account: Account, contact: Contact, now: datetime
) -> Findings:
    """`draft.written` on the evidence that is still kept, under the bans that stand now (drafting §0 D3)."""
    brief = signals.get_brief(session, draft.brief_id)
    evidence = brief.evidence if brief else ()
    found = check(
        draft.written,
        evidence=evidence,
        offer=offer,
        account=account,
        contact=contact,
        as_of=now,
        step=draft.step,
        earlier=drafts.earlier_written(session, draft.contact_id, before_step=draft.step),
        rules=with_bans(bans.standing(session, draft.owner_id)),
    )
    return found if evidence else replace(found, findings=(*found.findings, NO_EVIDENCE))
