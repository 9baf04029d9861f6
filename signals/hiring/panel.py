"""What all accounts' hiring together teaches: the season, the usual rates of each size band, and how counts scatter.

Source: signals specification §5.3. A panel is learned once a week from every verified board and then judges each of
them (`surge_alerts`); it is a frozen value, so that any past judgement can be made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from statistics import fmean, pvariance

from signals.hiring.surge import (
    BASELINE_WEEKS,
    MINIMUM_EXPOSURE_WEEKS,
    RATIO_WEIGHTS,
    WINDOW_WEEKS,
    Prior,
    likelihoods,
)

SEASON_WEEKS = 53
SEASON_LIMITS = (0.5, 2.0)
LEAST_EXPECTED = 1.0
LEARNING_ACCOUNT_WEEKS = 5_000
_TRIMMED_SHARE = 0.1
# How far seasons usually stray from 1 [D]: a panel too small to show its season stays near 1 and hides no surge in it.
_SEASON_VARIANCE = 0.04
_LEAST_IN_BAND = 30
_LEAST_BASELINE_FOR_SCATTER = 2
_EM_PSEUDO_ACCOUNTS = 500
_EM_ROUNDS = 40
_SURVIVAL_HALF_LIFE_DAYS = 42.0


class Band(StrEnum):
    """Size of an account by headcount, and where that is unknown by the roles that it has open."""

    UNDER_20 = "<20"
    TO_50 = "20-50"
    TO_200 = "50-200"
    TO_1000 = "200-1k"
    TO_5000 = "1k-5k"
    OVER_5000 = ">5k"


_HEADCOUNT_BELOW = ((20, Band.UNDER_20), (50, Band.TO_50), (200, Band.TO_200), (1_000, Band.TO_1000))
# [D] about three roles open for every hundred people.
_OPEN_ROLES_BELOW = ((1, Band.UNDER_20), (2, Band.TO_50), (6, Band.TO_200), (30, Band.TO_1000), (150, Band.TO_5000))


@dataclass(frozen=True, slots=True)
class History:
    """An account's weeks, oldest first; the last is the one that is judged. All accounts of a panel end in that week.

    `weeks` counts new requisitions in observed time (`requisitions.weekly_counts`); `observed` is the share of each
    week in which the board was read (empty: all of each). `dated` counts what the source itself dates into time before
    the first reading (empty: none), of which only what is still open survived. `frozen` after a re-import: not judged.
    """

    account_id: str
    weeks: Sequence[int]
    observed: Sequence[float] = ()
    headcount: int | None = None
    open_roles: int = 0
    dated: Sequence[int] = ()
    frozen: bool = False

    @property
    def band(self) -> Band:
        if self.headcount is None:
            return next((band for below, band in _OPEN_ROLES_BELOW if self.open_roles < below), Band.OVER_5000)
        found = next((band for below, band in _HEADCOUNT_BELOW if self.headcount < below), None)
        return found or (Band.TO_5000 if self.headcount <= 5_000 else Band.OVER_5000)

    def share(self, week: int) -> float:
        """Which share of `week` (an index of `weeks`) was observed."""
        return self.observed[week] if self.observed else 1.0


@dataclass(frozen=True, slots=True)
class Panel:
    """What was learned. `seasons[-1]` is the factor of the last week; earlier weeks than those known count as 1."""

    seasons: tuple[float, ...] = ()
    priors: Mapping[Band, Prior] = field(default_factory=dict)
    weights: tuple[float, ...] = RATIO_WEIGHTS
    accounts: int = 0
    account_weeks: int = 0

    def prior(self, band: Band) -> Prior:
        return self.priors.get(band, Prior())

    def season_of(self, weeks: int) -> tuple[float, ...]:
        """The factors of the last `weeks` weeks, oldest first."""
        known = self.seasons[-weeks:]
        return (1.0,) * (weeks - len(known)) + known


@dataclass(frozen=True, slots=True)
class Exposed:
    """One account's baseline (26 weeks: t−34…t−9) and window (the eight after it): roles Y and x, exposures E and e."""

    history: History
    band: Band
    baseline_roles: int
    baseline_exposure: float
    baseline_weeks: float
    window_roles: int
    window_exposure: float
    window_weeks: int = WINDOW_WEEKS

    @property
    def cold(self) -> bool:
        """Too little was observed for any judgement."""
        return self.baseline_exposure < MINIMUM_EXPOSURE_WEEKS or self.window_exposure <= 0

    def expected(self, prior: Prior) -> float:
        return self.window_exposure * (prior.alpha + self.baseline_roles) / (prior.beta + self.baseline_exposure)

    def tested(self, prior: Prior) -> bool:
        """Whether it is one of the tests of the panel; decided on the baseline alone, or the control breaks (§5.3)."""
        return not self.cold and not self.history.frozen and self.expected(prior) >= LEAST_EXPECTED


def learn(histories: Sequence[History]) -> Panel:
    """The panel of `histories`, which all end in the same week."""
    histories = [history for history in histories if not history.frozen]
    panel = Panel(seasons=season_factors(histories), accounts=len(histories))
    exposed = [one for history in histories if not (one := expose(panel, history)).cold]
    priors, account_weeks = _priors(panel, exposed)
    learned = Panel(panel.seasons, priors, RATIO_WEIGHTS, len(histories), account_weeks)
    return Panel(panel.seasons, priors, _weights(learned, exposed), len(histories), account_weeks)


def season_factors(histories: Sequence[History]) -> tuple[float, ...]:
    """Requisitions a week of the whole panel over their 53-week trimmed mean, clipped to 0.5–2, oldest week first.

    Per observed account, so that a growing panel is no season; drawn towards 1 as far as counting alone explains it.
    """
    length = min(SEASON_WEEKS, max((len(history.weeks) for history in histories), default=0))
    roles, watched = [0] * length, [0.0] * length
    for history in histories:
        offset = length - len(history.weeks)
        for week in range(max(0, -offset), len(history.weeks)):
            share = history.share(week)
            if share > 0:
                roles[week + offset] += history.weeks[week]
                watched[week + offset] += share
    rates = [count / share if share else None for count, share in zip(roles, watched, strict=True)]
    usual = _trimmed_mean([rate for rate in rates if rate is not None])
    return tuple(_season(rate, usual, share) for rate, share in zip(rates, watched, strict=True))


def _season(rate: float | None, usual: float, watched: float) -> float:
    if rate is None or usual <= 0:
        return 1.0
    trust = _SEASON_VARIANCE / (_SEASON_VARIANCE + Prior().phi / (usual * watched))
    low, high = SEASON_LIMITS
    return min(high, max(low, 1.0 + trust * (rate / usual - 1.0)))


def _trimmed_mean(rates: Sequence[float]) -> float:
    cut = int(len(rates) * _TRIMMED_SHARE)
    kept = sorted(rates)[cut : len(rates) - cut]
    return fmean(kept) if kept else 0.0


def expose(panel: Panel, history: History, *, window_weeks: int = WINDOW_WEEKS) -> Exposed:
    """Count the baseline and the window of `history` and weigh their weeks by season and share observed."""
    seasons = panel.season_of(len(history.weeks))
    end = len(history.weeks)
    middle = max(0, end - window_weeks)
    baseline = range(max(0, middle - BASELINE_WEEKS), middle)
    window = range(middle, end)
    return Exposed(
        history=history,
        band=history.band,
        baseline_roles=sum(history.weeks[week] for week in baseline if history.share(week) > 0),
        baseline_exposure=sum(seasons[week] * history.share(week) for week in baseline),
        baseline_weeks=sum(history.share(week) for week in baseline),
        window_roles=sum(history.weeks[week] for week in window if history.share(week) > 0),
        window_exposure=sum(seasons[week] * history.share(week) for week in window),
        window_weeks=window_weeks,
    )


def surviving(history: History, seasons: Sequence[float]) -> tuple[int, float]:
    """Roles that the source dates before the first reading, and the exposure they stand for.

    Closed roles have vanished from them, so a week long ago counts less: s_w · 0.5^(age / 42 d) (§5.3, cold start).
    """
    roles, exposure = 0, 0.0
    for week, count in enumerate(history.dated):
        if history.share(week) <= 0:
            age_days = 7.0 * (len(history.dated) - week - 0.5)
            roles += count
            exposure += seasons[week] * 0.5 ** (age_days / _SURVIVAL_HALF_LIFE_DAYS)
    return roles, exposure


def _priors(panel: Panel, exposed: Sequence[Exposed]) -> tuple[dict[Band, Prior], int]:
    """A prior for each band by its moments; a band of few accounts takes what all bands together give."""
    everyone, account_weeks = _prior(panel, exposed, fallback=Prior())
    priors = dict.fromkeys(Band, everyone)
    by_band = attrgetter("band")
    for band, members in groupby(sorted(exposed, key=by_band), key=by_band):
        priors[band], _ = _prior(panel, list(members), fallback=everyone)
    return priors, account_weeks


def _prior(panel: Panel, exposed: Sequence[Exposed], *, fallback: Prior) -> tuple[Prior, int]:
    """m = mean(Y/E), v = var(Y/E) − φ·m/Ē; alpha = m²/v, beta = m/v."""
    phi, account_weeks = dispersion(panel, exposed)
    if account_weeks < LEARNING_ACCOUNT_WEEKS:
        phi = fallback.phi
    if len(exposed) < _LEAST_IN_BAND:
        return Prior(fallback.alpha, fallback.beta, phi), account_weeks
    rates = [one.baseline_roles / one.baseline_exposure for one in exposed]
    mean = fmean(rates)
    if mean <= 0:
        return Prior(fallback.alpha, fallback.beta, phi), account_weeks
    average_exposure = fmean(one.baseline_exposure for one in exposed)
    variance = max(pvariance(rates, mean) - phi * mean / average_exposure, 1e-6)
    return Prior(mean * mean / variance, mean / variance, phi), account_weeks


def dispersion(panel: Panel, exposed: Iterable[Exposed]) -> tuple[float, int]:
    """φ, the pooled Pearson χ²/df of the baselines' weekly counts (≥ 1), and how many account-weeks it stands on.

    The χ² of a sparse account is near its df whatever φ is: with n roles its mean is df · nφ/(n+φ−1) (the
    Dirichlet-multinomial of negative binomials given their sum). φ is the one that explains the pooled sum.
    """
    pooled, account_weeks, df_of_roles = 0.0, 0, dict[int, int]()
    for one in exposed:
        if one.baseline_roles < _LEAST_BASELINE_FOR_SCATTER:
            continue
        chi_square, weeks = _chi_square(one, panel.season_of(len(one.history.weeks)))
        pooled += chi_square
        account_weeks += weeks
        df_of_roles[one.baseline_roles] = df_of_roles.get(one.baseline_roles, 0) + weeks - 1
    low, high = 1.0, 50.0
    for _ in range(50):
        phi = (low + high) / 2
        explained = sum(df * roles * phi / (roles + phi - 1) for roles, df in df_of_roles.items())
        low, high = (phi, high) if explained < pooled else (low, phi)
    return low, account_weeks


def _chi_square(one: Exposed, seasons: Sequence[float]) -> tuple[float, int]:
    """Pearson's χ² of an account's baseline weeks about its own rate, and the number of weeks."""
    history = one.history
    middle = len(history.weeks) - WINDOW_WEEKS
    rate = one.baseline_roles / one.baseline_exposure
    total, weeks = 0.0, 0
    for week in range(max(0, middle - BASELINE_WEEKS), middle):
        expected = rate * seasons[week] * history.share(week)
        if expected > 0:
            total += (history.weeks[week] - expected) ** 2 / expected
            weeks += 1
    return total, weeks


def _weights(panel: Panel, exposed: Iterable[Exposed]) -> tuple[float, ...]:
    """The shares of accounts at each rate ratio, by EM over the tested ones; a small panel stays by the start."""
    rows = list(_relative_likelihoods(panel, exposed))
    weights = RATIO_WEIGHTS
    for _ in range(_EM_ROUNDS):
        shares = [_EM_PSEUDO_ACCOUNTS * start for start in RATIO_WEIGHTS]
        a, b, c, d = weights
        for f, g, h, i in rows:
            scale = 1.0 / (a * f + b * g + c * h + d * i)
            shares[0] += a * f * scale
            shares[1] += b * g * scale
            shares[2] += c * h * scale
            shares[3] += d * i * scale
        total = sum(shares)
        before, weights = weights, (shares[0] / total, shares[1] / total, shares[2] / total, shares[3] / total)
        if max(abs(new - old) for new, old in zip(weights, before, strict=True)) < 1e-6:
            break
    return weights


def _relative_likelihoods(panel: Panel, exposed: Iterable[Exposed]) -> Iterator[tuple[float, float, float, float]]:
    for one in exposed:
        prior = panel.prior(one.band)
        if one.tested(prior):
            a, b, c, d = likelihoods(
                one.window_roles,
                one.expected(prior),
                alpha=prior.alpha,
                count=one.baseline_roles,
                phi=prior.phi,
            )
            yield a, b, c, d
