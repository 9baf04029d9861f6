"""Names of funding rounds in text: "Series B", "B round", "seed", "Seed-Runde", "série A" (signals §2.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.domain.signals import Round
from signals.extract.funding.words import VERBS

_NOUN = (
    r"(?:round|rounds|funding|financing|investment|capital|raise|extension|money|"
    r"finanzierungsrunde|finanzierung|runde|tour|levée|ronda)"
)
# What an amount ends with: "$3M", "3.2 mn", "two million", "Rs 40 crore". A firm's name does not: "Lantern Seed Fund".
_MONEY_END = (
    r"(?:(?<=[\d€£$])|(?<=[\d\s][kKmMbB])|(?<=[\d\s][mMbB][nNmM])|(?<=[iI]llion)|(?<=ILLION)|(?<=[iI]llionen)"
    r"|(?<=\seuros)|(?<=dollars)|(?<=\spounds)|(?<=\syuan)|(?<=\syen)|(?<=\swon)|(?<=\slira)|(?<=\sbaht)|(?<=\spesos)"
    r"|(?<=\s[lL]akh)|(?<=\s[cC]rore)|(?<=\s[cC]r)|(?<=\b(?:USD|EUR|GBP|CHF|SEK|INR)))"
)
_SERIES = re.compile(
    r"\b(?P<pre>pre[-\s]?)?(?:series|serie|série)[-\s](?P<letter>[A-H])(?:[-‐]?[1-9]|\+{1,2})?"
    r"(?!\w|-(?!fin|runde|fund|round|stage)[a-z])",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    rf"(?<!series\s)(?<!Series\s)(?<!SERIES\s)\b(?:(?P<before>[A-H])(?:[-\s][Rr]ound|-[Ss]eries)|"
    rf"[Rr]ound[-\s](?P<after>[A-H])|ronda[-\s](?P<es>[A-H]))(?!\w)"
    rf"|{_MONEY_END}\s(?P<bare>[A-H])(?=\s(?:led|co-led|from|extension|with)\b)"
)
_SEED = re.compile(
    rf"\b(?P<pre>pre[-\s]?)?seed(?:[-\s](?:stage[-\s])?{_NOUN}\b|(?=\s(?:led|from|co-led)\b))"
    rf"|(?<=\bled\sthe\s)seed(?=\s*[,.;]|\s+(?:and|with)\b)"
    rf"|\b(?P<pre2>pre[-\s])seed(?=\s*(?:$|[,.;:]|\b(?:to|for|at)\b))"
    rf"|{_MONEY_END}\s(?:in\s)?(?:oversubscribed\s)?(?P<pre3>pre[-\s]?)?seed\b(?!\s(?:compan|stor|bank|"
    rf"startup|start-up|oil))"
    rf"|^\s*amorçage(?=\s*:)|\b(?:un|en)\samorçage\b|\b(?:ronda\s(?:de\s)?semilla|levée\sd['’]amorçage|(?:tour|financement)\sd['’]amorçage)\b",
    re.IGNORECASE,
)
_OF_A_FIRM = re.compile(
    r"(?:\b(?i:from|by|with|and|including|include|joined|alongside|von|de)|,)\s+(?:[A-Z][\w&.’'-]*\s+){0,3}$"
)
_GROWTH = re.compile(
    r"\bgrowth(?:[-\s](?:equity|stage))?[-\s](?:round|financing|investment|funding|capital|equity)\b"
    r"|\bwachstumsfinanzierung\b",
    re.IGNORECASE,
)
_PRIVATE_EQUITY = re.compile(r"\bprivate[-\s]equity\s(?:round|financing|investment|funding)\b", re.IGNORECASE)
_CROWDFUNDING = re.compile(r"\bequity[-\s]crowdfund(?:ing|ed)\b|\bcrowdfunding\sround\b", re.IGNORECASE)
_NAMED = ((Round.GROWTH, _GROWTH), (Round.PRIVATE_EQUITY, _PRIVATE_EQUITY), (Round.CROWDFUNDING, _CROWDFUNDING))
_CAPITALISED = re.compile(r"\b[A-Z][\w.&’']*\s$")
_VALUES = frozenset(str(named) for named in Round)
_EXTENSION = re.compile(r"^(?:\s(?:round|funding|financing))?[-\s]extension\b", re.IGNORECASE)
_AFTER_LOWER_SERIES = re.compile(rf"^\s(?:{_NOUN}|led|from|co-led)\b|^\s*(?:$|[,.;:])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RoundSpan:
    """A round named in `text[start:end]`."""

    round: Round
    start: int
    end: int
    is_extension: bool = False


def rounds(text: str) -> tuple[RoundSpan, ...]:
    """Every round named in `text`, in order. Debt and grants are no rounds here: the detector judges them by clause."""
    found = [*_series(text), *_lettered(text), *_seeds(text), *_named(text)]
    found.sort(key=lambda span: (span.start, -span.end))
    kept: list[RoundSpan] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def round_of(words: str | None) -> Round | None:
    """The round that a label, alone, names: "Series B", "B round", "series_b", "Seed". None if it names none."""
    if not words:
        return None
    key = re.sub(r"[\s_-]+", "_", words.strip().casefold())
    key = re.sub(r"_(?:round|funding|financing)$", "", key)
    if re.fullmatch(r"(?:round_)?[a-h]", key):
        key = f"series_{key[-1]}"
    key = {"preseed": "pre_seed", "angel": "unspecified"}.get(key, key)
    key = re.sub(r"^(series_[a-h])(?:\d|_\d|\+|_extension)$", r"\1", key)
    return Round(key) if key in _VALUES and key != Round.UNSPECIFIED else None


def _series(text: str) -> list[RoundSpan]:
    spans: list[RoundSpan] = []
    for match in _SERIES.finditer(text):
        lower = match["letter"].islower()
        if lower and not _AFTER_LOWER_SERIES.match(text[match.end() : match.end() + 20]):
            continue
        if match["pre"] and match["letter"].upper() != "A":
            continue  # between two rounds that have names
        named = Round.PRE_SERIES_A if match["pre"] else Round(f"series_{match['letter'].lower()}")
        spans.append(_span(named, text, match.start(), match.end()))
    return spans


def _lettered(text: str) -> list[RoundSpan]:
    spans: list[RoundSpan] = []
    for match in _LETTERED.finditer(text):
        letter = match["before"] or match["after"] or match["es"] or match["bare"]
        start = match.start("bare") if match["bare"] else match.start()
        spans.append(_span(Round(f"series_{letter.lower()}"), text, start, match.end()))
    return spans


def _seeds(text: str) -> list[RoundSpan]:
    spans: list[RoundSpan] = []
    for match in _SEED.finditer(text):
        if match[0].endswith("Capital") and _OF_A_FIRM.search(text[: match.start()]):
            continue  # "Larchmere Seed Capital" invests
        named = Round.PRE_SEED if match["pre"] or match["pre2"] or match["pre3"] else Round.SEED
        start = match.start() + (len(match[0]) - len(match[0].lstrip()))
        spans.append(_span(named, text, start, match.end()))
    return spans


def _named(text: str) -> list[RoundSpan]:
    return [
        _span(named, text, match.start(), match.end())
        for named, pattern in _NAMED
        for match in pattern.finditer(text)
        if not _ends_a_name(text, match)
    ]


def _ends_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether "Growth Equity" ends a firm's name, which stands before it in capitals ("Meganorth Growth Equity")."""
    before = _CAPITALISED.search(text, 0, match.start())
    firm = before is not None and before[0].strip().casefold() not in VERBS and not before[0].strip().endswith("illion")
    return firm and re.fullmatch(r"Growth\s(?:Equity|Capital)", match[0]) is not None


def _span(named: Round, text: str, start: int, end: int) -> RoundSpan:
    extension = _EXTENSION.match(text[end : end + 24]) is not None or "extension" in text[start:end].casefold()
    return RoundSpan(named, start, end, extension)
