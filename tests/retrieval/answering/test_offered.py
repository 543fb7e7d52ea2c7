"""A refusal offers questions in the language of the coverage, with names as they stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Archive

HEADLINES = {
    "de": (
        "Das Hochwasser ist in der Stadt, sagte Bürgermeister Tom Reimers",
        "Die Schule ist nicht zu: Laut Bürgermeister Tom Reimers kommt der Bus",
    ),
    "uk": (
        "Оксана Литвин просить про допомогу для міста",
        "Ніхто не загинув, каже Оксана Литвин",
    ),
    "es": (
        "La inundación ha llegado al puerto de Larnholm",
        "El puente de Larnholm está cerrado por el agua",
    ),
}
OFFERED = {
    "de": ("Godzilla?", "Tom Reimers: Was ist bekannt?"),
    "uk": ("Ґодзілла?", "Оксана Литвин: що відомо?"),
    "es": ("Godzilla?", "¿Qué se sabe de Larnholm?"),
}


@pytest.mark.parametrize("code", HEADLINES)
def test_what_is_offered_is_a_sentence_of_the_coverages_language(code: str, tmp_path: Path) -> None:
    for number, headline in enumerate(HEADLINES[code]):
        text = f"{headline}\n\n{headline}.\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    question, offered = OFFERED[code]
    with Archive(tmp_path / "coverage.db", threshold=0.0) as archive:
        archive.reindex([tmp_path])
        refusal = archive.ask(question).refusal
    assert refusal
    assert offered in refusal.suggestions
    assert not any("coverage" in each or "Ніхто" in each for each in refusal.suggestions)
