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
from agent.domain.teams import Team
from agent.domain.tools import AccountTools
from agent.night.gather import Tally
from agent.night.own_reports import keep_told, tell
from agent.night.targets import DOMAIN_COLLECTORS
from agent.store import accounts, items, tools
from agent.store.bulk import chunks
from agent.store.engine import Store
from signals.extract.titles import folded
from signals.technology.ad_cues import ad_mentions
from signals.technology.changes import Told, makers_of, makes_tool, told_by_ad, told_by_site
from signals.technology.readings import reading_of
from signals.technology.rules import Rules, rules_with
from signals.technology.state import AdMention, Change, Reading, ToolEvent, advance
from signals.tool_roles import watched_tools

BATCH = 100
OWN = "the account's own site, DNS or job ads"


@dataclass(frozen=True, slots=True)
class ToolWatch:
    """What the states of tools need from outside."""

    store: Store
    team: Team
    clock: Clock
    tally: Tally

    def judge_tools(self) -> None:
        """Bring every account of which something was read up to date. Twice is a no-op. Without a source that reads
        tools, and without named tools to read ads for, there is nothing to do."""
        sources = {one.name: one for one in self.team.sources if one.collector in DOMAIN_COLLECTORS}
        watched = {folded(name): name for name in watched_tools(self.team.profile, self.team.offer)}
        if not sources and not watched:
            return
        with self.store.read() as session:
            waiting = tools.accounts_with_news(session, list(sources), ads_too=bool(watched))
        for some in chunks(waiting, BATCH):
            with self.store.write() as session:
                known = tools.of_accounts(session, some)
                for account in accounts.by_ids(session, list(some)).values():
                    state = known.get(account.id, AccountTools())
                    self._judge(session, account, state, sources, watched)
        self.tally.add(tools_judged=len(waiting))

    def _judge(
        self,
        session: Session,
        account: Account,
        known: AccountTools,
        sources: Mapping[str, SourceSetting],
        watched: Mapping[str, str],
    ) -> None:
        now, every = self.clock.now(), rules_with()
        made = makers_of(every, account.domain)
        read = [
            _without_own(
                reading_of(crawl.items, _rules(sources[crawl.source]), source=crawl.source, at=crawl.at), account, made
            )
            for crawl in tools.crawls(session, account.id, list(sources))
        ]
        heard = self._ads(session, account, watched, made)
        after, events = advance(known, read, heard, now, watched=watched.values())
        tools.put(session, account.id, after, now=now)
        for event in events:
            # That a tool stands in use is a state, no news.
            if folded(event.tool) in watched and event.change is not Change.IN_USE:
                self._tell(session, event, account, now)

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

    def _tell(self, session: Session, event: ToolEvent, account: Account, now: datetime) -> None:
        told = self._told(session, event, account)
        if told is None:
            return
        item_id = told.item_id
        if not item_id:
            keep_told(session, told.item, now=now)
            (item_id,) = items.ids_of(session, [told.item])
        absorbed = tell(session, account.id, told.mention, told.item, item_id, source=OWN, now=now)
        self.tally.add(mentions=1, **{"signals_new" if absorbed.is_new else "signals_updated": 1})

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
