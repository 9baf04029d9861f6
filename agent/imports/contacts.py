"""Contacts from a CSV file: one row a person, found again by address, placed at an account by domain or name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from agent.domain.contacts import AddressStatus, Contact
from agent.domain.sends import Suppression, SuppressionReason
from agent.imports.batches import batches
from agent.imports.files import Row, Sheet
from agent.imports.report import Fate, Report, RowResult, plain
from agent.imports.values import address, address_status, company_domain, consent, country, is_yes
from agent.sends.suppression import suppress
from agent.store import accounts, contacts, objections, screens
from agent.store.engine import Store
from agent.tables.columns import new_id
from signals.extract.organisations import name_key
from signals.extract.titles import classify


@dataclass(frozen=True, slots=True)
class Landed:
    """A person whom a row brought, with the *To find* card that the row answers, "" for none."""

    contact_id: str
    card_id: str = ""


def import_contacts(store: Store, sheet: Sheet, report: Report, *, source: str, now: datetime) -> list[Landed]:
    """Read every row; a batch is one transaction. `source` is kept with each person (signals §7). Returns whom the rows
    brought, the same people again included."""
    with store.read() as session:
        by_name = {name_key(account.name): account.id for account in accounts.every(session)}
    reading = _Reading(report.mapping, by_name, source, now)
    for batch in batches(sheet.rows):
        with store.write() as session:
            for row in batch:
                report.add(reading.import_row(session, row))
    return reading.landed


@dataclass(slots=True)
class _Reading:
    """What the rows of one file share: `lines` is where a person stood first."""

    mapping: Mapping[str, str]
    by_name: Mapping[str, str]
    source: str
    now: datetime
    lines: dict[str, int] = field(default_factory=dict)
    landed: list[Landed] = field(default_factory=list)

    def import_row(self, session: Session, row: Row) -> RowResult:
        cells = {name: plain(row.cells.get(column, "")) for name, column in self.mapping.items()}
        card = screens.card(session, cells["card_id"]) if cells.get("card_id") else None
        try:
            email = address(cells["email"]) if cells.get("email") else ""
        except ValueError as wrong:
            return RowResult(row.line, Fate.REJECTED, cells.get("email", ""), str(wrong))
        first, last = _names(cells)
        if card is not None and not email and not first and not last:
            return RowResult(row.line, Fate.SAME, card.id, "Nobody was filled in.")
        if not email and not (first and last):
            return RowResult(row.line, Fate.REJECTED, note="Neither an address nor a first and last name.")
        account_id = card.account_id if card else _account(session, cells, email, self.by_name)
        if account_id is None:
            where = cells.get("domain") or email.rpartition("@")[2] or cells.get("company", "")
            return RowResult(row.line, Fate.REJECTED, email, f"No account for {where!r}: import the account first.")
        key = contacts.canonical_address(email) or f"{account_id}:{first} {last}".casefold()
        if key in self.lines:
            return RowResult(row.line, Fate.DUPLICATE, email, f"Same person as line {self.lines[key]}, which counts.")
        self.lines[key] = row.line
        if _stays_away(session, account_id, email, f"{first} {last}"):
            return RowResult(row.line, Fate.REJECTED, note="This person objected or was erased and must not come back.")
        known = _known(session, email, account_id, f"{first} {last}")
        contact = _sourced(_merge(known, cells, email, first, last, account_id), self.source, self.now)
        fate = contacts.put(session, contact, now=self.now)
        _keep_opt_out(session, cells, email, self.source, self.now)
        self.landed.append(Landed(contact.id, card.id if card else ""))
        return RowResult(row.line, Fate(fate), email)


def _stays_away(session: Session, account_id: str, email: str, name: str) -> bool:
    return objections.objects(session, Contact("", account_id, name, "", "", "", email))


def _names(cells: Mapping[str, str]) -> tuple[str, str]:
    if cells.get("first_name") or cells.get("last_name"):
        return cells.get("first_name", ""), cells.get("last_name", "")
    first, _, last = cells.get("name", "").strip().rpartition(" ")
    return (first, last) if first else (last, "")


def _account(session: Session, cells: Mapping[str, str], email: str, by_name: Mapping[str, str]) -> str | None:
    for text in (cells.get("domain", ""), email.rpartition("@")[2]):
        domain = company_domain(text)
        found = accounts.by_domain(session, domain) if domain else None
        if found:
            return found.id
    return by_name.get(name_key(cells["company"])) if cells.get("company") else None


def _known(session: Session, email: str, account_id: str, name: str) -> Contact | None:
    if email:
        found = contacts.by_email(session, email)
        if found is not None:
            return found
    at_account = contacts.at_account(session, account_id)
    same = (person for person in at_account if person.name.casefold() == name.strip().casefold())
    return next((person for person in same if not email or not person.email), None)


def _merge(
    known: Contact | None, cells: Mapping[str, str], email: str, first: str, last: str, account_id: str
) -> Contact:
    base = known or Contact(new_id(), account_id, "", "", "", "", address_status=AddressStatus.MISSING)
    title = cells.get("title") or base.title
    seen = classify(title) if title else None
    status = base.address_status
    if email:
        told = address_status(cells.get("email_status", ""))
        keep = base.address_status in {AddressStatus.CONFIRMED, AddressStatus.BOUNCED} and email == base.email
        status = base.address_status if keep else told
    return replace(
        base,
        name=f"{first} {last}".strip() or base.name or email,
        first_name=first or base.first_name,
        last_name=last or base.last_name,
        title=title,
        email=email or base.email,
        function=seen.function if seen else base.function,
        seniority=seen.seniority if seen else base.seniority,
        address_status=status,
        country=country(cells.get("country", "")) or base.country,
        time_zone=cells.get("time_zone") or base.time_zone,
        language=cells.get("language") or base.language,
        consent=consent(cells["consent"]) if cells.get("consent") else base.consent,
    )


def _sourced(contact: Contact, source: str, now: datetime) -> Contact:
    return contact if contact.source else replace(contact, source=source, sourced_at=now)


def _keep_opt_out(session: Session, cells: Mapping[str, str], email: str, source: str, now: datetime) -> None:
    """A CRM's opt-out is an opt-out here too, before anything is drafted (sending §6)."""
    if email and is_yes(cells.get("opted_out", "")):
        opted_out = Suppression("address", email, SuppressionReason.UNSUBSCRIBE, now, source=source)
        suppress(session, opted_out, by="import", now=now)
