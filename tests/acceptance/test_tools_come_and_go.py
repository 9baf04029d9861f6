"""A tool is adopted once, when two readings show it where two months of readings did not; and removed only for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from local_server import Answer
from name_server import NameServer
from sqlmodel import select
from town import Town
from town_web import Job

from agent.domain.accounts import Account
from agent.domain.signals import Signal, SignalKind
from agent.store import signals, tools
from agent.store.engine import Store
from agent.tables.items import ItemRow

MARKS = {
    "gtm": '<script src="https://www.googletagmanager.com/gtm.js?id=GTM-1"></script>',
    "segment": '<script src="https://cdn.segment.com/analytics.js/v1/k/analytics.min.js"></script>',
    "stripe": '<script src="https://js.stripe.com/v3/"></script>',
    "sentry": '<script src="https://browser.sentry-cdn.com/7.0/bundle.min.js"></script>',
    "drift": '<script src="https://js.driftt.com/include/1/alder.js"></script>',
    "intercom": '<script src="https://widget.intercom.io/widget/abc"></script>',
}
OLD = ("gtm", "segment", "stripe", "sentry", "drift")
DAY = timedelta(days=1)
FoundTown = Callable[..., Town]


class Site:
    """Alder's site and names, in a town that sells a complement of Intercom and a competitor of Drift."""

    def __init__(self, town: Town, names: NameServer) -> None:
        self.town, self.names, self.first = town, names, town.clock.now()
        sources = town.folder / "sources.yaml"
        reviewed = "terms_reviewed_by: tests, terms_reviewed_on: 2026-01-01"
        home = town.server.url("/sites/{domain}/")
        sources.write_text(
            sources.read_text()
            + f'  - {{name: site_tech, collector: site_tech, params: {{home_page: "{home}"}}, {reviewed}}}\n'
            + f"  - {{name: dns, collector: dns, {reviewed}}}\n"
        )
        offer = town.folder / "offer.yaml"
        offer.write_text(offer.read_text() + "tools: {complements: [Intercom], competitors: [Drift]}\n")
        self.firm: Account = town.settle("alder")

    def shows(self, *marks: str, pricing: tuple[str, ...] | None = ()) -> None:
        self._page("/sites/alder.example/", marks, '<a href="/sites/alder.example/pricing">Pricing</a>')
        if pricing is not None:
            self._page("/sites/alder.example/pricing", pricing, "")

    def _page(self, path: str, marks: tuple[str, ...], body: str) -> None:
        head = "".join(MARKS[mark] for mark in marks)
        page = f"<html><head>{head}</head><body><h1>Alder Works</h1>{body}</body></html>"
        self.town.server.route(path, page, headers={"Content-Type": "text/html"})

    def night(self, day: int) -> None:
        """The night so many days after the first one."""
        self.town.go_to(self.first + day * DAY)
        self.town.play()

    def told(self) -> list[tuple[str, str]]:
        return [(one.fields["tool"], one.fields["direction"]) for one in self.signals()]

    def signals(self) -> list[Signal]:
        with self.town.installation.store.read() as session:
            every = signals.at_account(session, self.firm.id)
        return [one for one in every if one.kind is SignalKind.TECHNOLOGY]


@pytest.fixture
def names() -> Iterator[NameServer]:
    with NameServer(
        {("alder.example", "MX"): ["1 aspmx.l.google.com."], ("alder.example", "TXT"): ['"v=spf1 -all"']}
    ) as one:
        yield one


@pytest.fixture
def site(store: Store, found_town: FoundTown, names: NameServer) -> Site:
    town = found_town(
        database_url=store.engine.url.render_as_string(hide_password=False),
        environment={"FIRSTLIGHT_FETCH__NAME_SERVERS": names.address},
    )
    return Site(town, names)


def test_a_tool_that_two_later_crawls_show_is_adopted_once(site: Site) -> None:
    site.shows(*OLD)
    site.night(0)
    site.night(61)
    assert site.told() == [], "first contact and the same again raise nothing"
    site.shows(*OLD, "intercom")
    site.names.records["help.alder.example", "CNAME"] = ["custom.intercom.help."]
    site.night(68)
    assert site.told() == [], "seen once may be a test"
    site.night(75)
    assert site.told() == [("Intercom", "adopt")]
    rows = site.town.rows()
    site.town.play()
    assert site.town.rows() == rows, "the same night again is a no-op"
    site.night(82)
    assert site.told() == [("Intercom", "adopt")]


def test_every_field_of_a_change_stands_in_a_stored_text(site: Site) -> None:
    test_a_tool_that_two_later_crawls_show_is_adopted_once(site)
    (signal,) = site.signals()
    with site.town.installation.store.read() as session:
        for piece in signal.evidence:
            item = session.exec(select(ItemRow).where(ItemRow.id == piece.item_id)).one()
            assert piece.quote.stands_in(item.text)
            assert all(field.quote.stands_in(item.text) for field in piece.fields.values())
            assert "intercom" in piece.quote.text.split(": ", 1)[1]


def test_a_draft_about_a_tool_passes_the_check(site: Site) -> None:
    test_a_tool_that_two_later_crawls_show_is_adopted_once(site)
    draft = site.town.draft_of("alder")
    assert draft is not None, site.town.skips(site.town.play())
    assert draft.findings.approvable, draft.findings
    assert "Intercom" in draft.content.text


def test_a_tool_is_removed_after_three_readings_over_two_weeks(site: Site) -> None:
    site.shows(*OLD)
    for day in (0, 7):
        site.night(day)
    site.shows(*OLD[:-1])
    for day in (14, 21):
        site.night(day)
        assert site.told() == []
    site.night(28)
    assert site.told() == [("Drift", "remove")]
    draft = site.town.draft_of("alder")
    assert draft is not None and draft.findings.approvable
    assert "Drift" in draft.content.text
    site.night(35)
    assert site.told() == [("Drift", "remove")]


def test_a_429_an_empty_page_and_a_redesign_change_nothing(site: Site) -> None:
    site.shows(*OLD)
    for day in (0, 7):
        site.night(day)
    site.town.server.route("/sites/alder.example/", Answer(status=429, headers={"Retry-After": "60"}))
    for day in (14, 21, 28):
        site.night(day)
    for marks in ((), ("intercom",)):
        site.shows(*marks)
        for day in (35, 42, 49, 56):
            site.night(day + 70 * len(marks))
    site.shows(*OLD)
    site.night(140)
    assert site.told() == []


def test_a_page_that_is_no_longer_read_tells_of_no_removal(site: Site) -> None:
    site.shows(*OLD[:-1], pricing=("drift",))
    for day in (0, 7):
        site.night(day)
    site.shows(*OLD[:-1], pricing=None)
    site.town.server.route("/sites/alder.example/pricing", Answer(status=404))
    for day in (14, 21, 28, 35):
        site.night(day)
    assert site.told() == []


def test_what_stands_in_use_counts_for_the_fit(site: Site) -> None:
    site.shows(*OLD, "intercom")
    site.night(0)
    with site.town.installation.store.read() as session:
        known = tools.get(session, site.firm.id)
    assert known.tools["Intercom"].in_use_since is None, "one script alone is 0.62"
    site.names.records["help.alder.example", "CNAME"] = ["custom.intercom.help."]
    site.night(7)
    with site.town.installation.store.read() as session:
        known = tools.get(session, site.firm.id)
    assert known.tools["Intercom"].in_use_since is not None
    assert site.told() == []


def test_job_ads_alone_tell_an_adoption(site: Site) -> None:
    """A title (2.0) and a duty (1.0) in ads, after sixty days of reading ads without the tool, make 0.73."""
    town = site.town
    site.shows(*OLD)
    offer = town.folder / "offer.yaml"
    offer.write_text(offer.read_text().replace("[Intercom]", "[Salesforce]"))
    firm = town.settle("birch", board=True)
    town.web.post("birch", Job(1, "Cook", town.clock.now()))
    site.night(0)
    at = site.first + 62 * DAY
    town.web.post(
        "birch", Job(2, "Salesforce Administrator", at), Job(3, "Analyst", at, "You will administer Salesforce.")
    )
    for day in (63, 64, 70):
        site.night(day)
    with town.installation.store.read() as session:
        every = signals.at_account(session, firm.id)
    (signal,) = [one for one in every if one.kind is SignalKind.TECHNOLOGY]
    assert (signal.fields["tool"], signal.fields["direction"]) == ("Salesforce", "adopt")
    assert signal.evidence[0].source == "greenhouse"
    draft = town.draft_of("birch")
    assert draft is None or draft.findings.approvable
