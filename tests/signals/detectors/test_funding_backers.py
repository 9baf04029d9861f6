"""Who put money in, where sentences after the one that tells of the round say so.

Every company, person and investor is invented, but for firms whose other names the table of investors knows.
"""

from __future__ import annotations

import time

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.funding import detect
from signals.extract.organisations import investor_key

# how | what follows "Tessellate raised $9 million in Series A funding." | investors
TOLD = """
they led | Heron Ventures and Oakhollow co-led the round | Heron Ventures; Oakhollow
they led | The company says Brackenfield Capital led the latest round, which included earlier investors Mothwing and \
Oakhollow | Brackenfield Capital; Mothwing; Oakhollow
they led | The round, which brings its total raised since 2031 to over $40M, was led by Heron Ventures and Mothwing | \
Heron Ventures; Mothwing
they led | The round was led by Heron Ventures (new investor), while Mothwing Partners (new investor) is also joining \
the cap table | Heron Ventures; Mothwing Partners
they led | Brackenfield Capital co-led the round along with Meganorth’s Northwing venture capital arm | \
Brackenfield Capital; Northwing
others | Other investors include Mothwing, Oakhollow and insiders Heron Ventures and Pinecrest Fund | \
Mothwing; Oakhollow; Heron Ventures; Pinecrest Fund
others | Existing investors Mothwing, Oakhollow, and Heron Ventures are also investing in this round, it said | \
Mothwing; Oakhollow; Heron Ventures
others | Existing investors, Mothwing, Oakhollow Health and Heron Ventures’ Seedbed all joined | \
Mothwing; Oakhollow Health; Seedbed
others | All investors from the prior round – Mothwing, Oakhollow and the Brackenfield Fund – joined the financing | \
Mothwing; Oakhollow; Brackenfield Fund
they came back | Company backers Mothwing and Oakhollow Capital returned for the series A | Mothwing; Oakhollow Capital
they came back | Newcomers Heron Ventures and Pinecrest Fund pitched in, too | Heron Ventures; Pinecrest Fund
they came back | Mothwing participated. So, too, did Ilse Quandry, Tomas Aldergate and Heron Ventures | \
Mothwing; Ilse Quandry; Tomas Aldergate; Heron Ventures
people | Dr. Ilse Quandry and Dr. Tomas Aldergate participated, too | Ilse Quandry; Tomas Aldergate
people | Those investors include Mothwing and Heron Ventures (which led the round), along with Fernlight founder and \
former CEO Ilse Quandry, and Meganorth exec Tomas Aldergate | Mothwing; Heron Ventures; Ilse Quandry; Tomas Aldergate
people | The round also saw participation from angel investors like Ilse Quandry, Partner at Northgate, and \
Oslo-based Mothwing | Ilse Quandry; Mothwing
whose they are | The money came from Heron Ventures, mossbank capital and the UK’s state-backed Tomorrow Fund | \
Heron Ventures; mossbank capital; Tomorrow Fund
whose they are | It won the injection from Meganorth, with additional funds from Corrigan’s, a grower of pears | \
Meganorth; Corrigan’s
German | Angeführt wurde die neue Runde wieder von Heron Ventures | Heron Ventures
German | Zum Investorenkreis zählen u.a. die Unternehmerin Ilse Quandry, Mothwing oder Tomas Aldergate | \
Ilse Quandry; Mothwing; Tomas Aldergate
German | Die Bestandsinvestoren Mothwing, Heron Ventures und Oakhollow stemmten die Hälfte der Runde | \
Mothwing; Heron Ventures; Oakhollow
German | Das Geld kommt von der Risikokapitalgeber Heron Ventures und Mothwing | Heron Ventures; Mothwing
French | La jeune pousse a pu compter sur Mothwing, Heron Ventures et Oakhollow pour boucler ce tour de table | \
Mothwing; Heron Ventures; Oakhollow
French | La levée s’est faite auprès d’un pool d’investisseurs : Mothwing, Oakhollow et la Banque des Rivages | \
Mothwing; Oakhollow; Banque des Rivages
French | Le tour de table est mené par Heron Ventures, aux côtés de Mothwing | Heron Ventures; Mothwing
Spanish | La ronda ha contado con la participación de Heron Ventures y con Mothwing, dueña de unos viveros | \
Heron Ventures; Mothwing
Spanish | El gigante del té Oakhollow y el fondo Mothwing han sido los principales inversores | Oakhollow; Mothwing
Spanish | En la ronda también han participado otras entidades del accionariado, como Mothwing y Oakhollow | \
Mothwing; Oakhollow
they joined | Joining the round were Heron Ventures and Mothwing | Heron Ventures; Mothwing
they joined | Participating investors: Heron Ventures, Mothwing and Oakhollow | Heron Ventures; Mothwing; Oakhollow
they joined | Heron Ventures and Mothwing were among the investors | Heron Ventures; Mothwing
they joined | It counts Heron Ventures and Mothwing among its investors | Heron Ventures; Mothwing
they joined | Heron Ventures poured money into the round alongside Mothwing | Heron Ventures; Mothwing
they joined | Tessellate's earlier investors, among them Mothwing and Oakhollow, also put money in | Mothwing; Oakhollow
they joined | The round's lead investor was Heron Ventures; other participants were Mothwing and Oakhollow | \
Heron Ventures; Mothwing; Oakhollow
they joined | Heron Ventures was the lead investor, joined by Mothwing | Heron Ventures; Mothwing
they joined | Heron Ventures, which led the company's Series A, led the round again | Heron Ventures
they joined | The financing was led by Heron Ventures' Ilse Quandry, who will join the board | Heron Ventures
they joined | Heron Ventures invested, as did Mothwing and Oakhollow | Heron Ventures; Mothwing; Oakhollow
they joined | Heron Ventures was the sole investor | Heron Ventures
they joined | Investors in the company include Heron Ventures and Mothwing | Heron Ventures; Mothwing
French | Le tour de table a été mené par Heron Ventures avec Rivage | Heron Ventures; Rivage
of something else | The market for slate is led by Duskware and Fernlight, and the round is a vote of confidence |
of something else | It competes with Duskware, which raised $40 million last year from investors including Mothwing |
of something else | The money will fund trials led by Dr. Ilse Quandry at Bergen Hospital |
of something else | The company is led by Ilse Quandry, and works with Meganorth and Fernlight |
of something else | "We are glad to back Tessellate in this round," said Ilse Quandry, partner at Heron Ventures |
of another round | In June 2031, Tessellate completed a $3.3 million seed round led by Heron Ventures |
of another round | Rivals such as Fernlight are backed by Heron Ventures |
of another round | Its previous round was led by Mothwing and Heron Ventures |
of something else | Ilse Quandry, partner at Heron Ventures, was appointed to the board |
of something else | Customers include Fernlight, Meganorth and Oakhollow |
of something else | Tessellate competes with Fernlight and Duskware, and sells to builders in Oslo and Bergen |
of something else | Ilse Quandry founded Tessellate with Tomas Aldergate after they left Meganorth |
of something else | The round will help Tessellate open offices in Oslo, Bergen and Turku |
of something else | Meganorth returned to Oslo, and Fernlight led the league in exports of slate |
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def investors_of(text: str) -> set[str]:
    (mention,) = detect(Item("news", "k", ItemKind.ARTICLE, text, text, "https://news.example/1"))
    return {value.value for name, value in mention.fields.items() if "investor" in name}


@pytest.mark.parametrize(("how", "follows", "names"), rows(TOLD))
def test_backers_are_read_from_the_sentences_that_follow(how: str, follows: str, names: str) -> None:
    found = investors_of(f"Tessellate raised $9 million in Series A funding.\n\n{follows}.")
    assert {investor_key(name) for name in found} == {investor_key(name) for name in names.split("; ") if name}, how


def test_a_long_list_of_backers_costs_no_time() -> None:
    names = ", ".join(f"Heron {n} Ventures" for n in range(400))
    followed = f"Existing investors {names} and others " * 3
    began = time.thread_time()
    investors_of(f"Tessellate raised $9 million in Series A funding.\n\n{followed}also participated")
    assert time.thread_time() - began < 1
