"""Worlds of the grounding tests told with finer differences; companies that do not exist."""

from __future__ import annotations

from grounding_cases import World, adding_to, evidence

NUANCED_WORLDS: list[World] = []
world = adding_to(NUANCED_WORLDS)


world(
    "Vireo Analytics",
    [
        evidence(
            "e1",
            "news",
            "2026-11-16",
            (
                "Vireo Analytics announced a $35M Series C today. Tallgrass Ventures led, joined by Inkwell"
                " and Bright Harbor. CEO Nadia Koenig said the money will go into its European sales team."
            ),
        ),
        evidence(
            "e2",
            "job",
            "2026-11-18",
            "Current openings: Sales Manager DACH, Sales Manager Benelux, Solutions Consultant",
        ),
    ],
    [
        ("Vireo's $35M Series C, with Tallgrass Ventures in the lead, came out on Monday.", ["e1"], True),
        ("Nadia Koenig says the Series C will go into your European sales team.", ["e1"], True),
        (
            ("The new $35M goes into a European sales team, and two sales managers are already on your board."),
            ["e1", "e2"],
            True,
        ),
        ("Two days after the Series C you listed three openings.", ["e1", "e2"], True),
        ("Inkwell and Bright Harbor joined Tallgrass in your C round.", ["e1"], True),
        ("Vireo's $35M Series C, with Inkwell in the lead, came out on Monday.", ["e1"], False),
        ("Nadia Koenig says the Series C will go into your American sales team.", ["e1"], False),
        ("Vireo's CFO Nadia Koenig said the money will go into sales.", ["e1"], False),
        ("Three sales managers are already on your board.", ["e2"], False),
        ("Your $35M Series C brings total funding to $80M.", ["e1"], False),
    ],
)
world(
    "Copperleaf Dental",
    [
        evidence(
            "e1",
            "news",
            "2026-11-05",
            (
                "Copperleaf Dental has hired Ingrid Sole to lead its new partnerships team. Sole was head "
                "of channel at Amberfield for four years. She starts on 1 December and reports to CEO "
                "Rafael Mota."
            ),
        ),
        evidence("e2", "page", "2026-10-11", "Copperleaf Dental runs 42 dental clinics across Portugal and Spain."),
    ],
    [
        ("Ingrid Sole joins on December 1 to lead your new partnerships team.", ["e1"], True),
        ("You hired Ingrid Sole, who was head of channel at Amberfield.", ["e1"], True),
        (
            "With 42 clinics in Portugal and Spain, you've brought in Ingrid Sole to run partnerships.",
            ["e1", "e2"],
            True,
        ),
        ("After four years at Amberfield, Ingrid Sole starts with you next month.", ["e1"], True),
        ("Ingrid Sole joined on November 1 to lead your partnerships team.", ["e1"], False),
        ("You hired Ingrid Sole, who was head of sales at Amberfield.", ["e1"], False),
        ("With 24 clinics in Portugal and Spain, you've brought in Ingrid Sole.", ["e1", "e2"], False),
        ("Rafael Mota will report to Ingrid Sole.", ["e1"], False),
        ("Ingrid Sole leaves you for Amberfield next month.", ["e1"], False),
    ],
)
world(
    "Northgate Tools",
    [
        evidence(
            "e1",
            "filing",
            "2026-11-10",
            (
                "Northgate Tools plc: half-year report. Revenue rose 18% to £62.4m; operating profit fell "
                "6% to £5.1m. Net debt was £12m. The board declared an interim dividend of 2.4p."
            ),
        ),
        evidence(
            "e2",
            "news",
            "2026-10-30",
            (
                "Northgate Tools named Beatriz Amaral as group finance director. She succeeds Hugh Pell, "
                "who is retiring."
            ),
        ),
    ],
    [
        ("Revenue grew 18% to £62.4M in the half year.", ["e1"], True),
        ("Operating profit slipped 6 percent to £5.1 million while revenue was up 18 percent.", ["e1"], True),
        ("Beatriz Amaral succeeded Hugh Pell as group finance director.", ["e2"], True),
        ("Hugh Pell is retiring, and Beatriz Amaral is your new group finance director.", ["e2"], True),
        ("Net debt stood at £12M at the half-year.", ["e1"], True),
        ("Revenue grew 6% to £62.4M in the half year.", ["e1"], False),
        ("Operating profit rose 6 percent to £5.1 million.", ["e1"], False),
        ("Hugh Pell succeeded Beatriz Amaral as group finance director.", ["e2"], False),
        ("Hugh Pell was fired, and Beatriz Amaral is your new group finance director.", ["e2"], False),
        ("Revenue was £12M in the half year.", ["e1"], False),
    ],
)
world(
    "Saltbox Media",
    [
        evidence(
            "e1", "tech", "2026-11-12", "Added: Segment, Braze. Removed: Google Tag Manager. Compared with 12 October."
        ),
        evidence(
            "e2",
            "job",
            "2026-11-14",
            ("Marketing Operations Specialist (contract, 6 months). Help us implement Braze and retire Iterable."),
        ),
    ],
    [
        ("Segment and Braze are new on your site since October.", ["e1"], True),
        ("Your job ad asks for help implementing Braze and retiring Iterable.", ["e2"], True),
        ("Google Tag Manager came off your site this month.", ["e1"], True),
        ("You're hiring a Marketing Operations Specialist on a six-month contract.", ["e2"], True),
        ("You added Segment and dropped Google Tag Manager.", ["e1"], True),
        ("Your job ad asks for help implementing Iterable and retiring Braze.", ["e2"], False),
        ("Segment came off your site this month.", ["e1"], False),
        ("You're hiring a Marketing Operations Specialist on a twelve-month contract.", ["e2"], False),
        ("You added Amplitude and dropped Google Tag Manager.", ["e1"], False),
    ],
)
world(
    "Ember & Oak",
    [
        evidence(
            "e1",
            "news",
            "2026-11-03",
            (
                "Furniture retailer Ember & Oak opened stores in Lyon and Lille this autumn and now has 17 "
                "shops in France."
            ),
        ),
        evidence("e2", "job", "2026-11-13", "Credit Controller, Lyon; Accounts Receivable Clerk, Paris"),
    ],
    [
        ("You opened two stores this autumn, in Lyon and Lille.", ["e1"], True),
        ("With 17 shops in France, you're hiring a credit controller in Lyon.", ["e1", "e2"], True),
        ("Ember & Oak now runs 17 French stores.", ["e1"], True),
        ("Two finance roles are open, one of them in Paris.", ["e2"], True),
        ("New stores in Lyon and Lille, and a Credit Controller role in Lyon.", ["e1", "e2"], True),
        ("You closed two stores this autumn, in Lyon and Lille.", ["e1"], False),
        ("With 17 shops in Belgium, you're hiring a credit controller.", ["e1", "e2"], False),
        ("You opened three stores this autumn.", ["e1"], False),
        ("You're hiring a credit controller in Lille.", ["e2"], False),
        ("Ember & Oak plans to open stores in Lyon and Lille.", ["e1"], False),
    ],
)
world(
    "Kite Payroll",
    [
        evidence(
            "e1",
            "news",
            "2026-11-14",
            (
                "Kite Payroll has agreed to be acquired by Monument Software for $210 million. The deal is "
                "expected to close in the first quarter of 2027."
            ),
        ),
        evidence("e2", "news", "2026-10-21", "Kite Payroll passed 5,000 customers, up from 3,200 a year ago."),
    ],
    [
        ("Monument Software has agreed to acquire Kite for $210M.", ["e1"], True),
        ("Kite passed 5,000 customers last month, up from 3,200 a year earlier.", ["e2"], True),
        ("The Monument deal is expected to close in Q1 2027.", ["e1"], True),
        (
            ("You passed 5,000 customers in October, and Monument Software is buying you for $210 million."),
            ["e1", "e2"],
            True,
        ),
        ("Going from 3,200 to 5,000 customers in a year puts a lot of load on routing.", ["e2"], True),
        ("Kite has agreed to acquire Monument Software for $210M.", ["e1"], False),
        ("Kite passed 50,000 customers last month.", ["e2"], False),
        ("The Monument deal closed in the first quarter.", ["e1"], False),
        ("Monument Software raised $210 million to buy you.", ["e1"], False),
        ("The Monument deal is expected to close in Q2 2027.", ["e1"], False),
    ],
)
world(
    "Larkspur Bio",
    [
        evidence(
            "e1",
            "news",
            "2026-11-18",
            (
                "Larkspur Bio won a three-year, €4.8 million contract from the Jutland Medicines Board. It "
                "is the company's first government contract."
            ),
        ),
        evidence("e2", "job", "2026-11-19", "Key Account Manager - Public Sector, Copenhagen or Aarhus"),
    ],
    [
        ("You won your first government contract, €4.8M over three years.", ["e1"], True),
        ("The Jutland Medicines Board gave Larkspur a three-year contract this week.", ["e1"], True),
        (
            ("A day after the Jutland Medicines Board contract, a public sector Key Account Manager role went up."),
            ["e1", "e2"],
            True,
        ),
        ("You're looking for a Key Account Manager in Copenhagen or Aarhus.", ["e2"], True),
        ("Larkspur's contract with the Jutland Medicines Board is worth 4.8 million euros.", ["e1"], True),
        ("You won your second government contract, €4.8M over three years.", ["e1"], False),
        ("The Skane Medicines Board gave Larkspur a three-year contract.", ["e1"], False),
        ("You lost a contract with the Jutland Medicines Board.", ["e1"], False),
        ("You're looking for a Key Account Manager in Odense.", ["e2"], False),
        ("You raised €4.8M this week.", ["e1"], False),
    ],
)
world(
    "Trellis HR",
    [
        evidence("e1", "job", "2026-11-10", "Head of Revenue Operations"),
        evidence("e2", "job", "2026-11-12", "Account Manager, Manchester"),
        evidence("e3", "job", "2026-11-17", "Account Manager, Leeds"),
        evidence("e4", "news", "2026-11-02", "Trellis HR expands into Ireland with a team of six in Cork."),
    ],
    [
        ("You're hiring two account managers, in Manchester and Leeds.", ["e2", "e3"], True),
        ("Three roles went up in the past two weeks, including a Head of RevOps.", ["e1", "e2", "e3"], True),
        ("You have a team of six in Cork after expanding into Ireland.", ["e4"], True),
        ("Trellis expanded to Ireland and is now looking for a Head of Revenue Operations.", ["e1", "e4"], True),
        ("Both account manager roles were posted within a week of each other.", ["e2", "e3"], True),
        ("You're hiring two account managers, both in Manchester.", ["e2", "e3"], False),
        ("Three RevOps roles went up in the past two weeks.", ["e1", "e2", "e3"], False),
        ("You have a team of sixteen in Cork.", ["e4"], False),
        ("Trellis hired a Head of Revenue Operations.", ["e1"], False),
        ("Trellis expands into Iceland with a team of six.", ["e4"], False),
    ],
)
world(
    "Pallas Security",
    [
        evidence(
            "e1",
            "news",
            "2026-11-13",
            (
                "Pallas Security today said co-founder Jun Takeda will move from CEO to executive chair. "
                "President Lena Fischer becomes CEO on January 1, 2027."
            ),
        ),
        evidence(
            "e2",
            "news",
            "2026-11-06",
            "Pallas Security has achieved ISO 27001 certification and is working towards SOC 2.",
        ),
    ],
    [
        ("Lena Fischer becomes CEO on January 1, and Jun Takeda moves to executive chair.", ["e1"], True),
        ("Your president, Lena Fischer, takes over as chief executive in January.", ["e1"], True),
        ("You earned ISO 27001 certification this month and are working towards SOC 2.", ["e2"], True),
        ("Jun Takeda, your co-founder, is moving from CEO to executive chair.", ["e1"], True),
        ("Pallas achieved ISO 27001 on the way to SOC 2.", ["e2"], True),
        ("Jun Takeda becomes CEO on January 1.", ["e1"], False),
        ("Your president, Lena Fischer, takes over as chief executive in December.", ["e1"], False),
        ("Lena Fischer left Pallas.", ["e1"], False),
        ("Jun Takeda is moving from CEO to CTO.", ["e1"], False),
    ],
)
world(
    "Orrery Labs",
    [
        evidence(
            "e1",
            "news",
            "2026-11-09",
            (
                "Orrery Labs secured a $20 million debt facility from Crestline Bank, the company said. It "
                "has not raised equity since its $14 million Series A in 2024."
            ),
        ),
        evidence("e2", "news", "2026-11-15", "Orrery Labs delays launch of its satellite tracker to spring 2027."),
    ],
    [
        ("You secured a $20M debt facility from Crestline Bank.", ["e1"], True),
        ("Your satellite tracker now launches in spring 2027.", ["e2"], True),
        ("Crestline Bank is lending you $20 million, two years after the $14M Series A.", ["e1"], True),
        ("The launch of your satellite tracker was pushed to spring.", ["e2"], True),
        ("You've taken a $20M debt facility rather than raise equity.", ["e1"], True),
        ("You raised a $20M Series B from Crestline Bank.", ["e1"], False),
        ("You launched your satellite tracker.", ["e2"], False),
        ("You secured a $14M debt facility from Crestline Bank.", ["e1"], False),
        ("The launch of your satellite tracker was brought forward.", ["e2"], False),
    ],
)
world(
    "Mossbank",
    [
        evidence(
            "e1",
            "news",
            "2026-11-11",
            (
                "Mossbank and Helio Freight announce a partnership under which Mossbank's booking engine "
                "will power Helio Freight's customer portal in 12 countries."
            ),
        ),
        evidence(
            "e2",
            "page",
            "2026-09-15",
            ("Mossbank builds booking engines for freight forwarders. Customers include Danforth and Polaris Lines."),
        ),
    ],
    [
        ("Mossbank's booking engine will power Helio Freight's portal in 12 countries.", ["e1"], True),
        ("You partnered with Helio Freight this month.", ["e1"], True),
        ("You build booking engines for freight forwarders such as Danforth and Polaris Lines.", ["e2"], True),
        ("The Helio Freight partnership takes your booking engine to twelve countries.", ["e1"], True),
        ("Helio Freight's booking engine will power Mossbank's portal in 12 countries.", ["e1"], False),
        ("You acquired Helio Freight this month.", ["e1"], False),
        ("You build booking engines for airlines.", ["e2"], False),
        ("The Helio Freight partnership takes your booking engine to twenty countries.", ["e1"], False),
        ("You partnered with Helio Foods this month.", ["e1"], False),
    ],
)
world(
    "Quarrystone",
    [
        evidence(
            "e1",
            "news",
            "2026-11-12",
            (
                "Quarrystone has cut 25 jobs in its Denver office but will keep hiring in Dallas, chief "
                "people officer Amy Rourke told staff."
            ),
        ),
        evidence("e2", "job", "2026-11-17", "Hiring in Dallas: Tax Analyst | Treasury Manager | Revenue Accountant"),
    ],
    [
        ("Your Dallas office is hiring a treasury manager, a tax analyst and a revenue accountant.", ["e2"], True),
        ("You have three finance openings in Dallas.", ["e2"], True),
        ("Amy Rourke said you will keep hiring in Dallas.", ["e1"], True),
        ("A Treasury Manager role in Dallas went up this week.", ["e2"], True),
        ("Dallas keeps hiring: three finance roles are listed.", ["e1", "e2"], True),
        ("You have three finance openings in Denver.", ["e2"], False),
        ("Quarrystone has cut 25 jobs in its Dallas office.", ["e1"], False),
        ("Amy Rourke said you will stop hiring in Dallas.", ["e1"], False),
        ("You added 25 jobs in Denver.", ["e1"], False),
        ("Your CEO Amy Rourke said you will keep hiring in Dallas.", ["e1"], False),
    ],
)
