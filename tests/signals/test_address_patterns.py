"""Patterns of addresses: the formula's vectors, what counts and what does not, spellings, and who is asked for mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.address_patterns import (
    PRIORS,
    Guess,
    KnownAddress,
    NoGuess,
    Patterns,
    guess,
    is_role,
    patterns_of,
    takes_mail,
)
from signals.extract.name_spellings import spellings

DOMAIN = "alder.example"
PEOPLE = [("Ann", "Lee"), ("Bo", "Ek"), ("Cleo", "Marsh"), ("Dov", "Stern"), ("Eve", "Quinn")]


def _known(count: int, form: str = "{first}.{last}") -> list[KnownAddress]:
    return [
        KnownAddress(f"{form.format(first=first.lower(), last=last.lower())}@{DOMAIN}", first, last)
        for first, last in PEOPLE[:count]
    ]


@pytest.mark.parametrize(("agreeing", "probability"), [(1, 0.633), (2, 0.725), (5, 0.843)])
def test_the_vectors_of_agreeing_addresses(agreeing: int, probability: float) -> None:
    found = patterns_of(DOMAIN, _known(agreeing))
    assert found.probability("first.last") == pytest.approx(probability, abs=0.0005)


def test_the_priors_are_shares_of_one() -> None:
    assert sum(PRIORS.values()) == pytest.approx(1.0)


def test_a_guess_needs_two_that_agree_and_says_how_many() -> None:
    assert isinstance(guess(patterns_of(DOMAIN, _known(1)), "Dana", "Ortiz"), NoGuess)
    found = guess(patterns_of(DOMAIN, _known(2)), "Dana", "Ortiz")
    assert isinstance(found, Guess)
    assert (found.address, found.agreeing, found.known) == (f"dana.ortiz@{DOMAIN}", 2, 2)
    assert found.words.startswith("Guessed, 72% likely: 2 of 2 known addresses")


def test_two_of_a_rare_pattern_are_not_enough() -> None:
    """(2 + .02) / 4 is .505: the prior asks a rare pattern for more witnesses."""
    assert isinstance(guess(patterns_of(DOMAIN, _known(2, "{last}.{first}")), "Dana", "Ortiz"), NoGuess)
    assert isinstance(guess(patterns_of(DOMAIN, _known(5, "{last}.{first}")), "Dana", "Ortiz"), Guess)


def test_a_domain_that_disagrees_gives_no_guess() -> None:
    mixed = [*_known(2), KnownAddress(f"cmarsh@{DOMAIN}", "Cleo", "Marsh")]
    refused = guess(patterns_of(DOMAIN, mixed), "Dana", "Ortiz")
    assert isinstance(refused, NoGuess) and "do not agree" in refused.why


def test_tags_are_stripped_and_post_boxes_and_strangers_do_not_count() -> None:
    known = [
        KnownAddress(f"Ann.Lee+crm@{DOMAIN}", "Ann", "Lee"),
        KnownAddress(f"ann.lee@{DOMAIN}", "Ann", "Lee"),
        KnownAddress(f"sales@{DOMAIN}", "Sal", "Es"),
        KnownAddress("bo.ek@brook.example", "Bo", "Ek"),
        KnownAddress(f"x77@{DOMAIN}", "", ""),
    ]
    found = patterns_of(DOMAIN, known)
    assert (found.counts, found.known) == ({"first.last": 1}, 1)


def test_an_address_that_fits_no_pattern_counts_against_all_of_them() -> None:
    odd = KnownAddress(f"ninja@{DOMAIN}", "Cleo", "Marsh")
    assert patterns_of(DOMAIN, [*_known(2), odd]).probability("first.last") == pytest.approx(2.9 / 5)


def test_a_guess_proves_nothing_until_it_bounces_and_then_counts_against() -> None:
    unproved = KnownAddress(f"dana.ortiz@{DOMAIN}", "Dana", "Ortiz", guessed=True)
    assert patterns_of(DOMAIN, [*_known(3), unproved]) == patterns_of(DOMAIN, _known(3))
    dead = KnownAddress(f"dana.ortiz@{DOMAIN}", "Dana", "Ortiz", guessed=True, bounced=True)
    found = patterns_of(DOMAIN, [*_known(3), dead])
    assert found.counts["first.last"] == 2
    assert found.probability("first.last") < patterns_of(DOMAIN, _known(3)).probability("first.last")


def test_two_bounced_guesses_pause_a_domain() -> None:
    dead = [
        KnownAddress(f"{name}.ortiz@{DOMAIN}", name.title(), "Ortiz", guessed=True, bounced=True)
        for name in ("dana", "kim")
    ]
    refused = guess(patterns_of(DOMAIN, [*_known(5), *dead]), "Ines", "Prado")
    assert isinstance(refused, NoGuess) and "paused" in refused.why


@pytest.mark.parametrize(
    ("first", "last", "locals_"),
    [
        ("Jörg", "Böhm", {"joerg.boehm", "jorg.bohm"}),
        ("José", "Núñez", {"jose.nunez"}),
        ("Jean-Luc", "Picot", {"jean-luc.picot", "jeanluc.picot", "jean.picot"}),
        ("Anna", "van der Berg", {"anna.vanderberg", "anna.berg"}),
        ("Siobhán", "O’Brien", {"siobhan.obrien"}),
        ("Dana M.", "Ortiz, Jr.", {"dana.ortiz"}),
        ("Ana", "García López", {"ana.garcialopez", "ana.garcia-lopez", "ana.garcia", "ana.lopez"}),
        ("Łukasz", "Groß", {"lukasz.gross"}),
    ],
)
def test_names_are_written_in_the_letters_of_addresses(first: str, last: str, locals_: set[str]) -> None:
    assert {f"{one.first}.{one.last}" for one in spellings(first, last)} == locals_


def test_a_domain_that_writes_u_for_an_umlaut_is_followed() -> None:
    plain = [KnownAddress(f"{first}.{last}@{DOMAIN}", name, family) for first, last, name, family in (
        ("jurgen", "weiss", "Jürgen", "Weiß"), ("gunter", "kohl", "Günter", "Kohl"))]  # fmt: skip
    found = guess(patterns_of(DOMAIN, plain), "Uwe", "Böhm")
    assert isinstance(found, Guess)
    assert found.address == f"uwe.bohm@{DOMAIN}" and found.variants == (f"uwe.boehm@{DOMAIN}",)


@pytest.mark.parametrize(("first", "last"), [("Иван", "Петров"), ("", "Ortiz"), ("Dana", ""), ("Dana", "陈")])
def test_nothing_is_guessed_for_a_name_that_cannot_be_written(first: str, last: str) -> None:
    assert isinstance(guess(patterns_of(DOMAIN, _known(5)), first, last), NoGuess)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_guess_is_plain_ascii_whatever_the_name(first: str, last: str) -> None:
    found = guess(patterns_of(DOMAIN, _known(5)), first, last)
    if isinstance(found, Guess):
        for address in (found.address, *found.variants):
            local, _, host = address.partition("@")
            assert host == DOMAIN and local and set(local) <= set("abcdefghijklmnopqrstuvwxyz.-_")


@given(st.dictionaries(st.sampled_from(sorted(PRIORS)), st.integers(0, 50)))
def test_probabilities_of_counted_patterns_sum_to_one(counts: dict[str, int]) -> None:
    found = Patterns(DOMAIN, counts, sum(counts.values()))
    assert sum(found.probability(pattern) for pattern in PRIORS) == pytest.approx(1.0)


@given(st.sampled_from(sorted(PRIORS)), st.sampled_from(PEOPLE))
def test_what_a_pattern_writes_is_read_as_a_pattern(pattern: str, person: tuple[str, str]) -> None:
    written = guess(Patterns(DOMAIN, {pattern: 50}, 50), *person)
    assert isinstance(written, Guess)
    assert patterns_of(DOMAIN, [KnownAddress(written.address, *person)]).counts == {pattern: 1}


@pytest.mark.parametrize("local", ["info", "Sales", "no-reply", "hr", "support+eu", "noreply.crm"])
def test_post_boxes_are_known(local: str) -> None:
    assert is_role(local)


@pytest.mark.parametrize(
    ("records", "answer"),
    [
        ("; MX @ answered\nalder.example MX 10 mx.alder.example\n", True),
        ("; MX @ answered\nalder.example MX 0 .\n", False),
        ("; MX @ answered\nalder.example MX 0 \n", False),
        ("; MX @ answered\n; A @ answered\nalder.example A 192.0.2.7\n", True),
        ("; MX @ answered\n; A @ answered\n; AAAA @ answered\n", False),
        ("; MX @ unanswered\n; A @ answered\nalder.example A 192.0.2.7\n", None),
        ("; MX @ answered\nalder.example MX no such domain\n", False),
        ("; MX @ answered\n; A @ unanswered\n", None),
    ],
)
def test_a_domain_takes_mail_by_its_records(records: str, answer: bool | None) -> None:
    assert takes_mail(records) is answer
