"""Signals from a team's own tools: taken in, understood and drafted for at once, because the moment matters (§7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.clock import Clock
from agent.domain.documents import Cursor
from agent.domain.items import Item, Page
from agent.night.gather import Gatherer
from agent.night.prepare import Preparer
from agent.pipeline import local_night
from agent.sends import limits
from agent.store import items, runs, sends, signals
from agent.store.engine import Store
from signals.collectors.intake import Intake as IntakeCollector
from signals.collectors.intake import intake_document


def read_intake(channel: str, body: bytes, kind_of_file: str, now: datetime) -> Page:
    """The events of an upload or a webhook as items; `Page.reason` names the rows that were not understood."""
    return IntakeCollector().read(intake_document(channel, body, kind_of_file, now), Cursor())


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
            fresh = items.undetected_among(session, ids)
        if not fresh:
            return ids
        self.gatherer.understand()
        with self.store.read() as session:
            touched = signals.accounts_of_items(session, fresh)
        if touched:
            self.gatherer.score_accounts(touched)
            self._draft(touched)
        return ids

    def _draft(self, account_ids: Sequence[str]) -> None:
        now = self.clock.now()
        team = self.preparer.team
        with self.store.write() as session:
            night = f"intake {local_night(now, team.time_zone)}"
            row, _ = runs.begin(session, night, now=now)
            run_id = row.id
            planned = sends.planned(session, now=now)
        owners = [*(owner.id for owner in team.owners), ""]
        room = {owner: limits.nightly_capacity(team, owner, planned, now=now) for owner in owners}
        for account_id in account_ids:
            self.preparer.prepare(account_id, run_id, room)
        with self.store.write() as session:
            runs.add_counts(session, run_id, self.gatherer.tally.take())
            runs.add_counts(session, run_id, self.preparer.tally.take())
            runs.finish_intake(session, run_id, now=now)
