"""A person's edit cut into sentences, each with the evidence of the one it came from (drafting §2.2 step 1)."""

from __future__ import annotations

import re
from functools import lru_cache

import pysbd
from rapidfuzz import fuzz

from agent.domain.drafts import Role, Sentence, SentenceKind, Written
from drafting.anchors.lexemes import is_hedged

_SAME = 85.0
# The segmenter takes the letter of "Series B." for an initial and runs into the next sentence.
_AFTER_ROUND = re.compile(r"(?<=\bSeries [A-K]\.)\s+(?=[A-Z])")
_OURS = re.compile(r"(?:we|we've|our|happy|glad|i can|i could|i'd)\b", re.IGNORECASE)


def resegment(text: str, previous: Written) -> Written:
    """The sentences of `text` with role, kind and evidence ids of their likeliest source in `previous`.

    Below a likeness of 85 a sentence has no ids: grounding then searches all evidence. A new sentence is a question, a
    guess where it is hedged, ours where it begins with us, else a fact, the strictest kind. A question at the end is
    the call to action where none is left. The subject stays, and so do the order and the paragraphs of `text`.
    """
    pieces = _pieces(text)
    found: list[Sentence] = []
    for piece, _ in pieces:
        source = _source(piece, previous)
        found.append(
            Sentence(piece, source.role, source.kind, source.evidence_ids)
            if source
            else Sentence(piece, _new_role(piece, found), _new_kind(piece))
        )
    return Written(previous.subject, _with_cta(found), tuple(ends for _, ends in pieces))


def _pieces(text: str) -> list[tuple[str, int]]:
    """The sentences, each with the line ends that stand before it; an empty line and more of them are 2."""
    spans = _segmenter().segment(text)
    cut = (piece.strip() for span in spans for piece in _AFTER_ROUND.split(text[span.start : span.end]))
    pieces: list[tuple[str, int]] = []
    at = 0
    for piece in filter(None, cut):
        start = max(text.find(piece, at), at)
        pieces.append((" ".join(piece.split()), min(text.count("\n", at, start), 2)))
        at = start + len(piece)
    return pieces


def _source(piece: str, previous: Written) -> Sentence | None:
    likeness = [(fuzz.ratio(piece.casefold(), s.text.casefold()), i) for i, s in enumerate(previous.sentences)]
    best = max(likeness, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
    return previous.sentences[best[1]] if best[0] >= _SAME else None


def _new_role(piece: str, before: list[Sentence]) -> Role:
    return Role.VALUE if before else Role.OPENER


def _new_kind(piece: str) -> SentenceKind:
    if piece.rstrip().endswith("?"):
        return SentenceKind.QUESTION
    if _OURS.match(piece):
        return SentenceKind.OFFER
    return SentenceKind.HYPOTHESIS if is_hedged(piece) else SentenceKind.FACT


def _with_cta(sentences: list[Sentence]) -> tuple[Sentence, ...]:
    if not sentences or any(s.role is Role.CTA for s in sentences):
        return tuple(sentences)
    last = sentences[-1]
    if last.kind is SentenceKind.QUESTION:
        return (*sentences[:-1], Sentence(last.text, Role.CTA, last.kind, last.evidence_ids))
    return tuple(sentences)


@lru_cache(maxsize=1)
def _segmenter() -> pysbd.Segmenter:
    return pysbd.Segmenter(language="en", clean=False, char_span=True)
