"""The embedded drafter: plans, then frames, then variation under control; every fact from a slot (drafting §9)."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from rapidfuzz import fuzz

from agent.domain.briefs import Brief, Reason
from agent.domain.contacts import Contact, Persona
from agent.domain.drafts import NoReason, Role, Sentence, SentenceKind, Written
from agent.domain.offers import Cta, Offer
from drafting.frames import SLOT, FrameSpec, Grammar, load_grammar
from drafting.reasons import is_fresh, usable_proofs
from drafting.slots import Known, Slot, ids_of, known_of, topic_of
from drafting.wording import lower_first, upper_first

VERSION = "composer/1"
LEDGER_WINDOW = 50
_SHARE_MAX = 0.15
_ALIKE = 70
_WORDS = (38, 88)
_HEDGE = re.compile(r"\b(?:often|tends?|usually|may|might|can|could|sometimes|wonder|guess|likely|probably)\b", re.I)
_CLAUSE = re.compile(r"\b(?:when|while|once|as soon as|after|before|if)\b", re.I)
_ASKS = re.compile(r"(?:is|are|do|does|want|would|could|can|should|shall|may|worth|open to|interested|curious)\b", re.I)
_YOU = re.compile(r"\byour?\b", re.I)
_THIRD_PERSON = re.compile(r"^[a-z][a-z-]*[a-rt-z]s$")
_PLANS = (
    ("opener", "pain", "value", "cta"),
    ("opener", "pain", "proof", "cta"),
    ("opener", "pain", "value", "proof", "cta"),
)
_PART = {
    "opener": (Role.OPENER, SentenceKind.FACT),
    "pain": (Role.PAIN, SentenceKind.HYPOTHESIS),
    "value": (Role.VALUE, SentenceKind.OFFER),
    "proof": (Role.PROOF, SentenceKind.FACT),
    "cta": (Role.CTA, SentenceKind.OFFER),
    "bump": (Role.BUMP, SentenceKind.QUESTION),
    "close": (Role.BUMP, SentenceKind.OFFER),
}


@dataclass(frozen=True, slots=True)
class Composed:
    """What the frames gave, and which they were: the ledger's next entries."""

    written: Written
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that one composition works with."""

    grammar: Grammar
    known: Known
    kind: str
    slots: Mapping[str, Slot]
    ctas: tuple[Cta, ...]
    rng: random.Random
    recent: Counter[str]
    earlier: frozenset[str]
    used: list[str] = field(default_factory=list)


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
    as_of: datetime,
) -> Composed | NoReason:
    """One draft of `plan` (first, angle, bump, close) for `reason`. The same inputs give the same bytes.

    `ledger` holds frame ids of the sender's recent drafts, newest last; `salt` grows with every "again". NoReason where
    no true sentence can open the mail: no usable evidence, a kind of signal without frames, another language. `grammar`
    None means the frames that ship.
    """
    if refusal := _refusal(brief, contact, offer):
        return refusal
    signal = next((each for each in brief.signals if each.id == reason.signal_id), None)
    locale = offer.locale.replace("-", "_")
    known = known_of(brief, signal, contact=contact, locale=locale, as_of=as_of) if signal else None
    if signal is None or known is None:
        return NoReason("The evidence of this signal is quarantined or gone.", code="no_evidence")
    grammar = grammar or load_grammar()
    seed = "\0".join((brief.account.id, contact.id, reason.signal_id, str(step), plan, str(grammar.version), str(salt)))
    rng = random.Random(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big"))
    ctas = _in_turn(ctas_for(offer, persona, first=plan == "first"), rng)
    slots = {**known.slots, **_offer_slots(offer, reason), **_asset_slots(offer, ctas, earlier)}
    desk = _Desk(
        grammar=grammar,
        known=known,
        kind=signal.kind.value,
        slots=slots,
        ctas=ctas,
        rng=rng,
        recent=Counter(ledger[-LEDGER_WINDOW * 5 :]),
        earlier=frozenset(sentence.text.casefold() for written in earlier for sentence in written.sentences),
    )
    if plan == "first":
        return _first(desk, persona)
    unsaid = _unsaid(desk, brief, reason, persona=persona, offer=offer, contact=contact, as_of=as_of, earlier=earlier)
    return _follow_up(desk, plan, unsaid, earlier)


def _refusal(brief: Brief, contact: Contact, offer: Offer) -> NoReason | None:
    if not offer.is_usable:
        return NoReason("offer.yaml needs at least one value, one pain and one call to action.", code="offer_unusable")
    language = contact.language or brief.account.language
    if language.split("-")[0].casefold() != "en" or offer.locale.split("-")[0].casefold() != "en":
        return NoReason(f"There are no frames for the language {language!r}; add a frame file for it.", code="language")
    return None


def _first(desk: _Desk, persona: Persona) -> Composed | NoReason:
    opener = _say(desk, "opener")
    if opener is None:
        return NoReason(f"No frame can open truthfully on this {desk.kind.replace('_', ' ')}.", code="no_frame")
    cta = _cta(desk)
    if cta is None:
        return NoReason("No call to action in offer.yaml may close a first mail.", code="no_cta")
    body = {"opener": opener, "cta": cta, "pain": _say(desk, "pain")}
    body |= {"value": _say(desk, "value"), "proof": _say(desk, "proof")}
    sentences = _fitting(desk, body, persona)
    if sentences is None:
        return NoReason("The offer's texts leave no draft of a fitting length.", code="length")
    subject = _say(desk, "subject")
    if subject is None:
        return NoReason("No subject fits in four words.", code="no_frame")
    return Composed(Written(subject.text, sentences), tuple(desk.used))


def _fitting(desk: _Desk, body: Mapping[str, Sentence | None], persona: Persona) -> tuple[Sentence, ...] | None:
    """The plan whose length lies best inside the persona's words, itself inside what the lint allows.

    Of two that fit, the shorter: what is not said now is the second touch's new angle.
    """
    low, high = max(persona.words[0], _WORDS[0]), min(persona.words[1], _WORDS[1])
    order = list(_PLANS)
    desk.rng.shuffle(order)
    ranked: list[tuple[int, int, int, tuple[Sentence, ...]]] = []
    for place, plan in enumerate(order):
        found = tuple(sentence for part in plan if (sentence := body.get(part)))
        words = sum(len(sentence.text.split()) for sentence in found)
        if len(found) == len(plan) and words <= _WORDS[1] + 40:
            ranked.append((max(low - words, words - high, 0), len(plan), place, found))
    return min(ranked, default=(0, 0, 0, None))[3]


def _follow_up(
    desk: _Desk, plan: str, unsaid: Iterable[tuple[str, _Desk]], earlier: Sequence[Written]
) -> Composed | NoReason:
    """Touch two: something not said before, and a question. Touches three and four: a line (drafting §1.1 D)."""
    subject = earlier[0].subject if earlier else _subject_text(desk)
    if plan not in ("angle", "bump", "close"):
        return NoReason(f"There is no plan named {plan!r}: first, angle, bump, close.", code="no_plan")
    cta = (_cta(desk) or _asked(desk)) if plan == "angle" else None
    if cta is not None:
        for part, at in unsaid:
            if sentence := _say(at, part):
                return Composed(Written(subject, (sentence, cta)), tuple(desk.used))
    line = _say(desk, "close" if plan == "close" else "bump")
    if line is None:
        return NoReason(f"Nothing is left to say in a follow-up of kind {plan!r}.", code="said_all")
    return Composed(Written(subject, (line,)), tuple(desk.used))


def _unsaid(
    desk: _Desk,
    brief: Brief,
    reason: Reason,
    *,
    persona: Persona,
    offer: Offer,
    contact: Contact,
    as_of: datetime,
    earlier: Sequence[Written],
) -> Iterator[tuple[str, _Desk]]:
    """What no earlier touch told: our proofs, other fresh news of the account, our values."""
    said = {each for written in earlier for sentence in written.sentences for each in sentence.evidence_ids}
    for proof in usable_proofs(brief.account, offer, as_of.date()):
        if proof.id not in said:
            yield "proof", _with(desk, proof=Slot(_clause(proof.text), (proof.id,)))
    for signal in brief.signals:
        if signal.id != reason.signal_id and is_fresh(signal, as_of):
            locale = offer.locale.replace("-", "_")
            known = known_of(brief, signal, contact=contact, locale=locale, as_of=as_of)
            if known is not None and known.first_id not in said:
                yield "opener", replace(_with(desk, **known.slots), known=known, kind=signal.kind.value)
    for value in offer.values:
        if value.id not in said and (not value.personas or persona.id in value.personas):
            yield "value", _with(desk, value=Slot(lower_first(_clause(value.text)), (value.id,)))


def _with(desk: _Desk, **slots: Slot) -> _Desk:
    return replace(desk, slots={**desk.slots, **slots})


def _clause(text: str) -> str:
    return " ".join(text.split()).rstrip(". ")


def _subject_text(desk: _Desk) -> str:
    subject = _say(desk, "subject")
    return subject.text if subject else "a follow-up"


def _asked(desk: _Desk) -> Sentence | None:
    """A question of our own where every call to action of the offer was made before."""
    line = _say(desk, "bump")
    return replace(line, role=Role.CTA) if line else None


def ctas_for(offer: Offer, persona: Persona, *, first: bool) -> list[Cta]:
    """Calls to action in the persona's order of kinds; none asks about a problem, nor for a meeting at first (L10)."""
    order = {kind: place for place, kind in enumerate(persona.cta_kinds)}
    barred = {"problem", "meeting"} if first else {"problem"}
    allowed = [c for c in offer.ctas if (not c.personas or persona.id in c.personas) and c.kind not in barred]
    return sorted(allowed, key=lambda cta: (order.get(cta.kind, len(order)), cta.id))


def _in_turn(ctas: Sequence[Cta], rng: random.Random) -> tuple[Cta, ...]:
    """Kinds in the persona's order, those of one kind by lot."""
    lots = {cta.id: rng.random() for cta in ctas}
    kinds = list(dict.fromkeys(cta.kind for cta in ctas))
    return tuple(sorted(ctas, key=lambda cta: (kinds.index(cta.kind), lots[cta.id])))


def _cta(desk: _Desk) -> Sentence | None:
    for cta in desk.ctas:
        sentence = _say(desk, "cta", _cta_slots(cta))
        if sentence is not None:
            return sentence
    return None


def _say(desk: _Desk, part: str, extra: Mapping[str, Slot] | None = None) -> Sentence | None:
    """A sentence of `part` by a weighted pick among the frames that can be filled truthfully; None if there is none."""
    slots = {**desk.slots, **(extra or {})}
    candidates = [frame for frame in desk.grammar.by_part[part] if _fits(desk, frame, slots)]
    spoken = [(frame, _fill(frame, slots, part)) for frame in candidates]
    spoken = [(frame, text) for frame, text in spoken if text and not _said_before(desk, text)]
    fits = _is_subject if part == "subject" else _is_sentence
    spoken = [(frame, text) for frame, text in spoken if fits(text)]
    if not spoken:
        return None
    frame, text = _pick(desk, spoken)
    desk.used.append(frame.id)
    role, kind = _PART.get(part, (Role.OPENER, SentenceKind.FACT))
    kind = SentenceKind.QUESTION if text.endswith("?") else kind
    ids = ids_of(slots[name] for name in SLOT.findall(frame.text))
    if part == "opener" and not ids:
        ids = (desk.known.first_id,)
    return Sentence(text=text, role=role, kind=kind, evidence_ids=ids)


def _said_before(desk: _Desk, text: str) -> bool:
    return any(fuzz.ratio(text.casefold(), said) >= _ALIKE for said in desk.earlier)


def _pick(desk: _Desk, spoken: Sequence[tuple[FrameSpec, str]]) -> tuple[FrameSpec, str]:
    """Weight, less what the sender used lately; a frame in over 15 % of recent drafts waits if another can serve."""
    drafts = max(len(desk.recent) and sum(desk.recent.values()) // 5, 1)
    rested = [pair for pair in spoken if desk.recent[pair[0].id] <= _SHARE_MAX * drafts] or list(spoken)
    weights = [frame.weight * _strength(desk, frame) * 0.6 ** desk.recent[frame.id] for frame, _ in rested]
    return desk.rng.choices(rested, weights)[0]


def _strength(desk: _Desk, frame: FrameSpec) -> float:
    """More facts make the stronger form: it could be sent to nobody else. Speaking of you comes next (L12)."""
    of_you = 0.5 if _YOU.search(frame.text) else 0.0
    return 1.0 + of_you + sum(1 for name in frame.slots if name in desk.known.slots and desk.known.slots[name].ids)


def _fits(desk: _Desk, frame: FrameSpec, slots: Mapping[str, Slot]) -> bool:
    known = desk.known
    if not frame.slots <= slots.keys() or (frame.signals and desk.kind not in frame.signals):
        return False
    if frame.seen and not known.seen & set(frame.seen):
        return False
    if frame.direction and known.direction not in frame.direction:
        return False
    if frame.mover and frame.mover != known.mover:
        return False
    if frame.form and frame.form != _form(slots["value"].text):
        return False
    if frame.max_age_days is not None and known.age_days > frame.max_age_days:
        return False
    return "pain" not in frame.slots or _suits_pain(frame, slots["pain"].text)


def _suits_pain(frame: FrameSpec, pain: str) -> bool:
    """A guess must say that it is one, and two clauses of time do not stand in one sentence."""
    hedged = frame.hedged or bool(_HEDGE.search(pain))
    timed = frame.text.startswith(("When", "Before", "After", "In the months", "Around", "With"))
    return hedged and not (timed and _CLAUSE.search(pain))


def _fill(frame: FrameSpec, slots: Mapping[str, Slot], part: str) -> str:
    text = SLOT.sub(lambda match: slots[match[1]].text, frame.text)
    text = re.sub(r"\s+", " ", text).strip()
    return text if part == "subject" else upper_first(text)


def _is_subject(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 4 and len(text) <= 40 and not re.search(r"\d|\bAI\b|!", text)


def _is_sentence(text: str) -> bool:
    """No sentence begins with a figure."""
    return not text[0].isdigit()


def _offer_slots(offer: Offer, reason: Reason) -> dict[str, Slot]:
    slots = {"seller": Slot(offer.seller)}
    for name, pieces, wanted in (
        ("pain", offer.pains, reason.pain_id),
        ("value", offer.values, reason.value_id),
        ("proof", offer.proofs, reason.proof_id),
    ):
        text = next((piece.text for piece in pieces if piece.id == wanted), "")
        if clause := _clause(text):
            slots[name] = Slot(lower_first(clause) if name != "proof" else clause, (wanted,))
    return slots


def _cta_slots(cta: Cta) -> dict[str, Slot]:
    whole = " ".join(cta.text.split())
    end = "" if whole.endswith(("?", ".")) else "?" if _ASKS.match(whole) else "."
    slots = {"cta_whole": Slot(whole + end, (cta.id,))}
    if not whole.casefold().startswith("if "):
        slots["cta"] = Slot(lower_first(slots["cta_whole"].text), (cta.id,))
        if cta.kind == "offer":
            slots["cta_offer"] = slots["cta"]
    return slots


def _asset_slots(offer: Offer, ctas: Sequence[Cta], earlier: Sequence[Written]) -> dict[str, Slot]:
    """What is offered, now or in an earlier touch, and what it is about."""
    said = {each for written in earlier for sentence in written.sentences for each in sentence.evidence_ids}
    offered = next((cta for cta in offer.ctas if cta.id in said and cta.asset), ctas[0] if ctas else None)
    asset = offered.asset if offered else ""
    topic = topic_of(asset) or next((topic_of(cta.asset) for cta in offer.ctas if topic_of(cta.asset)), "")
    slots = {"asset": Slot(lower_first(asset))} if asset else {}
    return slots | ({"topic": Slot(topic)} if topic else {})


def _form(value: str) -> str:
    """Whether a value goes on after the seller's name ("routes every lead") or stands alone ("we route …")."""
    return "verb" if _THIRD_PERSON.match(value.split()[0]) else "sentence"
