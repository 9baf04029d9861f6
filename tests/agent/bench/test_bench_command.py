"""`firstlight bench`: its output is an interface, its work goes through every guard, its peer does the same work."""

from __future__ import annotations

import json

import pytest

from agent.bench import night, unchanged
from agent.bench.benches import BENCHES
from agent.bench.collect import CLIENTS
from agent.bench.command import bench, table
from agent.bench.contract import Bench, Peer
from agent.errors import ConfigError


@pytest.mark.parametrize("peer", CLIENTS)
def test_collect_reads_stores_and_measures_its_peer_in_the_same_run(
    peer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench("collect", json=True, size=8, against=peer) == 0
    measured = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert set(measured) == {"bench", "size", "seconds", "rate", "unit", "peak_rss_mb", "against", "details"}
    assert measured["details"]["items"] == 8 * measured["details"]["jobs_a_board"]
    assert measured["details"]["failed"] == 0 and measured["unit"] == "boards"
    against = measured["against"]
    assert against["name"] == peer
    assert against["ratio"] == pytest.approx(measured["rate"] / against["rate"], rel=0.01)


def test_an_unknown_bench_or_peer_is_named_with_those_that_are_there() -> None:
    with pytest.raises(ConfigError, match=r"collect, .*start"):
        bench("nothing", json=True, size=None, against=None)
    for name in ("collect", "start"):
        with pytest.raises(ConfigError, match="peer"):
            bench(name, json=True, size=1, against="nobody")


def test_the_table_shows_rate_peer_and_details() -> None:
    shown = table(Bench("x", 10, 2.0, 5.0, "boards", 100.0, Peer("bare", 10.0, 0.5), {"failed": 0}))
    for words in ("5.0 boards/s", "bare: 10.0 boards/s, ratio 0.50", "100 MB", "failed"):
        assert words in shown
    assert set(BENCHES) >= {"collect", "start"}


def test_a_whole_night_drafts_for_every_account_with_a_reason() -> None:
    measured = night.measure(100, None)
    assert measured.details["drafts"] == 10 and measured.details["cpu_ms_a_draft"] > 0
    assert measured.details["model_cpu_ms_a_draft"] > 0
    assert (measured.unit, measured.size) == ("accounts", 100) and measured.details["growth"] > 0
    with pytest.raises(ConfigError, match="at least 100"):
        night.measure(10, None)


def test_the_second_night_asks_every_board_again_and_finds_nothing_changed() -> None:
    measured = unchanged.measure(20, None)
    assert measured.details["unchanged"] == measured.details["same_bytes_unchanged"] == 20
    assert measured.against is not None and measured.against.name == "first"
    assert measured.against.ratio == pytest.approx(measured.rate / measured.against.rate)
