"""The register's stream joined to storage: one signal with the register's own word, a place that survives a crash, and
what was missed read from the register. On both databases."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from agent.bench.bench_team import bench_team
from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.policies import SourceSetting
from agent.domain.teams import Team
from agent.night.between import BetweenNights
from agent.night.due import of_tonight
from agent.night.gather import Gatherer
from agent.night.targets import register_targets
from agent.store import accounts, readings, signals, source_counts
from agent.store.engine import Store
from agent.tables.items import DocumentRow, ItemRow, TargetRow
from tests.documents import DATA
from tests.fetching import fetcher_for
from tests.local_server import LocalServer
from tests.officers_stream import OfficersStream, line

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
REGISTER = (DATA / "registers/officers.json").read_text()
ESTRADE = line(101, "01234567", "ESTRADE, Maren Jane", on="2026-11-02", occupation="Chief Financial Officer")
OTHER = line(102, "07654321", "QUILLFEATHER, Odran", on="2026-11-18")
HALDEN = line(103, "01234567", "HALDEN, Ria", on="2026-11-19")
REST, STREAM = "companies_house", "companies_house_stream"


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        running.route("/company/01234567/officers", REGISTER)
        yield running


@pytest.fixture
def stream(server: LocalServer) -> OfficersStream:
    return OfficersStream(server)


@pytest.fixture
def watched(store: Store) -> Store:
    with store.write() as session:
        accounts.put(session, Account("acc-1", "Brightkiln", "brightkiln.example", company_number="01234567"), now=NOW)
        accounts.put(session, Account("acc-2", "Alder", "alder.example"), now=NOW)
    return store


def team_of(server: LocalServer) -> Team:
    params = {"base_url": server.url("").rstrip("/"), "listens_s": "1.5", "idle_s": "0.8"}
    settings = tuple(
        SourceSetting(name, name, params=params, terms_reviewed_by="Ada", terms_reviewed_on=date(2026, 1, 1))
        for name in (REST, STREAM)
    )
    return replace(bench_team(), sources=settings, time_zone="UTC", run_at=time(2))


def read(store: Store, server: LocalServer, source: str, *, at: datetime = NOW) -> None:
    """Read this source's one target at `at`, in a process of its own as far as memory goes; understand it."""
    team, clock = team_of(server), MovedClock(at)
    register_targets(store, team)
    with store.read() as session:
        target_id = target(session, source).id

    async def run() -> None:
        async with fetcher_for(server.port, clock=clock) as fetcher:
            gatherer = Gatherer(store, team, clock, fetcher)
            await gatherer.collect_target(target_id)
            gatherer.understand()

    asyncio.run(run())


def target(session: Session, source: str) -> TargetRow:
    return session.exec(select(TargetRow).where(TargetRow.source == source)).one()


def place(store: Store) -> tuple[str | None, str | None]:
    with store.read() as session:
        state = target(session, STREAM).cursor
        assert not {"watched", "peers"} & state.keys(), "what was given for one reading is not kept"
        return state.get("timepoint"), state.get("since")


def test_the_stream_and_the_register_tell_of_one_event(
    watched: Store, server: LocalServer, stream: OfficersStream
) -> None:
    read(watched, server, REST)
    stream.live = [ESTRADE, OTHER, HALDEN]
    read(watched, server, STREAM)
    with watched.read() as session:
        told = {one.fields["person"]: one for one in signals.at_account(session, "acc-1")}
        assert told.keys() == {"Maren Jane Estrade", "Tobin Ashgrove", "Ria Halden"}
        evidence = told["Maren Jane Estrade"].evidence
        assert {piece.source for piece in evidence} == {"companies_house", "companies_house_stream"}
        assert {piece.group for piece in evidence} == {"filing"}, "the register vouches once"
        assert not signals.at_account(session, "acc-2")


def test_nothing_private_and_nothing_of_companies_that_nobody_watches_is_stored(
    watched: Store, server: LocalServer, stream: OfficersStream
) -> None:
    stream.live = [OTHER, ESTRADE]
    read(watched, server, STREAM)
    with watched.read() as session:
        rows = session.exec(select(ItemRow)).all()
        stored = [row.model_dump_json() for row in rows]
        stored += [zlib.decompress(row.body or b"").decode() for row in session.exec(select(DocumentRow))]
        stored += [json.dumps(target(session, STREAM).cursor)]
    assert len(rows) == 1 and any("ESTRADE" in text for text in stored)
    for private in ("QUILLFEATHER", "Quillfeather", "07654321", "1970", "Quarry Lane", "LS1", "British"):
        assert not any(private in text for text in stored)


def test_a_crash_before_the_commit_loses_nothing_and_doubles_nothing(
    watched: Store, server: LocalServer, stream: OfficersStream, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream.live = [ESTRADE]
    read(watched, server, STREAM)
    stream.send(ESTRADE, OTHER, HALDEN)
    whole = readings.put_readings

    def crashing(*these: object, **more: object) -> object:
        whole(*these, **more)  # type: ignore[arg-type]
        raise SQLAlchemyError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(readings, "put_readings", crashing)
        with pytest.raises(SQLAlchemyError):
            read(watched, server, STREAM, at=NOW + timedelta(minutes=5))
    assert place(watched) == ("101", "101")
    for minutes in (10, 15):
        read(watched, server, STREAM, at=NOW + timedelta(minutes=minutes))
    assert place(watched) == ("103", "101") and stream.places == ["", "101", "101", "103"]
    with watched.read() as session:
        assert {row.fields["person"] for row in session.exec(select(ItemRow))} == {"Maren Jane Estrade", "Ria Halden"}
        assert len(signals.at_account(session, "acc-1")) == 2


def test_where_the_stream_is_begun_anew_the_register_is_read_in_the_next_night(
    watched: Store, server: LocalServer, stream: OfficersStream
) -> None:
    stream.live = [ESTRADE]
    read(watched, server, STREAM)
    read(watched, server, REST, at=NOW + timedelta(minutes=5))
    soon = NOW + timedelta(minutes=10)
    assert _due_tonight(watched, server) == set(), "read in full, and nothing was missed since"
    stream.oldest, stream.live = 500, [line(501, "07654321", "QUILLFEATHER, Odran", on="2026-11-18")]
    read(watched, server, STREAM, at=soon)
    assert place(watched) == ("501", "501")
    with watched.read() as session:
        assert source_counts.since(session, NOW.date())[STREAM]["gaps"] == 1
    with watched.read() as session:
        row = target(session, REST)
        assert row.next_due_at == soon and "begun anew" in row.due_why
    assert _due_tonight(watched, server) == {REST}


def _due_tonight(store: Store, server: LocalServer) -> set[str]:
    """Which of the sources that wait for a night one of that evening would read."""
    ids = register_targets(store, team_of(server))
    due = of_tonight(store, ids, NOW.replace(hour=20))
    with store.read() as session:
        rows = session.exec(select(TargetRow)).all()
        return {row.source for row in rows if row.id in due} - {STREAM}


def test_a_first_place_has_the_register_read_again_for_what_changed_before_it(
    watched: Store, server: LocalServer, stream: OfficersStream
) -> None:
    read(watched, server, REST)
    for minutes, sent in ((5, []), (10, [OTHER])):
        stream.live, at = sent, NOW + timedelta(minutes=minutes)
        read(watched, server, STREAM, at=at)
        with watched.read() as session:
            assert (target(session, REST).next_due_at == at) is bool(sent)


def test_between_nights_the_stream_is_listened_to_again(
    watched: Store, server: LocalServer, stream: OfficersStream
) -> None:
    stream.live = [ESTRADE]
    read(watched, server, STREAM)
    stream.send(ESTRADE, HALDEN)
    read(watched, server, REST)
    team = team_of(server)

    async def round_at(minutes: int) -> int:
        clock = MovedClock(NOW + timedelta(minutes=minutes))
        async with fetcher_for(server.port, clock=clock) as fetcher:
            return await BetweenNights(watched, team, clock, Gatherer(watched, team, clock, fetcher)).read()

    assert [asyncio.run(round_at(minutes)) for minutes in (4, 5)] == [0, 1]
    with watched.read() as session:
        people = {one.fields["person"] for one in signals.at_account(session, "acc-1")}
        assert people == {"Maren Jane Estrade", "Tobin Ashgrove", "Ria Halden"}
        assert target(session, STREAM).due_why == "read every 5 minutes from 07:00 to 20:00 in London"
