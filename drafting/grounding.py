"""Grounding: every sentence against its evidence, without a model. Part of stage 7 of 12.

Anchors are extracted from each sentence (`drafting.anchors`), matched in the evidence (`drafting.matching`), and what
is left of the sentence is compared with the words of its quotes. The verdicts are those of drafting §2.2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from agent.domain.drafts import Finding, Role, Sentence, SentenceKind, Severity, Verdict, Written
from agent.domain.evidence import Party
from drafting.anchors.anchor import Anchor, AnchorType
from drafting.anchors.context import Context, speaks_of
from drafting.anchors.lexemes import is_hedged
from drafting.anchors.names import stands_in
from drafting.anchors.plain import all_plain
from drafting.anchors.reading import Reading, read
from drafting.anchors.sources import Source
from drafting.anchors.words import Word
from drafting.asking import is_asking
from drafting.attribution import without_publishers
from drafting.casting import miscast, misheld, turned_round
from drafting.conflicts import aged, conflicts
from drafting.copying import RUN, RUN_OF_FACTS, copied
from drafting.guessing import (
    LOW,
    VALUES,
    is_generic,
    is_guess_as_fact,
    is_offered,
    is_on_topic,
    values_of_guess,
    values_of_question,
    weigh,
)
from drafting.matched import ABSENT, Match, Matched
from drafting.matching import match
from drafting.messages import found_elsewhere, judged, missing, off_topic
from drafting.moving import is_of_move, moves_that_stand
from drafting.phrasing import FUNCTIONS, PAST, misphrased
from drafting.residual import infers, residual_of, swapped_word
from drafting.speakable import has_signals, stated, told
from signals.extract.titles import title_tokens

# What settles which evidence a sentence speaks of.
_SETTLING = VALUES - {AnchorType.DATE, AnchorType.DURATION}
_Pools = tuple[Sequence[Source], Sequence[Source], Sequence[Source]]
_TIMES = frozenset({AnchorType.DATE, AnchorType.RECENCY, AnchorType.LEXEME})
_HALVES = re.compile(r", (?:and|while|plus|after|before|as) | (?:and|while|plus|after|before|as) (?![A-Z])|; ")
_VERY_LOW = 0.34
_JUDGED_KEPT = 512
# A sentence that only describes the account ("you build …") has nothing else to be held to.
_DESCRIBED = 0.7


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence judged. `corrected` are the ids that it really stands on, where they are not those it cites."""

    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounded:
    """All findings, and for each sentence its verdict and the evidence ids that it truly stands on."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    stands_on: tuple[tuple[str, ...], ...]


def ground(written: Written, context: Context) -> Grounded:
    """Judge the subject and every sentence. Two or more unverifiable sentences block together (§2.2)."""
    verdicts = [_judge(i, sentence, context) for i, sentence in enumerate(written.sentences)]
    findings = [*_subject(written.subject, context), *(f for one in verdicts for f in one.findings)]
    vague = [f for f in findings if f.code == Verdict.UNVERIFIABLE and f.severity is Severity.WARN]
    if len(vague) >= 2:
        findings = [replace(f, severity=Severity.BLOCK) if f in vague else f for f in findings]
    stands_on = tuple(one.corrected or s.evidence_ids for one, s in zip(verdicts, written.sentences, strict=True))
    return Grounded(tuple(findings), tuple(one.verdict for one in verdicts), stands_on)


@lru_cache(maxsize=_JUDGED_KEPT)
def _judge(index: int, sentence: Sentence, context: Context) -> Judged:
    """A sentence is judged while it is composed, and again with the draft that it stands in, and with every repair."""
    reading = read(without_publishers(sentence.text, context), context.as_of, context.lower_case)
    loose = sentence.kind is not SentenceKind.FACT or not _has_values(reading, context)
    if span := copied(sentence.text, context, run=RUN if loose else RUN_OF_FACTS):
        return Judged(Verdict.UNSUPPORTED, (_copied(index, sentence.text, span),))
    asks = is_asking(sentence.text)
    about = speaks_of(sentence.text, context)
    offers = sentence.kind in {SentenceKind.OFFER, SentenceKind.QUESTION} or sentence.role is Role.CTA
    if asks:
        return _loose(index, sentence, reading, context, values_of_question(reading), Verdict.NOT_A_CLAIM)
    if sentence.kind is SentenceKind.HYPOTHESIS and (is_hedged(sentence.text) or is_offered(reading, about, context)):
        return _loose(index, sentence, reading, context, values_of_guess(reading), Verdict.HEDGED_OK)
    if offers and (about is not Party.PROSPECT or is_hedged(sentence.text) or is_offered(reading, None, context)):
        return _loose(index, sentence, reading, context, values_of_guess(reading), Verdict.NOT_A_CLAIM)
    if sentence.kind is SentenceKind.HYPOTHESIS and is_guess_as_fact(reading, about, context):
        words = "This is a guess of ours, told as a fact: say that it may be so"
        return Judged(Verdict.UNSUPPORTED, (judged(Verdict.UNSUPPORTED, words, index, (0, len(sentence.text))),))
    return _fact(index, sentence, reading, about, context)


def _loose(
    index: int, sentence: Sentence, reading: Reading, context: Context, anchors: Sequence[Anchor], verdict: Verdict
) -> Judged:
    findings = weigh(index, sentence, reading, context, anchors)
    return Judged(Verdict(findings[0].code) if findings else verdict, tuple(findings))


def _copied(index: int, text: str, span: tuple[int, int]) -> Finding:
    words = f"“{text[span[0] : span[1]]}” is taken from a page that is no evidence of a signal"
    return judged(Verdict.UNSUPPORTED, words, index, span)


def _fact(index: int, sentence: Sentence, reading: Reading, about: Party | None, context: Context) -> Judged:
    cited = context.by_id(sentence.evidence_ids)
    party = about or (cited[0].party if cited else Party.PROSPECT)
    judgement = _fact_of(index, reading, about, party, cited, context)
    if about is None and party is Party.SELLER and _is_blocked(judgement):
        theirs = _fact_of(index, reading, about, Party.PROSPECT, cited, context)
        return judgement if _is_blocked(theirs) else theirs
    return judgement


def _is_blocked(judgement: Judged) -> bool:
    return any(f.severity is Severity.BLOCK for f in judgement.findings)


def _fact_of(
    index: int, reading: Reading, about: Party | None, party: Party, cited: Sequence[Source], context: Context
) -> Judged:
    own = tuple(s for s in cited if s.party is party)
    rest = tuple(s for s in context.of(party) if s not in own)
    if party is Party.PROSPECT:
        own, rest = stated(own, context), stated(rest, context)
    else:
        own, rest = of_customer(reading, own, context), of_customer(reading, rest, context)
    foreign = context.of(Party.SELLER if party is Party.PROSPECT else Party.PROSPECT)
    outcomes = _placed(reading, (own, rest, foreign), context)
    stood = moves_that_stand(reading, (*own, *rest), context) if party is Party.PROSPECT else ()
    outcomes = [o for o in outcomes if o.where != "nowhere" or not is_of_move(o.anchor, stood)]
    findings = [f for o in outcomes if (f := _finding(index, o)) is not None]
    used = _used(outcomes, own, rest)
    if party is Party.PROSPECT and not findings and has_signals(context) and not _is_about_them(reading, about):
        words = "This says nothing about the account"
        findings.append(judged(Verdict.UNSUPPORTED, words, index, (0, len(reading.text))))
    if not any(f.severity is Severity.BLOCK for f in findings):
        findings += miscast(index, reading, used or (*own, *rest), context)
        findings += misheld(index, reading, used or (*own, *rest), context)
        findings += turned_round(index, reading, used or own or rest)
        findings += misphrased(index, reading, used or (*own, *rest), context)
    if not any(f.severity is Severity.BLOCK for f in findings):
        findings += _left_over(index, reading, used, (own, rest, foreign), context)
    findings += [*conflicts(index, reading, used, context), *aged(index, reading, used, context)]
    return _concluded(findings, outcomes)


def of_customer(reading: Reading, sources: Sequence[Source], context: Context) -> tuple[Source, ...]:
    """Of our proofs only those of the customer that a sentence names: one customer's result is not another's."""
    names = [n.raw for n in reading.of(AnchorType.NAME) if not context.is_free(n)]
    holding = {s.id for s in context.seller if any(stands_in(name, s.text) for name in names)}
    return tuple(s for s in sources if not holding or s.id in holding or not re.match(r"p\d", s.id))


def _has_values(reading: Reading, context: Context) -> bool:
    return any(a.type in VALUES and not (a.type is AnchorType.NAME and context.is_free(a)) for a in reading.anchors)


_TELLING = frozenset({AnchorType.MONEY, AnchorType.ROUND, AnchorType.TITLE, AnchorType.EVENT, AnchorType.COUNT})


def _is_about_them(reading: Reading, about: Party | None) -> bool:
    """A fact of the account speaks to them or tells of an event; the rest of a page is nobody's news (§3)."""
    return about is Party.PROSPECT or any(a.type in _TELLING for a in reading.anchors)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an anchor was found: `where` is own, rest, foreign, free or nowhere."""

    anchor: Anchor
    matched: Matched
    where: str


def _placed(reading: Reading, pools: _Pools, context: Context) -> list[Placed]:
    """Values first; then what is said of them (events, dates, superlatives) only in the evidence where they stand."""
    values = [_place(a, pools, reading.text, context) for a in reading.anchors if a.type in _SETTLING]
    own, rest, foreign = pools
    where = tuple(s for s in (*own, *rest) if any(_stands(v, s, reading.text, context) for v in values))
    others = tuple(s for s in rest if s not in where) if _JOINED.search(reading.text) else ()
    pools = ((*where, *(s for s in own if s not in where)), others, foreign) if where else pools
    ids = {i for v in values if v.where in {"own", "rest"} for i in v.matched.source_ids}
    first = tuple(s for s in where if s.id in ids)
    lasting = ((*first, *(s for s in own if s not in first)), (), foreign) if first else pools
    rest_of = [a for a in reading.anchors if a.type not in _SETTLING]
    placed = values + [
        _place(a, lasting if a.type is AnchorType.DURATION else pools, reading.text, context)
        for a in rest_of
        if a.type not in _TIMES
    ]
    times = [a for a in rest_of if a.type in _TIMES]
    return placed + [_place(a, _of_time(a, placed, pools, reading.text, context), reading.text, context) for a in times]


def _of_time(time: Anchor, placed: Sequence[Placed], pools: _Pools, text: str, context: Context) -> _Pools:
    """The evidence that a day, a "just" or a "plans to" is of: that in which most of its clause stands."""
    ends = [0, *(m.end() for m in _HALVES.finditer(text)), len(text) + 1]
    begin, end = next((a, b) for a, b in pairwise(ends) if a <= time.start < b)
    stood = [p for p in placed if p.where in {"own", "rest"}]
    stood = [p for p in stood if begin <= p.anchor.start < end] if len(ends) > 2 else stood
    own, rest, foreign = pools
    scores = {s.id: sum(_stands(p, s, text, context) for p in stood) for s in (*own, *rest)}
    best = max(scores.values(), default=0)
    if not best:
        return pools
    cited = time.type is AnchorType.LEXEME
    return (
        tuple(s for s in own if cited or scores[s.id] >= max(best - 1, 1)),
        tuple(s for s in rest if scores[s.id] == best),
        foreign,
    )


# A sentence of two halves may stand on two pieces of evidence; whom somebody merged with is no half.
_JOINED = re.compile(
    r"\b(?:and|while|plus|(?<!merged )(?<!merger )(?<!merging )(?<!partnered )with|as|after|before)\b|[,;:]",
    re.IGNORECASE,
)


def _stands(value: Placed, source: Source, text: str, context: Context) -> bool:
    if value.where not in {"own", "rest"}:
        return False
    if source.id in value.matched.source_ids:
        return True
    return match(value.anchor, (source,), text=text, as_of=context.as_of).match is Match.FOUND


def _place(anchor: Anchor, pools: _Pools, text: str, context: Context) -> Placed:
    if anchor.type is AnchorType.NAME and context.is_free(anchor):
        return Placed(anchor, Matched(Match.FOUND), "free")
    if anchor.unit == "ordinal" and infers(text[: anchor.start]) and is_generic(anchor, text):
        return Placed(anchor, Matched(Match.FOUND), "free")
    if anchor.type is AnchorType.QUOTE:
        pools = (told(pools[0], context), told(pools[1], context), pools[2])
    if anchor.type is AnchorType.TITLE:
        anchor = _within_account(anchor, context)
    first = ABSENT
    for where, sources in zip(("own", "rest", "foreign"), pools, strict=True):
        matched = match(anchor, sources, text=text, as_of=context.as_of) if sources else ABSENT
        if matched.match is Match.FOUND:
            return Placed(anchor, matched, where)
        if where != "foreign" and first.match is Match.ABSENT and not first.why:
            first = matched
    if anchor.type in {AnchorType.NAME, AnchorType.TITLE}:
        known = match(anchor, context.free, text=text, as_of=context.as_of)
        if known.match is Match.FOUND:
            return Placed(anchor, known, "free")
    return Placed(anchor, first, "nowhere")


def _within_account(title: Anchor, context: Context) -> Anchor:
    """ "Director of Alder" is a director."""
    head, _, company = title.raw.partition(" of ")
    return replace(title, tokens=title_tokens(head)) if company and context.is_account(company) else title


def _finding(index: int, placed: Placed) -> Finding | None:
    if placed.where in {"own", "free"}:
        return None
    if placed.where == "rest":
        return found_elsewhere(index, placed.anchor, placed.matched, Verdict.SUPPORTED_ELSEWHERE)
    if placed.where == "foreign":
        if placed.anchor.type in {AnchorType.EVENT, AnchorType.LEXEME, AnchorType.RECENCY}:
            return missing(index, placed.anchor, ABSENT)
        return found_elsewhere(index, placed.anchor, placed.matched, Verdict.WRONG_PARTY)
    return missing(index, placed.anchor, placed.matched)


def _used(outcomes: Sequence[Placed], own: Sequence[Source], rest: Sequence[Source]) -> tuple[Source, ...]:
    ids = {i for o in outcomes if o.where in {"own", "rest"} for i in o.matched.source_ids}
    return tuple(s for s in (*own, *rest) if s.id in ids or s in own)


def _left_over(
    index: int,
    reading: Reading,
    used: Sequence[Source],
    pools: _Pools,
    context: Context,
) -> list[Finding]:
    own, rest, foreign = pools
    swap = swapped_word(reading, used or own or rest, context)
    if swap:
        return [_swapped(index, *swap)]
    values = _has_values(reading, context)
    conclusion = foreign if values and infers(reading.text) else ()
    claims = values or any(a.type is AnchorType.EVENT for a in reading.anchors)
    left = residual_of(reading, (*own, *rest, *conclusion), context)
    if not claims:
        pools_of_one = [own, *((source,) for source in rest)]
        left = max((residual_of(reading, pool, context) for pool in pools_of_one), key=lambda r: r.recall)
    if left.recall >= (LOW if claims else _DESCRIBED):
        return []
    if values and left.missing == 1 and all_plain(left.absent, reading.text) and not _tells(left.absent[0]):
        return []
    other = residual_of(reading, foreign, context)
    if other.recall >= 0.6 and other.total >= 2 and not claims:
        return [off_topic(index, left, Severity.BLOCK, Verdict.WRONG_PARTY)]
    if not left.judging and (left.recall == 0 or not claims or (left.recall < _VERY_LOW and left.missing >= 2)):
        return [off_topic(index, left, Severity.BLOCK)]
    return [off_topic(index, left, Severity.WARN, Verdict.UNVERIFIABLE)]


def _tells(word: Word) -> bool:
    """Whether a lone word that stands nowhere may turn a sentence false: what was done, and which function."""
    if word.folded in _PLANS:
        return False
    return word.folded.endswith("ed") or word.folded in PAST or bool(title_tokens(word.raw) & FUNCTIONS)


_PLANS = frozenset({"planned", "expected", "scheduled", "slated"})


def _swapped(index: int, word: Word, instead: Word, source: Source) -> Finding:
    words = f"“{word.raw}” is not in the evidence: {source.id} says “{instead.raw}”"
    return Finding(
        Verdict.CONTRADICTED, Severity.BLOCK, words, index, word.start, word.end, (source.id,), instead.raw, "grounding"
    )


def _concluded(findings: list[Finding], outcomes: Sequence[Placed]) -> Judged:
    blocks = [f for f in findings if f.severity is Severity.BLOCK]
    if blocks:
        verdict = Verdict(blocks[0].code)
        if verdict is Verdict.UNSUPPORTED and any(o.where == "own" for o in outcomes):
            verdict = Verdict.PARTIAL
        return Judged(verdict, tuple(f for f in findings if f.code != Verdict.SUPPORTED_ELSEWHERE))
    warned = next((f for f in findings if f.severity is Severity.WARN), None)
    if warned:
        return Judged(Verdict(warned.code), tuple(findings))
    elsewhere = [f for f in findings if f.code == Verdict.SUPPORTED_ELSEWHERE]
    if elsewhere:
        ids = tuple(dict.fromkeys(i for f in elsewhere for i in f.evidence_ids))
        return Judged(Verdict.SUPPORTED_ELSEWHERE, tuple(findings), ids)
    return Judged(Verdict.SUPPORTED, tuple(findings))


def _subject(subject: str, context: Context) -> list[Finding]:
    reading = read(subject, context.as_of, context.lower_case, subject=True)
    everything = (*told(context.prospect, context), *context.seller)
    findings = []
    for anchor in reading.anchors:
        if anchor.type is AnchorType.EVENT:
            told_of = match(anchor, everything, text=subject, as_of=context.as_of)
            findings += [missing(-1, anchor, told_of)] if told_of.match is Match.OTHER else []
        if anchor.type not in VALUES or (anchor.type is AnchorType.NAME and context.is_free(anchor)):
            continue
        matched = match(anchor, everything, text=subject, as_of=context.as_of)
        if matched.match is not Match.FOUND:
            findings.append(missing(-1, anchor, matched))
    if span := copied(subject, context):
        findings.append(_copied(-1, subject, span))
    left = residual_of(reading, everything, context, loose=True)
    # Where pages stand beside the signals, a subject of words that only English knows may be anybody's.
    low = left.recall <= LOW if has_signals(context) else not left.recall and left.missing >= 3
    strange = low or (left.recall < LOW and not all_plain(left.absent, subject))
    if not findings and strange and left.missing and (left.missing >= 2 or not is_on_topic(reading, everything)):
        findings.append(off_topic(-1, left, Severity.BLOCK))
    return findings
