"""The list of signals: by the day that they were found, within it by when they happened, page after page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import builders
from builders import NOW

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
