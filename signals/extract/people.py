"""Names of people in text, and the normal form by which two spellings of one are told to be the same. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nameparser import HumanName

from signals.extract.name_words import (
    COMMON_WORDS,
    GIVEN_NAMES,
    HONORIFICS,
    ORGANISATION_WORDS,
    PARTICLES,
    PLACES,
    SUFFIXES,
    SURNAMES,
)
from signals.extract.titles import folded


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """`raw == text[start:end]` reads as a person's name, without honorific."""

    start: int
    end: int
    raw: str


_UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐİŞ"
_WORD = rf"(?:[{_UPPER}]\.(?:-?[{_UPPER}]\.)?|(?:[{_UPPER}]['’])?[{_UPPER}][\w]*(?:-[{_UPPER}]?\w+)*)"
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ter|ten|zu|bin|ibn|al|el|y)"
_SUFFIX = r"(?:,?\s(?:Jr|Sr)\.?|\s(?:II|III|IV)\b|,?\s(?:Ph\.?D|M\.?D|Esq|MBA|CPA)\b\.?)"
RUN = re.compile(rf"(?<![\w@.]){_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_WORD}){{0,4}}{_SUFFIX}?(?![\w@])")
_WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@lru_cache(maxsize=16_384)
def person_key(name: str) -> str:
    """First and last name in lower case without accents, honorifics, middle names or suffixes; "" for no name.

    "Dr. Inés M. Prado, Jr." and "Ines Prado" have one key, "ines prado".
    """
    parsed = HumanName(" ".join(name.split())[:200])
    first, last = folded(parsed.first).strip("."), folded(parsed.last)
    key = f"{first} {last}".strip() or folded(str(parsed.title))
    return " ".join(re.sub(r"[^\w\s'-]", " ", key.replace("’", "'")).split())


def first_and_last(name: str) -> tuple[str, str] | None:
    """ "Inés" and "Prado" of "Dr. Inés M. Prado, Jr."; None where either is missing."""
    parsed = HumanName(name)
    return (str(parsed.first), str(parsed.last)) if parsed.first and parsed.last else None


@lru_cache(maxsize=16_384)
def surname(name: str) -> str:
    """The last name in normal form, by which "CEO Nelson" is found to be "Bruce Nelson"."""
    words = name.split()
    return folded(words[-1]).strip(".,") if len(words) == 1 else folded(HumanName(name).last or words[-1])


def is_person(raw: str) -> bool:
    """Whether a run of capitalised words reads as the full name of a person rather than an organisation or place."""
    words = [word.strip(".,") for word in raw.replace("\u00a0", " ").split()]
    plain = [folded(word) for word in words]
    opens = bool(words) and words[0] == "Al"  # a first name where it is large, else a particle
    core = [
        word for at, word in enumerate(plain) if word not in SUFFIXES and (word not in PARTICLES or (opens and at == 0))
    ]
    if not 2 <= len(core) <= 4 or any(symbol in raw for symbol in "&/@0123456789"):
        return False
    if not raw.isupper() and any(
        word.isupper() and len(word) > 2 for word in words[1:] if word.casefold() not in SUFFIXES
    ):
        return False
    given = words[0].casefold() in GIVEN_NAMES or plain[0] in GIVEN_NAMES or plain[0].split("-")[0] in GIVEN_NAMES
    if core[-1] in ORGANISATION_WORDS or any(
        word in COMMON_WORDS and not (given and word in SURNAMES) for word in core[1:] if len(word) > 1
    ):
        return False
    if plain[0] in COMMON_WORDS and not given:
        return False
    if given:
        return not any(word in ORGANISATION_WORDS for word in core[1:-1])
    if any(word in ORGANISATION_WORDS or word in PLACES for word in core):
        return False
    # "IBM Watson", "SAP Concur": an acronym opens no unknown person's name.
    return not (words[0].isupper() and len(words[0]) > 2 and not words[-1].isupper())


def is_surely_person(raw: str) -> bool:
    """Whether the name is a person's even out of context: it opens with a known given name or an initial."""
    first = raw.split()[0] if raw.split() else ""
    initial = len(first.strip(".")) == 1 and first.endswith(".")
    known = folded(first).strip(".").split("-")[0] in GIVEN_NAMES or first.casefold() in GIVEN_NAMES
    return is_person(raw) and (initial or known)


def people_in(text: str) -> tuple[PersonSpan, ...]:
    """Every full name of `text` that opens with a known given name or an initial, in its order; others are too often
    organisations to be told without their sentence."""
    found = []
    for match in RUN.finditer(text):
        start, end = match.span()
        words = [(start + word.start(), start + word.end()) for word in _WORDS.finditer(match[0])]
        while words and folded(text[slice(*words[0])]) in COMMON_WORDS | HONORIFICS:
            start = words.pop(0)[1] + 1
            start += len(text[start:end]) - len(text[start:end].lstrip(" ."))
        if start < end and is_surely_person(text[start:end]):
            found.append(PersonSpan(start, end, text[start:end]))
    return tuple(found)
