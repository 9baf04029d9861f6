"""Who put money in: the names after "led by", "with participation from", "joined by" and the like (signals §2.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signals.extract.organisations import Name, investor_key, is_investor, is_listed, name_key, organisations

_LEAD = (
    r"lead-?\s?investor(?:in)?\s+(?:ist|war|wird)|lead\s+investors?(?=\s+(?-i:[A-Z]))|(?:runde|series[-\s][a-h]|finanzierung|investition)\s+(?:wird|wurde)\s+von(?=\s[^.;]{2,80}\s(?:an)?geführt)|"
    r"(?:co[-\s]?)?led(?:\s+jointly)?\s+by|angeführt\s+(?:wird|wurde)\s+(?:die|diese)\s+(?:[\w-]+)\s+von|"
    r"co-?leads?\s+(?:are|were)|angeführt\s+von|unter\s+führung\s+von|"
    r"menée?\s+par|dirigée?\s+par|liderada\s+por|encabezada\s+por"
)
_OTHER = (
    r"(?:with|and|plus|including|also|saw|has)\s+(?:the\s+)?(?:\w+\s+){0,2}?participation\s+(?:of|from|by)|"
    r"participation\s+(?:of|from|by|included|includes)|joined\s+by|joined(?=\s+(?-i:[A-Z])[^.;]{2,80}\sin\s+(?:the|this)\s+(?:round|financing))|alongside|(?:funding|money|investment|cash|backing|"
    r"capital|infusion|support|round|investors?|backers?|which|also)\s+(?:from|includes?|included|including|"
    r"are|were|by)|from|"
    r"investors?\s+(?:such\s+as|like)|including|(?:backed|supported|provided)\s+by|(?:million|mn|crore|"
    r"cr|billion|bn|\d[mkb])\s+by|with(?=\s+(?-i:[A-Z])[^.;]{2,120}\s(?:also\s+)?participating)|"
    r"were\s+joined\s+by|avec\s+la\s+participation\s+de|"
    r"(?:dólares|euros|pesos|millones|reales)\s+de(?=\s+(?-i:[A-Z]))|together\s+with|gemeinsam\s+mit|"
    r"(?:funded|financed)\s+by|"
    r"(?:,|round|financing|funding|investment|\bseries\s[a-h]|cash|capital|\d[mkb]|million|billion)\s+with"
    r"(?=\s+(?:the\s+)?(?-i:[A-Z]))|(?:ventures|capital|partners|fund)\s+with(?=\s+(?-i:[A-Z]))|(?:adds?|added|lands?|landed|welcome[sd]?)(?=\s+(?-i:[A-Z])[^.;:$€£]{2,80}\s(?:to|in|into|for)\s+(?:(?:its|the|an?)\s+)?"
    r"(?:[$€£]\S{1,8}\s+)?(?:series\s[a-h]|round|financing|seed)\b)|(?:mit\s+dabei|beteiligt|dabei)\s+(?:sind|ist|waren)|"
    r"(?:existing|returning|current|previous|earlier|new)\s+(?:investors?|backers?)(?=\s+(?-i:[A-Z]))|"
    r"(?:on|via|through)\s+(?:the\s+)?(?:[\w-]+\s+)?angel\s+(?:[\w-]+\s+)?(?:platform|network)|angels\s+(?:on|via|through)|"
    r"auch(?:\s+(?:der|die|das))?(?=\s[^.;]{2,80}\s(?:dabei|beteiligt|mit\s+an\s+bord))|"
    r"(?:equity|preferred\s+(?:stock|shares))\s+to|(?:funding|investment|financing)\s+deal\s+with|help\s+from|con(?=\s+(?-i:[A-Z]))|avec(?=\s+(?-i:[A-Z])|\s[^.;]{2,60}\sen\s+chef)|"
    r"auprès\s+d[e'’]|von|con\s+la\s+participación\s+de"
)
_INTRODUCED = re.compile(rf"\b(?:(?P<lead>{_LEAD})|(?P<other>{_OTHER}))(?:\s+|(?<=d['’]))", re.IGNORECASE)
# "Larkspur Ventures led the round", "Heron and Oakhollow also participated".
_SUBJECT = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;:,] )|(?<=with )|(?<=as )|(?<=while )|"
    r"(?<=and ))(?:(?:(?:existing|earlier|current|prior|previous|returning|new|early)\s+)?"
    r"(?:investors?|backers?)\s+)?(?P<names>(?-i:[A-Z0-9])(?:(?!\s(?:for|as|to|raises?|after|gets|with)\s)[^.;:¤$€£]|"
    r"(?<=\b[A-Z])\.){1,150}?)\s+"
    r"(?:(?P<lead>(?:co-?|jointly\s+)?led)\s+(?:the|this|its)\s+(?:[\w-]+\s+){0,3}?(?:round|financing|"
    r"investment|funding|series\s[a-h]|seed|deal)|"
    r"(?:also\s+|both\s+|are\s+|is\s+|all\s+)?(?:participat(?:ed|e|ing|es)|took\s+part|"
    r"joined\s+the\s+round|follow(?:s|ed|ing)?(?=\s*(?:$|[.,;]))|on\s+board|back\s+for\s+more|comes?\s+in(?=\s*$)|"
    r"in(?=\s*(?:$|[.;]))|among\s+(?:those\s+investing|(?:the\s+|its\s+)?(?:investors|backers))|chip(?:s|ped)?\s+in|came\s+in|back(?:s|ed)?(?=\s+(?:it|the\s+(?:round|company))\b|\s*(?:$|[.;]))|join(?:s|ed|"
    r"ing)?(?=\s*(?:$|[.,;])|\s+(?:existing|returning|current|previous|earlier)\s+(?:investors?|backers?)\s)|doubl(?:e|es|ed|ing)\s+down|bets?(?=\s)|invest(?:ed|s|ing)?\b|steig(?:t|en)\s+ein|beteilig(?:t|en)\s+sich)|"
    r"(?P<leads>leads?|leading|led|co-led)(?=\s*(?:$|[,.;])))",
    re.IGNORECASE,
)
# "raises $9M, hires CFO from Meganorth".
_HIRES = re.compile(
    r"\b(?:hires?|hired|poach\w*|names?|appoints?|recruit\w*|taps|lures?)\s[^,;.]{2,60}$", re.IGNORECASE
)
# "after a Meganorth-led round".
_LED_BY_NAME = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][\w&.’']*(?:\s[A-Z][\w&.’']*){0,2})-(?:[Ll]ed)\s+(?:(?:[$€£]\S+|funding|investment|financing|[Ss]eries\s[A-H])\s+){0,2}"
    r"(?:[Rr]ound|[Ff]inancing|[Ii]nvestment)\b"
)
_SURELY = re.compile(
    r"(?:\w+\s+)*?(?:participation|backing|funding|investment)\b|(?:adds?|added|lands?|landed|welcome[sd]?)\s",
    re.IGNORECASE,
)
_IS_BACKED = re.compile(r"\b(?:been|is|was|now)\s+(?:backed|funded|financed)\s+by\s+$", re.IGNORECASE)
_OPENING = re.compile(r".*(?:[:;|]\s|\s[-–—]\s)")
# Where one entry of a list ends; what stands before the name in it ("the chip maker Foo") is left aside.
_ENTRY_END = re.compile(
    r"[,;:()|]|(?<!\b[A-Z])[.!?](?:\s|$)|\s[-–—]\s|\s&(?=\s)|\s(?:and|plus|und|et|y|to|for|at|in|as|after|with|"
    r"on|amid|led|by|from|via|"
    r"valuing|while|through|over|ahead|which|who|that|along|among|says|said|according|per|reports|bringing|alongside|"
    r"joined|participated|also|at|is|was|were|are|has|have|did|will|would|helps|lets|this|the\s+round)\b",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"\b(?:giant|investors?|firm|backers?|billionaire|maker|vc|vcs|arm|angel|including|fund\smanager)\s", re.IGNORECASE
)
_JOINT = re.compile(
    r"(?:\s+of\s+(?:the\s+)?(?-i:[A-Z])\w+(?:\s(?-i:[A-Z])\w+){0,3}|\s*\([^()]{0,60}\))?"
    r"\s*(?:,\s*and\b|,\s*as\s+well\s+as\b|,|\band\b|&|\bas\s+well\s+as\b|\bplus\b|/|\bund\b|\bet\b|\by\b)\s+",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"^(?:why|how|when|what)$|^(?:(?:existing|new|angel|other|various|several|undisclosed|strategic|private|series|venture|american|european|"
    r"chinese|indian|british|german|french|us|u\.s\.|uk|silicon valley|wall street|the|a)\s*)*"
    r"(?:investors?|vcs?|angels?|others?|backers|shareholders|firms?|more|friends|family|employees|customers|round|"
    r"funding|financing|series|seed|capital|ceo|today|q[1-4]|ipo|ico|it|we|this|they|he|she|stealth|debt|equity|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|europe|asia|africa|china|india|us|uk|u\.s\.?|japan|crowdfunding|kickstarter|"
    r"crowdcube|seedrs|scratch|mars|investoren|investisseurs|inversores|geldgebern?|bestehende\w*)?$",
    re.IGNORECASE,
)
_PEOPLE_NOUN = re.compile(
    r"\s+(?:investors|vcs|firms|startups|start-ups|users|customers|fans|backers|donors|fund|funds|family|wealth|sovereign|pension|state)\b"
)
# "from readers and Larkspur": those without a name come first.
_SOMEBODY = re.compile(
    r"(?:[a-z-]+\s+){0,3}(?:readers|customers|angels|investors|individuals|users|backers|offices|entrepreneurs|employees|friends|"
    r"shareholders|executives)\s*(?:,|\band\b|\bas\s+well\s+as\b|\bplus\b|&)\s+(?:from\s+)?(?=[A-Z])"
)
# What follows a name in a list and is no further name: "Heron, the arm of…", "…, with others".
_DESCRIBED_PERSON = re.compile(
    r"the\s+(?:[a-z-]+\s+)?(?:singer|rapper|actor|actress|musician|footballer|athlete|entrepreneur|investor|founder|author|"
    r"model|producer|director|chef|designer|angel|billionaire|comedian|dj)\s+(?=[A-Z])"
)
_DESCRIBES = re.compile(
    r"\s+(?:backers?|investor|founders?|veterans?|engineers?|alum\w*|co-founders?|rivals?)\b", re.IGNORECASE
)
# "Larkspur and Heron backer puts $5M…": the list says who somebody is.
_DESCRIBER = re.compile(
    r"\s(?:backer|investor|founder|co-founder|alum|veteran|engineer)(?:\s+(?:just|has|also|now))*\s*$"
)
_BESIDE = re.compile(r"(?:the|an?)\s+(?-i:[a-z])|with\b", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:which|who)\s[^,.;]{1,60},\s+(?:plus\s+|and\s+|as\s+well\s+as\s+)?", re.IGNORECASE)
_ADJECTIVE = re.compile(r"-(?:led|backed|linked|owned|affiliated|based)$", re.IGNORECASE)
_FORMER = re.compile(
    r"(?:(?:the\s+)?(?:co-?)?founders?\s+of\s|former|ex-|founder(?!s\s+fund)|co-founder|ceo|cto|chairman|partner\b|managing|who|valu|bringing|taking|plans|eyes|[$€£₹])",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:Why|How|When|What|As)\s")
_SLASHED = re.compile(r"/[A-Z]{2,}\b")
_FIGURE = re.compile(r"[\d.,]+(?:(?:[kmb]|mn|bn|cr)(?:$|\s)|$)", re.IGNORECASE)
_FROM_PLACE = re.compile(r"(?:[\w.’']+-(?:based|backed|headquartered|listed|owned)\s+)+(?=\S)", re.IGNORECASE)
_MOST_INVESTORS = 15
_LONGEST_DESCRIPTION = 7


@dataclass(frozen=True, slots=True)
class Investor:
    name: Name
    is_lead: bool


def investors(text: str, start: int, end: int, *, after: int = 0) -> tuple[Investor, ...]:
    """The investors named in `text[start:end]`, a stretch already known to tell of a round; one entry a firm.

    What may introduce anything ("from", "by", "with") introduces an investor only from `after` on.
    """
    found: dict[str, Investor] = {}
    for match in _SUBJECT.finditer(text, max(start, after), end):
        _add(
            found, listed(text, match.start("names"), match.end("names")), is_lead=bool(match["lead"] or match["leads"])
        )
    for match in _LED_BY_NAME.finditer(text, start, end):
        _add(found, [Name(match["name"], *match.span("name"))], is_lead=True)
    for match in _INTRODUCED.finditer(text, start, end):
        if match[0].strip().casefold() == "from" and _HIRES.search(text, start, match.start()):
            continue
        surely = match["lead"] or _SURELY.match(match[0]) or _IS_BACKED.search(text[start : match.end()])
        if match.start() < after and not surely:
            continue
        _add(found, _names(text, match.end(), end), is_lead=match["lead"] is not None)
    return tuple(found.values())


def listed(text: str, start: int, end: int) -> list[Name]:
    """The names of a list that is `text[start:end]`, as the subject of "leads" or "invests" is one."""
    if _DESCRIBER.search(text[start:end]):
        return []
    opening = _OPENING.match(text, start, end)
    return _names(text, opening.end() if opening else start, end)


def _add(found: dict[str, Investor], names: list[Name], *, is_lead: bool) -> None:
    for name in names:
        key = investor_key(name.name)
        if key not in found and len(found) < _MOST_INVESTORS:
            found[key] = Investor(name, is_lead)


def _names(text: str, at: int, end: int) -> list[Name]:
    """The names of one list that begins at `at`: until something is no name."""
    names: list[Name] = []
    while at < end:
        if aside := _RELATIVE.match(text, at, end):
            at = aside.end()
            continue
        if person := _DESCRIBED_PERSON.match(text, at, end):
            at = person.end()
        if some := _SOMEBODY.match(text, at, end):
            at = some.end()
        if names and _BESIDE.match(text, at, end):
            break
        name = _entry(text, at, end)
        if name is None:
            break
        if _DESCRIBES.match(text, name.end, end):
            return []
        if not _GENERIC.match(name.name) and not _PEOPLE_NOUN.match(text, name.end, end):
            names.append(name)
        joint = _JOINT.match(text, name.end, end)
        if joint is None or _INTRODUCED.match(text, joint.end(), end):
            break
        at = joint.end()
    return names


def _entry(text: str, at: int, end: int) -> Name | None:
    """The name in the list entry at `at`: its last capitalised run, after whatever says who that is."""
    stop = _ENTRY_END.search(text, at, end)
    close = stop.start() if stop else end
    if stop and text[stop.start() : stop.end()].strip() == "&":
        close = _after_ampersand(text, at, stop, end)
    if _FORMER.match(text, at):
        return None
    begin = at
    for described in _DESCRIBED.finditer(text, at, close):
        begin = described.end()
    runs = organisations(text[begin:close])
    if not runs or (runs[0].start > 0 and len(text[begin : begin + runs[0].start].split()) > _LONGEST_DESCRIPTION):
        return None
    run = runs[-1] if len(runs) > 1 and _is_described(text[begin + runs[0].end : close]) else runs[0]
    place = _FROM_PLACE.match(run.name)
    start = begin + run.start + (place.end() if place else 0)
    name = text[start : begin + run.end]
    end_of_name = begin + run.end
    if pair := _SLASHED.match(text, end_of_name, end):
        name = text[start : pair.end()]
    firm, owns, person = name.replace("’", "'").partition("'s ")
    if owns and person.count(" ") == 1 and is_listed(firm):
        name = firm  # "Greylock's Jane Marlow": the firm's money
    elif owns and is_investor(person) and not is_investor(firm):
        name, start = person, start + len(name) - len(person)  # "Meganorth's Alder Fund": the fund's
    if asked := _ASKS.match(name):
        name, start = name[asked.end() :], start + asked.end()
    firm, of, _ = name.partition(" of ")
    if of and is_investor(firm):
        name = firm
    return None if _FIGURE.match(name) or _ADJECTIVE.search(name) else Name(name, start, start + len(name))


def _is_described(rest: str) -> bool:
    """Whether a lower-case word follows the first run, which then only described ("Indian maker Foo")."""
    return rest[:1] == " " and rest[1:2].islower() and not rest.startswith(" of ")


def _after_ampersand(text: str, at: int, stop: re.Match[str], end: int) -> int:
    """Where an entry with "&" ends: "Larkspur Ventures & Heron Partners" is two firms, "Stellar & Finch" one."""
    following = _ENTRY_END.search(text, stop.end(), end)
    close = following.start() if following else end
    two = is_investor(text[at : stop.start()]) and is_investor(text[stop.end() : close])
    known = investor_key(text[at:close]) != name_key(text[at:close])
    return stop.start() if two and not known else close
