"""Many rows and many keys in one statement, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import Session

from agent.domain.items import Item, ItemKind
from agent.store import items
from agent.store.bulk import ITEMS, among
from agent.store.codec import from_text, to_text
from agent.store.engine import Store

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def _posting(number: int, key: str = "", **stated: str) -> Item:
    key = key or f"alder:{number}'\"é"
    return Item("greenhouse", key, ItemKind.POSTING, "Driver", "Driver", "https://jobs.example", fields=stated)


def _keys(session: Session, asked: list[str]) -> set[str]:
    connection = session.connection()
    return set(connection.execute(select(ITEMS.c.key).where(among(connection, ITEMS.c.key, asked))).scalars())


def test_among_takes_any_number_of_keys_with_any_characters(store: Store) -> None:
    kept = [_posting(number) for number in range(1500)]
    with store.write() as session:
        assert items.put_items(session, kept, now=NOW) == 1500
    with store.read() as session:
        keys = [one.key for one in kept]
        assert _keys(session, [*keys[:1200], "alder:none"]) == set(keys[:1200])
        assert _keys(session, []) == set()


def test_a_key_with_a_nul_in_it_is_found_as_itself_alone(sqlite_store: Store) -> None:
    """PostgreSQL keeps no such key."""
    cut, whole = _posting(1, key="alder:1\0b"), _posting(2, key="alder:1")
    with sqlite_store.write() as session:
        assert items.put_items(session, [cut, whole], now=NOW) == 2
        assert items.put_items(session, [cut], now=NOW + timedelta(days=1)) == 0
    with sqlite_store.read() as session:
        assert _keys(session, [cut.key]) == {cut.key}
        assert _keys(session, [cut.key, whole.key]) == {cut.key, whole.key}
        rows = session.connection().execute(select(ITEMS.c.key, ITEMS.c.last_seen_at))
        assert {row.key: row.last_seen_at for row in rows} == {cut.key: NOW + timedelta(days=1), whole.key: NOW}


def test_an_item_comes_back_from_the_database_as_it_was_put_in(store: Store) -> None:
    posting = Item(
        "greenhouse",
        "alder:1",
        ItemKind.POSTING,
        "Account Executive",
        "Account Executive\nDepartment: Sales – \u20ac 1,2",
        "https://jobs.example/1",
        published_at=datetime(2026, 11, 19, 9, 30, tzinfo=UTC),
        company="Alder GmbH",
        publisher="Alder",
        language="de",
        fields={"department": "Sales – \u20ac 1,2"},
        document_sha256="a" * 64,
        fetched_at=NOW,
        baseline=True,
    )
    with store.write() as session:
        items.put_items(session, [posting], now=NOW)
    with store.read() as session:
        [(_, kept)] = items.undetected(session)
    assert kept == posting


@pytest.mark.parametrize(
    "data", [{}, None, {"a": [1, 2.5, None, True], "é": "x"}, {"half": "\ud800"}, "plain", 2**70, {"nul": "\0"}]
)
def test_json_data_comes_back_from_text_as_it_was(data: object) -> None:
    assert from_text(to_text(data)) == data


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        from_text("{not json")
