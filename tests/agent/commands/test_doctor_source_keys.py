"""A source that is on without the key of its API is named before a night finds out."""

from __future__ import annotations

from agent.doctor.team import source_keys
from agent.domain.policies import SourceSetting

REGISTER = SourceSetting("uk", "companies_house")


def test_a_source_without_its_key_is_warned_of() -> None:
    (check,) = source_keys([REGISTER], companies_house=False)
    assert "no key" in check.detail and "COMPANIES_HOUSE_KEY" in check.fix


def test_a_key_or_no_such_source_is_fine() -> None:
    assert source_keys([REGISTER], companies_house=True) == []
    off = SourceSetting("uk", "companies_house", enabled=False)
    assert source_keys([off, SourceSetting("news", "feed")], companies_house=False) == []
