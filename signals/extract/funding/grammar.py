"""What one sentence tells of a round: the phrase that best reads as one, its company and fields, and how sure that is.

A sentence is read by its parts, not by its shape: every amount or round stands in a phrase (`funding.phrases`),
somebody takes part in it (`funding.parties`), and the evidence around it is weighed (`funding.evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agent.domain.signals import Round
from signals.extract.funding import patterns
from signals.extract.funding.counter_evidence import is_debt, is_fund_manager
from signals.extract.funding.evidence import ACCEPT, DOUBT, features, probability
from signals.extract.funding.parties import PLACES, Parties, parties
from signals.extract.funding.phrases import Governor, Head, Phrase, Sentence, phrases
from signals.extract.funding.words import Verb
from signals.extract.money import Money
from signals.extract.organisations import Name, is_investor
from signals.extract.rounds import RoundSpan

_SIGN = re.compile(r"[¤§]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A round that one sentence tells of. Offsets are those of the sentence; `after` is where its details begin.

    `company` None: somebody described, not named. `is_pronoun`: the company is only "we" or "it". `backers`: the
    stretch that lists those who put the money in. `probability` is the rule's own (signals §2.2 stage 1).
    """

    company: Name | None
    money: Money | None
    round: RoundSpan | None
    after: int
    probability: float
    evidence: frozenset[str]
    is_debt: bool = False
    is_pronoun: bool = False
    valuation: Money | None = None
    backers: tuple[int, int] = (0, 0)
    is_lead: bool = False


def claim(text: str) -> Claim | None:
    """The likeliest round that the sentence `text` tells of, or None where nothing in it is even doubtful."""
    sentence = Sentence.of(text)
    if not (
        _SIGN.search(sentence.masked)
        or patterns.HEADLESS_ROUND.search(text)
        or patterns.FUNDED_BY.search(text)
        or patterns.INVESTS_IN.search(text)
    ):
        return None
    found = [one for phrase in _phrases(sentence) if (one := _claim(phrase)) and one.probability >= DOUBT]
    # An amount tells more than a round alone, where both are as likely as makes no difference.
    best = max(found, key=lambda one: (one.probability >= ACCEPT, one.money is not None, one.probability), default=None)
    return _with_amount(best, found) if best is not None and best.money is None else best


def _with_amount(best: Claim, others: list[Claim]) -> Claim:
    """`best`, which names a round only, with the amount that another phrase of the sentence gives the same company."""
    same = (one for one in others if one.money is not None and one.is_debt is best.is_debt)
    amount = next((one for one in same if _name(one) == _name(best)), None)
    return best if amount is None else replace(best, money=amount.money, after=min(best.after, amount.after))


def _name(one: Claim) -> str:
    return one.company.name if one.company else ""


def _phrases(sentence: Sentence) -> Iterator[Phrase]:
    yield from phrases(sentence)
    if by := patterns.FUNDED_BY.search(sentence.masked, sentence.begin):
        yield Phrase(sentence, by.start(), by.end(), None, Head.FUNDING, Governor.VERB, by.start(), "funded", Verb.TAKE)
    if into := patterns.INVESTS_IN.search(sentence.masked, sentence.begin):
        at, verb = into.end(), into["verb"]
        yield Phrase(sentence, at, at, None, Head.BARE, Governor.VERB, into.start(), verb, Verb.INVEST)


def _claim(phrase: Phrase) -> Claim | None:
    who = parties(phrase)
    if not who.is_nameless and (who.company is None or not _fits(phrase, who)):
        return None
    found = features(
        phrase,
        giver=who.giver,
        into=who.into,
        invests=phrase.governor is not Governor.VERB and who.backers[1] > 0,
        company=who.company.name if who.company and not who.is_pronoun else None,
    )
    debt = is_debt(phrase)
    if debt:
        found -= {"debt"}
    sentence = phrase.sentence
    lead = re.search(r"\b(?:co-)?le(?:ads?|d)\s", sentence.text[who.backers[1] : phrase.start], re.IGNORECASE)
    return Claim(
        who.company,
        phrase.money,
        _round_of(phrase),
        min(phrase.start, phrase.governor_start),
        probability(found),
        found,
        is_debt=debt,
        is_pronoun=who.is_pronoun,
        valuation=sentence.valuation(phrase.money),
        backers=who.backers,
        is_lead=lead is not None,
    )


def _fits(phrase: Phrase, who: Parties) -> bool:
    """Whether the company can be one: no place, no investor that fills its own fund (unless a round is named)."""
    if who.company is None or who.is_pronoun or who.into is not None:
        return who.company is not None
    name = who.company.name
    if name.casefold() in PLACES:
        return False
    left = phrase.sentence.masked[phrase.sentence.begin : phrase.governor_start]
    if phrase.head is Head.FUNDING and name.casefold().endswith(" holdings"):
        return not is_fund_manager(left)  # a holding that is funded is a company
    in_round = "§" in phrase.sentence.masked[phrase.governor_start : phrase.end]
    return phrase.head is Head.ROUND or in_round or not (is_investor(name) or is_fund_manager(left))


def _round_of(phrase: Phrase) -> RoundSpan | None:
    """The round of the phrase: named in it, behind it before the words turn to an earlier one, or before it."""
    sentence = phrase.sentence
    crowd = patterns.CROWD.search(sentence.text)
    if crowd is not None:
        return RoundSpan(Round.CROWDFUNDING, *crowd.span())
    return (
        sentence.round_in(phrase.start, phrase.end)
        or sentence.round_after(phrase.end)
        or _letter_before(phrase)
        or _opening_round(phrase)
    )


def _letter_before(phrase: Phrase) -> RoundSpan | None:
    """A round named before the phrase ("tops off its Series E with…"); "growth equity firm" there names a firm."""
    found = phrase.sentence.round_in(phrase.clause_start, phrase.start)
    return None if found and found.round in {Round.GROWTH, Round.PRIVATE_EQUITY} else found


def _opening_round(phrase: Phrase) -> RoundSpan | None:
    """A round that opening words alone name ("Series A funding: …", "Among the Series A deals, Quillfern…")."""
    opening = [span for span in phrase.sentence.rounds if span.end <= phrase.clause_start]
    return opening[0] if len(opening) == 1 else None
