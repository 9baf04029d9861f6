"""Worlds of the grounding tests: what may be told in other words, and what these words do not carry."""

from __future__ import annotations

from grounding_cases import PROOF, Row, World, evidence

from agent.domain.accounts import Account

LICENSED_WORLDS: list[World] = []


def world(company: str, quote: str, rows: list[Row]) -> None:
    name = company.split()[0].lower()
    account = Account("x", company, f"{name}.example")
    LICENSED_WORLDS.append((name, (account, (evidence("e1", "news", "2026-11-10", quote), PROOF)), rows))


world(
    "Larkmere Freight",
    "Larkmere Freight completed a $9M Series A in 2024. It expects to complete its Aldport depot in 2027.",
    [
        ("Larkmere expects to complete its Aldport depot in 2027.", ["e1"], True),
        ("Larkmere completed its Series B.", ["e1"], False),
    ],
)
world(
    "Larkmere Freight",
    "Odile Brandt, former CFO of Quill Mills, was appointed COO of Larkmere Freight to succeed Ben Harrow.",
    [
        ("Odile Brandt is your new CFO.", ["e1"], False),
        ("Congrats on naming Odile Brandt CFO.", ["e1"], False),
    ],
)
world(
    "Larkmere Freight",
    (
        "Ben Harrow, who was VP Sales, will leave Larkmere Freight on December 1. He will be replaced by Mia Sturt,"
        " VP Operations."
    ),
    [
        ("Larkmere's new VP Sales is Ben Harrow.", ["e1"], False),
        ("Mia Sturt replaces Ben Harrow as VP Sales.", ["e1"], True),
        ("Ben Harrow leaves as VP Sales.", ["e1"], True),
    ],
)
world(
    "Larkmere Freight",
    "Former CFO Ben Harrow stepped down in October; Mia Sturt took over in his place.",
    [
        ("Mia Sturt succeeded Ben Harrow as CFO.", ["e1"], True),
        ("Mia Sturt is your new CFO.", ["e1"], True),
        ("Ben Harrow is your new CFO.", ["e1"], False),
    ],
)
world(
    "Larkmere Freight",
    "Larkmere Freight was chosen by one customer, Tarn Foods, for its pallet tracker.",
    [
        ("One customer, Tarn Foods, chose your pallet tracker.", ["e1"], True),
        ("One rival, Tarn Foods, chose your pallet tracker.", ["e1"], False),
    ],
)
world(
    "Larkmere Freight",
    "In its first week the Aldport depot shipped 900 pallets. The pilot ran 21 days.",
    [
        ("The Aldport depot shipped 900 pallets in seven days.", ["e1"], True),
        ("The pilot ran seven days.", ["e1"], False),
    ],
)
world(
    "Larkmere Freight",
    "Larkmere Freight cut its month-end close from eleven days to four. Onboarding takes nine days.",
    [
        ("Larkmere took seven days off its close.", ["e1"], True),
        ("Larkmere saved five days on its close.", ["e1"], False),
    ],
)
world(
    "Larkmere Freight",
    "Larkmere Freight serves customers in Aldport and in Brackwell. Two more, in Castleton and Wick, are planned.",
    [
        ("Larkmere plans two more, in Castleton and Wick.", ["e1"], True),
        ("Larkmere plans three more, in Castleton and Wick.", ["e1"], False),
    ],
)
