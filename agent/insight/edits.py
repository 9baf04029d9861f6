"""How much people change before they approve, by what it was about and by what wrote it. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from agent.domain.edits import EditBand, EditClass
from agent.store.edits import Measured

LEAST = 3
"""Below this many approvals a line says nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """Approvals of one drafter, prompt or frame: how many as is, light, heavy, and what was changed most."""

    name: str
    approvals: int
    bands: tuple[int, int, int]
    words: int
    most: tuple[tuple[EditClass, int], ...]

    @property
    def as_is_share(self) -> float:
        return self.bands[0] / self.approvals if self.approvals else 0.0


@dataclass(frozen=True, slots=True)
class EditSummary:
    """`classes` counts the drafts in which something of the class was changed."""

    whole: Line
    classes: tuple[tuple[EditClass, int], ...]
    prompts: tuple[Line, ...]
    frames: tuple[Line, ...]


def summary(approvals: Sequence[Measured]) -> EditSummary:
    """Prompts and frames with three approvals or more, those most often changed first."""
    counted = Counter(kind for one in approvals for kind in one.classes)
    frames = _lines(approvals, lambda one: one.frames)
    return EditSummary(
        _line("all", approvals),
        tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))),
        _lines(approvals, lambda one: [one.prompt_id or one.drafter]),
        tuple(line for line in frames if line.as_is_share < 1)[:12],
    )


def _lines(approvals: Iterable[Measured], names: Callable[[Measured], Sequence[str]]) -> tuple[Line, ...]:
    of: dict[str, list[Measured]] = defaultdict(list)
    for one in approvals:
        for name in dict.fromkeys(names(one)):
            of[name].append(one)
    lines = [_line(name, some) for name, some in of.items() if len(some) >= LEAST]
    return tuple(sorted(lines, key=lambda line: (line.as_is_share, -line.approvals, line.name)))


def _line(name: str, some: Sequence[Measured]) -> Line:
    bands = tuple(sum(one.band is band for one in some) for band in EditBand)
    words = sorted(one.words_changed for one in some)
    most = Counter(kind for one in some for kind in one.classes).most_common(2)
    return Line(name, len(some), (bands[0], bands[1], bands[2]), words[len(words) // 2] if words else 0, tuple(most))
