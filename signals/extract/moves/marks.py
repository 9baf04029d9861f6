"""What the pieces of a sentence look like: datelines, ranks, compounds, days, and titles that go on in a filing."""

from __future__ import annotations

import re

from signals.extract.name_words import GIVEN_NAMES
from signals.extract.titles import folded, titles_in

WORD = re.compile(r"(?:[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W\d_]\.(?=\s[^\W\d_])|[^\W_]+(?:['’&.+-](?!s\b)[^\W_]+)*)")
# German writes the company before its chief: "Lumen-Chefin", "Kestrel-Finanzvorstand".
COMPOUND = re.compile(
    r"([A-ZÄÖÜ][\w.&]+)-((?:Finanz|Vertriebs|Marketing|Technik|Personal|Produkt|Software|Konzern|Vorstands)?"
    r"(?:[Cc]hef(?:in)?|[Vv]orstand|[Vv]orständin)|CEO|CFO|COO|CTO|CMO|CIO|Geschäftsführer(?:in)?"
    r"|(?:Vorstands|Aufsichtsrats)vorsitzende[rn]?|Aufsichtsratschef(?:in)?|Vorstandssprecher(?:in)?|Intendant(?:in|en)?"
    r"|Manager(?:in)?|(?:Mit)?[Gg]ründer(?:in)?)(?![\w-])"
)
# "Jane Doe, M.D., Ph.D.,": what stands behind a name and is no part of it.
DEGREES = re.compile(
    r"(?:,\s(?:M\.?D\.?|Ph\.?\s?D\.?|M\.?B\.?A\.?|J\.?D\.?|D\.?O\.?|Pharm\.?\s?D\.?|R\.?N\.?|P\.?E\.?|CPA|CFA|Esq\.?|FCA"
    r"|ACA|OBE|CBE|MBE|D\.?Phil\.?|Sc\.?D\.?)(?=[,;\s]))+"
)
# William “Bill” Doe, William (Bill) Doe
NICKNAME = re.compile(r"\s[“\"(‘'][A-Z][a-z]+[”\")’']\s(?=[A-Z])")
HONOURS = frozenset({"KBE", "CBE", "OBE", "MBE", "CPA", "CFA", "FCA", "MBA", "PhD", "MD"})
SUFFIX = re.compile(
    r"(?:,?\s(?:Jr|Sr|Inc|Corp|Co|Ltd)\.|,?\s(?:Inc|Corp|Ltd|LLC|GmbH|AG|SE|KGaA|KG|plc|PLC|S\.A\.|II|III|IV)(?![\w])|\.?\sKG(?:aA)?(?!\w))"
)
DATELINE = re.compile(
    r"(?=[^a-z]*[A-Z]{4})[A-ZÀ-Þ][\w .,'’/-]{2,45}?(?:\([\w .]{2,20}\))?,?[^.!?]{0,24}?\s(?:--|[-–—])\s+"
    r"|(?:Reuters|AP|AFP|dpa|Bloomberg|Forbes(?:\.com)?|[A-Z][\w ]{1,24}\.(?:com|net))\s[-–—]{1,2}\s"
    r"|[A-Z][A-Z .'-]{3,30},\s[A-Z][a-z]{1,5}\.\s(?:\([A-Z]\w+\)\s)?(?=[A-Z])"
)
# BOSTON--(BUSINESS WIRE)--, LONDON, May 4, 2026 /PRNewswire/ --
WIRE = re.compile(
    r"[^.!?\n]{2,80}?--\s?\([\w ]{3,30}\)\s?(?:--|[-–—])\s*|[^!?\n]{2,70}?/\s?[A-Z][\w ]{3,24}/\s*(?:--?|–|—)\s*"
)
BREAKS = {",": ",", ":": ":", ";": "|", "–": ",", "—": ",", "|": "|", "&": "&", "•": "|", ")": ","}
DEFINED = re.compile(r"\((?:the|our|each)?\s*[\"“]|\((?:and|&)\s|\([A-Z]{2,6}\)")
ELIDED = re.compile(r"[dln]['’](?=[^\W\d_]{2})|[DLN]['’](?=[a-zà-ÿ]{2})")
EX = re.compile(r"(?:[Ee]x|[Ff]ormer)-(?=[A-Z])")
BOARD = re.compile(
    r"(?:supervisory\s|board\s+of\s+directors\b|verwaltungsrat|aufsichtsrat\b|conseil\s+d['’]administration"
    r"|consejo\s+de\s+administración)(?:board\b)?"
    r"|board(?=\s*(?:[.,;]|$)|\s(?:on|after|amid|over|effective|in|today|yesterday|citing|because|following)\b)",
    re.IGNORECASE,
)
DAY_OF_MONTH = re.compile(
    r"(?:\d{1,2}(?:\.|st|nd|rd|th)?\s)?(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|March|März|April|May|Mai|June|Juni|July|Juli"
    r"|Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?)\b\.?(?:\s\d{1,2}(?:st|nd|rd|th)?\b)?"
)
RANK = re.compile(r"(?:Lt|Gen|Col|Capt|Adm|Maj|Sgt|Brig|Rear|Vice|Ret|Hon|Rev|Cmdr)\.")
# Offices that only a filing tells of.
FILED_TITLE = re.compile(
    r"\b(?:(?:Corporate|Assistant)\s)?(?:Secretary|Treasurer|Controller)\b|\b(?:Chief|Principal)\s[A-Z]\w+(?=[,.]|\sand\s)"
)
MORE_TITLE = re.compile(
    r"(?:(?:,[ ]+and|,|[ ]+and|[ ]+of|[ ]+for|[ ]+&|[ ]+-|[ ]*[–—]|/|-(?=[A-Z]))?[ ]?"
    r"(?!(?:Mr|Ms|Mrs|Dr)\.)[A-Z][\w&/’'-]*)*"
    r"(?:,?[ ]+and[ ]+(?:sole[ ]+)?director(?=[ ]+of[ ]|[,.;]))?"
)
# "President of its Yarn Services segment"
_UNIT = re.compile(
    r"(?: of (?:its|our|the|the Company[’']s) (?:[A-Z][\w&-]* (?:and )?){1,4})?\s?(?i:segment|division|unit"
    r"|business|subsidiary|operations)\b"
)
# "President of Larch Cattle Company": the office is elsewhere.
_ELSEWHERE = re.compile(
    r" of (?:[A-Z][\w&’'-]* ){1,4}"
    r"(?:Company|Corporation|Corp|Inc|Incorporated|LLC|LLP|Ltd|Limited|Bancorp|Partners|Holdings)\b"
)
# "its Chief Executive Officer, Aldo R. Finn": a name with an initial goes on behind the office.
_INITIALLED = re.compile(r",?\s[A-Z][\w’'-]+\s[A-Z]\Z")
# "Chief Commercial Officer Ann Roe is leaving": the name of who holds the office stands right behind it.
_HOLDER = re.compile(
    r"(?:(?<=Officer)|(?<=unsel)|(?<=urer)|(?<=etary)|(?<=ident)|(?<=oller)"
    r"|(?<=inance)|(?<=Sales)|(?<=keting)|(?<=ations)|(?<=ources)|(?<=ology)|(?<=pment)|(?<=airs))"
    r"\s[A-Z][\w’'-]+\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+(?=,?\s(?:is|was|has|had|will"
    r"|would|plans|intends|informed|notified|told|advised|resigned|retired|left|departed|stepped|tendered|gave)\b)"
)
_FORMS = "inc|corp|corporation|company|co|ltd|limited|llc|plc|lp|group|holdings"
# "…, and Senior Vice President, Sales, Ann Roe will leave": the office behind "and" is the next person's.
_NEXT_HOLDER = re.compile(
    r",?\s[A-Z][\w’'-]+\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+,?\s(?:will|would|is|was|has|had|resigned|retired|left|departed)\b"
)
_JOINT = re.compile(r",?\s+and\s+(?=[A-Z])")
# "Chief Executive Officer and Jo Anne Roe as Treasurer": a name, and no office.
_AND_NAME = re.compile(r",?\s+and\s+[A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]*){0,2}(?=\sas\s)")
# "Controller, and Ada Roe, Secretary,": the next person with an office of her own.
_AND_TITLED = re.compile(r",\s+and\s+([A-Z][\w’'-]+\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+),\s")
_WHOSE = re.compile(r"^(?:the|its|our|an?)\s(?:(?:Company|Bank|Corporation|Registrant)[’']s\s)?")
NEXT_NAME = re.compile(r"(?:,\s+and\s+|,\s+|\s+and\s+|\s+)([A-Z][\w-]+)(?=\s[A-Z])")
POSSESSIVE = re.compile(r"['’](?:s\b)?(?=[\s,])|['’]s\b")
OF_BODY = frozenset(
    [
        "department",
        "bank",
        "city",
        "university",
        "ministry",
        "office",
        "house",
        "institute",
        "college",
        "church",
        "state",
        "county",
        "bureau",
        "agency",
        "authority",
        "commission",
        "board",
    ]
)
# "Agency for Coastal Works"
FOR_BODY = frozenset({"agency", "office", "authority", "centre", "institute"})
NEW_PLACES = frozenset("york zealand jersey orleans delhi mexico hampshire england balance relic".split())  # noqa: SIM905
# Who sends the news stands behind a stroke, too ("Owen Clarke/Reuters").
AGENCIES = frozenset({"reuters", "ap", "afp", "dpa", "getty", "bloomberg"})
# "Lantern-backed" speaks of Lantern only by the way.
ATTACHED = re.compile(
    r"-(?:backed|based|owned|listed|funded|founded|headquartered|led|born|trained|style|like|rival|parent|owner|maker|operator)$"
)
# "Millbrook, Tenn.-based Kestrel", "San Jose, California-based Kestrel": where a company is.
LOCATED = re.compile(
    r"(?:[A-Z][\w’'-]+\s){0,2}[A-Z][\w’'-]+,\s(?:[A-Z][\w]+\.?\s)?[A-Z][\w]*\.?-(?:based|headquartered)(?=\s)"
)
# Common words that end the name of a company in a running sentence ("Aviva Investors").
LAST_IN_NAMES = frozenset({"investors", "sales", "engineering", "insider"})
# What may follow "CEO" written large in a headline and is nobody's surname.
NO_SURNAME = frozenset(
    """transition pay search role succession compensation departure exit resignation appointment forum summit survey
    award insights roundtable council network interview letter hunt job post position shuffle change news shakeup
    pro plus max mini suite edition app
    says said quits out live talks warns wants sees takes on in of""".split()  # noqa: SIM905
)
CALLINGS = (
    *("bauer", "iker", "icker", "steller", "ndler", "bieter", "cherer", "wickler", "treiber", "ferer", "riese", "haus"),
    *(
        "spezialist",
        "sorger",
        "verlag",
        "gesellschaft",
        "konzern",
        "firma",
        "hersteller",
        "dienstleister",
        "kette",
        "plattform",
        "bank",
        "dienst",
        "schmiede",
    ),
)
# "des Maschinenbauers": German says what a company is instead of its name.
TRADE = re.compile(
    r"(?:hersteller|anbieter|konzern|unternehmen|spezialist|dienstleister|betreiber|versicherer|händler|zulieferer|bauer"
    r"|logistiker|entwickler)(?:e?s|en)?$",
    re.IGNORECASE,
)
# "Toymaker Jolly Bee said": what a company is, before its name at the beginning of a sentence.
TRADES = frozenset(
    """retailer brewer insurer lender miner biotech fintech
    startup airline publisher broadcaster distiller grocer housebuilder supermarket fashion software""".split()  # noqa: SIM905
)
# "Fires COO Four Months Before IPO": nobody's name.
NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve".split())  # noqa: SIM905
SPANS = frozenset("days weeks months years hours minutes decades quarters".split())  # noqa: SIM905
COUNTS = frozenset("few several just mere barely many one".split())  # noqa: SIM905
BESIDE_SPANS = frozenset("ahead early later ago apart earlier more less short".split())  # noqa: SIM905
# "leaves the consumer goods group": what people work for, behind words of what it does.
EMPLOYERS = frozenset(
    """company firm group bank agency corporation registrant
    airline retailer startup start-up maker business publisher carmaker chipmaker
    insurer lender studio giant network manufacturer developer brewer supplier operator provider organisation
    organization charity nonprofit broker utility chain producer carrier automaker drugmaker telco conglomerate
    multinational unicorn fintech biotech brewery distiller miner refiner railway railroad grocer brokerage wholesaler
    distributor housebuilder cooperative subsidiary consultancy miller shipper toymaker utility steelmaker planemaker
    bookmaker outfit marketplace""".split()  # noqa: SIM905
)
# "die 48-Jährige", "The 51-Year-Old"
AGED = re.compile(r"\d{1,3}-?(?:jährige[rn]?|year-old)", re.IGNORECASE)
GERMAN_ARTICLES = frozenset({"der", "die", "das", "des", "dem", "den"})
# Verbs and articles of other tongues that are surnames or parts of names when they are written large.
SMALL_ONLY = frozenset(
    """holt macht legt ficha deja trat tritt folgt designa incorpora nombra may en y et con la le el los las de der
    die das du des del di von van ein own lands picks insider alum son sa su al una""".split()  # noqa: SIM905
)


def _before_next(text: str, start: int, end: int, grown: str) -> str:
    """The title without the next person's name or office behind "and"."""
    stop = start + len(grown)
    named = _AND_NAME.search(text, end, stop + 40)
    if named and named.start() < stop:
        return grown[: named.start() - start]
    for next_name in _AND_TITLED.finditer(text, end, stop + 60):
        behind = text[next_name.end() : next_name.end() + 60]
        behind = _WHOSE.sub("", behind)
        titled = FILED_TITLE.match(behind) or any(not span.start for span in titles_in(behind))
        if titled and next_name.start() < stop and not titles_in(next_name[1]):
            return grown[: next_name.start() - start]
    holder = _NEXT_HOLDER.search(text, end, stop + 60)
    if holder is None or holder.start() > stop:
        return grown
    joints = _JOINT.finditer(text, end, holder.start())
    joint = next((one for one in joints if any(not span.start for span in titles_in(text[one.end() : stop]))), None)
    return grown[: joint.start() - start] if joint else grown


def grown_title(text: str, start: int, end: int, limit: int, filer: str) -> int:
    """Where a title ends that goes on as far as it is written large, up to the name of the company."""
    unit = _UNIT.match(text, end, limit)
    if unit and " of " in text[start : unit.end()]:
        return unit.end()
    more = MORE_TITLE.match(text, end, limit)
    grown = text[start : more.end() if more else end]
    own = filer.replace(",", " ").split()
    first = re.escape(own[0]) if own else "Company"
    rest = "|".join(re.escape(word) for word in own[1:]) or "Inc"
    cut = re.search(
        rf"(?:\s+(?:of|for|and)|,)\s+(?:(?i:{first})(?!\s(?!(?i:{rest}|{_FORMS})\b)[A-Z][a-z]+\b)"
        r"|(?i:the|our|company|registrant|mr|ms|mrs|dr|effective))\b(?!\s(?:\w+\s)?(?i:bank)\b)",
        grown[end - start :],
    )
    if cut:
        grown = grown[: end - start + cut.start()]
    named = _INITIALLED.search(grown) if text[start + len(grown) : start + len(grown) + 1] == "." else None
    if named and named.start() >= end - start:
        grown = grown[: named.start()]
    elsewhere = _ELSEWHERE.match(grown, end - start)
    if elsewhere:
        return end
    holder = _HOLDER.search(text, start, limit)
    if holder and end <= holder.start() < start + len(grown):
        grown = grown[: holder.start() - start]
    grown = _before_next(text, start, end, grown)
    for word in NEXT_NAME.finditer(grown, end - start - 1):
        if folded(word[1]) in GIVEN_NAMES:
            grown = grown[: word.start()]
            break
    return start + len(grown.rstrip(" ,&/-–"))
