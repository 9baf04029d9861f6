"""The address guard: what is never connected to, by literal, by name, by redirect, by rebinding (signals §8.2)."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.domain.documents import Fetched, FetchOutcome, Request
from agent.errors import AddressRefused
from agent.net.addresses import AddressPolicy, is_public
from agent.net.connections import GuardedResolver
from agent.net.urls import canonical, place_of, registered_host
from tests.fetching import TARGET, NamesResolver, fetcher_for
from tests.local_server import LocalServer

REFUSED_URLS = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://127.0.0.1./",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:8.8.8.8]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fd00::1]/",
    "http://[3fff::1]/",
    "http://[ff02::1]/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://172.16.0.1/",
    "http://192.168.0.1/",
    "http://192.88.99.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://①②⑦.⓪.⓪.①/",
    "http://user@shop.example/",
    "http://user:secret@shop.example/",
    "http://shop.example\\@evil.example/",
    "http:\\\\shop.example/",
    "http://shop.example\t.evil.example/",
    "http://shop.example\n/",
    "http://shop .example/",
    "http://shop.example:8080/",
    "http://shop.example:22/",
    "http://shop.example:0/",
    "http://shop.example:99999/",
    "http://ex%61mple.example/",
    "http://a..example/",
    "http:///path",
    "http://",
    "https:shop.example",
    "//shop.example/",
    "shop.example",
    "ftp://shop.example/",
    "file:///etc/passwd",
    "gopher://shop.example/",
    "javascript:alert(1)",
    "",
]


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_a_doubtful_or_private_url_is_refused_before_anything_is_connected(url: str) -> None:
    with pytest.raises(AddressRefused):
        AddressPolicy().check_url(url)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://shop.example/", "shop.example", 80),
        ("https://Shop.Example:443/a?b=c", "shop.example", 443),
        ("https://bücher.example/x", "xn--bcher-kva.example", 443),
        ("https://shop.example./", "shop.example", 443),
        ("http://9.9.9.9/", "9.9.9.9", 80),
        ("http://[2620:fe::fe]/", "2620:fe::fe", 80),
        ("http://shop.example#@evil.example/", "shop.example", 80),
        ("http://shop.example?@evil.example/", "shop.example", 80),
    ],
)
def test_a_public_url_passes_with_one_canonical_host(url: str, host: str, port: int) -> None:
    place = AddressPolicy().check_url(url)
    assert (place.host, place.port) == (host, port)


def test_loopback_is_open_on_the_named_ports_alone() -> None:
    policy = AddressPolicy(allow_loopback_ports=frozenset({8123}))
    policy.check_url("http://127.0.0.1:8123/")
    policy.check_url("http://localhost:8123/")
    for url in ("http://127.0.0.1:8124/", "http://127.0.0.1/", "http://10.0.0.1:8123/", "http://9.9.9.9:8123/"):
        with pytest.raises(AddressRefused):
            policy.check_url(url)
    with pytest.raises(AddressRefused):
        policy.check_address("9.9.9.9", 8123)


def test_one_private_answer_among_public_ones_refuses_the_name() -> None:
    policy = AddressPolicy()
    policy.check_addresses(["9.9.9.9", "2620:fe::fe"], 443)
    for answers in (["9.9.9.9", "10.0.0.1"], ["9.9.9.9", "::ffff:10.0.0.1"], []):
        with pytest.raises(AddressRefused):
            policy.check_addresses(answers, 443)


@given(st.ip_addresses(v=6))
def test_nothing_outside_global_unicast_is_public(address: object) -> None:
    ip = place_of(f"http://[{address}]/").ip if "%" not in str(address) else None
    if ip is not None and is_public(ip):
        assert int(ip) >> 125 == 1


@given(st.text(max_size=60))
def test_any_text_is_a_place_or_is_refused(text: str) -> None:
    for url in (text, f"http://{text}/", f"https://shop.example{text}"):
        try:
            place = place_of(url)
        except AddressRefused:
            continue
        assert place.host == place.host.lower() and place.host.isascii() and "@" not in place.host


def fetched(url: str, *ports: int, resolver: NamesResolver | None = None) -> Fetched:
    async def run() -> Fetched:
        async with fetcher_for(*ports, resolver=resolver) as fetcher:
            return await fetcher.fetch(Request(url, documented_api=True), TARGET)

    return asyncio.run(run())


def test_a_name_that_leads_inside_is_never_connected_to() -> None:
    with LocalServer() as server:
        server.route("/*", b"secret")
        resolver = NamesResolver({"inside.example": ["9.9.9.9,127.0.0.1"]})
        got = fetched("http://inside.example/", resolver=resolver)
        assert got.outcome is FetchOutcome.FAILED and "not a public address" in got.reason
        assert server.requests == []


def test_a_rebinding_name_is_resolved_once_and_connected_to_that_answer() -> None:
    with LocalServer() as server:
        server.route("/*", b"hello")
        resolver = NamesResolver({"swap.example": ["127.0.0.1", "169.254.169.254"]})
        got = fetched(f"http://swap.example:{server.port}/", server.port, resolver=resolver)
        assert got.outcome is FetchOutcome.OK
        assert resolver.asked == ["swap.example"]
        assert server.requests[0].headers["host"] == f"swap.example:{server.port}"
        resolver = NamesResolver({"swap.example": ["169.254.169.254", "127.0.0.1"]})
        got = fetched(f"http://swap.example:{server.port}/", server.port, resolver=resolver)
        assert got.outcome is FetchOutcome.FAILED and len(server.requests) == 1


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "http://a@127.0.0.1/",
        "http://shop.example\\@127.0.0.1/",
        "http://inside.example/",
    ],
)
def test_a_redirect_to_the_inside_is_refused(location: str) -> None:
    with LocalServer() as server:
        server.redirect("/", location)
        resolver = NamesResolver({"inside.example": ["10.0.0.1"]})
        got = fetched(server.url("/"), server.port, resolver=resolver)
        assert got.outcome is FetchOutcome.FAILED and got.document is None
        assert got.reason.startswith("not read:")
        assert len(server.requests) == 1


def test_the_socket_itself_is_the_last_guard() -> None:
    """Even a resolver that lies to its own guard cannot open a socket to a private address."""

    async def lie(self: GuardedResolver, host: str, port: int = 0, family: object = None) -> object:
        return await self._inner.resolve(host, port)

    with LocalServer() as server, pytest.MonkeyPatch.context() as patch:
        server.route("/*", b"secret")
        patch.setattr(GuardedResolver, "resolve", lie)
        got = fetched("http://inside.example/", resolver=NamesResolver(default="127.0.0.1"))
        assert got.outcome is FetchOutcome.FAILED and "not read" in got.reason
        assert server.requests == []


def test_canonical_forms_of_one_page_are_one() -> None:
    want = "https://shop.example/news?id=1"
    for url in (
        "https://Shop.Example/news?id=1#top",
        "https://shop.example:443/news?id=1&utm_source=x",
        " https://shop.example/news?utm_campaign=a&id=1 ",
    ):
        assert canonical(url) == want
    assert canonical("http://[broken") == "http://[broken"


def test_the_registered_host_is_that_of_the_public_suffix_list() -> None:
    assert registered_host("boards-api.shop.co.uk") == "shop.co.uk"
    assert registered_host("localhost") == "localhost"
    assert registered_host("board7.jobs.example") == "jobs.example"
    assert registered_host("co.uk") == "co.uk"
