"""A visit to the team's own site, from a company that its tools name. Stage 2 of 12."""

from __future__ import annotations

from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.detectors.quotes import verbatim


def detect(item: Item) -> tuple[Mention, ...]:
    """The visit of an intake item of that kind: which company, which kind of page; nothing where they do not stand."""
    if item.kind is not ItemKind.INTAKE or item.fields.get("kind") != SignalKind.VISIT:
        return ()
    fields = {}
    for name in ("domain", "page"):
        value = item.fields.get(name, "")
        quote = verbatim(item.text, value)
        if quote is None:
            return ()
        fields[name] = FieldValue(value, quote, method="intake")
    return (
        Mention(
            kind=SignalKind.VISIT,
            item_source=item.source,
            item_key=item.key,
            fields=fields,
            confidence=0.9,
            published_at=item.published_at,
            company_names=(item.company,) if item.company else (),
            language=item.language,
            why="told by a tool of the team's own",
        ),
    )
