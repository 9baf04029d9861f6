"""Preference notes: from three or more alike edits, one rule in words that a person may accept (drafting §7 b, c).

The idea is PRELUDE's (Gao et al. 2024): preferences inferred from edits, inspectable, no training. Stage 12 of 12.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from agent.domain.drafts import Role, Written
from agent.domain.edits import EditClass, Hunk
from agent.domain.voices import Preference, PreferenceKind
from agent.feedback.edits import SUBJECT, change_of, plain
from agent.store.edits import Revised
from drafting.anchors.words import FRAME, STOP, words_of
from drafting.voice import contracted, expanded

LEAST = 3
AGREEING = 0.75
"""Of those who changed such a thing at all, this share changed it the same way."""
_LONGEST_PHRASE = 8
_DASH = re.compile(r"—|–|\s-\s")
_OWNER = re.compile(
    r"\bwho (?:owns|looks after|handles|runs|leads|is responsible|should i|would be|is the right|in your team|on your)"
    r"|\bright person\b|\bbest person\b|\bpoint me\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"[\d@{}\[\]]|https?:|www\.")


@dataclass(frozen=True, slots=True)
class Shown:
    """One edit that speaks for a rule: what stood there, and what stands there now."""

    draft_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule, the edits that speak for it, newest first, and how many spoke against it."""

    preference: Preference
    examples: tuple[Shown, ...]
    against: int = 0


def propose(edits: Sequence[Revised], *, settled: Collection[str] = ()) -> list[Proposal]:
    """Every rule that three or more edits speak for, each to another person, and few against; best supported first.

    `settled` are keys of rules that were decided about: they are not proposed again.
    """
    said = [(edit, _preferences(edit)) for edit in edits]
    found: dict[str, list[tuple[Revised, Preference, Shown]]] = {}
    for edit, preferences in said:
        for preference, shown in preferences.items():
            found.setdefault(preference.key, []).append((edit, preference, shown))
    against = _against(edits)
    proposals = []
    for key, votes in found.items():
        people = {edit.contact_id for edit, _, _ in votes}
        opposed = against(votes[0][1])
        if key in settled or len(people) < LEAST or len(people) < AGREEING * (len(people) + opposed):
            continue
        rule = _bounded(votes[0][1], [preference.number for _, preference, _ in votes])
        proposals.append(Proposal(rule, tuple(shown for _, _, shown in votes), opposed))
    return _widest(sorted(proposals, key=lambda one: (-len(one.examples), one.preference.key)))


def _bounded(preference: Preference, numbers: Sequence[int]) -> Preference:
    """With the bound that most of the edits keep: their median, words rounded up to five."""
    if not preference.number:
        return preference
    middle = round(median(numbers))
    bound = -(-middle // 5) * 5 if preference.kind is PreferenceKind.SHORTER else max(1, middle)
    return Preference(preference.kind, preference.before, preference.after, bound)


def _preferences(edit: Revised) -> dict[Preference, Shown]:
    """What one edit says that its sender prefers, each once, with the words that show it."""
    hunks = change_of(edit.generated, edit.final).hunks
    rows = [*_of_marks(edit), *_of_length(edit), *_of_subject(edit), *_of_question(edit)]
    for hunk in hunks:
        rows.extend((rule, hunk.before, hunk.after) for rule in _of_hunk(hunk, edit.final))
    found: dict[Preference, Shown] = {}
    for rule, before, after in rows:
        found.setdefault(rule, Shown(edit.draft_id, before, after))
    return found


Row = tuple[Preference, str, str]


def _of_marks(edit: Revised) -> Iterable[Row]:
    old, new = plain(edit.generated), plain(edit.final)
    if old.count("!") > new.count("!"):
        yield Preference(PreferenceKind.NO_EXCLAMATION), _around(old, "!"), ""
    if len(_DASH.findall(old)) > len(_DASH.findall(new)):
        match = _DASH.search(old)
        yield Preference(PreferenceKind.NO_DASH), _around(old, match[0] if match else ""), ""


def _of_length(edit: Revised) -> Iterable[Row]:
    old, new = _count(edit.generated), _count(edit.final)
    if len(edit.generated.sentences) > 2 and new <= 0.8 * old:
        yield Preference(PreferenceKind.SHORTER, number=new), f"{old} words", f"{new} words"


def _of_subject(edit: Revised) -> Iterable[Row]:
    old, new = edit.generated.subject, edit.final.subject
    if old != new and old[:1].isupper() and new[:1].islower() and old.casefold() == new.casefold():
        yield Preference(PreferenceKind.SUBJECT_LOWER), old, new
    if 0 < len(new.split()) < len(old.split()):
        yield Preference(PreferenceKind.SUBJECT_SHORTER, number=len(new.split())), old, new


def _of_question(edit: Revised) -> Iterable[Row]:
    old, new = _asked(edit.generated), _asked(edit.final)
    if new and _OWNER.search(new) and not _OWNER.search(old):
        yield Preference(PreferenceKind.ASK_FOR_OWNER), old, new


def _of_hunk(hunk: Hunk, final: Written) -> Iterable[Preference]:
    if hunk.kind in (EditClass.TYPO, EditClass.FACT_FIX, EditClass.PERSONALISATION) or hunk.part == SUBJECT:
        return
    if hunk.whole:
        left = {str(sentence.role) for sentence in final.sentences}
        if not hunk.after and hunk.part in (Role.PAIN, Role.VALUE, Role.PROOF) and hunk.part not in left:
            yield Preference(PreferenceKind.LEAVE_OUT, before=hunk.part)
        return
    if kind := _contraction(hunk.before, hunk.after):
        yield Preference(kind)
        return
    before, after = _trimmed(hunk.before, hunk.after)
    if _is_plain(before) and _is_plain(after) and len(after.split()) <= 4:
        yield Preference(PreferenceKind.SAY_INSTEAD, _lower(before), _lower(after))
    if hunk.part == Role.CTA and _OWNER.search(_asked(final)):
        return  # the question became another one: the rule is to ask who owns it, not to never ask the first
    stays = plain(final).casefold()
    for phrase in _phrases(before):
        if phrase not in stays:
            yield Preference(PreferenceKind.BAN, before=phrase)


def _contraction(before: str, after: str) -> PreferenceKind | None:
    if not before or not after or before == after:
        return None
    if contracted(before) == after or expanded(after).casefold() == before.casefold():
        return PreferenceKind.CONTRACT
    if contracted(after) == before or expanded(before).casefold() == after.casefold():
        return PreferenceKind.EXPAND
    return None


def _trimmed(before: str, after: str) -> tuple[str, str]:
    """Both without the words that they end in alike, whatever their case: what moved to a sentence's start."""
    old, new = before.split(), after.split()
    while old and new and old[-1].casefold() == new[-1].casefold():
        old, new = old[:-1], new[:-1]
    return " ".join(old), " ".join(new)


def _phrases(text: str) -> Iterable[str]:
    """The runs of up to eight words in what was taken out that say something and name nobody."""
    words = [word.raw for word in words_of(text)]
    whole = " ".join(words)
    if len(words) > 2 * _LONGEST_PHRASE:
        return
    for size in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            phrase = " ".join(words[at : at + size])
            if _is_plain(phrase) and phrase in text and (size > 1 or len(whole.split()) == 1) and _says(phrase):
                yield _lower(phrase)


def _says(phrase: str) -> bool:
    """Not only little words, and not one at either end where others stand."""
    words = list(words_of(phrase))
    telling = [word.folded not in STOP and word.stem not in FRAME for word in words]
    return any(word.folded not in STOP for word in words) if len(words) == 1 else any(telling) or len(words) > 2


def _is_plain(text: str) -> bool:
    """Words that could stand in anybody's mail: no figure, no address, no capital but the first."""
    words = text.split()
    if not words or len(words) > _LONGEST_PHRASE or _PERSONAL.search(text) or not words_of(text):
        return False
    return not any(ch.isupper() for ch in text[1:].replace(" I ", " i ").replace("I'", "i'"))


def _lower(text: str) -> str:
    return text.strip(" ,.").casefold()


def _against(edits: Sequence[Revised]) -> Callable[[Preference], int]:
    """How many edits did the opposite of a rule, or kept what it would take away."""

    def count(rule: Preference) -> int:
        return sum(_opposes(edit, rule) for edit in edits)

    return count


def _opposes(edit: Revised, rule: Preference) -> bool:
    old, new = plain(edit.generated), plain(edit.final)
    match rule.kind:
        case PreferenceKind.NO_EXCLAMATION:
            return new.count("!") > old.count("!")
        case PreferenceKind.NO_DASH:
            return len(_DASH.findall(new)) > len(_DASH.findall(old))
        case PreferenceKind.SHORTER:
            return _count(edit.final) > _count(edit.generated)
        case PreferenceKind.BAN | PreferenceKind.SAY_INSTEAD:
            return bool(re.search(rf"(?<!\w){re.escape(rule.before)}(?!\w)", new, re.IGNORECASE))
        case PreferenceKind.CONTRACT | PreferenceKind.EXPAND:
            other = {PreferenceKind.CONTRACT, PreferenceKind.EXPAND} - {rule.kind}
            kinds = {_contraction(h.before, h.after) for h in change_of(edit.generated, edit.final).hunks}
            return bool(other & kinds)
        case PreferenceKind.LEAVE_OUT:
            roles = {str(sentence.role) for sentence in edit.final.sentences}
            return rule.before in roles and old != new
        case _:
            return False


def _widest(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Without bans that a longer ban as well supported, or a replacement, already holds."""
    kept: list[Proposal] = []
    replaced = {p.preference.before for p in proposals if p.preference.kind is PreferenceKind.SAY_INSTEAD}
    bans = [p for p in proposals if p.preference.kind is PreferenceKind.BAN]
    for one in proposals:
        if one.preference.kind is PreferenceKind.BAN:
            phrase = one.preference.before
            if any(phrase in other or other in phrase for other in replaced):
                continue
            if any(_holds(other, one) for other in bans if other is not one):
                continue
        kept.append(one)
    return kept


def _holds(other: Proposal, one: Proposal) -> bool:
    """Whether `other` is a longer phrase around `one` with as many edits behind it."""
    return one.preference.before in other.preference.before and len(other.examples) >= len(one.examples)


def _asked(written: Written) -> str:
    return next((s.text for s in written.sentences if s.role is Role.CTA), "")


def _count(written: Written) -> int:
    return sum(len(sentence.text.split()) for sentence in written.sentences)


def _around(text: str, mark: str) -> str:
    """The line that a mark stands in."""
    return next((line for line in text.split("\n") if mark in line), "")
