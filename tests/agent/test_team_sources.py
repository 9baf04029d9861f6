"""A name that no collector knows in sources.yaml is told with the one that was meant, beside all else that is wrong."""

from __future__ import annotations

import re
from datetime import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from agent.errors import ConfigError, Problem
from agent.team_files import Header, parse_team
from agent.team_sources import EVERY, PARAMS, source_problems
from agent.yaml_lines import load_yaml
from signals.registry import COLLECTORS

READ = re.compile(r'params(?:\.get\(|\[)"(\w+)"')


def _problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as raised:
        parse_team({"sources.yaml": text}, Header("Harbor", "UTC", time(2)))
    return tuple(one for one in raised.value.problems if one.file == "sources.yaml")


def test_a_misspelt_param_is_told_with_its_line_and_the_one_that_was_meant() -> None:
    text = (
        "sources:\n  - name: wire\n    collector: feed\n    urls: [https://wire.example/rss]\n"
        "    params:\n      pubisher: Wire\n"
    )
    (found,) = _problems(text)
    assert (found.path, found.value, found.line) == ("sources.0.params.pubisher", "Wire", 6)
    assert found.fix == (
        "feed takes no such param. Did you mean publisher? It takes company, per_account, publisher, url."
    )


def test_a_misspelt_collector_is_told_together_with_other_errors() -> None:
    found = _problems("sources:\n  - {name: a, collector: levre}\n  - {name: b, collector: feed, weight: 9}\n")
    assert [one.path for one in found] == ["sources.0.collector", "sources.1.urls", "sources.1.weight"]
    assert found[0].fix.startswith("No such collector. Did you mean lever? Known: ")


@pytest.mark.parametrize("params", ["", ", params: {per_account: no}", ", params: {publisher: Wire}", ", urls: []"])
def test_a_feed_without_an_address_is_refused_with_what_to_add(params: str) -> None:
    (found,) = _problems(f"sources:\n  - {{name: wire, collector: feed{params}}}\n")
    assert (found.path, found.line) == ("sources.0.urls", 2)
    assert 'add urls: ["https://…"], or params: {per_account: "yes"} for each account\'s own feed.' in found.fix


@pytest.mark.parametrize(
    "source",
    [
        'collector: feed, params: {per_account: "yes"}',
        "collector: feed, params: {per_account: yes}",
        "collector: gdelt, params: {url: https://gdelt.example/doc}",
        'collector: intake, params: {"map:Company": company.name}',
        "collector: lever, params: {base_url: https://lever.example}",
        "collector: sec_form_d",
        "collector: dns",
    ],
)
def test_a_source_that_can_be_read_has_no_problem(source: str) -> None:
    assert list(source_problems(load_yaml(f"sources: [{{name: own, {source}}}]"))) == []


@pytest.mark.parametrize("data", [None, [], {"sources": {"a": 1}}, {"sources": ["x", {"collector": 4}]}])
def test_a_file_of_another_shape_is_left_to_its_own_check(data: object) -> None:
    assert list(source_problems(data)) == []


@pytest.mark.parametrize("collector", COLLECTORS)
def test_every_param_that_a_collector_reads_is_known(collector: str) -> None:
    spec = find_spec(COLLECTORS[collector].partition(":")[0])
    assert spec is not None and spec.origin is not None
    assert set(READ.findall(Path(spec.origin).read_text(encoding="utf-8"))) <= PARAMS[collector] | EVERY


def test_what_collectors_share_reads_no_param_that_none_takes() -> None:
    spec = find_spec("signals.collectors")
    assert spec is not None and spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0])
    read = {name for path in folder.glob("*.py") for name in READ.findall(path.read_text(encoding="utf-8"))}
    assert read <= set().union(*PARAMS.values())
