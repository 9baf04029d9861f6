"""Judges every account of a panel at its last week: which bursts of new roles are surges, and how sure that is.

Source: signals specification §5.3: the negative-binomial test under Benjamini and Hochberg, and the CUSUM. Alone the
test misses fivefold surges and the CUSUM alarms on drift, so the week-by-week posterior (`sustained`) has the last
word; docs/decisions/0004 has the figures of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from signals.hiring.cusum import FROZEN_WEEKS, CusumState, run_cusum, threshold
from signals.hiring.panel import Exposed, History, Panel, expose, surviving
from signals.hiring.surge import WINDOW_WEEKS, Assessment, Prior, assess
from signals.hiring.sustained import sustained

FALSE_DISCOVERY_RATE = 0.10
LEAST_ROLES = 5
LEAST_RATIO = 1.75
# A burst is called from this posterior of its weeks on: about one in twelve such calls is false [M].
LEAST_SUSTAINED = 0.7
# A rate drifts further in twelve weeks than in eight [M].
LEAST_BUILD_UP = 0.9
# Below this posterior of the eight-week sum the weeks are not read one by one: hardly any would come to an alert [M].
_WORTH_READING = 0.05


class Alert(StrEnum):
    """What raised it: a burst of the last eight weeks, or a slow build-up."""

    BURST = "burst"
    BUILD_UP = "build_up"


@dataclass(frozen=True, slots=True)
class BuildUp:
    """What an open CUSUM alarm stands on: the twelve weeks since its baseline was frozen."""

    assessment: Assessment
    sustained: float


@dataclass(frozen=True, slots=True)
class Judged:
    """One account's judgement.

    `q` is its false-discovery rate among the tests, 1 where it was none of them. `sustained` is the week-by-week
    posterior, None where the sum left nothing to ask. A `cold` or frozen account is never judged: its posterior is 0
    and `assessment` only says what would be expected.
    """

    account_id: str
    assessment: Assessment
    q: float
    cusum: CusumState
    tested: bool
    cold: bool
    sustained: float | None = None
    build_up: BuildUp | None = None
    alert: Alert | None = None

    @property
    def p(self) -> float:
        return self.assessment.p

    @property
    def posterior(self) -> float:
        """P_surge of the eight-week sum (§5.3)."""
        return self.assessment.posterior

    @property
    def confidence(self) -> float:
        """What a score takes, alert or not: the posterior that reads most."""
        if self.alert is Alert.BUILD_UP and self.build_up is not None:
            return self.build_up.sustained
        return self.posterior if self.sustained is None else self.sustained

    @property
    def told(self) -> Assessment:
        """What is told of it: the eight weeks, or the twelve of a build-up."""
        if self.alert is Alert.BUILD_UP and self.build_up is not None:
            return self.build_up.assessment
        return self.assessment

    @property
    def words(self) -> str:
        """ "10 new roles in 8 weeks against 2.2 expected (6 in the 22 weeks before)"."""
        return self.told.words


def judge(panel: Panel, histories: Sequence[History], *, tolerated: float = 1.0) -> list[Judged]:
    """Judge all accounts at their last week, in their order.

    `tolerated` is F of the CUSUM: false alarms a week among all tested accounts.
    """
    exposed = [expose(panel, history) for history in histories]
    tested = [one.tested(panel.prior(one.band)) for one in exposed]
    assessments = [_assess(panel, one) for one in exposed]
    p_values = [one.p for one, is_tested in zip(assessments, tested, strict=True) if is_tested]
    q_values = iter(benjamini_hochberg(p_values))
    bar = threshold(len(p_values), tolerated)
    judged = (
        _judged(panel, one, assessment, next(q_values) if is_tested else None, bar)
        for one, assessment, is_tested in zip(exposed, assessments, tested, strict=True)
    )
    return [replace(one, alert=alert) if (alert := _alert(one)) else one for one in judged]


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """The q value of each p: the smallest false-discovery rate at which it is still called."""
    count = len(p_values)
    q_values = [1.0] * count
    smallest = 1.0
    largest_first = sorted(range(count), key=p_values.__getitem__, reverse=True)
    for rank, index in zip(range(count, 0, -1), largest_first, strict=True):
        smallest = min(smallest, p_values[index] * count / rank)
        q_values[index] = smallest
    return q_values


def _assess(panel: Panel, one: Exposed) -> Assessment:
    prior = panel.prior(one.band)
    if one.cold:
        roles, exposure = surviving(one.history, panel.season_of(len(one.history.weeks)))
        prior = Prior(prior.alpha + roles, prior.beta + exposure, prior.phi)
    found = assess(
        one.window_roles,
        one.baseline_roles,
        baseline_weeks=one.baseline_exposure,
        window_weeks=one.window_exposure or WINDOW_WEEKS,
        prior=prior,
        weights=panel.weights,
        counted_weeks=one.baseline_weeks,
    )
    silent = one.cold or one.history.frozen
    return replace(found, window_weeks=one.window_weeks, posterior=0.0 if silent else found.posterior)


def _judged(panel: Panel, one: Exposed, found: Assessment, q: float | None, bar: float) -> Judged:
    """Everything but the alert. `q` is None for an account that is not among the tests."""
    history = one.history
    if q is None:
        return Judged(history.account_id, found, 1.0, CusumState(), tested=False, cold=one.cold)
    seasons = panel.season_of(len(history.weeks))
    exposures = [season * history.share(week) for week, season in enumerate(seasons)]
    prior = panel.prior(one.band)
    cusum = run_cusum(history.weeks, exposures, prior=prior, threshold=bar)
    likely = None
    if q <= FALSE_DISCOVERY_RATE or found.posterior >= _WORTH_READING:
        likely = sustained(history.weeks, exposures, prior=prior, weights=panel.weights)
    built = _build_up(panel, history, exposures) if cusum.open else None
    return Judged(history.account_id, found, q, cusum, tested=True, cold=False, sustained=likely, build_up=built)


def _build_up(panel: Panel, history: History, exposures: Sequence[float]) -> BuildUp:
    one = expose(panel, history, window_weeks=FROZEN_WEEKS)
    likely = sustained(
        history.weeks,
        exposures,
        prior=panel.prior(one.band),
        weights=panel.weights,
        window_weeks=FROZEN_WEEKS,
    )
    return BuildUp(_assess(panel, one), likely)


def _alert(one: Judged) -> Alert | None:
    enough = one.assessment.observed >= LEAST_ROLES and one.assessment.ratio >= LEAST_RATIO
    if enough and one.sustained is not None and one.sustained >= LEAST_SUSTAINED:
        return Alert.BURST
    return Alert.BUILD_UP if one.build_up is not None and one.build_up.sustained >= LEAST_BUILD_UP else None
