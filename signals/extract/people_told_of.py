"""Names of people told of in a text: those that a given name betrays, and those that their sentence does. No I/O.

Meant for hiding names, so it takes rather too much: a firm called like a person may be among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from signals.extract.people import RUN, is_person, people_in
from signals.extract.titles import titles_in

_NEAR = 60
_SAID = r"said|says|added|adds|explained|commented|noted|told|stated"
_AFTER = re.compile(
    rf"(?:\b(?:{_SAID}|according to|named?|names|appoint(?:s|ed)?|hire[sd]?|promote[sd]?|welcome[sd]?|tap(?:s|ped)?"
    r"|elect(?:s|ed)?|succeed(?:s|ed)?|replace[sd]?|follow(?:s|ed)?|join(?:s|ed)? by|contact|attn|write to|reports? to"
    r"|ask for|founded by|speak to|reach)|:)\s*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\s*(?:,?\s*(?:who\b|(?:has|have|will|is|was)\s+(?:been\s+)?(?:join|named|appointed|promoted|hired|become|lead|take"
    rf"|step|leave|succeed|serve)|(?:{_SAID}|joins|joined|lands|takes|steps|leaves|left|resigns|resigned|retires|succeeds"
    r"|succeeded|begins|began|becomes|became|heads|moves|returns)\b)|[,(]\s*(?:\S+@|\+?\d))",
    re.IGNORECASE,
)
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
    """Runs of capitalised words that read as a name and stand where a person does: beside an office, a verb of speech
    or of moving, an address."""
    for match in RUN.finditer(text):
        words = list(re.finditer(r"\S+", match[0]))
        ends = ((match.start() + word.start(), match[0][word.start() :].rstrip(".,")) for word in words[:-1])
        start, raw = next(((at, name) for at, name in ends if is_person(name)), (0, ""))
        if raw and not raw.startswith("Series ") and _is_placed(text, start, start + len(raw)):
            yield raw


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
