"""`firstlight init`: writes the team's files, with comments and safe defaults; asks little."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import available_timezones

import click

from agent.commands.options import an_address, folder_option
from agent.errors import ConfigError
from agent.imports.columns import ACCOUNT_COLUMNS, guess
from agent.imports.files import open_sheet
from agent.imports.values import company_domain
from agent.proposals import propose_icp, propose_offer
from agent.starter.terms import asked_about, terms_lines, waiting
from agent.starter.write import NAMES, Answers, is_provisional, write_starter
from agent.team_files import Header, parse_team, read_files
from agent.terminal.lines import ask, confirm, say
from agent.wiring import read_home_page_of
from signals.pages.home_page import HomePage

LOCAL_TIME = Path("/etc/localtime")


def _a_zone(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in available_timezones():
        raise click.BadParameter(f"{value!r} is no time zone: write one such as Europe/Berlin.")
    return value


@click.command("init")
@folder_option
@click.option("--team", prompt="Your company", help="Shown in the mail footer.")
@click.option("--name", "owner_name", prompt="Your name", help="Who the first mailbox belongs to.")
@click.option(
    "--email", "owner_email", prompt="Your email address", callback=an_address, help="Where mail is sent from."
)
@click.option("--postal-address", help="The law asks for it in every mail.")
@click.option("--home-page", help="Your home page, to propose the offer from.")
@click.option("--does", default=None, help='What your product does, after its name: "routes every lead in minutes".')
@click.option("--time-zone", callback=_a_zone, help="The team's time zone, such as Europe/Berlin.")
@click.option("--won", type=click.Path(exists=True, path_type=Path), help="CSV of won accounts: icp.yaml is proposed.")
@click.option(
    "--terms-reviewed-by",
    default=None,
    help="Your name, once you have read the sources' terms: unconfirmed sources can be tried and are not scheduled.",
)
def command(
    folder: Path,
    team: str,
    owner_name: str,
    owner_email: str,
    postal_address: str | None,
    home_page: str | None,
    does: str | None,
    time_zone: str | None,
    won: Path | None,
    terms_reviewed_by: str | None,
) -> int:
    """Write your team's files into this folder. A file that is there stays, unless `try` wrote it and nobody edited it.

    Example: firstlight init --team Harbor --name "Ada Lowe" --email ada@harbor.example --home-page harbor.example
    """
    if postal_address is None:
        later = "No postal address yet: postal_address in mailboxes.yaml, before mail reaches anybody."
        postal_address = _asked("Postal address (the law asks for it in every mail)", later=later)
    if home_page is None:
        later = "No home page is read: write what you sell in offer.yaml."
        home_page = _asked("Your home page, to propose the offer from (empty to skip)", later=later)
    page = asyncio.run(read_home_page_of(home_page, folder)) if home_page else HomePage()
    if home_page and not page.name:
        say(f"{home_page} could not be read; the offer is left for you to write.", err=True)
    one_liner, proposed = propose_offer(team, page)
    if does is None:
        later = f"What it does: {proposed or 'nothing yet'}. Later: values in offer.yaml."
        does = _asked(f"What does it do? {team} …", later=later, default=proposed or "")
    answers = Answers(
        team=team,
        owner_name=owner_name,
        owner_email=owner_email,
        postal_address=postal_address,
        domain=company_domain(home_page),
        one_liner=one_liner,
        value=does,
        terms_reviewed_by=_confirmed(terms_reviewed_by, owner_name),
        time_zone=time_zone or _asked_zone(),
    )
    _write(folder, answers, won)
    _say_what_waits(folder)
    say("Next: firstlight accounts import FILE, then firstlight run. `firstlight doctor` says what is missing.")
    return 0


def _write(folder: Path, answers: Answers, won: Path | None) -> None:
    """Write what is not there yet, and say so of each file."""
    icp = folder / "icp.yaml"
    stay = [name for name in NAMES if (folder / name).exists() and not is_provisional(folder / name)]
    if won is not None and icp.name not in stay:
        folder.mkdir(parents=True, exist_ok=True)
        icp.write_text(_icp_from(won), encoding="utf-8")
        say(f"icp.yaml: proposed from {won.name}.")
    for name in write_starter(folder, answers, datetime.now(UTC).date()):
        say(f"{name}: written.")
    if stay:
        say(f"There already, left as they are: {', '.join(stay)}. Delete one to have it written anew.")


def _confirmed(given: str | None, owner_name: str) -> str:
    """Whose word it is that the sources' terms were read; "" leaves every source unscheduled."""
    if given is not None:
        return given
    say("A source is read on schedule once somebody has read its terms:")
    for line in terms_lines(asked_about()):
        say(line)
    try:
        return owner_name if confirm("Have you read them, and may these be read on schedule?") else ""
    except click.Abort:
        if sys.stdin.isatty():
            raise
        say("")  # ends the line of the question
        words = "Not yet: nobody answers here. Give --terms-reviewed-by NAME, or later firstlight source confirm --all."
        say(words, err=True)
        return ""


def _asked(question: str, *, later: str, default: str = "") -> str:
    """The answer; where nobody answers, the default, with where to write another."""
    try:
        return ask(question, default=default)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        say("")  # ends the line of the question
        say(later, err=True)
        return default


def _asked_zone() -> str:
    """The zone of the nights and of sending hours. Where nobody answers, this machine's, and says so."""
    here = _zone_here()
    later = f"Time zone: {here}. Another one: time_zone in firstlight.toml."
    while (answer := _asked("Your time zone", later=later, default=here)) not in available_timezones():
        say(f"{answer!r} is no time zone: write one such as Europe/Berlin.", err=True)
    return answer


def _zone_here() -> str:
    name = str(LOCAL_TIME.resolve()).partition("zoneinfo/")[2].removeprefix("Etc/")
    return name if name in available_timezones() else "UTC"


def _say_what_waits(folder: Path) -> None:
    """Which sources no night reads, and what each waits for."""
    try:
        sources = parse_team(read_files(folder), Header("", "UTC", time(2))).sources
    except ConfigError:
        return  # a team's own file has a problem: doctor names it with its line
    on, off = waiting(sources)
    if on:
        say("Not read on schedule until somebody confirms their terms (`firstlight source confirm --all` writes")
        say("terms_reviewed_by and terms_reviewed_on into their lines of sources.yaml):")
    for line in terms_lines(on):
        say(line)
    if off:
        say(f"Switched off, each with terms to confirm before enabled: true: {', '.join(off)}.")


def _icp_from(won: Path) -> str:
    with open_sheet(won) as sheet:
        mapping = guess(sheet.header, ACCOUNT_COLUMNS)
        return propose_icp(
            {field: row.cells.get(column, "") for field, column in mapping.items()} for row in sheet.rows
        )
