"""Articles below, beside or in front of what asks for consent or for money."""

from __future__ import annotations

from html import escape as e
from typing import Final

from tests.tools.saved_pages.articles import Made
from tests.tools.saved_pages.shapes import Shape, footer, json_ld, nav, og, p, page


def one_trust(made: Made) -> str:
    """An article under OneTrust's banner and its list of settings."""
    wall = """<div id="onetrust-consent-sdk"><div class="onetrust-pc-dark-filter"></div>
<div id="onetrust-banner-sdk" role="region"><h2>We value your privacy</h2><p>We and our 812 partners
store and access information on a device, such as cookies and process personal data.</p>
<button id="onetrust-accept-btn-handler">Accept All</button></div><div id="onetrust-pc-sdk">
<h2>Privacy Preference Center</h2><p>When you visit any website, it may store or retrieve
information
on your browser, mostly in the form of cookies. This information might be about you, your
preferences
or your device and is mostly used to make the site work as you expect it to.</p>
<h3>Strictly Necessary Cookies</h3><p>These cookies are necessary for the website to function and
cannot be switched off in our systems.</p></div></div>"""
    return page(
        made,
        og(made),
        f"""{nav(made)}<main><article><h1>{e(made.headline)}</h1>
{p(made.paragraphs)}</article></main>{footer(made)}{wall}""",
    )


def didomi(made: Made) -> str:
    """An article below Didomi's window, which stands first in the page."""
    wall = """<div id="didomi-host" data-nosnippet="true"><div id="didomi-popup"
class="didomi-popup-
backdrop"><div class="didomi-popup-view"><div class="didomi-popup-notice-text"><p>Avec votre accord,
nos 240 partenaires et nous utilisons des cookies ou technologies similaires pour stocker, consulter
et traiter des données personnelles telles que votre visite sur ce site internet.</p></div>
<button>Accepter et fermer</button></div></div></div>"""
    return page(
        made,
        og(made) + json_ld(made),
        f"""{wall}{nav(made)}<div class="content"><h1>
{e(made.headline)}</h1><div class="article__content old__article-content-single">
{p(made.paragraphs, attributes=' class="article__paragraph "')}</div></div>{footer(made)}""",
    )


def sourcepoint(made: Made) -> str:
    """An article beside the message that Sourcepoint lays over it."""
    wall = """<div id="sp_message_container_7" style="position:fixed"><div class="message
type-modal">
<p>You can accept advertising and tracking, or subscribe for 4.99 a month and read without either.
Your choice holds on all our pages until you change it there.</p></div></div>"""
    body = "".join(f'<p class="text-m">{e(each)}</p>' for each in made.paragraphs)
    return page(
        made,
        json_ld(made),
        f"""{nav(made)}<main><article><header><h1><span class="kicker">
{e(made.heading)}</span> <span class="title">{e(made.headline)}</span></h1></header>{body}</article>
</main>{wall}{footer(made)}""",
    )


def teaser(made: Made) -> str:
    """The part of an article that may be read without paying, and the wall after it."""
    return page(
        made,
        og(made) + json_ld(made, isAccessibleForFree=False),
        f"""{nav(made)}<main>
<article><h1>{e(made.headline)}</h1><div class="article-body">{p(made.paragraphs)}</div>
<div class="paywall-barrier"><h2>Continue reading with a subscription</h2><p>You have read your last
free article. Subscribe for 1 crown a week to read everything, on all devices, cancel at any
time.</p>
<a href="/subscribe">See all offers</a><p>Already a subscriber? <a href="/login">Log
in</a></p></div>
</article></main>{footer(made)}""",
    )


WALLS: Final[dict[str, Shape]] = {
    each.__name__: each for each in (one_trust, didomi, sourcepoint, teaser)
}
