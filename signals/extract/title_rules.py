"""The ordered rules by which a title is read; the first that matches decides. They read `titles.normal_title`.

A rule is a list of phrases, apart by commas. "*" stands for the rest of a word or its beginning, "^" for the title's
beginning, "$" for its end, "..." for any words between.
"""

from __future__ import annotations

import re
from typing import Final, TypeVar

from agent.domain.contacts import Function, Seniority

_Value = TypeVar("_Value")


def _phrase(phrase: str) -> str:
    body = re.escape(phrase.strip("^$")).replace(r"\*", r"\w*").replace(r"\ \.\.\.\ ", r"\b.*\b")
    return ("^" if phrase.startswith("^") else r"\b") + body + ("$" if phrase.endswith("$") else r"\b")


def _rules(*rows: tuple[_Value, str]) -> tuple[tuple[_Value, re.Pattern[str]], ...]:
    return tuple(
        (value, re.compile("|".join(_phrase(" ".join(phrase.split())) for phrase in phrases.split(","))))
        for value, phrases in rows
    )


_OFFICER: Final = """
    executive board, chief * officer, chief * * officer, chief * and * officer, chief * * * officer, chief * *
    and * officer, chief * * * * officer, chief executive, *founder, co founder, managing partner,
    presidencia*, presidence, direction generale, direccion general, direccion ejecutiva,
    geschaftsfuhr*, geschaftsleit*, intendant*, vorstandssprecher*, sprecher* der geschaftsfuhrung, sprecher* des
    vorstands, gerant, gerante, gerente general, vorstand, vorstandin, vorstands*, vorsitzende* der
    geschaftsfuhrung, *vorstand, *vorstandin, *konzernchef*, firmenchef*, finanzchef*, technikchef*,
    marketingchef*, vertriebschef*, personalchef*, produktchef*, directeur general, directrice generale,
    director general, directora general, consejer* delegad*, inhaber*, proprietor, general counsel, managing
    director, ^owner, business owner, president, presidente, presidenta, prasident, prasidentin, presidente
    directrice"""

# Whoever is general manager of one of these is a country manager by another name.
_LANDS: Final = (
    "france germany deutschland uk ireland spain italy iberia benelux nordics dach netherlands belgium switzerland "
    "austria poland india japan korea china singapore australia anz canada mexico brazil emea apac latam europe africa "
    "asia israel"
)

SENIORITY_RULES: Final = _rules(
    (
        Seniority.INDIVIDUAL,
        "executive assistant, personal assistant, administrative assistant, assistant to, product owner",
    ),
    (Seniority.VP, "vice president ... chief of staff"),
    (Seniority.HEAD, "chief of staff, country manager*, country head, country lead"),
    (Seniority.HEAD, ", ".join(f"general manager {land}" for land in _LANDS.split())),
    # Those who lead juniors or run their programmes are none themselves.
    (Seniority.HEAD, "head of ... development representative*"),
    (Seniority.DIRECTOR, "director ... development representative*, development representative* director"),
    (
        Seniority.LEAD,
        """development representative* lead, development representative* team lead*, development representative*
        leader, lead ... development representative*""",
    ),
    (
        Seniority.MANAGER,
        """development representative* manager, development representative* team manager, development representative*
        supervisor, manager ... development representative*, graduate recruit* manager, graduate program* manager,
        intern program* manager, internship program* manager, internship* manager, apprenticeship* manager,
        apprentice* program* manager, trainee program* manager""",
    ),
    (
        Seniority.JUNIOR,
        """intern, interns, internship, werkstudent*, working student, praktikant*, praktikum, stagiaire,
        ^stage, de stage, stage$,
        alternant*, alternance, becari*, practicas, ausbildung*, lehrling*, duales studium, dual student*, apprenti,
        apprentie, aprendiz*, trainee, apprentice*, azubi, auszubildende*, junior*, graduate, entry level, founder's
        associate, founders associate, * development representative, * development specialist, * development
        associate, ^associate product, ^associate software, ^associate account, ^associate customer, ^associate
        data, ^associate engineer, ^associate marketing, ^associate consultant, ^associate analyst, ^associate
        designer, ^associate recruiter, ^marketing assistant, ^sales associate, ^sales assistant""",
    ),
    (
        Seniority.VP,
        """deputy general counsel, deputy chief, deputy managing director, deputy geschaftsfuhr*, *vizeprasident*,
        stellvertretend* geschaftsfuhr*, directeur general adjoint, directrice generale adjointe, director general
        adjunto, directora general adjunta""",
    ),
    (Seniority.DIRECTOR, "associate general counsel, assistant general counsel, regional managing director"),
    (
        Seniority.BOARD,
        """president of the board, president of the supervisory board, president du conseil, presidente del
        consejo, past president, *aufsichtsrat*, *verwaltungsrat*, *beirat*, vorsitzende* des aufsichtsrats""",
    ),
    # A vice president is no president: these two rows stand before the officers.
    (
        Seniority.MANAGER,
        "assistant vice president, avp vice president ... operations, ^avp vice president$",
    ),
    (
        Seniority.C_LEVEL,
        """vice president ... *founder, *founder ... vice president, chief ... vice president, vice president
        ... general counsel, vice president ... chief * officer, vice president ... chief * * officer""",
    ),
    (
        Seniority.VP,
        "vice president, vice presidente, vice presidenta, vicepresident*, vice presidency, vp",
    ),
    (Seniority.C_LEVEL, _OFFICER),
    (
        Seniority.BOARD,
        """chairman, chair, board member, board director, board observer, board adviser, board of directors, board
        of trustees, member of the board, supervisory board, advisory board, non executive, nonexecutive,
        independent director, trustee, consejer*, administrateur independant, administratrice independante,
        conseil d'administration, ^board, board$, ^directors$""",
    ),
    (
        Seniority.DIRECTOR,
        """chief engineer, chief architect, chief scientist, chief economist, chief accountant, country manager,
        general manager, ^partner$, general partner, treasurer""",
    ),
    (Seniority.C_LEVEL, "^chief, ^chef$, ^chefin$, * chief$, * * chief$, ^boss$, * boss$, * * boss$"),
    (Seniority.LEAD, "teamleit*, team leit*, team lead, team leader, chef d'equipe, jefe de equipo"),
    (Seniority.MANAGER, "chef de produit, chef de projet, jefe de proyecto, jefe de producto, jefa de producto"),
    (Seniority.INDIVIDUAL, "projektleit*, teilprojektleit*"),
    (
        Seniority.HEAD,
        "head, leiter*, leitung, *leiter, *leiterin, jefe de, jefa de, chef des, chef du, chef de, cheffe",
    ),
    (
        Seniority.DIRECTOR,
        "director, directora, directeur, directrice, direktor*, direttore, direttrice, executive director",
    ),
    (
        Seniority.MANAGER,
        """^manager, ^senior manager, manager of, group product manager, group program manager, group account
        manager, regional manager, area manager, district manager, branch manager, plant manager, store manager""",
    ),
    (Seniority.MANAGER, "lead generation manager"),
    (Seniority.LEAD, "^lead ... manager"),
    (
        Seniority.SENIOR,
        """^senior ... account manager, ^senior ... product manager, ^senior ... success manager, ^senior ...
        project manager, ^senior ... program manager, ^senior ... partner manager, ^principal ... product
        manager, ^staff ... product manager, ^senior ... relationship manager, ^principal ... program manager,
        ^senior ... community manager, ^senior account manager, ^senior product manager, ^senior project
        manager, ^senior program manager, ^senior partner manager, ^staff product manager, ^principal product
        manager, ^principal program manager""",
    ),
    # Managers of things rather than of people work alone; so do staff accountants, who are no staff engineers.
    (
        Seniority.INDIVIDUAL,
        """account manager, accounts manager, client manager, customer success manager, customer manager, success
        manager, product manager, partner manager, partners manager, partnership manager, partnerships manager,
        channel manager, alliance manager, alliances manager, relationship manager, project manager, program
        manager, programme manager, renewal manager, renewals manager, territory manager, office manager,
        community manager, onboarding manager, implementation manager, engagement manager, delivery manager,
        release manager, case manager, productmanager*, produktmanager*,
        projektmanager*, projektleiter*, ^staff accountant, ^staff attorney, ^staff nurse, ^staff writer, lead
        generation *, founding *""",
    ),
    (
        Seniority.MANAGER,
        """manager, managers, managerin, *manager, *managerin, controller, comptroller, supervisor, responsable,
        gerente, prokurist*, encargad*""",
    ),
    (Seniority.LEAD, "lead, leads, foreman, leader"),
    (
        Seniority.SENIOR,
        "senior, senior*, staff, principal, distinguished, fellow, expert, experte, expertin, iii, iv, 3, 4",
    ),
)

# Who writes software writes it for billing or for marketing too; security and data are crafts of their own.
_WRITES_SOFTWARE: Final = re.compile(
    r"^(?!.*\b(?:security|cyber\w*|data|machine learning|artificial intelligence|analytics|business intelligence)\b)"
    r"(?:(?:senior|junior|lead|staff|principal|founding|associate|graduate|distinguished|expert|of|and|group|global|head"
    r"|director|vice|president)\s){0,4}"
    r"(?:(?:software|back ?end|front ?end|full ?stack|mobile|ios|android|platform|web|python|java|golang)\s"
    r"(?:engineer|developer|entwickler)|engineering\s(?:manager|lead|director)|softwareentwickler)"
)
_BY_SUBJECT: Final = _rules(
    (
        Function.OPERATIONS,
        """executive assistant, personal assistant, administrative assistant, chef de projet,
        founder's associate, founders associate""",
    ),
    (
        Function.LEGAL,
        "data protection officer, counsel, attorney, lawyer, paralegal, legal, jurist*, juridi*, recht, rechts*",
    ),
    (
        Function.SECURITY,
        """security, cyber*, penetration tester, threat *, ciberseguridad, *sicherheit, securite, devsecops,
        seguridad de la informacion, soc, grc, siem, red team, blue team, incident response*, vulnerability *,
        identity and access, iam, pentest*, forensic*""",
    ),
    (
        Function.REVENUE_OPERATIONS,
        """revenue operations, sales operations, go to market operations, commercial operations, field operations,
        revenue strategy, revenue enablement, revenue systems, revenue analyst, revenue analytics, sales
        enablement, sales systems, sales planning, sales analytics, sales analyst, sales effectiveness, sales
        excellence, sales compensation, sales strategy, go to market enablement, go to market systems, go to
        market strategy, go to market engineer, salesforce administrator, salesforce developer, salesforce
        architect, salesforce consultant, salesforce manager, salesforce analyst, crm manager, crm
        administrator, crm analyst, crm specialist, crm developer, hubspot administrator, deal desk,
        vertriebssteuerung, operations ... revenue operations""",
    ),
    (
        Function.FINANCE,
        """controle de gestion, controle financier, financ*, *finanz*, accountant, accounting,
        accounts payable, accounts receivable, controller, controlling,
        controleur*, comptroller, treasur*, tax, audit, auditor, payroll, investor relations, bookkeep*, *buchhalt*,
        steuer*, *steuerfach*, paie, tesoreria, gestion financiera, comptab*, contab*, billing, tresorerie,
        corporate development, mergers, bilanz*, kaufmannisch*, rechnungswesen, revenue accountant""",
    ),
    (
        Function.PEOPLE,
        """human resources, people, talent, recruit*, recrut*, reclut*, intern program*, internship program*,
        graduate program*, apprenticeship program*, early careers, personal, personalchef*, personalleit*,
        personalwesen,
        personalreferent*, personalvorstand*, personalabteilung, ressources humaines, recursos humanos, diversity,
        compensation, total rewards, learning and development, human capital, employee experience, employee
        relations, culture, sourcer, benefits, employer branding, inclusion, *personal, talento, personalentwickl*,
        formation, seleccion, nomina, lohn*, gehalts*""",
    ),
    (
        Function.SALES,
        """sales engineer*, solution engineer*, solutions engineer*, sales architect, solution architect*, solutions
        architect*, solution consult*, solutions consult*, sales consult*, presales, pre sales, avant vente,
        preventa, solution sales""",
    ),
    (Function.IT, "desktop support, it support, it service, it helpdesk, fachinformatik*, informatikkauf*"),
    (
        Function.CUSTOMER_SUCCESS,
        """customer success, customer support, customer experience, customer service*, customer care, customer
        operations, customer onboarding, customer education, customer relations, customer officer, customer
        engagement, customer advocacy, client success, client service*, client experience, client support,
        client care, client officer, support engineer*, support specialist, support manager, support agent,
        support lead, support operations, technical support, of support, implementation, onboarding, renewal*,
        professional services, technical account manager, kundenservice*, kundenbetreu*, kundendienst*,
        kundenerfolg*, service client, relation client, experience client, atencion al cliente, exito del
        cliente, success manager, of customer, of customers, experience officer, product support, ^support""",
    ),
    (
        Function.DATA,
        "data analyst, data scientist, data engineer, analytics engineer, data architect, data steward, datenanalyst*",
    ),
    (
        Function.MARKETING,
        """marketing*, offentlichkeitsarbeit, werbung, werbe*, relations presse, relaciones publicas, publicidad,
        *marketing, marketer, demand gen*, lead generation, brand, communications, communication, public relations,
        content, seo, sem, copywrit*, social media, event, events, community, public affairs, creative, graphic design*,
        *kommunikation*, comunicacion, developer relations, developer advocate, developer evangelist, advertising,
        media, mercadotecnia, analyst relations, paid search, paid social, editor*, crm marketing, presse*, brand
        design*, field marketing""",
    ),
    (
        Function.ENGINEERING,
        """data center, datacenter, product engineer*, product development engineer, design engineer*, ui engineer,
        ui developer, data protection engineer, quality assurance engineer""",
    ),
    (
        Function.DATA,
        """data, analytics, machine learning, business intelligence, artificial intelligence, daten*, datos,
        donnees, decision scien*, statistic*, deep learning, nlp, database""",
    ),
    (Function.OPERATIONS, "product quality, production design, produktion, produktionsleit*, *produktion"),
    (
        Function.PRODUCT,
        """product, products, producto, productos, produkt*, *produkt, produit*, productmanager*, ux, ui, user
        experience, user research*, user interface, interaction design*, service design*, web design*, design,
        designer, designs, *designer, *designerin""",
    ),
    (
        Function.SALES,
        """sales, account executive, account manager, account director, account management, account development,
        business development, revenue, commercial, partner manager, partner director, partner lead, partner
        development, partner success, partnership*, alliance*, channel, market development, key account*,
        *vertrieb*, *verkauf*, ventes, ventas, comercial, commerciale, commercial*, vendeur*, vendedor*,
        geschaftsentwickl*, filialleit*, territory manager, selling, aussendienst*, innendienst*, business officer,
        go to market, client director, client partner, client executive, relationship manager, partners, ecosystem,
        strategic accounts, enterprise accounts, kundenberat*, charge* de clientele, charge* d'affaires,
        inside sales, account*""",
    ),
    (
        Function.IT,
        """^it, it manager, it director, it leiter*, it support, it specialist, it administrator, it operations, it
        lead, it infrastructure, it systems, of it, der it, it$, information technology, information officer,
        information systems, help desk, helpdesk, system administrator, systems administrator, sysadmin, network
        administrator, network engineer, network manager, network technician, desktop, service desk, business
        systems, enterprise systems, enterprise applications, systemes d'information, sistemas, end user,
        digital officer, digital transformation, informati*, systemadministrator*, *informatik, tecnologias de
        la informacion, erp *, sap *, servicenow *, netsuite *, workday *, jira *, endpoint *, leiter* it,
        leitung it, business applications""",
    ),
    (
        Function.ENGINEERING,
        """konstrukt*, forschung*, elektro*, recherche, investigacion, engineer*, *engineer, software*, *software,
        develop*, *developer, programmer*, devops, backend, back end, frontend, front end, fullstack, full stack,
        technology, tech, technical, technik*, technisch*, technique, tecnic*, *entwickl*, developpe*, ingeni*,
        desarroll*, platform, infrastructure, cloud, reliability, quality assurance, tester, testing, *architect*,
        research, researcher, scientist, science, scrum master, firmware, embedded, hardware, mobile, android, ios,
        python, java, technologist, webmaster, tecnologia, innovation, sdet, agile""",
    ),
    (
        Function.LEGAL,
        "compliance, privacy, datenschutz*, regulatory, contracts *, contract manager, contract specialist, "
        "contract administrator, contract negotiator, subcontract* *, corporate secretary",
    ),
    (Function.MARKETING, "growth, crm, campaign*"),
    (Function.FINANCE, "risk, risks, credit, risiko*, risques, riesgos"),
    (
        Function.OPERATIONS,
        """operat*, supply chain, logisti*, procurement, purchasing, *einkauf*, achats, compras, facilit*, manufactur*,
        *produktion*, production, producc*, fabricacion, fertigung*, lager*, werkleit*, werksleit*, qualitat*,
        calidad, qualite, usine, entrepot, almacen, transporte*, approvisionnement, supply planner, buyer,
        acheteur*, comprador*, plant, warehouse, project, program, programme, office manager, operaciones,
        administrative officer, quality, betrieb*, underwriting""",
    ),
    (
        Function.EXECUTIVE,
        """chief executive, president*, prasident*, *founder, co founder, managing director, managing partner,
        geschaftsfuhr*, geschaftsleit*, *vorstand*, chairman, chair, board, general manager, chief of staff, country
        manager*, country head, director general, directora general, directeur general, directrice generale,
        consejer*, owner, inhaber*, partner, gerant*, gerente general, executive director, strategy, konzernchef*,
        firmenchef*,
        ^chef, ^chefin, corporate affairs, *aufsichtsrat*, trustee""",
    ),
)
FUNCTION_RULES: Final = ((Function.ENGINEERING, _WRITES_SOFTWARE), *_BY_SUBJECT)
