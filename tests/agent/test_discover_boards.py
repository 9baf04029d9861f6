"""Whose board a site names: by its own pages and names only, with the page that says so; doubt makes a candidate."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest
from fetching import NamesResolver, fetcher_for
from local_server import Answer, LocalServer, Received
from name_server import NameServer

from agent.clock import MovedClock
from agent.discover import Looked, discover
from agent.domain.accounts import Account
from agent.domain.bindings import Binding, BindingState, SeenAs
from agent.domain.documents import Target
from agent.store import accounts, bindings, items
from agent.store.engine import Store

NOW = MovedClock().now()
ALDER = Account("a", "Alder", "alder.example")
BOARD = "https://jobs.lever.co/alder"


def look(
    store: Store,
    pages: Mapping[str, str],
    *,
    account: Account = ALDER,
    names: tuple[str, ...] = (),
) -> tuple[list[Binding], tuple[str, ...], list[str]]:
    """The bindings and the boards of the account after a look at its site, and the paths that were asked. A page
    "TO http://host" leads there."""
    with store.write() as session:
        accounts.put(session, account, now=NOW)

    def answer(got: Received) -> Answer:
        host = got.headers["host"].split(":")[0]
        page = pages.get(got.path if host == "alder.example" else f"{host}{got.path}")
        if page is None:
            return Answer(status=404)
        there = page.removeprefix("TO ")
        return Answer(page) if there == page else Answer(status=302, headers={"Location": f"{there}:{server.port}/"})

    async def play(server: LocalServer) -> None:
        server.route("/*", answer)
        how = Looked(f"http://{{domain}}:{server.port}/", names=bool(names))
        async with fetcher_for(server.port, resolver=NamesResolver(), name_servers=names) as fetcher:
            await discover(store, [account], fetcher, now=NOW, how=how)

    with LocalServer() as server:
        asyncio.run(play(server))
        asked = [got.path for got in server.requests if got.path != "/robots.txt"]
    with store.read() as session:
        known = accounts.get(session, account.id)
        assert known is not None
        return bindings.of_account(session, account.id), known.boards, asked


def link(href: str, words: str = "x") -> str:
    return f'<a href="{href}">{words}</a>'


NAMED = {
    "a link": (link(BOARD), "lever:alder", SeenAs.LINK),
    "a frame": ('<iframe src="https://boards.greenhouse.io/embed/job_board?for=alder">', "greenhouse:alder", "iframe"),
    "a script": ('<script src="https://boards.greenhouse.io/embed/job_board/js?for=al">', "greenhouse:al", "script"),
    "a script of a widget": ('<script src="https://jobs.ashbyhq.com/alder/embed?version=2">', "ashby:alder", "script"),
    "JSON": (
        '<script type="application/json">{"url": "https:\\/\\/jobs.eu.lever.co\\/Alder\\/1-2"}</script>',
        "lever:eu/Alder",
        SeenAs.JSON,
    ),
    "JSON-LD": (
        '<script type="application/ld+json">{"@type": "JobPosting", "url": "https://alder.wd5.myworkdayjobs.com/Jobs/job/1"}'
        "</script>",
        "workday:alder.wd5.myworkdayjobs.com/Jobs",
        SeenAs.JSON_LD,
    ),
    "a widget's code": (
        '<script src="https://static.smartrecruiters.com/job-widget/1.4/smart_widget.js"></script>'
        '<script>widget({"company_code": "Alder1"})</script>',
        "smartrecruiters:Alder1",
        SeenAs.SCRIPT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", NAMED)
def test_a_board_on_the_careers_page_is_verified_with_the_page_that_names_it(store: Store, way: str) -> None:
    html, board, seen_as = NAMED[way]
    found, boards, _ = look(store, {"/": link("/careers"), "/careers": html})
    assert [(one.board, one.state, one.seen_as) for one in found] == [(board, BindingState.VERIFIED, seen_as)]
    assert found[0].seen_on.endswith("/careers") and found[0].seen_at == NOW
    assert boards == (board,)


@pytest.mark.parametrize(
    "words", ["Jobs", "Karriere", "Recrutement", "Empleo", "Lavora con noi", "Werken bij", "Open positions"]
)
def test_careers_pages_are_known_by_words_in_six_languages_and_two_hops_away(store: Store, words: str) -> None:
    pages = {"/": link("/p1", words), "/p1": link("/jobs/all"), "/jobs/all": link(BOARD)}
    assert look(store, pages)[1] == ("lever:alder",)


def test_three_hops_are_too_far_and_eight_pages_enough(store: Store) -> None:
    far = {"/": link("/jobs/1"), "/jobs/1": link("/jobs/2"), "/jobs/2": link("/jobs/3"), "/jobs/3": link(BOARD)}
    assert look(store, far)[1] == ()
    many = "".join(link(f"/jobs/{number}") for number in range(30))
    _, _, asked = look(store, {"/": many, **{f"/jobs/{number}": "none" for number in range(30)}})
    assert len([path for path in asked if path.startswith("/jobs/")]) == 8


def test_a_careers_page_that_leads_to_the_board_names_it(store: Store) -> None:
    pages = {"/": link("/jobs"), "/jobs": "TO http://alder.recruitee.com", "alder.recruitee.com/": "Our jobs"}
    found, boards, _ = look(store, pages)
    assert [(one.board, one.seen_as) for one in found] == [("recruitee:alder", SeenAs.REDIRECT)]
    assert boards == ("recruitee:alder",) and found[0].seen_on.endswith("/jobs")


def test_a_name_that_points_to_a_board_is_verified(store: Store) -> None:
    records = {("careers.alder.example", "CNAME"): ["alder.teamtailor.com."]}
    with NameServer(records) as names:
        found, boards, _ = look(store, {"/": "Welcome"}, names=(names.address,))
    assert [(one.board, one.seen_as, one.seen_on) for one in found] == [
        ("teamtailor:alder", SeenAs.CNAME, "dns:careers.alder.example")
    ]
    assert boards == ("teamtailor:alder",)


def test_a_system_without_a_reader_is_parked_and_not_read(store: Store) -> None:
    found, boards, _ = look(store, {"/": link("https://alder.avature.net/careers")})
    assert [(one.board, one.state) for one in found] == [("avature:alder.avature.net", BindingState.PARKED)]
    assert boards == () and "avature" in found[0].note


def test_a_page_of_many_boards_names_nobodys(store: Store) -> None:
    pages = {"/": "".join(link(f"https://jobs.lever.co/{name}") for name in ("alder", "birch", "cedar", "dogwood"))}
    found, boards, _ = look(store, pages)
    assert {one.state for one in found} == {BindingState.CANDIDATE} and len(found) == 4 and boards == ()
    assert "4 boards" in found[0].note


def test_a_home_page_that_leads_to_another_site_leaves_its_board_in_doubt(store: Store) -> None:
    (found,), boards, _ = look(store, {"/": "TO http://birch.example", "birch.example/": link(BOARD)})
    assert found.state is BindingState.CANDIDATE and "birch.example" in found.note and boards == ()


def test_a_board_beside_the_one_that_people_gave_is_a_candidate(store: Store) -> None:
    given = Account("a", "Alder", "alder.example", boards=("ashby:alder",))
    found, boards, _ = look(store, {"/": link(BOARD)}, account=given)
    assert [(one.board, one.state) for one in found] == [("lever:alder", BindingState.CANDIDATE)]
    assert boards == ("ashby:alder",) and "ashby:alder" in found[0].note


def test_a_name_alone_is_no_board(store: Store) -> None:
    """Nothing is guessed from the account's name or domain (signals §1.5)."""
    found, boards, asked = look(store, {"/": "Welcome to Alder"})
    assert found == [] and boards == () and asked == ["/"]


def test_looking_twice_is_a_no_op(store: Store) -> None:
    first = look(store, {"/": link(BOARD)})[0]
    assert look(store, {"/": link(BOARD)})[0] == first


def test_a_candidate_that_the_site_names_rises_and_a_verified_board_never_falls(store: Store) -> None:
    doubt = Binding("a", "lever:alder", BindingState.CANDIDATE, SeenAs.IMPORT, "file", NOW)
    with store.write() as session:
        accounts.put(session, ALDER, now=NOW)
        session.flush()
        bindings.put(session, [doubt])
    (found,) = look(store, {"/": link(BOARD)})[0]
    assert found.state is BindingState.VERIFIED and found.seen_as is SeenAs.LINK
    with store.write() as session:
        assert bindings.put(session, [doubt]) == []


def test_a_board_that_is_another_accounts_is_no_board_of_this_one(store: Store) -> None:
    birch = Account("b", "Birch", "birch.example", boards=("lever:birch",))
    with store.write() as session:
        accounts.put(session, birch, now=NOW)
        seen = Binding("b", "lever:birch", BindingState.VERIFIED, SeenAs.LINK, "https://birch.example/", NOW)
        bindings.put(session, [seen])
    (found,), boards, _ = look(store, {"/": link("https://jobs.lever.co/birch")})
    assert (found.state, boards) == (BindingState.CANDIDATE, ()) and "another account" in found.note


def test_a_board_that_is_read_for_another_account_is_no_board_of_this_one(store: Store) -> None:
    with store.write() as session:
        accounts.put(session, Account("b", "Birch", "birch.example", boards=("lever:birch",)), now=NOW)
        items.put_targets(session, [Target("lever", "birch", "b", {})])
    (found,), boards, _ = look(store, {"/": link("https://jobs.lever.co/birch")})
    assert (found.state, boards) == (BindingState.CANDIDATE, ())


def test_a_board_that_a_person_took_off_is_not_bound_anew(store: Store) -> None:
    with store.write() as session:
        accounts.put(session, ALDER, now=NOW)
        session.flush()
        said = Binding("a", "lever:alder", BindingState.REJECTED, SeenAs.IMPORT, "", NOW, "taken off by ada")
        bindings.decide(session, said)
    bound, boards, _ = look(store, {"/": f'<a href="{BOARD}">Jobs</a>'})
    assert boards == () and bound == [said]
