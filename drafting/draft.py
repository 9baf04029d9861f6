"""Stage 6 of 12, draft: a reason becomes sentences, by the model where there is one, else by the composer (D5).

Whoever writes, `drafting.check` decides; what a model cannot repair in two rounds is composed instead, and says so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import Contact, Persona
from agent.domain.drafts import Authorship, Drafted, Findings, NoReason, Written
from agent.domain.offers import Offer
from agent.domain.policies import Mailbox
from agent.domain.signals import Signal
from agent.domain.threads import Told
from agent.domain.voices import PLAIN, Voice
from agent.errors import ModelError, ModelOutputInvalid, ModelPaused, ModelUnavailable
from drafting.anchors.context import context_of
from drafting.check import check
from drafting.composer import VERSION, Composed, compose
from drafting.drafted import drafted
from drafting.examples import without_leaks
from drafting.frames import FRAMES_FOLDER, Grammar, load_grammar
from drafting.lint_rules import LintRules, with_bans
from drafting.model import Bill, Model
from drafting.reasons import TTL_DAYS, is_fresh
from drafting.render import Prompts
from drafting.repair import Attempt, by_model
from drafting.spotlight import Spotlight
from drafting.standing import Standing
from drafting.voice import summary_of

TEMPLATE_NOTE = "Template draft, no AI model used"
_TRIES = 8
_REASONS_TRIED = 3


@dataclass(frozen=True, slots=True)
class Drafter:
    """Who writes. Without a model the composer does. `secret` keys the marks around untrusted text (I5).

    `grammar`: the frames already read, in place of those in `frames`. `rules`: the team's own of the lint.
    `waits_for_budget`: where the day's money for models is used up, a draft waits for tomorrow and is not composed.
    """

    model: Model | None = None
    prompts: Prompts | None = None
    frames: Path = FRAMES_FOLDER
    grammar: Grammar | None = None
    max_rounds: int = 2
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    waits_for_budget: bool = False
    spotlight: Spotlight = Spotlight.DELIMIT
    rules: LintRules | None = None


def draft(
    brief: Brief,
    *,
    contact: Contact,
    persona: Persona,
    offer: Offer,
    mailbox: Mailbox,
    step: int = 1,
    plan: str = "first",
    earlier: Sequence[Written] = (),
    ledger: Sequence[str] = (),
    salt: int = 0,
    drafter: Drafter,
    as_of: datetime,
    risks_seen: bool = False,
    voice: Voice = PLAIN,
    told: Sequence[Told] = (),
) -> Drafted | NoReason:
    """One checked draft of `plan` for `contact`, or in words why there is none.

    Risks in the brief hold it (code hold_risk) until a person has looked and `risks_seen` says so. The result is
    approvable: a draft that stays blocked whoever writes it is a NoReason with the finding. `voice` is the sender's;
    `told` is what others at the account hear, which this one does not say again.
    """
    if brief.risks and not risks_seen:
        return NoReason(" ".join(risk.words for risk in brief.risks), code="hold_risk")
    reasons = [reason for reason in brief.reasons if reason.persona_id == persona.id]
    if not reasons:
        return _why_not(brief, persona, offer)

    gate = _gate(brief, contact, offer, step, tuple(earlier), voice, as_of, rules=drafter.rules, told=told)
    task = Attempt(brief, reasons[0], contact, persona, offer, step, plan, tuple(earlier), salt, as_of, gate, voice)
    task = replace(task, spotlight=drafter.spotlight, voice=_heeding(voice, drafter.rules))
    bill = Bill()
    found = _written(task, drafter, bill, reasons[:_REASONS_TRIED], ledger, told)
    if isinstance(found, NoReason):
        return found
    author = replace(found.authorship, voice=summary_of(voice))
    return replace(found, authorship=author, asked=tuple(bill.asked))


def _written(
    task: Attempt,
    drafter: Drafter,
    bill: Bill,
    reasons: Sequence[Reason],
    ledger: Sequence[str],
    told: Sequence[Told],
) -> Drafted | NoReason:
    """By the model, else by the composer, which says why (D5); what the model cost and was asked is on `bill`."""
    grammar = drafter.grammar or load_grammar(drafter.frames)
    author = _composer_as_author(task.offer, grammar)
    if drafter.model is not None:
        prompts = drafter.prompts or Prompts()
        try:
            return by_model(task, drafter.model, prompts, drafter.secret, drafter.max_rounds, bill=bill)
        except (ModelUnavailable, ModelOutputInvalid) as error:
            if drafter.waits_for_budget and isinstance(error, ModelPaused) and error.over_budget:
                return NoReason("Today's budget for models is used up; this draft waits for tomorrow.", code="budget")
            bill.add_vain(error)
            author = _in_vain(author, bill, error)
    return _by_composer(task, reasons, ledger, grammar, author, told=told)


def _gate(
    brief: Brief,
    contact: Contact,
    offer: Offer,
    step: int,
    earlier: tuple[Written, ...],
    voice: Voice,
    as_of: datetime,
    *,
    rules: LintRules | None,
    told: Sequence[Told],
) -> Callable[[Written], Findings]:
    """What judges every text for this draft, whoever wrote it."""
    checked = partial(
        check,
        evidence=brief.evidence,
        offer=offer,
        account=brief.account,
        contact=contact,
        as_of=as_of,
        step=step,
        earlier=earlier,
        rules=with_bans(voice.bans, rules),
        colleagues=tuple(one.written for one in told),
    )
    return without_leaks(checked, voice.examples, brief, contact, offer)


def _heeding(voice: Voice, rules: LintRules | None) -> Voice:
    """The sender's voice for whoever writes, who does not write either what the team's own lint would find."""
    return replace(voice, bans=(*voice.bans, *rules.added)) if rules is not None else voice


def _composer_as_author(offer: Offer, grammar: Grammar) -> Authorship:
    """The hash names the very frames, as a prompt's names its files."""
    sha = grammar.sha256[:12]
    return Authorship(VERSION, prompt_id="composer", prompt_hash=sha, offer_version=offer.version, note=TEMPLATE_NOTE)


def _in_vain(author: Authorship, bill: Bill, error: ModelError) -> Authorship:
    """The composer's authorship with what the model cost before it was given up, and why it was."""
    return replace(
        author,
        note=f"{TEMPLATE_NOTE}: {error}",
        cost_usd=bill.cost_usd,
        input_tokens=bill.input_tokens,
        output_tokens=bill.output_tokens,
        repairs=bill.repairs,
        fell_back=str(error),
    )


def _by_composer(
    task: Attempt,
    reasons: Sequence[Reason],
    ledger: Sequence[str],
    grammar: Grammar,
    author: Authorship,
    *,
    told: Sequence[Told],
) -> Drafted | NoReason:
    """The first composition without a block or a warning; else the one with fewest warnings; reasons in their order."""
    refusal = NoReason("No frame fits.")
    for reason in reasons:
        best: tuple[int, Composed, Findings] | None = None
        tired: list[str] = []
        for attempt in range(_TRIES):
            found = _composed(replace(task, reason=reason), attempt, (*ledger, *tired), grammar, told)
            if isinstance(found, NoReason):
                refusal = found
                break
            findings = task.checked(found.written)
            if findings.blocks:
                tired.extend(found.frames * 2)
                refusal = NoReason(f"Every template draft was blocked: {findings.blocks[0].message}", code="blocked")
                continue
            if best is None or len(findings.warnings) < best[0]:
                best = (len(findings.warnings), found, findings)
            if best[0] == 0:
                break
        if best is not None:
            return drafted(best[1].written, author, best[2], reason, best[1].frames)
    return refusal


def _composed(
    task: Attempt, attempt: int, ledger: Sequence[str], grammar: Grammar, told: Sequence[Told]
) -> Composed | NoReason:
    return compose(
        task.brief,
        task.reason,
        contact=task.contact,
        persona=task.persona,
        offer=task.offer,
        step=task.step,
        plan=task.plan,
        earlier=task.earlier,
        ledger=ledger,
        salt=task.salt * _TRIES + attempt,
        grammar=grammar,
        standing=Standing(context_of(task.brief.evidence, task.offer, task.brief.account, task.contact, task.as_of)),
        voice=task.voice,
        told=told,
        as_of=task.as_of,
    )


def _why_not(brief: Brief, persona: Persona, offer: Offer) -> NoReason:
    """The nearest cause in words: offer, silence, age, quarantine, no pain for it, or another persona's."""
    if not offer.is_usable:
        return NoReason("offer.yaml needs at least one value, one pain and one call to action.", code="offer_unusable")
    if not brief.signals:
        return NoReason("No signal is known for this account.", code="no_signal")
    fresh = [signal for signal in brief.signals if is_fresh(signal, brief.as_of)]
    if not fresh:
        return NoReason(f"Every signal is too old: {_oldest_words(brief.signals, brief.as_of)}.", code="stale")
    if brief.reasons:
        others = ", ".join(sorted({reason.persona_id for reason in brief.reasons}))
        return NoReason(f"The reason concerns {others}, not {persona.id}.", code="other_persona")
    kinds = ", ".join(sorted({signal.kind.value.replace("_", " ") for signal in fresh}))
    if any(piece.flags for piece in brief.evidence):
        return NoReason(f"The evidence of {kinds} is quarantined: it gives orders or hides text.", code="quarantined")
    return NoReason(f"No pain in offer.yaml waits for {kinds}.", code="no_pain")


def _oldest_words(signals: Sequence[Signal], as_of: datetime) -> str:
    newest = min(signals, key=lambda signal: as_of - signal.dated_at)
    days = (as_of - newest.dated_at) // timedelta(days=1)
    limit = TTL_DAYS.get(newest.kind, 60)
    return f"{newest.kind.value.replace('_', ' ')} is {days} days old, the limit is {limit}"
