"""How long a saved page takes: `python -m tests.benchmarks.pages` prints milliseconds of processor
time, made-up pages of 90 KB and some 1,200 elements."""

from __future__ import annotations

import random
import statistics
import time

from retrieval.articles.formats.pages import page
from tests.retrieval.articles.formats.test_pages import saved

PAGES = 60
WORDS = (
    "harbour ferry council storm boats money pier master repairs vote majority northern crowns "
    "waited fish market quay Monday Oster Lindholm"
).split()


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=14)).capitalize() + "."


def made(chance: random.Random) -> bytes:
    """A page with a menu, an article, teasers, boxes, programs and styles."""
    paragraphs = "".join(
        f"<p>{' '.join(sentence(chance) for _ in range(chance.randint(1, 4)))}</p>"
        for _ in range(chance.randint(8, 40))
    )
    menu = "".join(f"<li class=item><a href=/s/{at}>{WORDS[at % 20]}</a></li>" for at in range(150))
    teasers = "".join(
        f"<div class=card><a href=/{at}><img src=x><h3>{sentence(chance)[:50]}</h3></a></div>"
        for at in range(60)
    )
    boxes = "".join(f"<div class=w{at}><span>{WORDS[at % 20]}</span></div>" for at in range(300))
    programs = f"<script>{'var a=1;' * 5000}</script><style>{'.a{b:c}' * 2000}</style>"
    body = f"<nav>{menu}</nav>{paragraphs}<aside class=more>{teasers}</aside>{boxes}{programs}"
    return saved(body).encode()


def main() -> None:
    chance = random.Random(1)
    pages = [made(chance) for _ in range(PAGES)]
    page.parse(pages[0], article_id="a", path="a")  # loads trafilatura
    times = []
    for each in pages:
        before = time.process_time()
        page.parse(each, article_id="a", path="a")
        times.append(1000 * (time.process_time() - before))
    last = sorted(times)[PAGES * 95 // 100]
    print(f"p50 {statistics.median(times):.0f} ms, p95 {last:.0f} ms")


if __name__ == "__main__":
    main()
