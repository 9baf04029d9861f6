"""What names investors in a text that tells of a round: words before their names, verbs after them (signals §2.3)."""

from __future__ import annotations

import re

# What is led and is no round: "trials led by Dr. Marlow", "the company is led by…".
_NO_ROUND = "".join(
    rf"(?<!{word}\s)(?<!{word}\sis\s)"
    for word in ("company", "startup", "start-up", "firm", "team", "trials", "trial", "study", "research", "which")
)
# English, German, French, Spanish.
_LEAD = (
    r"lead-?\s?investor(?:in)?\s+(?:ist|war|wird)|lead\s+investors?(?=\s+(?-i:[A-Z]))|(?:runde|series[-\s][a-h]|finanzierung|investition)\s+(?:wird|wurde)\s+von(?=\s[^.;]{2,80}\s(?:an)?geführt)|"
    r"lead\s+investors?\s+(?:was|were|is|are)|"
    rf"{_NO_ROUND}(?:co[-\s]?)?led(?:\s+jointly)?\s+by|angeführt\s+(?:wird|wurde|worden\s+ist)\s+(?:die|diese)\s+(?:[\w-]+\s+){{1,3}}?von|"
    r"co-?leads?\s+(?:are|were)|angeführt\s+von|unter\s+(?:der\s+)?führung\s+(?:von|des|der)|"
    r"menée?\s+par|dirigée?\s+par|emmenée?\s+par|pilotée?\s+par|conduite?\s+par|orchestrée?\s+par|"
    r"liderad[ao]\s+por|encabezad[ao]\s+por|capitanead[ao]\s+por"
)
# Words of a round that investors are told beside.
_OF_MONEY = r"(?:funding|money|investment|cash|backing|capital|infusion|injection|support|round|funds)"
_OTHER = (
    r"(?:with|and|plus|including|also|saw|has|featur(?:es?|ed|ing)|drew|attracted)\s+(?:the\s+)?(?:\w+\s+){0,2}?participation\s+(?:of|from|by)|"
    r"participation\s+(?:of|from|by|included|includes)|joined\s+by|joined(?=\s+(?-i:[A-Z])[^.;]{2,80}\sin\s+(?:the|this)\s+(?:round|financing))|alongside|(?:"
    + _OF_MONEY
    + r"|investors?|backers?|newcomers|which|also)\s+(?:also\s+)?(?:from|includes?|included|including|"
    r"are|were|by|featur(?:es?|ed|ing)|drew|attracted)|from|"
    r"(?:joining|participating|investing|taking\s+part)(?:\s+in)?(?:\s+the\s+(?:\w+\s+)?(?:round|financing|deal))?\s+(?:were|was|are|is)|"
    r"(?:investors?|backers?)\s+(?:in|of)\s+(?:[\w’'-]+\s+){1,3}(?:includ(?:e|es|ed)|are|were)|participants?\s+(?:in\s+the\s+(?:\w+\s+)?(?:round|financing)\s+)?(?:were|are|includ(?:e|es|ed))|(?:investors?|backers?|participants):|"
    r"counts?(?=\s+(?-i:[A-Z])[^.;]{2,120}\s(?:among|as)\s)|among\s+them|(?:round|financing|series\s[a-h])\s+(?:attracted|drew|saw|brought\s+in)(?=\s+(?-i:[A-Z]))|"
    r"investors?\s+(?:such\s+as|like)|such\s+as|including|featuring|(?:backed|supported|provided)\s+by|(?:million|mn|crore|"
    r"cr|billion|bn|\d[mkb])\s+by|with(?=\s+(?-i:[A-Z])[^.;]{2,120}\s(?:also\s+)?participating)|"
    r"were\s+joined\s+by|avec\s+la\s+participation\s+d(?:e\s|['’])|"
    r"(?:dólares|euros|pesos|millones|reales)\s+de(?=\s+(?-i:[A-Z]))|together\s+with|along\s+with|gemeinsam\s+mit|"
    r"(?:funded|financed)\s+by|"
    r"(?:,|round|financing|funding|investment|\bseries\s[a-h]|cash|capital|\d[mkb]|million|billion)\s+with"
    r"(?=\s+(?:the\s+)?(?-i:[A-Z]))|(?:ventures|capital|partners|fund)\s+with(?=\s+(?-i:[A-Z]))|(?:adds?|added|lands?|landed|welcome[sd]?)(?=\s+(?-i:[A-Z])[^.;:$€£]{2,80}\s(?:to|in|into|for)\s+(?:(?:its|the|an?)\s+)?"
    r"(?:[$€£]\S{1,8}\s+)?(?:series\s[a-h]|round|financing|seed)\b)|(?:mit\s+dabei|beteiligt|dabei)\s+(?:sind|ist|waren)|"
    r"(?:existing|returning|current|previous|earlier|new)\s+(?:investors?|backers?)(?=\s+(?-i:[A-Z]))|"
    r"(?:on|via|through)\s+(?:the\s+)?(?:[\w-]+\s+)?angel\s+(?:[\w-]+\s+)?(?:platform|network)|angels\s+(?:on|via|through)|"
    r"auch(?:\s+(?:der|die|das))?(?=\s[^.;]{2,80}\s(?:dabei|beteiligt|mit\s+an\s+bord))|"
    r"(?:equity|preferred\s+(?:stock|shares))\s+to|(?:funding|investment|financing)\s+deal\s+with|help\s+from|con(?=\s+(?-i:[A-Z]))|avec(?=\s+(?-i:[A-Z])|\s[^.;]{2,60}\sen\s+chef)|"
    r"auprès\s+d(?:es|u|e|['’])|von(?=\s+(?:(?:der|dem|den)\s+[\w-]*(?:geber|investor|fonds|firma|gesellschaft|konzern|riese)\w*\s+)?(?-i:[A-Z]))|con\s+la\s+participación\s+(?:\w+\s+)?de|"
    # "So, too, did Larkspur and Heron."
    r"(?:^|(?<=[.!,]\s))(?:so,?(?:\s+too,?)?|as)\s+did|"
    # "Zum Investorenkreis zählen u.a. …", "Zu den Geldgebern gehören …", "Investoren sind …"
    r"zu(?:m|r|\s+den)\s+(?:[\w-]+\s+){0,2}?[\w-]*(?:investor|geldgeber|kapitalgeber|gesellschafter|unterstützer)\w*\s+(?:zählen|gehören|zählt|gehört)(?:\s+(?:u\.\s?a\.|unter\s+anderem|auch|etwa|neben))*|"
    r"(?:[\w-]*investoren|geldgeber|kapitalgeber)\s+(?:sind|waren)(?:\s+(?:u\.\s?a\.|unter\s+anderem|auch))*|"
    r"(?:kapital|geld|mittel|summe|millionen|investment)\s+(?:kommt|kommen|stammt|stammen|kam|kamen)\s+(?:u\.\s?a\.\s+|unter\s+anderem\s+)?von|"
    # "La start-up a pu compter sur …", "soutenue par …", "aux côtés de …"
    r"(?:compter|compté|compte|s['’]appuyer|appuyée?)\s+sur|(?:soutenue?s?|financée?|rejointe?s?|accompagnée?s?|suivie?s?|souscrite?)\s+par|aux\s+côtés\s+d(?:es|u|e|['’])|"
    r"parmi\s+lesquels|dont(?=\s+(?-i:[A-Z]))|"
    # "La ronda ha contado con …", "de la mano de …", "como …"
    r"contad[oa]\s+con(?:\s+la\s+participación\s+(?:\w+\s+)?de)?|de\s+la\s+mano\s+de|respaldad[ao]s?\s+por|entre\s+(?:ellos|los\s+que\s+(?:se\s+encuentran|destacan|figuran))|"
    r"(?:fondos|inversores|entidades|firmas|start\s?-?up),?\s+como|apoyo\s+de|respaldo\s+de|junto\s+(?:a|con)"
)
INTRODUCED = re.compile(rf"\b(?:(?P<lead>{_LEAD})|(?P<other>{_OTHER}))(?:\s+|(?<=d['’]))", re.IGNORECASE | re.MULTILINE)
# Words that introduce and are said of much else: what investors they name is told beside money, a round or investors.
_ROUND_NOUN = r"(?:round|financing|investment|funding|fundrais\w+|series\s[a-h]|seed|deal|raise)"
# "Existing investors", "Company backers", "All investors from the prior round –": who the names are.
_WHO = (
    r"(?:(?:(?:all|both|the|its|company|several|existing|earlier|current|prior|previous|returning|new|early|other|"
    r"strategic|fellow|insiders?|venture)\s+){0,4}"
    r"(?:investors?|backers?|newcomers?|insiders|shareholders|angels?)"
    r"(?:\s+(?:from|in|of)\s+(?:the|its)\s+(?:[\w-]+\s+){1,2}rounds?)?(?:\s+(?:including|like|such\s+as)|,|:|\s[–—-])?\s+)?"
)
_JOINS = (
    r"(?:(?:also|both|all|have|has|are|is|were|was|again)\s+){0,3}(?:participat(?:ed|e|ing|es)|took\s+part|taken\s+part|taking\s+part|"
    r"join(?:s|ed|ing)?\s+(?:the|this|in\s+on\s+the|in\s+the)\s+(?:[\w-]+\s+){0,3}?(?:round|financing|raise|funding|cap\s+table|series|syndicate|deal)|join(?:ed|ing)?\s+as\s+(?:\w+\s+)?investors?|"
    r"follow(?:s|ed|ing)?(?=\s*(?:$|[.,;]))|on\s+board|the\s+(?:sole|only)\s+investors?|back\s+for\s+more|comes?\s+in(?=\s*$)|"
    r"in(?=\s*(?:$|[.;]))|among\s+(?:those\s+investing|(?:the\s+|its\s+)?(?:\w+\s+)?(?:investors|backers|participants))|chip(?:s|ped)?\s+in|pitch(?:es|ed)?\s+in|kick(?:s|ed)?\s+in|put\s+(?:in|up)\s|(?:put|pour(?:s|ed)?|plough(?:s|ed)?|pump(?:s|ed)?)\s+(?:\w+\s+)?(?:money|cash|capital|funds)\s+in|came\s+(?:in|back|aboard|on\s+board)|"
    r"return(?:s|ed|ing)?(?=\s*(?:$|[.,;])|\s+(?:for\s+th|as\s|to\s+(?:back|invest|join|support)))|contribut(?:es?|ed|ing)|re-?invest(?:s|ed|ing)?|stumped\s+up|"
    r"back(?:s|ed)?(?=\s+(?:it|the\s+(?:round|company|raise|financing|deal))\b|\s*(?:$|[.;]))|join(?:s|ed|"
    r"ing)?(?=\s*(?:$|[.,;]|too\b|in\b|as\s+well\b)|\s+(?:existing|returning|current|previous|earlier)\s+(?:investors?|backers?)\s)|doubl(?:e|es|ed|ing)\s+down|bets?(?=\s)|invest(?:ed|s|ing)?\b|"
    r"steig(?:t|en)\s+(?:\w+\s+)?ein|stieg(?:en)?\s+(?:\w+\s+)?ein|(?:haben\s+|hat\s+)?(?:sich\s+)?beteilig(?:t|en|te|ten)\s+sich|(?:haben|hat)\s+sich\s+[^.;]{0,40}?beteiligt|stemm(?:t|en|te|ten)\s|zieh(?:t|en)\s+(?:\w+\s+)?mit|zog(?:en)?\s+(?:\w+\s+)?mit|"
    r"investier(?:t|en|te|ten)\b|gaben?\s|"
    r"ont\s+(?:également\s+|aussi\s+)?(?:participé|investi|réinvesti|rejoint|souscrit|suivi|remis)|a\s+(?:également\s+|aussi\s+)?(?:participé|investi|réinvesti)|participent|réinvestissent|entren?t?\s+(?:[\wé’']+\s+)?au\s+capital|remettent|suivent|accompagnent|"
    r"(?:han|ha)\s+(?:también\s+)?(?:participado|invertido|reinvertido|acudido|entrado|sido\s+(?:los|el|la|las)\s+(?:\w+\s+)?inversor(?:es|a|as)?)|participan|participaron|participó|invirtieron|acuden|acudieron)"
)
# "Larkspur Ventures led the round", "Heron and Oakhollow also participated".
SUBJECT = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;:,!] )|(?<=with )|(?<=as )|(?<=while )|(?<=says )|(?<=said )|(?<=that )|"
    rf"(?<=and )){_WHO}"
    r"(?P<names>(?!(?-i:Après|After|Following|Nach|Tras|When|With|If|In|On|At|During|Under|For|Since)\s)"
    r"(?:(?-i:the|le|la|les|el|los|der|die|das)\s+(?:(?-i:[a-zà-ÿ])[\w-]*\s+){0,4})?(?-i:[A-Z0-9])(?:(?!\s(?:for|as|to|raises?|after|gets|with|that|which|says|said)\s)"
    r"[^.;:¤$€£]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b[DM][rs])\.|(?<=\bMrs)\.|(?<=\bInc)\.(?=\s[a-z])){1,220}?)\s+"
    r"(?:(?<=, )(?:which|who)\s[^,;.]{3,90},\s+)?"
    rf"(?:(?P<lead>(?:co-?|jointly\s+|both\s+)?(?:led|leads|is\s+leading|are\s+leading|was\s+the\s+lead|were\s+the\s+leads?))\s+(?:the|this|its|in\s+the)\s+(?:[\w-]+\s+){{0,3}}?{_ROUND_NOUN}|"
    rf"{_JOINS}|"
    r"(?P<leads>(?:was|were|is|are|acted\s+as|served\s+as)\s+(?:the\s+)?(?:sole\s+|co-?)?lead(?:\s+investors?)?(?=\s*[.,;]|\s+(?:in|of|on)\b|$)|leads?|leading|(?:co-?)?led)(?=\s*(?:$|[,.;])|\s+(?:the|this|its)\s+(?:[\w-]+\s+){0,3}?round))",
    re.IGNORECASE,
)
# "Unter den Geldgebern sind …", "In der Runde haben auch teilgenommen: Seaya, Bonsai": the verb first, names after.
VERB_FIRST = re.compile(
    r"\b(?:(?:han|ha)\s+(?:también\s+)?participado(?:\s+(?:también|además))?|participaron|participan|invirtieron|ont\s+(?:également\s+)?participé|"
    r"(?:beteiligten|beteiligen|beteiligte|beteiligt)\s+sich(?:\s+(?:auch|unter\s+anderem|u\.\s?a\.|neben|erneut|außerdem|zudem|noch))*|(?:haben|hat)\s+sich(?:\s+(?:auch|unter\s+anderem|u\.\s?a\.))*)\s+"
    r"(?:[a-zà-ÿ][^.;:,]{0,90}?,\s+(?:como|dont|tels?\s+que|comme|wie|darunter)\s+|(?=(?:(?:der|die|das|el|la|los|las|le|les)\s+)?(?:[a-zà-ÿ-]+\s+){0,3}?(?-i:[A-Z])))",
    re.IGNORECASE,
)
# "after a Meganorth-led round".
LED_BY_NAME = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][\w.&’']*(?:\s[A-Z][\w.&’']*){0,2})-(?:[Ll]ed)\s+(?:(?:[$€£]\S+|funding|investment|financing|[Ss]eries\s[A-H])\s+){0,2}"
    r"(?:[Rr]ound|[Ff]inancing|[Ii]nvestment)\b"
)
# What names investors wherever in the sentence it stands; the rest does so only behind the amount.
SURELY = re.compile(
    r"(?:\w+\s+)*?(?:participation|backing|funding|investment)\b|(?:adds?|added|lands?|landed|welcome[sd]?)\s",
    re.IGNORECASE,
)
IS_BACKED = re.compile(r"\b(?:been|is|was|now)\s+(?:backed|funded|financed)\s+by\s+$", re.IGNORECASE)
