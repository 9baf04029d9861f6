"""What sentences around a claim make of it: a round that is only talked of, a loan, a grant. All names are invented."""

from __future__ import annotations

import time

import pytest

from agent.domain.items import Item, ItemKind
from agent.domain.signals import SignalKind
from signals.detectors.funding import detect, doubtful

TALKED_OF = [
    "Cartography startup Quillmap is in talks with investors for a funding round that would value it at $4 billion, "
    "two people said.\n\nThe startup raised $90 million in Series B funding in May, backed by Heron Ventures.",
    "Quillmap raising at least $200 million: sources\n\nThe fundraising comes after the startup raised $90 million "
    "at a $900 million valuation, according to one of them.",
    "Oakhollow Capital is in talks to lead a $200 million round for Quillmap, people familiar with it say.\n\nThe "
    "round, which would follow Quillmap's $19 million seed round led by Mothwing, values the startup at $1 billion.",
    "Quillmap is looking to raise $200 million\n\nQuillmap closed a $40 million Series A led by Heron Ventures.",
    "Quillmap plans to raise fresh capital this year, its founder said.\n\nThe company raised $12 million from "
    "Heron Ventures in a seed round.",
    "Quillmap verhandelt über eine neue Finanzierungsrunde.\n\nDas Start-up sammelte 12 Millionen Euro von Heron "
    "Ventures ein.",
    "Quillmap could be valued at $2 billion in its next round.\n\nThe startup raised $90 million in a Series B.",
    "Quillmap, once valued at $1 billion after raising $300 million, is looking for a buyer.",
    "Meganorth acquires Quillmap for $40 million.\n\nQuillmap raised $12 million from Heron Ventures.",
    "Quillmap secured a $40 million order from Meganorth. The startup raised $12 million from Heron Ventures.",
    "Quillmap files to go public. The firm raised $40 million in its Series C, led by Heron Ventures.",
    "Bee counter Quillmap sees its valuation slashed to $42 million by Heron Ventures.",
    "Heron Ventures marks down its stake in Quillmap by $42 million.",
    "Quillmap cuts 40 jobs\n\nQuillmap raised $40 million in a Series C led by Heron Ventures.",
]
STILL_TOLD = [
    "Quillmap is hoping to replace the paper map.\n\nOn Tuesday it announced that it raised $90 million in Series B.",
    "Rumours said Quillmap was in talks to raise money.\n\nQuillmap confirmed that it has raised $90 million in a "
    "Series B led by Heron Ventures.",
    "Quillmap raises $90 million Series B\n\nThe startup is in talks with carmakers, and plans to raise its output.",
    "Quillmap names Ilse Quandry CEO\n\nQuillmap also announced today that it raised $9 million in Series A funding.",
    "Quillmap buys Duskware for $4 million\n\nQuillmap raised $90 million in a new Series B led by Heron Ventures.",
    "A Bergen firm that charts tides has secured $15 million. Quillmap, founded in 2031, got it from Heron Ventures.",
    "The $90 million Series C, led by Heron Ventures, brings the total raised by Quillmap to $150 million.",
    "Quillmap is raising the bar for charts.\n\nThe startup announced a $90 million Series B on Monday.",
    "Quillmap aims to raise awareness of tides.\n\nIt has raised $90 million in Series B, it said.",
    "Quillmap said Tuesday it has received a $40 million strategic investment from Meganorth.",
    "Duskware is in talks to raise $40 million.\n\nQuillmap announced today it has raised $90 million in Series B.",
    "Quillmap has secured $15 million in Series A funding.\n\nThe loan software maker will hire forty people.",
    "Quillmap has secured $15 million led by Heron Ventures.\n\nThe company also has a $5 million credit facility.",
    "Quillmap raises $15 million\n\nThe funding includes $5 million of equity and a loan.",
    "Quillmap raises $15 million\n\nThe funding will be used to repay a loan and to open an office in Turku.",
    "Grant software firm Quillmap raises $15 million\n\nThe company helps cities to find and award grants.",
]
OWED = [
    "Quillmap has secured $150 million of financing to buy pumps.\n\nThe company said in a statement that the funds "
    "are split between a $95 million revolving loan facility and a placement of convertible senior notes.",
    "Quillmap raises $30 million\n\nThe financing is a term loan from Oakhollow Bank.",
    "Quillmap lands $30 million to build ferries\n\nThe facility will be drawn over three years.",
    "Quillmap secures $30 million\n\nThe convertible notes bear interest of 4 percent and mature in 2041.",
    "Quillmap sichert sich 30 Millionen Euro\n\nDas Darlehen läuft über sieben Jahre.",
    "Quillmap lève 30 millions d'euros\n\nL’opération est un emprunt. Le prêt sera remboursé en dix ans.",
]
GIVEN = [
    "The Department of Harbours has awarded $42 million to start-ups and labs that build pumps.\n\nAmong them, "
    "Quillmap received $3.2 million to chart tides; Duskware got $5.6 million to develop lamps.",
    "Quillmap gets $3 million to chart tides\n\nThe grant was made by the harbour ministry.",
    "Quillmap secures €3 million\n\nThe funding comes from the European Innovation Council.",
    "Quillmap secures £2 million\n\nThe non-dilutive money lets it hire six people.",
    "The ministry's programme awarded grants to twelve firms.\n\nQuillmap secured $2.5 million to chart tides.",
]


def article(text: str) -> Item:
    return Item("news", "k", ItemKind.ARTICLE, text, text, "https://news.example/1")


@pytest.mark.parametrize("text", TALKED_OF)
def test_an_older_round_beside_talks_or_other_news_is_no_event(text: str) -> None:
    assert detect(article(text)) == ()


@pytest.mark.parametrize("text", STILL_TOLD)
def test_a_round_stays_one_beside_talks_and_loans_of_other_things(text: str) -> None:
    (mention,) = detect(article(text))
    assert mention.kind is SignalKind.FUNDING
    assert mention.fields["company"].value == "Quillmap"


@pytest.mark.parametrize("text", OWED)
def test_money_that_a_later_sentence_calls_a_loan_is_debt(text: str) -> None:
    assert [mention.kind for mention in detect(article(text))] == [SignalKind.DEBT]


@pytest.mark.parametrize("text", GIVEN)
def test_grants_told_in_another_sentence_are_no_round(text: str) -> None:
    assert detect(article(text)) == ()


def test_what_the_setting_overturns_stays_a_doubt() -> None:
    doubt = doubtful(article(TALKED_OF[0]))
    assert doubt is not None
    assert doubt.confidence <= 0.5


HOSTILE = [
    "The round was led by A, which led B, " * 300,
    "hat in der Runde " * 400 + "eingesammelt",
    "the department of " * 400 + "awarded",
    "is in talks " * 500 + "to raise",
    "CEO and former CEO and " * 300 + "Jo Marrow",
    "the funds and the " * 400 + "is a loan",
    "A B C D E F G " * 400 + "participated",
    "Im " + "Hans " * 1_000 + "sammelte 5 Millionen Euro ein.",
]


@pytest.mark.parametrize("body", HOSTILE, ids=[body[:12] for body in HOSTILE])
def test_a_hostile_body_is_read_in_a_second(body: str) -> None:
    began = time.thread_time()
    detect(article(f"Quillmap raised $9 million in Series A funding.\n\n{body}"))
    assert time.thread_time() - began < 1
