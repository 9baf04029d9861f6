"""Prompt files rendered in a sandbox: front matter, strict inputs, one hash over all included files (drafting §4)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, meta
from jinja2.exceptions import SecurityError
from jinja2.loaders import FunctionLoader
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from agent.errors import ConfigError, Problem
from drafting.model import Message

PROMPTS_FOLDER = Path(prompts.__file__).parent
OUTPUT_MAX = 64 * 1024
_SPLIT = "---\n"


class ModelHints(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str = ""
    temperature: float | None = Field(default=None, ge=0, le=2)
    max_output_tokens: int = Field(default=900, ge=50, le=8000)


class FrontMatter(BaseModel):
    """What a prompt file says of itself; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z_]+/[a-z_]+$")
    title: str
    task: str
    signal: tuple[str, ...] = ()
    persona: tuple[str, ...] = ()
    locale: str = "en"
    channel: str = "mail"
    status: Literal["draft", "candidate", "live", "retired"] = "live"
    owner: str = "revops"
    model_hints: ModelHints = ModelHints()
    inputs: Mapping[str, Literal["text", "list", "map", "number"]]
    output_schema: str = "DraftOut@1"
    notes: str = ""
    changelog: tuple[str, ...] = ()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Also without multiplication, which makes a page out of a letter."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"{operator} is not available in prompts")


@dataclass(frozen=True, slots=True)
class PromptFile:
    front: FrontMatter
    path: str
    sha: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """Ready messages. `prompt_hash` names the files, `render_hash` the very text that was sent."""

    messages: tuple[Message, ...]
    prompt_id: str
    prompt_hash: str
    render_hash: str
    max_output_tokens: int


@dataclass(frozen=True)
class Prompts:
    """A folder of prompt files. Every file is validated when the first one is asked for."""

    root: Path = PROMPTS_FOLDER

    @cached_property
    def files(self) -> tuple[PromptFile, ...]:
        """Raises ConfigError with every problem of every file."""
        problems: list[Problem] = []
        paths = [path for path in sorted(self.root.glob("*/*.md.j2")) if not path.parent.name.startswith("_")]
        found = tuple(file for path in paths if (file := self._read(path, problems)))
        if problems:
            raise ConfigError("Prompt files cannot be used.", tuple(problems))
        return found

    def resolve(self, task: str, *, signal: str = "", persona: str = "", locale: str = "en") -> PromptFile:
        """The live file that names most of what is asked; signal counts more than persona, then locale."""
        ranked = [
            (
                (signal in file.front.signal) * 4 + (persona in file.front.persona) * 2 + (file.front.locale == locale),
                file,
            )
            for file in self.files
            if file.front.task == task
            and file.front.status == "live"
            and (not file.front.signal or signal in file.front.signal)
            and (not file.front.persona or persona in file.front.persona)
            and file.front.locale.split("-")[0] == locale.split("-")[0]
        ]
        if not ranked:
            raise ConfigError(f"No live prompt for {task} in {locale!r}: add {task}/default.md.j2.")
        return max(ranked, key=lambda pair: (pair[0], pair[1].path))[1]

    def render(self, file: PromptFile, inputs: Mapping[str, Any]) -> Rendered:
        """System and user message. Raises ConfigError for an undefined input, a forbidden act or more than 64 kB."""
        try:
            template = self._environment.get_template(file.path)
            context = template.new_context(dict(inputs))
            texts = {name: "".join(template.blocks[name](context)).strip() for name in ("system", "user")}
        except (TemplateError, KeyError, OverflowError, TypeError, ValueError) as error:
            raise ConfigError("A prompt cannot be rendered.", (Problem(file.path, "", "", str(error)),)) from error
        size = sum(len(text.encode()) for text in texts.values())
        if size > OUTPUT_MAX:
            raise ConfigError(
                "A prompt is too long.", (Problem(file.path, "", f"{size} bytes", "Keep it under 64 kB."),)
            )
        sent = json.dumps(texts, sort_keys=True, ensure_ascii=False)
        return Rendered(
            messages=(Message("system", texts["system"]), Message("user", texts["user"])),
            prompt_id=file.front.id,
            prompt_hash=file.sha,
            render_hash=hashlib.sha256(sent.encode()).hexdigest()[:12],
            max_output_tokens=file.front.model_hints.max_output_tokens,
        )

    @cached_property
    def _environment(self) -> ImmutableSandboxedEnvironment:
        environment = _Sandbox(
            loader=FunctionLoader(self._source), undefined=StrictUndefined, autoescape=False, trim_blocks=True
        )
        allowed = {"join", "length", "tojson", "lower", "upper", "trim", "round", "default"}
        environment.filters = {name: each for name, each in environment.filters.items() if name in allowed}
        environment.globals = {}
        return environment

    def _source(self, name: str) -> str | None:
        """The body of a file inside the folder, never of one outside it."""
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root.resolve()) or not path.is_file():
            return None
        return _body(path.read_text(encoding="utf-8"))

    def _read(self, path: Path, problems: list[Problem]) -> PromptFile | None:
        name = path.relative_to(self.root).as_posix()
        try:
            front = FrontMatter.model_validate(yaml.safe_load(_front(path.read_text(encoding="utf-8"))))
            included = self._included(name, frozenset())
            unknown = sorted(self._undeclared(included) - front.inputs.keys())
        except ValidationError as error:
            problems.extend(
                Problem(name, ".".join(map(str, each["loc"])), str(each.get("input"))[:80], each["msg"])
                for each in error.errors()
            )
            return None
        except (yaml.YAMLError, TemplateError) as error:
            problems.append(Problem(name, "", "", str(error), getattr(error, "lineno", None)))
            return None
        problems.extend(Problem(name, "inputs", each, "Declare it under inputs, or take it out.") for each in unknown)
        return PromptFile(front, name, self._hash(front, included))

    def _included(self, name: str, seen: frozenset[str]) -> frozenset[str]:
        source = self._source(name)
        if source is None:
            raise TemplateNotFound(name)
        found = seen | {name}
        for each in meta.find_referenced_templates(self._environment.parse(source)):
            if each and each not in found:
                found |= self._included(each, found)
        return found

    def _undeclared(self, names: frozenset[str]) -> set[str]:
        sources = (self._source(name) or "" for name in names)
        return set().union(*(meta.find_undeclared_variables(self._environment.parse(source)) for source in sources))

    def _hash(self, front: FrontMatter, names: frozenset[str]) -> str:
        parts = [
            json.dumps(front.model_dump(mode="json"), sort_keys=True),
            *(self._source(n) or "" for n in sorted(names)),
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _front(text: str) -> str:
    return text.split(_SPLIT, 2)[1] if text.startswith(_SPLIT) else ""


def _body(text: str) -> str:
    return text.split(_SPLIT, 2)[2] if text.startswith(_SPLIT) and text.count(_SPLIT) >= 2 else text
