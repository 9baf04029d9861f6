"""The first role of its kind at an account, from what is stored about it (signals §5.4). Stage 2 of 12."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.domain.accounts import Account
from agent.domain.evidence import Quote
from agent.domain.items import Item
from agent.domain.signals import Direction, FieldValue, Mention, Signal, SignalKind
from agent.domain.teams import Team
from agent.night.hiring_counts import Shown
from agent.store import contacts, hiring, items, leadership, signals
from agent.tables.columns import new_id
from signals.cluster import CONFIDENCE_CAP, absorb, report_of
from signals.extract.titles import classify
from signals.hiring.first_of_kind import Family, FirstOfKind, Known, first_of_kind, kinds_of
from signals.hiring.requisition_weeks import covered_days
from signals.hiring.requisitions import Requisition

_LEFT_WITHIN = timedelta(days=180)


def tell_first_roles(
    session: Session, account: Account, shown: Shown, team: Team, *, since: datetime, now: datetime
) -> int:
    """Make a signal of each first role of its kind that was shown after `since`. Returns how many are new."""
    families = tuple(Family(name, words) for name, words in team.profile.title_families.items())
    asked = _Asked(session, account, shown, team, families, now)
    told = 0
    for found in shown.requisitions:
        if found.first.first_seen_at > since and not shown.agency:
            for kind in kinds_of(found.first.title, families):
                scored = asked.scored(found, kind)
                if scored is not None and scored.fires:
                    told += _tell(session, account, shown, found, scored, now)
    return told


@dataclass(frozen=True, slots=True)
class _Asked:
    """One account of which it is asked what is known."""

    session: Session
    account: Account
    shown: Shown
    team: Team
    families: tuple[Family, ...]
    now: datetime

    def scored(self, found: Requisition, kind: str) -> FirstOfKind | None:
        stored = self.shown.items.get(found.first.key)
        if stored is None:
            return None
        whole = hiring.texts_of(self.session, [stored.item_id])[stored.item_id]
        role = replace(found, postings=(replace(found.first, text=whole), *found.postings[1:]))
        return first_of_kind(kind, role, self.shown.requisitions, self._known(found, kind), families=self.families)

    def _known(self, found: Requisition, kind: str) -> Known:
        readings = [at for board in self.shown.boards for at in board.readings]
        people = [one.title for one in contacts.at_account(self.session, self.account.id) if one.title]
        seats = leadership.get(self.session, self.account.id).seats
        leaders = [seat.title for seat in seats if seat.title]
        gone = list(_departed(signals.at_account(self.session, self.account.id), self.now))
        return Known(
            coverage_days=covered_days(readings, until=found.first.first_seen_at),
            headcount=self.account.headcount,
            on_leadership_page=_holds(leaders, kind, self.families),
            among_contacts=_holds(people, kind, self.families),
            left_within_180_days=bool(_holds(gone, kind, self.families)),
        )


def _holds(titles: Sequence[str], kind: str, families: Sequence[Family]) -> bool | None:
    """Whether somebody with one of these titles is of this kind; None where there are no titles to look at."""
    return any(kind in kinds_of(title, families) for title in titles) if titles else None


def _departed(known: Iterable[Signal], now: datetime) -> Iterator[str]:
    for signal in known:
        left = signal.kind is SignalKind.JOB_CHANGE and signal.fields.get("direction") == Direction.LEAVE
        if left and now - signal.dated_at <= _LEFT_WITHIN:
            yield signal.fields.get("title", "")


def _tell(
    session: Session, account: Account, shown: Shown, found: Requisition, scored: FirstOfKind, now: datetime
) -> bool:
    item_id = shown.items[found.first.key].item_id
    item = items.get_item(session, item_id)
    if item is None or item.title not in item.text:
        return False
    mention = _mention(item, scored)
    known = signals.at_account(session, account.id, dismissed_too=True)
    absorbed = absorb(known, mention, report_of(mention, item, item_id), account_id=account.id, now=now, new_id=new_id)
    if absorbed.is_new:
        why = "; ".join(words for _, words in scored.reasons)
        signals.put(session, replace(absorbed.signal, fields={**absorbed.signal.fields, "words": why}))
    return absorbed.is_new


def _mention(item: Item, scored: FirstOfKind) -> Mention:
    start = item.text.index(item.title)
    quote = Quote.of(item.text, start, start + len(item.title))
    read = classify(item.title)
    said = {"kind": scored.kind, "title": item.title, "function": str(read.function), "seniority": str(read.seniority)}
    return Mention(
        kind=SignalKind.FIRST_OF_KIND,
        item_source=item.source,
        item_key=item.key,
        fields={name: FieldValue(value, quote) for name, value in said.items()},
        confidence=min(CONFIDENCE_CAP, scored.score),
        published_at=item.published_at,
        language=item.language,
        why="; ".join(words for _, words in scored.reasons),
    )
