"""What an office is of where no list knows it: "vice president of flight operations", "head of private lending".

A title goes on over words written small, or over words of place, until something plainly ends it. No I/O.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from signals.extract.moves.forms import Entry, table
from signals.extract.name_words import COMMON_WORDS, GIVEN_NAMES, PLACES

_ENDS: Final = (
    r"(?=\s*(?:[,;:).]|--|[-–—]\s|$)|\s+(?:at|for|from|effective|after|before|until|following|who|will|would|is|was|has|had"
    r"|have|on|to|with|as|starting|beginning|next|last|this)\b|\s+(?:and|in)\s+[A-Z])"
)
_AREA: Final = r"[a-z][a-z&/-]*(?:,?\s(?:(?:and|&)\s)?[a-z][a-z/-]+){0,4}?"
_UNIT: Final = r"(?:division|divisions|unit|units|business|businesses|segment|arm|operations|operation|brand|brands)"
_RANK: Final = re.compile(r"(?:president|director|heads?|vp|chief|manager|officer|chief executive)$", re.IGNORECASE)
# "SVP of the central marketing group": a part of the house that the office is of.
_PART: Final = re.compile(
    r"\s(?:group|division|unit|organi[sz]ation|business|segment|team)\b"
    r"(?=\s*(?:[,.;]|$)|\s(?:at|on|from|in|who|will|effective|until|after)\b)"
)
_OF: Final = re.compile(rf"\s+of\s+({_AREA}){_ENDS}")
_OF_UNIT: Final = re.compile(
    rf"\s+of\s+(?:(?:its|the|their)\s)?((?:[A-Za-z&][\w&/-]*\s){{1,4}}?){_UNIT}\b(?!\s+(?:of|in|chief|head))"
)
_MORE: Final = re.compile(rf"\s+((?:(?:and|&)\s)?{_AREA}){_ENDS}")
_OPEN: Final = re.compile(
    rf"\b(?:(?:global|group|regional|deputy|interim|acting|corporate|senior)\s)?(?:co-)?"
    rf"(?:[Hh]eads?|[Dd]irector|[Cc]hief)\s+of\s+({_AREA}){_ENDS}|\b(?:[Tt]ech|[Ii]nterim|[Aa]cting)\s(?:[Bb]oss|[Cc]hief|[Hh]ead)\b(?!\s(?:[A-Za-z]+\s)?(?:[Oo]f|[Oo]fficer|[Ee]xecutive))"
    r"|\b[Cc]o-(?:presidents?|heads?|chiefs?)\b(?!\sof)|\b[a-z]+-[a-z]+\s(?:head|chief|boss)\b(?=\s[A-Z]\w+\s[A-Z])"
    r"|\b[Cc]hief\s(?:merchant|designer|technologist|strategist|actuary|underwriter|engineer|creative|geologist|brewer|curator)\b(?!\sofficer)"
    r"|\b(?:[Aa]cting|[Ii]nterim)\s(?:[a-z]+\s){0,3}?(?:administrator|commissioner|director|superintendent|inspector)\b"
    r"(?!\s(?:general|of)\b)"
    r"|\b(?:branch|plant|district|area|market|country|office|division)\s(?:manager|head|president)\b"
)
_PLACE: Final = re.compile(
    r",\s+(?:the\s)?([A-Z][\w.-]+(?:\s[A-Z][\w-]+)?)(?:\s(?:and|&)\s([A-Z][\w-]+))?(?=\s*[,;.)]|\s+(?:at|from)|$)"
)
_LARGE: Final = re.compile(
    r"(?:,|\s[-–—])\s(?:[A-Z][\w&-]*\s(?:(?:and|&)\s)?){0,3}?(?:Operations|Sales|Marketing|Planning|Services|Development|Management"
    r"|Affairs|Relations|Resources|Banking|Lending|Strategy|Engineering|Technology|Finance|Communications|Analytics"
    r"|Experience|Partnerships|Compliance|Products|Programs|Solutions|Success|Security|Merchandising|Procurement)\b"
)
# "its vice president, Claims, Ann Roe": what the office is of, between commas before the name.
_NAMED: Final = re.compile(
    r",\s([A-Z][a-z]+(?:\s(?:and|&)\s[A-Z][a-z]+|\s[A-Z][a-z]+)?)(?=,\s[A-Z][\w’'-]+\s(?:[A-Z]\.\s)?[A-Z])"
)
_FURTHER: Final = re.compile(
    r"\s(?:(?:and|&)\s)?(?:Success|Experience|Operations|Services|Partnerships|Relations|Strategy)\b"
)
_GERMAN: Final = re.compile(
    r"\s+für\s+(?:die\s|das\s|den\s)?(?:[A-ZÄÖÜ][\w-]*(?:[Rr]egion|[Rr]aum|[Mm]arkt|[Mm]ärkte|[Gg]eschäft)\b)"
)
# "head of state" is of another walk of life; "director of the company" names no area.
_NO_AREA: Final = frozenset(
    """the a an its his her their our one two both rival state steam household government police party mission
    company firm group bank startup start-up maker giant retailer airline board directors nations school studies
    photography council fire staff security's department art arts that this these those itself all time""".split()  # noqa: SIM905
)


def grown_area(text: str, start: int, end: int, limit: int) -> int:
    """Where the title `text[start:end]` ends with what it is of, at most at `limit`."""
    german = _GERMAN.match(text, end, limit)
    if german:
        return german.end()
    further = _FURTHER.match(text, end, limit)
    if further and text[start:end].split()[-1].istitle() and re.search(r",|\bof\b", text[start:end]):
        return further.end()
    part = _PART.match(text, end, limit) if " of the " in text[start:end] else None
    if part:
        return part.end()
    if not _RANK.search(text[start:end]):
        more = _MORE.match(text, end, limit) if re.search(r"\bof\s+\S", text[start:end]) else None
        return more.end(1) if more and is_area(more[1]) else end
    unit = _OF_UNIT.match(text, end, limit)
    if unit and not any(word in {"of", "at", "for", "in", "and"} for word in unit[1].split()[:1]):
        return unit.end()
    of = _OF.match(text, end, limit)
    if of and is_area(of[1]):
        return of.end(1)
    large = _LARGE.match(text, end, limit)
    if large:
        return large.end()
    between = _NAMED.match(text, end, limit)
    if between and not set(between[1].casefold().split()) & GIVEN_NAMES:
        return between.end(1)
    place = _PLACE.match(text, end, limit)
    named = [name for name in (place[1], place[2]) if name] if place else []
    if place and all(word.casefold().strip(".") in PLACES for name in named for word in name.split()):
        return place.end()
    return end


def parted_titles(text: str, titles: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The titles with those parted that belong to two people ("become chairman, and finance chief Ann Roe will",
    "Ann Roe quits as CEO, CTO Ben Low to follow")."""
    for start, end in titles.items():
        joint = re.search(r",\s+and\s+", text[start:end]) or (
            re.search(r",\s+(?!and\b)", text[start:end])
            if _TOLD_BEFORE.search(text, max(0, start - 60), start)
            else None
        )
        if joint and re.match(r"\s[A-Z][\w.’'-]+\s[A-Z]", text[end : end + 40]):
            yield start, start + joint.start()
            yield start + joint.end(), end
        else:
            yield start, end


# "resigns as Acme CEO, …": somebody before has the office that begins here.
_TOLD_BEFORE: Final = re.compile(r"\bas\s(?:the\s|its\s)?(?:[A-Z][\w&’'-]*\s){0,3}\Z")
# "Kestrel chief Ann Roe", "Kestrel boss Ann Roe"; those of states and their bodies are of another walk of life.
_OF_COMPANY: Final = re.compile(
    r"\b([A-Z][\w&-]*)(?:['’]s)?\s((?:interim\s)?(?:chief|boss|Chief|Boss))(?=\s([A-Z][\w’'-]+)\s[A-Z])"
)
_OF_STATE: Final = frozenset(
    """army navy military police fire spy intelligence union party security defence defense nato eu un imf who fed ecb
    fbi cia fifa uefa ioc opec nhs bbc league rebel gang mafia tribal chief the its his her a""".split()  # noqa: SIM905
)


def open_titles(text: str) -> Iterator[tuple[int, int]]:
    """The titles of `text` that only their words "head of", "director of" or "chief of" show."""
    for found in _OF_COMPANY.finditer(text):
        small = found[2][0].islower() or found[3].casefold() in GIVEN_NAMES
        if small and found[1].casefold() not in _OF_STATE | COMMON_WORDS:
            yield found.start(2), found.end(2)
    for found in _OPEN.finditer(text):
        if found[1] is None:
            plural = found[0].startswith(("co-", "Co-")) and found[0].endswith("s")
            yield found.start(), found.end() - plural
        elif is_area(found[1]):
            yield found.start(), found.end(1)


def _is_verb(entry: Entry) -> bool:
    """Whether a form is no word of an area: no area "of stores and bringing in"."""
    return entry.code not in "uk" and (not entry.rest or entry.form == "gerund")


def is_area(words: str) -> bool:
    """Whether words written small could be a field of work: no verb, no article, no other word of a sentence."""
    known = table()
    told = [word.strip(",") for word in words.split()]
    told = [word for word in told if word not in {"and", "&"}]
    used = {word for word in told if any(_is_verb(entry) for entry in known.get(word, ()))}
    return bool(told) and not used and not any(word in _NO_AREA or word.endswith("ed") for word in told)
