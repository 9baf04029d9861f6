"""The bench `replay`: a month of N accounts under a changed rule, from a database of its own."""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from agent.bench.contract import Bench
from agent.domain.accounts import Account
from agent.domain.evidence import Quote
from agent.domain.profiles import FitRule, Profile, SignalWeight
from agent.domain.signals import FieldValue, Signal, SignalEvidence, SignalKind
from agent.errors import ConfigError
from agent.replay import replay
from agent.store import accounts, replays, signals
from agent.store.engine import Store, migrate, open_store
from agent.tables.items import ItemRow

ACCOUNTS = 20_000
SEED = 20261122
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 30)
BATCH = 1_000
_KINDS = (SignalKind.FUNDING, SignalKind.EXPANSION, SignalKind.RELEVANT_ROLES, SignalKind.LAUNCH)
_RULES = (FitRule("headcount", 20, minimum=50, maximum=500), FitRule("country", 20, any_of=("US", "GB")))
AS_IS = Profile(_RULES, version="as it is")
EDITED = replace(AS_IS, weights={"funding": SignalWeight(14, 30), "expansion": SignalWeight(10, 60)}, version="edited")


def measure(size: int | None, against: str | None) -> Bench:
    """`size` is how many accounts, each with one or two signals of the last quarter. `rate` is accounts a second."""
    if against is not None:
        raise ConfigError("The bench `replay` has no peer; leave out --against.")
    size = size or ACCOUNTS
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'replay.sqlite3'}")
        migrate(store)
        _fill(store, size)
        began = time.perf_counter()
        with store.read() as session:
            known = replays.known_accounts(session, frozenset())
            found = replay(known, AS_IS, EDITED, first=FIRST, last=LAST, limit=400, became={})
        seconds = time.perf_counter() - began
        store.close()
    details = {"nights": len(found.nights), "changed": len(found.changed), "digest": found.digest[:16]}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Bench("replay", size, seconds, size / seconds, "accounts", peak, details=details)


def _fill(store: Store, size: int) -> None:
    chance = random.Random(SEED)
    numbers: Iterator[int] = iter(range(size))
    while some := list(islice(numbers, BATCH)):
        with store.write() as session:
            for number in some:
                account = _account(chance, number)
                accounts.put(session, account, now=datetime(2026, 8, 1, tzinfo=UTC))
                for nth in range(chance.choice((1, 1, 2))):
                    signal = _signal(chance, account, nth)
                    session.add(_item(signal))
                    session.flush()
                    signals.put(session, signal)


def _account(chance: random.Random, number: int) -> Account:
    country = chance.choice(("US", "GB", "DE"))
    return Account(
        f"a{number:07}", f"Company {number}", f"c{number}.example", country=country, headcount=chance.randint(10, 2000)
    )


def _signal(chance: random.Random, account: Account, nth: int) -> Signal:
    at = datetime(2026, 8, 1, tzinfo=UTC) + timedelta(days=chance.uniform(0, 91))
    kind = chance.choice(_KINDS)
    fields = {"company": FieldValue(account.name, Quote(account.name, 0, len(account.name)))}
    quote = Quote(account.name, 0, len(account.name))
    item = f"i{account.id}{nth}"
    piece = SignalEvidence(item, "wire", "", "The Wire", account.name, quote, fields, at, at, 0.9, group="press:wire")
    values = {"company": account.name, "count": "2"}
    return Signal(f"s{account.id}{nth}", account.id, kind, values, (piece,), 0.9, published_at=at, known_at=at)


def _item(signal: Signal) -> ItemRow:
    at = signal.known_at
    return ItemRow(
        id=signal.evidence[0].item_id,
        source="wire",
        key=signal.id,
        kind="article",
        title="",
        text="",
        url="",
        fields={},
        first_seen_at=at,
        last_seen_at=at,
    )
