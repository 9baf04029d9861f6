"""The database: migrations say what the tables say, instants keep their zone, a write transaction is all or nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from agent.domain.accounts import Account
from agent.errors import ConfigError
from agent.store import accounts
from agent.store.engine import METADATA, Store, needs_migration, open_store
from agent.tables.accounts import AccountRow

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_the_migrations_make_exactly_the_tables(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_migrated_store_needs_no_migration(store: Store) -> None:
    assert not needs_migration(store)


def test_an_instant_comes_back_aware_and_in_utc(store: Store) -> None:
    berlin = NOW.astimezone(timezone(timedelta(hours=1)))
    with store.write() as session:
        accounts.put(session, Account(id="a1", name="Alder", domain="alder.example"), now=berlin)
    with store.read() as session:
        row = session.get(AccountRow, "a1")
        assert row is not None
        assert row.created_at == NOW
        assert row.created_at.tzinfo is UTC


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    def write_and_die() -> None:
        with store.write() as session:
            accounts.put(session, Account(id="a1", name="Alder", domain="alder.example"), now=NOW)
            session.flush()
            raise RuntimeError("the night ends here")

    with pytest.raises(RuntimeError):
        write_and_die()
    with store.read() as session:
        assert accounts.get(session, "a1") is None


def test_an_account_comes_back_as_it_was_put(store: Store) -> None:
    account = Account(id="a1", name="Alder", domain="alder.example", aliases=("Alder Robotics",), headcount=80)
    with store.write() as session:
        assert accounts.put(session, account, now=NOW) == "created"
    with store.write() as session:
        assert accounts.get(session, "a1") == account
        assert accounts.put(session, account, now=NOW) == "same"


def test_an_unknown_database_names_the_fix() -> None:
    with pytest.raises(ConfigError, match="sqlite:///"):
        open_store("oracle://somewhere")


def test_only_what_can_be_repeated_does_not_wait_for_the_disk(store: Store) -> None:
    asked = "PRAGMA synchronous" if store.is_sqlite else "SHOW synchronous_commit"
    waits = {1: False, 2: True, "off": False, "on": True}

    def waited(*, repeatable: bool) -> bool:
        with store.write(repeatable=repeatable) as session:
            return waits[session.connection().exec_driver_sql(asked).scalar_one()]

    assert [waited(repeatable=repeatable) for repeatable in (True, False, True, False)] == [False, True, False, True]
