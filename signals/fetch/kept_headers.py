"""Which headers of an answer are kept with a page: those that name software; of cookies the names, never values."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMED = frozenset({"server", "via", "powered-by", "sw-context-token", "cf-ray"})
_NOT_KEPT = frozenset({"x-request-id", "x-xss-protection", "x-content-type-options", "x-frame-options"})
_COOKIE = re.compile(r"(?:^|, ?)([^=;,\s]{1,100})=")
MOST, LONGEST = 40, 120


def kept_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    """The headers of a page that say what serves it, names in small letters. "set-cookie" is the cookies' names, one a
    line."""
    if "html" not in headers.get("content-type", "").lower():
        return {}
    kept = {}
    for name, value in headers.items():
        small = name.lower()
        if small == "set-cookie":
            kept[small] = "\n".join(dict.fromkeys(_COOKIE.findall(value)))
        elif (small in _NAMED or small.startswith("x-")) and small not in _NOT_KEPT and len(kept) < MOST:
            kept[small] = " ".join(value.split())[:LONGEST]
    return kept
