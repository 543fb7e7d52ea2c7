"""Whatever a file is called and whatever is in it: an article's words are read, or a line is."""

from __future__ import annotations

import re
import time
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from retrieval.articles import files
from retrieval.articles.files import FORMS
from retrieval.articles.passages import split
from retrieval.articles.skipped import Skipped
from retrieval.articles.unpacker import Unpacker
from retrieval.model import Article
from tests.retrieval.articles.formats.reading import read
from tests.retrieval.articles.formats.samples import SAMPLES, SUFFIXES

pytestmark = pytest.mark.beside

_SIGNS: Final = re.compile(
    r"</?(?:p|div|html|body|rss|item|nitf|h1|script)\b|\{\{|\}\}|^\s*[{}\[\]]|\"(?:title|headline|text|"
    r"content|id)\"\s*:|^(?:From|To|Subject|Date|MIME-Version|Content-[\w-]+|WARC-[\w-]+|HTTP/1|title|"
    r"published|draft|headline|BYLINE|LENGTH|LOAD-DATE|LANGUAGE|HD|WC|PD|SN)\b\s*[:=/]|--b\b|"
    r"title,content|xmlns|Dokumentnummer|^(?:Quelle|Ressort|Full text|Publication \w+):|^news·|"
    r"Tous droits|__NEXT_DATA__|https?://|%PDF|git-lfs|&(?:amp|lt|gt|nbsp);|^\+\+\+|^---|!\[|\]\(|\*\*|\x00",
    re.M,
)
_SLOWEST: Final = 5
_LONGEST: Final = 300


def quotable(article: Article) -> list[str]:
    return [passage.text for passage in split(article)]


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_but_an_articles_words_is_quotable_under_any_suffix(sample: str) -> None:
    for suffix in SUFFIXES:
        found = list(read(SAMPLES[sample], f"a{suffix}"))
        assert found, suffix
        for each in found:
            if isinstance(each, str):
                assert each
                assert "\n" not in each
                continue
            for words in (each.headline, *quotable(each)):
                assert not _SIGNS.search(words), (suffix, words)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_reader_of_another_form_says_so_or_reads_the_words(sample: str) -> None:
    for form in FORMS:
        for each in read(SAMPLES[sample], "a", form=form):
            assert isinstance(each, Article | str)


ODD: Final = ("", ".bin", ".log", ".rtf", ".php", ".PDF", ".jsonl.gz", ".txt.bak", ".mbox")


@pytest.mark.slow
def test_a_file_of_any_form_and_name_is_quoted_by_its_words_alone(tmp_path: Path) -> None:
    """Through the door that a reindex uses: what reads a file is chosen by what is in it."""
    names = sorted({*SUFFIXES, *files.SUFFIXES, *ODD})
    before = time.monotonic()
    with closing(Unpacker()) as unpacker:
        for sample, raw in SAMPLES.items():
            forms = set()
            for suffix in names:
                path = tmp_path / f"a{suffix}"
                path.write_bytes(raw)
                for source in files.sources(path, root=None, unpacker=unpacker):
                    if isinstance(source, Skipped):
                        assert source.reason
                        continue
                    forms.add(source.form)
                    for words in quotable(files.parse(source)):
                        assert not _SIGNS.search(words), (sample, suffix, words)
                path.unlink()
            assert len(forms) <= 3, (sample, forms)
    assert time.monotonic() - before < _LONGEST


def mutated(raw: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some replaced: a place and a length, in thousandths, and what stands there."""
    for place, length, new in cuts:
        start = place * len(raw) // 1000
        raw = raw[:start] + new + raw[start + length * len(raw) // 4000 :]
    return raw


_PIECES: Final = st.sampled_from(
    [
        *(b"", b"<", b">", b"</p>", b"<!--", b"<![CDATA[", b"{", b"}", b"[", b"]", b'"', b"\\"),
        *(b"&#0;", b"\0", b"\xff", b"\xef\xbb\xbf", b"\n\n", b"---\n", b"+++\n", b"<br>" * 50),
        *(b"NaN", b"1e999", b"\x1f\x8b", b"[caption]", b"{{<", b"{%", b"&amp;", b"PK\x03\x04"),
        *(b"\xd0", b"\r", b"=\n", b"0", b"-1", b"\xd1\x97", b"<table><tr><td>", b"\xed\xa0\x80"),
        *(b"encoding='utf-7'", b"Content-Length: 99999999999"),
    ]
)
_CUTS: Final = st.lists(
    st.tuples(st.integers(0, 1000), st.integers(0, 1000), _PIECES | st.binary(max_size=8)),
    min_size=1,
    max_size=4,
)


def check(sample: str, cuts: list[tuple[int, int, bytes]], suffix: str) -> None:
    before = time.process_time()
    for each in read(mutated(SAMPLES[sample], cuts), f"a{suffix}"):
        if isinstance(each, str):
            assert each
        else:
            assert all(words.strip() for words in quotable(each))
            assert each.headline.strip()
    assert time.process_time() - before < _SLOWEST


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(SAMPLES)), _CUTS, st.sampled_from(SUFFIXES))
@example("docx", [(223, 34, b"PK\x03\x04")], ".txt")
def test_a_damaged_file_is_an_article_or_a_line(
    sample: str, cuts: list[tuple[int, int, bytes]], suffix: str
) -> None:
    check(sample, cuts, suffix)


@pytest.mark.slow
@settings(
    max_examples=10_000, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
@given(st.sampled_from(sorted(SAMPLES)), _CUTS, st.sampled_from(SUFFIXES))
def test_ten_thousand_damaged_files_are_articles_or_lines(
    sample: str, cuts: list[tuple[int, int, bytes]], suffix: str
) -> None:
    check(sample, cuts, suffix)
