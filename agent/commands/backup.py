"""`firstlight backup` and `restore`: the SQLite database as one consistent file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import click
from sqlalchemy.engine import make_url

from agent.commands.options import folder_option
from agent.errors import ConfigError
from agent.settings import read_settings
from agent.store import sends
from agent.terminal.lines import confirm, say
from agent.wiring import open_installation


def _database(folder: Path) -> Path:
    url = make_url(read_settings(folder.resolve()).database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise ConfigError("This installation is on PostgreSQL: use pg_dump and pg_restore.")
    return Path(url.database)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _must_be_ours(file: Path) -> None:
    """Raises ConfigError unless the file is a whole database of ours; nothing is touched before that is known."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as backup:
            sound = backup.execute("PRAGMA quick_check").fetchone()[0]
            names = {name for (name,) in backup.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError as error:
        raise ConfigError(f"{file} is no backup of Firstlight: {error}. Nothing was changed.") from error
    if sound != "ok" or not {"alembic_version", "account", "send"} <= names:
        raise ConfigError(f"{file} is no whole backup of Firstlight. Nothing was changed.")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@folder_option
def backup(file: Path, folder: Path) -> int:
    """Copy the database to FILE, consistent even while `serve` runs.

    Example: firstlight backup before-upgrade.sqlite3
    """
    if file.exists():
        raise ConfigError(f"{file} is there already: name another file.")
    if not file.resolve().parent.is_dir():
        raise ConfigError(f"{file.parent} is not there: make the folder, or name another.")
    database = _database(folder)
    if not database.exists():
        raise ConfigError(f"{database} is not there yet: nothing to back up. Go to your team's folder, or --folder.")
    file.touch(mode=0o600)  # people's names and addresses are in it
    _copy(database, file)
    say(f"{file}: {file.stat().st_size:,} bytes. Keep .firstlight-key elsewhere than the backup.")
    return 0


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@folder_option
@click.option("--yes", is_flag=True, help="Replace the database without asking.")
def restore(file: Path, folder: Path, yes: bool) -> int:
    """Bring a backup back. Sending is paused: what left since the backup must be looked at before anything leaves.

    Example: firstlight restore before-upgrade.sqlite3
    """
    database = _database(folder)
    _must_be_ours(file)
    if database.exists() and not yes:
        confirm(f"Replace {database.name} by {file.name}?", abort=True)
    _copy(file, database)
    with open_installation(folder, bare=True) as installation, installation.store.write() as session:
        reason = "restored from a backup: compare the outbox with your Sent folder"
        sends.pause(session, "", reason=reason, at=installation.clock.now(), by="restore")
    say("Restored. Sending is paused: compare the outbox with your Sent folder, then resume it there.")
    return 0
