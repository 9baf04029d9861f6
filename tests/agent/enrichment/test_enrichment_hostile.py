"""What a provider of contacts may answer to do harm, and what may stand in `enrichment.yaml` by mistake."""

from __future__ import annotations

import json
from typing import Any

import builders
import finder
import pytest
from finder import NOW, company, known, look, person, settle, somebody, team, words
from local_server import Answer, LocalServer, Received

from agent.clock import MovedClock
from agent.enrichment.desk import TURN, TURN_LENGTH
from agent.store import budgets, contacts, work
from agent.store.engine import Store
from agent.work.holders import new_holder

ALDER, BROOK = builders.account("alder"), builders.account("brook")


def names(store: Store) -> list[str]:
    with store.read() as session:
        return [one.name for one in contacts.at_account(session, "acc-alder")]


HOSTILE = [
    somebody(name="Dana \ud800Ortiz"),
    somebody(name="Dana \x00Ortiz"),
    somebody(name="Dana\x1b]0;owned\x07 Ortiz\x9b1A"),
    somebody(name="Dana \u202eOrtiz\u200b"),
    somebody(title="VP Sales\ud800"),
    somebody(title="VP \x00Sales\x1b[2J"),
    somebody(mail="dana@al\x00der.example"),
    somebody(mail="dana\ud800@alder.example"),
    somebody(mail="dana@alder.example\r\nBcc: all@alder.example"),
    {**somebody(), "emails": [{"value": 10**300, "status": {"a": 1}}]},
]


@pytest.mark.parametrize("one", HOSTILE, ids=range(len(HOSTILE)))
def test_characters_that_no_name_has_are_not_kept(store: Store, one: dict[str, Any]) -> None:
    settle(store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(one))
        [looked] = look(store, server, team(company(server)))
    kept = [text for who in looked.people for text in (who.name, who.title, who.email)] + names(store)
    assert all(text.isprintable() for text in kept)
    assert words(store).startswith("Finder ")


BODIES = [
    b"[" * 200_000,
    b'{"data":' * 900 + b"1" + b"}" * 900,
    b"1" * 900_000,
    b'{"data": {"people": NaN}}',
    b'{"data": {"people": 1}}',
    b'{"data": {"people": [[]]}}',
    b'{"data": {"people": {"full_name": {}, "role": [], "emails": {"0": 1}}}}',
    b"\xff\xfe\x00\x01",
    b"",
    b'"' + b"a" * 1_200_000 + b'"',
    b"<html><script>alert(1)</script>",
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_an_answer_that_is_none_ends_no_night(sqlite_store: Store, body: bytes) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, Answer(body, headers={"Content-Type": "application/json"}))
        [looked] = look(sqlite_store, server, team(company(server)))
    assert looked.people == () and words(sqlite_store).startswith("Finder ")


def test_a_person_named_with_half_a_character_is_asked_about_without_a_crash(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody(name="Dana Or\udfff", mail="")))
        server.route(finder.ADDRESS, {"email": "dana@alder.example", "status": "valid"})
        look(sqlite_store, server, team(company(server), person(server)))
    assert "\udfff" not in "".join(names(sqlite_store))


def test_a_provider_that_asks_to_wait_is_left_alone_though_it_says_not_how_long(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER, BROOK)
    with LocalServer() as server:
        server.route(finder.PEOPLE, Answer(status=429))
        look(sqlite_store, server, team(company(server), usd_a_day=1.0))
        assert len(server.requests) == 1
    assert "asked again next night" in words(sqlite_store, "brook")
    with sqlite_store.read() as session:
        assert budgets.lookups(session, NOW.date())[0] == 1


def test_a_redirect_to_another_port_does_not_carry_the_key(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER)
    with LocalServer() as server, LocalServer() as other:
        other.route("/taken", known(somebody()))
        server.redirect(finder.PEOPLE, other.url("/taken"))
        look(sqlite_store, server, team(company(server)), ports=(server.port, other.port))
        assert server.requests[0].headers["x-api-key"]
        assert [finder.SECRET in str(got.headers) for got in other.requests] == [False]


def test_who_lost_the_turn_asks_no_more(sqlite_store: Store) -> None:
    settle(sqlite_store, ALDER, BROOK)
    clock = MovedClock(NOW)

    def slow(_: Received) -> Answer:
        """The machine sleeps through the turn, and another process takes it."""
        clock.move(TURN_LENGTH * 2)
        with sqlite_store.write() as session:
            assert work.take_lease(session, TURN, new_holder(), now=clock.now(), length=TURN_LENGTH)
        return Answer(json.dumps(known()).encode())

    with LocalServer() as server:
        server.route(finder.PEOPLE, slow)
        look(sqlite_store, server, team(company(server)), clock=clock)
        assert len(server.requests) == 1
