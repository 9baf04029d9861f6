"""Names as anchors: capitalised runs, CamelCase and acronyms; people, organisations, products and places alike.

A name must stand in the evidence, the account, the contact or the offer; which kind of name it is only words the
message (drafting §2.2, §3 I8).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import pairwise

from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.words import STARTERS, Word, fold, words_of

_CAMEL = re.compile(r"^(?:[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]+\w*)$")
_SUFFIX_WORDS = """inc incorporated llc ltd limited corp corporation co company gmbh sas sa ag bv nv plc oy ab as aps
    srl spa kg se pty llp lp kk pte holdings holding"""
SUFFIXES = frozenset(_SUFFIX_WORDS.split())
# Capitalised words that name no one: the trade's acronyms, languages of time, and words of address.
_GENERIC_WORDS = """ai api arr b2b b2c bdr cac ceo cfo cio ciso cmo coo cpo cro crm cs csm csv cto cta erp eu faq fyi
    gdpr gtm hr icp id iot ip it kpi llm ltv ml mql mrr nps okr ok ops pdf pm poc pos pr qbr r&d rfp
    roi revops saas sdr sdrs sla slas smb sow sql sso tam ui ux uk us usa usd eur gbp vc vp vps svp
    evp xml ae aes bdrs reps i'd i'll i'm i've i ps p.s salesops devops finops bizops mops martech
    fintech mondays tuesdays wednesdays thursdays fridays saturdays sundays
    monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december jan feb mar apr jun jul aug sep sept
    oct nov dec english q1 q2 q3 q4 h1 h2 fy series christmas easter internet web remote
    hybrid onsite"""
GENERIC = frozenset(_GENERIC_WORDS.split())
_MONTHS = frozenset(["may", "june", "jun", "april", "august", "jan", "mar"])
_PLACES = {
    "american": "us", "america": "us", "united states": "us", "usa": "us", "u.s.": "us", "british": "uk",
    "britain": "uk", "united kingdom": "uk", "european": "europe", "german": "germany", "french": "france",
    "spanish": "spain", "italian": "italy", "dutch": "netherlands", "swedish": "sweden", "danish": "denmark",
    "norwegian": "norway", "finnish": "finland", "irish": "ireland", "polish": "poland", "swiss": "switzerland",
    "austrian": "austria", "belgian": "belgium", "portuguese": "portugal", "canadian": "canada", "indian": "india",
    "japanese": "japan", "chinese": "china", "australian": "australia", "brazilian": "brazil", "nyc": "new york",
    "sf": "san francisco",
}  # fmt: skip
_ALIASES = {"a16z": "andreessen horowitz", "sfdc": "salesforce", "aws": "amazon web services", "gcp": "google cloud"}
_JOIN = frozenset({"of", "and", "&", "de", "van", "von", "der", "den", "la", "du", "da", "di", "bin", "al"})
_TITLES_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "dr", "prof", "sir", "dame"})


def names_of(
    text: str, taken: Iterable[Anchor], *, lower_case: Collection[str] = (), subject: bool = False
) -> list[Anchor]:
    """Names outside what other anchors have `taken`. `lower_case` holds folded words that the evidence or the offer
    write in lower case: alone at the start of a sentence they are no name. In a `subject` no capital is."""
    others = tuple(taken)
    words = [w for w in words_of(text) if not any(a.overlaps(w.start, w.end) for a in others)]
    found: list[Anchor] = []
    run: list[Word] = []
    for word in words:
        if run and not _continues(text, run[-1], word):
            found.extend(_named(text, run, lower_case, subject))
            run = []
        if _is_capital(word) or (run and word.folded in _JOIN and _next_capital(words, word, text)):
            run.append(word)
        elif run:
            found.extend(_named(text, run, lower_case, subject))
            run = []
    found.extend(_named(text, run, lower_case, subject))
    return found


def _named(text: str, run: list[Word], lower_case: Collection[str], subject: bool) -> list[Anchor]:
    run = list(run)
    while run and (
        _is_plain(run[0], text, lower_case, subject or len(run) > 1, alone=len(run) == 1) or run[0].folded in _JOIN
    ):
        run = run[1:]
    while run and (run[-1].folded in _JOIN or (len(run) > 1 and run[-1].folded in GENERIC)):
        run = run[:-1]
    if not run:
        return []
    if any(w.folded == "and" for w in run):
        at = next(i for i, w in enumerate(run) if w.folded == "and")
        return _named(text, run[:at], lower_case, subject) + _named(text, run[at + 1 :], lower_case, subject)
    start, end = run[0].start, run[-1].end
    raw = text[start:end]
    raw = raw[:-2] if raw.endswith(("'s", "’s")) else raw
    return [Anchor(AnchorType.NAME, raw, start, start + len(raw), tokens=frozenset(key_of(raw)))]


def _is_plain(word: Word, text: str, lower_case: Collection[str], looser: bool, *, alone: bool) -> bool:
    """Whether a capital is only the sentence's, the subject's or the trade's."""
    if (
        (word.folded in GENERIC and (alone or word.folded not in _MONTHS))
        or word.raw in {"I", "A"}
        or re.fullmatch(r"\d+", word.folded)
    ):
        return True
    if _CAMEL.match(word.raw) or (word.raw.isupper() and len(word.folded) > 1):
        return False
    first = _starts_sentence(text, word.start)
    if not first and not (looser and alone):
        return False
    if word.folded in STARTERS or word.raw.casefold() in STARTERS:
        return True
    if not alone:
        return False
    return word.folded in lower_case or word.folded.endswith(("ing", "ly"))


def _starts_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\n\"'“”‘’(-–—")
    return not before or before[-1] in ".?!:"


def _is_capital(word: Word) -> bool:
    return word.raw[0].isupper() or bool(_CAMEL.match(word.raw)) or (word.raw.casefold() in _ALIASES)


def _continues(text: str, last: Word, word: Word) -> bool:
    between = text[last.end : word.start]
    if last.raw.endswith(("'s", "’s")):
        return False
    return between in {" ", "-", " & ", "&", ". ", " +", "\u00a0"} and not (between == ". " and len(last.folded) > 3)


def _next_capital(words: list[Word], word: Word, text: str) -> bool:
    at = words.index(word)
    return (
        at + 1 < len(words)
        and _is_capital(words[at + 1])
        and words[at + 1].folded not in STARTERS
        and text[word.end : words[at + 1].start] in {" ", ""}
    )


@lru_cache(maxsize=8192)
def key_of(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: folded, legal suffixes, initials and forms of address gone."""
    tokens = [fold(w.raw) for w in words_of(name)]
    tokens = [t for t in tokens if t not in _TITLES_OF_ADDRESS] or tokens
    while len(tokens) > 1 and tokens[-1] in SUFFIXES:
        tokens.pop()
    whole = _PLACES.get(" ".join(tokens)) or _ALIASES.get(" ".join(tokens))
    if whole:
        return tuple(whole.split())
    return tuple(t for i, t in enumerate(tokens) if len(t) > 1 or len(tokens) == 1 or not 0 < i < len(tokens) - 1)


@lru_cache(maxsize=4096)
def text_key(text: str) -> str:
    """A text as a row of folded words with a space around each, in which the key of a name can be looked up."""
    words = [fold(part) for w in words_of(text) for part in re.split(r"[-_/.]", w.raw) if part]
    kept = [w for i, w in enumerate(words) if len(w) > 1 or i == 0 or i == len(words) - 1 or w.isdigit()]
    places = [whole for w in words for whole in (_PLACES.get(w), _ALIASES.get(w)) if whole]
    pairs = [whole for a, b in pairwise(words) if (whole := _PLACES.get(f"{a} {b}"))]
    return f" {' '.join(words)} | {' '.join(kept)} | {' | '.join(places + pairs)} "


def stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text: its words in a row, plural or with its words written together."""
    key = key_of(name)
    if not key:
        return True
    stood, wanted = text_key(text), " ".join(key)
    if f" {wanted} " in stood:
        return True
    if len(key) == 1:
        return f" {wanted.rstrip('s')} " in stood and len(wanted) > 3 and wanted.endswith("s")
    if wanted.endswith("s") and f" {wanted[:-1]} " in stood:
        return True
    joined = "".join(key)
    return f" {joined} " in stood


def is_short_form(name: str, whole: str) -> bool:
    """ "Alder" for "Alder Robotics, Inc.": the first words of a name, all of which agree."""
    short, full = key_of(name), key_of(whole)
    return bool(short) and short == full[: len(short)]
