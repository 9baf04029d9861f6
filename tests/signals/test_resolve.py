"""To which account a text or a mention belongs (signals §3). Every company here is invented."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from agent.domain.accounts import Account
from agent.domain.evidence import Quote
from agent.domain.items import Item, ItemKind
from agent.domain.signals import FieldValue, Mention, SignalKind
from signals.resolve import Resolver

ACCOUNTS = (
    Account(
        "caldera",
        "Caldera Freight, Inc.",
        "calderafreight.example",
        "US",
        city="Denver",
        industry="Logistics",
        aliases=("Caldera",),
        cik="0000777",
    ),
    Account("prism", "Prism Analytics", "prism.example", "US", industry="Software", aliases=("Prism",)),
    Account("krueger", "Krüger & Töchter KG", "krueger-toechter.example", "DE"),
    Account("dental", "Northgate Dental Group", "northgatedental.example", "US", aliases=("Northgate Dental",)),
    Account("power", "Northgate Power plc", "northgate-power.example", "GB"),
    Account("switch", "Switch", "switch.example", "US", industry="Payments"),
    Account("hollow", "Hollow & Sons", "hollow.example", "GB", aliases=("Millrace Ltd",)),
    Account("tuesday", "tuesday.app", "tuesday.example", "NL"),
    Account("anchor", "Anchor Biologics", "anchorbiologics.example", "US", aliases=("Anchor",)),
    Account("horizon", "Horizon SARL", "horizon.example", "FR"),
    Account("zentrova", "Zentrova", "zentrova.example", "US"),
    Account("bolt", "International Bolt Exchange", "boltexchange.example", "GB", aliases=("IBX",)),
    Account("bakery", "O'Malley's Bakeries Ltd", "omalleysbakeries.example", "IE"),
    Account("heron", "Blue Heron Software", "blueheron.example", "US", industry="Software"),
    Account("water", "Clean Water", "cleanwater.example", "US"),
    Account("energi", "Nørrebro Energi A/S", "norrebroenergi.example", "DK"),
    Account("quantix-de", "Quantix GmbH", "quantix-de.example", "DE", city="Berlin"),
    Account("quantix-gb", "Quantix Ltd", "quantix-gb.example", "GB", city="Leeds"),
    Account("kessel", "Kesselbau Mueller GmbH", "kesselbau-mueller.example", "DE"),
)

CASES = """
# the plain ones: full names, suffix variants, headlines, possessives
Caldera Freight raises $12M Series B led by Oak Hill Ventures. | caldera
Caldera Freight, Inc. today announced a new office in Leeds. | caldera
CALDERA FREIGHT INC NAMES NEW CHIEF REVENUE OFFICER | caldera
Caldera Freight Corp. closes funding | caldera
caldera freight raises 12m | -
Caldera Freight's CFO resigns after audit | caldera
Caldera Freight’s new CRO has plans for Europe | caldera
Denver-based Caldera Freight has closed a $12 million round. | caldera
Logistics startup Caldera Freight Lands $12M To Move Boxes | caldera
Exclusive: Caldera Freight in talks to raise at a $1B valuation | caldera
Oak Hill Ventures leads $12M round in Caldera Freight | caldera
Oak Hill Ventures invests in Caldera Freight | caldera
$12M Series B for Caldera Freight | caldera
Dana Ortiz joins Caldera Freight as VP Sales | caldera
Dana Ortiz, formerly of Prism Analytics, joins Caldera Freight as VP Sales | caldera
Caldera Freight hires former Prism Analytics executive as VP Sales | caldera
Dana Ortiz named chief revenue officer at Caldera Freight | caldera
Dana Ortiz steps down as CEO of Caldera Freight | caldera
Dana Ortiz leaves Prism Analytics | prism
Prism Analytics CEO Dana Ortiz steps down | prism
Prism Analytics, the Denver maker of dashboards, has hired Dana Ortiz as CFO. | prism
Zentrova raises €4m seed round | zentrova
Zentrova Appoints Dana Ortiz As Chief Financial Officer | zentrova
The board of Zentrova appointed Dana Ortiz chief executive. | zentrova
International Bolt Exchange (IBX) has raised £9M. | bolt
O’Malley’s Bakeries opens a plant in Cork | bakery
O'Malley's Bakeries Limited appoints finance director | bakery
Blue Heron Software lays off 40 people | heron
tuesday.app raises $5M to fix calendars | tuesday
Tuesday.app hires its first CFO | tuesday
# umlauts and other letters
Krüger & Töchter stellt neuen Vertriebsleiter ein. | krueger
Krueger & Toechter KG sucht einen Vertriebsleiter. | krueger
Krüger und Töchter erhält 3 Mio. Euro | krueger
KRUEGER UND TOECHTER KG EROEFFNET WERK | krueger
Kesselbau Müller GmbH ernennt Geschäftsführer | kessel
Norrebro Energi raises DKK 50m | energi
Nørrebro Energi A/S ansætter ny direktør | energi
# rebrands
Millrace Ltd, now Hollow & Sons, has raised £4M. | hollow
Hollow and Sons raises £4M | hollow
# words that are names
The switch to remote work raises questions. | -
Switch on your pipeline with these five tips. | -
Switch off the lights, says council. | -
Why teams switch tools every year | -
Switch raises questions about privacy, experts say. | -
Switch, the payments company at switch.example, hires a CFO. | switch
Switch (https://www.switch.example/news) has raised $9M. | switch
Through the prism of history, a new study raises doubts. | -
Prism raises $9M Series A for its business analytics | prism
A prism splits light into colours. | -
Anchor your brand in three steps | -
News anchor Dana Ortiz leaves after ten years | -
Anchor drops after storm off the coast | -
Clean water is a human right, ministers say. | -
Cities need clean water and better roads. | -
On the horizon: more rate rises | -
Horizon looks bleak for retailers | -
La start-up Horizon SARL lève 3 M€. | horizon
See you on Tuesday. | -
Shares fell on Tuesday. | -
The hollow victory of Hollow men | -
# another company of the same name
Northgate announces a new round. | -
Northgate Dental opens 4 clinics. | dental
Northgate Dental Group names Dana Ortiz CFO | dental
Northgate Power plc reports results. | power
Northgate Capital closes a $900M fund. | -
Northgate Dental Supplies Inc. raises $3M | -
Northgate Power Tools recalls drills | -
Caldera Pharma raises $30M Series A | -
Caldera Freight Ventures closes second fund | -
Caldera Spas opens showroom | -
Krüger Kaffee steigert Umsatz. | -
Krüger baut Stellen ab. | -
Prism Media Group names CEO | -
Prism, Inc. raises $10M | -
Great Anchor Biologics of Texas raises $5M | -
Horizon GmbH stellt ein | -
Horizon Robotics hires CFO | -
Quantix raises €5M | -
Quantix GmbH raises €5M | quantix-de
Quantix Ltd names Dana Ortiz CFO | quantix-gb
BERLIN, Nov. 3 - Quantix raises €5M in new funding | -
Retailer Anchor raises guidance. | -
Anchor raises price target on Nimbus Air. | -
# other roles
Oak Hill Capital, an investor in Caldera Freight, closes a $900M fund. | -
Oak Hill Capital, which backs Caldera Freight and Zentrova, closes a $900M fund. | -
Nimbus Air picks Prism Analytics as a supplier in a $3M deal. | -
Nimbus Air selects Caldera Freight for its European deliveries | -
Nimbus Air raises $20M from Caldera Freight and others | -
Nimbus Air raises $20M led by Zentrova | -
Nimbus Air, whose customers include Caldera Freight, raises $20M | -
Nimbus Air, used by Zentrova and Prism Analytics, raises $20M | -
Caldera Freight rival Nimbus Air raises $20M | -
Caldera Freight customer Nimbus Air names a CFO | -
Caldera Freight-backed Nimbus Air raises $5M | -
Caldera Freight acquires Nimbus Air for $40M | -
Nimbus Air acquires Caldera Freight | caldera
Nimbus Air has agreed to buy Prism Analytics for $90M | prism
Prism Analytics acquired by Nimbus Air | prism
Nimbus Air was acquired by Prism Analytics last year and now names a CFO | -
Caldera Freight acquires Zentrova | zentrova
Caldera Freight alumni launch Nimbus Air with $2M seed | -
Ex-Zentrova engineer raises $2M for Nimbus Air | -
Former Zentrova CFO Dana Ortiz joins Nimbus Air | -
Nimbus Air poaches sales chief from Zentrova | -
Nimbus Air partners with Zentrova | -
Nimbus Air sues Zentrova over patents | -
Nimbus Air, a competitor of Zentrova, raises $9M | -
Nimbus Air raises $9M to take on Zentrova | -
Zentrova, a rival of Nimbus Air, raises $9M | zentrova
Zentrova, backed by Oak Hill and Caldera Freight, raises $9M | zentrova
Zentrova raises $9M from Caldera Freight | zentrova
Zentrova customer Caldera Freight raises $12M | caldera
Zentrova raises $9M to acquire Nimbus Air | zentrova
Nimbus Air builds software for companies such as Zentrova and raised $3M. | -
"""


def _cases() -> list[tuple[str, str | None]]:
    lines = [line for line in CASES.strip().splitlines() if not line.startswith("#")]
    split = [line.rsplit(" | ", 1) for line in lines]
    return [(text, None if account == "-" else account) for text, account in split]


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(ACCOUNTS)


@pytest.mark.parametrize(("text", "account"), _cases())
def test_a_text_belongs_to_whom_its_event_is_about(resolver: Resolver, text: str, account: str | None) -> None:
    found = resolver.resolve_text(text)
    assert found.account_id == account, found.reasons
    assert found.reasons


def article(text: str, *, fields: Mapping[str, str] | None = None, **more: str) -> Item:
    return Item(
        source="feed",
        key="k",
        kind=ItemKind.ARTICLE,
        title=text.partition("\n")[0],
        text=text,
        url="https://gazette.example/1",
        published_at=datetime(2026, 11, 2, tzinfo=UTC),
        account_id=more.get("account_id"),
        company=more.get("company"),
        fields=fields or {},
    )


def mention(company: str = "", kind: SignalKind = SignalKind.FUNDING, **fields: str) -> Mention:
    named = {"company": company, **fields} if company else fields
    return Mention(
        kind=kind,
        item_source="feed",
        item_key="k",
        fields={name: FieldValue(value, Quote(value, 0, len(value))) for name, value in named.items()},
        confidence=0.9,
        company_names=(company,) if company else (),
    )


def test_the_accounts_own_board_decides(resolver: Resolver) -> None:
    item = article("Account Executive\nWe sell.", account_id="switch")
    found = resolver.resolve(mention(kind=SignalKind.RELEVANT_ROLES), item)
    assert (found.account_id, found.probability) == ("switch", 1.0)


def test_an_own_newsroom_may_tell_of_somebody_else(resolver: Resolver) -> None:
    item = article("Our customer Nimbus Air raises $20M", account_id="caldera")
    assert resolver.resolve(mention("Nimbus Air"), item).account_id is None
    assert resolver.resolve(mention("Caldera"), item).account_id == "caldera"
    assert resolver.resolve(mention("The company"), item).account_id == "caldera"


@pytest.mark.parametrize(
    ("account", "company", "is_own"),
    [
        ("caldera", "Nimbus Freight", False),
        ("caldera", "Freight", False),
        ("heron", "Larkspur Software", False),
        ("heron", "Heron Partners", False),
        ("dental", "Harbour Dental", False),
        ("energi", "Energi Vest A/S", False),
        ("caldera", "Caldera Freight Europe", True),
        ("caldera", "CalderaFreight", True),
        ("heron", "Blue Heron", True),
        ("heron", "The Blue Heron Software Group", True),
        ("bakery", "O’Malley’s", True),
        ("hollow", "Hollow and Sons", True),
        ("energi", "Norrebro Energi", True),
        ("hollow", "Millrace", True),
    ],
)
def test_one_shared_word_does_not_make_a_company_the_newsrooms_own(
    resolver: Resolver, account: str, company: str, *, is_own: bool
) -> None:
    found = resolver.resolve(mention(company), article(f"{company} raises $20M", account_id=account))
    assert found.account_id == (account if is_own else None), found.reasons


@pytest.mark.parametrize(
    ("fields", "account"),
    [
        ({"cik": "777"}, "caldera"),
        ({"cik": "0000000777"}, "caldera"),
        ({"domain": "www.switch.example"}, "switch"),
        ({"domain": "https://switch.example/a"}, "switch"),
        ({"domain": "nobody.example"}, None),
        ({"cik": "778"}, None),
    ],
)
def test_hard_ids_decide_before_names(resolver: Resolver, fields: dict[str, str], account: str | None) -> None:
    item = article("Form D\nNimbus Air Inc", fields=fields)
    assert resolver.resolve(mention("Nimbus Air Inc"), item).account_id == account


def test_a_known_cik_of_another_company_outweighs_the_name() -> None:
    resolver = Resolver(ACCOUNTS)
    item = article("CALDERA FREIGHT INC", fields={"cik": "999"})
    assert resolver.resolve(mention("CALDERA FREIGHT INC"), item).account_id is None


@pytest.mark.parametrize(
    ("company", "text", "account"),
    [
        ("Caldera Freight", "Caldera Freight raises $12M", "caldera"),
        ("CALDERA FREIGHT INC", "CALDERA FREIGHT INC\nForm D", "caldera"),
        ("Switch", "Switch raises $9M", None),
        ("Switch", "Switch raises $9M\nAbout Switch: see www.switch.example.", "switch"),
        ("Caldera", "Caldera raises $12M\nCaldera Freight, of Denver, moves boxes.", "caldera"),
        ("Caldera Pharma", "Caldera Pharma raises $12M", None),
        ("Nimbus Air", "Nimbus Air raises $12M from Caldera Freight", None),
        ("Nimbus Air", "Nimbus Air raises $12M\nContact: calderafreight.example", None),
        ("Quantix", "Quantix raises $12M", None),
        ("Quantix", "Quantix raises $12M\nMore at https://quantix-gb.example/", "quantix-gb"),
        ("Krueger & Toechter", "Krueger & Toechter erhält 2 Mio.", "krueger"),
        ("Zentrova", "Zentrova raises $9M", "zentrova"),
    ],
)
def test_the_company_that_the_detector_read_is_the_one_that_is_looked_up(
    resolver: Resolver, company: str, text: str, account: str | None
) -> None:
    found = resolver.resolve(mention(company), article(text))
    assert found.account_id == account, found.reasons


def test_a_mention_without_a_company_falls_back_on_the_issuer_and_then_the_text(resolver: Resolver) -> None:
    bare = mention(person="Dana Ortiz", kind=SignalKind.JOB_CHANGE)
    assert resolver.resolve(bare, article("New CFO named", company="Zentrova")).account_id == "zentrova"
    assert resolver.resolve(bare, article("Dana Ortiz joins Zentrova as CFO")).account_id == "zentrova"
    assert resolver.resolve(bare, article("Dana Ortiz joins")).account_id is None


def test_ambiguity_lands_between_and_says_so(resolver: Resolver) -> None:
    found = resolver.resolve_text("Quantix raises €5M")
    assert found.account_id is None
    assert any("two accounts" in reason or "2 accounts" in reason for reason in found.reasons)


def test_an_account_known_by_its_domain_alone_is_found_by_its_name() -> None:
    resolver = Resolver([Account("q", "quillharbor.example", "quillharbor.example")])
    item = article("Quill Harbor raises $3M")
    assert resolver.resolve(mention("Quill Harbor, Inc."), item).account_id == "q"
    assert resolver.resolve(mention("Quill"), item).account_id is None


def test_an_account_without_a_name_breaks_nothing() -> None:
    resolver = Resolver([Account("empty", "", ""), *ACCOUNTS])
    assert resolver.resolve_text("Zentrova raises $9M").account_id == "zentrova"


def test_no_accounts_resolve_nothing() -> None:
    assert Resolver([]).resolve_text("Zentrova raises $9M").account_id is None


@pytest.mark.parametrize(
    "text",
    [
        "a-" * 30_000 + " Zentrova",
        "the " * 30_000 + "Zentrova raises",
        "Zentrova, " * 5_000,
        "customers include " + "Brook, " * 10_000 + "Zentrova",
        "Zentrova " + "has " * 30_000,
        "Zentrova" + " (" * 20_000,
    ],
)
def test_hostile_text_costs_no_more_than_its_length(resolver: Resolver, text: str) -> None:
    began = time.thread_time()
    resolver.resolve_text(text)
    assert time.thread_time() - began < 3


def test_money_for_somebody_unnamed_goes_to_nobody_who_is_named() -> None:
    text = "Larkfield Robotics and Tollgate backer just invested $50M in this start-up"
    item = Item("wire", "1", ItemKind.ARTICLE, text, text, "https://wire.example/1")
    mention = Mention(SignalKind.FUNDING, "wire", "1", {}, 0.9)
    resolver = Resolver([Account("a1", "Larkfield Robotics", "larkfield.example")])
    assert resolver.resolve(mention, item).account_id is None
