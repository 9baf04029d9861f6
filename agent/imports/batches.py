"""Rows in batches, each one transaction, so that 100,000 rows use the memory of one batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from agent.imports.files import Row

SIZE = 1000


def batches(rows: Iterable[Row], size: int = SIZE) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
