"""The list of signals: by the day that they were found, within it by when they happened, page after page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import builders
import pytest
from builders import NOW
from sqlalchemy import text

from agent.store import signals
from agent.store.engine import Store


def test_the_newest_event_of_a_night_stands_first_on_every_page(store: Store) -> None:
    with store.write() as session:
        builders.seed_users(session)
        builders.seed_life(session)
        one = signals.latest(session)[0]
        # Found in an order that says nothing of when each happened; the last two a night before, one without a date.
        for name, found, happened in (
            ("b", timedelta(seconds=40), timedelta(days=9)),
            ("c", timedelta(seconds=50), timedelta(days=1)),
            ("a", timedelta(seconds=20), timedelta(days=5)),
            ("e", timedelta(days=-1), timedelta(days=3)),
            ("f", timedelta(days=-1), timedelta(0)),
        ):
            at = NOW - happened if happened else None
            signals.put(session, replace(one, id=f"sig-{name}", known_at=NOW + found, published_at=at))
    wanted = ["sig-c", "sig-sorrel", "sig-a", "sig-b", "sig-f", "sig-e"]
    with store.read() as session:
        assert [row.id for row in signals.latest(session)] == wanted
        paged: list[str] = []
        while more := signals.latest(session, limit=2, before_id=paged[-1] if paged else ""):
            paged += [row.id for row in more]
    assert paged == wanted


@pytest.mark.postgres
@pytest.mark.parametrize("store", ["postgres"], indirect=True)
def test_a_day_is_one_of_utc_whatever_the_zone_of_the_server(store: Store) -> None:
    with store.engine.begin() as connection:
        name = store.engine.url.database
        connection.execute(text(f"ALTER DATABASE \"{name}\" SET timezone TO 'America/New_York'"))
    store.engine.dispose()
    midnight = datetime(2027, 1, 2, tzinfo=UTC)
    with store.write() as session:
        builders.seed_users(session)
        builders.seed_life(session)
        [one, *_] = signals.latest(session)
        for name, found, happened in (("before", -1, 1), ("after", 1, 9)):
            at = {"known_at": midnight + timedelta(hours=found), "published_at": NOW - timedelta(days=happened)}
            signals.put(session, replace(one, id=f"sig-{name}", **at))
    with store.read() as session:
        assert [row.id for row in signals.latest(session, limit=2)] == ["sig-after", "sig-before"]
        assert signals.latest(session, before_id="sig-after")[0].id == "sig-before"
