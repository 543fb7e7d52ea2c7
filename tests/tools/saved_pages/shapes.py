"""The shapes of pages that sites make: each function writes an article as one of them does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from html import escape as e
from typing import Final

from tests.tools.saved_pages.articles import Made

Shape = Callable[[Made], str]


def p(words: Iterable[str], tag: str = "p", attributes: str = "") -> str:
    """Each in a paragraph of its own."""
    return "\n".join(f"<{tag}{attributes}>{e(each)}</{tag}>" for each in words)


def json_ld(made: Made, kind: str = "NewsArticle", **more: object) -> str:
    """What a page declares of its article as JSON-LD."""
    value = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": made.headline,
        "datePublished": made.published,
        "dateModified": "2026-03-04T05:06:07+00:00",
        "mainEntityOfPage": {"@type": "WebPage", "@id": made.url},
        "publisher": {"@type": "NewsMediaOrganization", "name": made.language.outlet},
        **more,
    }
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def og(made: Made) -> str:
    """What a page declares for those who share it."""
    return (
        f'<meta property="og:type" content="article">'
        f'<meta property="og:title" content="{e(made.headline)}">'
        f'<meta property="og:description" content="{e(made.lead)}">'
        f'<meta property="og:site_name" content="{e(made.language.outlet)}">'
        f'<meta property="article:published_time" content="{made.published}">'
        f'<link rel="canonical" href="{made.url}">'
    )


def page(made: Made, head: str, body: str, *, title: str = "") -> str:
    """A whole page with these in its head and body."""
    code = made.language.code
    way = ' dir="rtl"' if code == "ar" else ""
    title = title or f"{made.headline} | {made.language.outlet}"
    return (
        f'<!DOCTYPE html><html lang="{code}"{way}><head><meta charset="utf-8">'
        f"<title>{e(title)}</title>{_PROGRAMS}{head}</head><body>{body}</body></html>"
    )


def nav(made: Made) -> str:
    """What stands above on every page of a site."""
    links = "".join(f'<li class="menu-item"><a href="/s/{n}">{each}</a></li>' for n, each in _MENU)
    return (
        f'<a class="skip-link" href="#main">Skip to content</a><header class="site-header">'
        f'<a href="/">{e(made.language.outlet)}</a><nav><ul>{links}</ul></nav>'
        '<form role="search"><input name="q"><button>Search</button></form></header>'
    )


def footer(made: Made) -> str:
    """What stands below on every page of a site."""
    return (
        '<footer class="site-footer"><ul><li><a href="/about">About us</a></li>'
        '<li><a href="/terms">Terms of use</a></li><li><a href="/jobs">Jobs</a></li></ul>'
        f"<p>© 2026 {e(made.language.outlet)}. All rights reserved.</p></footer>"
    )


def cards(made: Made, heading: str = "h3") -> str:
    """Other articles as cards, with a headline and a teaser each."""
    return "".join(
        f'<article class="card"><a href="/x/{n}"><{heading}>{e(each)}</{heading}></a>'
        f"<p>{e(each)}, and what else is known of it this evening.</p></article>"
        for n, each in enumerate(made.elsewhere[:4])
    )


def links(made: Made) -> str:
    """Other articles as a list of links."""
    found = "".join(f'<li><a href="/x/{n}">{e(x)}</a></li>' for n, x in enumerate(made.elsewhere))
    return f"<ul>{found}</ul>"


_SECTIONS: Final = ("News", "World", "Business", "Sport", "Culture", "Opinion")
_MENU: Final = tuple(enumerate(f"{a} {b}" for a in _SECTIONS for b in (*_SECTIONS, *"123456789")))
_PROGRAMS: Final = (
    f"<style>{'.a1b2{display:flex;margin:0 auto}' * 1500}</style>"
    f"<script>{'window.q=window.q||[];q.push(function(){return 1});' * 1500}</script>"
)
"""What weighs most in a page: 120 KB of styles and programs."""


def wordpress(made: Made) -> str:
    """A block theme of WordPress, with Jetpack's related posts, ways to share, and comments."""
    return page(
        made,
        og(made),
        f"""{nav(made)}<main id="main" class="site-main">
<article id="post-81" class="post-81 post type-post status-publish hentry category-news">
<header class="entry-header"><h1 class="entry-title">{e(made.headline)}</h1>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published"
 datetime="{made.published}">2 days ago</time></span> <span class="byline">by <a href="/a">Jo
Hale</a>
</span></div></header><div class="entry-content">
<figure class="wp-block-image size-large"><img src="/a.jpg" alt="A pier">
<figcaption class="wp-element-caption">{e(made.caption)}</figcaption></figure>
{p(made.paragraphs[:2])}<h2 class="wp-block-heading">{e(made.heading)}</h2>{p(made.paragraphs[2:])}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul>
<li><a href="?share=x">Click to share on X (Opens in new window)</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline">Related</h3>
{links(made)}</div></div><footer class="entry-footer"><span class="tags-links">Tagged
<a href="/t">Storm</a>, <a href="/t">Ferry</a></span></footer></article>
<nav class="post-navigation"><a href="/p">Previous: {e(made.elsewhere[0])}</a></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts on this</h2>
<ol><li class="comment"><p>I was on that boat and it was far worse than they say here.</p></li>
<li class="comment"><p>Who will pay for the pier in the end? We will, as we always do.</p></li></ol>
</div></main><aside class="widget-area"><h2>Recent Posts</h2>{links(made)}</aside>{footer(made)}""",
    )


def ghost(made: Made) -> str:
    """Ghost's theme Casper, with a card that asks for a subscription."""
    return page(
        made,
        og(made) + json_ld(made, "Article"),
        f"""<div class="viewport">{nav(made)}
<div class="site-content"><main class="site-main"><article class="article post featured">
<header class="article-header gh-canvas"><section class="article-tag"><a href="/tag/news/">News</a>
</section><h1 class="article-title">{e(made.headline)}</h1>
<p class="article-excerpt">{e(made.lead)}</p><div class="article-byline"><h4 class="author-name">
<a href="/author/jo/">Jo Hale</a></h4><div class="byline-meta-content">
<time class="byline-meta-date" datetime="{made.published[:10]}">2 Jan</time>
<span class="byline-reading-time">• 4 min read</span></div></div></header>
<section class="gh-content gh-canvas">{p(made.paragraphs[:3])}
<div class="kg-card kg-callout-card"><div class="kg-callout-text">Subscribe to our letter and get
the news every morning.</div></div>{p(made.paragraphs[3:])}</section></article>
<section class="footer-cta"><h2>Sign up for more like this.</h2><a href="#/portal">Enter your email
</a></section></main></div><aside class="read-more-wrap">{cards(made, "h2")}</aside>
{footer(made)}</div>""",
    )


def drupal(made: Made) -> str:
    """Drupal's fields, a block for each, with the day in a field beside the text."""
    return page(
        made,
        og(made),
        f"""<div class="dialog-off-canvas-main-canvas">{nav(made)}
<main role="main"><div class="layout-content"><div class="region region-content">
<article class="node node--type-article node--view-mode-full"><h1 class="page-title"><span
 class="field field--name-title">{e(made.headline)}</span></h1><div class="node__meta">
<span>Submitted by <span>jo</span> on <time datetime="{made.published}">Mon</time></span></div>
<div class="node__content"><div class="field field--name-field-image"><img src="/a.jpg" alt="">
</div><div class="clearfix text-formatted field field--name-body field--type-text-with-summary
 field__item">{p(made.paragraphs)}</div><div class="field field--name-field-tags"><h3
 class="field__label">Tags</h3><ul><li><a href="/t/1">Storm</a></li></ul></div></div></article>
<div class="views-element-container block block-views"><h2>More news</h2>{links(made)}</div>
</div></div></main>{footer(made)}</div>""",
    )


def arc(made: Made) -> str:
    """Arc XP: a promotion, an advertisement and a related story between the paragraphs."""
    parts = [f'<p class="c-paragraph b-article-body__text">{e(x)}</p>' for x in made.paragraphs]
    parts.insert(2, '<div class="arcad-feature"><span>Advertisement</span></div>')
    parts.insert(
        4,
        f'<p class="c-paragraph b-article-body__interstitial-link">[ <a href="/x/1">'
        f"{e(made.elsewhere[1])}</a> ]</p>",
    )
    return page(
        made,
        og(made) + json_ld(made),
        f"""{nav(made)}<section role="main" id="main">
<h1 class="b-headline">{e(made.headline)}</h1><h2 class="b-subheadline">{e(made.lead)}</h2>
<div class="b-byline">By <a href="/jo">Jo Hale</a></div><time class="c-date" datetime=
"{made.published}">January 2</time><article class="b-article-body">{"".join(parts)}</article>
<div class="b-author-bio"><p>Jo Hale covers the coast for {e(made.language.outlet)}.</p></div>
<div class="b-results-list"><h2>Most Read</h2>{cards(made)}</div></section>{footer(made)}""",
    )


def amp(made: Made) -> str:
    """A page for phones, AMP."""
    return page(
        made,
        og(made) + json_ld(made),
        f"""<amp-sidebar id="s" hidden>{nav(made)}
</amp-sidebar><article><h1>{e(made.headline)}</h1><p class="byline">By Jo Hale</p>
<amp-img src="a.jpg" width="9" height="5"></amp-img><figcaption>{e(made.caption)}</figcaption>
<div class="article-body">{p(made.paragraphs[:2])}<amp-ad type="doubleclick"><div placeholder>
Advertisement</div></amp-ad>{p(made.paragraphs[2:])}</div><amp-social-share type="x">
</amp-social-share><amp-list src="/r.json"><div>{
            e(made.language.related.format(h=made.elsewhere[0]))
        }
</div></amp-list></article><amp-consent id="c"><div id="ui"><p>We use cookies. Do you accept?</p>
<button>Accept</button></div></amp-consent>{footer(made)}""",
    )


def no_main(made: Made) -> str:
    """Only div and span, as from a program that forgot what they are for; it declares no day."""
    body = "".join(f'<div class="x1">{e(each)}</div>' for each in made.paragraphs)
    return page(
        made,
        f'<meta property="og:title" content="{e(made.headline)}">',
        f"""<div
class="a">
<div class="b">{nav(made)}</div><div class="c"><div class="t">{e(made.headline)}</div><div
class="d">
<time datetime="{made.published}">now</time></div><div class="x">{body}</div></div></div>""",
    )


SHAPES: Final[dict[str, Shape]] = {
    each.__name__: each for each in (wordpress, ghost, drupal, arc, amp, no_main)
}
