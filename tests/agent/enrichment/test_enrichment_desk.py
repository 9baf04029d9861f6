"""Providers of contacts: asked once, within the day's budget, about nobody who must stay away; what they give ages."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import builders
import finder
import pytest
import structlog
from finder import NOW, company, known, look, move, person, settle, somebody, team, words
from local_server import Answer, LocalServer, Received
from sqlmodel import SQLModel, delete, select

from agent.clock import MovedClock
from agent.domain.contacts import AddressStatus, Contact
from agent.domain.leadership import Leadership, LeadershipPage, Seat
from agent.domain.sends import Suppression, SuppressionReason
from agent.domain.signals import Direction
from agent.enrichment.desk import TURN, TURN_LENGTH
from agent.log import configure
from agent.sends import erasure
from agent.sends.suppression import suppress
from agent.store import accounts, budgets, contacts, enrichment, leadership, personal_data, signals, work
from agent.store.engine import Store
from agent.tables.accounts import ContactRow
from agent.tables.enrichment import EnrichmentRow
from agent.work.holders import new_holder
from review_queue.capture import capture

ALDER, BROOK, CEDAR, DUNE, ELM = (builders.account(key) for key in ("alder", "brook", "cedar", "dune", "elm"))
TERM = timedelta(days=30)


def by_email(store: Store, mail: str = "dana@alder.example") -> Contact | None:
    with store.read() as session:
        return contacts.by_email(session, mail)


def everything(store: Store) -> str:
    """All that the database holds, as text."""
    with store.read() as session:
        rows = [session.exec(select(table)).all() for table in SQLModel.__subclasses__() if hasattr(table, "__table__")]
        return json.dumps([row.model_dump() for some in rows for row in some], default=str, ensure_ascii=False)


def object_(store: Store, key: str, *, scope: str = "address", reason: str = "objection") -> None:
    with store.write() as session:
        suppress(session, Suppression(scope, key, SuppressionReason(reason), NOW), by="test", now=NOW)


def test_a_card_gets_a_person_labelled_with_source_and_licence(store: Store) -> None:
    settle(store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody()))
        [looked] = look(store, server, team(company(server)))
        [asked] = server.requests
    assert asked.query == {"domain": "alder.example", "role": "RevOps lead"}
    assert asked.headers["x-api-key"] == f"key {finder.SECRET}"
    dana = by_email(store)
    with store.read() as session:
        assert budgets.lookups(session, NOW.date()) == (1, 0.1)
        assert enrichment.cost_since(session, NOW) == pytest.approx(0.1)
    assert dana is not None and looked.mailable == (dana.id,)
    assert (dana.name, dana.title, dana.source, dana.licence_tag) == ("Dana Ortiz", "VP Sales", "Finder", "finder-30")
    assert (dana.address_status, dana.keep_until) == (AddressStatus.KNOWN, NOW + TERM)
    assert words(store) == "Finder gave an address that it verified."
    assert "555 0100" not in everything(store), "what no field names is not kept"


@pytest.mark.parametrize(
    ("mail", "status"), [("dana@alder.example", "risky"), ("dana@alder.example", ""), ("dana@group.example", "valid")]
)
def test_an_address_that_is_not_verified_at_the_accounts_domain_is_held(
    sqlite_store: Store, mail: str, status: str
) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody(mail=mail, status=status)))
        [looked] = look(sqlite_store, server, team(company(server)))
    dana = by_email(sqlite_store, mail)
    assert dana is not None and dana.address_status is AddressStatus.GUESSED
    assert looked.mailable == () and words(sqlite_store) == "Finder gave an address: confirm it."


def test_a_confirmation_does_not_move_the_end_of_the_licence(store: Store) -> None:
    settle(store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody(status="risky")))
        look(store, server, team(company(server)))
    dana = by_email(store)
    assert dana is not None
    with store.write() as session:
        assert contacts.confirm(session, dana.id, address=dana.email, by="Alice", now=NOW + timedelta(days=1))
    sure = by_email(store)
    assert sure is not None and (sure.address_status, sure.keep_until) == (AddressStatus.CONFIRMED, NOW + TERM)


def test_the_same_question_is_asked_once_until_its_licence_ends(store: Store) -> None:
    settle(store, ALDER)
    clock = MovedClock(NOW)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody()))
        about = team(company(server))
        for _ in range(3):
            look(store, server, about, clock=clock)
        assert len(server.requests) == 1
        dana = by_email(store)
        clock.move(TERM)
        with store.write() as session:
            assert erasure.forget_outlived(session, now=clock.now()) == 1
            assert enrichment.forget_expired(session, now=clock.now()) == 1
        assert by_email(store) is None and "Ortiz" not in everything(store)
        look(store, server, about, clock=clock)
        assert len(server.requests) == 2
    again = by_email(store)
    assert dana is not None and again is not None and again.keep_until == NOW + TERM + TERM


def test_the_licences_time_runs_from_the_answer_on_whenever_it_becomes_a_contact(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    clock = MovedClock(NOW)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody()))
        look(sqlite_store, server, team(company(server)), clock=clock)
        with sqlite_store.write() as session:  # as if the night had been cut off before the contact was written
            session.exec(delete(ContactRow))
        clock.move(timedelta(days=10))
        look(sqlite_store, server, team(company(server)), clock=clock)
        assert len(server.requests) == 1
    dana = by_email(sqlite_store)
    assert dana is not None and (dana.sourced_at, dana.keep_until) == (NOW, NOW + TERM)


def test_a_bought_address_that_somebody_types_in_stays_under_its_licence(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody(status="risky")))
        look(sqlite_store, server, team(company(server)))
    later = NOW + timedelta(days=3)
    with sqlite_store.write() as session:
        typed = {"name": "Dana Ortiz", "title": "VP Sales", "email": "dana@alder.example"}
        person = capture(session, ALDER, **typed, by="Alice", now=later)
    assert person.address_status is AddressStatus.CONFIRMED and person.keep_until == NOW + TERM


def test_nobody_is_an_answer_that_is_kept_for_two_weeks(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    clock = MovedClock(NOW)
    with LocalServer() as server:
        server.route(finder.PEOPLE, Answer(status=404))
        about = team(company(server, nobody_when=(404,)))
        look(sqlite_store, server, about, clock=clock)
        assert words(sqlite_store) == "Finder knows nobody that fits."
        clock.move(timedelta(days=13))
        look(sqlite_store, server, about, clock=clock)
        assert len(server.requests) == 1
        assert words(sqlite_store) == f"Finder knows nobody that fits (asked on {NOW:%Y-%m-%d})."
        clock.move(timedelta(days=1))
        look(sqlite_store, server, about, clock=clock)
        assert len(server.requests) == 2


def test_a_404_that_nobody_said_means_nobody_is_no_knowledge_of_the_account(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, Answer(status=404))
        look(sqlite_store, server, team(company(server)))
        server.route(finder.PEOPLE, known(somebody()))
        look(sqlite_store, server, team(company(server)))
        assert len(server.requests) == 2
    assert by_email(sqlite_store) is not None


def test_no_more_is_asked_than_the_day_allows(store: Store) -> None:
    settle(store, ALDER, BROOK, CEDAR, DUNE)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known())
        look(store, server, team(company(server), lookups_a_day=2))
        assert len(server.requests) == 2
        look(store, server, team(company(server, cost_usd=0.1), lookups_a_day=99, usd_a_day=0.3))
        assert len(server.requests) == 3, "20 cents were spent before"
    assert words(store, "dune") == "Not asked: today's 99 lookups or $0.30 are used up."
    with store.read() as session:
        assert budgets.lookups(session, NOW.date()) == (3, pytest.approx(0.3))


def test_many_at_once_never_pass_the_days_budget(store: Store) -> None:
    def reserve(_: int) -> bool:
        with store.write() as session:
            return budgets.reserve_lookup(session, NOW.date(), usd=0.1, most=9, cap_usd=0.5)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(reserve, range(24))) == 5


@pytest.mark.parametrize(
    ("answer", "paid"),
    [(known(), 0.0), (known(somebody()), 0.1), (Answer(status=401), 0.0), (Answer(status=500), 0.1), ("<html>", 0.1)],
)
def test_what_was_surely_not_charged_is_given_back_and_still_counts(
    sqlite_store: Store, answer: Any, paid: float
) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, answer)
        look(sqlite_store, server, team(company(server, charged_when="found")))
    with sqlite_store.read() as session:
        assert budgets.lookups(session, NOW.date()) == (1, pytest.approx(paid))


def test_who_objects_while_a_round_goes_on_is_not_asked_about(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER, BROOK)
    with LocalServer() as server:

        def answer(got: Received) -> Answer:
            object_(sqlite_store, "brook.example", scope="domain")
            return Answer(body=json.dumps(known()))

        server.route(finder.PEOPLE, answer)
        look(sqlite_store, server, team(company(server)))
        assert [one.query["domain"] for one in server.requests] == ["alder.example"]


def test_a_person_who_objected_is_neither_kept_nor_asked_about(store: Store) -> None:
    settle(store, ALDER)
    with store.write() as session:
        dana = builders.contact(ALDER, email="", address_status=AddressStatus.MISSING)
        contacts.put(session, dana, now=NOW)
        session.flush()
        suppress(session, Suppression("person", _key(dana), SuppressionReason.OBJECTION, NOW), by="test", now=NOW)
    object_(store, "kim@alder.example", reason="unsubscribe")
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody(), somebody("Kim Vale", mail="kim@alder.example")))
        server.route(finder.ADDRESS, {"email": "dana@alder.example", "status": "valid"})
        look(store, server, team(person(server), company(server)))
        assert [one.path for one in server.requests] == [finder.PEOPLE]
    assert by_email(store) is None and by_email(store, "kim@alder.example") is None
    with store.read() as session:
        assert [row.people for row in session.exec(select(EnrichmentRow))] == [[]]


def _key(someone: Contact) -> str:
    return personal_data.objections.person_key(someone.account_id, someone.name)


def test_whoever_objects_later_is_not_brought_back_by_a_kept_answer(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody()))
        about = team(company(server))
        look(sqlite_store, server, about)
        object_(sqlite_store, "dana@alder.example")
        [looked] = look(sqlite_store, server, about)
        assert looked.people == () and len(server.requests) == 1


def test_an_erased_person_is_gone_from_answers_too_and_stays_away(store: Store) -> None:
    settle(store, ALDER)
    clock = MovedClock(NOW)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody()))
        about = team(company(server))
        look(store, server, about, clock=clock)
        dana = by_email(store)
        assert dana is not None
        with store.write() as session:
            [told] = personal_data.everything(session, dana)["enrichment"]
            assert (told["provider"], told["licence_tag"]) == ("Finder", "finder-30")
            done = erasure.erase(session, dana, by="Alice", now=NOW)
        assert done["enrichment"] == 1 and "Ortiz" not in everything(store)
        with store.read() as session:
            empty = contacts.get(session, dana.id)
        assert empty is not None and (empty.source, empty.licence_tag) == ("", "")
        clock.move(TERM)
        look(store, server, about, clock=clock)
        assert len(server.requests) == 2 and "Ortiz" not in everything(store)


def test_who_is_suppressed_sits_where_consent_is_needed_or_has_somebody_held_is_not_asked_about(
    sqlite_store: Store,
) -> None:
    german = replace(BROOK, country="DE")
    settle(sqlite_store, ALDER, german, CEDAR)
    object_(sqlite_store, "alder.example", scope="domain", reason="customer")
    with sqlite_store.write() as session:
        held = builders.contact(CEDAR, address_status=AddressStatus.GUESSED)
        contacts.put(session, held, now=NOW)
    with LocalServer() as server:
        look(sqlite_store, server, team(company(server)))
        assert server.requests == []
    assert words(sqlite_store) == "Not asked: Alder Robotics is suppressed."
    assert words(sqlite_store, "brook") == "Not asked: mail to DE needs consent."
    assert words(sqlite_store, "cedar") == "Not asked: an address waits to be confirmed."


def test_an_owner_without_room_costs_nothing(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        assert look(sqlite_store, server, team(company(server)), may=lambda owner_id: owner_id != "ada") == []
        assert server.requests == []


def test_whom_we_know_by_name_is_asked_for_first(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with sqlite_store.write() as session:
        known_one = builders.contact(ALDER, email="", address_status=AddressStatus.MISSING, source="CRM")
        contacts.put(session, known_one, now=NOW)
        seats = {"mia chen": Seat("Mia Chen", "VP Revenue Operations"), "bo ek": Seat("Bo Ek", "Chef")}
        page = LeadershipPage(NOW, NOW, shown=seats)
        leadership.put(session, ALDER.id, Leadership({"https://alder.example/team": page}), now=NOW)
    with LocalServer() as server:
        server.route(finder.ADDRESS, lambda got: Answer(body=_mail(got), headers={"Content-Type": "application/json"}))
        look(sqlite_store, server, team(company(server), person(server)))
        assert [one.query["last"] for one in server.requests] == ["Ortiz", "Chen"], "the company need not be asked"
    mia = by_email(sqlite_store, "mia@alder.example")
    assert mia is not None and (mia.title, mia.source) == ("VP Revenue Operations", "Mailer")


def _mail(got: Received) -> str:
    return json.dumps({"email": "mia@alder.example", "status": "valid"} if got.query["last"] == "Chen" else {})


def test_a_name_without_an_address_is_asked_for_at_the_next_provider(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known({"full_name": "Dana Ortiz", "role": "VP Sales"}))
        server.route(finder.ADDRESS, {"email": "dana@alder.example", "status": "valid"})
        [looked] = look(sqlite_store, server, team(company(server), person(server)))
        assert [one.path for one in server.requests] == [finder.PEOPLE, finder.ADDRESS]
    assert looked.cost_usd == pytest.approx(0.12)
    with sqlite_store.read() as session:
        [dana] = contacts.at_account(session, ALDER.id)
    assert (dana.email, dana.source) == ("dana@alder.example", "Mailer")


@pytest.mark.parametrize(
    "who",
    [
        somebody(title="Head Chef"),
        somebody(title=""),
        somebody(mail="dana.ortiz@gmail.com"),
        somebody(mail="no address"),
        {"full_name": "Dana", "role": "VP Sales", "emails": [{"value": "dana@alder.example"}]},
    ],
)
def test_who_does_not_fit_or_has_only_a_private_address_gets_none(sqlite_store: Store, who: object) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(who))
        [looked] = look(sqlite_store, server, team(company(server)))
    assert looked.people == ()
    with sqlite_store.read() as session:
        assert [one for one in contacts.at_account(session, ALDER.id) if one.email] == []


def test_an_answer_about_somebody_else_is_not_taken(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with sqlite_store.write() as session:
        contacts.put(session, builders.contact(ALDER, email="", address_status=AddressStatus.MISSING), now=NOW)
    with LocalServer() as server:
        server.route(finder.ADDRESS, {"email": "kim@alder.example", "who": "Kim Vale", "status": "valid"})
        about = team(person(server, fields={"email": "email", "name": "who", "email_status": "status"}))
        [looked] = look(sqlite_store, server, about)
    assert looked.people == () and by_email(sqlite_store, "kim@alder.example") is None


def test_a_provider_that_is_down_is_left_alone_and_the_round_goes_on(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER, BROOK, CEDAR, DUNE, ELM)
    with LocalServer() as server:
        server.route(finder.PEOPLE, Answer(status=400))
        looked = look(sqlite_store, server, team(company(server)))
        assert len(looked) == 5 and len(server.requests) == 3
    assert words(sqlite_store, "elm").startswith("Finder gives no answer: 400")
    assert words(sqlite_store, "elm").endswith("It is asked again next night.")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(status=401), "Finder refuses us (401): check FIRSTLIGHT_SECRETS__FINDER and your account there."),
        (Answer(status=402), "Finder refuses us (402): check FIRSTLIGHT_SECRETS__FINDER and your account there."),
        (Answer(status=404), "Finder has nothing at its address (404): check url in enrichment.yaml"),
        (Answer(status=429, headers={"Retry-After": "3600"}), "Finder gives no answer: 429"),
    ],
)
def test_a_provider_that_refuses_or_asks_to_wait_is_asked_no_more(
    sqlite_store: Store, answer: Answer, said: str
) -> None:
    settle(sqlite_store, ALDER, BROOK)
    with LocalServer() as server:
        server.route(finder.PEOPLE, answer)
        look(sqlite_store, server, team(company(server)))
        assert len(server.requests) == 1
    assert words(sqlite_store, "brook").startswith(said)


@pytest.mark.parametrize("body", ["<html>", "", '{"data": {"people": ["Dana"]}}', "[" * 100_000])
def test_an_answer_of_another_shape_is_a_reason_and_no_person(sqlite_store: Store, body: str) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, body)
        [looked] = look(sqlite_store, server, team(company(server)))
    assert looked.people == () and looked.words.startswith("Finder ")


def test_the_address_guard_stands_before_a_provider_too(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody()))
        [looked] = look(sqlite_store, server, team(company(server)), ports=())
        assert server.requests == [] and looked.words.startswith("Finder gives no answer: not read: ")
    assert ".." not in looked.words and "FIRSTLIGHT_FETCH__ALLOW_LOOPBACK_PORTS" in looked.words
    with sqlite_store.read() as session:
        assert budgets.lookups(session, NOW.date()) == (0, 0.0), "what was never sent is no lookup"


def test_a_redirect_leads_neither_inward_nor_the_key_elsewhere(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server, LocalServer(host="127.0.0.2") as other, LocalServer() as inside:
        server.route(finder.PEOPLE, Answer(status=302, headers={"Location": other.url("/")}))
        other.route("/", Answer(status=302, headers={"Location": inside.url("/")}))
        look(sqlite_store, server, team(company(server)), ports=(server.port, other.port))
        assert len(other.requests) == 1 and inside.requests == []
        assert finder.SECRET not in str(other.requests[0].headers)


@pytest.mark.parametrize("answer", [known(somebody()), Answer(status=401), Answer(status=500), "<html>"])
def test_the_key_is_in_no_log_no_word_and_no_row(
    sqlite_store: Store, answer: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settle(sqlite_store, ALDER)
    configure(level="debug")
    try:
        with LocalServer() as server:
            server.route(finder.PEOPLE, answer)
            [looked] = look(sqlite_store, server, team(company(server)))
    finally:
        structlog.reset_defaults()
    logged = capsys.readouterr().err
    assert "finder" in logged and "Ortiz" not in logged
    assert finder.SECRET not in " ".join([logged, repr(looked), everything(sqlite_store)])


def test_a_question_by_post_fills_the_body_and_no_name_can_leave_its_place(sqlite_store: Store) -> None:
    firm = replace(ALDER, name='Alder "&role=ceo#')
    settle(sqlite_store, firm)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known())
        body = {"where": {"company": "{company}", "lei": "{lei}"}, "limit": 3, "of": "{functions}", "as": ["{persona}"]}
        url = server.url(f"{finder.PEOPLE}?q={{company}}")
        look(sqlite_store, server, team(company(server, method="POST", body=body, url=url)))
        [asked] = server.requests
    assert asked.method == "POST" and asked.query == {"q": firm.name}
    assert json.loads(asked.body) == {
        "where": {"company": firm.name, "lei": ""},
        "limit": 3,
        "of": ["revenue_operations", "sales"],
        "as": ["RevOps lead"],
    }


def test_a_card_of_a_persona_that_is_gone_is_not_asked_about(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        accounts.put(session, ALDER, now=NOW)
        session.flush()
        signals.put_cards(session, [signals.Card(ALDER.id, "", "ada", "Series B", "", 70, "")], now=NOW)
    with LocalServer() as server:
        look(sqlite_store, server, team(company(server)))
        assert server.requests == []
    assert words(sqlite_store) == "Not asked: no persona is wanted yet."


def test_a_provider_is_asked_for_its_personas_alone(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known())
        look(sqlite_store, server, team(company(server, personas=("cfo",))))
        assert server.requests == [] and words(sqlite_store) == "Not asked: no provider answers for this card."
        look(sqlite_store, server, team(company(server, personas=("cfo", "revops"))))
        assert len(server.requests) == 1


@pytest.mark.parametrize(("inside", "asked"), [(False, ["Chen"]), (True, [])])
def test_whom_the_news_names_as_new_is_asked_for_unless_a_licence_keeps_it_inside(
    sqlite_store: Store, inside: bool, asked: list[str]
) -> None:
    settle(sqlite_store, ALDER)
    with sqlite_store.write() as session:
        move(session, "came", "Mia Chen", Direction.JOIN, inside=inside)
        move(session, "went", "Bo Ek", Direction.LEAVE)
        gone = builders.contact(ALDER, name="Bo Ek", first_name="Bo", last_name="Ek", email="")
        contacts.put(session, replace(gone, address_status=AddressStatus.MISSING), now=NOW)
    with LocalServer() as server:
        server.route(finder.ADDRESS, {})
        look(sqlite_store, server, team(person(server)))
        assert [one.query["last"] for one in server.requests] == asked


@pytest.mark.parametrize(
    ("holder", "asked"),
    [(new_holder(), 0), (f"{socket.gethostname()}:{2**22 + 1}:a:b", 1)],
    ids=["alive", "dead"],
)
def test_two_processes_do_not_ask_at_once_and_a_dead_one_holds_nobody_up(store: Store, holder: str, asked: int) -> None:
    settle(store, ALDER)
    with store.write() as session:
        assert work.take_lease(session, TURN, holder, now=NOW, length=TURN_LENGTH)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known())
        assert len(look(store, server, team(company(server)))) == len(server.requests) == asked
        with store.read() as session:
            assert work.holder_of(session, TURN) == ("" if asked else holder), "the turn is given back"
