"""How a text looks that is a letter, a bundle, a table, Markdown or HTML: told by its lines."""

from __future__ import annotations

import re
from typing import Final

from retrieval.articles.formats import names

_MAIL_FIELD: Final = re.compile(
    r"(?:from|to|cc|date|subject|message-id|mime-version|received|return-path|delivered-to|"
    r"reply-to|in-reply-to|references|sender|precedence|importance|user-agent|organization|"
    r"dkim-signature|domainkey-signature|received-spf|authentication-results|"
    r"(?:x|list|arc|content|snapshot|thread|feedback|auto)-[\w-]+)"
    r":[ \t]?\S?.*(?:\r?\n[ \t].*)*\r?\n?",
    re.I,
)
_MBOX: Final = re.compile(r"From \S+@?\S* +\w{3} \w{3} [ \d]\d \d\d:\d\d")
_BUNDLE: Final = re.compile(
    r"^\s*(?:LOAD-DATE:|PUBLICATION-TYPE:|BYLINE: .*\n\s*(?:SECTION|LENGTH):|LENGTH: +\d+ words|"
    r"\d+ of \d+ DOCUMENTS?\s*$|Document \w{4,}\d{8,}\w*\s*$|Download Request:|"
    r"Dokumentnummer: |Dauerhafte Adresse des Dokuments: |Alle Rechte vorbehalten: |Full text: |"
    r"Publication (?:title|info|date): |Note\(s\) ?:|Taille : \d+ mots|(?:news|doc)·\d{8}·|"
    r".*Tous droits réservés\. Le présent document|End of Document\s*$|"
    r"\d[\d,.]* words\s*$|Load-Date: |Length: *\d+ words)",
    re.M,
)
_MARKDOWN: Final = (
    re.compile(r"^#{1,6} +\S", re.M),
    re.compile(r"(?<!\w)__\S[^_\n]*\S__(?!\w)"),
    re.compile(r"^(?:\[\^?[^\]\n]+\]:|> \S)", re.M),
    re.compile(r"^[*-] +\S.*\n[*-] +\S", re.M),
)
"""What is Markdown where there are two of them."""
_SURELY_MARKDOWN: Final = (
    re.compile(r"\A\s*# +\S"),
    re.compile(r"\A\s*\S[^\n]{0,300}\n={4,}[ \t]*\n"),
    re.compile(r"!?\[[^\]\n]*\]\((?:https?:|/|\.|[\w-]+\.\w)[^)\s]*\)"),
    re.compile(r"(?<![\w*])\*\*[^\s*](?:[^*\n]{0,2000}[^\s*])?\*\*(?![\w*])"),
    re.compile(r"\{\{[<%] *\w|\{% *\w"),
)
_TOML: Final = re.compile(r"\s*\+\+\+[ \t]*\r?\n")
_PELICAN: Final = re.compile(
    r"\s*title: .+\n(?:date|author|authors|category|tags|slug|summary|status|modified|lang): ", re.I
)
_TAGS: Final = re.compile(
    r"</?(?:p|br|div|span|h[1-6]|ul|ol|li|strong|em|blockquote|a|b|i|img|figure|table)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.I,
)
_OBJECT: Final = re.compile(r"\{\s*\n.{0,8000}?\n\}[ \t]*\n\s*(?=([^\s{\[,\]]))", re.S)
BEFORE_JSON: Final = re.compile(
    r"(?:\s*//[^\n]{0,500}\n|\s*/\*.{0,2000}?\*/|"
    r"\s*(?:(?:var|let|const|export default|module\.exports)\s+)?[\w.$]{1,80}\s*[=(])+"
    r"\s*(?=[\[{]\s*[\"{\[])",
    re.S,
)
"""What programs write before JSON: a comment, a name that it is given, a call."""
_ABOVE_A_TABLE: Final = re.compile(r"\A(?:\s*\n|sep=.\r?\n|#[^\n]*\n)+")
_TEXT_COLUMNS: Final = frozenset(map(names.simple, (*names.TEXT, *names.SUMMARY)))
_OTHER_COLUMNS: Final = frozenset(
    map(names.simple, (*names.HEADLINE, *names.PUBLISHED, *names.URL))
)


def is_mail(text: str) -> bool:
    """Whether it begins with a letter's headers."""
    if _MBOX.match(text):
        return True
    fields, place = set(), 0
    while found := _MAIL_FIELD.match(text, place):
        fields.add(found[0].partition(":")[0].lower())
        place = found.end()
    blank = not text[place : place + 1].strip()
    return blank and len(fields & {"from", "date", "subject", "mime-version", "message-id"}) > 2


def is_bundle(text: str) -> bool:
    """Whether it has lines that Nexis or Factiva put round an article."""
    return len(_BUNDLE.findall(text)) > 1


def is_table(text: str) -> bool:
    """Whether the first line names columns of which one holds texts, and one says what of them."""
    text = _ABOVE_A_TABLE.sub("", text.lstrip("\ufeff"), count=1)
    first = text.partition("\n")[0]
    for sign in ",\t;|":
        cells = [names.simple(each.strip().strip("\"'")) for each in first.split(sign)]
        if len(cells) > 1 and all(len(each) < 40 for each in cells):
            texts = [each for each in cells if each in _TEXT_COLUMNS]
            others = [each for each in cells if each in _OTHER_COLUMNS]
            if texts and others and len(text) > len(first) + 2:
                return True
    return False


def is_markdown(text: str) -> bool:
    """Whether Markdown's signs stand in it, or what programs that make sites put above it."""
    if _TOML.match(text) or _PELICAN.match(text) or heads_a_text(text.lstrip()):
        return True
    after = text
    if text.startswith("---\n"):
        after = text[text.find("\n---", 4) + 4 :]
        if has_tags(after):
            return True
    if any(each.search(after) for each in _SURELY_MARKDOWN):
        return True
    return sum(bool(each.search(after)) for each in _MARKDOWN) > 1


def has_tags(text: str) -> bool:
    """Whether HTML stands in it, though it does not begin so."""
    return len(_TAGS.findall(text)) > 1


def heads_a_text(opening: str) -> bool:
    """Whether it begins with an object in JSON above a text, as Hugo has it."""
    found = _OBJECT.match(opening)
    return found is not None and "jsonfeed" not in found[0] and '"messages"' not in found[0]
