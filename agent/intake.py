"""Signals from a team's own tools: taken in, understood and drafted for at once, because the moment matters (§7)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from agent.clock import Clock
from agent.domain.documents import Cursor
from agent.domain.items import Item, Page
from agent.night.gather import Gatherer
from agent.night.prepare import Preparer
from agent.pipeline import local_night
from agent.sends import limits
from agent.store import items, licences, runs, sends, signals, work
from agent.store.engine import Store
from agent.store.work import Claimed
from signals.collectors.intake import intake_document, intake_items, licensed, read_upload
from signals.collectors.intake_events import RowError
from signals.collectors.intake_profiles import IntakeProfile, Licence

LEASE = timedelta(minutes=3)


WAITS_TO_DRAFT = "intake"
"""The unit of work of what arrived: drafted for at once, and by the schedule where that was cut off."""
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Arrived:
    """What an upload or a webhook holds: good rows as items, the others by line, and columns that nobody has."""

    items: tuple[Item, ...]
    errors: tuple[RowError, ...] = ()
    missing: tuple[str, ...] = ()


def read_arrived(
    channel: str,
    body: bytes,
    kind_of_file: str,
    now: datetime,
    *,
    profile: IntakeProfile | None = None,
    licences: Mapping[str, Licence] = MappingProxyType({}),
) -> Arrived:
    """The events of an upload or a webhook under their licence: the one of their tag, else the profile's."""
    document = intake_document(channel, body, kind_of_file, now)
    rows = read_upload(document, profile)
    own = profile.licence if profile else Licence()
    found = (
        licensed(item, licences.get(item.fields.get("licence_tag", ""), own), now)
        for item in intake_items(document, rows)
    )
    return Arrived(tuple(found), rows.errors, rows.missing)


def read_intake(channel: str, body: bytes, kind_of_file: str, now: datetime) -> Page:
    """The events as a page of items; `Page.reason` names the rows that were not understood."""
    arrived = read_arrived(channel, body, kind_of_file, now)
    return Page(arrived.items, Cursor(), reason="; ".join(str(error) for error in arrived.errors))


@dataclass(frozen=True, slots=True)
class Intake:
    """What an intake needs from outside. `gatherer` reads nothing here: its fetcher is never asked."""

    store: Store
    clock: Clock
    gatherer: Gatherer
    preparer: Preparer

    def take(self, arrived: Sequence[Item]) -> tuple[str, ...]:
        """Keep the items, raise their signals, draft for the accounts that they touch. The same again is a no-op.

        Returns the ids of the items. Skips stand under a run of their own, one a day.
        """
        now = self.clock.now()
        with self.store.write() as session:
            items.put_items(session, arrived, now=now)
            ids = items.ids_of(session, arrived)
            licences.put(session, list(zip(ids, arrived, strict=True)))
            fresh = items.undetected_among(session, ids)
            if fresh:
                key = hashlib.sha256("\0".join(fresh).encode()).hexdigest()[:32]
                work.enqueue(session, WAITS_TO_DRAFT, {"items": list(fresh)}, f"{key}:{now.isoformat()}", due_at=now)
        self.work()
        return ids

    def work(self) -> int:
        """Draft for what arrived and was not drafted for yet: just now, or before a process died. Returns how many
        arrivals were done."""
        done = 0
        while True:
            with self.store.write() as session:
                claimed = work.claim(session, [WAITS_TO_DRAFT], now=self.clock.now(), lease=LEASE, limit=1)
            if not claimed:
                return done
            if claimed[0].attempts > MOST_ATTEMPTS:
                self._give_up(claimed[0])
                continue
            self._understand(claimed[0].payload["items"])
            with self.store.write() as session:
                work.finish(session, claimed[0], now=self.clock.now())
            done += 1

    def _give_up(self, unit: Claimed) -> None:
        """What failed so often is left to the night."""
        words = f"not drafted for after {MOST_ATTEMPTS} attempts"
        with self.store.write() as session:
            work.give_back(session, unit, error=words, now=self.clock.now(), retry_at=None)

    def _understand(self, item_ids: Sequence[str]) -> None:
        self.gatherer.understand()
        with self.store.read() as session:
            touched = signals.accounts_of_items(session, item_ids)
        if touched:
            self.gatherer.score_accounts(touched)
            self._draft(touched)

    def _draft(self, account_ids: Sequence[str]) -> None:
        now = self.clock.now()
        team = self.preparer.team
        with self.store.write() as session:
            night = f"intake {local_night(now, team.time_zone)}"
            row, _ = runs.begin(session, night, now=now)
            run_id = row.id
            planned = sends.planned(session, now=now)
        room = limits.nightly_room(team, planned, now=now)
        for account_id in account_ids:
            self.preparer.prepare(account_id, run_id, room)
        with self.store.write() as session:
            runs.add_counts(session, run_id, self.gatherer.tally.take())
            runs.add_counts(session, run_id, self.preparer.tally.take())
            runs.finish_intake(session, run_id, now=now)
