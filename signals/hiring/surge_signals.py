"""A judged account as a signal: what was counted, in words, on the postings that were counted. Stage 2 of 12.

Source: signals specification §5.3. A surge is a state: it is told once, and later weeks only bring it up to date. Below
the bar of an alert the rise still feeds the score, and nobody calls it a surge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent.domain.evidence import Quote
from agent.domain.items import Item
from agent.domain.signals import FieldValue, Mention, Signal, SignalKind
from signals.cluster import CONFIDENCE_CAP, absorb, report_of
from signals.extract.titles import classify
from signals.hiring.surge_alerts import Judged

LEAST_CONFIDENCE = 0.1
"""A rise that is less likely a surge than this would move a score by a point or two: it is left out."""
MOST_SHOWN = 12
_ONE_FUNCTION = 0.6


@dataclass(frozen=True, slots=True)
class Told:
    """The signal as it stands now. `alerts` only when the surge is called for the first time."""

    signal: Signal
    is_new: bool
    alerts: bool


def is_worth_telling(judged: Judged) -> bool:
    return judged.alert is not None or judged.confidence >= LEAST_CONFIDENCE


def tell_surge(
    known: Sequence[Signal],
    judged: Judged,
    postings: Sequence[tuple[str, Item]],
    *,
    now: datetime,
    new_id: Callable[[], str],
) -> Told | None:
    """The account's surge brought up to date, or begun. `postings` are (item id, posting), one for each requisition of
    the weeks that were judged; at most twelve, the newest, become evidence. None where nothing can be quoted.

    A called surge stands as it was told when its rate falls again: it fades by its age (§6).
    """
    shown = [(item_id, item) for item_id, item in _newest(postings) if item.title and item.title in item.text]
    if not shown:
        return None
    signal, is_new = _with_postings(known, judged, shown[:MOST_SHOWN], now, new_id)
    was_called = bool(signal.fields.get("alert")) and not is_new
    if was_called and judged.alert is None:
        return Told(_standing(known, signal), is_new=False, alerts=False)
    told = replace(
        signal,
        fields={**signal.fields, **_fields(judged, [item for _, item in postings])},
        confidence=round(min(CONFIDENCE_CAP, judged.confidence), 4),
    )
    calls = judged.alert is not None and not was_called
    told = replace(told, known_at=now) if calls else told
    standing = _standing(known, told)
    if not is_new and told != standing:
        told = replace(told, version=standing.version + 1)
    return Told(told, is_new, alerts=calls)


def _standing(known: Sequence[Signal], signal: Signal) -> Signal:
    return next((one for one in known if one.id == signal.id), signal)


def _newest(postings: Sequence[tuple[str, Item]]) -> list[tuple[str, Item]]:
    dated = sorted(postings, key=lambda one: one[0], reverse=True)
    return sorted(dated, key=lambda one: -one[1].published_at.timestamp() if one[1].published_at else 0.0)


def _with_postings(
    known: Sequence[Signal],
    judged: Judged,
    postings: Sequence[tuple[str, Item]],
    now: datetime,
    new_id: Callable[[], str],
) -> tuple[Signal, bool]:
    """The postings joined to the account's surge by the same rules as all reports are, one after the other."""
    others = [one for one in known if one.account_id != judged.account_id or one.kind is not SignalKind.HIRING_SURGE]
    mine = [one for one in known if one.account_id == judged.account_id and one.kind is SignalKind.HIRING_SURGE]
    began = False
    for item_id, item in reversed(postings):
        mention = _mention(judged, item)
        report = report_of(mention, item, item_id)
        absorbed = absorb([*others, *mine], mention, report, account_id=judged.account_id, now=now, new_id=new_id)
        began = began or absorbed.is_new
        mine = [*(one for one in mine if one.id != absorbed.signal.id), absorbed.signal]
    return mine[-1], began


def _mention(judged: Judged, item: Item) -> Mention:
    start = item.text.index(item.title)
    title = FieldValue(item.title, Quote.of(item.text, start, start + len(item.title)))
    return Mention(
        kind=SignalKind.HIRING_SURGE,
        item_source=item.source,
        item_key=item.key,
        fields={"role": title},
        confidence=min(CONFIDENCE_CAP, judged.confidence),
        published_at=item.published_at,
        language=item.language,
        why=judged.words,
    )


def _fields(judged: Judged, items: Sequence[Item]) -> Mapping[str, str]:
    """What was counted, which no posting says: derived by code and marked so in a draft's evidence."""
    told = judged.told
    fields = {
        "count": str(told.observed),
        "expected": f"{told.expected:.1f}",
        "weeks": str(told.window_weeks),
        "before": str(told.baseline_roles),
        "weeks_before": str(told.baseline_weeks),
        "alert": str(judged.alert or ""),
        "words": told.words,
        "function": _function(items),
    }
    return {name: value for name, value in fields.items() if value or name in {"alert", "function"}}


def _function(items: Sequence[Item]) -> str:
    """The function that most of the roles are of; empty where there is none."""
    counted = Counter(str(classify(item.title).function or "") for item in items)
    function, number = counted.most_common(1)[0]
    return function if number >= _ONE_FUNCTION * len(items) else ""
