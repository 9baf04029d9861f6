"""Frozen domain values to JSON and back, by their own type annotations."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

V = TypeVar("V")


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def dump(kind: Any, value: Any) -> Any:
    """`value`, which is of `kind`, as plain JSON data."""
    return _adapter(kind).dump_python(value, mode="json")


def load(kind: type[V], data: Any) -> V:
    """The value of `kind` that `dump` made `data` from."""
    loaded: V = _adapter(cast(Hashable, kind)).validate_python(data)
    return loaded
