"""Who stands on an account's leadership pages, and what was seen there once and waits for a second look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

PEOPLE = "people"
"""The field of a page's item that lists whom it shows, as JSON: name, title, on a board."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A person as a page lists them: name and title, as they stand there; `on_board` under a board's or advisers'
    heading."""

    name: str
    title: str
    on_board: bool = False


@dataclass(frozen=True, slots=True)
class Noticed:
    """A seat that came or went: when a reading first showed it so."""

    seat: Seat
    at: datetime


@dataclass(frozen=True, slots=True)
class LeadershipPage:
    """One page. `shown` are the people that count as there, `coming` and `going` what one reading showed so far, `gone`
    those of whom two did; all by the key of the name. `since` is the first reading after which changes count."""

    since: datetime
    read_at: datetime
    shown: Mapping[str, Seat] = field(default_factory=dict)
    coming: Mapping[str, Noticed] = field(default_factory=dict)
    going: Mapping[str, Noticed] = field(default_factory=dict)
    gone: Mapping[str, Noticed] = field(default_factory=dict)

    def without(self, unwanted: Callable[[str], bool]) -> LeadershipPage:
        """The page without the people whose name is unwanted."""
        return replace(
            self,
            shown={key: seat for key, seat in self.shown.items() if not unwanted(seat.name)},
            coming=_wanted(self.coming, unwanted),
            going=_wanted(self.going, unwanted),
            gone=_wanted(self.gone, unwanted),
        )


def _wanted(noticed: Mapping[str, Noticed], unwanted: Callable[[str], bool]) -> dict[str, Noticed]:
    return {key: one for key, one in noticed.items() if not unwanted(one.seat.name)}


@dataclass(frozen=True, slots=True)
class Leadership:
    """An account's leadership pages, by the address of each."""

    pages: Mapping[str, LeadershipPage] = field(default_factory=dict)

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Everyone on any of the pages, each person once, by name."""
        every = {key: seat for page in self.pages.values() for key, seat in page.shown.items()}
        return tuple(every[key] for key in sorted(every))

    def without(self, unwanted: Callable[[str], bool]) -> Leadership:
        """The pages without the people whose name is unwanted."""
        return Leadership({url: page.without(unwanted) for url, page in self.pages.items()})
