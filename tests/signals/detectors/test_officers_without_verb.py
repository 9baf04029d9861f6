"""Officers whose coming or going item 5.02 tells without a verb of either, or whose office stands far from it."""

from __future__ import annotations

import pytest
from officer_passages import officers_told

# Text, "person; direction; title; effective on" of each officer.
PASSAGES: list[tuple[str, list[str]]] = [
    (
        "Helen Marsh, who has served as Oakfold Inc’s (the “Company”) President and Chief Operating Officer since "
        "January 2018 resigned effective immediately for family reasons.",
        ["Helen Marsh; leave; President and Chief Operating Officer; -"],
    ),
    (
        "On March 2, 2026, Oakfold Inc announced that its Chairman of the Board of Directors, President and Chief "
        "Executive Officer, Tom H. Becker, has resigned, effective immediately, from the Company and its Board.",
        ["Tom H. Becker; leave; Chairman of the Board of Directors, President and Chief Executive Officer; 2026-03-02"],
    ),
    (
        "On March 3, 2026, the Company announced that President, Chief Executive Officer and Chairman of the Board, "
        "Tom J. Becker, will be stepping down, effective as of March 4, 2026 (the “separation date”).",
        ["Tom J. Becker; leave; President, Chief Executive Officer and Chairman of the Board; 2026-03-04"],
    ),
    (
        "Effective March 2, 2026, the Board accepted the retirement and resignation of Tom W. Becker from his "
        "employment with the Company, including Vice President, Yarn & Looms.",
        ["Tom W. Becker; leave; Vice President, Yarn & Looms; 2026-03-02"],
    ),
    (
        "Effective March 2, 2026, Tom Becker resigned from all positions with the Company, including Chief Executive "
        "Officer and President.",
        ["Tom Becker; leave; Chief Executive Officer and President; 2026-03-02"],
    ),
    (
        "(b) On March 2, 2026, Oakfold Inc announced the resignation of Tom Becker, the former Senior Vice President "
        "of Field Operations.",
        ["Tom Becker; leave; Senior Vice President of Field Operations; -"],
    ),
    (
        "On March 2, 2026, Tom Becker, formerly Treasurer of Kestrel AG, resigned from the Board.",
        [],
    ),
    (
        "On March 2, 2026, Helen Marsh, Treasurer of the Company and one of the officers named in its proxy "
        "statement for 2025, notified the Company that she will retire effective April 30, 2026.",
        ["Helen Marsh; leave; Treasurer; 2026-04-30"],
    ),
    (
        "On March 2, 2026, the Board appointed Helen Marsh as President and as a member of the Board, effective as of "
        "April 29, 2026 (the “Effective Date”). Ms. Marsh succeeds Dora H. Venn, who will resign as a member of the "
        "Board, retire as President and become an advisor as of the Effective Date.",
        ["Helen Marsh; join; President; 2026-04-29", "Dora H. Venn; leave; President; 2026-04-29"],
    ),
    (
        "Helen Marsh has been promoted to Treasurer, effective April 2, 2026. Ms. Marsh, who joined Oakfold in 2012 "
        "and runs its U.S. group, will succeed Tom Becker, who will be retiring on April 1, 2026.",
        ["Helen Marsh; promote; Treasurer; 2026-04-02", "Tom Becker; leave; Treasurer; 2026-04-01"],
    ),
    (
        "The Company has severed its employment relationship with Tom A. Becker, president, effective March 4, 2026 "
        "and appointed Ms. Helen M. Marsh as president.",
        ["Helen M. Marsh; join; president; 2026-03-04", "Tom A. Becker; leave; president; 2026-03-04"],
    ),
    ("On March 2, 2026, Oakfold Inc severed its relationship with Kite Supplies, Inc., a distributor.", []),
    (
        "On March 2, 2026, the Company eliminated the positions held by Tom Becker, Chief Marketing Officer, and Helen "
        "Marsh, Senior Vice President, Sales. The employment of each of these officers will end on March 31, 2026.",
        [
            "Tom Becker; leave; Chief Marketing Officer; 2026-03-31",
            "Helen Marsh; leave; Senior Vice President, Sales; 2026-03-31",
        ],
    ),
    (
        "On March 2, 2026, the Company eliminated the position held by J. Tom Becker, Executive Vice President—Store "
        "Operations.",
        ["J. Tom Becker; leave; Executive Vice President—Store Operations; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the Company notified Tom Becker that his position as Chief Revenue Officer is being "
        "eliminated, and that his last day in that position will be March 31, 2026.",
        ["Tom Becker; leave; Chief Revenue Officer; 2026-03-31"],
    ),
    (
        "On March 2, 2026, Oakfold Inc and Tom N. Becker agreed that Mr. Becker’s employment as Chief Credit Officer "
        "of the Company and of its subsidiary bank, Oak Trust Company, N.A. (the “Bank”), would terminate effective "
        "March 30, 2026.",
        ["Tom N. Becker; leave; Chief Credit Officer; 2026-03-30"],
    ),
    (
        "On March 2, 2026, Oakfold Inc and Helen Marsh, the Company’s Chief Legal Officer and Secretary, mutually "
        "agreed that Ms. Marsh would cease to serve in those capacities effective March 15, 2026.",
        ["Helen Marsh; leave; Chief Legal Officer and Secretary; 2026-03-15"],
    ),
    (
        "Tom Becker, the Company’s President, and Helen Marsh, the Company’s Vice President of Finance, each tendered "
        "his or her resignation, effective March 4, 2026.",
        ["Tom Becker; leave; President; 2026-03-04", "Helen Marsh; leave; Vice President of Finance; 2026-03-04"],
    ),
    (
        "The Board accepted the resignation tendered by Tom Becker as Chief Financial Officer on March 2, 2026.",
        ["Tom Becker; leave; Chief Financial Officer; 2026-03-02"],
    ),
    (
        "Tom Becker is no longer the Company's Chief Product Officer, effective March 2, 2026.",
        ["Tom Becker; leave; Chief Product Officer; 2026-03-02"],
    ),
    ("Mr. Tom Becker is not entitled to severance if he is no longer President.", []),
    (
        "Helen Marsh has accepted Oakfold’s offer to become its Chief Financial Officer. Ms. Marsh signed an offer "
        "letter on March 2, 2026 and will commence her employment on April 6, 2026.",
        ["Helen Marsh; join; Chief Financial Officer; 2026-04-06"],
    ),
    (
        "Helen Marsh accepted the position of Treasurer of Oakfold Inc on March 2, 2026.",
        ["Helen Marsh; join; Treasurer; 2026-03-02"],
    ),
    ("Helen Marsh accepted the offer to serve on the Board. She is the Treasurer of Kestrel AG.", []),
    (
        "On March 2, 2026, Helen Marsh commenced employment with the Company as Chief Legal Officer.",
        ["Helen Marsh; join; Chief Legal Officer; 2026-03-02"],
    ),
    (
        "The Board has appointed Helen B. Marsh, an independent director of the Company since 2011, as Interim "
        "President, effective March 4, 2026, to serve until a successor has been appointed.",
        ["Helen B. Marsh; join; Interim President; 2026-03-04"],
    ),
    (
        "On March 2, 2026, the Board designated Helen Marsh, Vice President and Controller of the Company and of its "
        "subsidiary, Oak Savings Bank (the “Bank”), as the Company’s Principal Accounting Officer, effective April 1, "
        "2026.",
        ["Helen Marsh; join; Principal Accounting Officer; 2026-04-01"],
    ),
    (
        "The Board appointed Oluwaseun “Seun” Adeyo-Lark as Chief Operating Officer on March 2, 2026. Mr. Adeyo-Lark "
        "is 45.",
        ["Oluwaseun “Seun” Adeyo-Lark; join; Chief Operating Officer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the Company's board accepted Mr. Becker's resignation. Mr. Tom Becker had been the Chief "
        "Technology Officer of the Company since 2019.",
        ["Tom Becker; leave; Chief Technology Officer; -"],
    ),
    (
        "On March 2, 2026, Mr. Becker, our President, tendered his resignation. Tom Becker founded our company in "
        "1999.",
        ["Tom Becker; leave; President; 2026-03-02"],
    ),
    (
        "On March 2, 2026, Tom Becker resigned as Treasurer. Helen Marsh was appointed as his successor.",
        ["Tom Becker; leave; Treasurer; 2026-03-02", "Helen Marsh; join; Treasurer; -"],
    ),
    (
        "On March 2, 2026, Tom Becker resigned from the Board and as Treasurer. Helen Marsh was appointed to replace "
        "him on the Board.",
        ["Tom Becker; leave; Treasurer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, Tom Becker, Executive Chairman, resigned as an officer and employee of the Company, and "
        "will serve as non-executive Chairman.",
        ["Tom Becker; leave; Executive Chairman; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the Company issued a press release announcing that Tom Becker will retire as President on "
        "May 31, 2026 and that Helen Marsh, currently Treasurer, has been named to succeed him effective June 1, 2026.",
        ["Tom Becker; leave; President; 2026-05-31", "Helen Marsh; join; President; 2026-06-01"],
    ),
    (
        "The Board approved the following promotions effective March 2, 2026:\n- Helen Marsh to Executive Vice "
        "President, Sales\n- Ana Low to Senior Vice President, Finance\n",
        [
            "Helen Marsh; join; Executive Vice President, Sales; 2026-03-02",
            "Ana Low; join; Senior Vice President, Finance; 2026-03-02",
        ],
    ),
    (
        "On March 2, 2026, the following officers resigned:\nTom Becker, Chief Executive Officer\nAna Low, Secretary\n",
        ["Tom Becker; leave; Chief Executive Officer; 2026-03-02", "Ana Low; leave; Secretary; 2026-03-02"],
    ),
    (
        "On March 2, 2026, Tom Becker, President and Chief Executive Officer, relinquished his title of President. Mr. "
        "Becker will remain Chief Executive Officer.",
        ["Tom Becker; leave; President; 2026-03-02"],
    ),
    (
        "On March 2, 2026, Mr. Becker's employment with the Company ended. Tom Becker had been our Chief Sales "
        "Officer.",
        ["Tom Becker; leave; Chief Sales Officer; 2026-03-02"],
    ),
    (
        "     (b)  On March 2, 2026, Tom D. Becker, President and Chief\n"
        "Operating Officer of Oakfold Inc, submitted his resignation from all\n"
        "offices held with Oakfold, to take effect March 15, 2026. Mr. Becker\n"
        "advised that he will sail. On March 3, 2026 the Board elected Helen\n"
        "Marsh to the office of Senior Vice President, Corporate Planning.\n",
        [
            "Tom D. Becker; leave; President and Chief Operating Officer; 2026-03-15",
            "Helen Marsh; join; Senior Vice President, Corporate Planning; 2026-03-03",
        ],
    ),
]


@pytest.mark.parametrize(("passage", "expected"), PASSAGES)
def test_phrases_of_filings_without_a_verb_of_coming_or_going_tell_officers(passage: str, expected: list[str]) -> None:
    assert officers_told(passage) == expected
