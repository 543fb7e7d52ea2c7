"""A saved web page -> its article, or why it is none."""

from __future__ import annotations

import re
from typing import Final

from lxml import html as lxml_html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from retrieval.articles.formats.markup import Worded
from retrieval.articles.formats.pages import body
from retrieval.articles.formats.pages.cleaning import cleaned, words_of
from retrieval.articles.formats.pages.data import blocks_of_data, program_data
from retrieval.articles.formats.pages.declared import Declared
from retrieval.articles.formats.pages.notes import with_notes
from retrieval.articles.formats.pages.source_text import html_of
from retrieval.articles.formats.rows import BLOCKS, NOTES, article_of
from retrieval.articles.reading import AS_IT_IS, Reading
from retrieval.errors import ArticleFormError
from retrieval.languages.forms.page_words import IS_A_GATE, IS_MISSING
from retrieval.model import Article

_TOP: Final = 4096
_FEW: Final = 25
"""Words without which a page that does not say that it is an article is none."""
_FEWEST: Final = 8
_LITTLE: Final = 120
"""Words up to which a page may be a gate, or one that says that there is none."""
_SHORT_TITLE: Final = 20
"""Letters of what heads a page that lists articles: `Latest news`."""
_MANY_LINKS: Final = 5
_STOP: Final = re.compile(r"[.!?…:;。！？][\"'’”»)]*$")
_NAMED: Final = re.compile(r"<(?:html|head|body|!doctype)\b", re.I)


def parse(raw: bytes, *, article_id: str, path: str, reading: Reading = AS_IT_IS) -> Article:
    """The article in a page's bytes. Raises ArticleFormError."""
    try:
        record = record_of(raw, reading)
        return article_of(record, article_id=article_id, path=path, reading=reading)
    except ValueError as error:
        raise ArticleFormError(path, str(error)) from error


def record_of(raw: bytes, reading: Reading = AS_IT_IS, *, url: str = "") -> dict[object, object]:
    """The article in a page's bytes as a record; `url` where the page declares none.

    Raises ValueError with the reason where the page holds none.
    """
    text, note = html_of(raw, reading.encoding)
    is_whole = bool(_NAMED.search(text[:_TOP]))
    tree = _tree(text)
    declared = Declared(tree, text[:_TOP])
    record = declared.record()
    if url:
        record.setdefault("url", url)
    headline = str(record.get("headline", ""))
    links, is_headed = _headed_links(tree), _is_headed(tree)
    data = program_data(tree)
    notes, live = cleaned(tree, live=declared.is_live, url=str(record.get("url", "")))
    found = body.blocks_of(tree, headline, whole=live or not is_whole)
    if not headline and not is_whole and len(found) > 1 and _is_headline(found[0]):
        record["headline"] = headline = found.pop(0)[1]
    if _size(found) < _FEW:
        found = _declared_blocks(declared.text) or blocks_of_data(data, headline) or found
    if not declared.is_article and _lists_articles(found, links, is_headed):
        raise ValueError("a page that lists articles; save the articles themselves")
    _check(found, declared, headline, is_whole)
    record[BLOCKS] = with_notes([*found, *(("note", each) for each in notes)])
    record[NOTES] = [note] if note else []
    return record


def _declared_blocks(text: str) -> list[Worded]:
    """The paragraphs of a text that a page declares; none where it is no whole text."""
    parts = (" ".join(each.split()) for each in re.split(r"\n\s*\n?", text))
    found: list[Worded] = [("paragraph", each) for each in parts if each]
    return found if _size(found) > _FEW else []


def _tree(text: str) -> HtmlElement:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_pis=True, remove_comments=True)
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError) as error:
        raise ValueError("a page without words; save it anew") from error
    return tree


def _lists_articles(found: list[Worded], links: set[str], is_headed: bool) -> bool:
    """Whether a page with headings that lead to other pages has no article of its own."""
    if len(links) <= _MANY_LINKS:
        return False
    return not is_headed or sum(words in links for _, words in found) > 2


def _check(found: list[Worded], declared: Declared, headline: str, is_whole: bool) -> None:
    """Raises ValueError with the reason where the page is none of an article."""
    if declared.is_list:
        raise ValueError("a page that lists articles; save the articles themselves")
    size = _size(found)
    words = " ".join(words for _, words in found)
    few = _FEW if declared.is_article else _LITTLE
    titles = (headline, declared.title)
    missing = any(len(x.split()) < _SHORT_TITLE // 2 and IS_MISSING.search(x) for x in titles)
    if size < few and missing:
        raise ValueError("a page that says that there is none; leave it out")
    gates = len(IS_A_GATE.findall(f"{headline} {words}"))
    if size < _LITTLE and gates > 2 and gates > size * (0.16 if declared.is_article else 0.04):
        raise ValueError("a page that asks for consent or a log-in; save it once it is open")
    if size < (_FEWEST if declared.is_article or not is_whole else _FEW):
        raise ValueError("no article in the page; save its words as plain text")


def _is_headline(block: Worded) -> bool:
    kind, words = block
    return kind == "heading" or (len(words.split()) <= _FEW and not _STOP.search(words))


def _headed_links(tree: HtmlElement) -> set[str]:
    """The headings of the page that lead to other pages."""
    return {
        words_of(each)
        for each in tree.iter("h2", "h3")
        for link in (*each.iter("a"), *each.iterancestors("a"))
        if words_of(link) == words_of(each)
    }


def _is_headed(tree: HtmlElement) -> bool:
    """Whether one heading stands over the page, of more than a word or two, and is no link."""
    found = [each for each in tree.iter("h1") if each.find(".//a") is None]
    found = [each for each in found if len(words_of(each)) > _SHORT_TITLE]
    return len(found) == 1


def _size(found: list[Worded]) -> int:
    """Words in the paragraphs; a letter that is a word is one."""
    text = " ".join(words for kind, words in found if kind == "paragraph")
    return (
        len(text.split()) + len(re.findall(r"[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]", text)) // 2
    )


def all_blocks(html: str) -> list[Worded]:
    """All blocks of a stretch of HTML, such as a letter, without what is no text in it."""
    tree = _tree(html_of(html.encode("utf-8", "replace")).text)
    notes, _ = cleaned(tree)
    noted: list[Worded] = [("note", each) for each in notes]
    return [*body.blocks_of(tree, "", whole=True), *noted]
