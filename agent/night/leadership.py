"""Leadership pages in the night: who came and who went, told as signals (signals §1.6). Between understanding and
scoring; stage 3 of 12.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.accounts import Account
from agent.domain.leadership import Leadership
from agent.domain.teams import Team
from agent.night.gather import Tally
from agent.night.own_reports import absorbed_by, keep_told, tell
from agent.store import accounts, contacts, items, leadership, leadership_names, objections
from agent.store.bulk import chunks
from agent.store.engine import Store
from agent.store.leadership import PageReading
from agent.store.objections import Silence
from agent.tables.columns import new_id
from signals.collectors.team_page import seats_of
from signals.extract.people import person_key
from signals.leadership.changes import Change, LeadershipChange, advance, recently_gone
from signals.leadership.told import told_by_page

COLLECTOR = "team_page"
BATCH = 100
OWN = "the account's own leadership page"
SECOND_SOURCE_WITHIN = timedelta(days=60)
"""For so long a departure that only the page shows waits for another source to tell of it."""


@dataclass(frozen=True, slots=True)
class LeadershipWatch:
    """What the reading of leadership pages needs from outside."""

    store: Store
    team: Team
    clock: Clock
    tally: Tally

    def judge_pages(self) -> None:
        """Bring every account whose page was read up to date. Twice is a no-op."""
        sources = [one.name for one in self.team.sources if one.collector == COLLECTOR]
        if not sources:
            return
        with self.store.read() as session:
            waiting = leadership.accounts_read(session, sources)
        for some in chunks(waiting, BATCH):
            with self.store.write() as session:
                silences = objections.silences(session, some)
                for account in accounts.by_ids(session, list(some)).values():
                    self._judge(session, account, sources, silences[account.id])
        self.tally.add(leadership_pages_judged=len(waiting))

    def _judge(self, session: Session, account: Account, sources: Collection[str], silence: Silence) -> None:
        """Of who objected nothing is told, and nothing is kept."""
        now = self.clock.now()
        leadership_names.forget(session, account.id, silence)
        known = leadership.get(session, account.id)
        people = frozenset(person_key(one.name) for one in contacts.at_account(session, account.id))
        pages = {}
        for reading in leadership.readings_of(session, account.id, sources):
            url = reading.item.key
            page, changes = advance(known.pages.get(url), seats_of(reading.item), reading.at, known_people=people)
            pages[url] = page
            again = recently_gone(page, reading.at, SECOND_SOURCE_WITHIN)
            for change in dict.fromkeys((*changes, *again)):
                self._tell(session, account, reading, change, now)
        leadership.put(session, account.id, Leadership(pages), now=now)

    def _tell(
        self, session: Session, account: Account, reading: PageReading, change: LeadershipChange, now: datetime
    ) -> None:
        """Raise a coming as a signal, or join it to one, once. A going only joins what another source tells (§1.6)."""
        told = told_by_page(change, account, source=reading.item.source, url=reading.item.url)
        tried = absorbed_by(session, account.id, told.mention, told.item, new_id(), now=now)
        if change.change is Change.WENT and tried.is_new:
            return
        if keep_told(session, told.item, now=now):
            (item_id,) = items.ids_of(session, [told.item])
            absorbed = tell(session, account.id, told.mention, told.item, item_id, source=OWN, now=now)
            self.tally.add(mentions=1, **{"signals_new" if absorbed.is_new else "signals_updated": 1})
