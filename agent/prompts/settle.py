"""Which of the team's files are taken as they stand, and which keep their last good text. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent.errors import Problem
from drafting.prompt_check import CheckedFiles, check_files


@dataclass(frozen=True, slots=True)
class Broken:
    """A file on disk that cannot be used: why, and whether an earlier text of it stands in its place."""

    path: str
    problems: tuple[Problem, ...]
    keeps_last_good: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """`over` are the team's texts that hold, `checked` all files with them."""

    over: Mapping[str, str]
    checked: CheckedFiles
    broken: tuple[Broken, ...]


def settle(known: Mapping[str, str], disk: Mapping[str, str]) -> Settled:
    """Take what is on disk, except for files that are wrong or make others wrong: those stay as last known."""
    wanted, why = dict(disk), dict[str, list[Problem]]()
    checked = check_files(wanted)
    while checked.problems:
        guilty = _guilty(known, wanted, checked.problems)
        for path in guilty:
            why.setdefault(path, []).extend(checked.problems)
            if wanted.get(path) == known.get(path):
                wanted.pop(path)  # what was good once is not under this version: the shipped file stands
            elif path in known:
                wanted[path] = known[path]
            else:
                wanted.pop(path)
        if not guilty:
            break
        checked = check_files(wanted)
    broken = tuple(Broken(path, _own(path, found), path in wanted) for path, found in sorted(why.items()))
    return Settled(wanted, checked, broken)


def _guilty(known: Mapping[str, str], wanted: Mapping[str, str], problems: tuple[Problem, ...]) -> list[str]:
    """The changed files that are named as wrong; else every changed file; else what is named, else all."""
    named = {one.file for one in problems}
    changed = [path for path in wanted if wanted[path] != known.get(path)]
    changed += [path for path in known if path not in wanted]
    return [path for path in changed if path in named] or changed or [p for p in wanted if p in named] or list(wanted)


def _own(path: str, problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems that name the file; where none does, those that it causes elsewhere."""
    return tuple(dict.fromkeys([one for one in problems if one.file == path] or problems))
