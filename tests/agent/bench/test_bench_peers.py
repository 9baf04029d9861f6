"""The peers of the bench `collect`: the same work in the same run, or a message that says how to install them."""

from __future__ import annotations

import pytest

from agent.bench import peer_process
from agent.bench.collect import measure
from agent.bench.peer_process import interpreter_with
from agent.errors import ConfigError


@pytest.mark.parametrize(("name", "module"), [("scrapy", "scrapy"), ("changedetection", "changedetectionio")])
def test_a_peer_keeps_every_page_in_the_same_run(name: str, module: str) -> None:
    try:
        interpreter_with(module)
    except ConfigError as missing:
        pytest.skip(str(missing))
    measured = measure(12, name)
    assert measured.details["items"] == 12 * measured.details["jobs_a_board"]
    assert measured.against is not None and measured.against.name == name
    assert measured.against.ratio == pytest.approx(measured.rate / measured.against.rate)


def test_a_peer_that_is_not_installed_says_how_to_install_it() -> None:
    with pytest.raises(ConfigError, match=r"make bench-peers") as missing:
        interpreter_with("no_such_module_of_a_peer")
    assert peer_process.OWN_PYTHON in str(missing.value)


def test_a_peer_that_does_not_do_the_work_is_no_peer(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    scripts = tmp_path_factory.mktemp("peers")
    (scripts / "idle.py").write_text(
        "print('ready', flush=True)\nfor _ in __import__('sys').stdin: print(0, flush=True)\n"
    )
    monkeypatch.setattr(peer_process, "SCRIPTS", scripts)
    program = peer_process.Program("idle.py", "json", 1, adds_first=False, kept_a_page=20)
    monkeypatch.setattr("agent.bench.collect.PROGRAMS", {"scrapy": program})
    with pytest.raises(ConfigError, match="did not do the work"):
        measure(2, "scrapy")
