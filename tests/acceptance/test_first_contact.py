"""First contact with a source is a baseline, and a failed, blocked or empty fetch is not a change (DESIGN §2.4)."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

import pytest
from local_server import Answer, Received
from sqlmodel import col, select
from town import Town
from town_web import Job, board_path, greenhouse

from agent.domain.accounts import Account
from agent.domain.signals import Signal, SignalKind
from agent.store import signals
from agent.tables.items import ItemRow, TargetRow

TITLES = ("Account Executive", "Sales Manager", "Revenue Operations Analyst", "Backend Engineer", "Nurse", "Cook")


def signals_at(town: Town, firm: Account) -> list[Signal]:
    with town.installation.store.read() as session:
        return list(signals.at_account(session, firm.id))


def test_first_contact_with_a_board_of_500_jobs_raises_nothing_undated(town_on_both: Town) -> None:
    town = town_on_both
    firm = town.settle("alder", board=True)
    old = town.clock.now() - timedelta(days=15)
    jobs = [Job(number, TITLES[number % len(TITLES)], None if number % 2 else old) for number in range(500)]
    jobs = [Job(j.number, j.title, j.at, text="You will bring in HubSpot and Salesforce.") for j in jobs]
    town.web.post("alder", *jobs)
    run = town.play()
    assert run.counts["items_new"] == 500
    assert signals_at(town, firm) == []
    assert town.every_draft() == []
    assert town.skips(run)["alder"].why

    town.clock.move(timedelta(days=1))
    assert town.play().counts.get("items_new", 0) == 0
    assert signals_at(town, firm) == [], "nor does the second night call old postings new"


def test_what_a_board_dates_itself_within_14_days_is_real_on_the_first_night(town: Town) -> None:
    firm = town.settle("alder", board=True)
    fresh = town.clock.now() - timedelta(days=13)
    town.web.post("alder", *[Job(number, "Cook", None) for number in range(498)])
    town.web.post("alder", Job(900, "Account Executive", fresh), Job(901, "Sales Manager", fresh))
    town.play()
    found = signals_at(town, firm)
    assert {signal.kind for signal in found} == {SignalKind.RELEVANT_ROLES}
    assert all("surge" not in str(value) for signal in found for value in signal.fields.values())
    assert town.draft_of("alder") is not None


@pytest.mark.parametrize(("days_ago", "is_news"), [(44, True), (46, False), (None, False)])
def test_a_newsroom_is_news_for_45_days_on_first_contact(town: Town, days_ago: int | None, is_news: bool) -> None:
    firm = town.settle("alder")
    at = town.clock.now() - timedelta(days=days_ago) if days_ago else None
    words = "Alder Works today announced a $12 million Series B financing led by Fenwick Ventures."
    town.web.publish("alder", "Alder Works raises $12 million Series B", words, at)
    town.play()
    assert bool(signals_at(town, firm)) is is_news


FAILURES = {
    "429": Answer(b"slow down", 429, {"Retry-After": "3600"}),
    "503": Answer(b"down", 503),
    "403": Answer(b"go away", 403),
    "dropped": Answer(drop=True),
    "empty body": Answer(b"", 200, {"Content-Type": "application/json"}),
    "a login page": Answer(b"<html>Please sign in</html>", 200, {"Content-Type": "text/html"}),
}


class Board:
    """A board with an ETag, that answers `fault` while there is one."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.fault: Answer | None = None
        self.asked: list[Received] = []
        town.server.route(board_path("alder"), self.answer)

    def answer(self, received: Received) -> Answer:
        self.asked.append(received)
        if self.fault:
            return self.fault
        body = greenhouse("alder", self.town.web.jobs["alder"])
        etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:12]}"'
        if received.headers.get("if-none-match") == etag:
            return Answer(b"", 304, {"ETag": etag})
        return Answer(body, 200, {"Content-Type": "application/json", "ETag": etag})


def what_is_known(town: Town) -> dict[str, Any]:
    with town.installation.store.read() as session:
        [target] = session.exec(select(TargetRow).where(TargetRow.source == "greenhouse")).all()
        items = session.exec(select(ItemRow).where(ItemRow.source == "greenhouse").order_by(col(ItemRow.key))).all()
        return {
            "validators": (target.etag, target.last_modified),
            "cursor": target.cursor,
            "first_ok_at": target.first_ok_at,
            "open": [item.key for item in items if item.gone_at is None and item.missing_since is None],
            "gone": [item.key for item in items if item.gone_at is not None],
            "signals": sorted((str(s.kind), len(s.evidence)) for s in signals.at_account(session, "a-alder")),
        }


@pytest.mark.parametrize("fault", FAILURES, ids=lambda name: name.replace(" ", "_"))
def test_a_fault_then_a_200_is_no_change(town: Town, fault: str) -> None:
    town.settle("alder", board=True)
    at = town.clock.now() - timedelta(days=3)
    town.web.post("alder", *[Job(number, TITLES[number % 6], at) for number in range(12)])
    board = Board(town)
    town.play()
    before = what_is_known(town)
    assert before["validators"][0]
    assert len(before["open"]) == 12
    assert before["signals"]

    for _ in range(2):
        town.clock.move(timedelta(days=1))
        board.fault = FAILURES[fault]
        run = town.play()
        assert what_is_known(town) == before
        assert run.counts.get("roles_closed", 0) == run.counts.get("signals_new", 0) == 0
    board.fault = None
    town.clock.move(timedelta(days=1))
    run = town.play()
    assert what_is_known(town) == before
    assert board.asked[-1].headers["if-none-match"] == before["validators"][0], "the validators were kept"
    assert run.counts.get("signals_new", 0) == 0
    if fault == "429":
        assert run.counts.get("rate_limited", 0) == 0


def test_a_posting_that_is_truly_gone_is_closed_after_two_readings(town: Town) -> None:
    """The control: absence is seen where it is real."""
    town.settle("alder", board=True)
    at = town.clock.now() - timedelta(days=3)
    town.web.post("alder", *[Job(number, TITLES[number % 6], at) for number in range(6)])
    town.play()
    del town.web.jobs["alder"][0]
    for _ in range(2):
        town.web.post("alder", Job(100 + len(town.web.jobs["alder"]), "Cook", town.clock.now()))
        town.clock.move(timedelta(days=1))
        town.play()
    assert len(what_is_known(town)["gone"]) == 1


def test_an_empty_board_after_a_full_one_closes_nothing(town: Town) -> None:
    town.settle("alder", board=True)
    at = town.clock.now() - timedelta(days=3)
    jobs = [Job(number, TITLES[number % 6], at) for number in range(12)]
    town.web.post("alder", *jobs)
    town.play()
    town.web.jobs["alder"].clear()
    for _ in range(3):
        town.clock.move(timedelta(days=1))
        town.play()
    assert len(what_is_known(town)["open"]) == 12
    town.web.jobs["alder"].extend(jobs)
    town.go_to(datetime.fromisoformat("2026-09-20T07:00:00+00:00"))
    run = town.play()
    assert run.counts.get("signals_new", 0) == run.counts.get("items_new", 0) == 0
