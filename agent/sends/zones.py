"""Where a recipient's clock stands: contact, city or region, country, else the sender's own (sending §2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

from agent.domain.accounts import Account
from agent.domain.contacts import Contact

# Countries whose zones lie so far apart that no hour is office time in all of them: the seat of business decides.
_TOO_WIDE = {"RU": "Europe/Moscow"}

_EAST, _CENTRAL, _MOUNTAIN, _PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
_REGIONS: dict[str, dict[str, str]] = {
    "US": {
        **dict.fromkeys(
            [
                "CT",
                "DC",
                "DE",
                "FL",
                "GA",
                "IN",
                "KY",
                "MA",
                "MD",
                "ME",
                "MI",
                "NC",
                "NH",
                "NJ",
                "NY",
                "OH",
                "PA",
                "RI",
                "SC",
                "VA",
                "VT",
                "WV",
            ],
            _EAST,
        ),
        **dict.fromkeys(
            ["AL", "AR", "IA", "IL", "KS", "LA", "MN", "MO", "MS", "ND", "NE", "OK", "SD", "TN", "TX", "WI"], _CENTRAL
        ),
        **dict.fromkeys(["CO", "ID", "MT", "NM", "UT", "WY"], _MOUNTAIN),
        **dict.fromkeys(["CA", "NV", "OR", "WA"], _PACIFIC),
        "AZ": "America/Phoenix",
        "AK": "America/Anchorage",
        "HI": "Pacific/Honolulu",
    },
    "CA": {
        **dict.fromkeys(("ON", "QC"), "America/Toronto"),
        **dict.fromkeys(("NB", "NS", "PE"), "America/Halifax"),
        "NL": "America/St_Johns",
        "MB": "America/Winnipeg",
        "SK": "America/Regina",
        "AB": "America/Edmonton",
        "BC": "America/Vancouver",
    },
    "AU": {
        "NSW": "Australia/Sydney",
        "ACT": "Australia/Sydney",
        "VIC": "Australia/Melbourne",
        "TAS": "Australia/Hobart",
        "QLD": "Australia/Brisbane",
        "SA": "Australia/Adelaide",
        "NT": "Australia/Darwin",
        "WA": "Australia/Perth",
    },
}
# Cities that companies sit in and that give no zone their name.
_CITIES = {
    ("US", "san francisco"): _PACIFIC,
    ("US", "seattle"): _PACIFIC,
    ("US", "san diego"): _PACIFIC,
    ("US", "palo alto"): _PACIFIC,
    ("US", "portland"): _PACIFIC,
    ("US", "boston"): _EAST,
    ("US", "atlanta"): _EAST,
    ("US", "miami"): _EAST,
    ("US", "philadelphia"): _EAST,
    ("US", "washington"): _EAST,
    ("US", "austin"): _CENTRAL,
    ("US", "dallas"): _CENTRAL,
    ("US", "houston"): _CENTRAL,
    ("US", "minneapolis"): _CENTRAL,
    ("US", "salt lake city"): _MOUNTAIN,
    ("CA", "montreal"): "America/Toronto",
    ("CA", "ottawa"): "America/Toronto",
    ("CA", "calgary"): "America/Edmonton",
    ("AU", "canberra"): "Australia/Sydney",
}


@dataclass(frozen=True, slots=True)
class Place:
    """The zones that a recipient may be in: mail leaves only when it is office time in all of them.

    `known` is False where the sender's zone stands in; pages then say "assumed".
    """

    zones: tuple[str, ...]
    country: str = ""
    region: str = ""
    known: bool = True


def place_of(contact: Contact, account: Account, *, sender_zone: str) -> Place:
    """Where this person is, as far as we know."""
    return _place(contact.country, contact.time_zone, account, sender_zone)


def account_zone(account: Account, *, team_zone: str) -> str:
    """The one zone in which the days of an account are told apart, whoever there is written to."""
    return _place("", "", account, team_zone).zones[0]


def _place(own_country: str, own: str, account: Account, sender_zone: str) -> Place:
    country = (own_country or account.country).upper()
    country = "GB" if country == "UK" else country
    region = account.region.upper() if country == account.country.upper() else ""
    if own in _names():
        return Place((own,), country, region)
    city = _of_city(country, account.city) if country == account.country.upper() else ""
    named = city or _REGIONS.get(country, {}).get(region, "")
    if named:
        return Place((named,), country, region)
    zones = country_zones(country)
    if zones:
        return Place(zones, country, region)
    return Place((sender_zone if sender_zone in _names() else "UTC",), country, region, known=False)


def country_zones(country: str) -> tuple[str, ...]:
    """Every zone of a country; of one that is too wide, the zone of its seat of business. () where unknown."""
    if country in _TOO_WIDE:
        return (_TOO_WIDE[country],)
    if country == "US":  # not the islands: their office hours leave nothing of the mainland's
        return (_EAST, _CENTRAL, _MOUNTAIN, _PACIFIC)
    territories: dict[str, list[str]] = dict(get_global("territory_zones"))
    return tuple(sorted(zone for zone in territories.get(country, ()) if zone in _names()))


def zone(name: str) -> ZoneInfo:
    """The zone, or UTC where the name is unknown."""
    return ZoneInfo(name if name in _names() else "UTC")


def _of_city(country: str, city: str) -> str:
    wanted = city.strip().casefold()
    if not wanted:
        return ""
    if (country, wanted) in _CITIES:
        return _CITIES[country, wanted]
    for name in country_zones(country):
        if name.rsplit("/", 1)[-1].replace("_", " ").casefold() == wanted:
            return name
    return ""


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())
