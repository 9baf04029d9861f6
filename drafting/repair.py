"""Ask a model, check, let it mend what failed, at most twice; never the same text again (drafting §2.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz import fuzz

from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import Contact, Persona
from agent.domain.drafts import Authorship, Drafted, Findings, Role, Sentence, Written
from agent.domain.offers import Offer
from agent.domain.voices import PLAIN, PreferenceKind, Voice
from agent.errors import ModelOutputInvalid
from drafting.drafted import drafted
from drafting.frames import SLOT, load_grammar
from drafting.model import Bill, Model
from drafting.pitch import asset_slots, ctas_for
from drafting.prompt_examples import leaked
from drafting.render import PromptFile, Prompts, Rendered
from drafting.shapes import draft_shape, patched, repair_shape, to_written
from drafting.spotlight import Spotlight
from drafting.telling import Telling, failures, telling
from drafting.voice import voiced

_DROPPABLE = frozenset({Role.PAIN, Role.PROOF, Role.VALUE})
_LEAK_WORDS = 8
_ALIKE = 60


@dataclass(frozen=True, slots=True)
class Attempt:
    """Everything that one draft by a model is made of. `checked` is the gate."""

    brief: Brief
    reason: Reason
    contact: Contact
    persona: Persona
    offer: Offer
    step: int
    plan: str
    earlier: tuple[Written, ...]
    salt: int
    as_of: datetime
    checked: Callable[[Written], Findings]
    voice: Voice = PLAIN
    spotlight: Spotlight = Spotlight.DELIMIT


def asked(task: Attempt, prompts: Prompts, secret: bytes) -> tuple[Telling, Rendered]:
    """What a model is told, and the very messages that it is sent."""
    told = telling(
        task.brief,
        task.reason,
        contact=task.contact,
        persona=task.persona,
        offer=task.offer,
        plan=task.plan,
        earlier=task.earlier,
        secret=secret,
        spotlight=task.spotlight,
        voice=task.voice,
        as_of=task.as_of,
    )
    return told, prompts.render(_prompt(task, prompts), {**told.inputs, "plan": task.plan, "variant": task.salt})


def by_model(task: Attempt, model: Model, prompts: Prompts, secret: bytes, max_rounds: int, *, bill: Bill) -> Drafted:
    """An approvable draft; what it cost is added to `bill`, also where nothing came of it. Raises ModelUnavailable, or
    ModelOutputInvalid with the finding that stayed."""
    told, rendered = asked(task, prompts, secret)
    bill.asked.append(rendered.asked)
    answer = model.write(
        rendered.messages,
        draft_shape(told.evidence_ids),
        max_output_tokens=rendered.max_output_tokens,
        about=rendered.about(_nonce(task)),
    )
    bill.add(answer)
    written = voiced(_asking_ours(_shown(to_written(answer.value), told, rendered), task), task.voice)
    written, findings = _mended(task, model, prompts, told, written, bill, max_rounds)
    if findings.blocks:
        written, findings = _shortened(task, written, findings)
    if findings.blocks:
        raise ModelOutputInvalid(f"the model's draft failed the checks: {findings.blocks[0].message}")
    return drafted(written, _authorship(task, rendered, bill), findings, task.reason)


def _mended(
    task: Attempt, model: Model, prompts: Prompts, told: Telling, written: Written, bill: Bill, max_rounds: int
) -> tuple[Written, Findings]:
    """`written` after at most `max_rounds` repairs; stops early when it passes or a text comes back that was seen."""
    seen = {written}
    findings = task.checked(written)
    for _ in range(max_rounds):
        if not findings.blocks:
            return written, findings
        rows = failures(written, findings.blocks, told.mask)
        prompt = prompts.resolve("repair", locale=task.offer.locale.split("-")[0])
        rendered = prompts.render(prompt, {**told.inputs, "failures": rows, "sentences": _plain(written, told)})
        shape = repair_shape(told.evidence_ids)
        bill.asked.append(rendered.asked)
        answer = model.write(
            rendered.messages,
            shape,
            max_output_tokens=rendered.max_output_tokens,
            about=rendered.about(_nonce(task)),
        )
        bill.add(answer)
        bill.repairs += 1
        again = patched(written, answer.value, frozenset(row["index"] for row in rows))
        again = voiced(_asking_ours(_shown(again, told, rendered), task), task.voice)
        if again in seen:
            return written, findings
        seen.add(again)
        written, findings = again, task.checked(again)
    return written, findings


def _shortened(task: Attempt, written: Written, findings: Findings) -> tuple[Written, Findings]:
    """Without the pains, proofs and values that failed, if the rest passes."""
    bad = {finding.sentence for finding in findings.blocks}
    kept = tuple(s for at, s in enumerate(written.sentences) if at not in bad or s.role not in _DROPPABLE)
    if not kept or len(kept) == len(written.sentences):
        return written, findings
    shorter = replace(written, sentences=kept)
    return shorter, task.checked(shorter)


def _shown(written: Written, told: Telling, rendered: Rendered) -> Written:
    """With real names again. Raises ModelOutputInvalid where rules or marks came back (I5, I9)."""
    texts = [written.subject, *(sentence.text for sentence in written.sentences)]
    rules = _grams(rendered.messages[0].text)
    if any(mark in text for mark in told.marks for text in texts) or any(_grams(text) & rules for text in texts):
        raise ModelOutputInvalid("the model repeated its own instructions.")
    if name := leaked(texts, rendered.invented, rendered.messages[1].text.partition(told.marks[0])[2]):
        raise ModelOutputInvalid(f"the model told of {name}, which is invented for an example.")
    sentences = tuple(_named(sentence, told) for sentence in written.sentences)
    return Written(told.mask.show(written.subject), sentences)


def _asking_ours(written: Written, task: Attempt) -> Written:
    """Only the call to action asks, and it asks what `offer.yaml` asks: a question is no claim, so no check of facts
    can tell one that a stranger planted."""
    if task.plan not in ("first", "angle"):
        return written
    ours = _our_questions(task)
    kept = []
    for sentence in written.sentences:
        if sentence.role is Role.CTA and ours:
            alike = max(fuzz.token_set_ratio(sentence.text.casefold(), text.casefold()) for text in ours)
            kept.append(sentence if alike >= _ALIKE else replace(sentence, text=ours[0]))
        elif "?" not in sentence.text:
            kept.append(sentence)
    return replace(written, sentences=tuple(kept))


def _our_questions(task: Attempt) -> list[str]:
    """The calls to action of `offer.yaml`, or, for a sender who asks who owns it, the frames that do."""
    ctas = ctas_for(task.offer, task.persona, first=task.plan == "first")
    if not task.voice.prefers(PreferenceKind.ASK_FOR_OWNER):
        return [cta.text for cta in ctas]
    slots = asset_slots(task.offer, ctas, task.earlier)
    frames = [frame for frame in load_grammar().by_part["cta_owner"] if frame.slots <= slots.keys()]
    return [SLOT.sub(lambda m: slots[m[1]].text, frame.text) for frame in frames]


def _named(sentence: Sentence, told: Telling) -> Sentence:
    return replace(sentence, text=told.mask.show(sentence.text))


def _grams(text: str) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    return {tuple(words[at : at + _LEAK_WORDS]) for at in range(len(words) - _LEAK_WORDS + 1)}


def _plain(written: Written, told: Telling) -> list[str]:
    return [told.mask.hide(sentence.text) for sentence in written.sentences]


def _prompt(task: Attempt, prompts: Prompts) -> PromptFile:
    signal = next(each for each in task.brief.signals if each.id == task.reason.signal_id)
    name = "first_touch" if task.plan == "first" else task.plan
    return prompts.resolve(
        name, signal=signal.kind.value, persona=task.persona.id, locale=task.offer.locale.split("-")[0]
    )


def _nonce(task: Attempt) -> str:
    """A draft that is written again asks anew."""
    return str(task.salt) if task.salt else ""


def _authorship(task: Attempt, rendered: Rendered, bill: Bill) -> Authorship:
    mended = f", {bill.repairs} {'repair' if bill.repairs == 1 else 'repairs'}" if bill.repairs else ""
    price = "" if bill.priced else ", unpriced"
    if not bill.paid:
        price = ", answered before: no cost"
    elif bill.batched:
        price = f", in a batch{price}"
    return Authorship(
        drafter="model",
        model=bill.model,
        prompt_id=rendered.prompt_id,
        prompt_hash=rendered.prompt_hash,
        render_hash=rendered.render_hash,
        offer_version=task.offer.version,
        cost_usd=bill.cost_usd,
        input_tokens=bill.input_tokens,
        output_tokens=bill.output_tokens,
        note=f"Written by {bill.model}{mended}{price}",
        repairs=bill.repairs,
    )
