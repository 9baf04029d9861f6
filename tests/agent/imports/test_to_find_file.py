"""To find as a file: out, filled in, back in: it drafts at once, and the same file again does nothing."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import builders

from agent.domain.contacts import AddressStatus
from agent.imports.columns import CONTACT_COLUMNS, guess
from agent.imports.contacts import Landed, import_contacts
from agent.imports.files import open_sheet
from agent.imports.report import Fate, Report
from agent.store import accounts, contacts, screens, signals
from agent.store.engine import Store
from agent.to_find import draft_found, to_csv

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def _cards(store: Store, path: Path) -> None:
    with store.write() as session:
        for key in ("alder", "brook"):
            firm = builders.account(key)
            accounts.put(session, firm, now=NOW)
            session.flush()
            signals.put_cards(session, [signals.Card(firm.id, "revops", "ada", "+Series B, 6 d", "", 70, "")], now=NOW)
        session.flush()
        path.write_text(to_csv(session, builders.team()), encoding="utf-8")


def _fill(path: Path, **cells: str) -> None:
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    next(row for row in rows if row["domain"] == "alder.example").update(cells)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def _import(store: Store, path: Path) -> tuple[Report, list[Landed]]:
    with open_sheet(path) as sheet:
        report = Report(guess(sheet.header, CONTACT_COLUMNS))
        landed = import_contacts(store, sheet, report, source=path.name, now=NOW)
    return report, landed


def test_a_filled_file_drafts_at_once_and_again_does_nothing(store: Store, tmp_path: Path) -> None:
    path, asked = tmp_path / "to-find.csv", list[str]()
    _cards(store, path)
    assert "'+Series B" in path.read_text(encoding="utf-8")
    _fill(path, name="Dana Ortiz", title="VP Sales", email="dana@gmail.com")

    def draft(contact_id: str) -> str:
        asked.append(contact_id)
        return "d1"

    report, landed = _import(store, path)
    assert report.counts == {Fate.CREATED: 1, Fate.SAME: 1}
    assert draft_found(store, [(one.card_id, one.contact_id) for one in landed], draft, now=NOW) == (1, [])
    again, landed = _import(store, path)
    assert again.counts == {Fate.SAME: 2}
    assert draft_found(store, [(one.card_id, one.contact_id) for one in landed], draft, now=NOW) == (0, [])
    with store.read() as session:
        person = contacts.by_email(session, "dana@gmail.com")
        assert [card.account_id for card in signals.open_cards(session)] == ["acc-brook"]
    assert person is not None and asked == [person.id] and person.account_id == "acc-alder"


def test_a_filled_row_without_an_address_is_kept_without_one(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "to-find.csv"
    _cards(store, path)
    _fill(path, name="Dana Ortiz", title="VP Sales")
    _, landed = _import(store, path)
    with store.read() as session:
        person = contacts.get(session, landed[0].contact_id)
    assert person is not None and person.address_status is AddressStatus.MISSING


def test_a_card_opens_again_when_nobody_is_left_and_stays_away_when_it_was_dismissed(store: Store) -> None:
    def put() -> int:
        return signals.put_cards(
            session, [signals.Card("acc-alder", "revops", "ada", "Series B, 6 d", "b", 70, "")], now=NOW
        )

    with store.write() as session:
        accounts.put(session, builders.account(), now=NOW)
        session.flush()
        assert put()
        signals.close_cards(session, "acc-alder", now=NOW)
        session.flush()
        assert signals.open_cards(session) == []
        assert not put()
        session.flush()
        card = signals.open_cards(session)[0]
        screens.dismiss_card(session, card.id, now=NOW)
        session.flush()
        assert not put()
        session.flush()
        assert signals.open_cards(session) == []
