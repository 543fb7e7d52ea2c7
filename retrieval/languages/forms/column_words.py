"""What columns of tables and fields of records are called in the languages that are read, exactly;
each also without its accents."""

from __future__ import annotations

from typing import Final
from unicodedata import combining, normalize

_PLAIN: Final = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss"})
_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _names(words: str) -> tuple[str, ...]:
    """Each of the words, and as it is typed without accents."""
    found = words.split()
    bare = (each.translate(_PLAIN) for each in map(_bare, found))
    return tuple(dict.fromkeys((*found, *bare, *(each.translate(_GERMAN) for each in found))))


def _bare(word: str) -> str:
    return "".join(each for each in normalize("NFKD", word) if not combining(each))


HEADLINE_COLUMNS: Final = _names(
    "titel überschrift schlagzeile titre titre_article titre_de_l'article titular "
    "título encabezado titolo manchete tytuł nagłówek заголовок назва название başlık baslık "
    "haber_başlığı krantenkop kop titulek nadpis název titlu titlul τίτλος επικεφαλίδα rubrik"
)
"""Rubrik last: a headline in Swedish, in German a part of the newspaper."""
TEXT_COLUMNS: Final = _names(
    "volltext artikeltext texte texte_intégral texto texto_completo testo testo_completo treść "
    "tekst текст текст_статті текст_новини текст_статьи текст_новости metin haber_metni tam_metin "
    "artikeltekst text_článku brödtext textul text_articol κείμενο inhalt contenu contenido "
    "contenuto conteúdo zawartość вміст зміст содержание содержимое içerik inhoud obsah innehåll "
    "conținut περιεχόμενο cuerpo corpo corps noticia notícia matéria статья стаття haber beitrag "
    "artículo articolo artykuł artikel článek articol άρθρο"
)
DAY_COLUMNS: Final = _names(
    "when datum erscheinungsdatum erscheinungstag veröffentlichungsdatum veröffentlicht "
    "veröffentlicht_am publikationsdatum erschienen erschienen_am date_de_publication "
    "date_publication date_de_parution date_parution publié_le publié fecha fecha_de_publicación "
    "fecha_publicación publicado publicado_en data_di_pubblicazione data_pubblicazione pubblicato "
    "pubblicato_il data_de_publicação data_publicação publicado_em data_publikacji opublikowano "
    "data_wydania дата дата_публікації опубліковано дата_публикации опубликовано tarih "
    "yayın_tarihi yayınlanma_tarihi yayımlanma_tarihi publicatiedatum gepubliceerd "
    "gepubliceerd_op datum_vydání datum_publikace publikováno vydáno publicerad publicerat "
    "publiceringsdatum publiceringsdag data_publicării data_publicarii publicat ημερομηνία "
    "ημερομηνία_δημοσίευσης data"
)
OUTLET_COLUMNS: Final = _names(
    "quelle zeitung medium herausgeber publikation fuente medio periódico fonte testata giornale "
    "jornal veículo źródło gazeta wydawca джерело видання газета источник издание kaynak gazete "
    "yayın bron krant uitgever zdroj deník médium noviny källa tidning sursă sursa ziar publicație "
    "πηγή εφημερίδα μέσο journal média"
)
URL_COLUMNS: Final = _names(
    "webadresse internetadresse lien lien_article adresse_web enlace vínculo collegamento "
    "indirizzo endereço ligação odnośnik adres_url adres посилання адреса ссылка адрес bağlantı "
    "koppeling odkaz adresa länk webbadress legătură σύνδεσμος"
)
SUMMARY_COLUMNS: Final = _names(
    "zusammenfassung kurzfassung vorspann résumé chapô chapeau resumen entradilla riassunto "
    "sommario resumo streszczenie анонс опис описание краткое_содержание özet samenvatting perex "
    "shrnutí ingress sammanfattning rezumat περίληψη"
)
