"""Many rows in one statement: the tables as Core sees them, rows inserted or written over, keys in chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    Table,
    Text,
    TextClause,
    any_,
    literal,
    or_,
    text,
    update,
)
from sqlalchemy import inspect as sqlalchemy_inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel

from agent.store.codec import to_text
from agent.tables.accounts import AccountRow, ContactRow
from agent.tables.columns import UtcDateTime
from agent.tables.drafts import AskedRow, DraftRow, RevisionRow
from agent.tables.feedback import BanRow, PreferenceRow, VoiceRow
from agent.tables.items import DocumentRow, ItemRow, MentionRow, TargetRow
from agent.tables.runs import SkipRow, WorkRow
from agent.tables.sends import SuppressionRow
from agent.tables.signals import BriefRow, ScoreRow, SignalEvidenceRow, SignalRow

T = TypeVar("T")
Row: TypeAlias = Mapping[str, Any]
Columns: TypeAlias = Mapping[str, Sequence[Any]]
"""Rows by column: the values of each in the order of the rows."""
MOST_KEYS = 500
"""So many keys stand in one `IN (…)`: few enough for every driver, enough to ask seldom."""


def _table(row: type[SQLModel]) -> Table:
    return cast(Table, sqlalchemy_inspect(row).local_table)


ACCOUNTS = _table(AccountRow)
ASKED = _table(AskedRow)
BANS = _table(BanRow)
BRIEFS = _table(BriefRow)
CONTACTS = _table(ContactRow)
DOCUMENTS = _table(DocumentRow)
DRAFTS = _table(DraftRow)
ITEMS = _table(ItemRow)
MENTIONS = _table(MentionRow)
PREFERENCES = _table(PreferenceRow)
REVISIONS = _table(RevisionRow)
SCORES = _table(ScoreRow)
SIGNAL_EVIDENCE = _table(SignalEvidenceRow)
SIGNALS = _table(SignalRow)
SKIPS = _table(SkipRow)
SUPPRESSIONS = _table(SuppressionRow)
TARGETS = _table(TargetRow)
VOICES = _table(VoiceRow)
WORK = _table(WorkRow)


def chunks(values: Sequence[T], most: int = MOST_KEYS) -> Iterator[Sequence[T]]:
    """`values` in pieces of at most `most`."""
    for start in range(0, len(values), most):
        yield values[start : start + most]


def _to_driver(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns a value of `kind` into the driver's. SQLite keeps JSON as text."""
    if isinstance(kind, JSON) and dialect.name == "sqlite":
        return to_text
    return kind.dialect_impl(dialect).bind_processor(dialect)


@dataclass(frozen=True)
class Prepared:
    """A statement compiled for one dialect, run with many rows that name its parameters. SQLAlchemy's own executemany
    spends more on each row than SQLite does."""

    sql: str
    names: tuple[str, ...]
    positional: bool
    to_driver: tuple[tuple[int, Callable[[Any], Any]], ...]
    instants: tuple[tuple[int, Callable[[Any], Any]], ...]

    @classmethod
    def of(cls, statement: Executable, dialect: Dialect, columns: tuple[str, ...] | None) -> Prepared:
        compiled = cast(SQLCompiler, statement.compile(dialect=dialect, column_keys=columns))  # type: ignore[attr-defined]
        names = tuple(compiled.positiontup or compiled.binds)
        kinds = [compiled.binds[name].type for name in names]
        turns = [(at, turn) for at, kind in enumerate(kinds) if (turn := _to_driver(kind, dialect))]
        instants = tuple((at, turn) for at, turn in turns if isinstance(kinds[at], UtcDateTime))
        others = tuple((at, turn) for at, turn in turns if not isinstance(kinds[at], UtcDateTime))
        return cls(str(compiled), names, bool(compiled.positional), others, instants)

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Execute for each of `rows`, which name every parameter."""
        values = zip(*([row[name] for name in self.names] for row in rows), strict=True)
        self.run_columns(connection, dict(zip(self.names, values, strict=True)))

    def run_columns(self, connection: Connection, columns: Columns) -> None:
        """Execute for each row of `columns`, which have every parameter. A column is turned into the driver's values in
        one go; few of its instants are many rows' own, so that each is turned once."""
        turned = [columns[name] for name in self.names]
        for at, turn in self.to_driver:
            turned[at] = [turn(one) for one in turned[at]]
        for at, turn in self.instants:
            known = {one: turn(one) for one in set(turned[at])}
            turned[at] = [known[one] for one in turned[at]]
        values = list(zip(*turned, strict=True))
        if self.positional:
            connection.exec_driver_sql(self.sql, values)
        else:
            connection.exec_driver_sql(self.sql, [dict(zip(self.names, one, strict=True)) for one in values])


@cache
def _insert(table: Table, dialect: Dialect, columns: tuple[str, ...], once: bool) -> tuple[Prepared, Row]:
    """The statement, and what the table's own defaults put into columns that the rows do not name."""
    statement = (postgresql.insert if dialect.name == "postgresql" else sqlite.insert)(table)
    prepared = Prepared.of(statement.on_conflict_do_nothing() if once else statement, dialect, columns)
    left_out = [table.c[name] for name in prepared.names if name not in columns]
    return prepared, {column.name: cast(ScalarElementColumnDefault, column.default).arg for column in left_out}


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, all of one shape, except those of which a unique key is there already."""
    _insert_rows(connection, table, rows, once=True)


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, all of one shape. Raises IntegrityError where a unique key is there already."""
    _insert_rows(connection, table, rows, once=False)


def insert_new_tuples(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """As `insert_new`, rows as tuples in the order of `names`: for tables that a night fills by the ten thousand."""
    if rows:
        prepared, defaults = _insert(table, connection.dialect, names, once=True)
        given = zip(names, zip(*rows, strict=True), strict=True)
        prepared.run_columns(connection, {**{name: [one] * len(rows) for name, one in defaults.items()}, **dict(given)})


def _insert_rows(connection: Connection, table: Table, rows: Sequence[Row], *, once: bool) -> None:
    if rows:
        prepared, defaults = _insert(table, connection.dialect, tuple(rows[0]), once)
        prepared.run(connection, [{**defaults, **row} for row in rows] if defaults else rows)


def among(connection: Connection, column: ColumnElement[str], values: Iterable[str]) -> ColumnElement[bool]:
    """Whether `column` is one of `values`, however many: they are one parameter, where each of those of an `IN (…)`
    takes SQLAlchemy longer than the database takes to look for it."""
    wanted = list(values)
    if connection.dialect.name != "sqlite":
        return column == any_(literal(wanted, postgresql.ARRAY(Text)))
    cut = [one for one in wanted if "\0" in one]  # SQLite's JSON ends a text at its first NUL
    whole = [one for one in wanted if "\0" not in one] if cut else wanted
    found = column.in_(_listed(f"{column.key}s").bindparams(**{f"{column.key}s": to_text(whole)}))
    return or_(found, column.in_(cut)) if cut else found


@cache
def _listed(name: str) -> TextClause:
    """The values of a list that is given under this name. As text: SQLAlchemy's own expression of it takes four times
    as long to build."""
    return text(f"SELECT value FROM json_each(:{name})")


def overwrite(session: Session, table: type[SQLModel], clause: ColumnElement[bool], values: Row) -> int:
    """Write `values` into every row of which `clause` holds. Returns how many those are."""
    return session.exec(update(table).where(clause).values(**values)).rowcount
