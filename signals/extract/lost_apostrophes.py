"""Possessives that lost their apostrophe, as in many headlines ("Googles head of search"). No I/O."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from signals.extract.moves.forms import match_at
from signals.extract.name_words import GIVEN_NAMES
from signals.extract.people import is_person, is_surely_person

# Companies that headlines name most; of any other "Theranos CEO" may be the name itself.
WELL_KNOWN: Final = frozenset(
    """
    adobe airbnb alibaba alphabet amazon apple asana atlassian baidu basecamp bitcoin box buzzfeed cloudflare coinbase
    comcast coursera dell dropbox duolingo ebay etsy evernote expedia facebook fitbit flickr flipboard flipkart
    foursquare foxconn github gitlab google gopro groupon grubhub hulu ibm imgur instacart instagram intel intuit
    jawbone kickstarter linkedin lyft magento medium microsoft mongodb motorola mozilla netflix netscape nike nintendo
    nokia nvidia okta opera oracle palantir pandora paypal pinterest pixar porsche qualcomm quora redhat reddit ripple
    rovio salesforce samsung shopify skype slack snapchat sony soundcloud spacex spotify square stripe tesla tinder
    toshiba toyota trello tumblr twilio twitch twitter uber udacity verizon vimeo vine volkswagen walmart whatsapp
    wikipedia xiaomi yahoo yelp youtube zillow zynga""".split()  # noqa: SIM905
)


def has_lost_mark(text: str, spans: Sequence[tuple[int, int]], titles: Container[int]) -> bool:
    """Whether the first of the large words `spans` is a possessive without its apostrophe, in a text that has none.

    So it is before the title of a company that all know, and before a full name. `titles` are where titles begin.
    """
    first = text[slice(*spans[0])]
    if len(first) < 5 or not first.endswith("s") or first.endswith("ss") or "'" in text or "’" in text:
        return False
    known, behind = first[:-1].casefold() in WELL_KNOWN, spans[0][1] + 1
    if len(spans) > 2 and first.casefold() not in GIVEN_NAMES:
        person, whole = text[behind : spans[-1][1]], text[spans[0][0] : spans[-1][1]]
        return is_person(person) if known else is_surely_person(person) and is_person(whole)
    if len(spans) > 1 or not known:
        return False
    following = match_at(text, behind, len(text))
    return behind in titles or (following is not None and following[0].code in "qkn")
