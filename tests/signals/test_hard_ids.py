"""Ids decide before names: domains, register numbers, the "About X" paragraph (signals §3.1)."""

from __future__ import annotations

import pytest

from agent.domain.accounts import Account
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.hard_ids import HardIds, stated
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
