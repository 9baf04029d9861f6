"""Accounts from a CSV file: one row an account, found again by its domain, changed only where the file says more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.accounts import Account, Relationship
from agent.domain.policies import SendPolicy
from agent.imports.batches import batches
from agent.imports.boards import bindings_of, boards_given, boards_named
from agent.imports.files import Row, Sheet
from agent.imports.report import Fate, Report, RowResult
from agent.imports.values import (
    addresses_listed,
    company_domain,
    country,
    headcount,
    listed,
    relationship,
    why_unreadable,
)
from agent.sends.countries import Rule, rule_of
from agent.store import accounts, bindings
from agent.store.engine import Store
from agent.tables.columns import new_id
from signals.collectors.companies_house import company_number
from signals.hard_ids import cik_of, lei_of

_PAGES = ("newsroom", "sitemap", "team_page")


def import_accounts(store: Store, sheet: Sheet, report: Report, *, owners: Mapping[str, str], now: datetime) -> None:
    """Read every row; a batch is one transaction. `owners` maps what a file calls an owner to the owner's id."""
    lines: dict[str, int] = {}
    for batch in batches(sheet.rows):
        with store.write() as session:
            for row in batch:
                report.add(_import_row(session, row, report.mapping, owners, lines, now))


def _import_row(
    session: Session,
    row: Row,
    mapping: Mapping[str, str],
    owners: Mapping[str, str],
    lines: dict[str, int],
    now: datetime,
) -> RowResult:
    cells = {field: row.cells.get(column, "") for field, column in mapping.items()}
    if row.too_long:
        return RowResult(
            row.line, Fate.REJECTED, note="More cells than the header has columns: quote cells with commas."
        )
    domain = company_domain(cells.get("domain", ""))
    if not domain:
        said = cells.get("domain", "")
        why = f"{said!r} is not a company's domain." if said else "No domain. It is how an account is known."
        return RowResult(row.line, Fate.REJECTED, cells.get("name", ""), why)
    if domain in lines:
        return RowResult(row.line, Fate.DUPLICATE, domain, f"Same domain as line {lines[domain]}, which counts.")
    lines[domain] = row.line
    known = accounts.by_domain(session, domain) or _fresh(domain, cells)
    taken = _taken(session, known, cells)
    off = bindings.taken_off(session, known.id, boards_named(cells))
    account, doubts = _merge(known, cells, owners, taken, off)
    fate = Fate(accounts.put(session, account, now=now))
    named = list(bindings_of(cells, account.id, taken=taken, line=row.line, now=now))
    if named:
        session.flush()
        bindings.put(session, named)
    return RowResult(row.line, fate, domain, doubts)


def _taken(session: Session, account: Account, cells: Mapping[str, str]) -> dict[str, str]:
    """Of the boards that the row adds those of other accounts, each with the domain of the one that has it."""
    added = [board for board in boards_named(cells) if board not in account.boards]
    return bindings.of_others(session, account.id, added) if added else {}


def _fresh(domain: str, cells: Mapping[str, str]) -> Account:
    return Account(id=new_id(), name=cells.get("name") or name_of(domain), domain=domain)


def name_of(domain: str) -> str:
    """A name to begin with, where only the domain is known: "alder-robotics.example" → "Alder Robotics"."""
    return domain.split(".")[0].replace("-", " ").title()


def _merge(
    account: Account,
    cells: Mapping[str, str],
    owners: Mapping[str, str],
    taken: Mapping[str, str],
    off: Collection[str],
) -> tuple[Account, str]:
    """What the row says over what is known; an empty cell takes nothing away. Doubts are said in words."""
    changes: dict[str, object] = {}
    doubts: list[str] = []
    for field in ("name", "region", "city", "industry", "external_id", "language"):
        if cells.get(field):
            changes[field] = cells[field]
    if cells.get("country"):
        code = country(cells["country"])
        changes["country"] = code or account.country
        if not code:
            doubts.append(f"Country {cells['country']!r} is not known: write its name in English or two letters.")
    changes.update(_register_ids(account, cells, doubts))
    if cells.get("headcount"):
        changes["headcount"] = headcount(cells["headcount"]) or account.headcount
    if cells.get("relationship"):
        found = relationship(cells["relationship"])
        if found is not Relationship.PROSPECT or account.relationship is not Relationship.PROSPECT:
            changes["relationship"] = found
    if cells.get("owner"):
        owner = owners.get(cells["owner"].casefold(), "")
        changes["owner"] = owner or account.owner
        if not owner:
            doubts.append(f"Owner {cells['owner']!r} is not in owners.yaml.")
    changes.update(_lists(account, cells, taken, off, doubts))
    return replace(account, **changes), " ".join(doubts)  # type: ignore[arg-type]


def _register_ids(account: Account, cells: Mapping[str, str], doubts: list[str]) -> dict[str, object]:
    changes: dict[str, object] = {}
    if cells.get("cik"):
        known = bool(cik_of(cells["cik"]))
        changes["cik"] = cells["cik"] if known else account.cik
        if not known:
            doubts.append(f"cik {cells['cik']!r} was left out: write the SEC's number, one to ten digits.")
    if cells.get("company_number"):
        number = company_number(cells["company_number"])
        changes["company_number"] = number or account.company_number
        if not number:
            doubts.append(f"Company number {cells['company_number']!r} is none of Companies House: eight characters.")
    if cells.get("lei"):
        lei = lei_of(cells["lei"])
        changes["lei"] = lei or account.lei
        if not lei:
            doubts.append(f"LEI {cells['lei']!r} does not hold by its check digits: copy it anew.")
    return changes


def _lists(
    account: Account, cells: Mapping[str, str], taken: Mapping[str, str], off: Collection[str], doubts: list[str]
) -> dict[str, object]:
    changes: dict[str, object] = {}
    if cells.get("technologies"):
        changes["technologies"] = _joined(account.technologies, listed(cells["technologies"]))
    if cells.get("aliases"):
        changes["aliases"] = _joined(account.aliases, listed(cells["aliases"]))
    feeds = _addresses(cells, "feed_url", doubts)
    if feeds:
        changes["feeds"] = _joined(account.feeds, feeds)
    pages = [f"{collector}:{url}" for collector in _PAGES for url in _addresses(cells, f"{collector}_url", doubts)]
    if pages:
        changes["pages"] = _joined(account.pages, pages)
    if cells.get("board_url"):
        changes["boards"] = _joined(account.boards, boards_given(cells, account.domain, taken, off, doubts))
    return changes


def _addresses(cells: Mapping[str, str], column: str, doubts: list[str]) -> list[str]:
    """The addresses of a cell that a night can read; why another cannot be is said in words."""
    good = []
    for url in addresses_listed(cells.get(column, "")):
        if why := why_unreadable(url):
            doubts.append(f"{column} {url!r} was left out: {why} Write a public address in full, with https:// before.")
        else:
            good.append(url)
    return good


def _joined(known: tuple[str, ...], more: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*known, *more]))


def consent_notes(watched: Iterable[Account], policy: SendPolicy) -> list[str]:
    """ "412 of 1,000 sit in countries that need consent": said at import, before any money is spent on them (§7)."""
    total = blocked = 0
    for account in watched:
        total += 1
        if account.country and rule_of(account.country, policy.countries)[0] is Rule.BLOCK:
            blocked += 1
    if not blocked:
        return []
    return [f"{blocked:,} of {total:,} sit in countries that need consent: nothing is drafted for them without it."]
