"""Guessed addresses: where they are allowed, who is asked, how they are held, confirmed, and how they die."""

from __future__ import annotations

from dataclasses import replace

import builders
import pytest

from agent.domain.accounts import Account
from agent.domain.contacts import AddressStatus, Contact
from agent.domain.policies import SendPolicy
from agent.guesses import Guesser, hold_guesses
from agent.store import accounts, contacts
from agent.store.engine import Store
from signals.address_patterns import Guess, NoGuess

NOW = builders.NOW
FIRM = builders.account()


def _guesser(store: Store, *, takes: bool | None = True, policy: SendPolicy = SendPolicy()) -> Guesser:  # noqa: B008
    return Guesser(store, policy, lambda domain: takes)


def _settle(store: Store, firm: Account = FIRM, *, known: int = 2) -> None:
    names = [("Ann", "Lee"), ("Bo", "Ek"), ("Cleo", "Marsh")][:known]
    with store.write() as session:
        accounts.put(session, firm, now=NOW)
        session.flush()
        for first, last in names:
            at = f"{first}.{last}@{firm.domain}".lower()
            person = builders.contact(
                firm, id=first, name=f"{first} {last}", first_name=first, last_name=last, email=at
            )
            contacts.put(session, person, now=NOW)


def _dana(session: object, **changes: object) -> Contact:
    dana = builders.contact(FIRM, id="dana", email="", address_status=AddressStatus.MISSING, **changes)
    contacts.put(session, dana, now=NOW)  # type: ignore[arg-type]
    return dana


def test_two_known_addresses_make_a_guess_and_one_none(store: Store) -> None:
    _settle(store, known=1)
    assert isinstance(_guesser(store)(FIRM, "Dana", "Ortiz"), NoGuess)
    _settle(store, known=2)
    found = _guesser(store)(FIRM, "Dana", "Ortiz")
    assert isinstance(found, Guess) and found.address == "dana.ortiz@alder.example"


@pytest.mark.parametrize("country", ["DE", "AT", "IT", "CA"])
def test_where_the_law_is_strict_nothing_is_guessed_unless_the_team_says_so(sqlite_store: Store, country: str) -> None:
    _settle(sqlite_store)
    firm = replace(FIRM, country=country)
    assert isinstance(_guesser(sqlite_store)(firm, "Dana", "Ortiz"), NoGuess)
    own = SendPolicy(guessing={country: True, "US": False})
    assert isinstance(_guesser(sqlite_store, policy=own)(firm, "Dana", "Ortiz"), Guess)
    assert isinstance(_guesser(sqlite_store, policy=own)(FIRM, "Dana", "Ortiz"), NoGuess)


@pytest.mark.parametrize(("takes", "words"), [(False, "takes no mail"), (None, "try again")])
def test_a_domain_that_takes_no_mail_gives_no_guess(sqlite_store: Store, takes: bool | None, words: str) -> None:
    _settle(sqlite_store)
    refused = _guesser(sqlite_store, takes=takes)(FIRM, "Dana", "Ortiz")
    assert isinstance(refused, NoGuess) and words in refused.why


def test_a_guess_is_held_until_a_person_confirms_who_and_when(store: Store) -> None:
    _settle(store)
    with store.write() as session:
        _dana(session)
    assert hold_guesses(store, ["dana"], _guesser(store), now=NOW) == 1
    assert hold_guesses(store, ["dana"], _guesser(store), now=NOW) == 0
    with store.write() as session:
        held = contacts.get(session, "dana")
        assert held is not None and held.address_status is AddressStatus.GUESSED
        assert held.guess_probability == pytest.approx(0.725)
        assert contacts.confirm(session, "dana", address=held.email, by="Alice", now=NOW)
        assert not contacts.confirm(session, "dana", address="x@alder.example", by="Mallory", now=NOW)
    with store.read() as session:
        sure = contacts.get(session, "dana")
    assert sure is not None and (sure.address_status, sure.confirmed_by) == (AddressStatus.CONFIRMED, "Alice")
    assert sure.confirmed_at == NOW


def test_two_guesses_that_bounced_pause_the_domain(store: Store) -> None:
    _settle(store, known=3)
    for name in ("dana", "kim"):
        with store.write() as session:
            first, at = name.title(), f"{name}.ortiz@alder.example"
            someone = builders.contact(
                FIRM, id=name, name=f"{first} Ortiz", first_name=first, email=at,
                address_status=AddressStatus.CONFIRMED, guess_probability=0.78,
            )  # fmt: skip
            contacts.put(session, someone, now=NOW)
            session.flush()
            contacts.bury_address(session, name, someone.email, now=NOW)
    refused = _guesser(store)(FIRM, "Ines", "Prado")
    assert isinstance(refused, NoGuess) and "paused" in refused.why
