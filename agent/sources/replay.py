"""A source's kept documents read again by today's rules, beside what they were read to say when they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent.domain.documents import Recording, Request
from agent.domain.policies import SourceSetting
from agent.domain.signals import SignalKind
from agent.sources.differences import Said, differences
from agent.sources.probe import Probe, Prober
from agent.store import recordings
from agent.store.engine import Store
from signals.fetch.recorded import RecordedFetcher

_OF_MANY = frozenset({SignalKind.RELEVANT_ROLES, SignalKind.HIRING_SURGE, SignalKind.FIRST_OF_KIND})
"""Kinds that no single item says: they are counted over many."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """`compared` items stood in the kept documents and in the store; `changes` tell which now say something else."""

    probes: tuple[Probe, ...]
    compared: int
    changes: tuple[str, ...]


async def replay_source(prober: Prober, setting: SourceSetting, *, until: datetime, most: int) -> Replayed:
    """Up to `most` targets of the source as they stood at `until`. Nothing is fetched and nothing is written."""
    fetcher = RecordedFetcher(lambda request: _kept(prober.store, setting.name, request, until))
    probes = await prober.source(setting, fetcher, most=most)
    compared, changes = 0, []
    for probe in probes:
        with prober.store.read() as session:
            before = recordings.said_by(session, setting.name, [item.key for item, _ in probe.heard])
        for item, heard in probe.heard:
            if item.key in before:
                compared += 1
                after: list[Said] = [
                    (str(one.mention.kind), {name: field.value for name, field in sorted(one.mention.fields.items())})
                    for one in heard
                ]
                changes += differences(item.title, _single(before[item.key]), after)
    return Replayed(tuple(probes), compared, tuple(changes))


def _kept(store: Store, source: str, request: Request, until: datetime) -> Recording | None:
    if request.body is not None:
        return None  # pages that are asked for by POST share one address: which of them was kept cannot be told
    with store.read() as session:
        return recordings.newest(session, source, request.url, until=until)


def _single(said: list[tuple[str, dict[str, str]]]) -> list[Said]:
    return [(kind, fields) for kind, fields in said if kind not in _OF_MANY]
