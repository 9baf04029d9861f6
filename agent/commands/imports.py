"""`firstlight accounts|contacts|suppressions import FILE`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from agent.commands.boards import command as boards
from agent.commands.enrich import command as enrich
from agent.commands.options import folder_option, json_option
from agent.domain.sends import SuppressionReason
from agent.errors import ConfigError
from agent.guesses import hold_guesses
from agent.imports.accounts import consent_notes, import_accounts
from agent.imports.columns import ACCOUNT_COLUMNS, CONTACT_COLUMNS, SUPPRESSION_COLUMNS, guess, header_sha256, override
from agent.imports.contacts import import_contacts
from agent.imports.files import Sheet, open_sheet
from agent.imports.report import Fate, Report, writing_to
from agent.imports.suppressions import import_suppressions
from agent.plurals import count
from agent.store import accounts as accounts_store
from agent.store import mappings
from agent.store.engine import Store
from agent.terminal.console import Terminal
from agent.terminal.lines import print_file, print_json, say
from agent.to_find import draft_found, to_csv
from agent.wiring import Installation, open_installation

_REASONS = [
    SuppressionReason.CUSTOMER,
    SuppressionReason.OPEN_OPPORTUNITY,
    SuppressionReason.COMPETITOR,
    SuppressionReason.PARTNER,
    SuppressionReason.DO_NOT_CONTACT,
    SuppressionReason.OBJECTION,
]


def _import_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        json_option,
        folder_option,
        click.option("--map", "choices", multiple=True, metavar="FIELD=COLUMN", help="Say which column a field is."),
        click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write every row's fate here."),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        command = option(command)
    return command


def _mapping(
    store: Store, kind: str, sheet: Sheet, choices: Sequence[str], known: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    sha256 = header_sha256(sheet.header)
    with store.read() as session:
        saved = mappings.saved(session, kind, sha256)
    return override(saved or guess(sheet.header, known), choices, sheet.header, known)


def _import(
    kind: str,
    file: Path,
    installation: Installation,
    choices: Sequence[str],
    report_path: Path | None,
    known: Mapping[str, tuple[str, ...]],
    do: Callable[[Sheet, Report], None],
    *,
    needs: tuple[str, ...],
    bare_column: str = "",
) -> Report:
    """Open, map, import, remember the mapping."""
    with open_sheet(file, bare_column=bare_column) as sheet:
        mapping = _mapping(installation.store, kind, sheet, choices, known)
        if not any(field in mapping for field in needs):
            raise ConfigError(
                f"{file.name}:1: no column for {' or '.join(needs)}. It has {', '.join(sheet.header)}. "
                f"Say which with --map {needs[0]}=COLUMN."
            )
        report = Report(mapping)
        with writing_to(report, report_path):
            do(sheet, report)
        if not report.total:
            report.notes.insert(0, f"{file.name} has a header and no row below it: nothing was imported.")
        with installation.store.write() as session:
            now = installation.clock.now()
            mappings.save(session, kind, header_sha256(sheet.header), mapping, now=now)
    return report


def _print(report: Report, as_json: bool) -> int:
    if as_json:
        print_json(report.as_json())
        return 1 if report.counts[Fate.REJECTED] else 0
    console = Terminal()
    console.print("Columns: " + ", ".join(f"{field} ← {column}" for field, column in report.mapping.items()))
    table = Table("rows", *(str(fate) for fate in Fate))
    table.add_row(str(report.total), *(str(report.counts[fate]) for fate in Fate))
    console.print(table)
    for result in report.shown:
        console.print(result.told)
    for note in report.notes:
        console.print(note)
    return 1 if report.counts[Fate.REJECTED] else 0


@click.group()
def accounts() -> None:
    """The accounts you watch."""


accounts.add_command(boards)


@accounts.command("import")
@_import_options
def _accounts_import(file: Path, folder: Path, as_json: bool, choices: Sequence[str], report: Path | None) -> int:
    """Import accounts from a CSV file: a CRM's export, or a sheet, or a bare list of domains.

    Example: firstlight accounts import hubspot-companies.csv --map owner="Company owner"
    """
    with open_installation(folder) as installation:
        team = installation.team()
        owners = {name.casefold(): o.id for o in team.owners for name in (o.id, o.name, o.email)}

        def do(sheet: Sheet, to: Report) -> None:
            import_accounts(installation.store, sheet, to, owners=owners, now=installation.clock.now())
            with installation.store.read() as session:
                to.notes.extend(consent_notes(accounts_store.every(session), team.policy))

        return _print(
            _import(
                "accounts",
                file,
                installation,
                choices,
                report,
                ACCOUNT_COLUMNS,
                do,
                needs=("domain",),
                bare_column="domain",
            ),
            as_json,
        )


@click.group()
def contacts() -> None:
    """The people you may write to."""


contacts.add_command(enrich)


@contacts.command("import")
@_import_options
def _contacts_import(file: Path, folder: Path, as_json: bool, choices: Sequence[str], report: Path | None) -> int:
    """Import people from a CSV file; each is placed at an account by domain, address or company name.

    Example: firstlight contacts import apollo-contacts.csv
    """
    with open_installation(folder) as installation:

        def do(sheet: Sheet, to: Report) -> None:
            store, now = installation.store, installation.clock.now()
            landed = import_contacts(store, sheet, to, source=file.name, now=now)
            held = hold_guesses(store, [one.contact_id for one in landed], installation.guesser(), now=now)
            if held:
                to.notes.append(f"{held} address(es) guessed and held: confirm them on To find.")
            answered = [(one.card_id, one.contact_id) for one in landed if one.card_id]
            if answered:
                draft = installation.preparer().draft_for_contact
                made, why_not = draft_found(store, answered, draft, now=now)
                to.notes += [f"{made} drafted for To find.", *why_not]

        needs = ("email", "last_name", "name")
        return _print(
            _import("contacts", file, installation, choices, report, CONTACT_COLUMNS, do, needs=needs), as_json
        )


@contacts.command("to-find")
@folder_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead.")
def _contacts_to_find(folder: Path, out: Path | None) -> int:
    """Write the To find cards as CSV: fill in name, title and email, then `firstlight contacts import` the same file.

    Example: firstlight contacts to-find --out to-find.csv
    """
    with open_installation(folder) as installation, installation.store.read() as session:
        text = to_csv(session, installation.team())
    if out is None:
        print_file(text)
    else:
        out.write_text(text, encoding="utf-8", newline="")
        say(f"{count(text.count(chr(10)) - 1, 'card')} written to {out}.")
    return 0


@click.group()
def suppressions() -> None:
    """Who must never be mailed."""


@suppressions.command("import")
@_import_options
@click.option("--reason", type=click.Choice([str(reason) for reason in _REASONS]), required=True)
def _suppressions_import(
    file: Path, folder: Path, as_json: bool, choices: Sequence[str], report: Path | None, reason: str
) -> int:
    """Import addresses or domains that must never be mailed; what was on its way to them stops.

    Example: firstlight suppressions import customers.csv --reason customer
    """
    with open_installation(folder) as installation:

        def do(sheet: Sheet, to: Report) -> None:
            import_suppressions(
                installation.store,
                sheet,
                to,
                reason=SuppressionReason(reason),
                source=f"import {file.name}",
                now=installation.clock.now(),
            )

        done = _import(
            "suppressions",
            file,
            installation,
            choices,
            report,
            SUPPRESSION_COLUMNS,
            do,
            needs=("email", "domain"),
            bare_column="domain",
        )
        return _print(done, as_json)
