"""What a feed says of how often it wants to be read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from signals.collectors.feed_pace import stated_interval


@pytest.mark.parametrize(
    ("head", "minutes"),
    [
        ("<ttl>90</ttl>", 90),
        ("<sy:updatePeriod>\n hourly </sy:updatePeriod>", 60),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 360),
        ("<ttl>5</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", 7 * 24 * 60),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl><sy:updatePeriod>often</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_a_feeds_own_pace(head: str, minutes: int | None) -> None:
    text = f'<rss version="2.0"><channel><title>Wire</title>{head}<item><ttl>77</ttl></item></channel></rss>'
    assert stated_interval(text) == (timedelta(minutes=minutes) if minutes else None)
