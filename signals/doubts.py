"""Texts of which the rules are unsure (0.35 ≤ confidence < 0.90), and the port to whoever may decide. Stage 2 of 12.

What is asked is short: the title, where and when it was written, and the sentences that raised the doubt with two more
on either side (signals §2.2 stage 3). What comes back is no event until `signals.answers` has checked every field.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from agent.domain.doubts import Answer, Doubt, Question
from agent.domain.items import Item, ItemKind
from agent.domain.signals import Mention, SignalKind
from signals.detectors import funding, job_change
from signals.extract.funding.evidence import DOUBT
from signals.extract.sentences import sentence_spans

EXCERPT_MAX: Final = 3_200
"""Characters: with the rules of the prompt under 1,500 tokens of any tokenizer for European text."""
TITLE_MAX: Final = 300
DATELINE_MAX: Final = 160
_AROUND: Final = 2
_READ_CHARACTERS: Final = 6_000


class Reads(Protocol):
    """Whoever answers questions about texts: a language model behind an adapter, a script in a test."""

    def read(self, question: Question) -> Answer:
        """Raises ModelUnavailable (ask later) or ModelOutputInvalid (there will be no answer)."""
        ...


def uncertain(item: Item) -> tuple[Doubt, ...]:
    """What `item` may tell though the rules are not sure; at most one doubt a kind, none where they found an event.

    Pure. Only articles are asked about: filings, postings and intake state their facts in fields.
    """
    if item.kind is not ItemKind.ARTICLE:
        return ()
    return tuple(Doubt(mention, _question(item, mention)) for mention in _unsure(item))


def _unsure(item: Item) -> Iterable[Mention]:
    maybe = funding.doubtful(item)
    if maybe is not None and maybe.kind is SignalKind.FUNDING:
        yield maybe
    moves = job_change.detect(item, least=DOUBT)
    if moves and all(move.confidence < job_change.CERTAIN for move in moves):
        yield max(moves, key=lambda move: move.confidence)


def _question(item: Item, mention: Mention) -> Question:
    """The title counts as the first sentence; the one that opens the body is its dateline where it is not shown."""
    title, _, body = item.text[:_READ_CHARACTERS].partition("\n")
    begin = len(title) + 1
    spans = [(0, len(title)), *((begin + start, begin + end) for start, end in sentence_spans(body))]
    told = [field.quote.start for field in mention.fields.values()]
    near = {
        number + by
        for number, (start, end) in enumerate(spans)
        if any(start <= at < end for at in told)
        for by in range(-_AROUND, _AROUND + 1)
    }
    shown = [number for number in range(1, len(spans)) if number in near]
    opens = item.text[slice(*spans[1])][:DATELINE_MAX] if len(spans) > 1 and 1 not in shown else ""
    return Question(
        kind=mention.kind,
        title=title[:TITLE_MAX],
        dateline=opens,
        excerpt=_joined(item.text, [spans[number] for number in shown]),
        published_on=item.published_at.date() if item.published_at else None,
    )


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The sentences in order, as many as fit; a gap is marked, so that nobody quotes across it."""
    pieces: list[str] = []
    room, last = EXCERPT_MAX, None
    for start, end in spans:
        piece = text[start : min(end, start + room)]
        room -= len(piece) + 5
        pieces.append(piece if last is None or not text[last:start].strip() else f"[…]\n{piece}")
        last = end
        if room <= 0:
            break
    return "\n".join(pieces)
