"""`firstlight erase PERSON` and `firstlight export PERSON`: what a person may ask of a team that writes to people."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import click
from sqlmodel import Session

from agent.commands.options import folder_option, json_option
from agent.domain.contacts import Contact
from agent.errors import NotFound
from agent.log import configure
from agent.sends import erasure
from agent.store import personal_data
from agent.terminal.lines import confirm, print_json, say
from agent.wiring import open_installation


def _one(session: Session, who: str) -> Contact:
    found = personal_data.find(session, who)
    if not found:
        raise NotFound(f"Nobody is known as {who!r}. Give the address, the full name or the id of a contact.")
    if len(found) > 1:
        told = ", ".join(f"{person.id} ({person.email or 'no address'})" for person in found)
        raise NotFound(f"{len(found)} people are called {who!r}: {told}. Give the id of one.")
    return found[0]


@click.command("erase")
@click.argument("person")
@folder_option
@json_option
@click.option("--yes", is_flag=True, help="Do not ask. --json needs it.")
def erase(person: str, folder: Path, as_json: bool, yes: bool) -> int:
    """Erase PERSON (an address, a full name or an id): name, address, the text of drafts, mails and replies.

    What is on its way stops. A hash stays, so that nobody imports them again.

    Example: firstlight erase dana@alder.example
    """
    if as_json and not yes:
        raise click.UsageError(f"--json asks nothing, and erasing is for good. Add --yes to erase {person}.")
    configure()
    with open_installation(folder) as installation:
        with installation.store.read() as session:
            found = _one(session, person)
        if not yes:
            confirm(f"Erase {found.name or found.email} for good?", abort=True)
        with installation.store.write() as session:
            done = erasure.erase(session, found, by=getpass.getuser(), now=installation.clock.now())
    if as_json:
        print_json({"id": found.id, "erased": done})
    else:
        told = ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in done.items() if count)
        say(f"Erased{': ' + told if told else ''}. A hash stays, so that nobody imports them again.")
    return 0


@click.command("export")
@click.argument("person")
@folder_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead.")
def export(person: str, folder: Path, out: Path | None) -> int:
    """Everything that is kept about PERSON (an address, a full name or an id), as one JSON object.

    Example: firstlight export dana@alder.example --out dana.json
    """
    with open_installation(folder) as installation, installation.store.read() as session:
        told = personal_data.everything(session, _one(session, person))
    if out is None:
        print_json(told, indent=2)
    else:
        text = json.dumps(told, ensure_ascii=False, indent=2, default=str)
        out.write_text(text + "\n", encoding="utf-8")
        say(f"Written to {out}.")
    return 0
