"""What the lists of current filings saw is told to the daily index, so that a night reads only what they missed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from agent.bench.bench_team import bench_team
from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.documents import Target
from agent.domain.policies import SourceSetting
from agent.night.gather import Gatherer
from agent.night.targets import targets_of
from agent.store import items
from agent.store.engine import Store
from agent.tables.items import ItemRow
from tests.documents import DATA
from tests.fetching import fetcher_for
from tests.local_server import LocalServer

EDGAR = DATA / "edgar"
FOLDER = "/Archives/edgar/daily-index"
FILING = "/Archives/edgar/data/9900001/000990000126000003/primary_doc.xml"
SOURCES = (SourceSetting("form_ds", "sec_form_d"), SourceSetting("index", "sec_daily_index"))


@pytest.fixture
def sec() -> Iterator[LocalServer]:
    with LocalServer() as server:
        server.route("/cgi-bin/browse-edgar", (EDGAR / "getcurrent_d.atom").read_bytes())
        server.route("/Archives/edgar/data/*", (EDGAR / "primary_doc.xml").read_bytes())
        server.route(f"{FOLDER}/index.json", (EDGAR / "daily_index.json").read_bytes())
        server.route(f"{FOLDER}/2026/QTR4/index.json", (EDGAR / "daily_index_quarter.json").read_bytes())
        lines = (EDGAR / "master.20261118.idx").read_text().splitlines(keepends=True)
        missed = "9900077|Quarryfield Inc|D|20261118|edgar/data/9900077/0009900077-26-000001.txt\n"
        only_d = [line for line in lines if "|8-K|" not in line]
        server.route(f"{FOLDER}/2026/QTR4/master.20261118.idx", "".join(only_d) + missed)
        yield server


def test_the_index_reads_what_the_list_missed_and_counts_it(store: Store, sec: LocalServer) -> None:
    params = {"base_url": sec.url("").rstrip("/")}
    with store.write() as session:
        ids = items.put_targets(session, [Target(one.name, "current", None, params) for one in SOURCES])

    async def run() -> Gatherer:
        clock = MovedClock(datetime(2026, 11, 19, 12, 0, tzinfo=UTC))
        async with fetcher_for(sec.port, clock=clock) as fetcher:
            gatherer = Gatherer(store, replace(bench_team(), sources=SOURCES), clock, fetcher)
            for one in ids:
                await gatherer.collect_target(one)
            return gatherer

    gatherer = asyncio.run(run())
    assert gatherer.tally.take()["edgar_gap"] == 1
    with store.read() as session:
        found = {row.key for row in session.exec(select(ItemRow).where(ItemRow.source == "index"))}
    assert found == {"0009900077-26-000001"} and sec.paths().count(FILING) == 1


def test_registers_are_asked_for_the_accounts_whose_number_is_known() -> None:
    known = Account("acc-1", "Brightkiln", "brightkiln.example", cik="9900001", company_number="01234567")
    bare = Account("acc-2", "Alder", "alder.example", pages=("newsroom:https://alder.example/news",))
    asked = {
        name: [
            (target.key, target.account_id)
            for target in targets_of(SourceSetting(name, name, params=params), [known, bare])
        ]
        for name, params in (
            ("sec_company", {}),
            ("companies_house", {}),
            ("newsroom", {"per_account": "yes"}),
            ("sitemap", {"per_account": "yes"}),
        )
    }
    assert asked == {
        "sec_company": [("9900001", "acc-1")],
        "companies_house": [("01234567", "acc-1")],
        "newsroom": [("https://alder.example/news", "acc-2")],
        "sitemap": [],
    }
