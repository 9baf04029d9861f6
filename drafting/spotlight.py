"""Evidence as a model sees it: data between marks, with signs nobody can guess for its spaces (drafting §3, I5)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum

_SIGNS = "◆◇○●□■△▲▽▼◁▷◈◉◊◌◍◎◐◑◒◓▣▤"


class Spotlight(StrEnum):
    """DATAMARK writes a marker for every space of a quote; small models read that badly, and get DELIMIT."""

    DELIMIT = "delimit"
    DATAMARK = "datamark"


def mark(secret: bytes, told: str, name: str) -> str:
    """An HMAC over what is told: nobody outside can guess it, and equal texts give equal requests. 16 hex digits."""
    return hmac.new(secret, f"{name}\0{told}".encode(), hashlib.sha256).hexdigest()[:16]


def marker(secret: bytes, brief: str) -> str:
    """Three signs that stand for a space in the quotes of this brief."""
    digest = bytes.fromhex(mark(secret, brief, "marker"))
    return "".join(_SIGNS[byte % len(_SIGNS)] for byte in digest[:3])


def shown(rows: Sequence[Mapping[str, str]], sign: str = "") -> str:
    """The rows as JSON. With a `sign` the quotes have it for their spaces, and the data says so first."""
    if not sign:
        return json.dumps(rows, ensure_ascii=False, indent=0)
    marked = [{**row, "quote": row["quote"].replace(" ", sign)} for row in rows]
    data = {"reading": f"{sign} stands for a space in the quotes; never write it", "evidence": marked}
    return json.dumps(data, ensure_ascii=False, indent=0)
