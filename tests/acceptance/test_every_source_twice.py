"""Every collector there is, run again over its recorded document: the second run makes no row (signals §10, point 1).

The same documents are then a server that answers whatever is asked with one page, and one that never runs out of pages.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlmodel import select

from agent.bench.bench_team import bench_team
from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.documents import Cursor, Recording, Request, Target, Validators
from agent.domain.policies import SourceSetting
from agent.errors import SourceChanged
from agent.night.gather import Gatherer
from agent.store import accounts, items
from agent.store.engine import Store
from agent.tables.items import DocumentRow, ItemRow, MentionRow, TargetRow
from agent.tables.signals import SignalEvidenceRow, SignalRow
from signals.collect import Collected, collect
from signals.fetch.recorded import RecordedFetcher
from signals.registry import COLLECTORS, collector
from tests.signals.collectors.test_collector_contract import RECORDED, recorded

READ_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
KEPT = (DocumentRow, ItemRow, MentionRow, SignalRow, SignalEvidenceRow)
UNKEPT = {ItemRow: {"last_seen_at"}, MentionRow: {"id", "known_at", "looked_at"}}
"""Columns of when something was looked at last. What roles add up to is said anew while they are new."""
WIRES = frozenset({"sitemap", "gdelt", "sec_form_d", "sec_8k", "sec_daily_index"})
"""Read once for everybody; the rest are an account's own."""
MOST_PAGES = 40
ALDER = Account("a1", "Alder Works", "alder.example", cik="9900003", company_number="01234567")
Find = Callable[[Request], Recording]


def target_of(name: str) -> Target:
    return Target(name, RECORDED[name].key, None if name in WIRES else ALDER.id)


def always(name: str) -> Find:
    """Answers every question with the recorded document."""
    body, kind = recorded(name).body, recorded(name).content_type
    return lambda request: Recording(request.url, body, kind, READ_AT)


def never_the_same(name: str) -> Find:
    """Answers every question with a document like the recorded one, its numbers others each time."""
    body, page = recorded(name).body, count(1)

    def find(request: Request) -> Recording:
        turn = next(page)
        changed = re.sub(rb"(?<!\d)[1-9]\d{0,6}(?!\d)", lambda found: b"%d" % (int(found[0]) + 7_919 * turn), body)
        return Recording(request.url, changed if turn > 1 else body, recorded(name).content_type, READ_AT)

    return find


def read_all(store: Store, clock: MovedClock) -> None:
    """What a night does with every source: read, understand, look at the roles."""
    sources = tuple(SourceSetting(name, name) for name in RECORDED)
    for name in RECORDED:
        with store.write() as session:
            [target_id] = items.put_targets(session, [target_of(name)])
        gatherer = Gatherer(store, replace(bench_team(), sources=sources), clock, RecordedFetcher(always(name)))
        asyncio.run(gatherer.collect_target(target_id))
    gatherer.understand()
    gatherer.look_at_roles()


def rows(store: Store) -> dict[str, list[Any]]:
    """Everything kept of what was read, without what only says when it was looked at last."""
    with store.read() as session:
        found = {}
        for table in KEPT:
            values = [row.model_dump(exclude=UNKEPT.get(table)) for row in session.exec(select(table))]
            found[table.__tablename__] = sorted(values, key=str)
    return found


def test_every_source_read_again_makes_no_new_row(store: Store) -> None:
    clock = MovedClock(READ_AT)
    with store.write() as session:
        accounts.put(session, ALDER, now=READ_AT)
    read_all(store, clock)
    first = rows(store)
    for later in (timedelta(0), timedelta(hours=1), timedelta(days=1)):
        clock.move(later)
        read_all(store, clock)
        again = rows(store)
        assert again == first
    with store.read() as session:
        sources_with_items = set(session.exec(select(ItemRow.source)))
        failed = {row.source: row.last_reason for row in session.exec(select(TargetRow)) if row.failures}
    assert sources_with_items >= {name for name, told in RECORDED.items() if told.items}
    assert failed == {}, "and none of them only failed"
    assert first["signal"], "something is heard in them"


@pytest.mark.parametrize("find", [always, never_the_same], ids=["one_page", "endless_pages"])
@pytest.mark.parametrize("name", [name for name in COLLECTORS if name in RECORDED])
def test_pages_without_end_are_ended(name: str, find: Callable[[str], Find]) -> None:
    async def run() -> Collected:
        fetcher = RecordedFetcher(find(name))
        return await collect(collector(name), target_of(name), Cursor(), Validators(), fetcher, max_pages=MOST_PAGES)

    began = time.process_time()
    with contextlib.suppress(SourceChanged):
        got = asyncio.run(run())
        assert got.requests <= MOST_PAGES
        assert not (got.complete and got.requests == MOST_PAGES), "what was cut short is not the whole"
    assert time.process_time() - began < 10
