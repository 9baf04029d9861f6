"""The words of job changes, by what they do in a sentence: the lexicon from which `move_chunks` makes codes.

Codes: A appoints (finite) · V appointed (finite or passive) · a was appointed · J joins · B becomes · L leaves ·
X ousts · S succeeds · Z is succeeded by · R "appointment of" · O "departure of" · h "appointment" and H "departure"
after a name · s as · t to · f of, at · F from · v with · & and · d the, its · n new · q former · k current ·
W who, when · G German "wird" · ! not, perhaps.
"""

from __future__ import annotations

import re
from typing import Final

# Adverbs and auxiliaries that may stand before a verb without changing what it says.
_AUXILIARY: Final = (
    r"(?:(?:has|have|had|will|is|are|would|to|be|now|also|today|recently|officially|formally|abruptly|suddenly"
    r"|unexpectedly|quietly"
    r"|immediately|voluntarily|set\s+to|due\s+to|plans\s+to|intends\s+to|decided\s+to|chosen\s+to|agreed\s+to"
    r"|it\s+has|it\s+is)\s+)"
)
_PASSIVE: Final = r"(?:(?:has|have|had)\s+(?:also\s+)?been|was|were|is|are|be|being|been|gets|got)"

_NOT: Final = (
    r"(?:won['’]?t|will\s+not|did\s+not|didn['’]?t|has\s+not|hasn['’]?t|is\s+not|isn['’]?t|was\s+not|does\s+not"
    r"|doesn['’]?t|not"
    r"|never|denies|denied|denying|refuses|refused|rules\s+out|no\s+plans|may|might|could|should|reportedly|rumou?red"
    r"|rumou?rs"
    r"|allegedly|is\s+said|considers|considered|considering|weighs|mulls|eyes|in\s+talks|expected|likely|poised"
    r"|tipped|slated\s+by"
    r"|calls?\s+(?:for|on)|called\s+(?:for|on)|calling\s+(?:for|on)|urges?|urged|demands?|demanded|demanding|wants"
    r"|asked"
    r"|threatens|threatened|pressures?|pressured|pressure|if|whether|seeks?|seeking|looking\s+for|searching\s+for"
    r"|soll|könnte|dürfte"
    r"|angeblich|nicht|pourrait|podría|would\s+have|offers?\s+to|offered\s+to|tried\s+to|wanted\s+to|candidate"
    r"|candidates)"
)

VERBS: Final[dict[str, str]] = {
    "negated": _NOT,
    "succeeded": r"(?:to\s+be|will\s+be|is\s+being|was|is|has\s+been|be|being)\s+(?:succeeded|replaced|followed)\s+by|"
    r"(?:succeeded|replaced)\s+by|wird\s+abgelöst\s+von",
    "succeeds": r"succeeds|succeeded|succeeding|succeed|replaces|replaced(?!\s+as\b)|replacing|replace|tak(?:es"
    r"|ing)\s+over\s+(?:from|for)|took\s+over"
    r"\s+(?:from|for)|take\s+over\s+(?:from|for)|(?:take|takes|took|taking)\s+over\s+the\s+(?:duties|role|reins|job"
    r"|position|post)\s+"
    r"(?:of|from)(?=\s+(?-i:[A-Z]))|(?:fills?|filling)\s+the\s+(?:role|position|seat)\s+(?:left|vacated)\s+by"
    r"|folgt(?:e)?(?:\s+auf)?|löst(?=[^.;]{0,80}\sab\b)|beerbt|(?:tritt\s+)?die\s+nachfolge\s+von"
    r"|(?:als\s+)?nachfolger(?:in)?\s+von"
    r"|succède\s+à|succédera\s+à|remplace(?:ra)?|en\s+remplacement\s+de|sustituye\s+a|sustituirá\s+a|sucede\s+a"
    r"|reemplaza\s+a"
    r"|releva\s+a|en\s+sustitución\s+de|as\s+(?:a\s+)?(?:successor|replacement)\s+(?:to|for)",
    "takes over": r"(?:tak(?:es|ing)|took|to\s+take)\s+over(?=\s*(?:[.,;]|$))|named\s+(?:as\s+)?(?:his\s+|her\s+"
    r"|the\s+)?(?:successor|replacement)",
    "became": r"(?:was|is|been|were)\s+made|becomes|became|become|becoming|(?:take|takes|taking|took)\s+(?:over"
    r"|charge|up\s+the\s+reins)"
    r"(?:\s+the\s+(?:role|position|post|job)\s+of|\s+as|\s+the\s+helm\s+as|\s+(?=the\s))|(?:assume|assumes|assumed"
    r"|assuming)(?:\s+the"
    r"\s+(?:role|position|post|title|duties|job|responsibilities)(?:\s+of|\s+as)?)?|(?:take|takes|took"
    r"|taking)\s+(?:on|up)\s+(?:the|a)"
    r"\s+(?:new\s+|newly\s+created\s+)?(?:role|position|post|job)\s+(?:of|as)|(?:take|takes|took"
    r"|taking)\s+the\s+(?:helm|reins|job)\s+(?:as|of)"
    r"|(?:step|steps|stepped|stepping|move|moves|moved|moving)\s+(?:in|up|into)(?:\s+(?:as|to\s+become"
    r"|to\s+serve\s+as|the\s+role\s+of|the\s+position"
    r"\s+of|to\s+the\s+role\s+of|to\s+the\s+position\s+of|to))|(?:start|starts|started|begin|begins|return|returns"
    r"|returned|back)\s+as|(?:to"
    r"|will)\s+serve\s+as|serves\s+as"
    r"(?=\s+interim)|is\s+(?:now|our\s+new|the\s+new)|wird(?=\s+(?:ab\s|zum\s|neue|künftig|interim|\w*chef"
    r"|\w*vorstand|ceo|cfo|cto|coo|cmo"
    r"|geschäftsführ|vorstand|leiter))|wurde(?=\s+neue)|übernimmt(?:\s+(?:die\s+(?:leitung|position|rolle|funktion"
    r"|aufgabe)|den\s+posten|das\s+amt))?"
    r"(?:\s+(?:des|der|als))?|devient|deviendra|prend(?:ra)?\s+(?:la\s+direction|les\s+fonctions|les\s+rênes"
    r"|le\s+poste)(?:\s+(?:de|du|d['’]))?"
    r"|asume(?:\s+el\s+cargo\s+de|\s+como|\s+la)?|asumirá(?:\s+como)?|pasa\s+a\s+ser|será(?=\s+(?:el|la|su)\s)",
    "joined": r"(?:re)?joins|returns?\s+to|returned\s+to|verstärkt|(?:re)?joined|(?:re)?joining|(?:re)?join|(?:move"
    r"|moves|moved|head|heads|headed|jump"
    r"|jumps|jumped|decamp|decamps|decamped"
    r"|defect|defects|defected)\s+to|(?:come|comes|came)\s+(?:on\s+board|aboard)|(?:sign|signs|signed)\s+on"
    r"|wechselt(?:\s+(?:zu[mr]?|in))?|stößt\s+zu[mr]?"
    r"|kommt\s+zu[mr]?|rejoint|rejoindra|intègre|se\s+incorpora(?:rá)?(?:\s+a)?|se\s+une\s+a|ficha\s+por|llega\s+a",
    "ousted": r"ousts|fires|sacks|dismisses|loses|(?:part|parts|parted|parting)\s+(?:ways|company)\s+with"
    r"|lets?\s+go(?:\s+of)?|boots|entlässt|feuert"
    r"|trennt\s+sich\s+von|limoge|se\s+sépare\s+de|despide\s+a|destituye\s+a|cesa\s+a|removes|terminates",
    "was ousted": _PASSIVE
    + r"\s+(?:ousted|fired|sacked|dismissed|removed|terminated|let\s+go|forced\s+out|pushed\s+out"
    r"|out)\b(?!\s+of\s+(?:hospital|jail"
    r"|prison|office\s+hours|stock))|entlassen|abberufen|freigestellt",
    "left": r"(?:step|steps|stepped|stepping|stand|stands|stood)\s+(?:down|aside|back)|resigns|resigned|resigning"
    r"|resign|quits|quit|quitting"
    r"|departs|departed|departing|depart|retires|retired|retiring|retire|exits|exited|exiting|exit(?=\s+(?:as|after))"
    r"|leaves|leaving|left|leave"
    r"|(?:bow|bows|bowed)\s+out|(?:move|moves|moving)\s+on|calls?\s+it\s+quits|(?:give|gives|gave"
    r"|giving)\s+up(?=\s+(?:the\s+|his\s+|her\s+)?"
    r"(?:role|post|ceo|job|title|position|chief))|replaced(?=\s+as\b)|relinquish(?:es|ed|ing)?|vacates?|(?:hand|hands|handed)\s+in\s+(?:his"
    r"|her)\s+(?:notice|resignation)"
    r"|tritt(?=[^.;]{0,90}\b(?:zurück|ab)\b)|trat(?=[^.;]{0,90}\bzurück\b)|verlässt|verließ"
    r"|hat\s+(?=[^.;]{0,60}verlassen)"
    r"|scheidet(?=[^.;]{0,90}\baus\b)|legt(?=[^.;]{0,90}\bnieder\b)|gibt(?=[^.;]{0,60}\b(?:posten|amt"
    r"|position)\b[^.;]{0,30}\bauf\b|[^.;]{0,60}\babgabe\b)"
    r"|geht\s+in\s+(?:den\s+)?(?:ruhestand|rente|pension)|hört(?=[^.;]{0,60}\bauf\b)|kündigt(?=\s*[.;]|$)"
    r"|räumt(?=[^.;]{0,40}\b(?:posten|chefsessel)\b)"
    r"|quitte(?:ra)?|a\s+quitté|démissionne(?:ra)?|a\s+démissionné|part\s+à\s+la\s+retraite|prend\s+sa\s+retraite"
    r"|deja(?:rá)?|dimite|ha\s+dimitido"
    r"|abandona(?:rá)?|renuncia(?:\s+a)?|se\s+jubila|se\s+marcha|step\s+down|announces?d?\s+(?:his"
    r"|her)\s+(?:resignation|retirement|departure)"
    r"|tendered\s+(?:his|her)\s+resignation|(?:is|are)\s+out(?=\s+(?:as|at|of|after)\b|\s*[,.;]|\s*$)|out(?=\s+as\b)",
    "promoted": _PASSIVE + r"\s+(?:promoted|elevated)",
    "was appointed": _PASSIVE
    + r"\s+(?:\w+ly\s+|also\s+|today\s+)?(?:appointed|named|hired|tapped|picked|selected|chosen|recruited|elected"
    r"|installed"
    r"|designated|brought\s+(?:in|on|aboard))|(?:est|a\s+été|été|sera)\s+(?:nommée?|promue?|désignée?|recrutée?)"
    r"|(?:ha\s+sido|es|será|fue)\s+"
    r"(?:nombrad[oa]|designad[oa]|ascendid[oa])|nombrad[oa]|nommée?s?|promue?(?=\s)",
    "promotes": r"promotes|elevates|bumps\s+up|beförderte|promeut|asciende\s+a|promociona\s+a|promote|promoting",
    "promoted?": r"promoted|elevated",
    "appoints": r"(?:has|gets)(?=\s+an?\s+new\b)|(?:bekommt|erhält)(?=\s+(?:eine[nm]?\s+)?neue)|appoints|names|hires"
    r"|taps|picks|selects|chooses|recruits|poaches"
    r"|welcomes|installs|designates|elects|lands|snags|nabs|adds|confirms"
    r"|brings\s+(?:in|on|back|aboard)(?:\s+board)?|brought\s+(?:in|on|back|aboard)|turns\s+to|turned\s+to|appoint"
    r"|appointing|naming|hiring|hire"
    r"|announces(?!\s+(?:that|his|her))|announced(?!\s+(?:that|his|her|on|yesterday|today))|welcomed|welcome(?!\s+to)"
    r"|poached|lured|lures|snapped\s+up"
    r"|chose|makes|ernennt|ernannte|bestellte|beruft|berief|holt|verpflichtet|macht|gewinnt|präsentiert|nomme"
    r"|a\s+nommé|recrute|désigne|nombra|nombró"
    r"|ha\s+nombrado|ficha|designa|incorpora|name(?=\s+(?-i:[A-Z]))|promotes",
    "appointed?": r"appointed|named|hired|tapped|picked|selected|chosen|recruited|elected|installed|designated"
    r"|ernannt|bestellt|berufen|verpflichtet|befördert|added",
    "appointment of": r"(?:appointment|hiring|promotion|addition|election|recruitment|arrival)\s+of|(?:ernennung"
    r"|berufung|bestellung)\s+von|nomination\s+d(?:e\s|['’])"
    r"|nombramiento\s+de|hires?:|new\s+hire:?",
    "departure of": r"(?:departure|resignation|retirement|exit|ouster|dismissal|departures)\s+of|(?:abgang|rücktritt"
    r"|ausscheiden)\s+von|départ\s+de"
    r"|démission\s+de|salida\s+de|dimisión\s+de",
    "appointment": r"(?:appointment|promotion|hiring|ernennung|nomination|nombramiento)(?=\s+(?:as|to|zum|zur|comme"
    r"|como)\b)",
    "departure": r"(?:departure|resignation|retirement|exit|ouster)(?!\s+(?:of|package|plan|savings|community"
    r"|from\s+the\s+(?:eu|market)))",
}

FUNCTION_WORDS: Final[dict[str, str]] = {
    "as": r"(?:in|into|to|for)\s+(?:the\s+|its\s+|a\s+|their\s+)?(?:newly[-\s]created\s+|new\s+|expanded\s+"
    r"|permanent\s+)?(?:role|position|post|job)\s+(?:of|as)|to\s+"
    r"(?:be|become|serve\s+as|act\s+as)|serving\s+as|as|zu[mr]|als|comme|en\s+tant\s+que|au\s+poste\s+de"
    r"|aux\s+fonctions\s+de|como|in\s+the\s+role\s+of|titled",
    "to": r"to|à",
    "of": r"of|at|for|bei|der|des|von|chez|de|du|del|d['’]|en|in|within|by|für",
    "from": r"from|vom|desde",
    "with": r"with|mit|avec|con",
    "and": r"and|&|und|et|y",
    "former": r"former|formerly|ex-?|onetime|one-time|erstwhile|previously|previous|ehemalige[rnsm]?|frühere[rnsm]?"
    r"|ancien(?:ne)?|exdirectora?|outgoing",
    "current": r"current|currently|incumbent|existing|bisherige[rnsm]?|actuel(?:le)?|actual|own|insider|long-?time"
    r"|internal",
    "new": r"new|neue[rnsm]?|nouve(?:au|l|lle)|nuev[oa]|first|first-ever|next(?!\s+(?:month|week|year|quarter|spring"
    r"|summer|fall|autumn|winter))|permanent|erste[rnsm]?|premi(?:er|ère)|primer[oa]",
    "who": r"who|whom|which|that|where|when|after|since|before|while|because|until|having|nachdem|der\s+(?=zuvor)"
    r"|die\s+(?=zuvor)|zuvor|qui|que|quien|despite|how|why",
    "is": r"is|will\s+be",
    "will": r"wird|wurde|werden|worden|ist|sind",
    "the": r"the|a|an|its|their|his|her|our|el|la|las|los|le|les|l['’]|un|una|une|su|sus|sa|son|die|das|den|dem|ein"
    r"|eine[rnms]?|einen|ihre[rn]?|seine[rn]?|veteran"
    r"|industry|executive|exec|executives|two|three|mr\.?|mrs\.?|ms\.?|dr\.?|herrn?|frau|prof\.?|sir|dame|señora?"
    r"|alum|also",
}

CODES: Final[dict[str, str]] = {
    "negated": "!", "succeeded": "Z", "succeeds": "S", "became": "B", "joined": "J", "ousted": "X", "was ousted": "L",
"left": "L", "takes over": "U", "is": "i",
    "promoted": "a", "was appointed": "a", "promotes": "A", "promoted?": "V", "appoints": "A", "appointed?": "V",
"appointment of": "R",
    "departure of": "O", "appointment": "h", "departure": "H", "as": "s", "to": "t", "of": "f", "from": "F", "with":
"v", "and": "&",
    "former": "q", "current": "k", "new": "n", "who": "W", "will": "G", "the": "d",
}  # fmt: skip
PROMOTIONS: Final = re.compile(r"promot|elevat|befördert|promu|promeut|ascend|asciend|bumps", re.IGNORECASE)


def _compiled(words: dict[str, str]) -> str:
    return "|".join(f"(?P<{_group(name)}>{pattern})" for name, pattern in words.items())


def _group(name: str) -> str:
    return "w_" + re.sub(r"\W", lambda found: f"_{ord(found[0])}", name)


CODE_OF_GROUP: Final = {_group(name): code for name, code in CODES.items()}
WORDS_PATTERN: Final = re.compile(
    rf"{_AUXILIARY}{{0,4}}(?:{_compiled(VERBS)})(?![\w-])|(?:{_compiled(FUNCTION_WORDS)})(?![\w])", re.IGNORECASE
)
# Every job change holds one of these; a text without any is dismissed by this one search.
MOVE_GATE: Final = re.compile(
    r"appoint|named?\b|naming|\bnames\b|\bhir(?:e|es|ed|ing)\b|\btap(?:s|ped)\b|\bpick(?:s|ed)\b|join|step(?:s|ped"
    r"|ping)?\s|resign|quit|depart"
    r"|retire|\bexit|\bleav|\bleft\b|\bout\b|oust|\bfire[sd]\b|\bsack|dismiss|replac|succe|promot|elevat|becom|became"
    r"|takes?\s|taking\s|took\s"
    r"|assum|welcom|recruit|select|chose|choos|elect|\bmade\b|\blos(?:es|t)\b|\bpart(?:s|ed)?\s|bring|brought"
    r"|\bnew\s+(?:c[a-z]o\b|chief|head|president|vp\b|vice)|poach|lured?"
    r"|announc|\bmove[sd]?\b|stand(?:s|ing)?\s+down|turn(?:s|ed)\s+to|lands|adds|nabs|snags|ern[ae]nn|bestell|beruf"
    r"|berief|\bholt\b|verpflicht"
    r"|wechsel|wird\b|wurde\b|übernimmt|\btritt\b|\btrat\b|verl[äaie]+ß?s|scheidet|\blegt\b|\bfolgt|\blöst\b|beförder"
    r"|trennt|\bneue|nomm|rejoin"
    r"|quitt|démission|succède|remplac|devient|prend\b|recrute|nombr|ficha|dimit|abandona|renuncia|sustituye|asum"
    r"|incorpora|\bdeja|starts\s"
    r"|relinquish|confirms|elect|installs|serv(?:e|es|ing)\s+as|moves\s",
    re.IGNORECASE,
)
