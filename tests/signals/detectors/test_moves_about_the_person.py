"""Who moves is told by the words that are about the person: no speaker, thing or firm, no club that somebody leaves."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.job_change import detect

# Text | person; direction; title; company; where from | …; a text alone tells nothing.
QUOTATIONS = """
"I am stepping down as chief executive at the end of June," said Paula Finn of Ridgeway. | Paula Finn; leave; chief \
executive; Ridgeway; -
"I have decided to retire," said Mark Sauer, Ridgeway's chief executive. | Mark Sauer; leave; chief executive; \
Ridgeway; -
"Finding good engineers is what keeps me up; we lose two a month," says Nora Lind, chief technology officer of Tarn.
"I will leave no stone unturned," said Paula Finn, chief financial officer of Ridgeway.
"We quit smoking together," says Mark Sauer, CEO of Ridgeway.
"We hired too fast, and then we had to let people go," said Ridgeway CEO Mark Sauer, who will speak about it in May.
“Customers leave when you stop listening,” says Ida Roos, head of sales at Oslo Energy.
"Retire early? I would be bored," laughs Ida Roos, chief executive of Ridgeway.
"People join companies and leave managers," said Paula Finn, chief people officer at Ridgeway.
"I named the first product after my dog," Paula Finn, chief executive of Ridgeway, told investors.
Paula Finn, chief executive of Ridgeway, says she lost five kilos and "quit sugar" last spring.
"We are delighted that Paula Finn will join Ridgeway as chief financial officer," said Mark Sauer, chairman. | Paula \
Finn; join; chief financial officer; Ridgeway; -
Ridgeway has appointed Paula Finn as chief financial officer. "She will fire up the team," said Mark Sauer, chief \
executive. | Paula Finn; join; chief financial officer; Ridgeway; -
"It's time to move on," said Paula Finn, who is resigning as chief executive of Ridgeway. | Paula Finn; leave; chief \
executive; Ridgeway; -
"""
NO_EMPLOYER = """
Ridgeway CEO leaves Facebook over privacy row
Ridgeway CEO quits X after week of abuse
Tarn chief executive deletes account and leaves LinkedIn
Oslo Energy boss leaves golf club after membership row
Ridgeway CEO Mark Sauer leaves Twitter after backlash
Ridgeway CEO Mark Sauer quits White House business panel
Ridgeway CEO Mark Sauer leaves trade group over climate
Tarn founder and CEO Nora Lind leaves hospital after surgery
Tarn CEO Nora Lind leaves London for Singapore
Ridgeway chief walks out of hearing
Ridgeway CEO leaves meeting in tears
Ridgeway CEO Mark Sauer leaves Ridgeway | Mark Sauer; leave; CEO; Ridgeway; -
Ridgeway CEO leaves company after threats | -; leave; CEO; Ridgeway; -
Oslo Energy CFO Mark Sauer leaves for Tarn | Mark Sauer; leave; CFO; Oslo Energy; -
Ridgeway CEO Mark Sauer quits | Mark Sauer; leave; CEO; Ridgeway; -
Ridgeway's chief executive leaves the retailer after threats | -; leave; chief executive; Ridgeway; -
"""
NO_PERSON = """
Ridgeway names AI agent as chief marketing officer
Tarn appoints robot CEO
Ridgeway hires a labrador as chief happiness officer
Ridgeway appoints Oakfold Partners as its agency of record, says head of marketing
Drinks maker Tarn makes an algorithm its chief executive
Ridgeway promotes office dog Biscuit to chief morale officer
Oslo Energy names bot 'Tang' as rotating CEO of subsidiary
Tarn appoints virtual assistant as head of human resources
Ridgeway taps search firm to find new CFO
Ridgeway appoints Hollis & Crane to handle media; marketing director pleased
Oslo Energy unveils mascot as new chief fun officer
Ridgeway appoints accountancy firm as interim finance chief
Ridgeway appoints former banker as chief financial officer | -; join; chief financial officer; Ridgeway; -
"""
WITHOUT_A_NAME = """
Ridgeway Names Interim CEO | -; interim; Interim CEO; Ridgeway; -
Ridgeway appoints new chief financial officer | -; join; chief financial officer; Ridgeway; -
Oslo Energy Appoints Interim CFO | -; interim; Interim CFO; Oslo Energy; -
The Harbour Office has named an acting port administrator while the search goes on, a spokesman said. | -; join; \
acting port administrator; Harbour Office; -
Tarn hires its first chief people officer | -; join; chief people officer; Tarn; -
Ridgeway names acting chief executive | -; join; acting chief executive; Ridgeway; -
Tarn taps interim finance chief | -; interim; interim finance chief; Tarn; -
Ridgeway to name interim CEO next week, sources say
Ridgeway has not named an interim CEO
Ridgeway considers interim CEO
Why Every Startup Names Interim CEO Too Late
"""
OUT_OF_RETIREMENT = """
Ridgeway said on Friday that founder Paula Finn, 68, will come out of retirement to become chief executive, succeeding \
Mark Sauer, who resigned. | Paula Finn; join; chief executive; Ridgeway; - | Mark Sauer; leave; chief executive; \
Ridgeway; -
Former boss Paula Finn is coming out of retirement to serve as interim chief executive of Ridgeway. | Paula Finn; \
interim; interim chief executive; Ridgeway; -
Paula Finn came out of retirement to run Ridgeway as chief executive in place of Mark Sauer, who quit on Monday. | \
Paula Finn; join; chief executive; Ridgeway; - | Mark Sauer; leave; chief executive; Ridgeway; -
Ridgeway has lured Paula Finn out of retirement to be its finance director. | Paula Finn; join; finance director; \
Ridgeway; -
Paula Finn will return from retirement to become chief executive of Ridgeway, replacing Mark Sauer, who stepped down. \
| Paula Finn; join; chief executive; Ridgeway; - | Mark Sauer; leave; chief executive; Ridgeway; -
Paula Finn comes out of retirement to take over as Ridgeway CEO | Paula Finn; join; CEO; Ridgeway; -
Retired chief executive Paula Finn came out of retirement to sail round the world.
"""
PAIRS_OF_ONE_VERB = """
Ridgeway made Paula Finn senior vice president of planning, Mark Sauer senior vice president of stores and Ida Roos \
vice president of data. | Paula Finn; join; senior vice president of planning; Ridgeway; - | Mark Sauer; join; senior \
vice president of stores; Ridgeway; - | Ida Roos; join; vice president of data; Ridgeway; -
Tarn yesterday named Paula Finn chief operating officer, Mark Sauer chief financial officer and Ida Roos general \
counsel. Each was promoted from within. | Paula Finn; promote; chief operating officer; Tarn; - | Mark Sauer; promote; \
chief financial officer; Tarn; - | Ida Roos; promote; general counsel; Tarn; -
Ridgeway has appointed Paula Finn chief marketing officer and Mark Sauer head of logistics. Both are internal \
promotions. | Paula Finn; promote; chief marketing officer; Ridgeway; - | Mark Sauer; promote; head of logistics; \
Ridgeway; -
Tarn appointed Paula Finn head of retail, Mark Sauer head of wholesale and Ida Roos head of export. | Paula Finn; \
join; head of retail; Tarn; - | Mark Sauer; join; head of wholesale; Tarn; - | Ida Roos; join; head of export; Tarn; -
Oslo Energy elevated Paula Finn to president of its wind unit, Mark Sauer to vice president of grid planning and Ida \
Roos to treasurer. | Paula Finn; promote; president of its wind unit; Oslo Energy; - | Mark Sauer; promote; vice \
president of grid planning; Oslo Energy; - | Ida Roos; promote; treasurer; Oslo Energy; -
"""
PREDECESSORS = """
Ridgeway has a new head of stores: Paula Finn started on Monday. She fills the gap left by Mark Sauer, who retired in \
May. | Paula Finn; join; head of stores; Ridgeway; - | Mark Sauer; leave; head of stores; Ridgeway; -
Paula Finn has been named finance director of Ridgeway. She fills the vacancy left by Mark Sauer, who left in the \
autumn. | Paula Finn; join; finance director; Ridgeway; - | Mark Sauer; leave; finance director; Ridgeway; -
Ridgeway appointed Paula Finn as general counsel. She steps into the shoes of Mark Sauer, who retired last month. | \
Paula Finn; join; general counsel; Ridgeway; - | Mark Sauer; leave; general counsel; Ridgeway; -
Tarn names Paula Finn chief executive, filling the void left by Mark Sauer's resignation. | Paula Finn; join; chief \
executive; Tarn; - | Mark Sauer; leave; chief executive; Tarn; -
Paula Finn joins Tarn as marketing director. She takes the place of Mark Sauer, who has moved abroad. | Paula Finn; \
join; marketing director; Tarn; - | Mark Sauer; leave; marketing director; Tarn; -
"""
GERMAN = """
Jana Vogel rückt bei der Nordlicht Optik GmbH von der Vertriebsleiterin zur Geschäftsführerin auf. | Jana Vogel; \
promote; Geschäftsführerin; Nordlicht Optik; -
Uwe Kern steigt bei Nordlicht Optik vom Bereichsleiter zum Finanzvorstand auf. | Uwe Kern; promote; Finanzvorstand; \
Nordlicht Optik; -
Bei der Nordlicht SE wird Uwe Kern vom Prokuristen zum Geschäftsführer befördert. | Uwe Kern; promote; \
Geschäftsführer; Nordlicht; -
Die Nordlicht Optik GmbH hat Jana Vogel zur Geschäftsführerin bestellt. | Jana Vogel; join; Geschäftsführerin; \
Nordlicht Optik; -
Die Nordlicht Optik GmbH & Co. KG hat Jana Vogel zur Geschäftsführerin bestellt. | Jana Vogel; join; \
Geschäftsführerin; Nordlicht Optik; -
Uwe Kern wird neuer Vorstandsvorsitzender der Nordlicht AG. | Uwe Kern; join; Vorstandsvorsitzender; Nordlicht; -
Uwe Kern rückt in der zweiten Reihe auf und freut sich.
"""
NAMES_OF_COMPANIES = """
Regional baker Hollands' has a new chief executive: Paula Finn, previously sales director at Oslo Energy. | Paula \
Finn; join; chief executive; Hollands'; Oslo Energy
Miller's names Paula Finn chief executive | Paula Finn; join; chief executive; Miller's; -
Paula Finn has joined Miller's as chief financial officer. | Paula Finn; join; chief financial officer; Miller's; -
Paula Finn, chief financial officer of Miller's, has resigned. | Paula Finn; leave; chief financial officer; Miller's; \
-
The Coastal Water Board has appointed Paula Finn as chief executive. | Paula Finn; join; chief executive; Coastal \
Water Board; -
The National Harbour Agency named Paula Finn its chief information officer. | Paula Finn; join; chief information \
officer; National Harbour Agency; -
The Patent Office has hired Paula Finn as chief technology officer. | Paula Finn; join; chief technology officer; \
Patent Office; -
Paula Finn was named chief information officer of the Fisheries Department. | Paula Finn; join; chief information \
officer; Fisheries Department; -
The National Medicines Board has dismissed its chief scientist, Paula Finn. | Paula Finn; leave; chief scientist; \
National Medicines Board; -
The sudden departure of Paula Finn as chief executive leaves Ridgeway, one of the Midwest's largest grocers, without a \
leader. | Paula Finn; leave; chief executive; Ridgeway; -
Ridgeway, one of Europe's biggest bakers, named Paula Finn chief executive. | Paula Finn; join; chief executive; \
Ridgeway; -
Ridgeway, once the West Country's proudest brewer, has lost its chief executive Paula Finn. | Paula Finn; leave; chief \
executive; Ridgeway; -
The exit of finance chief Mark Sauer leaves Tarn, a darling of the Nordics, looking for its third in two years. | Mark \
Sauer; leave; finance chief; Tarn; -
"""
BESIDE_LOOK_ALIKES = """
Ridgeway names software executive as chief executive | -; join; chief executive; Ridgeway; -
Ridgeway names company veteran as chief executive | -; join; chief executive; Ridgeway; -
Ridgeway hires law firm partner Paula Finn as general counsel | Paula Finn; join; general counsel; Ridgeway; -
Ridgeway appoints former auditor Paula Finn as finance director | Paula Finn; join; finance director; Ridgeway; -
Ridgeway appoints bank executive as chief financial officer | -; join; chief financial officer; Ridgeway; -
Chief executive leaves network operator after a year, Ridgeway says | -; leave; Chief executive; Ridgeway; -
Ridgeway fired chief executive Mark Sauer on Monday | Mark Sauer; leave; chief executive; Ridgeway; -
Ridgeway has removed Mark Sauer as president of the company | Mark Sauer; leave; president; Ridgeway; -
Ridgeway named Paula Finn president of the group | Paula Finn; join; president; Ridgeway; -
Ridgeway says its chief executive, Mark Sauer, quit on Friday after board talks | Mark Sauer; leave; chief executive; \
Ridgeway; -
Ridgeway shareholders vote to oust chief executive Mark Sauer | Mark Sauer; leave; chief executive; Ridgeway; -
Ridgeway confirms Paula Finn as chief executive | Paula Finn; join; chief executive; Ridgeway; -
Ridgeway announces new CFO Paula Finn | Paula Finn; join; CFO; Ridgeway; -
"""
NAMES = ("person", "direction", "title", "company", "from_company")
KINDS = (
    BESIDE_LOOK_ALIKES,
    QUOTATIONS,
    NO_EMPLOYER,
    NO_PERSON,
    WITHOUT_A_NAME,
    OUT_OF_RETIREMENT,
    PAIRS_OF_ONE_VERB,
    PREDECESSORS,
    GERMAN,
    NAMES_OF_COMPANIES,
)
CASES = [line for kind in KINDS for line in kind.strip().split("\n")]


def article(text: str) -> Item:
    return Item(
        source="feed", key="a1", kind=ItemKind.ARTICLE, title=text[:200], text=text, url="https://news.example/a1"
    )


@pytest.mark.parametrize("case", CASES)
def test_who_moves_is_told_by_words_about_the_person(case: str) -> None:
    text, *expected = case.split(" | ")
    mentions = detect(article(text))
    assert all(field.quote.stands_in(text) for one in mentions for field in one.fields.values())
    assert {"; ".join(one.value(name) or "-" for name in NAMES) for one in mentions} == set(expected)
