"""What an item said before and says now, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Said = tuple[str, Mapping[str, str]]
"""A mention's kind and its fields by name."""


def differences(title: str, before: Sequence[Said], after: Sequence[Said]) -> list[str]:
    """One line for each mention that is gone and each that is new; a changed field is told as that field alone."""
    gone = [one for one in before if one not in after]
    new = [one for one in after if one not in before]
    told = []
    for one in list(gone):
        other = next((found for found in new if found[0] == one[0]), None)
        if other is not None:
            gone.remove(one)
            new.remove(other)
            told.append(f"“{title[:100]}”, {one[0]}: {_changed(one[1], other[1])}")
    told += [f"“{title[:100]}” no longer says {_words(one)}" for one in gone]
    return told + [f"“{title[:100]}” now says {_words(one)}" for one in new]


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return ", ".join(f"{name} was {before.get(name, 'not read')}, is {after.get(name, 'not read')}" for name in names)


def _words(said: Said) -> str:
    return f"{said[0]} ({', '.join(f'{name} = {value}' for name, value in said[1].items())})"
