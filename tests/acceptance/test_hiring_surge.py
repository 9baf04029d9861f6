"""A surge is one that is: a year of weekly readings, in which one account hires as never before (signals §5)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import col, func, select
from town import Town
from town_web import Job

from agent.domain.accounts import Account
from agent.domain.signals import Signal, SignalKind
from agent.night.gather import Tally
from agent.night.hiring import HiringWatch
from agent.store import accounts, hiring, signals
from agent.store.hiring import Weeks
from agent.tables.hiring import BoardReadingRow
from agent.tables.items import ItemRow, TargetRow

MONDAY = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
ROLES = ("Account Executive", "Backend Engineer", "Sales Manager", "Nurse", "Data Analyst", "Cook", "Controller")
PLACES = ("North", "South", "East", "West", "Central", "Coastal")


def row_of(town: Town, firm: Account) -> Weeks:
    with town.installation.store.read() as session:
        found = hiring.weeks_of(session, [firm.id]).get(firm.id)
    assert found is not None
    return found


def gone(town: Town) -> int:
    with town.installation.store.read() as session:
        return session.exec(select(func.count()).select_from(ItemRow).where(col(ItemRow.gone_at).is_not(None))).one()


def surges(town: Town, firm: Account) -> list[Signal]:
    with town.installation.store.read() as session:
        found = signals.at_account(session, firm.id)
    return [signal for signal in found if signal.kind is SignalKind.HIRING_SURGE and signal.fields["alert"]]


class Hiring:
    """A board on which roles appear and close after six weeks."""

    def __init__(self, town: Town, key: str) -> None:
        self.town, self.key, self.made = town, key, 0

    def post(self, number: int) -> None:
        """So many new roles, dated yesterday; what is older than six weeks is taken down."""
        now = self.town.clock.now()
        for _ in range(number):
            title = f"{ROLES[self.made % len(ROLES)]}, {PLACES[self.made % len(PLACES)]} Team"
            self.town.web.post(self.key, Job(1000 + self.made, title, now - timedelta(days=1)))
            self.made += 1
        self.town.web.jobs[self.key] = [
            job for job in self.town.web.jobs[self.key] if job.at and now - job.at < 6 * WEEK
        ]


def test_a_year_of_readings_tells_of_one_surge_once(town_on_both: Town) -> None:
    town = town_on_both
    town.go_to(MONDAY)
    firm, calm = town.settle("alder", board=True), town.settle("birch", board=True)
    growing, steady = Hiring(town, "alder"), Hiring(town, "birch")
    called: list[int] = []
    for week in range(44):
        town.go_to(MONDAY + week * WEEK)
        growing.post(4 if week >= 34 else week % 3 == 0)
        steady.post(week % 2)
        town.play()
        if surges(town, firm) and not called:
            called.append(week)
            first = surges(town, firm)[0]
    assert surges(town, calm) == []
    [signal] = surges(town, firm)
    assert signal.id == first.id
    assert 35 <= called[0] <= 42
    assert first.fields["words"] == "18 new roles in 8 weeks against 2.6 expected (8 in the 26 weeks before)"
    assert first.known_at == MONDAY + called[0] * WEEK
    assert int(signal.fields["count"]) > 18, "later weeks bring it up to date and tell it no second time"
    quoted = {piece.quote.text: piece.title for piece in signal.evidence}
    assert all(title in quote for quote, title in quoted.items())
    judging_again_changes_nothing(town)


def judging_again_changes_nothing(town: Town) -> None:
    before = town.rows()
    town.clock.move(timedelta(hours=2))
    watch = HiringWatch(town.installation.store, town.installation.team(), town.clock, Tally())
    watch.judge_boards()
    assert town.rows() == before
    assert watch.tally.counts == {}


def test_first_contact_with_a_board_of_500_jobs_judges_nothing_for_eight_weeks(town: Town) -> None:
    town.go_to(MONDAY)
    firm = town.settle("alder", board=True)
    dated = [town.clock.now() - timedelta(days=number % 60) for number in range(500)]
    town.web.post("alder", *[Job(n, f"{ROLES[n % 7]}, {PLACES[n % 6]} Team {n}", at) for n, at in enumerate(dated)])
    for week in range(8):
        town.go_to(MONDAY + week * WEEK)
        assert town.play().counts.get("surges", 0) == 0
        assert sum(row_of(town, firm).counts) == 0, "what stood there first is state, not news"
        assert row_of(town, firm).judged == {}
    assert surges(town, firm) == []


def test_nothing_found_where_300_jobs_stood_closes_none_and_is_no_reading(town: Town) -> None:
    town.go_to(MONDAY)
    path = "/v1/companies/alder/postings"
    shown = {"jobs": [_offer(number) for number in range(300)]}
    town.server.route(path, lambda received: _offers(shown["jobs"], int(received.query.get("offset", "0"))))
    town.settle("alder", boards=("smartrecruiters:alder",))
    town.play()
    shown["jobs"] = []
    for day in range(1, 6):
        town.go_to(MONDAY + timedelta(days=day))
        town.play()
        assert gone(town) == 0
    with town.installation.store.read() as session:
        assert session.exec(select(func.count()).select_from(BoardReadingRow)).one() == 1
        assert session.exec(select(TargetRow.last_outcome).where(TargetRow.source == "smartrecruiters")).one() != "ok"


def _offer(number: int) -> dict[str, Any]:
    title = f"{ROLES[number % 7]} {number}"
    return {
        "id": str(number),
        "name": title,
        "releasedDate": "2025-12-01T09:00:00.000Z",
        "company": {"name": "Alder Works"},
    }


def _offers(jobs: list[dict[str, Any]], offset: int) -> str:
    page = jobs[offset : offset + 100]
    return json.dumps({"offset": offset, "limit": 100, "totalFound": len(jobs), "content": page})


def test_a_move_to_another_board_system_is_no_surge(town: Town) -> None:
    town.go_to(MONDAY)
    firm = town.settle("alder", board=True)
    titles = [f"{ROLES[n % 7]}, {PLACES[n % 6]} Team" for n in range(30)]
    town.web.post("alder", *[Job(n, title, MONDAY - timedelta(days=n)) for n, title in enumerate(titles)])
    for week in range(20):
        town.go_to(MONDAY + week * WEEK)
        if week == 12:
            town.server.route("/posting-api/job-board/alder", lambda _: _ashby(titles, MONDAY + 12 * WEEK))
            with town.installation.store.write() as session:
                accounts.put(session, replace(firm, boards=("ashby:alder",)), now=town.clock.now())
        run = town.play()
        assert run.counts.get("surges", 0) == 0
        assert sum(row_of(town, firm).counts) == 0
        if week in {12, 13}:
            frozen_until = row_of(town, firm).frozen_until
            assert frozen_until == MONDAY + 12 * WEEK + timedelta(days=14)
    assert surges(town, firm) == []
    assert row_of(town, firm).observed[-7:-1] == [1.0] * 6, "the new board is watched as the old one was"
    assert row_of(town, firm).open_roles == 30, "and what moved is one role, not two"


def test_a_board_whose_ids_all_change_at_once_is_no_surge(town: Town) -> None:
    town.go_to(MONDAY)
    firm = town.settle("alder", board=True)
    jobs = [Job(n, f"{ROLES[n % 7]}, {PLACES[n % 6]} Team", MONDAY - timedelta(days=n)) for n in range(30)]
    town.web.post("alder", *jobs)
    for week in range(22):
        town.go_to(MONDAY + week * WEEK)
        if week == 18:
            town.web.jobs["alder"] = [replace(job, number=5000 + job.number, at=town.clock.now()) for job in jobs]
        town.play()
        assert sum(row_of(town, firm).counts) == 0
    assert surges(town, firm) == []


def _ashby(titles: list[str], at: datetime) -> str:
    jobs = [
        {
            "id": f"a-{number}",
            "title": title,
            "department": "Revenue",
            "location": "Boston",
            "publishedAt": at.isoformat(),
            "isListed": True,
            "jobUrl": f"https://jobs.ashbyhq.com/alder/{number}",
            "descriptionPlain": f"{title}. You will work with a small team.",
        }
        for number, title in enumerate(titles)
    ]
    return json.dumps({"apiVersion": "1", "jobs": jobs})
