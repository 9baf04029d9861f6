"""A fourth set of drafts."""

from __future__ import annotations

from grounding_drafts import Drafts, drafts, offer

DESK = offer(
    "Quietline",
    "answers password and access tickets by itself",
    "ticket queues often swell when two offices merge",
    ["Ridgeway Trust resolves 55% of tickets without a person", "Calder Bakery cut its queue from 400 tickets to 90"],
    "Shall I send the ticket audit sheet?",
)
WORLDS_FOURTH: list[Drafts] = [
    drafts(
        "Sorrel Studios",
        "2026-10-28",
        [
            "e1 | news | 2026-10-20 | Screen Post | Animation house Sorrel Studios will cut 60 jobs, about 8% of its "
            "staff, and fold its Cardiff office into Bristol by January.",
            "e2 | tech | 2026-10-22 | sorrel.example | Okta sign-in seen on 6 of 6 portals; Jira Service Management "
            "added since September.",
            "e3 | job | 2026-10-24 | sorrel.example | IT Support Analyst (Bristol). You will be one of three people "
            "looking after 690 users.",
        ],
        DESK,
        [
            ("s", "690 users, three people", ""),
            ("s", "tickets after the move", ""),
            ("s", "cardiff to bristol", ""),
            ("f", "Your Cardiff office is moving into Bristol by January.", "e1"),
            ("f", "Sorrel will fold Cardiff into Bristol by January.", "e1"),
            ("f", "Jira Service Management has been on your site since September.", "e2"),
            ("f", "All six of your portals use Okta sign-in.", "e2"),
            ("f", "Three people will look after 690 users in IT support.", "e3"),
            ("f", "Your IT Support Analyst will be one of three people for 690 users.", "e3"),
            ("f", "That is 690 users for a team of three, going by the ad.", "e3"),
            ("f", "At Ridgeway Trust, 55 percent of tickets need nobody.", "p1"),
            ("f", "Calder Bakery's queue shrank from 400 tickets to 90.", "p2"),
            ("f", "Calder Bakery went from a queue of 400 tickets to one of 90.", "p2"),
            ("f", "Quietline answers access and password tickets on its own.", "v1"),
            ("g", "A move like that probably brings a wave of lost passwords.", "h1"),
            ("g", "Monday mornings could be the worst of it.", "h1"),
            ("g", "With three people, one sick day might double the wait.", "h1"),
            ("g", "People who change desks tend to lose access to something.", "h1"),
            ("q", "Does the desk see more tickets on Mondays?", "h1"),
            ("q", "Who handles access tickets while the offices merge?", "h1"),
            ("q", "Would the ticket audit sheet be useful to you?", "c1"),
            ("o", "I can send the ticket audit sheet today.", "c1"),
        ],
        [
            ("f", "Your Bristol office is moving into Cardiff by January.", "e1"),
            ("f", "Sorrel will cut 80 jobs.", "e1"),
            ("f", "Sorrel will add 60 jobs.", "e1"),
            ("f", "Your Cardiff office moved into Bristol in June.", "e1"),
            ("f", "Five of your six portals use Okta sign-in.", "e2"),
            ("f", "You removed Jira Service Management in September.", "e2"),
            ("f", "Four people will look after 690 users in IT support.", "e3"),
            ("f", "You are hiring an IT Support Manager.", "e3"),
            ("f", "Ridgeway Trust resolves 65% of tickets without a person.", "p1"),
            ("f", "Calder Bakery's queue grew from 90 tickets to 400.", "p2"),
            ("f", "Calder Bakery resolves 55% of tickets without a person.", "p1"),
            ("f", "You resolve 55% of tickets without a person.", "p1"),
            ("g", "Your ticket queue has swollen since the offices merged.", "h1"),
        ],
    ),
]
