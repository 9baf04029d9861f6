"""A licence to say it in other words holds for what it is told of, and for nothing beside it."""

from __future__ import annotations

import pytest
from grounding_cases import Row
from grounding_licences import LICENSED_WORLDS
from test_grounding import blocks, checked

from agent.domain.accounts import Account
from agent.domain.evidence import Evidence

ROWS = [
    pytest.param(account, pieces, row, id=row[0][:60]) for _, (account, pieces), rows in LICENSED_WORLDS for row in rows
]


@pytest.mark.parametrize(("account", "pieces", "row"), ROWS)
def test_other_words_stand_for_what_the_evidence_tells_them_of(
    account: Account, pieces: tuple[Evidence, ...], row: Row
) -> None:
    assert (not blocks(checked(account, pieces, row[0], tuple(row[1])))) is row[2]
