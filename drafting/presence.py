"""Presence: whether a tool is on the pages or gone from them, as the evidence last saw it. Part of stage 7 of 12."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.domain.drafts import Finding
from agent.domain.evidence import EvidenceKind
from drafting.anchors.anchor import AnchorType
from drafting.anchors.context import Context
from drafting.anchors.names import stands_in
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source
from drafting.anchors.times import MONTHS
from drafting.binding import block

_GONE = re.compile(
    r"\b(?:no longer|gone|removed|disappeared|uninstalled|dropped|vanished|(?:not|n't) (?:\w+ )?(?:found|seen|present|"
    r"detected|there|on|loaded)|absent|came off|went away|taken off|taken down|stopped (?:loading|running|using)|"
    r"missing|without|on (?:0|none) of|off your (?:site|pages))\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\b(?:(?:is|are|'s|was|were|went|came) (?:now |still |also |currently |back |again )*(?:there|on|live|running|"
    r"present|loaded|loading|in use|installed|found|seen|new)|still (?:on|there|loads?|runs?|uses?|has|have)|"
    r"(?:now|currently) (?:loads?|runs?|uses?|has|have|shows?|on|present|live)|appear(?:s|ed)|showed up|turned up|"
    r"add(?:s|ed)|installed|present on|found on|seen on|detected on|first seen|you (?:use|run|load|added))\b",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"[;\n]|\.(?=\s|$)|,|\b(?:and|but|while|which)\b")
_THEN = re.compile(
    rf"\b(?:in|until|before|through) (?:early |late |mid-?)?(?:{'|'.join(MONTHS)}|(?:19|20)\d\d|last \w+|the \w+)\b"
    r"|\b(?:earlier|previously|formerly|then|used to)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(r"\b(?:mov|migrat|switch|replac|swap|transition)\w*", re.IGNORECASE)


def replaced(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "Its script is on your site now" where the evidence no longer finds it, and the other way round."""
    pages = [s for s in sources if s.evidence.kind is EvidenceKind.TECH]
    for name in reading.of(AnchorType.NAME):
        claimed = _state(reading.text, name.raw)
        for source in pages:
            stood = _state(source.text, name.raw)
            if claimed is not None and stood is not None and claimed != stood:
                says = "is there" if stood else "is gone"
                words = f"{source.id} says that “{name.raw}” {says}"
                yield block(index, name.start, name.end, words, source, None)
                return


def misseen(index: int, reading: Reading, sources: Sequence[Source], context: Context) -> Iterator[Finding]:
    """ "On 14 of 14 pages" of a tool that was found on 12 of them."""
    for name in reading.of(AnchorType.NAME):
        claimed = _pages(reading.text, name.raw, _SEGMENT)
        for source in sources:
            stood = _pages(source.text, name.raw, _LINE)
            if claimed and stood and claimed != stood:
                words = f"{source.id} says “{stood}” of {name.raw}"
                yield block(index, name.start, name.end, words, source, stood)
                return


def _pages(text: str, name: str, ends: re.Pattern[str]) -> str:
    """The share of pages that the first segment with `name` in it gives: "12 of 14"."""
    parts = (part for part in ends.split(text) if stands_in(name, part))
    found = (m for part in parts if (m := _SHARE.search(part)))
    return next((m[1] for m in found), "")


_LINE = re.compile(r"[;\n]|\.(?=\s|$)")
_SHARE = re.compile(r"\bon (\d+ of \d+)\b")


def _state(text: str, name: str) -> bool | None:
    """Whether `text` last tells of `name` as there or gone; None where it does not say. The state of an earlier day
    ("present in September") says nothing of today."""
    held = ""
    for part in _SEGMENT.split(text):
        if stands_in(name, part):
            held = name
        elif re.search(r"\b[A-Z][a-z]+[A-Za-z]*\b(?! \d)", re.sub(_THEN, "", part).lstrip()[1:]):
            held = ""
        if not held or _THEN.search(part) or _MOVES.search(part):
            continue
        if _GONE.search(part):
            return False
        if _THERE.search(part):
            return True
    return None
