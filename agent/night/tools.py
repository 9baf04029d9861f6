"""Tools in the night: what sites, DNS and job ads newly show, brought into each account's state, and what changed told
as signals (signals §5.5). Between understanding and scoring; stage 3 of 12.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.accounts import Account
from agent.domain.policies import SourceSetting
from agent.domain.signals import Resolution
from agent.domain.teams import Team
from agent.night.gather import Tally
from agent.night.targets import DOMAIN_COLLECTORS
from agent.store import accounts, items, signals, tools
from agent.store.engine import Store
from agent.tables.columns import new_id
from signals.cluster import absorb, report_of
from signals.extract.titles import folded
from signals.technology.ad_cues import ad_mentions
from signals.technology.changes import Told, makers_of, makes_tool, told_by_ad, told_by_site
from signals.technology.readings import reading_of
from signals.technology.rules import Rules, rules_with
from signals.technology.state import AdMention, Change, Reading, ToolEvent, advance
from signals.tool_roles import watched_tools

BATCH = 100


@dataclass(frozen=True, slots=True)
class ToolWatch:
    """What the states of tools need from outside."""

    store: Store
    team: Team
    clock: Clock
    tally: Tally

    def judge_tools(self) -> list[str]:
        """Bring every account of which something was read up to date. Returns those whose signals changed; twice is a
        no-op. Without a source that reads tools, and without named tools to read ads for, there is nothing to do."""
        sources = {one.name: one for one in self.team.sources if one.collector in DOMAIN_COLLECTORS}
        watched = {folded(name): name for name in watched_tools(self.team.profile, self.team.offer)}
        if not sources and not watched:
            return []
        with self.store.read() as session:
            waiting = tools.accounts_with_news(session, list(sources), ads_too=bool(watched))
        touched: list[str] = []
        for start in range(0, len(waiting), BATCH):
            some = waiting[start : start + BATCH]
            with self.store.write() as session:
                touched += [one for one in some if self._judge(session, one, sources, watched)]
        self.tally.add(tools_judged=len(waiting))
        return touched

    def _judge(
        self, session: Session, account_id: str, sources: Mapping[str, SourceSetting], watched: Mapping[str, str]
    ) -> bool:
        account, now = accounts.get(session, account_id), self.clock.now()
        if account is None:
            return False
        every = rules_with()
        made = makers_of(every, account.domain)
        read = [
            _without_own(
                reading_of(crawl.items, _rules(sources[crawl.source]), source=crawl.source, at=crawl.at), account, made
            )
            for crawl in tools.crawls(session, account_id, list(sources))
        ]
        heard = self._ads(session, account, watched, made)
        known = tools.get(session, account_id)
        after, events = advance(known, read, heard, now, watched=watched.values())
        tools.put(session, account_id, after, now=now)
        told = [self._tell(session, event, account, now) for event in events if folded(event.tool) in watched]
        return any(told)

    def _ads(
        self, session: Session, account: Account, watched: Mapping[str, str], made: frozenset[str]
    ) -> list[AdMention]:
        """What the account's open postings say of the tools that the team named."""
        if not watched:
            return []
        found = [
            mention
            for item_id, item in items.open_postings(session, account.id)
            for mention in ad_mentions(item, item_id, watched)
        ]
        return [mention for mention in found if not makes_tool(account, mention.tool, made)]

    def _tell(self, session: Session, event: ToolEvent, account: Account, now: datetime) -> bool:
        """Raise the change as a signal. That a tool stands in use is a state, no news."""
        if event.change is Change.IN_USE:
            return False
        told = self._told(session, event, account)
        if told is None:
            return False
        item_id = told.item_id
        if not item_id:
            items.put_items(session, [told.item], now=now, tells=_says_nothing_more)
            (item_id,) = items.ids_of(session, [told.item])
        known = signals.at_account(session, account.id, dismissed_too=True)
        report = report_of(told.mention, told.item, item_id)
        absorbed = absorb(known, told.mention, report, account_id=account.id, now=now, new_id=new_id)
        signals.put(session, absorbed.signal)
        own = Resolution(account.id, 1.0, ("the account's own site, DNS or job ads",))
        items.put_mention(session, item_id, told.mention, own, absorbed.signal.id, now=now)
        self.tally.add(mentions=1, signals_new=int(absorbed.is_new))
        return True

    def _told(self, session: Session, event: ToolEvent, account: Account) -> Told | None:
        if event.piece.places:
            return told_by_site(event, account)
        item = items.get_item(session, event.piece.item_id)
        return told_by_ad(event, item, event.piece.item_id) if item else None


def _rules(source: SourceSetting) -> Rules:
    return rules_with(source.params.get("rules", ""))


def _without_own(reading: Reading, account: Account, made: Sequence[str] | frozenset[str]) -> Reading:
    """The reading without the tools that the account makes itself."""
    others = tuple(seen for seen in reading.seen if not makes_tool(account, seen.tool, made))
    return Reading(reading.at, reading.source, reading.places, others)


def _says_nothing_more(_item: object) -> bool:
    return False
