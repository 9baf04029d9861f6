"""Stage 2 of 12, detect: what an item says happened, by every detector, each field held to its verbatim quote."""

from __future__ import annotations

from dataclasses import replace

from agent.domain.items import Item
from agent.domain.signals import Mention, SignalKind
from signals.registry import detectors

REQUIRED: dict[SignalKind, frozenset[str]] = {
    SignalKind.FUNDING: frozenset({"company"}),
    SignalKind.DEBT: frozenset({"company"}),
    # "Acme names new CFO" is a change before anyone says who.
    SignalKind.JOB_CHANGE: frozenset({"direction"}),
    SignalKind.TECHNOLOGY: frozenset({"tool", "direction"}),
}
# "Battery recycler gets a $70 million cheque" is a round before anyone says whose; a company that is said must stand.
_MAY_BE_NAMELESS = frozenset({SignalKind.FUNDING})


def detect(item: Item) -> tuple[Mention, ...]:
    """The mentions of `item` that stand: the entry point of stage 2. Pure; the same item gives the same mentions."""
    found = [mention for find in detectors(item.kind) for mention in find(item)]
    if not found:  # most items: a board has many postings that say nothing
        return ()
    return tuple(standing for mention in found if (standing := verify(mention, item.text)) is not None)


def verify(mention: Mention, text: str) -> Mention | None:
    """`mention` without the fields whose quote is not verbatim in `text`; None where a required field fell.

    Required fields by kind are those without which there is no event (signals §2.2 stage 4).
    """
    standing = {name: value for name, value in mention.fields.items() if value.quote.stands_in(text)}
    required = REQUIRED.get(mention.kind, frozenset())
    if mention.kind in _MAY_BE_NAMELESS:
        required &= mention.fields.keys()
    if not standing or required - standing.keys():
        return None
    return mention if len(standing) == len(mention.fields) else replace(mention, fields=standing)
