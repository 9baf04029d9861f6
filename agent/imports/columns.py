"""Which column of a file means what: guessed from its header, shown, overridable, remembered.

The names are those that HubSpot, Salesforce and Apollo write into their exports, and what people type into a sheet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from agent.errors import ConfigError

ACCOUNT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("company name", "account name", "company", "name", "organization", "organisation", "account"),
    "domain": (
        "company domain name",
        "domain",
        "website",
        "website url",
        "company website",
        "web site",
        "url",
        "company domain",
        "homepage",
    ),
    "country": ("country/region", "billing country", "company country", "country", "country code", "hq country"),
    "region": ("state/region", "billing state/province", "billing state", "company state", "state", "region"),
    "city": ("city", "billing city", "company city", "hq city"),
    "industry": ("industry", "sector", "primary industry", "segment"),
    "headcount": (
        "number of employees",
        "employees",
        "# employees",
        "employee count",
        "headcount",
        "company size",
        "no. of employees",
    ),
    "owner": ("company owner", "account owner", "owner", "account owner alias", "owner email", "account executive"),
    "relationship": ("lifecycle stage", "type", "account type", "relationship", "stage", "status"),
    "external_id": ("record id", "account id", "apollo account id", "company id", "id", "external id"),
    "technologies": ("technologies", "web technologies", "tech stack", "stack", "tools"),
    "board_url": ("board_url", "board url", "job board", "jobs url", "careers url", "ats url"),
    "possible_board": ("possible_board", "possible board", "board candidate", "suggested job board"),
    "feed_url": ("feed_url", "feed url", "rss", "newsroom feed", "rss url", "news feed"),
    "newsroom_url": ("newsroom_url", "newsroom url", "news page", "press page", "newsroom"),
    "team_page_url": ("team_page_url", "team page url", "team page", "leadership page", "leadership url"),
    "sitemap_url": ("sitemap_url", "sitemap url", "sitemap"),
    "cik": ("cik", "sec cik"),
    "company_number": ("company_number", "company number", "companies house number", "company registration number"),
    "lei": ("lei", "lei code", "legal entity identifier"),
    "aliases": ("aliases", "also known as", "other names", "dba"),
    "language": ("language", "preferred language"),
}
CONTACT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "first_name": ("first name", "firstname", "first", "given name"),
    "last_name": ("last name", "lastname", "last", "surname", "family name"),
    "name": ("full name", "name", "contact name", "person"),
    "email": ("email", "email address", "e-mail", "work email", "primary email", "mail"),
    "title": ("job title", "title", "position", "role"),
    "company": ("company name", "account name", "company", "associated company", "organization", "account"),
    "domain": ("company domain name", "website", "company website", "domain", "website url", "company domain"),
    "country": ("country/region", "mailing country", "country", "person country"),
    "time_zone": ("time zone", "timezone"),
    "language": ("language", "preferred language"),
    "email_status": ("email status", "email verification status", "verification status", "address status"),
    "consent": ("consent", "legal basis for processing contact's data", "opt-in"),
    "opted_out": ("unsubscribed from all email", "email opt out", "hasoptedoutofemail", "opted out", "do not email"),
    "external_id": ("record id", "contact id", "apollo contact id", "id"),
    "card_id": ("card id", "card_id"),
}
SUPPRESSION_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "email address", "e-mail", "address", "mail"),
    "domain": ("domain", "company domain name", "website", "company domain", "url"),
}


def _plain(header: str) -> str:
    return re.sub(r"\s+", " ", header.strip().lstrip("\ufeff").casefold().replace("_", " "))


def guess(header: Sequence[str], known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Field → column. Each column serves once; the earlier name in a field's list wins."""
    plain = {_plain(column): column for column in reversed(header) if column.strip()}
    mapping: dict[str, str] = {}
    for field, names in known.items():
        for name in names:
            column = plain.get(_plain(name))
            if column is not None and column not in mapping.values():
                mapping[field] = column
                break
    return mapping


def override(
    mapping: Mapping[str, str], choices: Sequence[str], header: Sequence[str], known: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """`mapping` with "field=Column" choices applied; "field=" drops a field. Raises ConfigError for unknown words."""
    changed = dict(mapping)
    for choice in choices:
        field, sep, column = choice.partition("=")
        if not sep or field not in known:
            raise ConfigError(f"--map {choice!r}: write FIELD=Column with one of {', '.join(known)}.")
        if not column:
            changed.pop(field, None)
        elif column not in header:
            raise ConfigError(f"--map {choice!r}: the file has no column {column!r}. It has {', '.join(header)}.")
        else:
            changed = {name: old for name, old in changed.items() if old != column}
            changed[field] = column
    return changed


def header_sha256(header: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(header).encode()).hexdigest()
