"""Providers of contacts: asked once, within the day's budget, about nobody who must stay away; what they give ages."""

from __future__ import annotations

import builders
import finder
from finder import NOW, company, known, look, settle, somebody, team, words
from local_server import LocalServer

from agent.domain.contacts import AddressStatus
from agent.store import budgets, contacts
from agent.store.engine import Store

ALDER, BROOK = builders.account(), builders.account("brook")


def test_a_card_gets_a_person_labelled_with_source_and_licence(store: Store) -> None:
    settle(store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody()))
        [looked] = look(store, server, team(company(server)))
        [asked] = server.requests
    assert asked.query == {"domain": "alder.example", "role": "RevOps lead"}
    assert asked.headers["x-api-key"] == f"key {finder.SECRET}"
    with store.read() as session:
        dana = contacts.by_email(session, "dana@alder.example")
        assert budgets.lookups(session, NOW.date()) == (1, 0.1)
    assert dana is not None and looked.mailable == (dana.id,)
    assert (dana.name, dana.title, dana.source, dana.licence_tag) == ("Dana Ortiz", "VP Sales", "Finder", "finder-30")
    assert dana.address_status is AddressStatus.KNOWN and dana.keep_until is not None
    assert (dana.keep_until - NOW).days == 30
    assert words(store) == "Finder gave an address that it verified."


def test_the_same_question_is_asked_once(store: Store) -> None:
    settle(store, ALDER)
    with LocalServer() as server:
        server.route(finder.PEOPLE, known(somebody(status="risky")))
        server.route(finder.ADDRESS, {"email": "x@alder.example"})
        about = team(company(server))
        look(store, server, about)
        look(store, server, about)
        assert len(server.requests) == 1
