"""Edits: what a person changed between what a drafter wrote and what they approved (drafting §7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EditClass(StrEnum):
    """What one change was about."""

    TYPO = "typo"
    TONE = "tone"
    SHORTEN = "shorten"
    FACT_FIX = "fact_fix"
    CTA = "cta"
    SUBJECT = "subject"
    PERSONALISATION = "personalisation"
    STRUCTURE = "structure"


class EditBand(StrEnum):
    """How much was changed, by normalised Levenshtein distance."""

    AS_IS = "as_is"
    LIGHT = "light"
    HEAVY = "heavy"

    @classmethod
    def of(cls, ratio: float) -> EditBand:
        """Under 2 % as is, under 15 % light, else heavy (drafting §7)."""
        if ratio < 0.02:
            return cls.AS_IS
        return cls.LIGHT if ratio < 0.15 else cls.HEAVY


@dataclass(frozen=True, slots=True)
class Hunk:
    """One change: the words `before` became `after`, in a sentence of role `part` ("subject" for the subject).

    "" in `before` is an addition, in `after` a deletion. `whole`: a sentence came or went as a whole.
    """

    kind: EditClass
    before: str
    after: str
    part: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Everything that changed between two texts. `ratio` 0 nothing, 1 everything."""

    ratio: float
    words_changed: int
    hunks: tuple[Hunk, ...] = ()

    @property
    def band(self) -> EditBand:
        return EditBand.of(self.ratio)

    @property
    def classes(self) -> dict[EditClass, int]:
        return {kind: n for kind in EditClass if (n := sum(hunk.kind is kind for hunk in self.hunks))}


@dataclass(frozen=True, slots=True)
class Edit:
    """One approval: what its draft was, and what was changed in it first. `owner_id` is the sender."""

    draft_id: str
    owner_id: str
    at: datetime
    step: int
    change: Change
    signal_kind: str = ""
    persona_id: str = ""
    drafter: str = ""
    prompt_id: str = ""
    prompt_hash: str = ""
    frames: tuple[str, ...] = ()
