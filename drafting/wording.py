"""English surface forms for the composer: articles, plurals, numbers, money, dates, lists, names (drafting §9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from babel.dates import format_skeleton
from babel.lists import format_list
from num2words import num2words

# Read letter by letter, these begin with another sound than their spelling; inflect misses them.
_ARTICLES = {"ux": "a", "ui": "a", "eu": "an", "l1": "an", "l2": "an", "l3": "an", "uk": "a", "us": "a", "saas": "a"}
_ARTICLES |= {"fp&a": "an", "mlops": "an", "rfp": "an", "sec": "an", "sre": "an", "sdr": "an", "hris": "an"}

# "An $8M round", "an $18M round", "a $180M round": by the sound of the figure, whatever the currency's sign.
_FIGURE = re.compile(r"\W?(\d+)")

_SUFFIXES = (
    "incorporated|inc|corporation|corp|company|co|limited|ltd|llc|l.l.c|llp|lp|plc|gmbh|ag|kg|se|sa|s.a|sas|sarl|srl|spa|"
    "s.p.a|bv|b.v|nv|n.v|ab|as|aps|oy|oyj|pty|pte|holdings|holding|group"
)
_SUFFIX = re.compile(rf"(?<![\s,])[\s,]+(?:{_SUFFIXES.replace('.', chr(92) + '.')})\.?$", re.IGNORECASE)
# Words that say what a company makes; a name of two words is shortened to its first only before one of these.
_DESCRIPTORS = frozenset(
    {
        "robotics",
        "systems",
        "software",
        "technologies",
        "technology",
        "labs",
        "lab",
        "energy",
        "health",
        "bio",
        "therapeutics",
        "analytics",
        "logistics",
        "freight",
        "dental",
        "security",
        "networks",
        "solutions",
        "industries",
        "media",
        "foods",
        "finance",
        "capital",
        "payments",
        "data",
        "cloud",
    }
)
# Too common to stand for a company alone.
_COMMON = frozenset(
    {
        "first",
        "united",
        "general",
        "open",
        "american",
        "national",
        "global",
        "summit",
        "advanced",
        "modern",
        "digital",
        "blue",
        "new",
    }
)
TEAMS = {
    "sales": "sales",
    "revenue_operations": "RevOps",
    "marketing": "marketing",
    "customer_success": "customer success",
    "product": "product",
    "engineering": "engineering",
    "data": "data",
    "security": "security",
    "it": "IT",
    "finance": "finance",
    "people": "HR",
    "legal": "legal",
    "operations": "operations",
    "executive": "leadership",
}
ROUNDS = {
    "pre_seed": "pre-seed round",
    "seed": "seed round",
    "pre_series_a": "pre-Series A",
    "growth": "growth round",
    **{f"series_{letter}": f"Series {letter.upper()}" for letter in "abcdefgh"},
}


@cache
def _engine() -> Any:
    return import_module("inflect").engine()  # seconds to import: only where something is composed


def with_article(phrase: str) -> str:
    """`phrase` after "a" or "an", by sound: an SDR, a UX designer, an hour."""
    first = phrase.split()[0].casefold()
    if figure := _FIGURE.match(first):
        return f"{'an' if figure[1].startswith('8') or figure[1] in ('11', '18') else 'a'} {phrase}"
    if first in _ARTICLES:
        return f"{_ARTICLES[first]} {phrase}"
    return str(_engine().a(phrase))


def counted(count: int, singular: str) -> str:
    """`count` and its noun: "one sales role", "three sales roles", "12 sales roles" (words up to nine)."""
    return f"{number(count)} {singular if count == 1 else _plural(singular)}"


@lru_cache(maxsize=1024)
def _plural(noun: str) -> str:
    return str(_engine().plural_noun(noun))


@lru_cache(maxsize=1024)
def number(count: int) -> str:
    return str(num2words(count)) if 0 <= count <= 9 else str(count)


def day(when: date, as_of: date, locale: str = "en_US") -> str:
    """ "November 12" or "12 November" by locale; with the year where it is not that of `as_of`."""
    skeleton = "MMMMd" if when.year == as_of.year else "yMMMMd"
    return str(format_skeleton(skeleton, when, locale=locale))


def listing(parts: Sequence[str], locale: str = "en_US") -> str:
    """ "Snowflake, dbt, and Airflow"."""
    return str(format_list(list(parts), locale=locale))


def short_name(name: str) -> str:
    """A company as colleagues say it: no legal suffix, no shouting. Casing is otherwise kept."""
    short = name.strip()
    while (cut := _SUFFIX.sub("", short)) != short and cut:
        short = cut.strip(" ,")
    if short.isupper() and len(short) > 4:
        short = short.title()
    words = short.split()
    shortens = len(words) == 2 and words[1].casefold() in _DESCRIPTORS and len(words[0]) > 3
    return words[0] if shortens and words[0].casefold() not in _COMMON else short


def possessive(name: str) -> str:
    return f"{name}'" if name.endswith(("s", "S")) else f"{name}'s"


def lower_first(clause: str) -> str:
    """Lower case for the middle of a sentence, unless the first word is an acronym, a name in CamelCase, or I."""
    word = clause.split(maxsplit=1)[0] if clause.split() else ""
    if word == "I" or word.startswith("I'") or any(letter.isupper() for letter in word[1:]):
        return clause
    return clause[:1].lower() + clause[1:]


def upper_first(clause: str) -> str:
    word = clause.split(maxsplit=1)[0] if clause.split() else ""
    if any(letter.isupper() for letter in word):  # dbt stays dbt at the start only when it is written iPhone-like
        return clause
    return clause[:1].upper() + clause[1:]
