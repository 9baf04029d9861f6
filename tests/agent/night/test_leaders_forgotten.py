"""Who is erased or objects is taken out of what leadership pages left, and the page that still lists them brings nobody
back; until then they are shown all of it."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import account, team
from fetching import fetcher_for
from local_server import LocalServer
from sqlmodel import SQLModel, select

from agent.clock import MovedClock
from agent.domain.contacts import Contact
from agent.domain.policies import SourceSetting
from agent.domain.sends import Suppression, SuppressionReason
from agent.domain.signals import Signal, SignalKind
from agent.night.gather import Gatherer, Tally
from agent.night.leadership import LeadershipWatch
from agent.night.targets import register_targets
from agent.sends import erasure
from agent.sends.suppression import suppress
from agent.store import accounts, contacts, leadership, leadership_names, objections, personal_data, signals
from agent.store.engine import Store
from agent.tables.items import DocumentRow, ItemRow

BEGIN = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRM = "acc-alder"
SIX = (
    ("Maren Estrade", "Chief Executive Officer"),
    ("Tomas Okafor", "VP Sales"),
    ("Ines Prado", "Head of People"),
    ("Kofi Mensah", "Chief Technology Officer"),
    ("Anna Schmidt", "Chief Financial Officer"),
    ("Karl Weiss", "VP Marketing"),
)
ROSA = ("Rosa Lindqvist", "Chief Revenue Officer")
OTHER = ("Bo Lund", "Chief Operating Officer")


class Page:
    """Alder's leadership page, read when the story says so and judged after each reading."""

    def __init__(self, store: Store, server: LocalServer) -> None:
        self.store, self.server, self.clock = store, server, MovedClock(BEGIN)
        self.url = server.url("/leadership")
        source = SourceSetting("team_page", "team_page", params={"per_account": "yes"}, terms_reviewed_on=BEGIN.date())
        self.team = team(sources=(source,))
        firm = account("alder", id=FIRM, pages=(f"team_page:{self.url}",))
        with store.write() as session:
            accounts.put(session, firm, now=BEGIN)

    def read(self, day: float, *people: tuple[str, str]) -> None:
        cards = "".join(f"<div><h3>{name}</h3><p>{title}</p></div>" for name, title in people)
        html = f"<html><body><h1>Leadership</h1>{cards}</body></html>"
        self.server.route("/leadership", html, headers={"Content-Type": "text/html"})
        self.clock.set(BEGIN + day * DAY)
        asyncio.run(self._collect())
        LeadershipWatch(self.store, self.team, self.clock, Tally()).judge_pages()

    async def _collect(self) -> None:
        async with fetcher_for(self.server.port, clock=self.clock) as fetcher:
            gatherer = Gatherer(self.store, self.team, self.clock, fetcher)
            for target_id in register_targets(self.store, self.team):
                await gatherer.collect_target(target_id)

    def welcome(self) -> None:
        """Rosa comes: a baseline without her, two readings with her, and a signal."""
        self.read(0, *SIX)
        self.read(1, *SIX, ROSA)
        self.read(4, *SIX, ROSA)
        assert self.told() == ["Rosa Lindqvist"]

    def know_rosa(self) -> None:
        rosa = Contact("c-rosa", FIRM, *ROSA[:1], "Rosa", "Lindqvist", ROSA[1], "rosa@alder.example", source="CRM")
        with self.store.write() as session:
            contacts.put(session, rosa, now=self.clock.now())

    def signals(self) -> list[Signal]:
        with self.store.read() as session:
            return signals.at_account(session, FIRM, dismissed_too=True)

    def told(self) -> list[str]:
        return [one.fields["person"] for one in self.signals() if one.kind is SignalKind.JOB_CHANGE]

    def shown(self) -> set[str]:
        with self.store.read() as session:
            return {seat.name for seat in leadership.get(session, FIRM).seats}

    def everything(self) -> dict[str, list[dict[str, object]]]:
        """What Rosa gets when she asks, of the pages."""
        with self.store.read() as session:
            (rosa,) = personal_data.find(session, "rosa@alder.example")
            told: dict[str, list[dict[str, object]]] = personal_data.everything(session, rosa)["leadership_pages"]
            return told


@pytest.fixture
def page(store: Store) -> Iterator[Page]:
    with LocalServer() as server:
        yield Page(store, server)


def erased(page: Page) -> None:
    with page.store.write() as session:
        (rosa,) = personal_data.find(session, "rosa@alder.example")
        erasure.erase(session, rosa, by="carol", now=page.clock.now())


def objected(page: Page) -> None:
    """What is kept goes with the next reading of the page; the same answer again is a reading."""
    now = page.clock.now()
    with page.store.write() as session:
        stop = Suppression("address", "rosa@alder.example", SuppressionReason.OBJECTION, now, source="letter")
        suppress(session, stop, by="carol", now=now)
    page.read((now - BEGIN) / DAY + 1, *SIX, ROSA)


stays_away = pytest.mark.parametrize("stay_away", [erased, objected])
StayAway = Callable[[Page], None]


def of_pages(store: Store) -> str:
    """Every row of every table but the contacts' own, the texts of documents unpacked."""
    with store.read() as session:
        tables = [table for table in SQLModel.metadata.sorted_tables if table.name != "contact"]
        rows = [dict(row._mapping) for table in tables for row in session.connection().execute(select(table))]
        texts = [zlib.decompress(one.body).decode() for one in session.exec(select(DocumentRow)) if one.body]
    told = json.dumps([rows, texts], default=lambda value: "" if isinstance(value, bytes) else str(value))
    return told.casefold()


@stays_away
def test_nothing_that_the_page_left_names_them_any_more(page: Page, stay_away: StayAway) -> None:
    page.welcome()
    page.know_rosa()
    assert "lindqvist" in of_pages(page.store)
    stay_away(page)
    assert "lindqvist" not in of_pages(page.store)
    assert page.told() == [] and page.shown() == {name for name, _ in SIX}


@stays_away
def test_the_page_that_still_lists_them_brings_nobody_back(page: Page, stay_away: StayAway) -> None:
    page.welcome()
    page.know_rosa()
    stay_away(page)
    for day in (10, 13, 16):
        page.read(day, *SIX, ROSA)
    for day in (20, 23):
        page.read(day, *SIX, ROSA, OTHER)
    assert "lindqvist" not in of_pages(page.store)
    assert page.told() == ["Bo Lund"], "others are told of as before"


@stays_away
def test_who_has_left_the_list_or_waits_on_it_is_forgotten_too(page: Page, stay_away: StayAway) -> None:
    page.read(0, *SIX, ROSA)
    page.read(1, *SIX)
    page.read(4, *SIX)
    page.read(5, *SIX, ROSA)
    page.know_rosa()
    kept = {str(seat["list"]) for seat in page.everything()["seats"]}
    assert kept == {"gone", "coming"}
    stay_away(page)
    assert "lindqvist" not in of_pages(page.store)


def test_a_signal_that_another_source_tells_too_stays_without_the_pages_word(page: Page) -> None:
    page.welcome()
    (signal,) = page.signals()
    (piece,) = signal.evidence
    with page.store.write() as session:
        session.add(ItemRow(id="i-wire", source="wire", key="1", kind="article", title="Alder names a CRO",
                            text="Alder names a CRO.", fields={}, first_seen_at=BEGIN, last_seen_at=BEGIN))  # fmt: skip
        session.flush()
        wire = replace(piece, item_id="i-wire", source="wire")
        signals.put(session, replace(signal, evidence=(piece, wire)))
    page.know_rosa()
    erased(page)
    (left,) = page.signals()
    assert (left.id, [one.source for one in left.evidence]) == (signal.id, ["wire"])


def test_a_colleague_and_a_namesake_elsewhere_stay(page: Page) -> None:
    page.welcome()
    page.know_rosa()
    with page.store.write() as session:
        accounts.put(session, account("brook", id="acc-brook"), now=BEGIN)
        row = session.exec(select(ItemRow).where(ItemRow.account_id == FIRM, ItemRow.key == page.url)).one()
        session.add(ItemRow(**{**row.model_dump(), "id": "i-brook", "key": "brook", "account_id": "acc-brook"}))
    erased(page)
    with page.store.read() as session:
        texts = dict(session.exec(select(ItemRow.id, ItemRow.text)).all())
    assert "Rosa Lindqvist" in texts["i-brook"]
    assert sum("Maren Estrade, Chief Executive Officer" in text for text in texts.values()) == 2


def test_forgetting_twice_changes_nothing(page: Page) -> None:
    page.welcome()
    page.know_rosa()
    with page.store.write() as session:
        (rosa,) = personal_data.find(session, "rosa@alder.example")
        about = objections.silence_about(rosa)
        assert leadership_names.forget(session, FIRM, about) > 0
    left = of_pages(page.store)
    with page.store.write() as session:
        assert leadership_names.forget(session, FIRM, about) == 0
    assert of_pages(page.store) == left


def test_who_is_only_outlived_stays_on_the_list_and_is_no_newcomer(page: Page) -> None:
    """Taken off a page that still lists them they would come back as news."""
    page.welcome()
    page.know_rosa()
    with page.store.write() as session:
        assert erasure.forget_outlived(session, now=page.clock.now() + 400 * DAY) == 1
    for day in (410, 413):
        page.read(day, *SIX, ROSA)
    assert page.told() == ["Rosa Lindqvist"] and ROSA[0] in page.shown()


def test_a_person_gets_what_the_pages_say_of_them_and_nobody_elses_lines(page: Page) -> None:
    page.welcome()
    page.know_rosa()
    told = page.everything()
    assert told["seats"] == [{"page": page.url, "list": "shown", "name": ROSA[0], "title": ROSA[1], "on_board": False}]
    line = "Rosa Lindqvist, Chief Revenue Officer"
    assert line in [one["text"] for one in told["items"]]
    assert any(
        str(one["text"]).endswith(f"is new on the leadership page of alder.example: {line}") for one in told["items"]
    )
    assert [one["text"] for one in told["documents"]] == [line]
    assert "Estrade" not in json.dumps(told, default=str)
