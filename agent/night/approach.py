"""Whom at an account a reason is written to, beside those who were written to there before: read, then decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from agent.domain.briefs import Brief
from agent.domain.runs import Skip
from agent.domain.teams import Team
from agent.domain.threads import Told
from agent.night.candidates import Choice, choose
from agent.night.committee import Committee, may_open
from agent.night.known import Known, committee_of
from agent.night.mailable import mailable
from agent.store import threads
from drafting.angles import other_angles


@dataclass(frozen=True, slots=True)
class Approach:
    """The choice, where there is one; `brief` has the reasons that nobody there was `told` yet, `refusals` say why
    people who would fit may not be mailed."""

    committee: Committee
    brief: Brief
    told: tuple[Told, ...]
    choice: Choice | None
    refusals: tuple[Skip, ...]


def approach(session: Session, team: Team, known: Known, brief: Brief, *, now: datetime) -> Approach:
    """Who would be written to next on `brief`, whether or not that may be now."""
    committee = committee_of(known, team, now)
    in_time = [person for person in committee.people if not person.is_expired(now)]
    reachable, refusals = mailable(session, team, known.account, in_time, total=known.total, now=now)
    told = told_at(session, known)
    other = other_angles(brief, told, offer=team.offer, personas=team.personas)
    choice = choose(other, reachable, team.personas, lambda who, why: may_open(committee, who, why, other))
    return Approach(committee, other, told, choice, tuple(refusals))


def told_at(session: Session, known: Known, contact_id: str = "", *, step: int = 1, but: str = "") -> tuple[Told, ...]:
    """What others at the account hear than this person (`agent.store.threads.told`)."""
    if not known.threads and not known.open_draft:
        return ()
    return threads.told(session, known.account.id, contact_id=contact_id, step=step, but=but)
