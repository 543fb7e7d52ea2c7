"""Countries and what is theirs: Poland, Polish, Poles. No stemmer brings them together."""

from __future__ import annotations

from typing import Final

from retrieval.analysis.terms import terms

_FAMILIES: Final = """
Afghanistan Afghan
Albania Albanian
Algeria Algerian
America American US States
Argentina Argentine Argentinian
Armenia Armenian
Australia Australian
Austria Austrian
Azerbaijan Azerbaijani Azeri
Bangladesh Bangladeshi
Belarus Belarusian
Belgium Belgian
Bolivia Bolivian
Bosnia Bosnian
Brazil Brazilian
Britain British Briton UK
Bulgaria Bulgarian
Cambodia Cambodian
Canada Canadian
Chechnya Chechen
Chile Chilean
China Chinese
Colombia Colombian
Crimea Crimean
Croatia Croatian Croat
Cuba Cuban
Cyprus Cypriot
Denmark Danish Dane
Ecuador Ecuadorian
Egypt Egyptian
England English
Eritrea Eritrean
Estonia Estonian
Ethiopia Ethiopian
Europe European EU
Finland Finnish Finn
France French
Gaza Gazan
Georgia Georgian
Germany German
Ghana Ghanaian
Greece Greek
Haiti Haitian
Hungary Hungarian
Iceland Icelandic
India Indian
Indonesia Indonesian
Iran Iranian
Iraq Iraqi
Ireland Irish
Israel Israeli
Italy Italian
Japan Japanese
Jordan Jordanian
Kazakhstan Kazakh
Kenya Kenyan
Korea Korean
Kosovo Kosovar
Kurdistan Kurdish Kurd
Kuwait Kuwaiti
Latvia Latvian
Lebanon Lebanese
Libya Libyan
Lithuania Lithuanian
Macedonia Macedonian
Malaysia Malaysian
Mexico Mexican
Moldova Moldovan
Mongolia Mongolian Mongol
Montenegro Montenegrin
Morocco Moroccan
Myanmar Burma Burmese
Nepal Nepali Nepalese
Netherlands Dutch
Nicaragua Nicaraguan
Nigeria Nigerian
Norway Norwegian
Pakistan Pakistani
Palestine Palestinian
Peru Peruvian
Philippines Philippine Filipino
Poland Polish Pole
Portugal Portuguese
Qatar Qatari
Romania Romanian
Russia Russian
Rwanda Rwandan
Saudi Saudis
Scotland Scottish Scot Scots
Serbia Serbian Serb
Slovakia Slovak
Slovenia Slovenian Slovene
Somalia Somali
Spain Spanish Spaniard
Sudan Sudanese
Sweden Swedish Swede
Switzerland Swiss
Syria Syrian
Taiwan Taiwanese
Thailand Thai
Tibet Tibetan
Tunisia Tunisian
Turkey Turkish Turk
Uganda Ugandan
Ukraine Ukrainian
Uzbekistan Uzbek
Venezuela Venezuelan
Vietnam Vietnamese
Wales Welsh
Yemen Yemeni
"""


def _kin() -> dict[str, tuple[str, ...]]:
    families = (dict.fromkeys(terms(line)) for line in _FAMILIES.strip().splitlines())
    return {one: tuple(o for o in family if o != one) for family in families for one in family}


_KIN: Final = _kin()


def kin(term: str) -> tuple[str, ...]:
    """The terms that name the same country, or its people, as `term` does."""
    return _KIN.get(term, ())
