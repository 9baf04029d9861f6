"""The static check of prompt files and frames: what is wrong before a model was asked, and how long they are (§4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import yaml

from agent.errors import ConfigError, Problem
from drafting.frames import Grammar, grammar_of
from drafting.front_matter import line_in_front
from drafting.lint_rules import LINT, LintRules, default_rules, examined
from drafting.render import FILES, PROMPTS_FOLDER, PromptFile, Prompts, read_texts

FRAMES = "composer/"
# What `drafting.telling` and a drafter give.
_DRAFTS = frozenset(
    {"account", "persona", "seller", "own", "evidence", "previous", "low", "high", "today", "fence", "canary"}
    | {"voice", "examples", "plan", "variant"}
)
GIVEN: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("first_touch", "angle", "bump", "close"), _DRAFTS),
    "repair": _DRAFTS - {"plan", "variant"} | {"sentences", "failures"},
    "extract": frozenset({"text", "fence"}),
}
"""What each task is given: a file may declare no other input."""
SCHEMAS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("first_touch", "angle", "bump", "close"), ("DraftOut@1",)),
    "repair": ("RepairOut@1",),
    "extract": ("FundingAnswer@1", "MovesAnswer@1"),
}
_SECRETS = re.compile(
    r"sk-[A-Za-z0-9_-]{20,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bxox[abprs]-[A-Za-z0-9-]{10,}"
    r"|\bAIza[0-9A-Za-z_-]{35}|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|"
    r"://[^/\s:@]+:[^/\s:@]+@"
    r"|(?i:\b(?:password|passwd|secret|api[_-]?key|token)\b\s*[:=]\s*[\"']?[^\s\"'{]{8,})"
)
_CHARS_A_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Checked:
    """One prompt that can be used: its longest rendering over the three fixtures, in tokens (an estimate)."""

    file: PromptFile
    tokens: int


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """All files together, with `over` in place of shipped ones. `grammar` is None where a frame is refused; `rules` are
    those that ship where a team's own are."""

    over: Mapping[str, str]
    prompts: Prompts
    grammar: Grammar | None
    checked: tuple[Checked, ...]
    problems: tuple[Problem, ...]
    rules: LintRules


def needs_no_model(path: str) -> bool:
    """Whether the composer alone shows what an edit of the file does: its frames, and the lint."""
    return path == LINT or path.startswith(FRAMES)


def check_files(over: Mapping[str, str]) -> CheckedFiles:
    """The shipped files with `over` in their place: everything that is wrong with them, by file, line, key and fix."""
    return _checked(tuple(sorted(over.items())))


@lru_cache(maxsize=8)
def _checked(named: tuple[tuple[str, str], ...]) -> CheckedFiles:
    over = dict(named)
    texts = {**shipped(), **over}
    prompts = Prompts(over=over)
    files, problems = prompts.examined
    found = list(problems)
    checked = [Checked(file, _tokens(prompts, file, found)) for file in files]
    for file in files:
        found.extend(_not_given(file, texts[file.path]))
    found.extend(_secrets(texts, over))
    rules, wrong = examined(over[LINT]) if LINT in over else (default_rules(), ())
    found.extend(wrong)
    grammar = None
    try:
        grammar = grammar_of(frames_of(texts))
    except ConfigError as error:
        found.extend(Problem(f"{FRAMES}{one.file}", one.path, one.value, one.fix, one.line) for one in error.problems)
    found.extend(_banned_in_frames(grammar, over, rules) if grammar else ())
    once = {(one.file, one.line, one.path, one.value): one for one in reversed(found)}
    return CheckedFiles(over, prompts, grammar, tuple(checked), tuple(reversed(once.values())), rules)


@cache
def shipped() -> Mapping[str, str]:
    """Every file that ships, by name: prompts and what they include, examples, frames, the lint's limits and words."""
    return read_texts(PROMPTS_FOLDER, (*FILES, f"{FRAMES}*.yaml", LINT))


def frames_of(texts: Mapping[str, str]) -> dict[str, str]:
    """The composer's files among `texts`, by the name that errors and the grammar's hash use."""
    return {name.removeprefix(FRAMES): text for name, text in texts.items() if name.startswith(FRAMES)}


@cache
def fixtures() -> Mapping[str, Mapping[str, Any]]:
    """Three sets of inputs, all invented: an ordinary one, as little as can be, as much as can be."""
    texts = read_texts(PROMPTS_FOLDER, ("tests/*.yaml",))
    return {name.split("/")[1].removesuffix(".yaml"): yaml.safe_load(text) for name, text in sorted(texts.items())}


def tokens_of(texts: Iterable[str]) -> int:
    """About how many tokens a model reads: four letters each, as is usual for English."""
    return -(-sum(len(text) for text in texts) // _CHARS_A_TOKEN)


def _tokens(prompts: Prompts, file: PromptFile, problems: list[Problem]) -> int:
    most = 0
    for name, given in fixtures().items():
        try:
            rendered = prompts.render(file, given)
        except ConfigError as error:
            problems.extend(
                Problem(one.file, one.path, one.value, f"{one.fix} (over prompts/tests/{name}.yaml)", one.line)
                for one in error.problems
            )
            return most
        most = max(most, tokens_of(message.text for message in rendered.messages))
    return most


def _not_given(file: PromptFile, text: str) -> Iterator[Problem]:
    """An input or a task that no stage knows: the file would fail in the night."""
    front = file.front
    if front.task not in GIVEN:
        yield Problem(
            file.path, "task", front.task, f"Tasks are {', '.join(sorted(GIVEN))}.", line_in_front(text, "task")
        )
        return
    given = GIVEN[front.task]
    for name in sorted(front.inputs.keys() - given):
        line = line_in_front(text, "inputs", name)
        yield Problem(file.path, f"inputs.{name}", name, f"{front.task} is given {', '.join(sorted(given))}.", line)
    if front.output_schema not in SCHEMAS[front.task]:
        fix = f"Answers to {front.task} are {' or '.join(SCHEMAS[front.task])}."
        yield Problem(file.path, "output_schema", front.output_schema, fix, line_in_front(text, "output_schema"))


def _secrets(texts: Mapping[str, str], over: Mapping[str, str]) -> Iterator[Problem]:
    for name in sorted(over):
        for found in _SECRETS.finditer(texts[name]):
            line = texts[name].count("\n", 0, found.start()) + 1
            fix = "This looks like a secret: take it out, and change it, for it may have been read."
            yield Problem(name, "secret", f"{found.group()[:4]}…", fix, line)


def _banned_in_frames(grammar: Grammar, over: Mapping[str, str], rules: LintRules) -> Iterator[Problem]:
    """A frame with a phrase that the lint blocks would never be said."""
    hard = rules.phrases["L13_hard"]
    for name in sorted(frames_of(over)):
        for number, line in enumerate(over[f"{FRAMES}{name}"].splitlines(), start=1):
            if not line.lstrip().startswith("#") and (said := hard.search(line)):
                yield Problem(
                    f"{FRAMES}{name}", "frames", said.group(), "The lint blocks this phrase: take it out.", number
                )
