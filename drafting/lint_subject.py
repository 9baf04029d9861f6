"""Lint of a subject (L04–L06). Part of stage 7 of 12."""

from __future__ import annotations

import re

from agent.domain.drafts import Finding, Severity
from drafting.anchors.names import GENERIC
from drafting.anchors.words import words_of
from drafting.lint_desk import EMOJI, SUBJECT, Desk, band


def l04(desk: Desk) -> list[Finding]:
    subject = desk.written.subject.strip()
    if not subject:
        return [Finding("L04", Severity.BLOCK, "The subject is empty", SUBJECT)]
    return [
        *band(desk, "L04", len(subject.split()), SUBJECT, "L04_words"),
        *band(desk, "L04", len(subject), SUBJECT, "L04_chars"),
    ]


def l05(desk: Desk) -> list[Finding]:
    subject = desk.written.subject
    known = " ".join(s.text for s in (*desk.context.prospect, *desk.context.free, *desk.context.seller))
    stood = {w.raw for w in words_of(known)}
    words = [w for w in words_of(subject) if w.raw[0].isalpha()]
    shouted = [w for w in words if w.raw.isupper() and len(w.raw) > 3 and w.raw not in stood]
    found = [Finding("L05", Severity.BLOCK, f"“{w.raw}” is in capitals", SUBJECT, w.start, w.end) for w in shouted]
    rounds = [w.raw for w in words if re.fullmatch(r"Series|[A-K]", w.raw)]
    plain = [w for w in words if w.raw not in stood and w.folded not in GENERIC and w.raw not in rounds]
    if len(plain) > 1 and all(w.raw[0].isupper() for w in plain) and not shouted:
        found.append(Finding("L05", Severity.WARN, "The subject is in Title Case; lower case reads better", SUBJECT))
    return found


_FAKE_REPLY = re.compile(r"^\s*(?:re|fwd?|aw|wg|antw|sv|tr)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)


def l06(desk: Desk) -> list[Finding]:
    subject = desk.written.subject
    found = []
    if _FAKE_REPLY.match(subject):
        found.append(Finding("L06", Severity.BLOCK, "The subject pretends to be a reply", SUBJECT, 0, len(subject)))
    urgency = desk.rules.phrases["L06_urgency"].search(subject)
    if urgency:
        words = f"“{urgency[0]}” is false urgency"
        found.append(Finding("L06", Severity.BLOCK, words, SUBJECT, urgency.start(), urgency.end()))
    first_name = re.escape(desk.contact.first_name) if desk.contact and desk.contact.first_name else "(?!)"
    lowering = rf"\bAI\b|\d|!|{EMOJI.pattern}|(?i:\b{first_name}\b)"
    return found + [
        Finding("L06", Severity.WARN, f"“{m[0]}” in a subject costs replies", SUBJECT, m.start(), m.end())
        for m in re.finditer(lowering, subject)
    ]
