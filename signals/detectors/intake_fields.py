"""A signal that a team's own tool states in fields: each field that stands in the item's text becomes a quoted one."""

from __future__ import annotations

from agent.domain.items import Item
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.detectors.quotes import as_written
from signals.extract.titles import classify

_FIELDS: dict[SignalKind, tuple[str, ...]] = {
    SignalKind.JOB_CHANGE: ("person", "title", "company", "direction", "from_company", "effective_on"),
    SignalKind.TECHNOLOGY: ("tool", "direction", "category"),
}
# What other tools call the same field.
_OTHER_NAMES = {"tool": ("technology", "product", "name")}
_DEFAULT_DIRECTION = {SignalKind.JOB_CHANGE: "join", SignalKind.TECHNOLOGY: "adopt"}


def mention_of_intake(item: Item, kind: SignalKind) -> Mention | None:
    """The mention of an intake item of `kind`, or None where it is of another kind or its chief field is missing.

    A stated value that does not stand in the text is dropped: no quote, no field (DESIGN §2.3). The direction, which is
    a word of ours, stands on the quote of the chief field.
    """
    if item.fields.get("kind") != kind:
        return None
    chief = _FIELDS[kind][0]
    fields: dict[str, FieldValue] = {}
    for name in _FIELDS[kind]:
        value = next((item.fields[key] for key in (name, *_OTHER_NAMES.get(name, ())) if item.fields.get(key)), "")
        quote = as_written(item.text, value)
        if quote is not None:
            fields[name] = FieldValue(value.strip(), quote, method="intake")
    if chief not in fields:
        return None
    direction = item.fields.get("direction", "").strip() or _DEFAULT_DIRECTION[kind]
    fields["direction"] = FieldValue(direction, fields.get("direction", fields[chief]).quote, method="intake")
    if kind is SignalKind.JOB_CHANGE and "title" in fields:
        title = classify(fields["title"].value)
        fields["function"] = FieldValue(str(title.function), fields["title"].quote, method="intake")
        fields["seniority"] = FieldValue(str(title.seniority), fields["title"].quote, method="intake")
    company = item.company or item.fields.get("company", "")
    return Mention(
        kind=kind,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=0.9,
        published_at=item.published_at,
        company_names=(company,) if company else (),
        language=item.language,
        why="stated by a tool of the team's own",
    )
