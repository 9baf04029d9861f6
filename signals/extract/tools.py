"""Tools of business and engineering named in text, by an own list with care for names that are words. No I/O.

(signals §5.5) A name that is also a word ("Segment", "Outreach", "Linear") needs its capital and a cue: a word of its
category, or another tool, in the same sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from signals.extract.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class ToolSpan:
    """`raw == text[start:end]` names `tool`, which is a tool for `category`."""

    tool: str
    category: str
    start: int
    end: int
    raw: str


# Category: the tools whose names mean nothing else; aliases behind "=".
_PLAIN: Final[dict[str, str]] = {
    "crm": "Salesforce=Sales Cloud=SFDC, HubSpot, Pipedrive, Zoho CRM, Microsoft Dynamics=Dynamics 365=MS Dynamics, "
           "SugarCRM, Attio,"
    "Freshsales, Copper CRM, Capsule CRM, Insightly, Veeva=Veeva CRM",
    "sales engagement": "Salesloft=SalesLoft, Apollo.io, Gong.io, Chorus.ai, Mixmax, Yesware, lemlist, ZoomInfo, "
                        "Cognism, Lusha, Clearbit,"
    "LeanData, Clari.com, Sales Navigator=LinkedIn Sales Navigator, 6sense, Demandbase, Groove.co, Chili Piper",
    "marketing automation": "Marketo, Pardot=Account Engagement, Eloqua, Mailchimp, ActiveCampaign, Klaviyo, "
                            "Braze.com, Customer.io, Iterable.com,"
    "Salesforce Marketing Cloud=Marketing Cloud, SendGrid, Sendinblue=Brevo",
    "support": "Zendesk, Freshdesk, Intercom.com, Help Scout, ServiceNow, Jira Service Management, Gorgias, "
               "Kustomer, LiveAgent",
    "customer success": "Gainsight, ChurnZero, Totango, Catalyst.io, Planhat, Vitally.io",
    "data warehouse": "Snowflake, BigQuery=Google BigQuery, Redshift=Amazon Redshift, Databricks, Azure "
                      "Synapse=Synapse Analytics, Teradata, ClickHouse",
    "data pipelines": "Fivetran, dbt=dbt Cloud=dbt Labs, Airbyte, Airflow=Apache Airflow, Talend, Informatica, "
                      "Matillion, Hightouch, RudderStack,"
    "mParticle, Apache Kafka=Kafka, Confluent, Apache Spark, Stitch Data",
    "business intelligence": "Tableau, Looker=Looker Studio, Power BI=PowerBI, Qlik=QlikView=Qlik Sense, Metabase, "
                             "Sisense, ThoughtSpot, Domo.com",
    "product analytics": "Mixpanel, PostHog, Google Analytics=GA4, Adobe Analytics, FullStory, Hotjar, Pendo.io, "
                         "LaunchDarkly, Optimizely",
    "erp and finance": "NetSuite=Oracle NetSuite, SAP S/4HANA=S/4HANA=SAP S4=S4HANA, SAP Business One, Microsoft "
                       "Business Central=Business Central,"
    "QuickBooks, Xero, Sage Intacct, Workday Financials, Coupa, Zuora, Chargebee, Maxio, Expensify, Bill.com, "
    "Anaplan, Adaptive Insights=Adaptive Planning",
    "hr": "Workday, BambooHR, SuccessFactors=SAP SuccessFactors, HiBob=Bob HRIS, Personio, UKG, ADP Workforce Now, "
          "Rippling, Gusto.com, Lattice.com, Culture Amp",
    "recruiting": "Greenhouse Recruiting, Ashby ATS, SmartRecruiters, Workable, iCIMS, Jobvite, Teamtailor",
    "cloud": "AWS=Amazon Web Services, Azure=Microsoft Azure, GCP=Google Cloud Platform=Google Cloud, Heroku, "
             "DigitalOcean, Cloudflare, OpenStack",
    "infrastructure": "Kubernetes=K8s, Terraform, OpenShift, Jenkins, GitLab, GitHub Actions, CircleCI, ArgoCD=Argo "
                      "CD, HashiCorp Vault, VMware, Nutanix",
    "observability": "Datadog, New Relic, Splunk, PagerDuty, Grafana, Prometheus, Dynatrace, Elasticsearch=Elastic "
                     "Stack=ELK, Sumo Logic, Honeycomb.io",
    "security": "Okta, Auth0, CrowdStrike, SentinelOne, Palo Alto Networks=Prisma Cloud, Wiz.io, Snyk, CyberArk, "
                "Zscaler, Microsoft Sentinel, Vanta, Drata,"
    "Qualys, Rapid7, OneLogin, 1Password",
    "collaboration": "Confluence, Jira, Asana, Trello, Airtable, Monday.com=monday.com, ClickUp, Smartsheet, Slack, "
                     "Microsoft Teams, SharePoint, Google Workspace",
    "commerce": "Shopify=Shopify Plus, Magento=Adobe Commerce, BigCommerce, commercetools, WooCommerce, Salesforce "
                "Commerce Cloud=Commerce Cloud, Adyen, Braintree",
    "content": "WordPress, Contentful, Drupal, Webflow, Adobe Experience Manager=AEM, Sitecore, Sanity.io, "
               "Contentstack",
    "contracts": "DocuSign, PandaDoc, Ironclad CLM, Conga CPQ=Conga, Salesforce CPQ, DealHub, Seismic, Highspot, "
                 "Showpad",
    "integration": "MuleSoft, Boomi=Dell Boomi, Workato, Zapier, Celonis, UiPath, Automation Anywhere, Twilio",
}  # fmt: skip
# Names that are words: capital and cue. The cue is what the tool is for.
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "Segment": ("data pipelines", r"cdp|customer data|event tracking|analytics|tracking plan|twilio"),
    "Outreach": ("sales engagement", r"sales engagement|sequences?|cadences?|crm|sales tools?"),
    "Linear": ("collaboration", r"issue tracking|tickets?|project management|backlog"),
    "Notion": ("collaboration", r"wiki|docs|documentation|knowledge base|workspace|project management"),
    "Go": ("language", r"golang|backend|services?|programming|python|java|rust|microservices"),
    "Rust": ("language", r"programming|systems|backend|c\+\+|python|go|microservices"),
    "Gong": ("sales engagement", r"call recording|conversation intelligence|revenue intelligence|crm|sales tools?"),
    "Apollo": ("sales engagement", r"prospecting|sequences?|crm|sales tools?|lead data"),
    "Clay": ("sales engagement", r"enrichment|prospecting|gtm|outbound|crm"),
    "Clari": ("sales engagement", r"forecast\w*|crm|pipeline"),
    "Chorus": ("sales engagement", r"call recording|conversation intelligence|crm"),
    "Close": ("crm", r"crm"),
    "Front": ("support", r"shared inbox|help ?desk|support tool"),
    "Intercom": ("support", r"chat|support|help ?desk|messaging|customer"),
    "Drift": ("marketing automation", r"chatbot|conversational marketing|chat"),
    "Braze": ("marketing automation", r"lifecycle|email|push|campaigns?|crm|marketing"),
    "Iterable": ("marketing automation", r"lifecycle|email|push|campaigns?|marketing"),
    "Heap": ("product analytics", r"analytics|event tracking"),
    "Amplitude": ("product analytics", r"analytics|experiments?|event tracking|product data"),
    "Pendo": ("product analytics", r"analytics|in-app|product"),
    "Domo": ("business intelligence", r"dashboards?|reporting|bi\b|analytics"),
    "Mode": ("business intelligence", r"dashboards?|sql|bi\b|analytics"),
    "Stripe": ("erp and finance", r"billing|payments?|subscriptions?|invoic\w+|checkout"),
    "Square": ("commerce", r"payments?|pos\b|checkout"),
    "Brex": ("erp and finance", r"cards?|expenses?|spend"),
    "Ramp": ("erp and finance", r"cards?|expenses?|spend management"),
    "Sage": ("erp and finance", r"accounting|erp|ledger|payroll"),
    "Oracle": ("erp and finance", r"erp|database|cloud|fusion|hcm|financials|migrat\w+"),
    "SAP": ("erp and finance", r"erp|s/4|ecc|hana|fico|modules?|migrat\w+|implement\w+|roll\w*"),
    "Greenhouse": ("recruiting", r"ats|applicant tracking|recruiting|hris"),
    "Lever": ("recruiting", r"ats|applicant tracking|recruiting|hris"),
    "Ashby": ("recruiting", r"ats|applicant tracking|recruiting|hris"),
    "Gusto": ("hr", r"payroll|hris|benefits"),
    "Lattice": ("hr", r"performance reviews?|engagement|hris|people"),
    "Deel": ("hr", r"payroll|contractors?|hris|eor"),
    "Vault": ("security", r"secrets|hashicorp|encryption"),
    "Consul": ("infrastructure", r"hashicorp|service mesh|service discovery"),
    "Spark": ("data pipelines", r"data pipelines?|etl|hadoop|pyspark|scala|big data|databricks"),
    "Elastic": ("observability", r"search|logs?|kibana|siem|elk"),
    "Wiz": ("security", r"cloud security|cspm|cnapp|vulnerabilit\w+"),
    "Miro": ("collaboration", r"whiteboards?|workshops?|figma"),
    "Figma": ("design", r"design|prototyp\w+|ux|ui|wireframes?"),
    "Sketch": ("design", r"figma|design tool|adobe|prototyp\w+"),
    "Seismic": ("contracts", r"sales enablement|content"),
    "Ironclad": ("contracts", r"clm|contracts?"),
    "Sanity": ("content", r"cms|headless|content"),
    "Flux": ("infrastructure", r"gitops|kubernetes"),
    "Ansible": ("infrastructure", r"automation|playbooks?|configuration|infrastructure|terraform|linux"),
}  # fmt: skip
# What these words mean where they stand beside such others, whatever tool is named in the same sentence.
_NOT_AFTER: Final[dict[str, str]] = {
    "Outreach": r"(?:communit\w+|customers?|clients?|patients?|students?|donors?|alumni|employers?|media|press|public"
    r"|influencers?|e-?mail|cold|sales|market\w*|investors?|partners?|drive|conduct|perform|proactive|initial)",
    "Segment": r"(?:market|enterprise|smb|mid-?market|consumer|business|commercial|customers?|growth|industry|each"
    r"|this)",
    "Close": r"(?:to|and|will|help|quickly)",
    "Go": r"(?:to|and|will|ready|let)",
    "Mode": r"(?:dark|default|safe|silent)",
    "Lever": r"(?:key|growth)",
}
_NOT_BEFORE: Final[dict[str, str]] = {
    "Outreach": r"(?:campaigns?|program\w*|coordinat\w+|efforts?|manager|strateg\w+|team|specialist|activit\w+"
    r"|initiatives?|events?|and engagement|to (?:customers|clients|prospects|new|the|our))",
    "Segment": r"(?:team|leader\w*|market\w*|manager|leads?|report\w*|owner|president|director|of|p&l)",
    "Front": r"(?:end|desk|office|line|door|of|and back)",
    "Go": r"(?:live|to|beyond|the|above)",
    "Close": r"(?:deals?|the|to|rates?|new|business|collaborat\w+|with|at|gaps?|books|month)",
    "Ramp": r"(?:up|time|new|quickly|to)",
    "Spark": r"(?:joy|interest|ideas?|curiosity|conversations?|plug|change)",
    "Square": r"(?:feet|foot|meters?|metres?|one|root|mile)",
    "Mode": r"(?:of)",
    "Notion": r"(?:of|that)",
    "Lever": r"(?:the|data)",
    "Drift": r"(?:analy\w+|detect\w+|correct\w+|of)",
    "Apollo": r"(?:hospitals?|theater|theatre|global|tyres|management)",
    "Clay": r"(?:county|court|street|products?)",
    "Heap": r"(?:memory|sort|dumps?|size)",
    "Sage": r"(?:advice|grouse|green|hill|therapeutics)",
    "Rust": r"(?:belt|prevention|removal|proof\w*)",
    "Linear": r"(?:algebra|regression|programming|model\w*|tv|growth|accelerator|motion)",
    "Vault": r"(?:keys|manager|cash|teller)",
    "Chorus": r"(?:of|line|director)",
    "Flux": r"(?:capacitor|analysis)",
}
_CUE_REACH: Final = 300
_NO_TAIL: Final = (".io", ".com", ".co", ".ai")


def _plain_tools() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for category, listing in _PLAIN.items():
        for entry in listing.split(","):
            name, *aliases = (part.strip() for part in entry.split("="))
            shown = next((name.removesuffix(tail) for tail in _NO_TAIL if name.endswith(tail)), name)
            for alias in (name, *aliases):
                found[alias.casefold()] = (
                    name if name in {"Monday.com", "Customer.io", "Bill.com"} else shown,
                    category,
                )
    return found


_TOOLS: Final = _plain_tools()
_CUES: Final = {name: re.compile(rf"\b(?:{cue})\b", re.IGNORECASE) for name, (_, cue) in _WORDS.items()}
_AFTER_THEM: Final = {name: re.compile(rf"\b{words}[ -]\Z", re.IGNORECASE) for name, words in _NOT_AFTER.items()}
_BEFORE_THEM: Final = {name: re.compile(rf"[ -]{words}(?!\w)", re.IGNORECASE) for name, words in _NOT_BEFORE.items()}
_PLAIN_PATTERN: Final = re.compile(
    r"(?<![\w@./-])(?:" + "|".join(sorted(map(re.escape, _TOOLS), key=len, reverse=True)) + r")(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
_WORD_PATTERN: Final = re.compile(r"(?<![\w@./-])(?:" + "|".join(map(re.escape, _WORDS)) + r")(?![\w@-]|\.\w)")
# "confluence", "looker" and the like are tools only in their capitals; "dbt" and "monday.com" are written small.
_SMALL_IS_FINE: Final = frozenset({"dbt", "monday.com", "commercetools", "lemlist", "mparticle", "6sense", "1password"})


def known_tools() -> frozenset[str]:
    """The names of every tool that `tools_in` may find."""
    return frozenset((*(name for name, _ in _TOOLS.values()), *_WORDS))


def tools_in(text: str) -> tuple[ToolSpan, ...]:
    """Every tool of the list that `text` names, in its order."""
    plain = [
        ToolSpan(*_TOOLS[match[0].casefold()], match.start(), match.end(), match[0])
        for match in _PLAIN_PATTERN.finditer(text)
        if not match[0].islower() or match[0] in _SMALL_IS_FINE
    ]
    words = list(_WORD_PATTERN.finditer(text))
    if not words:
        return tuple(plain)
    taken = [(span.start, span.end) for span in plain]
    sentences = sentence_spans(text)
    starts = [start for start, _ in sentences]
    for match in words:
        start, end = sentences[bisect_right(starts, match.start()) - 1]
        if any(first <= match.start() < last for first, last in _near(taken, match.start())):
            continue
        if _is_tool(match, text, start, end, taken):
            plain.append(ToolSpan(match[0], _WORDS[match[0]][0], match.start(), match.end(), match[0]))
    return tuple(sorted(plain, key=lambda span: span.start))


def _near(taken: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """The last span that begins at or before `at`; spans stand in order and never overlap."""
    index = bisect_right(taken, (at, len(_TOOLS) + at))
    return taken[max(0, index - 1) : index]


def _is_tool(match: re.Match[str], text: str, start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether a name that is a word is meant as the tool, in the sentence from `start` to `end`: not its first word
    unless a list begins with it, and with a cue or another tool beside it."""
    if match.start() == start and not re.match(r"\s*(?:,|\(|or\b|and\b)", text[match.end() : match.end() + 5]):
        return False
    if _is_a_word(match, text):
        return False
    first = bisect_right(taken, (start, -1))
    together = first < len(taken) and taken[first][0] < end
    low, high = max(start, match.start() - _CUE_REACH), min(end, match.end() + _CUE_REACH)
    beside = text[low : match.start()] + " " + text[match.end() : high]
    return together or bool(_CUES[match[0]].search(beside))


def _is_a_word(match: re.Match[str], text: str) -> bool:
    """Whether the words beside it give the name its plain meaning: "Customer Outreach", "Front Desk", "Go Live"."""
    before, after = _AFTER_THEM.get(match[0]), _BEFORE_THEM.get(match[0])
    return bool(
        (before and before.search(text, max(0, match.start() - 20), match.start()))
        or (after and after.match(text, match.end(), match.end() + 20))
    )
