"""More shapes of pages: applications, old tables, updates, galleries, walls, saved and printed."""

from __future__ import annotations

import json
from html import escape as e
from typing import Final

from tests.tools.saved_pages.articles import Made
from tests.tools.saved_pages.shapes import Shape, cards, footer, json_ld, links, nav, og, p, page


def next_js(made: Made) -> str:
    """Next.js: what is shown, and the same again as data."""
    data = {"props": {"pageProps": {"article": {"title": made.headline,
            "body": [{"type": "p", "text": x} for x in made.paragraphs]}}}}  # fmt: skip
    body = "".join(
        f'<div class="css-1xdhyk6 e1wi2ypd0"><p class="css-9y2l5t">{e(x)}</p></div>'
        for x in made.paragraphs
    )
    return page(
        made,
        og(made),
        f"""<div id="__next">{nav(made)}<main class="css-8sk2">
<h1 class="css-2xk">{e(made.headline)}</h1><section class="css-77">{body}</section>
<section class="css-xx1"><h2>More on this story</h2>{cards(made)}</section></main>{footer(made)}
</div><script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>""",
    )


def next_js_empty(made: Made) -> str:
    """Next.js that shows nothing before its program runs: the article is in the data alone."""
    body = "".join(f"<p>{e(each)}</p>" for each in made.paragraphs)
    data = {"props": {"pageProps": {"article": {"headline": made.headline, "bodyHtml": body,
            "publishedAt": made.published}, "related": [{"headline": x, "summary": x}
            for x in made.elsewhere]}}, "page": "/a"}  # fmt: skip
    return page(
        made,
        og(made),
        '<div id="__next"><div class="loader">Loading…</div></div><script '
        f'id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>',
    )


def only_declared(made: Made) -> str:
    """A page whose text stands in its JSON-LD alone."""
    text = "\n\n".join(made.paragraphs)
    return page(made, json_ld(made, articleBody=text), f'<div id="root"></div>{footer(made)}')


def hashed_divs(made: Made) -> str:
    """Blocks of text in names that a program made, with a related story among them."""
    blocks = [
        f'<div data-component="text-block" class="sc-18fde0d6-0 dlWCEZ"><p class='
        f'"sc-9a00e533-0 hxuGS">{e(each)}</p></div>'
        for each in made.paragraphs
    ]
    blocks.insert(
        3,
        '<div data-component="links-block" class="sc-1"><ul><li><div><a href="/x">'
        f"{e(made.elsewhere[0])}</a></div></li></ul></div>",
    )
    return page(
        made,
        og(made) + json_ld(made),
        f"""{nav(made)}<main id="main-content"><article>
<div data-component="headline-block"><h1 class="sc-f9">{e(made.headline)}</h1></div>
<div data-component="byline-block"><time datetime="{made.published}">2 hours ago</time><span>
Jo Hale</span></div><figure><div data-component="image-block"><img src="a.jpg" alt="pier"><span>
Reuters</span></div><div data-component="caption-block"><figcaption>{e(made.caption)}</figcaption>
</div></figure>{"".join(blocks)}</article><div data-component="topic-list"><h2>Related topics</h2>
<a href="/t">Storms</a></div><section><h2>Top stories</h2>{cards(made, "h2")}</section></main>
{footer(made)}""",
    )


def companion_columns(made: Made) -> str:
    """The body in columns, with pull quotes that repeat it and a note that corrects it."""
    half = len(made.paragraphs) // 2
    quote = made.paragraphs[half].split(". ")[0]
    return page(
        made,
        json_ld(made, isAccessibleForFree=True),
        f"""{nav(made)}<main><article
id="story">
<header><h1 data-testid="headline">{e(made.headline)}</h1><p id="article-summary">{e(made.lead)}</p>
</header><section name="articleBody"><div class="css-53u6y8 StoryBodyCompanionColumn"><div>
{p(made.paragraphs[:half])}</div></div><aside class="pullquote"><blockquote>{e(quote)}</blockquote>
</aside><div class="css-53u6y8 StoryBodyCompanionColumn"><div>{p(made.paragraphs[half:])}
<p class="correction"><em>{e(made.note)}</em></p></div></div></section><div
class="bottom-of-article">
<p>Jo Hale reports on the coast. <a href="/jo">More about Jo Hale</a></p></div></article></main>
<section id="related"><h2>Related Content</h2>{cards(made)}</section>{footer(made)}""",
    )


def blogger(made: Made) -> str:
    """Blogger: lines parted by breaks, no paragraph anywhere; the day is not declared."""
    body = "<br /><br />\n".join(e(each) for each in made.paragraphs)
    return page(made, "", f"""{nav(made)}<div class="main section"><div class="widget Blog">
<div class="post hentry uncustomized-post-template"><h3 class="post-title entry-title">
{e(made.headline)}</h3><div class="post-body entry-content">{body}<div style="clear: both;"></div>
</div><div class="post-footer"><span class="post-author">Posted by Jo Hale</span>
<span class="post-labels">Labels: <a href="/l">ferry</a></span></div></div>
<div class="comments"><h4>1 comment:</h4><p class="comment-body">Thank you for writing this up.</p>
</div></div></div><div class="sidebar"><h2>Blog Archive</h2>{links(made)}</div>""",
                title=f"{made.language.outlet}: {made.headline}")  # fmt: skip


def old_tables(made: Made) -> str:
    """A page of 2003, laid out with tables and fonts; it declares nothing."""
    body = "<p>".join(e(each) for each in made.paragraphs)
    menu = "<br>".join(f'<a href="x{n}.htm">{e(x)}</a>' for n, x in enumerate(made.elsewhere))
    return (
        f"<html><head><title>{e(made.headline)}</title></head><body bgcolor=white><table "
        f"width=760><tr><td width=160 valign=top><font size=1>{menu}</font></td><td width=600>"
        f"<font face=Arial size=5><b>{e(made.headline)}</b></font><p><font size=2>{body}</font>"
        "<p><a href=print.htm>Printer-friendly version</a></td></tr></table></body></html>"
    )


def printed(made: Made) -> str:
    """The version of a page that is for paper."""
    return page(
        made,
        f'<link rel="canonical" href="{made.url}"><meta name="date" content='
        f'"{made.published[:10]}">',
        f"""<div
id="print"><p><b>{e(made.language.outlet)}</b></p>
<h1>{e(made.headline)}</h1><p>By Jo Hale</p>{p(made.paragraphs)}<hr><p>Find this article at:<br>
{made.url}</p><p>© 2026 {e(made.language.outlet)}. All rights reserved.</p></div>
<script>window.print()</script>""",
    )


def live(made: Made) -> str:
    """A page of updates, the newest first, each with its time."""
    updates = "".join(
        f'<article class="update" id="u{n}"><time datetime="{made.published}">'
        f"1{n}:15</time><p>{e(x)}</p></article>"
        for n, x in enumerate(made.paragraphs)
    )
    told = [
        {
            "@type": "BlogPosting",
            "headline": f"Update {n}",
            "datePublished": made.published,
            "articleBody": each,
        }
        for n, each in enumerate(made.paragraphs)
    ]
    return page(
        made,
        json_ld(made, "LiveBlogPosting", liveBlogUpdate=told),
        f"""{nav(made)}<main>
<h1>{e(made.headline)}</h1><div class="key-events"><h2>Key events</h2>{links(made)}</div>
<div class="live-blog">{updates}</div></main>{footer(made)}""",
    )


def gallery(made: Made) -> str:
    """A text with pictures, each with words below it."""
    pictures = "".join(
        f'<figure class="slide"><img src="{n}.jpg" alt=""><figcaption>{e(made.caption)}'
        f" ({n})</figcaption></figure>"
        for n in range(5)
    )
    return page(
        made,
        og(made),
        f"""{nav(made)}<main><article><h1>{e(made.headline)}</h1>
<div class="text">{p(made.paragraphs[:4])}</div><div class="gallery">{pictures}</div>
<div class="text">{p(made.paragraphs[4:])}</div></article></main>{footer(made)}""",
    )


def questions(made: Made) -> str:
    """An interview with a heading for each question, a list, and a table."""
    parts = "".join(
        f"<h2>{e(made.heading)} ({n})</h2><p>{e(x)}</p>" for n, x in enumerate(made.paragraphs)
    )
    return page(
        made,
        og(made),
        f"""{nav(made)}<main><article><h1>{e(made.headline)}</h1>{parts}
</article></main><aside>{links(made)}</aside>{footer(made)}""",
    )


def single_file(made: Made) -> str:
    """A page that SingleFile saved: pictures and styles within it, frames as templates."""
    picture = "data:image/png;base64," + "iVBORw0KGgoAAAANSUhEUgAA" * 400
    return page(
        made,
        f"<!--\n Page saved with SingleFile \n url: {made.url} \n saved date: Tue May 07"
        f" 2024 10:00:00 GMT+0200\n--><style>.a{{background:url({picture})}}</style>"
        + json_ld(made),
        f"""{nav(made)}<article class="a"><h1>{e(made.headline)}</h1>
<img src="{picture}">{p(made.paragraphs)}</article><template shadowrootmode="open"><p>Advertisement
for a thing that nobody needs and that costs a lot.</p></template>{footer(made)}""",
    )


def microdata(made: Made) -> str:
    """An article that is marked up within its text, and a bar of the web archive above it."""
    return page(
        made,
        f'<meta name="author" content="Jo"><link rel="canonical" href="{made.url}">',
        f"""
<div id="wm-ipp-base"><div id="wm-ipp">The Wayback Machine - 12 captures, 3 Jan 2023 - 4 May 2024
</div></div>{nav(made)}<div itemscope itemtype="https://schema.org/NewsArticle"><h1
itemprop="headline">
{e(made.headline)}</h1><meta itemprop="datePublished" content="{made.published}"><div itemprop=
"publisher" itemscope><meta itemprop="name" content="{e(made.language.outlet)}"></div><div itemprop=
"articleBody">{p(made.paragraphs)}</div></div><div class="tags">Tags: <a href="/t">storm</a></div>
{footer(made)}""",
    )


def news_letter_inside(made: Made) -> str:
    """An article with a form for a newsletter, ways to share and a link elsewhere in its midst."""
    parts = [f"<p>{e(each)}</p>" for each in made.paragraphs]
    parts.insert(
        1,
        '<div class="newsletter-box"><h3>Stay informed</h3><p>Get the best of our work in '
        'your inbox each Sunday.</p><form><input type="email"><button>OK</button></form></div>',
    )
    parts.insert(
        3,
        f'<p><strong><a href="/x">{e(made.language.related.format(h=made.elsewhere[0]))}'
        "</a></strong></p>",
    )
    parts.append('<div class="social-share"><span>Share</span><a href="x">X</a></div>')
    return page(
        made,
        json_ld(made),
        f"""{nav(made)}<div class="story"><h1>{e(made.headline)}</h1>
<div class="story-body">{"".join(parts)}</div></div><div class="taboola"><h4>From around the
web</h4>
{links(made)}</div>{footer(made)}""",
    )


OTHER_SHAPES: Final[dict[str, Shape]] = {
    each.__name__: each
    for each in (
        next_js, next_js_empty, only_declared, hashed_divs, companion_columns, blogger, old_tables,
        printed, live, gallery, questions, single_file, microdata,
        news_letter_inside,
    )
}  # fmt: skip
UNDATED: Final = frozenset(("blogger", "old_tables", "no_main", "changed_only"))
"""Shapes that do not declare when the article was published."""
