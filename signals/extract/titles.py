"""Job titles: what a title is about and how senior it is, by ordered token rules (spec/signals.md §2.3). No I/O."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from agent.domain.contacts import Function, Seniority
from signals.extract.title_abbreviations import ABBREVIATIONS
from signals.extract.title_rules import FUNCTION_RULES, SENIORITY_RULES
from signals.extract.title_spans import may_hold_title, title_pattern


@dataclass(frozen=True, slots=True)
class TitleClass:
    """`is_board` is true only of seats on a board that are no office ("Chairman and CEO" is an office)."""

    function: Function
    seniority: Seniority
    is_board: bool


@dataclass(frozen=True, slots=True)
class TitleSpan:
    """`raw == text[start:end]` is a job title, or several of one person ("Chairman and CEO")."""

    start: int
    end: int
    raw: str


_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?", re.UNICODE)
_SKIPPED = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "a",
        "an",
        "in",
        "at",
        "to",
        "de",
        "des",
        "du",
        "la",
        "le",
        "et",
        "y",
        "e",
        "der",
        "die",
        "das",
        "und",
        "fur",
        "im",
    }
)
_FEMININE = re.compile(r"(?<=[a-z])(?:\*in|:in|_in|/in|\(in\)|/-in)\b")
# "V.P. of Sales", "C.E.O."
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,5}")
_GENDER = re.compile(r"\(?\b[mwfhdx](?:\s?[/|,]\s?[mwfhdx]){1,3}\b\)?|\(all genders?\)", re.IGNORECASE)


def folded(text: str) -> str:
    """Lower case without accents; "ß" is "ss", so that "Geschäftsführer" reads "geschaftsfuhrer"."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=65_536)
def normal_title(title: str) -> str:
    """The title in lower case, abbreviations written out, one space between words: what the rules read."""
    text = _FEMININE.sub("", folded(_GENDER.sub(" ", title[:200])))
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    text = (
        text.replace("r&d", "research and development")
        .replace("m&a", "mergers and acquisitions")
        .replace("l&d", "learning and development")
        .replace("fp&a", "financial planning and analysis")
    )
    text = text.replace("&", " and ").replace("+", " and ").replace("co-founder", "cofounder")
    words = (word for token in _TOKEN.findall(text) for word in ABBREVIATIONS.get(token, token).split())
    return " ".join(words)


def title_tokens(title: str) -> frozenset[str]:
    """The words of a title in normal form: "VP of Sales" and "Vice President, Sales" give the same set."""
    return frozenset(normal_title(title).split()) - _SKIPPED


@lru_cache(maxsize=65_536)
def classify(title: str) -> TitleClass:
    """Function and seniority of a title in English, German, French or Spanish; an unknown one is an individual's
    in operations."""
    text = normal_title(title)
    seniority = next((rank for rank, pattern in SENIORITY_RULES if pattern.search(text)), Seniority.INDIVIDUAL)
    function = next((about for about, pattern in FUNCTION_RULES if pattern.search(text)), Function.OPERATIONS)
    if seniority is Seniority.BOARD:
        function = Function.EXECUTIVE
    return TitleClass(function, seniority, seniority is Seniority.BOARD)


def titles_in(text: str) -> tuple[TitleSpan, ...]:
    """Every job title of `text` in its order, with what it is of ("vice president of sales"), without organisations."""
    if not may_hold_title(text):
        return ()
    return tuple(_singular(match.start(), match[0]) for match in title_pattern().finditer(text))


def _singular(start: int, raw: str) -> TitleSpan:
    """Two "co-CEOs" are each a co-CEO, "vice presidents" each a vice president."""
    one = raw[:-1] if raw.endswith(("Os", "directors", "presidents")) else raw
    return TitleSpan(start, start + len(one), one)
