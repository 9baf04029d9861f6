"""Who put money in: the names after "led by", "with participation from", "joined by" and the like (signals §2.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from signals.extract.dates import MONTHS
from signals.extract.dictionary import is_word
from signals.extract.investor_cues import INTRODUCED, IS_BACKED, LED_BY_NAME, SUBJECT, SURELY, VERB_FIRST
from signals.extract.organisations import Name, investor_key, is_investor, is_listed, name_key, organisations

_IS = re.compile(r"\bis\s+(?:also\s+|being\s+)?$", re.IGNORECASE)
_ROUND_IS = re.compile(
    r"\b(?:round|financing|funding|investment|series\s[a-h]|seed|deal|raise|it)\b[^.;]{0,60}?\sis\s+(?:also\s+|being\s+)?$",
    re.IGNORECASE,
)
# "raises $9M, hires CFO from Meganorth".
_HIRES = re.compile(
    r"\b(?:hires?|hired|poach\w*|names?|appoints?|recruit\w*|taps|lures?)\s[^,;.]{2,60}$", re.IGNORECASE
)
_OPENING = re.compile(r"[^,]*(?:[:;|]\s|\s[-–—]\s)")
# Where one entry of a list ends; what stands before the name in it ("the chip maker Foo") is left aside.
_ENTRY_END = re.compile(
    r"[,;:()|]|(?<!\b[A-Z])(?<!\bInc)[.!?](?:\s|$)|\s[-–—]\s|\s&(?=\s)|\s(?:and|plus|und|et|y|or|oder|sowie|ainsi|así|diferentes|avec|con|mit|auprès|aux|pour|para|für|dans|lors|qui|que|dont|bei|to|for|at|in|as|after|with|"
    r"on|amid|led|by|from|via|"
    r"valuing|while|through|over|ahead|which|who|that|along|among|says|said|according|per|reports|bringing|alongside|"
    r"joined|participated|also|at|is|was|were|are|has|have|did|will|would|helps|lets|this|the\s+round)\b",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"\b(?:giant|investors?|firm|backers?|billionaire|maker|vc|vcs|arm|angel|including|fund\smanager)\s", re.IGNORECASE
)
_JOINT = re.compile(
    r"(?:\s+of\s+(?:the\s+)?(?-i:[A-Z])\w+(?:\s(?-i:[A-Z])\w+){0,3}|\s*\([^()]{0,60}\)|"
    r"\s[—–]\s[A-Z]{2,6}\b|,\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?(?:partner|founder|CEO|head|chairman|president|director|officer)\s+(?:at|of)\s+[^,.;:]{2,50}(?=,)|"
    r"(?:\s+(?:venture\s+capital|vc|venture|corporate|investment|growth))*\s+(?:arm|unit|fund|fonds)(?=,|\s+(?:and|und|et)\b))?"
    r"\s*(?:,\s*and\b|,\s*as\s+well\s+as\b|,|\band\b|&|\bas\s+well\s+as\b|\bplus\b|/|\bund\b|\bet\b|"
    r"\by\b|\bor\b|\boder\b|\bsowie\b|\bainsi\s+que\b|\basí\s+como\b|\balong\s+with\b)\s+(?:(?:with|con|auch|also|even|from|von|de|by)\s+(?=(?:the\s+)?(?-i:[A-Z])))?",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"^(?:why|how|when|what|so|in|en|im|zu|zum|au|aux|dans|also|both|all|die|der|das|el|la|los|las|le|les|il|un|une|una|now|here|there|then|such|not|but)$|^(?:(?:existing|new|angel|other|various|several|undisclosed|strategic|private|series|venture|american|european|"
    r"chinese|indian|british|german|french|us|u\.s\.|uk|silicon valley|wall street|the|a)\s*)*"
    r"(?:investors?|vcs?|angels?|others?|backers|shareholders|firms?|more|friends|family|employees|customers|round|"
    r"funding|financing|series(?:\s[a-h])?|seed|capital|ceo|today|q[1-4]|ipo|ico|it|we|this|they|he|she|stealth|debt|equity|"
    rf"{MONTHS}|monday|tuesday|wednesday|"
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
# "Dr. Fred Marlow", "Ledgerly co-founder and former CEO Mae Ashdown", "der Geldgeber Larkspur": the name comes after.
_HONORIFIC = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof|Sir|Herr|Frau|M|Mme)\b\.?\s+(?=[A-Z])")
_PERSON_ROLE = re.compile(
    r"(?:(?:the\s+)?(?:[A-Z][\w&.’'-]*\s+){0,3}(?:(?:former|ex)[\s-]+)?(?:co-?founders?|founders?|CEO|CTO|CFO|COO|chief\s+\w+(?:\s+officer)?|executives?|"
    r"execs?|president|chairman|chairwoman|partners?|veterans?|alum|boss|angel(?:\s+investor)?|entrepreneur|athlete|footballer|actor)"
    r"(?:\s+and\s+)?\s*){1,2}(?<=\s)(?=[A-ZÀ-Þ][a-zà-ÿ’'-]+\s[A-ZÀ-Þ])"
)
_GERMAN_ROLE = re.compile(
    r"(?:(?:[Dd]er|[Dd]ie|[Dd]as|den|dem|des)\s+(?:[a-zäöüß]+\s+){0,2})?(?=[A-ZÄÖÜ])[\w-]*(?:geber|[iI]nvestor(?:en|in)?|fonds|firma|gesellschaft|[gG]ründer(?:in)?|nternehmer(?:in)?|konzern|riese|[wW]eltmeister|"
    r"-(?:Star|Profi|Chef(?:in)?|Manager(?:in)?|Legende)|gesellschafter|tochter|anbieter|hersteller)\s+(?=[A-ZÀ-Þ])"
)
_ARTICLE = re.compile(r"(?:El|La|Los|Las|Le|Les|Der|Die|Das|Un|Une|Una|Ein|Eine|The)\s+(?=[a-zà-ÿ])")
# "auprès d'un pool d'investisseurs : …", "from a group of investors: …".
_GROUP = re.compile(
    r"(?:an?|une?)\s+(?:[\w-]+\s+){0,2}?(?:group|syndicate|consortium|pool|groupe|roster|line-?up|list)\s+[^:.;,]{0,60}?"
    r"(?::\s+|\s(?:including|that\s+includes|such\s+as)\s+)(?:l[ae]s?\s+)?",
    re.IGNORECASE,
)
_PLURAL_OWNER = re.compile(r"(?P<firm>[^’']*s)['’]\s+(?=[A-Z])")
# "from Marlow's, a grower": no name follows, so the apostrophe is the name's own.
_PERSON = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+\s[A-ZÀ-Þ][a-zà-ÿ’'-]+")
_OWN_APOSTROPHE = re.compile(r"['’]s(?=\s*[,.;)]|$)")
_OF_WHOM = re.compile(r"\s(?:des|du|della|del)\s[A-ZÀ-Þ][\w’'-]+")
# "firstleaf capital": a firm that writes itself small.
_SMALL = re.compile(
    r"(?:(?:the|vc|fund|firm|investor|by|fonds)\s+)*(?P<name>[a-z][a-z0-9]{3,}\s(?:capital|ventures|partners|vc))\b(?!\s+(?:firm|fund|investor|arm|from|of))"
)
_ARM = re.compile(r"\s(?:(?:venture|capital|vc|corporate|investment|strategic)\s){0,3}(?:arm|unit|fund|vehicle)\b")
_ADJECTIVE = re.compile(r"-(?:led|backed|linked|owned|affiliated|based)$", re.IGNORECASE)
_FORMER = re.compile(
    r"(?:(?:the\s+)?(?:co-?)?founders?\s+of\s|former|ex-|founder(?!s\s+fund)|co-founder|ceo|cto|chairman|partner\b|managing|who|valu|bringing|taking|plans|eyes|[$€£₹])",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:Why|How|When|What|As)\s")
_SLASHED = re.compile(r"/[A-Z]{2,}\b")
_FIGURE = re.compile(r"[\d.,]+\s?(?:(?:[kmb]|mn|mio|mrd|bn|cr|mill\w+|bill\w+)(?:$|\s)|$)", re.IGNORECASE)
_FROM_PLACE = re.compile(r"(?:[\w.’']+-(?:based|backed|headquartered|listed|owned)\s+)+(?=\S)", re.IGNORECASE)
_MOST_INVESTORS = 15
_LONGEST_LIST = 30
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
    for match in SUBJECT.finditer(text, max(start, after), end):
        _add(
            found, listed(text, match.start("names"), match.end("names")), is_lead=bool(match["lead"] or match["leads"])
        )
    for match in VERB_FIRST.finditer(text, max(start, after), end):
        _add(found, _names(text, match.end(), end), is_lead=False)
    for match in LED_BY_NAME.finditer(text, start, end):
        _add(found, [Name(match["name"], *match.span("name"))], is_lead=True)
    for match in INTRODUCED.finditer(text, start, end):
        if match[0].strip().casefold() == "from" and _HIRES.search(text, start, match.start()):
            continue
        if _IS.search(text, start, match.start()) and not _ROUND_IS.search(text, start, match.start()):
            continue  # "the market is led by…"
        surely = match["lead"] or SURELY.match(match[0]) or IS_BACKED.search(text[start : match.end()])
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
    for _ in range(_LONGEST_LIST):
        if at >= end:
            break
        if aside := _RELATIVE.match(text, at, end):
            at = aside.end()
            continue
        if person := _DESCRIBED_PERSON.match(text, at, end):
            at = person.end()
        if some := _SOMEBODY.match(text, at, end) or _GROUP.match(text, at, end):
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
        if joint is None or INTRODUCED.match(text, joint.end(), end):
            break
        at = joint.end()
    return names


def _entry(text: str, at: int, end: int) -> Name | None:
    """The name in the list entry at `at`: its last capitalised run, after whatever says who that is."""
    stop = _ENTRY_END.search(text, at, end)
    close = stop.start() if stop else end
    if stop and text[stop.start() : stop.end()].strip() == "&":
        close = _after_ampersand(text, at, stop, end)
    begin = _after_roles(text, at, end)
    if begin == at and _FORMER.match(text, at):
        return None
    if begin > close:
        stop = _ENTRY_END.search(text, begin, end)
        close = stop.start() if stop else end
    if small := _SMALL.match(text, begin, close):
        return None if is_word(small["name"].split()[0]) else Name(small["name"], *small.span("name"))
    for told in _DESCRIBED.finditer(text, at, close):
        begin = told.end()
    runs = organisations(text[begin:close])
    if not runs or (runs[0].start > 0 and len(text[begin : begin + runs[0].start].split()) > _LONGEST_DESCRIPTION):
        return None
    first = begin + runs[0].end
    described = _is_described(text[first:close]) and not _OF_WHOM.match(text, first, close)
    run = runs[-1] if len(runs) > 1 and described else runs[0]
    place = _FROM_PLACE.match(run.name)
    start = begin + run.start + (place.end() if place else 0)
    end_of_name = begin + run.end
    if whose := _OF_WHOM.match(text, end_of_name, close):
        end_of_name = whose.end()
    elif _OWN_APOSTROPHE.match(text, end_of_name):
        end_of_name += 2
    name = text[start:end_of_name]
    if pair := _SLASHED.match(text, end_of_name, end):
        name = text[start : pair.end()]
    if part := _owned(name, text, end_of_name, end):
        name, start = name[slice(*part)], start + part[0]
    if asked := _ASKS.match(name):
        name, start = name[asked.end() :], start + asked.end()
    firm, of, _ = name.partition(" of ")
    if of and is_investor(firm):
        name = firm
    return None if _FIGURE.match(name) or _ADJECTIVE.search(name) else Name(name, start, start + len(name))


def _owned(name: str, text: str, end_of_name: int, end: int) -> tuple[int, int] | None:
    """The stretch of `name` that is the investor where one part of it owns the other; None where none does."""
    firm, owns, person = name.replace("’", "'").partition("'s ")
    if owns and person.count(" ") == 1 and is_listed(firm):
        return 0, len(firm)  # "Greylock's Jane Marlow": the firm's money
    if owns and (_ARM.match(text, end_of_name, end) or (is_investor(person) and not is_investor(firm))):
        return len(name) - len(person), len(name)  # "Meganorth's Alder Fund": the fund's
    if (owner := _PLURAL_OWNER.match(name)) and is_investor(owner["firm"]):
        is_person = _PERSON.fullmatch(name, owner.end()) is not None
        return (0, owner.end("firm")) if is_person else (owner.end(), len(name))
    return None


def _is_described(rest: str) -> bool:
    """Whether a lower-case word follows the first run, which then only described ("Indian maker Foo")."""
    rest = re.sub(r"^['’]s", "", rest)
    return rest[:1] == " " and rest[1:2].islower() and not rest.startswith(" of ")


def _after_roles(text: str, at: int, end: int) -> int:
    """Where the name of an entry at `at` begins, behind an article, an honorific or what somebody does."""
    for pattern in (_ARTICLE, _PERSON_ROLE, _GERMAN_ROLE, _HONORIFIC):
        if role := pattern.match(text, at, end):
            at = role.end()
    return at


def _after_ampersand(text: str, at: int, stop: re.Match[str], end: int) -> int:
    """Where an entry with "&" ends: "Larkspur Ventures & Heron Partners" is two firms, "Stellar & Finch" one."""
    following = _ENTRY_END.search(text, stop.end(), end)
    close = following.start() if following else end
    two = is_investor(text[at : stop.start()]) and is_investor(text[stop.end() : close])
    known = investor_key(text[at:close]) != name_key(text[at:close])
    return stop.start() if two and not known else close
