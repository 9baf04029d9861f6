"""A night reads what is due: what changes seldom rests, what was asked to be left alone is left alone."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from local_server import Answer
from town import Town
from town_web import Job

from agent.night.due import next_of_team
from agent.sources.standing import Standing, listed
from agent.store import notices, signals

DAY = timedelta(days=1)


def standing(town: Town, name: str) -> Standing:
    with town.installation.store.read() as session:
        rows = listed(session, town.installation.team(), town.clock.now())
    return next(row for row in rows if row.source.setting.name == name)


def play_on(town: Town, days: int) -> list[int]:
    """How many targets each of the next nights found due."""
    due = []
    for _ in range(days):
        town.clock.move(DAY)
        due.append(town.play().counts["targets_due"])
    return due


def test_quiet_newsrooms_are_read_less_and_less_and_their_news_is_still_found(town_on_both: Town) -> None:
    town = town_on_both
    for key in ("alder", "birch"):
        town.settle(key)
        town.web.publish(key, "We moved", "We moved to another street.", town.clock.now() - 90 * DAY)
    assert town.play().counts["targets_due"] == 2
    due = play_on(town, 20)
    assert due[:3] == [2, 2, 2] and sum(due) <= 2 * 9
    assert standing(town, "newsroom").next_words.endswith("unchanged since it was read first")
    town.raised("alder", days_ago=0)
    signals = 0
    for _ in range(8):
        town.clock.move(DAY)
        signals += town.play().counts.get("signals_new", 0)
    assert signals == 1


def test_what_failed_rests_as_long_as_it_was_asked_to_and_says_so(town: Town) -> None:
    town.settle("alder", board=True)
    town.web.post("alder", Job(1, "Cook", town.clock.now() - 9 * DAY))
    two_days = str(2 * 86_400)
    town.server.route("/news/alder.xml", Answer(status=429, headers={"Retry-After": two_days}))
    town.play()
    assert standing(town, "newsroom").next_words.endswith("the server asked for 2 days")
    assert play_on(town, 3) == [1, 2, 1]
    row = standing(town, "newsroom")
    assert row.budget.words == "0 of 2 readings went well: too few to judge" and row.failures == "2 busy"
    with town.installation.store.read() as session:
        following = next_of_team(session, town.installation.team(), town.clock.now())
    assert following == town.clock.now() + timedelta(days=2, hours=-1), "the night is at two o'clock in New York"


def test_a_team_is_told_once_a_week_that_a_source_fails(town: Town) -> None:
    for key in ("alder", "birch", "cedar", "dogwood", "elm"):
        town.settle(key)
        town.server.route(f"/news/{key}.xml", Answer(status=403))
    town.play()
    play_on(town, 3)
    with town.installation.store.read() as session:
        told = [one.words for one in notices.unseen(session, "") if one.kind == "source_failing"]
    assert told == ["Source newsroom: 0% of 10 readings went well: below the 95% it should reach."]


def test_what_failed_for_a_moment_is_read_between_nights_and_drafted_for_in_the_next(town: Town) -> None:
    town.settle("alder")
    town.raised("alder")
    town.server.route("/news/alder.xml", Answer(status=503))
    assert town.play().counts.get("signals_new", 0) == 0
    town.web.newsroom("alder")
    read = town.installation.read_between_nights
    town.clock.move(timedelta(minutes=5))
    assert (asyncio.run(read()), asyncio.run(read())) == (1, 0)
    with town.installation.store.read() as session:
        assert len(signals.at_account(session, "a-alder")) == 1
        assert signals.get_score(session, "a-alder") is not None
    town.clock.move(DAY)
    town.play()
    assert town.draft_of("alder") is not None


def test_the_sources_page_tells_when_and_why(town: Town) -> None:
    town.settle("alder")
    town.server.route("/news/alder.xml", Answer(status=403))
    town.play()
    with town.open_review() as [mara]:
        page = mara.http.get("/sources").text
    assert "probe 02:00 tomorrow: answered 403 once; the site rejects automated requests" in page
    assert "0 of 1 readings went well: too few to judge" in page and "1 blocked" in page
