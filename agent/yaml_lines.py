"""Where in a YAML text something stands and what was meant there, so that an error can name its line and its fix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from agent.spelling import meant

_SHOWN = 80


class DuplicateKey(yaml.MarkedYAMLError):
    """A key that stands twice in one mapping (YAML 1.2 §3.2.1.1: keys are unique); `path` leads to the second."""

    def __init__(self, path: str, first: yaml.Mark, second: yaml.Mark) -> None:
        super().__init__(problem=f"stands in line {first.line + 1} too", problem_mark=second)
        self.path = path


def load_yaml(text: str) -> Any:
    """What a YAML text says. Raises yaml.YAMLError: DuplicateKey where PyYAML would silently take the last value."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        _refuse_duplicates(node, (), set())
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _refuse_duplicates(node: yaml.Node, path: tuple[str, ...], seen: set[int]) -> None:
    if id(node) in seen:  # an alias: its anchor was walked already
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for place, child in enumerate(node.value):
            _refuse_duplicates(child, (*path, str(place)), seen)
    elif isinstance(node, yaml.MappingNode):
        first: dict[tuple[str, str], yaml.Mark] = {}
        for key, value in node.value:
            here = (*path, str(key.value))
            if isinstance(key, yaml.ScalarNode):
                before = first.setdefault((key.tag, key.value), key.start_mark)
                if before is not key.start_mark:
                    raise DuplicateKey(".".join(here), before, key.start_mark)
            _refuse_duplicates(value, here, seen)


def shown(detail: Mapping[str, Any]) -> str:
    """What stands at the place of one of pydantic's errors, as YAML writes it, in one line; "" where a key is missing:
    its `input` is then all that stands around it."""
    if detail["type"] == "missing":
        return ""
    value = detail.get("input")
    if isinstance(value, str):
        return value[:_SHOWN]
    try:
        text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    except RecursionError:  # what YAML can still read may nest too deep for it to write
        text = str(value)
    return text.removesuffix("\n...\n").strip()[:_SHOWN]


def meant_key(shape: type[BaseModel], path: tuple[int | str, ...]) -> str:
    """Which key of `shape` the last part of `path` was meant to be, as `meant` says it."""
    for part in path[:-1]:
        within = shape.model_fields.get(str(part))  # none: a place in a list, or a name that the team chose
        if within is not None:
            inner = _shape_in(within.annotation)
            if inner is None:
                return ""
            shape = inner
    return meant(str(path[-1]), shape.model_fields) if path else ""


def _shape_in(annotation: Any) -> type[BaseModel] | None:
    """The shape that a key's value has, or that the values in its list or mapping have."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for one in get_args(annotation) if (found := _shape_in(one))), None)


def line_of(text: str, path: tuple[int | str, ...]) -> int | None:
    """The line, from 1, at which `path` stands in a YAML text; the nearest parent's where it does not."""
    node = yaml.compose(text)
    if node is None:
        return None
    line: int = node.start_mark.line + 1
    for part in path:
        step = _child(node, part)
        if step is None:
            return line
        line, node = step
    return line


def _child(node: yaml.Node, part: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child = node.value[part]
        return child.start_mark.line + 1, child
    return None
