"""Rounds by the class of evidence that tells them, and what looks like one by the class that speaks against it.

Every company and investor is invented, but for firms whose other names the table of investors knows.
"""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from agent.domain.signals import Mention, SignalKind
from signals.detectors.funding import detect, doubtful
from signals.extract.funding.evidence import WEIGHTS
from signals.extract.funding.grammar import claim

# class | text | company | amount and currency | round | investors
TOLD = """
any verb takes the amount | Tessellate squirrels away $9M from Oakhollow Partners for its bathroom robots | \
Tessellate | \
9000000 USD | | Oakhollow Partners
any verb takes the amount | Tilewright magics up $4M to laser-cut slate | Tilewright | 4000000 USD | |
any verb takes the amount | Slatewell wanders off with a $31M Series B | Slatewell | 31000000 USD | series_b |
a weak verb and a source | Fjordpay receives SEK 44m from Heron Ventures and Kinnhavn | Fjordpay | 44000000 SEK | | \
Heron Ventures; Kinnhavn
a weak verb and a source | Harbour-robot firm Quaymate gets ¥3.1bn from Denso | Quaymate | 3100000000 JPY | | Denso
a weak verb and a source | Mudlark, a start-up that dates pottery, was handed $2m by the venture arm of Meganorth | \
Mudlark | 2000000 USD | | Meganorth
a weak verb and a source | Bookbinder app Foliado gets Rs 80 lakh on angel platform Mintangels | Foliado | \
8000000 INR | | \
Mintangels
a weak verb and a noun | Fjordpay obtains a $20M infusion from Meganorth | Fjordpay | 20000000 USD | | Meganorth
a weak verb and a noun | Glasshelm discloses $41M funding in Form D | Glasshelm | 41000000 USD | |
a weak verb and a batch | Oarsome (YC S20) got $2M and a boathouse | Oarsome | 2000000 USD | |
a weak verb and a purpose | Helio Freight Gets $55M To Put Trucks On Rails | Helio Freight | 55000000 USD | |
a weak verb and a purpose | Stackworth adds $40M as it enters Portugal | Stackworth | 40000000 USD | |
a weak verb and a purpose | Tram-ticket operator Pedalwise gets $12M to go paperless | Pedalwise | 12000000 USD | |
a weak verb and a price | Basketeer adds $120M at $1.1B valuation | Basketeer | 120000000 USD | |
a price and an aside | Inkwell reportedly worth $3bn after landing $250m | Inkwell | 250000000 USD | |
a price and an aside | Velmora raises $90m at a $700m valuation, down from $1.4bn two years ago | Velmora | \
90000000 USD | |
the subject invests | Heron Ventures makes $21 million growth investment in freight software leader Cargonaut | \
Cargonaut | 21000000 USD | growth | Heron Ventures
the subject invests | Kinnhavn and Deerholm Partners chip $3M into knitwear startup Purlwise | Purlwise | \
3000000 USD | | \
Kinnhavn; Deerholm Partners
the subject invests | Heron Ventures backs Tessellate with another $90M | Tessellate | 90000000 USD | | \
Heron Ventures
the subject invests | Angels put $1.1M behind beekeeping start-up Hivecount | Hivecount | 1100000 USD | |
the subject invests | Kestrel Hill Capital has acquired newly issued shares worth $20 million in tutoring company \
Brightnook, marking its first institutional funding | Brightnook | 20000000 USD | | Kestrel Hill Capital
the amount opens | €9M for roof-slate start-up Slatewell | Slatewell | 9000000 EUR | |
the amount opens | Undisclosed sum for herd-health start-up Moolytics as Elmfield comes in | Moolytics | | | Elmfield
the amount opens | With a fresh $17M, Hullproof can hire its second crew | Hullproof | 17000000 USD | |
the amount is labelled | Sparbot: $5.2M more for robot sparring partners | Sparbot | 5200000 USD | |
the amount is owned | Slatewell's latest $11M will pay for quarry drones | Slatewell | 11000000 USD | |
an aside | Larderly is out of stealth with $6M; Heron Ventures and Kinnhavn participate | Larderly | 6000000 USD | | \
Heron Ventures; Kinnhavn
an aside | Verdigris lands Kinnhavn, Heron Ventures in $45M round | Verdigris | 45000000 USD | | \
Kinnhavn; Heron Ventures
an aside | Eight months after its $7 million Series A, Quillmark is back with $30 million more | Quillmark | \
30000000 USD | |
no amount | Compost sensor Rotwell was funded by Andreessen Horowitz this spring | Rotwell | | | Andreessen Horowitz
no amount | Sikavolt closes undisclosed round of funding from Heron Ventures | Sikavolt | | | Heron Ventures
told of somebody | Show HN: We got $2M to build open-source elevators (Liftkit, YC S16) | Liftkit | 2000000 USD | |
told of somebody | Announcing our $11M Series A – Loopwright Blog | Loopwright | 11000000 USD | series_a |
told of somebody | Announcing Our Series B (Tanager) | Tanager | | series_b |
told of somebody | We raised $1.4M to end paper invoices (billparse.example) | billparse.example | 1400000 USD | |
told of somebody | Ledgerly says it has raised $28 million in new funding | Ledgerly | 28000000 USD | |
told of somebody | It feels good to say that Loomwright has raised $14M led by Heron Ventures | Loomwright | \
14000000 USD | | Heron Ventures
nobody named | Two former Meganorth engineers got $10M to rebuild the doorbell | | 10000000 USD | |
nobody named | Kiln maker adds $25M at $300M valuation | | 25000000 USD | |
a wire | BERGEN, March 4, 2026 /PRNewswire/ -- Tyrellan Foods, Inc., which dries kelp, has completed an $18 million \
Series C. Dunmore Growth led | Tyrellan Foods | 18000000 USD | series_c | Dunmore Growth
a wire | OSLO, 12 May 2026 (GLOBE NEWSWIRE) -- Fenwright Tiles Limited (“Fenwright”) today closed a £3.1m equity \
round with Kinnhavn Partners | Fenwright Tiles | 3100000 GBP | | Kinnhavn Partners
a second name | \
The startup behind the viral napping app Dozly, Halfmoon Labs, has raised $4.5 million in seed funding | \
Halfmoon Labs | 4500000 USD | seed |
a described name | Heat-pump Installer Calorwise Raises $20M From Pinecrest Fund, Second Street Ventures | Calorwise | \
20000000 USD | | Pinecrest Fund; Second Street Ventures
the crowd for equity | Sleepwell crowdfunds €2 million for quieter bunk beds | Sleepwell | 2000000 EUR | crowdfunding |
spelled amounts | Rooftop farm Loftgreen lands half-million-dollar seed round | Loftgreen | 500000 USD | seed |
German | Wind-Software-Schmiede Böenwerk holt 6 Mio. Euro. | Böenwerk | 6000000 EUR | |
German | Frisches Kapital für Rheinblick: 7 Millionen Euro von Kiefer Capital | Rheinblick | 7000000 EUR | | \
Kiefer Capital
German | Harburger Lieferdienst Flottkost erhält Millioneninvestment von Hansa Ventures | Flottkost | | | Hansa Ventures
French | Amorçage : Cartonneo lève 1,2 million d'euros auprès de Rivage Capital | Cartonneo | 1200000 EUR | seed | \
Rivage Capital
French | Mijotine boucle un amorçage de 2 millions d'euros avec Quai Ventures | Mijotine | 2000000 EUR | seed | \
Quai Ventures
Spanish | Olivarera consigue 4 millones de euros para prensar en frío | Olivarera | 4000000 EUR | |
"""

# class | text
NOT_TOLD = """
debt | Oakhollow Bank lends Tessellate a £14m overdraft facility
debt | Rheinblick holt 80 Millionen Euro über eine Anleihe
public source | Slatewell gets $2 million from Bergen County Council to reroof schools
public money | Tidewave wins £4m grant to moor its turbines
fund | Quarrymen turned investors raise $75M for their second fund
fund | Heron Ventures is back with $80 million to write seed cheques
not yet | Slatewell could raise at $2 billion, two people say
not yet | Meganorth mulls putting $5B into Quillfern
not yet | Slatewell hopes for $50 mn by autumn
not yet | Olivarera busca 20 millones de euros
long past | Tessellate raised $20M. Then came the frost
long past | What the $9M Series A of Slatewell taught its founder
long past | Lessons from raising our Series B (Tanager)
end of a company | Weeks after a $20M Series E, Slatewell lays off its roofers
end of a company | Carvell Stores emerges from Chapter 11 with $400 million in cash
public market | BERGEN (Newswire) - Infinitum Tiles placed new shares worth 1.2 billion euros with funds
public market | Coinpurse raises $150M in token sale
public market | Kestrel Hill Capital acquires newly issued shares worth $2bn in listed lender Halvorsen
takeover | Meganorth picks Slatewell off the shelf in $58M acquisition
takeover | Rheinblick erhält 40 Millionen Euro aus Verkauf der Fliesensparte
trade | Slatewell gets $600M order from Meganorth
trade | Slatewell books $7.6M of revenue in its first quarter
capital project | Meganorth sinks $85M into a kiln plant in Ohio
capital project | Der Bund steckt 50 Millionen Euro in Fliesenforschung
good cause | Marathon brings in $4.1 million for children's hospital
good cause | Alvarez raises $9 million for Senate bid
good cause | Hargrove raises $12 million in quarter
crowd goods | Folding boat takes $2M on Kickstarter
many companies | Funding for harbour robots fell to $2.4bn in Q3
many companies | Nine tile startups raised $212M between them
no company | Town hospital gets $12M to expand its emergency room
no company | NMRA gets $200M to map the sea bed
no company | Former quarterback gets $30M to coach rivals
no company | Bergen Rovers bank $60m to rebuild their stand
no company | Studio gets $150M to make two more sequels
a pronoun of something else | Vandal paints over mosaic right after it lands £1m
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def article(text: str) -> Item:
    return Item("feed", "k", ItemKind.ARTICLE, text.partition("\n")[0], text, "https://news.example/1")


def funding(text: str) -> list[Mention]:
    return [mention for mention in detect(article(text)) if mention.kind is SignalKind.FUNDING]


def investors_of(mention: Mention) -> set[str]:
    return {value.value for name, value in mention.fields.items() if name.startswith(("investor_", "lead_investor_"))}


@pytest.mark.parametrize(("told_by", "text", "company", "money", "round_", "investors"), rows(TOLD))
def test_a_round_is_found_by_its_evidence(
    told_by: str, text: str, company: str, money: str, round_: str, investors: str
) -> None:
    (mention,) = funding(text)
    amount = mention.value("amount")
    assert (mention.value("company") or "") == company, told_by
    assert (f"{amount} {mention.value('currency')}" if amount else "") == money
    assert (mention.value("round") or "") == round_
    assert investors_of(mention) == {name.strip() for name in investors.split(";") if name.strip()}
    assert all(value.quote.stands_in(text) for value in mention.fields.values())


@pytest.mark.parametrize(("why", "text"), rows(NOT_TOLD))
def test_what_speaks_against_a_round_outweighs_it(why: str, text: str) -> None:
    assert not funding(text), why


def test_doubt_is_marked_and_is_no_event() -> None:
    text = "Tessellate finds $9M to go global"
    assert detect(article(text)) == ()
    mention = doubtful(article(text))
    assert mention is not None
    assert 0.35 <= mention.confidence < 0.9
    assert mention.value("company") == "Tessellate"


def test_what_is_certain_or_out_of_the_question_is_not_in_doubt() -> None:
    assert doubtful(article("Tessellate raises $9M Series A")) is None
    assert doubtful(article("Tessellate in talks to raise $9M")) is None


def test_a_claim_says_which_evidence_it_stands_on() -> None:
    found = claim("Tessellate raises $9M Series A led by Oakhollow Partners")
    assert found is not None
    assert {"raises", "named round", "led by"} <= found.evidence <= WEIGHTS.keys()


def test_every_weight_says_why() -> None:
    assert all(why and abs(weight) < 10 for weight, why in WEIGHTS.values())


def test_we_are_the_blog_that_a_title_ends_with() -> None:
    (mention,) = funding("Announcing our $11M Series A | Loopwright Blog")
    assert (mention.value("company"), mention.value("round")) == ("Loopwright", "series_a")


def test_a_body_that_tells_of_the_round_settles_what_its_title_leaves_in_doubt() -> None:
    title = "Orrery wants to rent out satellites. It now has $27M to try"
    assert not funding(title)
    (mention,) = funding(f"{title}\nFalconridge Ventures led the Series B, the company said on Tuesday.")
    assert (mention.value("company"), mention.value("amount")) == ("Orrery", "27000000")
    assert (mention.value("round"), investors_of(mention)) == ("series_b", {"Falconridge Ventures"})


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Backers include Tarn Ventures, Redgrove and the rapper Kid Marl.", {"Tarn Ventures", "Redgrove", "Kid Marl"}),
        (
            "New investor Harbor Crest Ventures joined existing investors Palisade Partners and Lodestar.",
            {"Harbor Crest Ventures", "Palisade Partners", "Lodestar"},
        ),
        ("Lead investor Cedar Hill Ventures was joined by Hancock.", {"Cedar Hill Ventures", "Hancock"}),
        (
            "Dunmore Growth led, and existing backers Halyard Partners and Fen Capital took part.",
            {"Dunmore Growth", "Halyard Partners", "Fen Capital"},
        ),
        (
            "The money came from Ironwood Ventures with Seabright Seed Capital, which also backed it in 2009.",
            {"Ironwood Ventures", "Seabright Seed Capital"},
        ),
        (
            "Angeführt wird die Runde von Nordkap Ventures, auch der Hansegrund Fonds ist dabei.",
            {"Nordkap Ventures", "Hansegrund Fonds"},
        ),
    ],
)
def test_the_sentences_that_follow_name_the_backers(body: str, names: set[str]) -> None:
    (mention,) = funding(f"Tessellate raises $9M\n{body}")
    assert investors_of(mention) == names
    assert mention.value("round") is None


def test_the_body_gives_in_full_what_the_title_rounds() -> None:
    text = (
        "Basketeer closes near-$100m financing\n"
        "Basketeer, which sells meals by the crate, took in $96m from Meganorth and Heron Ventures."
    )
    (mention,) = funding(text)
    assert (mention.value("company"), mention.value("amount")) == ("Basketeer", "96000000")
    assert investors_of(mention) == {"Meganorth", "Heron Ventures"}


def test_an_extension_is_told_with_the_size_it_brings_the_round_to() -> None:
    text = "Heron Ventures and Kinnhavn put more into roofing startup Slatewell, which brings its Series C to $41M."
    (mention,) = funding(text)
    assert (mention.value("company"), mention.value("amount")) == ("Slatewell", "41000000")
    assert (mention.value("round"), investors_of(mention)) == ("series_c", {"Heron Ventures", "Kinnhavn"})
