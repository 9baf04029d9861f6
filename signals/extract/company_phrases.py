"""The company in a noun phrase of a headline: "Berlin-based fintech startup Ledgerly, which…" names Ledgerly."""

from __future__ import annotations

import re

from signals.extract.company_words import AGENTS, GIVEN_NAMES, KINDS, NOBODY
from signals.extract.organisations import Name, display_name, organisations

_COMPOUND = re.compile(
    r"(?:-(?:based|backed|owned|led|funded|founded|focused|focussed|born|headquartered|style|inspired|powered|run|"
    r"bound|friendly|driven|first|as-a-service|for-[\w-]+)|^[\w]+-for-[\w-]+|^ex-\w+)$",
    re.IGNORECASE,
)
_NO_COMPANY = re.compile(
    r"\b(?:university|church|foundation|museum|library|campaign|super pac|pac|parliament|senate|ministry|committee|"
    r"department|charity|festival|marathon|telethon|fundraiser|republicans?|democrats?|party|diocese|council|"
    r"government|sources|report|ipo|county|movie|film|startups|companies|founders|firms|entrepreneurs|market)$",
    re.IGNORECASE,
)
_OFFICES = re.compile(
    r"^(?:sen|senator|president|presidential|governor|gov|mayor|congressman|congresswoman|king|queen|prince|princess|"
    r"pope|sir|lord|dr|mr|mrs|ms|rep|prof|professor|actor|actress|singer|rapper|billionaire|hillary|bernie|barack)\b",
    re.IGNORECASE,
)
_LEADING_CLAUSE = re.compile(
    r"^(?:with|after|as|in|at|on|armed|following|amid|despite|just|backed|fresh|flush|for|by|from|while|when|once|"
    r"fueled|fuelled|boosted|buoyed|led|having|emerging|founded|based|today)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^.*?(?:[:;|]\s+|\s[-–—]\s|\s*-{2,}\s*|…\s+)(?=[^\s-])")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]\s*")
_TRAILING = re.compile(
    r"(?:[\s,]+(?:has|have|had|just|also|quietly|officially|now|today|recently|successfully|finally|only|again|"
    r"announced that it|announces it|announced it|says it|said it|said that it|is|was|it))+\s*$",
    re.IGNORECASE,
)
_BASED = re.compile(r"\s*[\w. ]{2,30}-based\s+(?=\S)")
_PHRASE_END = re.compile(
    r"\s(?:to|for|at|in|as|after|with|on|amid|led|by|from|via|and|round|valuing|despite|which|that|who)\b|[,;:(]|\s[-–—]\s|[.!?]?\s*$",
    re.IGNORECASE,
)
_OUTER = " \t\"'“”‘’«»,"


def company_before(text: str, end: int, start: int = 0) -> Name | None:
    """The company that is the subject of what follows `text[start:end]`; None where none stands there."""
    words = _BRACKETS.sub(lambda found: " " * len(found[0]), text[start:end])
    while prefix := _PREFIX.match(words):
        if not words[prefix.end() :].strip():
            break
        start, words = start + prefix.end(), words[prefix.end() :]
    words = _TRAILING.sub("", words)
    segments = [(match.start(), match[0]) for match in re.finditer(r"[^,]+", words) if match[0].strip(_OUTER)]
    if len(segments) > 1 and (_LEADING_CLAUSE.match(words.lstrip(_OUTER)) or _BASED.match(segments[1][1])):
        segments = segments[1:]
    for number, (at, segment) in enumerate(segments):
        found = _head(segment, start + at)
        if found is not None and (number == 0 or _stands_apart(segment, found)):
            return found
    return None


def company_first(text: str, end: int) -> Name | None:
    """The company that `text[:end]` begins with, verb unknown: the first name after a descriptor, else the first."""
    runs = organisations(text[:end])
    for run in runs:
        before = text[: run.start].split()
        if before and (_bare(before[-1]) in AGENTS | KINDS or _COMPOUND.search(before[-1])):
            return _head(text[: run.end], 0)
    return _head(runs[0].name, runs[0].start) if runs else None


def _stands_apart(segment: str, found: Name) -> bool:
    """Whether a later segment is a name and little more ("…aggregator, Letterbox, bagged"), not a place in passing."""
    words = segment.split()
    return len(words) - len(found.name.split()) <= 1 and not found.name.endswith(".") and _bare(words[0]) != "which"


def company_after(text: str, start: int) -> Name | None:
    """The company named at `text[start:]`, where a noun phrase begins: "chip startup Foo to build…" names Foo."""
    stop = _PHRASE_END.search(text, start)
    phrase = text[start : stop.start() if stop else None]
    found = _head(phrase, start)
    return found if found and _name_like(found.name.split()[0]) else None


def _head(phrase: str, start: int) -> Name | None:
    """The name at the end of a noun phrase that stands at `start`."""
    tokens = [(match.start(), match.end(), match[0]) for match in re.finditer(r"\S+", phrase)]
    while tokens and not tokens[-1][2].strip(_OUTER):
        tokens.pop()
    if not tokens:
        return None
    first = _first_of_name([token for _, _, token in tokens])
    if first is None:
        return None
    begin = tokens[first][0]
    raw = phrase[begin : tokens[-1][1]]
    lead = len(raw) - len(raw.lstrip(_OUTER))
    name = re.sub(r"['’]s?$", "", display_name(raw.strip(_OUTER)))
    found = Name(name, start + begin + lead, start + begin + lead + len(name))
    return found if _may_be_company(name, [token for _, _, token in tokens[:first]]) else None


def _first_of_name(tokens: list[str]) -> int | None:
    """Index at which the name begins: after the last descriptor, else the last run of name-like tokens."""
    last = len(tokens) - 1
    if _bare(tokens[last]) in AGENTS:
        return None
    first = last
    if not _name_like(tokens[last]):
        return last if last == 0 and len(tokens[0]) > 2 else None
    for index in range(last - 1, -1, -1):
        token, bare = tokens[index], _bare(tokens[index])
        descriptor = bare in AGENTS or (bare in KINDS and index > 0) or _COMPOUND.search(token)
        if descriptor or re.search(r"(?:['’]s?|[:;,])$", token):
            break
        if bare in {"&", "of", "de", "the", "and", "+"} and index > 0 and _name_like(tokens[index - 1]):
            continue
        if not _name_like(token):
            break
        first = index
    return first


def _name_like(token: str) -> bool:
    stripped = token.strip(_OUTER)
    return any(char.isupper() or char.isdigit() for char in stripped) or bool(re.search(r"\w\.\w", stripped))


def _bare(token: str) -> str:
    return token.strip(_OUTER + ".").casefold()


def _may_be_company(name: str, before: list[str]) -> bool:
    words = name.split()
    if not any(char.isalpha() for char in name) or len(name) < 2 or len(words) > 6:
        return False
    described = any(_bare(token) in AGENTS for token in before)
    if len(words) == 1 and words[0].casefold() in NOBODY and not described:
        return False
    if words[0].casefold() in {"the", "a", "an", "how", "why", "what", "should", "is"} and len(words) == 1:
        return False
    if _NO_COMPANY.search(name) or _OFFICES.search(name):
        return False
    return described or not (len(words) in {2, 3} and words[0].casefold() in GIVEN_NAMES)
