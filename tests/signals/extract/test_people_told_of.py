"""Names that only their sentence betrays are found, and what merely looks like a name is left alone."""

from __future__ import annotations

import pytest

from signals.extract.people_told_of import people_told_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“It is time,” said Xanthe Mbeki, its founder.", {"Xanthe Mbeki"}),
        ("Former Caldera CFO Ottoline Wrenfield lands at Elm Works.", {"Ottoline Wrenfield"}),
        ("Press contact: Bartholomew Achterberg, press@elm.example.", {"Bartholomew Achterberg"}),
        ("Mr. Quistgaard looked on.", {"Quistgaard"}),
        ("Chief Revenue Officer Xochitl Vane agreed.", {"Xochitl Vane"}),
        ("Wei Ling-Aas, VP of Sales, has left; Elm Works named Jo Xu as its chief.", {"Wei Ling-Aas", "Jo Xu"}),
        ("Elm Founder (and Former CEO) Xanthe Mbeki Joins Oak Labs as Partner", {"Xanthe Mbeki"}),
        ("Elm Works Names Ottoline Wrenfield Chief Revenue Officer", {"Ottoline Wrenfield"}),
        ("Ottoline Wrenfield Succeeds Xanthe Mbeki as CEO", {"Ottoline Wrenfield", "Xanthe Mbeki"}),
        ("Dana Ortiz and her team grew.", {"Dana Ortiz"}),
    ],
)
def test_who_is_told_of_is_found(text: str, names: set[str]) -> None:
    assert set(people_told_of(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "Alder Works raises a $12 million Series B led by Oak Hill Capital.",
        "Marlow Freight said it plans to hire.",
        "Head of Sales, New York. Data Engineer, Remote Europe.",
        "Umbra Pay named Series B investors in San Francisco, Calif.",
    ],
)
def test_companies_places_and_roles_are_nobody(text: str) -> None:
    assert people_told_of(text) == ()
