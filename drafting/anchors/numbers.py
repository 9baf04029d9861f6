"""Numbers as anchors: money, percents, multiples, durations, counts of a noun, and whatever digits are left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.titles import written_out
from drafting.anchors.words import STOP, Word, stem, words_of
from signals.extract.money import amounts

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: n for n, word in enumerate(_ONES.split())}
_TENS = {word: n * 10 for n, word in enumerate(_DECADES.split(), start=2)}
WORD_NUMBER = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(list(_UNITS)[1:10])}))?|{'|'.join(reversed(_UNITS))})"
_NUMERALS = frozenset([*_UNITS, *_TENS, *map(str, range(100))])
_SCALE = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "k": 1_000, "m": 10**6, "bn": 10**9}
_NUMBER = re.compile(
    rf"(?<![\w.,/$€£¥-])(?P<neg>)(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<tight>k|m|bn)?"
    rf"|(?P<words>{WORD_NUMBER})|(?P<dozen>(?:a |half a )?dozen(?!s)|(?:a |one )(?=hundred|thousand))"
    rf"|(?P<couple>a couple(?: of)?|a pair of))"
    rf"(?:[ -](?P<scale>hundred|thousand|million|billion)\b)?(?P<plus>\+)?(?![\w])",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?P<vague>several|a few|dozens of|dozens|scores of|hundreds of|(?<!as )(?<!how )(?<!so )many|a number of|"
    r"a handful of)\b",
    re.IGNORECASE,
)
# What a vague number needs at least in the evidence (drafting §2.2).
_VAGUE_LEAST = {"several": 3, "a few": 3, "a handful of": 3, "a number of": 3, "many": 5, "dozens": 24, "dozens of": 24}
_VAGUE_LEAST |= {"scores of": 40, "hundreds of": 200}
_ALL = re.compile(
    r"\b(?:all|both|each)(?: (?:of (?:them|those|these|which|whom)\b|(?=(?:based )?in (?-i:[A-Z]))))"
    r"|\b(?:all|both)(?: of)?(?: your| the| its)?(?: \w+)?(?: open)? (?:roles|openings|jobs|posts|positions)"
    r"(?= (?:are )?(?:based |located )?in (?-i:[A-Z]))",
    re.IGNORECASE,
)
# The unit of a count of all that are listed.
EVERY = "every"
_PERCENT = re.compile(r"(?<![\w.])(?P<n>\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
_PERCENT_WORDS = re.compile(rf"\b(?P<n>{WORD_NUMBER})\s(?:per ?cent)\b", re.IGNORECASE)
_TIMES = re.compile(r"(?<![\w.])(?P<n>\d+(?:\.\d+)?)(?:x\b|×|-?fold\b|\stimes\b)", re.IGNORECASE)
_FOLD = re.compile(
    r"\b(?:(?P<two>doubl(?:ed|es|ing)|double (?:the|its|your|their)|twice|twofold|two-fold|two times)"
    r"|(?P<three>tripl(?:ed|es|ing)|triple (?:the|its|your|their)|threefold|three-fold|three times)"
    r"|(?P<four>quadrupl(?:ed|es|ing)|fourfold|four-fold|four times)"
    r"|(?P<five>fivefold|five-fold|five times)|(?P<ten>tenfold|ten-fold|ten times)"
    r"|(?P<half>halv(?:ed|es|ing)|(?:in|by) half))\b",
    re.IGNORECASE,
)
_PARTS = {"third": "33.3", "quarter": "25", "fifth": "20", "tenth": "10", "two thirds": "66.7", "three quarters": "75"}
_PART = re.compile(
    r"(?:(?<=by )|(?=(?:an?|one|two|three)[ -](?:thirds?|quarters?|fifth|tenth) (?:of|fewer|less|more|faster|lower|"
    r"higher|quicker|off|shorter|smaller)\b))(?:an? |one )?(?P<part>two[ -]thirds|three[ -]quarters|third|quarter|"
    r"fifth|"
    r"tenth)\b",
    re.IGNORECASE,
)
_FOLD_VALUES = {"two": "2", "three": "3", "four": "4", "five": "5", "ten": "10", "half": "0.5"}
_PURPOSES = (
    (
        "total",
        (
            re.compile(
                r"\b(?:total(?! (?:offering|amount))|bring\w*|brought|overall|to date|cumulative|altogether|"
                r"(?:rounds?|series \w|funding|raise|financing|raised)\b[^.;]{0,40}? (?:stands? at|stood at|is now|"
                r"now (?:at|totals?)|adds? up to|comes? to|grown to|grew to|reach\w*)|"
                r"(?:takes|took|taking) (?:it|the \w+|your \w+|series \w)(?: \w+)? to)\b"
            ),
            re.compile(
                r"\s(?:in total|(?:raised )?to date|raised so far|overall|total|in all|raised in all|of total)\b"
            ),
        ),
    ),
    (
        "valuation",
        (
            re.compile(r"\b(?:valu(?:es|ed|ing|ation)|worth)\b"),
            re.compile(r"\s(?:\w+[- ]){0,2}(?:valuation|post-money|pre-money)\b"),
        ),
    ),
    (
        "revenue",
        (
            re.compile(r"\b(?:revenues?|arr|sales of|turnover|bookings)\b"),
            re.compile(r"\s(?:in |of )?(?:annual |recurring |yearly )*(?:revenues?|arr|sales|turnover|bookings)\b"),
        ),
    ),
)
DAYS = {"minute": Decimal(1) / 1440, "hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7)}
DAYS |= {"month": Decimal(30), "quarter": Decimal(91), "year": Decimal(365)}
_DURATION_TAIL = re.compile(
    r"[ -](?:(?:business|working|full|short|straight|consecutive) |(?:[a-z]+ ){1,2}(?=hours?\b|"
    r"minutes?\b))?(?P<unit>minute|hour|day|week|month|quarter|"
    r"year)s?\b",
    re.IGNORECASE,
)
_ONE_DURATION = re.compile(r"\b(?P<n>an?|one) (?P<unit>minute|hour|day|week|month|quarter|year)\b", re.IGNORECASE)
_AND_A_HALF = re.compile(
    rf"\b(?:an?|one|(?P<n>{WORD_NUMBER}|\d+)) (?:(?P<unit>hour|day|week|month|year)s? and a half|"
    r"and a half (?P<units>hour|day|week|month|year)s)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"one (?:number|point|piece|place|question|idea|line|part|area|fact|detail|of|in|at|with|on|by|as|to|and|from|who|"
    r"that|which|is|was|has|had|for|thing|reason)\b|one[.,?!-]",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?P<o>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|"
    r"\d{1,3}(?:,\d{3})+(?:st|nd|rd|th)|\d+(?:st|nd|rd|th)|(?:(?:one|a)[ -])?(?:hundred|thousand|million|billion)th)\b",
    re.I,
)
_ORDINALS = {
    w: n
    for n, w in enumerate(
        [
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=2,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50}
_HEDGES = (
    ("nearly", re.compile(r"(?:nearly|almost|just under|close to|just shy of)\s(?:a |an )?$", re.I)),
    (
        "over",
        re.compile(r"(?:over|more than|above|at least|upwards of|north of|exceeding|topping|past)\s(?:a |an )?$", re.I),
    ),
    ("under", re.compile(r"(?:under|less than|fewer than|below|up to|at most)\s(?:a |an )?$", re.I)),
    (
        "about",
        re.compile(r"(?:about|around|roughly|approximately|approx\.?|some|circa|ca\.|an estimated)\s?$|~\s?$", re.I),
    ),
)


_PRICED = re.compile(r"\b(?:contract|deal|order|agreement|grant|acquisition)\b.*\bworth\b")


def money_in(text: str) -> list[Anchor]:
    """Amounts with a currency, read by `signals.extract.money`; a range gives both its ends."""
    found = []
    for m in amounts(text):
        raw = text[m.start : m.end].rstrip(".")
        hedge = _hedge(text, m.start) or ("over" if text[m.end : m.end + 1] == "+" else "")
        for value in (m.value, m.high) if m.high is not None else (m.value,):
            tokens = _purpose(text, m.start, m.end)
            end = m.start + len(raw)
            found.append(Anchor(AnchorType.MONEY, raw, m.start, end, m.currency, value, tokens, hedge=hedge))
    return found


_REVENUE_WAS = re.compile(
    r"\b(?:revenues?|turnover|arr)\b[^.;$€£]{0,90}\b(?:was|were|reached|hit|totall?ed|came to) (?:about |nearly )?$",
    re.I,
)


def _purpose(text: str, start: int, end: int) -> frozenset[str]:
    """What an amount is when it is not what was raised or paid: a total, a valuation, revenue.

    The "total amount sold" of a Form D is that of its one offering.
    """
    before, after = text[max(0, start - 40) : start].casefold(), text[end : end + 30].casefold()
    if _PRICED.search(re.split(r"[.;]\s", text[:start])[-1]):
        return frozenset()
    before = re.split(r"[.;,]\s|\band\b|\n", before)[-1].replace("total amount sold", "amount sold")
    after = re.split(r"[.;,\n]|\band\b", after)[0]
    if _REVENUE_WAS.search(text[max(0, start - 120) : start]):
        return frozenset({"revenue"})
    return frozenset(name for name, pattern in _PURPOSES if pattern[0].search(before) or pattern[1].match(after))


def ratios_in(text: str) -> list[Anchor]:
    """Percents and multiples; "doubled" is 2, "halved" 0.5."""
    found = [
        _plain(AnchorType.PERCENT, text, m, _value(m["n"]))
        for pattern in (_PERCENT, _PERCENT_WORDS)
        for m in pattern.finditer(text)
    ]
    found += [_plain(AnchorType.MULTIPLE, text, m, Decimal(m["n"])) for m in _TIMES.finditer(text)]
    thirds = ((m, Decimal(_PARTS[m["part"].lower().replace("-", " ")])) for m in _PART.finditer(text))
    found += [_plain(AnchorType.PERCENT, text, m, value) for m, value in thirds]
    folds = ((m, Decimal(_FOLD_VALUES[m.lastgroup or "two"])) for m in _FOLD.finditer(text))
    return found + [_plain(AnchorType.MULTIPLE, text, m, value) for m, value in folds]


def counts_in(text: str, taken: Iterable[Anchor]) -> list[Anchor]:
    """Durations, counts of a noun, ordinals and bare numbers, outside what is `taken` by money, dates and the like."""
    spans = [(a.start, a.end) for a in taken]
    found = [_and_a_half(m) for m in _AND_A_HALF.finditer(text) if not _inside(m.start(), m.end(), spans)]
    spans += [(a.start, a.end) for a in found]
    ordinals = [m.span() for m in _ORDINAL.finditer(text)]
    numbers = (m for m in _NUMBER.finditer(text) if not _ONE_OF.match(text, m.start()) or _is_end(text, m))
    found.extend(_counted(text, m) for m in numbers if not _inside(m.start(), m.end(), [*spans, *ordinals]))
    covered = spans + [(a.start, a.end) for a in found]
    for m in _ONE_DURATION.finditer(text):
        if not _inside(m.start(), m.end(), covered):
            days = DAYS[m["unit"].lower()]
            found.append(Anchor(AnchorType.DURATION, m[0], m.start(), m.end(), unit=m["unit"].lower(), number=days))
    for m in _VAGUE.finditer(text):
        number = Decimal(_VAGUE_LEAST[m["vague"].lower()])
        found.append(_with_noun(text, m.start(), m.end(), number, hedge="over"))
    found.extend(_of_them(text, m.start(), m.end(), None) for m in _ALL.finditer(text))
    for m in _ORDINAL.finditer(text):
        if not _inside(m.start(), m.end(), spans):
            word = m["o"].lower()
            number = Decimal(_ORDINALS.get(word) or _scaled(word) or int(re.sub(r"\D", "", word)))
            found.append(Anchor(AnchorType.NUMBER, m[0], m.start(), m.end(), unit="ordinal", number=number))
    return found


def _and_a_half(m: re.Match[str]) -> Anchor:
    """ "An hour and a half", "two and a half weeks"."""
    unit = (m["unit"] or m["units"]).lower()
    number = (_value(m["n"]) if m["n"] else Decimal(1)) + Decimal("0.5")
    return Anchor(AnchorType.DURATION, m[0], m.start(), m.end(), unit=unit, number=number * DAYS[unit])


def _is_end(text: str, m: re.Match[str]) -> bool:
    """ "From nine days to one." ends in a number."""
    return bool(re.search(r"\b(?:to|from)\s(?:just |only )?$", text[: m.start()])) and not text.startswith(
        " of", m.end()
    )


def _scaled(ordinal: str) -> int:
    """ "One-millionth" is 1,000,000."""
    return _SCALE.get(re.split(r"[ -]", ordinal)[-1].removesuffix("th"), 0)


def _counted(text: str, m: re.Match[str]) -> Anchor:
    number = _number(m)
    if re.match(
        r" of (?:them|those|these|which|whom|(?:your|its|their|the)(?= (?:\w+ ){0,3}(?:roles|openings|jobs|"
        r"hires|posts|positions)))\b",
        text[m.end() :],
    ):
        return _of_them(text, m.start(), m.end(), number)
    hedge = _hedge(text, m.start()) or ("over" if m["plus"] else "")
    tail = _DURATION_TAIL.match(text, m.end())
    if tail:
        unit = tail["unit"].lower()
        raw = text[m.start() : tail.end()]
        days = number * DAYS[unit]
        hedge = "" if hedge == "over" and re.search(r"\bover\s$", text[: m.start()]) else hedge
        return Anchor(AnchorType.DURATION, raw, m.start(), tail.end(), unit=unit, number=days, hedge=hedge)
    return _with_noun(text, m.start(), m.end(), number, hedge=hedge)


def _of_them(text: str, start: int, end: int, number: Decimal | None) -> Anchor:
    """ "Two of them in Austin", "all of them account executives": a part of the roles, and what it is of."""
    rest = re.split(r"[.;:,!?]|\b(?:and|but|while)\b", text[end:])[0]
    words = [w for w in words_of(rest.removeprefix(" of"))[:9] if w.folded not in STOP and w.folded not in _NUMERALS]
    tokens = frozenset(s for w in words for s in _stems_of(w))
    unit = ROLE_NOUN if number is not None else EVERY
    return Anchor(AnchorType.COUNT, text[start:end], start, end, unit, number, tokens | {ROLE_NOUN}, hedge="over")


# "SOC 2", "Type 1": a number that belongs to the word before it.
_LABELLED = re.compile(r"\b(?:SOC|ISO(?:/IEC)?|Type|Item|Section|Phase|Tier|Level) $")


def _with_noun(text: str, start: int, end: int, number: Decimal, *, hedge: str) -> Anchor:
    window = [] if _LABELLED.search(text[:start]) else _noun_window(text, end)
    if not window:
        return Anchor(AnchorType.NUMBER, text[start:end], start, end, number=number, hedge=hedge)
    plurals = [i for i, w in enumerate(window) if _is_plural(w)]
    head = plurals[-1] if plurals else 0
    upto = window[head].end
    return Anchor(
        AnchorType.COUNT,
        text[start:upto],
        start,
        upto,
        unit=_stems_of(window[head])[-1],
        number=number,
        tokens=frozenset(s for w in window[: head + 1] for s in _stems_of(w)),
        hedge=hedge,
    )


def _stems_of(word: Word) -> tuple[str, ...]:
    """ "AEs" count account executives."""
    return tuple(stem(w) for w in written_out(word.raw)) or (word.stem,)


def _noun_window(text: str, end: int) -> list[Word]:
    stop = re.search(r"[.,;:!?()\n]|\s[-–—]\s", text[end:])
    tail = text[end : end + stop.start()] if stop else text[end:]
    window: list[Word] = []
    words = words_of(tail)[:8]
    for at, word in enumerate(words):
        if word.folded in STOP and word.folded != "open":
            if "-" in tail[word.start - 1 : word.start] + tail[word.end : word.end + 1]:
                continue
            if (
                word.folded == "and"
                and not any(_is_plural(w) and w.folded not in {"sales", "operations"} for w in window)
                and _joins_roles(words[at + 1 : at + 4])
            ):
                continue
            break
        window.append(Word(word.raw, word.folded, word.stem, end + word.start, end + word.end))
    return window[:6]


def _joins_roles(words: Sequence[Word]) -> bool:
    """ "Four sales and RevOps roles" count one thing; "two plants and six roles" two."""
    head = next((i for i, w in enumerate(words) if w.stem in ROLE_NOUNS), None)
    return head is not None and not any(w.folded in STOP or w.folded in _NUMERALS for w in words[:head])


def _is_plural(word: Word) -> bool:
    plural = word.folded.endswith("s") and not word.folded.endswith(("ss", "us", "is"))
    counted = plural or word.folded in {"people", "staff", "headcount"}
    return counted and (word.stem not in {"rais", "cros", "op"} or word.folded == "openings")


def _number(m: re.Match[str]) -> Decimal:
    if m["digits"]:
        number = Decimal(m["digits"].replace(",", "")) * _SCALE.get((m["tight"] or "").lower(), 1)
    elif m["words"]:
        number = _value(m["words"])
    elif m["dozen"]:
        phrase = m["dozen"].lower()
        number = Decimal(6 if phrase.startswith("half") else 12 if "dozen" in phrase else 1)
    else:
        number = Decimal(2)
    return number * _SCALE.get((m["scale"] or "").lower(), 1)


def _value(raw: str) -> Decimal:
    if raw[0].isdigit():
        return Decimal(raw)
    return Decimal(sum(_TENS.get(part, _UNITS.get(part, 0)) for part in re.split(r"[- ]", raw.lower())))


def _plain(kind: AnchorType, text: str, m: re.Match[str], number: Decimal) -> Anchor:
    return Anchor(kind, m[0], m.start(), m.end(), number=number, hedge=_hedge(text, m.start()))


def _hedge(text: str, start: int) -> str:
    before = text[max(0, start - 24) : start]
    return next((name for name, pattern in _HEDGES if pattern.search(before)), "")


def _inside(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in spans)


ROLE_NOUN = stem("role")
ROLE_NOUNS = frozenset(
    stem(w)
    for w in [
        "role",
        "job",
        "opening",
        "position",
        "posting",
        "vacancy",
        "req",
        "hire",
        "opportunity",
        "seat",
        "starter",
    ]
)
