"""What the team is told of its sources after a night: a budget that burns, targets that are asked weekly only."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from agent.domain.teams import Team
from agent.insight.source_health import ALL_BURNT, HALF_BURNT, error_budget
from agent.night.targets import sources
from agent.sends.notices import Notice, NoticeKind, notify
from agent.store import polls, source_counts
from signals.polling import DAILY_FOR

BUDGET_DAYS = 7


def tell(session: Session, team: Team, now: datetime) -> int:
    """Write the notices that are new this week, once each; forget the numbers of long ago. Returns how many."""
    source_counts.forget_old(session, now.date())
    week = now.strftime("%G-W%V")
    counts = source_counts.since(session, (now - timedelta(days=BUDGET_DAYS)).date())
    standings = polls.standings(session, given_up_since=now - DAILY_FOR)
    told = 0
    for name, source in sources(session, team).items():
        if not source.is_scheduled:
            continue
        budget = error_budget(counts.get(name, {}), source.setting.collector)
        if budget.burnt is not None and budget.burnt >= HALF_BURNT:
            level = 100 if budget.burnt >= ALL_BURNT else 50
            told += _tell(session, f"budget:{name}:{level}:{week}", f"Source {name}: {budget.words}.", now)
        given_up = standings[name].given_up if name in standings else 0
        if given_up:
            who = "1 target has" if given_up == 1 else f"{given_up:,} targets have"
            words = f"Source {name}: {who} not answered for 30 days; from now on once a week is asked."
            told += _tell(session, f"weekly:{name}:{week}", words, now)
    return told


def _tell(session: Session, key: str, words: str, now: datetime) -> bool:
    return notify(session, Notice(NoticeKind.SOURCE_FAILING, words, f"source-{key}"), now=now)
