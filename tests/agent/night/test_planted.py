"""A site that plants orders in briefs rests and is told of; one forged ad silences nobody (drafting §3, I12)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlmodel import select

from agent.domain.accounts import Account
from agent.domain.briefs import Brief
from agent.domain.evidence import Evidence, EvidenceKind, Party
from agent.domain.holds import PAUSE
from agent.night.planted import planters, rest_planters
from agent.store import accounts, holds, signals
from agent.store.engine import Store
from agent.tables.runs import NoticeRow
from drafting.untrusted import INSTRUCTION

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
FORGED = frozenset({INSTRUCTION})


def row(url: str, *flags: str) -> list[dict[str, object]]:
    return [{"url": url, "flags": list(flags)}]


def keep(store: Store, count: int, flags: frozenset[str], at: datetime, host: str = "jobs.planter.example") -> None:
    with store.write() as session:
        for number in range(count):
            key = f"{host}-{len(flags)}-{at:%d}-{number}"
            account = Account(key, "Alder", f"{key}.example")
            accounts.put(session, account, now=at)
            piece = Evidence(
                "e1", EvidenceKind.JOB, Party.PROSPECT, "RevOps Manager", url=f"https://{host}/{number}", flags=flags
            )
            signals.put_brief(session, Brief(account, at, (), (piece,), (), (), sha256=key), now=at)


def test_the_share_and_the_number_both_count() -> None:
    bad, good = row("https://jobs.planter.example/1", INSTRUCTION), row("https://planter.example/2")
    assert [(one.site, one.held, one.of) for one in planters([bad] * 3 + [good] * 10)] == [("planter.example", 3, 13)]
    assert not planters([bad] * 2), "two forged ads of two are too few to tell"
    assert not planters([bad] * 3 + [good] * 147), "2 % is not more than 2 %"


def test_a_planting_site_rests_over_the_next_night_and_is_told_of_once(store: Store) -> None:
    keep(store, 3, FORGED, NOW)
    keep(store, 2, frozenset(), NOW, "news.honest.example")
    for _ in range(2):
        with store.write() as session:
            assert rest_planters(session, NOW + timedelta(hours=3)) == 1
    with store.read() as session:
        held = {hold.name: hold.until for hold in holds.current(session, now=NOW + timedelta(hours=4))}
        told = session.exec(select(NoticeRow.words)).all()
    assert list(held) == [f"{PAUSE}planter.example"] and held[f"{PAUSE}planter.example"] > NOW + timedelta(days=1)
    assert len(told) == 1 and "3 of 3 briefs" in told[0]


def test_what_was_planted_long_ago_is_past(store: Store) -> None:
    keep(store, 3, FORGED, NOW - timedelta(days=3))
    with store.write() as session:
        assert rest_planters(session, NOW) == 0
