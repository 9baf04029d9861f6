"""Patterns that funding is read by, over sentences whose amounts are masked by ¤ and rounds by §."""

from __future__ import annotations

import re

from signals.extract.funding.words import FILL, HEAD, PARTICLES


def _folded(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# The phrase around an amount: what fills it on the left, what names it before "of", what heads it on the right.
FILLED = _folded(rf"(?:(?<![\w-])(?:{FILL})(?:[\s-]+|,\s+))+$")
NAMED_BEFORE = _folded(
    rf"(?:(?:§[\s-]+)?\b(?:{HEAD}|newly[\s-]issued\s+(?:[\w-]+\s+)?(?:shares|stock)|chunk|close|closing|total|portion|tranche)|§)(?:\s+(?:{HEAD}))?"
    r"(?:\s+of\s+(?:its|the|a)\s+own|\s+(?:yet|ever|to\s+date|so\s+far))?"
    r"(?:\s+(?:of|at|worth|totall?ing|for|over|above|über|de|por|von|from|en|con|mit|in\s+höhe\s+von|"
    r"por\s+(?:valor|importe)\s+de|d['’]un\s+montant\s+de)\s+"
    r"|\s*[:,]\s+(?:(?:raising|worth|totall?ing)\s+)?|\s+[-–—]+\s+)$|(?:§|\b(?:round|financing|funding|runde|financiación|ronda|tour\s+de\s+table|levée(?:\s+de\s+fonds)?))\s+$"
)
_STOP = (
    r"to|for|from|in|into|at|on|by|of|off|and|or|with|as|after|before|will|would|is|are|was|were|has|"
    r"have|had|led|co-led|"
    r"that|which|who|while|but|than|via|through|amid|against|toward|behind|per|auf|von|für|bei|par|"
    r"pour|auprès|en|dans|para|entre|con|avec|nach|por|tras|après|lors|under|"
    r"today|amidst|more|when|if|über|aus|mit|out|de|d['’]|en|sur|mené|menée|dirigé|dirigée|lideradas?|"
    r"encabezadas?|over|plus|ein|ab|it"
)
HEADED = _folded(
    rf"(?:[\s-]+debt\s+and\s+equity)?(?:[\s-]+(?!(?:{_STOP})\b)[\w&/’'.§]+){{0,5}}?[\s-]+(?P<head>§+|"
    rf"(?:{HEAD})(?![\w-]))"
)
BARE = _folded(
    rf"(?:\+|-plus)?(?:\s*$|\s*[^\w\s]|\s+(?:{_STOP}|usd|more|extra|in|additional|despite|because|so|"
    rf"bekannt|ahead|bringing|valuing|backed|anyway|again|already|too|abgeschlossen)\b)"
)
HEADLESS_ROUND = _folded(
    r"\b(?:(?:six|seven|eight|nine|[6-9])-figure|multi-?million(?:-\w+)?|undisclosed|strategic|growth|"
    r"minority|significant|angel|oversubscribed|"
    r"venture|first\s+outside|fresh|new)\s+(?:[\w-]+\s+){0,2}?(?:rounds?(?=\s+(?:of\s+(?:funding|"
    r"financing)|from|led)\b)|financing|funding|investments?|capital|backing)\b"
    r"|\bundisclosed\s+(?:sum|amount)(?=\s+(?:for|from|led)\s|\s+(?:in|of)\s+(?:[\w-]+\s+){0,2}(?:funding|§|round|investment)|\s+in\s+(?-i:[A-Z]))(?!.*\b(?:acqui\w+|buy(?:s|ing)?|bought|takeover|purchase)\b)|\b(?:millionenbetrag|millionen-?(?:investment|runde|finanzierung)|(?:sechs|sieben|"
    r"acht)stellige\w*\s+(?:summe|betrag|finanzierung\w*|investment))\b"
    r"|\bfirst\s+(?:institutional|outside|external)\s+(?:round|raise)\b|(?<=-led\s)(?:(?:funding|investment|financing)\s+)?round\b|\b(?:six|seven|eight|nine)-figure\s+(?:sum|amount)(?=\s+from\b)"
    r"|\b(?:minority|strategic|lead)\s+(?:investor|shareholder)\b|\b(?:investment|funding|financing|"
    r"backing)(?=\s+(?:from|led\s+by|von|de|par)\s+(?-i:[A-Z]))"
)
FUNDED_BY = _folded(
    r"\b(?:welcomes?|welcomed|adds?|added|brings?\s+in|"
    r"takes?\s+on)\s+(?=(?-i:[A-Z])[^,;.]{2,60}\sas\s+(?:an?\s+|its\s+)?(?:[\w-]+\s+)?(?:investor|"
    r"shareholder|backer)\b)|"
    r"\b(?:gets|got|is|was|been|being|now)\s+(?:funded|backed|financed)\s+(?:by|"
    r"to\s+the\s+tune\s+of)\s+|\b(?:funded|backed)\s+to\s+the\s+tune\s+of\s+"
)
INVESTS_IN = re.compile(r"\b(?P<verb>[Ii]nvests?|[Ii]nvested|[Bb]acks|[Bb]acked)\s+(?=(?:[Ii]n\s+)?[A-Z])")
# What governs the phrase: the end of what stands before it.
GOVERNING_VERB = _folded(
    rf"(?P<verb>[^\W\d_][\w’'-]*)(?:\s+(?:{PARTICLES}))?(?:\s+(?:in|on|up|about|roughly|over|today))?\s*$"
)
PARTICLE = _folded(r"\s+(?:up|in|down|away|home|together|aside|off)\s+")
POSSESSIVE = re.compile(r"(?:['’]s|s['’])\s*$")
PREPOSITION = _folded(
    r"\b(?P<prep>with|after|following|via|through|on|off|from|by|in|for|of|at|amid|behind|mit|nach|"
    r"avec|con|to|into|over|out|upon|thanks\s+to|as|than)\s+$"
)
LABEL = re.compile(r"\s*(?:[\w.&’'-]+\s){0,4}[A-Z0-9][\w.&’'-]*\s*:\s*$")
OUR_ROUND = _folded(r"(?:our|my)\s[^|:(]*§+(?:\s+(?:round|funding|financing))?\s*(?:$|[|:(])")
OPENING = re.compile(r"^[\s\"“”'‘’]*$")
# "Quillfern said on Monday that Larkspur has put $5M into the business".
TOLD_BY_TAKER = re.compile(
    r"(?P<company>.{2,120}?)\s(?:today\s|(?:late\s)?on\s\w+day\s)?(?:said|says|announced|announces|revealed|confirmed)\s(?:today\s|on\s\w+day\s)?"
    r"(?:that\s)?(?P<giver>[A-Z][^,;:]{2,60}?)\s(?:has|had|have)\s(?:(?:also|just|now)\s)?$"
)
IN_ITSELF = _folded(
    r"\s*(?:(?:of|in|into)\s+(?:it|itself|us|(?:the|our)\s+(?:company|business|firm|start-?up))\b|,?\s*(?:in|marking)\s+(?:[\w’']+\s+){0,3}?"
    r"first\s+(?:[\w-]+\s+)?(?:funding|financing|investment|round)|(?:in|for)\s+(?:newly[\s-]issued|new)\s+shares)"
)
# Where the object of an investing verb stands after its amount.
INTO = _folded(
    r"\s*(?:more\s+)?(?:§+\s+|[\w-]+\s+){0,3}?(?:into|in|on|at|behind|to|for|toward|towards|auf|dans|"
    r"bei|an|en)\s+(?:(?:das|die|den|la|le|el|the|an?)\s+)?(?P<company>\S)"
)
LEADING = _folded(
    r"^[\s\"“]*(?:with|armed|fresh|flush|on\s+the\s+heels|fuel+ed|bolstered|boosted|after|following|"
    r"now|having|following|backed|powered)\b"
)
BREAK = re.compile(r"(?:[:;]|\s[-–—]{1,2}|[!?…])\s+|\s*--\s*|\|\s*|,\s+(?:while|whilst|whereas)\s+")
BRACKETS = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,100}\]")
DATELINE = re.compile(
    r"^[A-ZÀ-Ý][^\n]{0,90}?(?:\((?:[A-Z][\w. ]{2,30})\)|/[A-Za-z][\w. ]{2,30}/|\b(?:19|20)\d\d)\s*(?:--?|–|—)+\s*(?=\S)"
)
AFTER_EARLIER = _folded(
    r"\s*(?:(?:just|only|barely|less\s+than|more\s+than|nearly|about|almost)\s+)*(?:an?|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|\d+|several|some)\s+(?:few\s+|short\s+)?(?:days?|weeks?|months?|years?)\s+"
    r"(?:after|following|on\s+from|since)\s+[^,;]{3,100},\s+"
    r"|\s*(?:après|tras)\s+[^,;]{3,80},\s+"
    r"|\s*after\s+(?:raising|closing|securing|landing|bagging)\s+[^,;]{3,80},\s+"
)
# "Quillfern, which raised $5M in 2022, has now closed…": the aside tells of an earlier round.
WHICH_RAISED = _folded(
    r"(?<=\w),\s+(?:which|who)\s+(?:has\s+|had\s+|have\s+)?(?:(?:previously|already|last)\s+)?(?:raised|secured|landed|closed|bagged|(?:co-)?led|backed|invested|participated)"
    r"\s[^,;]{3,90},(?=\s)"
)
PASSIVE = _folded(r"\b(?:is|was|were|are|been|being|gets|got)\s+(?:(?:just|also|now|today)\s+)?$")
# New shares bring the company money, old ones only their seller; without a word of funding a listed firm sells them.
NEW_SHARES = _folded(r"\bnewly[\s-]issued\s+(?:[\w-]+\s+)?(?:shares|stock)\b")
# "sells $50 million worth of equity to Larkspur": the company sells, if an investor buys.
EQUITY_TO = _folded(
    r"\s+(?:worth\s+)?(?:of|in)\s+(?:its\s+|new\s+|preferred\s+|common\s+)*(?:equity|preferred\s+(?:stock|shares))\s+to\s+(?=(?-i:[A-Z]))"
)
OF_FUNDING = _folded(r"\b(?:institutional|funding|financing|start-?up|round|venture)\b")
QUESTION_TAIL = re.compile(r"(?:[:;.]\s|\s[-–—]\s)[^:;]*\?\s*$")

VALUED = _folded(
    r"(?:\b(?:at|on|with|hits|reaches|tops|to)\s+(?:an?\s+|"
    r"its\s+)?(?:[\w-]+\s+){0,4}?(?P<a>¤+)[\s-]+(?:[\w-]+\s+){0,3}?(?:valuation|price\s+tag))|"
    r"\bvaluation\s+(?:of|at|to|over|above|tops|(?:doubles|triples|jumps|rises|soars|climbs|swells|surges)\s+to)\s+(?:(?:over|about|around|nearly|more\s+than|up\s+to)\s+)?(?P<b>¤+)|"
    r"\b(?:valued|valuing\s+(?:it|the\s+\w+|[A-Z]\w+)|values?\s+(?:it|the\s+\w+|[A-Z]\w+)|"
    r"(?<!§\s)(?<!round\s)(?<!funding\s)worth|"
    r"valorisée?|valorada|bewertet)\s+(?:désormais\s+|now\s+|at\s+|mit\s+|en\s+|à\s+)*"
    r"(?:(?:over|about|around|nearly|more\s+than|up\s+to)\s+)?(?P<c>¤+)"
)
# "Quillfern now worth $3bn after landing…": no verb but that of the round.
WORTH_NOW = _folded(r"\s(?:(?:now|reportedly)\s+)*(?:worth|valued\s+at)\s[^¤]{0,20}¤")
VALUATION_AFTER = _folded(
    r"[\s-]+(?:(?!as\b|at\b|with\b|after\b|on\b|to\b)[\w-]+\s+){0,2}?(?:valuation|price\s+tag|valued)"
)
# An amount beside the round that is not the round: its total, its worth, an earlier one, an exchange rate.
BESIDE = _folded(
    r"\b(?:total(?:\s+(?:funding|raised|financing|capital))?(?:\s+(?:raised|funding))?(?:\s+(?:to|"
    r"till)\s+date)?(?:\s+(?:to|of|now|at|is))?|valued\s+at|valuation\s+(?:of|at|to|tops|hits|passes|"
    r"reaches|over|above|(?:climbs|jumps|rises|doubles|triples|soars|swells|surges)\s+to)|(?<!§\s)(?<!§,\s)(?<!round\s)(?<!round,\s)(?<!funding\s)(?<!issued\sshares\s)worth|"
    r"valuing\s+\w+\s+at|bringing\s+(?:[\w’'-]+\s+){1,6}to|brings?\s+(?:(?!series|"
    r"§)[\w’'-]+\s+){1,5}to|value\s+(?:of|to|at)|assets\s+of|revenues?\s+(?:of|to)|sales\s+of|previous|"
    r"earlier|"
    r"market\s+(?:of|(?<!§\s)(?<!round\s)(?<!funding\s)worth)|expects|expecting|eyes|seeks)\s+(?:(?:of|"
    r"to|over|about|nearly|another|"
    r"more\s+than|an?|now)\s+)*$"
)
BESIDE_AFTER = _folded(
    r"[\s-]+(?:[\w-]+\s+){0,2}?(?:in\s+(?:assets|revenue|sales|annual|arr|total|aum)|"
    r"under\s+management|market\b|industry\b|a\s+(?:year|month)\b|acquisition|"
    r"to\s+date|so\s+far|in\s+total|since\b|deal\s+to\s+(?:buy|acquire))|\s+(?:expected|more\s+expected)"
)
EARLIER_ROUND = _folded(
    r"\b(?:after\s+(?:its|a|the)|following|since|previous|previously|earlier|its\s+last|prior|"
    r"on\s+top\s+of|months\s+ago|(?:months?|weeks?|years?)\s+after|last\s+year)\b"
)

# What speaks for a round.
A_ROUND = _folded(
    r"\b(?:millionen-?(?:finanzierung|investment)|rounds?|finanzierungsrunde|runde|tour\s+de\s+table|ronda)\b"
)
NEW = _folded(
    r"\b(?:another|additional|extra|further|fresh|new|more|latest|frische[nrs]?|weitere[nrs]?|"
    r"neue[nrs]?|nouvelle|nueva|otros)\b"
)
NEW_MONEY = _folded(
    r"\s+(?:in|of)\s+(?:fresh|new|additional|extra|further)\s+(?:§+\s+)?(?:cash|funding|capital|money|equity|financing|investment|funds)\b"
)
MEET = _folded(r"\s*(?:meet|introducing|say\s+hello\s+to)\s")
IN_A_ROUND = _folded(
    rf"\+?[^.;¤]{{0,60}}?\b(?:in|into|as|via|through|as\s+part\s+of|to|en|dans|in\s+seiner|"
    rf"bei)\s+(?:[\w&/’'-]+\s+){{0,5}}?(?:§|equity|seed|vc|(?:{HEAD})(?![\w-]))"
    r"|\s+(?:worth\s+)?(?:of\s+|d['’])(?:funding|financing|capital|investment)\b"
)
LED = re.compile(
    r"\b(?:[Cc]o-)?(?:[Ll]ed|LED)\s+(?:jointly\s+)?[Bb]y\b|\b(?:leads|co-leads|leading|co-leading|led|"
    r"co-led|Leads|Leading|co-lead|co-Lead)\b(?!\s+(?:provider|maker|supplier|developer|manufacturer|"
    r"in\b))|"
    r"\b(?:angeführt|menée?|dirigée?|liderada|encabezada|chef\s+de\s+file)\b"
)
FROM_NAME = re.compile(
    r"(?:^\s+de\s+(?=[A-Z])|(?:^|\s|,\s*)(?:[Ff]rom|FROM|[Bb]y|[Ww]ith\s+[Hh]elp\s+[Ff]rom|von|"
    r"auprès\s+d[e’']|de\s+la\s+mano\s+de|par|Von|[Bb]acked\s+[Bb]y|"
    r"supported\s+by)\s*)(?:[a-zà-ÿ][\w-]*\s+){0,5}?"
    r"(?P<name>[A-Z0-9À-Ý][\w.&’'-]*|[a-z]\d\d[a-z])"
)
PUBLIC_SOURCE = re.compile(
    r"(?:(?:(?:[A-Z][\w.’'-]*|&)\s+){0,5}?(?:[Gg]overnment|[Cc]ouncil|[Cc]ommission|[Mm]inistry|"
    r"[Dd]epartment|[Aa]gency|Foundation|[Uu]niversity|[Ss]tate|"
    r"[Pp]arliament|[Ss]enate|[Pp]entagon|Commerce|Energy\s+Department|Administration|City|County|"
    r"Bureau|Authority|Lottery|Trust|Institutes?|Congress)\b"
    r"|(?:NIH|NSF|NASA|DARPA|DOE|DOD|DoD|BARDA|EPA|USDA|EU|EC|UN|UKRI|EPSRC|FDA|FTC|SEC|CIA|"
    r"Innovate\s+UK|Horizon\s+(?:Europe|2020)|Bund|Army|Navy|Pentagon|Congress|Kickstarter|Indiegogo)\b"
    r"|(?:Texas|California|New\s+York|Ohio|Michigan|Florida|Georgia|Utah|Oregon|Illinois|Virginia|"
    r"Pennsylvania|Massachusetts|Maryland|Minnesota|Wisconsin|Indiana|Kentucky|Connecticut|Ontario|"
    r"Quebec|Scottish\s+Gov\w*|Bavaria)\s+"
    r"(?:[A-Z]\w+\s+){0,2}?(?:Fund|Program|Authority|Agency|Grant)\b)"
)
# "from the Marlow Foundation, Accel": beside an investor a foundation takes a stake too.
PRIVATE_FOUNDATION = re.compile(r"(?:[A-Z][\w.’'-]*\s+){0,3}?(?:Foundation|Trust|University)(?:,|\s+and|\s+&)\s")
PUBLIC_GIVEN = _folded(
    r"\s+(?:from|by)\s+(?:the\s+|its\s+)?(?:[a-z-]+\s+){0,2}?(?:government|state|taxpayers?|ministry|council|treasury|regulators?)\b"
)
NAMES = re.compile(r"(?:[A-Z][\w.&’'-]*\s?){1,4}(?:,\s|\s(?:and|und|et|y|&)\s)(?:[A-Z][\w.&’'-]*\s?){1,4}")
PUBLIC_GIVER = _folded(
    r"\b(?:bund|land|bundesland|regierung|ministerium|stadt|état|gouvernement|gobierno|kommission|"
    r"ayuntamiento|government|council|commission|ministry|department|agency|foundation|university|"
    r"state|parliament|congress|pentagon|administration|authority|"
    r"lottery|nih|nsf|nasa|darpa|doe|eu|innovate\s+uk|ukri|world\s+bank|imf|eib|adb|bank\s+of\s+\w+|"
    r"fed|treasury|army|navy)\b"
)
# A name that acts beside the amount: "$12M for Quillfern: Larkspur bets on ferns".
BETS = re.compile(
    r"(?:^|[:;,–—-]\s+|\b(?:as|while|and)\s+)(?P<name>[A-Z][\w.&’'-]*(?:\s[A-Z][\w.&’'-]*){0,3}?)\s+"
    r"(?:[Bb]ets|[Ll]eads|[Dd]oubles|[Bb]acks|[Pp]ours|[Jj]oins|[Ii]nvests|[Pp]articipates|[Cc]hips|"
    r"[Rr]eturns|[Ff]ollows|[Dd]oubled|[Ll]ed|[Bb]acked|[Jj]oined|[Ii]nvested)\b"
)
FROM_INVESTORS = _folded(
    r"\s+(?:from|out\s+of|by|von|de|auprès\s+d[e’'])\s*(?:[\w-]+\s+){0,3}?(?:d['’])?(?:investors|backers|angels|"
    r"vcs|venture\s+capitalists|business\s+angels|investoren|geldgebern|investisseurs|inversores)\b|"
    r"\s+(?:from|by)\s+(?:[\w’'.-]+\s+){0,4}?(?:(?:corporate\s+)?venture\s+(?:capital\s+)?(?:arm|unit)|investment\s+arm)\b|"
    r"\s+(?:on|via|through|from)\s+(?:[\w’'-]+\s+){0,3}?angel\s+(?:platform|network|syndicate|group)\b"
)
INVESTORS = _folded(
    r"\b(?:(?:existing|early|earlier|current|return\w*|new|notable|angel|private|"
    r"institutional)\s+(?:investors?|backers?)|backers|investors?|business\s+angels|angels|"
    r"doubles?\s+down|doubled\s+down|"
    r"on\s+board|back\s+for\s+more|(?:also\s+)?participat(?:ing|ed|ion)|investing\s+again|(?:comes|steps)\s+in(?=\s*$)|"
    r"geldgeber|"
    r"investoren|investisseurs|inversores)\b"
)
ACCELERATED = re.compile(
    r"\(YC\b|\bY\s?Combinator\b|\b(?:\w+-)(?:[Bb]acked|[Ff]unded)\b|\bYC[- ][A-Z]\d\d\b|\(Techstars\b"
)
STARTUP = _folded(
    r"\b(?:\w+-)?(?:start-?ups?|unicorns?|scale-?ups?|fintechs?|insurtechs?|proptechs?|agri-?techs?|"
    r"edtechs?|healthtechs?|medtechs?|biotechs?|foodtechs?|cleantechs?|"
    r"neobanks?|spin-?outs?|spin-?offs?|apps?|upstarts?|competitors?|rivals?|jungunternehmen|pépite|"
    r"jeune\s+pousse|licorne|SaaS|AI|KI|maker|platform|marketplace|software|robotics|recycler)\b"
)
UNICORN = _folded(r"\b(?:unicorn|decacorn|soonicorn|einhorn|licorne|unicornio)\b")
EMERGES = _folded(
    r"\b(?:emerg\w+|stealth|launch\w*|debut\w*|unveil\w*|comes?\s+out|steps?\s+out|exits?|opens?\s+(?:up|doors))\b"
)
# Where the crowd takes equity; Kickstarter and its kind sell goods.
CROWD = _folded(
    r"\b(?:(?:equity[\s-]+)?crowdfund(?:s|ed|ing)?|crowd-?invest\w*|crowdcube|seedrs|wefunder|"
    r"startengine|companisto|republic\.co)\b"
)
EQUITY_CROWD = _folded(
    r"\b(?:on|via|through|with|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}?(?:crowdcube|seedrs|wefunder|startengine|companisto|invesdor|funderbeam|birchal)\b"
)
ARMED = _folded(
    r"[\s\"“]*(?:armed\s+with|backed\s+by|fresh\s+(?:off|from)|flush\s+with|bolstered\s+by|"
    r"boosted\s+by|fuel+ed\s+by|on\s+the\s+heels\s+of)\b"
)
IN_HAND = _folded(
    r"\s+(?:in\s+(?:tow|hand|the\s+bank|its\s+pocket|its\s+coffers|the\s+kitty|the\s+till|new\s+money|"
    r"fresh\s+cash)|(?:and\s+)?in\s+the\s+bag|under\s+(?:the|its)\s+(?:sofa|belt|couch|mattress))\b"
)
ANNOUNCED = _folded(r"\b(?:today|announce[sd]?|announcing|just|exclusive|heute|aujourd['’]hui|hoy)\b")

# Who takes part.
WITH_SHARE = _folded(r"\s+(?:sich\s+)?mit\s")
ONTO = _folded(r"\s+(?:down\s+)?(?:on|in|into|behind)\s+")
INSIDE = re.compile(
    r"¤\s+(?P<company>[A-Z][\w&.’'-]*(?:\s[A-Z][\w&.’'-]*){0,2})\s+(?:rounds?|raise|financing|investment)$"
)
# "A $9M Series B led by Larkspur will help Quillfern open a plant".
HELPS = re.compile(
    r"\s(?:(?:will|is\sset\sto|to)\s+(?:help|let|allow)|helps|lets|values|brings\sthe\stotal\s(?:raised|funding|financing)\s(?:by|of|for))\s+"
    r"(?P<name>[A-Z][\w.&’'-]*(?:\s[A-Z][\w.&’'-]*){0,3})"
)
NAMELESS = _folded(r"(?:this|an?|the)?\s*(?:[\w-]+\s+){0,4}?(?:start-?up|unicorn|scale-?up|company)\b(?!\s+[A-Z])")
FOR = _folded(r"\s+(?:more\s+)?(?:for|für|pour|para|to)\s+")
FOR_BEFORE = _folded(rf"\b(?:{HEAD}|geld|money|millions?|millionen)\b[^:]{{0,20}}\s(?:for|für|pour|para)\s+")
WHOSE = re.compile(
    r"\b(?:whose\s+(?:company|start-?up|firm|business|venture),?\s+|"
    r"\bfounders?\s+of\s+)(?P<name>[A-Z][\w&.’'-]*(?:\s[A-Z][\w&.’'-]*){0,3})"
)
FOUNDER = re.compile(
    r"\b(?:co-?)?(?:[Ff]ounder|CEO|chief|exec|executive|alum|veteran|engineer)\s+[A-Z][a-z]+\s[A-Z][\w’'-]+$"
)
PRONOUN = _folded(
    r"\b(?P<who>we|it|they|the\s+(?:[\w-]+\s+){0,3}?(?-i:company|start-?up|firm|team)|"
    r"(?:his|her|their)\s+(?-i:company|start-?up|firm|team),?|"
    r"(?:der|die|das|la|le|l['’])\s?(?:[a-zà-ÿ]+e[nr]?\s+){0,2}(?-i:[A-Z]\w+-(?:Spezialist|Start-?up|Anbieter|Firma)|"
    r"Unternehmen|Start-?up|Jungunternehmen|start-?up|entreprise|jeune\s+pousse|société|pépite|startup|compañía|empresa))"
    r"(?:['’]ve|\s+(?:have|has|had|just|also|today|now|is|are|a|ha|hat|vient\s+de))*\s*$"
)
SOFT_PROJECT = _folded(
    r"\b(?:energy|research|education|cloud|data|market|business|operations|network|technology|bank|"
    r"unit|division|schools?|housing|content)$"
)
OWNER_NAME = re.compile(r"(?P<name>[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){0,2})['’]s\s")
TOLD_THAT = _folded(
    r"\b(?:share|announc(?:e|es|ed|ing)|says?|said|report(?:s|ed)?|confirm(?:s|ed)?|reveal(?:s|ed)?|"
    r"told|tells|learned|learnt|know|dass|que)\s+(?:that\s+|dass\s+|que\s+)(?=(?-i:[A-Z0-9]))"
)
# "Two ex-Acme engineers": people who found something that has no name yet.
SOME_PEOPLE = _folded(
    r"\s*(?:[a-z]+:\s+)?(?:(?:an?|two|three|four|five|these|the|some)\s+)?(?:(?:young|former|\w+-old)\s+)*"
    r"(?:(?<=former\s)(?:[\w.’'-]+\s+){1,4}?(?:engineers?|employees?|execs?|executives?|founders?|researchers?|staff\w*|"
    r"alum\w*|duo|trio|team)|ex-(?-i:[A-Z])\w+s?(?:\s+(?:engineers?|employees?|execs?|executives?|founders?|duo|trio|"
    r"team|alum\w*))?|(?:student|founder|engineer)s|dropouts?)(?:\s+(?:just|now|have|has|also))*\s*$"
)
SOME_STARTUP = _folded(
    r"\s*(?:(?:an?|this)|the(?=\s+(?:[\w-]+\s+){1,4}?(?:that|which)\s))\s+(?:[\w-]+\s+){0,4}?"
    r"(?:start-?up|company|firm|spin-?out)\b"
)
# "Quillfern said no to ads and still raised…": the second verb has the subject of the first.
AND_THEN = _folded(
    r"(?:\s(?:and|but|then|und|et|y)|,)(?:\s+(?:then|still|just|now|also|has|have|had|quietly|recently|even|soon))*\s*$"
)
# What a company that has just raised goes on to do with the money.
SETS_OUT = re.compile(
    r",\s+(?:[A-Z][\w.&’'-]*\s+){1,4}(?:[Ww]ants|[Aa]ims|[Hh]opes|[Pp]lans|[Tt]akes\s+(?:[Oo]n|[Aa]im)|[Gg]oes\s+(?:[Aa]fter|[Gg]lobal|[Bb]ig)|"
    r"[Hh]eads|[Ss]ets\s+(?:[Oo]ut|[Ii]ts)|[Ll]ooks\s+[Tt]o|[Ss]eeks|[Tt]ries|[Tt]argets|[Ee]yes|[Ll]aunches|[Ee]xpands|[Pp]repares|[Bb]ets|"
    r"[Ii]s\s+(?:[Bb]uilding|[Tt]rying|[Rr]eady|[Oo]ut|[Ss]et|[Gg]oing|[Rr]eadying|[Ee]xpanding|[Hh]iring)|[Mm]oves|[Pp]ushes|[Rr]eadies)\b"
)
BY = _folded(r"\s+(?:jointly\s+)?by\b")
REPORTS = _folded(
    r"\b(?:says|said|announce[sd]?|confirm(?:s|ed)|reveals?|revealed|tells\s+\w+|reports|"
    r"claims)\s+(?:today\s+|(?:late\s+)?(?:on\s+)?(?:\w+day|\d{1,2}\s+\w+|\w+\s+\d{1,2})\s+)?(?:that\s+)?$"
)
SMALL_WORD = _folded(
    r"of|in|for|to|at|on|from|with|by|about|over|after|how|why|when|that|as|und|and|into|behind|inside|"
    r"despite|against|what|if"
)
CAPITAL_PROJECT = _folded(
    r"\b(?:plants?|factor(?:y|ies)|cent(?:er|re)s?|facilit(?:y|ies)|campus|projects?|push|"
    r"infrastructure|funds?|initiative|startups?|companies|"
    r"project|program(?:me)?|stadium|expansion|R&D|fab|shows|farm|plan|effort|scheme|charity|"
    r"foundation|university|school)$"
)
AFTER_COMPANY = _folded(
    r"(?:['’]s?\s+[¤§]|['’]s?\s+[\w-]+|\s*$|\s*[,;:.!)(]|\s+[-–—]\s|\s+(?:to|at|for|as|in|"
    r"with|amid|valuing|despite|after|and|via|by|ahead|over|round|deal|"
    r"stake|before|while|led|from|through|on|\s)\b)"
)
