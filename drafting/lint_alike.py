"""L20: whether a mail says again what a colleague at the account was sent, facts apart. Part of stage 7 of 12.

What is alike among a sender's mails to different companies is the composer's ledger's affair.
"""

from __future__ import annotations

from datetime import date

from agent.domain.drafts import Finding, Severity, Written
from drafting.anchors.anchor import AnchorType
from drafting.anchors.reading import read
from drafting.anchors.words import words_of
from drafting.lint_desk import SUBJECT, Desk

_FACTS = frozenset(AnchorType) - {AnchorType.LEXEME, AnchorType.EVENT, AnchorType.ROLE}


def similarity(one: str, other: str) -> float:
    """Jaccard of word trigrams (L20), 0 to 1; mask the facts first to compare the wording only."""
    first, second = _trigrams(one), _trigrams(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _trigrams(text: str) -> set[tuple[str, ...]]:
    words = [w.folded for w in words_of(text)]
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def masked(text: str, as_of: date) -> str:
    """`text` with each amount, date, name, title and the like replaced by its type."""
    parts, at = [], 0
    for anchor in sorted(read(text, as_of).of(*_FACTS), key=lambda one: one.start):
        if anchor.start >= at:
            parts += [text[at : anchor.start], anchor.type.value]
            at = anchor.end
    return "".join((*parts, text[at:]))


def l20(desk: Desk) -> list[Finding]:
    """At most one finding of the words and one of the subject; nobody is named, for it stands beside another's mail."""
    if not desk.colleagues:
        return []
    own = _body(desk.written, desk.context.as_of)
    alike = max(similarity(own, _body(one, desk.context.as_of)) for one in desk.colleagues)
    rule = desk.rules.bands.get("L20")
    severity = rule.judge(alike) if rule else None
    found = []
    if severity is not None:
        words = f"{alike:.0%} of the wording stands in a mail to somebody else at this account"
        found.append(Finding("L20", severity, words))
    if desk.step == 1 and any(_same_subject(desk.written, one) for one in desk.colleagues):
        words = "Somebody else at this account was written to under this subject"
        found.append(Finding("L20", Severity.WARN, words, SUBJECT))
    return found


def _body(written: Written, as_of: date) -> str:
    return " ".join(masked(sentence.text, as_of) for sentence in written.sentences)


def _same_subject(one: Written, other: Written) -> bool:
    return bool(one.subject) and one.subject.casefold() == other.subject.casefold()
