"""Replies as a person reads them: nothing is preset that the reply does not say."""

from __future__ import annotations

import re

import builders
import pytest
from sqlalchemy import update
from web_world import World, world

from agent.store.engine import Store
from agent.tables.sends import ReplyRow


@pytest.mark.parametrize(
    ("intent", "preset"),
    [("interested", ["positive_reply"]), ("unsubscribe", []), ("not_interested", []), ("other", [])],
)
def test_what_became_of_a_reply_is_preset_only_by_what_it_says(
    sqlite_store: Store, intent: str, preset: list[str]
) -> None:
    here = _answered(sqlite_store, intent)
    html = here.client("alice").get("/replies").text
    assert re.findall(r'<option value="(\w+)" selected', html) == preset
    assert '<option value="">Choose…</option>' in html


def _answered(store: Store, intent: str) -> World:
    here = world(store)
    with here.store.write() as session:
        builders.seed_people(session, run_id=builders.seed_run(session))
        builders.seed_life(session)
        session.connection().execute(update(ReplyRow).values(intent=intent))
    return here
