"""Job changes are told with every field on its quote; what only sounds like one is not told."""

from __future__ import annotations

from datetime import UTC, datetime
from time import thread_time

import pytest

from agent.domain.items import Item, ItemKind
from agent.domain.signals import Mention, SignalKind
from signals.detectors.job_change import detect


def article(text: str, *, language: str = "en", published_at: datetime | None = None) -> Item:
    return Item(
        source="feed",
        key="a1",
        kind=ItemKind.ARTICLE,
        title=text.partition("\n")[0][:200],
        text=text,
        url="https://news.example/a1",
        language=language,
        published_at=published_at,
    )


def told(text: str, *, language: str = "en", published_at: datetime | None = None) -> list[str]:
    """Each mention as "person; direction; title; company", "-" for what is missing."""
    mentions = detect(article(text, language=language, published_at=published_at))
    for mention in mentions:
        assert all(field.quote.stands_in(text) for field in mention.fields.values())
    return [_row(mention) for mention in mentions]


def _row(mention: Mention) -> str:
    return "; ".join(mention.value(name) or "-" for name in ("person", "direction", "title", "company"))


JOINS = [
    ("Kestrel Labs appoints Dana Okafor as Chief Revenue Officer", "Dana Okafor; join; Chief Revenue Officer; "
                                                                   "Kestrel Labs"),
    ("Kestrel names Inés Prado CFO", "Inés Prado; join; CFO; Kestrel"),
    ("Lumenworks Hires Former Tarn VP Oskar Lind As Chief Product Officer", "Oskar Lind; join; Chief Product "
                                                                            "Officer; Lumenworks"),
    ("Brightpath taps Ly-Huong Tran as its new chief marketing officer.", "Ly-Huong Tran; join; chief marketing "
                                                                          "officer; Brightpath"),
    ("Corvane welcomes Priya Nair as VP of Sales", "Priya Nair; join; VP of Sales; Corvane"),
    ("Maria Lopez joins Hexa Robotics as Head of Engineering", "Maria Lopez; join; Head of Engineering; Hexa Robotics"),
    ("Hexa Robotics has named Tom Becker chief technology officer, effective March 1.", "Tom Becker; join; chief "
                                                                                        "technology officer; Hexa "
                                                                                        "Robotics"),
    ("Anna Schmidt has been appointed Chief Executive Officer of Northwind Foods.", "Anna Schmidt; join; Chief "
                                                                                    "Executive Officer; Northwind "
                                                                                    "Foods"),
    ("Anna Schmidt named CEO at Northwind", "Anna Schmidt; join; CEO; Northwind"),
    ("Tarn Systems brings in Robert J. Halloway as general counsel", "Robert J. Halloway; join; general counsel; "
                                                                     "Tarn Systems"),
    ("Ostrich Pay recruits Mark Vance from Lumenworks as COO", "Mark Vance; join; COO; Ostrich Pay"),
    ("Pelican Cloud poaches Tarn's Julia Stone to be chief information security officer", "Julia Stone; join; chief "
                                                                                          "information security "
                                                                                          "officer; Pelican Cloud"),
    ("Former Tarn executive Kenji Mori joins Pelican Cloud as vice president of customer success.",
"Kenji Mori; join; vice president of customer success; Pelican Cloud"),
    ("BERLIN -- Solvane GmbH, the battery maker, on Monday named Peter Lang as its chief financial officer.",
"Peter Lang; join; chief financial officer; Solvane"),
    ("Sarah Quinn will join Marrow Health next month as chief people officer", "Sarah Quinn; join; chief people "
                                                                               "officer; Marrow Health"),
    ("Marrow Health today announced the appointment of David Cho as Senior Vice President, Global Sales.",
"David Cho; join; Senior Vice President, Global Sales; Marrow Health"),
    ("Elena Rossi to become chief operating officer of Vireo", "Elena Rossi; join; chief operating officer; Vireo"),
    ("Elena Rossi takes over as CEO of Vireo", "Elena Rossi; join; CEO; Vireo"),
    ("Greg Hart will assume the role of president of Vireo Outdoor.", "Greg Hart; join; president; Vireo Outdoor"),
    ("Quillon picks Nina Berg to be its next chief executive", "Nina Berg; join; chief executive; Quillon"),
    ("Quillon selects Nina Berg, 48, as chief executive officer", "Nina Berg; join; chief executive officer; Quillon"),
    ("Nina Berg, formerly of Tarn, has joined Quillon as Chief Customer Officer.", "Nina Berg; join; Chief Customer "
                                                                                   "Officer; Quillon"),
    ("Fintech startup Ledgerly hires its first CMO, Chloe Martin", "Chloe Martin; join; CMO; Ledgerly"),
    ("Ledgerly Appoints New CFO Chloe Martin", "Chloe Martin; join; CFO; Ledgerly"),
    ("The board of Ledgerly Inc. elected Samuel Adeyemi president and chief executive officer.",
"Samuel Adeyemi; join; president and chief executive officer; Ledgerly"),
    ("Dr. Hannah Weiss joins Ledgerly as Chief Data Officer", "Hannah Weiss; join; Chief Data Officer; Ledgerly"),
    ("Ledgerly adds Frank Müller as head of revenue operations", "Frank Müller; join; head of revenue operations; "
                                                                 "Ledgerly"),
    ("Oakfold turns to Helen Marsh as CEO", "Helen Marsh; join; CEO; Oakfold"),
    ("Oakfold said it has hired Helen Marsh, a former Lumenworks executive, as its chief information officer.",
"Helen Marsh; join; chief information officer; Oakfold"),
    ("Helen Marsh starts as VP Marketing at Oakfold", "Helen Marsh; join; VP Marketing; Oakfold"),
    ("Oakfold announces Helen Marsh as Chief Commercial Officer", "Helen Marsh; join; Chief Commercial Officer; "
                                                                  "Oakfold"),
    ("Helen Marsh was hired as Director of Engineering at Oakfold this week.", "Helen Marsh; join; Director of "
                                                                               "Engineering; Oakfold"),
    ("Helen Marsh's appointment as chief financial officer of Oakfold takes effect on May 4.",
"Helen Marsh; join; chief financial officer; Oakfold"),
    ("Trailmark Names Joseph P. Doyle, Jr. Executive Vice President and Chief Financial Officer",
"Joseph P. Doyle, Jr.; join; Executive Vice President and Chief Financial Officer; Trailmark"),
    ("Oakfold Promotes Helen Marsh to Chief Operating Officer", "Helen Marsh; promote; Chief Operating Officer; "
                                                                "Oakfold"),
    ("Helen Marsh has been promoted to senior vice president of operations at Oakfold.", "Helen Marsh; promote; "
                                                                                         "senior vice president of "
                                                                                         "operations; Oakfold"),
    ("Oakfold elevates COO Helen Marsh to CEO", "Helen Marsh; promote; CEO; Oakfold"),
    ("Oakfold names current CFO Helen Marsh as chief executive", "Helen Marsh; promote; chief executive; Oakfold"),
    ("Helen Marsh was promoted from director to vice president of product at Oakfold", "Helen Marsh; promote; vice "
                                                                                       "president of product; Oakfold"),
    ("Oakfold names Helen Marsh interim CEO", "Helen Marsh; interim; interim CEO; Oakfold"),
    ("Helen Marsh has been appointed acting chief financial officer of Oakfold", "Helen Marsh; interim; acting chief "
                                                                                 "financial officer; Oakfold"),
    ("Oakfold appoints new CEO", "-; join; CEO; Oakfold"),
    ("Oakfold Hires New VP of Talent from Tarn", "-; join; VP of Talent; Oakfold"),
    ("Oakfold ernennt Jana Vogel zur Finanzchefin", "Jana Vogel; join; Finanzchefin; Oakfold"),
    ("Jana Vogel wird neue Geschäftsführerin der Solvane GmbH", "Jana Vogel; join; Geschäftsführerin; Solvane"),
    ("Der Aufsichtsrat der Solvane AG hat Jana Vogel zum CEO bestellt.", "Jana Vogel; join; CEO; Solvane"),
    ("Jana Vogel wurde zur Vertriebschefin von Solvane ernannt.", "Jana Vogel; join; Vertriebschefin; Solvane"),
    ("Jana Vogel wechselt als CFO zu Solvane", "Jana Vogel; join; CFO; Solvane"),
    ("Solvane holt Jana Vogel als CTO", "Jana Vogel; join; CTO; Solvane"),
    ("Solvane nomme Claire Dubois directrice commerciale", "Claire Dubois; join; directrice commerciale; Solvane"),
    ("Claire Dubois est nommée directrice générale de Solvane", "Claire Dubois; join; directrice générale; Solvane"),
    ("Claire Dubois rejoint Solvane en tant que directrice marketing", "Claire Dubois; join; directrice marketing; "
                                                                       "Solvane"),
    ("Solvane nombra a Lucia Ramos directora comercial", "Lucia Ramos; join; directora comercial; Solvane"),
    ("Lucia Ramos se incorpora a Solvane como directora financiera", "Lucia Ramos; join; directora financiera; "
                                                                     "Solvane"),
]  # fmt: skip
LEAVES = [
    ("Oakfold CEO Helen Marsh steps down", "Helen Marsh; leave; CEO; Oakfold"),
    ("Oakfold chief executive Helen Marsh resigned on Monday.", "Helen Marsh; leave; chief executive; Oakfold"),
    ("Helen Marsh, Oakfold's chief financial officer, is leaving the company", "Helen Marsh; leave; chief financial "
                                                                               "officer; Oakfold"),
    ("Helen Marsh is stepping down as president of Oakfold", "Helen Marsh; leave; president; Oakfold"),
    ("Helen Marsh to leave Oakfold after ten years as CTO", "Helen Marsh; leave; CTO; Oakfold"),
    ("Oakfold fires CFO Helen Marsh", "Helen Marsh; leave; CFO; Oakfold"),
    ("Oakfold's CMO departs", "-; leave; CMO; Oakfold"),
    ("Oakfold parts ways with CEO Helen Marsh", "Helen Marsh; leave; CEO; Oakfold"),
    ("Helen Marsh is out as CEO of Oakfold", "Helen Marsh; leave; CEO; Oakfold"),
    ("Oakfold announced the departure of chief product officer Helen Marsh", "Helen Marsh; leave; chief product "
                                                                             "officer; Oakfold"),
    ("Helen Marsh will retire as chief operating officer of Oakfold at the end of the year",
"Helen Marsh; leave; chief operating officer; Oakfold"),
    ("Oakfold president and COO Helen Marsh quits", "Helen Marsh; leave; president and COO; Oakfold"),
    ("Oakfold said its finance chief, Helen Marsh, has resigned.", "Helen Marsh; leave; finance chief; Oakfold"),
    ("Helen Marsh was ousted as chief executive of Oakfold on Friday", "Helen Marsh; leave; chief executive; Oakfold"),
    ("Oakfold CEO Marsh Resigns. Oakfold Inc. said chief executive officer Helen Marsh resigned by mutual agreement.",
"Helen Marsh; leave; chief executive officer; Oakfold"),
    ("Jana Vogel tritt als CEO von Solvane zurück", "Jana Vogel; leave; CEO; Solvane"),
    ("Finanzchefin Jana Vogel verlässt Solvane", "Jana Vogel; leave; Finanzchefin; Solvane"),
    ("La directrice financière Claire Dubois quitte Solvane", "Claire Dubois; leave; directrice financière; Solvane"),
    ("El director general Pablo Ruiz deja Solvane", "Pablo Ruiz; leave; director general; Solvane"),
]  # fmt: skip
PAIRS = [
    ("Oakfold names Helen Marsh as CEO, succeeding John Pell", {"Helen Marsh; join; CEO; Oakfold",
"John Pell; leave; CEO; Oakfold"}),
    ("Helen Marsh succeeds John Pell as chief financial officer of Oakfold", {"Helen Marsh; join; chief financial "
                                                                              "officer; Oakfold",
"John Pell; leave; chief financial officer; Oakfold"}),
    ("Oakfold replaced CEO John Pell with Helen Marsh", {"Helen Marsh; join; CEO; Oakfold",
"John Pell; leave; CEO; Oakfold"}),
    ("Oakfold CEO John Pell is stepping down and will be replaced by Helen Marsh", {"Helen Marsh; join; CEO; Oakfold",
"John Pell; leave; CEO; Oakfold"}),
    ("Oakfold appoints Helen Marsh CFO and Tom Becker COO", {"Helen Marsh; join; CFO; Oakfold",
"Tom Becker; join; COO; Oakfold"}),
    ("Oakfold promotes two. Helen Marsh becomes the firm's chief operating officer, and Tom Becker is made vice "
     "president of sales.", {"Helen Marsh; promote; chief operating officer; Oakfold", "Tom Becker; promote; vice "
                                                                                       "president of sales; Oakfold"}),
    ("Oakfold has a new chief marketing officer. Helen Marsh, who had been president of Tarn, will take over the "
     "duties of John Pell, who left in May.", {"Helen Marsh; join; chief marketing officer; Oakfold",
"John Pell; leave; chief marketing officer; Oakfold"}),
]  # fmt: skip
TELLINGS = """
Tarn president resigns over accounting. The president of Tarn Corp., Martin Hale, resigned on Thursday. | Martin \
Hale; leave; president; Tarn
Tarn's Hale to leave post. Martin Hale, Tarn Corp.'s president, will leave the company at the end of the year. | \
Martin Hale; leave; president; Tarn
Kestrel Air's chief executive, Martin Hale, quit on Friday after the board rejected his plan. | Martin Hale; leave; \
chief executive; Kestrel Air
Tarn picks insider as new CEO. Tarn Inc. promoted President and Chief Operating Officer Greta Lund to the post of \
chief executive. | Greta Lund; promote; chief executive; Tarn
Longtime executive Pat Russ has been tapped to take the helm of the maker as president and chief executive of Tarn. \
| Pat Russ; join; president and chief executive; Tarn
Kestrel Group named Luc Moreau, 52, chief executive of Tarn Hotels, to be its new chief executive. | Luc Moreau; \
join; chief executive; Kestrel Group
Brightpath founder Owen Clarke steps down as CEO, Lena Ortiz takes over | Owen Clarke; leave; CEO; Brightpath | \
Lena Ortiz; join; CEO; Brightpath
Tarn said finance chief Bob Dunn would leave and named Ann Moss to replace him. | Bob Dunn; leave; finance chief; \
Tarn | Ann Moss; join; finance chief; Tarn
Kestrel said chief operating officer Martin Hale and marketing chief Rita Holm are leaving the company. | Martin \
Hale; leave; chief operating officer; Kestrel | Rita Holm; leave; marketing chief; Kestrel
Kestrel Corp. promoted Martin Hale to president and named Rita Holm chief financial officer. | Martin Hale; \
promote; president; Kestrel | Rita Holm; join; chief financial officer; Kestrel
Tarn Replaces CEO Owen Clarke with COO Lena Ortiz | Owen Clarke; leave; CEO; Tarn | Lena Ortiz; promote; CEO; Tarn
Tarn CEO Owen Clarke replaced by Lena Ortiz | Owen Clarke; leave; CEO; Tarn | Lena Ortiz; join; CEO; Tarn
Owen Clarke leaves Brightpath to join Kestrel as CTO | Owen Clarke; join; CTO; Kestrel
Kestrel hires ex-Brightpath CTO Owen Clarke | Owen Clarke; join; -; Kestrel
Owen Clarke Steps Down as Kestrel CEO | Owen Clarke; leave; CEO; Kestrel
Owen Clarke Named Kestrel CEO | Owen Clarke; join; CEO; Kestrel
Owen Clarke is Tarn's new CEO | Owen Clarke; join; CEO; Tarn
Owen Clarke returns to Kestrel as CEO | Owen Clarke; join; CEO; Kestrel
Kestrel Announces CEO Transition: Owen Clarke to succeed Lena Ortiz | Owen Clarke; join; CEO; Kestrel | Lena Ortiz; \
leave; CEO; Kestrel
Tarn's Head of AI Is Leaving | -; leave; Head of AI; Tarn
Tarn board fires CEO | -; leave; CEO; Tarn
Kestrel Taps Tarn Veteran Owen Clarke for CFO Role | Owen Clarke; join; CFO; Kestrel
Max Brandt neuer Chef bei Solvane | Max Brandt; join; Chef; Solvane
Solvane-Chef Max Brandt tritt zurück | Max Brandt; leave; Chef; Solvane
Eva Stern löst Max Brandt als Vorstandschef von Solvane ab | Eva Stern; join; Vorstandschef; Solvane | Max Brandt; \
leave; Vorstandschef; Solvane
""".strip().splitlines()
NEGATIVES = """
Oakfold taps Lumenworks for cloud hosting, says chief information officer
Oakfold hires McBride & Partners to review its strategy, CEO says
Oakfold CEO won't join Tarn in privacy fight
Should your startup hire a VP of Sales?
How I left my job as CTO to grow tomatoes
Why Helen Marsh joined Oakfold as CEO
Ask HN: Cofounder and CTO wondering how to leave
Rovers appoint Tom Becker as head coach
Striker Luca Moretti joins Rovers from United
President Marlow names Helen Marsh secretary of state
Senator calls for resignation of Oakfold chief executive
Minister Helen Marsh resigns as head of the cabinet office
Oakfold CEO Helen Marsh dies at 61
Oakfold CEO Helen Marsh says profits rose 12%
Oakfold CEO Helen Marsh, who joined in 2019, expects growth
Helen Marsh, chief executive of Oakfold, was named in a lawsuit
Helen Marsh joins Oakfold advisory board
Oakfold CEO may step down next year, sources say
Oakfold is considering replacing CEO Helen Marsh
Oakfold CEO Helen Marsh denies she will leave
Helen Marsh could become the next CEO of Oakfold
Oakfold named a leader in CRM by analysts
Oakfold's head of growth named to 40 under 40 awards
Oakfold president Helen Marsh receives lifetime achievement award
A year ago Oakfold named Helen Marsh chief executive
Survey: CFOs leaving jobs at record rate
Oakfold CEO Helen Marsh quits smoking and writes a book about it, study finds
Actor Tom Becker joins cast of The Director as the chief
Helen Marsh steps into the spotlight as Oakfold CEO talks to investors
Oakfold raises $12M led by Tarn Capital, CEO Helen Marsh said
Oakfold joins the Open Cloud Alliance, says CTO Helen Marsh
Oakfold promotes responsible gaming, CEO says
Oakfold's new CEO and the road ahead
Oakfold CEO Helen Marsh's pay rises 69 percent to $42 million
Interview with Helen Marsh, co-founder and CEO of Oakfold
Court: former Oakfold CFO Helen Marsh sentenced to three years in prison
Rumour: Oakfold chief Helen Marsh reportedly leaving
Oakfold is looking for a new chief financial officer
Oakfold hires first artificially intelligent creative director
We are hiring a Head of Engineering at Oakfold
Oakfold CEO appoints himself nothing, jokes at party
Oakfold retires its legacy platform, CTO says
The general named Colonel Becker deputy head of the regiment
Oakfold exits the German market, chief executive says
Oakfold director leaves film festival early
Band leaves label; manager says chief reason was money
Professor Helen Marsh appointed dean of engineering school
Investors name Oakfold CEO Helen Marsh person of the year
Oakfold CEO takes questions from customers
Oakfold chief Helen Marsh steps up pressure on rivals
Oakfold makes new CFO dashboard
The departure of flight 12 was delayed, the airline's chief executive said
Trainer Jana Vogel verlässt Rovers
Bundeskanzlerin Vogel tritt zurück, sagt der Chef der Partei
Kestrel's chief executive leaves door open to merger
Kestrel CEO Owen Clarke leaves investors guessing
Kestrel CEO Owen Clarke joins calls for regulation
Report: Kestrel to name Lena Ortiz CEO
Kestrel close to naming Lena Ortiz as CEO
Kestrel CEO Owen Clarke named in complaint
Kestrel investor calls on CEO Owen Clarke to resign
Owen Clarke remains CEO of Kestrel after merger
CEO Owen Clarke's exit package worth $40 million, filing says
5 lessons from replacing our VP of Engineering
Jana Vogel soll neue Finanzchefin bei Solvane werden
""".strip().splitlines()


@pytest.mark.parametrize(("text", "row"), JOINS + LEAVES)
def test_a_move_tells_person_direction_title_and_company(text: str, row: str) -> None:
    assert told(text) == [row]


@pytest.mark.parametrize(("text", "rows"), PAIRS)
def test_successor_and_predecessor_are_both_told(text: str, rows: set[str]) -> None:
    assert set(told(text)) == rows


@pytest.mark.parametrize("line", TELLINGS)
def test_every_way_of_telling_is_read(line: str) -> None:
    text, *rows = line.split(" | ")
    assert set(told(text)) == set(rows)


@pytest.mark.parametrize("text", NEGATIVES)
def test_what_only_sounds_like_a_move_is_not_told(text: str) -> None:
    assert told(text) == []


def test_the_company_left_behind_is_told() -> None:
    (mention,) = detect(article("Ostrich Pay recruits Mark Vance from Lumenworks as COO"))
    assert mention.value("from_company") == "Lumenworks"


def test_a_former_office_elsewhere_tells_the_company_left_behind() -> None:
    (mention,) = detect(article("Former Tarn chief marketing officer Kenji Mori has joined Oakfold as CRO"))
    assert (mention.value("company"), mention.value("from_company")) == ("Oakfold", "Tarn")


def test_an_effective_date_is_told() -> None:
    text = "Oakfold named Helen Marsh chief financial officer, effective March 1, 2026."
    (mention,) = detect(article(text))
    assert mention.value("effective_on") == "2026-03-01"


def test_a_title_brings_function_and_seniority() -> None:
    (mention,) = detect(article("Oakfold names Helen Marsh VP of Sales"))
    assert (mention.value("function"), mention.value("seniority")) == ("sales", "vp")


def test_an_old_date_makes_a_look_back() -> None:
    text = "Helen Marsh was named chief executive of Oakfold on March 3, 2021."
    assert told(text, published_at=datetime(2026, 11, 20, tzinfo=UTC)) == []
    assert told(text, published_at=datetime(2021, 3, 4, tzinfo=UTC)) != []


def test_intake_states_a_move_in_fields() -> None:
    item = Item(
        source="intake",
        key="crm-7",
        kind=ItemKind.INTAKE,
        title="Job change at Oakfold",
        text="Job change at Oakfold\nHelen Marsh is now VP of Sales at Oakfold (before: Tarn)",
        url="",
        company="Oakfold",
        fields={"kind": "job_change", "person": "Helen Marsh", "title": "VP of Sales", "company": "Oakfold"},
    )
    (mention,) = detect(item)
    assert mention.kind is SignalKind.JOB_CHANGE
    assert (mention.value("person"), mention.value("direction"), mention.value("function")) == (
        "Helen Marsh",
        "join",
        "sales",
    )


def test_intake_of_another_kind_is_no_move() -> None:
    text = "Oakfold names Helen Marsh CFO"
    item = Item(source="intake", key="1", kind=ItemKind.INTAKE, title="", text=text, url="", fields={"kind": "funding"})
    assert detect(item) == ()


def test_the_same_item_gives_the_same_mentions() -> None:
    item = article("Oakfold names Helen Marsh as CEO, succeeding John Pell")
    assert detect(item) == detect(item)


def test_a_title_without_a_trigger_costs_next_to_nothing() -> None:
    item = article("Interactive dynamic video and other things to see")
    detect(item)
    began = thread_time()
    for _ in range(1000):
        detect(item)
    assert (thread_time() - began) / 1000 < 60e-6


@pytest.mark.parametrize(
    "unit", ["CEO Jane Doe, ", "named ", "as the new CEO of Acme and ", "Jane Doe joins ", "(", "A. ", "will be "]
)
def test_a_hostile_text_is_read_in_time(unit: str) -> None:
    began = thread_time()
    detect(article("Acme names CEO. " + unit * (200_000 // len(unit))))
    assert thread_time() - began < 2.0
