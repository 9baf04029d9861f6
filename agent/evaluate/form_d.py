"""The task `form_d`: the facts of a Form D, read by the product's own reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import Accuracy, miss, same_number, same_text, text_key
from signals.collectors.sec_form_d import parse_form_d
from signals.fetch.decode import decode

_NUMBERS = frozenset({"total_offering", "amount_sold", "remaining", "investors", "cik"})


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Every field of one filing, in the names of the cases."""
    form = parse_form_d(decode((folder / str(given["path"])).read_bytes()).text)
    return {
        "submissionType": form.submission_type,
        "cik": form.cik,
        "entity": form.entity,
        "city": form.city,
        "state": form.state,
        "industry": form.industry,
        "total_offering": form.total_offering,
        "amount_sold": form.amount_sold,
        "remaining": form.remaining,
        "first_sale": form.first_sale,
        "investors": form.investors,
        "is_amendment": str(form.is_amendment).lower(),
        "pooled_fund": form.pooled_fund,
        "persons": [[name, list(roles)] for name, roles in form.persons],
    }


def grade(cases: Sequence[Case]) -> Grades:
    """`fields`: the share of expected fields that are equal."""
    right = Accuracy()
    misses: list[Miss] = []
    for case in cases:
        for name, want in case.expect.items():
            got = (case.got or {}).get(name)
            misses += miss(case, name, want, got, right.count(_same(name, want, got)))
    return Grades({"fields": right.share}, {"fields": right.asked}, tuple(misses))


def _same(name: str, want: Any, got: Any) -> bool:
    """Numbers, dates and booleans by value, persons as a set, the rest as text."""
    if name == "persons":
        return _people(want) == _people(got)
    if name in _NUMBERS and want is not None and _number(want):
        return same_number(want, got)
    return same_text(_plain(want), _plain(got))


def _people(value: Any) -> frozenset[tuple[str | None, frozenset[str | None]]]:
    return frozenset((text_key(name), frozenset(text_key(role) for role in roles)) for name, roles in value or ())


def _number(value: Any) -> bool:
    return str(value).replace(".", "", 1).isdigit()


def _plain(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
