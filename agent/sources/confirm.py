"""Who read a source's terms and when, written into the text of `sources.yaml`; all else of it stays as it is."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

import yaml

from agent.errors import ConfigError

WHO, WHEN = "terms_reviewed_by", "terms_reviewed_on"


def confirmed(text: str, names: Collection[str], *, by: str, on: date) -> str:
    """`text` with `by` and `on` at the sources `names`, comments and order kept. Raises ConfigError where the file is
    written in a way that cannot be added to (an alias, a merged mapping)."""
    said = {WHO: json.dumps(by, ensure_ascii=False), WHEN: on.isoformat()}
    edits = [edit for node in _sources(text) if _name(node) in names for edit in _edits(node, said)]
    changed = text
    for start, end, words in sorted(edits, reverse=True):
        changed = changed[:start] + words + changed[end:]
    if _read(changed) != _wanted(text, names, by, on):
        fix = f"Write {WHO} and {WHEN} there by hand."
        raise ConfigError(f"sources.yaml cannot be added to for {', '.join(sorted(names))}. {fix}")
    return changed


def _sources(text: str) -> list[yaml.MappingNode]:
    root = yaml.compose(text)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    listed = next((value for key, value in pairs if key.value == "sources"), None)
    return [node for node in (listed.value if listed else ()) if isinstance(node, yaml.MappingNode)]


def _name(node: yaml.MappingNode) -> str:
    return next((str(value.value) for key, value in node.value if key.value == "name"), "")


def _edits(node: yaml.MappingNode, said: dict[str, str]) -> list[tuple[int, int, str]]:
    """What to put where, as (from, to, words): over the value that stands there, else beside the other keys."""
    edits, missing = [], []
    there = {key.value: value for key, value in node.value}
    for key, words in said.items():
        if key in there:
            start, end = there[key].start_mark.index, there[key].end_mark.index
            edits.append((start, end, words if end > start else f" {words}"))
        else:
            missing.append(f"{key}: {words}")
    if missing and node.flow_style:
        at = node.value[-1][1].end_mark.index
        edits.append((at, at, "".join(f", {one}" for one in missing)))
    elif missing:
        mark = node.value[-1][0].start_mark
        edits.append((mark.index, mark.index, "".join(f"{one}\n{' ' * mark.column}" for one in missing)))
    return edits


def _read(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


def _wanted(text: str, names: Collection[str], by: str, on: date) -> Any:
    data = yaml.safe_load(text)
    for source in data["sources"]:
        if source["name"] in names:
            source[WHO], source[WHEN] = by, on
    return data
