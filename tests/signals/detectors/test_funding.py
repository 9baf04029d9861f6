"""What the funding detector takes for a round, and what it leaves alone. Every company and investor is invented."""

from __future__ import annotations

import time

import pytest

from agent.domain.items import Item, ItemKind
from agent.domain.signals import Mention, SignalKind
from signals.detectors.funding import detect

# text | company | amount and currency | round | investors
ROUNDS = """
Quillfern raises $12M Series A led by Larkspur Ventures | Quillfern | 12000000 USD | series_a | Larkspur Ventures
Quillfern Raises $12M | Quillfern | 12000000 USD | |
Tavolo (YC S19) raises $3.2M seed round to fix restaurant payroll | Tavolo | 3200000 USD | seed |
Brightmoor, a marketplace for used lab gear, raises $8.5m | Brightmoor | 8500000 USD | |
Peopleloop nabs $27M Series B from Oakhollow Partners | Peopleloop | 27000000 USD | series_b | Oakhollow Partners
Logistics Software Maker Cargonaut Snags $40M Series C | Cargonaut | 40000000 USD | series_c |
Fintech startup Ledgerly lands $15 million to expand in Mexico | Ledgerly | 15000000 USD | |
Berlin-based Sonnwerk closes €6m seed round led by Kiefer Capital | Sonnwerk | 6000000 EUR | seed | Kiefer Capital
Sonnwerk secures €20 million in Series B funding | Sonnwerk | 20000000 EUR | series_b |
Hexagrid bags Rs 40 crore from Banyan Tree Advisors | Hexagrid | 400000000 INR | | Banyan Tree Advisors
Edtech startup Padhai Point raises INR 15 Cr in pre-Series A round | Padhai Point | 150000000 INR | pre_series_a |
Agritech firm Khetwise mops up $2.5 Mn in seed funding led by Monsoon Ventures | Khetwise | 2500000 USD | seed | \
Monsoon Ventures
Mumbai-based D2C brand Neemroot raises ₹12 crore in seed round | Neemroot | 120000000 INR | seed |
Orrery Snares $85M Round B | Orrery | 85000000 USD | series_b |
Dunlin picks up $4.1M A round led by Saltmarsh Ventures | Dunlin | 4100000 USD | series_a | Saltmarsh Ventures
Dunlin raises $4.1M A led by Saltmarsh Ventures for its bird-safe turbines | Dunlin | 4100000 USD | series_a | \
Saltmarsh Ventures
Copperline Announces $30 Million Series B Financing | Copperline | 30000000 USD | series_b |
Copperline Inc. Closes $30 Million Series B Financing Led by Tidewater Growth | Copperline | 30000000 USD | series_b | \
Tidewater Growth
Marlowe Health Announces Completion of $22M Series C Round | Marlowe Health | 22000000 USD | series_c |
Marlowe Health Completes $22 Million Financing | Marlowe Health | 22000000 USD | |
Velvet Otter scores $1.5 million in pre-seed funding | Velvet Otter | 1500000 USD | pre_seed |
Velvet Otter bags pre-seed round of £750k | Velvet Otter | 750000 GBP | pre_seed |
London insurtech Bramblecover secures £7.2m Series A | Bramblecover | 7200000 GBP | series_a |
Leeds start-up Pennineware lands £2m investment from Northern Gate Ventures | Pennineware | 2000000 GBP | | \
Northern Gate Ventures
Pennineware receives £2m investment from Northern Gate Ventures | Pennineware | 2000000 GBP | | \
Northern Gate Ventures
Pennineware gets £500,000 seed funding | Pennineware | 500000 GBP | seed |
Drone delivery company Skylarder pulls in $60M at $400M valuation | Skylarder | 60000000 USD | |
Skylarder raises $60M at a $400M valuation | Skylarder | 60000000 USD | |
Skylarder valued at $400M after $60M funding round | Skylarder | 60000000 USD | |
Skylarder hits $1.1B valuation with $90M raise | Skylarder | 90000000 USD | |
Skylarder becomes a unicorn with $90M Series D | Skylarder | 90000000 USD | series_d |
Larkspur Ventures leads $18M round in Tessellate | Tessellate | 18000000 USD | | Larkspur Ventures
Larkspur Ventures leads Tessellate's $18M Series B | Tessellate | 18000000 USD | series_b | Larkspur Ventures
Larkspur Ventures invests $18M in Tessellate | Tessellate | 18000000 USD | | Larkspur Ventures
Oakhollow Partners backs Tessellate with $5M | Tessellate | 5000000 USD | | Oakhollow Partners
Oakhollow Partners pours $75 million into Tessellate | Tessellate | 75000000 USD | | Oakhollow Partners
Tessellate receives $5M from Oakhollow Partners | Tessellate | 5000000 USD | | Oakhollow Partners
Tessellate Nets $9M To Build Tiling Robots | Tessellate | 9000000 USD | |
Tessellate rakes in $9 million in fresh funding | Tessellate | 9000000 USD | |
Tessellate grabs $9M more to tile the world | Tessellate | 9000000 USD | |
Tessellate attracts $9m investment | Tessellate | 9000000 USD | |
Tessellate banks $110M Series E, eyes Europe | Tessellate | 110000000 USD | series_e |
Tessellate, maker of tiling robots, has raised $9 million in Series A funding | Tessellate | 9000000 USD | series_a |
Tessellate just raised $9 million from Oakhollow Partners | Tessellate | 9000000 USD | | Oakhollow Partners
Tessellate raised $9M in a round co-led by Oakhollow Partners and Larkspur Ventures | Tessellate | 9000000 USD | | \
Oakhollow Partners; Larkspur Ventures
Tessellate raises $9M, led by Oakhollow Partners with participation from Larkspur Ventures and Heron Angels | \
Tessellate | 9000000 USD | | Oakhollow Partners; Larkspur Ventures; Heron Angels
Tessellate raises another $9M for tiling robots | Tessellate | 9000000 USD | |
Tessellate Raises Over $9 Million | Tessellate | 9000000 USD | |
Tessellate raises up to $9 million in Series A extension | Tessellate | 9000000 USD | series_a |
Tessellate raises $9MM in Series A1 | Tessellate | 9000000 USD | series_a |
Tessellate raises 9M USD | Tessellate | 9000000 USD | |
Tessellate raises nearly $10 million in funding, expects another $5 million by spring | Tessellate | 10000000 USD | |
Tessellate raises $9M Series A; total funding now $14M | Tessellate | 9000000 USD | series_a |
Tessellate raises $9M, bringing its total funding to $14M | Tessellate | 9000000 USD | |
Tessellate brings total raised to $14M with $9M Series A | Tessellate | 9000000 USD | series_a |
Tessellate's Series A: $9M from Oakhollow Partners | Tessellate | 9000000 USD | series_a | Oakhollow Partners
Tessellate takes $9M Series A from Oakhollow Partners to automate bathrooms | Tessellate | 9000000 USD | series_a | \
Oakhollow Partners
Exclusive: Tessellate raises $9M Series A | Tessellate | 9000000 USD | series_a |
Tessellate raises Series A from Oakhollow Partners | Tessellate | | series_a | Oakhollow Partners
Tessellate closes Series A | Tessellate | | series_a |
Tessellate closes oversubscribed seed round | Tessellate | | seed |
Uber-for-gardeners Trowelly raises $2M | Trowelly | 2000000 USD | |
Online Grocer Basketeer Raises $45M | Basketeer | 45000000 USD | |
Enterprise AI Startup Nimbusmind Raises $50 Million Series C Led By Tidewater Growth To Automate Back Offices | \
Nimbusmind | 50000000 USD | series_c | Tidewater Growth
Container security company Hullproof raises $16.5M | Hullproof | 16500000 USD | |
Cloud-storage provider Stashport Raises $100 Million in Growth Equity | Stashport | 100000000 USD | growth |
Stashport raises $100 million from Tidewater Growth in growth round | Stashport | 100000000 USD | growth | \
Tidewater Growth
getroost.io raises $1.2M for open source dashboards | getroost.io | 1200000 USD | |
iLantern raises $650K | iLantern | 650000 USD | |
Stellar & Finch raises $14 million in Series A funding | Stellar & Finch | 14000000 USD | series_a |
Jakarta's Warungku raises $7m from Oakhollow Partners | Warungku | 7000000 USD | | Oakhollow Partners
Self-driving truck startup Longhaul.ai raises $88M in funding from Oakhollow Partners, Larkspur Ventures | \
Longhaul.ai | 88000000 USD | | Oakhollow Partners; Larkspur Ventures
Bitcoin Wallet Startup Coinpurse Raises $5 Million in Seed Funding | Coinpurse | 5000000 USD | seed |
Genomics Firm Helixbay Gets $33 Million in Funding From Tidewater Growth | Helixbay | 33000000 USD | | Tidewater Growth
With $9M Series A, Tessellate wants to tile every bathroom | Tessellate | 9000000 USD | series_a |
Armed with $9M in new funding, Tessellate takes on grout | Tessellate | 9000000 USD | |
Tessellate Secures $9 Million in Venture Capital | Tessellate | 9000000 USD | |
Tessellate collects C$9 million | Tessellate | 9000000 CAD | |
Sydney's Wombatware raises A$11 million Series A | Wombatware | 11000000 AUD | series_a |
Wombatware scoops up AU$11m in Series A led by Tidewater Growth | Wombatware | 11000000 AUD | series_a | \
Tidewater Growth
Norwegian startup Fjordpay raises NOK 50m | Fjordpay | 50000000 NOK | |
Fjordpay hauls in $100M to take on banks | Fjordpay | 100000000 USD | |
Robotics Startup Grabbit Raises $10M in Round Led by Oakhollow Partners | Grabbit | 10000000 USD | | Oakhollow Partners
Grabbit reels in $10M | Grabbit | 10000000 USD | |
Grabbit raises $10M to go after the $30B packing market | Grabbit | 10000000 USD | |
Grabbit raises $10M debt and equity round | Grabbit | 10000000 USD | |
Vaccine maker Immunalis raises $140 million to fund cancer trials | Immunalis | 140000000 USD | |
Sleepwell Labs raises $10-12 million in Series B | Sleepwell Labs | 10000000 USD | series_b |
Equity crowdfunding: Sleepwell Labs raises £1.1m on Crowdcube | Sleepwell Labs | 1100000 GBP | crowdfunding |
Bitcoin startup 21 Tiles Inc. raises record $116M | 21 Tiles | 116000000 USD | |
Honest Grout Co. raises $100M at $1.7B valuation | Honest Grout Co. | 100000000 USD | |
Grout Company raises $3M | Grout Company | 3000000 USD | |
Meganorth invests in Tessellate's $73M round | Tessellate | 73000000 USD | | Meganorth
Meganorth and Oakhollow back Tessellate with $73M | Tessellate | 73000000 USD | | Meganorth; Oakhollow
In another big round of the week, healthtech start-up, Tessellate, bagged $6 million | Tessellate | 6000000 USD | |
Meanwhile, Tessellate raised Rs 25 crore (around $3.6 million) in a round from Heron | Tessellate | 250000000 INR | | \
Heron
Tessellate, a two-year-old, Bergen, Norway-based maker of tiling robots, has raised $9 million in Series A funding. \
Oakhollow Partners led the round, joined by Larkspur Ventures and Heron Angels | Tessellate | 9000000 USD | series_a | \
Oakhollow Partners; Larkspur Ventures; Heron Angels
With Rs 100 crore ($14 million) from Oslo-based Heron Growth IV, tile shop Tessellate is now a unicorn | \
Tessellate | 1000000000 INR | | Heron Growth IV
Series A of the week: Tessellate took $15 million, led by Oslo-based Heron | Tessellate | \
15000000 USD | series_a | Heron
Tessellate — a startup that tiles bathrooms — has raised $6.2 million in seed funding | Tessellate | 6200000 USD | \
seed |
Bergen-founded Tessellate.ai that tiles bathrooms, has raised $35 million in its largest round to date | \
Tessellate.ai | 35000000 USD | |
Tessellate crowdfunds $2.6M: is grout the new gold? | Tessellate | 2600000 USD | crowdfunding |
Bergen-based Quillfern raised £18m in March, whilst Oslo-based tile company Tessellate raised £7m in a Series B round \
| Tessellate | 7000000 GBP | series_b |
Tessellate raises $100 Million Led by T. Marlow Price | Tessellate | 100000000 USD | | T. Marlow Price
Tessellate raises $1.5 Billion from Oakhollow, Valued at $50B | Tessellate | 1500000000 USD | | Oakhollow
Tessellate closes $43M CAD Series B | Tessellate | 43000000 CAD | series_b |
Tessellate raises $9m, supported by notable investors like Heron and Oakhollow Partners | Tessellate | 9000000 USD | | \
Heron; Oakhollow Partners
Tessellate confirms $25 million Series B, Heron leads | Tessellate | 25000000 USD | series_b | Heron
Tessellate has rounded up $12 million in a second close of its second round | Tessellate | 12000000 USD | |
Heron Ventures bets $40M on Tessellate | Tessellate | 40000000 USD | | Heron Ventures
Heron puts $75M into tile maker Tessellate, now valued at $1B | Tessellate | 75000000 USD | | Heron
Oslo’s The Tile Group, a tiler of bathrooms, has raised $20 million in a Series C round | The Tile Group | \
20000000 USD | series_c |
Marlow's raises $12 million in funding | Marlow's | 12000000 USD | |
Tessellate raised a $40 million Series C round. The deal was co-led by Heron (HRN) and the Bergen Growth Fund, with \
Oakhollow and Jane Marlow also participating | Tessellate | 40000000 USD | series_c | Heron; Bergen Growth Fund; \
Oakhollow; Jane Marlow
Tessellate has raised €30 million in a round led by Heron Partners, the investment arm of insurer Meganorth | \
Tessellate | 30000000 EUR | | Heron Partners
Tessellate has raised $70 million in Series B funding. Heron Capital of the Faroe Islands and Larkspur Capital of \
Norway co-led the round | Tessellate | 70000000 USD | series_b | Heron Capital; Larkspur Capital
Tessellate raised $10.4M in new funding. The funding was provided by HeronVC and Larkspur & Co., with participation \
from Oakhollow, among others | Tessellate | 10400000 USD | | HeronVC; Larkspur & Co; Oakhollow
Tessellate raised a seed round of $2 million by Heron Partners and Oakhollow | Tessellate | 2000000 USD | seed | \
Heron Partners; Oakhollow
Tessellate has raised $16M in a Series B. N.S. Heron Partners and Larkspur Ventures also participated | Tessellate | \
16000000 USD | series_b | N.S. Heron Partners; Larkspur Ventures
Kölner Start-up Rheinblick sammelt 4,5 Millionen Euro ein | Rheinblick | 4500000 EUR | |
Rheinblick erhält 4,5 Mio. Euro in Series-A-Finanzierungsrunde | Rheinblick | 4500000 EUR | series_a |
Rheinblick schließt Seed-Runde über 1,2 Mio. Euro ab | Rheinblick | 1200000 EUR | seed |
La start-up Bluepinède lève 12 millions d'euros | Bluepinède | 12000000 EUR | |
Bluepinède boucle une série A de 12 M€ menée par Larkspur Ventures | Bluepinède | 12000000 EUR | series_a | \
Larkspur Ventures
La startup Olivarera cierra una ronda de 3 millones de euros | Olivarera | 3000000 EUR | |
Olivarera levanta 3 millones de euros | Olivarera | 3000000 EUR | |
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def article(text: str, **more: object) -> Item:
    return Item("feed", "k", ItemKind.ARTICLE, text.partition("\n")[0], text, "https://news.example/1", **more)  # type: ignore[arg-type]


def named(mention: Mention, role: str) -> list[str]:
    return [value.value for name, value in mention.fields.items() if name.startswith(f"{role}_")]


def rounds_of(text: str) -> list[Mention]:
    return [mention for mention in detect(article(text)) if mention.kind is SignalKind.FUNDING]


def investors_of(mention: Mention) -> set[str]:
    return {value.value for name, value in mention.fields.items() if name.startswith(("investor_", "lead_investor_"))}


@pytest.mark.parametrize(("text", "company", "money", "round_", "investors"), rows(ROUNDS))
def test_a_round_is_read_with_its_fields(text: str, company: str, money: str, round_: str, investors: str) -> None:
    (mention,) = rounds_of(text)
    amount = mention.value("amount")
    assert mention.value("company") == company
    assert (f"{amount} {mention.value('currency')}" if amount else "") == money
    assert investors_of(mention) == {name.strip() for name in investors.split(";") if name.strip()}
    assert (mention.value("round") or "") == round_
    assert all(value.quote.stands_in(text) for value in mention.fields.values())


@pytest.mark.parametrize(
    ("text", "leads", "others"),
    [
        ("Tessellate raises $9M led by Oakhollow Partners", ["Oakhollow Partners"], []),
        ("Tessellate raises $9M from Oakhollow Partners", [], ["Oakhollow Partners"]),
        (
            "Tessellate raises $9M led by Oakhollow Partners, with participation from Larkspur Ventures and a16z",
            ["Oakhollow Partners"],
            ["Larkspur Ventures", "a16z"],
        ),
        (
            "Tessellate raises $9M co-led by Oakhollow Partners and Heron Angels, joined by Saltmarsh",
            ["Oakhollow Partners", "Heron Angels"],
            ["Saltmarsh"],
        ),
        ("Oakhollow Partners leads $9M round in Tessellate", ["Oakhollow Partners"], []),
        ("Oakhollow Partners invests $9M in Tessellate", [], ["Oakhollow Partners"]),
        ("Tessellate raises $9M A led by a16z for bathrooms", ["a16z"], []),
        ("Tessellate raises $9M from existing investors", [], []),
        ("Tessellate raises $9M from chip giant Meganorth and others", [], ["Meganorth"]),
    ],
)
def test_who_led_is_told_from_who_joined(text: str, leads: list[str], others: list[str]) -> None:
    (mention,) = rounds_of(text)
    assert (named(mention, "lead_investor"), named(mention, "investor")) == (leads, others)


ARTICLE = """Tessellate tiles its way to $9M

OSLO, 12 May 2026 -- Tessellate, a maker of tiling robots, today announced that it has raised $9 million in a Series A \
round. The round was led by Oakhollow Partners, with participation from Larkspur Ventures and existing investors. \
Tessellate previously raised $2 million in seed funding led by Heron Angels. The grout market is worth $30 billion."""


def test_an_article_tells_in_its_lead_what_its_title_leaves_open() -> None:
    (mention,) = rounds_of(ARTICLE)
    assert {name: value.value for name, value in mention.fields.items()} == {
        "company": "Tessellate",
        "amount": "9000000",
        "currency": "USD",
        "round": "series_a",
        "lead_investor_1": "Oakhollow Partners",
        "investor_1": "Larkspur Ventures",
    }
    assert all(value.quote.stands_in(ARTICLE) for value in mention.fields.values())


def test_an_earlier_round_in_another_story_is_no_event() -> None:
    text = "Tessellate names Jane Marlow CRO\nShe starts in May. The company raised $9 million in a Series A last year."
    assert rounds_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tessellate names Jane Marlow CRO\nTessellate has raised $9 million in Series A money from Oakhollow.",
        "Tessellate opens a workshop in Bergen\nTessellate is backed by Oakhollow Partners. It has raised $9 million.",
        "Grout prices fall\nRivals such as Tessellate raised $9 million in 2019.",
    ],
)
def test_what_a_profile_says_of_money_is_no_event(text: str) -> None:
    assert rounds_of(text) == []


def test_we_is_whoever_the_source_says_it_is() -> None:
    item = article("We raised a $9M Series A led by Oakhollow Partners\nBy Tessellate", company="Tessellate")
    (mention,) = detect(item)
    assert (mention.value("company"), mention.value("amount")) == ("Tessellate", "9000000")
    (mention,) = detect(article("Announcing our $9M Series A\nTessellate grows up.", company="Tessellate"))
    assert (mention.value("company"), mention.value("round")) == ("Tessellate", "series_a")


def test_we_of_a_title_raised_a_round_though_nobody_is_named() -> None:
    (mention,) = detect(article("We raised a $9M Series A led by Oakhollow Partners"))
    assert (mention.value("company"), mention.company_names, mention.value("amount")) == (None, (), "9000000")


def test_we_of_a_body_is_nobody_where_the_source_names_nobody() -> None:
    assert detect(article("on money and tiles\nToday we raised a $9M Series A led by Oakhollow Partners.")) == ()


def test_it_is_the_company_of_the_sentence_before() -> None:
    text = "Oslo-based robotics company Tessellate tiles bathrooms. It has raised $9 million to tile the world."
    (mention,) = rounds_of(text)
    assert (mention.value("company"), mention.value("amount")) == ("Tessellate", "9000000")


def test_debt_is_told_apart_from_a_round() -> None:
    (mention,) = detect(article("Tessellate secures $50M in debt financing from Oakhollow Bank"))
    assert (mention.kind, mention.value("amount")) == (SignalKind.DEBT, "50000000")


def test_a_valuation_is_a_field_of_its_own_and_never_the_amount() -> None:
    (mention,) = rounds_of("Tessellate raises $9M at a $90M valuation")
    assert (mention.value("amount"), mention.value("valuation")) == ("9000000", "90000000")


HOSTILE = [
    "raises " * 28_000,
    "raises a " * 22_000,
    "$1M " * 50_000,
    "led by A, " * 20_000,
    "A" * 200_000 + " raises $5M",
    "Tessellate raises $9M " + "from A and " * 18_000,
    "$5M Series A " * 15_000,
    "valued at " * 20_000 + "$5M",
    "Tessellate, " * 16_000 + "raises $9M",
    "raises $5M. " * 16_000,
    "( " * 100_000 + "$5M raised",
    "Tessellate raises $5M " + "x-" * 100_000,
    "$5M in " + "a-" * 100_000 + "round",
    "Heron of the " * 15_000 + "participated, Tessellate raises $9M",
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_hostile_text_is_read_in_a_second(text: str) -> None:
    began = time.thread_time()
    detect(article(text))
    assert time.thread_time() - began < 1


def test_a_title_without_triggers_is_let_go_in_microseconds() -> None:
    item = article("A long afternoon with the lighthouse keepers of the northern isles (2014)")
    began = time.thread_time()
    for _ in range(1000):
        detect(item)
    assert time.thread_time() - began < 0.1  # 100 µs each, for a machine that is busy; about 5 in truth


def test_the_backers_of_an_article_are_read_past_an_aside() -> None:
    text = (
        "Tessellate raises $9M to tile faster\n\nToday's Series A round is backed by some notable investors, including "
        "Oakhollow Partners, which led it, plus Larkspur Ventures and a16z."
    )
    (mention,) = rounds_of(text)
    assert investors_of(mention) == {"Oakhollow Partners", "Larkspur Ventures", "a16z"}
