"""Texts of further kinds and the accounts that they are about; their neighbours are about nobody's account.

Every company is invented.
"""

from __future__ import annotations

import pytest

from agent.domain.accounts import Account
from signals.resolve import Resolver
from signals.trade_words import trade_words


def account(key: str, name: str, domain: str, country: str, *aliases: str) -> Account:
    return Account(id=key, name=name, domain=f"{domain}.example", country=country, aliases=aliases)


RESOLVER = Resolver(
    [
        account("veltrona", "Veltrona Freight Systems, Inc.", "veltronafreight", "US"),
        account("lakes", "Great Lakes Holdings", "greatlakesholdings", "US"),
        account("harbour", "Harbour", "harbour", "GB"),
        account("morrow", "Morrow Therapeutics", "morrowtx", "US", "Morrow"),
        account("veltrix", "Veltrix BV", "veltrix", "NL"),
        account("lindqvist", "Lindqvist & Söner AB", "lindqvist", "SE"),
        account("hoshino", "Hoshino", "hoshino", "JP"),
        account("talvera", "Talvera Robotics", "talvera", "ES", "Talvera"),
        account("bluefinch", "Bluefinch Energy", "bluefinch", "AU", "Bluefinch"),
        account("acorn", "Acorn Water", "acornwater", "US"),
        account("acorns", "Acorn Water Technologies", "acornwatertech", "US"),
    ]
)

# kind | text | account
ABOUT = """
another language | Veltrix haalt vier miljoen op | veltrix
another language | ROTTERDAM, 3 mei - Veltrix benoemt Joost Bakker tot CFO | veltrix
another language | Bluefinch Energy hankkii lisää rahoitusta | bluefinch
another language | Talvera Robotics otevírá pobočku v Brně | talvera
another language | Lindqvist & Söner rekryterar ny försäljningschef | lindqvist
a legal form abroad | Hoshino K.K. (hoshino.example) hires a country manager | hoshino
a place is no company | Bluefinch Energy hires a VP of Sales in Lisbon | bluefinch
a place is no company | PERTH, Australia - Bluefinch Energy said chief executive Dan Wu will retire in March | bluefinch
where it is at home | Bluefinch Energy of Perth raises A$12M | bluefinch
a word left off | Chicago-based Veltrona Freight hires a CFO | veltrona
words of its trade | Morrow raises $55M to take its cancer drug to patients | morrow
somebody comes | Ana Duarte, who ran security at Oracle, is going to Talvera Robotics as CISO. | talvera
somebody comes | Oracle's former product head Ana Reyes is Bluefinch Energy's new chief product officer. | bluefinch
its shares | Morrow Therapeutics stock falls after trial | morrow
another language | Nuevo director general en Talvera Robotics | talvera
another's own name | Acorn Water Technologies names Joan Ritter COO | acorns
"""

# kind | text
ABOUT_NOBODY = """
another language | Ana Ruiz deja Talvera Robotics y ficha por Cabify
another language | Kaksi Veltrix asiakasta valittaa
a legal form abroad | Hoshino Resorts opens hotel
a place is no company | Shipwright hires a VP of Sales in Harbour
a word left off | Great Lakes freeze over early this year
a word left off | Great Lakes names football coach
a word left off | Veltrona Capital closes $300M fund
another language | Veltrix lyste upp himlen
another language | Veltrix krijgt nieuwe burgemeester
words of its trade | Morrow wins primary
somebody comes | The plan is going to Talvera Robotics shareholders
people of two | Talvera Robotics and Oracle alumni launch start-up
raises no money | Harbour raises fees for cruise ships
scores no money | Lindqvist scores twice as Malmö win
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("kind", "text", "want"), rows(ABOUT))
def test_a_text_is_about_the_account_that_it_names(kind: str, text: str, want: str) -> None:
    assert RESOLVER.resolve_text(text).account_id == want, kind


@pytest.mark.parametrize(("kind", "text"), rows(ABOUT_NOBODY))
def test_its_neighbour_is_about_no_account(kind: str, text: str) -> None:
    assert RESOLVER.resolve_text(text).account_id is None, kind


def test_a_name_without_its_last_noun_is_not_taken_from_its_owner() -> None:
    found = RESOLVER.resolve_text("Acorn Water names Joan Ritter COO")
    assert found.account_id == "acorn"


def test_a_trade_is_told_by_the_name_alone() -> None:
    assert "trial" in set(trade_words(["morrow", "therapeutics"]))
    assert not set(trade_words(["morrow"]))
