"""A weight change shown as the queue before and after (signals §6.2)."""

from __future__ import annotations

from datetime import UTC, datetime

from agent.domain.accounts import Account, Relationship
from agent.domain.profiles import Profile, SignalWeight
from agent.domain.signals import Signal, SignalKind
from signals.preview import preview

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
BEFORE = Profile(rules=())
AFTER = Profile(rules=(), weights={"expansion": SignalWeight(20, 45)})


def account(key: str, relationship: Relationship = Relationship.PROSPECT) -> Account:
    return Account(key, key.title(), f"{key}.example", relationship=relationship)


def told(key: str, kind: SignalKind, **fields: str) -> tuple[Account, list[Signal]]:
    return account(key), [Signal(f"s-{key}", key, kind, fields, (), 0.9, NOW, NOW)]


QUEUE = [
    told("alder", SignalKind.FUNDING, round="series_b"),
    told("brook", SignalKind.FUNDING, round="seed"),
    told("cairn", SignalKind.EXPANSION),
]


def test_a_raised_weight_lets_one_in_and_another_out() -> None:
    found = preview(QUEUE, BEFORE, AFTER, NOW, limit=2)
    assert [(row.account_id, row.place_before, row.place_after) for row in found.rows] == [
        ("cairn", None, 1),
        ("alder", 1, 2),
        ("brook", 2, None),
    ]
    assert [row.name for row in found.entered] == ["Cairn"]
    assert [row.name for row in found.left] == ["Brook"]
    assert [row.name for row in found.moved] == ["Alder"]
    assert found.rows[0].score_after > found.rows[0].score_before


def test_no_change_moves_nobody() -> None:
    found = preview(QUEUE, BEFORE, BEFORE, NOW, limit=3)
    assert (len(found.rows), found.entered, found.left, found.moved) == (3, (), (), ())


def test_the_capped_and_the_quiet_are_in_no_queue() -> None:
    customer = (account("dune", Relationship.CUSTOMER), QUEUE[0][1])
    quiet = (account("elm"), [])
    assert preview([customer, quiet], BEFORE, AFTER, NOW, limit=5).rows == ()
