"""Imports: exports of three CRMs and a plain sheet are understood; every row has its fate; twice changes nothing."""

from __future__ import annotations

import resource
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.domain.accounts import Relationship
from agent.domain.contacts import AddressStatus, Function, Seniority
from agent.domain.sends import SuppressionReason
from agent.errors import ConfigError
from agent.imports.accounts import import_accounts
from agent.imports.columns import ACCOUNT_COLUMNS, CONTACT_COLUMNS, SUPPRESSION_COLUMNS, guess, override
from agent.imports.contacts import import_contacts
from agent.imports.files import open_sheet
from agent.imports.report import Fate, Report, inert, writing_to
from agent.imports.suppressions import import_suppressions
from agent.imports.values import company_domain, country, headcount, relationship
from agent.sends.suppression import suppressed
from agent.store import accounts, contacts
from agent.store.engine import Store

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

HUBSPOT = """Record ID,Company name,Company Domain Name,Country/Region,Industry,Number of Employees,Company owner,\
Lifecycle Stage
101,"Alder Robotics, Inc.",www.alder.example,United States,Robotics,120,Ada Lowe,lead
102,Brook Health,brook.example,Germany,Healthcare,"1,200",Nobody Known,customer
"""
SALESFORCE = """"Account Name";"Website";"Billing Country";"Employees";"Account Owner";"Type"
"Tarn Energy";"https://tarn.example/about";"Spain";"45";"Ada Lowe";"Prospect"
"""
APOLLO = """Company,Website,# Employees,Industry,Company Country,Technologies
Vesper,http://www.vesper.example,51-200,Software,United Kingdom,"HubSpot, Segment"
"""
PLAIN = """name,domain,board_url,feed_url
Umbra Systems,umbra.example,https://boards.greenhouse.io/umbra,https://umbra.example/news.xml
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def to_file(text: str) -> Path:
        path = tmp_path / f"{abs(hash(text))}.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


def _accounts(store: Store, path: Path, *, bare: str = "") -> Report:
    with open_sheet(path, bare_column=bare) as sheet:
        report = Report(guess(sheet.header, ACCOUNT_COLUMNS))
        import_accounts(store, sheet, report, owners={"ada lowe": "ada"}, now=NOW)
    return report


def _contacts(store: Store, path: Path) -> Report:
    with open_sheet(path) as sheet:
        report = Report(guess(sheet.header, CONTACT_COLUMNS))
        import_contacts(store, sheet, report, source="people.csv", now=NOW)
    return report


def test_a_hubspot_export_is_understood(store: Store, write: Callable[[str], Path]) -> None:
    report = _accounts(store, write(HUBSPOT))
    assert report.counts == {Fate.CREATED: 2}
    with store.read() as session:
        alder = accounts.by_domain(session, "alder.example")
        brook = accounts.by_domain(session, "brook.example")
    assert alder is not None
    assert (alder.name, alder.country, alder.headcount, alder.owner) == ("Alder Robotics, Inc.", "US", 120, "ada")
    assert brook is not None
    assert (brook.country, brook.headcount, brook.relationship) == ("DE", 1200, Relationship.CUSTOMER)
    assert brook.owner == ""


def test_salesforce_apollo_and_a_plain_sheet_are_understood(sqlite_store: Store, write: Callable[[str], Path]) -> None:
    for text in (SALESFORCE, APOLLO, PLAIN):
        assert _accounts(sqlite_store, write(text)).counts == {Fate.CREATED: 1}
    with sqlite_store.read() as session:
        tarn = accounts.by_domain(session, "tarn.example")
        vesper = accounts.by_domain(session, "vesper.example")
        umbra = accounts.by_domain(session, "umbra.example")
    assert tarn is not None
    assert (tarn.country, tarn.owner) == ("ES", "ada")
    assert vesper is not None
    assert (vesper.headcount, vesper.technologies) == (125, ("HubSpot", "Segment"))
    assert umbra is not None
    assert (umbra.boards, umbra.feeds) == (("greenhouse:umbra",), ("https://umbra.example/news.xml",))


def test_importing_twice_changes_nothing(store: Store, write: Callable[[str], Path]) -> None:
    path = write(HUBSPOT)
    _accounts(store, path)
    assert _accounts(store, path).counts == {Fate.SAME: 2}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Paying Customer", Relationship.CUSTOMER),
        ("Strategic partner", Relationship.PARTNER),
        ("Opportunity - stage 2", Relationship.OPEN_OPPORTUNITY),
        ("Do not contact!", Relationship.DO_NOT_CONTACT),
        ("Lead", Relationship.PROSPECT),
    ],
)
def test_a_stage_in_a_teams_own_words_is_read_the_safe_way(said: str, meant: Relationship) -> None:
    assert relationship(said) is meant


def test_an_empty_cell_takes_nothing_away(sqlite_store: Store, write: Callable[[str], Path]) -> None:
    _accounts(sqlite_store, write(HUBSPOT))
    _accounts(sqlite_store, write("Company name,Company Domain Name,Country/Region\nAlder Robotics,alder.example,\n"))
    with sqlite_store.read() as session:
        alder = accounts.by_domain(session, "alder.example")
    assert alder is not None
    assert (alder.name, alder.country) == ("Alder Robotics", "US")


def test_bad_rows_name_their_line_and_reason(sqlite_store: Store, write: Callable[[str], Path]) -> None:
    report = _accounts(
        sqlite_store, write("name,domain\nA,\nB,not a domain\nC,gmail.com\nD,d.example\nE,www.d.example\n")
    )
    assert [(row.line, row.fate) for row in report.shown] == [
        (2, Fate.REJECTED),
        (3, Fate.REJECTED),
        (4, Fate.REJECTED),
        (6, Fate.DUPLICATE),
    ]
    assert "line 5" in report.shown[-1].note


def test_a_bare_list_of_domains_is_a_file_of_accounts(sqlite_store: Store, write: Callable[[str], Path]) -> None:
    assert _accounts(sqlite_store, write("alder.example\nbrook.example\n"), bare="domain").counts == {Fate.CREATED: 2}
    with sqlite_store.read() as session:
        found = accounts.by_domain(session, "alder.example")
    assert found is not None
    assert found.name == "Alder"


def test_a_windows_1252_file_keeps_its_umlauts(sqlite_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("name,domain\nMüller & Söhne,mueller.example\n".encode("cp1252"))
    _accounts(sqlite_store, path)
    with sqlite_store.read() as session:
        found = accounts.by_domain(session, "mueller.example")
    assert found is not None
    assert found.name == "Müller & Söhne"


def test_contacts_are_placed_typed_and_sourced(store: Store, write: Callable[[str], Path]) -> None:
    _accounts(store, write(HUBSPOT))
    people = """First Name,Last Name,Title,Company,Email,Email Status,Website
Dana,Ortiz,VP Sales,Alder Robotics,dana.ortiz@alder.example,Verified,alder.example
Kim,Abel,Chief Financial Officer,Alder Robotics Inc,kim.abel@alder.example,Guessed,
Nobody,Here,CEO,Unknown Co,x@unknown.example,,
Bad,Address,CEO,Alder Robotics,not-an-address,,
"""
    report = _contacts(store, write(people))
    assert report.counts == {Fate.CREATED: 2, Fate.REJECTED: 2}
    with store.read() as session:
        dana = contacts.by_email(session, "Dana.Ortiz+x@alder.example")
        kim = contacts.by_email(session, "kim.abel@alder.example")
    assert dana is not None
    assert (dana.function, dana.seniority, dana.source) == (Function.SALES, Seniority.VP, "people.csv")
    assert kim is not None
    assert kim.address_status is AddressStatus.GUESSED
    assert _contacts(store, write(people)).counts[Fate.SAME] == 2


def test_an_opt_out_in_the_export_is_an_opt_out_here(sqlite_store: Store, write: Callable[[str], Path]) -> None:
    _accounts(sqlite_store, write(HUBSPOT))
    _contacts(
        sqlite_store,
        write("Email,First Name,Last Name,Unsubscribed from all email\nkim@alder.example,Kim,Abel,true\n"),
    )
    with sqlite_store.read() as session:
        stop = suppressed(session, address="kim@alder.example", domain="", account_id="", now=NOW)
    assert stop is not None
    assert stop.reason is SuppressionReason.UNSUBSCRIBE


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Freely given consent from contact", True),
        ("yes, by form on 3 May 2026", True),
        ("Legitimate interest – prospect/lead; Freely given consent from contact", True),
        ("No", False),
        ("false", False),
        ("Legitimate interest – prospect/lead", False),
        ("Not applicable", False),
        ("consent withdrawn", False),
    ],
)
def test_only_a_consent_is_a_consent(sqlite_store: Store, write: Callable[[str], Path], said: str, kept: bool) -> None:
    """Any word in the column used to open the country gate."""
    _accounts(sqlite_store, write(HUBSPOT))
    path = write(f'Email,First name,Last name,Consent\nuwe@brook.example,Uwe,Kern,"{said}"\n')
    with open_sheet(path) as sheet:
        report = Report(guess(sheet.header, CONTACT_COLUMNS))
        import_contacts(sqlite_store, sheet, report, source="a list", now=NOW)
    with sqlite_store.read() as session:
        person = contacts.by_email(session, "uwe@brook.example")
    assert person is not None and bool(person.consent) is kept


@pytest.mark.parametrize("cell", ["9" * 400, "1.2.3", "12.03.2020", "1e999", "9" * 19, "5,0000m"])
def test_a_head_count_that_is_none_stops_no_import(
    sqlite_store: Store, write: Callable[[str], Path], cell: str
) -> None:
    report = _accounts(sqlite_store, write(f'name,domain,employees\nAlder,alder.example,"{cell}"\nX,http://[::1,3\n'))
    assert report.counts == {Fate.CREATED: 1, Fate.REJECTED: 1}


def test_suppressions_take_addresses_and_domains(store: Store, write: Callable[[str], Path]) -> None:
    path = write("Email\nkim@alder.example\nbrook.example\nnonsense\n")
    with open_sheet(path) as sheet:
        report = Report(guess(sheet.header, SUPPRESSION_COLUMNS))
        import_suppressions(store, sheet, report, reason=SuppressionReason.CUSTOMER, source="x", now=NOW)
    assert report.counts == {Fate.CREATED: 2, Fate.REJECTED: 1}
    with store.read() as session:
        assert suppressed(session, address="anna@brook.example", domain="", account_id="", now=NOW) is not None
        assert suppressed(session, address="kim+news@alder.example", domain="", account_id="", now=NOW) is not None
        assert suppressed(session, address="dana@alder.example", domain="", account_id="", now=NOW) is None


def test_an_unknown_mapping_names_the_columns_there_are() -> None:
    with pytest.raises(ConfigError, match="no column 'Nope'"):
        override({}, ["domain=Nope"], ["Site"], ACCOUNT_COLUMNS)
    assert override({"name": "Site"}, ["domain=Site"], ["Site"], ACCOUNT_COLUMNS) == {"domain": "Site"}


def test_the_report_file_holds_every_row_and_no_formula(sqlite_store: Store, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("name,domain\n=HYPERLINK,\nB,b.example\n", encoding="utf-8")
    with open_sheet(source) as sheet:
        report = Report(guess(sheet.header, ACCOUNT_COLUMNS))
        with writing_to(report, tmp_path / "report.csv"):
            import_accounts(sqlite_store, sheet, report, owners={}, now=NOW)
    lines = (tmp_path / "report.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert "'=HYPERLINK" in lines[1]
    assert inert("@SUM") == "'@SUM"


@pytest.mark.parametrize(
    ("said", "domain"),
    [
        ("https://www.Alder.example/x?y", "alder.example"),
        ("shop.brook.co.uk", "brook.co.uk"),
        ("gmail.com", ""),
        ("localhost", ""),
        ("", ""),
    ],
)
def test_a_cell_names_a_registered_domain_or_none(said: str, domain: str) -> None:
    assert company_domain(said) == domain


def test_head_counts_and_countries_are_read_as_people_write_them() -> None:
    assert [headcount(text) for text in ("51-200", "1,200", "10,000+", "2k", "n/a")] == [125, 1200, 10000, 2000, None]
    assert [country(text) for text in ("United States", "uk", "de", "Nowhere")] == ["US", "GB", "DE", ""]


@pytest.mark.timeout(240)
def test_memory_stays_flat_over_many_rows(sqlite_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("name,domain\n")
        stream.writelines(f"Company {n},company-{n}.example\n" for n in range(10_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert _accounts(sqlite_store, path).counts == {Fate.CREATED: 10_000}
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown_mb < 60


def test_an_account_is_known_by_its_legal_entity_identifier_and_a_bad_one_is_a_doubt(
    sqlite_store: Store, write: Callable[[str], Path]
) -> None:
    rows = "Domain,LEI\nalder.example,9999 aavsszz000exmp {}\nbrook.example,9999AAVSSZZ000EXMP00\n"
    number = int("".join(str(int(character, 36)) for character in "9999AAVSSZZ000EXMP00"))
    report = _accounts(sqlite_store, write(rows.format(f"{98 - number % 97:02d}")))
    with sqlite_store.read() as session:
        alder, brook = (accounts.by_domain(session, f"{key}.example") for key in ("alder", "brook"))
    assert alder is not None and alder.lei == f"9999AAVSSZZ000EXMP{98 - number % 97:02d}"
    assert brook is not None and brook.lei == ""
    assert [one.note for one in report.shown if one.key == "brook.example"] == [
        "LEI '9999AAVSSZZ000EXMP00' does not hold by its check digits: copy it anew."
    ]
