"""What the sentences after the one that tells of a round add: its amount, its name, its price, and who put money in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.domain.evidence import Quote
from agent.domain.signals import FieldValue
from signals.extract.dates import MONTHS
from signals.extract.funding.evidence import ACCEPT
from signals.extract.funding.grammar import Claim, claim
from signals.extract.funding.phrases import Sentence
from signals.extract.investor_lists import Investor, investors
from signals.extract.money import Money
from signals.extract.organisations import investor_key, is_investor
from signals.extract.sentences import blanked, gives_orders, main_clause

# "The round, which brings its total to $40M, was led by…", "all investors from the prior round".
_ASIDES = re.compile(
    r",?\s+(?:which\s+|that\s+)?bring(?:s|ing)\s[^,;]{0,90}?(?:,|(?=\s+and\s+(?:was|is|saw|drew|included)\b)|$)|"
    r",\s+(?:which\s+was\s+)?founded\s[^,;]{2,60},|"
    r"\binvestors?\s+(?:from|in|of)\s+(?:the|its)\s+(?:prior|previous|last|earlier|seed|series\s[a-h])\s+(?:\w+\s+)?rounds?\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:(?:previous(?:ly)?|earlier|prior)(?!\s+(?:investors?|backers?|shareholders?))|last\s+(?:year|month)|"
    rf"in\s+(?:(?:{MONTHS})\s+)?(?:19|20)\d\d|to\s+date|so\s+far|"
    r"brings?\s+(?:the\s+|its\s+)?total|bringing|founded|rivals?|competitors?|"
    r"vergangene[nrs]?\s+(?:jahr|herbst|sommer|winter|frühjahr|monat)|zuvor|damals|l['’](?:an(?:née)?)\s+(?:dernière|passée?|dernier)|précédente?|"
    r"el\s+año\s+pasado|anterior(?:mente)?|en\s+aquella\s+ocasión|hasta\s+la\s+fecha)\b",
    re.IGNORECASE,
)
_DETAILS = re.compile(
    r"\b(?:took\s+in|invest(?:ed|ing)|round|raise|raised|funding|financing|investment|led\s+by|"
    r"participation|investors?|backers?|led\s+the|money|series|runde|finanzierung|erhalten|eingesammelt|lev(?:é|er)|tour\s+de\s+table|série|serie|ronda|bewertung|valuation|valued)\b",
    re.I,
)
_NAMES_BACKERS = re.compile(
    r"\bled\s+(?:by|the)\b|\bparticipat|\b(?:backed|provided)\s+by\b|\b(?:investors?|backers?|newcomers?|insiders?)\s+(?:(?:in|of)\s+\w+\s+(?:\w+\s+)?)?(?:includ|were\b|are\b|such\s+as)|\bled\.$|"
    r"\b(?:money|cash|funding|funds|capital|investment|injection|backing)\s+(?:came\s+|comes\s+)?from\b|\btook\s+part\b|\bjoined\s+(?:the|in)\b|"
    r"\bdie\s+(?:runde|series|finanzierung)\b|\braised\s+the\s+(?:money|cash)\b|"
    r"\bjoined\s[^.;]{2,80}\sin\s+(?:the|this)\s+(?:round|financing)|"
    r"\blead[\s-]?investor\b|\bamong\s+(?:the|its|those|them)\b|\b(?:participants|joining)\b|\bmoney\s+in(?:to)?\b|\bseries\s[a-h]\s+(?:was|attracted|drew|saw)|"
    r"\binvestors?:|\b(?:sole|only)\s+investors?\b|\binvested(?=[,.;])|\bas\s+did\s|\b(?:also|both|all)\s+(?:joined|invest|back)|\bjoined\s+(?:by|existing|returning|current|previous)\b|"
    r"\b(?:existing|returning|current|new|earlier|previous|prior)\s+(?:investors?|backers?)\b|\b(?:backers|investors|newcomers|insiders)\s+(?-i:[A-Z])|"
    r"\b(?:pitched|chipped|kicked|came|put)\s+in\b|\breturned\s+(?:for|as|to\s+(?:invest|back))\b|^so,?\s+(?:too,?\s+)?did\b|^as\s+did\b|"
    r"\b(?:deal|round|financing|raise)\s+(?:was|also|saw|drew|attracted|featured|included|counts?|counted)\b|"
    r"\b(?:in|for|to)\s+(?:the|this)\s+(?:round|financing|raise|series\s[a-h])\b|"
    # German, French, Spanish.
    r"\bbeteilig|\bangeführt\b|\b\w*investoren(?:kreis)?\b|\b(?:geld|kapital)geber|\b(?:kommt|stammt|kommen|stammen)\s+von\b|\bsteig\w*\s+ein\b|\bmit\s+(?:dabei|an\s+bord)\b|"
    r"\btour\s+de\s+table\b|\blevée\b|\binvestisseurs?\b|\bau\s+capital\b|\bparticipation\s+d|\bauprès\s+d|\b(?:mené|dirigé|soutenu|accompagné)e?\s+par\b|"
    r"\bont\s+(?:\w+\s+)?(?:participé|investi)|\bcompter\s+sur\b|\bronda\b|\binversor|\bparticipa(?:do|ron|n|ción)\b|\blider(?:ad[oa]|an?|ó)\b",
    re.IGNORECASE,
)
_OF_THE_ROUND = re.compile(
    r"round|runde\b|\btour\s+de\s+table|\bronda\b|\blevée\b|\bseries\s[a-h]\s(?:was|is|attracted|drew|saw)|\bled\s+the\s",
    re.IGNORECASE,
)
_MOST_SENTENCES = 14
# How far an amount may be off the headline's and still be that of the same round.
_ROUNDED = 10


def tells_of_earlier(sentence: str) -> bool:
    """Whether a sentence speaks of a round before, a total or somebody else's, not of the round that is news."""
    return _EARLIER.search(blanked(_ASIDES, sentence)) is not None


def complete(
    text: str, spans: list[tuple[int, int]], fields: dict[str, FieldValue], backers: dict[str, Investor], told: Claim
) -> None:
    """Fill the amount, round, valuation and investors that the telling sentence left open from `spans` after it."""
    for start, end in spans[:_MOST_SENTENCES]:
        sentence = main_clause(text[start:end])
        end = start + len(sentence)
        names_backers = _NAMES_BACKERS.search(sentence) is not None
        if not (names_backers or _DETAILS.search(sentence)) or tells_of_earlier(sentence) or gives_orders(sentence):
            continue
        more = claim(sentence)
        more = more if more and more.probability >= ACCEPT and not more.is_debt else None
        if more and is_another_round(more.money, told.money):
            continue
        read = Sentence.of(sentence)
        if more and more.money and ("amount" not in fields or _is_exacter(more.money, told.money)):
            fields.update(money_fields(text, more.money, start))
        if "round" not in fields and (more or _OF_THE_ROUND.search(sentence)) and (span := read.round_after(0)):
            fields["round"] = value(text, str(span.round), start + span.start, start + span.end)
        if "valuation" not in fields and (price := read.valuation(None)):
            fields["valuation"] = money_value(text, price, start)
        if more or names_backers:
            # "Larkspur Partners returned for the Series B": no company took a round there.
            after = more.after if more and not (more.company and is_investor(more.company.name)) else 0
            for backer in investors(text, start, end, after=start + after):
                backers.setdefault(investor_key(backer.name.name), backer)


def is_another_round(amount: Money | None, headline: Money | None) -> bool:
    """Whether an amount is so far from the headline's that another round, or a total, is meant."""
    if amount is None or headline is None or amount.currency != headline.currency:
        return False
    return abs(amount.value - headline.value) > headline.value / _ROUNDED


def _is_exacter(amount: Money, headline: Money | None) -> bool:
    """Whether the body gives in full what the title rounds ("near-$1bn", then "$950m")."""
    if headline is None or headline.currency != amount.currency or amount.hedge or not headline.hedge:
        return False
    return abs(amount.value - headline.value) <= headline.value / _ROUNDED


def money_value(text: str, money: Money, offset: int) -> FieldValue:
    """The amount of `money`, whose offsets begin at `offset`, on its quote."""
    return value(text, f"{money.value:f}", offset + money.start, offset + money.end)


def money_fields(text: str, money: Money, offset: int) -> Iterator[tuple[str, FieldValue]]:
    """Amount and currency, both on the quote of the amount."""
    yield "amount", money_value(text, money, offset)
    yield "currency", value(text, money.currency, offset + money.start, offset + money.end)


def value(text: str, stated: str, start: int, end: int) -> FieldValue:
    """`stated` on the quote `text[start:end]`."""
    return FieldValue(stated, Quote.of(text, start, end))
