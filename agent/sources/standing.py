"""How each source of a team stands: its readings, its error budget, when it is read next and why, what it gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from agent.domain.decisions import RejectReason
from agent.domain.outcomes import OutcomeKind
from agent.domain.policies import SourceSetting
from agent.domain.polls import DueAs
from agent.domain.teams import Team
from agent.insight.funnel import Judged, SourceYield, yields
from agent.insight.source_health import Budget, Precision, error_budget, failure_words, latency_ms, precision
from agent.night.due import is_due, soonest
from agent.night.targets import Source, sources
from agent.store import polls, screens, source_counts
from agent.store.polls import HeldBack, NextRead
from signals.collect import SHRUNK_KEY
from signals.polling import DAILY_FOR
from signals.polling_words import BETWEEN_NIGHTS, due_words

BUDGET_FOR = timedelta(days=7)
GAVE_FOR = timedelta(days=30)
_REPLIED = frozenset({str(OutcomeKind.REPLIED), str(OutcomeKind.POSITIVE_REPLY)})


@dataclass(frozen=True, slots=True)
class Standing:
    """One source as it stands. `next_words` say when and why: "due 02:00 tomorrow: changes about every 3 days";
    `failures` the week's by kind; `held_back` of targets that shrank and are not believed yet. `requests` and `gaps`
    are of 30 days, as is `gave`; `p50_ms` and `p95_ms` of 7."""

    source: Source
    readings: polls.Standing
    last_failure: str
    held_back: str
    next_at: datetime | None
    next_words: str
    budget: Budget
    failures: str
    p50_ms: int | None
    p95_ms: int | None
    requests: int
    gaps: int
    gave: SourceYield
    precision: Precision | None


def listed(session: Session, team: Team, now: datetime) -> list[Standing]:
    """Every source of the team, in the order of its file; then those that are in no file any more and still gave."""
    facts = _Facts(session, team, now)
    known = sources(session, team)
    gone = {name: Source(SourceSetting(name, "intake"), False, 1.0) for name in sorted(set(facts.gave) - set(known))}
    return [facts.of(name, source) for name, source in {**known, **gone}.items()]


class _Facts:
    """What is read once for all sources."""

    def __init__(self, session: Session, team: Team, now: datetime) -> None:
        self.team, self.now = team, now
        since = now - GAVE_FOR
        names = [source.name for source in team.sources]
        self.week = source_counts.since(session, (now - BUDGET_FOR).date())
        self.month = source_counts.since(session, since.date())
        self.readings = polls.standings(session, given_up_since=now - DAILY_FOR)
        self.reads = polls.next_reads(session, names, often=BETWEEN_NIGHTS)
        self.failed = screens.last_failures(session, names)
        self.held = polls.held_back(session, mark=SHRUNK_KEY)
        self.gave = yields(
            screens.items_by_source(session, since=since),
            judged(session, since),
            screens.signals_by_source(session, since=since),
        )

    def of(self, name: str, source: Source) -> Standing:
        week, month = self.week.get(name, Counter()), self.month.get(name, Counter())
        gave = self.gave.get(name, SourceYield())
        next_at, words = self._next(source, self.reads.get(name, []))
        return Standing(
            source=source,
            readings=self.readings.get(name, polls.Standing()),
            last_failure=self.failed.get(name, ""),
            held_back=held_words(self.held.get(name)),
            next_at=next_at,
            next_words=words,
            budget=error_budget(week, source.setting.collector),
            failures=failure_words(week),
            p50_ms=latency_ms(week, 0.5),
            p95_ms=latency_ms(week, 0.95),
            requests=month["requests"],
            gaps=month["gaps"],
            gave=gave,
            precision=precision(gave.approved, gave.rejected),
        )

    def _next(self, source: Source, reads: list[NextRead]) -> tuple[datetime | None, str]:
        if source.setting.collector == "intake":
            return None, "whenever your tools send"
        if not source.enabled:
            return None, "not read: it is off"
        if not source.is_scheduled:
            fix = f"`firstlight source confirm {source.setting.name}`"
            return None, f"not read: nobody confirmed its terms; read them, then {fix}"
        late = next((read for read in reads if is_due(read, self.now)), None)
        if late is not None:
            why = late.why if late.due_at is not None else "never read"
            return self.now, f"due now: {why}{self._of_how_many(source, late)}"
        first = soonest(reads, self.team, self.now)
        if first is None:
            return None, "in the next night"
        at, read = first
        words = due_words(at, read.due_as or str(DueAs.DUE), read.why, self.now, self.team.time_zone)
        return at, words + self._of_how_many(source, read)

    def _of_how_many(self, source: Source, read: NextRead) -> str:
        """That a failure is one address's, where the source has several."""
        targets = self.readings.get(source.setting.name, polls.Standing()).targets
        is_of_a_failure = read.due_as in {DueAs.RETRY, DueAs.PROBE}
        return f" (one of {targets:,} addresses)" if is_of_a_failure and targets > 1 else ""


def held_words(held: HeldBack | None) -> str:
    """ "alder shows 3 where there were 30: nothing is taken for gone until this has held for 72 h; and 2 more"."""
    if held is None:
        return ""
    more = f"; and {held.targets - 1:,} more" if held.targets > 1 else ""
    return f"{held.key} {held.reason}{more}"


def judged(session: Session, since: datetime) -> list[Judged]:
    """The drafts made since then, with the sources that each cites, and what became of them."""
    facts = screens.draft_facts(session, since=since)
    source_of: Mapping[str, str] = screens.sources_of_items(
        session, (item for fact in facts for item in fact.cited_items)
    )
    mailed = sorted({fact.account_id for fact in facts if fact.sent_at})
    outcomes = screens.outcome_kinds(session, mailed)
    return [
        Judged(
            sources=frozenset(source_of[item] for item in fact.cited_items if item in source_of),
            is_approved=fact.approved_at is not None,
            rejected_for=fact.state_reason
            if fact.state == "rejected" and fact.state_reason in set(RejectReason)
            else "",
            is_replied=bool(fact.sent_at and outcomes.get(fact.account_id, set()) & _REPLIED),
        )
        for fact in facts
    ]
