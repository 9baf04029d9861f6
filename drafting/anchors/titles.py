"""Job titles as anchors: found by their head ("VP", "Director") and compared as sets of written-out words."""

from __future__ import annotations

import re
from functools import lru_cache

from drafting.anchors.anchor import Anchor, AnchorType
from signals.extract.title_abbreviations import ABBREVIATIONS
from signals.extract.titles import normal_title, title_tokens

_LEVEL = (
    r"Senior|Sr\.?|Junior|Jr\.?|Deputy|Assistant|Associate|Executive|Group|Regional|Global|Interim|Acting|Managing|"
    r"Principal|Staff|Founding|National|Area|Corporate"
)
_FUNCTION = (
    r"Sales|Marketing|Revenue|Operations|RevOps|Ops|Product|Engineering|Finance|People|HR|Human Resources|"
    r"Customer Success|"
    r"Customer Experience|Customer|Success|Growth|Business Development|Business|Development|Data|Security|IT|Legal|"
    r"Demand Generation|Demand Gen|Demand|Partnerships?|Commercial|Strategy|Enablement|Accounts?|Field|Support|"
    r"Solutions|"
    r"Software|Platform|Infrastructure|Talent|Communications|Brand|Content|Technology|Information|Supply Chain|"
    r"Procurement|"
    r"Manufacturing|Research|Analytics|Design|Clinical|Medical|Compliance|Risk|Quality|Program|Project|Systems|CRM|"
    r"Salesforce|HubSpot|Inside Sales|Channel|Alliances|Go-to-Market|GTM|Digital|Innovation|Investor Relations|"
    r"Administration|Inbound|Outbound|Onboarding|Implementation|Technical|Financial|Machine Learning|DevOps|Cloud|"
    r"Network|Lead Generation|Lifecycle|Performance|Payments|Logistics|Tax|Treasury|Audit|Payroll|Purchasing|Office|"
    r"Facilities|Warehouse|Category|Community|Events?|Social Media|Credit|Collections|Billing|Pricing|Fleet|"
    r"Maintenance|Production|Process|Safety|Test|Reliability|Cybersecurity|Applications?|Database|Mobile|"
    r"Front-?end|Back-?end|Hardware|Mechanical|Electrical|Regulatory|FP&A|Privacy|Partner|Media|Store|Plant|"
    r"Delivery|Service|Services|Training|Learning"
)
_OFFICE = r"CEO|CFO|COO|CTO|CIO|CMO|CRO|CPO|CISO|CHRO|CCO|CDO|CSO|CGO|CAO|CLO"
_CHIEF = (
    r"Chief(?: (?:[A-Z][a-z]+|of|and|&|executive|financial|operating|technology|information|marketing|revenue|"
    r"product|people|commercial|data)){0,4}? Officer|Chief of Staff|Chief Executive(?! Officer)"
)
_VICE = r"SVP|EVP|RVP|AVP|GVP|VP|Vice[- ]President"
_HEADS = (
    r"Director|President|Chair(?:man|woman|person)?|General Counsel|General Manager|Treasurer|Controller|Co-?founder|"
    r"Founder"
)
_TAILED = (
    r"Manager|Lead|Administrator|Admin|Analyst|Engineer|Representative|Rep|Executive|Specialist|Coordinator|"
    r"Associate|Architect|Developer|Designer|Consultant|Scientist|Recruiter|Strategist|Partner|Officer|Supervisor|"
    r"Leader|Chief|Head|Assistant|Agent|Intern|Buyer|Planner|Writer|Editor|Accountant|Bookkeeper|Technician|"
    r"Operator|Counsel|Advisor|Trainer|Expert|Owner|Programmer|Producer|Clerk|Merchandiser|Dispatcher|Auditor|Nurse|"
    r"Electrician|Mechanic|Surveyor|Estimator|Inspector|Instructor|Artist|Driver|Technologist|Pharmacist"
)
_ANY_FUNCTION = rf"(?i:{_FUNCTION})\b|[A-Z][A-Za-z&-]+"
_OF = (
    rf"(?:,? (?:of|for)(?: the)? |, (?=(?:{_FUNCTION})\b|[A-Z][\w&-]+(?:[,.;]|$))|"
    rf" [-–] (?=[A-Z])| (?=(?:{_FUNCTION})\b))"
)
_MORE = rf"(?:(?: and | & | |, and )(?:(?i:{_FUNCTION})\b))"
_TITLE = re.compile(
    rf"(?<![\w-])(?:"
    rf"(?:(?:(?i:{_LEVEL})|(?i:{_FUNCTION})) ){{0,4}}(?i:{_VICE}|{_OFFICE}|{_CHIEF})(?![\w-])(?!s\b)"
    rf"(?:{_OF}(?:{_ANY_FUNCTION}){_MORE}{{0,3}})?"
    rf"|(?:(?:(?i:{_LEVEL})|(?i:{_FUNCTION})) ){{0,4}}(?i:{_HEADS})(?![\w-])(?:{_OF}(?:{_ANY_FUNCTION}){_MORE}{{0,3}})?"
    rf"|(?:(?:Senior|Junior|Enterprise) )?(?:SDR|BDR|MDR|CSM)(?![\w-])"
    rf"|(?:(?i:Global|Regional|Interim|Acting|Deputy) )?(?i:head) of (?:the )?(?:{_ANY_FUNCTION}){_MORE}{{0,3}}"
    rf"|(?:(?:{_LEVEL}) )?(?:(?:{_FUNCTION}|[A-Z][A-Za-z]+) ){{1,4}}(?:{_TAILED})(?![\w-])"
    rf"|(?:(?i:{_LEVEL}) )?(?:(?i:{_FUNCTION}) ){{1,4}}(?i:{_TAILED})(?![\w-])"
    rf")"
)
# "Priya Raman Chief Financial Officer" names its holder first.
_INNER = re.compile(rf"(?<=[a-z] )(?:(?:{_LEVEL}) )?(?:{_CHIEF}|(?:{_VICE})\b.*)$")
# "CRO of Juniper": an office of this kind is of a company or a place unless a function follows.
_OF_COMPANY = re.compile(
    rf"(?P<office>.*\b(?i:{_OFFICE}|{_CHIEF}|(?<!vice )(?<!vice-)president|founder|treasurer|general manager|"
    rf"managing director|general counsel|chair(?:man|woman|person)?)),? (?:of|for) (?:the )?"
    rf"(?!(?i:{_FUNCTION})\b|Staff\b)[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*$"
)
_LEVEL_WORDS = frozenset(
    {
        "senior", "junior", "deputy", "assistant", "associate", "executive", "group", "regional", "global",
        "interim", "acting", "managing", "principal", "staff", "founding", "national", "vice", "president",
        "chief", "officer", "head", "director", "manager", "lead"
    }
)  # fmt: skip
# A senior account executive is an account executive; a vice president is no president.
_DROPPABLE = frozenset(
    {
        "senior", "junior", "staff", "principal", "enterprise", "global", "regional", "inside", "field",
        "strategic", "ii", "iii"
    }
)  # fmt: skip
_LEADING = frozenset(
    {
        "vice", "president", "chief", "officer", "director", "head"
    }
)  # fmt: skip
_FORMER = re.compile(
    r"\b(?:previously|formerly|former|ex|(?:was|were|had been)"
    r"(?! (?:named|appointed|promoted|elected|hired|made|chosen|picked|tapped)\b)|"
    r"until|served as|used to be|worked as|spent|earlier|most recently|"
    r"replac\w+|"
    r"succeed\w*|predecessor|outgoing|after (?:\w+ ){0,3}as)\b"
    r"(?:(?!,? as\b|, (?:has|was|will|is|to)\b)[^.;]){0,40}$|\bex-$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom (?:being )?(?:an? |the |your |their |our )?$", re.IGNORECASE)
_UP_FROM = re.compile(
    r"\b(?:promot\w+|step\w+ up|mov\w+ up|r[io]se\w*|elevat\w+|came up|up|worked (?:his|her|their) way up)\b"
    r"[^.;]{0,40} ?\bfrom (?:being )?(?:an? |the |your |their |our )?$",
    re.IGNORECASE,
)
_ON_TO = re.compile(r"[^.;]{0,30}?\bto\b", re.IGNORECASE)
_TOOL = re.compile(r"\b(?:Tag|Ads|Password|Endpoint) Manager\b")
_NOT_FIRST = re.compile(
    r"^(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Both|Another|Several|The|Your|Our|A|An|Their|New|Its|As|"
    r"For|And|With|Hiring|Why|How|Saw|Open|Role|Roles|Congrats)\s+"
)


def titles_of(text: str) -> list[Anchor]:
    """Titles that one person can hold; `negated` marks one that the text calls former."""
    found = []
    for m in _TITLE.finditer(text):
        raw, start = m[0], m.start()
        while lead := _NOT_FIRST.match(raw):
            raw, start = raw[lead.end() :], start + lead.end()
        if (led := _INNER.search(raw)) and _is_person(raw[: led.start()]):
            raw, start = raw[led.start() :], start + led.start()
        if at := _OF_COMPANY.match(raw):
            raw = at["office"]
        tokens = title_tokens(_CHIEFS.sub(_officer, raw))
        if tokens and not _TOOL.search(raw) and (len(tokens) > 1 or raw.split()[0] != raw.split()[0].lower()):
            before, after = text[max(0, start - 60) : start], text[start + len(raw) :]
            former = bool(_FORMER.search(before) or _UP_FROM.search(before))
            former = former or bool(_FROM.search(before) and _ON_TO.match(after))
            found.append(
                Anchor(AnchorType.TITLE, raw, start, start + len(raw), tokens=tokens, unit="title", negated=former)
            )
    return found


_CHIEFS = re.compile(
    r"^(?P<of>finance|technology|tech|marketing|sales|revenue|product|people|information|operations|operating|security)"
    r" chief$|^chief executive$",
    re.IGNORECASE,
)
_OFFICES = {"finance": "financial", "tech": "technology", "sales": "revenue", "operations": "operating"}


def _officer(m: re.Match[str]) -> str:
    """A "finance chief" is the chief financial officer, a "chief executive" the chief executive officer."""
    if not m["of"]:
        return "Chief Executive Officer"
    of = m["of"].lower()
    return f"Chief {_OFFICES.get(of, of)} Officer"


def _is_person(words: str) -> bool:
    names = words.split()
    return len(names) >= 2 and not any(re.fullmatch(rf"(?i:{_LEVEL}|{_FUNCTION})", name) for name in names)


def same_title(claim: frozenset[str], evidence: frozenset[str]) -> bool:
    """Equal as sets; a claim of a level only ("their new VP") stands when its level words are the evidence's."""
    if claim == evidence:
        return True
    if claim <= evidence and not claim & _LEADING and evidence - claim <= _DROPPABLE:
        return True
    return claim <= _LEVEL_WORDS and claim == evidence & _LEVEL_WORDS


def stands_in_list(raw: str, text: str) -> bool:
    """Whether a title stands in a text in the same words, not as the tail of a more senior one."""
    wanted, stood = normal_title(raw), _normal(text)
    at = stood.find(f" {wanted} ")
    if at < 0 or len(wanted.split()) < 2:
        return False
    return stood[:at].split()[-1:] not in ([word] for word in _LEVEL_WORDS)


@lru_cache(maxsize=2048)
def _normal(text: str) -> str:
    return f" {' '.join(normal_title(part) for part in re.split(r'[;,|•]', text))} "


_SHORTENED = re.compile(r"(?:[A-Z]{2,5}|[A-Z][a-z]+[A-Z][a-z]*)s?")


@lru_cache(maxsize=2048)
def written_out(raw: str) -> tuple[str, ...]:
    """The words of a shortened role or function ("AEs", "RevOps"), in lower case; () of anything else."""
    if not _SHORTENED.fullmatch(raw):
        return ()
    folded = raw.casefold()
    return tuple((ABBREVIATIONS.get(folded) or ABBREVIATIONS.get(folded.removesuffix("s")) or "").split())
