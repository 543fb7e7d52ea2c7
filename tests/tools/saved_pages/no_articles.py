"""Pages that hold no article: what is saved in place of one, or lists them."""

from __future__ import annotations

from html import escape as e
from typing import Final

from tests.tools.saved_pages.articles import Made
from tests.tools.saved_pages.shapes import Shape, cards, footer, links, nav, og, page


def consent(made: Made) -> str:
    """What asks for consent, in place of the article."""
    return page(
        made,
        "",
        """<div class="wall"><h1>Before you continue</h1><p>We and our partners
use
cookies and process personal data, such as your address on the net, to show and measure advertising.
You can withdraw your consent at any time in our privacy policy.</p><button>Accept all</button>
<button>Reject all</button><a href="/p">Manage your choices</a></div>""",
        title="Your privacy",
    )


def login(made: Made) -> str:
    """What asks for a name and a password."""
    return page(
        made,
        "",
        f"""{nav(made)}<main><h1>Log in to read this
article</h1><form><label>Email
<input name="e"></label><label>Password <input name="p"></label><button>Log in</button></form>
<p>No account yet? <a href="/r">Sign up for free</a>. Forgot your password? <a href="/f">Reset
it</a>.
</p></main>{footer(made)}""",
        title=f"Log in | {made.language.outlet}",
    )


def missing(made: Made) -> str:
    """What is shown where a page is not."""
    return page(
        made,
        "",
        f"""{nav(made)}<main><h1>Page not found</h1><p>Sorry, the page that you
were
looking for does not exist. It may have been moved, or the address may be wrong. Try our search, or
go back to the front page and start again from there.</p><h2>Most read</h2>{links(made)}</main>
{footer(made)}""",
        title=f"404 | {made.language.outlet}",
    )


def robot(made: Made) -> str:
    """What asks whether a person reads."""
    return page(
        made,
        "",
        """<h1>oster.example</h1><p>Verify you are human by completing the action
below.</p><p>oster.example needs to review the security of your connection before proceeding. Enable
JavaScript and cookies to continue.</p>""",
        title="Just a moment...",
    )


def front(made: Made) -> str:
    """The first page of a site."""
    return page(
        made,
        '<meta property="og:type" content="website">',
        f"""{nav(made)}<main>{cards(made)}
<section><h2>World</h2>{cards(made, "h2")}</section></main>{footer(made)}""",
        title=made.language.outlet,
    )


def listed(made: Made) -> str:
    """What a search or a subject finds."""
    return page(
        made,
        "",
        f"""{nav(made)}<main><h1>Storm</h1>{cards(made, "h2")}{cards(made, "h2")}
<nav class="pagination"><a href="?p=2">Next</a></nav></main>{footer(made)}""",
        title=f"Storm: all articles | {made.language.outlet}",
    )


def empty(made: Made) -> str:
    """A page that shows nothing before its program runs, and holds no text."""
    return page(
        made,
        og(made),
        f'<div id="app"></div><noscript>{e(made.lead)} You need to enable '
        "JavaScript to run this app.</noscript>",
    )


NO_ARTICLES: Final[dict[str, Shape]] = {
    each.__name__: each for each in (consent, login, missing, robot, front, listed, empty)
}
