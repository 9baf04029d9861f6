"""A sender's voice put into a draft, whoever wrote it: contractions, marks, words said otherwise (drafting §7).

Proofs stand word for word. What a change would make untrue or wrong is caught by the check, which runs afterwards.
"""

from __future__ import annotations

import re
from dataclasses import replace

from agent.domain.drafts import Role, Sentence, Written
from agent.domain.voices import UNKNOWN, Preference, PreferenceKind, Voice
from agent.plurals import count
from drafting.wording import upper_first

CONTRACTS_FROM = 0.5
EXPANDS_UNTIL = 0.1
BANS_TOLD = 30
_NOT = ("do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "would", "could", "should")
# Only before a word: "that is how it is." keeps its end.
_PAIRS = (
    ("cannot", "can't"),
    ("will not", "won't"),
    *((f"{verb} not", f"{verb}n't") for verb in _NOT),
    *((f"{who} are", f"{who}'re") for who in ("you", "we", "they")),
    *((f"{who} is", f"{who}'s") for who in ("it", "that", "there", "here", "what", "who")),
    ("I am", "I'm"),
    *((f"{who} will", f"{who}'ll") for who in ("you", "we", "they", "it", "I")),
    *((f"{who} would", f"{who}'d") for who in ("you", "we", "they", "I")),
)
_TO_SHORT = [(re.compile(rf"\b{long.replace(' ', r' +')}\b(?= *\w|$)", re.I), short) for long, short in _PAIRS]
_TO_LONG = [
    (re.compile(rf"\b{short.replace(chr(39), '[' + chr(39) + '’]')}\b(?! +been)", re.I), long) for long, short in _PAIRS
]
_DASH = re.compile(r"\s*[—–]\s*|\s+-\s+")


def contracted(text: str) -> str:
    """ "It is not" becomes "It isn't"."""
    for pattern, short in _TO_SHORT:
        text = pattern.sub(lambda m, short=short: _cased(short, m[0]), text)  # type: ignore[misc]
    return text


def expanded(text: str) -> str:
    """ "It's" becomes "It is"."""
    for pattern, long in _TO_LONG:
        text = pattern.sub(lambda m, long=long: _cased(long, m[0]), text)  # type: ignore[misc]
    return text


def contractions_in(text: str) -> tuple[int, int]:
    """How many contractions stand in `text`, and in how many places one could."""
    short = sum(len(pattern.findall(text)) for pattern, _ in _TO_LONG)
    return short, short + sum(len(pattern.findall(text)) for pattern, _ in _TO_SHORT)


def voiced(written: Written, voice: Voice) -> Written:
    """`written` as this sender would put it. A plain voice changes nothing."""
    sentences = tuple(_said(sentence, voice) for sentence in written.sentences)
    subject = _instead(written.subject, voice)
    return Written(_subject(subject, voice), sentences)


def rules_of(voice: Voice) -> list[str]:
    """The voice in words, for a prompt: what the sender asked for, how they write, what they never write."""
    card, rules = voice.card, [one.words for one in voice.preferences]
    if card.words:
        rules.append(f"About {card.words} words.")
    if card.grade is not None:
        rules.append(f"As easy to read as school grade {max(1, round(card.grade))}.")
    if _contracts(voice) and not voice.prefers(PreferenceKind.CONTRACT):
        rules.append(Preference(PreferenceKind.CONTRACT).words)
    if _expands(voice) and not voice.prefers(PreferenceKind.EXPAND):
        rules.append(Preference(PreferenceKind.EXPAND).words)
    if card.openers:
        rules.append("Mails of this sender begin like: " + "; ".join(f"“{one} …”" for one in card.openers))
    plain = [ban.phrase for ban in voice.bans if not ban.is_regex]
    if plain:
        rules.append("Never write: " + ", ".join(f"“{one}”" for one in plain[:BANS_TOLD]) + ".")
    return rules


def summary_of(voice: Voice) -> str:
    """What of the voice a drafter was given, counted: "measured card, 2 rules, 1 example"; "" for a plain one."""
    card = "measured card" if voice.card.measured_from else "card" if voice.card != UNKNOWN else ""
    counts = ((voice.preferences, "rule"), (voice.bans, "ban"), (voice.examples, "example"))
    told = (count(len(some), name) for some, name in counts if some)
    return ", ".join(part for part in (card, *told) if part)


def left_out(voice: Voice) -> frozenset[str]:
    """The roles of sentences that this sender leaves out; an opener and a call to action are never."""
    named = {one.before for one in voice.prefers(PreferenceKind.LEAVE_OUT)}
    return frozenset(named - {str(Role.OPENER), str(Role.CTA)})


def room_of(voice: Voice, low: int, high: int) -> tuple[int, int]:
    """The words of a first mail, bounded by what the sender asked for."""
    most = min([one.number for one in voice.prefers(PreferenceKind.SHORTER) if one.number], default=high)
    return min(low, most), min(high, most)


def _said(sentence: Sentence, voice: Voice) -> Sentence:
    if sentence.role is Role.PROOF:
        return sentence
    text = _instead(sentence.text, voice)
    if voice.prefers(PreferenceKind.NO_EXCLAMATION):
        text = text.replace("!", ".")
    if voice.prefers(PreferenceKind.NO_DASH):
        text = _DASH.sub(", ", text)
    if _contracts(voice):
        text = contracted(text)
    elif _expands(voice):
        text = expanded(text)
    return replace(sentence, text=text)


def _contracts(voice: Voice) -> bool:
    if voice.prefers(PreferenceKind.EXPAND):
        return False
    share = voice.card.contractions
    return bool(voice.prefers(PreferenceKind.CONTRACT)) or (share is not None and share >= CONTRACTS_FROM)


def _expands(voice: Voice) -> bool:
    share = voice.card.contractions
    return bool(voice.prefers(PreferenceKind.EXPAND)) or (share is not None and share <= EXPANDS_UNTIL)


def _instead(text: str, voice: Voice) -> str:
    for one in voice.prefers(PreferenceKind.SAY_INSTEAD):
        pattern = re.compile(rf"(?<!\w){re.escape(one.before)}(?!\w)", re.IGNORECASE)
        text = pattern.sub(lambda m, after=one.after: _cased(after, m[0]), text)  # type: ignore[misc]
    return text


def _subject(subject: str, voice: Voice) -> str:
    """In lower case where the sender wants that: only a plain first word, since names and acronyms keep theirs."""
    head, _, tail = subject.partition(" ")
    if voice.prefers(PreferenceKind.SUBJECT_LOWER) and head[1:].islower():
        return " ".join(filter(None, (head.lower(), tail)))
    return subject


def _cased(new: str, old: str) -> str:
    """`new` with the capital that `old` begins with."""
    return upper_first(new) if old[:1].isupper() else new
