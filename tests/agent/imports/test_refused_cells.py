"""A cell that no night could read is refused with its column and a fix; the row's other cells stay."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.domain.accounts import Account
from agent.imports.accounts import import_accounts
from agent.imports.columns import ACCOUNT_COLUMNS, guess
from agent.imports.files import open_sheet
from agent.imports.report import Fate, Report
from agent.store import accounts
from agent.store.engine import Store

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def _imported(store: Store, path: Path, column: str, cell: str) -> tuple[Report, Account]:
    path.write_text(f'name,domain,country,{column}\nAlder,alder.example,US,"{cell}"\n', encoding="utf-8")
    with open_sheet(path) as sheet:
        report = Report(guess(sheet.header, ACCOUNT_COLUMNS))
        import_accounts(store, sheet, report, owners={}, now=NOW)
    with store.read() as session:
        account = accounts.by_domain(session, "alder.example")
    assert account is not None
    return report, account


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("feed_url", "not a url"),
        ("feed_url", "alder.example/news.xml"),
        ("feed_url", "ftp://alder.example/news.xml"),
        ("feed_url", "https://alder.example:8443/news.xml"),
        ("newsroom_url", "https://newsroom/press"),
        ("sitemap_url", "http://10.0.0.7/sitemap.xml"),
        ("team_page_url", "http://169.254.169.254/latest/meta-data"),
    ],
)
def test_an_address_that_no_night_can_read_is_refused_and_the_other_cells_stay(
    sqlite_store: Store, tmp_path: Path, column: str, cell: str
) -> None:
    report, account = _imported(sqlite_store, tmp_path / "a.csv", column, cell)
    (row,) = report.shown
    assert (row.line, row.fate, account.country) == (2, Fate.CREATED, "US")
    assert row.note.startswith(f"{column} '{cell}' was left out: ") and "https://" in row.note
    assert account.feeds == account.pages == ()


def test_of_several_addresses_the_good_ones_are_kept(sqlite_store: Store, tmp_path: Path) -> None:
    good = "https://alder.example/a,b.xml"
    report, account = _imported(sqlite_store, tmp_path / "a.csv", "feed_url", f"{good}; nonsense, {good}?x")
    assert account.feeds == (good, f"{good}?x")
    assert report.shown[0].note.startswith("feed_url 'nonsense' was left out")


def test_a_server_of_ones_own_is_the_guards_to_judge(sqlite_store: Store, tmp_path: Path) -> None:
    report, account = _imported(sqlite_store, tmp_path / "a.csv", "feed_url", "http://127.0.0.1:8000/news.xml")
    assert account.feeds and not report.shown


@pytest.mark.parametrize("cell", ["abc", "0", "12345678901", "320193.5"])
def test_a_cik_that_is_none_is_refused(sqlite_store: Store, tmp_path: Path, cell: str) -> None:
    report, account = _imported(sqlite_store, tmp_path / "a.csv", "cik", cell)
    assert account.cik == ""
    assert report.shown[0].note == f"cik '{cell}' was left out: write the SEC's number, one to ten digits."


def test_a_cik_stays_as_it_was_written(sqlite_store: Store, tmp_path: Path) -> None:
    report, account = _imported(sqlite_store, tmp_path / "a.csv", "cik", "0000320193")
    assert account.cik == "0000320193" and not report.shown
