"""Runs of capitalised words in a sentence: whose name each is, where it begins and ends."""

from __future__ import annotations

import re

from signals.extract.lost_apostrophes import has_lost_mark
from signals.extract.moves.german_nouns import GERMAN_PARTICLES, is_german, is_noun
from signals.extract.moves.marks import (
    AGED,
    AGENCIES,
    BESIDE_SPANS,
    CALLINGS,
    COUNTS,
    FOR_BODY,
    GERMAN_ARTICLES,
    HONOURS,
    LAST_IN_NAMES,
    NICKNAME,
    NO_SURNAME,
    NUMBERS,
    OF_BODY,
    SPANS,
    SUFFIX,
    TRADE,
    TRADES,
    WORD,
)
from signals.extract.moves.scan import Scan
from signals.extract.name_words import GIVEN_NAMES, HONORIFICS, ORGANISATION_WORDS, PARTICLES, PLACES, SURNAMES
from signals.extract.people import is_person
from signals.extract.titles import folded


def read_name(scan: Scan, at: int) -> int:
    """Read a run of capitalised words; a person's name at its end is a chunk of its own."""
    words = [WORD.match(scan.text, at, scan.end)]
    while (further := _further(scan, words[-1])) is not None:
        words.append(further)
    spans = [(word.start(), word.end()) for word in words if word is not None]
    if len(spans) > 1 and at == scan.start and _is_trade(scan.text[slice(*spans[0])]):
        scan.add("w", *spans[0])
        spans = spans[1:]
    described = next((at for at, span in enumerate(spans) if folded(scan.text[slice(*span)]) in _KINDS), 0)
    if 0 < described < len(spans) - 1:  # "Das Berliner Start-up Kestrel"
        scan.add("w", spans[0][0], spans[described][1])
        spans = spans[described + 1 :]
    if len(spans) > 1 and _is_calling(scan, spans[0]):
        scan.add("w", *spans[0])
        spans = spans[1:]
    if len(spans) > 1 and _is_dateline(scan, spans[0], spans[1]):
        spans = spans[1:]
    if has_lost_mark(scan.text, spans, scan.titles):
        first, stop = spans[0]
        scan.add("N", first, stop - 1)
        scan.add("p", stop - 1, stop)
        return read_name(scan, spans[1][0]) if len(spans) > 1 else stop
    body = _BODY.match(scan.text, spans[-1][1], scan.end)
    if body and len(spans) > 1 and scan.is_after("the"):
        return scan.add("N", spans[0][0], body.end())
    suffix = SUFFIX.match(scan.text, spans[-1][1], scan.end)
    end = suffix.end() if suffix else spans[-1][1]
    first = _person_within(scan, spans, end)
    if first > 0:
        described_as = first == 1 and scan.is_after("der die den dem des") and is_german(scan.sentence)
        scan.add("w" if described_as else "N", spans[0][0], spans[first - 1][1])
    scan.add(_kind(scan, spans[first][0], end), spans[first][0], end)
    honour = WORD.match(scan.text, end + 1, scan.end)
    return honour.end() if honour and honour[0] in HONOURS and scan.text[end] == " " else end


_KINDS = frozenset("start-up startup scale-up fintech biotech unternehmen traditionsunternehmen konzern".split())  # noqa: SIM905
# "The Coastal Water Board has": a body of that name, and not the board of a company.
_BODY = re.compile(r" Board(?=[ ,.](?!of\b))")


def _is_trade(word: str) -> bool:
    return folded(word) in TRADES or (word.endswith("maker") and word.istitle())


def _is_calling(scan: Scan, first: tuple[int, int]) -> bool:
    """ "Der Logistiker Trossmann", "das Softwarehaus Kestrel": German says what a company is before its name."""
    after_article = bool(scan.chunks) and scan.chunks[-1].raw.casefold() in GERMAN_ARTICLES | {
        "beim",
        "vom",
        "zum",
        "im",
    }
    return after_article and scan.text[slice(*first)].endswith(CALLINGS)


def _is_dateline(scan: Scan, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether a run begins with its place of news, all in capitals ("TAIPEI Acme said")."""
    place = scan.text[slice(*first)]
    if place == "US" and folded(scan.text[slice(*second)]) in ORGANISATION_WORDS:
        return False
    return place.isupper() and place.casefold() in PLACES and not scan.text[slice(*second)].isupper()


def _person_within(scan: Scan, spans: list[tuple[int, int]], end: int) -> int:
    """Where in the run a known given name opens a person's name; 0 where none does."""
    for index in range(1, len(spans) - 1):
        word = scan.text[slice(*spans[index])]
        before = scan.text[slice(*spans[index - 1])]
        if word.casefold() in GIVEN_NAMES and before.casefold() not in GIVEN_NAMES and not _is_initial(before):
            alone = is_person(scan.text[spans[index][0] : end])
            article = bool(scan.chunks) and scan.chunks[-1].raw.casefold() in GERMAN_ARTICLES
            if alone and (article or not is_person(scan.text[spans[0][0] : end])):
                return index
    return 0


def _further(scan: Scan, last: re.Match[str] | None) -> re.Match[str] | None:
    """The word that goes on with the name whose last word so far is `last`."""
    if last is not None and scan.text[last.end() : last.end() + 1] == "/":
        stroke = _capital(scan, last.end() + 1)
        return stroke if stroke and folded(stroke[0]) not in AGENCIES else None
    if last is not None and folded(last[0]) in GIVEN_NAMES:
        nickname = NICKNAME.match(scan.text, last.end(), scan.end)
        if nickname:
            return _capital(scan, nickname.end())
    if last is not None and last[0] in {"St", "Ste"} and scan.text.startswith(". ", last.end()):
        return _capital(scan, last.end() + 2)
    if last is None or scan.text[last.end() : last.end() + 1] not in {" ", "\u00a0", "\n"}:
        return None
    at = last.end() + 1
    word = WORD.match(scan.text, at, scan.end)
    if word is None:
        joint = re.compile("&(?:amp;)? ").match(scan.text, at, scan.end)
        return _capital(scan, joint.end()) if joint else None
    lower = word[0].casefold()
    if word[0] in HONOURS or (lower in GERMAN_PARTICLES and is_noun(last[0], scan.sentence)):
        return None
    if word[0] == "zu" and last[0] not in {"von", "und"} and lower not in GIVEN_NAMES and not _is_after_given(scan, at):
        return None  # "von Kestrel zu Ridgeway"
    if word[0] in PARTICLES or last[0].casefold() in {"of": OF_BODY, "for": FOR_BODY}.get(lower, frozenset()):
        beyond = word.end() + 1
        return _capital(scan, beyond) or (_further(scan, word) if word[0] in PARTICLES else None)
    if lower == "a" and word[0] == "A" and _capital(scan, word.end() + 1):
        return word
    return _capital(scan, at)


def _capital(scan: Scan, at: int) -> re.Match[str] | None:
    word = WORD.match(scan.text, at, scan.end) if at < scan.end else None
    if word is None or not is_capital(word[0]) or at in scan.titles or at in scan.dates:
        return None
    if _is_after_given(scan, at) and (folded(word[0]) in SURNAMES or not (scan.is_headline or word[0].isupper())):
        return word
    if folded(word[0]) in LAST_IN_NAMES and not scan.is_headline:
        return word
    if scan.is_common(word):
        return None
    found = scan.function(at)
    if found and (scan.is_headline or found[0].code not in "dfs&I"):
        return None
    return word


def _is_after_given(scan: Scan, at: int) -> bool:
    before = scan.text[max(scan.start, at - 24) : at].split()
    return bool(before) and folded(before[-1]) in GIVEN_NAMES


def _kind(scan: Scan, start: int, end: int) -> str:
    raw = scan.text[start:end]
    words = raw.split()
    if folded(raw) in scan.known.organisations:
        return "N"
    if len(words) == 1 and scan.chunks and scan.chunks[-1].raw.casefold() in GERMAN_ARTICLES and TRADE.search(raw):
        return "w"
    if _is_time(words) or (len(words) == 1 and is_noun(raw, scan.sentence)):
        return "w"
    if len(words) > 2 and words[-1].strip(".") in {"Jr", "Sr", "III"}:
        return "P"
    if folded(words[0]) in NUMBERS or folded(words[-1]) in SPANS:
        return "N"
    if 1 < len(words) < 5 and scan.chunks and folded(scan.chunks[-1].raw) in HONORIFICS:
        return "P"
    if len(words) == 2 and scan.is_after("departing outgoing") and folded(words[1]) not in ORGANISATION_WORDS:
        return "P"
    if len(words) == 1:
        return "P" if _is_lone_surname(scan, raw) else "N"
    return "P" if is_person(NICKNAME.sub(" ", raw)) else "N"


def _is_time(words: list[str]) -> bool:
    """ "Months Before IPO", "Three Weeks After", "Years Ahead", "die 48-Jährige": how long, how old, and no name."""
    if len(words) == 1:
        return folded(words[0]) in SPANS or AGED.fullmatch(words[0]) is not None
    spanned = folded(words[-1]) in SPANS and folded(words[0]) in NUMBERS | COUNTS
    return spanned or (folded(words[0]) in SPANS and folded(words[-1]) in BESIDE_SPANS)


# "Geschäftsführer Österreich": where an office is, and nobody's name.
_COUNTRIES = frozenset(
    """osterreich deutschland schweiz frankreich italien spanien europa nordamerika sudamerika asien skandinavien
    belgien niederlande polen allemagne suisse espagne italie belgique europe amerique espana francia alemania italia
    portugal mexiko mexico dach benelux nordics iberia""".split()  # noqa: SIM905
)


def _is_lone_surname(scan: Scan, raw: str) -> bool:
    before = scan.chunks[-1] if scan.chunks else None
    plain = folded(raw)
    if raw.isupper() or plain in ORGANISATION_WORDS or plain in PLACES | NO_SURNAME | _COUNTRIES:
        return False
    if before is not None and before.code == "d" and before.raw.casefold().strip(".") in HONORIFICS:
        return True
    return plain in scan.known.surnames or (before is not None and before.code == "T" and raw.isalpha())


def is_capital(word: str) -> bool:
    """Large first letter, or a large one within ("eBay"), or a figure with a letter ("3M")."""
    return (
        word[0].isupper() or any(letter.isupper() for letter in word[1:]) or (word[0].isdigit() and word[-1].isupper())
    )


def _is_initial(word: str) -> bool:
    return len(word.strip(".")) == 1
