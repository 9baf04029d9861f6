"""What tools an account uses, from fingerprints and job ads: P_use, and the changes that follow from it (signals §5.5).

Part of stage 3 of 12. Pure: a state, what was read since, and the moment give the next state and its events.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from agent.domain.tools import AccountTools, Piece, ToolState
from signals.technology.rules import Layer

BIAS: Final = -2.0
HALF_LIFE: Final = timedelta(days=180)
IN_USE: Final = 0.70
LOW: Final = 0.30
COVERAGE: Final = timedelta(days=60)
"""How long a place must have been read before something new on it counts as new."""
CROSSING: Final = timedelta(days=90)
"""A rise from below LOW to IN_USE within this time is one adoption: the window of §4.2."""
GONE_READINGS: Final = 3
GONE_FOR: Final = timedelta(days=14)
NO_ADS_FOR: Final = timedelta(days=180)
LEAST_SHARE: Final = 0.4
"""A reading that keeps less than this share of the usual marks is a redesign or no page: nothing follows from it."""
HINT: Final = 0.5
"""How sure a new verification token makes us that the tool is being tried."""
OLDEST: Final = timedelta(days=720)
MOST_TOOLS, MOST_PIECES = 100, 20
ADS: Final = "job ads"
WEIGHTS: Final[Mapping[str, float]] = {
    **dict.fromkeys((str(layer) for layer in Layer), 2.5),
    Layer.MX: 1.5,
    Layer.SPF: 1.5,
    Layer.TXT: 0.8,
}


class Change(StrEnum):
    IN_USE = "tool_in_use"
    ADOPT = "tool_adopt"
    EVALUATE = "tool_evaluate"
    REMOVE = "tool_remove"


@dataclass(frozen=True, slots=True)
class Seen:
    """One mark on one place ("/pricing", "MX @"). `watched_since`: from when its rule holds."""

    tool: str
    category: str
    layer: str
    pattern: str
    place: str
    found: str
    watched_since: datetime
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One good reading of an account's site or DNS: the places that answered, and all that was seen on them."""

    at: datetime
    source: str
    places: frozenset[str]
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class AdMention:
    """A job ad's words about a tool. One text counts once, in however many ads it stands: `text_key`."""

    tool: str
    category: str
    weight: float
    text_key: str
    at: datetime
    item_id: str
    quote: str
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class ToolEvent:
    """A change of one tool's state. `piece` is the strongest evidence; a removal's is what used to be there."""

    change: Change
    tool: str
    category: str
    at: datetime
    probability: float
    piece: Piece
    missing_since: datetime | None = None


def p_use(pieces: Iterable[tuple[float, timedelta]]) -> float:
    """P_use = σ(−2.0 + Σ w·0.5^(age / 180 d)) of (weight, age) pairs (§5.5). A script seen today alone gives 0.622."""
    total = BIAS + sum(weight * 0.5 ** (max(age, timedelta()) / HALF_LIFE) for weight, age in pieces)
    return 1 / (1 + math.exp(-total))


def probability(tool: ToolState, now: datetime) -> float:
    return p_use((piece.weight, now - piece.last_at) for piece in tool.pieces)


def advance(
    known: AccountTools,
    readings: Sequence[Reading],
    ads: Sequence[AdMention],
    now: datetime,
    *,
    watched: Iterable[str] = (),
) -> tuple[AccountTools, tuple[ToolEvent, ...]]:
    """The state after these readings and ads, and what changed. `watched`: the tools that ads were read for.

    Running it twice is a no-op: a reading not later than the last of its source, and an ad whose text is known, tell
    nothing new.
    """
    work = _Work(known)
    for reading in sorted(readings, key=lambda one: one.at):
        if reading.source not in work.read_at or reading.at > work.read_at[reading.source]:
            work.read(reading)
    work.hear(ads, watched, now)
    return work.done(now), tuple(work.events)


class _Work:
    """One account's state while it is brought forward."""

    def __init__(self, known: AccountTools) -> None:
        self.tools = dict(known.tools)
        self.places = dict(known.places)
        self.read_at = dict(known.read_at)
        self.shrunk_since = dict(known.shrunk_since)
        self.events: list[ToolEvent] = []

    def read(self, reading: Reading) -> None:
        """One good reading: what it shows, then what it no longer shows. A redesign is taken as it is: no change."""
        redesigned = self._is_redesign(reading)
        in_turn = sorted(reading.seen, key=lambda seen: not self._watched(seen.place, reading.at))
        hints = [hint for seen in in_turn if (hint := self._show(seen, reading, redesigned=redesigned))]
        if not redesigned:
            self._miss(reading)
        settled = redesigned and reading.at - self.shrunk_since[reading.source] >= GONE_FOR
        if settled:
            self._forget(reading)
        if settled or not redesigned:
            self.shrunk_since.pop(reading.source, None)
        for place in reading.places:
            self.places.setdefault(place, reading.at)
        self.read_at[reading.source] = reading.at
        self._judge(reading.at)
        for name, piece in hints:
            self._hint(name, piece, reading.at)

    def _is_redesign(self, reading: Reading) -> bool:
        """Whether most of what stood on these places is gone at once. What came with a redesign does not speak for
        it."""
        since = self.shrunk_since.get(reading.source, reading.at)
        shown = {(seen.tool, _cluster(seen)) for seen in reading.seen}
        usual = [
            (tool.tool, piece.cluster) in shown
            for tool in self.tools.values()
            for piece in tool.pieces
            if piece.source == reading.source
            and not piece.missed
            and piece.first_at < since
            and set(piece.places) <= reading.places
        ]
        shrunk = sum(usual) < LEAST_SHARE * len(usual)
        if shrunk:
            self.shrunk_since.setdefault(reading.source, reading.at)
        return shrunk

    def _show(self, seen: Seen, reading: Reading, *, redesigned: bool) -> tuple[str, Piece] | None:
        """Note a mark; gives the piece where it is a new verification token."""
        tool = self.tools.get(seen.tool)
        cluster = _cluster(seen)
        old = next((piece for piece in tool.pieces if piece.cluster == cluster), None) if tool else None
        if old is not None and tool is not None:
            stay = old.places if old.last_at == reading.at else tuple(p for p in old.places if p not in reading.places)
            places = tuple(dict.fromkeys((*stay, seen.place)))
            again = replace(old, last_at=reading.at, places=places, missed=0, missed_since=None, missed_at=None)
            self._put(tool, again)
            return None
        piece = Piece(
            cluster=cluster,
            weight=WEIGHTS[seen.layer] * seen.confidence,
            first_at=reading.at,
            last_at=reading.at,
            source=reading.source,
            places=(seen.place,),
            found=seen.found,
            is_new=not redesigned
            and self._watched(seen.place, reading.at)
            and reading.at - seen.watched_since >= COVERAGE,
        )
        self._add(seen.tool, seen.category, piece)
        return (seen.tool, piece) if piece.is_new and seen.layer == Layer.TXT else None

    def _watched(self, place: str, at: datetime) -> bool:
        return place in self.places and at - self.places[place] >= COVERAGE

    def _add(self, name: str, category: str, piece: Piece) -> None:
        """A piece that was there before we looked for long says that the tool may always have been there."""
        tool = self.tools.get(name)
        if tool is None:
            tool = ToolState(name, category, low_at=piece.first_at if piece.is_new else None)
        elif not piece.is_new:
            tool = replace(tool, low_at=None)
        self._put(tool, piece)

    def _put(self, tool: ToolState, piece: Piece) -> None:
        others = tuple(one for one in tool.pieces if one.cluster != piece.cluster)
        self.tools[tool.tool] = replace(tool, pieces=(*others, piece))

    def _miss(self, reading: Reading) -> None:
        """Count what all the places of a mark were read without, and tell what has gone for good."""
        for tool in list(self.tools.values()):
            missed = [piece for piece in tool.pieces if _is_missed(piece, reading)]
            for piece in missed:
                since = piece.missed_since or reading.at
                lost = replace(piece, missed=piece.missed + 1, missed_since=since, missed_at=reading.at)
                self._put(self.tools[tool.tool], lost)
            if missed:
                self._maybe_remove(self.tools[tool.tool], reading.at)

    def _maybe_remove(self, tool: ToolState, at: datetime) -> None:
        live = [piece for piece in tool.pieces if _is_live(piece)]
        if not live or not all(_is_gone(piece) for piece in live):
            return
        if any(not piece.places and at - piece.last_at < NO_ADS_FOR for piece in tool.pieces):
            return
        rest = tuple(piece for piece in tool.pieces if not _is_live(piece))
        self.tools[tool.tool] = replace(tool, pieces=rest, low_at=at, in_use_since=None)
        if any(piece.first_at < piece.last_at for piece in live):  # what was seen once may have been a test
            strongest = max(live, key=lambda piece: (piece.weight, piece.last_at))
            sure = p_use((piece.weight, at - piece.last_at) for piece in live)
            since = min(piece.missed_since or at for piece in live)
            self.events.append(ToolEvent(Change.REMOVE, tool.tool, tool.category, at, sure, strongest, since))

    def _forget(self, reading: Reading) -> None:
        """After a redesign that stayed: what it no longer shows is neither in use nor removed."""
        shown = {(seen.tool, _cluster(seen)) for seen in reading.seen}
        for tool in list(self.tools.values()):
            kept = tuple(
                piece
                for piece in tool.pieces
                if (tool.tool, piece.cluster) in shown or not piece.places or not set(piece.places) <= reading.places
            )
            if kept != tool.pieces:
                self.tools[tool.tool] = replace(tool, pieces=kept)

    def hear(self, ads: Sequence[AdMention], watched: Iterable[str], now: datetime) -> None:
        """Job ads: new only where the account's ads had long been read for this tool."""
        for ad in sorted(ads, key=lambda one: (one.at, one.text_key)):
            at = min(ad.at, now)
            tool = self.tools.get(ad.tool)
            cluster = f"ad:{ad.text_key}"
            old = next((piece for piece in tool.pieces if piece.cluster == cluster), None) if tool else None
            if old is not None and tool is not None:
                self._put(tool, replace(old, last_at=max(old.last_at, at), weight=max(old.weight, ad.weight)))
                continue
            is_new = not ad.baseline and self._watched(_ads_for(ad.tool), at)
            piece = Piece(cluster, ad.weight, at, at, source=ADS, found=ad.quote, item_id=ad.item_id, is_new=is_new)
            self._add(ad.tool, ad.category, piece)
        for name in watched:
            self.places.setdefault(_ads_for(name), now)
        self._judge(now)

    def _judge(self, at: datetime) -> None:
        """Who rose into use, and who fell out of it. Between the two thresholds things stay as they were."""
        for tool in list(self.tools.values()):
            sure = probability(tool, at)
            if sure < LOW:
                tool = replace(tool, low_at=at, in_use_since=None)
            elif sure >= IN_USE and tool.in_use_since is None:
                tool = replace(tool, in_use_since=at)
                self._tell(Change.IN_USE, tool, at, sure, tool.pieces)
            self.tools[tool.tool] = self._adopted(tool, at, sure) if tool.in_use_since else tool

    def _adopted(self, tool: ToolState, at: datetime, sure: float) -> ToolState:
        """An adoption is told once a second reading has shown it too; a mark seen once may have been a test."""
        if tool.low_at is None:
            return tool
        firm = [piece for piece in tool.pieces if not piece.places or piece.first_at < piece.last_at]
        fresh = [piece for piece in firm if piece.is_new]
        late = at - tool.low_at > CROSSING
        if not late and (not fresh or p_use((piece.weight, at - piece.last_at) for piece in firm) < IN_USE):
            return tool
        if not late:
            self._tell(Change.ADOPT, tool, at, sure, fresh)
        return replace(tool, low_at=None)

    def _tell(self, change: Change, tool: ToolState, at: datetime, sure: float, pieces: Sequence[Piece]) -> None:
        best = max(pieces, key=lambda piece: (piece.weight, piece.last_at))
        self.events.append(ToolEvent(change, tool.tool, tool.category, at, sure, best))

    def _hint(self, name: str, piece: Piece, at: datetime) -> None:
        tool = self.tools[name]
        if tool.in_use_since is None:
            self.events.append(ToolEvent(Change.EVALUATE, name, tool.category, at, HINT, piece))

    def done(self, now: datetime) -> AccountTools:
        """The state, kept small: two years of evidence, the surest tools, the newest pieces."""
        kept: dict[str, ToolState] = {}
        for tool in self.tools.values():
            recent = [piece for piece in tool.pieces if now - piece.last_at <= OLDEST]
            pieces = tuple(sorted(recent, key=lambda piece: piece.last_at)[-MOST_PIECES:])
            if pieces or tool.in_use_since is not None:
                kept[tool.tool] = replace(tool, pieces=pieces)
        surest = sorted(kept, key=lambda name: (-probability(kept[name], now), name))[:MOST_TOOLS]
        tools = {name: kept[name] for name in sorted(surest)}
        return AccountTools(tools, self.places, self.read_at, self.shrunk_since)


def _cluster(seen: Seen) -> str:
    return f"{seen.layer}:{seen.pattern}"


def _ads_for(tool: str) -> str:
    return f"{ADS}: {tool}"


def _is_live(piece: Piece) -> bool:
    """A mark that goes when the tool goes. A verification token is left behind, and an ad is no fingerprint."""
    return bool(piece.places) and not piece.cluster.startswith(f"{Layer.TXT}:")


def _is_missed(piece: Piece, reading: Reading) -> bool:
    same_places = bool(piece.places) and set(piece.places) <= reading.places
    return same_places and piece.source == reading.source and piece.last_at < reading.at


def _is_gone(piece: Piece) -> bool:
    if piece.missed < GONE_READINGS or piece.missed_since is None or piece.missed_at is None:
        return False
    return piece.missed_at - piece.missed_since >= GONE_FOR
