"""How names of companies and investors are compared."""

from __future__ import annotations

import pytest

from signals.extract.organisations import (
    display_name,
    investor_key,
    is_investor,
    name_key,
    organisations,
    without_legal_form,
)


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("Quillfern, Inc.", "Quillfern"),
        ("Quillfern Inc", "Quillfern"),
        ("Quillfern Pvt. Ltd.", "Quillfern"),
        ("Quillfern G.m.b.H.", "Quillfern"),
        ("Quillfern GmbH & Co. KG", "Quillfern"),
        ("Quillfern S.A. de C.V.", "Quillfern"),
        ("Quillfern Sp. z o.o.", "Quillfern"),
        ("Ten Company", "Ten"),
        ("Quillfern S.A.S.", "Quillfern"),
        ("Quillfern Holdings", "Quillfern Holdings"),
        ("Limited", "Limited"),
        ("The Limited", "The Limited"),
        ("Marlowe & Co.", "Marlowe"),
        ("Stellar & Finch", "Stellar & Finch"),
    ],
)
def test_a_legal_form_is_dropped(name: str, want: str) -> None:
    assert without_legal_form(name) == want


def test_a_shown_name_keeps_what_may_be_a_word() -> None:
    assert display_name("Quillfern, Inc.") == "Quillfern"
    assert display_name("The Tile Company") == "The Tile Company"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("QUILLFERN INC.", "Quillfern"),
        ("Stellar & Finch", "Stellar and Finch Ltd"),
        ("Ｑuillfern", "quillfern"),
        ("Quillfern (formerly Fernquill)", "Quillfern"),
        ("Quillfern!", "quillfern"),
    ],
)
def test_names_of_one_company_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("name", ["monday.com", "x.ai", "ten-x"])
def test_a_brand_keeps_its_inner_dot_and_hyphen(name: str) -> None:
    assert name_key(name) == name


def test_different_companies_keep_different_keys() -> None:
    assert name_key("Quillfern Labs") != name_key("Quillfern Health")
    assert name_key("&") == "and"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a16z", "Andreessen Horowitz"),
        ("KPCB", "Kleiner Perkins Caufield & Byers"),
        ("KPCB", "Kleiner Perkins"),
        ("Google Ventures", "GV"),
        ("Sequoia Capital", "sequoia"),
        ("YC", "Y Combinator"),
        ("NEA", "New Enterprise Associates"),
        ("The Founders Fund", "Founders Fund"),
        ("Larkspur Ventures LLC", "Larkspur Ventures"),
    ],
)
def test_an_investor_has_one_key_by_all_its_names(one: str, other: str) -> None:
    assert investor_key(one) == investor_key(other)


def test_investors_are_told_by_their_names() -> None:
    assert is_investor("Larkspur Ventures")
    assert is_investor("a16z")
    assert not is_investor("Quillfern")
    assert not is_investor("Matrix")


def test_capitalised_runs_are_candidates_with_their_spans() -> None:
    text = "Then Stellar & Finch, getroost.io and iLantern met Bank of Oslo's chief."
    found = organisations(text)
    assert [org.name for org in found] == ["Then Stellar & Finch", "getroost.io", "iLantern", "Bank of Oslo"]
    assert all(text[org.start : org.end] == org.name for org in found)
