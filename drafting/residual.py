"""The residual predicate: what a sentence says beside its anchors, held to its evidence's words (§2.2 step 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from drafting.anchors.anchor import AnchorType
from drafting.anchors.context import Context
from drafting.anchors.names import key_of
from drafting.anchors.reading import Reading
from drafting.anchors.sources import Source
from drafting.anchors.titles import written_out
from drafting.anchors.words import FRAME, STOP, Word, related, stem, words_of

# The words of asking and offering, which stand in no evidence.
_ASKING_WORDS = """worth look interested curious open chat talk call useful helpful relevant want see send share happy
    glad mind quick guess wonder wondering hear keen explore compare notes example copy version walk
    through idea ideas priority list radar topic handle handling owner own right person point else
    someone anyone reply answer question feel free sense brief short minute overview summary link
    often usually tend typically likely probably perhaps maybe first second fast faster slow easy
    easier hard harder simple better worse bad problem issue challenge pain change changes changing
    setup grow growing growth scale scaling add adding wrote made built put today's similar others peers
    kind feature place places come stage point today busy people hand long far keep stay get set
    next soon loop messy mess slow manual manually handoff handoffs bottleneck slip slips crack
    cracks delay delays backlog scramble overload creak creaking strain stall stalls miss missed
    chaos pace break breaks broken sample teardown benchmark template steps step one-pager page
    pager pdf doc report study story compare send sending drop save saves free side-by-side line
    lines close note email mail inbox thought thoughts timing sure ok okay yes no fit case cases"""
ASKING = frozenset(stem(word) for word in _ASKING_WORDS.split())
# What these cover is held to the evidence by itself.
ANCHORED = frozenset(AnchorType) - {AnchorType.QUOTE, AnchorType.LEXEME}


@dataclass(frozen=True, slots=True)
class Residual:
    """`recall` of the `total` content words that no anchor covers; the words missing, and where they stand."""

    recall: float
    total: int
    missing: int
    words: str
    start: int
    end: int
    judging: bool = False
    absent: tuple[Word, ...] = ()


def residual_of(reading: Reading, sources: Sequence[Source], context: Context, *, loose: bool = False) -> Residual:
    """How much of what the sentence says beside its anchors the sources say too. `loose` sentences (guesses, offers,
    questions) may use the words of asking and of judgement freely."""
    content = _content(reading, context, asked=loose)
    if loose:
        content = [w for w in content if w.stem not in _JUDGING]
    known: set[str] = set().union(*(s.stems for s in sources)) if sources else set()
    missing = [w for w in content if not _stands(w, known)]
    total = len(content)
    recall = 1.0 if not total else (total - len(missing)) / total
    first, last = (missing[0], missing[-1]) if missing else (None, None)
    quoted = ", ".join(f"“{w.raw}”" for w in missing[:3])
    judging = all(w.stem in _JUDGING for w in missing)
    span = (first.start, last.end) if first and last else (0, 0)
    return Residual(recall, total, len(missing), quoted, *span, judging, tuple(missing))


def _stands(word: Word, known: set[str]) -> bool:
    """Whether a word, a synonym of it or all that it is short for ("AEs") is known."""
    spelled = [stem(w) for w in written_out(word.raw)]
    return bool(related(word.stem) & known) or (bool(spelled) and all(related(w) & known for w in spelled))


def swapped_word(reading: Reading, sources: Sequence[Source], context: Context) -> tuple[Word, Word, Source] | None:
    """The one word of a nearly verbatim sentence that its quote has otherwise: said, quoted, and in which source."""
    said = _content(reading, context, asked=False)
    for source in sources:
        quoted = [w for w in words_of(source.text) if _counts(w, context) and w.stem not in FRAME]
        blocks = SequenceMatcher(None, [_canonical(w) for w in said], [_canonical(w) for w in quoted], autojunk=False)
        changes = [op for op in blocks.get_opcodes() if op[0] != "equal"]
        swaps = [op for op in changes if op[0] == "replace" and op[2] - op[1] == 1 and op[4] - op[3] == 1]
        kept = sum(op[2] - op[1] for op in blocks.get_opcodes() if op[0] == "equal")
        if kept >= 2 and len(swaps) == 1 and all(op[0] != "insert" or op[1] in {0, len(said)} for op in changes):
            word, instead = said[swaps[0][1]], quoted[swaps[0][3]]
            stands = any(related(word.stem) & s.stems for s in sources)
            if not stands and not _borders(swaps[0], changes):
                return word, instead, source
    return None


def _canonical(word: Word) -> str:
    return min(related(word.stem))


def _borders(swap: tuple[str, int, int, int, int], changes: Sequence[tuple[str, int, int, int, int]]) -> bool:
    """Whether another change touches the swap: then it is a paraphrase rather than a swapped word."""
    return any(
        op is not swap
        and op[0] != "delete"
        and (op[1] == swap[2] or op[2] == swap[1])
        and op[3] != op[4]
        and op[1] != op[2]
        for op in changes
    )


def _content(reading: Reading, context: Context, asked: bool) -> list[Word]:
    anchored = [a for a in reading.anchors if a.type in ANCHORED]
    skipped = FRAME | ASKING if asked or _is_soft(reading) else FRAME
    return [
        w
        for w in words_of(reading.text)
        if _counts(w, context) and w.stem not in skipped and not any(a.overlaps(w.start, w.end) for a in anchored)
    ]


def _counts(word: Word, context: Context) -> bool:
    """Whether a word says something: no stop word, and not the account's own name."""
    if word.folded in STOP or word.raw.casefold() in STOP or len(word.folded) < 2:
        return False
    if word.folded.endswith("ly") and word.raw.islower() and len(word.folded) > 5:
        return False
    return not any(word.folded in key_of(name) for name in (*context.account_names, context.seller_name))


# Words of judgement, which no quote holds: alone they are for the reviewer to weigh.
_JUDGING_WORDS = """signal significant major big huge strong solid real serious important key busy exciting
    impressive notable
        milestone momentum stage chapter phase step next challenge opportunity priority pressure demand
    pace ambitious ambition bold smart clear likely probably pretty quite rather load lot extra
    change shift moment push effort journey boost jump leap fast quick rapid slow tight lean rare
    unusual early stretch balance complexity capacity workload volume"""
_JUDGING = frozenset(stem(word) for word in _JUDGING_WORDS.split())


def is_judging(word: Word) -> bool:
    return word.stem in _JUDGING


_INFERS = re.compile(
    r"\b(?:mean|means|puts?|makes for|calls for|adds? up|"
    r"suggests?|points? to|hints? at|usually|often|tends? to|likely|probably|so )\b",
    re.IGNORECASE,
)


def infers(text: str) -> bool:
    """Whether a sentence draws a conclusion, and so may use the offer's words for it."""
    return bool(_INFERS.search(text))


def _is_soft(reading: Reading) -> bool:
    return not reading.of(AnchorType.EVENT)
