"""The embedded drafter: plans, then frames, then variation under control; every fact from a slot (drafting §9)."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import Contact, Persona
from agent.domain.drafts import NoReason, Role, Sentence, Written
from agent.domain.offers import Offer
from agent.domain.signals import Signal
from agent.domain.threads import Told
from agent.domain.voices import PLAIN, PreferenceKind, Voice
from drafting.angles import cited, heard
from drafting.desk import Desk, say, with_slots
from drafting.frames import Grammar, load_grammar
from drafting.pitch import asset_slots, clause, cta_slots, ctas_for, ids_of_offer, in_turn, offer_slots
from drafting.reasons import is_fresh, usable_proofs
from drafting.slots import Known, Slot, known_of
from drafting.standing import Standing
from drafting.voice import left_out, room_of, voiced
from drafting.wording import lower_first

VERSION = "composer/1"
LEDGER_WINDOW = 50
_WORDS = (38, 88)
_PLANS = (
    ("opener", "pain", "value", "cta"),
    ("opener", "pain", "proof", "cta"),
    ("opener", "pain", "value", "proof", "cta"),
)


@dataclass(frozen=True, slots=True)
class Composed:
    """What the frames gave, and which they were: the ledger's next entries."""

    written: Written
    frames: tuple[str, ...]


def compose(
    brief: Brief,
    reason: Reason,
    *,
    contact: Contact,
    persona: Persona,
    offer: Offer,
    step: int = 1,
    plan: str = "first",
    earlier: Sequence[Written] = (),
    ledger: Sequence[str] = (),
    salt: int = 0,
    grammar: Grammar | None = None,
    standing: Standing | None = None,
    voice: Voice = PLAIN,
    told: Sequence[Told] = (),
    as_of: datetime,
) -> Composed | NoReason:
    """One draft of `plan` (first, angle, bump, close) for `reason`. The same inputs give the same bytes.

    `ledger` holds frame ids of the sender's recent drafts, newest last; `salt` grows with every "again". NoReason where
    no true sentence can open the mail: no usable evidence, a kind of signal without frames, another language. `grammar`
    None means the frames that ship; `standing` picks only what its own check will not block; `voice` is the sender's.
    No frame in which others at the account were `told` something opens, argues or closes this mail, too.
    """
    if refusal := _refusal(brief, contact, offer):
        return refusal
    signal = next((each for each in brief.signals if each.id == reason.signal_id), None)
    known = _known(brief, signal, contact, offer, as_of) if signal else None
    if known is None:
        return NoReason("The evidence of this signal is quarantined or gone.", code="no_evidence")
    grammar = grammar or load_grammar()
    rng = _seeded(brief.account.id, contact.id, reason.signal_id, step, plan, grammar.version, salt)
    ctas = in_turn(ctas_for(offer, persona, first=plan == "first"), rng, cited(earlier) | heard(told))
    desk = Desk(
        grammar=grammar,
        known=known,
        slots={**known.slots, **offer_slots(offer, reason), **asset_slots(offer, ctas, earlier)},
        ctas=ctas,
        rng=rng,
        first=plan == "first",
        standing=standing,
        voice=voice,
    )
    desk = _remembering(desk, ledger, earlier, told)
    if plan == "first":
        return _first(desk, room_of(voice, *_room(brief, persona, offer, as_of)))
    ours = cited(earlier) | (heard(told) & ids_of_offer(offer))
    unsaid = _unsaid(desk, brief, reason, persona=persona, offer=offer, contact=contact, as_of=as_of, said=ours)
    return _follow_up(desk, plan, unsaid, earlier)


def _known(brief: Brief, signal: Signal, contact: Contact, offer: Offer, as_of: datetime) -> Known | None:
    return known_of(brief, signal, contact=contact, locale=offer.locale.replace("-", "_"), as_of=as_of)


def _remembering(desk: Desk, ledger: Sequence[str], earlier: Sequence[Written], told: Sequence[Told]) -> Desk:
    """The desk with what was said before: by the sender of late, to this person, and to others at the account."""
    return replace(
        desk,
        recent=Counter(ledger[-LEDGER_WINDOW * 5 :]),
        earlier=frozenset(sentence.text.casefold() for written in earlier for sentence in written.sentences),
        told=frozenset(text.casefold() for one in told for text in _texts(one.written)),
        told_in=frozenset(frame for one in told for frame in one.frames),
    )


def _texts(written: Written) -> Iterator[str]:
    yield written.subject
    yield from (sentence.text for sentence in written.sentences)


def _seeded(*parts: object) -> random.Random:
    """Chance that is the same for the same draft, whatever process and machine."""
    seed = "\0".join(str(part) for part in parts)
    return random.Random(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big"))


def _refusal(brief: Brief, contact: Contact, offer: Offer) -> NoReason | None:
    if not offer.is_usable:
        return NoReason("offer.yaml needs at least one value, one pain and one call to action.", code="offer_unusable")
    language = contact.language or brief.account.language
    if language.split("-")[0].casefold() != "en" or offer.locale.split("-")[0].casefold() != "en":
        return NoReason(f"There are no frames for the language {language!r}; add a frame file for it.", code="language")
    return None


def _room(brief: Brief, persona: Persona, offer: Offer, as_of: datetime) -> tuple[int, int]:
    """Words of a first mail: the persona's, inside what the lint allows. Where the offer has no more than a value and a
    proof, it may stay short of the persona's, so that the second touch has something left to say."""
    values = [value for value in offer.values if not value.personas or persona.id in value.personas]
    spare = len(values) + len(usable_proofs(brief.account, offer, as_of.date())) > 2
    return max(persona.words[0] if spare else 0, _WORDS[0]), min(persona.words[1], _WORDS[1])


def _first(desk: Desk, room: tuple[int, int]) -> Composed | NoReason:
    opener = say(desk, "opener")
    if opener is None:
        return NoReason(f"No frame can open truthfully on this {desk.known.kind.replace('_', ' ')}.", code="no_frame")
    cta = _cta(desk)
    if cta is None:
        barred = " The ban list bars those that are there." if desk.ctas and desk.voice.bans else ""
        return NoReason(f"No call to action in offer.yaml may close a first mail.{barred}", code="no_cta")
    body = {"opener": opener, "cta": cta, "pain": say(desk, "pain")}
    body |= {"value": say(desk, "value"), "proof": say(desk, "proof")}
    sentences = _fitting(desk, body, room)
    if sentences is None:
        return NoReason("The offer's texts leave no draft of a fitting length.", code="length")
    subject = say(desk, "subject")
    if subject is None:
        return NoReason("No subject fits in four words.", code="no_frame")
    return _composed(desk, subject.text, sentences)


def _fitting(desk: Desk, body: Mapping[str, Sentence | None], room: tuple[int, int]) -> tuple[Sentence, ...] | None:
    """The plan whose length lies best inside the room.

    Of two that fit, the shorter: what is not said now is the second touch's new angle.
    """
    low, high = room
    order = list(dict.fromkeys(tuple(part for part in plan if part not in left_out(desk.voice)) for plan in _PLANS))
    desk.rng.shuffle(order)
    ranked: list[tuple[int, int, int, tuple[Sentence, ...]]] = []
    for place, plan in enumerate(order):
        found = tuple(sentence for part in plan if (sentence := body.get(part)))
        words = sum(len(sentence.text.split()) for sentence in found)
        if len(found) == len(plan) and words <= _WORDS[1] + 40:
            ranked.append((max(low - words, words - high, 0), len(plan), place, found))
    return min(ranked, default=(0, 0, 0, None))[3]


def _follow_up(
    desk: Desk, plan: str, unsaid: Iterable[tuple[str, Desk]], earlier: Sequence[Written]
) -> Composed | NoReason:
    """Touch two: something not said before, and a question. Touches three and four: a line (drafting §1.1 D)."""
    subject = earlier[0].subject if earlier else _subject_text(desk)
    if plan not in ("angle", "bump", "close"):
        return NoReason(f"There is no plan named {plan!r}: first, angle, bump, close.", code="no_plan")
    cta = (_cta(desk) or _asked(desk)) if plan == "angle" else None
    if cta is not None:
        for part, at in unsaid:
            if sentence := say(at, part):
                return _composed(desk, subject, (sentence, cta))
    line = say(desk, "close" if plan == "close" else "bump")
    if line is None:
        return NoReason(f"Nothing is left to say in a follow-up of kind {plan!r}.", code="said_all")
    return _composed(desk, subject, (line,))


def _composed(desk: Desk, subject: str, sentences: tuple[Sentence, ...]) -> Composed:
    """The draft in the sender's voice, and the frames that stand in it."""
    frames = (desk.used.get(text) for text in (*(sentence.text for sentence in sentences), subject))
    return Composed(voiced(Written(subject, sentences), desk.voice), tuple(each for each in frames if each))


def _unsaid(
    desk: Desk,
    brief: Brief,
    reason: Reason,
    *,
    persona: Persona,
    offer: Offer,
    contact: Contact,
    as_of: datetime,
    said: Collection[str],
) -> Iterator[tuple[str, Desk]]:
    """What no earlier touch told: our proofs, other fresh news of the account, our values."""
    for proof in usable_proofs(brief.account, offer, as_of.date()):
        if proof.id not in said:
            yield "proof", with_slots(desk, proof=Slot(clause(proof.text), (proof.id,)))
    for signal in brief.signals:
        if signal.id != reason.signal_id and is_fresh(signal, as_of):
            known = _known(brief, signal, contact, offer, as_of)
            if known is not None and known.first_id not in said:
                yield "opener", replace(with_slots(desk, **known.slots), known=known)
    for value in offer.values:
        if value.id not in said and (not value.personas or persona.id in value.personas):
            yield "value", with_slots(desk, value=Slot(lower_first(clause(value.text)), (value.id,)))


def _subject_text(desk: Desk) -> str:
    subject = say(desk, "subject")
    return subject.text if subject else "a follow-up"


def _asked(desk: Desk) -> Sentence | None:
    """A question of our own where every call to action of the offer was made before."""
    line = say(desk, "bump")
    return replace(line, role=Role.CTA) if line else None


def _cta(desk: Desk) -> Sentence | None:
    if desk.voice.prefers(PreferenceKind.ASK_FOR_OWNER) and (asked := say(desk, "cta_owner")):
        return asked
    for cta in desk.ctas:
        sentence = say(desk, "cta", cta_slots(cta))
        if sentence is not None:
            return sentence
    return None
