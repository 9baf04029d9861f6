"""Hiring statistics in the night: every account with a board counted and judged in one pass (signals §5), between the
understanding of what was read and the score. Stages 2 and 3 of 12.

Judged is the last whole calendar week, so that a night says the same as the night before it until a week is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from agent.clock import Clock
from agent.domain.accounts import Account
from agent.domain.items import Item
from agent.domain.teams import Team
from agent.domain.weeks import begin_of, week_of
from agent.night.first_roles import tell_first_roles
from agent.night.gather import Tally
from agent.night.hiring_counts import (
    boards_of,
    carry_on,
    count_anew,
    is_settled,
    read_boards,
    settled_since,
    systems_of,
)
from agent.store import accounts, hiring, items, signals
from agent.store.bulk import chunks
from agent.store.codec import dump, load
from agent.store.engine import Store
from agent.store.hiring import Weeks
from agent.tables.columns import new_id
from signals.hiring.panel import SEASON_WEEKS, History, Panel, learn
from signals.hiring.requisitions import Requisition
from signals.hiring.surge_alerts import Judged, judge
from signals.hiring.surge_signals import LEAST_CONFIDENCE, is_worth_telling, tell_surge

BATCH = 200
COUNTED_TOGETHER = 25
"""Of so many accounts all postings are held at once."""
WRITES = 5_000


@dataclass(frozen=True, slots=True)
class HiringWatch:
    """What the statistics need from outside."""

    store: Store
    team: Team
    clock: Clock
    tally: Tally

    def judge_boards(self, looked_at: datetime | None = None) -> None:
        """Count what is new, then judge every board where a whole week changed. Twice is a no-op.

        A night gives when it looked at the roles of postings: none that another process stored since counts as looked
        at."""
        now = looked_at or self.clock.now()
        week = week_of(now) - 1
        changed = self._count(now)
        with self.store.read() as session:
            known = hiring.panel_of(session, week)
            histories, before = _histories(session, week, now) if changed or known is None else ([], {})
        if not histories:
            return
        panel = learn(histories) if known is None else load(Panel, known)
        judged = judge(panel, histories)
        self._keep(judged, before, week, now)
        with self.store.write() as session:
            hiring.put_panel(session, week, dump(Panel, panel), now=now)
            hiring.thin_readings(session, now=now)
        self.tally.add(boards_judged=len(judged), surges=sum(one.alert is not None for one in judged))

    def _count(self, now: datetime) -> bool:
        """Bring every account's weeks up to date, some accounts a transaction. Whether a whole week changed."""
        changed = False
        with self.store.read() as session:
            batches = list(hiring.accounts_with_boards(session, batch=BATCH))
        for ids in batches:
            with self.store.write() as session:
                changed |= self._count_some(session, ids, now)
        return changed

    def _count_some(self, session: Session, ids: Sequence[str], now: datetime) -> bool:
        rows = hiring.weeks_of(session, ids)
        stale = hiring.to_recount(session, ids, now=now) | (set(ids) - rows.keys())
        watched = accounts.by_ids(session, list(ids))
        calm = [watched[one] for one in ids if one not in stale and not is_settled(rows[one], watched[one], now)]
        boards = boards_of(session, calm, systems=systems_of(self.team), since=settled_since(now))
        counted = [carry_on(rows[one.id], one, boards.get(one.id, ()), now=now) for one in calm]
        for some in chunks(sorted(stale), COUNTED_TOGETHER):
            counted += self._count_anew(session, [watched[one] for one in some], rows, now)
        anew = [one for one in counted if one != rows.get(one.account_id)]
        hiring.put_weeks(session, anew, known=rows.keys())
        return any(_whole_weeks(one) != _whole_weeks(rows.get(one.account_id)) for one in anew)

    def _count_anew(
        self, session: Session, some: Sequence[Account], rows: Mapping[str, Weeks], now: datetime
    ) -> list[Weeks]:
        since = {account_id: row.counted_at for account_id, row in rows.items()}
        every = read_boards(session, some, systems=systems_of(self.team), since=since, now=now)
        counted = []
        for account in some:
            shown, row = every.get(account.id), rows.get(account.id)
            if shown is None:
                continue
            counted.append(count_anew(account, shown, judged=row.judged if row else {}, now=now))
            if row is not None:
                told = tell_first_roles(session, account, shown, self.team, since=row.counted_at, now=now)
                self.tally.add(signals_new=told)
        return counted

    def _keep(self, judged: Sequence[Judged], before: Mapping[str, Any], week: int, now: datetime) -> None:
        """Write down what changed: signals first, each account's in a transaction of its own."""
        for one in judged:
            if is_worth_telling(one) or before.get(one.account_id, {}).get("confidence", 0.0) >= LEAST_CONFIDENCE:
                with self.store.write() as session:
                    self._tell(session, one, week, now)
        news = {one.account_id: said for one in judged if (said := _said(one, week)) != before.get(one.account_id)}
        ids = list(news)
        for start in range(0, len(ids), WRITES):
            with self.store.write() as session:
                hiring.put_judgements(session, {one: news[one] for one in ids[start : start + WRITES]})

    def _tell(self, session: Session, one: Judged, week: int, now: datetime) -> None:
        watched = list(accounts.by_ids(session, [one.account_id]).values())
        since = {one.account_id: now}
        shown = read_boards(session, watched, systems=systems_of(self.team), since=since, now=now).get(one.account_id)
        if shown is None:
            return
        began_at = begin_of(week + 1) - one.told.window_weeks * timedelta(weeks=1)
        counted = [found for found in shown.requisitions if _in_window(found, began_at, begin_of(week + 1))]
        postings = [
            (shown.items[found.first.key].item_id, found) for found in counted if found.first.key in shown.items
        ]
        known = signals.at_account(session, one.account_id, dismissed_too=True)
        told = tell_surge(known, one, list(_items(session, postings)), now=now, new_id=new_id)
        if told is None or told.signal in known:
            return
        signals.put(session, told.signal)
        self.tally.add(**{"signals_new" if told.alerts else "signals_updated": 1})


def _items(session: Session, postings: Iterable[tuple[str, Requisition]]) -> Iterable[tuple[str, Item]]:
    for item_id, _ in postings:
        item = items.get_item(session, item_id)
        if item is not None:
            yield item_id, item


def _in_window(found: Requisition, since: datetime, until: datetime) -> bool:
    first = found.first
    appeared = min(first.posted_at or first.first_seen_at, first.first_seen_at)
    return found.counts and not first.baseline and since <= appeared < until


def _histories(session: Session, week: int, now: datetime) -> tuple[list[History], dict[str, Any]]:
    """Every account's weeks up to the end of `week`, and what was judged of it last."""
    histories, before = [], {}
    for row in hiring.every_row(session):
        if row["excluded"]:
            continue
        before[row["account_id"]] = row["judged"]
        end = len(row["counts"]) - (row["until_week"] - week)
        begin = max(0, end - SEASON_WEEKS)
        frozen = row["frozen_until"]
        histories.append(
            History(
                row["account_id"],
                tuple(row["counts"][begin:end]),
                observed=_shares(row["observed"][begin:end]),
                headcount=row["headcount"],
                open_roles=row["open_roles"],
                dated=tuple(row["dated"][begin:end]) if any(row["dated"]) else (),
                frozen=frozen is not None and now < frozen,
            )
        )
    return histories, before


def _shares(observed: Sequence[float]) -> tuple[float, ...]:
    """Empty where every week was observed whole: most boards are, and need no list of ones."""
    return () if all(share == 1.0 for share in observed) else tuple(observed)


def _whole_weeks(row: Weeks | None) -> tuple[Any, ...]:
    """What a judgement is made from: everything but the week that runs."""
    if row is None:
        return ()
    return (
        row.until_week,
        row.counts[:-1],
        row.observed[:-1],
        row.dated[:-1],
        row.headcount,
        row.excluded,
        row.frozen_until,
    )


def _said(one: Judged, week: int) -> dict[str, Any]:
    """A judgement as it is kept; nothing of an account that could not be judged."""
    if one.cold:
        return {}
    return {
        "week": week,
        "words": one.words,
        "ratio": round(one.told.ratio, 3),
        "confidence": round(one.confidence, 4),
        "alert": str(one.alert or ""),
    }
