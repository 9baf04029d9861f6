"""Cases of `firstlight eval`: read from a .jsonl, or one title a line; unreadable ones are named by file and line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.errors import ConfigError, Problem

_MOST_PROBLEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Question:
    """A case before it is answered. `labelled` says whether `expect` stood in the file: null can be a label too."""

    id: str
    given: Mapping[str, Any]
    expect: Any
    labelled: bool


class _Unreadable(Exception):
    """Why one line is no case."""


def load_jsonl(path: Path) -> tuple[Question, ...]:
    """The cases of a .jsonl file. Raises ConfigError naming every bad line with its reason."""
    return _load(path, _question)


def load_titles(path: Path) -> tuple[Question, ...]:
    """One case a line of plain text; each is expected to raise no alarm. Raises ConfigError as `load_jsonl` does."""
    return _load(path, lambda number, line: Question(f"line-{number}", {"text": line}, {"alarms": []}, labelled=True))


def _load(path: Path, read: Callable[[int, str], Question]) -> tuple[Question, ...]:
    questions: list[Question] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, line in _lines(path):
        try:
            question = read(number, line)
            if question.id in seen:
                raise _Unreadable(f"the id {question.id!r} already stands in line {seen[question.id]}")
        except _Unreadable as reason:
            problems.append(Problem(str(path), "case", _shorten(line), f"Unreadable: {reason}.", number))
            continue
        seen[question.id] = number
        questions.append(question)
    if problems:
        more = len(problems) - _MOST_PROBLEMS_SHOWN
        tail = f" (and {more} more)" if more > 0 else ""
        raise ConfigError(f"{path}: {len(problems)} unreadable cases{tail}.", tuple(problems[:_MOST_PROBLEMS_SHOWN]))
    if not questions:
        raise ConfigError(f"{path}: no cases. One a line is expected.")
    return tuple(questions)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        where = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{where}: not UTF-8 ({error.reason}). Save the file as UTF-8.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line.strip("\r\n")


def _question(number: int, line: str) -> Question:
    try:
        case = json.loads(line)
    except json.JSONDecodeError as error:
        raise _Unreadable(f"not JSON ({error.msg} at column {error.colno})") from error
    if not isinstance(case, dict):
        raise _Unreadable("not an object with id, input and expect")
    if not isinstance(case.get("input"), dict):
        raise _Unreadable("`input` is missing or not an object")
    return Question(str(case.get("id", f"line-{number}")), case["input"], case.get("expect"), "expect" in case)


def _shorten(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:57]}…"
