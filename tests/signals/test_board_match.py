"""A board that somebody named is an account's when its own name and a link both say so, and never by one alone."""

from __future__ import annotations

import pytest

from agent.domain.accounts import Account
from signals.board_match import match_board

ALDER = Account("a", "Alder Robotics, Inc.", "alder.example", aliases=("Alder",))
LINK = '{"content": "See <a href=\\"https:\\/\\/www.alder.example\\/about\\">us</a>"}'


@pytest.mark.parametrize("company", ["Alder Robotics", "ALDER ROBOTICS GmbH", "Alder", "Alder-Robotics"])
def test_the_companys_name_and_a_link_to_its_domain_prove_a_board(company: str) -> None:
    assert match_board(ALDER, [company], [LINK]).theirs


@pytest.mark.parametrize(
    ("companies", "text", "why"),
    [
        ([""], LINK, "does not say whose"),
        (["Birch Mills"], LINK, "is of Birch Mills"),
        (["Alder Mills"], LINK, "is of Alder Mills"),
        (["Alder Robotics"], "nothing", "links to alder.example"),
        (["Alder Robotics"], "https://alder.example.org/", "links to alder.example"),
        (["Alder Robotics"], "https://notalder.example/", "links to alder.example"),
        (["Alder Robotics"], "mail us: jobs@alder.example", "links to alder.example"),
    ],
)
def test_one_of_the_two_alone_proves_nothing(companies: list[str], text: str, why: str) -> None:
    match = match_board(ALDER, companies, [text])
    assert not match.theirs and why in match.why
