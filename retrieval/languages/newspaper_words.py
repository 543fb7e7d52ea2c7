"""What newspapers write around an article's words, in the languages that are read."""

from __future__ import annotations

from typing import Final

SOURCE: Final = (
    "source quelle fuente fonte źródło zdroj forrás källa kilde bron sursa "
    "джерело источник крыніца източник извор πηγή kaynak المصدر स्रोत nguồn แหล่งที่มา 来源 出典 출처"
)
"""What the line that names the outlet begins with."""
CORRECTION: Final = (
    "correction|corrections|clarification|editor['’]s note|update|korrektur|berichtigung|"
    "richtigstellung|hinweis der redaktion|rectificatif|précision|mise au point|corrección|"
    "rectificación|fe de erratas|aclaración|rettifica|errata corrige|precisazione|correção|errata|"
    "sprostowanie|wyjaśnienie|oprava|opraveno|helyreigazítás|rättelse|rettelse|rectificatie|erratum|"
    "rectificare|виправлення|уточнення|спростування|исправление|уточнение|поправка|опровержение|"
    "διόρθωση|düzeltme|تصحيح|更正|訂正"
)
"""What a note of the outlet on its own article begins with, before a colon or a bracket."""
AMENDED: Final = (
    "this (?:article|story) was (?:amended|corrected)|an earlier version of this|"
    "this (?:article|story) has been (?:corrected|amended|updated)|a previous version of this|"
    "in einer früheren version|une version précédente de cet|una versión anterior de est|"
    "у попередній версії|в предыдущей версии"
)
"""How such a note may begin as well."""
BYLINE: Final = "by von par por di da od av af door de către автор текст за"
"""What a line that names who wrote an article begins with, before names."""
CONTINUED: Final = (
    r"continued (?:on|from) page|fortsetzung auf seite|suite (?:en )?page|continúa en la página"
)
"""What a newspaper's page says of an article that goes on elsewhere."""
