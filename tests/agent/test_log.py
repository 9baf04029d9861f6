"""Logs hold ids and counts: addresses, keys and control characters are taken out."""

from __future__ import annotations

import pytest

from agent.log import redact


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("mail to dana.ortiz+x@alder.example failed", "mail to [address] failed"),
        ("key sk-abcdefghijkl1234 refused", "key [key] refused"),
        ("name\n2026 forged line\x1b[31m", "name 2026 forged line [31m"),
        ("draft 0193 of 40", "draft 0193 of 40"),
    ],
)
def test_personal_data_keys_and_control_characters_are_taken_out(said: str, kept: str) -> None:
    assert redact(None, "", {"event": said})["event"] == kept


def test_numbers_stay_as_they_are() -> None:
    assert redact(None, "", {"event": "x", "count": 3})["count"] == 3
