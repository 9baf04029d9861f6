"""The register's stream: listened to for a while, gone on with, kept for watched companies alone, whatever it sends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from agent.clock import MovedClock
from agent.domain.documents import Cursor, FailureKind, FetchOutcome, Target, Validators
from agent.domain.items import Page
from agent.errors import ConfigError, SourceChanged
from signals.collect import Collected, collect
from signals.collectors.companies_house import CompaniesHouse
from signals.collectors.companies_house_stream import WATCHED_KEY, CompaniesHouseStream
from signals.detect import detect
from signals.fetch.client import SourceSettings
from signals.fetch.lines import Lines
from signals.fetch.pace import Pace
from tests.documents import DATA, document
from tests.fetching import fetcher_for
from tests.local_server import Answer, LocalServer
from tests.officers_stream import HEARTBEAT, PATH, OfficersStream, chunked, line, once

RECORDED = (DATA / "registers/officers_stream.ndjson").read_text()
REGISTER = (DATA / "registers/officers.json").read_text()
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PRIVATE = ("1970", "Quarry Lane", "LS1", "date_of_birth", "nationality", "British", "England")
WATCHED = {WATCHED_KEY: json.dumps(["01234567"])}
ESTRADE = line(101, "01234567", "ESTRADE, Maren Jane", on="2026-11-02")
OTHER = line(102, "07654321", "QUILLFEATHER, Odran", on="2026-11-18")
ASHGROVE = line(103, "01234567", "ASHGROVE, Tobin", on="2026-11-12", role="secretary")


def read(body: str = RECORDED, state: Mapping[str, str] = WATCHED) -> Page:
    return CompaniesHouseStream().read(document("stream", body, key="current"), Cursor(state))


def told(page: Page | Collected) -> list[tuple[str, str]]:
    return [(item.fields["person"], item.fields["direction"]) for item in page.items]


def test_what_came_and_went_at_watched_companies_is_kept_and_the_place_moves_past_all() -> None:
    page = read()
    assert told(page) == [("Maren Jane Estrade", "join"), ("Tobin Ashgrove", "leave")]
    assert page.cursor.state["timepoint"] == "9100207" and page.next_request is None
    assert page.reason == "changes read: 7, of watched companies: 4"


def test_nothing_of_unwatched_companies_and_nothing_private_is_kept() -> None:
    page = read()
    assert page.kept is not None and page.kept.count("\n") == 2
    for text in (page.kept, *(item.text + repr(item.fields) for item in page.items)):
        for name in (*PRIVATE, "QUILLFEATHER", "Quillfeather", "HALLOWAY", "LANYON", "07654321", "SC123456"):
            assert name not in text
    again = read(page.kept, {})
    assert again.items == page.items and again.kept == page.kept


def test_an_entry_is_told_as_the_register_itself_tells_it() -> None:
    asked = document("stream", REGISTER, key="01234567", url="https://register.example/officers?start_index=0")
    by_rest = CompaniesHouse().read(asked, Cursor()).items
    assert [(one.title, one.text, one.fields, one.published_at) for one in by_rest] == [
        (one.title, one.text, one.fields, one.published_at) for one in read().items
    ]
    assert detect(read().items[0])[0].value("title") == "statutory director"


def test_a_deleted_entry_and_an_old_one_with_a_new_address_tell_nothing() -> None:
    assert not {"Isla Wrenthorpe", "Piers Lanyon"} & {person for person, _ in told(read(state={}))}


def test_lines_that_are_no_changes_are_counted_and_a_stream_of_nothing_else_has_changed() -> None:
    torn = f'{ESTRADE.decode()}{{"event": {{"timepoint": "x"}}}}\n[1]\n{"[" * 100_000}\n{OTHER.decode()}'
    page = read(torn)
    assert told(page) == [("Maren Jane Estrade", "join")] and page.cursor.state["timepoint"] == "102"
    assert page.reason.endswith("lines that could not be read: 3")
    for spoiled in ("<html>\nPlease wait", '{"event": {"timepoint": true}}', '{"event": {"timepoint": -1}}'):
        with pytest.raises(SourceChanged):
            read(spoiled)


def test_times_to_listen_that_are_none_are_a_mistake_of_ours() -> None:
    for said in ("0", "41", "soon", "nan"):
        with pytest.raises(ConfigError, match="listens_s"):
            CompaniesHouseStream().start(Target("stream", "current", params={"listens_s": said}), Cursor())


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture
def stream(server: LocalServer) -> OfficersStream:
    return OfficersStream(server)


def listen(server: LocalServer, state: Mapping[str, str] = WATCHED, **more: Any) -> Collected:
    """One reading from `state` on; keywords are the target's params and what the fetcher is made with."""
    params = {"base_url": server.url("").rstrip("/"), "listens_s": "1.2", "idle_s": "0.5"}
    params |= {name: more.pop(name) for name in list(more) if name in params}

    async def run() -> Collected:
        target = Target("stream", "current", params=params)
        async with fetcher_for(server.port, clock=MovedClock(NOW), **more) as fetcher:
            return await collect(CompaniesHouseStream(), target, Cursor(state), Validators(), fetcher)

    return asyncio.run(run())


def test_the_first_reading_listens_from_now_on_and_the_next_goes_on_from_its_last_change(
    server: LocalServer, stream: OfficersStream
) -> None:
    stream.live = [ESTRADE, OTHER]
    first = listen(server)
    assert first.outcome is FetchOutcome.OK and told(first) == [("Maren Jane Estrade", "join")]
    assert all(item.baseline for item in first.items)
    assert (first.cursor.state["timepoint"], first.cursor.state["since"]) == ("102", "101")
    assert stream.is_left()
    stream.send(OTHER, ASHGROVE)
    second = listen(server, first.cursor.state)
    assert told(second) == [("Tobin Ashgrove", "join")]
    assert (second.cursor.state["timepoint"], second.cursor.state["since"]) == ("103", "101")
    assert stream.places == ["", "102"] and stream.is_left() and stream.most_open == 1
    assert server.requests[0].headers["accept-encoding"] == "identity"


def test_a_quiet_stream_is_a_good_reading_that_moves_nothing(server: LocalServer, stream: OfficersStream) -> None:
    for state in (WATCHED, {**WATCHED, "timepoint": "103", "since": "101"}):
        got = listen(server, state, listens_s="0.3")
        assert got.outcome is FetchOutcome.OK and got.items == () and "quiet" in got.reason
        assert got.cursor.state.get("timepoint") == state.get("timepoint")


def test_a_place_that_is_too_old_begins_the_stream_anew_also_after_a_quiet_reading(
    server: LocalServer, stream: OfficersStream
) -> None:
    quiet = listen(server, {**WATCHED, "timepoint": "50", "since": "10"}, listens_s="0.3")
    stream.oldest, stream.live = 100, [ESTRADE]
    got = listen(server, quiet.cursor.state)
    assert got.outcome is FetchOutcome.OK and told(got) == [("Maren Jane Estrade", "join")]
    assert (got.cursor.state["timepoint"], got.cursor.state["since"]) == ("101", "101")
    assert stream.places == ["50", "50", ""]


def test_a_stream_that_fails_when_begun_anew_forgets_the_old_place_alone(
    server: LocalServer, stream: OfficersStream
) -> None:
    server.route(PATH, [Answer(status=416), Answer(status=503, headers={"Retry-After": "60"})])
    got = listen(server, {**WATCHED, "timepoint": "50", "since": "10"})
    assert got.outcome is FetchOutcome.FAILED and got.status == 503
    assert "timepoint" not in got.cursor.state and got.cursor.state["since"] == "10"


def test_a_connection_that_is_cut_midway_gives_what_came_whole(server: LocalServer) -> None:
    for answer in (
        once(ESTRADE, OTHER, ASHGROVE[:60]),
        Answer(chunked(ESTRADE, OTHER, ASHGROVE[:60]), headers={"Transfer-Encoding": "chunked"}),
    ):
        server.route(PATH, answer)
        got = listen(server)
        assert got.outcome is FetchOutcome.OK and told(got) == [("Maren Jane Estrade", "join")]
        assert got.cursor.state["timepoint"] == "102"


def test_a_connection_that_ends_before_anything_came_is_a_failure(server: LocalServer) -> None:
    server.route(PATH, lambda _: once())
    got = listen(server)
    assert (got.outcome, got.kind) == (FetchOutcome.FAILED, FailureKind.CONNECTION) and len(server.requests) == 3


def test_a_line_that_never_ends_is_listened_to_no_longer_than_another(server: LocalServer) -> None:
    def drip() -> Iterator[bytes]:
        yield ESTRADE
        while not server.stopping.wait(0.02):
            yield b"x" * 50_000

    server.route(PATH, lambda _: Answer(drip()))
    got = listen(server)
    assert got.outcome is FetchOutcome.OK and got.cursor.state["timepoint"] == "101" and got.seconds < 15
    assert got.bytes_read > len(ESTRADE) + 100_000


def test_a_giant_line_is_passed_over(server: LocalServer) -> None:
    giant = line(102, "01234567", "GIANT, Line" + "x" * 3_000_000, on="2026-11-02")
    server.route(PATH, lambda _: once(HEARTBEAT, ESTRADE, giant, ASHGROVE))
    got = listen(server)
    assert told(got) == [("Maren Jane Estrade", "join"), ("Tobin Ashgrove", "join")]
    assert "could not be read: 1" in got.reason and got.cursor.state["timepoint"] == "103"


def test_more_than_a_reading_takes_is_left_for_the_next(server: LocalServer, stream: OfficersStream) -> None:
    stream.send(*(line(at, "01234567", f"PERSON{at}, Ann", on="2026-11-02") for at in range(200, 300)))
    small = {"sources": {"stream": SourceSettings(max_bytes=20_000)}}
    state: Mapping[str, str] = {**WATCHED, "timepoint": "200", "since": "200"}
    people: set[str] = set()
    for _ in range(3):
        got = listen(server, state, listens_s="3", idle_s="2", **small)
        assert got.bytes_read < 80_000 and stream.is_left()
        people |= {person for person, _ in told(got)}
        state = got.cursor.state
    assert len(people) == 100 and state["timepoint"] == "299"


def test_a_missing_key_and_a_third_connection_are_failures_of_their_kind(server: LocalServer) -> None:
    for status, kind in ((401, FailureKind.BLOCKED), (429, FailureKind.BUSY)):
        server.route(PATH, Answer(status=status))
        got = listen(server, {**WATCHED, "timepoint": "50"})
        assert (got.outcome, got.kind) == (FetchOutcome.FAILED, kind) and got.cursor.state["timepoint"] == "50"


def test_a_packed_stream_is_refused(server: LocalServer) -> None:
    server.route(PATH, Answer(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}))
    assert "packed" in listen(server).reason


def test_lines_are_the_same_however_they_are_cut_into_pieces() -> None:
    body = HEARTBEAT + ESTRADE + b"\r\n" + OTHER + b"half"
    for size in (1, 7, 100, 10_000):
        lines = Lines(10_000)
        for at in range(0, len(body), size):
            lines.feed(body[at : at + size])
        assert lines.body() == ESTRADE + OTHER and lines.received == len(body)
    short = Lines(len(ESTRADE) + 10)
    short.feed(body)
    assert short.body() == ESTRADE and short.full


def test_one_process_holds_one_connection(server: LocalServer, stream: OfficersStream) -> None:
    stream.live = [ESTRADE]
    names = ("stream", "again")

    async def run() -> list[Collected]:
        sources = {name: SourceSettings(pace=Pace(gap_s=0.2)) for name in names}
        async with fetcher_for(server.port, clock=MovedClock(NOW), sources=sources) as fetcher:
            params = {"base_url": stream.base_url, "listens_s": "1.2", "idle_s": "0.5"}
            targets = [Target(name, "current", params=params) for name in names]
            reader = CompaniesHouseStream()
            return await asyncio.gather(
                *(collect(reader, one, Cursor(WATCHED), Validators(), fetcher) for one in targets)
            )

    assert [told(got) for got in asyncio.run(run())] == [[("Maren Jane Estrade", "join")]] * 2
    assert stream.most_open == 1 and stream.is_left()
