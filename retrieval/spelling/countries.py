"""Countries and what is theirs: Poland, Polish, Poles. No stemmer brings them together."""

from __future__ import annotations

from typing import Final

from retrieval.analysis.terms import terms

_FAMILIES: Final = """
Afghanistan Afghan
Africa African
Albania Albanian
Algeria Algerian
America American US States
Angola Angolan
Argentina Argentine Argentinian Argentinean
Armenia Armenian
Australia Australian
Austria Austrian
Azerbaijan Azerbaijani Azeri
Bahrain Bahraini
Bangladesh Bangladeshi
Belarus Belarusian
Belgium Belgian
Benin Beninese
Bolivia Bolivian
Bosnia Bosnian
Botswana Batswana
Brazil Brazilian
Britain British Briton UK
Bulgaria Bulgarian
Burkina Burkinabe
Burundi Burundian
Cambodia Cambodian
Cameroon Cameroonian
Canada Canadian
Chad Chadian
Chechnya Chechen
Chile Chilean
China Chinese
Colombia Colombian
Congo Congolese DRC
Crimea Crimean
Croatia Croatian Croat
Cuba Cuban
Cyprus Cypriot
Czechia Czech
Denmark Danish Dane
Djibouti Djiboutian
Ecuador Ecuadorian Ecuadorean
Egypt Egyptian
Emirates Emirati UAE
England English
Eritrea Eritrean
Estonia Estonian
Eswatini Swaziland Swazi
Ethiopia Ethiopian
Europe European EU
Finland Finnish Finn
France French
Gabon Gabonese
Gambia Gambian
Gaza Gazan
Georgia Georgian
Germany German
Ghana Ghanaian
Greece Greek
Guatemala Guatemalan
Guinea Guinean
Haiti Haitian
Honduras Honduran
Hungary Hungarian
Iceland Icelandic
India Indian
Indonesia Indonesian
Iran Iranian
Iraq Iraqi
Ireland Irish
Israel Israeli
Italy Italian
Ivory Ivorian
Jamaica Jamaican
Japan Japanese
Jordan Jordanian
Kazakhstan Kazakh Kazakhstani
Kenya Kenyan
Korea Korean
Kosovo Kosovar
Kurdistan Kurdish Kurd
Kuwait Kuwaiti
Kyrgyzstan Kyrgyz
Lanka Lankan
Laos Laotian Lao
Latvia Latvian
Lebanon Lebanese
Leone Leonean
Lesotho Basotho
Liberia Liberian
Libya Libyan
Lithuania Lithuanian
Macedonia Macedonian
Madagascar Malagasy
Malawi Malawian
Malaysia Malaysian
Mali Malian
Mauritania Mauritanian
Mauritius Mauritian
Mexico Mexican
Moldova Moldovan
Mongolia Mongolian Mongol
Montenegro Montenegrin
Morocco Moroccan
Mozambique Mozambican
Myanmar Burma Burmese
Namibia Namibian
Nepal Nepali Nepalese
Netherlands Dutch
Nicaragua Nicaraguan
Niger Nigerien
Nigeria Nigerian
Norway Norwegian
Oman Omani
Pakistan Pakistani
Palestine Palestinian
Panama Panamanian
Paraguay Paraguayan
Peru Peruvian
Philippines Philippine Filipino
Poland Polish Pole
Portugal Portuguese
Qatar Qatari
Romania Romanian
Russia Russian
Rwanda Rwandan
Salvador Salvadoran
Saudi Saudis
Scotland Scottish Scot Scots
Senegal Senegalese
Serbia Serbian Serb
Singapore Singaporean
Slovakia Slovak
Slovenia Slovenian Slovene
Somalia Somali
Spain Spanish Spaniard
Sudan Sudanese
Sweden Swedish Swede
Switzerland Swiss
Syria Syrian
Taiwan Taiwanese
Tajikistan Tajik
Tanzania Tanzanian
Thailand Thai
Tibet Tibetan
Timor Timorese
Togo Togolese
Trinidad Trinidadian
Tunisia Tunisian
Turkey Turkish Turk
Turkmenistan Turkmen
Uganda Ugandan
Ukraine Ukrainian
Uruguay Uruguayan
Uzbekistan Uzbek Uzbekistani
Venezuela Venezuelan
Vietnam Vietnamese
Wales Welsh
Yemen Yemeni
Zambia Zambian
Zimbabwe Zimbabwean
"""


def _kin() -> dict[str, tuple[str, ...]]:
    families = (dict.fromkeys(terms(line)) for line in _FAMILIES.strip().splitlines())
    return {one: tuple(o for o in family if o != one) for family in families for one in family}


_KIN: Final = _kin()
_OTHERWISE: Final = frozenset(terms("china polish"))
"""What in small letters is no country."""


def kin(term: str, *, capital: bool = True) -> tuple[str, ...]:
    """The terms that name the same country, or its people, as `term` does, written with a `capital`
    letter or without."""
    return () if not capital and term in _OTHERWISE else _KIN.get(term, ())
