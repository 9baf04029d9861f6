"""What a person changed in a draft, hunk by hunk, and what each change was about (drafting §7). Stage 12 of 12."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from agent.domain.drafts import Role, Sentence, Written
from agent.domain.edits import Change, EditClass, Hunk
from drafting.anchors.anchor import AnchorType
from drafting.anchors.reading import read
from drafting.anchors.words import words_of
from drafting.lint_rules import default_rules
from drafting.readability import is_word
from drafting.voice import contracted, expanded

SUBJECT = "subject"
_ALIKE = 50.0
_MOVED = 85.0
_TOKEN = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*|[^\w\s]")
_MARKS = re.compile(r"[!—–;]")
_YOU = re.compile(r"\byou(?:r|rs|'re)?\b", re.IGNORECASE)
_FACTS = (
    AnchorType.MONEY,
    AnchorType.PERCENT,
    AnchorType.MULTIPLE,
    AnchorType.COUNT,
    AnchorType.DURATION,
    AnchorType.NUMBER,
    AnchorType.ROUND,
    AnchorType.DATE,
    AnchorType.RECENCY,
    AnchorType.TITLE,
    AnchorType.NAME,
)
# Any day serves: whether two dates differ does not hang on the day they are counted from.
_SOME_DAY = date(2020, 1, 1)


def plain(written: Written) -> str:
    """The words that are compared: the subject, then one sentence a line."""
    return "\n".join([written.subject, *(sentence.text for sentence in written.sentences)])


def ratio_of(generated: Written, final: Written) -> float:
    """Normalised Levenshtein distance over the characters: 0.0 nothing changed, 1.0 everything."""
    return round(Levenshtein.normalized_distance(plain(generated), plain(final)), 4)


@lru_cache(maxsize=2048)
def change_of(generated: Written, final: Written) -> Change:
    """What became of `generated` in `final`: its ratio, how many words came or went, and a class for every hunk."""
    hunks = _in_text(generated.subject, final.subject, SUBJECT)
    pairs = _paired(generated.sentences, final.sentences)
    for old, new in pairs:
        hunks.extend(_in_sentence(old, new, pairs))
    before, after = _tokens(plain(generated)), _tokens(plain(final))
    changed = sum(
        max(op.src_end - op.src_start, op.dest_end - op.dest_start)
        for op in Levenshtein.opcodes([t.text for t in before], [t.text for t in after])
        if op.tag != "equal"
    )
    return Change(ratio_of(generated, final), changed, tuple(hunks))


Pair = tuple[Sentence | None, Sentence | None]


def _paired(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Pair]:
    """Each sentence with what became of it, in the order of the final; None where it came or went as a whole.

    The call to action is paired with the call to action however much it changed; the rest by likeness, best first.
    """
    likeness = [
        (100.0 if _both_ask(a, b) else fuzz.ratio(a.text.casefold(), b.text.casefold()), i, j)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
    ]
    mates: dict[int, int] = {}
    for alike, i, j in sorted(likeness, key=lambda row: (-row[0], abs(row[1] - row[2]))):
        if alike >= _ALIKE and i not in mates and j not in mates.values():
            mates[i] = j
    partner = {j: i for i, j in mates.items()}
    pairs: list[Pair] = [(old[partner[j]] if j in partner else None, sentence) for j, sentence in enumerate(new)]
    return [*pairs, *((sentence, None) for i, sentence in enumerate(old) if i not in mates)]


def _both_ask(one: Sentence, other: Sentence) -> bool:
    return one.role is Role.CTA and other.role is Role.CTA


def _in_sentence(old: Sentence | None, new: Sentence | None, pairs: Sequence[Pair]) -> list[Hunk]:
    if old is not None and new is not None:
        return _in_text(old.text, new.text, str(old.role))
    if old is None and new is not None:
        return [Hunk(_came(new, pairs), "", new.text, str(new.role), whole=True)]
    assert old is not None
    return [Hunk(_went(old, pairs), old.text, "", str(old.role), whole=True)]


def _came(new: Sentence, pairs: Sequence[Pair]) -> EditClass:
    if new.role is Role.CTA:
        return EditClass.CTA
    if any(old and old.text != new.text and fuzz.partial_ratio(new.text, old.text) >= _MOVED for old, _ in pairs):
        return EditClass.STRUCTURE
    return EditClass.PERSONALISATION if _facts_in(new.text) or _YOU.search(new.text) else EditClass.STRUCTURE


def _went(old: Sentence, pairs: Sequence[Pair]) -> EditClass:
    if old.role is Role.CTA:
        return EditClass.CTA
    kept = any(new and fuzz.partial_ratio(old.text, new.text) >= _MOVED for _, new in pairs)
    return EditClass.STRUCTURE if kept else EditClass.SHORTEN


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    return [_Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _in_text(before: str, after: str, part: str) -> list[Hunk]:
    """The hunks between two texts, word by word; what stands side by side is one change."""
    old, new = _tokens(before), _tokens(after)
    found: list[list[int]] = []
    for op in Levenshtein.opcodes([t.text for t in old], [t.text for t in new]):
        if op.tag == "equal":
            continue
        if found and found[-1][1] == op.src_start and found[-1][3] == op.dest_start:
            found[-1][1], found[-1][3] = op.src_end, op.dest_end
        else:
            found.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    return [_hunk(before, after, _cut(old, a, b), _cut(new, c, d), part) for a, b, c, d in found]


def _cut(tokens: Sequence[_Token], start: int, end: int) -> tuple[int, int]:
    if start >= end:
        return 0, 0
    return tokens[start].start, tokens[end - 1].end


def _hunk(before: str, after: str, old: tuple[int, int], new: tuple[int, int], part: str) -> Hunk:
    said, says = before[slice(*old)], after[slice(*new)]
    if part == SUBJECT:
        return Hunk(EditClass.SUBJECT, said, says, part)
    if _is_typo(said, says):
        return Hunk(EditClass.TYPO, said, says, part)
    lost, gained = _facts_in(before, *old), _facts_in(after, *new)
    if lost != gained and lost and (gained or says):
        return Hunk(EditClass.FACT_FIX, said, says, part)
    if part == Role.CTA:
        return Hunk(EditClass.CTA, said, says, part)
    if gained - lost:
        return Hunk(EditClass.PERSONALISATION, said, says, part)
    return Hunk(_of_words(said, says), said, says, part)


def _of_words(before: str, after: str) -> EditClass:
    """A change of plain words: tone, a cut, or something said to this reader."""
    if _is_of_tone(before, after):
        return EditClass.TONE
    old, new = len(words_of(before)), len(words_of(after))
    if new <= old * 0.6:
        return EditClass.SHORTEN
    if not before and _YOU.search(after):
        return EditClass.PERSONALISATION
    return EditClass.TONE


_TONE_LISTS = ("L13_hard", "L13_soft", "L14", "L16")
_IS = re.compile(r"\s+is\b", re.IGNORECASE)
_PADDING = re.compile(
    r"^(?:really|very|just|actually|quite|so|simply|truly|super|definitely|absolutely)$", re.IGNORECASE
)


def _is_of_tone(before: str, after: str) -> bool:
    """Marks, contractions, padding, and the words that the lint knows for worn, loud or flattering."""
    if not words_of(before) and not words_of(after):
        return True
    short, shorter = (_IS.sub("'s", contracted(text)) for text in (before, after))
    if short == shorter or expanded(before) == expanded(after):
        return True
    if _PADDING.match(before.strip()) and not after:
        return True
    lists = default_rules().phrases
    return any(name in lists and lists[name].search(before) and not lists[name].search(after) for name in _TONE_LISTS)


def _is_typo(before: str, after: str) -> bool:
    """The same words spelled, cased, inflected or pointed another way; an exclamation or a dash is tone."""
    old, new = words_of(before), words_of(after)
    if not old and not new:
        return not _MARKS.search(before + after) and (not before or not after or len(before + after) <= 2)
    if len(old) != len(new) or any(ch.isdigit() for ch in before + after) or _MARKS.search(before + after):
        return False
    return all(_same_word(a.raw, b.raw, a.stem == b.stem) for a, b in zip(old, new, strict=True))


def _same_word(one: str, other: str, same_stem: bool) -> bool:
    if same_stem or _spelt(one) == _spelt(other):
        return True
    near = DamerauLevenshtein.distance(one.casefold(), other.casefold()) <= 2 and len(one) > 3
    return near and not is_word(one) and not one[0].isupper()


def _spelt(word: str) -> str:
    return word.casefold().replace("'", "").replace("’", "")


def _facts_in(text: str, start: int = 0, end: int = 1_000_000) -> frozenset[str]:
    """The facts that touch a part of `text`, in a form that two texts can be compared by."""
    found = read(text, _SOME_DAY).of(*_FACTS)
    return frozenset(
        a.raw.casefold() for a in found if a.overlaps(start, end) and not (a.type is AnchorType.NAME and a.start == 0)
    )
