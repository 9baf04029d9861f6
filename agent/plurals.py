"""A number with its noun."""

from __future__ import annotations


def count(number: int, one: str, many: str = "") -> str:
    """ "1 draft", "31 drafts", "1,204 people" """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
