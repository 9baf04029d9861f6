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
from agent.domain.items import Item
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
from signals.technology.changes import Told, makers_by_domain, makers_of, makes_tool, told_by_ad, told_by_site
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
        made = makers_by_domain(rules_with())
        for some in chunks(waiting, BATCH):
            with self.store.write() as session:
                self._judge_some(session, some, made, sources, watched)
        self.tally.add(tools_judged=len(waiting))

    def _judge_some(
        self,
        session: Session,
        ids: Sequence[str],
        made: Mapping[str, frozenset[str]],
        sources: Mapping[str, SourceSetting],
        watched: Mapping[str, str],
    ) -> None:
        known = tools.of_accounts(session, ids)
        crawls = tools.crawls(session, ids, list(sources))
        postings = tools.postings_naming(session, ids, watched)
        now = self.clock.now()
        for account in accounts.by_ids(session, list(ids)).values():
            own = makers_of(made, account.domain)
            read = [
                _without_own(
                    reading_of(crawl.items, _rules(sources[crawl.source]), source=crawl.source, at=crawl.at),
                    account,
                    own,
                )
                for crawl in crawls.get(account.id, ())
            ]
            heard = _ads(postings.get(account.id, ()), account, watched, own)
            before = known.get(account.id, AccountTools())
            after, events = advance(before, read, heard, now, watched=watched.values())
            tools.put(session, account.id, after, is_new=account.id not in known, now=now)
            for event in events:
                # That a tool stands in use is a state, no news.
                if folded(event.tool) in watched and event.change is not Change.IN_USE:
                    self._tell(session, event, account, now)

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


def _ads(
    postings: Sequence[tuple[str, Item]], account: Account, watched: Mapping[str, str], made: frozenset[str]
) -> list[AdMention]:
    """What the account's open postings say of the tools that the team named."""
    found = [mention for item_id, item in postings for mention in ad_mentions(item, item_id, watched)]
    return [mention for mention in found if not makes_tool(account, mention.tool, made)]


def _rules(source: SourceSetting) -> Rules:
    return rules_with(source.params.get("rules", ""))


def _without_own(reading: Reading, account: Account, made: frozenset[str]) -> Reading:
    """The reading without the tools that the account makes itself."""
    others = tuple(seen for seen in reading.seen if not makes_tool(account, seen.tool, made))
    return Reading(reading.at, reading.source, reading.places, others)
