"""Worlds of the grounding tests: people's moves, seasons, places and rows; companies that do not exist."""

from __future__ import annotations

from grounding_cases import World, adding_to, evidence

FINER_WORLDS: list[World] = []
world = adding_to(FINER_WORLDS)


world(
    "Brightmoor Lighting",
    [
        evidence(
            "e1",
            "filing",
            "2026-11-10",
            (
                "On November 6, 2026, Halima Oduya informed Brightmoor Lighting Corp. of her resignation as Chief"
                " Operating Officer, effective December 15, 2026. The Board named Piotr Wend, Treasurer, as acting"
                " Chief Operating Officer."
            ),
        ),
    ],
    [
        ("Halima Oduya leaves Brightmoor as COO on December 15.", ["e1"], True),
        ("Brightmoor named Piotr Wend, its Treasurer, acting COO.", ["e1"], True),
        ("Piotr Wend is your acting COO.", ["e1"], True),
        ("Piotr Wend is your permanent COO.", ["e1"], False),
        ("Halima Oduya joined Brightmoor as COO this month.", ["e1"], False),
    ],
)
world(
    "Saltfen Bio",
    [
        evidence(
            "e1",
            "news",
            "2026-11-12",
            (
                "Saltfen Bio has secured £4.1m in seed funding from Gantry Seed Fund, Mistle Angels and Corrie"
                " Ventures, it said today."
            ),
        ),
    ],
    [
        ("Saltfen raised 4.1 million pounds from three investors this month.", ["e1"], True),
        ("Gantry Seed Fund, Mistle Angels and Corrie Ventures backed your seed round.", ["e1"], True),
        ("Saltfen raised 4.1 million pounds from four investors this month.", ["e1"], False),
    ],
)
world(
    "Cloudberry Clinics",
    [
        evidence(
            "e1",
            "news",
            "2026-10-21",
            (
                "Cloudberry Clinics opened its third clinic in Aldport on Monday and will open a fourth clinic in"
                " Brackwell next spring. The group was founded in Castleton in 2011."
            ),
        ),
        evidence(
            "e2",
            "job",
            "2026-11-14",
            (
                "Open positions (4): Account Executive, Aldport; Account Executive, Brackwell; Payroll Clerk, Dunmere;"
                " Nurse"
            ),
        ),
        evidence("e3", "tech", "2026-11-12", "Chatlight widget found on 0 of 6 pages; present on 6 of 6 in September."),
    ],
    [
        ("Cloudberry runs three clinics.", ["e1"], True),
        ("Your fourth clinic follows next spring.", ["e1"], True),
        ("Your fourth clinic follows next autumn.", ["e1"], False),
        ("You plan to open a clinic in Brackwell.", ["e1"], True),
        ("You plan to open clinics in Brackwell and Castleton.", ["e1"], False),
        ("Your careers page lists two account executive openings.", ["e2"], True),
        ("Your careers page lists four account executive openings.", ["e2"], False),
        ("You're hiring a Payroll Clerk in Dunmere.", ["e2"], True),
        ("You're hiring a Payroll Clerk in Aldport.", ["e2"], False),
        ("Chatlight's widget is gone from your site.", ["e3"], True),
        ("Chatlight's widget is on your site now.", ["e3"], False),
        ("Falling bookings led you to drop Chatlight.", ["e3"], False),
    ],
)
world(
    "Dunlin Pay",
    [
        evidence(
            "e1",
            "news",
            "2026-11-12",
            (
                "Dunlin Pay signed an agreement to process payments for Fallow Grocers. Separately, rival Cobbrook said"
                " it will acquire the Dutch start-up Vloed for €20 million."
            ),
        ),
        evidence(
            "e2",
            "filing",
            "2026-11-02",
            "Form D: total offering amount $8,000,000; total amount sold $5,250,000; total remaining $2,750,000.",
        ),
        evidence(
            "e3",
            "news",
            "2026-11-13",
            (
                "Dunlin Pay said Tova Ekman will join as Chief Operating Officer in January. Ekman is currently Vice"
                " President of Operations at Sundry Clinics."
            ),
        ),
        evidence("e4", "news", "2026-11-16", "Dunlin Pay will move all settlement work to its Harrow office by March."),
    ],
    [
        ("Cobbrook plans to acquire Vloed for €20 million.", ["e1"], True),
        ("Congrats on the agreement to acquire Vloed for €20 million.", ["e1"], False),
        ("You have sold $5.25 million of your $8 million offering.", ["e2"], True),
        ("Dunlin has sold all $8 million of its offering.", ["e2"], False),
        ("Tova Ekman joins in January as COO.", ["e3"], True),
        ("Your next COO, Tova Ekman, takes over as COO in January.", ["e3"], True),
        ("Tova Ekman joins Dunlin in January as Vice President of Operations.", ["e3"], False),
        ("All settlement work moves to Harrow by March.", ["e4"], True),
        ("All settlement work will be handled from Harrow by March.", ["e4"], True),
    ],
)
world(
    "Eider Hotels",
    [
        evidence(
            "e1",
            "news",
            "2026-11-10",
            (
                "Eider Hotels opened its ninth property, a 90-room hotel in Larne, on November 9. Competitor"
                " Auk Stays is"
                " closing two hotels in Cavan."
            ),
        ),
        evidence(
            "e2",
            "filing",
            "2026-11-06",
            (
                "On November 2, 2026, Ruben Kast notified Eider Hotels Inc. of his decision to resign as"
                " Chief Commercial"
                " Officer. The Board appointed Hanne Oster, currently Senior Vice President, Marketing, to"
                " succeed him on"
                " January 1, 2027."
            ),
        ),
        evidence(
            "e3", "job", "2026-11-12", "Open roles in guest support: Team Lead; Agent, night shift; Agent, weekends"
        ),
        evidence(
            "e4", "job", "2026-11-15", "Data Analyst, Larne. You will move our guest records from sheets to HubSpot."
        ),
    ],
    [
        ("Congrats on the opening in Larne.", ["e1"], True),
        ("Saw that you're closing two hotels in Cavan.", ["e1"], False),
        ("Auk Stays is closing two hotels in Cavan.", ["e1"], True),
        ("Hanne Oster takes over as Chief Commercial Officer on January 1.", ["e2"], True),
        ("Hanne Oster is already in the seat as Chief Commercial Officer.", ["e2"], False),
        ("You've got three guest support roles open.", ["e3"], True),
        ("You've got four guest support roles open.", ["e3"], False),
        ("Your Data Analyst ad talks about moving guest records from sheets to HubSpot.", ["e4"], True),
        ("You're looking for a Data Analyst in Larne.", ["e4"], True),
        ("You're looking for a Data Analyst in Cavan.", ["e4"], False),
    ],
)
world(
    "Fenwork Tools",
    [
        evidence(
            "e1",
            "news",
            "2026-11-12",
            (
                "Fenwork Tools has agreed to acquire Birch Warehousing for $71 million. The deal is expected"
                " to close in"
                " the first quarter of 2027. Northway Partners and Quill Bay co-led its seed round."
            ),
        ),
        evidence("e2", "filing", "2026-11-02", "Registered office changed from Utrecht to Eindhoven on 2026-10-28."),
        evidence(
            "e3", "job", "2026-11-15", "We are hiring five Territory Managers for the north and one Sales Trainer."
        ),
        evidence(
            "e4",
            "news",
            "2026-10-29",
            "Fenwork reported third-quarter revenue of $48.3 million, up 9 percent on the year.",
        ),
    ],
    [
        ("The Birch Warehousing deal should close in the first quarter of next year.", ["e1"], True),
        ("Congrats on closing the Birch Warehousing acquisition this month.", ["e1"], False),
        ("Your seed round was co-led by Northway Partners and Quill Bay.", ["e1"], True),
        ("Your registered office moved from Utrecht to Eindhoven in October.", ["e2"], True),
        ("Your registered office moved from Eindhoven to Utrecht in October.", ["e2"], False),
        ("You have six roles open.", ["e3"], True),
        ("You have seven roles open.", ["e3"], False),
        ("Third-quarter revenue rose nine percent to $48.3 million.", ["e4"], True),
        ("Third-quarter revenue fell nine percent to $48.3 million.", ["e4"], False),
    ],
)
