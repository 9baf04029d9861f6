"""Prompt files rendered in a sandbox: front matter, strict inputs, one hash over all included files (drafting §4)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, meta, nodes

import prompts
from agent.domain.drafts import Asked
from agent.errors import ConfigError, Problem
from drafting.front_matter import FrontMatter, InputType, ModelHints, body_of, line_in_front, lines_above, read_front
from drafting.model import About, Message
from drafting.prompt_examples import FileExample, path_of, read_examples
from drafting.sandbox import INPUTS_MAX, OUTPUT_MAX, SECONDS_MAX, Meter, Sandbox, plain

__all__ = ["OUTPUT_MAX", "PROMPTS_FOLDER", "FrontMatter", "PromptFile", "Prompts", "Rendered", "Standing"]

PROMPTS_FOLDER = Path(prompts.__file__).parent
FILES = ("*/*.j2", "examples/*/*.yaml")
BLOCKS = ("system", "user")
_KINDS: Mapping[InputType, tuple[type, ...]] = {
    "text": (str,), "list": (tuple,), "map": (dict,), "number": (int, float),
}  # fmt: skip
_TROUBLE = (TemplateError, KeyError, OverflowError, TypeError, ValueError, RecursionError)


@dataclass(frozen=True, slots=True)
class PromptFile:
    """`sha` names the very text: of the file and of all of `includes`, which begins with the file itself."""

    front: FrontMatter
    path: str
    sha: str
    includes: tuple[str, ...] = ()
    examples: tuple[FileExample, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How one file stands for what was asked: the one with most points wins, and `why` says where they come from."""

    file: PromptFile
    points: int
    why: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """Ready messages. `prompt_hash` names the files, `render_hash` the very text that was sent; `invented` are names
    out of examples that must not come back."""

    messages: tuple[Message, ...]
    prompt_id: str
    prompt_hash: str
    render_hash: str
    hints: ModelHints
    invented: tuple[str, ...] = ()

    @property
    def max_output_tokens(self) -> int:
        return self.hints.max_output_tokens

    @property
    def asked(self) -> Asked:
        """The very question, to be kept with the draft."""
        system, user = (message.text for message in self.messages)
        return Asked(self.prompt_id, self.prompt_hash, self.render_hash, system, user)

    def about(self, nonce: str = "") -> About:
        """What a call with these messages is for."""
        hints = self.hints
        return About(self.prompt_id, self.prompt_hash, nonce, hints.temperature, hints.reasoning_effort)


@dataclass(frozen=True)
class Prompts:
    """A folder of prompt files, as they stood when first asked for; `over` holds texts that stand in their place.

    Every file is validated when the first one is asked for.
    """

    root: Path = PROMPTS_FOLDER
    over: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Every file by its name inside the folder. What lies outside it cannot be named."""
        return {**read_texts(self.root, FILES), **{name: text for name, text in self.over.items() if _is_ours(name)}}

    @property
    def files(self) -> tuple[PromptFile, ...]:
        """Raises ConfigError with every problem of every file."""
        found, problems = self.examined
        if problems:
            raise ConfigError("Prompt files cannot be used.", problems)
        return found

    @cached_property
    def examined(self) -> tuple[tuple[PromptFile, ...], tuple[Problem, ...]]:
        """The files that can be used, and what is wrong with the others."""
        problems: list[Problem] = []
        names = sorted(name for name in self.texts if name.endswith(".md.j2") and not name.startswith("_"))
        found = tuple(file for name in names if (file := self._read(name, problems)))
        ids = [file.front.id for file in found]
        problems.extend(
            Problem(
                file.path,
                "id",
                file.front.id,
                "Another file has this id: give each its own.",
                line_in_front(self.texts[file.path], "id"),
            )
            for file in found
            if ids.count(file.front.id) > 1
        )
        return found, tuple(problems)

    def resolve(
        self, task: str, *, signal: str = "", persona: str = "", locale: str = "en", channel: str = "mail"
    ) -> PromptFile:
        """The live file that names most of what is asked; signal counts more than persona, then locale."""
        ranked = self.standings(task, signal=signal, persona=persona, locale=locale, channel=channel)
        if not ranked or not ranked[0].fits:
            raise ConfigError(f"No live prompt for {task} in {locale!r}: add {task}/default.md.j2.")
        return ranked[0].file

    def standings(
        self, task: str, *, signal: str = "", persona: str = "", locale: str = "en", channel: str = "mail"
    ) -> tuple[Standing, ...]:
        """Every file of the task, the winner first, and why it wins or does not."""
        found = [_standing(file, signal, persona, locale, channel) for file in self.files if file.front.task == task]
        return tuple(sorted(found, key=lambda one: (one.fits, one.points, one.file.path), reverse=True))

    def sources(self, file: PromptFile) -> dict[str, str]:
        """The exact text behind `file.sha`, by name: what an audit keeps."""
        return {name: self.texts[name] for name in file.includes}

    def render(self, file: PromptFile, inputs: Mapping[str, Any]) -> Rendered:
        """System and user message. Raises ConfigError for an undefined input, a forbidden act, more than 64 kB or more
        than two seconds."""
        shown = [example.shown for example in file.examples]
        given = {**inputs, "examples": [*shown, *inputs.get("examples", ())]} if shown else inputs
        try:
            data = _declared(file.front, given)
            template, used = self._environment.get_template(file.path), Meter(SECONDS_MAX)
            texts = {name: self._environment.read(template, name, data, used).strip() for name in BLOCKS}
        except _TROUBLE as error:
            raise ConfigError("A prompt cannot be rendered.", (self._trouble(file.path, error),)) from error
        sent = json.dumps(texts, sort_keys=True, ensure_ascii=False)
        return Rendered(
            messages=(Message("system", texts["system"]), Message("user", texts["user"])),
            prompt_id=file.front.id,
            prompt_hash=file.sha,
            render_hash=_hash(sent),
            hints=file.front.model_hints,
            invented=tuple(dict.fromkeys(each for one in file.examples for each in one.entities)),
        )

    @cached_property
    def _environment(self) -> Sandbox:
        return Sandbox(lambda name: body_of(self.texts[name]) if name in self.texts else None)

    def _read(self, name: str, problems: list[Problem]) -> PromptFile | None:
        """The file with all that it includes; None where any of it cannot be used."""
        front = read_front(name, self.texts[name], problems)
        if front is None:
            return None
        before = len(problems)
        included: dict[str, nodes.Template] = {}
        self._include(name, name, included, problems)
        if len(problems) == before:
            problems.extend(self._undeclared(name, front, included))
            problems.extend(
                Problem(
                    name, "body", block, f"Add {{% block {block} %}} … {{% endblock %}}.", lines_above(self.texts[name])
                )
                for block in BLOCKS
                if block not in {found.name for found in included[name].find_all(nodes.Block)}
            )
        examples = self._examples(name, front, problems)
        if len(problems) > before:
            return None
        names = (*included, *(path_of(one) for one in front.examples))
        return PromptFile(front, name, self._hash(front, names), names, examples)

    def _include(self, name: str, by: str, seen: dict[str, nodes.Template], problems: list[Problem]) -> None:
        """Parse `name` and what it includes into `seen`; what is not there or not allowed becomes a problem."""
        try:
            tree = self._environment.parse(body_of(self.texts[name]), name)
            self._environment.compile(body_of(self.texts[name]), name)
        except (TemplateError, RecursionError) as error:
            problems.append(self._trouble(name, error))
            return
        seen[name] = tree
        for node in _references(tree):
            other = node.template.value if isinstance(node.template, nodes.Const) else ""
            if other not in self.texts:
                line = node.lineno + lines_above(self.texts[name])
                fix = "There is no such file in this folder: write its name from the folder on, or add it."
                problems.append(Problem(name, "include", str(other), fix, line))
            elif other not in seen:
                self._include(other, by, seen, problems)

    def _undeclared(self, name: str, front: FrontMatter, included: Mapping[str, nodes.Template]) -> Iterator[Problem]:
        for where, tree in included.items():
            for each in sorted(meta.find_undeclared_variables(tree) - front.inputs.keys()):
                lines = [found.lineno for found in tree.find_all(nodes.Name) if found.name == each]
                line = min(lines, default=1) + lines_above(self.texts[where])
                used = f" {name} uses it." if where != name else ""
                yield Problem(where, "inputs", each, f"Declare it under inputs, or take it out.{used}", line)

    def _examples(self, name: str, front: FrontMatter, problems: list[Problem]) -> tuple[FileExample, ...]:
        problems.extend(
            Problem(name, "examples", one, f"There is no {path_of(one)}: add it, or take this out.")
            for one in front.examples
            if path_of(one) not in self.texts
        )
        if front.examples and front.inputs.get("examples") != "list":
            problems.append(Problem(name, "inputs", "examples", "Declare examples: list, and show them in the body."))
        return read_examples(front.examples, self.texts, problems)

    def _trouble(self, name: str, error: Exception) -> Problem:
        """An error of the engine as a person reads it, with the line in the file."""
        if isinstance(error, TemplateSyntaxError):
            where = error.name or name
            line = error.lineno + lines_above(self.texts.get(where, ""))
            return Problem(where, "body", error.message or "", "Mend this line.", line)
        if isinstance(error, TemplateNotFound):
            return Problem(name, "include", str(error), "There is no such file in this folder.")
        words = "it includes itself" if isinstance(error, RecursionError) else str(error)
        return Problem(name, "body", words, "Take it out, or give it what it needs.")

    def _hash(self, front: FrontMatter, names: tuple[str, ...]) -> str:
        canonical = json.dumps(front.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        parts = ((name, body_of(self.texts[name])) for name in sorted(names))
        return _hash("\0".join((canonical, *(piece for pair in parts for piece in pair))))


def read_texts(root: Path, patterns: tuple[str, ...]) -> dict[str, str]:
    """The files of `root` that match, by name. A link that leads out of the folder is not read; bytes that are no
    UTF-8 are shown as such, and the file is then refused."""
    inside = root.resolve()
    paths = (path for pattern in patterns for path in root.glob(pattern))
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in paths
        if path.resolve().is_relative_to(inside) and path.is_file()
    }


def _references(tree: nodes.Template) -> Iterator[nodes.Include | nodes.Import | nodes.FromImport]:
    yield from tree.find_all(nodes.Include)
    yield from tree.find_all(nodes.Import)
    yield from tree.find_all(nodes.FromImport)


def _is_ours(name: str) -> bool:
    return name.endswith(".j2") or name.startswith("examples/")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _declared(front: FrontMatter, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What the file declares, as frozen plain data of the declared type. Raises TypeError, or what the sandbox does."""
    data = {name: plain(inputs[name]) for name in front.inputs if name in inputs}
    for name, value in data.items():
        if not isinstance(value, _KINDS[front.inputs[name]]):
            raise TypeError(f"{name} is declared as {front.inputs[name]} and is a {type(value).__name__}")
    if sum(len(str(value)) for value in data.values()) > INPUTS_MAX:
        raise ValueError(f"its inputs are too long: over {INPUTS_MAX // 1024} kB")
    return data


def _standing(file: PromptFile, signal: str, persona: str, locale: str, channel: str) -> Standing:
    front = file.front
    against = [
        words
        for wrong, words in (
            (front.status != "live", f"its status is {front.status}"),
            (bool(front.signal) and signal not in front.signal, f"it is for {', '.join(front.signal)}"),
            (bool(front.persona) and persona not in front.persona, f"it is for {', '.join(front.persona)}"),
            (front.locale.split("-")[0] != locale.split("-")[0], f"it is in {front.locale}"),
            (front.channel != channel, f"it is for {front.channel}"),
        )
        if wrong
    ]
    named = [
        (4, f"names the signal {signal}", signal in front.signal),
        (2, f"names the persona {persona}", persona in front.persona),
        (1, f"is in {locale}", front.locale == locale),
    ]
    points = sum(worth for worth, _, holds in named if holds)
    for_words = " and ".join(words for worth, words, holds in named if holds and worth > 1) or "no file names more"
    return Standing(file, points, "; ".join(against) or for_words, not against)
