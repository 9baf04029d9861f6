"""Stage 7 of 12, check: guard, lint and grounding over what was written. Pure; also runs on a person's edits and at release.

Order (drafting §1.2): guard, whole sentences (L18, L26), grounding, the rest of the lint.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.drafts import Findings, Written
from agent.domain.evidence import Evidence
from agent.domain.offers import Offer
from drafting.anchors.context import context_of
from drafting.grounding import ground

CHECKER_VERSION = "check/1"


def check(
    written: Written,
    *,
    evidence: Sequence[Evidence],
    offer: Offer,
    account: Account,
    contact: Contact | None,
    as_of: datetime,
    step: int = 1,
    earlier: Sequence[Written] = (),
    human_evidence: Sequence[Evidence] = (),
) -> Findings:
    """Everything wrong with `written` as of `as_of`; `findings.approvable` is the gate."""
    context = context_of(evidence, offer, account, contact, as_of, human_evidence)
    grounded, verdicts = ground(written, context)
    return Findings(grounded, verdicts, CHECKER_VERSION)
