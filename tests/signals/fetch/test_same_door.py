"""What is meant for one server, such as the key of an API, goes to no other and never in the clear."""

from __future__ import annotations

import pytest

from agent.net.urls import place_of
from signals.fetch.exchange import is_same_door

ASKED = "https://api.finder.example/v1"


@pytest.mark.parametrize(
    ("asked", "following", "same"),
    [
        (ASKED, "https://api.finder.example/v2", True),
        (ASKED, "https://API.finder.example.:443/", True),
        ("http://feeds.finder.example/", "https://feeds.finder.example/", True),
        (ASKED, "http://api.finder.example/v1", False),
        (ASKED, "https://api.finder.example:8443/v1", False),
        (ASKED, "https://finder.example/v1", False),
        ("http://feeds.finder.example:8080/", "https://feeds.finder.example/", False),
    ],
)
def test_headers_of_a_source_stay_at_its_door(asked: str, following: str, same: bool) -> None:
    assert is_same_door(place_of(asked), place_of(following)) is same
