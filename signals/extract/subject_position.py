"""Whether a name stands where the subject of a clause stands, read from the words to its left alone.

The words between the last break and the name may describe it ("Lisbon bike maker X", "the Berlin-based start-up X"),
but none of them may govern it: a preposition, a verb or a gerund makes the name an object.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from signals.extract.dates import MONTHS


class Position(Enum):
    """OPENS: subject of a main clause. FOLLOWS: may be one, behind a comma or an "and". INSIDE: governed by a word."""

    OPENS = auto()
    FOLLOWS = auto()
    INSIDE = auto()


_BREAK = re.compile(
    r"[:;–—|•\n]\s*|\.\s+|[\"“”‘«„(\[]\s*|\s-\s+|,\s+|\s/\s+"
    r"|\b(?:and|that|when|how|why|where|says?|said|while|whether|because|if|but|und|dass|et|que|y|as|after|before|since|until"
    r"|nachdem|weil|als|après que|porque)\s+",
    re.I,
)
_HARD: Final = frozenset(':;–—|•\n."“”‘«„')
_CLAUSE_WORDS_TEXT = """
    that when how why where says say said while whether because if but dass que as after nachdem weil als porque
"""
_CLAUSE_WORDS: Final = frozenset(_CLAUSE_WORDS_TEXT.split())
# Behind these a name without a verb is an object of time or measure, not a subject.
_TIME = re.compile(
    r"^(?:(?:on|in|by|since|late|early|earlier|this|last|am|im|le|el)\s+)?(?:\w+\s+){0,2}?"
    r"(?:today|yesterday|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|week|month|year"
    rf"|quarter|{MONTHS}|\d{{4}}|heute|gestern"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|hoy|ayer|hier|aujourd['’]hui|now|meanwhile|separately|elsewhere)\s+",
    re.I,
)
_GOVERNS_TEXT = """
    of for to with by from against on via through over under between than at in into onto near about across
    among amid within without behind toward towards upon per beyond around off out inside outside despite during
    like unlike versus vs including concerning regarding following is are was were be been being has have had
    will would can could may might must should does did do says told mit für von vom bei zu zum zur aus nach auf
    an gegen über unter durch ohne um neben seit avec pour chez de du des par dans sur sous contre sans vers d
    con para por en del al desde sobre entre hasta contra not no or nor every each which who whose whom
"""
_GOVERNS: Final = frozenset(_GOVERNS_TEXT.split())
# Prepositions that only describe the noun before them.
_DESCRIBES = re.compile(
    r"\b(?:en\s(?:ligne|línea|vogue)|à\sdomicile|de\sluxe|de\slujo|a\sdomicilio|aus\s[A-ZÄÖÜ]\w+|as\sa\sservice|to\sgo)\s",
    re.I,
)
_GERUND = re.compile(r"^[a-z]+(?:ing|eant|iendo|ando)$")
_FINITE = re.compile(r"^[a-z]{3,}(?:es|ed|ied)$")
_NOUNS_IN_ES_TEXT = """
    services sales devices supplies homes vehicles bikes shoes clothes foods series wines dishes resources
    securities properties batteries games trades series drones perishables microwaves aerospaces enterprises
    wholesales mobiles vaccines medicines machines engines airlines telecoms robotics logistics
"""
_NOUNS_IN_ES: Final = frozenset(_NOUNS_IN_ES_TEXT.split())
_PARTICIPLES_THAT_DESCRIBE_TEXT = """
    backed based listed owned funded renowned troubled embattled fabled so-called automated connected integrated
    distributed embedded unmanned limited united advanced applied venture-backed
"""
_PARTICIPLES_THAT_DESCRIBE: Final = frozenset(_PARTICIPLES_THAT_DESCRIBE_TEXT.split())
_NAME = re.compile(r"[A-ZÀ-Þ]")


def position_of(left: str) -> Position:
    """Where a name stands whose clause begins with `left`, the words of its sentence before it."""
    left = left[-300:]
    broken = 0
    mark = ""
    for found in _BREAK.finditer(left):
        broken, mark = found.end(), found[0]
    lead = left[broken:]
    if lead and _is_governed(_TIME.sub("", lead) if broken == 0 or mark.strip() in _HARD else lead):
        return Position.INSIDE
    word = mark.strip().casefold()
    if not mark or word in _HARD or not word or mark == " - ":
        return Position.OPENS
    if word in _CLAUSE_WORDS:
        return Position.OPENS
    if word == "," and _is_fronted(left[:broken]):
        return Position.OPENS
    return Position.FOLLOWS


def _is_governed(lead: str) -> bool:
    """Whether a word of `lead` takes the name as its object."""
    lead = _DESCRIBES.sub(" ", lead)
    words = [word.strip(".,'’\"") for word in re.split(r"[\s’']+", lead.strip()) if word]
    if len(words) > 9:
        return True
    for nth, word in enumerate(words):
        bare = word.casefold()
        if bare in _GOVERNS:
            return True
        last = nth == len(words) - 1
        if last and bare in {"a", "an", "another"}:
            return True  # "a Talvexa reseller"; in Spanish "to Talvexa"
        if last and _GERUND.match(word) and bare not in {"leading", "boeing"}:
            return True
        if nth and _FINITE.match(word) and bare not in _NOUNS_IN_ES and bare not in _PARTICIPLES_THAT_DESCRIBE:
            return True
    # "incoming Jasper County commissioner" names somebody else; "Lisbon bike maker" is a place that describes.
    return False


_FRONTS_TEXT = """
    after as while with in on at following despite backed founded based armed fresh when since because though
    although once under for to over during amid until before by from if like unlike launched started created led
    powered headquartered established freshly flush buoyed known meanwhile separately however elsewhere also
    today yesterday now later then still earlier mit nach seit im am bei trotz après avec depuis fondée fondé
    basée basé en tras con desde fundada fundado just having citing hoping seeking aiming looking
"""
_FRONTS: Final = frozenset(_FRONTS_TEXT.split())


def _is_fronted(before: str) -> bool:
    """Whether `before`, which ends in a comma, is a phrase in front of the subject ("Backed by Ardent, ")."""
    clause = re.split(r"[:;–—|\n\"“”]\s*|\.\s+", before)[-1].strip()
    first = re.match(r"[\w’'-]+", clause)
    return bool(first and first[0].casefold() in _FRONTS)
