"""A board that shows far less than it did is not believed for 72 hours, and the list of sources says so."""

from __future__ import annotations

from datetime import timedelta

from town import Town
from town_web import Job

from agent.sources.standing import Standing, listed


def _greenhouse(town: Town) -> Standing:
    with town.installation.store.read() as session:
        rows = listed(session, town.installation.team(), town.clock.now())
    return next(row for row in rows if row.source.setting.name == "greenhouse")


def test_a_board_that_shrank_is_told_until_it_is_believed(town_on_both: Town) -> None:
    town = town_on_both
    town.settle("alder", board=True)
    jobs = [Job(number, "Cook", town.clock.now() - timedelta(days=3)) for number in range(30)]
    town.web.post("alder", *jobs)
    town.play()
    assert _greenhouse(town).held_back == ""
    del town.web.jobs["alder"][3:]
    town.clock.move(timedelta(days=1))
    town.play()
    why = "alder shows 3 where there were 30: nothing is taken for gone until this has held for 72 h"
    assert _greenhouse(town).held_back == why
    town.clock.move(timedelta(days=4))
    town.play()
    assert _greenhouse(town).held_back == ""
