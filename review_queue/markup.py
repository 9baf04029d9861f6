"""The mail as it will be sent, cut into runs: claims with the numbers of their evidence, guesses, what is unsupported.

Pure. Offsets of findings are turned into offsets of the whole text, so that a template only escapes and wraps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from agent.domain.drafts import Finding, Findings, Sentence, SentenceKind, Severity, Verdict, Written
from agent.domain.evidence import Evidence
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.reading import read


class Look(StrEnum):
    """How a run looks. Never by colour alone: a number, a dotted or a wavy line stands with it."""

    PLAIN = "plain"
    CLAIM = "claim"
    GUESS = "guess"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look. `labels` are the evidence numbers; `note` says what is wrong."""

    text: str
    look: Look = Look.PLAIN
    labels: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a quote; `is_headline` where the quote goes on beneath its item's title."""

    runs: tuple[Run, ...]
    is_headline: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    start: int
    end: int
    look: Look
    labels: tuple[str, ...] = ()
    note: str = ""


_HELD = frozenset({Verdict.SUPPORTED, Verdict.SUPPORTED_ELSEWHERE})
_WRONG = frozenset(
    {Verdict.UNSUPPORTED, Verdict.CONTRADICTED, Verdict.WRONG_PARTY, Verdict.STALE, Verdict.CONFLICT, Verdict.PARTIAL}
)


OURS = "our offer"
_UNNUMBERED = {"account": "the account", "contact": "the contact", "seller": OURS, "offer": OURS}
"""What a finding may name that is no piece of evidence."""


def labels_of(written: Written, evidence: Sequence[Evidence]) -> dict[str, str]:
    """The number of each piece of evidence: 1, 2… in the order the mail uses them; the seller's keep their ids."""
    used = [evidence_id for sentence in written.sentences for evidence_id in sentence.evidence_ids]
    known = {piece.id for piece in evidence}
    ordered = [one for one in dict.fromkeys([*used, *(piece.id for piece in evidence)]) if one in known]
    numbered = [one for one in ordered if one.startswith("e")]
    return {one: str(numbered.index(one) + 1) if one in numbered else one for one in ordered}


def shown(label: str) -> str:
    """A label as people read it: the number of its card, and one word for all that we say of ourselves."""
    return label if label.isdigit() else OURS


def in_words(findings: Findings, labels: Mapping[str, str]) -> Findings:
    """The findings as people read them: evidence by the number of its card, not by its id."""
    return replace(findings, findings=tuple(replace(one, message=_said(one, labels)) for one in findings.findings))


def _said(finding: Finding, labels: Mapping[str, str]) -> str:
    named = {one: _named(one, labels) for one in finding.evidence_ids}
    if not named:
        return finding.message
    ids = "|".join(re.escape(one) for one in named)
    words = re.sub(rf"“[^”]*”|(?<![\w-])(?:{ids})(?![\w-])", lambda m: named.get(m[0], m[0]), finding.message)
    return re.sub(rf"{OURS}(?:, {OURS})+", OURS, words)


def _named(evidence_id: str, labels: Mapping[str, str]) -> str:
    label = labels.get(evidence_id, "")
    if label.isdigit():
        return f"evidence {label}"
    return _UNNUMBERED.get(evidence_id) or (evidence_id if evidence_id.startswith("e") else OURS)


def paragraphs(text: str, marks: Sequence[Mark]) -> tuple[tuple[Run, ...], ...]:
    """`text` as paragraphs of runs. Marks may touch but never overlap: the earlier and the stronger wins."""
    found: list[tuple[Run, ...]] = []
    begin = 0
    for part in text.split("\n\n"):
        if part.strip():
            found.append(tuple(_runs(text, begin, begin + len(part), marks)))
        begin += len(part) + 2
    return tuple(found)


def cut(text: str, marks: Sequence[Mark]) -> tuple[Run, ...]:
    """The whole of `text` as runs, its line ends kept."""
    return tuple(_runs(text, 0, len(text), marks))


def _runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Run]:
    runs: list[Run] = []
    at = start
    for mark in sorted(marks, key=lambda one: one.start):
        if mark.end <= at or mark.start >= end:
            continue
        begin, stop = max(mark.start, at), min(mark.end, end)
        if begin > at:
            runs.append(Run(text[at:begin]))
        runs.append(Run(text[begin:stop], mark.look, mark.labels, mark.note))
        at = stop
    if at < end:
        runs.append(Run(text[at:end]))
    return runs


def marks_of(
    text: str,
    written: Written,
    findings: Findings,
    evidence: Sequence[Evidence],
    labels: Mapping[str, str],
    today: date,
) -> tuple[Mark, ...]:
    """The marks of all sentences, at their places in `text`."""
    by_id = {piece.id: piece for piece in evidence}
    marks: list[Mark] = []
    taken: list[tuple[int, int]] = []
    for index, sentence in enumerate(written.sentences):
        start = _place(text, sentence.text, taken)
        if start < 0:
            continue
        taken.append((start, start + len(sentence.text)))
        verdict = findings.verdicts[index] if index < len(findings.verdicts) else None
        bad = [one for one in findings.findings if one.sentence == index and one.severity is Severity.BLOCK]
        marks += [_moved(mark, start) for mark in _sentence(sentence, verdict, bad, by_id, labels, today)]
    return tuple(marks)


def _place(text: str, sentence: str, taken: Sequence[tuple[int, int]]) -> int:
    """Where a sentence stands that no other one stands on; the mail may have moved the call to action behind it."""
    at = text.find(sentence)
    while at >= 0 and any(start < at + len(sentence) and at < end for start, end in taken):
        at = text.find(sentence, at + 1)
    return at


def subject_marks(subject: str, findings: Findings) -> tuple[Mark, ...]:
    """What is wrong in the subject (sentence -1)."""
    bad = [one for one in findings.findings if one.sentence == -1 and one.severity is Severity.BLOCK]
    return tuple(_bad_marks(subject, bad))


def _moved(mark: Mark, by: int) -> Mark:
    return Mark(mark.start + by, mark.end + by, mark.look, mark.labels, mark.note)


def _sentence(
    sentence: Sentence,
    verdict: Verdict | None,
    bad: Sequence[Finding],
    by_id: Mapping[str, Evidence],
    labels: Mapping[str, str],
    today: date,
) -> list[Mark]:
    whole = len(sentence.text)
    if bad:
        return _bad_marks(sentence.text, bad)
    if verdict in _WRONG:
        return [Mark(0, whole, Look.BAD, note=f"This sentence is {str(verdict).replace('_', ' ')}.")]
    cited = [one for one in sentence.evidence_ids if one in labels]
    if verdict is Verdict.HEDGED_OK or sentence.kind is SentenceKind.HYPOTHESIS:
        return [Mark(0, whole, Look.GUESS)]
    if not cited or sentence.kind is SentenceKind.QUESTION:
        return []
    parts = _claims(sentence.text, [by_id[one] for one in cited], labels, today)
    return parts or [Mark(0, whole, Look.CLAIM, tuple(labels[one] for one in cited))]


def _bad_marks(text: str, bad: Sequence[Finding]) -> list[Mark]:
    marks: list[Mark] = []
    at = 0
    for finding in sorted(bad, key=lambda one: (one.start, -one.end)):
        start, end = (finding.start, finding.end) if finding.end > finding.start else (0, len(text))
        start = max(start, at)
        if start < end:
            marks.append(Mark(start, min(end, len(text)), Look.BAD, note=finding.message))
            at = end
    return marks


_TELLING = (AnchorType.MONEY, AnchorType.ROUND, AnchorType.COUNT, AnchorType.TITLE, AnchorType.NAME, AnchorType.DATE)


def _claims(text: str, pieces: Sequence[Evidence], labels: Mapping[str, str], today: date) -> list[Mark]:
    """One mark a piece of evidence, over the anchors that it shares with the sentence; [] where they interlace."""
    if len(pieces) < 2:
        return []
    ours = [one for one in read(text, today).anchors if one.type in _TELLING]
    spans: list[Mark] = []
    for piece in pieces:
        theirs = [one for one in read(piece.quote, today).anchors if one.type in _TELLING]
        shared = [one for one in ours if any(_agree(one, other) for other in theirs)]
        if not shared:
            return []
        start, end = min(one.start for one in shared), max(one.end for one in shared)
        spans.append(Mark(start, end, Look.CLAIM, (labels[piece.id],)))
    spans.sort(key=lambda one: one.start)
    if any(left.end > right.start for left, right in pairwise(spans)):
        return []
    return spans


def _agree(one: Anchor, other: Anchor) -> bool:
    if one.type is not other.type:
        return False
    if one.number is not None or other.number is not None:
        return one.number == other.number and one.unit == other.unit
    if one.unit or other.unit:
        return one.unit == other.unit
    return bool(one.tokens & other.tokens) or one.raw.casefold() == other.raw.casefold()


def quoted(quote: str, title: str = "") -> tuple[Line, ...]:
    """A plain quote in its lines: a headline and the words beneath it never run into one another."""
    return _lines((Run(quote),), title)


def _lines(runs: Sequence[Run], title: str) -> tuple[Line, ...]:
    """The runs cut at the line ends of the stored text; empty lines go."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=part)] for part in more]
    kept = [tuple(run for run in line if run.text) for line in lines if any(run.text.strip() for run in line)]
    said = " ".join("".join(run.text for run in kept[0]).split()) if len(kept) > 1 else ""
    is_headline = bool(said) and said == " ".join(title.split())
    return tuple(Line(line, is_headline and nth == 0) for nth, line in enumerate(kept))


def lit(piece: Evidence) -> tuple[Line, ...]:
    """A quote in its lines, with the words lit up in which its facts stand."""
    marks: list[Mark] = []
    for fact in piece.facts:
        start = piece.quote.find(fact.raw)
        if fact.raw.strip() and start >= 0:
            marks.append(Mark(start, start + len(fact.raw), Look.CLAIM))
    return _lines(_runs(piece.quote, 0, len(piece.quote), marks), piece.title)
