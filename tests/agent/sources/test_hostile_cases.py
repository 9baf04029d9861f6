"""A case file that somebody else made is refused with what is wrong in it, whatever stands there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.errors import ConfigError
from agent.sources.cases import play, read_case

DOCUMENT = {
    "url": "http://169.254.169.254/latest",
    "final_url": "file:///etc/hosts",
    "content_type": "text/xml",
    "status": 200,
    "fetched_at": "2026-11-01T00:00:00Z",
    "body": "<rss><channel><item><title>Weather</title><guid>1</guid></item></channel></rss>",
}
CASE = {
    "collector": "feed",
    "target": DOCUMENT["url"],
    "params": {},
    "documents": [DOCUMENT],
    "items": 1,
    "telling": [],
}
HOSTILE = {
    "nested without end": "[" * 100_000,
    "a number without end": '{"items": ' + "9" * 5_000 + "}",
    "no base64": json.dumps({**CASE, "documents": [{**DOCUMENT, "body": None, "body_base64": "a"}]}),
    "no base64 that was asked": json.dumps({**CASE, "documents": [{**DOCUMENT, "asked": "é"}]}),
    "half a character": json.dumps({**CASE, "documents": [{**DOCUMENT, "body": "\ud800"}]}),
    "a time of no zone": json.dumps({**CASE, "documents": [{**DOCUMENT, "fetched_at": "2026-11-01T00:00:00"}]}),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_a_case_that_cannot_be_read_says_so_and_which_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"case\.json"):
        read_case(path)


def test_playing_a_case_asks_no_address_that_it_names(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE))
    assert play(read_case(path)) == ()
    path.write_text(json.dumps({**CASE, "target": "http://127.0.0.1:1/"}))
    assert "no document of http://127.0.0.1:1/ was kept" in play(read_case(path))[0]
