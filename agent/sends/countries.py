"""What each country's law asks before a named business address is written to (the table of sending §1.3).

Engineering material, not legal advice. A team's policy may override a row; the default for a country not listed is
to hold: a person states the ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from agent.domain.accounts import Account
from agent.domain.contacts import Contact


class Rule(StrEnum):
    """`BLOCK` without recorded consent, `HOLD` for a stated ground, `ALLOW` with opt-out."""

    BLOCK = "block"
    HOLD = "hold"
    ALLOW = "allow"


COUNTRIES: Mapping[str, tuple[Rule, str]] = {
    "DE": (Rule.BLOCK, "Germany: consent required (UWG §7)"),
    "AT": (Rule.BLOCK, "Austria: consent required, B2B too (TKG 2021 §174)"),
    "CH": (Rule.BLOCK, "Switzerland: consent required for mass advertising (UWG 3(1)(o))"),
    "IT": (Rule.BLOCK, "Italy: consent required, companies too (Codice Privacy 130)"),
    "ES": (Rule.BLOCK, "Spain: consent required, no B2B exception (LSSI 21)"),
    "PL": (Rule.BLOCK, "Poland: consent required, companies too (Electronic Communications Law 398)"),
    "DK": (Rule.BLOCK, "Denmark: consent required, companies too (Marketing Practices Act §10)"),
    "NL": (Rule.BLOCK, "Netherlands: consent required, companies too (Tw 11.7)"),
    "BE": (Rule.BLOCK, "Belgium: consent required for a named address (CEL XII.13)"),
    "FR": (Rule.ALLOW, "France: opt-out when the mail concerns the person's job (CPCE L34-5)"),
    "GB": (Rule.ALLOW, "United Kingdom: opt-out for corporate subscribers (PECR)"),
    "IE": (Rule.ALLOW, "Ireland: opt-out when job-related (SI 336/2011)"),
    "FI": (Rule.ALLOW, "Finland: opt-out when job-related (Act 917/2014)"),
    "SE": (Rule.ALLOW, "Sweden: opt-out for companies (Marketing Act)"),
    "US": (Rule.ALLOW, "United States: opt-out (CAN-SPAM)"),
    "CA": (Rule.HOLD, "Canada: consent, implied by a published address; keep its URL and a snapshot (CASL)"),
    "AU": (Rule.HOLD, "Australia: consent, inferred from a published address; keep its URL (Spam Act)"),
}
# EU, EEA and the United Kingdom: GDPR 14 and 21(4) at the first message (G05).
GDPR = frozenset(
    code
    for row in (
        ("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE"),
        ("IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
    for code in row
)
NO_GUESSING = frozenset({"DE", "AT", "IT", "CA"})
"""Where no address is guessed unless the team's own policy says so (signals §7)."""
_BY_SUFFIX = {code.lower(): code for code in (*COUNTRIES, *GDPR)} | {"uk": "GB"}
del _BY_SUFFIX["gb"]


def country_of(contact: Contact, account: Account) -> str:
    """The recipient's country: company seat, else the contact's own, else the domain's ending; "" where unknown."""
    code = (account.country or contact.country).upper()
    if code:
        return "GB" if code == "UK" else code
    domain = (contact.email or account.domain).rpartition("@")[2]
    return _BY_SUFFIX.get(domain.rpartition(".")[2].lower(), "")


def rule_of(country: str, overrides: Mapping[str, str]) -> tuple[Rule, str]:
    """The rule and its words. `overrides` are the team's own rows, by country code."""
    own = {code.upper(): value.lower() for code, value in overrides.items()}.get(country)
    if own in set(Rule):
        return Rule(own), f"{country}: {own}, as the team's policy says"
    if not country:
        return Rule.HOLD, "Country unknown: state on what ground you write"
    return COUNTRIES.get(
        country, (Rule.HOLD, f"{country}: its law is not in our table; state on what ground you write")
    )


def guessing_refusal(countries: Iterable[str], overrides: Mapping[str, bool]) -> str:
    """Why no address is guessed for somebody whose company or who sits in these countries, or ""."""
    own = {code.upper(): allowed for code, allowed in overrides.items()}
    for code in countries:
        if code and not own.get(code.upper(), code.upper() not in NO_GUESSING):
            return f"Addresses are not guessed in {code.upper()} (sending.guessing in mailboxes.yaml)."
    return ""
