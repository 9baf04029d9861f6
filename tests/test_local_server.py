"""The test server itself: others' tests stand on it."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from tests.local_server import Answer, LocalServer


def test_routes_prefixes_turns_and_the_log() -> None:
    with LocalServer() as server:
        server.route("/a", {"jobs": []})
        server.route("/b/*", lambda got: Answer(f"{got.path} {got.query.get('q', '')}"))
        server.route("/c", [Answer(status=429), Answer(b"fine")])
        assert urllib.request.urlopen(server.url("/a")).read() == b'{"jobs": []}'
        assert urllib.request.urlopen(server.url("/b/x?q=1")).read() == b"/b/x 1"
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(server.url("/c"))
        assert urllib.request.urlopen(server.url("/c")).read() == b"fine"
        assert urllib.request.urlopen(server.url("/c")).read() == b"fine"
        assert server.paths() == ["/a", "/b/x", "/c", "/c", "/c"]
