"""Names are found in other languages by their sound, in any case; lookalikes are not."""

from __future__ import annotations

from retrieval.analysis.terms import fold
from retrieval.spelling.across import ONE_NAME, alike, keys, plain_forms, romanised
from retrieval.spelling.transliteration import skeleton

SAME = """\
en Zelensky uk Зеленського
de Selenskyj uk Зеленським
pl Zełenski uk Зеленський
pl Zełenskiego ru Зеленскому
fr Zelensky ru Зеленским
es Zelenski uk Зеленському
en Putin uk Путіним
fr Poutine ru Путина
de Putins uk Путіна
en Kharkiv uk Харкові
de Charkiw uk Харкова
es Járkov ru Харькове
pl Charków uk Харковом
fr Kharkiv ru Харьковом
en Kherson uk Херсона
de Cherson uk Херсоном
pl Chersoń uk Херсоні
en Mariupol uk Маріуполем
fr Marioupol uk Маріуполі
de Mariupols ru Мариуполем
en Donetsk uk Донецьку
de Donezk uk Донецька
pl Donieck ru Донецком
en Luhansk uk Луганськом
fr Lougansk ru Луганске
en Bakhmut uk Бахмута
de Bachmut uk Бахмутом
fr Bakhmout uk Бахмуті
en Zaporizhzhia uk Запоріжжям
de Saporischschja uk Запоріжжя
en Mykolaiv uk Миколаєва
de Mykolajiw uk Миколаєві
en Kremenchuk uk Кременчуці
en Chernihiv uk Чернігова
de Tschernihiw uk Чернігові
en Zaluzhnyi uk Залужного
de Saluschnyj uk Залужним
pl Załużny uk Залужному
en Lavrov ru Лаврова
de Lawrow ru Лавровым
en Prigozhin ru Пригожина
fr Prigojine uk Пригожиним
de Prigoschin ru Пригожину
en Navalny ru Навального
de Nawalnyj ru Навальным
en Podolyak uk Подоляка
en Klitschko uk Кличком
en Lukashenko ru Лукашенко
fr Loukachenko uk Лукашенка
en Yermak uk Єрмаком
de Jermak uk Єрмака
en Avdiivka uk Авдіївці
en Melitopol uk Мелітополя
en Sievierodonetsk uk Сєвєродонецьку
en Biden uk Байденом
en Johnson uk Джонсона
en Scholz uk Шольцем
en Macron uk Макрону
en Erdogan uk Ердогана
en Guterres uk Гутерреша
en Zelensky el Ζελένσκι
en Putin el Πούτιν
en Mariupol el Μαριούπολης
en Kherson el Χερσώνα
en Kharkiv el Χάρκοβο
en Berlin uk Берліні
en London uk Лондоном
en Warsaw pl Warszawy
en Zelensky pl Zełenskiego
en Lavrov pl Ławrowa
en Kherson pl Chersonia
en Donetsk pl Doniecku
en Zelensky cs Zelenského
uk Зеленського pl Zełenskim
uk Зеленського ru Зеленским
ru Харьков uk Харкові
ru Луганска uk Луганськом
en Lukashenka be Лукашэнкі
en Radev bg Радев
uk Гнатюка en Hnatiuk
ru Гнатюка en Hnatyuk
en Soroka uk Сорокою
"""
OTHERS = """\
en Mariupol uk Марином
en Putin uk Патон
en Kherson uk Хрестом
en Kharkiv uk Харківщина
en Donetsk uk Данський
en Luhansk uk Лугою
en Bakhmut uk Бахматюк
en Zelensky uk Залізняк
en Lavrov uk Левандовський
en Moscow uk Москаль
en Biden uk Бодян
en Johnson uk Янсен
en Scholz uk Школа
en Macron uk Мокрина
en Berlin uk Бурлака
en London uk Ландик
en Poland uk Полонський
en Peter uk Патріот
en Martin uk Мартинюк
en Marina uk Моринець
en Taras uk Торос
en Kremlin uk Кременем
en Gomel uk Гамалія
en Melnyk uk Мілінко
en Bondar uk Бандера
en Kovalenko uk Ковальчук
en Shevchenko uk Шевчук
en Petrenko uk Петрова
en Ivanov uk Іваненко
en Orlov uk Орлан
en Romanov uk Роман
en Pavlov uk Павлик
en Simonov uk Симоненко
en Kuznetsov uk Кузьменко
en Sokolov uk Сокальський
en Popov uk Попович
en Volkov uk Волошин
en Morozov uk Морозюк
en Lebedev uk Лебединський
en Vinnytsia uk Венеція
en Odesa uk Адидас
en Kupiansk uk Капинос
en Sloviansk uk Словенська
en Slovakia uk Словянськ
en Austria uk Австралія
en Iran uk Аарон
en Iraq uk Ірок
en Niger uk Нагорна
en Korea uk Карія
en Turkey uk Торкай
en Warren uk Воронін
en Bennett uk Бонета
en Truman uk Терміна
en Marcus uk Маркіз
en Sanders uk Сандрос
en Soroka uk Серко
en Hnatiuk uk Гнатенко
en Kuleba uk Кольбе
en Kuleba uk Калиба
en Reznikov uk Разнікова
en Milley uk Мелу
de Scholz uk Шульц
en Petro uk Патро
en Kherson el Χρυσώνας
en Athens uk Атанас
en Paris uk Прес
en Madrid uk Мудрід
en Tesla uk Тесляр
"""
TOO_SHORT = """\
en Shoigu ru Шойгу
en Xi uk Сі
"""


def is_found(asked: str, asked_in: str, written: str, written_in: str) -> bool:
    mine, yours = plain_forms(asked, (asked_in,)), plain_forms(written, (written_in,))
    key = skeleton(romanised(fold(written)))
    return key in keys(mine) and alike(mine, yours) >= ONE_NAME


def pairs(lines: str) -> list[tuple[str, str, str, str]]:
    split = (line.split() for line in lines.splitlines())
    return [(one, of_one, other, of_other) for of_one, one, of_other, other in split]


def test_a_name_finds_its_forms_in_another_language_and_is_found_by_them() -> None:
    missed = [
        each for each in pairs(SAME) if not (is_found(*each) and is_found(*each[2:], *each[:2]))
    ]
    assert missed == []


def test_a_name_finds_none_that_only_looks_like_it_in_either_direction() -> None:
    taken = [each for each in pairs(OTHERS) if is_found(*each) or is_found(*each[2:], *each[:2])]
    assert taken == []


def test_a_name_with_hardly_a_consonant_is_left_to_the_tables() -> None:
    assert not any(is_found(*each) for each in pairs(TOO_SHORT))


def test_the_key_of_a_word_in_latin_letters_is_that_of_the_word_itself() -> None:
    assert [romanised(word) for word in ("zelensky", "łódź", "türkei")] == [
        "zelensky",
        "łódź",
        "türkei",
    ]
