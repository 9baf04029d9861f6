"""What speaks against a round, class by class: debt, grants, own funds, talks, looks back, listed shares, trade…

Each class is one pattern and where it is looked for: in the amount's own phrase and what follows it, in the clause
around it, before its verb, or in the whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from signals.extract.dates import MONTHS
from signals.extract.funding import patterns
from signals.extract.funding.phrases import Governor, Head, Phrase, sells_new_shares
from signals.extract.funding.words import Verb
from signals.extract.sentences import blanked


def _folded(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


DEBT: Final = _folded(
    r"\b(?:debt|loans?|credit\s+(?:facility|line|agreement)|lines?\s+of\s+credit|lending|(?:senior\s+|"
    r"convertible\s+|promissory\s+|unsecured\s+)(?:notes?|bonds?)|bonds?|term\s+loan|mezzanine|"
    r"(?:debt|credit|warehouse|loan|revolving|overdraft)\s+(?:facility|financing|funding|line)|"
    r"debentures?|ncds?|sukuk|commercial\s+paper|obligations|facility|revolver|kredit\w*|darlehen|anleihe|prêt|emprunt|préstamo|deuda|dette|"
    r"mortgage|refinanc\w+|project\s+financ\w+|tax\s+equity)\b"
)
EQUITY: Final = _folded(r"\bequity\b(?!\s+crowd)")

# In the amount's own phrase, or between it and the next preposition.
_HEADS: Final = {
    "public money": _folded(
        r"\b(?:grants?|awards?|prizes?|bounty|scholarship|endowment|subsid\w+|tax\s+(?:credits?|"
        r"breaks?|incentives?)|incentives?|förder\w+|subvention\w*|subvenci\w+|fellowship|gift|"
        r"stimulus|bailout)\b"
    ),
    "fund": _folded(
        r"\b(?:(?:venture|debut|seed|growth|new|first|second|third|fourth|opportunity|early-stage|vc|"
        r"climate)\s+funds?|funds?(?!\s+(?:of|to|from|for|will|raised))|"
        r"(?<!levée\sde\s)(?<!levées\sde\s)fonds(?!\s+propres)|fondo)\b"
    ),
    "public market": _folded(
        r"\b(?:ipo|initial\s+public|public\s+offering|offering|share\s+(?:sale|(?<!private\s)placement|placing|issue|"
        r"offer)|stock\s+(?:sale|offering)|(?<!private\s)placement|placing|rights\s+issue|shares|tokens?|"
        r"token\s+sale|crowdsale|"
        r"icos?|coin|buyback|dividend|börsengang|kapitalerhöhung|nasdaq|nyse|debut\s+on|listing|"
        r"direct\s+listing|spac|flotation|float|introduction\s+en\s+bourse|salida\s+a\s+bolsa|"
        r"secondary)\b"
    ),
    "takeover": _folded(
        r"\b(?:acquisitions?|buyouts?|takeovers?|merger|majority\s+stake|lbo|auction|(?:acquisition|"
        r"all-cash|all-stock|cash-and-stock)\s+deal)\b"
    ),
    "trade": _folded(
        r"\b(?:contracts?|orders?|settlements?|(?:law)?suits?|verdict|judg\w+|fines?|penalt\w+|tax(?:es)?|"
        r"revenues?|profits?|bookings|ransom|bail|budget|levy|payout|insurance|refund|licen[sc]e|"
        r"purchase|per|"
        r"salary|bonus|sales|price|umsatz|auftrag|beneficios?|bénéfices?|pérdidas|pertes|gewinn|"
        r"verlust|chiffre\s+d['’]affaires|contrat|ingresos|guidance|forecast|tariffs?|royalt\w+|"
        r"property|building|spectrum|box\s+office|ticket\s+sales)\b"
    ),
    "good cause": _folded(
        r"\b(?:donations?|pledges?|charit\w+|gifts?|campaign\s+(?:cash|funds|money)|"
        r"fundrais\w+\s+(?:drive|campaign|event))\b"
    ),
    "crowd goods": _folded(r"\b(?:kickstarter|indiegogo|gofundme|patreon|pre-?orders?|presales?)\b"),
}
# After the amount, behind a preposition.
_TAILS: Final = {
    "public market": _folded(
        r"\bvia\s+(?:an?\s+)?placing\b|\b(?:in|from|via|through|on|at|by|(?<!ahead\s)of|for)\s+(?:an?\s+|the\s+|its\s+|"
        r"their\s+)?(?:[\w-]+\s+){0,4}?(?:ipo|public\s+offering|offering|share\s+(?:sale|placement|"
        r"placing|issue)|rights\s+issue|"
        r"stock\s+(?:sale|market\s+debut|offering)|placement|share,\s+bond|nasdaq|nyse|listing|"
        r"token\s+sale|crowdsale|icos?|coin\s+offering|börsengang|spac|float|flotation|secondary\s+sale|(?:stock|"
        r"market|trading)\s+debut)\b|\bcommon\s+stock\b|"
        r"\s+from\s+(?:its\s+)?(?:share|stock)holders\b"
    ),
    "debt": _folded(
        r"\s+(?:in|of|through|via|as|mit|durch|über|par|con)\s+(?:an?\s+|new\s+|the\s+|its\s+|"
        r"einer?\s+)?(?:[\w-]+\s+){0,3}?(?:debt(?!\s+and\s+equity)|ncds?|non-convertible\s+debentures|anleihen?|kredit\w*|loans?|credit|"
        r"bonds?|notes|term\s+loan|convertible\s+notes|bond\s+sale)\b|\s+(?:bond|loan|debt|credit)\b|\s+d['’]obligations\b"
    ),
    "takeover": _folded(
        r"\b(?:in|via|by|from|through|on|for)\s+(?:an?\s+|the\s+|"
        r"its\s+)?(?:[\w’'-]+\s+){0,3}?(?:acquisition|takeover|buyout|merger|purchase|sales?|spinoff|"
        r"divestiture|auction|stake\s+sale)\b|\b(?:aus|durch|par|por|mit|de)\s+(?:(?:dem|la|"
        r"le)\s+)?(?:verkauf|vente|venta|cession)\b|\bfor\s+(?:[\w’'-]+\s+){1,3}?deal\b|"
        r"\sby\s+(?:selling|offloading|divesting|spinning\s+off|issuing)\b"
    ),
    "good cause": _folded(
        r"\b(?:for|to\s+(?:help|fight|support|save|fund|feed|rebuild|restore|end|"
        r"benefit))\s+(?:[\w’'-]+\s+){0,3}?(?:charit\w+|hospices?|victims?|relief|homeless\w*|"
        r"refugees?|orphans?|cancer(?!\s+(?:trials?|drug|detection|test|diagnos))|"
        r"research|vets|veterans|school|schools|church|library|museum|children|kids(?!\s+(?:app|"
        r"clothing|education))|janitor|famil(?:y|ies)|animals?|shelter|water|hunger|flood|earthquake|"
        r"ukraine|hurricane|tsunami|famine|disaster|"
        r"roof(?!-)|march\s+of\s+dimes|red\s+cross|salvation\s+army|special\s+olympics|oxfam|orchestra|theatre|parks?|wildlife|nurses|teachers|students|good\s+causes?|the\s+poor|"
        r"aid|unicef|heart|alzheimer\w*|leuk\w+|diabetes\s+research|scholarships?|food\s+banks?|"
        r"legal\s+defen[cs]e|campaigns?(?!\s+(?:management|software|tools?|platform|automation))|(?:re-?election|senate|congressional|presidential|mayoral|governor\w*|white\s+house|"
        r"primary|election)(?:\s+(?:bid|race|run|campaign|fight|push))?)\b|\b(?:sequels?|films?|movies?|re-?election)\b|"
        r"\b(?:from|in|via|through|mostly)\s+(?:[\w’'-]+\s+){0,3}?(?:donors?|donations?|well-wishers|"
        r"supporters|(?:first|second|third|fourth|last)\s+quarter|(?<=in\s)quarter|q[1-4])\b|"
        r"^(?:(?!\sto\s).)*?\bin\s+(?:an?|one|two|three|four|five|six|\d+)\s+(?:days?|weeks?|months?|hours?)\b|"
        r"\bfrom\s+(?:[\w’'-]+\s+){0,3}?(?:industry|lobby\w*|lawyers|taxpayers?|insurers?)\b"
    ),
    "crowd goods": _folded(
        r"\b(?:on|from|via|through|using)\s+(?:[\w-]+\s+){0,3}?(?:kickstarter|indiegogo|gofundme|"
        r"patreon|pre-?orders?)\b"
    ),
    "trade": _folded(
        r"\b(?:in|of)\s+(?:[\w-]+\s+){0,3}?(?:revenues?|sales|profits?|bookings|orders|contracts?|arr|"
        r"damages|fines?|taxes|assets|savings|claims?|losses|prize\s+money|salary|exports|trade|"
        r"patent\w*|lawsuit)\b|"
        r"\b(?:at|in)\s+(?:the\s+)?(?:box\s+office|auction|spectrum)\b|"
        r"\bfor\s+(?:[\w-]+\s+){0,3}?(?:patents?|breach|violat\w+|infring\w+|damages|wrongful|fraud)\b|"
        r"\b(?:a|per)\s+(?:share|hour|month|year|week|ton|day|barrel)\b(?!\s+ago)"
    ),
    "fund": _folded(
        r"\b(?:for|in|towards?|to)\s+(?:[\w’'-]+\s+){0,4}?(?:(?:(?:its|their|his|her)\s+)?(?:debut|first|second|third|fourth|fifth|sixth)\s+[\w-]+\s+funds?|"
        r"(?:debut|new|first|second|third|fourth|"
        r"fifth|sixth|\w+th|seed|growth|venture|opportunity|climate|early-stage|india|china|"
        r"europe)\s+funds?|fund\s+(?:[ivx]+|\d)|vc\s+firm|venture\s+(?:capital\s+)?firm|"
        r"investment\s+firm)\b|"
        r"\bto\s+(?:invest\s+in|back|fund|finance|earmark)\s+(?:[\w-]+\s+){0,4}(?:startups|start-ups|"
        r"companies|founders|entrepreneurs|businesses)\b|"
        r"\bto\s+(?:write|cut|sign)\s+(?:[\w-]+\s+){0,3}(?:cheques|checks)\b|\bto\s+(?:invest|deploy)\b|^\s+(?:for|"
        r"aside\s+for)\s+(?:[\w-]+\s+){0,2}(?:startups|start-ups)\b"
    ),
    "public money": _folded(
        r"\b(?:in|of)\s+(?:[\w-]+\s+){0,3}?(?:grants?|subsidies|incentives|state\s+aid|aid|"
        r"tax\s+breaks?|public\s+money)\b"
    ),
    "capital project": _folded(
        r"^\s*(?:in|into|on|to\s+build)\s+(?:an?\s+|the\s+|its\s+|"
        r"new\s+)?(?:[\w.’'-]+\s+){0,4}?(?:plants?|factor(?:y|ies)|fabs?|data\s+cent(?:er|re)s?|"
        r"cent(?:er|re)s?|facilit(?:y|ies)|campus|projects?|renewable\w*|infrastructure|stadium|"
        r"wind\s+farm|mines?|R&D|shows|content|research|money\s+markets?|buybacks?|headquarters|"
        r"warehouses?|pipeline|bridge|railway|expansion\s+in|markets|education|lab)\b"
    ),
}
_TALKS_BEFORE = _folded(
    r"\b(?:to|will|would|could|may|might|should|can|cannot|must|shall|not|never|didn[’']t|hasn[’']t|"
    r"reportedly|rumou?red|allegedly|if|whether|report(?:s|ed)?\s+(?:that\s+)?it|denies|denied|"
    r"who|whom|which|that|having|had|once|previously|einst|avait|había|in\s+talks|"
    r"said\s+to(?:\s+have)?|veut|veulent|va|vont|compte|espère|souhaite|cherche\s+à|prévoit\s+de|envisage\s+de|s['’]apprête\s+à|entend|"
    r"voudrait|pourrait|devrait|doit|pour|afin\s+de|objectif\s+de|quiere|busca|espera|prevé|planea|pretende|podría|para|de\s+cara\s+a|a\s+punto\s+de|negocia|"
    r"expected|hopes?|plans?|aims?|seeks?|wants?|i|you)(?:\s+(?:has|have|had|"
    r"just|ever|also|already|be|to))*\s*$"
)
_IS_DOING = _folded(r"\b(?:is|are|be|currently|now)(?:\s+(?:is|now|also|currently|still|quietly|actively))*\s*$")
# "Report: Quillfern raising $20M".
_NAME_ENDS = re.compile(r"(?:^|\s)[A-Z][\w&.’'-]*\s*$")
_GLAD = _folded(
    r"\b(?:pleased|proud|excited|thrilled|delighted|happy|honou?red|prepares|able|continues?|manages|"
    r"managed|over|about)\s+to\s*$"
)
_ALREADY_SAID = _folded(
    r"\b(?:announced?s?|says?|said|revealed|confirm(?:s|ed)|tells|told)\b[^,;]{0,40}?(?:\bthat\s+(?:it\s+|"
    r"they\s+|we\s+)?(?:has|have|had)?|\s(?:it|they|we)\s+had)\s*$"
)
# "The start-up that wants to replace your lawyer just raised…": what it wants is not the round.
_WISHES = _folded(
    r"\b(?:that|which)(?:\s+(?:is|has))?\s+(?:wants|aims|hopes|plans|tries|trying|looking|looks|seeks|struggles|promises)\s+to\s+"
    r"(?!raise|secure|close|land|get|sell|borrow)[a-z]+\b"
)
_HEARSAY = _folded(
    r"\b(?:in\s+(?:\w+\s+)?talks|sources?\s+(?:sa(?:y|id)|tell|told|with\s+knowledge|familiar|close)|said\s+to\s+(?:be|have|raise|"
    r"seek|near|close|invest|plan)|rumou?r(?:s|ed)?|reportedly(?!\s+(?:now\s+)?(?:valued|worth)\s)|people\s+familiar|"
    r"according\s+to\s+(?:sources|people|a\s+report)|según\s+fuentes|laut\s+insidern|selon\s+des\s+sources)\b"
)
_TALKS = _folded(
    r"\b(?:looking\s+(?:for|to|at)|seek(?:s|ing)|eyes|eyeing|weigh(?:s|ing)|hopes?\s+(?:to|for)|"
    r"plans?\s+(?:to|for)|planning|aims?\s+(?:to|for)|wants?\s+(?:to|[¤§])|nears?|nearing|close\s+to|"
    r"on\s+the\s+way\s+to|could|might|denies|"
    r"negotiat\w+|considering|considers|mulls|mulling|explor(?:es|ing)|files?\s+(?:to|for)|balk|"
    r"según\s+fuentes|negocia|négocie|verhandelt|im\s+gespräch|laut\s+insidern|selon\s+des\s+sources|"
    r"tries\s+to|trying\s+to|struggles|"
    r"preparing|prepares|set\s+to|about\s+to|in\s+line\s+for|may\s+(?:raise|get|land)|wants)\b"
)
_LOOK_BACK = _folded(
    rf"\b(?:last\s+(?:year|month|fall|spring|summer|winter|autumn|quarter|{MONTHS})|(?:years?|months?|"
    rf"weeks?)\s+(?:ago|later|on\b(?!\s+from)|earlier|before|after\s+(?:raising|closing|securing|landing|bagging|(?:(?:its|an?|the)\s+)?[¤§]))|in\s+(?:19|20)\d\d\b|"
    rf"previously|"
    r"earlier\s+this\s+(?:year|month)|(?<!it\s)(?<!they\s)(?<!we\s)had\s+raised|has\s+raised[^,;.]{0,60}\bsince|(?:raised|total|"
    r"funding)\s+(?:\w+\s+)?(?:to\s+date|so\s+far|since\b|in\s+total)|(?<!funding\s)(?<!round\s)(?<!investment\s)(?<!raise\s)since\s+(?:its|it|then|20|"
    r"inception|launch|founding|the)\b|"
    r"over\s+(?:its|the|their)\s+(?:\w+\s+){0,2}years|according\s+to\s+crunchbase|now\s+(?:it|what|"
    r"they|wants)|(?<!it\s)now\s+has|then\s+(?:it|he|she|they)|before\s+(?:it|going|the|being|selling|launch)|"
    r"already\s+raised|ever\s+raised|"
    r"once\s+(?:raised|funded|valued|worth)|in\s+(?:ten|five|three|two|\d+)\s+(?:years|rounds)|en\s+\w+\s+ans|"
    r"depuis\s+(?:sa|son|20)|(?:vergangene|letzte|vorige)[nms]?\s+(?:jahr|monat|herbst|sommer|winter|frühjahr)|l['’]an\s+(?:dernier|passé)|"
    r"l['’]année\s+dernière|el\s+(?:año|mes)\s+pasado|en\s+20\d\d\b|in\s+(?:zehn|fünf|drei|\d+)\s+jahren|seit\s+(?:der|seiner|20)|"
    r"desde\s+(?:su|20)|en\s+\w+\s+años|récit|histoire|"
    r"what\s+happened|the\s+(?:rise|story|fall)|burn(?:ed|s|t)\s+through|pitch\s+deck|deck\b|playbook|until\s+now)"
    r"|¤\s+(?:\w+\s+)?(?:to\s+date|so\s+far|since\b|in\s+total)\b"
    r"|^[^¤§]*\b(?:fundrais\w+|round|financing|raise|talks|discussions|funding)\s+(?:would\s+|will\s+)?(?:follows?|(?:comes?|came)\s+(?:\w+\s+){0,3}after)\b"
    r"|\bto\s+date\b(?![^,]*,)(?<!largest\sto\sdate)(?<!round\sto\sdate)(?<!biggest\sto\sdate)"
)
_COMPARED = _folded(
    r"[\s,(]+(?:down|up|compared|(?:more|less|lower|higher)(?=\s+than))\b(?:\s+\w+)?\s+(?:from|on|with|to|than)\s+[^,;.)]*"
)
_MONTH = _folded(rf"\s+in\s+(?:{MONTHS}|q[1-4])\b")
_IN_A_MONTH = _folded(rf"\b(?:raised|secured|closed|landed)\b[^,;]{{0,30}}\sin\s+(?:{MONTHS})\b")
_END = _folded(
    r"\b(?:shuts?\s+down|shutting\s+down|shutters|bankrupt\w*|chapter\s+(?:7|11|13)|receivership|lays?\s+off|laid\s+off|layoffs?|"
    r"sold\s+(?:for|to)|cuts?\s+(?:its\s+|\d+%?\s+)?(?:[\w-]+\s+){0,2}(?:jobs|staff|office|workforce)|"
    r"out\s+of\s+business|collapses?d?|"
    r"folds(?!\s+in)|goes\s+under|closes\s+(?:down|doors)|files\s+for|where\s+is\s+it|ran\s+out|"
    r"runs\s+out|fails?|failed|died|dies|dead|insolven\w*|scandal|vanish(?:es|ed)|disappear(?:s|ed)|losing|loses|lost|fraud|prosecutors?|"
    r"charg(?:es|ed)\s+(?:with|by|founder|startup)|lying|on\s+lies|lawsuit\s+(?:says|claims|alleges)|accused|indict\w*|arrest\w*|guilty|sues|sued|steals?|"
    r"stolen|chute|pivots)\b"
)
_JOINT = _folded(r",\s|\sand\s")
_DESPITE = _folded(r"\bdespite\s+[a-z]+ing\s[^,;¤§]*")
_MANY = _folded(
    r"\b(?:have\s+(?:raised|attracted)\s[^.;]{0,40}?\b(?:this|last)\s+(?:year|quarter|month|week)|cagr|market\s+(?:to|size|worth|will)|round-?up(?=\s*(?:[:;|,.]|of\b|$))|"
    r"(?:funding|investments?|financing)\s+(?:(?:for|in|into|to|of|across)\s+[^,;¤§]{2,60}\s)?(?:falls?|fell|rises?|rose|"
    r"drop(?:s|ped)|hits?|jump(?:s|ed)|soar(?:s|ed)|climb(?:s|ed)|slump\w*|report|slid|slides|totall?ed|tripled|doubled)|vcs?\s+(?:poured|invested|pour|put)\s(?!¤+\s+(?:in|into)\s+(?-i:[A-Z]))|(?:start-?ups|companies|founders|"
    r"firms|unicorns)\s+(?:\w+\s+)?(?:raised?|saw|secured?|attract\w*|"
    r"received|get|got|bagged|collect\w*)|venture\s+(?:capital\s+)?(?:funding|investment)\s+(?:in|"
    r"falls|rises|hits)|across\s+\d+\s+deals|total\s+of\s+\d+\s+deals|stocks?\s+to\s+watch|"
    r"class[\s-]action|report\s+says|cb\s+insights|pitchbook|in\s+vc\s+money)\b"
)
_QUESTION = _folded(
    r"^\s*(?:how|why|what|when|where|should|is|are|does|do|did|can|could|if|who|whose|remember|inside|"
    r"lessons|tips|opinion|a\s+founder[’']s)\b|\?\s*$"
)
_NEVER = _folded(
    r"^\s*(?:ask|tell)\s+hn\b|^\s*(?:interview|podcast|video|q\s?&\s?a|opinion|watch|listen|case\s+study|ama)\s*[:|–-]|^\s*poll\b|^\s*rumou?rs?\b|\b(?:post-?mortem|explained|checklist|"
    r"should\s+you|do\s+you|you\s+(?:need|should)|how\s+(?:i|we|to)\b|lessons\b|what\s+(?:we|i)\s+learn\w+|without\s+raising)|\((?:19|"
    r"20)\d\d\)\s*(?:\[\w+\]\s*)?$|\bthe\s+story\b|^how\s+[\w.]+\s+raised|^why\s+[\w.]+\s+raised"
)
_OFFERED = _folded(
    r"(?<!ahead\sof\s)(?<!ahead\sof\san\s)(?<!before\s)(?<!pre-)(?<!at\s)\b(?:ipo|icos?|"
    r"initial\s+public\s+offering|(?:secondary|public|follow-on|direct)\s+offering|share\s+(?:sale|"
    r"placement|placing|issue)|"
    r"rights\s+issue|token\s+sale|stock\s+(?:sale|offering)|selling\s+(?:its\s+)?(?:stock|shares)|"
    r"tender\s+offer|(?-i:PIPE)|at-the-market|registered\s+direct|equity\s+line)\b(?!\s+(?:plans?|hopes|later|next))"
)
# "raises $48M, eyes 2027 IPO": the offering is to come.
_NEXT_OFFER = _folded(
    r",\s+(?:and\s+)?(?:eyes|eyeing|plans|planning|mulls|readies|preps|considers|weighs|targets)\s+(?:[\w-]+\s+){0,2}?ipo\b"
)
_BOUGHT = _folded(
    r"\b(?:acquir(?:es?|ed)\b(?!\s+newly\b)|to\s+(?:buy|acquire)|buys|bought|snaps?\s+up(?!\s+[¤§])|"
    r"(?:rais|increas|boost|trim|lift|cut)\w*\s+(?:(?:its|his|her|their)\s+)?stake|"
    r"marks?\s+(?:down|up)\b|marked\s+(?:down|up)\b|(?:valuation|stake)\s+(?:slashed|cut|marked|written)\b|"
    r"takes?\s+[\w&. ]{2,30}\s+private|takeover|sells?\s+(?:[\w-]+\s+){0,2}stake|majority\s+stake|"
    r"sold\s+to|sell\s+[¤]|exits?\s+(?!stealth)(?-i:[A-Z]))"
)
_FUND_MANAGER = _folded(
    r"\b(?:vc|venture(?:\s+capital)?|private\s+equity|investment|hedge|buyout|growth\s+equity|"
    r"seed)\s+(?:firm|fund|investor|manager)s?\b(?!-)|\baccelerator\b|\bfund\s+manager\b|"
    r"\bnew\s+(?:\w+\s+)?funds\b"
)
_NP_END = _folded(
    r"\s(?:ahead\s+of|to|for|from|led|co-led|as|after|with|at|amid|while|but|despite|über|via|through|in|on|by|en|"
    r"par|por|auprès|von|mit|für|bei|mené|menée|liderada|encabezada|while|that)\s|[,;:.]|\s[-–—]\s"
)
_DEBT_ROUND = _folded(
    r"\sin\s+(?:an?\s+|its\s+)?(?:venture\s+|structured\s+|fresh\s+|convertible\s+)?debt(?:\s+(?:round|funding|financing|deal))?\s*$"
)
_AND_EQUITY = _folded(r",?\s+(?:and|plus)\s+equity\b|,\s+equity\b")


_NAMED_ROUND: Final = _folded(r"\b(?:series\s+(?-i:[A-K]\d?)|(?:pre-?)?seed\s+(?:funding\s+)?round)\b")


def found_in(phrase: Phrase) -> Iterator[str]:
    """The classes of counter-evidence that hold for a phrase."""
    near = near_words(phrase)
    tail = phrase.sentence.masked[phrase.end : phrase.clause_end]
    if is_debt(phrase):
        yield "debt"
    for name, pattern in _HEADS.items():
        if name == "public market" and sells_new_shares(phrase.sentence, phrase.start, phrase.end):
            continue
        if pattern.search(near) and not (
            name in {"fund", "trade"} and phrase.head in {Head.ROUND, Head.FUNDING} and not pattern.search(phrase.words)
        ):
            yield name
    builds = phrase.verb in {Verb.RAISE, Verb.GAIN} and tail.lstrip().startswith("to build")
    left_out = {"debt", "capital project"} if builds else {"debt"}
    if _NAMED_ROUND.search(phrase.sentence.text, phrase.clause_start, phrase.clause_end):
        left_out.add("good cause")  # no charity raises a Series A, whatever its money heals
    yield from (name for name, pattern in _TAILS.items() if name not in left_out and pattern.search(tail))
    yield from _of_time(phrase)
    yield from _of_sentence(phrase)


def near_words(phrase: Phrase) -> str:
    """The phrase, and what still belongs to it: up to the next preposition or break. In a German bracket what stands
    between verb and phrase does too ("hat einen Auftrag über … erhalten")."""
    rest = phrase.right
    words = phrase.sentence.masked[phrase.governor_start : phrase.end] if phrase.is_bracketed else phrase.words
    end = _NP_END.search(rest)
    if end is None:
        return words + rest
    both = _AND_EQUITY.match(rest, end.start())
    return words + rest[: both.end() if both else end.start()]


def is_debt(phrase: Phrase) -> bool:
    """Whether what was taken must be paid back, by the phrase's own words or those right after it."""
    near = near_words(phrase)
    tail = phrase.sentence.masked[phrase.end : phrase.clause_end]
    owed = DEBT.search(near) or _TAILS["debt"].match(phrase.right) or _DEBT_ROUND.search(re.split("[,¤]", tail)[0])
    return owed is not None and not EQUITY.search(near + owed[0])


def is_fund_manager(left: str) -> bool:
    """Whether the words before a verb call its subject a firm that invests."""
    return _FUND_MANAGER.search(left) is not None


def _of_time(phrase: Phrase) -> Iterator[str]:
    masked = phrase.sentence.masked
    governed = phrase.governor is Governor.VERB
    if (
        (governed and _is_only_told_of(phrase))
        or _TALKS.search(blanked(_WISHES, masked), phrase.clause_start, phrase.start)
        or _HEARSAY.search(masked)
    ):
        yield "not yet"
    finite_now = governed and phrase.verb is Verb.RAISE and phrase.word.casefold().endswith("s")
    # "down from $6bn a year ago" looks back at another amount.
    said = _COMPARED.sub("", masked)
    if not finite_now and (_LOOK_BACK.search(said) or _IN_A_MONTH.search(phrase.clause)):
        yield "long past"


def _is_only_told_of(phrase: Phrase) -> bool:
    """Whether the words before the verb keep it from being done now: "may", "is raising", "which had"."""
    masked = phrase.sentence.masked
    before = masked[max(phrase.sentence.begin, phrase.governor_start - 80) : phrase.governor_start]
    if phrase.word.casefold() == "raising" and _NAME_ENDS.search(before):
        return True
    if phrase.word.casefold().endswith("ing") and phrase.verb is not Verb.TAKE and _IS_DOING.search(before):
        return True
    done = _GLAD.search(before) or _ALREADY_SAID.search(before) or _introduced(phrase) or _told_of_giver(phrase)
    return _TALKS_BEFORE.search(before) is not None and not done


def _told_of_giver(phrase: Phrase) -> bool:
    """Whether "had" is that of a report on somebody who gave: no look back."""
    masked, at = phrase.sentence.masked, phrase.clause_start
    told = phrase.verb is Verb.INVEST and patterns.TOLD_BY_TAKER.match(masked, at, phrase.governor_start)
    return bool(told) and patterns.IN_ITSELF.match(masked, phrase.end) is not None


def _introduced(phrase: Phrase) -> bool:
    """Whether a title presents the company that just raised ("Meet Quillfern, the app that just raised…")."""
    masked, begin = phrase.sentence.masked, phrase.sentence.begin
    just = re.search(r"\bjust\s*$", phrase.left, re.IGNORECASE) is not None
    return just and patterns.MEET.match(masked, begin) is not None


def _of_sentence(phrase: Phrase) -> Iterator[str]:
    masked = phrase.sentence.masked
    if _END.search(blanked(_DESPITE, masked)):
        yield "end of a company"
    if _OFFERED.search(blanked(_NEXT_OFFER, masked), phrase.clause_start, phrase.clause_end):
        yield "public market"
    if _MANY.search(masked):
        yield "many companies"
    if _NEVER.search(masked[phrase.sentence.begin :]):
        yield "long past"
    elif _QUESTION.search(masked[phrase.sentence.begin :]):
        yield "question"
    if phrase.word.casefold() == "raises" and phrase.head is Head.BARE and _MONTH.match(phrase.right):
        yield "good cause"  # campaigns count by the month
    if _BOUGHT.search(masked, _verb_phrase_start(phrase), min(phrase.start + 1, len(masked))):
        yield "takeover"


def _verb_phrase_start(phrase: Phrase) -> int:
    """Where the words that belong to the governing verb begin: what a company bought before it raised is other news."""
    start = phrase.clause_start
    if phrase.governor is not Governor.VERB or phrase.verb is not Verb.RAISE:
        return start
    joints = list(_JOINT.finditer(phrase.sentence.masked, start, phrase.governor_start))
    return joints[-1].end() if joints else start
