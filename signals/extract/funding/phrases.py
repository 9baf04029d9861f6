"""The phrases of a sentence in which an amount or a round stands, and what governs each.

Amounts and rounds are masked by runs of ¤ and § of the same length and asides in brackets are blanked, so patterns stay
short, cannot backtrack into figures, and every offset still holds in the original (signals §2.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from signals.extract.funding import patterns
from signals.extract.funding.brackets import bracket
from signals.extract.funding.words import VERBS, Verb
from signals.extract.money import Money, amounts
from signals.extract.organisations import is_investor, organisations
from signals.extract.rounds import RoundSpan, rounds
from signals.extract.sentences import blanked

# What is longer is no sentence but markup or an attack.
_LONGEST_SENTENCE = 1_200
_MOST_PHRASES = 8
_NEAR = 160


class Governor(Enum):
    """What stands before a phrase and decides its part: a verb, a preposition, an owner, nothing, or another word."""

    VERB = auto()
    PREPOSITION = auto()
    OWNER = auto()
    OPENING = auto()
    WORD = auto()


class Head(Enum):
    """What the amount is: a named round, a noun of funding, an amount and no more, or something else altogether."""

    ROUND = auto()
    FUNDING = auto()
    BARE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its amounts and rounds, and its masked copy. `begin` is where it starts after a dateline."""

    text: str
    masked: str
    begin: int
    money: tuple[Money, ...]
    rounds: tuple[RoundSpan, ...]

    @classmethod
    def of(cls, text: str) -> Sentence:
        text = blanked(patterns.QUESTION_TAIL, text[:_LONGEST_SENTENCE])
        money = amounts(text)
        named = tuple(
            span for span in rounds(text) if not any(span.start < m.end and m.start < span.end for m in money)
        )
        masked = list(text)
        for amount in money:
            masked[amount.start : amount.end] = "¤" * (amount.end - amount.start)
        for span in named:
            masked[span.start : span.end] = "§" * (span.end - span.start)
        told = blanked(patterns.WHICH_RAISED, blanked(patterns.BRACKETS, "".join(masked)))
        dateline = patterns.DATELINE.match(text)
        begin = dateline.end() if dateline else 0
        # "Six months after its $9M Series A, …" tells of the round before.
        if earlier := patterns.AFTER_EARLIER.match(told, begin):
            told = told[:begin] + " " * (earlier.end() - begin) + told[earlier.end() :]
            begin = earlier.end()
            named = tuple(span for span in named if span.start >= begin)
        return cls(text, told, begin, money, named)

    @property
    def is_title_case(self) -> bool:
        """Whether nearly all words are written large, as some papers' titles are."""
        words = [word for word in self.text.split() if word[0].isalpha() and len(word) > 3]
        return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)

    def money_at(self, start: int) -> Money | None:
        return next((amount for amount in self.money if amount.start <= start < amount.end), None)

    def round_in(self, start: int, end: int) -> RoundSpan | None:
        return next(
            (span for span in self.rounds if start <= span.start < end and self.masked[span.start] == "§"), None
        )

    def round_after(self, start: int) -> RoundSpan | None:
        """The first round named from `start` on, before the words turn to an earlier one."""
        turn = patterns.EARLIER_ROUND.search(self.masked, start)
        return self.round_in(start, turn.start() if turn else len(self.masked))

    def is_beside(self, money: Money) -> bool:
        """Whether an amount is a valuation, a total or another's, not this round's."""
        before = self.masked[max(self.begin, money.start - 80) : money.start]
        return bool(
            patterns.VALUATION_AFTER.match(self.masked, money.end)
            or patterns.BESIDE_AFTER.match(self.masked, money.end)
            or patterns.BESIDE.search(before)
        )

    def valuation(self, money: Money | None) -> Money | None:
        """What the sentence says the company is worth, if it is not the round's own amount `money`."""
        match = patterns.VALUED.search(self.masked)
        if match is None:
            return None
        found = self.money_at(match.start(match.lastgroup or 0))
        return None if found == money else found


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: `text[start:end]` with its amount or round. `governor_start` is where the governing word begins."""

    sentence: Sentence
    start: int
    end: int
    money: Money | None
    head: Head
    governor: Governor
    governor_start: int
    word: str = ""
    verb: Verb | None = None

    @property
    def words(self) -> str:
        return self.sentence.masked[self.start : self.end]

    @property
    def left(self) -> str:
        """The sentence up to the governing word."""
        return self.sentence.masked[self.sentence.begin : self.governor_start]

    @property
    def right(self) -> str:
        return self.sentence.masked[self.end :]

    @property
    def is_bracketed(self) -> bool:
        """Whether the verb closes its clause behind the phrase, or opens it before the subject, as in German."""
        if self.governor is not Governor.VERB:
            return False
        around = bracket(self.sentence.masked, self.sentence.begin, self.start, self.end)
        return around is not None and around.start == self.governor_start

    @property
    def has_particle(self) -> bool:
        """Whether the verb is one of taking up, in, down or away."""
        between = self.sentence.masked[self.governor_start + len(self.word) : self.start]
        return patterns.PARTICLE.fullmatch(between) is not None

    @property
    def clause(self) -> str:
        """The words from the last strong break before the phrase to the first one after it."""
        return self.sentence.masked[self.clause_start : self.clause_end]

    @property
    def clause_start(self) -> int:
        breaks = list(patterns.BREAK.finditer(self.sentence.masked, self.sentence.begin, self.start))
        return breaks[-1].end() if breaks else self.sentence.begin

    @property
    def clause_end(self) -> int:
        after = patterns.BREAK.search(self.sentence.masked, self.end)
        return after.start() if after else len(self.sentence.masked)


def phrases(sentence: Sentence) -> tuple[Phrase, ...]:
    """Every phrase of the sentence that may be a round, amounts first. At most eight."""
    found: list[Phrase] = []
    for phrase in (*_of_amounts(sentence), *_of_rounds(sentence), *_of_nouns(sentence)):
        if not any(phrase.start < other.end and other.start < phrase.end for other in found):
            found.append(phrase)
    return tuple(found[:_MOST_PHRASES])


def _of_amounts(sentence: Sentence) -> Iterator[Phrase]:
    for money in sentence.money:
        if sentence.masked[money.start] != "¤" or money.start < sentence.begin or sentence.is_beside(money):
            continue
        start, named = _leftward(sentence, money.start)
        headed = patterns.HEADED.match(sentence.masked, money.end)
        if headed is None:
            bare = Head.FUNDING if named else Head.BARE
            head = bare if patterns.BARE.match(sentence.masked, money.end) else Head.OTHER
        else:
            head = Head.ROUND if headed["head"][0] == "§" else Head.FUNDING
        if "§" in sentence.masked[start : money.start]:
            head = Head.ROUND
        yield _governed(sentence, start, headed.end() if headed else money.end, head, money)


def _of_rounds(sentence: Sentence) -> Iterator[Phrase]:
    for span in sentence.rounds:
        if sentence.masked[span.start] == "§":
            start, _ = _leftward(sentence, span.start)
            headed = patterns.HEADED.match(sentence.masked, span.end)
            yield _governed(sentence, start, headed.end() if headed else span.end, Head.ROUND, None)


def _of_nouns(sentence: Sentence) -> Iterator[Phrase]:
    for match in patterns.HEADLESS_ROUND.finditer(sentence.masked, sentence.begin):
        start, _ = _leftward(sentence, match.start())
        yield _governed(sentence, start, match.end(), Head.FUNDING, None)


def _leftward(sentence: Sentence, at: int) -> tuple[int, bool]:
    """Where the phrase of what stands at `at` begins, and whether a noun before it names it ("a round of…")."""
    named = False
    for _ in range(4):
        window = max(sentence.begin, at - _NEAR)
        before = sentence.masked[window:at]
        filled = patterns.FILLED.search(before)
        if filled:
            at, before = window + filled.start(), before[: filled.start()]
        noun = patterns.NAMED_BEFORE.search(before)
        if noun is None:
            break
        at, named = window + noun.start(), True
        before = sentence.masked[window:at]
        if before.endswith("§"):
            at = window + len(before.rstrip("§"))
    return at, named


def _governed(sentence: Sentence, start: int, end: int, head: Head, money: Money | None) -> Phrase:
    before = sentence.masked[max(sentence.begin, start - _NEAR) : start]
    offset = start - len(before)
    if patterns.OPENING.match(before) or _breaks(before):
        return Phrase(sentence, start, end, money, head, Governor.OPENING, start)
    if owner := patterns.POSSESSIVE.search(before):
        return Phrase(sentence, start, end, money, head, Governor.OWNER, offset + owner.start())
    verb = patterns.GOVERNING_VERB.search(before)
    kind = VERBS.get(verb["verb"].casefold().replace("’", "'")) if verb else None
    if kind in {None, Verb.PLAIN} and (around := bracket(sentence.masked, sentence.begin, start, end)):
        head = Head.BARE if head is Head.OTHER else head
        return Phrase(sentence, start, end, money, head, Governor.VERB, around.start, around.word, around.verb)
    if verb and kind is Verb.INVEST and patterns.PASSIVE.search(before[: verb.start()]):
        kind = Verb.TAKE  # "was handed $4M": the subject has it
    if kind is Verb.BUY and sells_new_shares(sentence, start, end):
        kind = Verb.INVEST
    if verb and verb["verb"].casefold() in {"sells", "sold"} and sells_to_investor(sentence, end):
        kind, head = Verb.GAIN, Head.FUNDING
    if verb and kind is not None:
        return Phrase(sentence, start, end, money, head, Governor.VERB, offset + verb.start(), verb["verb"], kind)
    looks = verb is not None and re.search(r"(?:[^s]s|ed)$", verb["verb"]) is not None
    if verb and looks and head is Head.BARE and patterns.PARTICLE.fullmatch(before, verb.end("verb")):
        return Phrase(sentence, start, end, money, head, Governor.VERB, offset + verb.start(), verb["verb"], Verb.PLAIN)
    if prep := patterns.PREPOSITION.search(before):
        word = prep["prep"].casefold()
        return Phrase(sentence, start, end, money, head, Governor.PREPOSITION, offset + prep.start(), word)
    if verb and looks:
        return Phrase(sentence, start, end, money, head, Governor.VERB, offset + verb.start(), verb["verb"], Verb.PLAIN)
    return Phrase(sentence, start, end, money, head, Governor.WORD, start, verb["verb"] if verb else "")


def sells_new_shares(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the phrase is of new shares and the sentence calls that funding: a round told by what is handed over."""
    new = patterns.NEW_SHARES.search(sentence.masked, start, end)
    return new is not None and patterns.OF_FUNDING.search(sentence.masked) is not None


def sells_to_investor(sentence: Sentence, end: int) -> bool:
    """Whether what follows the amount at `end` is equity that an investor takes."""
    equity = patterns.EQUITY_TO.match(sentence.masked, end)
    buyers = organisations(sentence.masked[equity.end() :])[:1] if equity else ()
    return any(is_investor(buyer.name) for buyer in buyers)


def _breaks(before: str) -> bool:
    breaks = list(patterns.BREAK.finditer(before))
    return bool(breaks) and not before[breaks[-1].end() :].strip(" \"“”'‘’")
