"""What a misspelt name was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def meant(name: str, known: Iterable[str], *, most: int = 1) -> str:
    """ " Did you mean Slack or Stack?", of at most `most` of `known` that are near; "" where none is."""
    near = get_close_matches(name, list(known), n=most)
    return f" Did you mean {' or '.join(near)}?" if near else ""
