"""A night's questions put to the model a day ahead, in one batch at half price; its answers become known answers.

At the end of a night what the next one will ask is asked, word for word. When that comes it drafts as ever: what was
answered is found, and whatever is late, changed, failed or refused is asked anew. So one path writes and checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from agent.domain.runs import SkipCode
from agent.domain.teams import Team
from agent.night.batch_ledger import BatchLedger
from agent.night.plans import DraftPlan, Plan, Planner
from agent.night.prepare import Preparer
from agent.sends import follow_up, limits
from agent.store import accounts, contacts, known_answers, runs, sends
from drafting.answers import KEPT
from drafting.batch_lines import BatchRequest, fitting, request_of
from drafting.endpoint import EndpointMemory
from drafting.ladder import Ask
from drafting.overhearing import OverhearingModel


@dataclass(frozen=True, slots=True)
class AheadDesk:
    """Who asks ahead, and has answers taken in. `preparer` drafts with `listener`, which hears what would be asked;
    `firsts`: also first mails to accounts for which there was no room."""

    ledger: BatchLedger
    team: Team
    memory: EndpointMemory
    preparer: Preparer
    listener: OverhearingModel
    firsts: bool = False

    def ask(self, night: str, run_id: str) -> int:
        """Put in what the night after `night` will ask, once. Returns how many questions were taken."""
        coming = date.fromisoformat(night) + timedelta(days=1)
        with self.ledger.ours() as is_ours:
            if not is_ours or not self.ledger.is_free(coming.isoformat()):
                return 0
            endpoint = self.ledger.endpoint
            habits = self.memory.recall(endpoint.base_url, endpoint.model, now=self.ledger.clock.now())
            if habits.paused_until is not None:
                return 0
            rung, asked = habits.rung or endpoint.start, self._asked(run_id, begins_at(coming, self.team))
            requests = [request_of(id_, ask, endpoint, rung=rung, dropped=habits.dropped) for id_, ask in asked]
            return self.ledger.put_in(coming.isoformat(), fitting(self._unknown(requests)), rung)

    def take(self, before: str = "") -> int:
        """See `BatchLedger.take`."""
        return self.ledger.take(before)

    def _asked(self, run_id: str, as_of: datetime) -> Iterator[tuple[str, Ask]]:
        """(the draft's key, what will be asked first for it) at `as_of`. Repairs are asked then, not ahead."""
        for id_, plan in self._plans(run_id, as_of):
            self.listener.heard.clear()
            self.preparer.ask_ahead(plan, as_of)
            yield from ((id_, ask) for ask in self.listener.heard[:1])

    def _unknown(self, requests: list[BatchRequest]) -> list[BatchRequest]:
        with self.ledger.store.read() as session:
            since = self.ledger.clock.now() - KEPT
            known = known_answers.known_keys(session, [one.key for one in requests], since=since)
        return [one for one in requests if one.key not in known]

    def _plans(self, run_id: str, as_of: datetime) -> list[tuple[str, DraftPlan]]:
        """Every mail that is due by then, under its draft's key."""
        with self.ledger.store.read() as session:
            planner = Planner(session, self.team, as_of)
            found: list[tuple[str, Plan]] = []
            for touch in follow_up.due(session, team=self.team, now=as_of):
                account, person = accounts.get(session, touch.account_id), contacts.get(session, touch.contact_id)
                if touch.step.kind == "mail" and account is not None and person is not None:
                    key = f"{touch.enrolment_id}:{touch.step.number}"
                    found.append((key, planner.for_person(account, person, touch)))
            if self.firsts:
                room = limits.nightly_room(self.team, sends.planned(session, now=as_of), now=as_of)
                ids = self._waiting(session, run_id, sum(room.values()))
                found += [(f"{one}:1", planner.for_account(one, f"ahead:{run_id}", room)) for one in ids]
        return [(key, plan) for key, plan in found if isinstance(plan, DraftPlan)]

    def _waiting(self, session: Session, run_id: str, most: int) -> list[str]:
        """The accounts that had no room tonight, best first."""
        waiting = runs.skips(session, run_id, code=str(SkipCode.CAPACITY))
        return [skip.account_id for skip in sorted(waiting, key=lambda one: (-one.score, one.account_id))[:most]]


def begins_at(night: date, team: Team) -> datetime:
    """When a night is due to begin."""
    return datetime.combine(night, team.run_at, ZoneInfo(team.time_zone)).astimezone(UTC)


def finals_until(as_of: datetime) -> datetime:
    """By when a text was approved that serves a night at `as_of` as an example: what people approve in the day between
    does not change the questions that were put in the night before."""
    return datetime.combine(as_of.date() - timedelta(days=1), time(0), UTC)
