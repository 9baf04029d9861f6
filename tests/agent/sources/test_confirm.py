"""Confirming sources in the text of sources.yaml: the two keys are added, comments and all else stay."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from agent.errors import ConfigError
from agent.sources.confirm import confirmed
from agent.starter.write import NOBODY_YET, STARTER, fill

ON = date(2026, 11, 22)
TEXT = """# ours
sources:
  - {name: wire, collector: feed, urls: ["https://wire.example/a,b"],}   # the wire
  - {name: old, collector: lever, terms_reviewed_by: "", terms_reviewed_on: }
  - name: boards   # by hand
    collector: greenhouse

  # the last one
  - name: other
    collector: ashby
    params:
      a: "b"
"""


def test_who_and_when_are_added_and_all_else_stays() -> None:
    changed = confirmed(TEXT, ["wire", "old", "boards"], by='Ada "A" Lowe: #1', on=ON)
    for source in yaml.safe_load(changed)["sources"]:
        said = (source.get("terms_reviewed_by"), source.get("terms_reviewed_on"))
        assert said == ((None, None) if source["name"] == "other" else ('Ada "A" Lowe: #1', ON))
    for comment in ("# ours\n", "# the wire\n", "# by hand\n", "\n  # the last one\n"):
        assert comment in changed


def test_every_source_of_the_starter_file_can_be_confirmed() -> None:
    text = fill((STARTER / "sources.yaml").read_text(encoding="utf-8"), NOBODY_YET, ON)
    names = [one["name"] for one in yaml.safe_load(text)["sources"]]
    changed = yaml.safe_load(confirmed(text, names, by="Ada", on=ON))["sources"]
    assert {(one["terms_reviewed_by"], one["terms_reviewed_on"]) for one in changed} == {("Ada", ON)}


def test_a_file_that_cannot_be_added_to_is_left_alone() -> None:
    text = "sources:\n  - &a {name: wire, collector: feed}\n  - {<<: *a, name: other}\n"
    with pytest.raises(ConfigError, match="by hand"):
        confirmed(text, ["wire"], by="Ada", on=ON)
