"""A board that a person gives is verified, one that a file suggests is a candidate, one without a reader is parked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import builders
import pytest

from agent.domain.bindings import BindingState, SeenAs
from agent.domain.documents import Target
from agent.imports.accounts import import_accounts
from agent.imports.columns import ACCOUNT_COLUMNS, guess
from agent.imports.files import open_sheet
from agent.imports.report import Report, writing_to
from agent.night.taken_off import take_off
from agent.store import accounts, bindings, items
from agent.store.engine import Store

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
FILE = """name,domain,board_url,possible_board,team_page_url
Alder,alder.example,https://jobs.lever.co/alder,https://jobs.ashbyhq.com/alder,https://alder.example/team
Birch,birch.example,https://birch.avature.net/careers,,
Cedar,cedar.example,https://cedar.example/jobs,,
"""


def imported(store: Store, folder: Path, fates: Path | None = None, *, file: str = FILE) -> Report:
    path = folder / "accounts.csv"
    path.write_text(file, encoding="utf-8")
    with open_sheet(path) as sheet:
        report = Report(guess(sheet.header, ACCOUNT_COLUMNS))
        with writing_to(report, fates):
            import_accounts(store, sheet, report, owners={}, now=NOW)
    return report


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


def test_a_file_does_not_bind_again_what_a_person_took_off(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path)
    with store.write() as session:
        alder = accounts.by_domain(session, "alder.example")
        assert alder is not None
        take_off(session, builders.team(), alder, "lever:alder", said="taken off by ada", now=NOW)
    imported(store, tmp_path, written := tmp_path / "fates.csv")
    with store.read() as session:
        again = accounts.by_domain(session, "alder.example")
        assert again is not None and again.boards == ()
        bound = {one.board: one for one in bindings.of_account(session, again.id)}
    assert (bound["lever:alder"].state, bound["lever:alder"].note) == (BindingState.REJECTED, "taken off by ada")
    assert "was taken off this account" in written.read_text(encoding="utf-8")


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


ONE_BOARD = """name,domain,board_url
Alder,alder.example,https://jobs.lever.co/alder
Alder Labs,labs.example,https://jobs.lever.co/alder
"""


def boards_and_bindings(store: Store, domain: str) -> tuple[tuple[str, ...], list[BindingState]]:
    with store.read() as session:
        account = accounts.by_domain(session, domain)
        assert account is not None
        return account.boards, [one.state for one in bindings.of_account(session, account.id)]


@pytest.mark.parametrize("files", [[ONE_BOARD], [FILE, ONE_BOARD], [ONE_BOARD, ONE_BOARD]])
def test_a_board_that_two_accounts_name_is_the_first_ones_and_the_report_says_so(
    store: Store, tmp_path: Path, files: list[str]
) -> None:
    for file in files:
        report = imported(store, tmp_path, file=file)
    assert boards_and_bindings(store, "alder.example")[0] == ("lever:alder",)
    assert boards_and_bindings(store, "labs.example") == ((), [BindingState.CANDIDATE])
    (said,) = report.shown
    assert (said.line, said.key) == (3, "labs.example")
    assert said.note == (
        "board_url 'https://jobs.lever.co/alder' is alder.example's already and is read for that account alone."
    )


def test_a_possible_board_that_is_another_accounts_says_whose_it_is(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path)
    imported(store, tmp_path, file="domain,possible_board\ncedar.example,https://jobs.lever.co/alder\n")
    with store.read() as session:
        cedar = accounts.by_domain(session, "cedar.example")
        assert cedar is not None
        (found,) = bindings.of_account(session, cedar.id)
    assert found.state is BindingState.CANDIDATE and "another account (alder.example)" in found.note


def test_a_board_that_its_first_account_has_no_longer_is_free(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, file=ONE_BOARD)
    with store.write() as session:
        alder = accounts.by_domain(session, "alder.example")
        assert alder is not None
        items.put_targets(session, [Target("lever", "alder", alder.id)])
        accounts.put(session, replace(alder, boards=("greenhouse:alder",)), now=NOW)
        bindings.bury(session, alder.id, ["lever:alder"], note="gone")
    imported(store, tmp_path, file=ONE_BOARD.replace("Alder,alder.example,https://jobs.lever.co/alder\n", ""))
    assert boards_and_bindings(store, "labs.example") == (("lever:alder",), [BindingState.VERIFIED])
