"""Names of places and people that are spelt in several ways, or were renamed: a group a line.

One word each, as `aliases.toml` has them; names that merely sound alike need no group.
"""

from __future__ import annotations

from typing import Final

_PLACES: Final = """
Kyiv Kiev Kiew Kijów Kyjiv Киев Київ
Odesa Odessa Одесса Одеса
Kharkiv Kharkov Charkiw Charkow Харьков Харків
Lviv Lvov Lwiw Lwów Lemberg Львов Львів
Dnipro Dnieper Dnepr Dniepr
Dnipro Dnipropetrovsk Dnepropetrovsk
Zaporizhzhia Zaporizhzhya Zaporizhia Zaporozhye Zaporozhe Zaporijia Запоріжжя Запорожье
Bakhmut Bakhmout Bachmut Artemivsk Artyomovsk Artemovsk Бахмут
Mykolaiv Mykolayiv Nikolaev Nikolayev Nikolajew Миколаїв Николаев
Kherson Cherson Херсон
Luhansk Lugansk Lougansk Луганськ Луганск
Donetsk Donezk Donieck Донецк Донецьк
Makiivka Makiyivka Makeyevka Makeevka Макіївка Макеевка
Sievierodonetsk Severodonetsk Sjewjerodonezk
Chernihiv Chernigov Tchernihiv Чернігів Чернигов
Chernobyl Chornobyl Tchernobyl Tschernobyl Чорнобиль Чернобыль
Chernivtsi Chernovtsy Czernowitz
Ternopil Tarnopol Ternopol
Rivne Rovno
Vinnytsia Vinnitsa Vinnytsya
Zhytomyr Zhitomir
Kropyvnytskyi Kirovohrad Kirovograd
Kremenchuk Kremenchug
Kryvyi Krivoy
Bucha Boutcha Butscha Буча
Irpin Irpen
Kakhovka Kachowka Каховка
Enerhodar Energodar
Avdiivka Avdeevka Avdeyevka
Mariupol Marioupol Маріуполь Мариуполь
Crimea Krim Krym Крым Крим
Moscow Moskau Moscou Москва
Petersburg Petrograd Leningrad
Kaliningrad Königsberg
Volgograd Stalingrad
Turkey Türkiye Turkiye
Myanmar Burma
Eswatini Swaziland
Belarus Belorussia Byelorussia
Moldova Moldavia
Kyrgyzstan Kirghizia Kirgizstan
Cambodia Kampuchea
Mumbai Bombay
Kolkata Calcutta
Bengaluru Bangalore
Pune Poona
Varanasi Benares
Beijing Peking
Nanjing Nanking
Tianjin Tientsin
Yangon Rangoon
Dhaka Dacca
Astana Nursultan
Yerevan Erevan Jerewan
Tbilisi Tiflis
Stepanakert Khankendi Xankendi
Aleppo Haleb
Mecca Makkah Mekka
Raqqa Rakka
Marrakesh Marrakech
Khartoum Khartum
Timbuktu Tombouctou
Kinshasa Leopoldville
Bucharest Bukarest București
Belgrade Beograd Belgrad
Prague Praha Prag
Vienna Wien
Munich München Muenchen
Cologne Köln Koeln
Nuremberg Nürnberg
Geneva Genève Genf
Lisbon Lisboa
Venice Venezia
Copenhagen København
Gothenburg Göteborg
Warsaw Warszawa Warschau Варшава
Cracow Kraków Krakow Krakau
Gdansk Gdańsk Danzig
Wroclaw Wrocław Breslau
Vilnius Wilno Vilna
Kaunas Kovno
Chisinau Chișinău Kishinev
Tehran Teheran
"""

_PEOPLE: Final = """
Zelensky Zelenskyy Zelenskiy Zelenskyi Zelenski Selenskyj Selenski Зеленський Зеленский
Putin Poutine Путін Путин
Shoigu Shoygu Choïgou Schoigu Szojgu Шойгу
Prigozhin Prigojine Prigoschin Prigozyn Пригожин
Gerasimov Guerassimov Gerassimow Герасимов
Surovikin Sourovikine Surowikin Суровикин
Strelkov Girkin Strelkow Стрелков Гиркин
Konashenkov Konachenkov Konaschenkow Конашенков
Lavrov Lawrow Лавров
Peskov Peskow Песков
Medvedev Medvedyev Medwedew Медведев
Kadyrov Kadirov Kadyrow Кадыров
Lukashenko Lukashenka Loukachenko Lukaschenko Лукашенко
Zaluzhny Zaluzhnyi Zaluzhnyy Zaloujny Saluschnyj Залужний Залужный
Syrsky Syrskyi Syrskiy Syrskyj Сирський Сырский
Kuleba Kouleba Кулеба
Reznikov Resnikow Резников Резніков
Budanov Boudanov Budanow Буданов
Podolyak Podoliak Podoljak Подоляк
Yermak Ermak Jermak Єрмак Ермак
Klitschko Klychko Klichko Кличко
Navalny Navalniy Nawalny Nawalnyj Навальный Навальний
Utkin Outkine Уткин
Erdogan Erdoğan Ердоган Эрдоган
"""


def _groups(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in table.strip().splitlines())


SAME: Final = (*_groups(_PLACES), *_groups(_PEOPLE))
NEAR: Final = (
    ("attack", "strike"),
    ("blackout", "outage"),
    ("dead", "killed"),
    ("injured", "wounded"),
    ("soldiers", "troops"),
    ("truce", "ceasefire"),
)
