"""Cells to values: domains, countries, head counts, relationships, address status."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

import tldextract
from babel import Locale
from email_validator import EmailNotValidError, validate_email

from agent.domain.accounts import Relationship
from agent.domain.contacts import AddressStatus
from agent.errors import AddressRefused
from agent.net.addresses import AddressPolicy
from agent.net.urls import place_of
from signals.extract.shared_hosts import SHARED_HOSTS

_EXTRACT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
# Names reserved for examples have no public suffix; the demo and tests live under them (RFC 2606).
_RESERVED = (".example", ".test", ".invalid", ".localhost")
_COUNTRY_ALIASES = {
    "usa": "US",
    "u.s.": "US",
    "u.s.a.": "US",
    "united states of america": "US",
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "great britain": "GB",
    "the netherlands": "NL",
    "holland": "NL",
    "czech republic": "CZ",
    "south korea": "KR",
    "korea": "KR",
    "deutschland": "DE",
    "españa": "ES",
    "österreich": "AT",
    "schweiz": "CH",
}
_RELATIONSHIPS = {
    "customer": Relationship.CUSTOMER,
    "existing customer": Relationship.CUSTOMER,
    "client": Relationship.CUSTOMER,
    "evangelist": Relationship.CUSTOMER,
    "opportunity": Relationship.OPEN_OPPORTUNITY,
    "open opportunity": Relationship.OPEN_OPPORTUNITY,
    "competitor": Relationship.COMPETITOR,
    "partner": Relationship.PARTNER,
    "channel partner / reseller": Relationship.PARTNER,
    "vendor": Relationship.PARTNER,
    "do not contact": Relationship.DO_NOT_CONTACT,
    "do_not_contact": Relationship.DO_NOT_CONTACT,
    "open_opportunity": Relationship.OPEN_OPPORTUNITY,
}
_MOST_PEOPLE = 10_000_000
# "Paying customer", "Strategic partner": teams name their stages; the safe reading is not to write to them.
_SPEAKS_OF = {
    "do not": Relationship.DO_NOT_CONTACT,
    "customer": Relationship.CUSTOMER,
    "client": Relationship.CUSTOMER,
    "opportunit": Relationship.OPEN_OPPORTUNITY,
    "competitor": Relationship.COMPETITOR,
    "partner": Relationship.PARTNER,
}
_SIZE = re.compile(r"(\d[\d,. ]*)\s*([km])?(?:\s*(?:-|–|to)\s*(\d[\d,. ]*)\s*([km])?)?", re.IGNORECASE)
_GUESSED = frozenset({"guessed", "extrapolated", "likely to engage", "inferred", "risky", "accept all", "catch-all"})
_BAD = frozenset({"bounced", "invalid", "unavailable", "undeliverable"})
# What CRMs and people write where nobody consented; a legal interest is no consent (GDPR 6(1)(a) and (f) differ).
_NO_CONSENT = re.compile(
    r"(?:no|n|false|0|none|null|unknown|pending|n/?a|-|not .*|no .*|.*\b(?:declined|denied|refused|withdrawn|revoked"
    r"|unsubscribed|opted[ -]?out|opt[ -]?out|legitimate interest|not given|not obtained|performance of a contract).*)",
    re.IGNORECASE | re.DOTALL,
)
_YES = frozenset({"true", "yes", "1", "y", "x", "opted out", "opt out"})


def company_domain(text: str) -> str:
    """The registered domain that a cell names, lower case; "" where it names none or only a free-mail host."""
    text = text.strip().lower()
    if not text or " " in text:
        return ""
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
        host = host.encode("idna").decode("ascii").removeprefix("www.")
    except ValueError:  # not even the shape of an address, or of a name
        return ""
    if host.endswith(_RESERVED):
        return ".".join(host.split(".")[-2:])
    found: str = _EXTRACT(host).top_domain_under_public_suffix
    return "" if found in SHARED_HOSTS else found


@cache
def _countries() -> dict[str, str]:
    names = Locale("en").territories
    known = {name.casefold(): code for code, name in names.items() if len(code) == 2 and code.isalpha()}
    return {**known, **_COUNTRY_ALIASES}


def country(text: str) -> str:
    """ISO 3166 alpha-2 for a code or an English name; "" where it is unknown."""
    text = text.strip()
    if len(text) == 2 and text.isalpha() and text.upper() in _countries().values():
        return text.upper()
    return _countries().get(text.casefold(), "")


def headcount(text: str) -> int | None:
    """ "51-200" → 125, "1,200" → 1200, "2k" → 2000, "10,000+" → 10000; None where there is no number of people."""
    match = _SIZE.search(text[:80])
    if not match:
        return None
    try:
        low = _number(match[1], match[2])
        high = _number(match[3], match[4]) if match[3] else low
    except ValueError:
        return None
    return (low + high) // 2 if max(low, high) <= _MOST_PEOPLE else None


def _number(digits: str, scale: str | None) -> int:
    plain = re.sub(r"[,.\s](?=\d{3}\b)", "", digits).replace(" ", "").rstrip(".,")
    value = float(plain.replace(",", "."))
    return int(value * {"k": 1_000, "m": 1_000_000}.get((scale or "").lower(), 1))


def relationship(text: str) -> Relationship:
    """What a CRM's stage or type says; an unknown word is a prospect, unless it speaks of one of the others."""
    said = text.strip().casefold()
    for word, meant in _SPEAKS_OF.items():
        if word in said:
            return _RELATIONSHIPS.get(said, meant)
    return _RELATIONSHIPS.get(said, Relationship.PROSPECT)


def address(text: str) -> str:
    """The address in normal form. Raises ValueError with the reason where it is none."""
    try:
        checked = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None
    return str(checked.normalized)


def address_status(text: str) -> AddressStatus:
    plain = text.strip().casefold()
    if plain in _GUESSED:
        return AddressStatus.GUESSED
    return AddressStatus.BOUNCED if plain in _BAD else AddressStatus.KNOWN


def is_yes(text: str) -> bool:
    return text.strip().casefold() in _YES


def consent(text: str) -> str:
    """The consent that a cell records, in its own words; "" where it says that there is none."""
    said = [part.strip() for part in text.split(";")]
    return "; ".join(part for part in said if part and not _NO_CONSENT.fullmatch(part))


def listed(text: str) -> tuple[str, ...]:
    """A cell that holds several values, split at semicolons, bars, line breaks or commas."""
    return tuple(dict.fromkeys(piece.strip() for piece in re.split(r"[;|\n,]", text) if piece.strip()))


def addresses_listed(text: str) -> tuple[str, ...]:
    """The web addresses of a cell; a comma inside one ("/news,17.html") parts nothing."""
    pieces = re.split(r"[;|\n]|,(?=\s|https?://|$)", text)
    return tuple(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))


def why_unreadable(url: str) -> str:
    """Why no night could read this address, "" where one could. A server on this machine is left to the guard, which
    knows the ports that were opened for it."""
    try:
        place = place_of(url)
        own = place.ip is not None and place.ip.is_loopback
        AddressPolicy(frozenset({place.port} if own else ())).check_url(url)
    except AddressRefused as refused:
        return str(refused)
    named = place.ip is not None or "." in place.host or place.host == "localhost"
    return "" if named else f"{place.host} is no public name."
