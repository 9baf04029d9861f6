"""Past nights under an edited rule (signals §6.2): known then, put forward once, the same digest for the same input."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from agent.domain.accounts import Account
from agent.domain.profiles import Profile, SignalWeight
from agent.domain.signals import Signal, SignalKind
from agent.replay import Known, Replay, replay

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 30)
AS_IS = Profile(rules=(), version="v1")
EDITED = replace(AS_IS, weights={"expansion": SignalWeight(25, 45), "funding": SignalWeight(2, 45)}, version="v2")


def told(key: str, kind: SignalKind, day: int, *more: int) -> Known:
    found = []
    for number, learned in enumerate((day, *more)):
        at = datetime(2026, 10, 1, 3, tzinfo=UTC) + timedelta(days=learned - 1)
        found.append(Signal(f"{key}{number}", key, kind, {}, (), 0.9, published_at=at, known_at=at))
    return Account(key, key.title(), f"{key}.example"), found, None


WORLD = [
    told("alder", SignalKind.FUNDING, 2),
    told("brook", SignalKind.FUNDING, 2, 20),
    told("cairn", SignalKind.EXPANSION, 2),
    told("delta", SignalKind.EXPANSION, 9),
]


def play(after: Profile = EDITED, limit: int = 1, became: dict[str, str] | None = None) -> Replay:
    return replay(WORLD, AS_IS, after, first=FIRST, last=LAST, limit=limit, became=became or {})


def queued(found: Replay, *, after: bool) -> dict[int, tuple[str, ...]]:
    return {n.day.day: queue for n in found.nights if (queue := n.after if after else n.before)}


def test_an_account_is_put_forward_once_and_again_only_when_something_new_is_learned() -> None:
    assert queued(play(limit=9), after=False) == {2: ("alder", "brook", "cairn"), 9: ("delta",), 20: ("brook",)}


def test_an_edited_weight_changes_who_comes_first() -> None:
    found = play()
    assert queued(found, after=False) == {2: ("alder",), 3: ("brook",), 4: ("cairn",), 9: ("delta",), 20: ("brook",)}
    assert queued(found, after=True) == {2: ("cairn",), 3: ("alder",), 4: ("brook",), 9: ("delta",), 20: ("brook",)}
    assert [row.account_id for row in found.changed] == ["alder", "brook", "cairn"]


def test_the_same_input_has_the_same_digest_and_rolling_back_restores_the_queue() -> None:
    assert play().digest == play().digest
    assert play().digest != play(limit=2).digest
    rolled_back = play(after=replace(AS_IS, version="v3"))
    assert not rolled_back.changed
    assert queued(rolled_back, after=True) == queued(play(), after=False)
    assert rolled_back.digest == play(after=AS_IS).digest


def test_what_people_decided_is_told_exactly_and_the_rest_is_expected_with_its_range() -> None:
    muted = replace(AS_IS, muted_kinds=frozenset({SignalKind.FUNDING}))
    found = play(after=muted, became={"alder": "approved", "brook": "replied", "cairn": "rejected"})
    assert found.known == {"approved": (1, 0), "rejected": (1, 1), "replied": (1, 0)}
    low, mean, high = found.expected or (0, 0, 0)
    assert mean == pytest.approx(0.6), "one account without a decision, two of three decided ones went well"
    assert 0 <= low < mean < high <= 1
    assert play().expected is None, "nobody decided anything, so nothing is expected"


def test_a_band_that_the_last_night_gives_is_counted() -> None:
    strong = replace(AS_IS, weights={"expansion": SignalWeight(90, 400)})
    assert play(after=strong).bands == {("cold", "mql"): 2}
