"""Lint of the words that a mail should not have (L13, L14, L16, L17, L19, L25). Part of stage 7 of 12."""

from __future__ import annotations

import re

from agent.domain.drafts import Finding, Severity
from agent.domain.voices import BanLevel
from drafting.lint_desk import EMOJI, SUBJECT, Desk, counted, phrases, spanned


def l13(desk: Desk) -> list[Finding]:
    return [
        *phrases(desk, "L13_hard", "L13", Severity.BLOCK, "is a worn-out phrase"),
        *phrases(desk, "L13_soft", "L13", Severity.WARN, "is a worn phrase"),
        *_banned(desk),
    ]


def _banned(desk: Desk) -> list[Finding]:
    """The ban list, also in the subject: a hard ban blocks, a soft one warns, each with its reason."""
    texts = ((SUBJECT, desk.written.subject), *enumerate(desk.texts))
    found: list[Finding] = []
    for ban in desk.rules.bans:
        severity = Severity.BLOCK if ban.level is BanLevel.HARD else Severity.WARN
        whose = "this sender's ban list" if ban.owner_id else "the ban list"
        why = f": {ban.reason}" if ban.reason else ""
        found.extend(
            Finding("L13", severity, f"“{m[0]}” is on {whose}{why}", i, m.start(), m.end())
            for i, text in texts
            for m in ban.pattern.finditer(text)
        )
    return found


def l14(desk: Desk) -> list[Finding]:
    found = phrases(desk, "L14", "L14", Severity.WARN, "is a buzzword")
    said = desk.offered + " " + " ".join(s.text for s in desk.context.prospect).casefold()
    kept = [f for f in found if spanned(desk, f).casefold() not in said and not _in_own_name(desk, f)]
    return counted(desk, "L14", kept)


def _in_own_name(desk: Desk, one: Finding) -> bool:
    """Whether the word is a part of what the account calls itself ("Cinder AI")."""
    text = desk.texts[one.sentence or 0]
    spans = [m.span() for name in desk.context.account_names for m in re.finditer(re.escape(name), text, re.IGNORECASE)]
    return any(start <= one.start and one.end <= end for start, end in spans)


def l16(desk: Desk) -> list[Finding]:
    return counted(desk, "L16", phrases(desk, "L16", "L16", Severity.WARN, "flatters"))


def l17(desk: Desk) -> list[Finding]:
    return phrases(desk, "L17", "L17", Severity.BLOCK, "is private")


_TYPOGRAPHY = re.compile(rf"—|;|^\s*[-*•]\s|•|\*\w|{EMOJI.pattern}", re.MULTILINE)


def l19(desk: Desk) -> list[Finding]:
    return [
        Finding("L19", Severity.WARN, f"“{m[0].strip()}” does not belong in a short mail", i, m.start(), m.end())
        for i, text in enumerate(desk.texts)
        for m in _TYPOGRAPHY.finditer(text)
    ]


def l25(desk: Desk) -> list[Finding]:
    found = phrases(desk, "L25", "L25", Severity.BLOCK, "is not in the offer")
    cited = {i: set(ids) for i, ids in enumerate(desk.stands_on)}
    kept = []
    for one in found:
        raw = spanned(desk, one).casefold()
        own = [s for s in desk.context.prospect if s.id in cited.get(one.sentence or 0, set())]
        if raw not in desk.offered and not any(raw in s.text.casefold() for s in own):
            kept.append(one)
    return [*kept, *_never(desk)]


def _never(desk: Desk) -> list[Finding]:
    found = []
    for phrase in desk.offer.never:
        for i, text in enumerate(desk.texts):
            at = text.casefold().find(phrase.casefold())
            if phrase and at >= 0:
                words = f"“{phrase}” is on your never list"
                found.append(Finding("L25", Severity.BLOCK, words, i, at, at + len(phrase)))
    return found
