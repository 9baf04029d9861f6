"""The ids that decide before any name does: domains, register numbers, the "About X" paragraph (signals §3.1, 1 and 2).

Stage 3 of 12, used by resolve.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from agent.domain.accounts import Account
from signals.aliases import brand
from signals.extract.shared_hosts import SHARED_HOSTS
from signals.matcher import normalise

NUMBERS = ("cik", "company_number", "lei")
ADDRESS_FIELDS = ("domain", "website", "url")
_DOMAIN = re.compile(r"(?<![\w@.-])(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?=[\s/),.;:]|$)", re.I)
_ABOUT = re.compile(
    r"^[ \t*#]*(?:About|Über|Ueber|À propos d[eu]|A propos d[eu]|Acerca de|Sobre)[ \t]+(?P<name>[^\n:(]{2,80}?)"
    r"[ \t*]*(?:$|[:(])",
    re.M,
)
_PARAGRAPH_LIMIT = 1_200
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_LEI_TOLD = re.compile(r"\bLEI\b[^0-9A-Z\n]{0,20}(?:(?:code|number)\W{1,5})?([0-9A-Z]{18}[0-9]{2})\b", re.I)


class HardIds:
    """Which account owns a domain or a register number. A domain that anybody may use is nobody's."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._by_domain: dict[str, str] = {}
        self._by_number: dict[tuple[str, str], str] = {}
        for account in accounts:
            for domain in (account.domain, *domains_among(account.aliases)):
                if domain and domain not in SHARED_HOSTS:
                    self._by_domain.setdefault(domain, account.id)
            for name in NUMBERS:
                if number := _number(name, getattr(account, name)):
                    self._by_number[name, number] = account.id

    def owner(self, name: str, value: str) -> str | None:
        """The account of the id `value`; `name` is one of NUMBERS (SEC, Companies House, LEI) or of ADDRESS_FIELDS."""
        return self._by_number.get((name, _number(name, value))) if name in NUMBERS else self.at_address(value)

    def at_address(self, value: str) -> str | None:
        """The account of a domain, URL or mail address, by the longest of its own domains that ends it."""
        host = host_of(value)
        if host in SHARED_HOSTS:
            return None
        labels = host.split(".")
        for at in range(len(labels) - 1):
            domain = ".".join(labels[at:])
            if (found := self._by_domain.get(domain)) is not None:
                return found
            if domain in SHARED_HOSTS:
                return None
        return None

    def issuer(self, text: str) -> tuple[str | None, str]:
        """Whose LEI stands in an issuer's own release, and that LEI. A release that tells several names nobody's."""
        told = {lei for found in _LEI_TOLD.finditer(text) if (lei := lei_of(found[1]))}
        lei = told.pop() if len(told) == 1 else ""
        return self.owner("lei", lei), lei

    def about(self, company: str, text: str) -> tuple[str | None, str]:
        """Whose address stands in the paragraph "About <company>" of a release, and that address ("" for none)."""
        wanted = normalise(brand(company))
        for found in _ABOUT.finditer(text):
            if normalise(brand(found["name"])) != wanted:
                continue
            for address in _DOMAIN.finditer(text, found.end("name"), found.end("name") + _PARAGRAPH_LIMIT):
                if _next_about(text, found.end(), address.start()):
                    break
                if host_of(address[0]) not in SHARED_HOSTS:
                    return self.at_address(address[0]), address[0]
        return None, ""


def stated(fields: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """The hard ids among the fields that a source states, the register's before the web's."""
    for name in (*NUMBERS, *ADDRESS_FIELDS):
        value = fields.get(name, "").strip()
        if _number(name, value) if name in NUMBERS else value and host_of(value) not in SHARED_HOSTS:
            yield name, value


def cik_of(text: str) -> str:
    """The SEC's number of a filer (CIK) without leading zeros; "" where `text` is none."""
    digits = text.strip().lstrip("0")
    return digits if digits.isascii() and digits.isdigit() and len(digits) <= 10 else ""


def lei_of(text: str) -> str:
    """A Legal Entity Identifier without spaces, in capitals; "" where its check digits do not hold (ISO 17442: ISO
    7064 MOD 97-10 over the letters as 10 to 35)."""
    plain = "".join(text.split()).upper()
    holds = _LEI.fullmatch(plain) and int("".join(str(int(character, 36)) for character in plain)) % 97 == 1
    return plain if holds else ""


def _number(name: str, value: str) -> str:
    """A register's number as it is compared; "" for what is none."""
    return lei_of(value) if name == "lei" else "".join(value.split()).upper().lstrip("0")


def host_of(value: str) -> str:
    """The host of a domain, a URL or a mail address, in lower case, without "www."."""
    bare = value.strip().rpartition("@")[2] if "//" not in value else value.strip()
    try:
        host = urlsplit(bare if "//" in bare else f"//{bare}").hostname or ""
    except ValueError:
        return ""
    return host.lower().rstrip(".").removeprefix("www.")


def domains_among(names: Iterable[str]) -> Iterable[str]:
    """Those of an account's other names that are domains: a domain that it also answers under is written there."""
    for name in names:
        bare = name.strip().casefold()
        if re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", bare):
            yield bare


def _next_about(text: str, start: int, end: int) -> bool:
    return _ABOUT.search(text, start, end) is not None
