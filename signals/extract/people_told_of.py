"""Names of people told of in a text: those that a given name betrays, and those that their sentence does. No I/O.

Meant for hiding names, so it takes rather too much: a firm called like a person may be among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from signals.extract.people import RUN, is_person, is_surely_person, people_in
from signals.extract.titles import titles_in

_NEAR = 60
_SAID = r"said|says|added|adds|explained|commented|noted|told|stated"
_AFTER = re.compile(
    rf"(?:\b(?:{_SAID}|according to|named?|names|appoint(?:s|ed)?|hire[sd]?|promote[sd]?|welcome[sd]?|tap(?:s|ped)?"
    r"|elect(?:s|ed)?|succeed(?:s|ed)?|replace[sd]?|follow(?:s|ed)?|join(?:s|ed)? by|contact|attn|write to|reports? to"
    r"|ask for|founded by|speak to|reach)|\b(?:contacts?|inquiries|enquiries|relations|press|media|by):)\s*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\s*(?:,?\s*(?:who\b|(?:has|have|will|is|was)\s+(?:been\s+)?(?:join|named|appointed|promoted|hired|become|lead|take"
    rf"|step|leave|succeed|serve)|(?:{_SAID}|joins|joined|lands|takes|steps|leaves|left|resigns|resigned|retires|succeeds"
    r"|succeeded|begins|began|becomes|became|heads|moves|returns)\b)|[,(]\s*(?:\S+@|\+?\d))",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    rf"\b(?:Series|{_SAID}|names?|named|appoints?|hires?|promotes?|welcomes?|taps?|elects?|succeeds?|replaces?|follows?"
    r"|joins?|lands?|takes?|steps?|leaves?|left|resigns?|retires?|begins?|becomes?|heads?|moves?|returns?|exits?|departs?"
    r"|quits?|raises?|launches?|acquires?|down|out|away|compensation|deal|funding|round)\b|^\w+ly\b",
    re.IGNORECASE,
)
"""Words of a headline in capitals that no name holds. Kelly and the like are known given names."""
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Dame|Herr|Frau|Mme)\.?\s+([A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s[A-ZÀ-ÖØ-Þ][\w'’-]+){0,2})"
)


def people_told_of(text: str) -> tuple[str, ...]:
    """The names as they stand, each once, in no order that means anything."""
    found = [span.raw for span in people_in(text)]
    found += [match[1] for match in _TITLED.finditer(text)]
    found += list(_by_their_sentence(text))
    return tuple(dict.fromkeys(found))


def _by_their_sentence(text: str) -> Iterator[str]:
    """Words in capitals that read as a name and stand where a person does: beside an office, a verb of speech or of
    moving, an address. In a headline the words around them may have capitals too."""
    for match in RUN.finditer(text):
        words = [(match.start() + word.start(), match.start() + word.end()) for word in re.finditer(r"\S+", match[0])]
        spans = ((words[at][0], words[to][1]) for at in range(len(words)) for to in range(len(words) - 1, at, -1))
        past = match.start()
        for start, end in spans:
            raw = text[start:end].rstrip(".,")
            if start < past or not is_person(raw) or (_NO_NAME.search(raw) and not is_surely_person(raw)):
                continue
            if _is_placed(text, start, start + len(raw)):
                yield raw
                past = end


def _is_placed(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    office_before = re.split(r"[.;:!?\n]\s", before)[-1]
    office_after = re.match(r"\s*(?:,|\(|–|-|\bas\b|\bto\b)([^.;\n]*)", after)
    return bool(
        _AFTER.search(before)
        or _BEFORE.match(after)
        or (office_after and titles_in(office_after[1]))
        or _ends_with_office(office_before)
    )


def _ends_with_office(text: str) -> bool:
    words = text.rstrip(" ,")
    return any(span.start + len(span.raw) == len(words) for span in titles_in(words))
