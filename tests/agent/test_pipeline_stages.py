"""The twelve stages are the same in the code, in their modules' docstrings and in the README."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from agent.pipeline import STAGES, Stage

ROOT = Path(__file__).parents[2]


def _file(stage: Stage) -> Path:
    path = ROOT / Path(*stage.module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def test_there_are_twelve_in_order() -> None:
    assert [stage.number for stage in STAGES] == list(range(1, 13))


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_says_its_number_in_its_docstring(stage: Stage) -> None:
    docstring = ast.get_docstring(ast.parse(_file(stage).read_text(encoding="utf-8"))) or ""
    assert f"stage {stage.number} of 12" in docstring.lower()


def test_the_readme_lists_the_same_stages() -> None:
    rows = re.findall(r"^\| (\d+) \| ([a-z ]+?) \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [(int(number), name) for number, name in rows] == [(stage.number, stage.name) for stage in STAGES]
