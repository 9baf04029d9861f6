"""Names of people are found and compared; organisations and places are no people."""

from __future__ import annotations

import pytest

from signals.extract.people import first_and_last, is_person, is_surely_person, people_in, person_key, surname


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr. Inés M. Prado", "Ines Prado"),
        ("Robert J. Halloway, Jr.", "Robert Halloway"),
        ("Mr. Tomas Lindqvist", "tomas lindqvist"),
        ("Prado, Inés", "Inés Prado"),
        ("Seán O’Malley", "Sean O'Malley"),
        ("Ludwig van der Berg", "Ludwig van der Berg"),
        ("Dana Okafor PhD", "Dana Okafor"),
    ],
)
def test_two_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert person_key(one) == person_key(other) != ""


def test_a_name_is_split_where_both_parts_stand() -> None:
    assert first_and_last("Dr. Inés M. Prado, Jr.") == ("Inés", "Prado")
    assert first_and_last("Prado") is None and first_and_last("") is None


def test_two_people_have_two_keys() -> None:
    assert person_key("Ly-Huong Tran") != person_key("Ly Tran")
    assert person_key("Dana Okafor") != person_key("Dan Okafor")


@pytest.mark.parametrize(
    "name", ["Ly-Huong Tran", "Inés Prado", "J. Robert Halloway", "Ludwig van der Berg", "Oku Adeyemi"]
)
def test_a_full_name_is_a_person(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Lantern Group",
        "North America",
        "Acme Technologies",
        "New York",
        "Data Platform",
        "Kestrel Inc",
        "Chief Executive",
        "Series B",
        "Bank",
        "The Board",
        "Hollis & Wren",
        "San Francisco",
    ],
)
def test_an_organisation_or_a_place_is_no_person(name: str) -> None:
    assert not is_surely_person(name)


def test_people_stand_in_their_place() -> None:
    text = "Mr. Tomas Lindqvist and Inés Prado left Lantern Group in New York with J. R. Halloway, Jr. on Monday."
    spans = people_in(text)
    assert [span.raw for span in spans] == ["Tomas Lindqvist", "Inés Prado", "J. R. Halloway, Jr."]
    assert all(text[span.start : span.end] == span.raw for span in spans)


def test_a_surname_is_read_from_any_spelling() -> None:
    assert surname("Halloway") == surname("Robert J. Halloway") == "halloway"
