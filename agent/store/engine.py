"""The database: SQLite in WAL by default, PostgreSQL by one setting, and the two kinds of transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel, create_engine

from agent.errors import ConfigError
from agent.store.codec import from_text
from agent.tables import (
    accounts,
    bindings,
    doubts,
    drafts,
    enrichment,
    feedback,
    halts,
    hiring,
    items,
    leadership,
    licences,
    models,
    prompts,
    runs,
    sends,
    signals,
    tools,
    users,
)

TABLE_MODULES = (
    *(accounts, items, hiring, signals, drafts, sends, runs, tools, leadership, bindings, users),
    *(doubts, licences, feedback, models, prompts, halts, enrichment),
)
METADATA = SQLModel.metadata
UNSTORABLE = (SQLAlchemyError, ValueError, TypeError, OverflowError)
"""What a database or its driver raises for values that it cannot keep."""
MIGRATIONS = Path(__file__).parent / "migrations"


class Store:
    """The one handle on the database. `write()` takes the write lock at once, so that what it read stays true."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = {one: engine.execution_options(immediate=True, repeatable=one) for one in (False, True)}

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that writes nothing."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self, *, repeatable: bool = False) -> Iterator[Session]:
        """One transaction: commits at the end, rolls back on any error. SQLite: BEGIN IMMEDIATE.

        `repeatable`: what is written here can be read or done again, so the commit does not wait for the disk. A crash
        of this process loses nothing then; a power cut may undo the last such transactions, each as a whole.
        """
        with Session(self._writing[repeatable], expire_on_commit=False) as session, session.begin():
            if repeatable and not self.is_sqlite:
                session.connection().exec_driver_sql("SET LOCAL synchronous_commit TO off")
            yield session

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str) -> Store:
    """A store on `url` (sqlite:///… or postgresql+psycopg://…). Opens no connection yet."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        connecting = {"check_same_thread": False, "timeout": 30}
        engine = create_engine(url, hide_parameters=True, connect_args=connecting, json_deserializer=from_text)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return Store(engine)
    if parsed.get_backend_name() == "postgresql":
        server = parsed.set(drivername="postgresql+psycopg")
        return Store(create_engine(server, hide_parameters=True, pool_size=10, pool_pre_ping=True))
    raise ConfigError(
        f"database.url begins with {parsed.drivername!r}. Use sqlite:///firstlight.sqlite3 or postgresql://host/name."
    )


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself: the driver's own BEGIN comes too late
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("immediate", False):
        connection.exec_driver_sql("BEGIN")
        return
    level = "NORMAL" if options.get("repeatable", False) else "FULL"
    if connection.info.get("synchronous", "FULL") != level:
        connection.exec_driver_sql(f"PRAGMA synchronous={level}")
        connection.info["synchronous"] = level
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _alembic(store: Store) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["engine"] = store.engine
    return config


def migrate(store: Store) -> None:
    """Bring the database to this version's tables. Does nothing when it is there already."""
    if not needs_migration(store):
        return
    command.upgrade(_alembic(store), "head")


def needs_migration(store: Store) -> bool:
    script = ScriptDirectory.from_config(_alembic(store))
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() != script.get_current_head()
