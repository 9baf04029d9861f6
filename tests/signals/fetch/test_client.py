"""The network door against a server that misbehaves in every way a site does (signals §8)."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import brotli
import pytest
import trustme

from agent.clock import MovedClock
from agent.domain.documents import Fetched, FetchOutcome, Request, Target, Validators
from signals.fetch.client import SourceSettings
from signals.fetch.exchange import Limits
from signals.fetch.pace import Pace
from tests.fetching import HASTY, PATIENT, TARGET, USER_AGENT, NamesResolver, fetcher_for
from tests.local_server import Answer, LocalServer, Received

OK, FAILED = FetchOutcome.OK, FetchOutcome.FAILED


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def fetched(server: LocalServer, path: str, validators: Validators | None = None, **settings: Any) -> Fetched:
    request = settings.pop("request", Request(server.url(path), documented_api=True))

    async def run() -> Fetched:
        async with fetcher_for(server.port, **settings) as fetcher:
            return await fetcher.fetch(request, TARGET, validators)

    return asyncio.run(run())


def test_an_ok_answer_becomes_a_document_with_its_validators(server: LocalServer) -> None:
    headers = {"Content-Type": "text/plain", "ETag": '"a b"', "Last-Modified": "Sat, 21 Nov 2026 02:00:00 GMT"}
    server.route("/a", "héllo", headers=headers)
    got = fetched(server, "/a")
    assert got.outcome is OK and got.document is not None
    assert (got.document.text, got.document.body, got.status) == ("héllo", "héllo".encode(), 200)
    assert got.validators == Validators('"a b"', "Sat, 21 Nov 2026 02:00:00 GMT")
    assert server.requests[0].headers["user-agent"] == USER_AGENT


def test_validators_are_echoed_verbatim_and_304_is_unchanged(server: LocalServer) -> None:
    server.route("/a", b"", status=304)
    validators = Validators('W/"x;y"', "Sat, 21 Nov 2026 02:00:00 GMT")
    got = fetched(server, "/a", validators)
    assert got.outcome is FetchOutcome.UNCHANGED and got.document is None and got.validators == validators
    assert server.requests[0].headers["if-none-match"] == 'W/"x;y"'
    assert server.requests[0].headers["if-modified-since"] == "Sat, 21 Nov 2026 02:00:00 GMT"


def test_a_304_nobody_asked_for_is_a_failure(server: LocalServer) -> None:
    server.route("/a", b"", status=304)
    assert fetched(server, "/a").outcome is FAILED


@pytest.mark.parametrize("status", [404, 410])
def test_gone_is_an_unknown_target_and_not_a_failure(server: LocalServer, status: int) -> None:
    server.route("/a", b"no", status=status)
    assert fetched(server, "/a").outcome is FetchOutcome.UNKNOWN_TARGET


@pytest.mark.parametrize("status", [401, 403, 451])
def test_a_site_that_rejects_us_is_left_alone_for_a_day(server: LocalServer, status: int) -> None:
    clock = MovedClock()
    server.route("/a", b"no", status=status)
    got = fetched(server, "/a", clock=clock)
    assert got.outcome is FAILED and "rejects automated requests" in got.reason
    assert got.retry_at == clock.now() + timedelta(days=1) and len(server.requests) == 1


def test_retry_after_wins_over_the_back_off_and_is_not_retried_at_once(server: LocalServer) -> None:
    clock = MovedClock()
    server.route("/a", [Answer(status=429, headers={"Retry-After": "600"}), Answer(b"fine")])
    got = fetched(server, "/a", clock=clock)
    assert got.outcome is FAILED and got.document is None and len(server.requests) == 1
    assert got.retry_at == clock.now() + timedelta(seconds=600)


def test_a_retry_after_that_utc_has_no_date_for_is_none(server: LocalServer) -> None:
    clock = MovedClock()
    server.route("/a", Answer(status=429, headers={"Retry-After": "Fri, 31 Dec 9999 23:59:59 -1200"}))
    got = fetched(server, "/a", clock=clock)
    assert got.outcome is FAILED and got.asked_until is None
    assert got.retry_at is not None and got.retry_at < clock.now() + timedelta(days=7)


def test_a_stumbling_server_is_asked_again_a_few_times(server: LocalServer) -> None:
    server.route("/a", [Answer(status=503), Answer(drop=True), Answer(b"fine")])
    assert fetched(server, "/a").outcome is OK
    server.route("/b", status=500)
    assert fetched(server, "/b").outcome is FAILED
    assert server.paths() == ["/a"] * 3 + ["/b"] * 3


def test_a_post_is_never_repeated(server: LocalServer) -> None:
    server.route("/a", status=503)
    request = Request(server.url("/a"), method="POST", body=b"{}", documented_api=True)
    assert fetched(server, "/a", request=request).outcome is FAILED
    assert len(server.requests) == 1 and server.requests[0].body == b"{}"


def test_the_back_off_grows_with_failures_in_a_row(server: LocalServer) -> None:
    server.route("/a", status=500)
    clock = MovedClock()

    async def run() -> list[timedelta]:
        waits = []
        async with fetcher_for(server.port, clock=clock, chance=lambda: 1.0) as fetcher:
            for _ in range(4):
                got = await fetcher.fetch(Request(server.url("/a"), documented_api=True), TARGET)
                assert got.retry_at is not None
                waits.append(got.retry_at - clock.now())
        return waits

    assert [wait.total_seconds() for wait in asyncio.run(run())] == [30, 60, 120, 240]


def test_an_empty_answer_is_a_failure(server: LocalServer) -> None:
    server.route("/a", b"")
    server.route("/b", b"", status=204)
    assert fetched(server, "/a").outcome is FAILED
    assert fetched(server, "/b").outcome is FAILED


def drip(pause_s: float) -> Iterator[bytes]:
    while True:
        yield b"x"
        time.sleep(pause_s)


def test_a_slow_drip_ends_at_the_wall(server: LocalServer) -> None:
    server.route("/a", lambda _: Answer(drip(0.05)))
    began = time.monotonic()
    got = fetched(server, "/a", limits=HASTY)
    assert got.outcome is FAILED and "timed out" in got.reason
    assert time.monotonic() - began < 15


def test_a_silent_server_times_out_and_is_not_asked_again_at_once(server: LocalServer) -> None:
    server.route("/a", Answer(b"late", delay_s=30))
    got = fetched(server, "/a", limits=HASTY)
    assert got.outcome is FAILED and "timed out" in got.reason and len(server.requests) == 1


def test_a_gzip_bomb_is_not_unpacked(server: LocalServer) -> None:
    bomb = gzip.compress(bytes(200_000_000), 9)
    server.route("/a", bomb, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})
    got = fetched(server, "/a")
    assert got.outcome is FAILED and "unpacks to more" in got.reason


def test_a_brotli_bomb_is_not_unpacked(server: LocalServer) -> None:
    bomb = brotli.compress(bytes(50_000_000))
    server.route("/a", bomb, headers={"Content-Encoding": "br", "Content-Type": "text/html"})
    assert fetched(server, "/a").outcome is FAILED


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", ""])
def test_packed_answers_are_unpacked(server: LocalServer, encoding: str) -> None:
    text = "Acme Robotics opens an office. " * 500
    packed = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress, "": bytes}[encoding]
    server.route("/a", packed(text.encode()), headers={"Content-Encoding": encoding} if encoding else {})
    got = fetched(server, "/a")
    assert got.document is not None and got.document.text == text


def test_a_torn_gzip_is_a_failure(server: LocalServer) -> None:
    packed = gzip.compress(b"Acme Robotics " * 5000)
    server.route("/a", packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"})
    got = fetched(server, "/a")
    assert got.outcome is FAILED and "cut short" in got.reason


def test_text_that_claims_to_be_gzip_is_read_as_it_stands(server: LocalServer) -> None:
    server.route("/a", b"plain after all", headers={"Content-Encoding": "gzip"})
    got = fetched(server, "/a")
    assert got.document is not None and got.document.text == "plain after all"


def test_a_body_over_the_cap_is_refused_by_its_length_or_on_the_way(server: LocalServer) -> None:
    server.route("/a", bytes(2000))
    server.route("/b", lambda _: Answer(iter([bytes(600)] * 4)))
    for path in ("/a", "/b"):
        request = Request(server.url(path), documented_api=True, max_bytes=1000)
        got = fetched(server, path, request=request)
        assert got.outcome is FAILED and "larger than 1,000 bytes" in got.reason


def test_an_answer_shorter_than_its_promised_length_is_a_failure(server: LocalServer) -> None:
    server.route("/a", b"only this", headers={"Content-Length": "5000"})
    assert fetched(server, "/a").outcome is FAILED


def test_a_lying_charset_does_not_spoil_the_text(server: LocalServer) -> None:
    server.route("/a", "Société Générique lève 5 M€".encode(), headers={"Content-Type": "text/html; charset=latin-1"})
    server.route("/b", "Zażółć gęślą".encode("iso-8859-2"), headers={"Content-Type": "text/html; charset=iso-8859-2"})
    server.route("/c", b"caf\xe9", headers={"Content-Type": "text/html; charset=utf-8"})
    server.route("/d", b"plain", headers={"Content-Type": "text/html; charset=no-such-charset"})
    texts = [fetched(server, path).document for path in ("/a", "/b", "/c", "/d")]
    assert [doc.text for doc in texts if doc] == ["Société Générique lève 5 M€", "Zażółć gęślą", "café", "plain"]


def test_pictures_and_unwanted_kinds_are_not_read(server: LocalServer) -> None:
    server.route("/a", b"\x89PNG", headers={"Content-Type": "image/png"})
    server.route("/b", b"<html>", headers={"Content-Type": "text/html"})
    assert fetched(server, "/a").outcome is FAILED
    request = Request(server.url("/b"), documented_api=True, content_types=("application/json",))
    assert fetched(server, "/b", request=request).outcome is FAILED


def test_redirects_are_followed_five_times_and_no_more(server: LocalServer) -> None:
    for hop in range(9):
        server.redirect(f"/{hop}", f"/{hop + 1}")
    server.route("/9", b"end")
    assert fetched(server, "/4").outcome is OK
    got = fetched(server, "/0")
    assert got.outcome is FAILED and "redirects" in got.reason


def test_headers_of_a_source_do_not_travel_to_another_host(server: LocalServer) -> None:
    server.redirect("/a", f"http://other.example:{server.port}/b")
    server.route("/b", b"end")
    request = Request(server.url("/a"), headers={"X-Token": "abc"}, documented_api=True)
    assert fetched(server, "/a", request=request, resolver=NamesResolver()).outcome is OK
    assert server.requests[0].headers["x-token"] == "abc"
    assert "x-token" not in server.requests[1].headers


def test_cookies_are_never_kept(server: LocalServer) -> None:
    server.route("/a", b"x", headers={"Set-Cookie": "id=1"})

    async def run() -> None:
        async with fetcher_for(server.port) as fetcher:
            for _ in range(2):
                await fetcher.fetch(Request(server.url("/a"), documented_api=True), TARGET)

    asyncio.run(run())
    assert "cookie" not in server.requests[1].headers


def garbage(_: Received) -> Answer:
    return Answer(b"x", headers={"Transfer-Encoding": "chunked", "Content-Length": "1"})


def test_an_answer_that_is_no_http_is_a_failure_and_no_exception(server: LocalServer) -> None:
    server.route("/a", garbage)
    server.route("/b", b"x", headers={"X-Long": "y" * 100_000})
    server.route("/c", b"x", headers={"Location": "http://[broken"}, status=302)
    for path in ("/a", "/b", "/c"):
        assert fetched(server, path).outcome is FAILED


def test_nobody_listening_is_a_failure() -> None:
    with LocalServer() as server:
        pass
    assert fetched(server, "/").outcome is FAILED


def test_a_429_pauses_the_host_for_every_target_until_then(server: LocalServer) -> None:
    clock = MovedClock()
    server.route("/a", Answer(status=429, headers={"Retry-After": "300"}))
    server.route("/b", b"fine")

    async def run() -> list[Fetched]:
        async with fetcher_for(server.port, clock=clock, resolver=NamesResolver()) as fetcher:
            host = f"http://jobs.shop.example:{server.port}"
            first = await fetcher.fetch(Request(f"{host}/a", documented_api=True), TARGET)
            second = await fetcher.fetch(Request(f"{host}/b", documented_api=True), Target("feed", "other"))
            clock.move(timedelta(seconds=301))
            third = await fetcher.fetch(Request(f"{host}/b", documented_api=True), Target("feed", "other"))
        return [first, second, third]

    assert [got.outcome for got in asyncio.run(run())] == [FAILED, FAILED, OK]
    assert server.paths() == ["/a", "/b"]


def test_a_failing_host_is_left_alone_then_probed_and_never_given_up(server: LocalServer) -> None:
    clock = MovedClock()
    server.route("/a", status=500)

    async def run() -> None:
        async with fetcher_for(server.port, clock=clock, limits=Limits(tries=1)) as fetcher:

            async def once() -> Fetched:
                return await fetcher.fetch(Request(server.url("/a"), documented_api=True), TARGET)

            for _ in range(10):
                await once()
            assert "failed too often" in (await once()).reason and len(server.requests) == 10
            clock.move(timedelta(minutes=6))
            assert "failed too often" not in (await once()).reason and len(server.requests) == 11
            assert "failed too often" in (await once()).reason
            clock.move(timedelta(days=40))
            server.route("/a", b"back")
            assert (await once()).outcome is OK and (await once()).outcome is OK

    asyncio.run(run())


def test_ten_hanging_hosts_do_not_stall_thirty_others(server: LocalServer) -> None:
    server.route("/page/*", b"fine")
    server.route("/hang/*", Answer(b"late", delay_s=30))
    limits = replace(PATIENT, connections=60)

    async def run() -> list[Fetched]:
        async with fetcher_for(server.port, resolver=NamesResolver(), limits=limits) as fetcher:

            def ask(host: int, page: int) -> Any:
                kind = "hang" if host < 10 else "page"
                url = f"http://www.host{host}.example:{server.port}/{kind}/{page}"
                return fetcher.fetch(Request(url, documented_api=True), Target("feed", f"{host}/{page}"))

            hanging = [asyncio.create_task(ask(host, 0)) for host in range(10)]
            rest = await asyncio.gather(*(ask(host, page) for host in range(10, 40) for page in range(3)))
            assert not any(task.done() for task in hanging)
            for task in hanging:
                task.cancel()
            await asyncio.wait(hanging)
        return rest

    assert all(got.outcome is OK for got in asyncio.run(run()))


def test_one_registered_host_is_asked_one_at_a_time_with_a_gap(server: LocalServer) -> None:
    seen: list[float] = []
    server.route("/*", lambda _: seen.append(time.monotonic()) or b"x")

    async def run() -> None:
        pace = Pace(gap_s=0.1, in_flight=1, jitter=0.0)
        async with fetcher_for(server.port, resolver=NamesResolver(), default_pace=pace) as fetcher:
            urls = [f"http://board{n}.jobs.example:{server.port}/{n}" for n in range(4)]
            await asyncio.gather(*(fetcher.fetch(Request(url, documented_api=True), TARGET) for url in urls))

    asyncio.run(run())
    gaps = [later - earlier for earlier, later in pairwise(seen)]
    assert len(seen) == 4 and min(gaps) >= 0.09


def test_sec_is_asked_at_most_five_times_a_second_by_all_together(server: LocalServer) -> None:
    seen: list[float] = []
    server.route("/*", lambda _: seen.append(time.monotonic()) or b"x")

    async def run() -> None:
        async with fetcher_for(server.port, resolver=NamesResolver()) as fetcher:
            hosts = [f"http://{name}.sec.gov:{server.port}/{n}" for n in range(4) for name in ("www", "data")]
            await asyncio.gather(*(fetcher.fetch(Request(url, documented_api=True), Target(url, url)) for url in hosts))

    asyncio.run(run())
    assert len(seen) == 8 and seen[5] - seen[0] >= 0.95


def test_a_source_may_have_its_own_user_agent_and_cap(server: LocalServer) -> None:
    server.route("/a", bytes(100))
    sources = {"feed": SourceSettings(user_agent="Acme Robotics ops@acme.example", max_bytes=50)}
    assert "larger than 50 bytes" in fetched(server, "/a", sources=sources).reason
    assert server.requests[0].headers["user-agent"] == "Acme Robotics ops@acme.example"


def test_memory_of_hosts_stays_bounded(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets, rules and circuits of hosts that are done with are forgotten."""
    monkeypatch.setattr("signals.fetch.pace.MOST_BUCKETS", 20)
    monkeypatch.setattr("signals.fetch.robots.MOST_SITES", 20)
    server.route("/*", b"x")

    async def run() -> tuple[int, int, int]:
        async with fetcher_for(server.port, resolver=NamesResolver()) as fetcher:
            for host in range(60):
                got = await fetcher.fetch(Request(f"http://host{host}.example:{server.port}/a"), TARGET)
                assert got.outcome is OK
            paces = fetcher._exchanges._paces
            return len(paces._buckets), len(fetcher._robots._known), len(fetcher._circuits)

    buckets, sites, circuits = asyncio.run(run())
    assert buckets <= 21 and sites <= 20 and circuits <= 2


def test_tls_is_checked_against_the_name_though_the_address_was_resolved_before() -> None:
    authority = trustme.CA()
    serving, trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("shop.example").configure_cert(serving)
    authority.configure_trust(trusting)
    seen: list[str | None] = []
    serving.sni_callback = lambda _socket, name, _context: seen.append(name)
    with LocalServer(tls=serving) as secure:
        secure.route("/a", b"hello")
        for host, outcome in (("shop.example", OK), ("other.example", FAILED)):
            request = Request(secure.url("/a", host), documented_api=True)
            got = fetched(secure, "/a", request=request, resolver=NamesResolver(), tls=trusting)
            assert got.outcome is outcome
        assert "certificate" in got.reason and seen[0] == "shop.example"
        assert fetched(secure, "/a", request=request, resolver=NamesResolver()).outcome is FAILED
        assert secure.paths() == ["/a"]


@pytest.mark.parametrize(("many_hosts", "read"), [(True, True), (False, False)])
def test_dead_sites_close_a_source_only_where_its_targets_share_a_host(
    server: LocalServer, many_hosts: bool, read: bool
) -> None:
    server.route("/dead", b"broken", status=500)
    server.route("/alive", b"<rss/>")

    async def run() -> bool:
        sources = {"feed": SourceSettings(many_hosts=many_hosts)}
        async with fetcher_for(server.port, resolver=NamesResolver(), sources=sources) as fetcher:
            for n in range(25):
                url = f"http://dead-{n}.example:{server.port}/dead"
                await fetcher.fetch(Request(url, documented_api=True), Target("feed", url))
            alive = f"http://alive.example:{server.port}/alive"
            answer = await fetcher.fetch(Request(alive, documented_api=True), Target("feed", alive))
            return answer.document is not None

    assert asyncio.run(run()) is read
