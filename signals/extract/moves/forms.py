"""The lexicon of `moves.lexicon` as a table by first word: what a word of a text is, with every form of its verb."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from signals.extract.moves.lexicon import ENGLISH, FOREIGN, IRREGULAR, NOUNS, SMALL

_WORD: Final = re.compile(r"[^\W_]+(?:['’.-](?!s\b)[^\W_]+)*")
_VOWELS: Final = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Entry:
    """One form: its code, its lemma, whether it may be a participle, the words that follow, a particle further on."""

    code: str
    lemma: str
    form: str = "finite"
    rest: tuple[str, ...] = ()
    particle: str = ""
    is_weak: bool = False
    is_foreign: bool = False


def conjugated(verb: str) -> dict[str, str]:
    """The forms of an English verb: base, finite ("names"), past, participle, gerund; past may be the participle."""
    past, participle, gerund = IRREGULAR.get(verb) or _regular(verb)
    finite = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "go")) else "s")
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        finite = verb[:-1] + "ies"
    forms = {finite: "finite", gerund: "gerund", participle: "participle"}
    forms[past] = "past" if past == participle else "finite"
    return {verb: "base"} | forms if past == verb else forms | {verb: "base"}


def _regular(verb: str) -> tuple[str, str, str]:
    if verb.endswith("e"):
        return verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    return verb + "ed", verb + "ed", verb + "ing"


@cache
def table() -> dict[str, tuple[Entry, ...]]:
    """Every entry by its first word, the longest first."""
    rows: dict[str, list[Entry]] = {}
    for code, phrases in ENGLISH.items():
        for phrase in _phrases(phrases):
            for first, entry in _english(code, phrase):
                rows.setdefault(first, []).append(entry)
    for code, phrases in (*NOUNS.items(), *FOREIGN.items(), *SMALL.items()):
        form = "past" if code in "Vx" else "noun" if code in "RO" else "finite"
        for phrase in _phrases(phrases):
            words, _, particle = phrase.partition(" ... ")
            first, *rest = words.casefold().split()
            entry = Entry(code, phrase, form, tuple(rest), particle.strip(), is_foreign=code not in SMALL)
            rows.setdefault(first, []).append(entry)
    order = lambda entry: (-len(entry.rest), not entry.particle)  # noqa: E731
    return {first: tuple(sorted(entries, key=order)) for first, entries in rows.items()}


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()]


def _english(code: str, phrase: str) -> list[tuple[str, Entry]]:
    weak, words = phrase.startswith("~"), phrase.lstrip("~").split()
    if words[0] in {"no", "be", "is"}:
        return [(words[0], Entry(code, phrase.lstrip("~"), "finite", tuple(words[1:]), is_weak=weak))]
    return [
        (first, Entry(code, " ".join(words), form, tuple(words[1:]), is_weak=weak))
        for first, form in conjugated(words[0]).items()
    ]


def match_at(text: str, at: int, end: int) -> tuple[Entry, int] | None:
    """The longest entry whose words begin at `at`, and where they end; None for a word that the lexicon lacks."""
    word = _WORD.match(text, at, end)
    if word is None:
        return None
    for entry in table().get(word[0].casefold().replace("’", "'"), ()):
        stop = _rest(text, word.end(), end, entry.rest)
        if stop and (not entry.particle or _has_particle(text, stop, end, entry.particle)):
            return entry, stop
    return None


def noun_at(text: str, at: int, end: int) -> tuple[Entry, int] | None:
    """The noun of coming or going at `at`, where a verb has the same form ("her exit")."""
    word = _WORD.match(text, at, end)
    entries = table().get(word[0].casefold(), ()) if word else ()
    noun = next((entry for entry in entries if entry.form == "noun" and not entry.rest), None)
    return (noun, word.end()) if word and noun else None


_OPTIONAL: Final = frozenset({"his", "her", "their", "its", "the", "a", "newly", "created", "new", "additional"})


def _rest(text: str, at: int, end: int, rest: tuple[str, ...]) -> int:
    """Where the words `rest` end behind `at`, an article between them aside; 0 where they do not stand there."""
    for wanted in rest:
        for _ in range(3):
            found = _WORD.match(text, at + 1, end) if text[at : at + 1] in {" ", "\u00a0", "\n"} else None
            if found is None:
                return 0
            plain = found[0].casefold().replace("’", "'")
            at = found.end()
            if plain == wanted or plain not in _OPTIONAL:
                break
        if plain != wanted:
            return 0
    return at


def _has_particle(text: str, at: int, end: int, particle: str) -> bool:
    return re.search(rf"\b{re.escape(particle)}\b", text[at : min(end, at + 160)], re.IGNORECASE) is not None
