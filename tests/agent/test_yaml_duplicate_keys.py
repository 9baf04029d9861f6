"""A key that stands twice is refused; no shipped file has one."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from agent.errors import ConfigError
from agent.starter.write import NOBODY_YET, write_starter
from agent.team_files import FILES, Header, parse_team
from agent.yaml_lines import DuplicateKey, load_yaml

ROOT = Path(__file__).parents[2]


def test_a_key_that_stands_twice_is_named_with_its_file_and_line() -> None:
    texts = dict.fromkeys(FILES, "") | {"offer.yaml": "seller:\n  name: Harbor\n  name: Quay\n"}
    with pytest.raises(ConfigError) as refused:
        parse_team(texts, Header("Harbor", "UTC", time(2)))
    said = str(refused.value)
    assert "offer.yaml" in said and "seller.name" in said and "line 2 too" in said and "Keep one" in said


def test_a_merged_key_may_be_overridden() -> None:
    assert load_yaml("a: &a {x: 1}\nb: {<<: *a, x: 2}\n") == {"a": {"x": 1}, "b": {"x": 2}}
    with pytest.raises(DuplicateKey):
        load_yaml("- a: 1\n  a: 2\n")


def test_no_shipped_file_has_a_key_twice(tmp_path: Path) -> None:
    write_starter(tmp_path, NOBODY_YET, date(2026, 11, 20))
    rooms = (ROOT / "drafting", ROOT / "prompts", ROOT / "signals", ROOT / "demo-data", ROOT / "agent/demo", tmp_path)
    files = [path for room in rooms for path in room.rglob("*.yaml")]
    assert any(path.is_relative_to(tmp_path) for path in files)
    for path in files:
        load_yaml(path.read_text(encoding="utf-8"))
