"""Rounds as German, French and Spanish papers tell them: verbs that hold the amount in a bracket, pasts with an
auxiliary, nouns of funding, and subjects behind the verb. All names are invented."""

from __future__ import annotations

import pytest

from agent.domain.items import Item, ItemKind
from agent.domain.signals import SignalKind
from signals.detectors.funding import detect
from signals.extract.organisations import investor_key

# text | company | amount | investors
TOLD = """
Der Robo-Gärtner Moosfein hat in einer Series-B-Finanzierungsrunde 50 Millionen Euro eingesammelt. | Moosfein | \
50000000 |
Moosfein hat eine Series-A-Finanzierung in Höhe von 40 Mio. Euro erhalten. | Moosfein | 40000000 |
Im schwierigen Umfeld sammelte das Start-up Moosfein nun weitere 20 Millionen Euro ein. | Moosfein | 20000000 |
In einer Finanzierungsrunde hat Moosfein 5 Millionen Euro von Heron Ventures eingeworben. | Moosfein | 5000000 | \
Heron Ventures
Der Lieferdienst Moosfein sammelt 12 Mio. Euro ein. Angeführt wird die Runde von Heron Ventures. | Moosfein | \
12000000 | \
Heron Ventures
Das Berliner Fintech Moosfein konnte eine Finanzierungsrunde über 8 Millionen Euro abschließen. | Moosfein | 8000000 |
Die Neobank Moosfein warb 30 Millionen Euro bei Investoren ein. | Moosfein | 30000000 |
Moosfein schließt eine Finanzierungsrunde über 15 Millionen Euro ab. | Moosfein | 15000000 |
Nach dem Markteintritt in Polen erhält Moosfein 9 Millionen Euro von Heron Ventures. | Moosfein | 9000000 | Heron \
Ventures
Moosfein vient de lever 10,4 millions d’euros en série C, du jamais vu. | Moosfein | 10400000 |
Moosfein a levé 7,5 millions d’euros auprès de Heron Ventures et Rivage Capital. | Moosfein | 7500000 | \
Heron Ventures; Rivage Capital
C’est le cas d’Azurine, qui a rassemblé pas moins de 9 millions d’euros auprès d’un investisseur privé. | Azurine | \
9000000 |
La Foodtech lyonnaise Mijotine se place deuxième avec une levée de 5 millions d’euros auprès d’un pool \
d’investisseurs : \
Rivage, Quai Ventures et la Banque des Dunes. | Mijotine | 5000000 | Rivage; Quai Ventures; Banque des Dunes
La start-up nantaise Mijotine annonce avoir bouclé un tour de table de 3 millions d’euros mené par Quai Ventures. | \
Mijotine | 3000000 | Quai Ventures
Mijotine annonce une levée de fonds de 4 millions d’euros. Le tour de table a été mené par Quai Ventures, avec la \
participation de Rivage. | Mijotine | 4000000 | Quai Ventures; Rivage
La aplicación de reparto Olivarera ha cerrado su nueva ronda de financiación por 30 millones de euros. | Olivarera | \
30000000 |
La empresa de reparto a domicilio Olivarera ha anunciado este martes que ha conseguido cerrar con éxito una ronda de \
financiación de 15 millones de euros. | Olivarera | 15000000 |
La startup valenciana Olivarera ha levantado 2 millones de euros en una ronda liderada por Heron Ventures. | \
Olivarera | \
2000000 | Heron Ventures
Olivarera ha captado 6 millones de euros. En la ronda han participado Mothwing y Heron Ventures. | Olivarera | \
6000000 | \
Mothwing; Heron Ventures
Olivarera logra cerrar una ronda de 1,5 millones de euros con Mothwing. | Olivarera | 1500000 | Mothwing
Frisches Geld für Moosfein: Das Start-up hat 5 Millionen Euro von Heron Ventures erhalten. | Moosfein | 5000000 | \
Heron Ventures
Moosfein gibt den Abschluss einer Finanzierungsrunde in Höhe von 10 Millionen Euro bekannt. | Moosfein | 10000000 |
Die Investoren Heron Ventures und Mothwing stecken 5 Millionen Euro in das Berliner Start-up Moosfein. | Moosfein | \
5000000 | Heron Ventures; Mothwing
Après un premier tour en 2031, Mijotine vient de boucler une série B de 25 millions d’euros. | Mijotine | 25000000 |
Olivarera ha completado una ronda de financiación serie A de 10 millones de dólares. | Olivarera | 10000000 |
"""
NOT_TOLD = """
Moosfein hat Insolvenz angemeldet. Noch im vergangenen Jahr hatte das Start-up 20 Millionen Euro eingesammelt.
Moosfein übernimmt Flottkost für 20 Millionen Euro.
Mijotine serait en discussions pour lever 30 millions d'euros.
Mijotine a levé 12 millions d'euros depuis sa création.
Olivarera compra Aceitera por 20 millones de euros.
Moosfein will 20 Millionen Euro einsammeln.
Moosfein hat im vergangenen Jahr 20 Millionen Euro Umsatz erzielt.
Der Bund hat 50 Millionen Euro für Moosforschung bereitgestellt.
Im Januar wurde Moosfein mit 1,7 Milliarden Euro bewertet.
Deutsche Start-ups haben in diesem Jahr 3,4 Milliarden Euro eingesammelt.
Moosfein hat einen Auftrag über 12 Millionen Euro erhalten.
Moosfein hat einen Kredit über 12 Millionen Euro erhalten.
Mijotine veut lever 10 millions d’euros.
Mijotine cherche à lever 10 millions d’euros pour ouvrir des cuisines.
Les startups françaises ont levé 62,2 millions d’euros cette semaine.
Mijotine a réalisé un chiffre d’affaires de 12 millions d’euros.
La banque a levé 300 millions d’euros d’obligations.
Olivarera busca levantar 20 millones de euros.
Olivarera espera cerrar una ronda de 20 millones de euros.
La inversión en startups españolas alcanzó los 1.670 millones de euros.
Olivarera ha facturado 12 millones de euros.
El fondo, proveniente de la inversión de 100 millones de euros de Heron Ventures a la empresa, se destinará a las obras.
"""


def article(text: str) -> Item:
    return Item("news", "k", ItemKind.ARTICLE, text, text, "https://news.example/1")


@pytest.mark.parametrize("row", TOLD.strip().splitlines())
def test_a_round_is_read_in_the_words_of_its_paper(row: str) -> None:
    text, company, amount, investors = (cell.strip() for cell in row.split("|"))
    (mention,) = detect(article(text))
    fields = {name: value.value for name, value in mention.fields.items()}
    assert (fields["company"], fields["amount"]) == (company, amount)
    names = {investor_key(value) for name, value in fields.items() if "investor" in name}
    assert names == {investor_key(name) for name in investors.split("; ") if name}


@pytest.mark.parametrize("text", NOT_TOLD.strip().splitlines())
def test_what_is_wished_earned_owed_or_summed_up_is_no_round(text: str) -> None:
    assert [mention for mention in detect(article(text)) if mention.kind is SignalKind.FUNDING] == []


def test_a_trade_told_of_without_a_name_is_the_company_of_the_text() -> None:
    text = "Moosfein wächst weiter. Nun sammelte der Software-Spezialist weitere 20 Millionen Euro ein."
    (mention,) = detect(article(text))
    assert mention.fields["company"].value == "Moosfein"
