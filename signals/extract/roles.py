"""What part a named company plays in the sentence it stands in: what the event is about, or somebody else (§3.4).

Only the subject makes a signal: not the investor, customer, supplier, partner, rival or acquirer. The grammar reads
the words just before and just after the name; it knows English well and the commonest German and French verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The parts, strongest first.

    EVENT: subject of a verb that tells of an event. TARGET: the object that the event happens to (acquired, invested
    in, joined). ACTOR: subject of the sentence. WEAK: stands where a subject stands, without a verb of its own.
    MENTION: no telling. OTHER: surely somebody else's part.
    """

    EVENT = "event"
    ACTOR = "actor"
    TARGET = "target"
    WEAK = "weak"
    MENTION = "mention"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Role:
    part: Part
    why: str


_FORM = (
    r"(?:,?\s+(?:inc(?:orporated)?|corp(?:oration)?|co|company|ltd|limited|llc|plc|gmbh|ag|kg|se|s\.?a\.?s?|sarl|b\.?v"
    r"|oy|ab|a/s|aps|n\.?v|pty|s\.?r\.?l|s\.?p\.?a)\b\.?)"
)
_PAREN = r"(?:\s*[(\[][^()\[\]]{0,80}[)\]])"
_AFTER_NAME = re.compile(rf"(?:\.(?=\s))?{_FORM}{{0,2}}{_PAREN}{{0,2}}", re.I)
_ASIDE_OPENS = re.compile(r"\s*(?:,|–|—|\s-)\s")
_ASIDE_CLOSES = re.compile(r"(?:,|\s?–|\s?—|\s-)(?=\s)")
_ASIDE_LIMIT = 170
_NOUN_COMMA = re.compile(r"[a-zà-ÿ],\s$")
_AUX = (
    r"(?:(?:has|have|had|is|are|was|were|will|would|may|could|today|now|just|also|reportedly|recently|quietly|finally"
    r"|officially|soon|has\snow|have\snow|been|being|be|set|said|says|to|plans?|agrees?|agreed|expects?|hat|wird|a|ha"
    r"|about|looks?|looking|in\stalks|nearing|close)\s+)*"
)

_RIGHT_NOUN = re.compile(
    r"(?:['’]s?)?\s+(?:customer|client|user|investor|backer|shareholder|rival|competitor|supplier|vendor|partner(?!s?\swith\b)"
    r"|partners(?!\s(?:with|up)\b)|subsidiary|unit|alum\w*|veteran|spin-?\s?(?:off|out)|alternative|clone|reseller|parent"
    r"|owner|exile|mafia|ecosystem|wettbewerber|konkurrent|kunde)s?\b",
    re.I,
)
_RIGHT_HYPHEN = re.compile(
    r"[-‑–](?:backed|owned|funded|led|controlled|sponsored|supported|incubated|like|style)\b", re.I
)
_RIGHT_LEAVER = re.compile(
    r"(?:['’]s?)?\s+(?:(?:co-?)?founder|executive|exec|engineer|manager|researcher|employee|staffer|team)s?\b"
    r"[^.;]{0,40}?\s(?:joins?|joined|starts?|launch\w*|raises?|moves?|heads|leaves?\sfor)\b",
    re.I,
)
_PASSIVE_TARGET = re.compile(
    rf"\s*{_AUX}(?:acquired|bought|purchased|taken\sover|snapped\sup|übernommen|racheté)\b(?:\s+\w+){{0,2}}?\s+(?:by|von|par)\b",
    re.I,
)
_ACQUIRES = re.compile(
    rf"\s*{_AUX}(?:complet\w+\s(?:the\s|its\s)?(?:acquisition|purchase|takeover)|acquir(?:es|ed?|ing)|buys?|buying|bought"
    r"|purchas(?:es|ed|ing?)|takes?\sover|took\sover|snap(?:s|ped)\sup|swallow(?:s|ed)|gobbles?\sup|übernimmt|kauft|rachète"
    r"|acquiert|compra|adquiere)\b",
    re.I,
)
_INVESTS = re.compile(
    rf"\s*{_AUX}(?:(?:puts?|pours?|pumps?|injects?|commits?|ploughs?)\s[^.;]{{0,40}}\b(?:into|in|to|behind)\b"
    r"|(?:re)?invest(?:s|ed|ing)?\b|backs?\b|backed(?!\sby)\b|participat(?:es|ed)\b|investiert|investit\b"
    r"|(?:co-?)?(?:leads?|led)\s(?:[^.;]{0,40}\b)?(?:round|funding|financing|investment|series|seed|raise)\b"
    r"|joins?\s(?:[^.;]{0,30}\b)?(?:round|investors|series)\b|(?:takes?|took|buys?|bought)\s[^.;]{0,25}\bstake\b)",
    re.I,
)
_RATES = re.compile(
    rf"\s*{_AUX}(?:raises?|raised|cuts?|lowers?|lowered|lifts?|lifted|hikes?|trims?|boosts?|maintains?|reiterates?|sets?)\s"
    r"(?:[^.;]{0,20}\b)?(?:price\starget|rating|target\sprice|estimates?)\b",
    re.I,
)
_IDLE_RAISE = re.compile(
    rf"\s*{_AUX}(?:raises?|raised|raising|lifts?|boosts?|cuts?|hikes?)\s(?:\w+\s){{0,2}}?(?:questions?|awareness|prices?|rates?"
    r"|guidance|dividends?|concerns?|doubts?|eyebrows|hopes?|fears?|alarms?|stakes|the\sbar|forecasts?|outlook|objections?"
    r"|expectations|wages|tax(?:es)?|spirits|flags?|children|kids|corn|cattle)\b",
    re.I,
)
_VERB = (
    r"rais(?:es?|ed|ing)|secur(?:es?|ed|ing)|clos(?:es?|ed|ing)|land(?:s|ed)|bag(?:s|ged)|nab(?:s|bed)|nets?|scor(?:es?|ed)"
    r"|pull(?:s|ed)\sin|haul(?:s|ed)\sin|gets?|got|receiv(?:es?|ed)|wins?|won|announc(?:es?|ed|ing)|complet(?:es?|ed)"
    r"|hir(?:es?|ed|ing)|appoint(?:s|ed)?|nam(?:es?|ed)|tap(?:s|ped)|promot(?:es?|ed)|welcom(?:es?|ed)|adds?|added"
    r"|recruit(?:s|ed)?|elect(?:s|ed)|open(?:s|ed|ing)?|launch(?:es|ed|ing)?|expand(?:s|ed|ing)?|lay(?:s|ing)?\soff"
    r"|laid\soff|fil(?:es|ed)|report(?:s|ed)|plann(?:ed|ing)|sign(?:s|ed)|select(?:s|ed)|pick(?:s|ed)|adopt(?:s|ed)"
    r"|deploy(?:s|ed)|mov(?:es|ed|ing)|unveil(?:s|ed)|introduc(?:es|ed)|releas(?:es|ed)|roll(?:s|ed)\sout|partner(?:s|ed)"
    r"|sells?|sold|merg(?:es|ed|ing)|post(?:s|ed)|los(?:es|ing)|lost|cut(?:s|ting)?|replac(?:es|ed)|oust(?:s|ed)|fir(?:es|ed)"
    r"|part(?:s|ed)\sways|banks|banked|collect(?:s|ed)|attract(?:s|ed)|grabs?|grabbed|snags?|snagged|snar(?:es|ed)|crowdfund(?:s|ed)|mops\sup|rakes?\sin|hauls|picks?\sup|emerg(?:es|ed)"
    r"|borrow(?:s|ed)|migrat(?:es|ed|ing)|switch(?:es|ed)\sto|doubl(?:es|ed)|grows?|grew|shut(?:s|ting)?|stops?|rebrand(?:s|ed)"
    r"|debuts?|debuted|goes\spublic|begins?|starts?|creat(?:es|ed)|build(?:s|ing)|built|acquired\sby|backed\sby|takes?\sin"
    r"|poach(?:es|ed)|lur(?:es|ed)|relocat(?:es|ed)|establish(?:es|ed)|enters?|entered|recalls?|recalled|sues?|sued|joins?"
    r"|joined|reveal(?:s|ed)|confirm(?:s|ed)|swap(?:s|ped)|implement(?:s|ed)|choos(?:es)|chose|invit(?:es|ed)|extend(?:s|ed)"
    r"|bring(?:s|ing)|brought|draws?|drew|reach(?:es|ed)|hits|tops|valued|files|searching|seeks?|sought"
    r"|erhält|sammelt|sichert|ernennt|beruft|stellt|sucht|steigert|eröffnet|eroeffnet|baut|meldet|holt|bekommt|gewinnt|schließt"
    r"|schliesst|verkündet|startet|verliert|entlässt|wächst|lève|nomme|recrute|ouvre|annonce|embauche|lance|boucle|obtient"
    r"|levanta|cierra|nombra|capta|abre|ficha|raccoglie|nomina|chiude|haalt|benoemt|opent|ansætter|henter|åbner|tar\sin|utser"
)
_EVENT_VERB = re.compile(rf"(?:['’]s?)?\s+{_AUX}(?P<verb>{_VERB})\b", re.I)
_POSSESSED = re.compile(
    r"['’]s?\s+(?:\w+\s){0,4}?(?P<verb>(?:ceo|cfo|cto|cro|cmo|coo|cio|ciso|cpo|chief|president|head|director|chair\w*|founder"
    r"|co-founder|vp|board|boss|series|seed|round|funding|raise|hiring|sales|finance|new|valuation|layoffs?))\b",
    re.I,
)
_EXECUTIVE = re.compile(
    r"\s+(?:\w+\s){0,2}?(?P<verb>ceo|cfo|cto|cro|cmo|coo|cio|ciso|cpo|chief|president|boss|chair\w*|founder|co-founder|chef)\b",
    re.I,
)

_PASSIVE = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+)?(?!raising|hiring)(?:\w+ed|shut|sold|lost|won)\b",
    re.I,
)
_ACTS = re.compile(
    r"\s+(?:(?:to|will|says?|said|eyes|in\stalks|has|have|had|is|are)\b"
    r"|[a-zà-ÿ]+(?:s|ed|t)\s+(?:an?|the|its|their|up|out|off|in|new|first|more|two|three|four|over|nearly|about|ein\w*|den|le|la|un|une"
    r"|[$€£\d]|[A-ZÀ-Þ]))"
)

_HEADING = re.compile(
    r"(?P<verb>:\s|(?:['’]s?)?\s+(?:layoffs|ipo|board|funding|round|results|ceo|chef|acquisition|takeover"
    r"|rebrand|raise|expansion|deal|restructuring|hiring|insolvenz|finanzierung)\b)",
    re.I,
)
_NEXT_OF_LIST = re.compile(r",\s+[A-ZÀ-Þ0-9]")
_SECOND_OF_TWO = re.compile(r"\W*[A-ZÀ-Þ][\w.-]*(?:\s[A-ZÀ-Þ][\w.-]*){0,3},?\s(?:and|&|und|et)\s$")
_HAPPENS_AT = re.compile(r"\bat\s$", re.I)
_LOWER_WORD = re.compile(r"\s+(?!(?:and|und|et)\s)[a-zà-ÿ]")

# What may stand between a preposition and the name.
_LEAD = (
    r"(?:(?:the|a|an|its|our|their|his|her|new|existing|fellow|rival|leading|fast-growing|start-?up|company|firm|maker|giant"
    r"|group|retailer|platform|provider|unicorn|der|die|das|dem|den|le|la|les|el|[\w-]+-based|[\w-]+-backed)\s+)*"
)
_GAP = r"(?:[a-zà-ÿ][\w'’-]*\s+){0,3}"
_LIST = r"(?:[^.;:()]{0,90}?(?:,|\band\b|&|\bund\b|\bet\b)\s+)"
_OTHER_LEFT = {
    "investor": (
        r"(?:led|backed|funded|financed|supported|joined|anchored|advised)\s+by"
        r"|(?:participation|investments?|funding|money|capital|backing|support|contributions?|cash|loan|financing)\s+(?:from|by)"
        r"|(?:investors?|shareholder|shares?|shareholding|position)\s+in|investors?,?\s+(?:including|include|such\sas|like)"
        r"|(?:rais\w+|secur\w+|gets?|got|land\w*|receiv\w+|bag\w*|nab\w*|takes?|took|borrow\w*|million|[\d.]+\s?[mbk]n?)\b[^.;]{0,60}\bfrom"
        r"|(?:which|that|who)\s+(?:has\s|have\s|had\s|also\s)*(?:backs?|backed|invested\sin|funds?|owns?|owned|supplies|serves|uses?"
        r"|used|bought|acquired|competes\swith|counts|works\swith|sells\sto)|\b(?:an?|early|first|major|existing)\s+(?:investor|backer)\s+(?:in|of)"
    ),
    "customer or peer": (
        r"(?:customers?|clients?|users?|partners?|backers?|rivals?|competitors?|companies|brands|firms|names|start-?ups|peers|likes"
        r"|players|employers|tools|vendors)\s*,?\s*(?:include|includes|including|included|such\sas|like|are|of)"
        r"|such\sas|including|(?<!looks\s)\blike|unlike|similar\sto|compared\s(?:with|to)|versus|\bvs\.?|against|alongside|along\swith|together\swith"
        r"|rather\sthan|instead\sof|(?:used|trusted|chosen|selected|adopted|owned|operated|run|founded|started|created|built|developed"
        r"|sued|accused|supplied|hosted|sponsored|commissioned|picked|approved|powered|audited|employed|rejected|copied)\s+by"
        r"|(?:partner(?:s|ed|ing|ship)?|deals?|agreement|contract|alliance|integrat\w+|work(?:s|ed|ing)?|compet\w+|merg\w+|teams?\sup|teamed\sup"
        r"|collaborat\w+|ties|pact|venture|talks|links?\sup|dispute|forces|battle|relationship|fight|war)\s+(?:\w+\s){0,2}?(?:with|between)"
        r"|(?:customer|client|supplier|vendor|provider|competitor|rival|partner|subsidiary|unit|division|arm|parent|owner|backer|user|reseller"
        r"|alternative|answer|threat|challenger|part|spin-?\s?(?:off|out)|alumn\w+|veteran|graduate|successor|distributor|contractor)s?\s+(?:of|to|for|from|at)"
        r"|(?:build|built|builds|sell|sells|sold|ship|ships|make|makes|made|provid\w+|deliver\w*|suppl\w+|consult\w*|develop\w*)\b[^.;]{0,50}\b(?:for|to)"
    ),
    "former employer": (
        r"(?:poach\w*|hir\w+|joins?|joined|comes?|came|arriv\w+|mov\w+|lur\w+|recruit\w*|away|over|bought|leased|licen[sc]ed)\b[^.;]{0,60}\bfrom"
        r"|(?:spun|spins?)\s(?:out|off)\s(?:of|from)|former(?:ly)?\s+(?:of|at|with)|former|\bex|previously\s+(?:of|at|with)|most\srecently\s+(?:of|at|with)?"
        r"|(?:worked|work|time|years|stints?|career|roles?|positions?|served|spent|tenure|jobs?|experience)\b[^.;]{0,30}\s(?:at|with|for)"
        r"|(?:former|ex-|previously|formerly|who\s(?:was|served|led|ran))\b[^.;,]{0,50}\s(?:at|of|for|with)|(?:taps?|tapped|hires?|hired|poach(?:es|ed)|names?|appoints?|recruits?|lures?)(?:\s(?:a|an|ex))?"
    ),
    "object of another company's act": (
        r"(?:picks?|picked|selects?|selected|chooses?|chose|adopts?|adopted|uses?|using|deploys?|deployed|implement(?:s|ed)|switch(?:es|ed)?\s(?:to|from)"
        r"|signs?|signed|sues?|sued|suing|accuses?|accused|fines?|fined|(?:up|down)grades?d?|rates?|beats?|overtakes?|challenges?|takes?\son|rivals?"
        r"|serves?|supplies|supplied|targets|praises?|ditch(?:es|ed)?|replaces?|replaced|migrat\w+\s(?:to|from)|(?:sells?|sold)\s(?:\w+\s){0,3}to"
        r"|target\son|rating\son|coverage\sof|shares\sof|stock\sof|bets?\son|bullish\son|lawsuit\sagainst|integrates?|tops|owns?|owned|rents?"
        r"|acquired\sby|bought\sby|purchased\sby|taken\sover\sby|absorbed\sby|swallowed\sby)"
    ),
}  # fmt: skip
_OTHER_DIRECT = {role: re.compile(rf"(?:\b(?:{core}))\s+{_LEAD}$", re.I) for role, core in _OTHER_LEFT.items()}
_OTHER_GAPPED = {
    role: re.compile(rf"(?:\b(?:(?i:{core})))\s+(?:{_LIST}|{_GAP}){_LEAD}$") for role, core in _OTHER_LEFT.items()
}
_EX_HYPHEN = re.compile(r"\bex[-‑]$", re.I)
_TITLE = (
    r"officer|president|chief|ceo|cfo|cto|cro|coo|cmo|cio|ciso|cpo|director|head|manager|vp|svp|evp|chair(?:man|woman)?|counsel"
    r"|lead|founder|role|position|post|board|team|executive|sales|marketing|finance|engineering|product|revenue|operations"
    r"|boss|geschäftsführer|vertriebsleiter|directeur|directrice"
)
_TARGET_LEFT = re.compile(
    rf"(?:\b(?:re-?)?(?:joins?|joined|joining|leaves?|left|leaving|quits?|exits?|departs?|departed|departing)"
    r"|\b(?:resigns?|resigned|retires?|retired|fired|departs?|departed|exits?)\s(?:from|by)"
    r"|\b(?:moves?|moved|heads?|returns?|switch(?:es|ed)|wechselt|goes)\s(?:to|zu|zur)|\bverlässt|\brejoint|\bquitte|\bverlaesst"
    rf"|\b(?:{_TITLE})\s(?:at|of|for|with|bei|chez|de|von|der)"
    r"|\b(?:round|series\s[a-h]|seed|funding|financing|investment|money|capital|injection|raise|\d\s?(?:million|billion|[mb]n?))\s(?:for|in|into|at)"
    r"|\b(?:invest(?:s|ed|ing)?|investit|investiert|pours?|puts?|pumps?|ploughs?|injects?|commits?|leads?|led|co-leads?|bets?)\b[^.;]{0,60}?\s(?:in|into|for|behind|on|to|dans)"
    r"|\b(?:hired|appointed|named|promoted|elected|recruited|raised|secured|closed|announced|launched|opened|unveiled|reported)\sby"
    r"|\b(?:acquir(?:es?|ed|ing)|buys?|bought|buying|purchas(?:es|ed|ing)|takes?\sover|took\sover|snap(?:s|ped)\sup|acquisition\sof"
    r"|takeover\sof|purchase\sof|bid\sfor|offer\sfor|swallows|gobbles\sup|übernimmt|kauft|rachète|acquiert|compra)"
    r"|(?<!which\s)(?<!that\s)(?<!who\s)\b(?:backs?|funds|finances|backed|funded)"
    rf"|\b(?:takes?|took|buys?|acquires?|bought)\b[^.;]{{0,30}}\sstake\sin)\s+{_LEAD}$",
    re.I,
)
_PURPOSE = re.compile(rf"\b(?:{_VERB})\b.*\bto\s+(?:buy|acquire|purchase|take\sover)\s+{_LEAD}$", re.I)
_FUND_TARGET_GAP = re.compile(
    r"\b(?:acquires?|acquired|buys?|bought|to\s(?:buy|acquire)|backs|joins?|joined|joining|leads\s.{0,40}\sin|invests\s.{0,30}in)\s+(?:[a-z][\w-]*\s+){1,4}$"
)
_PREPOSITION = re.compile(
    rf"\b(?:for|to|with|by|from|against|on|via|through|over|under|between|than|at|in|of|into|onto|near|about|mit|für|von|bei|avec|pour|chez)\s+{_LEAD}$",
    re.I,
)
_OPENING = re.compile(
    r"(?:^|[:;–—|\"“”‘(]\s*|\s-\s+|,\s+|\b(?:and|as|after|that|when|how|why|says?|said|while|because|before|if|but|is|today|und|dass|et"
    r"|que)\s+)(?:(?:[A-ZÀ-Þ]?[\w'’-]+\s+){0,5})$",
    re.I,
)


# How far the grammar looks: a page without full stops must not cost more than a sentence.
_REACH = 300
_FORMER = re.compile(
    r"\b(?:former|formerly|previously|ex-?|most\srecently|who\s(?:was|served|led|ran|worked))\b[^.;,]{0,60}$", re.I
)
_MOVES = re.compile(r"\b(?:join|leav|left|quit|mov|acquir|buy|bought|invest|back|hired\sby|appointed\sby)\w*", re.I)


def role_of(sentence: str, start: int, end: int) -> Role:
    """The part that `sentence[start:end]` plays in its sentence, and the words that tell it."""
    left, after = sentence[max(0, start - _REACH) : start], sentence[end : end + _REACH]
    if found := _right_noun(after):
        return found
    if _EX_HYPHEN.search(left):
        return Role(Part.OTHER, "former employer")
    after = after[_after_name(after) :]
    if _PURPOSE.search(left):
        return Role(Part.OTHER, "what another company wants to buy")
    if not _is_relative(left) and _TARGET_LEFT.search(left) and not _is_former(left):
        return Role(Part.TARGET, _told(_TARGET_LEFT, left))
    for role, pattern in _OTHER_DIRECT.items():
        if pattern.search(left):
            return Role(Part.OTHER, role)
    if _SECOND_OF_TWO.match(left):
        return Role(Part.WEAK, "second of two")
    if _HAPPENS_AT.search(left) and not after.strip(' .!?"”’'):
        return Role(Part.ACTOR, "where it happens")
    predicate = _predicate(left, after)
    if predicate is not None and (predicate.part is Part.OTHER or _is_direct(after)):
        return predicate
    for role, pattern in _OTHER_GAPPED.items():
        if pattern.search(left):
            return Role(Part.OTHER, role)
    if _FUND_TARGET_GAP.search(left):
        return Role(Part.TARGET, _told(_FUND_TARGET_GAP, left))
    if _PREPOSITION.search(left):
        return Role(Part.MENTION, "stands behind a preposition")
    if predicate is not None:
        return predicate
    if _OPENING.search(left) and not _LOWER_WORD.match(after) and not _NEXT_OF_LIST.match(after):
        return Role(Part.ACTOR, "stands where the subject stands")
    if _OPENING.search(left):
        return Role(Part.WEAK, "stands where the subject stands")
    return Role(Part.MENTION, "named in passing")


def _right_noun(after: str) -> Role | None:
    if _RIGHT_HYPHEN.match(after):
        return Role(Part.OTHER, "backer or owner of another company")
    if found := _RIGHT_NOUN.match(after):
        return Role(Part.OTHER, found[0].strip(" '’s"))
    if _RIGHT_LEAVER.match(after):
        return Role(Part.OTHER, "former employer")
    return None


def _after_name(after: str) -> int:
    found = _AFTER_NAME.match(after)
    return found.end() if found else 0


def _predicate(left: str, after: str) -> Role | None:
    """What the verb after the name, or after the words set off by commas behind it, says of the name."""
    for span in _spans(left, after):
        if found := _told_by(span):
            return found
    return None


def _spans(left: str, after: str) -> Iterator[str]:
    """Where the name's verb may begin: at once; behind the comma of "the firm, Zentrova, raised"; after an aside."""
    yield after
    opening = _ASIDE_OPENS.match(after)
    if opening is None:
        return
    if _NOUN_COMMA.search(left):
        yield f" {after[opening.end() :]}"
    for closing in _ASIDE_CLOSES.finditer(after, opening.end() + 2, opening.end() + _ASIDE_LIMIT):
        if ";" in after[: closing.start()]:
            return
        yield after[closing.end() :]


def _told_by(span: str) -> Role | None:
    if _PASSIVE_TARGET.match(span):
        return Role(Part.TARGET, "is acquired")
    for pattern, role in ((_ACQUIRES, "acquirer"), (_INVESTS, "investor"), (_RATES, "analyst")):
        if pattern.match(span):
            return Role(Part.OTHER, role)
    if _IDLE_RAISE.match(span):
        return Role(Part.WEAK, "raises no money")
    if _PASSIVE.match(span):
        return Role(Part.WEAK, "something is done to it")
    for pattern in (_EVENT_VERB, _POSSESSED, _EXECUTIVE, _HEADING):
        if found := pattern.match(span):
            return Role(Part.EVENT, f"subject of “{found['verb']}”")
    return Role(Part.ACTOR, "subject of the sentence") if _ACTS.match(span) else None


def _is_direct(after: str) -> bool:
    """Whether the verb follows at once: behind a comma it belongs to an earlier name."""
    return bool(_EVENT_VERB.match(after) or _POSSESSED.match(after) or _IDLE_RAISE.match(after))


def _is_relative(left: str) -> bool:
    return bool(re.search(r"\b(?:which|that|who)\s+(?:has\s|have\s|had\s|also\s)*\w+\s+$", left, re.I))


def _is_former(left: str) -> bool:
    """Whether the job before the name is one that the person no longer has."""
    found = _FORMER.search(left)
    return bool(found and not _MOVES.search(found[0]))


def _told(pattern: re.Pattern[str], left: str) -> str:
    found = pattern.search(left)
    return f"object of “{' '.join(found[0].split()[:3])}”" if found else "object"
