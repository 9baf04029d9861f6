"""What is otherwise than when a brief was written: new events, events and offers that are gone, reasons grown too old.

Part of stage 5 of 12 (drafting §6: a stale or changed input marks open drafts). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from agent.domain.briefs import Brief
from agent.domain.evidence import Evidence, Party
from agent.domain.signals import Signal
from drafting.reasons import is_fresh
from drafting.untrusted import WITHHELD
from signals.why_now import age_words, what_happened


class ChangeKind(StrEnum):
    """In the order in which a reader wants them."""

    RISK = "risk"
    GONE = "gone"
    OTHERWISE = "otherwise"
    TOO_OLD = "too_old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise, in words. `evidence_id` is the piece of the old brief that it concerns, if one."""

    kind: ChangeKind
    words: str
    evidence_id: str = ""


def changes(kept: Brief, now: Brief, *, used: Collection[str]) -> tuple[Change, ...]:
    """What a reader of `kept` must know that `now` says; the gravest first. `used`: the evidence a draft cites.

    Evidence that merely fell behind newer facts is no change: what a draft does not use may go unsaid.
    """
    found = [*_risks(kept, now), *_events(kept, now), *_ours(kept, now, used), *_aged(kept, now), *_news(kept, now)]
    order = list(ChangeKind)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: order.index(one.kind)))


def _risks(kept: Brief, now: Brief) -> Iterator[Change]:
    known = {risk.kind for risk in kept.risks}
    yield from (Change(ChangeKind.RISK, risk.words) for risk in now.risks if risk.kind not in known)


def _events(kept: Brief, now: Brief) -> Iterator[Change]:
    """Events of the old brief that were set aside, or of which other things are told now."""
    told = {signal.id: signal for signal in now.signals}
    for signal in kept.signals:
        was, first = what_happened(signal), _first_of(kept, signal)
        today = told.get(signal.id)
        if today is None:
            if is_fresh(signal, kept.as_of):
                yield Change(ChangeKind.GONE, f"“{was}” was set aside: it does not stand any more.", first)
        elif (reads := what_happened(today)) != was:
            yield Change(ChangeKind.OTHERWISE, f"“{was}” reads “{reads}” now.", first)
        else:
            for words in today.conflicts:
                if words not in signal.conflicts:
                    yield Change(ChangeKind.OTHERWISE, f"Reports of “{was}” disagree now: {words}.", first)


def _ours(kept: Brief, now: Brief, used: Collection[str]) -> Iterator[Change]:
    """What a draft says of ourselves and offer.yaml does not, or says otherwise."""
    today = {piece.id: piece.quote for piece in now.evidence if piece.party is Party.SELLER}
    for piece in kept.evidence:
        if piece.party is not Party.SELLER or piece.id not in used or today.get(piece.id) == piece.quote:
            continue
        what = "says otherwise" if piece.id in today else "does not hold it any more"
        words = f"{piece.id} (“{_short(piece.quote)}”): offer.yaml {what}."
        yield Change(ChangeKind.OTHERWISE if piece.id in today else ChangeKind.GONE, words, piece.id)


def _aged(kept: Brief, now: Brief) -> Iterator[Change]:
    """Reasons that were fresh and are too old to open a mail on."""
    events = {signal.id: signal for signal in kept.signals}
    for signal_id in dict.fromkeys(reason.signal_id for reason in kept.reasons):
        signal = events.get(signal_id)
        if signal and is_fresh(signal, kept.as_of) and not is_fresh(signal, now.as_of):
            age = age_words(signal.dated_at, now.as_of)
            words = f"“{what_happened(signal)}” is too old to open a mail: {age}."
            yield Change(ChangeKind.TOO_OLD, words, _first_of(kept, signal))


def _news(kept: Brief, now: Brief) -> Iterator[Change]:
    """Fresh events, and dated texts, that were not known when the brief was written."""
    known = {signal.id for signal in kept.signals}
    told = {piece.signal_id for piece in now.evidence if not piece.flags & WITHHELD}
    for signal in now.signals:
        if signal.id not in known and signal.id in told and is_fresh(signal, now.as_of):
            yield Change(ChangeKind.NEW, f"{what_happened(signal)}, {age_words(signal.dated_at, now.as_of)}.")
    quoted = {piece.quote for piece in kept.evidence}
    for piece in now.evidence:
        if _is_newer(piece, kept) and piece.quote not in quoted:
            said = _short(piece.title or piece.quote)
            words = (
                f"{said.rstrip('.')} (recorded by {piece.publisher})."
                if piece.is_recorded
                else f"“{said}” ({piece.publisher})."
            )
            yield Change(ChangeKind.NEW, words)


def _is_newer(piece: Evidence, kept: Brief) -> bool:
    """Whether it was published after the brief, and tells no event: events are told by their own words."""
    alone = piece.party is Party.PROSPECT and not piece.signal_id and not piece.flags & WITHHELD
    return alone and piece.published_at is not None and piece.published_at > kept.as_of


def _first_of(brief: Brief, signal: Signal) -> str:
    return next((piece.id for piece in brief.evidence if piece.signal_id == signal.id), "")


def _short(text: str, most: int = 80) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]} …"
