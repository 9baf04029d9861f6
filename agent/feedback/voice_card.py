"""A sender's voice card, measured by code from ten or more of their own texts (drafting §7). Part of stage 12 of 12."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from statistics import mean, median

from agent.domain.drafts import Written
from agent.domain.voices import VoiceCard
from drafting.anchors.words import words_of
from drafting.examples import masked
from drafting.readability import grade
from drafting.resegment import resegment
from drafting.voice import contractions_in

LEAST = 10
OPENERS = 5
_OPENING_WORDS = 7
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|greetings)\b[^.?!]{0,40}$", re.IGNORECASE
)
_GREETED = re.compile(
    r"^(hi|hello|hey|dear|good (?:morning|afternoon|evening)|greetings)(?:\s+(?:there|all|team))?", re.I
)
_SIGN_OFF = re.compile(
    r"^(?:best|regards|kind regards|best regards|warm regards|thanks|many thanks|thank you|cheers|all the best|"
    r"sincerely|yours|talk soon|warmly|best wishes|speak soon)\b[\w ]{0,20}[,.!]?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^(?:>|On .{5,120} wrote:|-{2,} ?Original|From: |_{5,}|-- ?$)", re.MULTILINE)
_YOURS = frozenset({"you", "your", "yours"})
_OURS = frozenset({"i", "we", "our", "my", "us"})


@dataclass(frozen=True, slots=True)
class OwnText:
    """One text of a sender: its sentences, and greeting and sign-off where it is a whole mail."""

    sentences: tuple[str, ...]
    greeting: str = ""
    sign_off: str = ""


def of_mail(text: str) -> OwnText:
    """A plain-text mail cut into greeting, sentences and sign-off; what it quotes and its signature are left out."""
    quoted = _QUOTED.search(text)
    lines = [line.strip() for line in (text[: quoted.start()] if quoted else text).splitlines()]
    lines = [line for line in lines if line]
    greeting = sign_off = ""
    if lines and _GREETING.match(lines[0]):
        greeting = _greeting_of(lines.pop(0))
    for at in range(len(lines) - 1, max(-1, len(lines) - 5), -1):
        if _SIGN_OFF.match(lines[at]):
            sign_off, lines = lines[at].rstrip(",.! "), lines[:at]
            break
    said = resegment("\n".join(lines), Written("", ())).sentences
    return OwnText(tuple(s.text for s in said if len(s.text.split()) > 1), greeting, sign_off)


def of_final(written: Written) -> OwnText:
    """An approved text; its greeting and sign-off were put there by code and say nothing of the sender."""
    return OwnText(tuple(sentence.text for sentence in written.sentences))


def measure(texts: Sequence[OwnText]) -> VoiceCard | None:
    """The card of these texts; None below ten. Medians and shares only: no sentence and no name is kept."""
    told = [text for text in texts if text.sentences]
    if len(told) < LEAST:
        return None
    short = [contractions_in(" ".join(text.sentences)) for text in told]
    places = sum(all_places for _, all_places in short)
    return VoiceCard(
        words=round(median(sum(len(s.split()) for s in text.sentences) for text in told)),
        grade=round(mean(grade(text.sentences) for text in told), 1),
        greeting=_usual([text.greeting for text in told]),
        sign_off=_usual([text.sign_off for text in told]),
        contractions=round(sum(n for n, _ in short) / places, 2) if places >= LEAST // 2 else None,
        you_ratio=_you_ratio(told),
        openers=_openers(told),
        measured_from=len(told),
    )


def in_force(measured: VoiceCard, own: VoiceCard) -> VoiceCard:
    """What was measured, under what the owner set by hand."""
    chosen = {f.name: getattr(own, f.name) or getattr(measured, f.name) for f in fields(VoiceCard)}
    if own.contractions is not None:
        chosen["contractions"] = own.contractions
    return VoiceCard(**chosen)


def _greeting_of(line: str) -> str:
    """ "Hello Dana," becomes "Hello {first_name},"; "Hi there," stays without a name."""
    start = _GREETED.match(line)
    assert start is not None
    head, rest = start[0], line[start.end() :].strip(" ,.!:-")
    end = line[-1] if line[-1] in ",.!:" else ","
    return f"{head} {{first_name}}{end}" if rest else f"{head}{end}"


def _usual(found: Sequence[str]) -> str:
    """What stands in at least half of those that have one."""
    said = Counter(one for one in found if one)
    if not said:
        return ""
    text, number = said.most_common(1)[0]
    return text if 2 * number >= said.total() else ""


def _you_ratio(texts: Sequence[OwnText]) -> float | None:
    words = [word.folded.split("'")[0] for text in texts for s in text.sentences for word in words_of(s)]
    theirs, ours = sum(w in _YOURS for w in words), sum(w in _OURS for w in words)
    return round(theirs / (theirs + ours), 2) if theirs + ours else None


def _openers(texts: Sequence[OwnText]) -> tuple[str, ...]:
    """How mails begin, the names and figures masked, the commonest first."""
    heads = (" ".join(masked(text.sentences[0]).text.split()[:_OPENING_WORDS]) for text in texts)
    return tuple(head for head, _ in Counter(heads).most_common(OPENERS))
