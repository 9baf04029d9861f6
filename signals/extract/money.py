"""Amounts of money in text: symbols, codes and words; thousands to trillions; crore and lakh; ranges; EU numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SYMBOLS = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "nz$": "NZD", "s$": "SGD",
    "sg$": "SGD", "hk$": "HKD", "nt$": "TWD", "r$": "BRL", "mx$": "MXN", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR",
    "¥": "JPY", "₩": "KRW", "₪": "ILS", "₦": "NGN", "₱": "PHP", "฿": "THB", "₫": "VND", "₺": "TRY", "₽": "RUB",
    "can$": "CAD", "mex$": "MXN", "gh₵": "GHS", "₵": "GHS", "৳": "BDT", "ksh": "KES", "kshs": "KES", "nis": "ILS",
    "sfr": "CHF", "tk": "BDT", "e£": "EGP", "₴": "UAH", "₸": "KZT", "₾": "GEL",
    "rs.": "INR", "rs": "INR", "rm": "MYR", "rp": "IDR", "rmb": "CNY", "zł": "PLN",
}  # fmt: skip
_CODES_TEXT = (
    "USD EUR GBP INR AUD CAD NZD SGD HKD JPY CNY KRW ILS CHF SEK NOK DKK PLN CZK HUF RON TRY RUB BRL MXN ARS CLP COP "
    "ZAR NGN KES EGP AED SAR QAR TWD THB IDR MYR PHP VND PKR BDT LKR UAH ISK GHS UGX TZS RWF XOF MAD TND KWD BHD OMR "
    "JOD PEN UYU BGN GEL KZT NPR"
)
_CODES = _CODES_TEXT.split()
_WORDS = {
    "us dollars?": "USD", "u.s. dollars?": "USD", "dollars?": "USD", "d[oó]lares": "USD", "dollar": "USD",
    "canadian dollars?": "CAD", "australian dollars?": "AUD", "singapore dollars?": "SGD", "euros?": "EUR",
    "pounds?(?: sterling)?": "GBP", "rupees?": "INR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "won": "KRW",
    "swiss francs?": "CHF", "franken": "CHF", "shekels?": "ILS", "naira": "NGN", "rand": "ZAR", "reais": "BRL",
    "swedish kron(?:a|or)": "SEK", "norwegian kron(?:e|er)": "NOK", "danish kron(?:e|er)": "DKK", "rubles?": "RUB",
    "zloty": "PLN", "ringgit": "MYR", "dirhams?": "AED", "kronor": "SEK", "swedish crowns?": "SEK",
    "norwegian crowns?": "NOK", "danish crowns?": "DKK", "czech (?:crowns?|koruna)": "CZK", "koruna": "CZK",
    "forints?": "HUF", "romanian lei": "RON", "(?:turkish )?liras?": "TRY", "(?:thai )?baht": "THB",
    "(?:indonesian )?rupiah": "IDR", "(?:vietnamese )?dong": "VND", "(?:bangladeshi )?taka": "BDT",
    "kenyan shillings?": "KES", "(?:ghanaian? )?cedis?": "GHS", "saudi ri?yals?": "SAR", "egyptian pounds?": "EGP",
    "hong kong dollars?": "HKD", "new zealand dollars?": "NZD", "(?:new )?taiwan(?:ese)? dollars?": "TWD",
    "pesos": "", "mexican pesos?": "MXN", "argentin(?:e|ian) pesos?": "ARS", "chilean pesos?": "CLP",
    "colombian pesos?": "COP",
    "philippine pesos?": "PHP", "pesos mexicanos": "MXN", "pakistani rupees?": "PKR", "sri lankan rupees?": "LKR",
    "nepal(?:i|ese) rupees?": "NPR", "brazilian reais": "BRL", "south african rand": "ZAR", "emirati dirhams?": "AED",
    "moroccan dirhams?": "MAD", "korean won": "KRW", "new (?:israeli )?shekels?": "ILS", "hryvnias?": "UAH",
}  # fmt: skip
_LETTERS = {"R": "ZAR", "N": "NGN", "P": "PHP"}
# "300 million pesos": whose, a country named beside them says.
_PESOS = (
    ("mexic|méxic", "MXN"),
    ("argentin", "ARS"),
    ("chile", "CLP"),
    ("colombia", "COP"),
    ("philippin|filipin", "PHP"),
)
_SCALES = {
    "bil": 9, "k": 3, "thousand": 3, "tausend": 3, "mille": 3, "mil": 3, "lakhs": 5, "lakh": 5, "lacs": 5, "lac": 5,
    "million": 6, "millions": 6, "millionen": 6, "millones": 6, "millón": 6, "mio": 6, "mill": 6, "mln": 6, "mns": 6,
    "mn": 6, "mm": 6, "m": 6, "crores": 7, "crore": 7, "cr": 7, "billion": 9, "billions": 9, "bln": 9, "bn": 9, "b": 9,
    "milliarde": 9, "milliarden": 9, "mrd": 9, "milliards": 9, "milliard": 9, "trillion": 12, "trillions": 12,
    "tn": 12, "trn": 12, "milhões": 6, "milhão": 6, "bilhões": 9, "bilhão": 9,
}  # fmt: skip
# "S$9.2 mil" and "RM3 mil" are millions; "R$ 50 mil" and "50 mil euros" are thousands.
_DOLLARS = frozenset(symbol for symbol in _SYMBOLS if symbol.endswith("$") and symbol != "r$") | {"rm", "rp"}
_FOREIGN_SCALES = (
    "tausend mille millionen millones millón mio mill milliarde milliarden mrd milliards milliard "
    "milhões milhão bilhões bilhão"
)
_NOT_ENGLISH = frozenset(_FOREIGN_SCALES.split())
_COUNTING = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_COUNTING_ABROAD = {
    2: "zwei deux dos", 3: "drei trois tres", 4: "vier quatre cuatro", 5: "fünf cinq cinco", 6: "sechs seis",
    7: "sieben sept siete", 8: "acht huit ocho", 9: "neun neuf nueve", 10: "zehn dix diez", 12: "zwölf douze doce",
}  # fmt: skip
_NUMBER_WORDS = (
    {word: Decimal(value) for value, words in _COUNTING_ABROAD.items() for word in words.split()}
    | {word: Decimal(value) for value, word in enumerate(_COUNTING.split())}
    | {
        "a": Decimal(1),
        "half": Decimal("0.5"),
        "quarter": Decimal("0.25"),
        "half a": Decimal("0.5"),
        "a quarter of a": Decimal("0.25"),
    }
)
_HEDGES = {
    "up to": "up to", "as much as": "up to", "bis zu": "up to", "jusqu'à": "up to", "hasta": "up to",
    "over": "over", "more than": "over", "at least": "over", "upwards of": "over", "north of": "over",
    "in excess of": "over", "mehr als": "over", "über": "over", "plus de": "over", "más de": "over",
    "about": "about", "around": "about", "approximately": "about", "roughly": "about", "some": "about",
    "nearly": "about", "almost": "about", "close to": "about", "an estimated": "about", "reportedly": "about",
    "circa": "about", "near": "about", "near-": "about", "c.": "about", "~": "about",
    "rund": "about", "etwa": "about", "environ": "about",
    "près de": "about", "unos": "about", "casi": "about", "less than": "under", "under": "under",
}  # fmt: skip


def _any_of(words: list[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_PLAIN_FIGURE = r"\d{1,3}(?:,\d{2}){1,5},\d{3}|\d{1,15}(?:[.,]\d{1,6})?"
_FIGURE = rf"\d{{1,3}}(?:[,.'’\u00a0\u202f]\d{{3}}){{1,5}}(?:[.,]\d{{1,2}})?(?!\d)|{_PLAIN_FIGURE}"
_SPACED_FIGURE = rf"\d{{1,3}}(?: \d{{3}}){{1,5}}(?!\d)|{_FIGURE}"
_SCALE = rf"(?:{_any_of(list(_SCALES))})\b\.?"
_UNIT = rf"(?:{_any_of(list(_SYMBOLS))}|{'|'.join(_CODES)})"
_AFTER = rf"(?:(?:d['’e] ?|de )?(?:{'|'.join(_WORDS)})\b|(?:{'|'.join(_CODES)})\b|€|£|\$|zł)"
_TO = r"\s?(?:-|–|—|to|and|bis|à)\s?"
_BEFORE_FIGURE = re.compile(
    rf"(?<![\w$€£])(?P<unit>{_UNIT})\s?(?P<low>{_FIGURE})(?:[\s-]?(?P<low_scale>{_SCALE}))?"
    rf"(?:{_TO}(?:{_UNIT})?\s?(?P<high>{_FIGURE})(?=[\s-]?(?:{_SCALE})|[^\w]|"
    rf"$))?(?:[\s-]?(?P<scale>{_SCALE}))?(?P<plus>\+|-plus)?"
    rf"(?:\s(?P<dollar>AUD|CAD|CDN|NZD|SGD|HKD|USD)\b)?",
    re.IGNORECASE,
)
_AFTER_FIGURE = re.compile(
    rf"(?<![\w.,$€£₹-])(?P<low>{_SPACED_FIGURE})(?:[\s-]?(?P<low_scale>{_SCALE}))?"
    rf"(?:{_TO}(?P<high>{_FIGURE}))?(?:[\s-]?(?P<scale>{_SCALE}))?(?P<plus>\+)?[\s-]?(?P<unit>{_AFTER})",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"\b(?P<low>{_any_of(list(_NUMBER_WORDS))})[\s-](?P<scale>thousand|millionen|millions|millones|"
    rf"million|billion)[\s-](?:d['’]|de\s)?"
    rf"(?P<unit>{'|'.join(_WORDS)})\b",
    re.IGNORECASE,
)
# "250 MSEK", "3,5 MEUR": the scale and the code are one word.
_JOINED = re.compile(
    rf"(?<![\w.,$€£₹-])(?P<low>{_SPACED_FIGURE})\s?(?P<scale>[MK])(?P<unit>SEK|NOK|DKK|EUR|CHF|USD|GBP)\b",
    re.IGNORECASE,
)
# "R150 million", "N500m", "P80 million": a letter is a currency only before a figure with its scale.
_LETTERED = re.compile(rf"(?<![\w$€£.-])(?P<unit>[RNP])\s?(?P<low>{_FIGURE})[\s-]?(?P<scale>m|mn|million|bn|billion)\b")
_HEDGE_WORDS = tuple(_HEDGES)
_WORD_CURRENCIES = tuple((re.compile(pattern, re.IGNORECASE), code) for pattern, code in _WORDS.items())
_BETWEEN = re.compile(r"\b(?:between|from|zwischen|entre)\s+$", re.IGNORECASE)
_LONGEST_HEDGE = 24


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as a text states it: `text[start:end]`, without its hedge.

    `value` is in whole units of `currency` (ISO 4217); of a range it is the lower end and `high` the upper. `hedge`
    is "", "up to", "over", "about" or "under". A bare $ is read as USD.
    """

    value: Decimal
    currency: str
    start: int
    end: int
    is_range: bool = False
    hedge: str = ""
    high: Decimal | None = None


def amounts(text: str) -> tuple[Money, ...]:
    """Every amount of money in `text`, in order, none overlapping. A number without a currency is not money."""
    found: list[Money] = []
    for pattern in (_BEFORE_FIGURE, _AFTER_FIGURE, _SPELLED, _JOINED, _LETTERED):
        found.extend(_scan(pattern, text))
    found.sort(key=lambda money: (money.start, -money.end))
    kept: list[Money] = []
    for money in found:
        if not kept or money.start >= kept[-1].end:
            kept.append(money)
    return tuple(kept)


def _scan(pattern: re.Pattern[str], text: str) -> Iterator[Money]:
    at = 0
    while match := pattern.search(text, at):
        money = _read(match, text)
        if money.currency:
            yield money
        at = money.end


def _read(match: re.Match[str], text: str) -> Money:
    groups = match.groupdict()
    which = groups.get("dollar")
    currency = which.upper().replace("CDN", "CAD") if which else _currency(match["unit"]) or _pesos(text)
    scale = _scale_name(groups.get("scale"))
    low_scale = _scale_name(groups.get("low_scale")) or scale
    if "mil" in {low_scale, scale} and match["unit"].casefold() in _DOLLARS:
        low_scale = scale = "million"
    high_raw = groups.get("high")
    low = _value(match["low"], low_scale, match["unit"])
    high = _value(high_raw, scale or low_scale, match["unit"]) if high_raw else None
    end = match.end()
    if high is not None and (high <= low or not _is_range(match, text)):
        high, end = None, match.end("low_scale" if groups.get("low_scale") else "low")
    if high is None and groups.get("low_scale") and groups.get("scale"):
        end = match.end("low_scale")  # "$22 million B round": the letter is the round's
    hedge = _hedge_before(text, match.start()) or ("over" if groups.get("plus") else "")
    return Money(low, currency, match.start(), end, high is not None, hedge, high)


def _is_range(match: re.Match[str], text: str) -> bool:
    """Whether two joined figures are a range: "and" joins one only after "between"."""
    joint = text[match.end("low") : match.start("high")].casefold()
    return not re.search(r"\band\b", joint) or bool(_BETWEEN.search(text[max(0, match.start() - 12) : match.start()]))


def _currency(unit: str) -> str:
    """The ISO code of what stands beside a figure; one of the three tables has it, or the pattern had not matched."""
    key = unit.casefold()
    if key in _SYMBOLS:
        return _SYMBOLS[key]
    if unit.upper() in _CODES:
        return unit.upper()
    if unit in _LETTERS:
        return _LETTERS[unit]
    # The longest match: "Canadian dollars" are no dollars of the United States.
    named = [(match.end() - match.start(), code) for word, code in _WORD_CURRENCIES if (match := word.search(unit))]
    return max(named)[1]


def _pesos(text: str) -> str:
    """Whose pesos a text means: those of the one country it names; "" where it names none or several."""
    named = {code for pattern, code in _PESOS if re.search(rf"\b(?:{pattern})", text, re.IGNORECASE)}
    return named.pop() if len(named) == 1 else ""


def _scale_name(raw: str | None) -> str:
    return raw.rstrip(".").casefold() if raw else ""


def _value(raw: str, scale: str, unit: str) -> Decimal:
    spelled = _NUMBER_WORDS.get(raw.casefold())
    number = spelled if spelled is not None else Decimal(_plain(raw, scale, unit))
    return (number * 10 ** _SCALES[scale] if scale else number).normalize() + 0


def _plain(raw: str, scale: str, unit: str) -> str:
    """A figure with only a decimal point: the last separator is decimal unless it groups thousands."""
    raw = re.sub(r"[\s'’]", "", raw)
    separators = [char for char in raw if char in ",."]
    if not separators:
        return raw
    last = separators[-1]
    head, _, tail = raw.rpartition(last)
    if len(set(separators)) == 2:
        return head.replace(",", "").replace(".", "") + "." + tail
    if len(separators) > 1:
        return raw.replace(last, "")
    if len(tail) != 3:
        return f"{head}.{tail}"
    groups = last == "," or scale in _NOT_ENGLISH or (not scale and unit not in "$£")
    return head + tail if groups else f"{head}.{tail}"


def _hedge_before(text: str, start: int) -> str:
    before = text[max(0, start - _LONGEST_HEDGE) : start].casefold().rstrip()
    before = before.removesuffix(" a").removesuffix(" an").removesuffix(" the")
    if not before.endswith(_HEDGE_WORDS):
        return ""
    words = max((word for word in _HEDGE_WORDS if before.endswith(word)), key=len)
    bounded = len(words) == len(before) or not before[-len(words) - 1].isalnum()
    return _HEDGES[words] if bounded else ""
