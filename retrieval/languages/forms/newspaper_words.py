"""What newspapers write around an article's words, in the languages that are read."""

from __future__ import annotations

from typing import Final

SOURCE: Final = (
    "source quelle fuente fonte źródło zdroj forrás källa kilde bron sursa "
    "джерело источник крыніца източник извор πηγή kaynak المصدر स्रोत nguồn แหล่งที่มา 来源 出典 출처"
)
"""What the line that names the outlet begins with."""
CORRECTION: Final = (
    "anmerkung der redaktion|hinweis der redaktion|note de la rédaction|nota de la redacción|"
    "nota della redazione|editor['’]s note|editors['’] note|richtigstellung|nota da redação|"
    "errata corrige|helyreigazítás|clarifications|clarification|mise au point|rectificación|"
    "fe de erratas|fe de errores|berichtigung|rectificatif|precisazione|sprostowanie|"
    "rectificatie|спростування|опровержение|від редакції|corrections|wyjaśnienie|rectificare|"
    "виправлення|исправление|от редакции|retificação|berigtiging|correction|corrección|"
    "aclaración|correzione|korreksjon|đính chính|korrektur|précision|rettifica|уточнення|"
    "уточнение|amendment|correctif|correctie|corectare|correção|opraveno|rättelse|rettelse|"
    "поправка|διόρθωση|düzeltme|исправка|ispravak|ispravka|erratum|erramos|korekta|oikaisu|"
    "koreksi|errata|oprava|تصحيح|erată|更正|訂正|정정"
)
"""What a note of the outlet on its own article begins with, before a colon or a bracket."""
AMENDED: Final = (
    r"this (?:article|story|report|post|piece|page|item) (?:was|has been) (?:amended|corrected)|"
    r"this (?:article|story|report|post|piece) (?:was|has been) updated|"
    r"(?:an|a) (?:earlier|previous|prior) version of (?:this|the) "
    r"(?:article|story|report|post|piece|headline|caption)|corrected on |"
    r"in einer (?:früheren|vorherigen) (?:version|fassung)|"
    r"une version (?:précédente|antérieure) de (?:cet|l)|una versión anterior de |"
    r"in una versione precedente|uma versão anterior d|у попередній версії|"
    r"в предыдущей версии|w poprzedniej wersji|i en tidigare version"
)
"""How such a note may begin as well."""
BYLINE: Final = "by von par por di da od av af door de către автор текст за"
"""What a line that names who wrote an article begins with, before names."""
PAGE: Final = "page|seite|página|pagina|стор|сторінка|страница|стр|strona|stránka|sida|side"
"""What may stand before a page's number."""
CONTINUED: Final = (
    r"continued (?:on|from) page|fortsetzung auf seite|suite (?:en )?page|continúa en la página"
)
"""What a newspaper's page says of an article that goes on elsewhere."""
PUBLISHED_ON: Final = (
    r"published(?: on| at)?|posted(?: on)?|date|datum|дата|опубліковано|опубликовано|"
    r"veröffentlicht(?: am)?|erschienen(?: am)?|publié(?: le)?|publicado(?: el| em)?|fecha|data|"
    r"pubblicato(?: il)?|gepubliceerd(?: op)?|opublikowano|publicerad|publiceret|publisert|"
    r"yayınlanma(?: tarihi)?|publikováno"
)
"""What may stand before the day on which an article appeared."""
