"""Where words that a source states in a field stand in the item's text: no quote, no field. Part of stage 2 of 12."""

from __future__ import annotations

import re

from agent.domain.evidence import Quote


def verbatim(text: str, words: str) -> Quote | None:
    """The first place of exactly `words`; None where they do not stand in `text` or are empty."""
    at = text.find(words) if words else -1
    return Quote.of(text, at, at + len(words)) if at >= 0 else None


def as_written(text: str, words: str) -> Quote | None:
    """The first place of `words` as whole words, in any case and with any white space between them."""
    parts = words.split()
    if not parts:
        return None
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(part) for part in parts) + r"(?!\w)"
    found = re.search(pattern, text, re.IGNORECASE)
    return Quote.of(text, found.start(), found.end()) if found else None
