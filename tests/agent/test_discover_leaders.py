"""The leadership page is one that does list leaders: found by its address or by the words of its link."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from fetching import NamesResolver, fetcher_for
from local_server import LocalServer

from agent.bench.bench_team import bench_team
from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.policies import SourceSetting
from agent.night.discovery import look_at_sites
from agent.store import accounts
from agent.store.engine import Store

NOW = MovedClock().now()
TEAM = "".join(
    f"<h3>{name}</h3><p>{title}</p>"
    for name, title in (("Maren Estrade", "CEO"), ("Tomas Okafor", "VP Sales"), ("Ines Prado", "CFO"))
)
SITES: dict[str, tuple[dict[str, str], str]] = {
    "by its address": ({"/": "<a href='/us/leadership'>More</a>", "/us/leadership": TEAM}, "/us/leadership"),
    "by the words of its link": ({"/": "<a href='/p/7'>Our team</a>", "/p/7": TEAM}, "/p/7"),
    "in German": ({"/": "<a href='/gl'>Geschäftsleitung</a>", "/gl": TEAM}, "/gl"),
    "in French": ({"/": "<a href='/x'>Notre équipe</a>", "/x": TEAM}, "/x"),
    "behind the page about the company": (
        {"/": "<a href='/about'>About</a>", "/about": "<a href='/about/people'>People</a>", "/about/people": TEAM},
        "/about/people",
    ),
    "not a page that lists nobody": ({"/": "<a href='/team'>Team</a>", "/team": "We are a team."}, ""),
    "not another site's": ({"/": "<a href='http://birch.example/team'>Team</a>", "/team": TEAM}, ""),
    "not a product for teams": ({"/": "<a href='/products/team'>Team plan</a>", "/products/team": TEAM}, ""),
}  # fmt: skip
SOURCE = SourceSetting("leaders", "team_page", params={"per_account": "yes"}, terms_reviewed_on=date(2026, 11, 1))


def look(
    store: Store, pages: Mapping[str, str], *, days: int = 0, source: SourceSetting = SOURCE
) -> tuple[tuple[str, ...], int]:
    """The account's pages after a night's look, without the server's own address, and how many requests it took."""
    with LocalServer() as server:
        for path, body in pages.items():
            server.route(path, body)

        async def play() -> None:
            now = NOW + timedelta(days=days)
            async with fetcher_for(server.port, resolver=NamesResolver()) as fetcher:
                team = replace(bench_team(), sources=(source,))
                await look_at_sites(store, team, fetcher, now=now, url=f"http://{{domain}}:{server.port}/")

        asyncio.run(play())
        with store.read() as session:
            found = accounts.by_domain(session, "alder.example")
        assert found is not None
        return tuple(page.replace(f"http://alder.example:{server.port}", "") for page in found.pages), len(
            server.requests
        )


@pytest.fixture
def known(sqlite_store: Store) -> Store:
    with sqlite_store.write() as session:
        accounts.put(session, Account("a", "Alder", "alder.example", feeds=("https://alder.example/feed",)), now=NOW)
    return sqlite_store


@pytest.mark.parametrize("site", SITES)
def test_a_leadership_page_is_found(known: Store, site: str) -> None:
    pages, path = SITES[site]
    assert look(known, pages)[0] == ((f"team_page:{path}",) if path else ())


def test_a_site_is_looked_through_for_it_once_in_thirty_days(known: Store) -> None:
    assert look(known, {"/": "Welcome"})[1] > 0
    assert look(known, {"/": "Welcome"}, days=29)[1] == 0
    assert look(known, {"/": "Welcome"}, days=31)[1] > 0


def test_nobody_is_looked_for_while_no_confirmed_source_reads_leaders(known: Store) -> None:
    pages = SITES["by its address"][0]
    assert look(known, pages, source=replace(SOURCE, terms_reviewed_on=None)) == ((), 0)
