"""Domains under which anybody may have an address or a page: they never identify an account (signals §3.1)."""

from __future__ import annotations

from typing import Final

FREE_MAIL: Final = frozenset(
    {"gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "msn.com", "aol.com"}
    | {"icloud.com", "me.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de"}
    | {"t-online.de", "freenet.de", "mail.ru", "yandex.ru", "qq.com", "163.com", "126.com"}
    | {"orange.fr", "free.fr", "laposte.net", "wanadoo.fr", "libero.it", "telefonica.net"}
)
HOSTING: Final = frozenset(
    {"github.com", "github.io", "gitlab.io", "medium.com", "substack.com", "wordpress.com"}
    | {"blogspot.com", "wixsite.com", "squarespace.com", "notion.site", "webflow.io", "weebly.com"}
    | {"netlify.app", "vercel.app", "herokuapp.com", "pages.dev", "google.com", "sites.google.com", "carrd.co"}
    | {"linkedin.com", "facebook.com", "twitter.com", "x.com", "instagram.com", "youtube.com"}
    | {"crunchbase.com", "myshopify.com", "tumblr.com"}
)
SHORTENERS: Final = frozenset(
    {"bit.ly", "t.co", "lnkd.in", "tinyurl.com", "goo.gl", "ow.ly", "buff.ly", "rebrand.ly", "is.gd", "hubs.ly"}
    | {"dlvr.it", "trib.al", "shorturl.at", "rb.gy"}
)
SHARED_HOSTS: Final = FREE_MAIL | HOSTING | SHORTENERS
