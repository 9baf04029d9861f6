"""Patterns of `funding_grammar`, over sentences whose amounts are masked by ¤ and rounds by § (signals §2.3)."""

from __future__ import annotations

import re

_FILL = (
    r"a|an|the|its|their|his|her|another|additional|extra|more|further|fresh|new|first|second|third|initial|massive|"
    r"huge|large|larger|whopping|cool|record|record-breaking|oversubscribed|over|about|around|nearly|almost|"
    r"approximately|roughly|than|up|to|at|least|some|as|much|just|only|early|early-stage|late-stage|strategic|angel|"
    r"institutional|venture|latest|undisclosed|mega|big|closing|completion|final|close|down|sizeable|sizable|"
    r"significant|successful|preemptive|pre-emptive|combined|multi-million|multimillion|of|estimated|maiden|debut|"
    r"chunk|whole|total|internal|bridge|private|funding|financing|investment|equity|seven-figure|eight-figure|minority|growth|cash"
)
_FILLS = rf"(?:(?:{_FILL})[\s-]+){{0,7}}"
_NOUN = (
    r"(?:rounds?|raise|funding|financing|investments?|venture\s+capital|capital|injection|backing|infusion|"
    r"(?:equity|venture)\s+(?:funding|financing|capital|investment)|finanzierungsrunde|finanzierung|runde|tour\s+de\s+table|ronda)"
)
_STRONG = r"raises|raised|raise|crowdfunds|crowdfunded"
_MEDIUM = (
    r"secures?d?|lands?|landed|bags?|bagged|snags?|snagged|snares?d?|nabs?|nabbed|grabs?|grabbed|scores?d?|"
    r"(?:picks|picked|pulls|pulled|hauls|hauled|reels|reeled|rakes|raked|brings|brought|takes|took|drums|scoops|scooped|"
    r"mops|mopped|rounds|rounded|rustles|rustled|racks|racked|sucks|ropes|roped|soaks|hoovers|cashes|gobbles)\s+(?:up|in)|"
    r"hauls?|nets|netted|banks|banked|collects?|collected|closes?d?|completes?d?|garners?|garnered|attracts?|attracted|amass(?:es|ed)|"
    r"gathers|pockets|clinches|clinched|draws|lures|scoops|swallows|loads\s+up\s+(?:on|with)|tucks\s+away"
)
_WEAK = (
    r"gets|got|receives?|received|wins|won|takes|took|announces?|announced|gains?|gained|earns|adds|obtains?|"
    r"obtained|unveils|reveals|finali[sz]es|inks|seals|locks(?:\s+(?:in|down))?|confirms"
)
ACTIVE = re.compile(
    rf"\b(?:(?P<strong>{_STRONG})|(?P<medium>{_MEDIUM})|(?P<weak>{_WEAK}))(?!\s+in\s+on)(?:\s+on)?\s+(?:in\s+)?(?P<fill>{_FILLS})"
    rf"(?:(?P<money>¤+)|(?P<round>§+)|(?P<noun>{_NOUN})\b)",
    re.IGNORECASE,
)
WITH = re.compile(
    r"\b(?:hits|reaches|becomes|achieves|joins|emerges|exits|comes\s+out|steps\s+out|launches|debuts|valued|brings|"
    r"tops|topped(?:\s+the\s+\w+)?|le(?:ads|d)\s+the\s+\w+|rounded\s+out\s+the\s+\w+|passes|crosses|surges|jumps|soars|takes\s+on|expands|boosts|bolsters|extends)\b"
    rf"[^.;:]{{0,60}}?\b(?:with|after|in|via|on|from)\s+{_FILLS}(?P<money>¤+)(?P<tail>[^,;:.]{{0,40}})",
    re.IGNORECASE,
)
FRONT = re.compile(
    rf"^(?:with|armed\s+with|fresh\s+off|flush\s+with|on\s+the\s+heels\s+of|fuel+ed\s+by|bolstered\s+by|"
    rf"boosted\s+by)\s+{_FILLS}(?P<money>¤+)(?P<tail>[^,;:.]{{0,60}}),\s+(?P<company>[^,;:]{{2,60}}?)\s+[a-z]",
    re.IGNORECASE,
)
LEADS = re.compile(
    rf"\b(?:co-?)?le(?:ads|d)\s+(?:(?P<owner>[^¤§]{{2,60}}?)['’]s?\s+)?{_FILLS}(?:¤+[\s-]+)?{_FILLS}(?:§+|{_NOUN})"
    rf"(?:\s+(?:round|funding|financing|investment))?(?:\s+(?:of\s+)?¤+)?(?:\s+(?:in|for|into|of)\s+(?P<company>\S))?",
    re.IGNORECASE,
)
INVESTS = re.compile(
    r"\b(?:invests?|invested|pours?|poured|pumps?|pumped|puts?|plows?|plowed|ploughs?|ploughed|injects?|injected|sinks|sank|bets)\s+"
    rf"{_FILLS}(?P<money>¤+)\s+(?:more\s+)?(?:in|into|on)\s+(?P<company>\S)"
    rf"|\b(?:backs?|backed|funds|funded)\s+(?P<backed>[^¤§]{{2,60}}?)\s+(?:with|to\s+the\s+tune\s+of)\s+{_FILLS}(?P<money2>¤+)",
    re.IGNORECASE,
)
OWNED = re.compile(
    rf"^(?P<company>[^¤§:]{{2,60}}?)(?:['’]s?)?\s*(?::\s*)?{_FILLS}(?:(?P<money>¤+)[\s-]+)?§+(?:\s+(?:round|funding|financing))?"
    rf"(?:\s*(?:$|:|\s[-–—]\s)|\s+led\s+by)",
    re.IGNORECASE,
)
OF_MONEY = re.compile(
    rf"^[^.;]{{0,60}}?(?:\b(?:of|worth|total+ing|at|raising|with|über|de|to)\s+|:\s*){_FILLS}(?P<money>¤+)",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"\b(?:(?P<strong>sammelt(?:e)?|lève|lèvent|a\s+levé|boucle|levanta|recauda|capta|raccoglie|haalt|cierra)|"
    r"erhält|erhielt|holt(?:\s+sich)?|sichert(?:\s+sich)?|bekommt|schließt|obtient|réalise|consigue|obtiene)\s+"
    r"(?:(?:eine?n?|une?|una?|rund|über|fast|weitere|frische|la|su|de)\s+){0,4}"
    rf"(?:(?P<money>¤+)|(?P<round>§+)|(?P<noun>{_NOUN})\b)",
    re.IGNORECASE,
)
# What follows an amount that is a round; anything else ("$40M data center") is not.
TAIL_FITS = re.compile(
    rf"^\+?(?:\s*$|\s*[,;:.!)(|\"”]|\s+[-–—]\s|\s+(?:more|usd|extra)\b|[\s-]+(?:[\w/&]+[\s-]+){{0,4}}(?:§|{_NOUN}\b)|"
    r"\s+(?:to|for|from|led|co-led|as|with|amid|on|after|and|via|while|despite|ahead|valuing|backed|plus|but|through|"
    r"bringing|because|so|against|off|ein|auprès|pour|para|von|mené|menée|avec|von|abgeschlossen|über)\b|"
    r"\s+(?:at|on)\s+(?:a\s+|an\s+)?(?:[\w-]+\s+){0,2}¤|\s+at\s+(?:[\w-]+\s+){0,3}valuation|"
    r"\s+in\s+(?:[\w&/]+[\s-]+){0,7}(?:§|equity|cash|backing|seed|money|vc|funds|"
    rf"{_NOUN})(?![\w-]))",
    re.IGNORECASE,
)
ROUND_WORDS = re.compile(rf"(?:§|\b{_NOUN}\b)", re.IGNORECASE)
NO_ROUND = re.compile(
    r"\b(?:funds?(?!\s+(?:of|to|from|for\s+(?:expansion|growth)))|grants?|awards?|prize|contracts?|deals?(?!\s+led)|orders?|acquisitions?|"
    r"buyouts?|takeovers?|settlements?|lawsuit|verdict|judg\w+|fines?|tax(?:es)?|credits?|ipo|offering|stakes?|"
    r"sales?|auction|box\s+office|donations?|pledges?|campaigns?|crowdfund\w*|kickstarter|indiegogo|gofundme|patreon|revenues?|"
    r"profits?|bookings|bounty|ransom|mortgage|scholarship|tokens?|ico|icos|endowment|subsid\w+|tender|bail|"
    r"budget|levy|gift|gifts|payout|insurance|refund|licen[sc]e|purchase|merger|debtors|shares?|dividend|per|"
    r"charit\w+|project|property|building|förder\w+|auftrag|subvention\w*|contrat|subvenci\w+)\b",
    re.IGNORECASE,
)
DEBT = re.compile(
    r"\b(?:debt|loans?|credit\s+(?:facility|line)|line\s+of\s+credit|lending\s+facility|bonds?|notes?|term\s+loan|mezzanine|"
    r"(?:debt|credit|warehouse|loan)\s+(?:facility|financing|funding)|convertibles?|debentures?|facility|kredit|darlehen|anleihe)\b",
    re.IGNORECASE,
)
EQUITY = re.compile(r"\bequity\b(?!\s+crowd)", re.IGNORECASE)
PREPOSITIONAL_NO = re.compile(
    r"\b(?:at|in|via|through|on|from|during|by|for)\s+(?:an?\s+|the\s+|its\s+|their\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,3}?(?:auction|"
    r"box\s+office|ipo|initial\s+public\s+offering|public\s+offering|offering|kickstarter|indiegogo|gofundme|patreon|charit(?:y|ies)|"
    r"donations?|ticket\s+sales|token\s+sale|ico|coin\s+offering|donors|relief|victims|homeless|refugees|orphans|cancer|"
    r"campaign|fundrais\w+|spectrum|taxpayers|(?:first|second|third|fourth|last)\s+quarter|q[1-4]|lottery|sale|"
    r"(?:debut|new|first|second|third|fourth|fifth|sixth|\w+th|seed|growth|venture|opportunity)\s+funds?|industry|lobby\w*|"
    r"(?:\w+\s+)?(?:deal|acquisition|takeover|buyout|merger|purchase)|government|taxpayers?|pentagon|ministry|commission|nasa|darpa|nsf|army|navy|lawsuit|insurers?)\b"
    r"|\bto\s+(?:invest\s+in|back|fund|finance|help)\s+(?:[\w-]+\s+){0,4}(?:startups|start-ups|companies|founders|entrepreneurs|victims|"
    r"families|homeless|refugees|janitor|kids|children|veterans)\b",
    re.IGNORECASE,
)
NP_END = re.compile(
    r"\s(?:to|for|from|led|co-led|as|after|with|at|amid|while|but|despite|über|via|through)\s|[,;:]|\s[-–—]\s",
    re.IGNORECASE,
)
TALKS_BEFORE = re.compile(
    r"\b(?:to|will|would|could|may|might|should|can|cannot|must|shall|not|never|didn[’']t|hasn[’']t|reportedly|rumou?red|"
    r"allegedly|if|help|helps|helped|let|please|who|whom|which|that|having|had|once|previously|"
    r"in\s+talks|said\s+to(?:\s+have)?|expected|hopes?|plans?|aims?|seeks?|wants?|i|you)(?:\s+(?:has|have|had|just|ever|also|already|to))*\s*$",
    re.IGNORECASE,
)
SENTENCE_NO = re.compile(
    r"^\s*(?:how|why|what|when|where|should|is|are|does|do|did|can|could|ask\s+hn|show\s+hn|tell\s+hn|poll|lessons|tips|opinion|"
    r"rumou?rs?|if|who|whose|remember|inside|the\s+story)\b|\?\s*$|\((?:19|20)\d\d\)\s*(?:\[\w+\]\s*)?$|\bin\s+talks\b|"
    r"\bsources\s+sa(?:y|id)\b|\brumou?r(?:s|ed)?\b|\bpost-?mortem\b|\bmarket\s+(?:to|size|worth)\b|\bCAGR\b|"
    r"\bclass[\s-]action\b|\bstocks?\s+to\s+watch\b",
    re.IGNORECASE,
)
LOOK_BACK = re.compile(
    r"\b(?:last\s+(?:year|month|week|fall|spring|summer|winter|autumn|quarter|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)|(?:years?|months?|weeks?)\s+(?:ago|later|earlier|before)|in\s+(?:19|20)\d\d|previously|"
    r"earlier\s+this\s+(?:year|month)|had\s+raised|(?:raised|total|funding)\s+(?:\w+\s+)?(?:to\s+date|so\s+far|since\s+(?:its|then|20|inception|launch)|in\s+total)|"
    r"over\s+(?:its|the|their)\s+(?:\w+\s+){0,2}years|according\s+to\s+crunchbase|"
    r"now\s+(?:it|what|they|wants|has)|then\s+(?:it|he|she|they)|before\s+(?:it|going|the|being|selling)|"
    r"already\s+raised|ever\s+raised|once\s+raised)\b"
    r"|¤\s+(?:\w+\s+)?(?:to\s+date|so\s+far|since\s+(?:its|then|20|inception|launch)|in\s+total)\b",
    re.IGNORECASE,
)
END_OF_COMPANY = re.compile(
    r"\b(?:shuts?\s+down|shutting\s+down|shutters|bankrupt\w*|lays?\s+off|laid\s+off|layoffs|sold\s+(?:for|to)|cuts?\s+(?:\d+\s+)?(?:jobs|staff)|out\s+of\s+business|collapses?d?|"
    r"folds|goes\s+under|closes\s+(?:down|doors)|files\s+for|where\s+is\s+it\s+now|ran\s+out|fails?|failed|died|dies|dead)\b",
    re.IGNORECASE,
)
FUND_MANAGER = re.compile(
    r"\b(?:vc|venture(?:\s+capital)?|private\s+equity|investment|hedge|buyout|growth\s+equity|seed)\s+(?:firm|fund|investor)s?\b"
    r"|\baccelerator\b|\bfund\s+manager\b|\bnew\s+(?:\w+\s+)?funds\b",
    re.IGNORECASE,
)
VALUED = re.compile(
    r"(?:\b(?:at|on|with|hits|reaches|tops|to)\s+(?:an?\s+|its\s+)?(?:[\w-]+\s+){0,4}?(?P<a>¤+)[\s-]+(?:[\w-]+\s+){0,3}?valuation)|"
    r"\bvaluation\s+(?:of|at|to|over|above|tops)\s+(?:(?:over|about|around|nearly|more\s+than|up\s+to)\s+)?(?P<b>¤+)|"
    r"\b(?:valued|valuing\s+(?:it|the\s+\w+|[A-Z]\w+)|values\s+(?:it|the\s+\w+|[A-Z]\w+)|worth)\s+(?:at\s+)?(?:(?:over|about|around|nearly|"
    r"more\s+than|up\s+to)\s+)?(?P<c>¤+)",
    re.IGNORECASE,
)
EARLIER_ROUND = re.compile(
    r"\b(?:after|following|since|previous|previously|earlier|its\s+last|prior|on\s+top\s+of|months\s+ago|last\s+year)\b",
    re.IGNORECASE,
)
FROM_NAME = re.compile(
    r"^\s*(?:,\s*)?(?:(?:in\s+)?(?:[\w-]+\s+){0,2}?)(?:(?P<from>from)|led\s+by|co-led\s+by)\s+(?:[a-z][\w-]*\s+){0,4}(?-i:[A-Z0-9])",
    re.IGNORECASE,
)
VALUATION_AFTER = re.compile(r"[\s-]+(?:[\w-]+\s+){0,2}?valuation", re.IGNORECASE)
TOTAL_BEFORE = re.compile(
    r"\b(?:total|total\s+(?:funding|raised|financing)\s+(?:to|of|now|at)|valued\s+at|valuation\s+(?:of|at)|worth|valuing\s+\w+\s+at)\s+"
    r"(?:(?:of|to|over|about|nearly|more\s+than)\s+)*$",
    re.IGNORECASE,
)
CAPITAL_PROJECT = re.compile(
    r"\b(?:plants?|factor(?:y|ies)|cent(?:er|re)s?|facilit(?:y|ies)|campus|projects?|push|energy|research|infrastructure|fund|funds|"
    r"initiative|education|cloud|data|startups?|companies|market|business|project|program(?:me)?|operations|stadium|"
    r"network|expansion|technology|R&D)$",
    re.IGNORECASE,
)
AFTER_COMPANY = re.compile(
    r"(?:['’]s?\s+[¤§]|\s*$|\s*[,;:.!)(]|\s+[-–—]\s|\s+(?:to|at|for|as|in|with|amid|valuing|despite|after|and|via|by|ahead|over|round|deal|"
    r"stake|before|while)\b)",
    re.IGNORECASE,
)
PAST_VERB = re.compile(
    r"(?:co-?)?(?:led|invested|poured|pumped|put|plowed|ploughed|injected|sank|backed|funded|valued)\b", re.IGNORECASE
)
LAUNCH = re.compile(r"(?:emerges|exits|comes|steps|launches|debuts)\b", re.IGNORECASE)
JOINS = re.compile(
    rf"\b(?:invests|invested|participates|participated|joins|joined)\s+(?:in\s+)?(?P<company>[^¤§]{{2,60}}?)['’]s?\s+{_FILLS}"
    rf"(?P<money>¤+)[\s-]+{_FILLS}(?:§+|{_NOUN})",
    re.IGNORECASE,
)
OUR_ROUND = re.compile(
    rf"\b(?:announcing|announces?|announced|closed)\s+our\s+{_FILLS}(?:(?P<money>¤+)[\s-]+)?(?:§+|{_NOUN})",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"\b(?P<who>we|it|the\s+(?:company|start-?up|firm|team))(?:['’]ve|\s+(?:have|has|just|also|today|now))*\s*$",
    re.IGNORECASE,
)
BY_RAISING = re.compile(
    rf"\b(?:by|after|while|in)\s+(?:raising|securing|bagging|closing|landing|picking\s+up)\s+{_FILLS}(?P<money>¤+)",
    re.IGNORECASE,
)
STATUS = re.compile(r"\b(?:status|unicorn|soonicorn|club|milestone|valuation|valued)\b", re.IGNORECASE)
QUESTION_TAIL = re.compile(r"(?:[:;.]\s|\s[-–—]\s)[^:;]*\?\s*$")
AND_EQUITY = re.compile(r",\s+(?:and\s+)?equity\b", re.IGNORECASE)
BRACKETS = re.compile(r"\([^()]{0,300}\)")
# Verbs that also take payments and proceeds: "from" somebody is a round only if that is an investor.
TAKES_PAYMENT = re.compile(
    r"(?:gets|got|receives?|received|wins|won|takes|took|nets|netted|collect|draws|banks|adds|gain|earns|obtain|fetch)",
    re.IGNORECASE,
)
STARTUP = re.compile(r"\b(?:start-?ups?|unicorn|YC|Y\s+Combinator|\w+-backed)\b", re.IGNORECASE)
