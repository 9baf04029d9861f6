"""A board that a person gives is verified, one that a file suggests is a candidate, one without a reader is parked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from agent.domain.bindings import BindingState, SeenAs
from agent.imports.accounts import import_accounts
from agent.imports.columns import ACCOUNT_COLUMNS, guess
from agent.imports.files import open_sheet
from agent.imports.report import Report, writing_to
from agent.store import accounts, bindings
from agent.store.engine import Store

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
FILE = """name,domain,board_url,possible_board,team_page_url
Alder,alder.example,https://jobs.lever.co/alder,https://jobs.ashbyhq.com/alder,https://alder.example/team
Birch,birch.example,https://birch.avature.net/careers,,
Cedar,cedar.example,https://cedar.example/jobs,,
"""


def imported(store: Store, folder: Path, fates: Path | None = None) -> None:
    path = folder / "accounts.csv"
    path.write_text(FILE, encoding="utf-8")
    with open_sheet(path) as sheet:
        report = Report(guess(sheet.header, ACCOUNT_COLUMNS))
        with writing_to(report, fates):
            import_accounts(store, sheet, report, owners={}, now=NOW)


def test_each_board_of_a_file_has_its_state_and_its_line(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path)
    with store.read() as session:
        alder, birch = (accounts.by_domain(session, f"{one}.example") for one in ("alder", "birch"))
        assert alder and birch
        bound = {one.board: one for one in bindings.of_account(session, alder.id)}
        (parked,) = bindings.of_account(session, birch.id)
    assert alder.boards == ("lever:alder",), "only what a person gave is read"
    assert alder.pages == ("team_page:https://alder.example/team",)
    assert {board: one.state for board, one in bound.items()} == {
        "lever:alder": BindingState.VERIFIED,
        "ashby:alder": BindingState.CANDIDATE,
    }
    assert bound["lever:alder"].seen_as is SeenAs.IMPORT and bound["lever:alder"].seen_on.endswith("line 2")
    assert parked.state is BindingState.PARKED and birch.boards == ()


def test_what_cannot_be_read_is_said(store: Store, tmp_path: Path) -> None:
    written = tmp_path / "fates.csv"
    imported(store, tmp_path, written)
    fates = written.read_text(encoding="utf-8")
    assert "nothing reads avature yet" in fates and "no job board that we can read" in fates


def test_importing_twice_binds_once(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path)
    with store.read() as session:
        alder = accounts.by_domain(session, "alder.example")
        assert alder is not None
        before = bindings.of_account(session, alder.id)
    imported(store, tmp_path)
    with store.read() as session:
        assert bindings.of_account(session, alder.id) == before
