"""A table whose columns are named in its own language is read as it is."""

from __future__ import annotations

import pytest

from tests.retrieval.articles.formats.reading import articles, reasons

TEXT = "Two ships burned in the harbour of Oster. The mayor spoke of sabotage on Monday."
TABLES = (
    "When;Outlet;Story;Link",
    "Datum;Zeitung;Titel;Text;Autor;Link",
    "Erscheinungsdatum\tQuelle\tÜberschrift\tVolltext\tVerfasser\tInternetadresse",
    "Date de publication,Journal,Titre,Texte,Auteur,Lien",
    "Fecha;Medio;Titular;Texto;Autor;Enlace",
    "Data;Testata;Titolo;Testo;Autore;URL",
    "Data de publicação;Jornal;Título;Conteúdo;Autor;Endereço",
    "Data publikacji;Źródło;Tytuł;Treść;Autor;Odnośnik",
    "Дата;Джерело;Заголовок;Текст;Автор;Посилання",
    "ДАТА ПУБЛІКАЦІЇ;Видання;Назва;Текст статті;Автор;Посилання",
    "Дата;Источник;Заголовок;Текст;Автор;Ссылка",
    "Tarih;Gazete;Başlık;Metin;Yazar;Bağlantı",
    "Tarih;Kaynak;Baslik;Icerik;Yazar;Adres",
    "Datum;Krant;Kop;Tekst;Auteur;URL",
    "Datum vydání;Zdroj;Titulek;Obsah;Autor;Odkaz",
    "Publicerad;Tidning;Rubrik;Brödtext;Författare;Länk",
    "Data publicării;Ziar;Titlu;Conținut;Autor;Legătură",
    "Ημερομηνία;Εφημερίδα;Τίτλος;Κείμενο;Συντάκτης;Σύνδεσμος",
)


@pytest.mark.parametrize("columns", TABLES)
def test_the_usual_names_of_columns_in_many_languages_are_known(columns: str) -> None:
    sign = next(each for each in ";\t," if each in columns)
    of_autor = {"Autor", "Verfasser", "Auteur", "Autore", "Автор", "Yazar", "Författare"}
    names = columns.split(sign)
    row = ["02.01.2023", "Oster Post", "Fire in Oster", f'"{TEXT}"', "A. Brandt", "https://a.b/c"]
    if len(names) == 4:
        row = [row[0], row[1], f'"{TEXT}"', row[5]]
    raw = f"{columns}\n{sign.join(row)}\n".encode()
    (article,) = articles(raw, "archive.csv")
    assert article.body == TEXT
    assert article.published == "2023-01-02"
    assert article.outlet == "Oster Post"
    assert article.url == "https://a.b/c"
    assert len(names) == 4 or article.headline == "Fire in Oster"
    assert not any(f"={each}" in article.mapping.split() for each in of_autor)


@pytest.mark.parametrize(
    "columns", ["Titelnummer;Textlänge;Anzahl", "Kontext;Titelseite;Datum", "Datentext;Titel;Datum"]
)
def test_a_name_is_known_as_a_whole_alone(columns: str) -> None:
    (reason,) = reasons(f"{columns}\n1;2;3\n".encode(), "a.csv")
    assert "without a column for the text" in reason


def test_a_german_part_of_the_newspaper_is_no_headline() -> None:
    raw = f'Titel;Rubrik;Text\nFire in Oster;Politik;"{TEXT}"\n'.encode()
    assert articles(raw, "a.csv")[0].headline == "Fire in Oster"
