"""How the bytes of a text file become its text, and what is none."""

from __future__ import annotations

import codecs
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.articles.files import parse
from retrieval.articles.formats.decoding import decode
from retrieval.articles.source import Source
from retrieval.errors import ArticleFormError
from retrieval.model import Article

LONG = "The ferry to the northern islands did not sail on Tuesday, because the wind blew so hard."


def read(text: str | bytes) -> Article:
    raw = text if isinstance(text, bytes) else text.encode()
    return parse(Source("ferry", "ferry.txt", "text", raw))


def reason(text: str | bytes) -> str:
    with pytest.raises(ArticleFormError) as caught:
        read(text)
    assert caught.value.path == "ferry.txt"
    return caught.value.reason


@pytest.mark.parametrize(
    "raw",
    [
        codecs.BOM_UTF8 + f"Où va le ferry\n\n“{LONG}”".encode(),
        f"Où va le ferry\n\n“{LONG}”".encode("utf-16"),
        codecs.BOM_UTF16_BE + f"Où va le ferry\n\n“{LONG}”".encode("utf-16-be"),
        f"Où va le ferry\r\n\r\n“{LONG}”\r\n".encode(),
        f"Où va le ferry\r\r“{LONG}”\r".encode(),
        f"Où va le ferry\n\n“{LONG}”".encode("cp1252"),
    ],
    ids=["utf-8 bom", "utf-16", "utf-16-be", "crlf", "cr", "cp1252"],
)
def test_every_usual_encoding_and_newline_gives_the_same_article(raw: bytes) -> None:
    article = read(raw)
    assert (article.headline, article.body) == ("Où va le ferry", f"“{LONG}”")


def test_an_older_encoding_is_guessed() -> None:
    text = "Паром не вышел в море\n\nКапитан сказал, что такого ветра он ещё не видел.\n"
    article = read(text.encode("cp1251"))
    assert replace(article, notes=()) == read(text)
    assert article.notes == (
        "read as windows-1251, by a guess; say `encoding` in [[coverage]] if that is wrong",
    )


WRITTEN = {
    "Färjan går igen efter stormen. Rådet sade att båtarna slitit sig.": "cp1252 mac-roman",
    "Færgen sejler igen. Både løb på grund.": "cp1252",
    "El transbordador volvió mañana. «¿Cuándo?», preguntó el señor Núñez.": "cp1252 mac-roman",
    "Die Fähre fährt wieder, größer als zuvor, sagte Müller.": "cp1252 cp850 mac-roman",
    "Prom znów kursuje. Rada zapłaci za naprawę, że łódź zatonęła.": "cp1250 iso8859-2",
    "Trajekt znovu pluje po bouři. Příští týden řekl starosta víc.": "cp1250 iso8859-2",
    "Feribot fırtınadan sonra yeniden çalışıyor, şehir güçlü, ağır.": "cp1254",
    "Пором знову ходить. Рада заплатить, сказав голова. Їжак.": (
        "cp1251 koi8-u iso8859-5 mac-cyrillic"
    ),
    "Паром снова ходит после шторма, сказал мэр города.": "cp1251 koi8-r cp866 iso8859-5",
    "Το φέρι πλέει ξανά μετά την καταιγίδα, είπε ο δήμαρχος.": "cp1253 iso8859-7",
    "フェリーは嵐の後、再び運航した。市長は費用を払うと述べた。": "shift_jis euc-jp",
    "渡轮在暴风雨后重新开航。市长说市政府将支付费用。这是他的话。": "gb18030 gbk",
    "フェリーは再び運航した。市長は述べた。": "iso2022_jp utf-32",
    "Vedoucí přístavu řekla, že se utrhly lodě a tři se potopily.": "cp1250 iso8859-2",
    "המעבורת בין אוסטר ללינדהולם הפליגה שוב ביום שני, אמרה מנהלת הנמל.": "cp1255",
    "أبحرت العبارة مرة أخرى يوم الاثنين، بعد يومين من إغلاق الميناء.": "cp1256 iso8859-6",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_old_encodings_are_told_by_the_letters_of_a_language(text: str) -> None:
    for encoding in WRITTEN[text].split():
        assert decode(text.encode(encoding)).text == text, encoding


@pytest.mark.parametrize("text", list(WRITTEN)[:10])
def test_what_was_decoded_twice_is_repaired_and_utf_16_needs_no_mark(text: str) -> None:
    assert decode(text.encode().decode("latin-1").encode()).text == text
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(encoding)).text == text


def test_a_line_in_another_encoding_is_not_lost() -> None:
    lines = ["Паром снова ходит.", "Совет заплатит за ремонт.", "Так сказал мэр."]
    raw = b"\n".join([lines[0].encode(), lines[1].encode("cp1251"), lines[2].encode()])
    text, note = decode(raw)
    assert text == "\n".join(lines)
    assert "lines that are not UTF-8 were read as windows-1251" in note


def test_a_broken_character_does_not_spoil_the_others() -> None:
    text = "Паром не вышел\n\nКапитан сказал, что ветер был слишком сильным.\n"
    assert read(text.encode()[:-3] + b"\xd0").body.startswith("Капитан сказал, что ветер")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty file; an article needs a headline and a paragraph"),
        (b" \r\n\t\n", "empty file"),
        (b"No ferry\n\n", "no paragraph"),
        (b"No ferry\n\n* * *\n", "no paragraph"),
        (b"No ferry\n\nsource Harbour Post\n", "no paragraph"),
        (b"---\nheadline: No ferry\n---\n", "no paragraph"),
        (b"---\nheadline: No ferry\n---\nNo ferry\n", "no paragraph"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "binary file"),
        (bytes(range(1, 32)) * 9, "binary file"),
        (codecs.BOM_UTF16_LE + b"a", "UTF-16"),
        (b"<!DOCTYPE html>\n<html><p>No ferry</p></html>", "marked-up text"),
    ],
)
def test_what_is_no_article_says_why(raw: bytes, words: str) -> None:
    assert words in reason(raw)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_an_article_form_error(raw: bytes) -> None:
    try:
        article = read(raw)
    except ArticleFormError:
        return
    assert article.body.encode()


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_signs_of_print_alone_are_no_letters_of_another_script(encoding: str) -> None:
    text = "“The ferry’s back,” said the mayor – “at last.” It sailed on Monday…"
    found = decode(text.encode(encoding))
    assert found.text == text
    assert f"read as {encoding.replace('cp125', 'windows-125')}, by a guess" in found.note
