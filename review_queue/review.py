"""The rules of a decision, without HTTP. Stage 8 of 12: Draft, person → Decision.

Every function takes the session of one write transaction and leaves nothing half done in it: the state, the revision,
the decision and the outbox move together (review §1.4, DESIGN §3). An expected "no" of the checks is a value,
`ChecksFailed`; being too late, too slow or nobody is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from agent.domain.decisions import Actor, Decision, DecisionKind, RejectReason, Role
from agent.domain.drafts import Draft, DraftState, Finding, Written
from agent.domain.sends import Suppression, SuppressionReason
from agent.domain.teams import Team
from agent.domain.transitions import DraftEvent, next_draft_state
from agent.errors import BadInput, NotAllowed, NotFound, ReviewConflict
from agent.feedback import capture
from agent.feedback.edits import ratio_of
from agent.sends import outbox, suppression
from agent.store import contacts, decisions, edits, queue
from agent.store.codec import load
from agent.tables.columns import new_id
from review_queue import checks, leases
from review_queue.checks import Rewritten
from review_queue.sight import find, too_late
from review_queue.wrong_names import note_wrong_company

UNDO_REJECT = timedelta(hours=24)
MOST_REGENERATIONS = 3
LONGEST_INSTRUCTION = 500
REASONS_THAT_SUPPRESS = frozenset({RejectReason.ALREADY_IN_CONVERSATION, RejectReason.COMPLIANCE})


@dataclass(frozen=True, slots=True)
class ChecksFailed:
    """Why a draft cannot be approved as it stands (422). The findings are kept with the draft."""

    draft: Draft
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page knows of the looking that came before a decision: recorded, nudged, never a gate (DESIGN §7)."""

    dwell_ms: int | None = None


def _to_decide(session: Session, actor: Actor, draft_id: str, *, version: int, now: datetime) -> Draft:
    """The draft, if this person may decide on it now, at this version, and nobody else holds it."""
    draft = find(session, actor, draft_id)
    if not actor.may_decide:
        raise NotAllowed("Your role reads drafts; it does not decide on them.")
    if version != draft.version:
        raise too_late(draft)
    held = queue.lease(session, draft_id)
    if held.is_live(now) and held.by != actor.user_id:
        raise ReviewConflict("Somebody else has this draft open.", code="claimed", state=held.by, current=draft.etag)
    return draft


def _record(
    session: Session,
    actor: Actor,
    draft: Draft,
    kind: DecisionKind,
    *,
    now: datetime,
    reason: RejectReason | None = None,
    note: str = "",
    seen: Seen = Seen(),
    version: int | None = None,
) -> None:
    decisions.put(
        session,
        Decision(
            id=new_id(),
            draft_id=draft.id,
            draft_version=draft.version if version is None else version,
            kind=kind,
            actor_id=actor.user_id,
            at=now,
            content_sha256=draft.content.sha256,
            reason=reason,
            note=note.strip(),
            edit_ratio=edit_ratio(session, draft),
            dwell_ms=seen.dwell_ms,
            prompt_hash=draft.authorship.prompt_hash,
            evidence_ids=draft.evidence_ids,
        ),
    )


def edit_ratio(session: Session, draft: Draft) -> float:
    """How much of the drafter's original was changed: 0.0 nothing, 1.0 everything."""
    kept = queue.revisions(session, draft.id)
    original = load(Written, kept[0].written) if kept else draft.written
    return ratio_of(original, draft.written)


_NO_LEASE: dict[str, Any] = {"lease_by": "", "lease_token": "", "lease_until": None}


def approve(
    session: Session, actor: Actor, draft_id: str, *, version: int, now: datetime, team: Team, seen: Seen = Seen()
) -> Draft | ChecksFailed:
    """Approve exactly the content of `version` and arm its send in the same transaction (T6, DESIGN §2.1)."""
    draft = _to_decide(session, actor, draft_id, version=version, now=now)
    to = next_draft_state(draft.state, DraftEvent.APPROVE)
    if draft.expires_at <= now:
        raise ReviewConflict(
            "Its reason to write is too old now. Draft it again from fresh evidence.",
            code="expired",
            state=str(draft.state),
            current=draft.etag,
        )
    findings = checks.recheck(session, draft, team=team, now=now)
    stored = checks.as_column(findings)
    if findings.blocks:
        kept = queue.move(session, draft, draft.state, new_version=False, findings=stored)
        return ChecksFailed(kept, findings.blocks)
    approved = queue.move(
        session,
        draft,
        to,
        findings=stored,
        approved_at=now,
        approved_by=actor.user_id,
        approved_sha256=draft.content.sha256,
        decided_at=now,
        decided_by=actor.user_id,
        state_reason="",
        **_NO_LEASE,
    )
    outbox.arm(session, approved, team=team, actor_id=actor.user_id, now=now)
    capture.keep(session, approved, now=now)
    _record(session, actor, draft, DecisionKind.APPROVE, now=now, seen=seen)
    return approved


def edit(
    session: Session,
    actor: Actor,
    draft_id: str,
    *,
    subject: str,
    body: str,
    version: int,
    now: datetime,
    team: Team,
    seen: Seen = Seen(),
) -> Draft:
    """Keep a person's words as a new revision, cut into sentences, checked and assembled anew (T5).

    An edit voids approval: an approved draft whose mail has not left goes back to pending, and its send is cancelled.
    """
    draft = _to_edit(session, actor, draft_id, version=version, now=now)
    rewritten = checks.rewrite(session, draft, subject=subject, body=body, team=team, now=now)
    return _keep_words(session, actor, draft, rewritten, edited=True, now=now, seen=seen)


def restore(
    session: Session, actor: Actor, draft_id: str, *, version: int, now: datetime, team: Team, seen: Seen = Seen()
) -> Draft:
    """Take a person's edits back: what a drafter last wrote, as a new revision, checked like any edit (T5).

    Raises NotFound where those words are no longer kept.
    """
    draft = _to_edit(session, actor, draft_id, version=version, now=now)
    versions = edits.versions_of(session, draft)
    if versions is None:
        raise NotFound("The drafted words are no longer kept.")
    rewritten = checks.of_written(session, draft, versions.generated, team=team, now=now)
    return _keep_words(session, actor, draft, rewritten, edited=False, now=now, seen=seen)


def _to_edit(session: Session, actor: Actor, draft_id: str, *, version: int, now: datetime) -> Draft:
    draft = _to_decide(session, actor, draft_id, version=version, now=now)
    if draft.state is DraftState.APPROVED:
        return undo(session, actor, draft_id, version=version, now=now)
    return draft


def _keep_words(
    session: Session, actor: Actor, draft: Draft, rewritten: Rewritten, *, edited: bool, now: datetime, seen: Seen
) -> Draft:
    """New words as a new revision; `edited` says whether they are a person's."""
    to = next_draft_state(draft.state, DraftEvent.EDIT)
    columns = queue.add_revision(
        session,
        draft,
        written=rewritten.written,
        content=rewritten.content,
        findings=rewritten.findings,
        by=actor.user_id,
        now=now,
    )
    kept = queue.move(session, draft, to, edited=edited, **columns)
    _record(session, actor, kept, DecisionKind.EDIT, now=now, seen=seen)
    return kept


def reject(
    session: Session,
    actor: Actor,
    draft_id: str,
    *,
    reason: RejectReason,
    version: int,
    now: datetime,
    note: str = "",
    suppress: str = "",
    seen: Seen = Seen(),
) -> Draft:
    """Reject with one of the nine reasons (T13). `suppress` is "", "contact" or "account", with reasons 6 and 8 only.

    Raises BadInput when a reason lacks its text or suppresses what it may not.
    """
    if reason is RejectReason.OTHER and not note.strip():
        raise BadInput("Say in a few words what is wrong: “Other” needs them.")
    if suppress and (reason not in REASONS_THAT_SUPPRESS or suppress not in {"contact", "account"}):
        raise BadInput("Only “Already in conversation” and “Compliance” also stop mail: to this person or the account.")
    draft = _to_decide(session, actor, draft_id, version=version, now=now)
    to = next_draft_state(draft.state, DraftEvent.REJECT)
    rejected = queue.move(
        session, draft, to, approved_at=None, approved_by="", decided_at=now, decided_by=actor.user_id,
        state_reason=str(reason), **_NO_LEASE,
    )  # fmt: skip
    _record(session, actor, draft, DecisionKind.REJECT, now=now, reason=reason, note=note, seen=seen)
    if reason is RejectReason.WRONG_COMPANY:
        note_wrong_company(session, draft, now=now)
    if suppress:
        _suppress(session, actor, draft, whom=suppress, reason=reason, now=now)
    return rejected


def _suppress(session: Session, actor: Actor, draft: Draft, *, whom: str, reason: RejectReason, now: datetime) -> None:
    scope, key = ("account", draft.account_id)
    if whom == "contact":
        contact = contacts.get(session, draft.contact_id)
        scope, key = ("address", contacts.canonical_address(contact.email if contact else ""))
    if not key:
        raise BadInput("This person has no address to stop. Stop the account instead.")
    why = SuppressionReason.DO_NOT_CONTACT if reason is RejectReason.COMPLIANCE else SuppressionReason.REPLIED
    never = Suppression(scope=scope, key=key, reason=why, at=now, source="review", note=draft.id)
    suppression.suppress(session, never, by=actor.user_id, now=now)


def snooze(
    session: Session,
    actor: Actor,
    draft_id: str,
    *,
    until: datetime | None,
    version: int,
    now: datetime,
    seen: Seen = Seen(),
) -> Draft:
    """Put a draft aside until an instant, or (None) until its account has a new signal (T15)."""
    draft = _to_decide(session, actor, draft_id, version=version, now=now)
    to = next_draft_state(draft.state, DraftEvent.SNOOZE)
    if until is not None and not now < until < draft.expires_at:
        raise BadInput("Snooze to a time from now on and before the draft expires.")
    why = "" if until else "until a new signal"
    snoozed = queue.move(
        session, draft, to, snoozed_until=until, state_reason=why, decided_by=actor.user_id, decided_at=now, **_NO_LEASE
    )
    _record(session, actor, draft, DecisionKind.SNOOZE, now=now, seen=seen)
    return snoozed


def wake(session: Session, actor: Actor, draft_id: str, *, version: int, now: datetime) -> Draft:
    """Bring a snoozed draft back before its time (T16)."""
    draft = _to_decide(session, actor, draft_id, version=version, now=now)
    to = next_draft_state(draft.state, DraftEvent.WAKE)
    awake = queue.move(session, draft, to, snoozed_until=None, state_reason=f"woken by {actor.name}")
    _record(session, actor, draft, DecisionKind.WAKE, now=now)
    return awake


def undo(session: Session, actor: Actor, draft_id: str, *, version: int, now: datetime) -> Draft:
    """Take the last decision back (T8, T14): one's own, or anybody's for RevOps; a rejection for 24 hours.

    Undoing an approval cancels its send; raises ReviewConflict("already-released") once it can no longer be held.
    """
    draft = _to_decide(session, actor, draft_id, version=version, now=now)
    to = next_draft_state(draft.state, DraftEvent.UNDO)
    decided = queue.decider(session, draft_id)
    if actor.role is not Role.REVOPS and decided.by != actor.user_id:
        raise NotAllowed("Only the person who decided, or RevOps, can take this back.")
    if draft.state is DraftState.REJECTED and (decided.at is None or now - decided.at > UNDO_REJECT):
        raise ReviewConflict("A rejection can be taken back for 24 hours.", code="too-late", state=str(draft.state))
    if draft.state is DraftState.APPROVED and not outbox.cancel(
        session, draft_id, reason="undone", by=actor.user_id, now=now
    ):
        raise ReviewConflict(
            "It has left already: it cannot be taken back.", code="already-released", state=str(draft.state)
        )
    capture.take_back(session, draft_id)
    pending = queue.move(
        session,
        draft,
        to,
        approved_at=None,
        approved_by="",
        decided_at=None,
        decided_by="",
        snoozed_until=None,
        state_reason="",
        **leases.columns(actor, now),
    )
    _record(session, actor, draft, DecisionKind.UNDO, now=now)
    return pending


def request_regeneration(
    session: Session,
    actor: Actor,
    draft_id: str,
    *,
    instruction: str,
    version: int,
    now: datetime,
    on_news: bool = False,
) -> Draft:
    """Ask for other words (T17): on the same evidence at most three times a draft, 500 characters of instruction;
    `on_news`, on what is known now, as often as that changes."""
    if len(instruction) > LONGEST_INSTRUCTION:
        raise BadInput(f"An instruction has at most {LONGEST_INSTRUCTION} characters; this one has {len(instruction)}.")
    draft = _to_decide(session, actor, draft_id, version=version, now=now)
    to = next_draft_state(draft.state, DraftEvent.REGENERATE)
    if not on_news and decisions.count_of(session, draft_id, DecisionKind.REGENERATE) >= MOST_REGENERATIONS:
        raise ReviewConflict(
            "It was drafted again three times. Edit it by hand, or reject it.",
            code="regenerated-enough",
            state=str(draft.state),
            current=draft.etag,
        )
    waiting = queue.move(session, draft, to, decided_by=actor.user_id, decided_at=now, state_reason="drafting again")
    _record(session, actor, draft, DecisionKind.REGENERATE, now=now, note=instruction)
    return waiting
