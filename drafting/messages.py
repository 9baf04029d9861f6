"""What a failed anchor says to a person: the words, what the evidence says instead, never a colour alone."""

from __future__ import annotations

from drafting.anchors.anchor import Anchor, AnchorType
from drafting.matched import Match, Matched

_NOT_THERE = {
    AnchorType.NAME: "is not in the evidence, the account or the offer",
    AnchorType.QUOTE: "is not a verbatim quote of the evidence",
    AnchorType.RECENCY: "is no longer true",
    AnchorType.EVENT: "is not said by the evidence",
    AnchorType.LEXEME: "is a claim that the evidence does not make",
}


def say(anchor: Anchor, matched: Matched) -> str:
    """ "“Series C” is not in the evidence: e1 says “Series B”"."""
    words = f"“{anchor.raw}” {_NOT_THERE.get(anchor.type, 'is not in the evidence')}"
    source = matched.source_ids[0] if matched.source_ids else ""
    if matched.why:
        return f"{words}: {source} {matched.why}".replace(":  ", ": ") if source else f"{words}: {matched.why}"
    if matched.match is Match.OTHER and matched.instead:
        return f"{words}: {source} says “{matched.instead}”"
    return words
