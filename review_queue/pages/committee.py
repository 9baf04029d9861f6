"""The committee of an account: who is known, what each was sent, who is next and from when, and why not now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from agent.domain.contacts import Contact
from agent.domain.sends import SuppressionReason
from agent.domain.teams import Team
from agent.domain.threads import Thread
from agent.night.approach import Approach, approach
from agent.night.committee import (
    Committee,
    halt_words,
    missing,
    nobody_else,
    opening,
    refusal_of_committee,
    thread_words,
    why_resting,
)
from agent.night.known import Known, committee_of, read_known
from agent.night.plans import Planner
from agent.sends.follow_up import next_touch
from agent.store import draft_names, drafts, enrolments

_STOPPED = {str(SuppressionReason.BOUNCE): "address is dead"}
"""Why a thread was stopped, where the reason does not say it by itself."""


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail that left, or waits to: its number in the thread, what it does ("left", "leaves", "waits") and when; no
    subject where it may not be shown."""

    number: int
    does: str
    at: datetime | None
    subject: str
    href: str


@dataclass(frozen=True, slots=True)
class Member:
    """One person: `state` in a few words with its tone and mark, `note` what comes or why nothing does."""

    name: str
    title: str
    persona: str
    tone: str
    mark: str
    state: str
    note: str = ""
    mails: tuple[MailLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitteeView:
    """`halt` is why everybody waits, `next_up` who comes next and from when, `why_not` why nobody does now; `missing`
    are the personas of which nobody is known."""

    members: tuple[Member, ...]
    halt: str
    next_up: str
    why_not: str
    missing: tuple[str, ...]


def committee_view(session: Session, team: Team, account_id: str, now: datetime) -> CommitteeView:
    """The committee as of now. Reads only; who objected is not in it."""
    known = read_known(session, team, [account_id], now=now)[account_id]
    committee = committee_of(known, team, now)
    planner = Planner(session, team, now)
    brief = planner.brief(known)
    found = approach(session, team, known, brief, now=now)
    refusal = planner.refusal_of_account(known)
    why_not = refusal.why if refusal else ""
    if not why_not and found.choice is None:
        skip = planner.refusal_of_brief(brief, known.total) or nobody_else(committee, found.brief, known.total)
        why_not = skip.why if skip else next((one.why for one in found.refusals), "Nobody known fits what is new.")
    return CommitteeView(
        members=_members(session, team, committee, known, found),
        halt=f"{halt_words(committee)} until somebody has looked." if committee.halt else "",
        next_up=_next_up(committee, found, waits_for_us=bool(why_not) and refusal_of_committee(committee, 0) is None),
        why_not=why_not,
        missing=tuple(persona.name for persona in missing(committee)),
    )


def _next_up(committee: Committee, found: Approach, *, waits_for_us: bool) -> str:
    """Who comes next; from when, where colleagues alone decide that."""
    if found.choice is None:
        return ""
    who = f"{found.choice.contact.name} as {found.choice.persona.name}"
    when = opening(committee)
    if waits_for_us or committee.halt:
        return who
    return f"{who}, {'tonight' if when.on <= committee.today else when.words}"


def _members(session: Session, team: Team, committee: Committee, known: Known, found: Approach) -> tuple[Member, ...]:
    """Who was written to first, then who is next, then the others."""
    chosen = found.choice.contact.id if found.choice else ""
    order = sorted(
        committee.people, key=lambda one: (one.id not in committee.by_person, one.id != chosen, one.name, one.id)
    )
    withheld = _withheld(session, committee.threads)
    return tuple(_member(session, team, committee, one, one.id == chosen, withheld) for one in order)


def _member(
    session: Session, team: Team, committee: Committee, person: Contact, is_next: bool, withheld: frozenset[str]
) -> Member:
    thread = committee.by_person.get(person.id)
    tone, mark, state = _state(session, committee, person, thread, is_next)
    persona = committee.persona_of(person.id)
    return Member(
        name=person.name,
        title=person.title,
        persona=persona.name if persona else "",
        tone=tone,
        mark=mark,
        state=state,
        note=_note(session, team, committee, thread),
        mails=_mails(session, committee, person.id, withheld),
    )


def _state(
    session: Session, committee: Committee, person: Contact, thread: Thread | None, is_next: bool
) -> tuple[str, str, str]:
    """Tone, mark and words."""
    waits = [one for one in drafts.open_for_contact(session, person.id) if str(one.state) != "approved"]
    if waits:
        return "info", "✎", f"draft of touch {waits[0].step} waits"
    if thread is not None and thread.is_live:
        return ("warn", "!", "held") if committee.halt else ("good", "✓", "in sequence")
    if thread is not None and thread.state == "stopped" and thread.mails:
        return "warn", "!", _STOPPED.get(thread.stop_reason, thread.stop_reason.replace("_", " "))
    if resting := why_resting(committee, person):
        return "plain", "·", resting
    return ("info", "→", "next") if is_next else ("plain", "·", "not written to")


def _note(session: Session, team: Team, committee: Committee, thread: Thread | None) -> str:
    """Where a thread that goes on stands, and the day of its next touch."""
    if thread is None or not thread.is_live or committee.halt:
        return ""
    enrolment = enrolments.get(session, thread.id)
    touch = next_touch(session, enrolment, team=team) if enrolment else None
    stands = thread_words(thread, committee).removeprefix(f"{committee.name(thread.contact_id)}, ")
    return f"{stands}, next {touch.due_on:%a %-d %b}" if touch else stands


def _withheld(session: Session, threads: Sequence[Thread]) -> frozenset[str]:
    ids = [mail.draft_id for thread in threads for mail in thread.every_mail]
    return frozenset(draft_names.withheld(session, ids))


def _mails(session: Session, committee: Committee, contact_id: str, withheld: frozenset[str]) -> tuple[MailLine, ...]:
    """All that this person was sent or is to be, the oldest first, over all their threads."""
    lines = []
    for thread in (one for one in committee.threads if one.contact_id == contact_id):
        for number, mail in enumerate(thread.every_mail, start=1):
            draft = None if mail.draft_id in withheld else drafts.get(session, mail.draft_id)
            subject = draft.content.subject if draft else ""
            does = "left" if mail is not thread.waiting else "waits" if committee.halt else "leaves"
            at = None if does == "waits" else mail.at
            lines.append(MailLine(number, does, at, subject, f"/drafts/{mail.draft_id}"))
    return tuple(lines)
