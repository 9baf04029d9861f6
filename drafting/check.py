"""Stage 7 of 12, check: guard, lint and grounding over what was written.

Pure; the same code runs on drafts, on a person's edits, and again at release (drafting §0 D3). The order is that of
§1.2: guard, whole sentences (L18, L26), grounding, the rest of the lint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.drafts import Finding, Findings, Severity, Verdict, Written
from agent.domain.evidence import Evidence
from agent.domain.offers import Offer
from drafting.anchors.context import Context, context_of
from drafting.anchors.reading import read
from drafting.anchors.times import is_relative
from drafting.grounding import Grounded, ground
from drafting.guard import guard
from drafting.lint import lint, lint_whole
from drafting.lint_desk import Desk
from drafting.lint_rules import LintRules, default_rules
from drafting.pitch import texts_of
from drafting.resegment import resegment

__all__ = ["CHECKER_VERSION", "check", "resegment", "score"]

CHECKER_VERSION = "check/1"
_SOON = timedelta(days=2)


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
    rules: LintRules | None = None,
    colleagues: Sequence[Written] = (),
) -> Findings:
    """Everything wrong with `written` as of `as_of`; `findings.approvable` is the gate.

    `step` 2 and later are follow-ups, which must not repeat `earlier` touches. `human_evidence` is what a reviewer
    attested. `colleagues` is what others at the account are told (L20). `verdicts` has one entry a sentence;
    `checker_version` names a team's own rules of the lint.
    """
    rules = rules or default_rules()
    context = context_of(evidence, offer, account, contact, as_of, human_evidence)
    grounded = ground(written, context)
    desk = Desk(written, context, offer, account, contact, step, earlier, rules, grounded.stands_on, colleagues)
    names = (account.name, *account.aliases, contact.name if contact else "", offer.seller)
    findings = [
        *guard(written, names=names, offered=texts_of(offer), terms=_terms(evidence, account)),
        *rules.weigh(lint_whole(desk)),
        *grounded.findings,
        *rules.weigh(_going_stale(written, context, grounded)),
        *rules.weigh(lint(desk)),
    ]
    version = f"{CHECKER_VERSION}+lint.{rules.version}" if rules.version else CHECKER_VERSION
    return Findings(tuple(findings), grounded.verdicts, version)


def _terms(evidence: Sequence[Evidence], account: Account) -> list[str]:
    told = (piece for piece in evidence if piece.signal_id and not piece.flags)
    return [*account.technologies, *(fact.raw for piece in told for fact in piece.facts)]


def score(findings: Findings) -> int:
    """0 to 100, for ordering only, never a gate: 100 − 25 a block − 6 a warning (§1.2)."""
    return max(0, 100 - 25 * len(findings.blocks) - 6 * len(findings.warnings))


def _going_stale(written: Written, context: Context, grounded: Grounded) -> list[Finding]:
    """L22: words counted from today that hold now and will not two days on."""
    relative = any(
        is_relative(a) for s in written.sentences for a in read(s.text, context.as_of, context.lower_case).anchors
    )
    if not relative:
        return []
    later = ground(written, replace(context, as_of=context.as_of + _SOON))
    now = {(f.sentence, f.start) for f in grounded.findings if f.severity is Severity.BLOCK}
    return [
        Finding(
            "L22", Severity.WARN, "This stops being true within two days", f.sentence, f.start, f.end, f.evidence_ids
        )
        for f in later.findings
        if f.severity is Severity.BLOCK
        and f.code in {Verdict.STALE, Verdict.CONTRADICTED, Verdict.UNSUPPORTED}
        and (f.sentence, f.start) not in now
    ]
