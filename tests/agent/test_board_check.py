"""A candidate is read without keeping what it holds, and bound only when it proves to be the account's."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

from fetching import fetcher_for
from local_server import LocalServer
from sqlmodel import func, select

from agent.bench.bench_team import bench_team
from agent.board_check import Checked, check_candidates
from agent.clock import MovedClock
from agent.domain.accounts import Account
from agent.domain.bindings import Binding, BindingState, SeenAs
from agent.domain.policies import SourceSetting
from agent.domain.teams import Team
from agent.night.bound_boards import bound_boards, parked_for_review
from agent.night.targets import targets_of
from agent.store import accounts, bindings
from agent.store.engine import Store
from agent.tables.items import DocumentRow, ItemRow, TargetRow

NOW = MovedClock().now()
ALDER = Account("a", "Alder Robotics", "alder.example")
CANDIDATE = Binding("a", "greenhouse:alder", BindingState.CANDIDATE, SeenAs.IMPORT, "file", NOW)


def board(company: str, link: str) -> str:
    job = {
        "id": 1,
        "title": "Account Executive",
        "absolute_url": f"https://{link}/jobs/1",
        "company_name": company,
        "first_published": NOW.isoformat(),
    }
    return json.dumps({"jobs": [job], "meta": {"total": 1}})


def check(store: Store, answer: str | None) -> tuple[list[Checked], tuple[str, ...], Binding]:
    with store.write() as session:
        accounts.put(session, ALDER, now=NOW)
        session.flush()
        bindings.put(session, [CANDIDATE])

    async def play(server: LocalServer) -> list[Checked]:
        source = SourceSetting("greenhouse", "greenhouse", params={"base_url": server.url("")})
        async with fetcher_for(server.port) as fetcher:
            return await check_candidates(store, replace(bench_team(), sources=(source,)), fetcher, now=NOW)

    with LocalServer() as server:
        if answer is not None:
            server.route("/v1/boards/alder/jobs", answer)
        checked = asyncio.run(play(server))
    with store.read() as session:
        known = accounts.get(session, "a")
        (bound,) = bindings.of_account(session, "a")
        kept = [session.exec(select(func.count()).select_from(row)).one() for row in (ItemRow, DocumentRow, TargetRow)]
    assert known is not None and kept == [0, 0, 0], "a dry run keeps nothing of what it reads"
    return checked, known.boards, bound


def test_a_board_of_the_name_that_links_to_the_domain_is_bound(store: Store) -> None:
    (checked,), boards, bound = check(store, board("Alder Robotics", "careers.alder.example"))
    assert checked.match.theirs and boards == ("greenhouse:alder",)
    assert bound.state is BindingState.VERIFIED and bound.seen_as is SeenAs.DRY_RUN
    with store.read() as session:
        assert bindings.candidates(session, limit=9) == []


def test_another_companys_board_stays_a_candidate_with_why(store: Store) -> None:
    _, boards, bound = check(store, board("Birch Mills", "careers.alder.example"))
    assert boards == () and bound.state is BindingState.CANDIDATE and "Birch Mills" in bound.note


def test_a_board_that_is_another_accounts_stays_with_the_first(store: Store) -> None:
    with store.write() as session:
        accounts.put(session, Account("b", "Birch", "birch.example", boards=("greenhouse:alder",)), now=NOW)
        session.flush()
        bindings.put(session, [replace(CANDIDATE, account_id="b", state=BindingState.VERIFIED)])
    (checked,), boards, bound = check(store, board("Alder Robotics", "careers.alder.example"))
    assert not checked.match.theirs and "another account (birch.example)" in checked.match.why
    assert boards == () and bound.state is BindingState.CANDIDATE and bound.note == checked.match.why


def test_a_board_that_cannot_be_read_proves_nothing(store: Store) -> None:
    _, boards, bound = check(store, None)
    assert boards == () and bound.state is BindingState.CANDIDATE and "could not be read" in bound.note


def test_no_night_reads_a_candidate(store: Store) -> None:
    check(store, board("Birch Mills", "careers.alder.example"))
    with store.read() as session:
        known = accounts.get(session, "a")
    assert known is not None
    assert list(targets_of(SourceSetting("greenhouse", "greenhouse"), [known])) == []


def team_with(*sources: SourceSetting) -> Team:
    return replace(bench_team(), sources=sources)


def test_a_verified_board_waits_while_nobody_reviewed_its_sources_terms(store: Store) -> None:
    workday = "workday:alder.wd5.myworkdayjobs.com/Jobs"
    with store.write() as session:
        accounts.put(session, replace(ALDER, boards=(workday,)), now=NOW)
    with store.read() as session:
        known = accounts.get(session, "a")
        assert known is not None
        (waits,) = bound_boards(session, team_with(), known, now=NOW)
        (reviewed,) = bound_boards(
            session,
            team_with(SourceSetting("wd", "workday", terms_reviewed_on=NOW.date())),
            known,
            now=NOW,
        )
    assert waits.state is BindingState.PARKED and waits.note == "its board (workday) waits for a terms review"
    assert reviewed.state is BindingState.VERIFIED


def test_a_board_that_answers_no_more_is_dead(store: Store) -> None:
    with store.write() as session:
        accounts.put(session, replace(ALDER, boards=("greenhouse:alder",)), now=NOW)
        session.flush()
        session.add(
            TargetRow(
                source="my boards",
                key="alder",
                account_id="a",
                params={},
                cursor={},
                failing_since=NOW,
                lost_at=NOW,
            )
        )
    with store.read() as session:
        known = accounts.get(session, "a")
        assert known is not None
        (dead,) = bound_boards(session, bench_team(), known, now=NOW)
    assert dead.state is BindingState.DEAD and f"{NOW:%Y-%m-%d}" in dead.note


def test_what_is_no_verified_board_is_not_parked_for_a_review() -> None:
    assert parked_for_review(CANDIDATE, scheduled=()) == CANDIDATE
