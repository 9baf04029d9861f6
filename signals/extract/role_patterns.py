"""The words around a company's name that tell its part in a sentence. English well, German, French and Spanish in their
commonest verbs. What a match means is said in `signals.extract.roles`."""

from __future__ import annotations

import re

FORM = (
    r"(?:,?\s+(?:inc(?:orporated)?|corp(?:oration)?|co|company|ltd|limited|llc|plc|gmbh|ag|kg|se|s\.?a\.?s?|sarl|b\.?v"
    r"|oy|ab|a/s|aps|n\.?v|pty|s\.?r\.?l|s\.?p\.?a)\b\.?)"
)
PAREN = r"(?:\s*[(\[][^()\[\]]{0,80}[)\]])"
AFTER_NAME = re.compile(rf"(?:\.(?=\s))?{FORM}{{0,2}}{PAREN}{{0,2}}", re.I)
ASIDE_OPENS = re.compile(r"\s*(?:,|–|—|\s-)\s")
ASIDE_CLOSES = re.compile(r"(?:,|\s?–|\s?—|\s-)(?=\s)")
ASIDE_LIMIT = 170
NOUN_COMMA = re.compile(r"[a-zà-ÿ],\s$")
AUX = (
    r"(?:(?:has|have|had|is|are|was|were|will|would|may|could|today|now|just|also|reportedly|recently|quietly|finally"
    r"|officially|soon|has\snow|have\snow|been|being|be|set|said|says|to|plans?|agrees?|agreed|expects?|hat|wird|a|ha"
    r"|about|looks?|looking|in\stalks|nearing|close)\s+)*"
)

LOWER_WORDS = re.compile(r"(?<![\w-])[a-zà-žæøåß]{3,}(?![\w-])")
# Stems of money, jobs and trade in languages that have no grammar here.
BUSINESS_ABROAD = re.compile(
    r"\d\s?(?:%|€|kr\b|zł|kč)|\b(?:milj|miljo|mili[oó]n|milh|mln\b|mio\b|mrd\b|miliard|miliar|c[efotmi]o\b|rahoit|invest|finans|financ|kapit[aá]l|direkt|dyrekt"
    r"|diret|ředitel|reditel|johtaj|toimitus|verkoop|försälj|salg|sprzeda|prodej|myynti|nábor|zatrudn|rekryt|rekrut|ansætt|ansett|továr|fabri"
    r"|kontor|kantoor|biur|kancel|toimisto|omzet|obrat|omsättning|liikevaihto|převz|preuz|overn|uppköp|kunde|kund|klient|klant|asiakka|aandel|akci)",
    re.I,
)
RIGHT_NOUN = re.compile(
    r"(?:['’]s?)?\s+(?:customer|client|user|investor|backer|shareholder|rival|competitor|supplier|vendor|partner(?!s?\swith\b)"
    r"|partners(?!\s(?:with|up)\b)|subsidiary|unit|alum\w*|veteran|spin-?\s?(?:off|out)|alternative|clone|reseller|parent"
    r"|owner|exile|mafia|ecosystem|wettbewerber|konkurrent|kunde)s?\b",
    re.I,
)
# "Quillfern and Oracle alumni launch…": people of both.
RIGHT_OF_BOTH = re.compile(
    r"\s(?:and|&)\s(?:[A-Z][\w.&-]*\s){1,3}(?:alum\w*|veterans?|backers?|investors?|engineers?|execs?|founders?|customers?)\b"
)
SHARES = re.compile(
    r"(?:['’]s?)?\s+(?:stock|shares|share\sprice)\s(?:falls?|fell|drops?|dropped|jumps?|jumped|soars?|soared|plunges?|plunged|rises?"
    r"|rose|slides?|slid|sinks?|sank|tumbles?|tumbled|surges?|surged|slumps?|slumped|climbs?|climbed|gains?|gained)\b",
    re.I,
)
RIGHT_HYPHEN = re.compile(
    r"[-‑–](?:backed|owned|funded|led|controlled|sponsored|supported|incubated|like|style)\b", re.I
)
# What a person of the company does elsewhere is no event of the company.
_PERSON = (
    r"(?:(?:co-?)?founders?|executives?|execs?|engineers?|managers?|researchers?|employees?|staffers?|team|boss|chair\w*|ceo|cfo|cto|cro"
    r"|cmo|coo|cio|ciso|cpo|chief|president|director|head|vp|svp|evp|gründer|chef|fondateur|patron|fundador)"
)
RIGHT_LEAVER = re.compile(
    rf"(?:['’]s?)?\s+(?:[\w-]+\s){{0,2}}?{_PERSON}\b"
    r"(?:(?!\b(?:leav|left|quit|resign|depart|step|exit|retir|oust|fired))[^.;]){0,50}?"
    r"\s(?:joins?|joined|starts?|launch\w*|raises?|raised|moves?|heads|backs|backed|invests?|invested|buys|bought"
    r"|funds|sets\sup|founds|founded|to\sjoin|to\shead|to\slead|bets)\b(?!\s(?:as|to)\b)",
    re.I,
)
PASSIVE_TARGET = re.compile(
    rf"\s*{AUX}(?:(?:acquired|bought|purchased|taken\sover|snapped\sup|übernommen|racheté[es]*|reprise?|comprad[oa]|adquirid[oa])\b"
    r"(?:\s+\w+){0,2}?\s+(?:by|von|durch|par|por)\b"
    r"|(?:wird|wurde|werde)\s[^.;]{0,60}\b(?:übernommen|gekauft|geschluckt)\b"
    r"|(?:est|a\sété|va\sêtre|serait|sera)\s(?:rachetée?|reprise?|acquise?|cédée?)\b|passe\ssous\s(?:le\scontrôle|pavillon)"
    r"|(?:es|ha\ssido|fue|será)\s(?:adquirid|comprad|absorbid)[oa]\b)",
    re.I,
)
ACQUIRES = re.compile(
    rf"\s*{AUX}(?:complet\w+\s(?:the\s|its\s)?(?:acquisition|purchase|takeover)|acquir(?:es|ed?|ing)|buys?|buying|bought"
    r"|purchas(?:es|ed|ing?)|takes?\sover|took\sover|snap(?:s|ped)\sup|swallow(?:s|ed)|gobbles?\sup|übernimmt|kauft|rachète"
    r"|acquiert|compra|adquiere)\b(?!\s+(?:[$€£]|(?:rs|inr|usd|eur)\b))",
    re.I,
)
INVESTS = re.compile(
    rf"\s*{AUX}(?:(?:puts?|pours?|pumps?|injects?|commits?|ploughs?)\s[^.;]{{0,40}}\b(?:into|in|to|behind)\b"
    r"|(?:re)?invest(?:s|ed|ing)?\b|backs?\b|backed(?!\sby)\b|participat(?:es|ed)\b|investiert|investit\b"
    r"|(?:co-?)?(?:leads?|led)\s(?:[^.;]{0,40}\b)?(?:round|funding|financing|investment|series|seed|raise)\b"
    r"|joins?\s(?:[^.;]{0,30}\b)?(?:round|investors|series)\b|(?:takes?|took|buys?|bought)\s[^.;]{0,25}\bstake\b)",
    re.I,
)
ADVISES = re.compile(
    rf"\s*{AUX}(?:advis(?:es|ed|ing)|represent(?:s|ed|ing)|act(?:s|ed)\s(?:for|as)|counsell?(?:s|ed)|underw(?:rites|rote)|arrang(?:es|ed)"
    r"|audit(?:s|ed)|suppl(?:ies|ied)|provid(?:es|ed)|sponsor(?:s|ed)|host(?:s|ed)|beliefert|berät|conseille|asesora)\b",
    re.I,
)
RATES = re.compile(
    rf"\s*{AUX}(?:raises?|raised|cuts?|lowers?|lowered|lifts?|lifted|hikes?|trims?|boosts?|maintains?|reiterates?|sets?)\s"
    r"(?:[^.;]{0,20}\b)?(?:price\starget|rating|target\sprice|estimates?)\b",
    re.I,
)
IDLE_RAISE = re.compile(
    rf"\s*{AUX}(?:raises?|raised|raising|lifts?|boosts?|cuts?|hikes?)\s(?:\w+\s){{0,2}}?(?:questions?|awareness|prices?|rates?"
    r"|guidance|dividends?|concerns?|doubts?|eyebrows|hopes?|fears?|alarms?|stakes|the\sbar|forecasts?|outlook|objections?"
    r"|expectations|wages|tax(?:es)?|spirits|flags?|children|kids|corn|cattle"
    r"|fees?|fares?|tolls?|tariffs?|rents?|premiums|limits?|points)\b"
    rf"|\s*{AUX}scor(?:es|ed)\s(?:\w+\s){{0,2}}?(?:twice|goals?|winner|hat-trick|late|points|runs|again)\b",
    re.I,
)
VERB = (
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
    r"|levanta|cierra|nombra|capta|abre|ficha|contrata|incorpora|anuncia|lanza|amplía|factura|consigue|logra|recauda|obtiene|despide|compra|inaugura|raccoglie|nomina|chiude|haalt|benoemt|opent|ansætter|henter|åbner|tar\sin|utser"
)
EVENT_VERB = re.compile(rf"(?:['’]s?)?\s+{AUX}(?P<verb>{VERB})\b", re.I)
POSSESSED = re.compile(
    r"['’]s?\s+(?:\w+\s){0,4}?(?P<verb>(?:ceo|cfo|cto|cro|cmo|coo|cio|ciso|cpo|chief|president|head|director|chair\w*|founder"
    r"|co-founder|vp|board|boss|series|seed|round|funding|raise|hiring|sales|finance|new|valuation|layoffs?))\b",
    re.I,
)
EXECUTIVE = re.compile(
    r"\s+(?:\w+\s){0,2}?(?P<verb>ceo|cfo|cto|cro|cmo|coo|cio|ciso|cpo|chief|president|boss|chair\w*|founder|co-founder|chef)\b",
    re.I,
)

PASSIVE = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+)?(?!raising|hiring)(?:\w+ed|shut|sold|lost|won)\b",
    re.I,
)
ACTS = re.compile(
    r"\s+(?:(?:to|will|says?|said|eyes|in\stalks|has|have|had|is|are|hat|haben|wird|werden|ont|va|han)\b"
    r"|(?P<verb>[a-zà-ÿ]+(?:s|ed|t))\s+(?:(?:an?|the|its|their|up|out|off|in|new|first|more|two|three|four|over|nearly|about"
    r"|ein\w*|den|le|la|un|une)\b|[$€£\d]|[A-ZÀ-Þ]))"
)

HEADING = re.compile(
    r"(?P<verb>:\s|\s+in\s(?:\S+\s){0,3}(?:raise|round|buyout|merger|takeover|shake-?up)\b|(?:['’]s?)?\s+(?:layoffs|ipo|board|funding|round|results|ceo|chef|acquisition|takeover"
    r"|rebrand|raise|expansion|deal|restructuring|hiring|insolvenz|finanzierung)\b)",
    re.I,
)
NEXT_OF_LIST = re.compile(r",\s+[A-ZÀ-Þ0-9]")
SECOND_OF_TWO = re.compile(r"\W*[A-ZÀ-Þ][\w.-]*(?:\s[A-ZÀ-Þ][\w.-]*){0,3},?\s(?:and|&|und|et)\s$")
HAPPENS_AT = re.compile(
    r"\bat\s$|\b(?:nuev[oa]|nouveau|nouvelle|neue[rs]?)\s(?:[\w'’-]+\s){1,5}(?:en|chez|bei)\s$", re.I
)
OPENS_AT = re.compile(r"^\W*(?:at|inside|bei|chez|en)\s$", re.I)
# "Jane Marlow is Quillfern's new CFO", "is going to Quillfern as CFO".
IS_NOW = re.compile(r"\b(?:is|becomes|became|(?:is|was)\snamed)\s$", re.I)
ITS_NEW = re.compile(r"['’]s?\s(?:new|next|first|incoming|interim)\s", re.I)
GOING_TO = re.compile(r"\b(?:is|are)\s(?:now\s)?(?:going|heading|headed|moving|off)\s(?:over\s)?to\s$", re.I)
AS_WHAT = re.compile(r"\s(?:as|to\s(?:run|lead|head|be|become))\s", re.I)
# Verbs of what companies do that are no event of a kind of their own.
DOES = re.compile(
    rf"\s+{AUX}(?:takes|took|goes|went|gives|gave|keeps|faces|faced|finds|turns|turned|wants|needs|runs|sets|puts|stands|stays|ends|drops"
    r"|dropped|halts|halted|pauses|paused|delays|delayed|scraps|scrapped|slashes|slashed|trims|boosts|lifts|triples|beats|misses"
    r"|swings|warns|warned|admits|denies|denied|apologi[sz]es|pivots|rejigs|overhauls|pulls|quits|exits|exited|leaves|abandons|postpones"
    r"|cancels|settles|settled|pays|paid|agrees|refinances|changes|changed|teams|scales|ramps|revamps|restructures|restructured"
    r"|steps|stepped|collapses|collapsed|folds|folded|closes|fails|failed|celebrates|appeals|urges|calls|tests|trials|doses|ships"
    r"|prepares|considers|mulls|explores|reviews|orders|invests|renames|stellt|plant|streicht|feiert|verlegt|prévoit|supprime|ferme|cierra|estrena)\b",
    re.I,
)
# A word that is no noun where it follows a subject: what stands behind it shows it to be a verb.
_PEOPLE = (
    r"residents|employees|workers|staffers|users|customers|clients|fans|shares|stocks|investors|owners|drivers|students"
    r"|patients|nurses|doctors|members|tenants|neighbou?rs|bosses|executives|insiders|founders|engineers|analysts|readers"
    r"|shoppers|guests|visitors|products|services|sales|tools|apps|devices|bikes|cars|trucks|prices|results|talks|plans"
)
UNKNOWN_VERB = re.compile(
    rf"\s+(?:\w+ly\s+)?(?!(?:{_PEOPLE})\b)(?P<verb>[a-zà-ÿ]{{2,}}(?:s|ed|t|a|e|ó|é))\s+(?:an?|the|its|their|his|her|up|out|off|in|into|on|to|at"
    r"|for|with|from|as|after|over|amid|by|against|back|down|new|first|more|two|three|four|all|some|nearly|about|around|ein\w*"
    r"|den|die|das|sich|le|la|les|un|une|una|uno|el|los|las|su|sus|sa|son|ses|des|du|[$€£\d]|[A-ZÀ-Þ])\b"
)
LOWER_WORD = re.compile(r"\s+(?!(?:and|und|et)\s)[a-zà-ÿ]")

# What may stand between a preposition and the name.
LEAD = (
    r"(?:(?:the|a|an|its|our|their|his|her|new|existing|fellow|rival|leading|fast-growing|start-?up|company|firm|maker|giant"
    r"|group|retailer|platform|provider|unicorn|der|die|das|dem|den|le|la|les|el|[\w-]+-based|[\w-]+-backed)\s+)*"
)
GAP = r"(?:[a-zà-ÿ][\w'’-]*\s+){0,3}"
LIST = r"(?:[^.;:()]{0,90}?(?:,|\band\b|&|\bund\b|\bet\b)\s+)"
OTHER_LEFT = {
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
OTHER_DIRECT = {role: re.compile(rf"(?:\b(?:{core}))\s+{LEAD}$", re.I) for role, core in OTHER_LEFT.items()}
OTHER_GAPPED = {
    role: re.compile(rf"(?:\b(?:(?i:{core})))\s+(?:{LIST}|{GAP}){LEAD}$") for role, core in OTHER_LEFT.items()
}
EX_HYPHEN = re.compile(r"\bex[-‑]$", re.I)
TITLE = (
    r"officer|president|chief|ceo|cfo|cto|cro|coo|cmo|cio|ciso|cpo|director|head|manager|vp|svp|evp|chair(?:man|woman)?|counsel"
    r"|lead|founder|role|position|post|board|team|executive|sales|marketing|finance|engineering|product|revenue|operations"
    r"|boss|geschäftsführer|vertriebsleiter|directeur|directrice"
)
# "Ellen Marsh, chief risk officer at X, joins the board of Y": who she is, not what happens at X.
ASIDE_OFFICE = re.compile(
    rf",\s(?:[^,.;]{{0,60}}\s)?(?:{TITLE})\s(?:at|of|for|with|bei|chez|de|von|der)\s+(?:the\s)?$", re.I
)
ASIDE_CLOSES_ON = re.compile(r",\s(?:and\s)?(?:has\s|is\s|will\s|to\s|who\s)*(?P<verb>\w+)")
_ENDS_TEXT = """
    leaves left leaving quits quit resigns resigned resigning steps stepped stepping departs departed departing
    retires retired retiring exits exited dies died ousted fired sacked leave resign step depart retire exit
    stand stands standing
"""
ENDS_AN_OFFICE = frozenset(_ENDS_TEXT.split())
# "Barlow, hired by X to find a buyer, adds bankers", and rounds of several companies: background as well.
ASIDE_BY = re.compile(r",\s(?:\w+ly\s)?[a-z]+ed\sby\s+$")
SEVERAL = re.compile(r"\b(?:rounds|deals|stakes|investments|bets)\sin\s+$", re.I)
GOES = re.compile(
    r"(?P<who>\b(?:i|we|they|he|she|who|you|people)\s(?:\w+ly\s)?)?\b(?:joins?|joined|joining|leaves?|left|leaving|quits?|exits?|departs?|departed|departing|verlässt|rejoint|quitte|verlaesst)\s+\S*\s*$",
    re.I,
)
LOOKS_BACK = re.compile(
    r"\b(?:last\s(?:year|month|decade)|years?\sago|in\s(?:19|20)\d\d|once|previously|before\s\w+ing)\b", re.I
)
TARGET_LEFT = re.compile(
    rf"(?:\b(?:re-?)?(?:joins?|joined|joining|leaves?|left|leaving|quits?|exits?|departs?|departed|departing)"
    r"|\b(?:resigns?|resigned|retires?|retired|fired|departs?|departed|exits?)\s(?:from|by)"
    r"|\b(?:moves?|moved|heads?|returns?|switch(?:es|ed)|wechselt|goes)\s(?:to|zu|zur)|\bverlässt|\brejoint|\bquitte|\bverlaesst"
    rf"|\b(?:{TITLE})\s(?:at|of|for|with|bei|chez|de|von|der)"
    r"|\b(?:round|series\s[a-h]|seed|funding|financing|investment|money|capital|injection|raise|\d\s?(?:million|billion|[mb]n?))\s(?:for|in|into|at)"
    r"|\b(?:invest(?:s|ed|ing)?|investit|investiert|pours?|puts?|pumps?|ploughs?|injects?|commits?|leads?|led|co-leads?|bets?)\b[^.;]{0,60}?\s(?:in|into|for|behind|on|to|dans)"
    r"|\b(?:hired|appointed|named|promoted|elected|recruited|raised|secured|closed|announced|launched|opened|unveiled|reported)\sby"
    r"|\b(?:acquir(?:es?|ed|ing)|buys?|bought|buying|purchas(?:es|ed|ing)|takes?\sover|took\sover|snap(?:s|ped)\sup|acquisition\sof"
    r"|takeover\sof|purchase\sof|bid\sfor|offer\sfor|swallows|gobbles\sup|übernimmt|kauft|rachète|acquiert|compra|adquiere)"
    r"|\w*(?:chef|chefin|vorstand|vorständin|leiter|leiterin|geschäftsführung|spitze|führung)\s(?:bei|beim|von|der)"
    r"|\b(?:tour(?:\sde\stable)?|levée|ronda|\w*finanzierung\w*|\w*runde|kapitalspritze|geld|geldsegen|\w*kapital|millionen|augmentation)\b"
    r"[^.;]{0,30}\s(?:de|von|bei|chez|für|en|dans)"
    r"|\b(?:steigt\sbei|beteiligt\ssich\san|entre\sau\scapital\s(?:de|d[’'])|entra\sen\sel\scapital\sde)"
    r"|\bwechselt\b[^.;]{0,60}\s(?:zu|zur|zum)|\b(?:moves?|moved|jumps?|jumped|switch(?:es|ed)|heads?)\sfrom\s[^.;]{0,60}\sto"
    r"|\b(?:layoffs|job\scuts|redundancies|strike|outage|data\sbreach|breach|shake-?up|restructuring|exodus|turmoil|fire|change\sat\sthe\stop)"
    r"\s(?:at|hits?|shakes?|strikes?|in|bei|chez|en)"
    r"|(?<!which\s)(?<!that\s)(?<!who\s)(?<!also\s)(?<!already\s)\b(?:backs?|funds|finances|backed|funded)"
    rf"|\b(?:takes?|took|buys?|acquires?|bought)\b[^.;]{{0,30}}\sstake\sin)\s+{LEAD}$",
    re.I,
)
PURPOSE = re.compile(rf"\b(?:{VERB})\b.*\bto\s+(?:buy|acquire|purchase|take\sover)\s+{LEAD}$", re.I)
FUND_TARGET_GAP = re.compile(
    r"\b(?:acquires?|acquired|buys?|bought|to\s(?:buy|acquire)|backs|joins?|joined|joining|leads\s.{0,40}\sin|invests\s.{0,30}in)\s+"
    r"(?:(?!(?:of|from|for|with|by|to|at|in|on|against|via|through)\s)[a-z][\w-]*\s+){1,4}$"
)
FORMER = re.compile(
    r"\b(?:former|formerly|previously|ex-?|most\srecently"
    r"|who\s(?:was(?!\s(?:\w+ly\s)?(?:named|appointed|hired|promoted|elected|tapped|made))|served|led|ran|worked))\b[^.;,]{0,60}$",
    re.I,
)
# Between the old job and the name these say that the name is where the person goes.
TAKES_UP = re.compile(
    r"\b(?:joins?|joined|joining|takes|took|taken|becomes|became|moves|moved|named|appointed|hired\sas|lands|starts|started"
    r"|heads\sto|returns\sto|wechselt|rejoint|ficha)\b",
    re.I,
)
MOVES = re.compile(r"\b(?:join|leav|left|quit|mov|acquir|buy|bought|invest|back|hired\sby|appointed\sby)\w*", re.I)
