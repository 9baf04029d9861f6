"""From when on an officer comes or goes, told in the ways of item 5.02, and days that are of something else."""

from __future__ import annotations

import pytest
from officer_passages import officers_told

# Text, "person; direction; effective on" of each officer.
PASSAGES: list[tuple[str, list[str]]] = [
    (
        "On March 2, 2026, Helen Marsh, Treasurer of Oakfold Inc, tendered her resignation. Ms. Marsh will stay in her "
        "office through the close of business on March 20, 2026.",
        ["Helen Marsh; leave; 2026-03-20"],
    ),
    (
        "On March 2, 2026 (the “Transition Date”), the Board and Tom Becker agreed that Mr. Becker would step down as "
        "Chief Operating Officer, effective as of the Transition Date. His options may be exercised until March 2, "
        "2028. Also on the Transition Date, the Board appointed Helen Marsh as Chief Operating Officer, with immediate "
        "effect.",
        ["Helen Marsh; join; 2026-03-02", "Tom Becker; leave; 2026-03-02"],
    ),
    (
        "Tom Becker gave notice on March 2, 2026 of his resignation from the office of Chief Risk Officer, such "
        "resignation to take effect at noon on the 30th day of April, 2026.",
        ["Tom Becker; leave; 2026-04-30"],
    ),
    (
        "The Company reported that Helen Marsh would resign as General Counsel on May 29, 2026. On March 2, 2026, the "
        "Company and Ms. Marsh agreed that her resignation will instead become effective on March 13, 2026.",
        ["Helen Marsh; leave; 2026-03-13"],
    ),
    (
        "On March 2, 2026, Oakfold Inc announced that Tom Becker had been removed as Chief Executive Officer, "
        "effective February 27, 2026. The Board has appointed Helen Marsh Interim Chief Executive Officer, effective "
        "as of the same date.",
        ["Helen Marsh; join; 2026-02-27", "Tom Becker; leave; 2026-02-27"],
    ),
    (
        "On March 2, 2026, the Board elected Helen Marsh as Treasurer of the Company, effective on the date of such "
        "election.",
        ["Helen Marsh; join; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the Board designated Helen Marsh as Chief Accounting Officer. Her designation will take "
        "effect upon the filing of the Annual Report on Form 10-K for the year ended December 31, 2025.",
        ["Helen Marsh; join; -"],
    ),
    (
        "Helen Marsh will become General Counsel on April 6, 2026. She replaces Tom Becker, who told the Company on "
        "March 2, 2026 of his plan to retire from the position of General Counsel effective on the day Ms. Marsh "
        "takes office.",
        ["Helen Marsh; join; 2026-04-06", "Tom Becker; leave; 2026-04-06"],
    ),
    (
        "On March 2, 2026, the Board elected Helen Marsh as Treasurer. Her election became effective at noon.",
        ["Helen Marsh; join; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the Board elected Helen Marsh as Treasurer. The vesting date of her award was moved to June "
        "1, 2026.",
        ["Helen Marsh; join; 2026-03-02"],
    ),
]


@pytest.mark.parametrize(("text", "officers"), PASSAGES)
def test_an_officer_comes_or_goes_on_the_day_told(text: str, officers: list[str]) -> None:
    names = ("person", "direction", "effective_on")
    assert sorted(officers_told(text, names=names)) == sorted(officers)
