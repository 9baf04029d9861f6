"""`firstlight intake import|profile`: signals from a team's own tools, read as a profile of theirs says."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table

from agent.commands.options import folder_option, json_option
from agent.domain.items import INTERNAL_ONLY, KEEP_UNTIL, Item
from agent.errors import ConfigError
from agent.imports.intake_profiles import begin_profile, licences, profile_names, read_profile, template_names
from agent.imports.report import inert
from agent.intake import Arrived, read_arrived
from agent.plurals import count
from agent.terminal.console import Terminal
from agent.terminal.lines import print_json, say
from agent.wiring import open_installation
from signals.collectors.intake_events import RowError

KINDS_OF_FILE = frozenset({"csv", "jsonl", "json"})
SHOWN_ROWS = 20
_SHOWN_ERRORS = 20


@click.group()
def intake() -> None:
    """Signals from your team's own tools."""


@intake.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--profile", "name", metavar="NAME", help="Read the columns as intake/NAME.yaml says.")
@click.option("--preview", is_flag=True, help=f"Show the first {SHOWN_ROWS} rows as they would be read; keep nothing.")
@click.option("--errors", type=click.Path(path_type=Path, dir_okay=False), help="Write the rows not understood here.")
@click.option("--all-or-nothing", is_flag=True, help="Take nothing in unless every row is understood.")
@folder_option
@json_option
def import_command(
    file: Path, name: str | None, preview: bool, errors: Path | None, all_or_nothing: bool, folder: Path, as_json: bool
) -> int:
    """Take in signals from a CSV or JSONL file and understand them at once.

    Example: firstlight intake import moves.csv --profile usergems --preview
    """
    with open_installation(folder) as installation:
        team_folder = installation.settings.folder
        profile = read_profile(team_folder, name) if name else None
        channel, now = name or file.stem, installation.clock.now()
        arrived = read_arrived(
            channel, _bytes_of(file), _kind_of(file), now, profile=profile, licences=licences(team_folder)
        )
        if profile and not arrived.items and arrived.missing:
            raise ConfigError(
                f"{file.name} has no column {', '.join(repr(column) for column in arrived.missing)}. "
                f"Put the file's own names into intake/{name}.yaml."
            )
        if errors is not None:
            write_errors(errors, arrived.errors)
        if preview:
            return _show_preview(arrived, as_json)
        refused = all_or_nothing and bool(arrived.errors)
        taken = () if refused else installation.intake().take(arrived.items)
    return _tell(arrived, taken, as_json, refused=refused)


@intake.command("profile")
@click.argument("name", required=False)
@click.option("--from", "template", metavar="TEMPLATE", help="Begin the profile from this template.")
@folder_option
@json_option
def profile_command(name: str | None, template: str | None, folder: Path, as_json: bool) -> int:
    """Begin a mapping profile from a template, check one that you have edited, or list them all.

    Example: firstlight intake profile moves --from usergems
    """
    if name and template:
        path = begin_profile(folder, name, template)
        print_json({"profile": name, "file": str(path)}) if as_json else say(
            f"{path} is yours: put the columns of your file into it, then try it with "
            f"firstlight intake import FILE --profile {name} --preview"
        )
    elif name:
        profile = read_profile(folder, name)
        print_json({"profile": name, "columns": dict(profile.columns)}) if as_json else say(
            f"{name}: {count(len(profile.columns), 'column')}, no fault found."
        )
    else:
        found = {"profiles": profile_names(folder), "templates": template_names()}
        print_json(found) if as_json else say(
            "\n".join(f"{kind}: {', '.join(names) or 'none yet'}" for kind, names in found.items())
        )
    return 0


def _kind_of(file: Path) -> str:
    kind = file.suffix.lower().lstrip(".")
    if kind not in KINDS_OF_FILE:
        raise ConfigError(f"{file.name}: intake takes .csv, .jsonl or .json files.")
    return kind


def _bytes_of(file: Path) -> bytes:
    if not file.is_file():
        raise ConfigError(f"{file} is not there. Check the name.")
    return file.read_bytes()


def write_errors(path: Path, errors: Sequence[RowError]) -> None:
    """One line for each row that was not understood: its line in the file, and why."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["line", "reason"])
        writer.writerows([error.line, inert(error.reason)] for error in errors)


def _show_preview(arrived: Arrived, as_json: bool) -> int:
    shown = [_shown(item) for item in arrived.items[:SHOWN_ROWS]]
    if as_json:
        told = [str(error) for error in arrived.errors[:SHOWN_ROWS]]
        print_json(
            {"rows": shown, "good": len(arrived.items), "rejected": told, "missing_columns": list(arrived.missing)}
        )
        return 1 if arrived.errors else 0
    console = Terminal()
    table = Table("reads as", "on", "fields", "licence")
    for row in shown:
        table.add_row(row["reads_as"], row["on"], row["fields"], row["licence"])
    console.print(table)
    for error in arrived.errors[:SHOWN_ROWS]:
        console.print(str(error))
    for column in arrived.missing:
        console.print(f"The file has no column {column!r}.")
    console.print(f"{count(len(arrived.items), 'row')} would be taken in, {len(arrived.errors)} not. Nothing was kept.")
    return 1 if arrived.errors else 0


def _shown(item: Item) -> dict[str, str]:
    fields = {name: value for name, value in item.fields.items() if name not in {INTERNAL_ONLY, KEEP_UNTIL}}
    tag = fields.pop("licence_tag", "")
    inside = "internal only" if item.fields.get(INTERNAL_ONLY) else ""
    until = item.fields.get(KEEP_UNTIL, "")[:10]
    return {
        "reads_as": item.title,
        "on": f"{item.published_at:%Y-%m-%d}" if item.published_at else "",
        "fields": ", ".join(f"{name}: {value}" for name, value in fields.items()),
        "licence": ", ".join(part for part in (tag, inside, f"until {until}" if until else "") if part),
    }


def _tell(arrived: Arrived, taken: Sequence[str], as_json: bool, *, refused: bool) -> int:
    reasons = [str(error) for error in arrived.errors]
    if as_json:
        print_json({"taken": len(taken), "rejected": "; ".join(reasons), "missing_columns": list(arrived.missing)})
    elif refused:
        many = count(len(reasons), "row is", "rows are")
        say(f"Nothing was taken in: {many} not understood. {'; '.join(reasons[:_SHOWN_ERRORS])}")
    else:
        shown = f" Not understood: {'; '.join(reasons[:_SHOWN_ERRORS])}" if reasons else ""
        say(f"{len(taken)} taken in.{shown}")
    return 1 if reasons else 0
