"""The names that an account goes by in texts, and how much each alone proves (signals §3.2, §3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from agent.domain.accounts import Account
from signals.extract.brand_words import BRAND_WORDS
from signals.extract.dictionary import dictionary, is_word
from signals.extract.name_words import GIVEN_NAMES
from signals.extract.organisations import without_legal_form
from signals.matcher import normalise

GERMAN_SPEAKING = frozenset({"DE", "AT", "CH", "LI"})
_COINED = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]")
_CONNECTIVE = re.compile(r"(?<=\s)(?:&|\+|and|und|et|y|og|och|en)(?=\s)", re.I)
_SLASHED = re.compile(r"[\s,]+(?:[AaKkSs]/[SsAa]|A\.\s?Ş)\.?$")
_CONNECTIVES = ("&", "and", "und", "et")
# Nouns that people leave off: "Kestrel Freight" for "Kestrel Freight Systems".
_GENERAL_NOUNS = frozenset(
    ["group", "holdings", "holding", "systems", "technologies", "solutions", "international", "company"]
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"})
_SPELLED_UMLAUT = re.compile(r"(?<=[b-df-hj-np-tv-z])(?P<vowel>[aou])e(?=[a-z])", re.I)


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one account. `text` as people write it, `key` its normal form, `is_full` with its legal form,
    `is_shortened` without a general noun at its end."""

    text: str
    key: str
    account_id: str
    is_full: bool = False
    is_domain: bool = False
    is_shortened: bool = False


def aliases_of(account: Account) -> tuple[Alias, ...]:
    """Every spelling of the account's names, without doubles: with and without legal form, "&" spelled out, umlauts
    spelled out, and the stem of its domain."""
    found: dict[str, Alias] = {}
    for name in (account.name, *account.aliases):
        stripped = brand(name)
        for text, is_full in ((name, stripped != name), (stripped, False)):
            for spelling in _spellings(text, account.country):
                key = normalise(spelling)
                if len(key) >= 2:
                    found.setdefault(key, Alias(spelling, key, account.id, is_full))
    for key in [key for key, alias in found.items() if not alias.is_full]:
        *words, last = key.split()
        if len(words) > 1 and last in _GENERAL_NOUNS:
            text = " ".join(found[key].text.split()[: len(words)])
            found.setdefault(" ".join(words), Alias(text, " ".join(words), account.id, is_shortened=True))
    if (domain := normalise(account.domain)) and "." in domain:
        found.setdefault(domain, Alias(account.domain, domain, account.id, is_domain=True))
    stem = normalise(account.domain.partition(".")[0])
    if len(stem) >= 5 and not is_word(stem):
        found.setdefault(stem, Alias(stem, stem, account.id))
    return tuple(found.values())


def _spellings(name: str, country: str) -> Iterator[str]:
    joined = [name]
    if _CONNECTIVE.search(name):
        joined = [_CONNECTIVE.sub(word, name) for word in _CONNECTIVES]
    for text in joined:
        yield text
        if (spelled := text.translate(_UMLAUTS)) != text:
            yield spelled
        if country in GERMAN_SPEAKING and (plain := _SPELLED_UMLAUT.sub(r"\g<vowel>", text)) != text:
            yield plain


def brand(name: str) -> str:
    """`name` without its legal form, the slashed ones ("A/S") included."""
    return without_legal_form(_SLASHED.sub("", name.strip()))


def legal_form(name: str) -> str:
    """The letters of the legal form at the end of `name` ("inc", "gmbh"), or ""."""
    stripped = brand(name)
    tail = name[len(stripped) :] if name.startswith(stripped) else ""
    words = re.findall(r"[a-z]+", tail.replace(".", "").replace("/", "").casefold())
    return words[0] if words else ""


@dataclass(frozen=True, slots=True)
class Weight:
    """What an alias alone says, as log-odds, and in words. `is_word`: it may be no name at all where it stands."""

    log_odds: float
    why: str
    is_word: bool = False


def alias_weight(alias: Alias) -> Weight:
    """b of signals §3.4: +1 for several words, 0 for one that is no word, −3 for a common word, place or acronym."""
    words = alias.key.split()
    if alias.is_shortened and all(is_word(word) for word in words):
        return Weight(-1.0, f"“{alias.text}” is a part of its name, in plain words")
    if len(words) > 1:
        return Weight(1.0, f"“{alias.text}” is several words")
    if "." in alias.key or _COINED.search(alias.text):
        return Weight(1.0, f"“{alias.text}” is spelled like nothing else")
    if is_common(alias.key) or len(alias.key) <= 3:
        return Weight(-3.0, f"“{alias.text}” alone is ambiguous", is_word=True)
    if is_word(alias.key):
        return Weight(-1.0, f"“{alias.text}” is also a rare word or a name", is_word=True)
    if len(alias.key) == 4:
        return Weight(-0.5, f"“{alias.text}” is short")
    return Weight(0.0, f"“{alias.text}” is one word of its own")


def is_common(key: str) -> bool:
    """Whether it is a word that people use: one that English inflects (switch, switches; bright, brighter), or a place.

    The dictionary has no frequencies; rare nouns and family names stand in it in one form only ("meridian", "acer").
    """
    if key in _places() or key in BRAND_WORDS or key in GIVEN_NAMES:
        return True
    if not is_word(key):
        return False
    stem = key[:-1]
    forms = [key + ending for ending in ("s", "es", "d", "ed", "ing", "ly", "er", "ness")]
    forms += [stem + ending for ending in ("ing", "ies", "ied")] if key[-1] in "ey" else []
    forms += [key + key[-1] + ending for ending in ("ed", "ing")]
    return any(form in dictionary() for form in forms) or (key.endswith("s") and stem in dictionary())


@cache
def _places() -> frozenset[str]:
    """Countries in English and the cities that time zones are named for."""
    cities = {zone.rpartition("/")[2].replace("_", " ").casefold() for zone in available_timezones()}
    return frozenset(cities | {name.casefold() for name in Locale("en").territories.values()})
