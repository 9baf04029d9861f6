"""What looks like a round and is none. Every company and investor is invented; states and public bodies are not."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from agent.domain.signals import SignalKind
from signals.detectors.funding import detect

# text | why
NO_ROUNDS = """
Tessellate in talks to raise $50M at $500M valuation | talks
Tessellate is raising $50M, sources say | talks
Tessellate seeks $50M in new funding | talks
Tessellate plans to raise $50M | talks
Tessellate said to be raising $50M Series C | talks
Tessellate reportedly raising at $1B valuation | talks
Tessellate to raise $500M | talks
Tessellate looks to raise $20M from Oakhollow Partners | talks
Tessellate nears $50M funding round | talks
Tessellate close to raising $50M led by Oakhollow Partners | talks
Tessellate eyes $100M Series D | talks
Tessellate could raise up to $100M | talks
Larkspur Ventures raises $300M fund | fund
Larkspur Ventures closes $300M for third fund | fund
Larkspur Ventures Raises $1.2 Billion | fund
Oakhollow Partners closes Fund IV at $450 million | fund
Oakhollow launches $100M fund for climate startups | fund
New VC firm Heronbank raises $40M to invest in seed-stage startups | fund
Tidewater Growth announces final close of €200m fund | fund
Corporate giant Meganorth sets up $100M venture fund | fund
Tessellate secures $50M in debt financing from Oakhollow Bank | debt
Tessellate raises $50M in venture debt | debt
Tessellate lands $50M credit facility | debt
Tessellate closes $50 million term loan | debt
Tessellate raises $1 billion in bond sale | debt
Tessellate wins $2M grant to study grout | grant
Tessellate receives $2.3 million NSF grant | grant
Tessellate awarded $10 million contract by city of Oslo | contract
Tessellate wins $10M army contract | contract
Tessellate lands $20M deal with Meganorth | contract
Meganorth acquires Tessellate for $90M | acquisition
Meganorth bets $3.5B on Tessellate | acquisition
Meganorth to buy Tessellate for $2.1 billion | acquisition
Meganorth completes $2.1 billion acquisition of Tessellate | acquisition
Tessellate sells majority stake for $40M | acquisition
Tessellate, which raised $9M last year, shuts down | look back
Tessellate shuts down after raising $9M | look back
Startup that raised $120M files for bankruptcy | look back
How Tessellate raised $9M in six weeks | look back
How I raised $1.2M for my startup | look back
Why Tessellate raised $9M it did not need | look back
Tessellate had raised $9M before it ran out of grout | look back
Tessellate, backed by $9M from Oakhollow Partners, lays off half its staff | look back
One year after raising $9M, Tessellate pivots to paint | look back
Tessellate has raised $30M to date | look back
Tessellate raised $9M in 2014. Where is it now? | look back
Meganorth raises full-year guidance to $3 billion | guidance
Meganorth raises revenue forecast to $3bn | guidance
Bank raises Meganorth price target to $300 | guidance
Analysts raise Meganorth target price to $120 | guidance
Meganorth raises dividend to $0.50 a share | dividend
Meganorth raises prices by $10 a month | prices
Meganorth raises its minimum wage to $15 an hour | wage
Central bank raises interest rates by 0.25 points | rates
Meganorth deal raises questions over $4B tax bill | questions
Charity walk raises $2 million for cancer research | charity
Celebrity auction raises $3.1m for flood victims | charity
Teen raises $10,000 on GoFundMe to help janitor | plea
Senator raises $6 million in online donations | campaign
Presidential hopeful Jane Marlow raises $26 million in third quarter | campaign
Painting raises $30 million at auction | auction
Smartwatch raises $1 million on Kickstarter | crowdfunding
Tessellate raises $300M in IPO | ipo
Tessellate prices IPO at $18 a share | ipo
Tessellate files to raise $100M in IPO | ipo
Tessellate IPO raises $250 million, beating expectations | ipo
Tessellate raises $80M in secondary offering | offering
Indian startups raised $5.2B in the first half | aggregate
European fintech companies raise record $2B in Q3 | aggregate
VC funding falls to $12B in second quarter | aggregate
Robotics market to reach $30 billion by 2030, report says | market study
Global grout market worth $4.5 billion by 2027, at 6% CAGR | market study
Meganorth invests $1 billion in new factory in Texas | capex
Meganorth invests $4 billion in Poland | capex
Meganorth to invest $500M in renewable energy | capex
Meganorth fined $50M over privacy breach | fine
Tessellate secures $9M settlement from Meganorth | settlement
Court awards Tessellate $9M in patent case | settlement
Meganorth lands in trouble over $9M invoice | noise
Man raises 1,000 chickens | noise
How to raise a Series A | advice
Ask HN: Should I raise a seed round? | advice
Raising a seed round: lessons learned | advice
The Series A crunch is real | advice
Lessons from raising our Series B | advice
Is it harder to raise a Series A in 2016? | advice
Tips to close your seed round faster | advice
Series A funding explained | advice
Meganorth closes $40M data center | noise
Meganorth closes 50 stores | noise
Meganorth raises the bar for batteries | noise
New study raises fears of $1 trillion climate bill | noise
Meganorth scores $5 billion tax break | tax
Meganorth gets $300M tax credit from state | tax
Tessellate surpasses $100M in annual recurring revenue | results
Tessellate reports $9M quarterly loss | results
Tessellate has a $1B valuation and no revenue | valuation
Tessellate raises hell over $9M bill | noise
Hackers steal $9M from Tessellate | noise
Town raises $9 million for new library | civic
University raises $1 billion in fundraising drive | charity
Church raises $9,000 for roof | charity
Government raises $2.5 billion from spectrum auction | civic
Senator gets $3m from tobacco industry, denies favours | campaign
Marlow gets $3M from health industry, trial lawyers | campaign
Tessellate gets $4M from European Commission to study grout | grant
Tessellate gets $536M from Meganorth | settlement
Tessellate nets $1 billion from Meganorth spinoff | proceeds
Tessellate announces a new round of layoffs | noise
Argentina raises $16 billion | state
Greece raises $4 billion from investors | state
Blackstone raises $18B for property | fund
Red Cross raises $12 million | charity
Meganorth closes $41 billion Tessellate deal | acquisition
Meganorth raises bid for Tessellate to $8.8 billion | acquisition
Meganorth raises $4 billion in share, bond sale | offering
Tessellate raised about $31 million from Heron Capital and others before being bought by Meganorth | look back
Two new funds are here: K Fund raised €50 million, while Daphne secured €150 million | fund
Meganorth raises €100M to finance startups | fund
Meganorth secures $8B financing for Tessellate deal | acquisition
Tessellate raised $20M and laid off 25% | look back
Tessellate raised $336M, sold for $15M | look back
Toy Story 7 raises $120M at the box office | noise
Tessellate co-founder raises twins | noise
Startup Tallyho raised $60M, then vanished | look back
Little Oakhollow gets £20m to rebuild its station | civic
Meganorth raises 5.8bn pounds from shareholders | offering
Yale gets $10M to digitise its maps | grant
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def tells_of_a_round(text: str) -> bool:
    item = Item("feed", "k", ItemKind.ARTICLE, text.partition("\n")[0], text, "https://news.example/1")
    return any(mention.kind is SignalKind.FUNDING for mention in detect(item))


@pytest.mark.parametrize(("text", "why"), rows(NO_ROUNDS))
def test_what_is_no_round_raises_nothing(text: str, why: str) -> None:
    assert not tells_of_a_round(text), why
