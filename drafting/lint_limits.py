"""What the lint measures by: bands of numbers, lists of phrases, severities. Values only. Part of stage 7 of 12."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from agent.domain.drafts import Finding, Severity
from agent.domain.voices import Ban

LIMITS = ("warn_below", "warn_above", "block_below", "block_above")


@dataclass(frozen=True, slots=True)
class Band:
    """A measured number is fine inside all four limits; None is no limit."""

    what: str
    warn_below: float | None = None
    warn_above: float | None = None
    block_below: float | None = None
    block_above: float | None = None

    def judge(self, measured: float) -> Severity | None:
        """BLOCK or WARN outside a limit, None inside."""
        if _outside(measured, self.block_below, self.block_above):
            return Severity.BLOCK
        return Severity.WARN if _outside(measured, self.warn_below, self.warn_above) else None

    def crossed(self, measured: float) -> str:
        """ "at least 3", "at most 90": the limit that `measured` stands outside of; "" inside all."""
        for below, above in ((self.block_below, self.block_above), (self.warn_below, self.warn_above)):
            if below is not None and measured < below:
                return f"at least {below:g}"
            if above is not None and measured > above:
                return f"at most {above:g}"
        return ""


@dataclass(frozen=True, slots=True)
class LintRules:
    """`severities` are a team's own by rule, None for a rule that it switched off. `version` names the texts that the
    rules were read from, "" for what ships; `bans` are kept elsewhere, each with its dates. `added` are the phrases of
    the team's own, for whoever writes."""

    bands: Mapping[str, Band]
    phrases: Mapping[str, re.Pattern[str]]
    allow_meeting_ask: bool = False
    repeat_ratio: float = 80
    longest_sentence_chars: int = 220
    bans: tuple[Ban, ...] = ()
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    version: str = ""
    added: tuple[Ban, ...] = ()

    def weigh(self, found: Iterable[Finding]) -> list[Finding]:
        """`found` as severe as the team has it; what it switched off is left out."""
        wanted = ((one, self.severities.get(one.code, one.severity)) for one in found)
        return [replace(one, severity=severity) for one, severity in wanted if severity is not None]


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Whole words, any case; `*` ends a word freely. No phrase at all is found nowhere."""
    parts = [re.escape(p).replace(r"\*", r"\w*").replace("'", "['’]") for p in sorted(phrases, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else "(?!)", re.IGNORECASE)


def _outside(measured: float, below: float | None, above: float | None) -> bool:
    return (below is not None and measured < below) or (above is not None and measured > above)
