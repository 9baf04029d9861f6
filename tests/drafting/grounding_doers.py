"""Worlds of the grounding tests: who did it, where, and whether it is done; companies that do not exist."""

from __future__ import annotations

from grounding_cases import World, adding_to, evidence

DOERS_WORLDS: list[World] = []
world = adding_to(DOERS_WORLDS)


world(
    "Wexley Rail",
    [
        evidence(
            "e1",
            "news",
            "2026-11-10",
            (
                "Wexley Rail and port operator Lowmarsh Quays signed a three-year agreement. Lowmarsh last week also"
                " opened a container yard in Holm. Rival Arden Freight raised £20 million last month."
            ),
        ),
        evidence(
            "e2",
            "news",
            "2026-11-09",
            (
                "Wexley Rail is cutting 45 jobs and will close its Denby warehouse in January. Its Dale and Rook"
                " warehouses stay open. Customers in Quarrow will get the portal in 2027."
            ),
        ),
        evidence(
            "e3",
            "tech",
            "2026-11-13",
            (
                "Script from widget.parlo.example found on 12 of 14 pages; absent in September. Script from"
                " chat.drifter.example, found on 14 of 14 pages in September, is gone."
            ),
        ),
    ],
    [
        ("You signed a three-year agreement with Lowmarsh Quays.", ["e1"], True),
        ("You opened a container yard in Holm.", ["e1"], False),
        ("Wexley raised £20 million last month.", ["e1"], False),
        ("Wexley is closing its Denby warehouse in January.", ["e2"], True),
        ("Wexley is closing its Dale warehouse in January.", ["e2"], False),
        ("The portal is already there for your customers in Quarrow.", ["e2"], False),
        ("Parlo's script is on 12 of 14 pages of your site.", ["e3"], True),
        ("Parlo's script is on 14 of 14 pages of your site.", ["e3"], False),
        ("Drifter's script is gone from your site, and Parlo's is on 12 of 14 pages.", ["e3"], True),
    ],
)
world(
    "Marram Foods",
    [
        evidence(
            "e1",
            "filing",
            "2026-11-04",
            (
                "Net revenue for the quarter ended September 30, 2026 was $48.7 million. We opened our twelfth store."
                " The SOC 2 Type II report covers March through August 2026. The trial starts in January."
            ),
        ),
        evidence(
            "e2",
            "news",
            "2026-10-28",
            "Marram co-founder Lucia Brandt has stepped down as chief operating officer. Tom Yuen is acting COO.",
        ),
    ],
    [
        ("You reported net revenue of $48.7 million.", ["e1"], True),
        ("You opened your twelfth store.", ["e1"], True),
        ("You opened your fourteenth store.", ["e1"], False),
        ("Your SOC 2 Type II report covers March to August 2026.", ["e1"], True),
        ("Your trial is due to begin in January.", ["e1"], True),
        ("Tom Yuen is acting COO, after co-founder Lucia Brandt stepped down.", ["e2"], True),
        ("Marram's COO is Tom Yuen.", ["e2"], False),
    ],
)
