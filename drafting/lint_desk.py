"""What a rule of lint looks at, and how it says what it found. Part of stage 7 of 12."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.drafts import Finding, Severity, Written
from agent.domain.offers import Offer
from drafting.anchors.context import Context
from drafting.lint_rules import LintRules

EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")
SUBJECT = -1
_PLURAL = re.compile(r"(?<=[a-rt-z])s\b")
"""What makes the first noun of a rule's words a plural: "sentences", "words in the subject", "school grades"."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a rule may look at. `stands_on` are each sentence's evidence ids as grounding corrected them."""

    written: Written
    context: Context
    offer: Offer
    account: Account
    contact: Contact | None
    step: int
    earlier: Sequence[Written]
    rules: LintRules
    stands_on: Sequence[tuple[str, ...]]
    colleagues: Sequence[Written] = ()

    @property
    def texts(self) -> list[str]:
        return [s.text for s in self.written.sentences]

    @property
    def offered(self) -> str:
        return " ".join(s.text for s in self.context.seller).casefold()


Rule = Callable[[Desk], list[Finding]]


def band(desk: Desk, code: str, measured: float, sentence: int | None = None, key: str = "") -> list[Finding]:
    """At most one finding: where what was measured stands outside the band of a rule."""
    rule = desk.rules.bands.get(key or code)
    severity = rule.judge(measured) if rule else None
    if rule is None or severity is None:
        return []
    number = f"{measured:.2g}" if measured < 1 else f"{measured:g}"
    what = _PLURAL.sub("", rule.what, count=1) if number == "1" else rule.what
    return [Finding(code, severity, f"{number} {what}, {rule.crossed(measured)}", sentence)]


def phrases(desk: Desk, key: str, code: str, severity: Severity, words: str) -> list[Finding]:
    """A finding for each place where a sentence has a phrase of the list `key`."""
    pattern = desk.rules.phrases.get(key)
    if pattern is None:
        return []
    return [
        Finding(code, severity, f"“{m[0]}” {words}", i, m.start(), m.end())
        for i, text in enumerate(desk.texts)
        for m in pattern.finditer(text)
    ]


def counted(desk: Desk, key: str, found: list[Finding]) -> list[Finding]:
    """All of `found`, as severe as their number makes them; none where it is still in the band."""
    severity = desk.rules.bands[key].judge(len(found))
    if severity is None:
        return []
    return [replace(one, severity=severity) for one in found]


def spanned(desk: Desk, one: Finding) -> str:
    """The words that a finding points at."""
    return desk.texts[one.sentence or 0][one.start : one.end]
