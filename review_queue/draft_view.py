"""What the draft and its evidence show: one typed view, built from one read transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from agent.domain.decisions import DecisionKind, RejectReason
from agent.domain.drafts import Draft, DraftState, Finding, Findings, Severity, Verdict
from agent.domain.sends import SendState
from agent.domain.teams import Team
from agent.night.outdated import changes_since
from agent.plurals import count
from agent.sends import limits, outbox
from agent.sends.check_again import NO_EVIDENCE
from agent.sends.countries import Rule, country_of, rule_of
from agent.store import decisions, queue, screens, sends, signals, users
from drafting.outdated import Change
from review_queue import checks, markup, words
from review_queue.cards import Bar, Card, bars_of, cards_of
from review_queue.checks import Ground
from review_queue.guard import Visit
from review_queue.markup import Run
from review_queue.provenance import Made, made_of
from review_queue.review import LONGEST_INSTRUCTION, MOST_REGENERATIONS, UNDO_REJECT


@dataclass(frozen=True, slots=True)
class Chip:
    """A short word on a check: `tone` is good, warn, bad or info; the mark stands with the colour."""

    tone: str
    words: str
    detail: str = ""

    @property
    def mark(self) -> str:
        return {"good": "✓", "warn": "!", "bad": "✕", "info": "i"}[self.tone]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question that a dialog asks, with its key."""

    key: int
    value: str
    words: str


_REASON_WORDS = {
    RejectReason.WRONG_PERSON: "Wrong person",
    RejectReason.WRONG_COMPANY: "Wrong company or ICP",
    RejectReason.STALE_SIGNAL: "Signal stale or false",
    RejectReason.UNSUPPORTED_CLAIM: "Claim unsupported",
    RejectReason.TONE: "Tone or wording",
    RejectReason.ALREADY_IN_CONVERSATION: "Already in conversation, or a customer",
    RejectReason.DUPLICATE: "Duplicate",
    RejectReason.COMPLIANCE: "Compliance, do not contact",
    RejectReason.OTHER: "Other: say what",
}
REASONS = tuple(Option(number, str(one), _REASON_WORDS[one]) for number, one in enumerate(RejectReason, 1))
SNOOZES = (
    Option(1, "2h", "In 2 hours"),
    Option(2, "tomorrow", "Tomorrow 08:00"),
    Option(3, "monday", "Next Monday 08:00"),
    Option(4, "date", "On a day…"),
    Option(5, "signal", "Until a new signal"),
)


@dataclass(frozen=True, slots=True)
class Editor:
    """What a person edits: the words between greeting and sign-off."""

    subject: str
    body: str
    before: str
    after: str
    rows: int


@dataclass(frozen=True, slots=True)
class DraftView:
    id: str
    version: int
    etag: str
    state: str
    title: str
    who: str
    meta: tuple[str, ...]
    subject: tuple[Run, ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    footer: tuple[str, ...]
    chips: tuple[Chip, ...]
    blocks: tuple[str, ...]
    can_approve: bool
    can_decide: bool
    status: str
    held_by: str
    cards: tuple[Card, ...]
    labels: Mapping[str, str]
    score: int
    bars: tuple[Bar, ...]
    cap: str
    lifts: tuple[str, ...]
    also: tuple[str, ...]
    editor: Editor | None
    next_id: str
    view: str
    account_id: str
    brief_id: str
    changes: tuple[Change, ...]
    made: Made
    language: str
    regenerations_left: int
    can_undo: bool
    edited: bool
    reasons: tuple[Option, ...] = REASONS
    snoozes: tuple[Option, ...] = SNOOZES
    longest_instruction: int = LONGEST_INSTRUCTION


UNDECIDED = frozenset({DraftState.PENDING, DraftState.SNOOZED, DraftState.BLOCKED})


def reason_words(reason: str) -> str:
    """The words of a stored reject reason; other text as it is."""
    return _REASON_WORDS[RejectReason(reason)] if reason in set(RejectReason) else reason


def draft_view(
    session: Session, visit: Visit, draft: Draft, *, tz: ZoneInfo, view: str, next_id: str, editing: bool = False
) -> DraftView:
    """Everything that the draft's two panes show, as of now."""
    team = visit.team()
    ground = checks.ground_of(session, draft, team)
    labels = markup.labels_of(draft.written, ground.evidence)
    findings = markup.in_words(_findings_now(session, draft, team, visit.now), labels)
    score = signals.get_score(session, draft.account_id)
    today = visit.now.astimezone(tz).date()
    marks = markup.marks_of(draft.content.text, draft.written, findings, ground.evidence, labels, today)
    held_by = _held_by(session, visit, draft)
    can_decide = visit.may("decide")
    return DraftView(
        id=draft.id,
        version=draft.version,
        etag=draft.etag,
        state=str(draft.state),
        title=_title(ground),
        who=f"{ground.contact.name}, {ground.account.name}",
        meta=_meta(session, draft, ground, team, visit.now),
        subject=_subject(draft, findings),
        paragraphs=markup.paragraphs(_letter(draft), marks),
        footer=tuple(part for part in draft.content.footer.split("\n\n") if part.strip()),
        chips=_chips(draft, ground, findings, team),
        blocks=tuple(finding.message for finding in findings.blocks),
        can_approve=draft.state is DraftState.PENDING and findings.approvable and can_decide and not held_by,
        can_decide=can_decide,
        status=_status(session, draft, tz, visit.now),
        held_by=held_by,
        cards=cards_of(draft, ground.evidence, labels, tz),
        labels=labels,
        score=draft.score,
        bars=bars_of(score),
        cap=score.cap_reason if score else "",
        lifts=score.lifts[:2] if score else (),
        also=_also(session, draft, ground, team, tz, visit.now),
        editor=_editor(draft) if editing and can_decide else None,
        next_id=next_id,
        view=view,
        account_id=draft.account_id,
        brief_id=draft.brief_id if ground.brief else "",
        changes=_changes(session, draft, ground, team, visit.now),
        made=made_of(session, visit, draft, ground.brief, findings),
        language=ground.contact.language,
        regenerations_left=MOST_REGENERATIONS - decisions.count_of(session, draft.id, DecisionKind.REGENERATE),
        can_undo=can_decide and _can_still_undo(session, draft, visit.now),
        edited=draft.edited,
    )


def _changes(session: Session, draft: Draft, ground: Ground, team: Team, now: datetime) -> tuple[Change, ...]:
    """What is otherwise than its brief says, while its mail can still be held (drafting §6)."""
    if ground.brief is None or draft.state not in {*UNDECIDED, DraftState.APPROVED}:
        return ()
    send = sends.of_draft(session, draft.id) if draft.state is DraftState.APPROVED else None
    if send is not None and send.state in sends.OUT:
        return ()
    return changes_since(session, team, ground.brief, used=draft.evidence_ids, now=now)


def _can_still_undo(session: Session, draft: Draft, now: datetime) -> bool:
    """Until its mail has left; a rejection for `UNDO_REJECT`."""
    if draft.state is DraftState.APPROVED:
        send = sends.of_draft(session, draft.id)
        return send is None or send.state not in sends.OUT
    if draft.state is DraftState.REJECTED:
        at = queue.decider(session, draft.id).at
        return at is not None and now - at <= UNDO_REJECT
    return draft.state is DraftState.SNOOZED


def _title(ground: Ground) -> str:
    title = f", {ground.contact.title}" if ground.contact.title else ""
    return f"{ground.contact.name}{title} at {ground.account.name}"


def _letter(draft: Draft) -> str:
    """The mail without its footer."""
    return draft.content.text.rstrip("\n").removesuffix(draft.content.footer).rstrip()


def _subject(draft: Draft, findings: Findings) -> tuple[Run, ...]:
    return markup.cut(draft.content.subject, markup.subject_marks(draft.content.subject, findings))


def _findings_now(session: Session, draft: Draft, team: Team, now: datetime) -> Findings:
    """The kept findings on the words, with what the gates say at this moment: suppression does not wait."""
    kept = tuple(one for one in draft.findings.findings if one.source not in {"gate", "review"})
    held: tuple[Finding, ...] = ()
    if draft.state in UNDECIDED:
        held = outbox.findings(session, replace(draft, approved_sha256=""), team=team, now=now)
    brief = signals.get_brief(session, draft.brief_id)
    missing = () if brief and brief.evidence else (NO_EVIDENCE,)
    return replace(draft.findings, findings=(*kept, *held, *missing))


def _editor(draft: Draft) -> Editor:
    body = checks.body_of(draft)
    text = _letter(draft)
    start = text.find(body)
    before = text[:start].strip() if start > 0 else ""
    after = text[start + len(body) :].strip() if start >= 0 else ""
    lines = sum(1 + len(line) // 62 for line in body.split("\n"))
    return Editor(draft.written.subject, body, before, after, max(6, lines + 2))


def _meta(session: Session, draft: Draft, ground: Ground, team: Team, now: datetime) -> tuple[str, ...]:
    mailbox = ground.mailbox
    zone = words.zone(limits.sender_zone(team, mailbox.id))
    today = now.astimezone(zone).date()
    booked = sends.planned(session, now=now, days=limits.looks_back(team.policy))
    first, _ = limits.caps(mailbox, team.policy, today)
    used = sum(
        1 for one in booked
        if one.mailbox_id == mailbox.id and one.first_touch and one.at.astimezone(zone).date() == today
    )  # fmt: skip
    number = sum(len(sentence.text.split()) for sentence in draft.written.sentences)
    mails = [step for step in team.sequence.steps if step.kind == "mail"]
    parts = [
        f"From {mailbox.display_name}, {used} of {first} today",
        f"Touch {draft.step} of {max(len(mails), draft.step)}, {count(number, 'word')}",
        _by_whom(draft),
    ]
    if draft.state in {DraftState.PENDING, DraftState.SNOOZED}:
        leaves = outbox.next_slot(session, draft, team=team, now=now, bookings=booked).words
        city = f" ({ground.account.city})" if ground.account.city and "theirs" in leaves else ""
        parts.append(leaves[:1].upper() + leaves[1:] + city)
    return tuple(parts)


def _by_whom(draft: Draft) -> str:
    made = f"Written with {draft.authorship.model}" if draft.authorship.model else "Template draft, no AI model used"
    return f"{made}, edited" if draft.edited else made


def _status(session: Session, draft: Draft, tz: ZoneInfo, now: datetime) -> str:
    """One line on where the draft stands when it is not simply pending."""
    if draft.state is DraftState.PENDING:
        return draft.state_reason
    if draft.state is DraftState.SNOOZED:
        until = words.moment(draft.snoozed_until, now, tz)
        return f"Snoozed until {until}." if until else "Snoozed until the account has a new signal."
    if draft.state is DraftState.REJECTED:
        return f"Rejected: {reason_words(draft.state_reason).lower()}."
    if draft.state is not DraftState.APPROVED:
        return f"{str(draft.state).capitalize()}: {draft.state_reason}" if draft.state_reason else str(draft.state)
    send = sends.of_draft(session, draft.id)
    if send is None:
        return "Approved."
    if send.state is SendState.SENT:
        return f"Sent {words.moment(send.sent_at, now, tz)}."
    if send.state in sends.BEFORE_SUBMITTING:
        return f"Approved. Leaves {words.moment(send.not_before, now, tz)}."
    return f"Approved; its mail is {str(send.state).replace('_', ' ')}."


def _chips(draft: Draft, ground: Ground, findings: Findings, team: Team) -> tuple[Chip, ...]:
    blocks = [Chip("bad", finding.message) for finding in findings.blocks]
    warnings = [Chip("warn", finding.message) for finding in findings.warnings]
    infos = [
        Chip("info", one.message) for one in findings.findings if one.severity is Severity.INFO and one.source != "gate"
    ]
    good: list[Chip] = []
    wrong = [one for one in findings.verdicts if one not in checks.GOOD_VERDICTS and one is not Verdict.UNVERIFIABLE]
    if ground.evidence and not wrong and not any(one.source != "gate" for one in findings.blocks):
        good.append(Chip("good", "every claim supported"))
    gated = {one.code for one in findings.blocks if one.source == "gate"}
    rule, _ = rule_of(country_of(ground.contact, ground.account), team.policy.countries)
    country = country_of(ground.contact, ground.account) or "country unknown"
    if draft.state not in UNDECIDED:  # the gates were not asked again
        return (*blocks, *good, *warnings, *infos)
    if not gated:
        consent = "consent on file" if ground.contact.consent else "opt-out" if rule is not Rule.BLOCK else "consent"
        good.append(Chip("good", f"may be mailed: {country}, {consent}"))
    if "G02" not in gated:
        good.append(Chip("good", "no opt-out, no reply, no open deal"))
    return (*blocks, *good, *warnings, *infos)


def _also(
    session: Session, draft: Draft, ground: Ground, team: Team, tz: ZoneInfo, now: datetime
) -> tuple[str, ...]:  # fmt: skip
    others = screens.colleagues(session, draft.account_id, but=draft.contact_id)
    said = [f"{name}, {title}" if title else name for name, title in others]
    earlier = sends.newest_to(session, draft.contact_id)
    said.append(
        f"last mail {words.moment(earlier.sent_at, now, tz)}" if earlier and earlier.sent_at
        else f"no earlier mail to {ground.contact.name}"
    )  # fmt: skip
    owner = team.owner(draft.owner_id)
    said.append(f"owner {owner.name}" if owner else "nobody's account yet")
    return tuple(said)


def _held_by(session: Session, visit: Visit, draft: Draft) -> str:
    """Who else is at the draft now; "" for nobody."""
    held = queue.lease(session, draft.id)
    if not held.is_live(visit.now) or held.by == visit.actor.user_id:
        return ""
    user = users.get(session, held.by)
    return (user.name if user else "") or "Somebody"


def snooze_until(choice: str, day: str, *, now: datetime, tz: ZoneInfo) -> datetime | None:
    """The instant of a snooze choice; None until a new signal. Raises ValueError for a day that is none."""
    local = now.astimezone(tz)
    eight = time(8, 0)
    if choice == "signal":
        return None
    if choice == "2h":
        return now + timedelta(hours=2)
    if choice == "tomorrow":
        return datetime.combine(local.date() + timedelta(days=1), eight, tz).astimezone(UTC)
    if choice == "monday":
        return datetime.combine(local.date() + timedelta(days=7 - local.weekday()), eight, tz).astimezone(UTC)
    return datetime.combine(datetime.fromisoformat(day).date(), eight, tz).astimezone(UTC)
