"""Further ways in which item 5.02 tells of an officer, each with its words changed, and passages that tell of none."""

from __future__ import annotations

import pytest
from officer_passages import officers_told

# Text, "person; direction; title; effective on" of each officer.
PASSAGES: list[tuple[str, list[str]]] = [
    (
        "On March 2, 2026, the position of Chief Commercial Officer was eliminated. As a result, Helen R. Marsh, who "
        "held that office, ceased to be an officer of Oakfold Inc on that date.",
        ["Helen R. Marsh; leave; Chief Commercial Officer; 2026-03-02"],
    ),
    (
        "The position of Executive Vice President, Retail has been eliminated and Helen Marsh, who held that position, "
        "will leave the Company on April 30, 2026.",
        ["Helen Marsh; leave; Executive Vice President, Retail; 2026-04-30"],
    ),
    (
        "On March 2, 2026, Oakfold Inc notified Tom Becker that it was terminating his employment as the Company’s "
        "Chief Product Officer, effective March 20, 2026.",
        ["Tom Becker; leave; Chief Product Officer; 2026-03-20"],
    ),
    (
        "On March 2, 2026, the Company announced that Tom Becker, Vice President and General Manager, Marine, had been "
        "placed on leave and that his employment will terminate on March 13, 2026.",
        ["Tom Becker; leave; Vice President and General Manager, Marine; 2026-03-13"],
    ),
    (
        "On March 2, 2026, Helen Marsh, M.D., Ph.D., Chief Medical Officer of Oakfold Inc, and the Company agreed that "
        "Dr. Marsh would step down from her role effective April 1, 2026.",
        ["Helen Marsh; leave; Chief Medical Officer; 2026-04-01"],
    ),
    (
        "On March 2, 2026, Helen Marsh, Senior Vice President, Sales, informed the Company that she would be retiring "
        "on May 29, 2026.",
        ["Helen Marsh; leave; Senior Vice President, Sales; 2026-05-29"],
    ),
    (
        "The Company announces the death of its President and Chief Executive Officer, Aldo R. Marsh, on March 1, "
        "2026.",
        ["Aldo R. Marsh; leave; President and Chief Executive Officer; 2026-03-01"],
    ),
    (
        "Tom Becker will assume the additional responsibilities of Chief Risk Officer effective April 1, 2026.",
        ["Tom Becker; join; Chief Risk Officer; 2026-04-01"],
    ),
    (
        "In addition, Tom Becker, Treasurer, was given the additional title of Deputy Chief Executive Officer as of "
        "March 2, 2026.",
        ["Tom Becker; join; Deputy Chief Executive Officer; 2026-03-02"],
    ),
    (
        "Tom Becker, an employee of Larkspur Services, will begin serving as the Company’s General Manager and "
        "principal executive officer on April 1, 2026.",
        ["Tom Becker; join; General Manager; 2026-04-01"],
    ),
    (
        "On March 2, 2026, Ms. Helen Marsh was designated the Company’s principal executive officer.",
        ["Helen Marsh; join; principal executive officer; 2026-03-02"],
    ),
    (
        "The Board of Directors elected:\nHelen Marsh, age 49, to the position of Senior Vice President, Operations, "
        "effective April 1, 2026.\nTom Becker, age 52, to the position of Treasurer, effective May 1, 2026.",
        [
            "Helen Marsh; join; Senior Vice President, Operations; 2026-04-01",
            "Tom Becker; join; Treasurer; 2026-05-01",
        ],
    ),
    (
        "On March 2, 2026, the Company hired Helen Marsh as its Chief Financial Officer. Ms. Marsh succeeds Tom "
        "Becker, who had been serving as Acting Chief Financial Officer since June 2025 and who will remain "
        "with the Company.",
        [
            "Helen Marsh; join; Chief Financial Officer; 2026-03-02",
            "Tom Becker; leave; Acting Chief Financial Officer; 2026-03-02",
        ],
    ),
    (
        "On March 2, 2026, the Company promoted Helen Marsh to Chief Financial Officer, effective April 1, 2026. Ms. "
        "Marsh succeeds Tom Becker, who will step down as Chief Financial Officer on the same date.",
        [
            "Helen Marsh; promote; Chief Financial Officer; 2026-04-01",
            "Tom Becker; leave; Chief Financial Officer; 2026-04-01",
        ],
    ),
    (
        "On March 2, 2026, the Board accepted the resignation of Tom Becker as Chief Operating Officer, effective "
        "March 31, 2026. Mr. Becker is resigning to return to teaching.",
        ["Tom Becker; leave; Chief Operating Officer; 2026-03-31"],
    ),
    (
        "On March 2, 2026, the Board accepted the resignation of Tom Becker as Treasurer. His resignation from all "
        "positions is effective March 27, 2026.",
        ["Tom Becker; leave; Treasurer; 2026-03-27"],
    ),
    (
        "Under a letter agreement, Helen Marsh’s service as President of the Fibre Division will end on April "
        "15, 2026.",
        ["Helen Marsh; leave; President of the Fibre Division; 2026-04-15"],
    ),
    (
        "On March 2, 2026, Tom Becker informed the Company that he will retire as Chief Operating Officer. Mr. Becker "
        "will remain in his role through May 4, 2026 and will thereafter serve as a Senior Advisor to the Chief "
        "Executive Officer.",
        ["Tom Becker; leave; Chief Operating Officer; 2026-05-04"],
    ),
]
OF_ONES_OFFICE: list[tuple[str, list[str]]] = [
    (
        "On March 2, 2026, Tom Becker notified the Board of his intention to retire from the Company, effective June "
        "30, 2026. Mr. Becker currently serves as General Counsel.",
        ["Tom Becker; leave; General Counsel; 2026-06-30"],
    ),
    (
        "On March 2, 2026, Helen Marsh passed away. Ms. Marsh had served as the Company’s Treasurer since 2019.",
        ["Helen Marsh; leave; Treasurer; 2026-03-02"],
    ),
    (
        "As of March 2, 2026, Tom Becker is no longer employed as the Company’s Senior Vice President, Retail.",
        ["Tom Becker; leave; Senior Vice President, Retail; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the Company determined to eliminate the position of Chief Data Officer held by Helen Marsh, "
        "effective March 31, 2026.",
        ["Helen Marsh; leave; Chief Data Officer; 2026-03-31"],
    ),
    (
        "On March 2, 2026, the Board accepted Tom Becker’s resignation as Treasurer.",
        ["Tom Becker; leave; Treasurer; 2026-03-02"],
    ),
    (
        "Tom Becker, Executive Vice President, exercised his right to terminate his employment. His last day of work "
        "was February 27, 2026.",
        ["Tom Becker; leave; Executive Vice President; 2026-02-27"],
    ),
    (
        "On March 2, 2026, Oakfold Inc appointed Helen Marsh Chief Executive Officer, succeeding Tom Becker, who will "
        "become Executive Chairman of the Board.",
        [
            "Helen Marsh; join; Chief Executive Officer; 2026-03-02",
            "Tom Becker; leave; Chief Executive Officer; 2026-03-02",
        ],
    ),
]
OF_NAMES_AND_LISTS: list[tuple[str, list[str]]] = [
    (
        "Oakfold Inc and Tomas Solis Prado have agreed that Mr. Solis Prado’s employment as Chief Operating Officer "
        "terminated on March 2, 2026. The company will pay Mr. Solis Prado $90,000 in installments starting with the "
        "first payroll date after April 1, 2026. Helen Marsh, Chief Executive Officer, has taken on Mr. Solis Prado’s "
        "direct reports.",
        ["Tomas Solis Prado; leave; Chief Operating Officer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the employment of Orrin Tavel, Vice President, Supply of the General Partner, was "
        "terminated by the General Partner without cause.",
        ["Orrin Tavel; leave; Vice President, Supply; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the employment of Tom R. Becker as Chief Credit Officer of Oakfold Inc (the “Company”) and "
        "its wholly-owned subsidiary, Oakfold Bank, was terminated, effective immediately.",
        ["Tom R. Becker; leave; Chief Credit Officer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the Board approved the appointment of Orrin Tavel, M.D., as the Company’s Chief Medical "
        "Officer, to begin on March 16, 2026.",
        ["Orrin Tavel; join; Chief Medical Officer; 2026-03-16"],
    ),
    (
        "Oakfold Inc announced changes among its officers. Executive Vice President and Chief Risk Officer Orrin Tavel "
        "is leaving the company on April 15, 2026.",
        ["Orrin Tavel; leave; Executive Vice President and Chief Risk Officer; 2026-04-15"],
    ),
    (
        "On March 2, 2026, the Vice President-Exploration of Oakfold Inc (the “Company”), Tom Becker, informed the "
        "Company that he will be leaving the Company.",
        ["Tom Becker; leave; Vice President-Exploration; -"],
    ),
    (
        "On March 2, 2026, the Board of Oakfold Inc appointed each of these persons as an officer, effective "
        "April 1, 2026:\n• Helen Marsh, age 47, Chief Marketing Officer. Ms. Marsh previously served as Vice "
        "President, Sales of Larkspur Services from 2016 to 2023.\n• Tom Becker, age 54, Treasurer. Mr. Becker was "
        "General Manager of Larkspur Services from 2011 to 2023.",
        ["Helen Marsh; join; Chief Marketing Officer; 2026-04-01", "Tom Becker; join; Treasurer; 2026-04-01"],
    ),
    (
        "In addition, Tom Becker resigned as Vice President, Quality, effective March 2, 2026.",
        ["Tom Becker; leave; Vice President, Quality; 2026-03-02"],
    ),
    (
        "On November 20, 2025, the Company reported that Ms. Helen Marsh would act as principal financial officer "
        "until the search ends.\nOn March 2, 2026, the Board appointed Ms. Marsh as Chief Financial Officer.",
        ["Helen Marsh; join; Chief Financial Officer; 2026-03-02"],
    ),
]
OF_SUCCESSION: list[tuple[str, list[str]]] = [
    (
        "By written consent dated March 2, 2026, the directors of Oakfold Inc elected Helen Marsh Treasurer, in place "
        "of Tom Becker, who had resigned from that office.",
        ["Helen Marsh; join; Treasurer; 2026-03-02", "Tom Becker; leave; Treasurer; 2026-03-02"],
    ),
    (
        "On March 2, 2026, the Board of Oakfold Inc approved the following management changes, each effective April 1, "
        "2026:\nTom Becker, age 47, Chief Risk Officer since May 2012, was promoted to Chief Operating Officer. His "
        "base salary will be $90,000.\nHelen Marsh, age 41, who joined the Company in 2009 and has been its Director "
        "of Sales, was promoted to Chief Risk Officer, succeeding Mr. Becker.",
        [
            "Helen Marsh; promote; Chief Risk Officer; 2026-04-01",
            "Tom Becker; promote; Chief Operating Officer; 2026-04-01",
        ],
    ),
    (
        "Tom Becker gave up his seat on the audit committee because he was appointed Chief Financial Officer of the "
        "Company on March 2, 2026.",
        ["Tom Becker; join; Chief Financial Officer; 2026-03-02"],
    ),
]
TELL_OF_NONE = [
    "Tom Becker, age 47, who joined the Company in 2009, was promoted to Chief Risk Officer in May 2012.",
    "On November 20, 2025, Oakfold Inc disclosed that Helen Marsh had been appointed Chief Financial Officer.",
    "This Amendment No. 1 amends the Current Report filed on January 5, 2026, in which Oakfold Inc reported that Helen "
    "Marsh was appointed Chief Financial Officer on January 2, 2026. It reports her pay.",
    "In connection with the merger announced on February 2, 2026, Oakfold Inc entered into retention agreements with "
    "Tom Becker, its Chief Financial Officer, and Helen Marsh, its Senior Vice President.",
    "On March 2, 2026, Tom Becker resigned from the Board of Directors of Oakfold Inc to devote more time to his "
    "duties as Chief Executive Officer of Larkspur Services. The Board elected Helen Marsh to the Board.",
    "Helen Marsh, Chief Executive Officer, has taken over Mr. Becker’s team.",
    "On March 2, 2026, Helen Marsh resigned from the Board. Ms. Marsh has served as the Company’s director since 2019.",
    "On March 2, 2026, the Committee approved a retention bonus for Helen Marsh, who was appointed Interim Chief "
    "Executive Officer on January 5, 2026.",
    "The Company determined to eliminate the waste reported by Tom Becker, Chief Operating Officer.",
    "Mr. Tom Becker currently serves as the Company’s General Counsel.",
    "As previously reported in the Current Report filed by Oakfold Inc on January 5, 2026, Helen Marsh was appointed "
    "Chief Executive Officer effective January 1, 2026. This amendment reports her pay.",
    "Item 5.02(e). Awards made under the plan on March 2, 2026 to the named executive officers were: Helen Marsh, "
    "Chief Executive Officer, 4,000 units; and Tom Becker, Chief Financial Officer, 2,500 units.",
    "His responsibilities have been assumed by Tom Becker, Chief Operating Officer.",
    "The position of Chief Strategy Officer was eliminated.",
    "On March 2, 2026, Tom Becker resigned from the Board because he has been appointed Chief Financial Officer of "
    "Birch Motors AG, whose policies permit no outside seats.",
    "Helen Marsh resigned as a director on March 2, 2026, since she was named Chief Executive Officer at Fernhill plc.",
]


@pytest.mark.parametrize(("text", "officers"), [*PASSAGES, *OF_ONES_OFFICE, *OF_NAMES_AND_LISTS, *OF_SUCCESSION])
def test_a_passage_tells_who_and_from_when(text: str, officers: list[str]) -> None:
    assert sorted(officers_told(text)) == sorted(officers)


@pytest.mark.parametrize("text", TELL_OF_NONE)
def test_what_was_told_before_or_is_pay_tells_of_no_officer(text: str) -> None:
    assert officers_told(text) == []
