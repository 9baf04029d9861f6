"""Whether a board that somebody named is this account's: its name and a link must both say so (signals §1.5). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from agent.domain.accounts import Account
from signals.extract.organisations import without_legal_form
from signals.matcher import normalise

ALIKE = 90.0
"""How alike the board's company and the account must be written, of 100."""


@dataclass(frozen=True, slots=True)
class Match:
    """Whether the board is the account's, and in words why or why not."""

    theirs: bool
    why: str


def match_board(account: Account, companies: Iterable[str], texts: Iterable[str]) -> Match:
    """`companies` are the names that the board gives itself, `texts` its documents as they were read."""
    named = sorted({company.strip() for company in companies if company.strip()})
    if not named:
        return Match(False, "the board does not say whose it is")
    if not any(_alike(account, company) for company in named):
        return Match(False, f"the board is of {', '.join(named[:3])}")
    if not _links_to(account.domain, texts):
        return Match(False, f"no posting there links to {account.domain}")
    return Match(True, f"the board is of {named[0]} and links to {account.domain}")


def _alike(account: Account, company: str) -> bool:
    said = _plain(company)
    names = {_plain(name) for name in (account.name, *account.aliases)} - {""}
    return bool(said) and any(ratio(said, name) >= ALIKE for name in names)


def _plain(name: str) -> str:
    return normalise(without_legal_form(name))


def _links_to(domain: str, texts: Iterable[str]) -> bool:
    """Whether an address of the account's own domain stands in a text, not as a part of a longer name."""
    if not domain:
        return False
    pattern = re.compile(rf"//(?:[\w-]+\.)*{re.escape(domain)}(?![\w.-]*\w)", re.I)
    return any(pattern.search(text.replace("\\/", "/")) for text in texts)
