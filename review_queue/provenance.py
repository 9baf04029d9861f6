"""How a draft was written: which signal, reason and evidence, by whom, by which prompt, at what cost (drafting §10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from agent.domain.briefs import Brief, Reason
from agent.domain.drafts import Authorship, Draft, Findings, Role, Sentence, Verdict
from agent.store import asked, experiments, queue, users
from review_queue import words
from review_queue.guard import Visit
from signals.why_now import what_happened

TEMPLATE = "Template draft – no AI model used"
_VERDICTS = {
    Verdict.SUPPORTED: ("good", "stands"),
    Verdict.SUPPORTED_ELSEWHERE: ("good", "stands, elsewhere than cited"),
    Verdict.NOT_A_CLAIM: ("info", "no claim"),
    Verdict.HEDGED_OK: ("info", "a guess, said as one"),
    Verdict.PARTIAL: ("bad", "only part of it stands"),
    Verdict.UNSUPPORTED: ("bad", "not in the evidence"),
    Verdict.CONTRADICTED: ("bad", "the evidence says otherwise"),
    Verdict.WRONG_PARTY: ("bad", "told of the wrong company"),
    Verdict.STALE: ("bad", "too old"),
    Verdict.UNVERIFIABLE: ("warn", "cannot be verified"),
    Verdict.CONFLICT: ("warn", "reports disagree"),
}
MARKS = {"good": "✓", "warn": "!", "bad": "✕", "info": "i"}


@dataclass(frozen=True, slots=True)
class SentenceOf:
    """One sentence and what it stands on: ids of the prospect's evidence, which a brief has, and of our own."""

    text: str
    tone: str
    verdict: str
    theirs: tuple[str, ...]
    ours: tuple[str, ...]

    @property
    def mark(self) -> str:
        return MARKS[self.tone]


@dataclass(frozen=True, slots=True)
class Made:
    """Everything that a draft's page answers about its making. What was never recorded is "";
    `badge` stands on what no model wrote.

    `saw` is where the questions to the model stand, for those who may open them.
    """

    signal: str
    signal_id: str
    reason: str
    badge: str
    by: str
    fell_back: str
    edited_by: str
    prompt_id: str
    prompt_hash: str
    frames: tuple[str, ...]
    cost: str
    checker: str
    offer: str
    voice: str
    arm: str
    saw: str
    sentences: tuple[SentenceOf, ...]


def made_of(session: Session, visit: Visit, draft: Draft, brief: Brief | None, findings: Findings) -> Made:
    """How `draft` was written; `findings` are what the checks say of its words now."""
    author = draft.authorship
    reason = _reason(brief, draft)
    signal = next((one for one in brief.signals if one.id == reason.signal_id), None) if brief and reason else None
    sees = visit.may("see_asked") and asked.is_kept(session, draft.id)
    return Made(
        signal=words.sentence(what_happened(signal)) if signal else "",
        signal_id=signal.id if signal else "",
        reason=words.sentence(draft.reason),
        badge="" if author.model else TEMPLATE,
        by=author.note or author.model or author.drafter,
        fell_back=words.sentence(author.fell_back),
        edited_by=_edited_by(session, draft),
        prompt_id=author.prompt_id or author.drafter,
        prompt_hash=author.prompt_hash,
        frames=draft.frames,
        cost=_cost(author),
        checker=findings.checker_version,
        offer=author.offer_version[:12],
        voice=author.voice,
        arm=_arm(session, draft),
        saw=f"/drafts/{draft.id}/asked" if sees else "",
        sentences=tuple(_sentences(draft.written.sentences, findings)),
    )


def _reason(brief: Brief | None, draft: Draft) -> Reason | None:
    """The reason that the draft names; only where its brief still gives it."""
    return next((one for one in brief.reasons if one.sentence == draft.reason), None) if brief else None


def _sentences(sentences: Sequence[Sentence], findings: Findings) -> list[SentenceOf]:
    found = []
    for number, sentence in enumerate(sentences):
        verdict = findings.verdicts[number] if number < len(findings.verdicts) else None
        tone, said = _VERDICTS[verdict] if verdict else ("info", "not checked")
        theirs = tuple(one for one in sentence.evidence_ids if one.startswith("e"))
        ours = tuple(one for one in sentence.evidence_ids if one not in theirs)
        if ours and not theirs and verdict is Verdict.NOT_A_CLAIM and sentence.role is not Role.CTA:
            said = "our own claim, from offer.yaml"
        found.append(SentenceOf(sentence.text, tone, said, theirs, ours))
    return found


def _cost(author: Authorship) -> str:
    """ "$0.0012 for 3,000 tokens read and 400 written"; words where nothing was paid."""
    if not author.input_tokens and not author.output_tokens:
        return "nothing: the same was asked before" if author.model else "nothing"
    used = f"{author.input_tokens:,} tokens read and {author.output_tokens:,} written"
    if not author.cost_usd:
        return f"{used}; nobody knows this model's price"
    return f"{words.small_dollars(author.cost_usd)} for {used}"


def _edited_by(session: Session, draft: Draft) -> str:
    """Who changed the words last, where a person did."""
    if not draft.edited:
        return ""
    last = queue.revisions(session, draft.id)[-1]
    person = users.get(session, last.by)
    return f"{person.name if person else 'somebody'}, revision {last.number}"


def _arm(session: Session, draft: Draft) -> str:
    """Its half of an experiment: the one of its account, where the draft carries that half's texts."""
    for one in experiments.newest(session):
        until = one.ended_at
        if draft.created_at < one.started_at or (until is not None and draft.created_at >= until):
            continue
        is_challenger = one.is_challenger(draft.account_id)
        if draft.authorship.prompt_hash in (one.challenger_hashes if is_challenger else one.control_hashes):
            return f"{one.name}: {'challenger' if is_challenger else 'control'}"
    return ""
