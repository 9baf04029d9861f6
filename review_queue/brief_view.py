"""What a brief shows: the reason in its steps, every fact with its quote, age and source, and what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agent.domain.accounts import Account
from agent.domain.briefs import Brief, Reason
from agent.domain.evidence import Evidence, Party
from agent.domain.signals import Signal
from agent.domain.teams import Team
from drafting.gaps import gaps
from drafting.outdated import Change
from drafting.reasons import is_fresh
from drafting.untrusted import HIDDEN_TEXT, INSTRUCTION, INTERNAL_ONLY, MIXED_SCRIPT, WITHHELD
from review_queue import markup, words
from review_queue.cards import host_of
from review_queue.markup import Line
from signals.why_now import age_words, round_words, why_now

FLAGS = {
    INSTRUCTION: "gives orders to a language model",
    HIDDEN_TEXT: "hides text from readers",
    MIXED_SCRIPT: "mixes alphabets inside a word",
    INTERNAL_ONLY: "its licence keeps it inside",
}
_CONFLICTS = {"amount": "money", "round": "round"}
"""Which typed fact shows what the reports of an event disagree on."""
MOST_OTHERS = 3
_ROUND = re.compile(r"\b[a-z]+(?:_[a-z]+)*(?= \()")
SHORT = 40


@dataclass(frozen=True, slots=True)
class Cited:
    """One fact as it is cited: `[e3 · Wire · 12 Nov 2026]`, its age, the verbatim quote and where it stands.
    `title` tells of what a few quoted words are part; "" where the quote tells it."""

    id: str
    quote: tuple[Line, ...]
    publisher: str
    on: str
    age: str
    title: str
    url: str
    host: str
    counted: str
    is_stale: bool
    is_used: bool
    is_recorded: bool
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one report gives where reports disagree."""

    id: str
    value: str
    publisher: str
    on: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Reports of one event that give different values, side by side."""

    words: str
    sides: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One event with the facts that tell of it."""

    signal_id: str
    claim: str
    facts: tuple[Cited, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class StepOf:
    """One step of the reason. `ref` is the evidence or the offer's id that it stands on."""

    name: str
    words: str
    ref: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    persona: str
    steps: tuple[StepOf, ...]


@dataclass(frozen=True, slots=True)
class WrittenFor:
    """A draft on this brief. `href` is "" where the reader may not open it."""

    who: str
    said: str
    href: str


@dataclass(frozen=True, slots=True)
class BriefView:
    id: str
    account: Account
    why_now: str
    reason: ReasonView | None
    others: tuple[str, ...]
    events: tuple[Event, ...]
    beside: tuple[Cited, ...]
    aside: tuple[Cited, ...]
    risks: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    withheld: int
    written_for: tuple[WrittenFor, ...]
    wanted: tuple[str, ...]
    researched_at: datetime
    sha: str
    changes: tuple[Change, ...]
    labels: Mapping[str, str]

    @property
    def facts(self) -> int:
        return sum(len(event.facts) for event in self.events) + len(self.beside)


@dataclass(frozen=True, slots=True)
class Reading:
    """The brief as it may be shown, and what is known around it. `labels` number its evidence as the draft does."""

    id: str
    brief: Brief
    used: frozenset[str]
    reason: str
    withheld: int
    written_for: tuple[WrittenFor, ...]
    wanted: tuple[str, ...]
    changes: tuple[Change, ...]
    labels: Mapping[str, str]


def brief_view(reading: Reading, team: Team, *, now: datetime, tz: ZoneInfo) -> BriefView:
    """Pure: everything of a brief in words, ages as of `now`. `reading.reason` picks the reason that a draft used."""
    brief = reading.brief
    stale = {line.evidence_id for line in brief.lines if line.stale}
    theirs = [piece for piece in brief.evidence if piece.party is Party.PROSPECT]
    shown = {piece.id: _cited(piece, piece.id in stale, piece.id in reading.used, now, tz) for piece in theirs}
    usable = [piece for piece in theirs if not piece.flags & WITHHELD]
    events = tuple(_events(brief, usable, shown, now, tz))
    told = {fact.id for event in events for fact in event.facts}
    reason = _chosen(brief, reading.reason)
    return BriefView(
        id=reading.id,
        account=brief.account,
        why_now=_why_now(brief, reason, now),
        reason=_reason(brief, reason, team, now) if reason else None,
        others=_others(brief, reason),
        events=events,
        beside=tuple(shown[piece.id] for piece in usable if piece.id not in told),
        aside=tuple(shown[piece.id] for piece in theirs if piece.flags & WITHHELD),
        risks=tuple((risk.words, risk.evidence_id) for risk in brief.risks),
        unknown=gaps(brief),
        withheld=reading.withheld,
        written_for=reading.written_for,
        wanted=reading.wanted,
        researched_at=brief.as_of,
        sha=brief.sha256[:12],
        changes=reading.changes,
        labels=reading.labels,
    )


def _cited(piece: Evidence, stale: bool, used: bool, now: datetime, tz: ZoneInfo) -> Cited:
    host = host_of(piece.url)
    return Cited(
        id=piece.id,
        quote=markup.lit(piece),
        publisher=words.recorded_by(piece.publisher) if piece.is_recorded else piece.publisher or host,
        on=words.on_date(piece.published_at, tz),
        age=age_words(piece.published_at, now) if piece.published_at else "no date",
        title=piece.title if len(piece.quote) < SHORT and piece.title not in piece.quote else "",
        url=piece.url if host else "",
        host=host,
        counted=", ".join(dict.fromkeys(fact.raw for fact in piece.facts if fact.derived and fact.type != "team")),
        is_stale=stale,
        is_used=used,
        is_recorded=piece.is_recorded,
        flags=tuple(FLAGS[flag] for flag in sorted(piece.flags) if flag in FLAGS),
    )


def _events(
    brief: Brief, usable: Sequence[Evidence], shown: dict[str, Cited], now: datetime, tz: ZoneInfo
) -> Iterator[Event]:
    for signal in brief.signals:
        pieces = [piece for piece in usable if piece.signal_id == signal.id]
        if pieces:
            facts = tuple(shown[piece.id] for piece in pieces)
            claim = words.sentence(why_now(signal, now))
            yield Event(signal.id, claim, facts, tuple(_disagreements(signal, pieces, tz)))


def _disagreements(signal: Signal, pieces: Sequence[Evidence], tz: ZoneInfo) -> Iterator[Disagreement]:
    """What the cluster found to differ, with the value that each report gives."""
    for conflict in signal.conflicts:
        wanted = _CONFLICTS.get(conflict.partition(":")[0], "")
        sides: dict[str, Said] = {}
        for piece in pieces:
            for fact in piece.facts:
                if fact.type == wanted:
                    said = Said(piece.id, fact.raw, piece.publisher, words.on_date(piece.published_at, tz))
                    sides.setdefault(fact.norm, said)
        yield Disagreement(_said(conflict), tuple(sides.values()) if len(sides) > 1 else ())


def _said(conflict: str) -> str:
    """ "round: Series A (Wire), Series B (Post)": rounds by their names."""
    field, _, rest = conflict.partition(": ")
    return f"{field}: {_ROUND.sub(lambda m: round_words(m[0]), rest)}" if field == "round" else conflict


def _chosen(brief: Brief, sentence: str) -> Reason | None:
    """The reason that a draft used, else the best one."""
    return next((one for one in brief.reasons if one.sentence == sentence), next(iter(brief.reasons), None))


def _why_now(brief: Brief, reason: Reason | None, now: datetime) -> str:
    """One sentence: the event of the reason first, and one more that is fresh."""
    first = reason.signal_id if reason else ""
    fresh = [signal for signal in brief.signals if is_fresh(signal, brief.as_of)]
    fresh.sort(key=lambda signal: signal.id != first)
    said = dict.fromkeys(why_now(signal, now) for signal in fresh)
    return f"{words.sentence('; '.join(list(said)[:2]))}." if said else ""


def _reason(brief: Brief, reason: Reason, team: Team, now: datetime) -> ReasonView:
    by_id = brief.evidence_by_id()
    signal = next((one for one in brief.signals if one.id == reason.signal_id), None)
    first = next((piece.id for piece in brief.evidence if piece.signal_id == reason.signal_id), "")
    event = words.sentence(why_now(signal, now)) if signal else reason.sentence.partition(" → ")[0]
    steps = [StepOf("What happened", event, first)]
    for name, ref in (
        ("What it tends to mean", reason.pain_id),
        ("What we do about it", reason.value_id),
        ("What shows it", reason.proof_id),
    ):
        if ref in by_id:
            steps.append(StepOf(name, words.sentence(by_id[ref].quote), ref))
    persona = team.persona(reason.persona_id)
    return ReasonView(persona.name if persona else reason.persona_id, tuple(steps))


def _others(brief: Brief, reason: Reason | None) -> tuple[str, ...]:
    """Other reasons that it gives, in their order, each event and pain once."""
    seen = {(reason.signal_id, reason.pain_id)} if reason else set()
    found = []
    for one in brief.reasons:
        if (one.signal_id, one.pain_id) not in seen:
            seen.add((one.signal_id, one.pain_id))
            found.append(words.sentence(one.sentence))
    return tuple(found[:MOST_OTHERS])
