"""The task `moves`: who came, went or rose, told by one text (EVAL.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agent.domain.items import Item, ItemKind
from agent.domain.signals import SignalKind
from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import Accuracy, Tally, miss, same_text
from signals.detect import detect
from signals.extract.stated_dates import instant

_FIELDS = ("person", "title", "company", "direction", "from_company")


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The moves that stage 2 finds in the text, one entry a person."""
    text = str(given["text"])
    item = Item(
        source="eval",
        key="eval",
        kind=ItemKind.ARTICLE,
        title=text.partition(". ")[0].partition("\n")[0][:200],
        text=text,
        url="",
        published_at=instant(given.get("published_on")),
        language=str(given.get("language") or "en"),
    )
    mentions = [mention for mention in detect(item) if mention.kind is SignalKind.JOB_CHANGE]
    people = [{name: mention.value(name) for name in _FIELDS} for mention in mentions]
    return {"event": bool(people), "people": people}


def grade(cases: Sequence[Case]) -> Grades:
    """Events over texts, people by person and direction, title and company on people rightly found."""
    return grade_moves(cases, ("title", "company"), counted="people")


def grade_moves(cases: Sequence[Case], fields: Sequence[str], *, counted: str) -> Grades:
    """Events over texts, people by person and direction, and `fields` on those rightly found; how many people were
    expected is told as `counted`."""
    events = Tally()
    misses: list[Miss] = []
    for case in cases:
        want, got = bool(case.expect["event"]), bool(case.got and case.got["event"])
        events.count(want=want, got=got)
        misses += miss(case, "event", want, got, want == got)
    people, accuracies, more = _grade_people(cases, fields)
    return Grades(
        {
            "event_precision": events.precision,
            "event_recall": events.recall,
            "people_precision": people.precision,
            "people_recall": people.recall,
            **{name: accuracy.share for name, accuracy in accuracies.items()},
        },
        {counted: people.right + people.missed},
        (*misses, *more),
    )


def _same_move(want: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    """One person moving in one direction."""
    return same_text(want["person"], got.get("person")) and same_text(want["direction"], got.get("direction"))


def _grade_people(cases: Sequence[Case], fields: Sequence[str]) -> tuple[Tally, dict[str, Accuracy], tuple[Miss, ...]]:
    """People of all cases by person and direction, and `fields` on those rightly found."""
    tally, accuracies, misses = Tally(), {name: Accuracy() for name in fields}, []
    for case in cases:
        wanted, left = list(case.expect["people"]), list(case.got["people"] if case.got else ())
        for person in wanted:
            found = next((index for index, one in enumerate(left) if _same_move(person, one)), None)
            if found is None:
                tally.missed += 1
                misses.append(Miss(case.id, "people", person, None))
                continue
            tally.right += 1
            got = left.pop(found)
            for name in fields:
                right = accuracies[name].count(same_text(person.get(name), got.get(name)))
                misses += miss(case, name, person.get(name), got.get(name), right)
        tally.wrong += len(left)
        misses += [Miss(case.id, "people", None, person) for person in left]
    return tally, accuracies, tuple(misses)
