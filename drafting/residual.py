"""The residual predicate: what a sentence says beside its anchors, compared with the words of its evidence (§2.2 step 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafting.anchors.anchor import AnchorType
from drafting.anchors.context import Context
from drafting.anchors.names import key_of
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source
from drafting.anchors.words import FRAME, STOP, Word, related, stem, words_of

# The words of asking and offering, which stand in no evidence.
_ASKING = frozenset(
    stem(w)
    for w in """worth look interested curious open chat talk call useful helpful relevant want see send share happy glad
    mind quick guess wonder wondering hear keen explore compare notes example copy version walk through idea ideas
    priority list radar topic handle handling owner own right person point else someone anyone reply answer question
    feel free sense brief short minute overview summary link often usually tend typically likely probably perhaps maybe
    first second fast faster slow easy easier hard harder simple better worse bad problem issue challenge pain change
    changes changing grow growing growth scale scaling add adding wrote made built put today's similar others peers kind
    feature place places come stage point today busy people hand long far keep stay get set next soon loop
    close note email mail inbox thought thoughts timing sure ok okay yes no fit case cases""".split()
)
_ANCHORED = frozenset(AnchorType) - {AnchorType.EVENT, AnchorType.QUOTE, AnchorType.LEXEME}


@dataclass(frozen=True, slots=True)
class Residual:
    """`recall` of the `total` content words that no anchor covers; the words missing, and where they stand."""

    recall: float
    total: int
    missing: int
    words: str
    start: int
    end: int


def residual_of(reading: Reading, sources: Sequence[Source], context: Context) -> Residual:
    """How much of what the sentence says beside its anchors the sources say too."""
    asked = reading.text.rstrip().endswith("?")
    content = _content(reading, context, asked)
    known: set[str] = set().union(*(s.reading.stems for s in sources)) if sources else set()
    missing = [w for w in content if not related(w.stem) & known]
    total = len(content)
    recall = 1.0 if not total else (total - len(missing)) / total
    first, last = (missing[0], missing[-1]) if missing else (None, None)
    quoted = ", ".join(f"“{w.raw}”" for w in missing[:3])
    return Residual(recall, total, len(missing), quoted, first.start if first else 0, last.end if last else 0)


def _content(reading: Reading, context: Context, asked: bool) -> list[Word]:
    spans = [(a.start, a.end) for a in reading.anchors if a.type in _ANCHORED]
    own = {part for name in context.account_names for part in key_of(name)}
    skipped = FRAME | _ASKING if asked or _is_soft(reading) else FRAME
    return [
        w
        for w in words_of(reading.text)
        if w.folded not in STOP
        and w.raw.casefold() not in STOP
        and w.stem not in skipped
        and w.folded not in own
        and len(w.folded) > 1
        and not any(a < w.end and w.start < b for a, b in spans)
    ]


def _is_soft(reading: Reading) -> bool:
    return not any(a.type is AnchorType.EVENT for a in reading.anchors)
