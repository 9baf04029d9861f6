"""What only sounds like a job change: sport, politics, screens, courts, rumours, surveys, looks back. No I/O."""

from __future__ import annotations

import re
from typing import Final

from babel import Locale

from signals.extract.name_words import GIVEN_NAMES, ORGANISATION_WORDS
from signals.extract.sentences import gives_orders

# "Wie die Bank mitteilte, …" asks nothing.
_TOLD: Final = r"[^,.?]{3,120}\b(?:mitteil|bericht|bekannt|meld|sagt|bestätig|erklär|ankündig|hieß)"
# A headline that asks, teaches, remembers or speaks of itself tells no event.
_HEADLINE: Final = re.compile(
    r"^\s*(?:how|why|what|when|where|who|should|is|are|can|could|would|do|does|ask hn|show hn|tell hn|interview"
    rf"|podcast|opinion|q&a|profile|wer|warum|wie(?!{_TOLD})|pourquoi|comment|quién|cómo|por qué|entrevista|entretien"
    r"|watch|listen|in memoriam|obituary|review|study|survey|poll|meet(?! our new)|the rise|the fall"
    r"|looking back|throwback|(?:book|game review|webinar|white ?paper|course|video)s?:"
    r"|behind (?:the|closed)|inside|lessons|tips|\d+ (?:ways|tips|things|reasons|lessons))\b|\?\s*$"
    r"|\b(?:i|my|me|i'm|i've)\b.*\b(?:quit|left|resigned|hired|leaving|fired)\b",
    re.IGNORECASE,
)
_SPORT: Final = (
    r"striker|midfielder|goalkeeper|quarterback|linebacker|pitcher|shortstop|coach|coaches|football|soccer|basketball"
    r"|baseball|hockey|rugby|cricket|premier league|bundesliga|nba|nfl|mlb|nhl|fifa|uefa|championships?|playoffs?"
    r"|touchdown|transfer window|world cup|grand prix|formula one|olympics?|stadium|team principal|sporting director"
    r"|team president"
    r"|bullpen|innings?|outfield|trainer|fußball\w*|bundestrainer\w*|entraîneur|entrenador|football club|f\.?c\.?"
    r"|general manager of the [A-Z]\w+|league|seasons?|prospect|head scout|captain|relegation"
    r"|club (?:president|captain|chairman)"
)
_STATE: Final = (
    r"(?:prime |foreign |finance |defen[cs]e |first |culture |interior |health )?ministers?|senators?"
    r"|congress(?:man|woman)|parliament|presidential"
    r"|presidency|mayor|ambassador|attorney general|supreme court|white house|secretary of state|defense secretary"
    r"|(?:health|home|foreign|treasury|education|energy|transport|justice|interior|press|business|cabinet) secretary"
    r"|cabinet|lawmaker|elections?|electoral|ballot|caucus|politburo|party leader|opposition leader"
    r"|coalition government|governor|vice presidential|inaugurat\w+|brigadier|colonel|admiral|sergeant|battalion"
    r"|regiment|troops|rebels|nato|warlord|bundeskanzler\w*|ministerpräsident\w*|minister(?:in)?|bürgermeister\w*"
    r"|bundestag|landtag|präsidentschaft\w*|ministre|ministro|ministra|gobierno|gouvernement|senado|fed chair"
    r"|federal reserve|central bank|police chief|fire chief|police|sheriff|judge|magistrate|county|city council|council"
    r"|mayoral|district attorney|secretary general|head of state|politics|premier|chancellor|republican|democrats?"
    r"|democratic|labour|tory|spd|cdu|alcalde|alcaldesa|diputad[oa]s?|consejer[oa] de (?:sanidad|hacienda"
    r"|educación|cultura)"
)
_SCREEN: Final = (
    r"actor|actress|sitcom|sequel|box office|rapper|guitarist|drummer|bassist|frontman|album|soundtrack|film festival"
    r"|movie|showrunner|tv show|starring|orchestra|conductor|kapellmeister|symphony|ballet|streaming drama|novelist"
    r"|soap opera|drama series|hit (?:drama|show|series)|episode|novel"
)
_COURT: Final = (
    r"sentenced|pleaded|pleads guilty|convicted|convict|indicted|arrested|acquitted|testif\w+|jury|prison|manslaughter"
    r"|extradit\w+|sues|sued|lawsuit|trustee to oversee|charged with|bribery|judge|court"
)
_LIFE: Final = (
    r"dies|died|death|passing of|dead at|passed away"
    r"|passes away|obituary|funeral|memorial service|mourns|bishop|archbishop|cardinal"
    r"|pope|dean of|professor of|headmaster|school principal|school board|artificially intelligent|humanoid"
    r"|fictional|gestorben|verstorben|décès|décédée?|fallece|falleció|muere|rector|parish|priest|vicar|mort de"
)
_PRAISE: Final = (
    r"survey|poll finds|study finds|study shows|according to a (?:study|survey)|percent of ceos|hall of fame"
    r"|\w*(?:person|leader|ceo|cfo|executive|company|man|woman|entrepreneur|manager|player|employee|team"
    r"|product) of the year"
    r"|lifetime achievement|awards?|honou?rs|honou?red|most (?:influential|powerful)|best (?:place|places|ceo"
    r"|employer|company|companies)"
    r"|top \d+|\d+ under \d+|panel|keynote|speaker|will speak|summit|webinar|conference call"
)
_COUNTRY: Final = "|".join(re.escape(name) for code, name in Locale("en").territories.items() if code.isalpha())
# "elected president of Cape Verde", "Liberia's president"; a company's "president of Canada" is of a part of it.
_HEAD_OF_STATE: Final = rf"elected president of (?:the )?(?:{_COUNTRY})|(?:{_COUNTRY})['’]s? (?:vice )?president"
_OTHER_TRADES: Final = re.compile(rf"\b(?:{_SPORT}|{_STATE}|{_HEAD_OF_STATE}|{_SCREEN})\b", re.IGNORECASE)
_OTHER_NEWS: Final = re.compile(rf"\b(?:{_COURT}|{_LIFE}|{_PRAISE})\b", re.IGNORECASE)
_ADVISERS: Final = re.compile(
    r"\b(?:joins?|joined|joining|named to|appointed to|elected to|added to|leaves|left|departs|quits)\s+"
    r"(?:\S+\s+){0,5}?advisory (?:board|council)\b|\b(?:re-?election|reelected|re-elected)\b",
    re.IGNORECASE,
)
_LOOK_BACK: Final = re.compile(
    r"\b(?:anniversary|years? ago"
    r"|decade ago|(?:years?|decades?) (?:later|before)|last year|back in|this (?:week|day|month) in (?:19|20)\d\d"
    r"|since (?:joining|becoming|taking over|being named|he|she)|looking back|in his (?:first|second|third) year"
    r"|celebrates|reflects on|was once|(?:he|she) (?:began|started) (?:his|her) career"
    r"|vor (?:zehn|fünf|\d+) jahren|il y a \w+ ans|hace \w+ años)\b",
    re.IGNORECASE,
)
# "Ann Roe, who left Kestrel two years ago, has been …": a look back by the way.
_ASIDE: Final = re.compile(r",\swho\b[^,;:.]*(?=,\s)")
_PLUPERFECT: Final = re.compile(
    r"\bhad (?:joined|been (?:named|appointed|hired|promoted)|left|resigned|stepped down)\b", re.IGNORECASE
)
# "said that its finance director had resigned" is news told in the past.
_REPORTED: Final = re.compile(r"\b(?:said|announced|confirmed|disclosed|told|revealed)\b.{0,240}\bhad\b", re.IGNORECASE)
_HEARSAY: Final = re.compile(
    r"^\W*(?:reports?|sources?|rumou?rs?)\s?:|(?::|[-–—])\s?(?:reports?|sources?)\W*$|, reports? says?\b"
    r"|\bsources? (?:say|said|tell|told)\b|\breportedly\b|\bsuccession plan\b|\bspeculat\w+"
    r"|\bpeople familiar\b|\bclose to (?:naming|hiring|appointing|picking)\b|\bin (?:advanced )?talks\b"
    r"|^\W*(?:if|unless|had|suppose|imagine)\b|\bwould have\b|\bonly if\b|\bfor (?:a|the|one) day\b"
    r"|^\W*(?:the )?(?:president|UN|EU|city|town) (?:names|appoints|picks|nominates|taps|hires|fires|sacks)\b"
    r"|\bsaid to be\b|\bdeepfakes?\b|\bhoax\b|\bapril fools?\b|\bfake news\b|\bparody\b|\bsatir\w+"
    r"|\b(?:school|academy) (?:names|appoints|hires)\b"
    r"|\bonce (?:left|quit|led|joined)\b"
    r"|\bdrop(?:s|ped)\b[^.;]{0,60}\bas (?:an? |its |their )?(?:client|customer|sponsor)s?\b"
    r"|\bto nominate\b|\bis hiring\b|\bare hiring\b|\bwe['’]re hiring\b|\bjob (?:ad|opening|posting)\b",
    re.IGNORECASE,
)


def is_noise(headline: str) -> bool:
    """Whether a headline asks, teaches or remembers, or speaks of sport, politics, screens or courts."""
    return bool(_HEADLINE.search(headline) or _is_of_elsewhere(headline))


def is_noisy_sentence(sentence: str) -> bool:
    """Whether a sentence tells of no officer's move now: another walk of life, advisers, hearsay, a look back."""
    if gives_orders(sentence) or (_PLUPERFECT.search(sentence) and not _REPORTED.search(sentence)):
        return True
    if is_elsewhere(sentence) or _HEARSAY.search(sentence):
        return True
    return _LOOK_BACK.search(sentence) is not None and _LOOK_BACK.search(_ASIDE.sub("", sentence)) is not None


def is_elsewhere(sentence: str) -> bool:
    """Whether a sentence is of another walk of life than business, or of advisers."""
    return _is_of_elsewhere(sentence) or bool(_ADVISERS.search(sentence))


# Words of other walks of life that stand beside an officer's move now and then.
_MAY_BE_BUSINESS: Final = frozenset({"council", "city council", "county", "season", "seasons", "league", "stadium"})
_C_LEVEL: Final = re.compile(r"\b(?:C[EFOTMIR]O|[Cc]hief (?:[A-Za-z]+ ){1,3}?[Oo]fficer|[Cc]hief [Ee]xecutive)\b")


# "under pressure from attorney general X": whom an officer's move has to do with, but not who moves.
_PRESSED: Final = re.compile(
    r"\b(?:pressure from|(?:probe|inquiry|investigation|inquiries|lawsuit|charges|complaint) (?:by|from|of)"
    r"|settlement with)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
# Why and when an officer moves may be of another walk of life: "resigns after a lawsuit", "named on the death of".
_WHY: Final = re.compile(
    r",?\s(?:after|amid|following|over|despite|upon|on the|in the wake of|who (?:died|passed))\b[^;:]*$", re.IGNORECASE
)
_MOVES: Final = re.compile(
    r"\b(?:names?|named|appoint\w*|hire[sd]?|taps|tapped|promot\w+|resign\w*|quits?|step(?:s|ped|ping)? (?:down|aside)"
    r"|oust\w*|fire[sd]|sack\w*|depart\w*|leav(?:es|ing)|retir(?:es|ed|ing)|replac\w+|exits)\b",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(
    r"\b(?:C[EFOTMIR]O|[Cc]hief (?:[A-Za-z]+ ){1,3}?[Oo]fficer|[Cc]hief [Ee]xecutive"
    r"|(?:finance|marketing|technology) chief|(?:[Mm]anaging|[Ff]inance) [Dd]irector|[Gg]eneral [Cc]ounsel)\b"
)
# What somebody was or is besides: "hires former White House aide X as", ", a keynote speaker and author,".
_BESIDES: Final = re.compile(
    r"\b(?:hires?|hired|names|named|appoints|appointed|taps|tapped|recruits)\s"
    r"(?:an?\s)?(?:former|ex-)\b[^,;:]{3,60}?(?=\sas\b)"
    r"|,\san?\s(?:former|ex-|keynote|award|best-selling)[^,;:]{2,60}(?=,)|\baward-winning\b"
)


def _of_the_move(text: str, cut: re.Pattern[str], to: str) -> str:
    """A sentence that names an officer's move without what `cut` finds; any other as it is."""
    head = cut.sub(to, text)
    return head if head != text and _MOVES.search(head) and _OFFICE.search(head) else text


_BOARD_SEAT: Final = re.compile(r"\b(?:directors?|board|officers?|chair\w*|president)\b", re.IGNORECASE)


def _is_by_the_way(text: str, match: re.Match[str]) -> bool:
    """Whether a word of another walk of life is a body that presses, a vote for the board, or a part of a name."""
    word, before = match[0].casefold(), text[max(0, match.start() - 60) : match.start()]
    if word in {"attorney general", "judge", "court"} and _PRESSED.search(before):
        return True
    if word in {"election", "elections"}:
        return re.match(r"\sof\b", text[match.end() :]) is not None and bool(_BOARD_SEAT.search(text, match.end()))
    named = match[0][0].isupper() and not text[: match.start()].istitle()
    if word == "county":
        return named and before.endswith("-") and text[match.end() : match.end() + 2][1:].isupper()
    return word == "coach" and named and re.search(r"\b(?:at|of|from) $", before) is not None


def _is_of_elsewhere(text: str) -> bool:
    """A word of another walk of life that is nobody's surname ("Stephanie Pope") and no name ("Summit Realty")."""
    text = _of_the_move(text, _BESIDES, " hires ")
    head = _of_the_move(text, _WHY, "")
    for match in (*_OTHER_TRADES.finditer(text), *_OTHER_NEWS.finditer(head)):
        before = text[max(0, match.start() - 24) : match.start()].split()
        following = re.match(r"\s([A-Z]\w+)", text[match.end() : match.end() + 24])
        if match[0][0].isupper() and following and following[1].casefold() in ORGANISATION_WORDS:
            continue
        if match[0].casefold() in _MAY_BE_BUSINESS and _C_LEVEL.search(text):
            continue
        if _is_by_the_way(text, match):
            continue
        if not (match[0][0].isupper() and before and before[-1].strip(".").casefold() in GIVEN_NAMES):
            return True
    return False
