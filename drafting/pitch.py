"""What the team says of itself, as slots: values, pains, proofs and calls to action of `offer.yaml` (drafting §9)."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Sequence

from agent.domain.briefs import Reason
from agent.domain.contacts import Persona
from agent.domain.drafts import Written
from agent.domain.offers import Cta, Offer
from drafting.slots import Slot, topic_of
from drafting.wording import lower_first

_ASKS = re.compile(r"(?:is|are|do|does|want|would|could|can|should|shall|may|worth|open to|interested|curious)\b", re.I)
_THIRD_PERSON = re.compile(r"^[a-z][a-z-]*[a-rt-z]s$")


def texts_of(offer: Offer) -> list[str]:
    """All that `offer.yaml` says, text by text."""
    said = [*(v.text for v in offer.values), *(p.text for p in offer.pains), *(p.text for p in offer.proofs)]
    return [*said, *(cta.text for cta in offer.ctas), *(cta.asset for cta in offer.ctas if cta.asset)]


def ids_of_offer(offer: Offer) -> frozenset[str]:
    values, pains = (one.id for one in offer.values), (one.id for one in offer.pains)
    return frozenset((*values, *pains, *(one.id for one in offer.proofs), *(one.id for one in offer.ctas)))


def ctas_for(offer: Offer, persona: Persona, *, first: bool) -> list[Cta]:
    """Calls to action in the persona's order of kinds; none asks about a problem, nor for a meeting at first (L10)."""
    order = {kind: place for place, kind in enumerate(persona.cta_kinds)}
    barred = {"problem", "meeting"} if first else {"problem"}
    allowed = [c for c in offer.ctas if (not c.personas or persona.id in c.personas) and c.kind not in barred]
    return sorted(allowed, key=lambda cta: (order.get(cta.kind, len(order)), cta.id))


def in_turn(ctas: Sequence[Cta], rng: random.Random, said: Collection[str] = ()) -> tuple[Cta, ...]:
    """What was not asked before first; then kinds in the persona's order, those of one kind by lot."""
    lots = {cta.id: rng.random() for cta in ctas}
    kinds = list(dict.fromkeys(cta.kind for cta in ctas))
    return tuple(sorted(ctas, key=lambda cta: (cta.id in said, kinds.index(cta.kind), lots[cta.id])))


def offer_slots(offer: Offer, reason: Reason) -> dict[str, Slot]:
    slots = {"seller": Slot(offer.seller)}
    for name, pieces, wanted in (
        ("pain", offer.pains, reason.pain_id),
        ("value", offer.values, reason.value_id),
        ("proof", offer.proofs, reason.proof_id),
    ):
        text = next((piece.text for piece in pieces if piece.id == wanted), "")
        if words := clause(text):
            slots[name] = Slot(lower_first(words) if name != "proof" else words, (wanted,))
    return slots


def cta_slots(cta: Cta) -> dict[str, Slot]:
    whole = " ".join(cta.text.split())
    end = "" if whole.endswith(("?", ".")) else "?" if _ASKS.match(whole) else "."
    slots = {"cta_whole": Slot(whole + end, (cta.id,))}
    if not whole.casefold().startswith("if "):
        slots["cta"] = Slot(lower_first(slots["cta_whole"].text), (cta.id,))
        if cta.kind == "offer":
            slots["cta_offer"] = slots["cta"]
    if cta.kind == "offer" and cta.asset:
        slots["cta_asset"] = Slot(named(cta.asset), (cta.id,))
    return slots


def asset_slots(offer: Offer, ctas: Sequence[Cta], earlier: Sequence[Written]) -> dict[str, Slot]:
    """What is offered, now or in an earlier touch, and what it is about."""
    said = {each for written in earlier for sentence in written.sentences for each in sentence.evidence_ids}
    offered = next((cta for cta in offer.ctas if cta.id in said and cta.asset), ctas[0] if ctas else None)
    asset = offered.asset if offered else ""
    topic = topic_of(asset) or next((topic_of(cta.asset) for cta in offer.ctas if topic_of(cta.asset)), "")
    slots = {"asset": Slot(named(asset))} if asset else {}
    return slots | ({"topic": Slot(topic)} if topic else {})


def named(asset: str) -> str:
    """An asset as it stands after "our" or "the": "routing checklist" for "Our routing checklist"."""
    return lower_first(re.sub(r"^(?:our|the|an?)\s+", "", " ".join(asset.split()), flags=re.IGNORECASE))


def value_form(value: str) -> str:
    """How a value goes on: after the seller's name ("routes every lead": verb), or alone, ours (we) or yours (you)."""
    begins = value.split()[0]
    if begins.casefold() in {"we", "you", "your"}:
        return "we" if begins.casefold() == "we" else "you"
    return "verb" if _THIRD_PERSON.match(begins) else "sentence"


def clause(text: str) -> str:
    return " ".join(text.split()).rstrip(". ")
