"""Sentences and the evidence they stand on, true and false, about companies that do not exist.

A row is (sentence, cited ids, true or false); the kind is a fact unless a fourth item says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from agent.domain.accounts import Account
from agent.domain.contacts import Contact
from agent.domain.evidence import Evidence, EvidenceKind, Party
from agent.domain.offers import Cta, Offer, Pain, Proof, Value

Row = tuple[str, list[str], bool] | tuple[str, list[str], bool, str]
World = tuple[str, tuple[Account, tuple[Evidence, ...]], list[Row]]
AS_OF = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OFFER = Offer(
    seller="Harborlight",
    domain="harborlight.example",
    one_liner="Lead routing for growing sales teams",
    values=(Value("v1", "routes every inbound lead to the right owner in minutes"),),
    pains=(Pain("h1", "lead routing rules tend to break when a team grows fast", ("hiring", "funding")),),
    proofs=(Proof("p1", "Pinewood cut routing time from two days to ten minutes", customer_ok=True),),
    ctas=(Cta("c1", "offer", "Want the checklist we use for this?", "routing checklist"),),
)


def evidence(key: str, kind: str, day: str | None, quote: str, party: str = "prospect") -> Evidence:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Evidence(key, EvidenceKind(kind), Party(party), quote, publisher="wire.example", published_at=at)


PROOF = evidence("p1", "offer", "2026-05-01", "Pinewood cut routing time from two days to ten minutes.", "seller")

FUNDING = (
    Account("a1", "Tallow Systems", "tallow.example"),
    (
        evidence(
            "e1",
            "news",
            "2026-11-12",
            "Tallow Systems, Inc. closed an $18.5 million Series A led by Quarry Hill Partners, with "
            "participation from "
            "Lantern Ventures. The company plans to open an office in Lisbon.",
        ),
        evidence(
            "e2",
            "job",
            "2026-11-17",
            "Open roles: RevOps Manager; Sales Operations Analyst; CRM Administrator; Account Executive",
        ),
        PROOF,
    ),
)
FUNDING_ROWS: list[Row] = [
    ("Tallow closed an $18.5M Series A led by Quarry Hill Partners.", ["e1"], True),
    ("Tallow's $18.5M Series A landed on November 12.", ["e1"], True),
    ("You raised 18.5 million dollars this month.", ["e1"], True),
    ("Saw that Tallow just raised a Series A from Quarry Hill Partners and Lantern Ventures.", ["e1"], True),
    ("Your USD 18.5 million A round and four open roles came within a week of each other.", ["e1", "e2"], True),
    ("Tallow Systems raised over $18M last week.", ["e1"], True),
    ("With nearly $19M in new funding, Tallow plans to open an office in Lisbon.", ["e1"], True),
    ("Your careers page lists four open roles, one of them a RevOps Manager.", ["e2"], True),
    ("You are hiring a RevOps Manager and a CRM Administrator.", ["e2"], True),
    ("Lantern Ventures joined your Series A.", ["e1"], True),
    ("Your Series A, led by Quarry Hill, was announced last week.", ["e1"], True),
    ("You raised a Series A in November and are hiring in sales operations.", ["e1", "e2"], True),
    ("Tallow’s Series A came in Q4 2026.", ["e1"], True),
    ("Noticed several open roles on your careers page, including an Account Executive.", ["e2"], True),
    ("Tallow raised $15M in its Series A.", ["e1"], False),
    ("Tallow raised $18.5 billion.", ["e1"], False),
    ("Tallow raised €18.5M.", ["e1"], False),
    ("Tallow raised over $20M.", ["e1"], False),
    ("Tallow raised nearly $25M.", ["e1"], False),
    ("Your £18.5M round closed this month.", ["e1"], False),
    ("Tallow closed an $18.5M Series B.", ["e1"], False),
    ("Tallow closed an $18.5M seed round.", ["e1"], False),
    ("Your Series A was led by Lantern Ventures.", ["e1"], False),
    ("Your Series A was led by Granite Peak Capital.", ["e1"], False),
    ("Quarry Hill Partners and Granite Peak Capital backed your Series A.", ["e1"], False),
    ("Your Series A closed on November 2.", ["e1"], False),
    ("Your Series A closed in October.", ["e1"], False),
    ("Tallow raised its Series A two months ago.", ["e1"], False),
    (
        "You raised a Series A this week.",
        ["e1"],
        False,
    ),
    ("Tallow opened an office in Lisbon.", ["e1"], False),
    ("Tallow plans to open an office in Madrid.", ["e1"], False),
    ("Tallow plans to open two offices in Lisbon.", ["e1"], False),
    ("Your careers page lists seven open roles.", ["e2"], False),
    ("Your careers page lists dozens of open roles.", ["e2"], False),
    ("You hired a RevOps Manager.", ["e2"], False),
    ("You are hiring a VP of Sales.", ["e2"], False),
    ("You are hiring a Senior RevOps Manager.", ["e2"], False),
    ("Tallow doubled its sales team after the Series A.", ["e1"], False),
    ("Tallow raised the largest Series A of the year.", ["e1"], False),
    ("Tallow raised a Series A because its sales team was too small.", ["e1"], False),
    ("Tallow did not close its Series A.", ["e1"], False),
    ("Tallow is the first company to raise from Quarry Hill Partners.", ["e1"], False),
    ("Quarry Hill Partners raised an $18.5M Series A.", ["e1"], False),
    ("Tallow acquired Lantern Ventures.", ["e1"], False),
    ("Tallow laid off its sales team after the Series A.", ["e1", "e2"], False),
    ("We raised an $18.5M Series A.", ["e1"], False),
    ("Tallow grew revenue by 40% before the Series A.", ["e1"], False),
    ("“We will double our sales team,” said Tallow.", ["e1"], False),
    ("Pinewood closed an $18.5M Series A.", ["e1"], False),
    ("Tallow Cloud closed an $18.5M Series A.", ["e1"], False),
    ("Tallow closed an $18.5M Series A and moved to Salesforce.", ["e1"], False),
    ("Tallow will hire 30 people with its Series A.", ["e1"], False),
    ("Tallow lost its lead investor, Quarry Hill Partners.", ["e1"], False),
    ("Tallow's $18.5M Series A values it at $100M.", ["e1"], False),
    ("Your team spends three hours a day on routing.", ["e1"], False),
    ("Your routing rules are failing.", ["h1"], False, "hypothesis"),
    ("Your reps lose leads every day.", ["h1"], False, "hypothesis"),
    ("You cut routing time from two days to ten minutes.", ["p1"], False),
    ("Tallow went from two days to ten minutes per lead.", ["p1"], False),
    ("Pinewood cut routing time from two days to five minutes.", ["p1"], False),
    ("Pinewood cut routing time from three days to ten minutes.", ["p1"], False),
    ("Pinewood cut routing time by 90%.", ["p1"], False),
    ("Pinewood doubled its win rate.", ["p1"], False),
    ("Oakmere cut routing time from two days to ten minutes.", ["p1"], False),
    ("Pinewood cut routing time from two days to ten minutes.", ["p1"], True),
    ("Our customer Pinewood went from two days to ten minutes.", ["p1"], True),
    ("We helped Pinewood cut routing time from two days to ten minutes.", ["p1"], True),
    ("Harborlight routes every inbound lead to the right owner in minutes.", ["v1"], True, "offer"),
    ("We route every inbound lead to the right owner in minutes.", ["v1"], True, "offer"),
    ("When a team grows like that, lead routing rules tend to break.", ["h1"], True, "hypothesis"),
    ("My guess is that lead routing is starting to creak.", ["h1"], True, "hypothesis"),
    ("If your team is like most, lead routing rules often break first.", ["h1"], True, "hypothesis"),
    ("Teams that grow this fast often find their lead routing rules break.", ["h1"], True, "hypothesis"),
    ("I wonder whether lead routing keeps up.", ["h1"], True, "hypothesis"),
    ("Want the checklist we use for this?", ["c1"], True, "offer"),
    ("Worth a look?", ["c1"], True, "question"),
    ("Who owns lead routing at Tallow?", [], True, "question"),
    ("Happy to send the routing checklist if useful.", ["c1"], True, "offer"),
    ("Is lead routing on your list this quarter?", [], True, "question"),
    ("Would a one-page routing checklist help?", ["c1"], True, "question"),
    ("How did the merger with Oakmere affect routing?", [], False, "question"),
    ("Now that you acquired Oakmere, who owns lead routing?", [], False, "question"),
    ("Did you know Oakmere uses Harborlight?", ["c1"], False, "question"),
    ("What is the capital of Peru?", ["c1"], False, "question"),
    ("How do wind turbines make electricity?", ["c1"], False, "question"),
    ("Bake the bread for forty minutes at high heat.", ["e1"], False),
    ("Your team may want a 50% cheaper tool.", ["h1"], False, "hypothesis"),
]

MOVE = (
    Account("a2", "Corvid Analytics GmbH", "corvid.example"),
    (
        evidence(
            "e1",
            "news",
            "2026-11-09",
            "Corvid Analytics names Priya Raman Chief Revenue Officer, starting December 1. She joins from "
            "Brightwater, where "
            "she was Vice President, Sales. Raman succeeds Tom Keller, who left in September.",
        ),
        evidence("e2", "page", "2026-10-02", "Corvid Analytics builds forecasting software for utilities."),
        PROOF,
    ),
)
MOVE_ROWS: list[Row] = [
    ("Priya Raman joins Corvid as Chief Revenue Officer on December 1.", ["e1"], True),
    ("Corvid named Priya Raman CRO this month.", ["e1"], True),
    ("Priya Raman comes to Corvid from Brightwater.", ["e1"], True),
    ("Tom Keller left in September, and Priya Raman succeeds him as CRO.", ["e1"], True),
    ("Raman was VP of Sales at Brightwater.", ["e1"], True),
    ("You build forecasting software for utilities.", ["e2"], True),
    ("Corvid builds forecasting software for utilities, and a new CRO starts in December.", ["e1", "e2"], True),
    ("A new Chief Revenue Officer starts at Corvid next month.", ["e1"], True),
    ("Priya Raman succeeds Tom Keller as your CRO.", ["e1"], True),
    ("Priya Raman joins Corvid as Chief Marketing Officer.", ["e1"], False),
    ("Priya Raman joins Corvid as VP of Sales.", ["e1"], False),
    ("Priya Ramanathan joins Corvid as CRO.", ["e1"], False),
    ("Paula Raman joins Corvid as CRO.", ["e1"], False),
    ("Priya Raman starts as CRO on December 15.", ["e1"], False),
    ("Priya Raman starts as CRO in January.", ["e1"], False),
    ("Priya Raman joins Corvid from Stillwater.", ["e1"], False),
    ("Priya Raman left Corvid for Brightwater.", ["e1"], False),
    ("Priya Raman joined Brightwater as CRO.", ["e1"], False),
    ("Tom Keller joined Corvid as CRO.", ["e1"], False),
    ("Tom Keller succeeds Priya Raman as CRO.", ["e1"], False),
    ("Priya Raman was promoted to CRO.", ["e1"], False),
    ("Priya Raman left in September.", ["e1"], False),
    ("Tom Keller left in August.", ["e1"], False),
    ("Tom Keller was fired in September.", ["e1"], False),
    ("Corvid named two new executives this month.", ["e1"], False),
    ("You build forecasting software for hospitals.", ["e2"], False),
    ("You sell forecasting hardware for airlines.", ["e2"], False),
    ("You are the leading provider of forecasting software.", ["e2"], False),
    ("Priya Raman built the largest sales team at Brightwater.", ["e1"], False),
    ("Priya Raman spent ten years at Brightwater.", ["e1"], False),
    ("Priya Raman joins Corvid as interim CRO.", ["e1"], False),
    ("Corvid's CEO Priya Raman starts in December.", ["e1"], False),
]

TECH = (
    Account("a3", "Marlow Freight", "marlow.example"),
    (
        evidence(
            "e1",
            "job",
            "2026-11-14",
            "You will help us replace Zoho CRM with Salesforce and retire our spreadsheets by March 2027.",
        ),
        evidence(
            "e2", "tech", "2026-11-10", "Script from cdn.intercom.example found on 6 of 6 pages; absent in September."
        ),
        evidence(
            "e3",
            "page",
            "2026-08-01",
            "Marlow Freight moves 1,200 containers a week between Rotterdam and Porto with 340 employees.",
        ),
        PROOF,
    ),
)
TECH_ROWS: list[Row] = [
    ("Your job ad mentions replacing Zoho CRM with Salesforce.", ["e1"], True),
    ("Your November posting talks about a move from Zoho to Salesforce.", ["e1"], True),
    ("Intercom's script is on your site now and was absent in September.", ["e2"], True),
    ("Intercom now shows up on your site.", ["e2"], True),
    ("You move 1,200 containers a week between Rotterdam and Porto.", ["e3"], True),
    ("Marlow has 340 employees.", ["e3"], True),
    ("You plan to retire your spreadsheets by March 2027.", ["e1"], True),
    ("With more than 300 employees, Marlow moves over 1,000 containers a week.", ["e3"], True),
    ("Your job ad mentions replacing Salesforce with Zoho CRM.", ["e1"], False),
    ("Your job ad mentions a move from Salesforce to Zoho.", ["e1"], False),
    ("Your job ad mentions replacing Zoho CRM with HubSpot.", ["e1"], False),
    ("Your job ad mentions replacing Pipedrive with Salesforce.", ["e1"], False),
    ("You replaced Zoho CRM with Salesforce.", ["e1"], False),
    ("You moved to Salesforce because Zoho was too slow.", ["e1"], False),
    ("Intercom's script was removed from your site.", ["e2"], False),
    ("Zendesk's script is on your site now.", ["e2"], False),
    ("Intercom's script was absent in June.", ["e2"], False),
    ("Intercom's script is on 9 of 9 pages.", ["e2"], False),
    ("You move 1,500 containers a week.", ["e3"], False),
    ("You move 1,200 containers a day.", ["e3"], False),
    ("You move 1,200 trucks a week.", ["e3"], False),
    ("You move containers between Hamburg and Porto.", ["e3"], False),
    ("Marlow has 430 employees.", ["e3"], False),
    ("Marlow has hundreds of offices.", ["e3"], False),
    ("You plan to retire your spreadsheets by March 2028.", ["e1"], False),
    ("You recently reached 340 employees.", ["e3"], False),
    ("You were the fastest to adopt Intercom.", ["e2"], False),
    ("You never used Intercom.", ["e2"], False),
]

OLD = (
    Account("a4", "Fenland Foods", "fenland.example"),
    (
        evidence(
            "e1",
            "news",
            "2026-08-20",
            "Fenland Foods has acquired Barrowby Bakeries for £4 million and will keep all 60 staff.",
        ),
        evidence("e2", "news", "2026-11-16", "Fenland Foods laid off 25 people in Leeds as it closed a plant."),
        evidence(
            "e3", "news", "2026-11-18", "The merger of Fenland Foods with Dunmore Dairy was delayed until spring."
        ),
        evidence("e4", "page", None, "Fenland Foods supplies 900 shops across Scotland and Wales."),
        PROOF,
    ),
)
OLD_ROWS: list[Row] = [
    ("Fenland acquired Barrowby Bakeries for £4M in August.", ["e1"], True),
    ("Fenland bought Barrowby Bakeries.", ["e1"], True),
    ("Fenland laid off 25 people in Leeds this week.", ["e2"], True),
    ("The merger with Dunmore Dairy was delayed until spring.", ["e3"], True),
    ("You supply 900 shops across Scotland and Wales.", ["e4"], True),
    ("Fenland is keeping all 60 staff at Barrowby Bakeries.", ["e1"], True),
    ("Fenland just acquired Barrowby Bakeries.", ["e1"], False),
    ("Fenland recently acquired Barrowby Bakeries.", ["e1"], False),
    ("Fenland acquired Barrowby Bakeries last month.", ["e1"], False),
    ("Barrowby Bakeries acquired Fenland.", ["e1"], False),
    ("Fenland was acquired by Barrowby Bakeries.", ["e1"], False),
    ("Fenland acquired Barrowby Bakeries for $4M.", ["e1"], False),
    ("Fenland hired 25 people in Leeds.", ["e2"], False),
    ("Fenland opened a plant in Leeds.", ["e2"], False),
    ("Fenland laid off 25 people in Hull.", ["e2"], False),
    ("Fenland laid off 52 people in Leeds.", ["e2"], False),
    ("Fenland merged with Dunmore Dairy.", ["e3"], False),
    ("You recently began to supply 900 shops.", ["e4"], False),
    ("You supply 900 shops across Ireland.", ["e4"], False),
    ("You supply 1,900 shops across Scotland and Wales.", ["e4"], False),
    ("Fenland let go of all 60 staff at Barrowby Bakeries.", ["e1"], False),
    ("Fenland will not keep the 60 staff.", ["e1"], False),
]

WORLDS: list[World] = [
    ("funding", FUNDING, FUNDING_ROWS),
    ("move", MOVE, MOVE_ROWS),
    ("tech", TECH, TECH_ROWS),
    ("old", OLD, OLD_ROWS),
]
CONTACT = Contact("k1", "a1", "Nadia Okafor", "Nadia", "Okafor", "VP Sales", "nadia@tallow.example")


def adding_to(worlds: list[World]) -> Callable[[str, list[Evidence], list[Row]], None]:
    """What adds a company, what is known of it, and sentences that pass or do not, to `worlds`."""

    def world(company: str, pieces: list[Evidence], rows: list[Row]) -> None:
        name = company.split()[0].lower()
        worlds.append((name, (Account("x", company, f"{name}.example"), (*pieces, PROOF)), rows))

    return world
