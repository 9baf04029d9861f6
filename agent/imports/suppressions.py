"""Who must never be mailed, from a CSV file of addresses or domains."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from agent.domain.sends import Suppression, SuppressionReason
from agent.imports.batches import batches
from agent.imports.files import Row, Sheet
from agent.imports.report import Fate, Report, RowResult
from agent.imports.values import address, company_domain
from agent.sends.suppression import suppress
from agent.store.engine import Store


def import_suppressions(
    store: Store, sheet: Sheet, report: Report, *, reason: SuppressionReason, source: str, now: datetime
) -> None:
    """Suppress every address or domain; what was on its way to them stops in the same transaction."""
    lines: dict[str, int] = {}
    for batch in batches(sheet.rows):
        with store.write() as session:
            for row in batch:
                report.add(_import_row(session, row, report.mapping, lines, reason, source, now))


def _import_row(
    session: Session,
    row: Row,
    mapping: Mapping[str, str],
    lines: dict[str, int],
    reason: SuppressionReason,
    source: str,
    now: datetime,
) -> RowResult:
    said = row.cells.get(mapping.get("email", ""), "") or row.cells.get(mapping.get("domain", ""), "")
    try:
        scope, key = _scope(said)
    except ValueError as wrong:
        return RowResult(row.line, Fate.REJECTED, said, str(wrong))
    if key in lines:
        return RowResult(row.line, Fate.DUPLICATE, key, f"Same as line {lines[key]}.")
    lines[key] = row.line
    stopped = suppress(session, Suppression(scope, key, reason, now, source=source), by="import", now=now)
    return RowResult(row.line, Fate.CREATED if stopped.new else Fate.SAME, key)


def _scope(said: str) -> tuple[str, str]:
    if "@" in said.lstrip("@"):
        return "address", address(said)
    domain = company_domain(said.lstrip("@"))
    if not domain:
        raise ValueError(f"{said!r} is neither an address nor a company's domain." if said else "Nothing in this row.")
    return "domain", domain
