"""Leadership pages in the night: who came and who went, told as signals (signals §1.6). Between understanding and
scoring; stage 3 of 12.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.accounts import Account
from agent.domain.leadership import Leadership
from agent.domain.signals import Resolution
from agent.domain.teams import Team
from agent.night.gather import Tally
from agent.store import accounts, contacts, event_rules, items, leadership, leadership_names, objections, signals
from agent.store.engine import Store
from agent.store.leadership import PageReading
from agent.store.objections import Silence
from agent.tables.columns import new_id
from signals.cluster import absorb, report_of
from signals.collectors.team_page import seats_of
from signals.extract.people import person_key
from signals.leadership.changes import Change, LeadershipChange, advance, recently_gone
from signals.leadership.told import told_by_page

COLLECTOR = "team_page"
BATCH = 100
SECOND_SOURCE_WITHIN = timedelta(days=60)
"""For so long a departure that only the page shows waits for another source to tell of it."""


@dataclass(frozen=True, slots=True)
class LeadershipWatch:
    """What the reading of leadership pages needs from outside."""

    store: Store
    team: Team
    clock: Clock
    tally: Tally

    def judge_pages(self) -> list[str]:
        """Bring every account whose page was read up to date. Returns those whose signals changed; twice is a no-op."""
        sources = [one.name for one in self.team.sources if one.collector == COLLECTOR]
        if not sources:
            return []
        with self.store.read() as session:
            waiting = leadership.accounts_read(session, sources)
        touched: list[str] = []
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH]
            with self.store.write() as session:
                silences = objections.silences(session, batch)
                touched += [one for one in batch if self._judge(session, one, sources, silences[one])]
        self.tally.add(leadership_pages_judged=len(waiting))
        return touched

    def _judge(self, session: Session, account_id: str, sources: Collection[str], silence: Silence) -> bool:
        """Whether something is told of the account. Of who objected nothing is, and nothing of them is kept."""
        account, now = accounts.get(session, account_id), self.clock.now()
        if account is None:
            return False
        leadership_names.forget(session, account_id, silence)
        known = leadership.get(session, account_id)
        people = frozenset(person_key(one.name) for one in contacts.at_account(session, account_id))
        pages, told = {}, False
        for reading in leadership.readings_of(session, account_id, sources):
            url = reading.item.key
            page, changes = advance(known.pages.get(url), seats_of(reading.item), reading.at, known_people=people)
            pages[url] = page
            again = recently_gone(page, reading.at, SECOND_SOURCE_WITHIN)
            told |= self._tell(session, account, reading, (*changes, *again), now)
        leadership.put(session, account_id, Leadership(pages), now=now)
        return told

    def _tell(
        self,
        session: Session,
        account: Account,
        reading: PageReading,
        changes: Iterable[LeadershipChange],
        now: datetime,
    ) -> bool:
        told = [self._tell_one(session, account, reading, change, now) for change in dict.fromkeys(changes)]
        return any(told)

    def _tell_one(
        self, session: Session, account: Account, reading: PageReading, change: LeadershipChange, now: datetime
    ) -> bool:
        """Raise a coming as a signal, or join it to one. A going only joins what another source tells (§1.6)."""
        told = told_by_page(change, account, source=reading.item.source, url=reading.item.url)
        known = signals.at_account(session, account.id, dismissed_too=True)
        rules = event_rules.of_account(session, account.id)
        first = report_of(told.mention, told.item, new_id())
        tried = absorb(known, told.mention, first, account_id=account.id, now=now, new_id=new_id, rules=rules)
        if change.change is Change.WENT and tried.is_new:
            return False
        if items.put_items(session, [told.item], now=now, tells=_says_nothing_more) == 0:
            return False  # told before
        (item_id,) = items.ids_of(session, [told.item])
        report = report_of(told.mention, told.item, item_id)
        absorbed = absorb(known, told.mention, report, account_id=account.id, now=now, new_id=new_id, rules=rules)
        signals.put(session, absorbed.signal)
        own = Resolution(account.id, 1.0, ("the account's own leadership page",))
        items.put_mention(session, item_id, told.mention, own, absorbed.signal.id, now=now)
        self.tally.add(mentions=1, **{"signals_new" if absorbed.is_new else "signals_updated": 1})
        return True


def _says_nothing_more(_item: object) -> bool:
    return False
