"""Fingerprints as items, and items as readings: what stage 1 writes down of a page and stage 3 reads back. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

from agent.domain.documents import Target
from agent.domain.items import Item, ItemKind
from agent.domain.tools import PLACES
from signals.technology.fingerprints import Mark
from signals.technology.rules import Rule, Rules
from signals.technology.state import Reading, Seen

MARK = "mark_"
_SEP = "\t"


def fingerprint_item(
    *, source: str, target: Target, key: str, url: str, places: Sequence[str], marks: Sequence[tuple[Mark, str]]
) -> Item:
    """An item of one page or one domain's DNS: the title, then a line a mark, with the page's own words at its end.

    The same marks give the same text, whatever else changed on the page.
    """
    title = f"Tools on {url}"
    lines = [
        f"{mark.rule.tool} ({mark.rule.category}), {mark.rule.layer}: {_one_line(mark.found)}" for mark, _ in marks
    ]
    told = [_SEP.join((mark.rule.tool, mark.rule.layer, mark.rule.pattern, place)) for mark, place in marks]
    return Item(
        source=source,
        key=key,
        kind=ItemKind.FINGERPRINT,
        title=title,
        text="\n".join((title, *lines)),
        url=url,
        account_id=target.account_id,
        publisher=target.key,
        fields={PLACES: "\n".join(places), **{f"{MARK}{n}": one for n, one in enumerate(told, 1)}},
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def reading_of(items: Iterable[Item], rules: Rules, *, source: str, at: datetime) -> Reading:
    """What one crawl of a source saw: its items together. Marks of rules no longer in the file are left out."""
    known = {(rule.tool, str(rule.layer), rule.pattern): rule for rule in rules.every}
    places: set[str] = set()
    seen: list[Seen] = []
    for item in items:
        places.update(item.fields.get(PLACES, "").splitlines())
        lines = item.text.split("\n")
        for name, told in item.fields.items():
            tool, layer, pattern, place = told.split(_SEP) if name.startswith(MARK) else ("", "", "", "")
            rule = known.get((tool, layer, pattern))
            if rule is not None:
                seen.append(_seen(rule, place, lines[int(name.removeprefix(MARK))]))
    return Reading(at, source, frozenset(places), tuple(seen))


def _seen(rule: Rule, place: str, line: str) -> Seen:
    return Seen(
        tool=rule.tool,
        category=rule.category,
        layer=rule.layer,
        pattern=rule.pattern,
        place=place,
        found=line.partition(f", {rule.layer}: ")[2],
        watched_since=datetime.combine(rule.valid_from, time(), tzinfo=UTC),
        confidence=rule.confidence,
    )
