"""Ids decide before names: domains, register numbers, the "About X" paragraph (signals §3.1)."""

from __future__ import annotations

import pytest

from agent.domain.accounts import Account
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.hard_ids import HardIds, lei_of, stated
from signals.resolve import Resolver

ACCOUNTS = (
    Account("tw", "Tidewater Looms", "tidewater.example", cik="0000424242"),
    Account("tw2", "Tidewater", "tidewater-bank.example", aliases=("twbank.example",)),
    Account("hub", "Hubertine", "github.io"),
)


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("tidewater.example", "tw"),
        ("https://www.tidewater.example/news?x=1", "tw"),
        ("press@tidewater.example", "tw"),
        ("careers.tidewater.example", "tw"),
        ("twbank.example", "tw2"),
        ("nottidewater.example", None),
        ("tidewater.example.evil.test", None),
        ("mia.github.io", None),
        ("mia@gmail.com", None),
        ("https://bit.ly/3xYz", None),
        ("", None),
        ("https://[broken", None),
    ],
)
def test_an_address_belongs_to_whose_domain_ends_it(address: str, owner: str | None) -> None:
    assert HardIds(ACCOUNTS).at_address(address) == owner


def test_a_shared_host_is_not_stated_as_an_id() -> None:
    fields = {"domain": "lnkd.in", "url": "https://medium.com/@tidewater", "cik": "7"}
    assert list(stated(fields)) == [("cik", "7")]


def release(about: str) -> Item:
    text = f"Tidewater raises $9M\nTidewater has raised $9M led by Quill Capital.\n{about}"
    return Item("wire", "k", ItemKind.ARTICLE, "Tidewater raises $9M", text, "")


def funding(company: str) -> Mention:
    fields = {"company": FieldValue(company, Quote(company, 0, len(company)))}
    return Mention(SignalKind.FUNDING, "wire", "k", fields, 0.9, company_names=(company,))


@pytest.mark.parametrize(
    ("about", "account"),
    [
        ("About Tidewater\nTidewater weaves sails. More at https://www.tidewater.example.", "tw"),
        ("About Tidewater (www.tidewater-bank.example): a bank.", "tw2"),
        ("Über Tidewater: Segel aus Husum, tidewater.example", "tw"),
        ("About Tidewater\nTidewater mines salt. More at tidewater-salt.example.", None),
        ("About Quill Capital\nSee tidewater-bank.example and quill.example.", "tw2"),
        ("About Tidewater\nFollow us at https://www.linkedin.com/company/tidewater.", "tw2"),
    ],
)
def test_the_paragraph_about_the_issuer_names_its_site(about: str, account: str | None) -> None:
    found = Resolver(ACCOUNTS).resolve(funding("Tidewater"), release(about))
    assert found.account_id == account, found.reasons


def test_an_id_links_by_no_name() -> None:
    item = Item("sec", "k", ItemKind.FILING, "TIDEWATER LOOMS INC", "TIDEWATER LOOMS INC", "", fields={"cik": "424242"})
    assert Resolver(ACCOUNTS).resolve(funding("TIDEWATER LOOMS INC"), item).alias == ""


@pytest.mark.parametrize(("fields", "owner"), [({"company_number": "09876543"}, "uk"), ({"company_number": "1"}, None)])
def test_a_number_at_companies_house_decides(fields: dict[str, str], owner: str | None) -> None:
    watched = (*ACCOUNTS, Account("uk", "Pennine Looms Ltd", "pennine.example", "GB", company_number="09876543"))
    item = Item("companies_house", "k", ItemKind.FILING, "New director", "New director", "", fields=fields)
    assert Resolver(watched).resolve(funding("Pennine Looms Ltd"), item).account_id == owner


# Made up: eighteen characters and the two check digits that ISO 17442 gives them.


def _valid(stem: str) -> str:
    number = int("".join(str(int(character, 36)) for character in f"{stem}00"))
    return f"{stem}{98 - number % 97:02d}"


LOOMS = _valid("9999AAVSSZZ000EXMP")
BANK = _valid("0000BBVSSZZ000EXMP")


@pytest.mark.parametrize("told", [LOOMS, LOOMS.lower(), f" {LOOMS[:4]} {LOOMS[4:]} "])
def test_a_legal_entity_identifier_is_read_however_it_is_written(told: str) -> None:
    assert lei_of(told) == LOOMS


@pytest.mark.parametrize(
    "wrong", ["", LOOMS[:-1], LOOMS + "0", LOOMS[:-2] + "00", LOOMS[1] + LOOMS[2:5] + "B" + LOOMS[5:], "é" + LOOMS[1:]]
)
def test_an_identifier_whose_check_digits_do_not_hold_is_none(wrong: str) -> None:
    assert lei_of(wrong) == ""
    assert list(stated({"lei": wrong, "cik": "7"})) == [("cik", "7")]


def test_every_two_neighbours_changed_places_are_noticed() -> None:
    for at in range(len(LOOMS) - 1):
        swapped = LOOMS[:at] + LOOMS[at + 1] + LOOMS[at] + LOOMS[at + 2 :]
        assert swapped == LOOMS or lei_of(swapped) == ""


WITH_LEI = (
    Account("looms", "Tidewater Looms", "tidewater.example", lei=LOOMS),
    Account("bank", "Tidewater", "tidewater-bank.example", lei=BANK),
)


@pytest.mark.parametrize(("lei", "owner"), [(LOOMS, "looms"), (BANK.lower(), "bank"), (_valid("1" * 18), None)])
def test_a_stated_legal_entity_identifier_decides(lei: str, owner: str | None) -> None:
    item = Item("intake", "k", ItemKind.INTAKE, "Tidewater raised $9M", "Tidewater raised $9M", "", fields={"lei": lei})
    assert Resolver(WITH_LEI).resolve(funding("Tidewater"), item).account_id == owner


@pytest.mark.parametrize(
    ("issuer", "small_print", "account"),
    [
        ("TDW Group", f"Legal Entity Identifier (LEI): {LOOMS}", "looms"),
        ("TDW Group", f"LEI code {LOOMS.lower()}", "looms"),
        ("TDW Group", f"LEI: {LOOMS[:-2]}00", None),
        ("TDW Group", f"Offeror LEI: {LOOMS}. Target LEI: {BANK}", None),
        ("Quill Capital", f"LEI: {LOOMS}", None),
        ("", f"LEI: {LOOMS}", None),
    ],
)
def test_the_one_identifier_in_an_issuers_own_release_is_the_issuers(
    issuer: str, small_print: str, account: str | None
) -> None:
    text = f"TDW Group raises $9M\nTDW Group has raised $9M led by Quill Capital.\n{small_print}"
    item = Item("wire", "k", ItemKind.ARTICLE, "TDW Group raises $9M", text, "", company=issuer)
    assert Resolver(WITH_LEI).resolve(funding("TDW Group"), item).account_id == account


@pytest.mark.parametrize("written", ["SC123456", "sc123456", "sc 123456", " SC123456 "])
def test_a_company_number_is_the_same_in_either_case(written: str) -> None:
    known = HardIds([Account("loch", "Loch Looms", "loch.example", company_number="SC123456")])
    assert known.owner("company_number", written) == "loch"
