"""Home pages read for what their companies publish: dead ones hide nobody, people's own words stay."""

from __future__ import annotations

import asyncio

from fetching import NamesResolver, fetcher_for
from local_server import Answer, LocalServer, Received

from agent.clock import MovedClock
from agent.discover import Discovery, Looked, discover
from agent.domain.accounts import Account
from agent.store import accounts
from agent.store.engine import Store

NOW = MovedClock().now()
ALIVE = "alder-robotics.example"


def home(got: Received) -> Answer:
    host = got.headers["host"].split(":")[0]
    if host != ALIVE:
        return Answer(status=500)
    if got.path == "/careers":
        return Answer('<a href="https://jobs.lever.co/alder">Open roles</a>')
    return Answer('<title>Home | Alder Robotics</title><a href="/careers">Careers</a><link rel="alternate" '
                  'type="application/rss+xml" href="/feed.xml">')  # fmt: skip


def read(store: Store, watched: list[Account]) -> Discovery:
    with store.write() as session:
        for account in watched:
            accounts.put(session, account, now=NOW)

    async def play(server: LocalServer) -> Discovery:
        async with fetcher_for(server.port, resolver=NamesResolver()) as fetcher:
            return await discover(store, watched, fetcher, now=NOW, how=Looked(f"http://{{domain}}:{server.port}/"))

    with LocalServer() as server:
        server.route("/*", home)
        server.route("/robots.txt", status=404)
        return asyncio.run(play(server))


def kept(store: Store) -> Account:
    with store.read() as session:
        found = accounts.by_domain(session, ALIVE)
    assert found is not None
    return found


def test_many_dead_pages_hide_not_the_living_one(sqlite_store: Store) -> None:
    dead = [Account(f"d{number}", f"Dead {number}", f"dead-{number}.example") for number in range(24)]
    found = read(sqlite_store, [*dead, Account("a", "Alder Robotics", ALIVE)])
    assert found.told == 1 and set(found.unread) == {account.id for account in dead}
    assert all("500" in why for why in found.unread.values())


def test_feeds_and_the_board_behind_the_careers_page_are_kept(sqlite_store: Store) -> None:
    read(sqlite_store, [Account("a", "Alder Robotics", ALIVE)])
    assert kept(sqlite_store).boards == ("lever:alder",)
    assert kept(sqlite_store).feeds[0].endswith("/feed.xml")


def test_what_people_said_stays(sqlite_store: Store) -> None:
    given = Account("a", "Alder", ALIVE, boards=("ashby:alder",), feeds=("https://alder.example/rss",))
    assert read(sqlite_store, [given]).told == 0
    assert kept(sqlite_store) == given
