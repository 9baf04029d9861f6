"""Negative events that hold a draft until a person has looked: layoffs, breach, lawsuit, mourning (drafting §6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from agent.domain.accounts import Account
from agent.domain.briefs import Risk
from agent.domain.evidence import Evidence, EvidenceKind
from agent.domain.signals import Signal, SignalKind
from drafting.facts import sentences_of
from drafting.wording import short_name

_TTL = timedelta(days=180)
_PATTERNS = {
    "layoffs": r"\b(?:lay(?:s|ing)? ?offs?|laid off|cut(?:s|ting)? (?:about |some )?\d[\d,%]* (?:percent |% )?"
    r"(?:of )?(?:its |the )?(?:jobs|staff|roles|positions|workforce)|reduc(?:es?|ed|ing|tion) (?:of |in )?"
    r"(?:its |the )?(?:workforce|headcount)|redundanc(?:y|ies))\b",
    "breach": r"\b(?:data breach|security incident|ransomware|unauthori[sz]ed access|cyber ?attack)\b",
    "lawsuit": r"\b(?:lawsuit|sued|sues|class action|indict(?:ed|ment)|under investigation|"
    r"files? for bankruptcy|chapter 11)\b",
    "mourning": r"\b(?:passed away|mourns?|mourning|in memoriam|death of|sudden passing)\b",
}
_COMPILED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()}
_OURS = re.compile(r"\b(?:[Oo]ur|[Ww]e|us)\b")  # not US, the country
# A job ad or a script on a site tells no bad news, though it may name what the hire is to guard against.
_SILENT = frozenset({EvidenceKind.JOB, EvidenceKind.TECH})


def risks_in(
    evidence: Sequence[Evidence], signals: Sequence[Signal], *, account: Account, as_of: datetime
) -> tuple[Risk, ...]:
    """One risk a kind, newest report first. A quote counts only where it speaks of the account itself."""
    found: dict[str, Risk] = {}
    layoffs = {signal.id for signal in signals if signal.kind is SignalKind.LAYOFF}
    for card in evidence:
        if card.published_at and as_of - card.published_at > _TTL:
            continue
        if card.signal_id in layoffs:
            found.setdefault("layoffs", Risk("layoffs", card.id, _words("layoffs", card)))
        for kind in _kinds_in(card, account):
            found.setdefault(kind, Risk(kind, card.id, _words(kind, card)))
    return tuple(found.values())


def _kinds_in(card: Evidence, account: Account) -> list[str]:
    if card.kind in _SILENT:
        return []
    name = short_name(account.name).casefold()
    spoken = [*sentences_of(card.quote), card.title, card.quote if len(card.quote) < 25 else ""]
    about = [text for text in spoken if name in text.casefold() or _OURS.search(text)]
    return [kind for kind, pattern in _COMPILED.items() if any(pattern.search(text) for text in about)]


def _words(kind: str, card: Evidence) -> str:
    when = f" of {card.published_at:%-d %b %Y}" if card.published_at else ""
    return f"Look first: {kind} in {card.publisher or 'a report'}{when}."
