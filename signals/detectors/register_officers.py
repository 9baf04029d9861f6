"""Officers in a public register: who was appointed and who resigned, by the facts of the entry. Part of stage 2 of 12.

A statutory seat is no office: the title says "statutory director", and function and seniority are those of a board
unless the register's own occupation names an office.
"""

from __future__ import annotations

from agent.domain.contacts import Function, Seniority
from agent.domain.items import Item
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.detectors.quotes import verbatim
from signals.extract.titles import classify

_OFFICES = frozenset({Seniority.C_LEVEL, Seniority.VP, Seniority.HEAD})
_NEEDED = ("person", "direction", "verb", "role", "date")


def mention_of_entry(item: Item) -> Mention | None:
    """The job change that an entry of a register states (`fields["register"]`); None where it lacks a fact."""
    stated = {name: item.fields.get(name, "") for name in _NEEDED}
    if not all(stated.values()):
        return None
    words = {"person": "person", "direction": "verb", "title": "role", "effective_on": "date", "officer": "role"}
    values = {"officer": "true", "title": stated["role"], "effective_on": stated["date"]}
    fields = {
        name: FieldValue(values.get(name) or stated[name], quote)
        for name, fact in words.items()
        if (quote := verbatim(item.text, stated[fact])) is not None
    }
    fields |= _rank(item, stated["role"])
    return Mention(
        kind=SignalKind.JOB_CHANGE,
        item_source=item.source,
        item_key=item.key,
        fields=fields,
        confidence=0.95,
        published_at=item.published_at,
        company_names=(item.company,) if item.company else (),
        language=item.language,
        why="an entry of the register",
    )


def _rank(item: Item, role: str) -> dict[str, FieldValue]:
    occupation = item.fields.get("occupation", "")
    office = classify(occupation) if occupation else None
    if office is not None and office.seniority in _OFFICES:
        told, function, seniority = occupation, office.function, office.seniority
    else:
        told = role
        function = Function.LEGAL if "secretary" in role else Function.EXECUTIVE
        seniority = Seniority.INDIVIDUAL if "secretary" in role else Seniority.BOARD
    quote = verbatim(item.text, told)
    if quote is None:
        return {}
    return {"function": FieldValue(str(function), quote), "seniority": FieldValue(str(seniority), quote)}
