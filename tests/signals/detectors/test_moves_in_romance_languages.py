"""Moves as French and Spanish news tells them."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from signals.detectors.job_change import detect

NAMES = ("person", "direction", "title", "company")

TOLD = """
fr | Le groupe français Valmont, qui compte 2 000 salariés, se dote d'une nouvelle directrice générale en la personne \
de Claire Morel, aujourd'hui patronne de Fontane. Elle prendra ses fonctions le 2 mars en remplacement d'Élise \
Garnier. | Claire Morel; join; directrice générale; Valmont | Élise Garnier; leave; directrice générale; Valmont
fr | Valmont confirme la démission de son PDG Marc Lenoir à effet du 31 octobre, et la dissociation des fonctions de \
président et de directeur général. | Marc Lenoir; leave; PDG; Valmont
fr | Le directeur général du constructeur automobile français Valmont, Marc Lenoir, va quitter le groupe, a indiqué \
dimanche l’entreprise. | Marc Lenoir; leave; directeur général; Valmont
fr | Marc Lenoir, directeur financier de Valmont depuis 2015, quitte l'entreprise. Il sera remplacé par Claire Morel. \
| Marc Lenoir; leave; directeur financier; Valmont | Claire Morel; join; directeur financier; Valmont
fr | Le conseil de Valmont a décidé de nommer Claire Morel au poste de directrice générale. | Claire Morel; join; \
directrice générale; Valmont
fr | Le conseil a mis fin aux fonctions de directeur général de Marc Lenoir, a indiqué Valmont. | Marc Lenoir; leave; \
directeur général; Valmont
es | Marcos Vidal deja la presidencia ejecutiva de Cordal y será sustituido por Lucía Ferrer. | Marcos Vidal; leave; \
presidencia ejecutiva; Cordal | Lucía Ferrer; join; presidencia ejecutiva; Cordal
es | El consejo decidió que Marcos Vidal deje su cargo de director financiero de Cordal a partir del 1 de diciembre y \
que sea reemplazado de manera interina por Lucía Ferrer. | Marcos Vidal; leave; director financiero; Cordal | \
Lucía Ferrer; interim; director financiero; Cordal
es | Cordal ha decidido destituir a su consejero delegado, Marcos Vidal, tras dos años en el cargo. | Marcos Vidal; \
leave; consejero delegado; Cordal
es | La junta de Cordal anunció la salida de Marcos Vidal de la presidencia de la entidad a partir de hoy. | \
Marcos Vidal; leave; presidencia; Cordal
es | Lucía Ferrer cumplirá transitoriamente el rol de directora ejecutiva de Cordal. | Lucía Ferrer; join; directora \
ejecutiva; Cordal
es | Para el cargo de director general de Cordal ha sido designada Lucía Ferrer. | Lucía Ferrer; join; director \
general; Cordal
es | Lucía Ferrer, nueva consejera delegada de Cordal, releva en el cargo a Marcos Vidal. | Lucía Ferrer; join; \
consejera delegada; Cordal | Marcos Vidal; leave; consejera delegada; Cordal
es | El Consejo de Administración de Cordal ha nombrado a Lucía Ferrer directora general. | Lucía Ferrer; join; \
directora general; Cordal
es | El Directorio de Cordal aceptó la renuncia presentada por Marcos Vidal al cargo de gerente general. | \
Marcos Vidal; leave; gerente general; Cordal
es | Se aceptó la renuncia que había presentado Marcos Vidal como director financiero de Cordal. | Marcos Vidal; \
leave; director financiero; Cordal
fr | Le Conseil d'administration de Valmont a nommé Claire Morel directrice générale. | Claire Morel; join; directrice \
générale; Valmont
de | Auf Jens Roth folgt Jana Vogel: Talwerk hat eine neue Finanzchefin. | Jana Vogel; join; Finanzchefin; Talwerk | \
Jens Roth; leave; Finanzchefin; Talwerk
de | Jens Roth ist nicht mehr CEO von Talwerk. | Jens Roth; leave; CEO; Talwerk
"""
NOT_TOLD = """
de | Talwerk wird Jens Roth, den früheren Finanzchef von Kestrel, als künftigen Aufsichtsratschef vorschlagen. Dort \
soll er Ole Brandt ablösen, dessen Mandat abläuft.
de | Ole Brandt wird neuer Aufsichtsratsvorsitzender der Talwerk AG.
fr | La direction générale de Valmont a annoncé des pertes.
es | La presidencia de la Cámara pidió a Marcos Vidal que deje su escaño.
es | Marcos Vidal, director financiero de Cordal, cumplirá cincuenta años en el cargo de su vida.
"""


def _told(language: str, text: str) -> set[str]:
    item = Item(
        source="feed",
        key="a1",
        kind=ItemKind.ARTICLE,
        title=text[:200],
        text=text,
        url="https://news.example/a1",
        language=language,
    )
    mentions = detect(item)
    assert all(field.quote.stands_in(text) for one in mentions for field in one.fields.values())
    return {"; ".join(one.value(name) or "-" for name in NAMES) for one in mentions}


@pytest.mark.parametrize("case", TOLD.strip().splitlines())
def test_news_of_another_tongue_tells_its_moves(case: str) -> None:
    language, text, *expected = case.split(" | ")
    assert _told(language, text) == set(expected)


@pytest.mark.parametrize("case", NOT_TOLD.strip().splitlines())
def test_seats_and_plain_news_of_another_tongue_are_no_moves(case: str) -> None:
    language, text = case.split(" | ")
    assert not _told(language, text)
