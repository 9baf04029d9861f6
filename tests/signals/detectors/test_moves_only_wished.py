"""Departures that others only call for, words of time that are no company, people without a name, public bodies."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.job_change import detect

ONLY_WISHED = """
Fund wants Ridgeway chairman Mark Sauer to go
Ridgeway chief executive Paula Finn urged to quit
Ridgeway CEO Paula Finn faces calls to step down
Ridgeway's Paula Finn faces demands to resign as chief executive
Ridgeway CEO Paula Finn told to quit by investors
Shareholders demand resignation of Ridgeway chairman Mark Sauer
Union calls again for the ouster of Ridgeway CEO Paula Finn
Hedge fund pushes for resignation of Ridgeway CFO Paula Finn
Investors called on Monday for the departure of Ridgeway chief executive Paula Finn.
A letter from Ridgeway investors insisted that chairman Mark Sauer step down
Calls mount for Ridgeway CEO Paula Finn to go
Ridgeway board wants finance chief Paula Finn gone
Ridgeway chairman Mark Sauer must resign, says a big investor
Ridgeway-Großaktionär fordert Rücktritt von Finanzchefin Paula Finn
Un actionnaire réclame le départ du directeur général de Ridgeway, Mark Sauer
Investor tells Ridgeway chairman to step aside. In a letter the fund demanded the exit of chairman Mark Sauer.
Fund wants Ridgeway chairman to go. The bank's holders spoke of the exit of chairman Mark Sauer.
Ridgeway denies CEO exit. Ridgeway chief executive Paula Finn will leave in May, a newspaper wrote on Sunday.
Ridgeway chair refuses to quit. Holders had counted on the resignation of Ridgeway chairman Mark Sauer.
Ridgeway rules out CFO departure. Finance chief Paula Finn steps down in May, a newsletter wrote.
"""
GOES_ALL_THE_SAME = """
Ridgeway chairman Mark Sauer bows to calls to resign | Mark Sauer; leave; chairman; Ridgeway; -
Ridgeway CEO Paula Finn resigns after calls for her to go | Paula Finn; leave; CEO; Ridgeway; -
Ridgeway chairman Mark Sauer quits under pressure from shareholders | Mark Sauer; leave; chairman; Ridgeway; -
Ridgeway CEO Paula Finn, urged to quit by investors, steps down | Paula Finn; leave; CEO; Ridgeway; -
Ridgeway CEO Paula Finn resigns as board demands change | Paula Finn; leave; CEO; Ridgeway; -
Ridgeway CFO Mark Sauer told the board of his decision to resign | Mark Sauer; leave; CFO; Ridgeway; -
Ridgeway board told investors that CEO Paula Finn is to step down | Paula Finn; leave; CEO; Ridgeway; -
Ridgeway CEO Paula Finn wants to retire in June | Paula Finn; leave; CEO; Ridgeway; -
Ridgeway not going to rush its search. Ridgeway CEO Paula Finn will step down in June. \
| Paula Finn; leave; CEO; Ridgeway; -
Ridgeway wants new leader as Finn heads out. Ridgeway CEO Paula Finn resigned on Monday. \
| Paula Finn; leave; CEO; Ridgeway; -
"""
WORDS_OF_TIME = """
Ridgeway's CFO Resigns Months Before Planned Listing | -; leave; CFO; Ridgeway; -
Ridgeway CFO Quits Weeks Before Listing | -; leave; CFO; Ridgeway; -
Ridgeway CEO Paula Finn Resigns Days After Recall | Paula Finn; leave; CEO; Ridgeway; -
Ridgeway's Finance Chief Departs Hours Before Results | -; leave; Finance Chief; Ridgeway; -
Ridgeway CFO Resigns Two Months Before Listing | -; leave; CFO; Ridgeway; -
Ridgeway's COO Steps Down Years Ahead of Schedule | -; leave; COO; Ridgeway; -
Ridgeway CEO Steps Down Years Early | -; leave; CEO; Ridgeway; -
Ridgeway beruft Paula Finn zur Finanzchefin. Die 45-Jährige war zuvor bei Tarn. \
| Paula Finn; join; Finanzchefin; Ridgeway; -
Neue Finanzchefin bei Ridgeway. Ridgeway hat Paula Finn zur Finanzchefin berufen. Die 45-Jährige kommt von Tarn. \
| Paula Finn; join; Finanzchefin; Ridgeway; -
Paula Finn joins Months Media as CFO | Paula Finn; join; CFO; Months Media; -
"""
FROM_ELSEWHERE = """
Ridgeway Hires Chief Marketing Officer from Tarn Foods | -; join; Chief Marketing Officer; Ridgeway; Tarn Foods
Ridgeway Poaches CFO From Tarn | -; join; CFO; Ridgeway; Tarn
Ridgeway hires finance director from rival Tarn | -; join; finance director; Ridgeway; Tarn
Ridgeway Recruits General Counsel From Tarn Bank | -; join; General Counsel; Ridgeway; Tarn Bank
Ridgeway Hires CFO From Within
Ridgeway Hires Finance Chief from Japan
Ridgeway Hires Engineers From Tarn
Ridgeway in talks to hire CFO from Tarn
"""
PUBLIC_BODIES = """
Grain agency gets acting head. The Bureau of Crop Standards named an acting grain inspection director on Monday. \
| -; join; acting grain inspection director; Bureau of Crop Standards; -
Harbour office gets interim boss. The Authority for Inland Ports has appointed an interim harbour director. \
| -; interim; interim harbour director; Authority for Inland Ports; -
The Agency for Coastal Works has hired a chief data officer. | -; join; chief data officer; Agency for Coastal Works; -
Rail watchdog picks new head. The Office of Track Safety has named Paula Finn as director of inspections. \
| Paula Finn; join; director of inspections; Office of Track Safety; -
Ridgeway hires for its studio. The acting director for the sequel is not named yet.
Ridgeway agency work grows. The office of the acting director of inspections has named no supplier.
Film studio hires acting director for sequel
The Authority for Inland Ports has appointed an inspection panel.
"""
NAMES = ("person", "direction", "title", "company", "from_company")
CASES = [
    line
    for kind in (ONLY_WISHED, GOES_ALL_THE_SAME, WORDS_OF_TIME, FROM_ELSEWHERE, PUBLIC_BODIES)
    for line in kind.strip().split("\n")
]


@pytest.mark.parametrize("case", CASES)
def test_who_goes_and_comes_is_told_by_deeds_and_not_by_wishes(case: str) -> None:
    text, *expected = (part.strip() for part in case.split(" | "))
    mentions = detect(
        Item(source="feed", key="a1", kind=ItemKind.ARTICLE, title=text[:200], text=text, url="https://news.example/a1")
    )
    assert {"; ".join(one.value(name) or "-" for name in NAMES) for one in mentions} == set(expected)
