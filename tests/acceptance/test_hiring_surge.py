"""A surge is one that is: a year of weekly readings, in which one account hires as never before (signals §5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from town import Town
from town_web import Job

from agent.domain.accounts import Account
from agent.domain.signals import Signal, SignalKind
from agent.store import signals

MONDAY = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
ROLES = ("Account Executive", "Backend Engineer", "Sales Manager", "Nurse", "Data Analyst", "Cook", "Controller")
PLACES = ("North", "South", "East", "West", "Central", "Coastal")


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
