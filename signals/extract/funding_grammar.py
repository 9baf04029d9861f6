"""The grammar of a sentence that tells of a round: who raised, how much, in which round; and what only looks like it.

Amounts and rounds are first masked by runs of ¤ and § of the same length, so the patterns stay short, cannot backtrack
into figures, and every offset still holds in the original (signals §2.3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from babel import Locale

from agent.domain.signals import Round
from signals.extract import funding_patterns as patterns
from signals.extract.company_phrases import company_after, company_before, company_first
from signals.extract.money import Money, amounts
from signals.extract.organisations import Name, is_investor
from signals.extract.rounds import RoundSpan, rounds

# Below this an amount without a named round is a plea or a prize, not a round (in any large currency).
_SMALLEST = 50_000
# What is longer is no sentence but markup or an attack.
_LONGEST_SENTENCE = 1_200
_MORE_PLACES_TEXT = (
    "europe,africa,asia,latin america,america,south america,north america,middle east,england,scotland,wales,silicon "
    "valley,california,texas,new york,nevada,arizona,ohio,michigan,florida,georgia,utah,oregon,washington,illinois,"
    "virginia,north carolina,tennessee,indiana,wisconsin,london,berlin,paris,dublin,detroit,chicago,boston,bangalore,"
    "mumbai,delhi,shanghai,beijing,hong kong,tokyo,seoul,uk,us,usa,u.s.,u.k.,eu,uae"
)
_PLACES = frozenset(name.casefold() for name in Locale("en").territories.values()) | frozenset(
    _MORE_PLACES_TEXT.split(",")
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A round that one sentence tells of. Offsets are those of the sentence; `after` is where its details begin.

    `backers_end` > 0: the sentence's subject, up to there, is the list of those who put the money in.
    """

    company: Name
    money: Money | None
    round: RoundSpan | None
    after: int
    is_debt: bool = False
    valuation: Money | None = None
    backers_end: int = 0
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its amounts and rounds, and its masked copy."""

    text: str
    masked: str
    money: tuple[Money, ...]
    rounds: tuple[RoundSpan, ...]

    @classmethod
    def of(cls, text: str) -> Sentence:
        money = amounts(text)
        named = tuple(
            span for span in rounds(text) if not any(span.start < m.end and m.start < span.end for m in money)
        )
        masked = list(text)
        for amount in money:
            masked[amount.start : amount.end] = "¤" * (amount.end - amount.start)
        for span in named:
            masked[span.start : span.end] = "§" * (span.end - span.start)
        return cls(text, "".join(masked), money, named)

    def money_at(self, start: int) -> Money | None:
        return next((amount for amount in self.money if amount.start <= start < amount.end), None)

    def round_after(self, start: int) -> RoundSpan | None:
        """The first round named from `start` on, before the words turn to an earlier one."""
        turn = patterns.EARLIER_ROUND.search(self.masked, start)
        stop = turn.start() if turn else len(self.masked)
        return next((span for span in self.rounds if start <= span.start < stop), None)

    def round_before(self, end: int) -> RoundSpan | None:
        """A round that the opening words alone name ("Among the Series A deals, Quillfern…")."""
        opening = [span for span in self.rounds if span.end <= end]
        return opening[0] if len(opening) == 1 and self.text.find(",", opening[0].end, end) >= 0 else None


def claim(text: str, *, narrated: bool = False) -> Claim | None:
    """The round that the sentence `text` says was raised, or None: talks, funds, grants, looks back… are none.

    `narrated`: the caller knows who "we", "it" or "the company" is; the claim's company is then that pronoun.
    """
    text = patterns.QUESTION_TAIL.sub(" ", text[:_LONGEST_SENTENCE])
    sentence = Sentence.of(text)
    if not (sentence.money or sentence.rounds or patterns.ROUND_WORDS.search(text)):
        return None
    if patterns.SENTENCE_NO.search(text) or patterns.END_OF_COMPANY.search(patterns.BRACKETS.sub("", text)):
        return None
    for read in (*_READINGS, _narrated) if narrated else _READINGS:
        for found in read(sentence):
            if found.money or found.round or not found.is_debt:
                return found
    return None


def _active(sentence: Sentence) -> Iterator[Claim]:
    """ "Quillfern raises $12M Series A": a verb, its object, and the subject before it."""
    for match, money, phrase in _objects(sentence):
        company = company_before(sentence.text, match.start())
        if company is not None and not _is_fund(sentence, company, match.start(), phrase):
            yield _claim(sentence, company, match, money, _is_debt(phrase))


def _narrated(sentence: Sentence) -> Iterator[Claim]:
    """ "We raised $12M", "It has raised a Series A", "Announcing our seed round": told of somebody known."""
    for match, money, phrase in _objects(sentence):
        if who := patterns.PRONOUN.search(sentence.text[: match.start()]):
            yield _claim(sentence, Name(who["who"], *who.span("who")), match, money, _is_debt(phrase))
    for own in patterns.OUR_ROUND.finditer(sentence.masked):
        money = sentence.money_at(own.start("money")) if own["money"] else _later_money(sentence, own.end())
        yield Claim(Name("our", own.start(), own.end()), money, sentence.round_after(own.start()), own.end())


def _objects(sentence: Sentence) -> Iterator[tuple[re.Match[str], Money | None, str]]:
    """Each verb that takes money for a stake and means that it happened: the match, the amount, the noun phrase."""
    masked = sentence.masked
    for match in patterns.ACTIVE.finditer(masked):
        rest = masked[match.end() :]
        phrase = match["fill"] + (match["round"] or match["noun"] or "") + _noun_phrase(rest)
        money = sentence.money_at(match.start("money")) if match["money"] else _later_money(sentence, match.end())
        if _object_fits(match, phrase, rest, money) and not _not_yet(sentence, match):
            yield match, money, phrase


def _noun_phrase(rest: str) -> str:
    """What still belongs to an object that ends where `rest` begins."""
    end = patterns.NP_END.search(rest)
    if end is None:
        return rest
    both = patterns.AND_EQUITY.match(rest, end.start())
    return rest[: both.end() if both else end.start()]


def _claim(sentence: Sentence, company: Name, match: re.Match[str], money: Money | None, is_debt: bool) -> Claim:
    named = _crowd(match) or sentence.round_after(match.end("fill")) or sentence.round_before(company.start)
    return Claim(company, money, named, match.end(), is_debt=is_debt, valuation=valuation_of(sentence, money))


def _crowd(match: re.Match[str]) -> RoundSpan | None:
    """The round that the verb itself names."""
    crowd = (match["strong"] or "").casefold().startswith("crowd")
    return RoundSpan(Round.CROWDFUNDING, *match.span("strong")) if crowd else None


def _object_fits(match: re.Match[str], phrase: str, rest: str, money: Money | None) -> bool:
    """Whether what the verb takes is money for a stake, as far as its own phrase tells."""
    debt = bool(patterns.DEBT.search(phrase))
    if patterns.PREPOSITIONAL_NO.search(rest) or (patterns.NO_ROUND.search(phrase) and not debt):
        return False
    if match["money"] and not patterns.TAIL_FITS.match(rest) and not debt:
        return False
    said = bool(match["round"] or match["noun"] or patterns.ROUND_WORDS.search(phrase) or debt)
    source = patterns.FROM_NAME.match(rest)
    if money is None:
        return "§" in phrase or source is not None
    if said:
        return True
    if source and source["from"] and patterns.TAKES_PAYMENT.match(match[0]):
        return _pays_for_a_stake(match.string[: match.start()], rest[source.end() - 1 :])
    return money.value >= _SMALLEST and (not match["weak"] or source is not None)


def _pays_for_a_stake(subject: str, source: str) -> bool:
    """Whether money "from" somebody is an investment though nothing says so: of an investor, or in a start-up."""
    named = patterns.NP_END.split(source, maxsplit=1)[0]
    return is_investor(named.strip(" .")) or patterns.STARTUP.search(subject) is not None


def _not_yet(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the words before the verb say that it has not happened, or those around that it is long past."""
    if patterns.TALKS_BEFORE.search(sentence.masked[max(0, match.start() - 80) : match.start()]):
        return True
    past = (match["strong"] or match["medium"] or match["weak"]).casefold().endswith(("ed", "got", "won", "took"))
    return past and patterns.LOOK_BACK.search(sentence.masked) is not None


def _is_fund(sentence: Sentence, company: Name, verb: int, phrase: str) -> bool:
    """Whether the subject is no company: a place, or an investor who fills its own fund (without a named round)."""
    if company.name.casefold() in _PLACES:
        return True
    investor = is_investor(company.name) or patterns.FUND_MANAGER.search(sentence.text[:verb])
    return bool(investor) and "§" not in phrase


def _is_debt(phrase: str) -> bool:
    return bool(patterns.DEBT.search(phrase)) and not patterns.EQUITY.search(phrase)


def _later_money(sentence: Sentence, start: int) -> Money | None:
    """The amount of a round named first: "Series B of $20M", "seed round, raising €2m"."""
    match = patterns.OF_MONEY.match(sentence.masked[start:])
    money = sentence.money_at(start + match.start("money")) if match else None
    return None if money is None or _is_total(sentence, money) else money


def _is_total(sentence: Sentence, money: Money) -> bool:
    """Whether an amount is a valuation or everything raised so far, not this round."""
    return bool(
        patterns.VALUATION_AFTER.match(sentence.masked, money.end)
        or patterns.TOTAL_BEFORE.search(sentence.masked[max(0, money.start - 40) : money.start])
    )


def valuation_of(sentence: Sentence, money: Money | None) -> Money | None:
    """What the sentence says the company is worth, if it is not the round's own amount `money`."""
    match = patterns.VALUED.search(sentence.masked)
    if match is None:
        return None
    found = sentence.money_at(match.start(match.lastgroup or 0))
    return None if found == money else found


def _leads(sentence: Sentence) -> Iterator[Claim]:
    """ "Larkspur Ventures leads $18M round in Quillfern": the company comes after, the subject is the lead."""
    for match in patterns.LEADS.finditer(sentence.masked):
        money = next((m for m in sentence.money if match.start() <= m.start < match.end()), None)
        named = sentence.round_after(match.start())
        if match["owner"]:
            company = company_before(sentence.text, match.end("owner"), match.start("owner"))
        else:
            company = company_after(sentence.text, match.start("company")) if match["company"] else None
        if company is None or (money is None and named is None) or _no_investment(sentence, match, company):
            continue
        value = valuation_of(sentence, money)
        yield Claim(company, money, named, match.end(), False, value, backers_end=match.start(), is_lead=True)


def _invests(sentence: Sentence) -> Iterator[Claim]:
    """ "Larkspur Ventures invests $18M in Quillfern": as `_leads`, without anyone said to lead."""
    for match in patterns.INVESTS.finditer(sentence.masked):
        at = match.start("company") if match["company"] else match.start("backed")
        money = sentence.money_at(match.start("money" if match["money"] else "money2"))
        company = company_after(sentence.text, at)
        if company is None or money is None or money.value < _SMALLEST or _no_investment(sentence, match, company):
            continue
        if match[0].casefold().startswith("bet") and not is_investor(sentence.text[: match.start()]):
            continue  # a company that bets on another mostly buys it
        value = valuation_of(sentence, money)
        yield Claim(company, money, sentence.round_after(at), match.end(), False, value, backers_end=match.start())


def _joins(sentence: Sentence) -> Iterator[Claim]:
    """ "Larkspur Ventures invests in Quillfern's $73M round"."""
    for match in patterns.JOINS.finditer(sentence.masked):
        company = company_before(sentence.text, match.end("company"), match.start("company"))
        if company is None or _no_investment(sentence, match, company):
            continue
        money = sentence.money_at(match.start("money"))
        yield Claim(company, money, sentence.round_after(match.start()), match.end(), backers_end=match.start())


def _no_investment(sentence: Sentence, match: re.Match[str], company: Name) -> bool:
    """Whether what an investor put money into is no company, or the investing is not done or long done."""
    if _not_done(sentence, match) or is_investor(company.name):
        return True
    name = company.name
    if name.casefold() in _PLACES or (name.isupper() and len(name) <= 3) or patterns.CAPITAL_PROJECT.search(name):
        return True
    return not patterns.AFTER_COMPANY.match(sentence.masked, company.end)


def _not_done(sentence: Sentence, match: re.Match[str]) -> bool:
    before = sentence.masked[max(0, match.start() - 80) : match.start()]
    past = patterns.PAST_VERB.match(match[0]) is not None
    return bool(patterns.TALKS_BEFORE.search(before)) or (past and bool(patterns.LOOK_BACK.search(sentence.masked)))


def _with(sentence: Sentence) -> Iterator[Claim]:
    """ "Quillfern hits $1B valuation with $90M raise": the round stands in an aside to another verb."""
    for match in patterns.WITH.finditer(sentence.masked):
        money = sentence.money_at(match.start("money"))
        told = patterns.ROUND_WORDS.search(match["tail"]) or patterns.LAUNCH.match(match[0])
        if money is None or not told or patterns.NO_ROUND.search(match["tail"]) or _not_done(sentence, match):
            continue
        company = company_before(sentence.text, match.start())
        if company is None or is_investor(company.name):
            continue
        at = match.start("money")
        yield Claim(
            company,
            money,
            sentence.round_after(at),
            at,
            is_debt=_is_debt(match["tail"]),
            valuation=valuation_of(sentence, money),
        )


def _front(sentence: Sentence) -> Iterator[Claim]:
    """ "With $9M Series A, Quillfern wants to…": the round comes first."""
    match = patterns.FRONT.match(sentence.masked)
    if match is None or not patterns.ROUND_WORDS.search(match["tail"]) or patterns.NO_ROUND.search(match["tail"]):
        return
    company = company_before(sentence.text, match.end("company"), match.start("company"))
    money = sentence.money_at(match.start("money"))
    if company is not None and not is_investor(company.name):
        debt = _is_debt(match["tail"])
        yield Claim(company, money, sentence.round_after(match.start("money")), match.start("money"), is_debt=debt)


def _owned(sentence: Sentence) -> Iterator[Claim]:
    """ "Quillfern's Series A: $9M from…": a headline without a verb."""
    match = patterns.OWNED.match(sentence.masked)
    if match is None:
        return
    start = match.start("money") if match["money"] else match.end()
    money = sentence.money_at(start) or _later_money(sentence, match.end() - 1)
    company = company_before(sentence.text, match.end("company"), match.start("company"))
    if company is not None and money is not None and not is_investor(company.name):
        yield Claim(company, money, sentence.round_after(match.end("company")), match.end("company"))


def _foreign(sentence: Sentence) -> Iterator[Claim]:
    """German, French, Spanish: the same shape as `_active` with fewer verbs."""
    for match in patterns.FOREIGN.finditer(sentence.masked):
        rest = sentence.masked[match.end() :]
        start = match.start("money") if match["money"] else -1
        money = sentence.money_at(start) if match["money"] else _later_money(sentence, match.end())
        said = match["round"] or match["noun"] or match["strong"] or patterns.ROUND_WORDS.search(rest)
        company = company_before(sentence.text, match.start())
        if company is None or not said or is_investor(company.name) or patterns.NO_ROUND.search(rest):
            continue
        if money is None and not match["round"]:
            continue
        named = sentence.round_after(match.start("round") if match["round"] else match.start())
        yield Claim(company, money, named, match.end(), is_debt=_is_debt(rest))


def _by_raising(sentence: Sentence) -> Iterator[Claim]:
    """ "Quillfern attained unicorn status by raising $90M": the feat is told first."""
    for match in patterns.BY_RAISING.finditer(sentence.masked):
        if not patterns.STATUS.search(sentence.masked[: match.start()]) or patterns.LOOK_BACK.search(sentence.masked):
            continue
        company = company_first(sentence.text, match.start())
        money = sentence.money_at(match.start("money"))
        if company is not None and not is_investor(company.name):
            value = valuation_of(sentence, money)
            yield Claim(company, money, sentence.round_after(match.start()), match.end(), valuation=value)


_READINGS: tuple[Callable[[Sentence], Iterator[Claim]], ...] = (
    _active,
    _leads,
    _invests,
    _joins,
    _with,
    _front,
    _owned,
    _by_raising,
    _foreign,
)
