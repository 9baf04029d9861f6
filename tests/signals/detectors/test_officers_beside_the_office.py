"""What stands beside an officer's move in item 5.02 and is none: whom one advises, a committee, another's office; and
the day on which the office itself is left or taken."""

from __future__ import annotations

import pytest
from officer_passages import officers_told

# Text, "person; direction; title; effective on" of each officer.
PASSAGES: list[tuple[str, list[str]]] = [
    (
        "On March 2, 2026, Tom Becker announced his retirement, effective May 1, 2026, as President of Oakfold Inc.",
        ["Tom Becker; leave; President; 2026-05-01"],
    ),
    (
        "On March 2, 2026, Tom Becker, President of Oakfold Inc, notified the Company that he will retire effective "
        "December 31, 2026. Mr. Becker will step down as President on May 1, 2026, on which date he will become "
        "Executive Advisor to the Chief Executive Officer, a non-officer position.",
        ["Tom Becker; leave; President; 2026-05-01"],
    ),
    (
        "On March 2, 2026, Tom Becker, President, informed the Board of his decision to retire. Mr. Becker will "
        "relinquish the office of President on April 2, 2026 and will remain an employee through June 29, 2026.",
        ["Tom Becker; leave; President; 2026-04-02"],
    ),
    (
        "On March 2, 2026, Tom Becker tendered his resignation as President, to be effective March 30, 2026. Mr. "
        "Becker has agreed to act as an advisor to the Company. On March 2, 2026, the Board appointed Ana Marsh Solis "
        "to succeed Mr. Becker as President, effective April 1, 2026.",
        ["Tom Becker; leave; President; 2026-03-30", "Ana Marsh Solis; join; President; 2026-04-01"],
    ),
    (
        "On March 2, 2026, the Board terminated the employment of Tom Becker as President and appointed Dr. Helen "
        "Marsh as Interim President. Dr. Marsh has stepped down from the Audit Committee, on which she was replaced by "
        "Mr. Arturo Venn.",
        ["Tom Becker; leave; President; 2026-03-02", "Helen Marsh; join; Interim President; 2026-03-02"],
    ),
    (
        "Tom Becker, Executive Vice President and President, Flow Segment, has resigned from all offices held with the "
        "Company and will become the President and Chief Executive Officer of Halyard.",
        ["Tom Becker; leave; Executive Vice President and President, Flow Segment; -"],
    ),
    (
        "On March 2, 2026, Tom Becker, Chief Financial Officer, notified the Company that he is resigning to accept a "
        "position as president of a privately held company.",
        ["Tom Becker; leave; Chief Financial Officer; -"],
    ),
    (
        "On March 2, 2026, Tom Becker advised the Board that he was resigning as Chairman of the Board and as a "
        "director. Mr. Becker, who has never been an employee of the Company, will become Chairman of our Scientific "
        "Advisory Board.",
        [],
    ),
    (
        "The following changes took effect on March 2, 2026, as of the effective time of the Merger (the “Effective "
        "Time”). Tom Becker, the Company’s President, tendered his resignation, which became effective at the "
        "Effective Time. Directors Robert Venn and Samuel P. Low also resigned from the Board as of the Effective "
        "Time, and their resignations were not the result of any disagreement. Also as of the Effective Time, the "
        "Board appointed Helen Marsh as President.",
        ["Tom Becker; leave; President; 2026-03-02", "Helen Marsh; join; President; 2026-03-02"],
    ),
    (
        "Upon the closing on March 2, 2026 (the “Closing Date”), Tom Becker resigned as Treasurer of PKCO. Effective "
        "as of the Closing Date, the following persons were appointed as officers of the Company:\nName\nAge\n"
        "Position\nHelen Marsh\n46\nTreasurer\n",
        ["Tom Becker; leave; Treasurer; 2026-03-02", "Helen Marsh; join; Treasurer; 2026-03-02"],
    ),
    (
        "The Board, at its meeting on March 2, 2026, elected Helen Marsh to succeed Mr. Tom Becker as Treasurer, with "
        "effect from April 7, 2026.",
        ["Helen Marsh; join; Treasurer; 2026-04-07", "Tom Becker; leave; Treasurer; 2026-04-07"],
    ),
    (
        "On March 2, 2026, Tom Becker notified Oakfold Inc of his decision to step down as Chief Technology Officer, "
        "effective June 30, 2026. Helen Marsh has been appointed to serve as Chief Technology Officer following such "
        "date.",
        [
            "Tom Becker; leave; Chief Technology Officer; 2026-06-30",
            "Helen Marsh; join; Chief Technology Officer; 2026-06-30",
        ],
    ),
    (
        "On March 2, 2026, Mr. Tom Becker, Jr. informed the Company that he intends to retire on June 30, 2026 as "
        "President. Ms. Helen Marsh will become President upon Mr. Becker’s retirement.",
        ["Tom Becker, Jr.; leave; President; 2026-06-30", "Helen Marsh; join; President; 2026-06-30"],
    ),
    (
        "Oakfold announced that as of June 1, 2026, Helen Marsh shall assume the role of Chief Financial Officer.",
        ["Helen Marsh; join; Chief Financial Officer; 2026-06-01"],
    ),
    (
        "On March 2, 2026, Helen Marsh, as Chair, announced that she will step down on June 1, 2026 from her position "
        "as President.",
        ["Helen Marsh; leave; President; 2026-06-01"],
    ),
    (
        "On March 2, 2026, Oakfold Inc announced that its Chairman of the Board of Directors (the “Board”), President "
        "and Treasurer, Tom Becker, has resigned.",
        ["Tom Becker; leave; Chairman of the Board of Directors, President and Treasurer; -"],
    ),
]


@pytest.mark.parametrize(("passage", "expected"), PASSAGES)
def test_what_stands_beside_an_office_is_no_move_and_its_own_day_counts(passage: str, expected: list[str]) -> None:
    assert officers_told(passage) == expected
