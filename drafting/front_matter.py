"""What a prompt file says of itself above its text: validated, and an error names file, line, key and fix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.errors import Problem
from agent.yaml_lines import line_of, shown

_SPLIT = "---\n"
_STRICT = ConfigDict(extra="forbid", frozen=True)
InputType = Literal["text", "list", "map", "number"]


class ModelHints(BaseModel):
    """How a model is asked with this prompt; which model is asked is a setting."""

    model_config = _STRICT

    temperature: float | None = Field(default=None, ge=0, le=2)
    max_output_tokens: int = Field(default=900, ge=50, le=8000)
    reasoning_effort: Literal["", "minimal", "low", "medium", "high"] = ""


class FrontMatter(BaseModel):
    """An unknown key is an error. `examples` name files of `examples/`, which the prompt gets as a list."""

    model_config = _STRICT

    id: str = Field(pattern=r"^[a-z_]+/[a-z_0-9]+$")
    title: str
    task: str
    signal: tuple[str, ...] = ()
    persona: tuple[str, ...] = ()
    locale: str = "en"
    channel: str = "mail"
    status: Literal["draft", "candidate", "live", "retired"] = "live"
    owner: str = "revops"
    model_hints: ModelHints = ModelHints()
    inputs: Mapping[str, InputType]
    output_schema: str = "DraftOut@1"
    examples: tuple[str, ...] = ()
    notes: str = ""
    changelog: tuple[str, ...] = ()


def front_of(text: str) -> str:
    return text.split(_SPLIT, 2)[1] if _has_front(text) else ""


def body_of(text: str) -> str:
    """What is rendered: all below the front matter, or all where there is none."""
    return text.split(_SPLIT, 2)[2] if _has_front(text) else text


def lines_above(text: str) -> int:
    """How many lines stand above the body."""
    return text.count("\n", 0, len(text) - len(body_of(text)))


def line_in_front(text: str, *path: int | str) -> int:
    """The line of a file at which a key of its front matter stands, or its nearest parent."""
    return (line_of(front_of(text), path) or 1) + 1


def read_front(name: str, text: str, problems: list[Problem]) -> FrontMatter | None:
    """The front matter of the file `name`, or None and what is wrong with it added to `problems`."""
    front = front_of(text)
    if not front:
        fix = "Begin the file with --- and its keys, and end them with ---."
        problems.append(Problem(name, "front matter", text[:20].splitlines()[0] if text.strip() else "", fix, 1))
        return None
    try:
        return FrontMatter.model_validate(yaml.safe_load(front))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        said = getattr(error, "problem", None) or "cannot be read"
        problems.append(Problem(name, "front matter", said, "Mend the indentation, brackets or quotes here.", line))
    except ValidationError as error:
        for each in error.errors():
            where = line_in_front(text, *each["loc"])
            key = ".".join(map(str, each["loc"])) or "front matter"
            problems.append(Problem(name, key, shown(each), _fix(key, each["type"], each["msg"]), where))
    return None


def _has_front(text: str) -> bool:
    return text.startswith(_SPLIT) and text.count(_SPLIT) >= 2


def _fix(key: str, kind: str, message: str) -> str:
    if key == "model_hints.model":
        return "Which model is asked is set by FIRSTLIGHT_MODEL__NAME: remove this key."
    if kind == "extra_forbidden":
        known = (ModelHints if key.startswith("model_hints.") else FrontMatter).model_fields
        return f"This key is not known: remove it or mend its spelling. Known: {', '.join(known)}."
    if kind == "missing":
        return "This key is needed: add it."
    if kind in ("mapping_type", "dict_type"):
        return "Write keys with their values here."
    return message.replace("Input should be", "Write").rstrip(".") + "."
