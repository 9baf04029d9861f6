"""What of the evidence may be spoken of: the sentences that hold a signal's facts, and no more (drafting §3).

Whoever can write on a page can write beside the news. So a page beside the signals lends only its typed facts, and of
a signal's own report only those sentences count in which the facts stand, or that tell of the account itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from agent.domain.evidence import Evidence, EvidenceKind
from drafting.anchors.anchor import AnchorType
from drafting.anchors.context import Context
from drafting.anchors.sources import Source, source_of

_PLACELESS = frozenset({"org", "from_org", "direction", "category", "team"})
_ENDS = re.compile(r"[.!?][\"”’')\]]*\s+|\n+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:inc|ltd|corp|co|cos|mr|mrs|ms|dr|st|no|vs|jr|sr|prof|gen|approx|dept|bros|intl|pty|llc|plc|est|jan|feb|"
    r"mar|"
    r"apr|jun|jul|aug|sept?|oct|nov|dec|ph\.d)|(?<!\w)\w)\.\s*$",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\W*(?:the (?:new |fresh |latest )?(?:company|start-?up|firm|business|group|round|funding|financing|money|capital|"
    r"investment|proceeds|raise|role|move|appointment|hire|team)|proceeds|(?:he|she|it|they|we) (?:plans?|will|"
    r"intends?|expects?|aims?|joins?|joined|comes?|came|replaces?|replaced|succeed(?:s|ed)|starts?|takes?|served|"
    r"spent|led))\b",
    re.IGNORECASE,
)
_SUBJECT_CHARS = 40


def told(sources: Sequence[Source], context: Context) -> tuple[Source, ...]:
    """What a guess, a question, an offer or a subject may speak of: of the signals, the sentences of their facts; where
    no evidence is of a signal, all of it. What a person attested counts."""
    if not has_signals(context):
        return tuple(sources)
    kept = (_lent(s, context, own_news=False) for s in sources if s.is_of_signal)
    return tuple(s for s in kept if s.tells or _names_account(s, context))


def stated(sources: Sequence[Source], context: Context) -> tuple[Source, ...]:
    """What a fact of the account may stand on: of the signals, the sentences of their facts and those about the
    account; of what stands beside them, the typed facts. Everything, where no evidence is of a signal."""
    if not has_signals(context):
        return tuple(sources)
    return tuple(_lent(s, context, own_news=True) for s in sources)


def unspoken(context: Context) -> Iterator[Source]:
    """What else stands on the pages and in the reports: to be read, not to be taken over word for word."""
    if not has_signals(context):
        return
    for source in context.prospect:
        if not source.is_of_signal:
            yield source
        elif kept := [s for s in _sentences(source.evidence.quote) if s not in _lent(source, context, False).text]:
            yield source_of(replace(source.evidence, quote="\n".join(kept), title="", facts=()))


def has_signals(context: Context) -> bool:
    """Whether any evidence is of a signal: what stands beside it on pages may then be anybody's words."""
    return any(s.evidence.signal_id for s in context.prospect)


def _names_account(source: Source, context: Context) -> bool:
    return any(context.is_account(a.raw) for a in source.reading.of(AnchorType.NAME))


def _lent(source: Source, context: Context, own_news: bool) -> Source:
    if not source.evidence.facts and source.is_of_signal:
        return source
    names = tuple(name.casefold() for name in context.account_names if len(name) > 2) if own_news else ()
    return _cut(source.evidence, names)


@lru_cache(maxsize=2048)
def _cut(evidence: Evidence, names: tuple[str, ...]) -> Source:
    """The evidence without the sentences that may not be spoken of."""
    if not evidence.signal_id:
        return source_of(replace(evidence, quote="", title=""))
    texts = [*_sentences(evidence.quote), evidence.title]
    raws = [fact.raw for fact in evidence.facts if fact.type not in _PLACELESS and not fact.derived]
    raws = [raw for raw in raws if raw and raw in evidence.quote] or [fact.raw for fact in evidence.facts if fact.raw]
    holding = {next((text for text in texts if raw in text), "") for raw in raws} - {""}
    if not holding:
        return source_of(evidence)
    kept = [text for text in texts if text in holding or (names and _is_of(text, names))]
    quote = " ".join(text for text in kept if text != evidence.title) or evidence.quote
    title = evidence.title if evidence.title in kept or evidence.kind is EvidenceKind.FILING else ""
    return source_of(replace(evidence, quote=quote, title=title))


def _is_of(text: str, names: tuple[str, ...]) -> bool:
    """Whether a sentence's subject is the account, its round or its new people."""
    begins = text[:_SUBJECT_CHARS].casefold()
    return bool(_COMPANY.match(text)) or any(begins.lstrip("\"“'‘(the ").startswith(name) for name in names)


def _sentences(quote: str) -> list[str]:
    found: list[str] = []
    start = 0
    for end in _ENDS.finditer(quote):
        if end[0][0] == "." and _ABBREVIATED.search(quote[start : end.start() + 1]):
            continue
        found.append(quote[start : end.end()].strip())
        start = end.end()
    return [text for text in (*found, quote[start:].strip()) if text]
