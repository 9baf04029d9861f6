"""A source that is on without the key of its API is named before a night finds out."""

from __future__ import annotations

from pydantic import SecretStr

from agent.doctor.team import source_keys
from agent.domain.policies import SourceSetting
from agent.settings import FetchSettings

REGISTER = SourceSetting("uk", "companies_house")
STREAM = SourceSetting("uk_changes", "companies_house_stream")
KEY = FetchSettings(companies_house_key=SecretStr("a-key"))


def test_a_source_without_its_key_is_warned_of() -> None:
    (check,) = source_keys([REGISTER], FetchSettings())
    assert "no key" in check.detail and "COMPANIES_HOUSE_KEY" in check.fix


def test_the_stream_has_a_key_of_its_own() -> None:
    (check,) = source_keys([REGISTER, STREAM], KEY)
    assert "uk_changes" in check.detail and "COMPANIES_HOUSE_STREAM_KEY" in check.fix


def test_a_key_or_no_such_source_is_fine() -> None:
    assert source_keys([REGISTER], KEY) == []
    off = SourceSetting("uk", "companies_house", enabled=False)
    assert source_keys([off, SourceSetting("news", "feed")], FetchSettings()) == []
