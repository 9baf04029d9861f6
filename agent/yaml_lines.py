"""Where in a YAML text something stands, so that an error can name its line."""

from __future__ import annotations

import yaml


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
