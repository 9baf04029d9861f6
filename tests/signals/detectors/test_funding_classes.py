"""Rounds by the class of evidence that tells them, and what looks like one by the class that speaks against it.

Every company and investor is invented, but for firms whose other names the table of investors knows.
"""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from agent.domain.signals import Mention, SignalKind
from signals.detectors.funding import detect, doubtful
from signals.extract.funding_evidence import WEIGHTS
from signals.extract.funding_grammar import claim

# class | text | company | amount and currency | round | investors
TOLD = """
any verb takes the amount | Tessellate slots another $9M into place in round led by Oakhollow Partners | Tessellate | \
9000000 USD | | Oakhollow Partners
any verb takes the amount | Tessellate spins up $9M for tiling robots | Tessellate | 9000000 USD | |
any verb takes the amount | Quillfern sprouts to a $900M price tag with a $90M cash infusion from Oakhollow Partners | \
Quillfern | 90000000 USD | | Oakhollow Partners
any verb takes the amount | Quillfern flies away with $9M Series B | Quillfern | 9000000 USD | series_b |
a weak verb and a source | Oslo's Fjordpay takes NOK 90m from Heron Ventures and Kinnhavn for ferry tickets | \
Fjordpay | 90000000 NOK | | Heron Ventures; Kinnhavn
a weak verb and a source | Fjordpay wins $8 million check from Heron Ventures | Fjordpay | 8000000 USD | | \
Heron Ventures
a weak verb and a noun | Fjordpay gets $20M lifeline from Meganorth | Fjordpay | 20000000 USD | | Meganorth
a weak verb and a batch | Fjordpay (YC W21) gets $3M to bring back sails | Fjordpay | 3000000 USD | |
the subject invests | Heron Ventures makes $21 million growth investment in freight software leader Cargonaut | \
Cargonaut | 21000000 USD | growth | Heron Ventures
the subject invests | Jane Marlow, Tom Quay toss $1.2M at coupon startup Tokenly | Tokenly | 1200000 USD | | \
Jane Marlow; Tom Quay
the subject invests | Heron Ventures doubles down on Tessellate with $90M check | Tessellate | 90000000 USD | | \
Heron Ventures
the subject invests | Investors pour $130M into implant maker Corticala | Corticala | 130000000 USD | |
the subject invests | Heron Ventures leads $14M bet on Gradekeeper | Gradekeeper | 14000000 USD | | Heron Ventures
the amount opens | $7M for Tessellate: Oakhollow Partners bets on bathrooms | Tessellate | 7000000 USD | | \
Oakhollow Partners
the amount opens | A $5 million vote of confidence for Tessellate's robots, from Heron Ventures | Tessellate | \
5000000 USD | | Heron Ventures
the amount opens | Fresh $17M in hand, Hullproof goes after the giants | Hullproof | 17000000 USD | |
the amount is owned | Tessellate's new $11M will put a robot in every bathroom | Tessellate | 11000000 USD | |
the amount is owned | Quillfern's €66M: Heron Ventures leads, Meganorth, Sandvik and Kinnhavn follow | Quillfern | \
66000000 EUR | | Heron Ventures; Meganorth; Sandvik; Kinnhavn
an aside | Quillfern surfaces from stealth with $6M, Heron Ventures and Kinnhavn on board | Quillfern | \
6000000 USD | | Heron Ventures; Kinnhavn
an aside | Disk maker Stashport comes out of hiding with $5M in tow | Stashport | 5000000 USD | |
an aside | Stashport fills up its Series E with another $35M; Kinnhavn and Schonfeldt in | Stashport | \
35000000 USD | series_e | Kinnhavn; Schonfeldt
no amount | Compiler startup Rigotto gets funded by Andreessen Horowitz | Rigotto | | | Andreessen Horowitz
no amount | Sikavolt lands nine-figure round from Heron Ventures | Sikavolt | | | Heron Ventures
told of somebody | Nobody likes forms, says Ada Lund, whose company, Umbra Mutual, has collected $7 million from \
Heron Ventures | Umbra Mutual | 7000000 USD | | Heron Ventures
told of somebody | We raised $1.4M to end paper invoices (billparse.example) | billparse.example | 1400000 USD | |
told of somebody | Ledgerly says it has raised $28 million in new funding | Ledgerly | 28000000 USD | |
told of somebody | We are thrilled to share that Loomwright has raised $14M in a round led by Heron Ventures | \
Loomwright | 14000000 USD | | Heron Ventures
nobody named | Grout recycler gets Series C cheque for $70 million | | 70000000 USD | series_c |
nobody named | Heron-funded tiling app gets another $15M | | 15000000 USD | |
a wire | BERGEN, March 4, 2026 /PRNewswire/ -- Tyrellan Foods, Inc., a maker of kelp snacks, announced today the \
completion of an oversubscribed $6 million Series B financing co-led by Heron Capital and Deerholm Management | \
Tyrellan Foods | 6000000 USD | series_b | Heron Capital; Deerholm Management
a wire | OSLO, 12 May 2026 (GLOBE NEWSWIRE) -- Fenwright Tiles Limited (“Fenwright”) is delighted to announce a \
£3.1m investment from Kinnhavn Partners | Fenwright Tiles | 3100000 GBP | | Kinnhavn Partners
a second subject | After a $4 million acquisition of a rival, meal company Basketeer has now closed a round of its \
own: €7 million from Heron Ventures | Basketeer | 7000000 EUR | | Heron Ventures
the crowd for equity | Sleepwell takes €2 million from 900 sleepers in second crowdfunding round | Sleepwell | \
2000000 EUR | crowdfunding |
spelled amounts | Tilewright worth $4B after half-billion-dollar round from Heron Ventures | Tilewright | \
500000000 USD | | Heron Ventures
German | Heron Ventures und Kinnhavn Capital stecken 3,5 Mio. Euro in das Kölner Start-up Rheinblick | Rheinblick | \
3500000 EUR | | Heron Ventures; Kinnhavn Capital
German | Geldspritze für Fliesen-Hersteller Luftikus: 7 Millionen Euro frisches Kapital | Luftikus | 7000000 EUR | |
German | Rheinblick schließt Series-C-Finanzierung über 75 Millionen Dollar ab | Rheinblick | 75000000 USD | series_c |
French | La jeune pousse Bluepinède réalise une série C de 38 millions d'euros | Bluepinède | 38000000 EUR | series_c |
French | Bluepinède annonce avoir levé 84 millions d'euros | Bluepinède | 84000000 EUR | |
French | Levée de fonds de 20 millions d'euros pour Bluepinède | Bluepinède | 20000000 EUR | |
Spanish | Olivarera capta 10 millones de euros en una serie B encabezada por Heron Ventures | Olivarera | \
10000000 EUR | series_b | Heron Ventures
Spanish | La startup española Olivarera recibe una inversión de 30 millones de dólares | Olivarera | 30000000 USD | |
"""

# class | text
NOT_TOLD = """
debt | Tessellate secures £14m revolving credit facility from Oakhollow Bank
debt | Rheinblick sammelt 2 Milliarden Euro mit Anleihe ein
public source | Tessellate gets $2 million from Utah Enterprise Fund
public source | Oakhollow Foundation gives $1M to grout startup for school work
public money | Tidewave wins £4m grant from the sea council to trial wave power
fund | Former tilers raise $75M for grout-focused venture firm
fund | Heron Ventures gathers $175 million for its second India fund
not yet | Tessellate said to be raising at $2 billion valuation
not yet | Meganorth weighs $5B investment in Quillfern
not yet | Tessellate aims to close $50 mn round by autumn, says founder
not yet | Tessellate could land $30M from Heron Ventures, sources say
not yet | Quillfern denies report it raised $5B
not yet | Olivarera busca una ronda de 20 millones de euros
long past | Bluepinède a levé 30 millions d'euros en cinq ans : histoire d'un échec
long past | Since its 2012 launch Tessellate has taken in $48 million from Heron Ventures and Kinnhavn
long past | Tessellate raised $20M. Then came the frost
long past | The Series A deck that got Tessellate $9M
end of a company | Fresh from $20M Series E, Tessellate cuts its Bergen office
public market | BERGEN (Newswire) - Tile maker Infinitum raised 1.2 billion euros from a share placement
public market | Tessellate raises $2.3B in listing, priced at $72 a share
public market | Coinpurse raises $150M in token sale
takeover | Meganorth snaps up Tessellate for $58M
takeover | Meganorth takes Tessellate private in $1.1B deal
takeover | Rheinblick erhält 2 Milliarden Euro aus Verkauf von Anteilen
trade | Tessellate secures £30m city data deal
trade | Tessellate posts first-quarter revenue of $7.6M, up 41%
trade | Oslo FC land Marlow on a three-year, $9M deal
capital project | Meganorth pours $85M into wind farm in Nevada
capital project | Der Bund steckt 50 Millionen Euro in Fliesenforschung
good cause | Bergen raises £1m for water
good cause | Gala brings in $4.1 million for children's hospital
good cause | Jane Marlow hauls in $3 million in two months
crowd goods | Tile game hits $8M on Kickstarter
many companies | 23 Nordic startups raise $212M, led by Tessellate and Quillfern
many companies | Tile funding hits $22B, led by Tessellate's $600M round
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


def test_the_body_gives_in_full_what_the_title_rounds() -> None:
    text = (
        "Basketeer closes near-$100m financing\n"
        "The Bergen-based meal company took in $96m from Meganorth, with Heron Ventures among those investing again."
    )
    (mention,) = funding(text)
    assert (mention.value("company"), mention.value("amount")) == ("Basketeer", "96000000")
    assert investors_of(mention) == {"Meganorth", "Heron Ventures"}


def test_an_extension_is_told_with_the_size_it_brings_the_round_to() -> None:
    text = (
        "Backers Heron Ventures and Kinnhavn doubled down on tile startup Slatewell, which brings its Series C to $41M."
    )
    (mention,) = funding(text)
    assert (mention.value("company"), mention.value("amount")) == ("Slatewell", "41000000")
    assert (mention.value("round"), investors_of(mention)) == ("series_c", {"Heron Ventures", "Kinnhavn"})
