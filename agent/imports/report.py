"""What became of each row: created, updated, same, duplicate of another, or rejected with line and reason."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

_PLAIN_ESCAPES = ("=", "+", "-", "@", "\t", "\r")


class Fate(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    SAME = "same"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RowResult:
    line: int
    fate: Fate
    key: str = ""
    note: str = ""

    @property
    def told(self) -> str:
        """ "line 3: rejected Alder: No domain. …": for people."""
        return f"line {self.line}: {self.fate}" + (f" {self.key}" if self.key else "") + f": {self.note}"


@dataclass(slots=True)
class Report:
    """Counts of all rows, and the first rows of which something is to be said; the rest is in the report file."""

    mapping: dict[str, str]
    counts: Counter[Fate] = field(default_factory=Counter)
    shown: list[RowResult] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    writer: Any = None
    limit: int = 20

    def add(self, result: RowResult) -> None:
        self.counts[result.fate] += 1
        if self.writer is not None:
            self.writer.writerow([result.line, result.fate, inert(result.key), inert(result.note)])
        if result.note and len(self.shown) < self.limit:
            self.shown.append(result)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.total,
            **{str(fate): self.counts[fate] for fate in Fate},
            "mapping": self.mapping,
            "notes": self.notes,
            "shown": [{"line": r.line, "fate": str(r.fate), "key": r.key, "note": r.note} for r in self.shown],
        }


def inert(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula (review §4.1, CSV)."""
    return f"'{cell}" if cell.startswith(_PLAIN_ESCAPES) else cell


def plain(cell: str) -> str:
    """What `inert` was given: our own files come back from a spreadsheet as they left."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_PLAIN_ESCAPES) else cell


@contextmanager
def writing_to(report: Report, path: Path | None) -> Iterator[Report]:
    """Write every row's fate into a CSV file as it is known, where a path is given."""
    if path is None:
        yield report
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        report.writer = csv.writer(stream)
        report.writer.writerow(["line", "result", "key", "note"])
        yield report
        report.writer = None
