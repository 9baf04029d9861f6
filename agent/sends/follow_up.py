"""The next touch of a silent contact. Stage 11 of 12: Send, silence → next touch, back to 5.

Mails on the sequence's days, moved to the next allowed day and at least two business days after the last one; silence
to the end goes to recycle (DESIGN §7). What is due is drafted anew and goes to review like the first.
"""

from __future__ import annotations

from collections.abc import Sequence as Items
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.policies import Sequence, Step
from agent.domain.sends import Send, SendState
from agent.domain.teams import Team
from agent.sends.countries import country_of
from agent.sends.limits import is_business_day, sender_zone
from agent.sends.zones import zone
from agent.store import accounts, contacts, drafts, enrolments, halts, sends, tasks
from agent.store.enrolments import Enrolment

RECYCLE_AFTER = timedelta(days=60)
SILENT_FOR = timedelta(days=7)
"""How long after the last mail a thread is taken to be silent to its end."""
_WAITS = (SendState.SCHEDULED, SendState.CLAIMED, SendState.SUBMITTING, SendState.DEFERRED, SendState.HELD)
_IN_QUESTION = (SendState.AMBIGUOUS, SendState.NEEDS_HUMAN, SendState.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class DueTouch:
    """One step that is due: `step.kind` says whether a mail is drafted or a person has a task."""

    enrolment_id: str
    contact_id: str
    account_id: str
    owner_id: str
    mailbox_id: str
    step: Step
    due_on: date


def steps_for(sequence: Sequence, account: Account) -> tuple[Step, ...]:
    """The steps of this account in order of day: large companies get fewer mails."""
    ordered = sorted(sequence.steps, key=lambda step: (step.day, step.number))
    if (account.headcount or 0) < sequence.enterprise_headcount:
        return tuple(ordered)
    mails = [step for step in ordered if step.kind == "mail"][: sequence.enterprise_mails]
    last = mails[-1].day if mails else 0
    return tuple(step for step in ordered if step in mails or (step.kind != "mail" and step.day < last))


def next_step(steps: Items[Step], *, done: int) -> Step | None:
    """The step behind the one numbered `done`, or None when the sequence is through."""
    numbers = [step.number for step in steps]
    if done not in numbers:
        return next((step for step in steps if step.number > done), None)
    place = numbers.index(done) + 1
    return steps[place] if place < len(steps) else None


def due_on(
    step: Step, *, first_on: date, last_mail_on: date, country: str, minimum_business_days: int
) -> date:  # fmt: skip
    """The day of a step: its day in the sequence, moved to an allowed one and clear of the last mail."""
    day = first_on + timedelta(days=step.day)
    if step.kind == "mail":
        earliest = last_mail_on
        passed = 0
        while passed < minimum_business_days:
            earliest += timedelta(days=1)
            passed += is_business_day(earliest, country=country)
        day = max(day, earliest)
    while not is_business_day(day, country=country):
        day += timedelta(days=1)
    return day


def due(session: Session, *, team: Team, now: datetime) -> list[DueTouch]:
    """The touches that are due at `now`, none at an account where a colleague's answer waits to be looked at. Asking
    changes nothing; asking twice gives the same answer."""
    touches: list[DueTouch] = []
    active = enrolments.active(session, now=now)
    halted = halts.standing(session, sorted({enrolment.account_id for enrolment in active}))
    for enrolment in active:
        if enrolment.account_id in halted:
            continue
        touch = _next_touch(session, enrolment, team=team)
        here = zone(sender_zone(team, enrolment.mailbox_id))
        if touch and touch.due_on <= now.astimezone(here).date():
            touches.append(touch)
    return touches


def next_touch(session: Session, enrolment: Enrolment, *, team: Team) -> DueTouch | None:
    """The next touch of one enrolment, due or not: what the contact's page shows."""
    return _next_touch(session, enrolment, team=team)


def _next_touch(session: Session, enrolment: Enrolment, *, team: Team) -> DueTouch | None:
    thread = sends.of_enrolment(session, enrolment.id)
    gone = [send for send in thread if send.state is SendState.SENT and send.sent_at]
    account = accounts.get(session, enrolment.account_id)
    contact = contacts.get(session, enrolment.contact_id)
    if not gone or account is None or contact is None or any(s.state in (*_WAITS, *_IN_QUESTION) for s in thread):
        return None
    passed = [*tasks.steps_of(session, enrolment.id), *enrolments.refused_steps(session, enrolment)]
    step = next_step(steps_for(team.sequence, account), done=max([gone[-1].step, *passed]))
    if step is None or any(draft.step == step.number for draft in drafts.open_for_contact(session, contact.id)):
        return None
    day = due_on(
        step,
        first_on=_local_day(gone[0], team),
        last_mail_on=_local_day(gone[-1], team),
        country=country_of(contact, account),
        minimum_business_days=team.sequence.minimum_business_days,
    )
    return DueTouch(
        enrolment_id=enrolment.id,
        contact_id=contact.id,
        account_id=account.id,
        owner_id=enrolment.owner_id,
        mailbox_id=enrolment.mailbox_id,
        step=step,
        due_on=day,
    )


def _local_day(send: Send, team: Team) -> date:
    at = send.sent_at or send.approved_at
    return at.astimezone(zone(sender_zone(team, send.mailbox_id))).date()


def make_task(session: Session, touch: DueTouch, *, words: str, team: Team) -> bool:
    """A manual step becomes a task for its owner, once. Returns whether it is new."""
    here = zone(sender_zone(team, touch.mailbox_id))
    return tasks.put(
        session,
        enrolment_id=touch.enrolment_id,
        step=touch.step.number,
        owner_id=touch.owner_id,
        words=words,
        due_at=datetime.combine(touch.due_on, time(9), here).astimezone(UTC),
    )


def recycle_silent(session: Session, *, team: Team, now: datetime) -> int:
    """Put those who were silent to the end aside: after 60 days a new signal reopens. Returns how many."""
    recycled = 0
    for enrolment in enrolments.active(session, now=now):
        thread = sends.of_enrolment(session, enrolment.id)
        account = accounts.get(session, enrolment.account_id)
        gone = [send for send in thread if send.state is SendState.SENT and send.sent_at]
        if not gone or account is None or any(s.state in (*_WAITS, *_IN_QUESTION) for s in thread):
            continue
        steps = [step for step in steps_for(team.sequence, account) if step.kind == "mail"]
        last = gone[-1].sent_at
        through = next_step(steps, done=gone[-1].step) is None
        if through and last and now - last > SILENT_FOR:
            enrolments.recycle(session, enrolment.id, wakes_at=last + RECYCLE_AFTER)
            recycled += 1
    return recycled
