"""Examples that a prompt file shows a model: invented companies, listed, and never to come back in a draft (§4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.errors import Problem
from agent.yaml_lines import line_of, shown
from drafting.lint_rules import default_rules

BANNED = ("L13_hard", "L13_soft", "L14", "L16", "L17", "L25")
_NAME = re.compile(r"(?<![.?!] )(?<!^)\b(?!I\b)[A-Z][\w&-]+")


class FileExample(BaseModel):
    """One good mail. `entities`: every name in it, all invented; none may stand in what a model answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    entities: tuple[str, ...] = Field(min_length=1)
    subject: str
    sentences: tuple[str, ...] = Field(min_length=1)
    notes: str = ""

    @property
    def shown(self) -> dict[str, str]:
        """What a template gets of it, in the shape of an approved mail (`drafting.telling`)."""
        return {"subject": self.subject, "text": " ".join(self.sentences)}


def path_of(reference: str) -> str:
    """`first_touch/round` is the file examples/first_touch/round.yaml."""
    return f"examples/{reference}.yaml"


def read_examples(
    references: Iterable[str], texts: Mapping[str, str], problems: list[Problem]
) -> tuple[FileExample, ...]:
    """The examples that a prompt names and that are there; what is wrong with them is added to `problems`."""
    found = (_read(path_of(one), texts[path_of(one)], problems) for one in references if path_of(one) in texts)
    return tuple(each for each in found if each)


def leaked(texts: Iterable[str], entities: Iterable[str], known: str) -> str:
    """The first of `entities` that stands in `texts` and not in `known`, what the draft is about; else ""."""
    said, here = " ".join(texts).casefold(), known.casefold()
    for entity in entities:
        pattern = rf"(?<!\w){re.escape(entity.casefold())}(?!\w)"
        if re.search(pattern, said) and not re.search(pattern, here):
            return entity
    return ""


def _read(name: str, text: str, problems: list[Problem]) -> FileExample | None:
    try:
        example = FileExample.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        fix = "This is not valid YAML: mend it."
        problems.append(Problem(name, "(whole file)", str(error)[:80], fix, mark.line + 1 if mark else 1))
        return None
    except ValidationError as error:
        for each in error.errors():
            key, line = ".".join(map(str, each["loc"])), line_of(text, tuple(each["loc"]))
            problems.append(Problem(name, key, shown(each), each["msg"] + ".", line))
        return None
    problems.extend(_wrong_in(name, example, text))
    return example


def _wrong_in(name: str, example: FileExample, text: str) -> Iterator[Problem]:
    rules = default_rules()
    for number, sentence in enumerate((example.subject, *example.sentences), start=-1):
        where: tuple[int | str, ...] = ("sentences", number) if number >= 0 else ("subject",)
        key, line = ".".join(map(str, where)), line_of(text, where)
        for rule in BANNED:
            if said := rules.phrases[rule].search(sentence):
                yield Problem(
                    name, key, said.group(), f"Banned ({rule[:3]}), and a model copies it: say it else.", line
                )
        for found in _NAME.findall(sentence) if number >= 0 else ():
            if not any(found in entity for entity in example.entities):
                yield Problem(name, key, found, "List this name under entities, so that it cannot come back.", line)
