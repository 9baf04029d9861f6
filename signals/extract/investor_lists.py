"""Who put money in: the names after "led by", "with participation from", "joined by" and the like (signals §2.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signals.extract.organisations import Name, investor_key, is_investor, name_key, organisations

_LEAD = (
    r"(?:co[-\s]?)?led(?:\s+jointly)?\s+by|co-?leads?\s+(?:are|were)|angeführt\s+von|unter\s+führung\s+von|"
    r"menée?\s+par|dirigée?\s+par|liderada\s+por|encabezada\s+por"
)
_OTHER = (
    r"(?:with|and|plus|including|also|saw|has)\s+(?:the\s+)?(?:\w+\s+){0,2}?participation\s+(?:of|from|by)|"
    r"participation\s+(?:of|from|by|included|includes)|joined\s+by|alongside|(?:funding|money|investment|cash|backing|"
    r"capital|support|round|investors?|backers?|also)\s+(?:from|includes?|included|including|are|were|by)|from|"
    r"investors?\s+such\s+as|including|backed\s+by|were\s+joined\s+by|avec\s+la\s+participation\s+de|"
    r"auprès\s+d[e']|von|con\s+la\s+participación\s+de"
)
_INTRODUCED = re.compile(rf"\b(?:(?P<lead>{_LEAD})|(?P<other>{_OTHER}))\s+", re.IGNORECASE)
# Before a name in a list: "existing investor", "chip giant"; taken off, lower-case words only.
_DESCRIPTION = re.compile(
    r"(?:(?:(?!(?:for|to|at|in|with|by|on|from|sale|after|via|as)\b)[a-z][^\W\d]*(?:['’-]\w+)*|[A-Z][\w-]+-based|VCs?|VC\sfirm|[A-Z]\w+['’]s|Existing|New|And)\s+){1,6}"
)
_JOINT = re.compile(
    r"\s*(?:,\s*and\b|,\s*as\s+well\s+as\b|,|;|\band\b|&|\bas\s+well\s+as\b|\bplus\b|/|\bund\b|\bet\b|\by\b)\s+",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s+(?:To|For|At|In|As|After|With|On|Amid|Led|By|From|Via|Valuing|While|Through|Over|Ahead|And|To)\b.*$", re.DOTALL
)
_GENERIC = re.compile(
    r"^(?:(?:existing|new|angel|other|various|several|undisclosed|strategic|private|series|venture|american|european|"
    r"chinese|indian|british|german|french|us|u\.s\.|uk|silicon valley|wall street|the|a)\s*)*"
    r"(?:investors?|vcs?|angels?|others?|backers|shareholders|firms?|more|friends|family|employees|customers|round|"
    r"funding|financing|series|seed|capital|ceo|today|q[1-4]|ipo|ico|it|we|this|they|he|she|stealth|debt|equity|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|europe|asia|africa|china|india|us|uk|u\.s\.?|japan|crowdfunding|kickstarter|"
    r"crowdcube|seedrs|scratch|mars)?$",
    re.IGNORECASE,
)
_PEOPLE_NOUN = re.compile(r"^\s+(?:investors|vcs|firms|startups|start-ups|users|customers|fans|backers|donors)\b")
_MOST_INVESTORS = 15


@dataclass(frozen=True, slots=True)
class Investor:
    name: Name
    is_lead: bool


def investors(text: str, start: int, end: int) -> tuple[Investor, ...]:
    """The investors named in `text[start:end]`, a stretch already known to tell of a round; one entry a firm."""
    found: dict[str, Investor] = {}
    for match in _INTRODUCED.finditer(text, start, end):
        for name in _names(text, match.end(), end):
            key = investor_key(name.name)
            if key not in found and len(found) < _MOST_INVESTORS:
                found[key] = Investor(name, is_lead=match["lead"] is not None)
    return tuple(found.values())


def _names(text: str, at: int, end: int) -> list[Name]:
    """The names of one list that begins at `at`: until something is no name."""
    names: list[Name] = []
    while at < end:
        described = _DESCRIPTION.match(text, at, end)
        begin = described.end() if described else at
        run = next(iter(organisations(text[begin:end])), None)
        if run is None or run.start > 0:
            break
        name = _cut(run, begin)
        if not name.name or _PEOPLE_NOUN.match(text, name.end, end):
            break
        names.extend(part for part in _parts(name) if not _GENERIC.match(part.name))
        joint = _JOINT.match(text, name.end, end)
        if joint is None:
            break
        at = joint.end()
        if _INTRODUCED.match(text, at, end):
            break
    return names


def _cut(run: Name, offset: int) -> Name:
    """The run without the headline words that follow a name ("Larkspur To Build Kites")."""
    name = _STOP.sub("", run.name)
    return Name(name, offset + run.start, offset + run.start + len(name))


def _parts(name: Name) -> list[Name]:
    """ "Larkspur Ventures & Heron Partners" is two firms, "Stellar & Finch" one."""
    left, joint, right = name.name.partition(" & ")
    if joint and is_investor(left) and is_investor(right) and investor_key(name.name) == name_key(name.name):
        return [Name(left, name.start, name.start + len(left)), Name(right, name.end - len(right), name.end)]
    return [name]
