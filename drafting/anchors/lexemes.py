"""Words that claim: events, superlatives, causes, plans, and whether they are told as not having happened."""

from __future__ import annotations

import re

from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.numbers import WORD_NUMBER

# Where companies do business: what they open, close and move.
SITE = (
    r"(?:(?:office|hub|site|plant|warehouse|store|location|clinic|hotel|restaurant|showroom|depot|shop|lab|studio|"
    r"cent(?:er|re))s?|headquarters|propert(?:y|ies)|facilit(?:y|ies)|factor(?:y|ies)|branch(?:es)?|campus(?:es)?)"
)
# "Due to open" tells of what will be, "due to demand" why.
_DUE = (
    r"(?:begin|get|take|run|arrive|end|leave|retire|finish|ship|hire|expire|receive|launch|open|start|join|complete|"
    r"close|land|go|move|be)"
)
# A class of event, and the ways to say it. A claimed class must stand in the evidence (drafting §2.2, residual).
_EVENT_SOURCES = {
    "funding": r"(?:picked up|landed|bagged|netted|pulled in|brought in|banked|took in) (?=(?:(?:an?|your|its|the) )?"
    r"(?:[$€£\d]|US\$|C\$|series|seed|pre-?seed|fresh (?:funding|capital)|(?:new )?(?:funding|round)))|"
    r"rais(?:e|es|ed|ing)(?! (?:the bar|questions?|concerns?))(?! (?:[a-z][\w'-]* ){1,5}(?:from|by|to) \d)|clos(?:ed|"
    r"es|ing) (?:an?|its|your|their|"
    r"the)\b(?=.*"
    r"(?:round|series|seed|financing|funding|million|\$|€|£))|secur(?:ed|es|ing)|funding|financing|fundrais\w+|"
    r"(?:seed|series \w|growth|equity|debt|investment|funding|new|latest|[b-k]|(?-i:A)) rounds?|"
    r"(?:a|the|your|its|this|that) round(?! of (?:layoffs|cuts|job))|investment|pre-?seed|"
    r"series [a-k]\b|"
    r"seed (?:money|capital)|fresh capital|backed by|led the round",
    "opening": r"(?:add(?:s|ed|ing)?|creat(?:e|es|ed|ing)) (?:\w+ ){0,3}"
    r"(?:jobs|roles|positions|people|staff|employees)|"
    r"hiring|(?:is|are|'re|re) recruiting|recruiting for|open(?:ed)? (?:\w+ ){0,4}?(?:roles?|positions?|"
    r"jobs?|"
    r"reqs?|vacanc\w+)"
    r"|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!'re )(?<!\bfor )openings?|open:|"
    r"vacanc(?:y|ies)|job ads?|job posts?|"
    r"job postings?|postings?"
    r"|careers? (?:page|site)|looking for an?|"
    r"(?<!in the )(?<!in that )(?<!in this )roles?|positions?(?! in\b)|(?:will|to) hire|adverti[sz]ing for",
    "join": r"join(?:s|ed|ing)?(?! (?:us|me|forces|in)\b)(?! (?:\w+ ){0,5}(?:series|round|seed|funding|financing)\b)|"
    r"hired|"
    r"hires (?=(?-i:[A-Z]))|brought (?:in|on)|brings (?:in|on)"
    r"|c[ao]mes? (?:on board|aboard|over from)|tak(?:es|en|ing) over|took over|step(?:ped|s|ping) in(?:to)?|"
    r"welcom(?:ed|es) (?=(?-i:[A-Z]))|recruited|new hires?|as (?:our|its|the|your) new|started (?:as|at)"
    r"|starts (?:as|at)|start as|poach(?:ed|es)",
    "appoint": r"bec(?:omes?|ame|oming) (?=(?:its |your |the |our |an? |new |next |interim |acting |deputy |"
    r"permanent )*(?:(?-i:[A-Z])|chief|head|president|director|ceo|cfo|cto|coo))|"
    r"appoint(?:s|ed|ment|ing)?|(?:will|to) serve as|serves as|"
    r"(?<!job ad )(?<!posting )(?<!listing )(?<!page )(?<!advert )(?<!\bad )(?<!notice )"
    r"(?<!filing )nam(?:es|ed) "
    r"(?!a leader|one of|after|best|the)|tapp?ed|elected|"
    r"succeed(?:s|ed|"
    r"ing)",
    "leave": r"(?:(?<=\bwill )|(?<=\bto ))leave(?! (?:it|that|this|you|room|no)\b)|"
    r"(?:has |have )?left (?!to\b|over|open)(?=\w)|left$|leaves (?=\w)|leaving|depart(?:s|ed|ing|ure)?|"
    r"step(?:s|"
    r"ped|ping) (?:down|aside|back)"
    r"|resign(?:s|ed|ing|ation)?|quit(?:s)?|exit(?:s|ed|ing)?|parted ways|lost (?:its|your|their|the) (?=\w+)",
    "dismiss": r"fired|ousted|sacked|was let go|were let go|terminated|dismissed|forced out|pushed out",
    "retire": r"retir(?:e|es|ed|ing|ement)",
    "promote": r"promot(?:ed|es|ion|ing)|step(?:ped|s|ping) up (?=from|to|as|into)|"
    r"mov(?:ed|es|ing) up (?=from|to|into)|r(?:ose|isen) (?=(?:from|to) (?!\d))|elevated to",
    "acquire": r"acqui(?:red?|res|ring|sition\w*)|b(?:uys|ought)|buying|(?:(?<=\bto )|(?<=\bwill ))buy|"
    r"takeover|merg(?:ed|es|er|ing)|purchas(?:ed|"
    r"es|ing)|"
    r"snapp?ed up",
    "launch": r"(?:is|are|now|went|gone|goes) live|"
    r"launch(?:ed|es|ing)?|unveil(?:ed|s|ing)?|introduc(?:ed|es|ing)|debut(?:ed|s)?|"
    r"released|rolled out|"
    r"rolling out|shipped",
    "layoff": r"la(?:id|ys?|ying) off|lay-?offs?|cut(?:s|ting)? (?:\w+ ){0,2}(?:jobs|staff|roles|positions|employees|"
    r"people)|redundanc\w+|downsiz\w+|let go of|headcount (?:cuts?|reduction)|job cuts|hiring freeze|"
    r"froze hiring|restructur\w+|fired (?:\d|\w+ (?:people|staff|employees))",
    "expand": r"now open|expand(?:ed|s|ing)?|expansion|"
    r"(?:open(?:ed|s|ing)?|new|second|third) (?!on |in |at )(?:\w+ ){0,3}"
    rf"{SITE}|enter(?:ed|s|ing) (?!into\b)(?:the )?(?=\w)|"
    r"moved into",
    "relocate": r"relocat\w+|(?:office|address|headquarters|seat|hq) (?:has )?changed|"
    r"mov(?:e|es|ed|ing) (?:\w+ ){0,2}(?:headquarters|hq|offices?)|new (?:headquarters|hq)|"
    r"headquarters",
    "partner": r"partner(?:ed|ing|ship|ships|s with)|alliance|teamed up|joint venture|collaborat\w+",
    "migrate": r"mov(?:e|es|ed|ing) (?!up\b)(?:[a-z]+ ){1,4}to (?=(?:(?:its|the|our|their|your) )?(?-i:[A-Z]))|"
    r"mov(?:e|es|ed|ing) (?!up\b)(?:[\w,]+ ){1,7}?(?:from|off) (?=(?-i:[A-Z]))|"
    r"migrat(?:e|es|ed|ing|ion)|switch(?:es|ed|ing)?(?: us| over)?(?: to| from| over| off)|"
    rf"mov(?:e|es|ed|ing) (?:us |them |\w+ data |everything |our \w+ )?(?:from(?! (?:an? )?"
    rf"(?:\d|[$€£]|{WORD_NUMBER}\b))|off|away|"
    r"to(?! \d)|over to|onto)|replac(?:e|es|ed|ing)|swapp?(?:s|ed|ing)|transition(?:ed|ing)?|consolidat\w+",
    "adopt": r"roll(?:ing|ed|s)?[- ]?out|"
    r"adopt(?:ed|s|ing|ion)?|implement(?:ed|s|ing|ation)?|install(?:ed|s|ing)?|deploy(?:ed|s|ing)?|"
    r"signed up for|us(?:e|es|ed|ing) (?=(?-i:[A-Z]))|runs? on (?=(?-i:[A-Z]))|currently (?=(?-i:[A-Z]))|"
    r"experience (?:with|in)|our (?:crm|stack|tooling)",
    "repay": r"repa(?:id|ys?|ying|yments?)|paid (?:back|off|down)|pa(?:ys|ying) (?:back|off|down)",
    "complete": r"complet(?:ed?|es|ing|ion)(?! (?:guide|list|set|overview|picture|view))|finali[sz](?:ed|ing)|g(?:one|"
    r"oes) through|"
    r"went through",
    "remove": r"remov(?:ed|es|ing|al)|dropp?(?:ed|ing)(?! (?:by|to|from|back|off|below|\d))|ditch(?:ed|es|ing)?|"
    r"abandon(?:ed|s|ing)?|sunset(?:ting)?|"
    r"ripp(?:ed|"
    r"ing) out|uninstall\w+|phas(?:ed|ing) out|got rid of|stopped using|discontinu\w+|shut(?:ting)? down|"
    r"clos(?:e|ed|es|ing) (?:\w+ ){0,2}"
    rf"{SITE}",
    "ipo": r"ipo|(?:went|going|go|gone) public|listed on (?:the )?(?:nasdaq|nyse|stock)|spac",
    "legal": r"su(?:ed|ing)\b|lawsuits?|breach(?:ed)?|hacked|fined|investigat(?:ed|ion)|bankrupt\w*|insolven\w*|"
    r"settled with|regulator\w*",
    "award": r"award(?:s|ed)?|won (?:the|an?|its|your|second|third|best)|certif(?:ied|ication)|recogni[sz]ed (?:as|by)|"
    r"ranked",
    "profit": r"profitab\w+|break(?:ing)? even|broke even|unprofitable|loss-making|record (?:revenue|quarter|year|"
    r"sales)|"
    r"revenue (?:grew|rose|fell)|arr",
    "growth": r"(?:(?:is|are|was|were|revenues?|sales|arr|headcount) )?up (?:by )?(?=\d)|"
    r"(?:rose|risen|climbed|jumped|increased|went up) "
    rf"(?=by|\d|to|from|{WORD_NUMBER}\b)|grew|grow(?:n|s)(?: (?:by|to|from))(?! (?:US|C)?[$€£])|"
    r"growing (?:by|to|from)|surg(?:ed|ing)|soared|skyrocket\w*",
    "shrink": r"(?:(?:is|are|was|were|revenues?|sales|arr|headcount) )?down (?:by )?(?=\d)|"
    r"(?:dropped|decreased|dipped|went down|contracted) "
    rf"(?=by|\d|to|from|{WORD_NUMBER}\b)|shr[aiu]nk\w*|declin(?:ed|es|ing)|fell|fallen|slump\w*|slow(?:ed|ing) down|"
    r"struggl\w+",
    "lose": r"los(?:t|es|ing) (?:deals?|customers?|money|leads?|revenue|market|business|a|an|the|its|your)",
    "sign": r"signed|inked|contract (?:from|to)|contract with|deal with",
    "deal": r"(?:the|this|your|its|that) (?:\w+ ){0,3}deal",
    "publish": r"published|blogged|podcast|webinar|keynote|tweeted|interview(?:ed)?",
}
# A match ends with a word, or with the space before what it only looks at.
_EVENTS = {
    name: re.compile(rf"\b(?:{source})(?:(?<=\s)|(?!\w))", re.IGNORECASE) for name, source in _EVENT_SOURCES.items()
}

_IMPLIED_BY = {
    "join": {"appoint", "migrate"},
    "appoint": {"join", "promote"},
    "leave": {"dismiss", "retire"},
    "migrate": {"remove", "join", "relocate"},
    "relocate": {"migrate"},
    "profit": {"growth", "shrink"},
    "adopt": {"migrate", "launch"},
    "remove": {"migrate"},
    "sign": {"partner"},
    "complete": {"acquire", "launch", "sign", "funding", "migrate", "adopt"},
    "deal": {"acquire", "sign", "partner", "funding", "award"},
}
# Told of one subject, these exclude each other.
EVENT_OPPOSITES = {
    "join": {"leave", "dismiss", "retire"},
    "leave": {"join", "promote", "appoint"},
    "appoint": {"leave", "dismiss", "retire"},
    "opening": {"layoff"},
    "layoff": {"opening", "growth"},
    "adopt": {"remove"},
    "remove": {"adopt", "launch"},
    "growth": {"shrink"},
    "shrink": {"growth"},
    "expand": {"shrink", "remove"},
}
_LEXEMES = {
    "superlative": r"first(?:-ever)?(?! (?:time|name|day|week|month|quarter|half|touch|response|line|reply|step|thing|"
    r"place|"
    r"come)\b)(?! [\w-]+ (?:days|weeks|months|quarters|years)\b)|"
    r"largest|biggest|fastest|best(?!-)|leading (?=(?:\w+ ){0,2}(?:in|of|provider|company|platform|player|vendor|"
    r"maker|supplier|firm|brand|name)\b)|"
    r"(?:world|market|industry)[- ]leading|top(?=[- ](?:\d|rated|ranked|performing|player|vendor|company|"
    r"provider|three|five|ten))|"
    r"number one|no\. ?1|#1|only (?=(?:\w+ )?(?:company|vendor|provider|platform|team|one|firm|player|business|"
    r"group|operator|maker|bank|chain|insurer|supplier)\b)|"
    r"highest|lowest|"
    r"smallest|youngest|oldest|newest|record(?:-breaking)?(?=[ -])|unprecedented|unicorn|most (?=(?:\w+ly )?\w+(?:ed|"
    r"ful|"
    r"ant|ive|ing|ous)\b)|"
    r"no other|no one else|than any(?:one| other|body)?|leader (?:in|of)|pioneer\w*",
    "cause": r"because|since (?=your|you|the team)|(?<!\bis )(?<!\bare )"
    rf"due to(?! {_DUE}\b)|thanks to|as a result|caused|"
    r"led (?:\w+ ){0,2}to (?!\d)|prompted|forced|pushed (?:you|them) to|which is why|that's why|"
    r"in response to|driven by|so that|in order to|owing to",
    "future": rf"due to {_DUE}|will|plan(?:s|ned|ning)? (?:to|for|on)|intend(?:s|ing)? to|aims? to|"
    r"going to|about to|set to|"
    r"expects? to|"
    r"expected to|slated|upcoming|(?<=\bis )due to|(?<=\bare )due to|scheduled (?:for|to)|"
    r"by the end of|next (?:week|month|quarter|"
    r"year)|soon|"
    r"looking to|preparing to|on track to",
    "standing": r"interim|acting|temporary|permanent|fractional|part[- ]time|remote",
    "sooner": r"brought forward|ahead of schedule|accelerat\w+|earlier than",
    "former": r"former(?:ly)?|previous(?:ly)?|ex(?=-)|outgoing|erstwhile",
}
_LEXEME_PATTERNS = {
    name: re.compile(rf"\b(?:{source})(?:(?<=\s)|(?!\w))", re.IGNORECASE) for name, source in _LEXEMES.items()
}
_NEGATION = re.compile(
    r"\b(?:not|never|no longer|nor|end(?:s|ed|ing) (?:your|its|their|the|a)|terminat\w+|pull(?:s|ed) out|"
    r"walk(?:s|ed) away|without|denie[sd]|den(?:y|ying)|fail(?:s|ed|ing)? to|refus(?:ed|es) to|declin(?:ed|"
    r"es) to|"
    r"cancel(?:s|l?ed|l?ing)|call(?:s|ed) off|delay(?:s|ed|ing)?|"
    r"push(?:ed|es|ing)? (?:back|to|out)|postpon(?:es|ed|ing)|paus(?:ed|es|ing)|halt(?:ed|s)|"
    r"scrapp?(?:ed|ing)|withdr(?:ew|awn)|rul(?:ed|es) out|no plans|has yet to|yet to|hasn't|haven't|isn't|aren't|"
    r"wasn't|weren't|"
    r"didn't|doesn't|don't|won't|cannot|can't|couldn't|absent|(?<!\ba )(?<!\bthe )(?<!\bany )missing|lacks?|lacking|"
    r"unable|none|zero|stopped|froze|"
    r"on (?:pause|hold|ice)|no (?=\w))(?!\w)",
    re.IGNORECASE,
)
# What is late is still to come, and not called off.
_DELAY = re.compile(r"(?:delay|postpon|push)", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:will|plans?(?: to)?|planning|intend(?:s|ing)?(?: to)?|aims? to|aiming to|expect(?:s|ed)?(?: to)?|"
    r"in talks|considering|"
    r"exploring|evaluating|may|might|could|reportedly|rumou?red|set to|slated to|seek(?:s|ing)? to|looking to|"
    r"hopes? to|"
    r"wants? to|would|help us|going to|about to|next year|would like to|to be|proposes? to|in the process of|"
    r"early stages)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:often|tends?|usually|may|might|maybe|perhaps|guess(?:ing)?|if|wonder(?:ing)?|curious|could|can|would|"
    r"probably|likely|"
    r"typically|sometimes|many teams|most teams|teams like|seems?|suspect|imagine|assume|assuming|generally|commonly|"
    r"frequently|possibly|potentially|my hunch|whether|unless|for many|for most|rarely|should)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?:ed|ught|eft|(?<!^n)ew|old|aw|ade|ook)$|^(?:has|have|led|cut|quit|laid|ran|sued|went)", re.IGNORECASE
)


def implied_by(event: str) -> set[str]:
    """The classes of events that a claim of `event` stands on: one of them in the evidence will do."""
    return {event} | _IMPLIED_BY.get(event, set())


def events_of(text: str) -> list[Anchor]:
    """What the text says happened, by class, each marked where it is negated or only planned."""
    negations = [(m.start(), m.end()) for m in _NEGATION.finditer(text)]
    plans = [m.end() for m in _PLANNED.finditer(text)]
    late = [span for span in negations if _DELAY.match(text, span[0])]
    negations = [span for span in negations if span not in late]
    return [
        Anchor(
            AnchorType.EVENT,
            m[0],
            m.start(),
            m.end(),
            unit=name,
            negated=any(_governs(text, start, end, m.start(), m.end()) for start, end in negations),
            planned=_is_planned(text, m, plans) or any(_governs(text, *span, m.start(), m.end()) for span in late),
        )
        for name, pattern in _EVENTS.items()
        for m in pattern.finditer(text)
    ]


def _is_planned(text: str, m: re.Match[str], plans: list[int]) -> bool:
    """ "Will open", "is opening", "to acquire": told as something that is not done yet."""
    if _follows(m.start(), plans, text):
        return True
    before = text[: m.start()]
    first = m[0].split()[0].lower()
    if first.endswith("ing"):
        return bool(re.search(r"\b(?:is|are|'re|be)\s(?:now |also )?$", before, re.IGNORECASE))
    return not is_past(first) and bool(re.search(r"\bto\s$", before))


def is_ahead(text: str, start: int) -> bool:
    """Whether the word at `start` is told as something still to come: "expected to complete", "will open"."""
    plans = [m.end() for m in _PLANNED.finditer(text)]
    return _follows(start, plans, text) or bool(re.search(r"\b(?:to|be)\s$", text[:start]))


def _follows(start: int, plans: list[int], text: str) -> bool:
    """Whether a plan ends just before `start`."""
    return any(0 <= start - end <= 24 and not _stops(text[end:start]) for end in plans)


def lexemes_of(text: str) -> list[Anchor]:
    """Superlatives, causes and futures."""
    return [
        Anchor(AnchorType.LEXEME, m[0], m.start(), m.end(), unit=name)
        for name, pattern in _LEXEME_PATTERNS.items()
        for m in pattern.finditer(text)
    ]


def negations_of(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _NEGATION.finditer(text)]


def is_past(raw: str) -> bool:
    """Whether an event is told as done."""
    return any(_PAST.search(word) for word in raw.split())


def is_hedged(text: str) -> bool:
    """Whether a guess is told as a guess (drafting §2.2, step 5)."""
    return bool(_HEDGE.search(text))


def _governs(text: str, start: int, end: int, event_start: int, event_end: int) -> bool:
    """A negation governs an event close after it, or an event that ends just before it ("round was cancelled")."""
    if end <= event_start:
        return event_start - end <= 30 and not _stops(text[end:event_start])
    if start >= event_end:
        between = text[event_end:start]
        return len(between) <= 60 and bool(re.match(r"[^.,;:]*\b(?:is|are|was|were|been|has|have|had)\s$", between))
    return False


def _stops(between: str) -> bool:
    return bool(re.search(r"[.,;:!?]|\b(?:but|and then|while)\b", between))
