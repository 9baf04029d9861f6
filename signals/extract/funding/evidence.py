"""What speaks for a phrase being a round that was raised, and against: one table of weights, summed as log-odds.

A sum of 2.2 is odds of nine to one, which a rule accepts by itself; between 0.35 and 0.90 a model may be asked (§2.2).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final

from signals.extract.dictionary import is_word
from signals.extract.funding import counter_evidence, patterns, takers
from signals.extract.funding.phrases import Governor, Head, Phrase
from signals.extract.funding.words import FOREIGN_FORMS, Verb
from signals.extract.organisations import is_investor, organisations

ACCEPT: Final = 0.90
DOUBT: Final = 0.35
# Below this an amount without a named round is a plea or a prize, not a round (in any large currency).
_SMALLEST = 50_000
# Above this, money in the bank is a large company's cash.
_LARGEST_IN_HAND = 1_000_000_000

# feature: (log-odds, why)
WEIGHTS: Final[dict[str, tuple[float, str]]] = {
    "prior": (-3.0, "most amounts in news are no rounds"),
    "raises": (5.4, "to raise an amount is what companies do in a round"),
    "gains": (5.2, "headlines say landing, bagging or closing a bare amount for raising it"),
    "takes": (2.4, "getting, winning or announcing an amount may be anything"),
    "gets": (3.4, "getting an amount is mostly being given it, by an investor or by somebody else"),
    "invests": (2.0, "somebody puts the amount into something"),
    "any verb": (1.5, "some verb takes the amount"),
    "aside": (1.4, "the amount is told beside another verb (with, after, off, on)"),
    "owned": (1.2, "the amount is somebody's"),
    "own new amount": (4.4, "somebody's new amount and no more"),
    "opens": (1.4, "the amount opens the headline"),
    "labelled": (4.8, "a name and a colon stand before the amount"),
    "named round": (4.0, "a round is named in the phrase"),
    "a round": (3.8, "the phrase is headed by the very word round"),
    "funding noun": (3.0, "the phrase is headed by a noun of funding"),
    "in a round": (3.2, "the words after the amount say that it is a round, funding or equity"),
    "led by": (2.5, "somebody leads"),
    "from an investor": (3.8, "the source is a known investor or named like one"),
    "from names": (3.0, "the source is a list of names"),
    "takes up": (3.6, "a verb that picks something up or in takes a bare amount"),
    "from a name": (1.4, "the source is a name"),
    "investor acts": (3.0, "the subject is an investor who puts money in"),
    "into a company": (3.2, "a company is what the amount goes into"),
    "into a large word": (2.0, "something written large is what the amount goes into, in a title where all words are"),
    "into a start-up": (4.0, "the amount goes into what is called a start-up"),
    "start-up": (1.6, "the subject is called a start-up"),
    "of an accelerator": (2.4, "the subject wears the mark of an accelerator's batch or a backer"),
    "again": (0.8, "another, fresh, more: companies raise again"),
    "valued": (1.2, "a valuation stands beside the amount"),
    "out of stealth": (2.2, "a company emerges, launches or debuts with the amount"),
    "in hand": (3.0, "the amount is in tow, in hand, in the bank"),
    "sets out": (1.2, "with the amount in hand a company goes on to do something new"),
    "equity crowd": (3.9, "a platform is named where the crowd takes equity"),
    "investors speak": (1.6, "investors, backers or existing holders are named as such"),
    "purpose": (0.6, "the amount is there to do something"),
    "announced": (0.8, "today, just, announced"),
    "a company takes": (1.3, "a company by its name takes a round sum, and is called a company or says what for"),
    "called a company": (1.2, "the subject is called a maker, vendor, site or the like"),
    "as it grows": (1.6, "it takes the amount as it eyes or enters a market"),
    "priced": (2.0, "an amount that is taken at a valuation buys a stake"),
    "from a corporation": (1.0, "the source is a maker or carrier that often takes stakes"),
    "told in the body": (2.6, "the sentences after the title tell of a round or of investors"),
    "no company": (-4.0, "the subject is a person, club, hospital, agency or the like"),
    "funded by": (3.4, "the company is said to be funded or backed by somebody"),
    "another thing": (-4.6, "the amount belongs to a noun that is no round"),
    "price": (-5.0, "the amount is what something is sold for"),
    "wanted": (-7.0, "the verb says that nobody has the amount yet"),
    "buys": (-5.0, "the verb pays the amount for a thing"),
    "no verb": (-1.2, "no verb takes the amount"),
    "no amount": (-2.6, "somebody invests, and nobody says how much or in which round"),
    "tiny": (-4.0, "the amount is too small for a round"),
    "not yet": (-7.0, "talks, plans, rumours or doubt stand around the verb"),
    "long past": (-7.0, "the sentence looks back"),
    "end of a company": (-6.0, "the news is that a company ends or shrinks"),
    "debt": (-7.0, "the amount must be paid back"),
    "public money": (-5.0, "grants, prizes and the state give no round"),
    "fund": (-6.0, "an investor fills its own fund"),
    "public market": (-7.0, "shares of a listed company are sold"),
    "takeover": (-6.0, "a company or a part of it is bought"),
    "trade": (-6.0, "revenue, orders, contracts or courts"),
    "good cause": (-6.0, "charity, culture, politics or sport"),
    "crowd goods": (-6.0, "backers pay for a product before it is made"),
    "many companies": (-9.0, "the sentence sums up a market"),
    "question": (-3.0, "a question, advice or a story told later"),
    "capital project": (-6.0, "the amount builds something"),
    "told of another": (-7.0, "the sentences before are about a round still talked of, or about grants"),
    "public source": (-5.0, "a state, its agency or a foundation gives it"),
}

_VETOES = frozenset({"not yet", "long past", "end of a company", "many companies", "told of another"})
_NEVER_SURE = 0.5


def probability(features: frozenset[str]) -> float:
    """How likely the phrase is a round that was raised: the logistic of the summed weights.

    What has not happened, or is over, stays in doubt however much else speaks for a round.
    """
    likely = 1 / (1 + math.exp(-sum(WEIGHTS[name][0] for name in features)))
    return min(likely, _NEVER_SURE) if features & _VETOES else likely


def features(
    phrase: Phrase, *, giver: bool, into: str | None, invests: bool = False, company: str | None = None
) -> frozenset[str]:
    """The features of a phrase. `giver`: its subject is an investor who puts money in; `into`: the words that name
    where it goes; `invests`: a verb of investing governs it, if only from afar; `company`: its subject's name."""
    found = {"prior", *_of_governor(phrase), *_of_head(phrase), *_of_source(phrase), *_of_setting(phrase)}
    found.update(counter_evidence.found_in(phrase), takers.found_in(phrase, company))
    if invests:
        found.add("invests")
    if giver:
        found.add("investor acts")
    if into is not None:
        found.add(_goes_into(phrase, into))
    if phrase.word.casefold().startswith("crowdfund"):
        found.discard("crowd goods")  # the crowd is said to fund the company, not to buy ahead
    if "public source" in found:
        found.discard("from a name")
        found.discard("from names")
        found.discard("from an investor")
    return frozenset(found)


def _goes_into(phrase: Phrase, into: str) -> str:
    if patterns.STARTUP.search(into):
        return "into a start-up"
    # German writes every noun large: only a firm that invests, or the word start-up, tells a company from a thing.
    if phrase.word.casefold() in FOREIGN_FORMS or phrase.word.casefold() in _HANDS_OVER:
        return "into a large word"
    # A title writes them large too, but a coined word is a name ("Invests in Lyftly", "Invests in Solar").
    large = phrase.sentence.is_title_case or phrase.word[:1].isupper()
    return "into a large word" if large and is_word(into.split()[-1].casefold().strip(".,'’")) else "into a company"


_PURPOSE = re.compile(r"\s(?:to|for)\s", re.IGNORECASE)
_MORE = re.compile(r"\s+more\b")
_BY_VERB = {
    Verb.RAISE: "raises",
    Verb.GAIN: "gains",
    Verb.TAKE: "takes",
    Verb.INVEST: "invests",
    Verb.WANT: "wanted",
    Verb.BUY: "buys",
    Verb.PLAIN: "any verb",
}
_HANDS_OVER = frozenset({"give", "gives", "gave", "given"})
_GETS = frozenset({"get", "gets", "got", "receive", "receives", "received", "obtain", "obtains", "obtained"})
_ASIDES_TEXT = "with after following via through on off from by in mit nach avec con to into out amid behind"
_ASIDES = frozenset(_ASIDES_TEXT.split())


def _of_governor(phrase: Phrase) -> Iterator[str]:
    if phrase.verb is Verb.INVEST and phrase.word.casefold() in {"bet", "bets"}:
        yield "any verb"  # a company that bets on another mostly buys it; an investor acts, and that counts by itself
    elif phrase.governor is Governor.VERB and phrase.verb is not None:
        yield "gets" if phrase.word.casefold() in _GETS else _BY_VERB[phrase.verb]
        if phrase.verb is Verb.PLAIN and phrase.head is Head.BARE and phrase.has_particle:
            yield "takes up"
    elif phrase.governor is Governor.OWNER:
        new = patterns.NEW.search(phrase.words)
        yield "own new amount" if phrase.head is Head.BARE and new else "owned"
    elif phrase.governor is Governor.OPENING and patterns.OUR_ROUND.match(phrase.words + phrase.right):
        yield "owned"
    elif phrase.governor is Governor.OPENING and phrase.money is not None and patterns.LABEL.match(phrase.left):
        yield "labelled"
    elif phrase.governor is Governor.OPENING and phrase.money is not None:
        yield "opens"
    elif phrase.governor is Governor.PREPOSITION and phrase.word in _ASIDES:
        told_so = phrase.head is Head.BARE and phrase.word in {"with", "on", "off"}
        new = patterns.NEW.search(phrase.words) or _MORE.match(phrase.right)
        yield "own new amount" if told_so and new else "aside"
    elif phrase.governor is Governor.PREPOSITION and phrase.word == "for" and phrase.head is Head.BARE:
        yield "price"
    else:
        yield "no verb"


def _of_head(phrase: Phrase) -> Iterator[str]:
    if phrase.start == phrase.end:
        yield "no amount"
    if phrase.head is Head.ROUND:
        yield "named round"
    elif phrase.head is Head.FUNDING:
        yield "a round" if patterns.A_ROUND.search(phrase.words) else "funding noun"
    elif patterns.IN_A_ROUND.match(phrase.right) or "§" in _near(phrase):
        yield "in a round"
    elif phrase.head is Head.OTHER:
        yield "another thing"
    if phrase.money is not None and phrase.money.value < _SMALLEST and phrase.head is not Head.ROUND:
        yield "tiny"


def _near(phrase: Phrase) -> str:
    """The clause around an amount, before the words turn to an earlier round."""
    clause = phrase.sentence.masked[phrase.sentence.begin : phrase.clause_end]
    turn = patterns.EARLIER_ROUND.search(clause)
    return clause[: turn.start()] if turn else clause


def _of_source(phrase: Phrase) -> Iterator[str]:
    if patterns.LED.search(phrase.sentence.masked):
        yield "led by"
    if phrase.verb is Verb.INVEST and patterns.PUBLIC_GIVER.search(phrase.left):
        yield "public source"
    if patterns.PUBLIC_GIVEN.match(phrase.right):
        yield "public source"
    source = patterns.FROM_NAME.search(phrase.right)
    if patterns.FROM_INVESTORS.match(phrase.right):
        yield "from an investor"
    elif source is not None:
        names = phrase.right[source.start("name") : source.start("name") + 90]
        first = organisations(_PURPOSE.split(names)[0])[:3]
        has_investor = any(is_investor(name.name) for name in first)
        if patterns.PUBLIC_SOURCE.match(names) and not (has_investor and patterns.PRIVATE_FOUNDATION.match(names)):
            yield "public source"
        if has_investor:
            yield "from an investor"
        else:
            yield "from names" if patterns.NAMES.match(names) else "from a name"
    if any(is_investor(match["name"]) for match in patterns.BETS.finditer(phrase.right)):
        yield "investor acts"
    if patterns.INVESTORS.search(phrase.sentence.masked):
        yield "investors speak"


def _of_setting(phrase: Phrase) -> Iterator[str]:
    text = phrase.sentence.text
    if patterns.ACCELERATED.search(text):
        yield "of an accelerator"
    if patterns.STARTUP.search(phrase.left):
        yield "start-up"
    if patterns.NEW.search(phrase.words) or _MORE.match(phrase.right) or patterns.NEW_MONEY.match(phrase.right):
        yield "again"
    if phrase.sentence.valuation(phrase.money) is not None or patterns.UNICORN.search(text):
        yield "valued"
    stealth = re.search(r"\bstealth\b", phrase.left, re.IGNORECASE)
    if stealth or (phrase.governor is Governor.PREPOSITION and patterns.EMERGES.search(phrase.left)):
        yield "out of stealth"
    if phrase.word == "with" and not phrase.left.strip() and patterns.SETS_OUT.search(phrase.right):
        yield "sets out"
    yield from _of_hand(phrase, from_stealth=stealth is not None and phrase.word == "with")
    if re.match(r"\s+(?:[Tt]o|pour|para|um)\s+[a-zà-ÿA-Z]", phrase.right):
        yield "purpose"
    if patterns.ANNOUNCED.search(phrase.clause):
        yield "announced"
    if patterns.EQUITY_CROWD.search(text):
        yield "equity crowd"
    if patterns.FUNDED_BY.search(phrase.sentence.masked):
        yield "funded by"


def _of_hand(phrase: Phrase, *, from_stealth: bool) -> Iterator[str]:
    """A company has the amount in hand; a large company's cash is none it just raised."""
    if phrase.money is not None and phrase.money.value >= _LARGEST_IN_HAND:
        return
    if from_stealth or patterns.IN_HAND.match(phrase.right) or patterns.ARMED.match(phrase.clause):
        yield "in hand"
        if patterns.SETS_OUT.search(phrase.right):
            yield "sets out"
