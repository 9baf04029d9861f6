"""What a failed anchor says to a person: the words, what the evidence says instead, never a colour alone."""

from __future__ import annotations

from agent.domain.drafts import Finding, Severity, Verdict
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.matched import Match, Matched
from drafting.residual import Residual

_NOT_THERE = {
    AnchorType.NAME: "is not in the evidence, the account or the offer",
    AnchorType.QUOTE: "is not a verbatim quote of the evidence",
    AnchorType.RECENCY: "is no longer true",
    AnchorType.EVENT: "is not said by the evidence",
    AnchorType.LEXEME: "is a claim that the evidence does not make",
}


def say(anchor: Anchor, matched: Matched) -> str:
    """ "“Series C” is not in the evidence: e1 says “Series B”"."""
    words = f"“{anchor.raw}” {_NOT_THERE.get(anchor.type, 'is not in the evidence')}"
    source = matched.source_ids[0] if matched.source_ids else ""
    if matched.why:
        return f"{words}: {source} {matched.why}".replace(":  ", ": ") if source else f"{words}: {matched.why}"
    if matched.match is Match.OTHER and matched.instead:
        return f"{words}: {source} says “{matched.instead}”"
    return words


def judged(
    verdict: Verdict, words: str, index: int, span: tuple[int, int], severity: Severity = Severity.BLOCK
) -> Finding:
    """A finding about a stretch of a sentence that no evidence is named for."""
    return Finding(verdict, severity, words, index, span[0], span[1], (), None, "grounding")


def missing(index: int, anchor: Anchor, matched: Matched) -> Finding:
    """A block for an anchor that does not stand, with the value of the evidence to use instead."""
    if anchor.type is AnchorType.RECENCY:
        verdict = Verdict.STALE
    else:
        verdict = Verdict.CONTRADICTED if matched.match is Match.OTHER else Verdict.UNSUPPORTED
    span, fix = (anchor.start, anchor.end), matched.instead or None
    return Finding(verdict, Severity.BLOCK, say(anchor, matched), index, *span, matched.source_ids, fix, "grounding")


def found_elsewhere(index: int, anchor: Anchor, matched: Matched, verdict: Verdict) -> Finding:
    """What stands in other evidence than the cited: told, or blocked where it is about another company."""
    ours = verdict is Verdict.WRONG_PARTY
    ids = ", ".join(matched.source_ids)
    words = (
        f"“{anchor.raw}” stands in {ids}, which is about another company" if ours else f"“{anchor.raw}” stands in {ids}"
    )
    severity = Severity.BLOCK if ours else Severity.INFO
    return Finding(verdict, severity, words, index, anchor.start, anchor.end, matched.source_ids, None, "grounding")


def off_topic(index: int, left: Residual, severity: Severity, verdict: Verdict = Verdict.UNSUPPORTED) -> Finding:
    """Words that stand nowhere."""
    words = {
        Verdict.WRONG_PARTY: "This is what our own evidence says of someone else",
        Verdict.UNVERIFIABLE: f"The evidence does not speak of {left.words}",
    }.get(verdict, f"Nothing in the evidence or the offer says {left.words}")
    return judged(verdict, words, index, (left.start, left.end), severity)
