"""The task `quotes`: an answer's own words without what it quotes, from bare bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from agent.evaluate.contract import Case, Grades, Miss
from agent.evaluate.grading import ratio
from agent.sends.reply_text import reply_text


def predict(given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The reply of one body; we hold no mail that it answers, so only patterns help."""
    text = (folder / str(given["path"])).read_bytes().decode("utf-8", "replace")
    return {"reply": reply_text(text)}


def grade(cases: Sequence[Case]) -> Grades:
    """The share of replies that are equal, white space aside."""
    misses: list[Miss] = []
    for case in cases:
        got = (case.got or {"reply": None})["reply"]
        if "".join(str(got).split()) != "".join(str(case.expect["reply"]).split()):
            misses.append(Miss(case.id, "reply", case.expect["reply"], got))
    return Grades({"exact": ratio(len(cases) - len(misses), len(cases))}, {}, tuple(misses))
