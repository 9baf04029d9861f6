"""`firstlight eval TASK CASES`: answers cases through the product's own functions, grades and reports them."""

from __future__ import annotations

import json as jsonlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from rich.table import Table

from agent.errors import ConfigError
from agent.evaluate.cases import Question, load_jsonl, load_titles
from agent.evaluate.contract import Case, Grade, Grades, Miss, Predict, PredictAll
from agent.evaluate.tasks import TASKS
from agent.terminal.console import Terminal
from agent.terminal.lines import print_json

_PLAIN_TEXT_TASKS = frozenset({"stream"})


@dataclass(frozen=True, slots=True)
class Report:
    """What one evaluation said; `metrics` is empty where no case carries a label."""

    task: str
    cases: int
    seconds: float
    metrics: Mapping[str, float]
    counts: Mapping[str, int]
    misses: tuple[Miss, ...]


def evaluate(
    task: str,
    cases_path: Path,
    *,
    json: bool = False,
    predictions: Path | None = None,
    minimums: Sequence[str] = (),
    show_misses: int = 0,
    predict: Predict | None = None,
) -> int:
    """Run one evaluation and print it; the contract is EVAL.md's. Exit code: 0 done, 1 a minimum not met, 2 wrong use.

    `minimums` are "METRIC=VALUE". `predictions` names a .jsonl to write {"id", "got"} a case to. `predict` answers in
    place of the task's own way, where a task can be done in several.
    """
    errors = Terminal(stderr=True)
    try:
        floors = _floors(minimums)
        answer, grade = _task(task)
        answer = partial(_answer_each, predict) if predict else answer
        cases_path = Path(cases_path)
        questions = _questions(task, cases_path)
        began = time.perf_counter()
        cases = answer(questions, cases_path.parent)
        seconds = time.perf_counter() - began
        if predictions is not None:
            _write_predictions(predictions, cases)
    except ConfigError as error:
        errors.print(str(error), style="red", soft_wrap=True)
        return 2
    labelled = [case for case, question in zip(cases, questions, strict=True) if question.labelled]
    report = _report(task, cases, labelled, grade, seconds)
    unmet = _unmet(floors, report.metrics)
    if json:
        print_json(asdict(report))
    else:
        _print_table(report, show_misses)
    for line in unmet:
        errors.print(line, style="red", soft_wrap=True)
    return 1 if unmet else 0


def _task(name: str) -> tuple[Callable[[Sequence[Question], Path], list[Case]], Grade]:
    """How the task answers its questions, one by one or all together, and how it grades them."""
    dotted = TASKS.get(name)
    if dotted is None:
        raise ConfigError(f"No evaluation is called {name!r}. Known: {', '.join(sorted(TASKS))}.")
    module = import_module(dotted)
    grade = cast(Grade, module.grade)
    if hasattr(module, "predict_all"):
        return partial(_answer_all, cast(PredictAll, module.predict_all)), grade
    return partial(_answer_each, cast(Predict, module.predict)), grade


def _answer_each(predict: Predict, questions: Sequence[Question], folder: Path) -> list[Case]:
    return [_answer(question, predict, folder) for question in questions]


def _answer_all(predict_all: PredictAll, questions: Sequence[Question], folder: Path) -> list[Case]:
    answers = predict_all([question.given for question in questions], folder)
    return [_case(question, got) for question, got in zip(questions, answers, strict=True)]


def _questions(task: str, path: Path) -> tuple[Question, ...]:
    """The cases of `path`; a task whose module has `questions` reads them itself."""
    read = getattr(import_module(TASKS[task]), "questions", None)
    if read is not None:
        return cast("tuple[Question, ...]", read(path))
    return load_titles(path) if task in _PLAIN_TEXT_TASKS and path.suffix != ".jsonl" else load_jsonl(path)


def _answer(question: Question, predict: Predict, folder: Path) -> Case:
    try:
        got = predict(question.given, folder)
    except Exception as error:  # noqa: BLE001 (the command's boundary: a case that crashes counts as wrong, the rest go on)
        return _case(question, error)
    return _case(question, got)


def _case(question: Question, got: Any) -> Case:
    if isinstance(got, Exception):
        return Case(question.id, question.given, question.expect, None, f"{type(got).__name__}: {got}")
    return Case(question.id, question.given, question.expect, got)


def _report(task: str, cases: Sequence[Case], labelled: Sequence[Case], grade: Grade, seconds: float) -> Report:
    grades = grade(labelled) if labelled else Grades({})
    counts = {
        **grades.counts,
        "crashed": sum(bool(case.crashed) for case in cases),
        "unlabelled": len(cases) - len(labelled),
    }
    crashes = tuple(Miss(case.id, "crashed", None, case.crashed) for case in cases if case.crashed)
    metrics = {name: round(value, 6) for name, value in grades.metrics.items()}
    return Report(task, len(cases), round(seconds, 3), metrics, counts, (*crashes, *grades.misses))


def _floors(minimums: Sequence[str]) -> dict[str, float]:
    floors: dict[str, float] = {}
    for minimum in minimums:
        name, _, value = minimum.partition("=")
        try:
            floors[name.strip()] = float(value)
        except ValueError:
            raise ConfigError(f"--min {minimum!r}: write METRIC=VALUE, for example --min event_recall=0.85.") from None
    return floors


def _unmet(floors: Mapping[str, float], metrics: Mapping[str, float]) -> list[str]:
    """One line for each minimum not met, or whose metric this run does not have."""
    lines: list[str] = []
    for name, floor in floors.items():
        value = metrics.get(name)
        if value is None:
            known = ", ".join(sorted(metrics)) or "none: no case is labelled"
            lines.append(f"{name} ≥ {floor:g} cannot be shown: this run has no such metric ({known}).")
        elif value < floor:
            lines.append(f"{name} is {value:.4g}, below {floor:g}.")
    return lines


def _write_predictions(path: Path, cases: Sequence[Case]) -> None:
    lines = (jsonlib.dumps({"id": case.id, "got": case.got}, ensure_ascii=False, default=str) for case in cases)
    try:
        Path(path).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: predictions cannot be written: {error.strerror or error}.") from error


def _print_table(report: Report, show_misses: int) -> None:
    console = Terminal(soft_wrap=False)
    table = Table(title=f"{report.task}: {report.cases} cases in {report.seconds:.2f} s", title_justify="left")
    table.add_column("metric")
    table.add_column("value", justify="right")
    for name, value in report.metrics.items():
        table.add_row(name, f"{value:.4f}")
    for name, count in report.counts.items():
        table.add_row(name, str(count), style="dim")
    console.print(table)
    if not report.metrics:
        console.print("No case carries a label, so there is nothing to grade.")
    if show_misses and report.misses:
        _print_misses(console, report.misses, show_misses)


def _print_misses(console: Terminal, misses: Sequence[Miss], most: int) -> None:
    table = Table(title=f"{min(most, len(misses))} of {len(misses)} misses", title_justify="left")
    for column in ("id", "field", "want", "got"):
        table.add_column(column, overflow="fold")
    for missed in misses[:most]:
        table.add_row(*(_shown(part) for part in (missed.id, missed.field, missed.want, missed.got)))
    console.print(table)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else jsonlib.dumps(value, ensure_ascii=False, default=str)
