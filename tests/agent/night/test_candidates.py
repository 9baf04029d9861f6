"""Who is drafted tonight: owners, refusals with their words, and whom a reason is written to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import account, brief, contact, evidence, team

from agent.domain.accounts import Relationship
from agent.domain.briefs import Brief, Reason, Risk
from agent.domain.contacts import AddressStatus, Function, Persona, Seniority
from agent.domain.policies import Owner
from agent.domain.runs import Skip, SkipCode
from agent.domain.sends import Suppression, SuppressionReason
from agent.night.candidates import choose, no_contact_skip, owner_of, refusal_of_account, refusal_of_brief, source_line

NOW = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
SALES = Persona("sales", "Head of sales", (Function.SALES,), (Seniority.VP, Seniority.HEAD))
REVOPS = Persona("revops", "Revenue operations lead", (Function.REVENUE_OPERATIONS,), (Seniority.HEAD,))


def _reason(persona: str, weight: float = 1.0) -> Reason:
    return Reason("s1", "h1", "v1", "", persona, weight, "Series B → routing")


def _brief(*reasons: Reason, **changes: object) -> Brief:
    firm = account()
    return replace(brief(firm, evidence(firm)), reasons=reasons, **changes)  # type: ignore[arg-type]


OWNERS = (
    Owner("gb", "Gail", "g@harbor.example", "main", countries=("GB",)),
    Owner("one", "Olu", "o@harbor.example", "main"),
    Owner("two", "Tess", "t@harbor.example", "main"),
)


def test_the_crms_owner_comes_before_every_rule() -> None:
    assert owner_of(account(owner="two", country="GB"), team(owners=OWNERS)) == "two"


def test_a_country_rule_comes_before_round_robin() -> None:
    assert owner_of(account(owner="", country="GB"), team(owners=OWNERS)) == "gb"


def test_round_robin_shares_among_those_without_rules_and_never_changes_its_mind() -> None:
    crew = team(owners=OWNERS)
    firms = [replace(account(owner="", country="US"), id=f"a{number}") for number in range(60)]
    given = [owner_of(firm, crew) for firm in firms]
    assert set(given) == {"one", "two"}
    assert given == [owner_of(firm, crew) for firm in firms]


def test_without_owners_an_account_is_the_teams() -> None:
    assert owner_of(account(owner="gone"), team(owners=())) == ""


@pytest.mark.parametrize(
    ("changes", "given", "code"),
    [
        ({"relationship": Relationship.CUSTOMER}, {}, SkipCode.RELATIONSHIP),
        ({"language": "de"}, {}, SkipCode.LANGUAGE),
        ({}, {"colleagues": Skip("a1", SkipCode.IN_SEQUENCE, "In sequence at Alder: Dana.")}, SkipCode.IN_SEQUENCE),
        ({}, {"open_draft": True}, SkipCode.OPEN_DRAFT),
        (
            {},
            {"suppression": Suppression("domain", "alder.example", SuppressionReason.OBJECTION, NOW)},
            SkipCode.SUPPRESSED,
        ),
    ],
)
def test_a_refused_account_has_its_code_and_words(
    changes: dict[str, object], given: dict[str, object], code: SkipCode
) -> None:
    asked: dict[str, object] = {"suppression": None, "open_draft": False, "total": 50}
    skip = refusal_of_account(account(**changes), **{**asked, **given})  # type: ignore[arg-type]
    assert skip is not None
    assert skip.code is code
    assert "Alder" in skip.why


def test_an_account_with_nothing_against_it_is_not_refused() -> None:
    assert refusal_of_account(account(), suppression=None, open_draft=False, total=1) is None


def test_a_risk_is_looked_at_before_any_reason() -> None:
    held = _brief(_reason("sales"), risks=(Risk("layoff", "e1", "Look first: layoffs at Alder"),))
    skip = refusal_of_brief(held, total=60, surge=None, quarantined=False)
    assert skip is not None
    assert skip.code is SkipCode.RISK


def test_a_doubling_within_chance_is_not_called_a_surge() -> None:
    counted = "8 new roles in 8 weeks against 3.6 expected (8 in the 20 weeks before)"
    skip = refusal_of_brief(_brief(signals=()), total=0, surge=counted, quarantined=False)
    assert skip is not None
    assert skip.code is SkipCode.QUIET
    assert skip.why.startswith(counted)
    assert "within chance" in skip.why


def test_planted_instructions_say_so() -> None:
    skip = refusal_of_brief(_brief(), total=40, surge=None, quarantined=True)
    assert skip is not None
    assert skip.code is SkipCode.INJECTION


def test_the_best_reason_that_somebody_fits_is_taken() -> None:
    firm = account()
    lead = contact(firm, seniority=Seniority.HEAD, function=Function.REVENUE_OPERATIONS)
    found = choose(_brief(_reason("sales", 2.0), _reason("revops", 1.0)), [lead], [SALES, REVOPS])
    assert found is not None
    assert found.persona.id == "revops"


@pytest.mark.parametrize("status", [AddressStatus.GUESSED, AddressStatus.BOUNCED, AddressStatus.MISSING])
def test_only_known_addresses_are_mailed(status: AddressStatus) -> None:
    person = contact(account(), seniority=Seniority.VP, function=Function.SALES, address_status=status)
    assert choose(_brief(_reason("sales")), [person], [SALES]) is None


def test_a_guessed_address_is_another_cause_than_nobody() -> None:
    guessed = contact(account(), address_status=AddressStatus.GUESSED)
    asked = _brief(_reason("sales"))
    assert no_contact_skip(asked, [guessed], [SALES], 50).code is SkipCode.GUESSED_ADDRESS
    nobody = no_contact_skip(asked, [], [SALES], 50)
    assert nobody.code is SkipCode.NO_CONTACT
    assert "Head of sales" in nobody.why


RECORDS = "I found your address in our own records of business contacts"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", f"{RECORDS}."),
        ("contacts.csv", f"{RECORDS}."),
        ("my_contacts-2026-11 (final).csv", f"{RECORDS}."),
        ("c2.csv", f"{RECORDS}."),
        ("trade-fair_2026.csv", f"{RECORDS}."),
        ("Trade fair 2026", f"{RECORDS}, under “Trade fair 2026”."),
        ("CRM", "I found your address in our customer records."),
        ("hubspot-contacts.csv", "I found your address in our customer records in HubSpot."),
        ("apollo-contacts.csv", "Your address came to us from Apollo, a provider of business contacts."),
        ("clay-county-fair.csv", f"{RECORDS}."),
        ("Clay county fair", f"{RECORDS}, under “Clay county fair”."),
        ("entered by Ada Lowe", "A colleague of mine added your address to our business contacts by hand."),
        ("https://alder.example/team", "I found your address on the page that a colleague of mine gave as its source."),
    ],
)
def test_a_mail_says_in_human_words_where_the_address_came_from(source: str, words: str) -> None:
    assert source_line(contact(account(), source=source)) == words
