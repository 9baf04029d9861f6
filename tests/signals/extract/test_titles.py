"""A title is read by its words: what it is about, how senior it is."""

from __future__ import annotations

from time import thread_time

import pytest

from signals.extract.titles import classify, title_tokens

TITLES = """
Chief Marketing Officer | c_level marketing
CMO | c_level marketing
Chief Commercial Officer | c_level sales
Chief Customer Officer | c_level customer_success
Chief Product Officer | c_level product
Chief Information Officer | c_level it
Chief Information Security Officer | c_level security
Chief Data Officer | c_level data
Chief Human Resources Officer | c_level people
Chief Legal Officer | c_level legal
Chief Operating Officer | c_level operations
Chief Executive Officer and President | c_level executive
President | c_level executive
Co-Founder & CEO | c_level executive
Executive Vice President and Chief Financial Officer | c_level finance
Chief Product and Technology Officer | c_level product
Interim CFO | c_level finance
Chairman and CEO | c_level executive
Chairman of the Board | board executive
Non-Executive Director | board executive
Board Member | board executive
Independent Director | board executive
Supervisory Board Member | board executive
Aufsichtsratsvorsitzender | board executive
SVP, Global Sales | vp sales
EVP People | vp people
RVP Enterprise Sales | vp sales
Vice President of Customer Success | vp customer_success
VP, Information Security | vp security
VP Finance | vp finance
Vice President Legal & Compliance | vp legal
VP of Data Science | vp data
Head of Revenue Operations | head revenue_operations
Head of Engineering | head engineering
Head of Growth, Engineering | head engineering
Global Head of Talent | head people
Head of IT | head it
Head of Design | head product
Head of Demand Generation | head marketing
Director of Sales Operations | director revenue_operations
Director, Product Marketing | director marketing
Senior Director of Engineering | director engineering
Associate Director, Clinical Data | director data
Director of Procurement | director operations
Director of Talent Acquisition | director people
Marketing Director | director marketing
Sales Operations Manager | manager revenue_operations
Manager, Customer Success | manager customer_success
Senior Manager, FP&A | manager finance
Marketing Manager | manager marketing
HR Manager | manager people
Regional Sales Manager | manager sales
Financial Controller | manager finance
Product Owner | individual product
Senior Product Manager | senior product
Key Account Manager | individual sales
Senior Customer Success Manager | senior customer_success
Technical Account Manager | individual customer_success
Project Manager | individual operations
V.P. of Software Engineering | vp engineering
Director, Solution Architecture | director sales
Events Manager | manager marketing
CS Team Lead | lead customer_success
Data Analyst, Marketing | individual data
Chief of Staff | head executive
Country Manager Iberia | head executive
Leiter Lager | head operations
Ausbildung Fachinformatiker | junior it
Directrice des Achats | director operations
Responsable de Calidad | manager operations
Senior Software Engineer | senior engineering
Principal Engineer | senior engineering
Lead Data Scientist | lead data
Tech Lead | lead engineering
Sales Team Lead | lead sales
Machine Learning Engineer | individual data
DevOps Engineer | individual engineering
Frontend Developer (m/w/d) | individual engineering
Product Engineer | individual engineering
Support Engineer | individual customer_success
Implementation Consultant | individual customer_success
Pre-Sales Consultant | individual sales
Network Engineer | individual it
Systems Administrator | individual it
IT Support Specialist | individual it
Penetration Tester | individual security
SOC Analyst, Cybersecurity | individual security
Product Designer | individual product
UX Researcher | individual product
Copywriter | individual marketing
SEO Specialist | individual marketing
Recruiter | individual people
People Operations Specialist | individual people
Payroll Specialist | individual finance
Senior Accountant | senior finance
Corporate Counsel | individual legal
Executive Assistant to the CEO | individual operations
Logistics Coordinator | individual operations
SDR | junior sales
Business Development Representative (DACH) | junior sales
Junior Data Analyst | junior data
Finance Intern | junior finance
Graduate Software Engineer | junior engineering
Founder's Associate | junior operations
Geschäftsführerin | c_level executive
Vorstandsvorsitzender | c_level executive
Finanzvorstand | c_level finance
Vertriebsleiter | head sales
Leiterin Marketing | head marketing
Leiter IT | head it
Teamleiter Kundenservice | lead customer_success
Softwareentwickler (m/w/d) | individual engineering
Buchhalterin | individual finance
Vertriebsmitarbeiter Außendienst | individual sales
Praktikant Controlling | junior finance
Directrice générale | c_level executive
Directeur financier | director finance
Directrice des ressources humaines | director people
Responsable marketing | manager marketing
Ingénieur logiciel | individual engineering
Stagiaire communication | junior marketing
Consejero delegado | c_level executive
Directora comercial | director sales
Director financiero | director finance
Jefe de ventas | head sales
Manager, Business Development Representatives | manager sales
BDR Team Lead | lead sales
Head of SDR | head sales
Graduate Recruitment Manager | manager people
Intern Program Manager | manager people
EVP, General Counsel & Corporate Secretary | c_level legal
SVP, Chief of Staff | vp executive
Lead Product Manager | lead product
Lead Generation Manager | manager marketing
ABM Manager | manager marketing
AML Analyst | individual legal
M&A Director | director finance
Desktop Support Engineer | individual it
Leiter Produktion | head operations
Gerente General | c_level executive
General Manager, Nordics | head executive
Software Engineer, Payroll | individual engineering
Engineering Manager, Billing | manager engineering
Full Stack Developer, Marketing Tools | individual engineering
Software Engineer, Machine Learning | individual data
Security Software Engineer | individual security
Recruiter, Software Engineering | individual people
SOC Analyst L2 | individual security
Red Team Operator | individual security
Incident Response Lead | lead security
ERP Manager | manager it
ServiceNow Administrator | individual it
Contract Administrator | individual legal
Contracts Negotiator | individual legal
Contract Recruiter | individual people
Chief Risk Officer | c_level finance
Projektleiter (m/w/d) | individual operations
Kundenberaterin (m/w/d) | individual sales
Directeur Général Adjoint | vp executive
Chargée de recrutement (H/F) | individual people
Stage Contrôle financier (H/F) | junior finance
Early Stage Sourcing Manager | manager operations
Ingénieur avant-vente | individual sales
""".strip().splitlines()


@pytest.mark.parametrize("row", TITLES)
def test_a_title_tells_function_and_seniority(row: str) -> None:
    title, _, wanted = row.partition(" | ")
    found = classify(title)
    assert f"{found.seniority} {found.function}" == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("VP of Sales", "Vice President, Sales"),
        ("CRO", "Chief Revenue Officer"),
        ("RevOps Manager", "Manager, Revenue Operations"),
        ("Sr. Dir. Eng", "Senior Director of Engineering"),
        ("Co-Founder & CEO", "CEO and Co-Founder"),
        ("Geschäftsführer", "geschaftsfuhrer"),
    ],
)
def test_two_spellings_of_a_title_have_the_same_tokens(one: str, other: str) -> None:
    assert title_tokens(one) == title_tokens(other)


def test_other_titles_have_other_tokens() -> None:
    assert title_tokens("VP of Sales") != title_tokens("SVP of Sales")
    assert title_tokens("Head of Marketing") != title_tokens("Head of Sales")


def test_only_a_seat_without_an_office_is_a_board_seat() -> None:
    assert classify("Non-Executive Director").is_board
    assert not classify("Chairman and CEO").is_board
    assert not classify("Director of Sales").is_board


def test_a_hostile_title_is_read_in_time() -> None:
    began = thread_time()
    classify("chief " * 40_000)
    classify("chief a and officer " * 10_000)
    assert thread_time() - began < 3
