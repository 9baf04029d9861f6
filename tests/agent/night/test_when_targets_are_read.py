"""When targets are read, joined to storage: due and why after every kind of answer, what a night reads, what a restart
remembers. On both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import select

from agent.bench.bench_team import bench_team
from agent.clock import MovedClock
from agent.domain.documents import FetchOutcome, Request, Target
from agent.domain.holds import PAUSE, Hold
from agent.domain.policies import SourceSetting
from agent.domain.teams import Team
from agent.night.between import LEASE, BetweenNights, wait_for_round
from agent.night.due import between_nights, next_of_team, of_tonight
from agent.night.gather import Gatherer
from agent.night.targets import register_targets
from agent.store import holds, items, source_counts, work
from agent.store.engine import Store
from agent.tables.items import TargetRow
from signals.fetch.exchange import Limits
from tests.fetching import fetcher_for
from tests.local_server import Answer, LocalServer

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
CONFIRMED = date(2026, 1, 1)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def rss(*names: str, at: datetime = NOW, apart: timedelta = HOUR, head: str = "") -> str:
    entries = "".join(
        f"<item><title>{name}</title><guid>{name}</guid><link>https://wire.example/{name}</link>"
        f"<pubDate>{(at - number * apart):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for number, name in enumerate(names)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{head}{entries}</channel></rss>'


def team_of(*settings: SourceSetting) -> Team:
    confirmed = tuple(replace(one, terms_reviewed_by="Ada", terms_reviewed_on=CONFIRMED) for one in settings)
    return replace(bench_team(), sources=confirmed, time_zone="UTC", run_at=time(2))


def wire(server: LocalServer, *paths: str, **more: object) -> Team:
    urls = tuple(server.url(path) for path in paths)
    return team_of(SourceSetting("wire", "feed", urls=urls, **more))  # type: ignore[arg-type]


def read(store: Store, server: LocalServer, team: Team, at: datetime, **settings: object) -> dict[str, TargetRow]:
    """Read every target of the team once at `at`; the rows, by the end of their addresses."""

    async def run() -> None:
        clock = MovedClock(at)
        async with fetcher_for(server.port, clock=clock, **settings) as fetcher:
            gatherer = Gatherer(store, team, clock, fetcher)
            await asyncio.gather(*(gatherer.collect_target(one) for one in register_targets(store, team)))

    asyncio.run(run())
    with store.read() as session:
        rows = session.exec(select(TargetRow)).all()
        session.expunge_all()
    return {row.key.rpartition("/")[2]: row for row in rows}


def test_after_every_kind_of_answer_it_is_known_when_and_why(store: Store, server: LocalServer) -> None:
    server.route("/good", rss("a", "b"), headers={"Content-Type": "application/rss+xml"})
    server.route("/wait", Answer(status=429, headers={"Retry-After": "1800"}))
    server.route("/blocked", Answer(status=403))
    server.route("/broken", Answer(status=500))
    server.route("/slow", Answer(delay_s=30.0))
    server.route("/prose", "This is no feed.")
    paths = ("/good", "/wait", "/blocked", "/broken", "/slow", "/prose", "/gone")
    limits = Limits(connect_s=4.0, read_s=4.0, total_s=4.0, try_gap_s=0.01)
    rows = read(store, server, wire(server, *paths), NOW, limits=limits)
    due = {name: (row.due_as, row.due_why) for name, row in rows.items()}
    assert due == {
        "good": ("due", "read once so far"),
        "wait": ("retry", "the server asked for 30 minutes"),
        "blocked": ("probe", "answered 403 once; the site rejects automated requests"),
        "broken": ("retry", "answered 500; try 1 of 5"),
        "slow": ("retry", "it timed out; try 1 of 5"),
        "prose": ("probe", "an answer that this source cannot read came once; waits for its schedule"),
        "gone": ("probe", "answered 404 once"),
    }
    assert rows["wait"].next_due_at == rows["wait"].not_before_at == NOW + 30 * MINUTE
    assert rows["blocked"].next_due_at == rows["gone"].next_due_at == NOW + DAY
    for name in ("broken", "slow"):
        assert timedelta(seconds=1) <= (rows[name].next_due_at or NOW) - NOW <= timedelta(seconds=30)


def test_how_a_source_fares_is_added_up_by_day(store: Store, server: LocalServer) -> None:
    server.route("/good", rss("a"), headers={"Content-Type": "application/rss+xml"})
    server.route("/blocked", Answer(status=403))
    team = wire(server, "/good", "/blocked")
    read(store, server, team, NOW)
    read(store, server, team, NOW + DAY)
    with store.read() as session:
        counts = source_counts.since(session, NOW.date())["wire"]
        assert (counts["readings"], counts["ok"], counts["unchanged"]) == (4, 1, 1)
        assert (counts["failed"], counts["failed:blocked"], counts["requests"]) == (2, 2, 4)
        assert sum(counts[name] for name in counts if name.startswith("ms<=")) == counts["answers"] == 4
        assert source_counts.since(session, (NOW + DAY).date())["wire"]["readings"] == 2
    with store.write() as session:
        source_counts.forget_old(session, NOW.date() + timedelta(days=source_counts.KEPT_DAYS + 1))
        assert source_counts.since(session, NOW.date())["wire"]["readings"] == 2


def test_a_gap_is_counted_and_halves_the_interval(store: Store, server: LocalServer) -> None:
    team = wire(server, "/feed")
    intervals = []
    for number, names in enumerate((("a", "b"), ("b", "c"), ("x", "y"))):
        at = NOW + number * HOUR
        server.route("/feed", rss(*names, at=at, apart=DAY))
        row = read(store, server, team, at)["feed"]
        intervals.append(row.interval_s)
    assert intervals[2] == intervals[1] // 2 and "missed entries" in row.due_why
    with store.read() as session:
        assert source_counts.since(session, NOW.date())["wire"]["gaps"] == 1


def test_a_feeds_own_pace_and_its_servers_are_kept(store: Store, server: LocalServer) -> None:
    server.route("/ttl", rss("a", head="<ttl>480</ttl>"))
    server.route("/fresh", rss("a"), headers={"Cache-Control": "public, max-age=36000"})
    rows = read(store, server, wire(server, "/ttl", "/fresh"), NOW)
    assert rows["ttl"].not_before_at == NOW + 8 * HOUR
    assert rows["fresh"].next_due_at == NOW + 10 * HOUR


def test_a_night_reads_what_is_due_and_a_full_one_all_that_may_be_asked(store: Store, server: LocalServer) -> None:
    server.route("/good", rss("a"))
    server.route("/wait", Answer(status=503, headers={"Retry-After": str(2 * 86_400)}))
    team = wire(server, "/good", "/wait", poll_min_minutes=3 * 1440)
    assert len(of_tonight(store, register_targets(store, team), NOW)) == 2, "what was never read is due"
    read(store, server, team, NOW)
    ids = register_targets(store, team)

    def nights(*, everything: bool = False) -> list[int]:
        return [len(of_tonight(store, ids, NOW + day * DAY, everything=everything)) for day in (0, 1, 2, 3)]

    assert nights() == [0, 0, 1, 2]
    assert nights(everything=True) == [1, 1, 2, 2]
    with store.read() as session:
        assert next_of_team(session, team, NOW + MINUTE) == NOW + 2 * DAY


def test_what_no_source_names_any_more_sleeps_and_another_address_is_due(store: Store, server: LocalServer) -> None:
    server.route("/old", rss("a"))
    read(store, server, wire(server, "/old"), NOW)
    team = wire(server, "/new")
    ids = register_targets(store, team)
    assert between_nights(store, team, NOW + DAY, limit=9) == []
    assert of_tonight(store, ids, NOW + DAY) == ids
    with store.read() as session:
        assert session.exec(select(TargetRow.next_due_at)).all() == [None, None]
    back = wire(server, "/old")
    assert len(of_tonight(store, register_targets(store, back), NOW + DAY)) == 1
    with store.write() as session:
        [changed] = items.put_targets(session, [Target("wire", "k", None, {"url": "one"})])
        session.get_one(TargetRow, changed).next_due_at = NOW + 9 * DAY
    with store.write() as session:
        items.put_targets(session, [Target("wire", "k", None, {"url": "two"})])
        assert session.get_one(TargetRow, changed).next_due_at is None


def test_a_restart_keeps_an_open_circuit(store: Store, server: LocalServer) -> None:
    server.route("/feed*", Answer(status=403))
    team = wire(server, *(f"/feed{number}" for number in range(12)))
    read(store, server, team, NOW)
    with store.read() as session:
        held = holds.current(session, now=NOW)
    assert {hold.name for hold in held} == {"source wire", f"host 127.0.0.1:{server.port}"}
    assert all(hold.until == NOW + 5 * MINUTE for hold in held)
    asked = len(server.requests)
    rows = read(store, server, team, NOW + 2 * MINUTE, holds=held)
    assert len(server.requests) == asked, "nothing is asked while it is open"
    assert rows["feed0"].due_why == "this source failed too often" and rows["feed0"].failures == 1
    server.route("/feed*", rss("a"))
    read(store, server, team, NOW + 6 * MINUTE, holds=held)
    with store.read() as session:
        assert len(server.requests) > asked and holds.current(session, now=NOW + 6 * MINUTE) == ()


def test_a_restart_keeps_a_wait_that_a_host_asked_for(server: LocalServer) -> None:
    pause = Hold(f"{PAUSE}127.0.0.1:{server.port}", NOW + HOUR)

    async def ask(at: datetime) -> tuple[FetchOutcome, str]:
        async with fetcher_for(server.port, clock=MovedClock(at), holds=[pause]) as fetcher:
            fetched = await fetcher.fetch(Request(server.url("/feed")), Target("wire", "feed"))
            return fetched.outcome, fetched.reason

    server.route("/feed", rss("a"))
    assert asyncio.run(ask(NOW)) == (FetchOutcome.FAILED, "this host asked to wait until 03:00 UTC")
    assert asyncio.run(ask(NOW + 2 * HOUR))[0] is FetchOutcome.OK


def _round(store: Store, server: LocalServer, team: Team, at: datetime) -> int:
    async def run() -> int:
        clock = MovedClock(at)
        async with fetcher_for(server.port, clock=clock) as fetcher:
            return await BetweenNights(store, team, clock, Gatherer(store, team, clock, fetcher)).read()

    return asyncio.run(run())


def test_between_nights_wires_and_retries_are_read_and_boards_wait(store: Store, server: LocalServer) -> None:
    board = SourceSetting("board", "job_list", urls=(server.url("/jobs"),))
    team = team_of(*wire(server, "/feed", "/broken").sources, board)
    server.route("/feed", rss("a", "b"))
    server.route("/jobs", rss("a", "b"))
    server.route("/broken", Answer(status=503))
    read(store, server, team, NOW)
    server.requests.clear()
    assert _round(store, server, team, NOW + MINUTE) == 1
    assert set(server.paths()) - {"/robots.txt"} == {"/broken"}
    assert _round(store, server, team, NOW + DAY) == 2, "the wire and the retry; the board waits for the night"
    assert "/jobs" not in server.paths()


def test_no_round_during_a_night_and_no_night_during_a_round(store: Store, server: LocalServer) -> None:
    server.route("/feed", rss("a"))
    team = wire(server, "/feed")
    read(store, server, team, NOW)
    later = NOW + DAY
    with store.write() as session:
        work.take_lease(session, "night:run-1", "another", now=later, length=HOUR)
    assert _round(store, server, team, later) == 0
    with store.write() as session:
        work.drop_lease(session, "night:run-1", "another")
        work.take_lease(session, LEASE, "another", now=later, length=10 * MINUTE)
    assert _round(store, server, team, later) == 0

    async def night_waits() -> bool:
        try:
            await asyncio.wait_for(wait_for_round(store, MovedClock(later)), 0.7)
        except TimeoutError:
            return True
        return False

    assert asyncio.run(night_waits())
    with store.write() as session:
        work.drop_lease(session, LEASE, "another")
    assert not asyncio.run(night_waits())
    assert _round(store, server, team, later) == 1


def test_a_long_feed_is_read_twice_within_its_span_and_a_short_one_is_not(store: Store, server: LocalServer) -> None:
    server.route("/long", rss(*map(str, range(13)), apart=timedelta(minutes=5)))
    server.route("/short", rss("a", "b", apart=timedelta(minutes=5)))
    rows = read(store, server, wire(server, "/long", "/short", poll_min_minutes=120), NOW)
    assert (rows["long"].interval_s, rows["long"].due_why) == (1800, "it shows the last hour only")
    assert rows["short"].interval_s == 7200
