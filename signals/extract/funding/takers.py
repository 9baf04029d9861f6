"""Who merely "gets" or "adds" an amount: a company that says what for took a round, a person or a club did not.

Such verbs prove little by themselves, so the subject, its purpose and the source are weighed (signals §2.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from signals.extract.funding import patterns
from signals.extract.funding.phrases import Governor, Head, Phrase
from signals.extract.funding.words import Verb

# Below this a purpose proves nothing: clubs, schools and single people get such sums (in any large currency).
_ROUND_SUM: Final = 500_000


def _folded(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_TAKING = frozenset({Verb.TAKE, Verb.GAIN})
_MERELY_GETS = frozenset({"get", "gets", "got"})
_CALLED = _folded(
    r"(?<!oil\s)(?<!gas\s)(?<!mining\s)(?<!shipping\s)(?<!steel\s)(?<!defence\s)(?<!defense\s)(?<!tobacco\s)"
    r"(?<!power\s)(?<!rail\s)(?<!bus\s)(?<!law\s)(?<!construction\s)"
    r"\b(?:vendor|provider|operator|seller|marketplace|store|brand|builder|exchange|chain|(?<!car\s)(?<!drug\s)(?<!arms\s)maker|service|site|website|platform|tool|firm|company|developer|"
    r"specialist|network|business),?\s+(?-i:[A-Z])"
)
# An infinitive says what for; "to its buyback" and "to charity" do not.
_FOR_WHAT = _folded(
    r"\s+(?:more\s+)?to\s+(?!(?:its|the|an?|their|his|her|our|my|buybacks?|charit\w+|dividends?|debt|losses|budget|"
    r"market|people|customers|users|employees|staff|shareholders|investors|state|taxpayers|victims|date|"
    r"rebuild\s+(?:its|their|after)|repair|digiti[sz]e|preserve|renovate|modernise|upgrade|widen|plant|train|teach\s+(?:children|teachers)|"
    r"star|play|settle|leave|quit|resign|retire|study|research|restore|repair|compensate|shore|bail|stay|go|be|"
    r"pay|spend|drop|stop|plead|move\s+to|appear|endorse|promote|host|coach|sign|write|invest)\b)[a-z]+"
)
_AS_IT_GROWS = _folded(
    r"\s+(?:more\s+)?as\s+(?:it|its|they)\s+(?:\w+\s+){0,2}?(?:eyes?|expands?|enters?|grows?|scales?|pushes|looks|plans|"
    r"prepares|launches|moves|heads|targets|takes\s+(?:on|aim)|readies|gears|goes)\b"
)
# Makers and carriers that take stakes; those whose names stand for payments after lawsuits are left out.
_CORPORATE = re.compile(
    r"\s+from\s+(?:[a-z][\w-]*\s+){0,4}(?:Toyota|Honda|Nissan|Hyundai|Denso|Bosch|Siemens|Alstom|ABB|Schneider\sElectric|"
    r"Daimler|BMW|Volkswagen|Volvo|Ford|GM|General\sMotors|GE|General\sElectric|Naspers|Tencent|Alibaba|Rakuten|"
    r"NTT|Docomo|DoCoMo|Telef[oó]nica|Deutsche\sTelekom|Vodafone|Telenor|Singtel|Foxconn|Shell|BP|Chevron|Statoil|"
    r"Equinor|Nestl[eé]|Unilever|IKEA|Ikea|BASF|Bayer|Cargill|John\sDeere|Syngenta|Mitsui|Mitsubishi|Sumitomo|Itochu|"
    r"Rocket\sInternet|Axel\sSpringer|Bertelsmann|Burda)\b"
)
_NO_COMPANY = _folded(
    r"\b(?:hospitals?|clinic|schools?|college|academy|state|city|county|council|police|army|navy|zoo|museum|theatre|"
    r"theater|orchestra|opera|church|fc|afc|united|rovers|athletic|nonprofit|non-profit|charity|agency|port|airport|transit|"
    r"authority|actor|actress|singer|striker|midfielder|pitcher|quarterback|coach|boxer|golfer|executive|boss|"
    r"chief|widow|victims?|inventor|hackers?|teacher|film|movie|sequel|album|zone|district|province|region|islands?|"
    r"republic|kingdom|farmers?|workers|scientists?|researchers|professor|physicist|observatory|telescope|national\s+lab\w*|"
    r"bank\s+of\s+\w+|harvard|yale|stanford|princeton|cornell|caltech|berkeley|oxford|cambridge|airlines?|airways|railways?)$"
)
_AGENCY = re.compile(r"[A-Z]{2,5}")


def found_in(phrase: Phrase, company: str | None) -> Iterator[str]:
    """The features of a bare amount that its subject takes. `company`: the subject's name, None if nobody is named."""
    if phrase.governor is not Governor.VERB or phrase.head is not Head.BARE or phrase.money is None:
        return
    called = bool(patterns.STARTUP.search(phrase.left) or _CALLED.search(phrase.left))
    if company is not None and not called and _is_no_company(company, phrase):
        yield "no company"
    elif phrase.verb is Verb.TAKE and phrase.money.value >= _ROUND_SUM:
        yield from _of_taker(phrase, called=called)


def _is_no_company(name: str, phrase: Phrase) -> bool:
    """Whether a name is that of a person, club, hospital or the like. Short capitals that get money are an agency."""
    known = _NO_COMPANY.search(name) is not None
    return known or (phrase.verb in _TAKING and _AGENCY.fullmatch(name) is not None)


def _of_taker(phrase: Phrase, *, called: bool) -> Iterator[str]:
    grows = _AS_IT_GROWS.match(phrase.right) is not None
    says_what_for = _FOR_WHAT.match(phrase.right) is not None and phrase.word.casefold() in _MERELY_GETS
    if called or grows or says_what_for:
        yield "a company takes"
    if called and not patterns.STARTUP.search(phrase.left):
        yield "called a company"
    if grows:
        yield "as it grows"
    if _CORPORATE.match(phrase.right):
        yield "from a corporation"
    if phrase.sentence.valuation(phrase.money) is not None:
        yield "priced"
