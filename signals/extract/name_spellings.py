"""The ways in which a person's name is written into an address: umlauts, hyphens, particles, double names. No I/O."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from signals.extract.name_words import HONORIFICS, PARTICLES, SUFFIXES

_EXPANDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
_NO_LETTER = re.compile(r"[^a-z-]")


class Style(StrEnum):
    """A way to spell where a name leaves a choice; a domain that is seen to use one is followed."""

    EXPANDED = "ü as ue"
    PLAIN = "ü as u"
    HYPHEN = "hyphen kept"
    JOINED = "hyphen left out"
    SHORT = "first part only"
    PARTICLE = "particle kept"
    NO_PARTICLE = "particle left out"


@dataclass(frozen=True, slots=True)
class Spelling:
    """First and last name as letters of an address. `style` is the choice that was made, None where there was none."""

    first: str
    last: str
    style: Style | None = None


def spellings(first_name: str, last_name: str) -> tuple[Spelling, ...]:
    """Every spelling of a name, the commonest first; () where it is not in Latin letters or a part is missing.

    "Jörg", "van der Berg" → joerg vanderberg, joerg berg, jorg vanderberg, jorg berg. Middle names, honorifics and
    suffixes are left out.
    """
    first_words, last_words = _words(first_name), _words(last_name)
    if not first_words or not last_words:
        return ()
    found: list[Spelling] = []
    for letters, letter_style in _letters(f"{first_name} {last_name}"):
        for first, _ in _hyphens(_plain(first_words[0], letters), is_last=False):
            for last_of, particle_style in _particles(last_words):
                for last, hyphen_style in _hyphens(_plain(last_of, letters), is_last=True):
                    if first.strip("-") and last.strip("-"):
                        found.append(Spelling(first, last, letter_style or particle_style or hyphen_style))
    return tuple(dict.fromkeys(found))


def _words(name: str) -> list[str]:
    """The words of a part of a name, in lower case, without titles, suffixes and single letters behind the first."""
    plain = [word.strip('.,()"“”') for word in unicodedata.normalize("NFC", name).casefold().split()]
    kept = [word for word in plain if word and word not in SUFFIXES and word not in HONORIFICS]
    return kept[:1] + [word for word in kept[1:] if len(word) > 1]


def _letters(name: str) -> list[tuple[bool, Style | None]]:
    """Whether ä, ö, ü are written as two letters: both ways, where the name has one."""
    if not any(letter in "äöüøå" for letter in unicodedata.normalize("NFC", name).casefold()):
        return [(False, None)]
    return [(True, Style.EXPANDED), (False, Style.PLAIN)]


def _plain(word: str, expanded: bool) -> str:
    """`word` in a–z and hyphens; "" where a letter of it is none that Latin scripts share."""
    text = word.translate(_EXPANDED) if expanded else word
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = text.replace("'", "").replace("’", "").replace("‐", "-").replace("–", "-").replace(".", "")
    return "" if _NO_LETTER.search(text) else text.strip("-")


def _hyphens(word: str, *, is_last: bool) -> list[tuple[str, Style | None]]:
    if "-" not in word:
        return [(word, None)]
    parts = word.split("-")
    short = parts[-1] if is_last and len(parts) == 2 else parts[0]
    return [(word, Style.HYPHEN), (word.replace("-", ""), Style.JOINED), (short, Style.SHORT)]


def _particles(words: list[str]) -> list[tuple[str, Style | None]]:
    """A last name of several words: "van der berg" joined, or without its particles; of a double name also the last."""
    joined = "".join(words)
    own = [word for word in words if word not in PARTICLES]
    if len(words) == 1 or not own:
        return [(joined, None)]
    if len(own) < len(words):
        return [(joined, Style.PARTICLE), ("".join(own), Style.NO_PARTICLE)]
    return [(joined, Style.JOINED), ("-".join(words), Style.HYPHEN), (words[0], Style.SHORT), (words[-1], Style.SHORT)]
