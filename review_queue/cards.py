"""The right pane: evidence cards in the order of the mail, and the score as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from agent.domain.drafts import Draft
from agent.domain.evidence import Evidence, EvidenceKind, Party
from agent.domain.scores import Score
from review_queue import markup, words
from review_queue.markup import Line


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of evidence. `key` is the digit that lights it up: its number; "" past nine, and for what is ours."""

    id: str
    label: str
    key: str
    heading: str
    quote: tuple[Line, ...]
    url: str
    host: str
    is_ours: bool
    is_used: bool
    is_recorded: bool
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    points: str
    width: float
    note: str = ""


_KINDS = {
    EvidenceKind.NEWS: "News",
    EvidenceKind.JOB: "Job posting",
    EvidenceKind.FILING: "Filing",
    EvidenceKind.PAGE: "Web page",
    EvidenceKind.TECH: "Technology",
    EvidenceKind.OFFER: "Our offer",
    EvidenceKind.HUMAN: "Attested by a reviewer",
}


def cards_of(
    draft: Draft, evidence: Sequence[Evidence], labels: dict[str, str], tz: ZoneInfo
) -> tuple[Card, ...]:  # fmt: skip
    by_id = {piece.id: piece for piece in evidence}
    used = {one for sentence in draft.written.sentences for one in sentence.evidence_ids}
    ordered = [by_id[one] for one in labels if one in used] + [
        by_id[one] for one in labels if one not in used and by_id[one].party is Party.PROSPECT
    ]
    return tuple(_card(piece, labels[piece.id], piece.id in used, tz) for piece in ordered)


def host_of(url: str) -> str:
    """The host of a web address; "" for any other, also where it is none at all: it came from a page."""
    try:
        return urlsplit(url).hostname or "" if url.startswith(("https://", "http://")) else ""
    except ValueError:
        return ""


def _card(piece: Evidence, label: str, used: bool, tz: ZoneInfo) -> Card:
    host = host_of(piece.url)
    ours = piece.party is Party.SELLER
    parts = [
        _kind(piece),
        words.on_date(piece.published_at, tz),
        host or ("" if piece.is_recorded else piece.publisher),
    ]
    return Card(
        id=piece.id,
        label=label,
        key=label if label.isdigit() and len(label) == 1 else "",
        heading=" · ".join(dict.fromkeys(part for part in parts if part)),
        quote=markup.lit(piece),
        url=piece.url if host else "",
        host=host,
        is_ours=ours,
        is_used=used,
        is_recorded=piece.is_recorded,
        flags=tuple(sorted(piece.flags)),
    )


def _kind(piece: Evidence) -> str:
    if piece.is_recorded:
        return words.sentence(words.recorded_by(piece.publisher))
    return "Our proof" if piece.party is Party.SELLER and piece.id.startswith("p") else _KINDS[piece.kind]


def bars_of(score: Score | None) -> tuple[Bar, ...]:
    if score is None:
        return ()
    rows: list[tuple[str, float, str]] = [("Fit", score.fit, "")]
    rows += [(one.label, one.points, one.note) for one in score.contributions if one.part != "fit" and one.points]
    most = max((abs(points) for _, points, _ in rows), default=0) or 1
    return tuple(
        Bar(words.sentence(label), f"{points:.0f}", round(100 * max(points, 0) / most, 1), note)
        for label, points, note in rows[:6]
    )
