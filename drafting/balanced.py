"""The first balanced JSON object in a text: what a chatty model meant to answer (drafting §5, rung 5)."""

from __future__ import annotations

import json


def first_json(text: str) -> str:
    """The first `{…}` that parses, as it stands; the text itself where there is none."""
    decoder = json.JSONDecoder()
    at = text.find("{")
    while at >= 0:
        try:
            _, end = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            at = text.find("{", at + 1)
            continue
        return text[at:end]
    return text
