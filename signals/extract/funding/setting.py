"""What the sentences around a claim make of it: talks told first, grants handed to many, or a loan told after.

A claim is read from one sentence; "the start-up raised $5M in May" is news by itself, and the past where the article is
about a round that is still talked of (signals §2.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

from signals.extract.funding.counter_evidence import DEBT, EQUITY
from signals.extract.funding.grammar import Claim, claim
from signals.extract.sentences import main_clause


class Recast(Enum):
    """What a later sentence says that the money is."""

    DEBT = auto()
    GRANT = auto()


def _folded(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_MONEY = (
    r"(?:rais(?:e|ed|ing)|rounds?|fund(?:s|ing|ed|rais\w+)|financing|invest(?:s|ing|ment|ments|or|ors)?|valuation|valued?|valuing|capital|money|"
    r"kapital\w*|finanzierung\w*|investoren|lever|levée|tour\s+de\s+table|ronda|financiación|inversores)\b"
)
_ABOUT_MONEY = _folded(rf"\b{_MONEY}|[$€£₹]\s?\d|\b(?:million|billion|millionen|millions|millones)\b")
_OF_RAISING = _folded(rf"\b{_MONEY}")
_OF_FUNDS = _folded(r"\b(?:funding|round|capital|investment)\b")
_TALKS = _folded(
    r"\b(?:in\s+(?:\w+\s+){0,2}?(?:talks?|discussions?|negotiations?)|(?:holding|held|having|started|begun)\s+(?:\w+\s+){0,2}?(?:talks|discussions)|negotiat(?:es|ing|ion|ions)|"
    r"(?:look(?:s|ing)|seek(?:s|ing)|hop(?:es|ing)|plan(?:s|ning)|aim(?:s|ing)|want(?:s|ing)|expect(?:s|ed)|prepar(?:es|ing)|set|about|trying)\s+(?:to\s+(?:raise|secure|close|land|borrow)|(?:for\s+)?(?:an?\s+)?(?:new|fresh)?\s*(?:funding|round|capital|investment))|"
    r"(?:is|are)\s+(?:reportedly\s+|said\s+to\s+be\s+)?(?:raising|seeking|courting|pitching)|(?:could|may|might|would)\s+(?:raise|be\s+valued|value)|"
    r"raising\b[^.;]{0,90}:\s+(?:sources?|reports?)|raising\s+(?:at\s+least|up\s+to|as\s+much\s+as)|nears?\s|nearing|close\s+to\s+(?:raising|closing|securing|a\s)|weigh(?:s|ing)|mull(?:s|ing)|"
    r"verhandelt|im\s+gespräch|in\s+verhandlungen|gespräche|négocie|en\s+(?:négociations?|discussions?|pourparlers)|negocia|en\s+(?:conversaciones|negociaciones))\b"
)
# Talked of, and done in the end.
_DONE = _folded(
    r"\b(?:confirm(?:s|ed)|officially|today|has\s+now|have\s+now|finally|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"announc(?:es|ed|ing)\s+(?:that|the|its|today|on))\b"
)
_NEW_ROUND = _folded(
    r"\b(?:today|just|new|fresh|latest|has\s+(?:also\s+)?(?:raised|closed|secured|landed)|announc\w+|also)\b"
)
_GRANTED = _folded(
    r"\b(?:department|ministry|government|agency|commission|council|foundation|administration|authority|institutes?|arpa-?[eh]|darpa|nasa|nsf|nih|doe|barda|innovate\s+uk|"
    r"programme?s?|ministerium|bund|état|gouvernement|gobierno|ministerio|union|projects?)\b[^.;]{0,160}?"
    r"\b(?:award(?:s|ed)|grants?|granted|handed\s+out|handing\s+out|selected|will\s+receive|subsid\w+|receiv(?:ed|es)\s+(?:\w+\s+)?(?:federal|government|public|state)?\s*fund(?:ing|s)|"
    r"fördert|bewilligt|subvention\w*|subvenci\w+|ayudas)\b"
)
# What "it" is, said of the money as a whole: "the funds are split between…", "the notes bear…".
_IT = (
    r"(?:(?:the|this|these|its|those|das|die|der|ce|cette|le|la|el|esta|este)\s+|l['’])(?:[\w$€£.,-]+\s+){0,3}?"
    r"(?:funds|funding|financing|money|package|proceeds|investment|deal|transaction|capital|amount|sum|raise|cash|injection|backing|agreement|mittel|finanzierung|summe|financement|opération|financiación|operación)"
)
_OWED = _folded(
    rf"^\s*(?:[^.;]{{0,90}}?\b(?:said|says|statement)\s[^.;]{{0,60}}?\bthat\s+)?{_IT}\s+(?:[\w-]+\s+){{0,4}}?"
    r"(?:(?:is|are|was|were|will\s+be|has\s+been|consists?|comprises?|comprised|comes?|came|took|takes)\b(?!\s+(?:\w+\s+)?(?:used|earmarked|intended|meant|needed|put|to|for|aimed|going|spent)\b)|ist\b|sind\b|besteht\b|stammt\b|est\b|es\b|consiste\b)"
)
_LOAN = _folded(
    r"^\s*(?:the|this|these|its|das|die|der|le|la|el)\s+(?:[\w-]+\s+){0,3}?(?:loan|facility|notes?|bonds?|debentures?|debt|credit\s+line|revolver|darlehen|kredit|anleihe|prêt|emprunt|préstamo|crédito)\s+"
    r"(?:[\w-]+\s+){0,2}?(?:will|is|are|was|were|has|have|carries|carry|bears?|matures?|mature|runs?|comes|replaces|funds|allows|helps|can|may|provides?|wird|hat|soll|läuft|permet|doit|sera|servira|permitirá)\b"
)
_NOT_EQUITY = _folded(r"\b(?:shares?|stock|series\s[a-h]|preferred|seed|anteile|actions|acciones|equity)\b")
_PUBLIC = _folded(
    r"^\s*(?:the|this|these|its|das|die|der|le|la|el)\s+(?:[\w-]+\s+){0,3}?(?:grants?|awards?|subsid(?:y|ies)|prize|zuschuss|förderung|fördermittel|subvention|subvención|ayuda)\s+"
    r"(?:[\w-]+\s+){0,2}?(?:will|is|are|was|were|has|have|comes?|came|from|under|allows|enables|supports?|helps|wird|soll|stammt|permet|permitirá)\b|"
    r"\bnon-?dilutive\b"
)
_PUBLIC_GIVER = _folded(
    rf"^\s*{_IT}\s+(?:[\w-]+\s+){{0,3}}?(?:comes?|came|is|was|were|are|stammt|kommt)\s+(?:\w+\s+){{0,2}}?(?:from|under|through|part\s+of|provided\s+by|awarded\s+by|via|aus|vom|von)\s+"
    r"(?:the\s+|an?\s+|dem\s+|der\s+)?(?:[\w’'.-]+\s+){0,5}?(?:government|ministry|department|european\s+(?:union|commission|innovation)|eu\b|horizon|innovate\s+uk|agency|council|"
    r"programme?|bund|land|ministerium|grants?|state\s+of)"
)
# "Meganorth buys Quillfern": what Quillfern raised before is its past.
_BOUGHT = _folded(
    r"\b(?:acquir(?:es?|ed|ing)|buys?|buying|bought|snapp?(?:s|ed)\s+up|acquisition\s+of|purchase\s+of|takeover\s+of|takes?\s+over|"
    r"übernimmt|kauft|rachète|rachat\s+d(?:e|['’])|achète|compra|adquiere)\s+"
)
# News of a company by which what it raised is only told of as its past.
_OTHER_NEWS = _folded(
    r"\b(?:files?\s+(?:to\s+go\s+public|for\s+(?:an?\s+)?ipo)|go(?:es|ing)\s+public|(?:secur|w[io]n|land|sign|bag)\w*\s+(?:an?\s+)?(?:¤+\s+|[$€£][\d.,]+\s?\w*\s+)?(?:order|contract|tender)|"
    r"lays?\s+off|layoffs?|cuts?\s+\d*\s*(?:jobs|staff)|shuts?\s+down|bankruptcy|insolvent|insolvenz|(?:names?|appoints?|hires?|poaches)\s+(?:[\w-]+\s+){1,3}(?:as\s+)?(?:its\s+)?(?:new\s+)?(?:ceo|cfo|cto|coo|cmo|chief)|"
    r"lawsuit|sues?|sued|steps?\s+down)\b"
)
_SENTENCES_AFTER = 3


def is_overtaken(found: Claim, before: Iterable[str], sentence: str) -> bool:
    """Whether what stands before makes a claim something else: a round of old, where a new one is talked of or the
    company is bought, or a share in grants that a public body hands out. `before`: the sentences before `sentence`."""
    name = "" if found.company is None or found.is_pronoun else found.company.name.split()[0].casefold()
    for earlier in before:
        if _GRANTED.search(earlier) and found.round is None:
            return True
        if name and (bought := _BOUGHT.search(earlier)) and name in earlier[bought.end() :].casefold():
            return True
        own = not name or name in earlier.casefold()
        if own and _OTHER_NEWS.search(earlier) and not _OF_RAISING.search(earlier) and not _NEW_ROUND.search(sentence):
            return True
        if own and _is_talked_of(earlier) and not _DONE.search(sentence):
            return True
    return False


def _is_talked_of(sentence: str) -> bool:
    """Whether a sentence tells of a round that somebody wants, plans or negotiates."""
    told = claim(sentence)
    if told is not None and told.evidence & {"not yet", "wanted"} and not told.evidence & {"long past"}:
        return True
    talks = _TALKS.search(sentence)
    if talks is None:
        return False
    # "aims to raise the bar" raises no money.
    return _OF_FUNDS.search(talks[0]) is not None or _ABOUT_MONEY.search(sentence, talks.end()) is not None


def recast(found: Claim, after: Iterable[str]) -> Recast | None:
    """What the sentences after a claim say that the money is, where it is no equity; None where they say nothing.

    A named round, or one that investors led, stays one: a loan told beside it is another.
    """
    if found.round is not None or found.is_debt or found.evidence & {"led by", "from an investor", "equity crowd"}:
        return None
    for number, sentence in enumerate(after):
        if number == _SENTENCES_AFTER:
            break
        main = main_clause(sentence)
        if _NOT_EQUITY.search(main) or EQUITY.search(main):
            continue
        if _LOAN.search(main) or (_OWED.search(main) and DEBT.search(main)):
            return Recast.DEBT
        if _PUBLIC.search(main) or _PUBLIC_GIVER.search(main):
            return Recast.GRANT
    return None
