"""The team that `init` writes, for benches that need one."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from agent.domain.teams import Team
from agent.starter.write import NAMES, STARTER, Answers, fill
from agent.team_files import Header, parse_team

_ANSWERS = Answers(
    "Bench",
    "Alice",
    "alice@bench.example",
    "1 Bench Road",
    value="routes every inbound lead to the right owner in minutes",
    terms_reviewed_by="bench",
)
_WRITTEN_ON = date(2026, 11, 20)


def bench_texts() -> dict[str, str]:
    """The starter files, filled in."""
    return {name: fill((STARTER / name).read_text(encoding="utf-8"), _ANSWERS, _WRITTEN_ON) for name in NAMES}


def bench_team() -> Team:
    return parse_team(bench_texts(), Header("Bench", "UTC", time(2, 0)))


def write_bench_folder(folder: Path) -> None:
    for name, text in bench_texts().items():
        (folder / name).write_text(text, encoding="utf-8")
