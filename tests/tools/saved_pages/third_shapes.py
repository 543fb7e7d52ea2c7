"""Shapes that were written after the reader, and read without a change first: see quality.md."""

from __future__ import annotations

import json
from html import escape as e
from typing import Final

from tests.tools.saved_pages.articles import Made
from tests.tools.saved_pages.shapes import Shape, cards, footer, json_ld, links, nav, og, p, page


def yoast(made: Made) -> str:
    """A classic theme of WordPress; Yoast declares a graph whose parts name one another."""
    graph = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "@id": "#site", "name": made.language.outlet, "description": "News"},
        {"@type": "Organization", "@id": "#org", "name": made.language.outlet},
        {"@type": "WebPage", "@id": made.url, "url": made.url, "name": f"{made.headline} - News",
         "datePublished": made.published},
        {"@type": "Article", "@id": f"{made.url}#article", "isPartOf": {"@id": made.url},
         "headline": made.headline, "datePublished": made.published,
         "mainEntityOfPage": {"@id": made.url}, "publisher": {"@id": "#org"}},
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem"}]}]}  # fmt: skip
    return page(
        made,
        f'<script type="application/ld+json" class="yoast-schema-graph">'
        f"{json.dumps(graph)}</script>",
        f"""<div id="page">{nav(made)}<div id="content">
<div class="breadcrumbs"><a href="/">Home</a> » <a href="/n">News</a> »
<span>{e(made.headline)}</span>
</div><div id="primary"><div class="post-81 post hentry"><h1
class="entry-title">{e(made.headline)}</h1>
<p class="post-meta">Posted on Monday by <a href="/jo">Jo</a> in <a href="/n">News</a> | 3
Comments</p>
<div class="entry"><p><a href="a.jpg"><img class="alignleft"
src="a.jpg"></a>{e(made.paragraphs[0])}</p>
{p(made.paragraphs[1:])}<p>&nbsp;</p></div><div class="yarpp-related"><h3>Related posts:</h3><ol>
{"".join(f'<li><a href="/x">{e(each)}</a> {e(each)}...</li>' for each in made.elsewhere)}</ol>
</div><div id="respond"><h3>Leave a Reply</h3><p class="comment-notes">Your email address will not
be
published. Required fields are marked *</p><form><textarea></textarea></form></div></div></div>
<div id="secondary"><h2>Most viewed</h2><ol>{links(made)}</ol></div></div>{footer(made)}</div>""",
    )


def rendered_divs(made: Made) -> str:
    """Names that a program made, a label above the headline, and the day in words beside it."""
    body = "".join(f'<p class="dcr-130mj7b">{e(each)}</p>' for each in made.paragraphs)
    return page(
        made,
        og(made) + f'<meta name="parsely-pub-date" content="{made.published}">',
        f"""
{nav(made)}<main><article class="dcr-1"><div data-gu-name="title"><a href="/uk"><span>UK
news</span></a>
</div><div data-gu-name="headline"><h1 class="dcr-2">{e(made.headline)}</h1></div><div data-gu-name=
"standfirst"><p>{e(made.lead)}</p></div><aside data-gu-name="meta"><address><a rel="author"
href="/jo">
Jo Hale</a></address><details><summary>Mon 2 Jan 2023 10.00 GMT</summary>Last modified on Tue 3 Jan
2023
</details></aside><div id="maincontent"><div class="article-body-commercial-selector">{body}
<figure data-spacefinder-role="richLink"><div><a href="/x"><span>{e(made.elsewhere[0])}</span> Read
more
</a></div></figure></div></div><div class="dcr-4"><a href="/t">Explore more on these
topics</a><ul><li>
<a href="/t1">Ferries</a></li><li><a href="/t2">news</a></li></ul></div></article><section><h2>Most
viewed
</h2>{cards(made)}</section></main>{footer(made)}""",
    )


def letter_platform(made: Made) -> str:
    """A platform for letters: a wall of buttons, and a form in the midst of the text."""
    half = len(made.paragraphs) // 2
    form = (
        '<div class="subscription-widget-wrap"><div class="preamble"><p class="cta">This is '
        "a letter for readers. To receive new posts and support my work, consider becoming a free "
        'or paid subscriber.</p></div><form><input type="email"></form></div>'
    )
    return page(
        made,
        og(made) + json_ld(made),
        f"""<div id="main"><div class="topbar"><a
href="/">{
            e(made.language.outlet)
        }</a><button>Subscribe</button><button>Sign in</button></div><article class=
"typography newsletter-post post"><div class="post-header"><h1
class="post-title">{e(made.headline)}</h1>
<h3 class="subtitle">{e(made.lead)}</h3><div class="meta-author-wrap"><a href="/@jo">Jo
Hale</a><div>Jan
02, 2023</div></div><div class="post-ufi"><a>12</a><a>3</a><a>Share</a></div></div><div
class="available-
content"><div class="body markup">{p(made.paragraphs[:half])}{form}{
            p(made.paragraphs[half:])
        }</div></div>
</article><div class="single-post-section"><h4>Discussion about this
post</h4><p>Comments</p><p>Restacks
</p></div><div class="portable-archive"><h4>Top</h4>{cards(made)}</div><p>Ready for
more?</p></div>""",
    )


def stories(made: Made) -> str:
    """A platform whose names say nothing, with claps and a list of stories below."""
    body = "".join(
        f'<p id="a{n}" class="pw-post-body-paragraph mo mp gt">{e(x)}</p>'
        for n, x in enumerate(made.paragraphs)
    )
    return page(
        made,
        og(made) + json_ld(made, "NewsArticle"),
        f"""<div id="root"><div class="a b
c"><div
class="m"><a href="/">Open in app</a><a href="/s">Sign up</a><a href="/i">Sign
in</a></div><article><div
class="l"><section><div class="ci bh"><div><h1 id="t"
class="pw-post-title">{e(made.headline)}</h1></div>
<div class="speechify"><a href="/jo">Jo Hale</a> · <span>Follow</span><div>5 min read · <span>Jan
2, 2023
</span></div></div><div><button>Listen</button><button>Share</button></div>{body}</div></section></div>
</article><div><h2>Written by Jo Hale</h2><span>1.2K Followers</span><p>Writes about the coast,
ferries and
whatever else floats.</p></div><div><h2>Recommended from our
stories</h2>{cards(made, "h2")}</div></div>""",
    )


def portal(made: Made) -> str:
    """A German portal: an overline in the headline, sections, a box of links and an offer."""
    parts = [f'<p class="article__text">{e(each)}</p>' for each in made.paragraphs]
    parts.insert(
        2,
        '<div class="embed teaserbox" data-area="related"><h2>Mehr zum Thema</h2><ul><li>'
        f'<article><header><h3><a href="/x">{e(made.elsewhere[0])}</a></h3></header></article>'
        "</li></ul></div>",
    )
    parts.insert(
        4,
        '<div data-area="affiliate-box"><p>Anzeige</p><p>Jetzt drei Monate lesen und nur '
        "einen bezahlen: Unser Angebot gilt bis Sonntag.</p></div>",
    )
    return page(
        made,
        json_ld(made),
        f"""{nav(made)}<main data-area="article"><article
aria-label="{e(made.headline)}"><header data-area="intro"><h2><span class="topline">{
            e(made.heading)
        }</span>
<span class="align-middle">{e(made.headline)}</span></h2><div
class="leading-loose">{e(made.lead)}</div>
<div>Von <a href="/jo">Jo Hale</a></div><time datetime="{made.published}">02.01.2023, 10.30
Uhr</time>
</header><div data-area="body">{"".join(parts)}</div></article><section data-area="read-more"><h2>
Empfohlen</h2>{cards(made)}</section></main>{footer(made)}""",
    )


def infinite(made: Made) -> str:
    """Two articles on one page, the second loaded as one scrolled on."""
    other = p(f"{each}, {made.lead.lower()}" for each in made.elsewhere)
    second = json_ld(
        made._replace(
            headline=made.elsewhere[0],
            url="https://oster.example/other",
            published="2009-09-09T09:09:09+00:00",
        )
    )
    return page(
        made,
        og(made) + json_ld(made) + second,
        f"""{nav(made)}<main><article
class="story"><h1>
{e(made.headline)}</h1><div class="story-text">{p(made.paragraphs)}</div></article><article
class="story
next-story"><h1>{e(made.elsewhere[0])}</h1><div class="story-text">{other}</div></article></main>
{footer(made)}""",
    )


def lines_in_divs(made: Made) -> str:
    """Every line is a div, and what stands under a picture a paragraph in one."""
    body = "".join(f"<div>{e(each)}</div><div><br></div>" for each in made.paragraphs)
    return page(
        made,
        og(made),
        f"""<div class="Header">{nav(made)}</div><div
class="sqs-layout"><article
class="BlogItem hentry"><div class="BlogItem-meta"><time class="Blog-meta-item dt-published"
datetime=
"{made.published}">January 2</time></div><h1 class="BlogItem-title">{e(made.headline)}</h1><div
class=
"image-block"><img src="a.jpg"><div class="image-caption-wrapper"><div class="image-caption"><p>{
            e(made.caption)
        }</p></div></div></div><div class="sqs-block-content">{body}</div></article><section
class="BlogItem-pagination"><a href="/p"><div>Previous</div><h2>{
            e(made.elsewhere[0])
        }</h2></a></section>
</div>{footer(made)}""",
    )


def lists_and_quotes(made: Made) -> str:
    """Half of the text in a list, a quotation and a table; a tweet among it."""
    first, second, third, *others = made.paragraphs
    rows = "".join(f"<tr><th>{n}</th><td>{e(x)}</td></tr>" for n, x in enumerate(others[:2]))
    return page(
        made,
        og(made) + json_ld(made),
        f"""{nav(made)}<main><article><h1>{e(made.headline)}</h1>
<div class="content"><p>{e(first)}</p><ul><li>{e(second)}</li><li><p>{e(third)}</p></li></ul><table>
{rows}
</table><blockquote class="twitter-tweet"><p>What a night on the quay!
pic.example.com/abc</p>&mdash; Jo
(@jo) <a href="https://x.com/jo/1">January 2,
2023</a></blockquote>{p(others[2:])}</div></article></main>
{footer(made)}""",
    )


def changed_only(made: Made) -> str:
    """A page that says only when it was changed, with the days of comments: it is undated."""
    return page(
        made,
        f'<meta property="og:title" content="{e(made.headline)}"><meta property='
        f'"article:modified_time" content="{made.published}">',
        f"""{nav(made)}<main><article><h1>
{e(made.headline)}</h1>{p(made.paragraphs)}</article><section class="comments"><div
class="comment"><time
datetime="2024-05-06">6 May 2024</time><p>I was there and it was not as you say at all, not by
far.</p>
</div></section></main>{footer(made)}""",
    )


def scripts_only(made: Made) -> str:
    """A shop window of a page: the text is shown by paragraphs in a section without any article."""
    body = "".join(
        f'<div class="paragraph paragraph--type--text"><div class="field field--name-field-'
        f'text">{p([each])}</div></div>'
        for each in made.paragraphs
    )
    return page(
        made,
        og(made),
        f"""<div class="cookie-bar"><p>This site uses cookies to work
better.</p>
<a href="#">OK</a></div>{nav(made)}<div
class="hero"><h1><span>{e(made.headline)}</span></h1></div><section
class="paragraphs">{body}</section><div class="block-related"><h2>You may also
like</h2>{cards(made)}
</div><div class="download"><a href="/a.pdf">Download as PDF (2 MB)</a></div>{footer(made)}""",
    )


THIRD_SHAPES: Final[dict[str, Shape]] = {
    each.__name__: each
    for each in (yoast, rendered_divs, letter_platform, stories, portal, infinite, lines_in_divs,
                 lists_and_quotes, changed_only, scripts_only)
}  # fmt: skip
