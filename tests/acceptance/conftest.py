"""A small installation to tell stories in: real files, a real web on loopback, a clock that the story moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from town import Town, town_in

from agent.store.engine import Store

FoundTown = Callable[..., Town]


@pytest.fixture
def found_town(tmp_path: Path) -> Iterator[FoundTown]:
    """Opens towns: `found_town(name="town", database_url=…, unsubscribe=…, environment=…)`; closed at the end."""
    with ExitStack() as open_towns:

        def found(name: str = "town", **settings: Any) -> Town:
            return open_towns.enter_context(town_in(tmp_path / name, **settings))

        yield found


@pytest.fixture
def town(found_town: FoundTown) -> Town:
    """A town on SQLite, for stories whose subject is not the database."""
    return found_town()


@pytest.fixture
def town_on_both(store: Store, found_town: FoundTown) -> Town:
    """A town on SQLite, then one on PostgreSQL."""
    return found_town(database_url=store.engine.url.render_as_string(hide_password=False))
