"""Keeping readings: together and whole, an absence only after two good looks, requisitions counted once."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, select

from agent.domain.documents import Cursor, Document, FetchOutcome, Target, Validators
from agent.domain.items import Item, ItemKind
from agent.store import items, readings
from agent.store.engine import Store
from agent.store.readings import Reading
from agent.tables.items import DocumentRow, ItemRow, TargetRow

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def _target(board: str = "alder") -> Target:
    return Target("greenhouse", board, "account-1")


def _posting(key: str, *, title: str = "Account Executive", at: datetime | None = None, **fields: str) -> Item:
    board = key.partition(":")[0]
    return Item(
        "greenhouse",
        key,
        ItemKind.POSTING,
        title,
        title,
        f"https://jobs.example/{key}",
        published_at=at,
        account_id="account-1",
        fields={"board": board, **fields},
    )


def _reading(store: Store, *postings: Item, board: str = "alder", outcome: FetchOutcome = FetchOutcome.OK) -> Reading:
    with store.write() as session:
        [target_id] = items.put_targets(session, [_target(board)])
    body = "".join(sorted(one.key for one in postings)).encode()
    sha = hashlib.sha256(body).hexdigest()
    url = "https://jobs.example"
    document = Document("greenhouse", _target(board), url, url, 200, "text/plain", body, body.decode(), sha, NOW)
    ok = outcome is FetchOutcome.OK
    return Reading(
        target_id,
        _target(board),
        outcome,
        items=postings,
        documents=(document,) if ok else (),
        cursor=Cursor({"page": str(len(postings))}, NOW),
        validators=Validators(etag=f'"{sha}"'),
        complete=ok,
    )


def _keep(store: Store, *some: Reading, now: datetime = NOW) -> readings.Kept:
    with store.write() as session:
        return readings.put_readings(session, some, now=now, tells=lambda _: True)


def _gone(session: Session) -> list[str]:
    return sorted(session.exec(select(ItemRow.key).where(col(ItemRow.gone_at).is_not(None))))


def test_a_reading_is_kept_with_all_that_belongs_to_it_and_kept_again_changes_nothing(store: Store) -> None:
    reading = _reading(store, _posting("alder:1"), _posting("alder:2"))
    assert _keep(store, reading, _reading(store, _posting("birch:1"), board="birch")).created == 3
    assert _keep(store, reading).created == 0
    with store.read() as session:
        assert len(session.exec(select(DocumentRow)).all()) == 2
        assert sorted(session.exec(select(ItemRow.key))) == ["alder:1", "alder:2", "birch:1"]
        stored = readings.get_targets(session, [reading.target_id])[reading.target_id]
        assert stored.cursor == Cursor({"page": "2"}, NOW) and stored.validators == reading.validators


def test_validators_of_a_failed_reading_are_not_kept_and_failures_are_counted(store: Store) -> None:
    failed = _reading(store, outcome=FetchOutcome.FAILED)
    _keep(store, failed)
    _keep(store, failed, now=NOW + DAY)
    with store.read() as session:
        row = session.get_one(TargetRow, failed.target_id)
        assert (row.failures, row.etag, row.first_ok_at) == (2, None, None)


def test_a_changed_text_is_detected_on_again_and_a_known_one_only_seen(store: Store) -> None:
    _keep(store, _reading(store, _posting("alder:1"), _posting("alder:2")))
    with store.write() as session:
        waiting = [item_id for item_id, _ in items.undetected(session)]
        items.mark_detected(session, waiting, now=NOW)
    _keep(store, _reading(store, _posting("alder:1", title="Sales Manager"), _posting("alder:2")), now=NOW + DAY)
    with store.read() as session:
        assert [item.title for _, item in items.undetected(session)] == ["Sales Manager"]
        assert set(session.exec(select(ItemRow.last_seen_at))) == {NOW + DAY}
        assert set(session.exec(select(ItemRow.first_seen_at))) == {NOW}


def test_an_item_that_says_nothing_is_marked_as_read_at_once(store: Store) -> None:
    reading = _reading(store, _posting("alder:1"), _posting("alder:2", title="Sales Manager"))
    with store.write() as session:
        readings.put_readings(session, [reading], now=NOW, tells=lambda item: item.title == "Sales Manager")
    with store.read() as session:
        assert [item.key for _, item in items.undetected(session)] == ["alder:2"]


def test_a_posting_is_gone_after_two_good_readings_a_day_apart(store: Store) -> None:
    _keep(store, _reading(store, _posting("alder:1"), _posting("alder:2")))
    less = _reading(store, _posting("alder:1"))
    assert _keep(store, less, now=NOW + DAY).gone == 0
    assert _keep(store, less, now=NOW + DAY + timedelta(hours=23)).gone == 0
    assert _keep(store, less, now=NOW + 2 * DAY).gone == 1
    with store.read() as session:
        assert _gone(session) == ["alder:2"]
    _keep(store, _reading(store, _posting("alder:2")), now=NOW + 3 * DAY)
    with store.read() as session:
        assert _gone(session) == []


def test_a_full_answer_and_an_unchanged_one_of_one_account_judge_once(store: Store) -> None:
    both = [_posting("alder:1"), _posting("alder:2")], [_posting("birch:1"), _posting("birch:2")]
    _keep(store, _reading(store, *both[0]), _reading(store, *both[1], board="birch"))
    _keep(store, _reading(store, both[0][0]), _reading(store, both[1][0], board="birch"), now=NOW + DAY)
    full = _reading(store, both[0][0])
    unchanged = _reading(store, board="birch", outcome=FetchOutcome.UNCHANGED)
    assert _keep(store, full, unchanged, now=NOW + 3 * DAY).gone == 2
    with store.read() as session:
        assert _gone(session) == ["alder:2", "birch:2"]


def test_an_unchanged_answer_misses_again_what_the_last_one_missed(store: Store) -> None:
    _keep(store, _reading(store, _posting("alder:1"), _posting("alder:2")))
    _keep(store, _reading(store, _posting("alder:1")), now=NOW + DAY)
    assert _keep(store, _reading(store, outcome=FetchOutcome.UNCHANGED), now=NOW + 2 * DAY).gone == 1
    with store.read() as session:
        assert _gone(session) == ["alder:2"]


def test_a_failed_reading_and_another_board_of_the_account_judge_nothing(store: Store) -> None:
    _keep(store, _reading(store, _posting("alder:1")), _reading(store, _posting("birch:1"), board="birch"))
    for days in (1, 2, 3):
        failed = _reading(store, outcome=FetchOutcome.FAILED)
        _keep(store, failed, _reading(store, _posting("birch:1"), board="birch"), now=NOW + days * DAY)
    with store.read() as session:
        assert _gone(session) == []
        assert session.exec(select(ItemRow.key).where(col(ItemRow.missing_since).is_not(None))).all() == []


def test_targets_keep_their_rows_and_take_new_parameters(store: Store) -> None:
    with store.write() as session:
        first = items.put_targets(session, [_target("alder"), _target("birch")])
    with store.write() as session:
        moved = Target("greenhouse", "birch", "account-2", {"region": "eu"})
        assert items.put_targets(session, [moved, _target("alder"), _target("cedar")])[:2] == first[::-1]
        assert session.get_one(TargetRow, first[1]).account_id == "account-2"
