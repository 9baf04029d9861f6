"""The company in a noun phrase of a headline: "Berlin-based fintech startup Ledgerly, which…" names Ledgerly."""

from __future__ import annotations

import re

from signals.extract.company_words import AGENTS, COMMONEST_GIVEN_NAMES, DEMONYMS, KINDS, NOBODY
from signals.extract.dates import MONTHS
from signals.extract.dictionary import is_word
from signals.extract.organisations import Name, display_name, organisations
from signals.extract.sentences import blanked

_COMPOUND = re.compile(
    r"(?:^[\w-]+(?:firma|unternehmen|anbieter|hersteller|plattform|entwickler|spezialist|schmiede|händler|"
    r"dienst|versicherer|pionier|dienstleister)$|-(?:based|backed|owned|led|funded|founded|focused|focussed|born|headquartered|"
    r"stage|style|inspired|powered|run|"
    r"bound|friendly|driven|first|as-a-service|for-[\w-]+|bauer|hersteller|anbieter|spezialist|"
    r"start-?up|scale-?up|firma|plattform|dienst|dienstleister|"
    r"entwickler|händler|pionier|versicherer|maker|startup|tech|app)|^[\w]+-for-[\w-]+|^ex-\w+)$",
    re.IGNORECASE,
)
_SOME_KIND = re.compile(r"-(?:start-?up|scale-?up|firma|hersteller|anbieter|plattform|unternehmen)$", re.IGNORECASE)
_NO_COMPANY = re.compile(
    r"\b(?:university|church|foundation|museum|library|campaign|super pac|pac|parliament|senate|ministry|committee|"
    r"department|charity|festival|marathon|telethon|fundraiser|republicans?|democrats?|party|diocese|"
    r"council|cross|unicef|syndicate|institute|association|society|"
    r"government|sources|report|ipo|county|movie|film|startups|companies|founders|firms|entrepreneurs|market)$",
    re.IGNORECASE,
)
_OFFICES = re.compile(
    r"^(?:former|sen|senator|president|presidential|governor|gov|mayor|congressman|congresswoman|king|"
    r"queen|prince|princess|"
    r"pope|sir|lord|dr|mr|mrs|ms|rep|prof|professor|actor|actress|singer|rapper|billionaire)\b",
    re.IGNORECASE,
)
_ROUND = re.compile(r"[ivx]{2,4}$|(?:pre-?)?(?:series\s[a-h]\b|seed\b|round\b)", re.IGNORECASE)
_CALENDAR = re.compile(
    rf"(?:(?:on|in|by|since|late|early|last|this)\s+)*(?:{MONTHS}|monday|"
    r"tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|q[1-4])\b[\s\d,–-]*$",
    re.IGNORECASE,
)
_LEADING_CLAUSE = re.compile(
    r"^(?:(?:\w+\s+)?(?:months|years|weeks|days)\s+(?:after|later|on|into)|with|after|as|in|at|on|"
    r"armed|following|amid|despite|just|backed|fresh|flush|for|by|from|while|when|once|"
    r"fueled|fuelled|boosted|buoyed|led|having|emerging|founded|based|today|yesterday|meanwhile|"
    r"further|furthermore|also|"
    r"additionally|moreover|elsewhere|separately|finally|lastly|similarly|interestingly|recently|"
    r"according|over|among|then|"
    r"this\s+(?:week|month)|last\s+(?:week|month)|during|under|since|overall|notably|besides|alongside|another)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:BRIEF|UPDATE\s\d|CORRECTED|REFILE)-|^.*?(?:[:;|]\s+|\s[-–—]\s|\s*-{2,}\s*|…\s+)(?=[^\s-])")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,200}[)\]]\s*")
_TRAILING = re.compile(
    r"(?:[\s,]+(?:has|have|had|too|annonce avoir|a annoncé avoir|dit avoir|confirme avoir|"
    r"annonce|vient de|viennent de|a quant à elle|hat|haben|konnte|konnten|a|ha|just|also|quietly|"
    r"officially|"
    r"(?:(?:late|early) )?on (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"now|today|recently|successfully|finally|only|again|reportedly|instead|"
    r"says|said|announced that it|announces it|announced it|says it|said it|said that it|is|was|it))+\s*$",
    re.IGNORECASE,
)
_BASED = re.compile(r"(?!\s*(?:an?|the|une?|eine?)\s)\s*[\w. ]{2,30}-based\s+(?=\S)")
_PHRASE_END = re.compile(
    r"\s(?:to|for|at|in|as|after|with|on|amid|led|by|from|via|and|round|valuing|despite|which|that|"
    r"who)\b|[,;:(]|\s[-–—]\s|[.!?]?\s*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s[–—]\s[^–—]{3,200}\s[–—](?=\s|$)")
_NEW_CLAUSE = re.compile(
    r"\s*(?:as|while|whilst|whereas|although|though|but|and|so|when|where|because|then|plus)\s", re.IGNORECASE
)
_RELATIVE = re.compile(r"(?<=\w)\s(?:that|which|who|whose)\s")
_POSSESSIVE = re.compile(r"(?:['’]s?|[:;,])$")
# "The start-up behind the note app Jotwell, Larchmere, …": the product, then the company.
_BEHIND = re.compile(
    r"\s*(?:the|an?)\s+(?:[\w-]+\s+){0,3}?(?:start-?up|company|firm|team|studio|maker|business)\s+behind\s",
    re.IGNORECASE,
)
# Who "we" are where a title ends with it: "(quillfern.example)", "(Quillfern, YC S16)", "| Quillfern Blog".
_OWN_NAME = re.compile(
    r"(?:\((?P<domain>(?i:[a-z0-9][\w-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,}))\)|"
    r"\((?!YC\b|PDF\b|[Vv]ideo)(?P<aside>[A-Z][\w.&’'-]*(?:\s[A-Z][\w.&’'-]*){0,3})(?:,?\s\(?YC\s?[SWFX]\d\d\)?)?\)|"
    r"(?:\||\s[-–—])\s*(?:[Tt]he\s)?(?P<tail>[A-Z][\w.&’'-]*(?:\s(?!Blog|News|Engineering|Press)[A-Z][\w.&’'-]*){0,3})"
    r"(?:['’]s)?(?:\s(?:[Bb]log|[Nn]ews|[Ee]ngineering|[Pp]ress|[Nn]ewsroom)){0,2})\s*$"
)
# "Show HN: Quillfern (YC S15) – we just raised…".
_SHOWN = re.compile(
    r"\s*(?:show|launch)\s+hn:\s+(?P<name>(?-i:[A-Z])[\w.&’'-]*(?:\s(?-i:[A-Z])[\w.&’'-]*){0,2})\s*(?:\(|[–—:,]|-\s)",
    re.IGNORECASE,
)
_GERMAN_ARTICLES = frozenset({"der", "die", "das", "dem", "den", "des"})
_TRADE = re.compile(
    r"(?:[\w]+-[A-Z]\w+|\w+(?:dienst|händler|bauer|versicherer|bank|app|tech|macher|anbieter|betreiber|entwickler|vermittler|"
    r"verleiher|vermieter|verwalter|portal|börse|marktplatz|spezialist|konzern|riese|makler|hersteller|pionier|einhorn|"
    r"unternehmen|gründung|schmiede|firma|kette|shop|leister|lieferant|züchter|plattform|software|start-?up))$",
    re.IGNORECASE,
)
_OPENERS = frozenset({"the", "announcing", "introducing", "meet", "welcome"})
# Legal forms that are words or initials elsewhere: behind a name, and written as forms are, they are no part of it.
_NATIONAL_FORM = re.compile(
    r"(?<=\w)\s(?:AG|SE|SA|S\.A\.?|AB|NV|N\.V\.?|BV|B\.V\.?|Oy|Oyj|ASA|AS|A/S|ApS|KG|UG|KGaA|SpA|S\.p\.A\.?|Srl|S\.r\.l\.?|SL|S\.L\.?)$"
)
_ITS_BLOG = re.compile(r"\s(?:[Bb]log|[Nn]ewsroom)$")
_CONTRACTED = frozenset({"let's", "let’s"})
_INSIDE = frozenset({"of", "in", "for", "to", "at", "on", "from", "with", "by", "during", "since", "over", "about"})
_SINGULAR = frozenset({"recycler", "venture", "chain", "bakery", "brewer", "distiller", "farm", "lab", "clinic"})
# "le cas d'Azurine": the name without its preposition.
_ELIDED = re.compile(r"^[dl]['’](?=[A-ZÀ-Þ])")
_OUTER = " \t\"'“”‘’«»,:;"


def company_before(text: str, end: int, start: int = 0) -> Name | None:
    """The company that is the subject of what follows `text[start:end]`; None where none stands there."""
    words = blanked(_BRACKETS, text[start:end])
    words = blanked(_ASIDE, words)
    while prefix := _PREFIX.match(words):
        if not words[prefix.end() :].strip():
            break
        start, words = start + prefix.end(), words[prefix.end() :]
    words = _TRAILING.sub("", words)
    segments = [(match.start(), match[0]) for match in re.finditer(r"[^,]+", words) if match[0].strip(_OUTER)]
    if len(segments) > 1 and (_LEADING_CLAUSE.match(words.lstrip(_OUTER)) or _BASED.match(segments[1][1])):
        segments = segments[1:]
    if len(segments) > 1 and (new := _NEW_CLAUSE.match(segments[-1][1])):
        at, segment = segments[-1]
        segments = [(at + new.end(), segment[new.end() :])]
    if len(segments) > 1 and _BEHIND.match(segments[0][1]):
        segments = segments[1:]
    for number, (at, segment) in enumerate(segments):
        found = _head(_RELATIVE.split(segment)[0], start + at)
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


def own_name(title: str, start: int, end: int) -> Name | None:
    """Who "we" are, where the title `title[start:end]` ends with a name or a domain of their own, or shows it first."""
    if shown := _SHOWN.match(title, start, end):
        return Name(shown["name"], *shown.span("name"))
    own = _OWN_NAME.search(title, start, end)
    return Name(own[own.lastgroup], *own.span(own.lastgroup)) if own and own.lastgroup else None


def is_described(words: str) -> bool:
    """Whether `words` end by saying what somebody is, without a name ("Oslo-based battery maker")."""
    tokens = _TRAILING.sub("", words).split()
    last = _bare(tokens[-1]) if tokens else ""
    return not last.endswith("s") and last in AGENTS | KINDS | _SINGULAR


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
    raw = blanked(_ELIDED, raw)
    lead = len(raw) - len(raw.lstrip(_OUTER))
    name = _NATIONAL_FORM.sub("", display_name(_ITS_BLOG.sub("", raw.strip(_OUTER))))
    found = Name(name, start + begin + lead, start + begin + lead + len(name))
    return found if _may_be_company(name, [_bare(token) for _, _, token in tokens[:first]]) else None


def _first_of_name(tokens: list[str]) -> int | None:
    """Index at which the name begins: after the last descriptor, else the last run of name-like tokens."""
    last = len(tokens) - 1
    if _bare(tokens[last]) in AGENTS and not _is_named_company(tokens):
        return None
    if _SOME_KIND.search(tokens[last]):
        return None
    first = last
    if not _name_like(tokens[last]):
        return last if _lower_case_name(tokens) else None
    for index in range(last - 1, -1, -1):
        token, bare = tokens[index], _bare(tokens[index])
        descriptor = bare in AGENTS or (bare in KINDS and index > 0) or _COMPOUND.search(token)
        if descriptor or (_POSSESSIVE.search(token) and bare not in _CONTRACTED):
            break
        if token in {"&", "of", "de", "the", "and", "+"} and index > 0 and _name_like(tokens[index - 1]):
            continue
        if not _name_like(token) or (index == 0 and bare in _OPENERS):
            break
        first = index
    trade = _german_trade(tokens, first)
    if trade is not None and trade == last:
        return None
    first = first if trade is None else trade + 1
    demonym = first == last - 1 and _bare(tokens[first]) in DEMONYMS and not is_word(_bare(tokens[last]))
    return last if demonym else first


def _german_trade(tokens: list[str], first: int) -> int | None:
    """Where behind a German article a trade stands, written large as a name is ("Der Robo-Advisor Quillfern")."""
    for at in (first, first - 1):
        if at >= 0 and _bare(tokens[at]) in _GERMAN_ARTICLES and _TRADE.search(tokens[min(at + 1, len(tokens) - 1)]):
            return at + 1
    return None


def _is_named_company(tokens: list[str]) -> bool:
    """ "Honest Company" and "The Tile Company" are names; "Drone Delivery Company" is a description."""
    capital = all(token[:1].isupper() for token in tokens)
    return tokens[-1] == "Company" and capital and (len(tokens) == 2 or tokens[0] == "The")


def _name_like(token: str) -> bool:
    stripped = token.strip(_OUTER)
    return any(char.isupper() or char.isdigit() for char in stripped) or bool(re.search(r"\w\.\w", stripped))


def _bare(token: str) -> str:
    return token.strip(_OUTER + ".").casefold()


def _lower_case_name(tokens: list[str]) -> bool:
    """Whether a last token in lower case is a name all the same: it stands alone, or after a descriptor."""
    bare = _bare(tokens[-1])
    if len(bare) < 3 or not bare.isalnum() or bare.endswith("ly") or bare in NOBODY | AGENTS | KINDS:
        return False
    return len(tokens) == 1 or (_bare(tokens[-2]) in AGENTS | KINDS and bare not in _INSIDE)


def _may_be_company(name: str, before: list[str]) -> bool:
    """Whether a name fits a company, given the words that describe it."""
    words = name.casefold().split()
    if not any(char.isalpha() for char in name) or len(name) < 2 or len(words) > 6 or name[0] in "$€£₹":
        return False
    if before and before[-1] in _INSIDE:
        return False
    described = any(token in AGENTS for token in before)
    if len(words) == 1 and re.split(r"['’]", words[0])[0] in NOBODY and not described:
        return False
    if (
        _ROUND.match(name)
        or name.casefold() in NOBODY
        or _NO_COMPANY.search(name)
        or _OFFICES.search(name)
        or _CALENDAR.match(name)
    ):
        return False
    return described or not (len(words) in {2, 3} and words[0] in COMMONEST_GIVEN_NAMES)
