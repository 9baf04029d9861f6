"""A third set of drafts: partnerships, relocations, awards, counts of people. Companies that do not exist."""

from __future__ import annotations

from grounding_drafts import Drafts, drafts, offer

TOURS = offer(
    "Wayfare",
    "books site visits without phone calls",
    "visit requests often go cold when a sales office moves",
    ["Gorse Homes doubled its site visits in one quarter", "Pike & Sons answers visit requests within 20 minutes"],
    "Would the visit follow-up script help?",
)
PARTS = offer(
    "Cogline",
    "predicts which spare parts each depot needs",
    "depots tend to run out of parts after a fleet grows",
    ["Brisk Buses cut breakdown days from 11 a month to 3", "Tern Ferries halved its emergency orders"],
    "Can I send the parts planning guide?",
)

WORLDS_THIRD: list[Drafts] = [
    drafts(
        "Heron Quay Homes",
        "2026-08-20",
        [
            "e1 | news | 2026-08-12 | Build Weekly | Heron Quay Homes and Marlowe Bank have formed a partnership to "
            "fund 900 homes in Kent and Essex over four years. Work begins in October.",
            "e2 | page | 2026-07-28 | heron.example | Our new sales office in Maidstone replaces Rochester from 1 "
            "September.",
            "e3 | job | 2026-08-14 | heron.example | Sales Negotiator (Maidstone), Sales Negotiator (Chelmsford), "
            "Land Manager (Chelmsford)",
        ],
        TOURS,
        [
            ("s", "900 homes", ""),
            ("s", "maidstone visits", ""),
            ("s", "site visits from september", ""),
            ("f", "You and Marlowe Bank will fund 900 homes across Kent and Essex.", "e1"),
            ("f", "Heron Quay teamed up with Marlowe Bank on 900 homes in Kent and Essex.", "e1"),
            ("f", "The Marlowe Bank partnership covers 900 homes over four years.", "e1"),
            ("f", "Work on the 900 homes starts in October.", "e1"),
            ("f", "From September, your Maidstone office takes over from Rochester.", "e2"),
            ("f", "Your sales office moves from Rochester to Maidstone on 1 September.", "e2"),
            ("f", "You are hiring Sales Negotiators for Maidstone and Chelmsford.", "e3"),
            ("f", "Two of the three open roles are based in Chelmsford.", "e3"),
            ("f", "Gorse Homes had twice as many site visits within a quarter.", "p1"),
            ("f", "In a single quarter, Gorse Homes doubled its site visits.", "p1"),
            ("f", "Pike & Sons gets back to people within 20 minutes of a visit request.", "p2"),
            ("f", "Wayfare books site visits, no phone calls.", "v1"),
            ("g", "Buyers may still turn up at the old address for a few weeks.", "h1"),
            ("g", "Moving offices can leave the odd request in an inbox nobody opens.", "h1"),
            ("g", "Weekend requests probably wait until Monday.", "h1"),
            ("g", "It might be that two negotiators end up calling the same couple.", "h1"),
            ("q", "What happens to visit requests during the move?", "h1"),
            ("q", "Do buyers book visits by phone today?", "h1"),
            ("q", "Would our visit follow-up script be any help?", "c1"),
            ("o", "I can email you the visit follow-up script.", "c1"),
        ],
        [
            ("s", "600 homes", ""),
            ("f", "You and Marlowe Bank will fund 900 homes across Kent and Sussex.", "e1"),
            ("f", "You and Barlow Bank will fund 900 homes across Kent and Essex.", "e1"),
            ("f", "The Marlowe Bank partnership covers 900 homes over five years.", "e1"),
            ("f", "Work on the 900 homes started in June.", "e1"),
            ("f", "Your sales office moves from Maidstone to Rochester on 1 September.", "e2"),
            ("f", "Your sales office moves to Maidstone on 1 October.", "e2"),
            ("f", "You are hiring a Sales Director for Maidstone.", "e3"),
            ("f", "All three open roles are based in Chelmsford.", "e3"),
            ("f", "Gorse Homes tripled its site visits in one quarter.", "p1"),
            ("f", "Pike & Sons doubled its site visits in one quarter.", "p1"),
            ("f", "Pike & Sons answers visit requests within 20 hours.", "p2"),
            ("f", "You answer visit requests within 20 minutes.", "p2"),
            ("g", "Visit requests have gone cold since the move.", "h1"),
        ],
    ),
    drafts(
        "Lomond Coaches",
        "2027-05-11",
        [
            "e1 | signal | 2027-05-04 | Fleet Desk | Lomond Coaches ordered 40 electric buses from Varde for £16.8 "
            "million, its first electric order, and will take delivery between August and November.",
            "e2 | news | 2027-04-28 | Fleet Desk | Lomond Coaches promoted Isla Munro from workshop manager to head of "
            "engineering. She has been with the firm for 17 years.",
            "e3 | page | 2027-04-02 | lomond.example | 310 drivers. 6 depots. 2 islands.",
        ],
        PARTS,
        [
            ("s", "40 electric buses", ""),
            ("s", "parts for the new buses", ""),
            ("s", "isla munro's new role", ""),
            ("f", "You ordered 40 electric buses from Varde for £16.8M.", "e1"),
            ("f", "Forty electric buses are on order from Varde, at £16.8m.", "e1"),
            ("f", "The first of the Varde buses should reach you in August.", "e1"),
            ("f", "It is your first electric order.", "e1"),
            ("f", "Delivery of the 40 buses runs from August to November.", "e1"),
            ("f", "Isla Munro has moved up to Head of Engineering after 17 years with you.", "e2"),
            ("f", "Isla Munro, your workshop manager until now, is head of engineering.", "e2"),
            ("f", "You run six depots with 310 drivers.", "e3"),
            ("f", "With six depots and two islands, a missing part can be a long way off.", "e3"),
            ("f", "Brisk Buses had 11 breakdown days a month and now has 3.", "p1"),
            ("f", "Brisk Buses got from 11 breakdown days a month to three.", "p1"),
            ("f", "Tern Ferries places half as many emergency orders.", "p2"),
            ("f", "Cogline predicts the spare parts that each depot needs.", "v1"),
            ("g", "Nobody may know yet which parts an electric bus eats first.", "h1"),
            ("g", "Batteries and brakes probably wear in ways the old lists don't show.", "h1"),
            ("g", "The islands could be the last to get what they need.", "h1"),
            ("g", "Mechanics might keep a private shelf just in case.", "h1"),
            ("q", "How do the depots decide what to keep in stock?", "h1"),
            ("q", "Can I send you our parts planning guide?", "c1"),
            ("o", "Our parts planning guide is a short read, and I can send it.", "c1"),
        ],
        [
            ("s", "14 electric buses", ""),
            ("f", "You ordered 40 electric buses from Varde for £18.6M.", "e1"),
            ("f", "You ordered 40 diesel buses from Varde.", "e1"),
            ("f", "You cancelled the order of 40 electric buses from Varde.", "e1"),
            ("f", "The 40 electric buses have been delivered.", "e1"),
            ("f", "It is your second electric order.", "e1"),
            ("f", "Isla Munro has moved up to Head of Operations.", "e2"),
            ("f", "Isla Munro joined as Head of Engineering from Varde.", "e2"),
            ("f", "You run nine depots.", "e3"),
            ("f", "Brisk Buses had 3 breakdown days a month and now has 11.", "p1"),
            ("f", "Tern Ferries cut breakdown days from 11 a month to 3.", "p1"),
            ("f", "Your breakdown days went from 11 a month to 3.", "p1"),
            ("g", "Your depots run out of parts.", "h1"),
            ("f", "Tern Ferries doubled its emergency orders.", "p2"),
        ],
    ),
]
