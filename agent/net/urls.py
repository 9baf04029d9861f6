"""URLs before anything is connected: what shape is let through, and one canonical form.

Two parsers must agree on the host (signals §8.2): a URL that they read differently is how a guard and a client are
made to talk about different machines.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import httpx
import tldextract
import yarl

from agent.errors import AddressRefused

IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]|[^\S ]")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?")
_NUMERIC_LABEL = re.compile(r"\d+|0x[0-9a-f]*")
# All that a plain address says of where it points: what follows the next "/" is on that machine (RFC 3986 §3.2).
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?(?=/)")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref_src")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a URL points. `host` is ASCII, lower case, without a final dot; `ip` stands where it is a literal."""

    scheme: str
    host: str
    port: int
    ip: IpAddress | None = None


def place_of(url: str) -> Place:
    """Where `url` points, whatever its port. Raises AddressRefused with the reason for any doubtful shape."""
    if _FORBIDDEN.search(url):
        raise AddressRefused("The address holds a backslash, a space or a control character.")
    origin = _ORIGIN.match(url)
    return _place_of(origin[0] if origin else url)


@lru_cache(maxsize=4096)
def _place_of(url: str) -> Place:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused(f"The address cannot be read: {error}.") from error
    if parts.scheme not in ("http", "https"):
        raise AddressRefused(f"Only http and https are read, not {parts.scheme or 'a bare path'!r}.")
    if "@" in parts.netloc:
        raise AddressRefused("The address holds a user name or password.")
    host = _agreed_host(url, parts.hostname or "")
    ip = _literal(host)
    if port == 0:
        raise AddressRefused("Port 0 is no port.")
    return Place(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), ip)


def _agreed_host(url: str, by_standard_library: str) -> str:
    """The host in ASCII on which the standard library, httpx and yarl (which aiohttp connects by) agree."""
    try:
        by_httpx = httpx.URL(url).raw_host.decode("ascii").lower()
        by_yarl = (yarl.URL(url).raw_host or "").lower()
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise AddressRefused(f"The address cannot be read: {error}.") from error
    if not by_standard_library:
        raise AddressRefused("The address names no host.")
    if by_httpx != by_yarl or (by_standard_library.isascii() and by_standard_library.lower() != by_httpx):
        raise AddressRefused("Two readers of the address disagree about its host.")
    if len(by_httpx) > 253 or not (_HOST.fullmatch(by_httpx) or ":" in by_httpx) or ".." in by_httpx:
        raise AddressRefused("The host is not a name or an address.")
    return by_httpx.removesuffix(".")


def _literal(host: str) -> IpAddress | None:
    """The address that `host` spells. Raises AddressRefused for spellings such as 127.1, 0x7f000001 or 2130706433."""
    if ":" in host:
        if "%" in host:
            raise AddressRefused("An address with a zone is no public address.")
        try:
            return ipaddress.IPv6Address(host)
        except ValueError as error:
            raise AddressRefused("The IPv6 address cannot be read.") from error
    if not _NUMERIC_LABEL.fullmatch(host.rpartition(".")[2]):
        return None
    try:
        return ipaddress.IPv4Address(host)
    except ValueError as error:
        raise AddressRefused("The IPv4 address is not in its canonical form.") from error


def canonical(url: str) -> str:
    """One form for one page: lower-case host, no fragment, default port or tracking parameters. Never raises."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
        port = parts.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    netloc = f"[{host}]" if ":" in host else host
    if port and (parts.scheme.lower(), port) not in {("http", 80), ("https", 443)}:
        netloc = f"{netloc}:{port}"
    query = parts.query
    if _TRACKING.search(query):
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)])
    return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", query, ""))


@cache
def _public_suffixes() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def registered_host(host: str) -> str:
    """The registered domain of `host` ("boards.acme.co.uk" → "acme.co.uk"); the host itself where there is none.

    Under an unlisted top-level domain it is the last two labels, as the public suffix list's default rule has it.
    """
    found = _public_suffixes()(host)
    if found.suffix:
        return found.top_domain_under_public_suffix or host
    return ".".join(host.rsplit(".", 2)[-2:])


def site_of(url: str) -> str:
    """The registered domain that an address stands on; "" for what is no address."""
    try:
        return registered_host((urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""
