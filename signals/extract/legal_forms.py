"""Legal forms of companies by their letters alone ("G.m.b.H." is "gmbh"), and the country whose law they are of."""

from __future__ import annotations

from typing import Final

_FAMILIES: Final = {
    "us": "inc incorporated corp corporation llc pbc",
    "gb": "ltd limited plc llp pty pte pvt",
    "de": "gmbh ag kg ug kgaa ohg",
    "fr": "sas sasu sarl eurl",
    "es": "sl sau",
    "it": "srl spa",
    "nl": "bv nv",
    "nordic": "as aps ab oy oyj asa hf",
}
# Of several countries, or of one that needs no telling apart.
_OTHERS_TEXT: Final = (
    "co company lp pllc se sa bhd sdn kft zrt sro doo ood eood sp zoo kk ltda eirl sab cv ua ou uab sia tbk pjsc jsc "
    "ojsc"
)
_PLAIN_TEXT: Final = "inc incorporated corp corporation ltd limited llc llp plc pbc pllc gmbh pvt pte pty sarl sas bhd"

FORM_FAMILY: Final = {form: family for family, forms in _FAMILIES.items() for form in forms.split()}
"""Form → country: "Horizon GmbH" is not "Horizon SARL"."""
LEGAL_FORMS: Final = frozenset(FORM_FAMILY) | frozenset(_OTHERS_TEXT.split())
SURE_FORMS: Final = frozenset(
    ["kk", "kft", "zrt", "sro", "doo", "ood", "eood", "ltda", "sdn", "bhd", "tbk", "pjsc", "jsc", "ojsc", "uab"]
)
"""Those of other countries that mean nothing else behind a name."""
PLAIN_FORMS: Final = frozenset(_PLAIN_TEXT.split())
"""Those that mean nothing else wherever they stand."""
