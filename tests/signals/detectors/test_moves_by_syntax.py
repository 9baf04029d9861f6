"""Each kind of sentence tells its moves in whatever words: who acts, which person, which office, which company."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.job_change import detect

# Text | person; direction; title; company; where from | …
LISTS_THAT_LEAVE_OUT_THE_VERB = """
Ridgeway has filled three posts: Paula Finn joins as chief people officer from Oslo Energy, Mark Sauer as general \
counsel from Bellamy, and Ida Roos as VP of Sales. | Paula Finn; join; chief people officer; Ridgeway; Oslo Energy | \
Mark Sauer; join; general counsel; Ridgeway; Bellamy | Ida Roos; join; VP of Sales; Ridgeway; -
Ridgeway promoted Paula Finn to chief operating officer and Mark Sauer to chief financial officer. | Paula Finn; \
promote; chief operating officer; Ridgeway; - | Mark Sauer; promote; chief financial officer; Ridgeway; -
Paula Finn was named chief operating officer of Ridgeway, Mark Sauer chief financial officer and Ida Roos general \
counsel. | Paula Finn; join; chief operating officer; Ridgeway; - | Mark Sauer; join; chief financial officer; \
Ridgeway; - | Ida Roos; join; general counsel; Ridgeway; -
Paula Finn becomes chief operating officer at Ridgeway, with Mark Sauer as chief financial officer. | Paula Finn; \
join; chief operating officer; Ridgeway; - | Mark Sauer; join; chief financial officer; Ridgeway; -
Ridgeway: Paula Finn appointed COO, Mark Sauer CFO | Paula Finn; join; COO; Ridgeway; - | Mark Sauer; join; CFO; \
Ridgeway; -
Ridgeway hired Paula Finn as chief marketing officer, and Mark Sauer as head of data. | Paula Finn; join; chief \
marketing officer; Ridgeway; - | Mark Sauer; join; head of data; Ridgeway; -
Paula Finn has been elevated to chief executive of Ridgeway and Mark Sauer to managing director. | Paula Finn; \
promote; chief executive; Ridgeway; - | Mark Sauer; promote; managing director; Ridgeway; -
"""
OPEN_AREAS_OF_WORK = """
Ridgeway named Paula Finn vice president of cold storage. | Paula Finn; join; vice president of cold storage; \
Ridgeway; -
Paula Finn joins Ridgeway as director of textile sourcing. | Paula Finn; join; director of textile sourcing; \
Ridgeway; -
Paula Finn, head of municipal lending at Ridgeway, has resigned. | Paula Finn; leave; head of municipal lending; \
Ridgeway; -
Ridgeway appoints Paula Finn head of green hydrogen. | Paula Finn; join; head of green hydrogen; Ridgeway; -
Ridgeway hires Paula Finn as executive vice president of franchise growth; she starts in May. | Paula Finn; join; \
executive vice president of franchise growth; Ridgeway; -
"""
CLAUSES_BEHIND_A_NAME = """
Ridgeway has hired Paula Finn, a 12-year veteran of Oslo Energy, as chief financial officer. | Paula Finn; join; \
chief financial officer; Ridgeway; Oslo Energy
Ridgeway named Paula Finn, a former Oslo Energy executive, to be its chief financial officer. | Paula Finn; join; \
chief financial officer; Ridgeway; Oslo Energy
Paula Finn, who was treasurer of Oslo Energy, becomes chief financial officer of Ridgeway. | Paula Finn; join; chief \
financial officer; Ridgeway; Oslo Energy
Paula Finn, who has been chief financial officer of Ridgeway since 2017, is leaving. | Paula Finn; leave; chief \
financial officer; Ridgeway; -
Paula Finn, who serves as Ridgeway's chief technology officer, will step down on Friday. | Paula Finn; leave; chief \
technology officer; Ridgeway; -
Ridgeway's chief financial officer, who joined in 2011, is to retire in June. | -; leave; chief financial officer; \
Ridgeway; -
The chief executive of Ridgeway, who has run the chain since 2011, has quit. | -; leave; chief executive; Ridgeway; \
-
"""
SEVERAL_WHO_GO_OR_COME = """
Three executives are leaving Ridgeway: finance chief Paula Finn, CTO Mark Sauer and head of sales Ida Roos. | Paula \
Finn; leave; finance chief; Ridgeway; - | Mark Sauer; leave; CTO; Ridgeway; - | Ida Roos; leave; head of sales; \
Ridgeway; -
Ridgeway announced two departures: Paula Finn, chief product officer, and Mark Sauer, vice president of sales. | \
Paula Finn; leave; chief product officer; Ridgeway; - | Mark Sauer; leave; vice president of sales; Ridgeway; -
Ridgeway announces new hires: Paula Finn, CMO; Mark Sauer, VP of Product. | Paula Finn; join; CMO; Ridgeway; - | \
Mark Sauer; join; VP of Product; Ridgeway; -
Both Paula Finn, Ridgeway's chief financial officer, and Mark Sauer, its chief operating officer, are stepping down. \
| Paula Finn; leave; chief financial officer; Ridgeway; - | Mark Sauer; leave; chief operating officer; Ridgeway; -
Chief financial officer Paula Finn and operations head Mark Sauer have left Ridgeway. | Paula Finn; leave; Chief \
financial officer; Ridgeway; - | Mark Sauer; leave; operations head; Ridgeway; -
Paula Finn and Mark Sauer were named chief executive and chief financial officer of Ridgeway, respectively. | Paula \
Finn; join; chief executive; Ridgeway; - | Mark Sauer; join; chief financial officer; Ridgeway; -
Paula Finn and Mark Sauer have left their respective posts as chief executive and finance director of Ridgeway. | \
Paula Finn; leave; chief executive; Ridgeway; - | Mark Sauer; leave; finance director; Ridgeway; -
Paula Finn (CTO) and Mark Sauer (CFO) join the Ridgeway team. | Paula Finn; join; CTO; Ridgeway; - | Mark Sauer; \
join; CFO; Ridgeway; -
"""
INTERIM_BY_PERSON = """
Paula Finn has resigned as chief executive of Ridgeway, and Mark Sauer will be interim chief executive until a \
permanent one is found. | Paula Finn; leave; chief executive; Ridgeway; - | Mark Sauer; interim; interim chief \
executive; Ridgeway; -
Ridgeway fired CEO Paula Finn and named CFO Mark Sauer acting CEO. | Paula Finn; leave; CEO; Ridgeway; - | Mark \
Sauer; interim; acting CEO; Ridgeway; -
Ridgeway named Paula Finn chief executive, ending Mark Sauer's spell as interim chief executive. | Paula Finn; join; \
chief executive; Ridgeway; -
Paula Finn takes over as permanent CEO of Ridgeway from interim CEO Mark Sauer. | Paula Finn; join; CEO; Ridgeway; - \
| Mark Sauer; leave; interim CEO; Ridgeway; -
Ridgeway finance director Paula Finn will run the company on an interim basis after chief executive Mark Sauer quit. \
| Paula Finn; interim; chief executive; Ridgeway; - | Mark Sauer; leave; chief executive; Ridgeway; -
"""
INTENTS_OF_ANOTHER = """
Ridgeway said it had received notice from Paula Finn of her intention to resign as chief financial officer. | Paula \
Finn; leave; chief financial officer; Ridgeway; -
Paula Finn told the board of her decision to step down as chief executive of Ridgeway. | Paula Finn; leave; chief \
executive; Ridgeway; -
Ridgeway received a letter from Paula Finn about her plan to retire as chief executive. | Paula Finn; leave; chief \
executive; Ridgeway; -
Paula Finn informed colleagues of her intention to leave her post as chief executive of Ridgeway. | Paula Finn; \
leave; chief executive; Ridgeway; -
Ridgeway announced it had accepted from Paula Finn her resignation as finance director. | Paula Finn; leave; finance \
director; Ridgeway; -
"""
LEADS_WITHOUT_AN_OFFICE = """
Paula Finn takes the reins at Ridgeway | Paula Finn; join; -; Ridgeway; -
Mark Sauer hands over the helm of Ridgeway to Paula Finn | Mark Sauer; leave; -; Ridgeway; - | Paula Finn; join; -; \
Ridgeway; -
Mark Sauer is passing the baton at Ridgeway to operations chief Paula Finn | Mark Sauer; leave; -; Ridgeway; - | \
Paula Finn; promote; -; Ridgeway; -
Paula Finn lands the top job at Ridgeway | Paula Finn; join; -; Ridgeway; -
Paula Finn has taken charge of Ridgeway after Mark Sauer's resignation as chief executive. | Paula Finn; join; chief \
executive; Ridgeway; - | Mark Sauer; leave; chief executive; Ridgeway; -
"""
GOES_BESIDE_WHO_COMES = """
Ridgeway appoints Paula Finn CEO; Mark Sauer to step down | Paula Finn; join; CEO; Ridgeway; - | Mark Sauer; leave; \
-; Ridgeway; -
Ridgeway names Paula Finn chief executive as Mark Sauer retires | Paula Finn; join; chief executive; Ridgeway; - | \
Mark Sauer; leave; -; Ridgeway; -
Paula Finn named president of Ridgeway; Mark Sauer resigns | Paula Finn; join; president; Ridgeway; - | Mark Sauer; \
leave; -; Ridgeway; -
Ridgeway taps Paula Finn as COO, says Mark Sauer will depart | Paula Finn; join; COO; Ridgeway; - | Mark Sauer; \
leave; -; Ridgeway; -
"""
NAMED_IN_THE_NEXT_SENTENCE = """
Ridgeway has a new chief financial officer. Paula Finn joins from Oslo Energy. | Paula Finn; join; chief financial \
officer; Ridgeway; Oslo Energy
Ridgeway appointed a new finance director on Monday. Paula Finn, 47, previously worked for Oslo Energy. | Paula \
Finn; join; finance director; Ridgeway; Oslo Energy
Ridgeway names a new chief marketing officer. Paula Finn comes from Oslo Energy. | Paula Finn; join; chief marketing \
officer; Ridgeway; Oslo Energy
Ridgeway has hired a chief data officer. Paula Finn was previously at Oslo Energy. | Paula Finn; join; chief data \
officer; Ridgeway; Oslo Energy
"""
NAMES_OF_OTHER_CALLINGS = """
Summit Foods names Paula Finn chief financial officer | Paula Finn; join; chief financial officer; Summit Foods; -
Cardinal Logistics hires Paula Finn as COO | Paula Finn; join; COO; Cardinal Logistics; -
Bishop Capital hires Paula Finn as chief operating officer | Paula Finn; join; chief operating officer; Bishop \
Capital; -
Captain Foods promotes Paula Finn to chief financial officer | Paula Finn; promote; chief financial officer; Captain \
Foods; -
Court Hotels appoints Paula Finn as chief executive officer | Paula Finn; join; chief executive officer; Court \
Hotels; -
"""
AWAY_FROM_ANOTHER = """
Paula Finn was hired away from Oslo Energy to become Ridgeway's first chief data officer. | Paula Finn; join; chief \
data officer; Ridgeway; Oslo Energy
Paula Finn was lured from Oslo Energy to be chief executive of Ridgeway. | Paula Finn; join; chief executive; \
Ridgeway; Oslo Energy
Paula Finn was poached from Oslo Energy to become Ridgeway's general counsel. | Paula Finn; join; general counsel; \
Ridgeway; Oslo Energy
Ridgeway has lured Paula Finn away from Oslo Energy to be its chief technology officer. | Paula Finn; join; chief \
technology officer; Ridgeway; Oslo Energy
Ridgeway said chief executive Paula Finn would be replaced by Mark Sauer, currently head of sales at Oslo Energy. | \
Paula Finn; leave; chief executive; Ridgeway; - | Mark Sauer; join; chief executive; Ridgeway; Oslo Energy
"""
TO_THE_CHAIR = """
Ridgeway chief executive Paula Finn will become executive chairman, and finance chief Mark Sauer will succeed her. | \
Paula Finn; leave; chief executive; Ridgeway; - | Mark Sauer; promote; chief executive; Ridgeway; -
Paula Finn, Ridgeway's CEO, is to become its non-executive chairman in May. | Paula Finn; leave; CEO; Ridgeway; -
Paula Finn will give up the CEO post to become chairman of Ridgeway. | Paula Finn; leave; CEO; Ridgeway; -
Ridgeway's founder and CEO, Paula Finn, moves up to chairman; Mark Sauer becomes CEO | Paula Finn; leave; founder \
and CEO; Ridgeway; - | Mark Sauer; join; CEO; Ridgeway; -
"""
STAYS_IN_THE_HOUSE = """
Paula Finn succeeds Mark Sauer as finance director of Ridgeway. Sauer becomes chief executive. | Paula Finn; join; \
finance director; Ridgeway; - | Mark Sauer; promote; chief executive; Ridgeway; -
Ridgeway named Paula Finn CFO to replace Mark Sauer, who becomes chief operating officer. | Paula Finn; join; CFO; \
Ridgeway; - | Mark Sauer; promote; chief operating officer; Ridgeway; -
Paula Finn will take over as CFO of Ridgeway from Mark Sauer, who will become president. | Paula Finn; join; CFO; \
Ridgeway; - | Mark Sauer; promote; president; Ridgeway; -
"""
PLAIN_STATEMENTS = """
Ridgeway has lost its chief actuary. | -; leave; chief actuary; Ridgeway; -
Paula Finn, previously at Oslo Energy, is Ridgeway's new head of supply chain. | Paula Finn; join; head of supply \
chain; Ridgeway; Oslo Energy
Paula Finn is Ridgeway's new chief executive. | Paula Finn; join; chief executive; Ridgeway; -
Paula Finn, president of Ridgeway's dairy division, has resigned to take a job elsewhere. | Paula Finn; leave; \
president; Ridgeway; -
Ridgeway chief executive Mark Sauer is stepping aside. Chief operating officer Paula Finn takes over on Monday. | \
Mark Sauer; leave; chief executive; Ridgeway; - | Paula Finn; promote; chief executive; Ridgeway; -
Finance chief Paula Finn will act as chief executive of Ridgeway for the time being. | Paula Finn; interim; chief \
executive; Ridgeway; -
"""
TOLD_BY_THE_WAY = """
Ridgeway has appointed Paula Finn, a partner at Oslo Advisers, as strategy director. | Paula Finn; join; strategy \
director; Ridgeway; Oslo Advisers
Ridgeway hired Paula Finn, an engineer at Oslo Energy, as chief technology officer. | Paula Finn; join; chief \
technology officer; Ridgeway; Oslo Energy
Steelmaker Ridgeway fired finance chief Paula Finn and its head of sales, Mark Sauer. | Paula Finn; leave; finance \
chief; Ridgeway; - | Mark Sauer; leave; head of sales; Ridgeway; -
Ridgeway ousted chief executive Paula Finn and chief financial officer Mark Sauer. | Paula Finn; leave; chief \
executive; Ridgeway; - | Mark Sauer; leave; chief financial officer; Ridgeway; -
Bookmaker Ridgeway said chief executive Paula Finn would take early retirement. | Paula Finn; leave; chief \
executive; Ridgeway; -
Ridgeway named Paula Finn chief executive, succeeding founder Mark Sauer. | Paula Finn; join; chief executive; \
Ridgeway; - | Mark Sauer; leave; chief executive; Ridgeway; -
"""
WHOSE_NEWS = """
Paula Finn has moved to Ridgeway, where she will be head of sales. | Paula Finn; join; head of sales; Ridgeway; -
Toymaker Ridgeway Games said chief financial officer Paula Finn had resigned. | Paula Finn; leave; chief financial \
officer; Ridgeway Games; -
Amid pressure from investor Oslo Energy, Ridgeway Foods said CEO Paula Finn would leave. | Paula Finn; leave; CEO; \
Ridgeway Foods; -
"""
KINDS = {
    "lists that leave out the verb": LISTS_THAT_LEAVE_OUT_THE_VERB,
    "open areas of work": OPEN_AREAS_OF_WORK,
    "clauses behind a name": CLAUSES_BEHIND_A_NAME,
    "several who go or come": SEVERAL_WHO_GO_OR_COME,
    "interim by person": INTERIM_BY_PERSON,
    "intents of another": INTENTS_OF_ANOTHER,
    "leads without an office": LEADS_WITHOUT_AN_OFFICE,
    "goes beside who comes": GOES_BESIDE_WHO_COMES,
    "named in the next sentence": NAMED_IN_THE_NEXT_SENTENCE,
    "names of other callings": NAMES_OF_OTHER_CALLINGS,
    "away from another": AWAY_FROM_ANOTHER,
    "to the chair": TO_THE_CHAIR,
    "stays in the house": STAYS_IN_THE_HOUSE,
    "plain statements": PLAIN_STATEMENTS,
    "told by the way": TOLD_BY_THE_WAY,
    "whose news": WHOSE_NEWS,
}
CASES = [
    pytest.param(line, id=f"{kind}: {line[:40]}") for kind, lines in KINDS.items() for line in lines.strip().split("\n")
]
NAMES = ("person", "direction", "title", "company", "from_company")


def article(text: str) -> Item:
    return Item(
        source="feed", key="a1", kind=ItemKind.ARTICLE, title=text[:200], text=text, url="https://news.example/a1"
    )


@pytest.mark.parametrize("case", CASES)
def test_a_kind_of_sentence_tells_its_moves_in_whatever_words(case: str) -> None:
    text, *expected = case.split(" | ")
    mentions = detect(article(text))
    assert all(field.quote.stands_in(text) for one in mentions for field in one.fields.values())
    assert {"; ".join(one.value(name) or "-" for name in NAMES) for one in mentions} == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Ridgeway has called off its search for a chief executive, Paula Finn said.",
        "Elm Partners has called on Ridgeway to replace chief executive Paula Finn.",
        "Paula Finn, the new chief executive of Ridgeway, said sales rose 8 percent.",
        "Paula Finn, whose resignation as chief executive was announced last year, will receive severance.",
        "Paula Finn left Oslo Energy in 2018 to found Ridgeway. She is its chief executive.",
        "Paula Finn, who has led Ridgeway as chief executive since 2011, opened a plant on Monday.",
        "Ridgeway would be better off without chief executive Paula Finn, an investor said.",
        "Two directors quit Ridgeway in a row over chief executive Paula Finn's pay.",
        "Dozens of employees left Ridgeway to protest against CEO Paula Finn.",
        "Hundreds of traders resigned after Ridgeway chief executive Paula Finn cut bonuses.",
        "Chief executive succession at Ridgeway: what investors should know",
        "Ridgeway will not replace finance chief Paula Finn, it said.",
    ],
)
def test_what_is_no_move_is_not_told(text: str) -> None:
    assert detect(article(text)) == ()
