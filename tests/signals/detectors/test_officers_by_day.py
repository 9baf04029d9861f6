"""The day on which an office is taken or left: defined terms, lists with one day, an employment's end, "at once"."""

from __future__ import annotations

import pytest
from officer_passages import officers_told

# Text, "person; direction; title; effective on" of each officer.
PASSAGES: list[tuple[str, list[str]]] = [
    (
        "On March 2, 2026 (the “Separation Date”), Helen Marsh will cease to serve as Chief Financial "
        "Officer of the Company.",
        ["Helen Marsh; leave; Chief Financial Officer; 2026-03-02"],
    ),
    (
        "On February 25, 2026, Helen Marsh notified the Company of her decision to resign as Chief "
        "Financial Officer, effective April 3, 2026 (the “Transition Date”). On the Transition Date, Tom"
        " Becker will become Chief Financial Officer.",
        [
            "Helen Marsh; leave; Chief Financial Officer; 2026-04-03",
            "Tom Becker; join; Chief Financial Officer; 2026-04-03",
        ],
    ),
    (
        "On March 3, 2026, the Board appointed Tom Becker as Chief Operating Officer, effective immediately.",
        ["Tom Becker; join; Chief Operating Officer; 2026-03-03"],
    ),
    (
        "On March 3, 2026, Helen Marsh resigned as Chief Executive Officer, effective at the close of "
        "business on March 6, 2026.",
        ["Helen Marsh; leave; Chief Executive Officer; 2026-03-06"],
    ),
    (
        "Effective as of the close of business on March 6, 2026, Helen Marsh stepped down as Chief Executive Officer.",
        ["Helen Marsh; leave; Chief Executive Officer; 2026-03-06"],
    ),
    (
        "On March 1, 2026, Helen Marsh, Chief Marketing Officer, informed the Company that she will "
        "resign. Her employment with the Company will terminate on March 31, 2026.",
        ["Helen Marsh; leave; Chief Marketing Officer; 2026-03-31"],
    ),
    (
        "On March 1, 2026, Helen Marsh, Chief Marketing Officer, gave notice of her resignation. Ms. "
        "Marsh’s employment will cease on March 31, 2026.",
        ["Helen Marsh; leave; Chief Marketing Officer; 2026-03-31"],
    ),
    (
        "On February 27, 2026, Helen Marsh ceased to serve as Senior Vice President, Sales. Her "
        "employment ends on March 31, 2026.",
        ["Helen Marsh; leave; Senior Vice President, Sales; 2026-02-27"],
    ),
    (
        "The Board approved the following changes, each of which will take effect on April 1, 2026:\n"
        "• Helen Marsh, Senior Vice President, Sales, will retire after 20 years.\n"
        "• Tom Becker is promoted to Senior Vice President, Sales.",
        [
            "Helen Marsh; leave; Senior Vice President, Sales; 2026-04-01",
            "Tom Becker; promote; Senior Vice President, Sales; 2026-04-01",
        ],
    ),
    (
        "On March 1, 2026, the Company announced these executive changes, all of which are effective "
        "April 1, 2026:\n"
        "• Helen Marsh, Chief Risk Officer, will step down.\n"
        "• Tom Becker will join the Company as Chief Risk Officer.",
        ["Helen Marsh; leave; Chief Risk Officer; 2026-04-01", "Tom Becker; join; Chief Risk Officer; 2026-04-01"],
    ),
    (
        "Effective upon Ms. Marsh’s departure, Tom Becker, the Company’s Chief Financial Officer, will "
        "also function as its chief accounting officer. Helen Marsh, Chief Accounting Officer, resigned "
        "effective March 20, 2026.",
        [
            "Helen Marsh; leave; Chief Accounting Officer; 2026-03-20",
            "Tom Becker; join; chief accounting officer; 2026-03-20",
        ],
    ),
    (
        "On March 1, 2026, Helen Marsh, President of Oakfold Bank, announced that she will retire on "
        "June 30, 2026. The Company’s Chief Executive Officer, Tom Becker, will take a more active part "
        "in the affairs of the bank following Ms. Marsh’s retirement.",
        ["Helen Marsh; leave; President of Oakfold Bank; 2026-06-30"],
    ),
    (
        "On February 20, 2026, Helen Marsh and the Company entered into a separation agreement under "
        "which Ms. Marsh will resign as Chief Financial Officer effective March 15, 2026 (the "
        "“Separation Date”) and will be paid through June 30, 2026.",
        ["Helen Marsh; leave; Chief Financial Officer; 2026-03-15"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_each_officer_has_the_day_that_the_filing_gives(text: str, expected: list[str]) -> None:
    assert officers_told(text) == expected
