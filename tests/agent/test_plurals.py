"""A number agrees with its noun, and no text leaves the choice to its reader."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.errors import ConfigError, Problem
from agent.plurals import count

ROOT = Path(__file__).parents[2]
EITHER = re.compile(r"[a-z]{3}\(s\)")


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 drafts"), (1, "1 draft"), (2, "2 drafts"), (1204, "1,204 drafts")]
)
def test_a_number_agrees_with_its_noun(number: int, words: str) -> None:
    assert count(number, "draft") == words


def test_problems_are_counted_in_words_that_agree() -> None:
    one = Problem("icp.yaml", "rules", "none", "Give one.")
    assert str(ConfigError.of("The files have", (one,))).startswith("The files have 1 problem:\n  ")
    assert str(ConfigError.of("The files have", (one, one))).startswith("The files have 2 problems:\n  ")


def _texts() -> Iterator[tuple[Path, str]]:
    for package in ("agent", "signals", "drafting", "review_queue", "prompts"):
        for path in (ROOT / package).rglob("*"):
            if path.suffix == ".py":
                constants = (one for one in ast.walk(ast.parse(path.read_bytes())) if isinstance(one, ast.Constant))
                yield from ((path, one.value) for one in constants if isinstance(one.value, str))
            elif path.suffix in {".html", ".j2", ".yaml"} or path.name == "queue.js":
                yield path, path.read_text(encoding="utf-8")


def test_no_text_says_problem_s() -> None:
    found = [f"{path.relative_to(ROOT)}: {match[0]}" for path, text in _texts() for match in EITHER.finditer(text)]
    assert found == []
