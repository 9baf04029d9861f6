"""Text in quotation marks, which must stand verbatim in the evidence."""

from __future__ import annotations

import re

from drafting.anchors.anchor import Anchor, AnchorType

_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)‘([^’]+)’(?!\w)|(?<!\w)'([^']+ [^']+)'(?!\w)")
_FOLDS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})


def quotations_of(text: str) -> list[Anchor]:
    """What stands in quotation marks, without them."""
    found = []
    for m in _QUOTED.finditer(text):
        group = next(i for i in range(1, 5) if m[i] is not None)
        found.append(Anchor(AnchorType.QUOTE, m[group], m.start(group), m.end(group)))
    return found


def folded_quote(text: str) -> str:
    """White space, quotation marks and closing punctuation folded, case kept out of it."""
    return " ".join(text.translate(_FOLDS).split()).strip(" .,;:!?").casefold()
