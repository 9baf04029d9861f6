"""Moves as German news tells them: verbs at the end, offices told by their holders, common nouns written large."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.job_change import detect

NAMES = ("person", "direction", "title", "company")

TOLD = """
der Posten: Wie der Aufsichtsrat von Talwerk am Mittwochabend mitteilte, wird die Österreicherin Jana Vogel ab Oktober \
den Posten von Vorstandschef Jens Roth übernehmen. | Jana Vogel; join; Vorstandschef; Talwerk | Jens Roth; leave; \
Vorstandschef; Talwerk
die Aufgaben: Jana Vogel wurde zum 1. Oktober als Finanzchefin von Talwerk berufen. Sie wird die Aufgaben von \
Jens Roth übernehmen, der gehen muss. | Jana Vogel; join; Finanzchefin; Talwerk | Jens Roth; leave; \
Finanzchefin; Talwerk
das Amt: Jana Vogel wird am 1. September das Amt des Intendanten des Westfunks antreten. Sie folgt damit Jens Roth \
nach. | Jana Vogel; join; Intendant; Westfunk | Jens Roth; leave; Intendant; Westfunk
Nachfolger werde: Talwerk leitet den Wechsel an der Konzernspitze ein. Nachfolger von Vorstandschef Jens Roth solle \
Ole Brandt werden, teilte der Konzern am Mittwoch mit. Roth werde sein Vorstandsmandat und die Leitung der Tochter \
zum Jahresende niederlegen. | Ole Brandt; join; Vorstandschef; Talwerk | Jens Roth; leave; Vorstandschef; Talwerk
scheidet er aus: Klare Ansage des Talwerk-Vorstandsvorsitzenden Jens Roth: Mit dem Ablauf seiner Laufzeit scheidet er \
zum 28. Februar als Vorstandsvorsitzender bei Talwerk aus. | Jens Roth; leave; Vorstandsvorsitzender; Talwerk
hört auf: WFR-Intendant Jens Roth strebt keine dritte Amtszeit an und hört vorzeitig auf. | Jens Roth; leave; \
Intendant; WFR
zu jemand kommen: Wie die Bank mitteilte, wird Jana Vogel im Juni nächsten Jahres als Chief Operating Officer zu \
Talwerk kommen. | Jana Vogel; join; Chief Operating Officer; Talwerk
ablösen: Jana Vogel wird bei Talwerk den Finanzvorstand Jens Roth ablösen, teilte der Konzern mit. | Jana Vogel; join; \
Finanzvorstand; Talwerk | Jens Roth; leave; Finanzvorstand; Talwerk
einer der Geschäftsführer: Jens Roth, einer der Geschäftsführer innerhalb des Talwerk Verlags, verlässt nach sieben \
Jahren das Unternehmen. | Jens Roth; leave; Geschäftsführer; Talwerk Verlag
die Tochter: Die Geschäftsführerin des DPW, Jana Vogel, verlässt die Talwerk-Tochter. Ihre Nachfolge tritt ab Januar \
Ole Brandt an, der zuletzt den Handel verantwortet hat. | Jana Vogel; leave; Geschäftsführerin; DPW | Ole Brandt; \
join; Geschäftsführerin; DPW
ihre Funktion: Talwerk-CEO Jana Vogel tritt zurück. Ole Brandt, Head of Apparel, wird ihre Funktion interimistisch \
übernehmen. | Jana Vogel; leave; CEO; Talwerk | Ole Brandt; interim; CEO; Talwerk
zurücktreten: Finanzchef Jens Roth wird zum Jahresende zurücktreten, teilte Talwerk am Montag mit. | Jens Roth; leave; \
Finanzchef; Talwerk
"""
NOT_TOLD = """
im Amt: Talwerk-Chefin Jana Vogel wird am Montag eine Erklärung abgeben.
ein Berater: Jens Roth wird mit dem Talwerk Verlag weiterhin als Geschäftsführer zusammenarbeiten und ihn begleiten.
hilft: Jana Vogel wird den CEO von Talwerk, Jens Roth, bei der Umsetzung seiner Strategie unterstützen.
im Urlaub: Jens Roth, CEO von Talwerk, ist nicht mehr im Urlaub.
trifft: Jens Roth, Chef von Talwerk, kommt zu einem Treffen nach Berlin. Er folgt einer Einladung von Jana Vogel.
plant: Finanzchef Jens Roth werde die Zahlen im März vorlegen, sagte ein Sprecher von Talwerk.
"""


def _cases(block: str) -> list[str]:
    return [line for line in block.strip().splitlines() if line]


def _told(text: str) -> set[str]:
    item = Item(
        source="feed",
        key="a1",
        kind=ItemKind.ARTICLE,
        title=text[:200],
        text=text,
        url="https://news.example/a1",
        language="de",
    )
    mentions = detect(item)
    assert all(field.quote.stands_in(text) for one in mentions for field in one.fields.values())
    return {"; ".join(one.value(name) or "-" for name in NAMES) for one in mentions}


@pytest.mark.parametrize("case", _cases(TOLD))
def test_german_news_tells_its_moves(case: str) -> None:
    text, *expected = case.split(": ", 1)[1].split(" | ")
    assert _told(text) == set(expected)


@pytest.mark.parametrize("case", _cases(NOT_TOLD))
def test_what_german_news_tells_of_officers_who_stay_is_no_move(case: str) -> None:
    assert not _told(case.split(": ", 1)[1])
