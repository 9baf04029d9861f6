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
from agent.store import bans, drafts, prompts, signals, threads
from drafting.check import check
from drafting.lint_rules import LINT, LintRules, examined, with_bans

NO_EVIDENCE = Finding(
    code="no-evidence",
    severity=Severity.BLOCK,
    message="No evidence kept: cannot be approved",
    source="review",
)


def check_again(
    session: Session, draft: Draft, *, offer: Offer, account: Account, contact: Contact, now: datetime
) -> Findings:
    """`draft.written` on the evidence that is still kept, under the rules and bans of now, beside what others at
    the account are told (drafting §0 D3, L20)."""
    brief = signals.get_brief(session, draft.brief_id)
    evidence = brief.evidence if brief else ()
    others = threads.told(session, draft.account_id, contact_id=draft.contact_id, step=draft.step, but=draft.id)
    found = check(
        draft.written,
        evidence=evidence,
        offer=offer,
        account=account,
        contact=contact,
        as_of=now,
        step=draft.step,
        earlier=drafts.earlier_written(session, draft.contact_id, before_step=draft.step),
        rules=_rules(session, draft.owner_id),
        colleagues=tuple(one.written for one in others),
    )
    return found if evidence else replace(found, findings=(*found.findings, NO_EVIDENCE))


def _rules(session: Session, owner_id: str) -> LintRules:
    """The team's own rules of the lint as they were last live, and the ban list: everyone's and the sender's."""
    own = prompts.live_text(session, LINT)
    return with_bans(bans.standing(session, owner_id), examined(own)[0] if own is not None else None)
