"""Headlines with the words of a job change that tell none: prizes, courts, quotes, looks back, what might be."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.job_change import detect

TELL_NOTHING = """
Ridgeway CEO Mark Sauer named among most admired leaders in retail
Ridgeway CEO Mark Sauer wins lifetime prize from trade body
Paula Finn, Ridgeway's chief executive, named Entrepreneur of the Year
Ridgeway names Paula Finn employee of the month
Paula Finn, chief executive of Ridgeway, appointed OBE
Paula Finn, chief executive of Ridgeway, named to magazine's list of 50 women in tech
Paula Finn named one of the top CFOs under 40
Mark Sauer, who led Ridgeway as chief executive for 30 years, dies at 84
Former Ridgeway chief executive Mark Sauer, 91, dies
Mark Sauer, former CFO of Ridgeway, has died
President names new trade envoy, a former Ridgeway CEO
Mayor appoints Paula Finn director of parks
Governor picks former Ridgeway CEO Mark Sauer for transport post
Former Ridgeway CEO Mark Sauer joins race for governor
Ridgeway CEO Mark Sauer joins president's trade delegation
City United sign striker Mark Sauer from Rovers
Rovers appoint Mark Sauer as head coach
Club president Mark Sauer quits after relegation
Golf captain Paula Finn steps down
CEO Simulator adds new manager mode
Show HN: Chief – hire an AI executive assistant
Ridgeway launches Director, a tool that replaces the product manager
Tarn releases Controller 2, replacing President Pro keyboard
New CEO dashboard added to Ridgeway Analytics
Ridgeway appoints new distribution director in popular soap opera
Chief Executive magazine names best cities for business
How Paula Finn became chief executive of Ridgeway at 29
In 1987 Mark Sauer became chief executive of Ridgeway.
Mark Sauer joined Ridgeway as finance director in 1998 and became chief executive four years later.
Twenty years after he was fired as CEO of Ridgeway, Mark Sauer looks back
A decade after leaving Ridgeway as chief executive, Paula Finn paints
Ridgeway could name Paula Finn chief executive this week
Ridgeway seen naming Paula Finn CEO, analysts say
Will Ridgeway fire its CEO?
Investors want Ridgeway to replace chief executive Mark Sauer
Activist fund calls on Ridgeway CEO to resign
Ridgeway CEO Mark Sauer says he will not resign
Ridgeway chief denies he is leaving
Ridgeway CEO vows to stay
Ridgeway board backs CEO Mark Sauer after vote to oust him fails
Shareholders reject bid to remove Ridgeway chair and CEO Mark Sauer
Former Ridgeway CFO Paula Finn sues company over dismissal
Fired Ridgeway CFO Paula Finn wins payout at tribunal
Ridgeway settles suit by ousted CEO Mark Sauer
Former Tarn CEO Nora Lind joins panel at Lisbon tech week
Ridgeway CEO Mark Sauer to join climbers on mountain charity trek
Ridgeway CEO Mark Sauer takes charge of barbecue at staff party
Tarn CEO Nora Lind steps up attack on rival
Tarn CEO Nora Lind steps back from the brink in pay dispute
Ridgeway CFO sees sales exit decline by June
Ridgeway CEO sells shares worth $2m
Ridgeway hands CEO Mark Sauer $4m bonus
Ridgeway gives CEO Paula Finn new five-year contract
Ridgeway extends contract of chief executive Paula Finn
Ridgeway confirms CEO Mark Sauer met regulators
Ridgeway CEO Mark Sauer confirms talks with Tarn
Ridgeway presents chief executive Paula Finn with a clock for long service
Tarn introduces CEO Nora Lind's vision for 2030
Ridgeway CEO Mark Sauer joins Tarn CEO Nora Lind in call for lower tax
Ridgeway joins Tarn as sponsor, says chief marketing officer Paula Finn
Tarn to hire 300 engineers, chief technology officer Nora Lind says
Tarn CTO Nora Lind: why we left the cloud
Oslo Energy exits coal, CEO Mark Sauer announces
Oslo Energy CEO Mark Sauer leaves door open to merger
Ridgeway names plant after late president Mark Sauer
Ridgeway CEO Mark Sauer names price for takeover
Tarn names date for first flight, chief engineer says
Ridgeway appoints administrators as managing director calls in help
Ridgeway drops plan to move head office
Ridgeway loses appeal against former director
Ridgeway loses $40m, CFO blames weather
Ridgeway CFO Paula Finn takes maternity leave
Ridgeway chief executive Mark Sauer takes medical leave
Ridgeway CEO Mark Sauer will take over budget planning himself
Ridgeway takes over Tarn; CEO Nora Lind pleased
Tarn acquires Ridgeway, whose chief executive Paula Finn founded it in 1999.
According to Paula Finn, head of people at Ridgeway, most hires leave within a year.
The job of chief financial officer has changed, says Paula Finn, who took the post at Ridgeway in 2011.
Five CEOs who quit to save their health
What I learned when my CTO quit
Ask HN: Our CEO resigned, what now?
Survey: one in three CFOs plans to quit this year
More chief executives retired in 2025 than in any year since 2008, according to Hollis & Crane.
Training course: become a chief product officer in 12 weeks
Job: Chief Financial Officer, Ridgeway, Leeds
Ridgeway is recruiting a chief financial officer
Ridgeway begins search for a new chief executive
Ridgeway recruits 40 as managing director Mark Sauer cuts ribbon
Mark Sauer, the fictional chief executive in the new series, resigns in episode two.
Student Paula Finn becomes CEO for a day at Ridgeway
Ridgeway intern takes over as CEO for a day
Ridgeway CEO Mark Sauer's wife leaves him
Ridgeway CEO Mark Sauer and husband welcome baby
Ridgeway CEO Mark Sauer replaced phone with a pager
Ridgeway president elected to chamber of commerce
Ridgeway CEO Mark Sauer elected chairman of brewers' federation
Ridgeway CFO Paula Finn joins board of children's hospital
Fed up CEO quits email
Tarn CEO Nora Lind goes vegan
Bishop names Paula Finn director of communications
University appoints Paula Finn vice chancellor
Army chief steps down
Orchestra names Paula Finn music director
Broadcaster names Mark Sauer director of hit drama
Mark Sauer to direct sequel as producer leaves
Thirty-year-old founder resigns herself to slower growth, Tarn CEO says
If Ridgeway CEO Mark Sauer leaves, shares will fall, analysts say
Ridgeway CEO Mark Sauer will leave only if shareholders ask him to
Ridgeway CEO Mark Sauer once left Tarn to study bees
Had Ridgeway appointed Paula Finn CEO in time, it would have survived.
Ridgeway chief executive Mark Sauer, appointed in 2019, said sales rose 4%.
Ridgeway, which named Paula Finn chief executive two years before the crash, is bankrupt.
Ridgeway's profit rose 4%, said finance director Paula Finn, who succeeded Mark Sauer in 2021.
The company was founded by Mark Sauer, who stepped down as chief executive in 2014.
"""


@pytest.mark.parametrize("text", TELL_NOTHING.strip().split("\n"))
def test_words_of_a_job_change_alone_tell_none(text: str) -> None:
    item = Item(
        source="feed", key="a1", kind=ItemKind.ARTICLE, title=text[:200], text=text, url="https://news.example/a1"
    )
    assert detect(item) == ()
