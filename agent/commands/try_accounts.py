"""`firstlight try DOMAINS.csv`: what tonight would find and write about your accounts; nothing is drafted or mailed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import click

from agent.clock import SystemClock
from agent.commands.options import folder_option, json_option
from agent.commands.run import Bars, bars
from agent.commands.trial_words import print_trial, trial_as_json
from agent.errors import ConfigError
from agent.imports.accounts import import_accounts
from agent.imports.columns import ACCOUNT_COLUMNS, guess, override
from agent.imports.files import open_sheet
from agent.imports.report import Report
from agent.imports.values import company_domain
from agent.log import configure
from agent.starter.write import NAMES, NOBODY_YET, write_starter
from agent.store import accounts
from agent.terminal.lines import print_json, say
from agent.trial import Trial, Trier
from agent.wiring import Installation, open_installation


@click.command("try")
@click.argument("file", type=click.Path(path_type=Path))
@folder_option
@json_option
@click.option("--map", "choices", multiple=True, metavar="FIELD=COLUMN", help="Say which column a field is.")
@click.option("--company", default="", help="Your company, where this folder has no team files yet.")
@click.option("--does", default="", help='What your product does, after its name: "routes every lead in minutes".')
def command(file: Path, folder: Path, as_json: bool, choices: tuple[str, ...], company: str, does: str) -> int:
    """See what tonight would find and write about a list of domains, what it would miss, and what it would cost.

    Needs no contacts, mailbox or key. Example: firstlight try domains.csv --company Harbor --does "routes every lead"
    """
    configure(level="error")
    if not file.exists():
        raise ConfigError(f"{file} is not there. Give a CSV file with one domain a line.")
    made = _starter(folder, company, does)
    with open_installation(folder) as installation:
        report, ids = _import(installation, file, choices)
        with bars() as progress:
            trial = asyncio.run(_play(installation, ids, Bars(progress)))
        if as_json:
            print_json({**trial_as_json(installation, trial, report), "team_files_written": made})
        else:
            print_trial(installation, trial, report)
    return 1 if not ids else 0


def _starter(folder: Path, company: str, does: str) -> list[str]:
    """Team files with safe defaults, where there are none."""
    if all((folder / name).exists() for name in NAMES if name.endswith(".yaml")):
        return []
    answers = replace(NOBODY_YET, team=company or NOBODY_YET.team, value=does)
    from_clock = SystemClock().now().date()
    made = write_starter(folder, answers, from_clock, provisional=True)
    say(
        f"Wrote {len(made)} team files with safe defaults; `firstlight init` asks and replaces those you did not edit.",
        err=True,
    )
    return made


def _import(installation: Installation, file: Path, choices: tuple[str, ...]) -> tuple[Report, list[str]]:
    """The file's accounts, imported; and their ids in the file's order."""
    owners = {name.casefold(): o.id for o in installation.team().owners for name in (o.id, o.name, o.email)}
    with open_sheet(file, bare_column="domain") as sheet:
        mapping = override(guess(sheet.header, ACCOUNT_COLUMNS), choices, sheet.header, ACCOUNT_COLUMNS)
        if "domain" not in mapping:
            raise ConfigError(
                f"{file.name}:1: no column for domain. It has {', '.join(sheet.header)}. Say which with "
                "--map domain=COLUMN."
            )
        report = Report(mapping)
        import_accounts(installation.store, sheet, report, owners=owners, now=installation.clock.now())
    with open_sheet(file, bare_column="domain") as sheet, installation.store.read() as session:
        said = dict.fromkeys(company_domain(row.cells.get(mapping["domain"], "")) for row in sheet.rows)
        found = [accounts.by_domain(session, domain) for domain in said if domain]
    return report, [account.id for account in found if account is not None]


async def _play(installation: Installation, ids: list[str], progress: Bars) -> Trial:
    async with installation.fetcher() as fetcher:
        trier = Trier(
            store=installation.store,
            team=installation.team(),
            clock=installation.clock,
            fetcher=fetcher,
            home_page=installation.settings.fetch.home_page,
            progress=progress,
        )
        return await trier.play(ids)
