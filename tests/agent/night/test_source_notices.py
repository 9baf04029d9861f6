"""What the team is told of its sources after a night. On both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlmodel import select

from agent.bench.bench_team import bench_team
from agent.domain.policies import SourceSetting
from agent.night.source_notices import tell
from agent.night.targets import register_targets
from agent.store.engine import Store
from agent.tables.items import TargetRow

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WIRE = SourceSetting(
    "wire",
    "feed",
    urls=("https://wire.example/news.xml",),
    terms_reviewed_by="Ada",
    terms_reviewed_on=date(2026, 1, 1),
)


def test_after_a_month_of_failures_somebody_is_told_once_a_week(store: Store) -> None:
    team = replace(bench_team(), sources=(WIRE,))
    register_targets(store, team)
    with store.write() as session:
        session.exec(select(TargetRow)).one().failing_since = NOW
    told = []
    for days in (29, 30, 30, 37):
        with store.write() as session:
            told.append(tell(session, team, NOW + days * DAY))
    assert told == [0, 1, 0, 1]
