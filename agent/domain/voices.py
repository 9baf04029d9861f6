"""Voices: how one sender writes, what they prefer, and which words they never use (drafting §7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PreferenceKind(StrEnum):
    """What a rule in words tells a drafter to do. Each has a form that the composer can obey."""

    NO_EXCLAMATION = "no_exclamation"
    NO_DASH = "no_dash"
    CONTRACT = "contract"
    EXPAND = "expand"
    SAY_INSTEAD = "say_instead"
    ASK_FOR_OWNER = "ask_for_owner"
    LEAVE_OUT = "leave_out"
    SHORTER = "shorter"
    SUBJECT_LOWER = "subject_lower"
    SUBJECT_SHORTER = "subject_shorter"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class Preference:
    """One rule. `before` and `after` are the words it is about (LEAVE_OUT: the role in `before`); `number` a bound."""

    kind: PreferenceKind
    before: str = ""
    after: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        """Names the rule, so that what was declined is not proposed again."""
        return ":".join((self.kind, self.before.casefold(), self.after.casefold()))

    @property
    def words(self) -> str:
        return _WORDS[self.kind].format(before=self.before, after=self.after, number=self.number)


_WORDS = {
    PreferenceKind.NO_EXCLAMATION: "Drop exclamation marks.",
    PreferenceKind.NO_DASH: "No dash between clauses: use a comma or a new sentence.",
    PreferenceKind.CONTRACT: "Write contractions: it's, don't, you're.",
    PreferenceKind.EXPAND: "Write no contractions: it is, do not, you are.",
    PreferenceKind.SAY_INSTEAD: "Say “{after}” instead of “{before}”.",
    PreferenceKind.ASK_FOR_OWNER: "In the question, ask who owns it.",
    PreferenceKind.LEAVE_OUT: "Leave out the {before} sentence.",
    PreferenceKind.SHORTER: "Keep the first mail to {number} words.",
    PreferenceKind.SUBJECT_LOWER: "Write the subject in lower case.",
    PreferenceKind.SUBJECT_SHORTER: "Keep the subject to {number} words.",
    PreferenceKind.BAN: "Never write “{before}”.",
}


class BanLevel(StrEnum):
    """HARD blocks approval, SOFT warns."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Ban:
    """A phrase that is not written: whole words in any case, or a regular expression. `owner_id` "" is everyone's.

    `hits` and `misses` are its tests: texts that it must find, and texts that it must leave alone.
    """

    id: str
    phrase: str
    level: BanLevel = BanLevel.SOFT
    owner_id: str = ""
    is_regex: bool = False
    reason: str = ""
    by: str = ""
    at: datetime | None = None
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """Whole words in any case; in a plain phrase `*` ends a word freely."""
        if self.is_regex:
            return re.compile(self.phrase, re.IGNORECASE)
        words = re.escape(" ".join(self.phrase.split())).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        return re.compile(rf"(?<!\w)(?:{words.replace(chr(39), '[' + chr(39) + '’]')})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VoiceCard:
    """How a sender writes, measured; what the owner set by hand stands over what was measured. None: not known.

    `contractions` is the share of places for one that have it, `you_ratio` that of L12. `greeting` may hold
    {first_name}. `openers` are masked: no name, no number. `measured_from` texts.
    """

    words: int | None = None
    grade: float | None = None
    greeting: str = ""
    sign_off: str = ""
    contractions: float | None = None
    you_ratio: float | None = None
    openers: tuple[str, ...] = ()
    measured_from: int = 0


UNKNOWN = VoiceCard()


@dataclass(frozen=True, slots=True)
class Example:
    """An approved final with its facts as slots. `barred` are the names and facts that were masked: an output that
    repeats one was copied from here."""

    draft_id: str
    subject: str
    sentences: tuple[str, ...]
    barred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """What a drafter is told of the sender: nothing of it is about anybody else."""

    card: VoiceCard = UNKNOWN
    preferences: tuple[Preference, ...] = ()
    bans: tuple[Ban, ...] = ()
    examples: tuple[Example, ...] = ()

    def prefers(self, kind: PreferenceKind) -> tuple[Preference, ...]:
        return tuple(one for one in self.preferences if one.kind is kind)


PLAIN = Voice()
