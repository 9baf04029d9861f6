"""Figures that stand on two pages, or twice on one, are one figure."""

from __future__ import annotations

import re
from datetime import timedelta

import builders
import pytest
from web_world import World, call, world

from agent.domain.runs import RunState
from agent.store import runs
from agent.store.engine import Store


@pytest.fixture
def here(sqlite_store: Store) -> World:
    return world(sqlite_store)


def test_a_run_counts_every_account_that_it_passed_over_once(here: World) -> None:
    with here.store.write() as session:
        run_id = builders.seed_run(session)
        runs.add_counts(session, run_id, {"skipped": 1})
        runs.finish(
            session, run_id, RunState.DONE, now=builders.NOW - timedelta(hours=6), cost=0.0, note="See `doctor`."
        )
    page = here.client("alice").get(f"/runs/{run_id}").text
    assert "3 skipped" in page and "<dt>Skipped</dt><dd>3</dd>" in page
    assert "See doctor." in page


def test_as_is_means_the_same_in_insight_and_in_edits(here: World) -> None:
    alice = here.client("alice")
    assert call(alice, here.draft(), "approve").status_code < 400
    insight, edits = (alice.get(path).text for path in ("/insight", "/insight/edits"))
    counted = re.search(r"(\d+) of (\d+) approval", insight)
    assert counted and f"{counted[2]} approval: {counted[1]} as is" in edits


def test_the_widest_list_is_named_for_what_its_reader_sees(here: World) -> None:
    assert "Mine and unassigned" in here.client("alice").get("/queue").text
    everyone = here.client("carol").get("/queue").text
    assert "Everyone" in everyone and "Mine and unassigned" not in everyone


def test_a_signal_says_when_it_was_found_where_that_is_not_when_it_happened(here: World) -> None:
    with here.store.write() as session:
        builders.seed_run(session)
        builders.seed_life(session)
    page = here.client("carol").get("/signals").text
    assert "found <time" in page or "found " in page.partition('data-label="When"')[2].partition("</td>")[0]
