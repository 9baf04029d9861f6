"""What a job title looks like in running text, in English, German, French and Spanish: the pattern of `titles_in`."""

from __future__ import annotations

import re
from functools import cache
from typing import Final


def _words(text: str) -> str:
    return "|".join(sorted((re.escape(word) for word in text.split()), key=len, reverse=True))


# What a vice president, head, director or manager can be one of; anything else after "of" is an organisation.
_AREA: Final = _words(
    """sales marketing finance financial product products engineering technology technologies technical operations
    operating operational people human resources legal security information cybersecurity cyber data analytics
    ai artificial intelligence customer customers client clients success experience support service services
    revenue growth commercial strategy strategic strategies corporate development business communications
    communication public policy government affairs relations investor partnerships partnership partners partner
    alliances channel channels supply chain procurement manufacturing research innovation design brand digital
    platform platforms infrastructure cloud it talent acquisition diversity inclusion equity belonging risk
    compliance audit tax treasury accounting software hardware mobile enterprise consumer retail ecommerce
    e-commerce merchandising solutions global international worldwide regional medical clinical regulatory
    scientific science quality field demand generation gtm go-to-market revops account accounts management
    planning administration content media advertising creative programs program project privacy trust safety
    workplace facilities learning hr r&d pricing insights transformation integration ecosystem community events
    machine applications systems network networks payments lending credit underwriting logistics distribution
    production programming editorial north south east west central northern southern eastern western america
    americas american europe european emea apac asia asia-pacific pacific latam latin uk u.s. us dach germany
    france spain italy japan china india africa canada australia mexico brazil nordics benelux middle
    asia/pacific mid-market smb sustainability culture total rewards general commerce market markets net zero
    impact social responsibility pre-sales presales inside direct core"""
)
# Areas that stand only behind "of": "oil chief" and "film director" are other things.
_AREA_OF: Final = (
    _AREA
    + "|"
    + _words(
        """search image images maps developer developers factory stores restaurants wholesale merchandise music video
        news gaming games devices hardware robotics driving vehicles messaging recruiting machine wearables home
        advertising ads internet online web broadband wireless television chips semiconductor memory storage servers
        printing imaging beauty fashion food beverages energy exploration refining aviation delivery photos"""
    )
)
_AREAS_OF: Final = rf"(?:{_AREA_OF})(?:(?:,\s+and\s+|,\s+|\s+and\s+|\s+&\s+|/|\s+)(?:the\s+)?(?:{_AREA_OF})\b){{0,9}}"
_AREAS: Final = rf"(?:{_AREA})(?:(?:,\s+and\s+|,\s+|\s+and\s+|\s+&\s+|/|\s+)(?:the\s+)?(?:{_AREA})\b){{0,9}}"
# An area that no list knows, where the office plainly ends: "vice president of yarn and dye, Jane Doe".
_OPEN_AREA: Final = (
    r"\s+of\s+(?-i:(?!(?:the|an?|its|his|her|their|our|rival|one|two|both)\s)[a-z][a-z-]+(?:\s+(?!(?:at|for|of|in|to)\s)[a-z&][a-z-]*){0,4}?)"
    r"(?=,\s+(?-i:[A-Z])[\w.’'-]+\s+(?-i:[A-Z])|\s+(?:at|for)\s+(?-i:[A-Z]))"
)
_OF_AREA: Final = (
    rf"(?:{_OPEN_AREA}|\s+of\s+(?:the\s+|its\s+|our\s+|global\s+)?{_AREAS_OF}\b"
    rf"|(?:\s+for|,|\s+-|\s+–)?\s+(?:the\s+|its\s+|our\s+|global\s+)?{_AREAS}\b)?"
)
_BEFORE: Final = (
    r"(?:(?:assistant|associate)\s+(?=general\s+counsel))?"
    r"(?:(?:interim|acting)\s+(?:u\.?s\.?\s+)?)?(?:(?:interim|consulting|fractional|joint|acting|global|deputy|group|worldwide|regional|uk|emea"
    r"|apac|north\s+american|european"
    r"|divisional|division|founding|corporate|field)\s+){0,3}"
)
_RANKS: Final = r"(?:(?:senior|executive|group|corporate|regional|global|first|assistant|associate|area)\s+){0,2}"
_LARGE_AREA: Final = "|".join(
    sorted(
        {word.title() for word in _AREA.split("|") if word.isalpha()} | {"Relations", "Success"}, key=len, reverse=True
    )
)
# What no office begins with: "says the finance chief" begins with "finance".
_NOT_SMALL: Final = (
    r"(?!(?:the|its|his|her|their|our|former|new|current|outgoing|incoming|says?|said|and|for|with|from|that|who|as|first|"
    r"fired|ousted|sacked|hired|poached|moving|bringing|making|naming|appointing|hiring|replacing|ousting|promoting|succeeding|tapped|lost|dismissed|suspended|promoted|elevated|replaced|"
    r"next|veteran|longtime|names?|named|hires?|then|by|when|after|deputy|police|fire|union|spy|army|navy|military|party"
    r"|interim|acting|appoints?|appointed|taps|ousts?|fires|replaces|promotes|unit|company|will|has|have|had|was|is|zum|zur|als|der|die|des|den|und|von|bei|a|an|by|in|of|at|on)\s|ex-)"
)
_ENGLISH: Final = (
    r"co-?c[efotmirpsdlbg]os?|c[efotmirpsdlbg]o|ciso|chro|cpto|caio",
    r"chief\s+(?!executive\s+(?!(?:officer|and|&)\b))(?:(?!chief\b)[\w&-]+,?\s+){1,6}?officer(?:\s+for\s+"
    + _AREAS
    + r"\b)?",
    r"(?:co-)?chief\s+executive(?!s)|chief\s+of\s+staff|chief\s+(?:scientist|architect|economist|counsel)",
    rf"(?:{_RANKS}vice[-\s]president|[serga]?vp|head)\s+of\s+(?:(?-i:[A-Z])[\w&’'-]*(?<!['’]s)\s+){{1,3}}?(?-i:{_LARGE_AREA})\b"
    rf"|[serga]?vp,\s+(?:(?-i:[A-Z])[\w&’'-]*\s+){{0,3}}?(?-i:{_LARGE_AREA})\b",
    rf"{_RANKS}vice[-\s]president{_OF_AREA}|[serga]?vp(?!s){_OF_AREA}",
    rf"heads?{_OPEN_AREA}|heads?\s+of\s+(?:the\s+)?(?:global\s+)?{_AREAS_OF}\b|head\s+of\s+(?-i:[A-Z][\w&]+)(?!['’]s)(?:\s+(?-i:[A-Z]\w+)){{0,2}}(?!['’]s)"
    r"|head\s+of\s+(?:(?-i:[A-Z]\w+)['’]s|its|the)\s+(?:[\w-]+\s+){0,3}(?:unit|division|business|arm|department)",
    rf"(?:{_AREAS}\s+)(?:chief|boss|head|director|lead|manager)(?!\w|\s+executive|\s+officer)",
    rf"executive\s+(?:creative|sales|technical|marketing|medical|editorial)\s+director|(?:managing|executive|senior|associate)\s+director{_OF_AREA}|director\s+(?:of|for)\s+{_AREAS_OF}\b"
    rf"|director,\s+{_AREAS}\b",
    rf"(?:general|country)\s+manager{_OF_AREA}|managing\s+partner|general\s+partner|(?:(?<=as\s)|(?<=as\sa\s))partner(?!\s(?:for|of)\b)|(?<=promoted\sto\s)partner(?!\w)|general\s+counsel"
    rf"|company\s+secretary",
    r"(?:independent\s+|lead\s+)?(?:executive|non-executive|vice|deputy|board)\s+(?:vice\s+)?chair(?!\w)(?:\s+of\s+the\s+board)?"
    r"|(?<=as\s)chair(?!\w)|(?<=its\s)chair(?!\w)|(?<=new\s)chair(?!\w)|chair(?=\s+(?-i:[A-Z])[\w’'-]+\s+(?-i:[A-Z])|\s+of\s+(?:the|its)\s+board|,\s+(?-i:[A-Z])[\w’'-]+\s+(?-i:[A-Z]))"
    rf"|(?-i:{_NOT_SMALL}[a-z][\w&-]{{2,}}\s+(?:{_NOT_SMALL}[a-z][\w&-]{{2,}}\s+)?)(?:chief|boss)(?!\s+(?:\w+\s+){{1,3}}officer|\s+executive)(?=,?\s+(?-i:[A-Z])[\w’'-]+\s+(?-i:[A-Z]))",
    r"(?:executive\s+|non-executive\s+|vice\s+|deputy\s+|independent\s+)?chair(?:man|woman|person)(?:\s+of\s+the\s+board)?|board\s+chair"
    r"|co-chair|(?<=new\s)boss(?=\s+(?:is|at|of|for)\b|\s*[,:;.]|\s*$)"
    r"|(?:(?:non-executive|(?:lead\s+|senior\s+)?independent|managing|executive|board)\s+directors"
    r"|(?:(?:senior|executive)\s+)?vice\s+presidents)(?=[,:]?\s+(?-i:[A-Z])[\w’'-]+\s+(?:(?-i:[A-Z])\.\s)?(?-i:[A-Z]))"
    r"|chair\s+of\s+the\s+board|board\s+member|member\s+of\s+the\s+board(?:\s+of\s+directors)?|(?:non-executive"
    r"|(?:lead\s+|senior\s+)?independent"
    r"|board)\s+director",
    rf"(?<!vice\s)(?<!vice-)president(?:\s+(?:of|for)\s+(?:the\s+|its\s+)?{_AREAS}\b"
    rf"|,\s+{_AREAS}\b)?(?!\s+(?:and\s+fellows))",
    r"(?:co-?)?founder|treasurer|(?:corporate\s+|financial\s+)?controller|comptroller|secretary(?=\s+and\s+general)",
    rf"principal\s+executive\s+officer|(?:principal\s+)?(?:{_AREA})\s+officer",
)
_GERMAN: Final = (
    r"vorsitzende[rn]?\s+(?:der\s+geschäftsführung|der\s+geschäftsleitung|des\s+vorstand(?:e?s)?"
    r"|des\s+aufsichtsrat(?:e?s)?)",
    r"mitglied\s+(?:der\s+geschäftsleitung|der\s+geschäftsführung|des\s+vorstand(?:e?s)?|des\s+aufsichtsrat(?:e?s)?)",
    r"(?:co-)?geschäftsführer(?:in)?s?|geschäftsführende[rn]?\s+gesellschafter(?:in)?|vorständin|prokurist(?:in)?",
    r"(?-i:Intendant)(?:in|en)?|vorstandssprecher(?:in)?|sprecher(?:in)?\s+(?:der\s+geschäftsführung|des\s+vorstands)",
    r"(?:vorstandsvorsitzende|aufsichtsratsvorsitzende)[rn]?|(?:vorstands|aufsichtsrats|konzern|firmen"
    r"|unternehmens)chef(?:in)?",
    r"(?:finanz|vertriebs|marketing|technologie|technik|personal|produktions|it|digital|entwicklungs|produkt|strategie"
    r"|operativ|kommunikations|software|sicherheits|deutschland|europa|einkaufs|rechts|verkaufs|daten"
    r"|design)-?(?:vorstand"
    r"|vorständin|chef(?:in)?|leiter(?:in)?|direktor(?:in)?)",
    r"(?:bereichs|abteilungs|niederlassungs|gesamtvertriebs)leiter(?:in)?|leiter(?:in)?\s+(?:des\s+|der\s+"
    r"|für\s+)?(?-i:[A-ZÄÖÜ])"
    r"[\w-]+(?:\s+(?:und|&)\s+(?-i:[A-ZÄÖÜ])[\w-]+)?",
    r"(?-i:Leitung)\s+(?:des\s+|der\s+|im\s+)?(?-i:[A-ZÄÖÜ])[\w-]+(?:\s+(?:und|&)\s+(?-i:[A-ZÄÖÜ])[\w-]+)?",
    r"(?<=neue\s)chefin(?!\w)|(?<=neuer\s)chef(?!\w)|(?<=neuen\s)chef(?!\w)|(?<=als\s)chef(?:in)?(?!\w)",
    r"chef(?:in)?(?=\s+(?:von|bei|der|des|vom)\b)",
    r"(?-i:Vorstand|Vorständin)(?=\s+(?-i:[A-ZÄÖÜ])[\w-]+\s+(?-i:[A-ZÄÖÜ]))",
    r"(?:(?<=in\sden\s)|(?<=aus\sdem\s)|(?<=verlässt\sden\s))(?-i:Vorstand)(?!\w)"
    r"|(?:(?<=in\sdie\s)|(?<=aus\sder\s))(?-i:Geschäftsführung)(?!\w)",
    r"finanzvorstand|vorstand\s+(?:für\s+)?(?:finanzen|vertrieb|technik|personal|marketing)",
)
_FRENCH: Final = (
    r"(?:p\.?-?d\.?-?g\.?)(?=\W)|président(?:e)?(?:[-\s]directeur|[-\s]directrice)?(?:\s+générale?)?|gérante?(?=\s)",
    r"direct(?:eur|rice)\s+(?:exécuti(?:f|ve)\s+)?(?:générale?(?:\s+adjointe?|\s+déléguée?)?|commerciale?|marketing"
    r"|financi(?:er|ère)"
    r"|technique|juridique|produit|artistique|digitale?|des\s+(?:ventes|opérations|achats|ressources\s+humaines"
    r"|systèmes"
    r"\s+d['’]information|systèmes)|de\s+la\s+(?:communication|stratégie|technologie|production|transformation)"
    r"|du\s+marketing"
    r"|du\s+développement|de\s+l['’]innovation)(?:\s+et\s+(?:marketing|commerciale?|financi(?:er|ère)))?",
    r"(?:(?<=de\sla\s)|(?<=à\sla\s)|(?<=prend\sla\s)|(?<=prendra\sla\s)|(?<=quitte\sla\s))"
    r"(?:direction\s+(?:générale|financière|commerciale)|présidence)(?=\s+(?:de|du|d['’])|\s*[,.])",
    r"responsable\s+(?:marketing|commerciale?|des\s+ventes|de\s+la\s+communication)|vice-présidente?(?:\s+exécuti(?:f"
    r"|ve))?",
)
_SPANISH: Final = (
    r"consejer[oa]\s+delegad[oa]|president[ea](?:\s+ejecutiv[oa])?(?!\s+(?:del?\s+(?:gobierno|país)|autonómic))"
    r"|vicepresident[ea](?:\s+de\s+\w+)?",
    r"director(?:a)?\s+(?:general|comercial|financier[oa]|técnic[oa]|ejecutiv[oa]|jurídic[oa]|creativ[oa]|adjunt[oa]"
    r"|de\s+(?:marketing|ventas|operaciones|tecnología|recursos\s+humanos|personas|producto|comunicación|innovación"
    r"|finanzas"
    r"|desarrollo|datos|estrategia))(?:\s+(?:y|de)\s+(?:marketing|comercial|ventas))?",
    r"(?:(?<=de\sla\s)|(?<=deja\sla\s)|(?<=dejará\sla\s)|(?<=dejó\sla\s)|(?<=asume\sla\s)|(?<=asumirá\sla\s)"
    r"|(?<=abandona\sla\s)|(?<=ocupará\sla\s)|(?<=a\sla\s))"
    r"(?:dirección\s+(?:general|financiera|comercial|ejecutiva)|presidencia(?:\s+ejecutiva)?)"
    r"(?!\s+de(?:l|\s+la)?\s+(?:gobierno|país|república|partido|generalitat|junta|comunidad|cámara|asociación|federación"
    r"|comisión|diputación|nación|estados))",
    r"gerente\s+general",
    r"jef[ea]\s+de\s+(?:ventas|marketing|operaciones|producto)|responsable\s+de\s+(?:ventas|marketing)",
)
_ONE: Final = "(?:" + "|".join((*_ENGLISH, *_GERMAN, *_FRENCH, *_SPANISH)) + ")"
_AND: Final = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+(?:its\s+)?|\s*&\s*|\s*/\s*|\s+und\s+|\s+et\s+|\s+y\s+)"

TITLE_BODY: Final = rf"{_BEFORE}\b{_ONE}(?!\w)(?:{_AND}{_BEFORE}{_ONE}(?!\w)){{0,3}}"


@cache
def title_pattern() -> re.Pattern[str]:
    """The pattern of a title in text; a quarter of a second to compile, so only where a text is read."""
    return re.compile(rf"(?<![\w@/.-])(?!u\.?s\.?\s){TITLE_BODY}(?![\w@])", re.IGNORECASE)


# Every title holds one of these words; most texts hold none and pay only for this look.
_TITLE_WORDS: Final = frozenset(
    """ceo cfo coo cto cmo cro cio cpo cso cdo clo cbo cgo ciso chro cpto caio
    intendant intendantin intendanten vorstandssprecher vp svp evp gvp rvp avp head heads
    chief boss lead manager managing officer treasurer controller comptroller counsel partner board secretary
    founder cofounder pdg p gérant gérante tête tete chair ceos cfos coos ctos""".split()  # noqa: SIM905
)
_TITLE_BEGINS: Final = (
    *("president", "chair", "vorst", "geschäfts", "gesellsch", "prokurist", "direct", "direkt", "président", "vizepr"),
    *(
        "vicepres",
        "konzern",
        "mitglied",
        "responsab",
        "conseje",
        "jef",
        "vorsitz",
        "sprecher",
        "presidenc",
        "présidenc",
        "direcc",
        "gerente",
        "leitung",
        "board",
        "aufsichtsr",
        "leiter",
        "chef",
    ),
)
_TITLE_ENDS: Final = ("chef", "chefin", "vorstand", "vorständin", "leiter", "leiterin", "direktor", "direktorin")
_WORDS_IN: Final = re.compile(r"\w+").findall


def may_hold_title(text: str) -> bool:
    """Whether any word of `text` could be of a job title; False is sure, and costs a few microseconds a line."""
    return any(
        word in _TITLE_WORDS or word.startswith(_TITLE_BEGINS) or word.endswith(_TITLE_ENDS)
        for word in _WORDS_IN(text.lower())
    )
