"""Rounds told in ways that papers of other countries and blogs have, and neighbours of each that tell none.

Every company and investor is invented, but for firms whose other names the table of investors knows.
"""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from agent.domain.signals import Mention, SignalKind
from signals.detectors.funding import detect
from signals.extract.organisations import investor_key

# kind | text | company | amount and currency | round | investors
TOLD = """
one subject, two verbs | Brightloom Said Yes to Ads and Still Raised $31M | Brightloom | 31000000 USD | |
one subject, two verbs | Kettlebird Quit Hardware, Hired a Chef and Just Landed $9M | Kettlebird | 9000000 USD | |
one subject, two verbs | Quarrelsome acquires Bickerly, raises $10M | Quarrelsome | 10000000 USD | |
one subject, two verbs | Quarrelsome names Jane Marlow CEO, raises $10M | Quarrelsome | 10000000 USD | |
one subject, two verbs | Quarrelsome comes out of stealth, announces $10M | Quarrelsome | 10000000 USD | |
money in hand | With $7M in the bank, Stitchwell wants to fix the zip | Stitchwell | 7000000 USD | |
money in hand | Flush with $40M, Duskware goes after night-shift scheduling | Duskware | 40000000 USD | |
money in hand | Armed With $14M, Larkbit Takes On Spreadsheets | Larkbit | 14000000 USD | |
a foundation beside an investor | Sponsorly Gets $8M From The Marlow Foundation, Accel To Coach Athletes | Sponsorly | \
8000000 USD | | The Marlow Foundation; Accel
a holding that is funded | Pub chain Taproom Holdings receives £20m equity investment from BGF | Taproom Holdings | \
20000000 GBP | | BGF
what it heals is no charity | Brightcell Inc. raised $52 million in a series A round to make a therapy for cancer | \
Brightcell | 52000000 USD | series_a |
"it" is who says so | On Monday, Stitchwell, a maker of zips, announced that it has received $14M in new investment | \
Stitchwell | 14000000 USD | |
"it" is who says so | Fresh from a launch, Larkbit said on 25 June that it raised $8.4M in Series B funding | Larkbit \
| 8400000 USD | series_b |
nobody named | The startup that wants to kill the cash register just raised $12M | | 12000000 USD | |
nobody named | We raised $3M to make invoices less painful | | 3000000 USD | |
nobody named | We just closed our $6M seed round | | 6000000 USD | seed |
equity is sold | Fernlight Sells $30 Million Worth Of Equity To Tiger Global | Fernlight | 30000000 USD | | Tiger Global
equity is sold | Fernlight sold $12M of preferred stock to Sequoia and Accel | Fernlight | 12000000 USD | | Sequoia; \
Accel
the taker says it | Wokmate today said that Heron Ventures has invested $20 million in the company. | Wokmate | \
20000000 USD | | Heron Ventures
the taker says it | Wokmate said on Monday that Meganorth Growth Equity had acquired newly issued shares worth $50 \
million, in the company's first institutional funding. | Wokmate | 50000000 USD | | Meganorth Growth Equity
a leader as adjective | Wokmate valued at $1bn after SoftBank-led round | Wokmate | | | SoftBank
no figure | Wokmate raises eight-figure sum from EQT Ventures | Wokmate | | | EQT Ventures
no figure | Noodle chain Wokmate raises an undisclosed amount from Titan Capital | Wokmate | | | Titan Capital
no figure | Wokmate wins backing from Index Ventures | Wokmate | | | Index Ventures
no figure | Nudel-App Wokmate sichert sich siebenstellige Finanzierung | Wokmate | | |
no figure | Millionen-Finanzierung für Wokmate | Wokmate | | |
the crowd for equity | Wokmate smashes its target on Crowdcube with £1.2m | Wokmate | 1200000 GBP | crowdfunding |
what somebody is | Bolthaus, a Munich-based startup that rents out bikes, just closed €11 million in Series A funding \
led by \
Earlybird. Point Nine and existing backer Cherry Ventures also joined. | Bolthaus | 11000000 EUR | series_a | \
Earlybird; Point Nine; Cherry Ventures
what somebody is | Isotopia, the Lyon-based pharma startup, has raised 12.5 million euros, it told a paper. | \
Isotopia | \
12500000 EUR | |
what somebody is | Hungarian Paprikasoft raises HUF 900m from Day One Capital | Paprikasoft | 900000000 HUF | | \
Day One Capital
what somebody is | Ex-Meganorth VP raises $10M for debate start-up Quarrelsome | Quarrelsome | 10000000 USD | |
presented | Meet Quarrelsome, the debate app that just raised $10M | Quarrelsome | 10000000 USD | |
in spite of | Umbrella-sharing startup Parasola raises $9m despite losing most of its umbrellas | Parasola | \
9000000 USD | |
shares and loans | Quarrelsome raises $10M in equity and debt | Quarrelsome | 10000000 USD | |
other verbs | Wine club Winterly uncorks $5M in new cash | Winterly | 5000000 USD | |
other verbs | Xenonic snaps up $12M to cool data centres | Xenonic | 12000000 USD | |
an adverb after it | Pinefold raises $62M again | Pinefold | 62000000 USD | |
who joined whom | Tallowy completed a $20 million Series B financing. New investor Heron Ventures joined Oakhollow \
Partners and Kinnhavn in the round. | Tallowy | 20000000 USD | series_b | Heron Ventures; Oakhollow Partners; Kinnhavn
who joined whom | Wokmate has closed a €17.5 million Series A, the company announced on Thursday. Heron Ventures led, \
joined by Kinnhavn and existing shareholder Oakhollow Partners. | Wokmate | 17500000 EUR | series_a | Heron Ventures; \
Kinnhavn; Oakhollow Partners
who joined whom | Wokmate raises $10M co-led by Index Ventures & Accel | Wokmate | 10000000 USD | | Index Ventures; \
Accel
who joined whom | Typebar raises £1.5m from readers and Northcliffe Ventures | Typebar | 1500000 GBP | | \
Northcliffe Ventures
no investors | Wokmate raises $10M from the founders of Larkbit and Fernlight | Wokmate | 10000000 USD | |
a currency abroad | Kenyan agritech Shambani bags KSh 450 million from Novastar Ventures | Shambani | 450000000 KES | \
| \
Novastar Ventures
a currency abroad | South African insurer Naledi raises R150 million Series B | Naledi | 150000000 ZAR | series_b |
a currency abroad | Lagos lender Kobopay raises N500m in seed funding | Kobopay | 500000000 NGN | seed |
a currency abroad | Mexico's Tiendita raises 300 mln pesos in Series A | Tiendita | 300000000 MXN | series_a |
a currency abroad | Istanbul-based Lokumgo raises 40 million lira seed | Lokumgo | 40000000 TRY | seed |
a currency abroad | Thai logistics start-up Songdee raises 500 million baht in Series B round | Songdee | 500000000 \
THB | \
series_b |
a currency abroad | Montreal start-up Neuronix closes $20M CDN Series A | Neuronix | 20000000 CAD | series_a |
no figure | Cairo start-up Dawaya raises 7-figure seed round | Dawaya | | seed |
who joined whom | Lumio, a Boulder-based solar software firm, has raised $33 million in Series C funding. Heron \
Ventures led the round, joined by earlier backers Kinnhavn and Oakhollow Partners. | Lumio | 33000000 USD | series_c | \
Heron Ventures; Kinnhavn; Oakhollow Partners
before other news | Boxly raises $48M, eyes 2027 IPO | Boxly | 48000000 USD | |
what it is for | Battery recycler Rewattle secures A$50m to build Townsville plant | Rewattle | 50000000 AUD | |
what it is for | A $31 million Series B led by Temasek will help Trueleaf build batteries from paper. | Trueleaf | \
31000000 USD | series_b | Temasek
its worth | Trueleaf's Series B, worth $31 million, was led by Temasek. | Trueleaf | 31000000 USD | series_b | Temasek
its backer | Trueleaf has been backed by Temasek in a $31m round. | Trueleaf | 31000000 USD | | Temasek
its backer | Trueleaf has sealed a $31 million funding deal with Temasek. | Trueleaf | 31000000 USD | | Temasek
its backer | Fresh from a $31m Series B, Trueleaf is heading to Texas. | Trueleaf | 31000000 USD | series_b |
an investor, no programme | Zirka raises $2.1 million led by Horizon Capital | Zirka | 2100000 USD | | Horizon Capital
a currency abroad | Cyber startup Zayitsec raises NIS 40 million | Zayitsec | 40000000 ILS | |
a currency abroad | Dhaka's Bhatghar raises Tk 12 crore from angels | Bhatghar | 120000000 BDT | |
beside a loan | Harbourly raises $24M Series B and $50M in debt | Harbourly | 24000000 USD | series_b |
before other news | Harbourly raises $24M ahead of IPO | Harbourly | 24000000 USD | |
before other news | Harbourly raises €24M Series B, hires COO from Meganorth | Harbourly | 24000000 EUR | series_b |
after an earlier round | Harbourly raises €24M, eighteen months after €5M seed | Harbourly | 24000000 EUR | |
after an earlier round | After raising €5M last year, Harbourly lands €24M Series B | Harbourly | 24000000 EUR | \
series_b |
after an earlier round | Harbourly, which raised €5M in seed money in 2022, has now closed a €24M Series A | \
Harbourly | \
24000000 EUR | series_a |
after an earlier round | Harbourly's valuation doubles to $3B with $100M raise | Harbourly | 100000000 USD | |
a report | Harbourly said on Thursday it had raised €24 million from Heron Ventures | Harbourly | 24000000 EUR | | \
Heron Ventures
a report | Today we are announcing our €24M Series B, led by Heron Ventures. - Harbourly | Harbourly | 24000000 EUR | \
series_b | Heron Ventures
a first round | Vaultline Raises First Institutional Round | Vaultline | | |
no figure | Jan Vos invests undisclosed amount in Harbourly | Harbourly | | | Jan Vos
a giver that is no name | Saudi wealth fund invests $1 billion in Harbourly | Harbourly | 1000000000 USD | |
what somebody is | Daily Deals Clone Bargly Raises $10M From Accel, Fritz Capital | Bargly | 10000000 USD | | \
Accel; Fritz Capital
German | Harbourly: 12 Millionen Euro für Rotterdamer KI-Start-up | Harbourly | 12000000 EUR | |
German | Millionenfinanzierung für Harbourly: Earlybird steigt ein | Harbourly | | | Earlybird
German | BERLIN, 4. Mai 2026 – Harbourly hat eine Finanzierungsrunde über 12 Mio. Euro abgeschlossen. Lead-Investor \
ist \
Earlybird, auch Cherry Ventures ist beteiligt. | Harbourly | 12000000 EUR | | Earlybird; Cherry Ventures
money in hand | With $25M from Heron Ventures, Cerebrix aims at the cloud | Cerebrix | 25000000 USD | | Heron Ventures
a coined name in a title | Meganorth Puts $1 Billion in Didulu | Didulu | 1000000000 USD | | Meganorth
a coined name in a title | VCs put $25M into Cerebrix | Cerebrix | 25000000 USD | |
shown first | Show HN: Quiply (YC S15) – we just raised $1.7M | Quiply | 1700000 USD | |
who joined whom | Cerebrix raises $25M; Jan Vos, Ana Ruiz among investors | Cerebrix | 25000000 USD | | Jan Vos; Ana \
Ruiz
an abbreviation | Cerebrix, maker of AI chips, nabs $25 mil. Series A | Cerebrix | 25000000 USD | series_a |
"""

# kind | text
NOT_TOLD = """
one subject, two verbs | Brightloom said no to a $31M offer
one subject, two verbs | Kettlebird turned down $9M and shut down
money in hand | Flush with $200B in cash, Meganorth goes shopping
money in hand | With $5M in the bank, Harlow retires to Spain
money in hand | With $10M in debt, Quarrelsome looks to restructure
money in hand | Armed with a $10M warrant, police search startup
nobody named | The startup that wants to kill cash raised $12M. Where is it now?
nobody named | The startup that raised $50M to sell juice is closing
nobody named | We raised $10M and gave it back
nobody named | We raised $10M. Here's our deck
nobody named | We raised $4,000 for the local shelter
nobody named | We raised $600K on Kickstarter
equity is sold | Wokmate sells $30 million worth of noodles
equity is sold | Meganorth sells $4 billion worth of shares to Tiger Global
equity is sold | Founder sells $20M of stock to SoftBank
the taker says it | Wokmate said Heron Ventures had bought a rival for $20M
the taker says it | Wokmate said Meganorth had offered $20M for the company
in the making | Quarrelsome is raising $10M
in the making | Wokmate cancels $21M Series B
in the making | Wokmate scraps $21M funding round
after the round | Quarrelsome CEO resigns weeks after $10M Series A
many companies | Debate apps have raised $100M this year, led by Quarrelsome's $10M
no name | Don't raise $10M
debt | Kreditwala raises Rs 100 crore via NCDs
debt | Meganorth lève 500 millions d'euros d'obligations
listed | Oil explorer Meganorth raises $60M to drill in Ghana via placing
stakes | Fund raises stake in Meganorth to $21M
trade | Meganorth leads $21M suit against Wokmate
the crowd for equity | Wokmate launches campaign on Crowdcube, aims for £500k
a letter before a figure | P500 million drug haul seized
a letter before a figure | R150 million of food spoils at harbour
debt | Chaiwallah secures $10M from BlackSoil in debt round
listed | Askerly Announces $100 Million PIPE Financing
good cause | Askerly gets $10M from Bill & Melinda Gates Foundation
good cause | Meganorth raises $10M for Red Cross
public source | Airline secures $100M lifeline from government
takeover | Meganorth raises $3B by selling its tile unit
takeover | Early investors exit Chaiwallah with $40 Mn
a story | Interview: Jan Vos on raising €24M
a story | Podcast: how Harbourly raised €24M
a story | Harbourly raised €24M by pretending to be AI, lawsuit says
fund | Heron Ventures announces Fund III at €240M
after an earlier round | Harbourly, which raised €24M last year, opens an office
after an earlier round | A year after raising $21M, Harbourly opens an office
money in hand | With $300M in cash, Meganorth can wait
a word in a title | Meganorth Invests $300M in Solar
a word in a title | Heron Ventures Invests in Nonprofits
given away | Jan Vos gives $25M to CDC
debt | Meganorth raises $1.6B from private clients in convertible debt
listed | Tessellate raises $150M in crowdsale
in the making | Report: Tessellate raising $200M
good cause | Jan Vos raises $43M in February
good cause | Vossler raises $1M for campaign
listed | Boxly eyes 2027 IPO, raises $48M in public offering
what it is for | Meganorth invests $50m to build Townsville plant
what it is for | A $31 million fund will help Trueleaf's suppliers
many companies | VCs put $25M into AI startups
a story | Tessellate raised $700M on lies
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def funding(text: str) -> list[Mention]:
    item = Item("feed", "k", ItemKind.ARTICLE, text.partition("\n")[0], text, "https://news.example/1")
    return [mention for mention in detect(item) if mention.kind is SignalKind.FUNDING]


@pytest.mark.parametrize(("kind", "text", "company", "amount", "named", "investors"), rows(TOLD))
def test_a_round_is_read_however_it_is_told(
    kind: str, text: str, company: str, amount: str, named: str, investors: str
) -> None:
    (mention,) = funding(text)
    fields = {name: value.value for name, value in mention.fields.items()}
    assert fields.get("company", "") == company, kind
    assert f"{fields.get('amount', '')} {fields.get('currency', '')}".strip() == amount
    assert fields.get("round", "") == named
    names = {investor_key(v) for name, v in fields.items() if name.startswith(("investor_", "lead_investor_"))}
    assert names == {investor_key(name) for name in investors.split(";") if name.strip()}


@pytest.mark.parametrize(("kind", "text"), rows(NOT_TOLD))
def test_its_neighbour_tells_of_no_round(kind: str, text: str) -> None:
    assert funding(text) == [], kind
