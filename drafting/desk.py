"""The desk a sentence is composed at: which frames can be filled truthfully, and which one is picked (drafting §9)."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from agent.domain.drafts import Role, Sentence, SentenceKind
from agent.domain.offers import Cta
from drafting.frames import SLOT, FrameSpec, Grammar
from drafting.pitch import value_form
from drafting.slots import Known, Slot, ids_of
from drafting.wording import upper_first

_SHARE_MAX = 0.15
_ALIKE = 70
_HEDGE = re.compile(r"\b(?:often|tends?|usually|may|might|can|could|sometimes|wonder|guess|likely|probably)\b", re.I)
_CLAUSE = re.compile(r"\b(?:when|while|once|as soon as|after|before|if)\b", re.I)
_YOU = re.compile(r"\byour?\b", re.I)
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
class Desk:
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


def with_slots(desk: Desk, **slots: Slot) -> Desk:
    return replace(desk, slots={**desk.slots, **slots})


def say(desk: Desk, part: str, extra: Mapping[str, Slot] | None = None) -> Sentence | None:
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


def _said_before(desk: Desk, text: str) -> bool:
    return any(fuzz.ratio(text.casefold(), said) >= _ALIKE for said in desk.earlier)


def _pick(desk: Desk, spoken: Sequence[tuple[FrameSpec, str]]) -> tuple[FrameSpec, str]:
    """Weight, less what the sender used lately; a frame in over 15 % of recent drafts waits if another can serve."""
    drafts = max(len(desk.recent) and sum(desk.recent.values()) // 5, 1)
    rested = [pair for pair in spoken if desk.recent[pair[0].id] <= _SHARE_MAX * drafts] or list(spoken)
    weights = [frame.weight * _strength(desk, frame) * 0.6 ** desk.recent[frame.id] for frame, _ in rested]
    return desk.rng.choices(rested, weights)[0]


def _strength(desk: Desk, frame: FrameSpec) -> float:
    """More facts make the stronger form: it could be sent to nobody else. Speaking of you comes next (L12)."""
    of_you = 0.5 if _YOU.search(frame.text) else 0.0
    return 1.0 + of_you + sum(1 for name in frame.slots if name in desk.known.slots and desk.known.slots[name].ids)


def _fits(desk: Desk, frame: FrameSpec, slots: Mapping[str, Slot]) -> bool:
    known = desk.known
    if not frame.slots <= slots.keys() or (frame.signals and desk.kind not in frame.signals):
        return False
    if frame.seen and not known.seen & set(frame.seen):
        return False
    if frame.direction and known.direction not in frame.direction:
        return False
    if frame.mover and frame.mover != known.mover:
        return False
    if frame.form and frame.form != value_form(slots["value"].text):
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
