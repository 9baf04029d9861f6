"""Servers that break HTTP on purpose: each reading ends soon, in a failure with words (signals §8.1)."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, repeat

import brotli
import pytest
from raw_server import RawServer, Said

from agent.domain.documents import Fetched, FetchOutcome, Request, Target
from signals.fetch.exchange import Limits
from tests.fetching import HASTY, PATIENT, TARGET, fetcher_for

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
MOST = 1_000_000


def packed(encoding: bytes, body: Iterable[bytes]) -> Iterator[bytes]:
    yield HEAD + b"Content-Encoding: " + encoding + b"\r\n\r\n"
    yield from body


def endless_gzip() -> Iterator[bytes]:
    stream = zlib.compressobj(9, zlib.DEFLATED, 31)
    while True:
        yield stream.compress(bytes(1_000_000))


def endless_brotli() -> Iterator[bytes]:
    stream = brotli.Compressor(quality=1)
    while True:
        yield stream.process(bytes(1_000_000)) + stream.flush()


SAID: dict[str, tuple[Said, str]] = {
    "a status line a byte at a time": (lambda: chain(*((bytes([one]), 0.2) for one in HEAD)), "timed out"),
    "a body a byte at a time": (lambda: chain([HEAD + b"\r\n"], *repeat((b"x", 0.1), 600)), "timed out"),
    "silence after the head": (lambda: [HEAD + b"Content-Length: 9\r\n\r\n", 20.0], "timed out"),
    "silence": (lambda: [20.0], "timed out"),
    "hints without end": (
        lambda: chain(*repeat((b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50, 0.002), 9_000)),
        "timed out",
    ),
    "headers without end": (lambda: chain([HEAD], (b"X-%d: y\r\n" % n for n in range(10**7))), "not valid HTTP"),
    "one header without end": (lambda: chain([HEAD, b"X-A: "], repeat(b"y" * 1000)), "not valid HTTP"),
    "a body without end": (lambda: chain([HEAD + b"\r\n"], repeat(b"x" * 10_000)), "larger than 1,000,000 bytes"),
    "chunks without end": (lambda: chain([CHUNKED], repeat(b"5\r\nhello\r\n" * 500)), "larger than 1,000,000 bytes"),
    "one chunk's size without end": (lambda: repeat(CHUNKED + b"1" * 10_000), "not valid HTTP"),
    "one chunk's remark without end": (lambda: chain([CHUNKED, b"5;"], repeat(b"a" * 10_000)), "timed out"),
    "a chunk of no size": (lambda: [CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n"], "not valid HTTP"),
    # Once the head was taken, aiohttp drops the connection at such a chunk and tells nobody: the wall ends it.
    "a late chunk of no size": (lambda: [CHUNKED, 0.05, b"zz\r\nhello\r\n0\r\n\r\n"], "timed out"),
    "chunks that end too soon": (lambda: [CHUNKED, b"5\r\nhello\r\n"], "cut short"),
    "a length that is too long": (lambda: [HEAD + b"Content-Length: 500\r\n\r\nshort"], "cut short"),
    "two lengths": (lambda: [HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\nhelloaaaa"], "not valid HTTP"),
    "a length below nothing": (lambda: [HEAD + b"Content-Length: -5\r\n\r\nhello"], "not valid HTTP"),
    "no number for a length": (lambda: [HEAD + b"Content-Length: many\r\n\r\nhello"], "not valid HTTP"),
    "a length no machine has": (lambda: [HEAD + b"Content-Length: %d\r\n\r\nhello" % 10**30], "not valid HTTP"),
    "gzip of nothing but zeros": (lambda: packed(b"gzip", endless_gzip()), "unpacks to more"),
    "brotli of nothing but zeros": (lambda: packed(b"br", endless_brotli()), "unpacks to more"),
    "gzip twice": (lambda: packed(b"gzip, gzip", [gzip.compress(gzip.compress(b"x" * 99))]), "was not asked for"),
    "a packing of its own": (lambda: packed(b"zstd", [b"\x28\xb5\x2f\xfd"]), "packed as 'zstd'"),
    "gzip that breaks": (
        lambda: packed(b"gzip", [gzip.compress(b"hello" * 9)[:20] + b"\0" * 40]),
        "cannot be unpacked",
    ),
    "brotli that breaks": (lambda: packed(b"br", [b"\xff" * 60]), "cannot be unpacked"),
    "no HTTP at all": (lambda: [b"220 mail.example ESMTP\r\n"], "not valid HTTP"),
    "a greeting of TLS": (lambda: [b"\x15\x03\x01\x00\x02\x02\x28"], "not valid HTTP"),
    "a status that is none": (lambda: [b"HTTP/1.1 abc OK\r\n\r\n"], "not valid HTTP"),
    "a line end in a header": (lambda: [HEAD + b"X-A: a\0b\r\n\r\nhello"], "not valid HTTP"),
    "nothing": (list, "was cut"),
    "half a head": (lambda: [HEAD[:20]], "was cut"),
}


def fetched(server: RawServer, *paths: str, limits: Limits = PATIENT) -> list[Fetched]:
    async def run() -> list[Fetched]:
        async with fetcher_for(server.port, limits=replace(limits, tries=1)) as fetcher:
            got = []
            for path in paths:
                asked = Request(server.url(path), documented_api=True, max_bytes=MOST)
                got.append(await fetcher.fetch(asked, TARGET))
            return got

    return asyncio.run(run())


@pytest.mark.parametrize("said", SAID)
def test_a_server_that_breaks_its_word_is_a_failure_with_words(said: str) -> None:
    answer, words = SAID[said]
    with RawServer(answer) as server:
        began = time.monotonic()
        (got,) = fetched(server, "/", limits=HASTY if words == "timed out" else PATIENT)
        took = time.monotonic() - began
        assert got.outcome is FetchOutcome.FAILED
        assert got.document is None
        assert words in got.reason
        assert got.kind is not None and got.retry_at is not None
        assert took < 15
        assert server.sent < 40_000_000 or words == "timed out", "and little was taken in"


def test_what_is_sent_beyond_the_length_is_no_answer_to_the_next_question() -> None:
    second = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
    with RawServer(lambda: [b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello" + second], keep=True) as server:
        texts = [got.document.text for got in fetched(server, "/a", "/b", "/c") if got.document]
        assert set(texts) == {"hello"}
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("label", "body", "text"),
    [
        ("utf-8", "Société Générale lève 5 M€ à Orléans".encode("cp1252"), "Société Générale lève 5 M€ à Orléans"),
        ("utf-8", "<p>Zürich</p>".encode("utf-16"), "<p>Zürich</p>"),
        ("utf-8", "<p>Zürich</p>".encode("utf-16-le"), "<p>Zürich</p>"),
        ("utf-16", "<p>Zürich</p>".encode("utf-16-be"), "<p>Zürich</p>"),
        ("iso-8859-1", "<p>Zürich</p>".encode(), "<p>Zürich</p>"),
        ("us-ascii", "naïve".encode("cp1252"), "naïve"),
        ("rot13", b"plain", "plain"),
        ("utf-7", b"+ADw-script+AD4-", "+ADw-script+AD4-"),
        ("punycode", b"\xffplain", "ÿplain"),
        ("idna", b"a..b \xff", "a..b ÿ"),
        ("unicode_escape", b"C:\\new", "C:\\new"),
        ("utf-8", b"\xff\xfe\xfd" * 2, None),
        ("utf-8", b"ab\x00cd", "ab\x00cd"),
    ],
)
def test_a_charset_that_lies_costs_no_text(label: str, body: bytes, text: str | None) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={label}\r\nContent-Length: {len(body)}\r\n\r\n"
    with RawServer(lambda: [head.encode() + body]) as server:
        (got,) = fetched(server, "/")
    assert got.outcome is FetchOutcome.OK and got.document is not None
    assert text is None or got.document.text == text


def test_one_hostile_host_keeps_no_other_waiting() -> None:
    """While one server drips, another answers at once, through the same client."""
    fine = [HEAD + b"Content-Length: 5\r\n\r\nhello"]

    async def run(slow: RawServer, quick: RawServer) -> Fetched:
        async with fetcher_for(slow.port, quick.port) as fetcher:
            dripping = asyncio.create_task(fetcher.fetch(Request(slow.url(), documented_api=True), TARGET))
            await asyncio.sleep(0.05)
            other = await fetcher.fetch(Request(quick.url(), documented_api=True), Target("feed", "other"))
            assert not dripping.done()
            dripping.cancel()
            await asyncio.wait([dripping])
            return other

    with RawServer(SAID["a body a byte at a time"][0]) as slow, RawServer(lambda: fine) as quick:
        other = asyncio.run(run(slow, quick))
    assert other.outcome is FetchOutcome.OK
