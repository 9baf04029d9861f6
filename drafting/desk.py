"""The desk a sentence is composed at: which frames can be filled truthfully, and which one is picked (drafting §9)."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from rapidfuzz import fuzz

from agent.domain.drafts import Role, Sentence, SentenceKind
from agent.domain.offers import Cta
from agent.domain.voices import PLAIN, BanLevel, PreferenceKind, Voice
from drafting.frames import SLOT, FrameSpec, Grammar
from drafting.pitch import value_form
from drafting.slots import Known, Slot, ids_of
from drafting.standing import Standing
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
    "cta_owner": (Role.CTA, SentenceKind.QUESTION),
    "bump": (Role.BUMP, SentenceKind.QUESTION),
    "close": (Role.BUMP, SentenceKind.OFFER),
}
_MAY_RECUR = frozenset({"cta", "cta_offer", "cta_owner", "proof", "subject"})
_TOLD = frozenset({"opener", "pain", "subject"})
"""The parts whose own words may tell of an event."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All that one composition works with. Without `standing` nothing is held to the evidence before the check. `told`
    are the words that others at the account hear, `told_in` the frames that they stand in."""

    grammar: Grammar
    known: Known
    slots: Mapping[str, Slot]
    ctas: tuple[Cta, ...]
    rng: random.Random
    first: bool = True
    standing: Standing | None = None
    voice: Voice = PLAIN
    recent: Counter[str] = field(default_factory=Counter)
    earlier: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    told_in: frozenset[str] = frozenset()
    used: dict[str, str] = field(default_factory=dict)
    """Frame ids by the text that they gave."""


def with_slots(desk: Desk, **slots: Slot) -> Desk:
    return replace(desk, slots={**desk.slots, **slots})


def say(desk: Desk, part: str, extra: Mapping[str, Slot] | None = None) -> Sentence | None:
    """A sentence of `part` by a weighted pick among the frames that can be filled truthfully; None if there is none."""
    all_slots = {**desk.slots, **(extra or {})}
    seen = [(frame, _seen_slots(desk, frame, all_slots)) for frame in desk.grammar.by_part[part]]
    spoken = [
        Spoken(frame, slots, _fill(frame, slots, part))
        for frame, slots in seen
        if slots is not None and _fits(desk, frame, slots)
    ]
    fits = _is_subject if part == "subject" else _is_sentence
    spoken = [each for each in spoken if each.text and fits(each.text) and not _said_before(desk, each.text)]
    spoken = _unheard(desk, part, spoken)
    spoken = _in_voice(desk, part, spoken)
    spoken = [each for each in spoken if not _begins_alike(desk, each.text)] or spoken
    first = [each for each in spoken if not each.frame.last]
    return _standing(desk, part, first) or _standing(desk, part, [each for each in spoken if each.frame.last])


def _unheard(desk: Desk, part: str, spoken: Sequence[Spoken]) -> list[Spoken]:
    """Those that nobody else at the account was told something in; of these, those that read otherwise come first. A
    call to action, a proof and a subject may stand in the same frame where there is no other."""
    other = [each for each in spoken if each.frame.id not in desk.told_in]
    if part in _MAY_RECUR:
        other = other or list(spoken)
    return [each for each in other if not _is_alike(each.text, desk.told)] or other


def _in_voice(desk: Desk, part: str, spoken: Sequence[Spoken]) -> list[Spoken]:
    """Those that the sender would say: nothing that is banned, and only where all are, what is banned softly."""
    bans = desk.voice.bans
    shorter = [one.number for one in desk.voice.prefers(PreferenceKind.SUBJECT_SHORTER)]
    if part == "subject" and shorter:
        spoken = [each for each in spoken if len(each.text.split()) <= min(shorter)] or spoken
    clean = [each for each in spoken if not any(ban.pattern.search(each.text) for ban in bans)]
    hard = [ban for ban in bans if ban.level is BanLevel.HARD]
    return clean or [each for each in spoken if not any(ban.pattern.search(each.text) for ban in hard)]


def _standing(desk: Desk, part: str, spoken: Sequence[Spoken]) -> Sentence | None:
    """The first one picked of `spoken` that stands on the evidence; None where none does."""
    while spoken:
        picked = _pick(desk, part, spoken)
        sentence = _sentence(desk, part, picked)
        if (
            part not in _TOLD
            or desk.standing is None
            or desk.standing.holds(sentence, SLOT.sub("it", picked.frame.text))
        ):
            desk.used[sentence.text] = picked.frame.id
            return sentence
        spoken = [each for each in spoken if each is not picked]
    return None


def _sentence(desk: Desk, part: str, spoken: Spoken) -> Sentence:
    frame, slots, text = spoken
    role, kind = _PART.get(part, (Role.BUMP, SentenceKind.FACT))
    kind = SentenceKind.QUESTION if text.endswith("?") else kind
    ids = ids_of(slots[name] for name in SLOT.findall(frame.text))
    if part == "opener" and not ids:
        ids = (desk.known.first_id,)
    return Sentence(text=text, role=role, kind=kind, evidence_ids=ids)


class Spoken(NamedTuple):
    """A frame, what it was filled from, and how it then reads."""

    frame: FrameSpec
    slots: Mapping[str, Slot]
    text: str


def _seen_slots(desk: Desk, frame: FrameSpec, slots: Mapping[str, Slot]) -> Mapping[str, Slot] | None:
    """The slots a frame may use: all, or those of one report of the kind that it says it was seen in, if there is."""
    if not frame.seen:
        return slots
    others = {name: slot for name, slot in slots.items() if name not in desk.known.slots}
    views = ({**others, **desk.known.views[kind]} for kind in frame.seen if kind in desk.known.views)
    return next((view for view in views if frame.slots <= view.keys()), None)


def _said_before(desk: Desk, text: str) -> bool:
    return _is_alike(text, desk.earlier)


def _is_alike(text: str, others: frozenset[str]) -> bool:
    folded = text.casefold()
    return any(fuzz.ratio(folded, said) >= _ALIKE or said.rstrip(".?") in folded for said in others)


def _begins_alike(desk: Desk, text: str) -> bool:
    """ "With Harbor, …" was how an earlier touch began: another beginning reads better."""
    head = text.casefold().split()[:2]
    return any(said.split()[:2] == head for said in desk.earlier)


def _pick(desk: Desk, part: str, spoken: Sequence[Spoken]) -> Spoken:
    """The strongest forms by weight, less what the sender used lately; a frame that would be in over 15 % of recent
    drafts waits if another can serve."""
    drafts = max(sum(desk.recent[frame.id] for frame in desk.grammar.by_part[of]) for of in ("opener", part))
    most = max(_SHARE_MAX * drafts - 1, 1)
    spoken = [each for each in spoken if not _guesses_twice(each)] or spoken
    strong = _strongest(desk, spoken)
    rested = [each for each in strong if desk.recent[each.frame.id] <= most]
    rested = rested or [each for each in spoken if desk.recent[each.frame.id] <= most] or strong
    weights = [
        each.frame.weight * 2 ** _facts(desk, each) * _of_you(each) * 0.6 ** desk.recent[each.frame.id]
        for each in rested
    ]
    return desk.rng.choices(rested, weights)[0]


def _strongest(desk: Desk, spoken: Sequence[Spoken]) -> list[Spoken]:
    """Those with the most facts in them, which could be sent to nobody else, and one fact fewer where that is two."""
    most = max(_facts(desk, each) for each in spoken)
    least = most - 1 if most > 2 else most
    return [each for each in spoken if _facts(desk, each) >= least]


def _facts(desk: Desk, spoken: Spoken) -> int:
    own = {name for name in spoken.frame.slots if name in desk.known.slots or name in _SEEN_ONLY}
    return sum(_FACTS_IN.get(name, 1) for name in own if spoken.slots[name].ids or name == "apart")


def _of_you(spoken: Spoken) -> float:
    return 1.5 if _YOU.search(spoken.frame.text) else 1.0


def _guesses_twice(spoken: Spoken) -> bool:
    """ "My guess is that rules tend to break" is a guess of a guess."""
    return spoken.frame.hedged and bool(_HEDGE.search(spoken.slots["pain"].text))


_SEEN_ONLY = frozenset({"date", "filing"})
_FACTS_IN = {"a_raise": 2, "date": 0, "filing": 0}


def _fits(desk: Desk, frame: FrameSpec, slots: Mapping[str, Slot]) -> bool:
    known = desk.known
    if not frame.slots <= slots.keys() or (frame.signals and desk.known.kind not in frame.signals):
        return False
    if frame.touch and (frame.touch == "first") is not desk.first:
        return False
    if "starts" in known.slots and frame.direction and not frame.ahead:
        return False
    if frame.direction and known.direction not in frame.direction:
        return False
    if frame.mover and frame.mover != known.mover:
        return False
    if frame.form and not _suits_value(frame, value_form(slots["value"].text)):
        return False
    if frame.max_age_days is not None and known.age_days > frame.max_age_days:
        return False
    return "pain" not in frame.slots or _suits_pain(frame, slots["pain"].text)


def _suits_value(frame: FrameSpec, form: str) -> bool:
    return frame.form == form or (frame.form == "sentence" and form in {"we", "you"})


def _suits_pain(frame: FrameSpec, pain: str) -> bool:
    """A guess must say that it is one, and two clauses of time do not stand in one sentence."""
    hedged = frame.hedged or bool(_HEDGE.search(pain))
    timed = frame.text.startswith(("When", "While", "Before", "After", "At that", "In the months", "Around", "With"))
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
