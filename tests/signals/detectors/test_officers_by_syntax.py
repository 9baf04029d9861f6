"""Each kind of passage in an item 5.02 tells its officers in whatever words, with the day that it gives or implies."""

from __future__ import annotations

import pytest
from officer_passages import officers_told

# Kind, text, "person; direction; title; effective on" of each officer.
PASSAGES: list[tuple[str, str, list[str]]] = [
    (
        "offices in a clause behind the name",
        "On March 2, 2026, Helen Marsh, who has been the Company's General Counsel since 2016, notified the "
        "Company that she will resign effective April 3, 2026.\n",
        ["Helen Marsh; leave; General Counsel; 2026-04-03"],
    ),
    (
        "offices in a clause behind the name",
        "Helen Marsh, who currently serves as Executive Vice President and Chief Financial Officer, will "
        "retire on May 1, 2026.\n",
        ["Helen Marsh; leave; Executive Vice President and Chief Financial Officer; 2026-05-01"],
    ),
    (
        "offices in a clause behind the name",
        "On March 2, 2026, Helen Marsh, who was appointed Chief Information Officer in 2021, left the Company.\n",
        ["Helen Marsh; leave; Chief Information Officer; 2026-03-02"],
    ),
    (
        "offices in a clause behind the name",
        "Tom Becker, who had been serving as Interim President since November 2025, was appointed President "
        "on March 2, 2026.\n",
        ["Tom Becker; join; President; 2026-03-02"],
    ),
    (
        "offices in a clause behind the name",
        "On March 2, 2026, Helen Marsh, who is President of Lark Holdings, resigned as a director of the Company.\n",
        [],
    ),
    (
        "tables and lists of officers",
        "On March 2, 2026, the Board elected the following officers of the Company: \n"
        "Helen Marsh, 52, President\n"
        "Tom Becker, 47, Treasurer\n",
        ["Helen Marsh; join; President; 2026-03-02", "Tom Becker; join; Treasurer; 2026-03-02"],
    ),
    (
        "tables and lists of officers",
        "On March 2, 2026, the following individuals were appointed to the positions set forth next to their "
        "names:\n"
        "Helen R. Marsh\n"
        "Chief Executive Officer\n"
        "Thomas Becker\n"
        "Chief Financial Officer and Secretary\n"
        "The Company has not entered into any employment agreement with them.\n",
        [
            "Helen R. Marsh; join; Chief Executive Officer; 2026-03-02",
            "Thomas Becker; join; Chief Financial Officer and Secretary; 2026-03-02",
        ],
    ),
    (
        "tables and lists of officers",
        "Effective March 2, 2026, the following persons resigned from the offices shown below:\n"
        "Name | Office\n"
        "Helen Marsh | Chief Executive Officer\n"
        "Tom Becker | Vice President, Operations\n",
        [
            "Helen Marsh; leave; Chief Executive Officer; 2026-03-02",
            "Tom Becker; leave; Vice President, Operations; 2026-03-02",
        ],
    ),
    (
        "tables and lists of officers",
        "On March 2, 2026, the Board appointed the officers listed in the following table:\n"
        "Name Age Position\n"
        "Helen Marsh 52 Executive Vice President, Chief Administrative Officer\n"
        "Tom Becker 47 Senior Vice President, Human Resources\n"
        "Ms. Marsh was Chief Financial Officer of Lark Holdings from 2015 to 2020.\n",
        [
            "Helen Marsh; join; Executive Vice President, Chief Administrative Officer; 2026-03-02",
            "Tom Becker; join; Senior Vice President, Human Resources; 2026-03-02",
        ],
    ),
    (
        "tables and lists of officers",
        "The Board made the following appointments, each effective March 9, 2026:\n"
        "(1) Helen Marsh as Chief Operating Officer; and\n"
        "(2) Tom Becker as Chief Technology Officer.\n",
        [
            "Helen Marsh; join; Chief Operating Officer; 2026-03-09",
            "Tom Becker; join; Chief Technology Officer; 2026-03-09",
        ],
    ),
    (
        "tables and lists of officers",
        "On March 2, 2026, the Compensation Committee approved the following base salaries:\n"
        "Helen Marsh, Chief Executive Officer  $800,000\n"
        "Tom Becker, Chief Financial Officer  $500,000\n",
        [],
    ),
    (
        "days that another's going sets",
        "Helen Marsh will retire as Chief Executive Officer on June 30, 2026. The Board has appointed Tom "
        "Becker to succeed Ms. Marsh as Chief Executive Officer upon her retirement.\n",
        [
            "Helen Marsh; leave; Chief Executive Officer; 2026-06-30",
            "Tom Becker; join; Chief Executive Officer; 2026-06-30",
        ],
    ),
    (
        "days that another's going sets",
        "Helen Marsh, Chief Financial Officer, will leave the Company on March 31, 2026. Following Ms. "
        "Marsh's departure, Tom Becker, Vice President and Controller, will serve as interim Chief Financial "
        "Officer.\n",
        [
            "Helen Marsh; leave; Chief Financial Officer; 2026-03-31",
            "Tom Becker; join; interim Chief Financial Officer; 2026-03-31",
        ],
    ),
    (
        "days that another's going sets",
        "Upon any termination of his employment without cause, Tom Becker, Chief Financial Officer, will be "
        "entitled to one year of base salary.\n",
        [],
    ),
    (
        "whose notice it is",
        "On March 2, 2026, Oakfold Inc. received notice from Helen Marsh of her decision to retire as Chief "
        "Accounting Officer, effective May 15, 2026.\n",
        ["Helen Marsh; leave; Chief Accounting Officer; 2026-05-15"],
    ),
    (
        "whose notice it is",
        "On March 2, 2026, the Company received a letter from Helen Marsh, its Chief Medical Officer, of her "
        "intention to leave the Company on March 20, 2026.\n",
        ["Helen Marsh; leave; Chief Medical Officer; 2026-03-20"],
    ),
    (
        "whose notice it is",
        "The Company and Helen Marsh have mutually agreed that Ms. Marsh will step down from her position as "
        "Chief Strategy Officer on March 13, 2026 (the “Transition Date”). Tom Becker will become Chief "
        "Strategy Officer on the Transition Date.\n",
        [
            "Helen Marsh; leave; Chief Strategy Officer; 2026-03-13",
            "Tom Becker; join; Chief Strategy Officer; 2026-03-13",
        ],
    ),
    (
        "ends of employment",
        "Helen Marsh's employment with the Company as Chief Marketing Officer ended on February 27, 2026.\n",
        ["Helen Marsh; leave; Chief Marketing Officer; 2026-02-27"],
    ),
    (
        "ends of employment",
        "On March 2, 2026, Helen Marsh ceased serving as Chief Product Officer and her employment with the "
        "Company terminated.\n",
        ["Helen Marsh; leave; Chief Product Officer; 2026-03-02"],
    ),
    (
        "each of several",
        "On March 2, 2026, the Board accepted the resignations of Helen Marsh as Chief Executive Officer and "
        "of Tom Becker as Chief Financial Officer.\n",
        [
            "Helen Marsh; leave; Chief Executive Officer; 2026-03-02",
            "Tom Becker; leave; Chief Financial Officer; 2026-03-02",
        ],
    ),
    (
        "each of several",
        "On March 2, 2026, Helen Marsh and Tom Becker resigned from their respective positions as Chief "
        "Executive Officer and Chief Financial Officer of the Company.\n",
        [
            "Helen Marsh; leave; Chief Executive Officer; 2026-03-02",
            "Tom Becker; leave; Chief Financial Officer; 2026-03-02",
        ],
    ),
    (
        "days of staying",
        "On March 2, 2026, Helen Marsh announced her intention to retire as Chief Executive Officer. Ms. "
        "Marsh will stay in her role until July 31, 2026.\n",
        ["Helen Marsh; leave; Chief Executive Officer; 2026-07-31"],
    ),
    (
        "days of staying",
        "Helen Marsh has given notice that she is resigning as Chief Financial Officer. She will remain "
        "employed by the Company through April 10, 2026 to help with the handover.\n",
        ["Helen Marsh; leave; Chief Financial Officer; 2026-04-10"],
    ),
    (
        "names that are words",
        "On March 2, 2026, Janet Holt, Chief Financial Officer, and Robert Page, General Counsel, each "
        "tendered their resignation, effective March 31, 2026.\n",
        ["Janet Holt; leave; Chief Financial Officer; 2026-03-31", "Robert Page; leave; General Counsel; 2026-03-31"],
    ),
    (
        "announced before",
        "As previously announced, Helen Marsh, Chief Financial Officer, will retire on May 1, 2026.\n",
        ["Helen Marsh; leave; Chief Financial Officer; 2026-05-01"],
    ),
    (
        "announced before",
        "As previously disclosed, Tom Becker will succeed Helen Marsh as Chief Executive Officer on April 1, 2026.\n",
        [
            "Tom Becker; join; Chief Executive Officer; 2026-04-01",
            "Helen Marsh; leave; Chief Executive Officer; 2026-04-01",
        ],
    ),
    (
        "announced before",
        "As announced on March 2, 2026, Helen Marsh, General Counsel, is retiring effective June 1, 2026.\n",
        ["Helen Marsh; leave; General Counsel; 2026-06-01"],
    ),
    (
        "named executive officers",
        "The Committee granted options to the named executive officers, including Helen Marsh, Chief "
        "Executive Officer, and Tom Becker, Chief Financial Officer.\n",
        [],
    ),
    (
        "named executive officers",
        "Each named executive officer, other than Helen Marsh, Chief Executive Officer, will receive a bonus.\n",
        [],
    ),
    (
        "named executive officers",
        "The base salaries of our named executive officers are: Helen Marsh, Chief Executive Officer, "
        "$800,000; Tom Becker, Chief Financial Officer, $500,000.\n",
        [],
    ),
    (
        "days of another",
        "Following the resignation on March 2, 2026 of Helen Marsh, the Company's Chief Executive Officer, "
        "the Board appointed Tom Becker as Chief Executive Officer.\n",
        [
            "Helen Marsh; leave; Chief Executive Officer; 2026-03-02",
            "Tom Becker; join; Chief Executive Officer; 2026-03-02",
        ],
    ),
    (
        "days of another",
        "On March 2, 2026, Tom Becker became Chief Financial Officer following the departure of Helen Marsh "
        "on February 27, 2026.\n",
        [
            "Tom Becker; join; Chief Financial Officer; 2026-03-02",
            "Helen Marsh; leave; Chief Financial Officer; 2026-02-27",
        ],
    ),
    (
        "days of another",
        "On March 2, 2026, Tom Becker was appointed Chief Financial Officer, replacing Helen Marsh, who left "
        "the Company on February 27, 2026.\n",
        [
            "Tom Becker; join; Chief Financial Officer; 2026-03-02",
            "Helen Marsh; leave; Chief Financial Officer; 2026-02-27",
        ],
    ),
    (
        "what somebody was before",
        "Tom Becker, 51, who most recently served as Vice President of Finance of Lark Holdings, was "
        "appointed Chief Financial Officer on March 2, 2026.\n",
        ["Tom Becker; join; Chief Financial Officer; 2026-03-02"],
    ),
    (
        "what somebody was before",
        "Mr. Tom Becker, age 51, who has previously been the Company's Treasurer, was elected Chief Financial"
        " Officer on March 2, 2026.\n",
        ["Tom Becker; join; Chief Financial Officer; 2026-03-02"],
    ),
]


@pytest.mark.parametrize(
    ("kind", "text", "officers"), PASSAGES, ids=[f"{kind}: {n}" for n, (kind, *_) in enumerate(PASSAGES)]
)
def test_a_kind_of_passage_tells_its_officers_in_whatever_words(kind: str, text: str, officers: list[str]) -> None:
    assert set(officers_told(text)) == set(officers), kind
