"""Clauses by which item 5.02 tells of an officer, a class each: who holds an office, by which words, from which day."""

from __future__ import annotations

import pytest
from officer_passages import officers_told

# Text, "person; direction; title; effective on" of each officer.
PASSAGES: list[tuple[str, list[str]]] = [
    (
        "On March 2, 2026, the Board appointed Helen Marsh, 58, who has been a director since 2013, to serve also as "
        "interim Chief Executive Officer until a permanent successor is found.",
        ["Helen Marsh; join; interim Chief Executive Officer; 2026-03-02"],
    ),
    (
        "During his absence Helen Marsh, Oakfold’s Chief Operating Officer, will serve also as acting Chief Executive "
        "Officer.",
        ["Helen Marsh; join; acting Chief Executive Officer; -"],
    ),
    (
        "The position of Chief Marketing Officer has been eliminated and Tom Becker, who held it, left Oakfold on "
        "March "
        "2, 2026.",
        ["Tom Becker; leave; Chief Marketing Officer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, Oakfold Inc eliminated the position of Chief Revenue Officer held by Tom Becker. Mr. "
        "Becker’s "
        "employment will end on March 31, 2026.",
        ["Tom Becker; leave; Chief Revenue Officer; 2026-03-31"],
    ),
    (
        "On March 2, 2026, Helen Marsh, Corporate Secretary, was notified that her position would be eliminated "
        "effective "
        "April 3, 2026.",
        ["Helen Marsh; leave; Corporate Secretary; 2026-04-03"],
    ),
    (
        "On March 2, 2026, the Board appointed Helen Marsh as Treasurer, effective April 6, 2026. On that date Tom "
        "Becker, who has held that position since 2002, will step down.",
        ["Helen Marsh; join; Treasurer; 2026-04-06", "Tom Becker; leave; Treasurer; 2026-04-06"],
    ),
    (
        "On March 2, 2026, Tom Becker resigned as Treasurer of Oakfold Inc. The resignation took effect on March 3, "
        "2026.",
        ["Tom Becker; leave; Treasurer; 2026-03-03"],
    ),
    (
        "On March 2, 2026, Tom Becker submitted his resignation from all positions with the Company, including as its "
        "Treasurer. The Board accepted the resignation on March 3, 2026, to be effective on March 31, 2026.",
        ["Tom Becker; leave; Treasurer; 2026-03-31"],
    ),
    (
        "On March 2, 2026, the employment of Tom Becker, the Company’s Chief Information Officer, ended.",
        ["Tom Becker; leave; Chief Information Officer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, Oakfold Inc notified Tom Becker that his employment as our Chief Development Officer would "
        "terminate on April 1, 2026.",
        ["Tom Becker; leave; Chief Development Officer; 2026-04-01"],
    ),
    (
        "Oakfold Inc and Tom Becker, Chief People Officer, agreed that Mr. Becker’s last day as an employee will be "
        "April "
        "28, 2026.",
        ["Tom Becker; leave; Chief People Officer; 2026-04-28"],
    ),
    (
        "Tom Becker has retired from Oakfold Inc, where he was Treasurer. His retirement was effective February 27, "
        "2026.",
        ["Tom Becker; leave; Treasurer; 2026-02-27"],
    ),
    (
        "Oakfold Inc was saddened by the death on March 1, 2026 of Tom R. Becker, who had served as the Company’s "
        "Treasurer since 1996.",
        ["Tom R. Becker; leave; Treasurer; 2026-03-01"],
    ),
    (
        "On March 2, 2026, Oakfold Inc announced that Tom Becker, its Chief Technology Officer, will transition to the "
        "role of Senior Advisor on April 1, 2026.",
        ["Tom Becker; leave; Chief Technology Officer; 2026-04-01"],
    ),
    (
        "On March 2, 2026, Helen Marsh, who has been serving as interim Treasurer, was appointed to that position on a "
        "permanent basis.",
        ["Helen Marsh; join; Treasurer; 2026-03-02"],
    ),
    (
        "Effective March 2, 2026, the Company’s Controller, Helen Marsh, has been given the additional responsibility "
        "of "
        "serving as the Company’s Interim Chief Financial Officer.",
        ["Helen Marsh; join; Interim Chief Financial Officer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the Board appointed Ms. Hua Marsh as Chief Operating Officer and Mr. Pieter De Vries as "
        "Treasurer. Mr. De Vries replaces Mr. Tom Becker, who left on February 27, 2026.",
        [
            "Hua Marsh; join; Chief Operating Officer; 2026-03-02",
            "Pieter De Vries; join; Treasurer; 2026-03-02",
            "Tom Becker; leave; Treasurer; 2026-02-27",
        ],
    ),
    (
        "The board of directors of the general partner appointed Miles Becker as Chief Executive Officer and Jo Anne "
        "Marsh "
        "as Treasurer, in each case effective April 1, 2026.",
        ["Miles Becker; join; Chief Executive Officer; 2026-04-01", "Jo Anne Marsh; join; Treasurer; 2026-04-01"],
    ),
    (
        "There are no transactions that Item 404(a) of Regulation S-K requires to be told under Regulation S-K. Tom "
        "Becker, who joined the Company in 1998, will retire as Treasurer on May 1, 2026.",
        ["Tom Becker; leave; Treasurer; 2026-05-01"],
    ),
    (
        "On March 2, 2026, the Board accepted the retirement of Tom Becker, Treasurer, and elected Helen Marsh as his "
        "successor. Both actions are effective upon the closing of the merger.",
        ["Tom Becker; leave; Treasurer; -", "Helen Marsh; join; Treasurer; -"],
    ),
    (
        "As previously disclosed, on January 28, 2026 Tom Becker informed the Company of his intention to resign as "
        "General Counsel. On March 2, 2026, the Board appointed Helen Marsh as Senior Vice President and General "
        "Counsel, "
        "effective March 16, 2026. She replaces Mr. Becker, whose resignation became effective on February 27, 2026.",
        [
            "Helen Marsh; join; Senior Vice President and General Counsel; 2026-03-16",
            "Tom Becker; leave; General Counsel; 2026-02-27",
        ],
    ),
    (
        "The separation agreement provides for Mr. Becker’s departure from Oakfold on March 26, 2026. Tom Becker is "
        "Chief "
        "Business Officer.",
        ["Tom Becker; leave; Chief Business Officer; 2026-03-26"],
    ),
    (
        "On March 2, 2026, Tom Becker agreed to relinquish his duties as Chief Executive Officer on April 1, 2026. "
        "Helen "
        "Marsh, President, will succeed Mr. Becker as Chief Executive Officer.",
        [
            "Tom Becker; leave; Chief Executive Officer; 2026-04-01",
            "Helen Marsh; join; Chief Executive Officer; 2026-04-01",
        ],
    ),
    (
        "On March 2, 2026, Oakfold Inc appointed Helen Marsh, 46, as Chief Financial Officer. Ms. Marsh succeeds Tom "
        "Becker, the Company’s Controller, who has served as Interim Chief Financial Officer since October 2025.",
        [
            "Helen Marsh; join; Chief Financial Officer; 2026-03-02",
            "Tom Becker; leave; Interim Chief Financial Officer; 2026-03-02",
        ],
    ),
    (
        "On March 2, 2026, Oakfold Inc appointed two officers: Helen Marsh as Chief Information Officer; and Ada "
        "Finch as "
        "Treasurer. Ms. Finch takes over from Tom Becker, who is leaving the Company on March 31, 2026.",
        [
            "Helen Marsh; join; Chief Information Officer; 2026-03-02",
            "Ada Finch; join; Treasurer; 2026-03-02",
            "Tom Becker; leave; Treasurer; 2026-03-31",
        ],
    ),
    (
        "Effective March 2, 2026, Vice President, Finance Helen Marsh is serving as Acting Chief Financial Officer.",
        ["Helen Marsh; join; Acting Chief Financial Officer; 2026-03-02"],
    ),
    (
        "Tom Becker, Treasurer, retired effective February 27, 2026, and Helen Marsh, formerly Assistant Treasurer, "
        "succeeded him on March 2, 2026.",
        ["Tom Becker; leave; Treasurer; 2026-02-27", "Helen Marsh; join; Treasurer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, Oakfold Inc signed a separation agreement with Tom Becker, the Company’s former Chief "
        "Commercial Officer, whose employment with the Company terminated effective February 27, 2026.",
        ["Tom Becker; leave; Chief Commercial Officer; 2026-02-27"],
    ),
    (
        "Helen Marsh, the Controller, was on the same date appointed Treasurer, effective March 9, 2026.",
        ["Helen Marsh; join; Treasurer; 2026-03-09"],
    ),
    (
        "Chief Operating Officer Tom Becker will cease to be an executive officer on June 30, 2026.",
        ["Tom Becker; leave; Chief Operating Officer; 2026-06-30"],
    ),
    (
        "Oakfold Inc and Tom Becker signed a letter confirming that Mr. Becker would be leaving his position as the "
        "Company’s Treasurer on March 31, 2026.",
        ["Tom Becker; leave; Treasurer; 2026-03-31"],
    ),
    (
        "Upon her appointment on March 2, 2026, Tom Becker ceased to serve as Chief Accounting Officer.",
        ["Tom Becker; leave; Chief Accounting Officer; 2026-03-02"],
    ),
]


@pytest.mark.parametrize(("told", "officers"), PASSAGES)
def test_a_clause_tells_who_and_from_when(told: str, officers: list[str]) -> None:
    assert sorted(officers_told(told)) == sorted(officers)
