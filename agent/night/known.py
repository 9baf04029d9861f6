"""What is stored of accounts that a night plans for: read for many at once, in as many queries as for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.profiles import Profile
from agent.domain.sends import Suppression
from agent.domain.signals import Signal
from agent.domain.teams import Team
from agent.domain.threads import Halt, Thread
from agent.night.committee import Committee
from agent.night.targets import profile_of
from agent.sends.suppression import suppressed_accounts
from agent.sends.zones import account_zone
from agent.store import accounts, contacts, drafts, halts, objections, signals, threads
from agent.store.objections import Silence


@dataclass(frozen=True, slots=True)
class Known:
    """One account and what is known of it. `threads` are of those who were written to there, `objectors` the ids of
    those of its people who objected; `rejected_at` is when a draft for it was last rejected, `profile` the team's."""

    account: Account
    total: int
    suppression: Suppression | None
    open_draft: bool
    threads: tuple[Thread, ...]
    halt: Halt | None
    rejected_at: datetime | None
    signals: Sequence[Signal]
    people: Sequence[Contact]
    objectors: frozenset[str]
    silence: Silence
    profile: Profile


def read_known(session: Session, team: Team, account_ids: Sequence[str], *, now: datetime) -> dict[str, Known]:
    """What is known of those of these accounts that are there; at most 500."""
    found = accounts.by_ids(session, list(account_ids))
    ids = list(found)
    stops = suppressed_accounts(session, list(found.values()), now=now)
    totals = signals.totals_of(session, ids)
    open_drafts = drafts.accounts_with_open(session, ids)
    written_to = threads.of_accounts(session, ids)
    halted = halts.standing(session, ids)
    rejected = drafts.last_rejections(session, ids)
    told = signals.of_accounts(session, ids)
    people = contacts.at_accounts(session, ids)
    everybody = [person for theirs in people.values() for person in theirs]
    objectors = objections.objecting(session, everybody, {one: account.domain for one, account in found.items()})
    silences = objections.silences_of(session, ids, [person for person in everybody if person.id in objectors])
    profile = profile_of(session, team)
    return {
        one: Known(
            account=account,
            total=totals.get(one, 0),
            suppression=stops.get(one),
            open_draft=one in open_drafts,
            threads=written_to.get(one, ()),
            halt=halted.get(one),
            rejected_at=rejected.get(one),
            signals=told.get(one, ()),
            people=people.get(one, ()),
            objectors=objectors & {person.id for person in people.get(one, ())},
            silence=silences[one],
            profile=profile,
        )
        for one, account in found.items()
    }


def committee_of(known: Known, team: Team, now: datetime) -> Committee:
    """The people at an account as coordination sees them; who objected is not named."""
    return Committee(
        account=known.account,
        threads=known.threads,
        people=tuple(person for person in known.people if person.id not in known.objectors),
        personas=team.personas,
        sequence=team.sequence,
        cooldown_days=team.policy.company_cooldown_days,
        time_zone=account_zone(known.account, team_zone=team.time_zone),
        now=now,
        halt=known.halt,
    )
