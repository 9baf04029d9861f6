"""Further ways of telling a move, each told in several words, with look-alikes that tell none."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.job_change import detect

# Text | person; direction; title; company; where from | …
TWO_OFFICES_SIDE_BY_SIDE = """
Paula Finn resigns as Ridgeway CEO, CTO Mark Sauer to succeed her | Paula Finn; leave; CEO; Ridgeway; - | Mark Sauer; \
promote; CEO; Ridgeway; -
Paula Finn quits as Ridgeway CFO, Mark Sauer named interim | Paula Finn; leave; CFO; Ridgeway; - | Mark Sauer; \
interim; CFO; Ridgeway; -
Ridgeway announced the departure of its senior vice president, Claims, Paula Finn. | Paula Finn; leave; senior vice \
president, Claims; Ridgeway; -
Ridgeway promotes its head of design to CTO | -; promote; CTO; Ridgeway; -
"""
BY_AN_OFFICE_ALONE = """
Ridgeway CEO to step down | -; leave; CEO; Ridgeway; -
Ridgeway's finance chief to leave | -; leave; finance chief; Ridgeway; -
Ridgeway Fires COO Five Weeks Before Flotation | -; leave; COO; Ridgeway; -
"""
WAYS_OF_GOING = """
Chief marketing officer Paula Finn has parted ways with Ridgeway, the company confirmed. | Paula Finn; leave; Chief \
marketing officer; Ridgeway; -
After nine years, Paula Finn is saying goodbye to Ridgeway, where she was general counsel | Paula Finn; leave; \
general counsel; Ridgeway; -
The head of hardware at Ridgeway, Mark Sauer, has been shown the door. | Mark Sauer; leave; head of hardware; \
Ridgeway; -
Ridgeway said on Monday its chief executive, Mark Sauer, had quit with immediate effect. | Mark Sauer; leave; chief \
executive; Ridgeway; -
Ridgeway announced that CPO Paula Finn would be leaving the ticket app at the end of May. | Paula Finn; leave; CPO; \
Ridgeway; -
Ridgeway said its chief operating officer, Mark Sauer, will leave the carrier next month. | Mark Sauer; leave; chief \
operating officer; Ridgeway; -
Mark Sauer resigned as chief executive of Ridgeway under pressure from the attorney general. | Mark Sauer; leave; \
chief executive; Ridgeway; -
Ridgeway finance director Paula Finn to retire in 2031 | Paula Finn; leave; finance director; Ridgeway; -
Today is my last day as CEO of Ridgeway | -; leave; CEO; Ridgeway; -
Ridgeway-Chef Mark Sauer muss gehen, Kestrel-Chefin Paula Finn übernimmt | Mark Sauer; leave; Chef; Ridgeway; - | \
Paula Finn; join; Chef; Ridgeway; Kestrel
"""
ONE_GOES_AS_ANOTHER_COMES = """
Paula Finn returns as Ridgeway CEO as Mark Sauer exits | Paula Finn; join; CEO; Ridgeway; - | Mark Sauer; leave; CEO; \
Ridgeway; -
Ridgeway's Mark Sauer is out as CEO, former Kestrel CFO Paula Finn is in | Mark Sauer; leave; CEO; Ridgeway; - | \
Paula Finn; join; CEO; Ridgeway; Kestrel
Ridgeway appoints Paula Finn interim CEO as Mark Sauer moves to executive chair | Paula Finn; interim; interim CEO; \
Ridgeway; - | Mark Sauer; leave; CEO; Ridgeway; -
Ridgeway: Mark Sauer moves to executive chairman, Paula Finn from Kestrel is our new CEO | Mark Sauer; leave; CEO; \
Ridgeway; - | Paula Finn; join; CEO; Ridgeway; Kestrel
Mark Sauer, who has led Ridgeway since 2015, will become chairman and be succeeded as CEO by Paula Finn. | Mark Sauer; \
leave; CEO; Ridgeway; - | Paula Finn; join; CEO; Ridgeway; -
Paula Finn is back as chief executive of Ridgeway, taking the reins from Mark Sauer. | Paula Finn; join; chief \
executive; Ridgeway; - | Mark Sauer; leave; chief executive; Ridgeway; -
Ridgeway has replaced its chief executive, Mark Sauer, with Paula Finn, the former boss of Coach. | Mark Sauer; leave; \
chief executive; Ridgeway; - | Paula Finn; join; chief executive; Ridgeway; -
Ridgeway said chief growth officer Paula Finn was leaving. VP of Marketing Mark Sauer will fill in while the company \
searches for a replacement. | Paula Finn; leave; chief growth officer; Ridgeway; - | Mark Sauer; interim; chief \
growth officer; Ridgeway; -
Ridgeway announced the departure of its chief actuary, Paula Finn. Her duties will be assumed on an interim basis by \
Mark Sauer. | Paula Finn; leave; chief actuary; Ridgeway; - | Mark Sauer; interim; chief actuary; Ridgeway; -
Paula Finn démissionne de son poste de directrice générale de Ridgeway pour rejoindre Kestrel | Paula Finn; leave; \
directrice générale; Ridgeway; - | Paula Finn; join; -; Kestrel; Ridgeway
Mark Sauer deja su cargo como director general de Ridgeway; le sustituye Paula Finn, hasta ahora directora comercial. \
| Mark Sauer; leave; director general; Ridgeway; - | Paula Finn; promote; director general; Ridgeway; -
"""
WAYS_OF_COMING = """
Ridgeway Payments strengthened its bench with the hire of industry veteran Mark Sauer, who will oversee sales as the \
company's first chief revenue officer. | Mark Sauer; join; chief revenue officer; Ridgeway Payments; -
Ridgeway announced the election of two new independent directors, Paula Finn and Mark Sauer, to its board. | Paula \
Finn; join; independent director; Ridgeway; - | Mark Sauer; join; independent director; Ridgeway; -
Ridgeway appoints two vice presidents, Paula Finn and Mark Sauer | Paula Finn; join; vice president; Ridgeway; - | \
Mark Sauer; join; vice president; Ridgeway; -
Ridgeway Capital has recruited Mark Sauer, formerly head of M&A at Kestrel, as a partner in its Frankfurt office. | \
Mark Sauer; join; partner; Ridgeway Capital; Kestrel
Ridgeway taps ex-Kestrel ads boss Mark Sauer to replace Paula Finn as chief executive | Mark Sauer; join; chief \
executive; Ridgeway; Kestrel | Paula Finn; leave; chief executive; Ridgeway; -
Ridgeway names former Kestrel chief Mark Sauer as CEO | Mark Sauer; join; CEO; Ridgeway; Kestrel
Ridgeway's Paula Finn promoted to chief commercial officer | Paula Finn; promote; chief commercial officer; \
Ridgeway; -
Paula Finn will assume the position of Chief Compliance Officer at Ridgeway, taking over from Mark Sauer, who is \
moving to its advisory council. | Paula Finn; join; Chief Compliance Officer; Ridgeway; - | Mark Sauer; leave; Chief \
Compliance Officer; Ridgeway; -
Paula Finn joins Ridgeway as controller; she was with Tri-County Carriers. | Paula Finn; join; controller; Ridgeway; -
Das Berliner Start-up Ridgeway holt sich mit Paula Finn eine neue CTO von Kestrel. | Paula Finn; join; CTO; Ridgeway; \
Kestrel
Paula Finn wechselt als Marketingleiterin von Kestrel zu Ridgeway. | Paula Finn; join; Marketingleiterin; Ridgeway; \
Kestrel
"""
BY_THE_WAY = """
Reuters - Ridgeway Software chief executive Mark Sauer resigned on Friday. | Mark Sauer; leave; chief executive; \
Ridgeway Software; -
Mark Sauer, who was ousted as head of Kestrel two years ago, has been appointed chief executive of Ridgeway. | Mark \
Sauer; join; chief executive; Ridgeway; -
Ridgeway shuffled its top management, bringing in Mark Sauer from rival Kestrel as head of merchandising. | Mark \
Sauer; join; head of merchandising; Ridgeway; Kestrel
Executive moves: Ridgeway hires former Kestrel finance head as CFO | -; join; CFO; Ridgeway; -
Industry Veteran Mark Sauer Joins Ridgeway Board of Directors | Mark Sauer; join; Board of Directors; Ridgeway; -
Paula Finn, interim CFO of Ridgeway, has been given the job permanently. | Paula Finn; promote; CFO; Ridgeway; -
Ridgeway's founding CEO Mark Sauer hands the reins to Paula Finn | Mark Sauer; leave; founding CEO; Ridgeway; - | \
Paula Finn; join; CEO; Ridgeway; -
The chief executive of Ridgeway, the isle's biggest cinema chain, is to step down. | -; leave; chief executive; \
Ridgeway; -
Ridgeway's new boss is Paula Finn | Paula Finn; join; boss; Ridgeway; -
Ridgeway-Chef Mark Sauer muss gehen | Mark Sauer; leave; Chef; Ridgeway; -
"""
NAMES_AND_ASIDES = """
Ridgeway's first head of sales, ex-Kestrel manager Mark Sauer, departs | Mark Sauer; leave; head of sales; Ridgeway; -
Ridgeway CEO Mark Sauer Announces Retirement; Paula Finn to Become CEO | Mark Sauer; leave; CEO; Ridgeway; - | Paula \
Finn; join; CEO; Ridgeway; -
Paula “Polly” Finn named CEO of Ridgeway | Paula “Polly” Finn; join; CEO; Ridgeway; -
Ridgeway appoints Sir Mark Sauer KBE as chair | Mark Sauer; join; chair; Ridgeway; -
Paula Finn promoted to partner at Ridgeway & Lowe | Paula Finn; promote; partner; Ridgeway & Lowe; -
"""
FOR_REASONS_OF_ANOTHER_KIND = """
Ridgeway names Paula Finn chief executive after death of Mark Sauer | Paula Finn; join; chief executive; Ridgeway; -
Ridgeway CEO Mark Sauer resigns after lawsuit | Mark Sauer; leave; CEO; Ridgeway; -
Ridgeway CEO Mark Sauer ousted after panel finds misconduct | Mark Sauer; leave; CEO; Ridgeway; -
Ridgeway names award-winning designer Paula Finn as chief creative officer | Paula Finn; join; chief creative officer; \
Ridgeway; -
Ridgeway hires former deputy attorney general Paula Finn as general counsel | Paula Finn; join; general counsel; \
Ridgeway; -
Ridgeway names Paula Finn, a keynote speaker and author, as CMO | Paula Finn; join; CMO; Ridgeway; -
Ridgeway Games hires Kestrel Sports veteran Paula Finn as CFO | Paula Finn; join; CFO; Ridgeway Games; Kestrel Sports
"""
IN_GERMAN = """
Mark Sauer verlässt den Vorstand von Ridgeway | Mark Sauer; leave; Vorstand; Ridgeway; -
Mark Sauer rückt in den Vorstand der Ridgeway AG auf | Mark Sauer; promote; Vorstand; Ridgeway; -
Ridgeway beruft Mark Sauer in den Vorstand | Mark Sauer; join; Vorstand; Ridgeway; -
Ridgeway-Gründer Mark Sauer zieht sich aus der Geschäftsführung zurück | Mark Sauer; leave; Geschäftsführung; \
Ridgeway; -
Mit Paula Finn hat Ridgeway eine neue Leiterin Marketing. | Paula Finn; join; Leiterin Marketing; Ridgeway; -
Paula Finn hat zum 1. März die Position der Leiterin Personal bei Ridgeway übernommen. | Paula Finn; join; Leiterin \
Personal; Ridgeway; -
Paula Finn startet als Head of Marketing bei Ridgeway | Paula Finn; join; Head of Marketing; Ridgeway; -
Mark Sauer muss als Vorstandschef von Ridgeway gehen | Mark Sauer; leave; Vorstandschef; Ridgeway; -
Ridgeway ernennt Mark Sauer zum Geschäftsführer Österreich | Mark Sauer; join; Geschäftsführer; Ridgeway; -
"""
KINDS = {
    "offices side by side": TWO_OFFICES_SIDE_BY_SIDE,
    "an office alone": BY_AN_OFFICE_ALONE,
    "going": WAYS_OF_GOING,
    "one for another": ONE_GOES_AS_ANOTHER_COMES,
    "coming": WAYS_OF_COMING,
    "by the way": BY_THE_WAY,
    "names and asides": NAMES_AND_ASIDES,
    "reasons of another kind": FOR_REASONS_OF_ANOTHER_KIND,
    "in German": IN_GERMAN,
}
TELL_NOTHING = """
Ridgeway CEO Paula Finn parts ways with supplier Kestrel
Ridgeway CEO Paula Finn says goodbye to paper invoices
Ridgeway CEO Paula Finn bids farewell to London office
Ridgeway CEO to leave hospital on Friday
Ridgeway CEO Paula Finn to leave social network
Ridgeway CEO to step down from charity board
Ridgeway CEO to exit China
Ridgeway CEO to depart for Davos
Ridgeway CEO to retire brand name
Ridgeway CEO to move on from scandal
Ridgeway chief Paula Finn quits X
Union boss Mark Sauer resigns
Army chief Mark Sauer steps down
"It is a good year," added Paula Finn, chief executive of Ridgeway.
"We won," announced Ridgeway CFO Mark Sauer.
Rotary club elects Paula Finn president
Paula Finn, who will oversee the project with the CTO, said costs were falling.
Mark Sauer will serve as an adviser to the chief executive of Ridgeway.
Paula Finn is back as a guest at Ridgeway CEO forum
Ridgeway CEO Mark Sauer is in, rivals are out
Three independent directors, Paula Finn and Mark Sauer among them, voted against the deal
Kestrel joins Ridgeway as partner
Ridgeway CFO Paula Finn would be leaving money on the table, analysts said
Ridgeway, whose chief executive Mark Sauer resigned last year, posted a loss.
Ridgeway chief Mark Sauer out of hospital
Meet the new boss: AI
Rovers chief executive Mark Sauer quits after relegation
Former Ridgeway CEO Mark Sauer leaves prison after appeal
Former Ridgeway CEO Mark Sauer leaves court after hearing
Ridgeway chief executive Mark Sauer named person of the year after record sales
Governor appoints former Ridgeway chief executive Mark Sauer as envoy after election
Investors cheered when Ridgeway hired its last CEO.
Ridgeway makes CEO Mark Sauer a billionaire
Paula Finn, CEO of Ridgeway, joined Mark Sauer, CFO of Kestrel, on stage
Mark Sauer joins Paula Finn to discuss the CEO role
Team president Mark Sauer steps down
President names Paula Finn head of trade agency
UN names Paula Finn head of climate office
City hires Paula Finn as chief technology officer
Ridgeway CEO Mark Sauer announces departure from coal
Ridgeway CEO Mark Sauer announces retirement plan for staff
Ridgeway-Chef Mark Sauer holt mehr Frauen in den Vorstand
Ridgeway-CEO Mark Sauer hat den Konkurrenten Kestrel übernommen
Ridgeway-Chef muss neue Wege gehen
Mark Sauer aus dem Vorstand von Ridgeway lobt die Politik
Ridgeway nomme un médiateur, annonce le PDG Mark Sauer
Ridgeway CEO Mark Sauer was given a standing ovation
Ridgeway CEO Mark Sauer was handed the award
Lakers appoint Coach Mark Sauer as general manager
Mark Sauer, chief executive of the brewer Ridgeway, brushed aside reports that he was about to step down
Ridgeway CEO Mark Sauer dismissed speculation that he would resign
"""
NAMES = ("person", "direction", "title", "company", "from_company")


def _item(text: str) -> Item:
    return Item(source="feed", key="k", kind=ItemKind.ARTICLE, title=text[:200], text=text, url="")


@pytest.mark.parametrize(
    "case", [f"{kind}: {line}" for kind, lines in KINDS.items() for line in lines.splitlines()[1:]]
)
def test_a_phrase_tells_its_moves(case: str) -> None:
    _, _, line = case.partition(": ")
    text, *expected = line.split(" | ")
    mentions = detect(_item(text))
    assert all(field.quote.stands_in(text) for one in mentions for field in one.fields.values())
    assert {"; ".join(one.value(name) or "-" for name in NAMES) for one in mentions} == set(expected)


@pytest.mark.parametrize("text", TELL_NOTHING.splitlines()[1:])
def test_a_look_alike_tells_no_move(text: str) -> None:
    assert detect(_item(text)) == ()
