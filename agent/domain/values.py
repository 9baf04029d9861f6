"""How the values are made of which a night makes millions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(kind: type[T]) -> type[T]:
    """A frozen dataclass with slots whose freezing the type checker sees to: at run time `frozen=True` makes setting
    each field of a new one take three times as long."""
    return dataclass(slots=True, unsafe_hash=True)(kind)
