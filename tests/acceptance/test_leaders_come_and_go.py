"""Who comes to a leadership page is told once, when two readings 48 hours apart show it; who goes only joins what
somebody else tells; a redesign, a 429 and a first look tell nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from commands import run_command
from local_server import Answer
from sqlmodel import select
from town import Town

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.signals import Signal, SignalKind
from agent.store import accounts, contacts, leadership, signals
from agent.store.engine import Store
from agent.tables.items import DocumentRow, ItemRow

DAY = timedelta(days=1)
FoundTown = Callable[..., Town]
SIX = (
    ("Maren Estrade", "Chief Executive Officer"),
    ("Tomas Okafor", "VP Sales"),
    ("Ines Prado", "Head of People"),
    ("Kofi Mensah", "Chief Technology Officer"),
    ("Anna Schmidt", "Chief Financial Officer"),
    ("Karl Weiss", "VP Marketing"),
)
NEW = ("Rosa Lindqvist", "Chief Revenue Officer")


class Page:
    """Alder's leadership page, in a town that reads such pages daily."""

    def __init__(self, town: Town) -> None:
        self.town, self.first = town, town.clock.now()
        sources = town.folder / "sources.yaml"
        line = (
            'name: team_page, collector: team_page, params: {per_account: "yes"}, poll_max_minutes: 1440, '
            "terms_reviewed_by: tests, terms_reviewed_on: 2026-01-01"
        )
        sources.write_text(sources.read_text() + f"  - {{{line}}}\n")
        self.firm: Account = town.settle("alder", pages=(f"team_page:{town.server.url('/alder/leadership')}",))

    def shows(self, *people: tuple[str, str], more: str = "") -> None:
        cards = "".join(f"<div class='card'><h3>{name}</h3><p>{title}</p></div>" for name, title in people)
        html = f"<html><body><h1>Leadership</h1>{cards}{more}<p>mail: maren@alder.example</p></body></html>"
        self.town.server.route("/alder/leadership", html, headers={"Content-Type": "text/html"})

    def night(self, day: float) -> None:
        self.town.go_to(self.first + day * DAY)
        self.town.play()

    def told(self) -> list[tuple[str, str]]:
        return [(one.fields["person"], one.fields["direction"]) for one in self.signals()]

    def signals(self) -> list[Signal]:
        with self.town.installation.store.read() as session:
            every = signals.at_account(session, self.firm.id)
        return [one for one in every if one.kind is SignalKind.JOB_CHANGE]


@pytest.fixture
def page(store: Store, found_town: FoundTown) -> Page:
    return Page(found_town(database_url=store.engine.url.render_as_string(hide_password=False)))


def test_who_is_new_in_two_readings_is_told_once(page: Page) -> None:
    page.shows(*SIX)
    page.night(0)
    page.night(1)
    assert page.told() == [], "the first look is where it begins"
    page.shows(*SIX, NEW)
    page.night(2)
    page.night(3)
    assert page.told() == [], "24 hours are too few"
    page.night(4)
    assert page.told() == [("Rosa Lindqvist", "join")]
    (signal,) = page.signals()
    assert signal.fields["function"] == "sales" and signal.fields["seniority"] == "c_level"
    assert signal.confidence == 0.7 and signal.published_at == page.first + 2 * DAY
    rows = page.town.rows()
    page.town.play()
    assert page.town.rows() == rows, "the same night again is a no-op"
    page.night(5)
    assert page.told() == [("Rosa Lindqvist", "join")]


def test_every_field_stands_in_a_stored_text_and_nothing_else_of_the_page_is_kept(page: Page) -> None:
    test_who_is_new_in_two_readings_is_told_once(page)
    (signal,) = page.signals()
    with page.town.installation.store.read() as session:
        (piece,) = signal.evidence
        item = session.exec(select(ItemRow).where(ItemRow.id == piece.item_id)).one()
        assert piece.quote.text.endswith(": Rosa Lindqvist, Chief Revenue Officer")
        assert piece.quote.stands_in(item.text)
        assert all(field.quote.stands_in(item.text) for field in piece.fields.values())
        assert not [row for row in session.exec(select(ItemRow)) if "@alder.example" in row.text]
        kept = [row for row in session.exec(select(DocumentRow)) if row.source == "team_page"]
        assert kept and len(leadership.get(session, page.firm.id).seats) == 7


def test_a_redesign_tells_nothing_and_begins_anew(page: Page) -> None:
    page.shows(*SIX)
    page.night(0)
    page.shows(*SIX[:3], NEW, ("Bo Lund", "Chief Operating Officer"), ("Lena Fuchs", "VP Product"))
    for day in (1, 4, 7):
        page.night(day)
    assert page.told() == []
    page.shows(*SIX[:3], NEW, ("Bo Lund", "Chief Operating Officer"), ("Lena Fuchs", "VP Product"), SIX[3])
    for day in (8, 11):
        page.night(day)
    assert page.told() == [("Kofi Mensah", "join")]


def test_an_answer_that_is_no_page_is_no_change(page: Page) -> None:
    page.shows(*SIX)
    page.night(0)
    page.town.server.route("/alder/leadership", Answer(status=429, headers={"Retry-After": "60"}))
    page.night(1)
    page.town.server.route("/alder/leadership", "<html><body>We will be back.</body></html>")
    page.night(2)
    page.shows(*SIX)
    page.night(5)
    assert page.told() == []


def test_who_is_seen_once_only_is_not_told(page: Page) -> None:
    page.shows(*SIX)
    page.night(0)
    page.shows(*SIX, NEW)
    page.night(1)
    page.shows(*SIX)
    page.night(2)
    page.shows(*SIX, NEW)
    page.night(4)
    assert page.told() == [], "the two readings must have none without it between them"


def test_a_departure_needs_a_second_source(page: Page) -> None:
    page.shows(*SIX)
    page.night(0)
    page.shows(*SIX[1:])
    page.night(1)
    page.night(4)
    assert page.told() == []
    title = "Alder Works says Chief Executive Officer Maren Estrade steps down"
    page.town.web.publish("alder", title, f"{title}. She leaves the company.", page.town.clock.now())
    page.night(5)
    page.night(8)
    (signal,) = page.signals()
    assert signal.fields["direction"] == "leave"
    assert {piece.source for piece in signal.evidence} >= {"team_page"} and len(signal.evidence) == 2


def test_somebody_whom_the_team_knew_there_is_no_newcomer(page: Page) -> None:
    page.shows(*SIX)
    page.night(0)
    someone = Contact("c-rosa", page.firm.id, "Rosa Lindqvist", "Rosa", "Lindqvist", "CRO", source="CRM")
    with page.town.installation.store.write() as session:
        contacts.put(session, someone, now=page.town.clock.now())
    page.shows(*SIX, NEW)
    for day in (1, 4):
        page.night(day)
    assert page.told() == []


def test_a_seat_on_the_board_is_no_office(page: Page) -> None:
    page.shows(*SIX)
    page.night(0)
    page.shows(*SIX, more="<h2>Board of directors</h2><h3>Jane Whitlow</h3><p>Chief Executive Officer, Otter</p>")
    for day in (1, 4):
        page.night(day)
    assert page.told() == []


def test_an_account_that_lost_its_page_keeps_what_was_told(page: Page) -> None:
    test_who_is_new_in_two_readings_is_told_once(page)
    with page.town.installation.store.write() as session:
        accounts.put(session, replace(page.firm, pages=()), now=page.town.clock.now())
    page.night(9)
    assert page.told() == [("Rosa Lindqvist", "join")]


def test_the_pages_name_who_was_seen_and_which_boards_are_bound(page: Page) -> None:
    town = page.town
    page.shows(*SIX)
    board = "workday:birch.wd5.myworkdayjobs.com/Jobs"
    firm = town.settle("birch", person=False, pages=page.firm.pages, boards=(board,))
    with town.installation.store.write() as session:
        accounts.put(session, replace(page.firm, pages=()), now=town.clock.now())
    town.raised("birch")
    town.play()
    town.morning()
    with town.open_review("mara") as (mara,):
        shown = mara.http.get(f"/accounts/{firm.id}").text
        cards = mara.http.get("/to-find").text
    assert board in shown and "its board (workday) waits for a terms review" in shown
    assert "<b>Anna Schmidt</b>, Chief Financial Officer" in shown
    assert "Seen on its leadership page: <b>Maren Estrade</b>" in cards
    assert "<b>Tomas Okafor</b>, VP Sales. No address is known." in cards and "Ines Prado" not in cards


def test_names_of_a_page_are_escaped(page: Page) -> None:
    page.shows(
        *SIX[1:], ("Anna &lt;b&gt;Schmidt", "CEO"), more="<h3>Eva Kern</h3><p>CEO &lt;script&gt;x&lt;/script&gt;</p>"
    )
    page.night(0)
    with page.town.open_review("mara") as (mara,):
        shown = mara.http.get(f"/accounts/{page.firm.id}").text
    assert "<script>x" not in shown and "Eva Kern</b>, CEO" in shown


def test_a_person_is_handed_what_the_page_says_and_once_erased_is_told_of_no_more(page: Page) -> None:
    test_who_is_new_in_two_readings_is_told_once(page)
    town = page.town
    rosa = Contact("c-rosa", page.firm.id, NEW[0], "Rosa", "Lindqvist", NEW[1], "rosa@alder.example", source="CRM")
    with town.installation.store.write() as session:
        contacts.put(session, rosa, now=town.clock.now())
    env = {"FIRSTLIGHT_DATABASE__URL": town.installation.store.engine.url.render_as_string(hide_password=False)}
    told = run_command("export", rosa.email, "--folder", str(town.folder), env=env)
    pages = json.loads(told.out)["leadership_pages"]
    assert [seat["title"] for seat in pages["seats"]] == [NEW[1]]
    assert "Rosa Lindqvist, Chief Revenue Officer" in [one["text"] for one in pages["items"] + pages["documents"]]
    assert "Estrade" not in json.dumps(pages)
    assert run_command("erase", rosa.email, "--yes", "--folder", str(town.folder), env=env).code == 0
    for day in (6, 9):
        page.night(day)
        with town.open_review("mara") as (mara,):
            told_there = [mara.http.get(address) for address in ("/accounts/a-alder", "/signals", "/to-find")]
            drafts = [
                mara.http.get(address) for address in ("/queue", *(f"/drafts/{one.id}" for one in town.every_draft()))
            ]
        assert {one.status_code for one in (*told_there, *drafts)} == {200}
        shown = "".join(one.text for one in told_there)
        assert page.told() == [] and "Maren Estrade" in shown and "Lindqvist" not in shown
