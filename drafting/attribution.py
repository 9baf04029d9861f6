"""Attribution: who reported it ("according to Harbour News"). Part of stage 7 of 12.

The publisher of the evidence is no claim about the account, and its name ("Retail Today") is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafting.anchors.context import Context

# "Reported by" and "a story in" end in one of these.
_BEFORE = r"(?:according to|per|via|as|if I read|told|in|by|from)"
_AFTER = r"(?:reports?|reported|says?|said|writes|wrote|notes|noted|carried|covered|ran|has it|'s|’s|correctly|right)"


def without_publishers(text: str, context: Context) -> str:
    """`text` with spaces in the place of each publisher of the prospect's evidence that it names as its source."""
    names = {s.evidence.publisher.strip() for s in context.prospect}
    for name in sorted(_told_apart(names, context), key=len, reverse=True):
        named = re.escape(name)
        pattern = re.compile(
            rf"(?:\b(?P<before>{_BEFORE} (?:the |your )?))?(?<!\w)(?P<name>{named})(?!\w)(?P<after> ?{_AFTER}(?!\w))?",
            re.IGNORECASE,
        )
        text = pattern.sub(_blanked, text)
    return text


def _told_apart(names: Iterable[str], context: Context) -> list[str]:
    """Names of two words and more, or of capitals, which are not the account's own page."""
    return [n for n in names if len(n) > 3 and "." not in n and not context.is_account(n)]


def _blanked(m: re.Match[str]) -> str:
    if not m["before"] and not m["after"]:
        return m[0]
    start, end = m.span("name")
    return m[0][: start - m.start()] + " " * (end - start) + m[0][end - m.start() :]
