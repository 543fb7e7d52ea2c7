"""Countries with their people, capitals and governments, which speak for them."""

from __future__ import annotations

import re
from typing import Final

_COUNTRIES: Final = """
Afghanistan: Afghan, Afghans, Kabul; Taliban
Albania: Albanian, Albanians, Tirana
Algeria: Algerian, Algerians, Algiers
Angola: Angolan, Angolans, Luanda
Argentina: Argentine, Argentines, Argentinian, Buenos Aires; Casa Rosada
Armenia: Armenian, Armenians, Yerevan
Australia: Australian, Australians, Canberra
Austria: Austrian, Austrians, Vienna
Azerbaijan: Azerbaijani, Azerbaijanis, Azeri, Baku
Bahrain: Bahraini, Bahrainis, Manama
Bangladesh: Bangladeshi, Bangladeshis, Dhaka
Belarus: Belarusian, Belarusians, Belarussian, Minsk
Belgium: Belgian, Belgians
Benin: Beninese, Porto-Novo
Bolivia: Bolivian, Bolivians, La Paz
Bosnia: Bosnian, Bosnians, Bosnia and Herzegovina, Sarajevo
Botswana: Batswana, Gaborone
Brazil: Brazilian, Brazilians, Brasilia; Planalto
Bulgaria: Bulgarian, Bulgarians
Burkina Faso: Burkinabe, Ouagadougou
Burundi: Burundian, Burundians, Gitega
Cambodia: Cambodian, Cambodians, Phnom Penh
Cameroon: Cameroonian, Cameroonians, Yaounde
Canada: Canadian, Canadians, Ottawa
Chad: Chadian, Chadians, N'Djamena
Chile: Chilean, Chileans; La Moneda
China: Chinese, Beijing, Peking; Zhongnanhai
Colombia: Colombian, Colombians, Bogota
Congo: Congolese, DRC, Kinshasa, Democratic Republic of Congo, Democratic Republic of the Congo
Costa Rica: Costa Rican, Costa Ricans
Croatia: Croatian, Croatians, Croat, Croats, Zagreb
Cuba: Cuban, Cubans, Havana
Cyprus: Cypriot, Cypriots, Nicosia
Czechia: Czech, Czechs, Czech Republic, Prague
Denmark: Danish, Danes, Copenhagen
Dominican Republic: Santo Domingo
Ecuador: Ecuadorian, Ecuadorean, Quito
Egypt: Egyptian, Egyptians, Cairo
El Salvador: Salvadoran, Salvadorans, San Salvador
Eritrea: Eritrean, Eritreans, Asmara
Estonia: Estonian, Estonians, Tallinn
Eswatini: Swazi, Swaziland, Mbabane
Ethiopia: Ethiopian, Ethiopians, Addis Ababa
Fiji: Fijian, Fijians, Suva
Finland: Finnish, Finns, Helsinki
France: French, Paris; Elysee, Quai d'Orsay, Matignon
Gabon: Gabonese, Libreville
Gambia: Gambian, Gambians, Banjul
Georgia: Georgian, Georgians, Tbilisi
Germany: German, Germans, Berlin; Bundestag, Bundeswehr
Ghana: Ghanaian, Ghanaians, Accra
Greece: Greek, Greeks, Athens
Guatemala: Guatemalan, Guatemalans, Guatemala City
Guinea: Guinean, Guineans, Conakry
Haiti: Haitian, Haitians, Port-au-Prince
Honduras: Honduran, Hondurans, Tegucigalpa
Hungary: Hungarian, Hungarians, Budapest
Iceland: Icelandic, Icelanders, Reykjavik
India: Indian, Indians, Delhi, New Delhi; Lok Sabha
Indonesia: Indonesian, Indonesians, Jakarta
Iran: Iranian, Iranians, Tehran, Teheran, Islamic Republic; Revolutionary Guards
Iraq: Iraqi, Iraqis, Baghdad
Ireland: Irish, Dublin; Taoiseach, Dail
Israel: Israeli, Israelis, Jerusalem, Tel Aviv; IDF, Knesset, Israel Defense Forces, Mossad
Italy: Italian, Italians, Rome; Palazzo Chigi
Ivory Coast: Ivorian, Ivorians, Abidjan, Yamoussoukro
Jamaica: Jamaican, Jamaicans
Japan: Japanese, Tokyo
Jordan: Jordanian, Jordanians, Amman
Kazakhstan: Kazakh, Kazakhs, Astana
Kenya: Kenyan, Kenyans, Nairobi
Kosovo: Kosovar, Kosovars, Pristina
Kuwait: Kuwaiti, Kuwaitis, Kuwait City
Kyrgyzstan: Kyrgyz, Bishkek
Laos: Laotian, Laotians, Vientiane
Latvia: Latvian, Latvians, Riga
Lebanon: Lebanese, Beirut
Liberia: Liberian, Liberians, Monrovia
Libya: Libyan, Libyans, Tripoli
Lithuania: Lithuanian, Lithuanians, Vilnius
Luxembourg: Luxembourgish
Madagascar: Malagasy, Antananarivo
Malawi: Malawian, Malawians, Lilongwe
Malaysia: Malaysian, Malaysians, Kuala Lumpur
Mali: Malian, Malians, Bamako
Malta: Maltese, Valletta
Mauritania: Mauritanian, Mauritanians, Nouakchott
Mexico: Mexican, Mexicans, Mexico City
Moldova: Moldovan, Moldovans, Chisinau
Mongolia: Mongolian, Mongolians, Ulaanbaatar
Montenegro: Montenegrin, Montenegrins, Podgorica
Morocco: Moroccan, Moroccans, Rabat
Mozambique: Mozambican, Mozambicans, Maputo
Myanmar: Burmese, Burma, Naypyidaw; Tatmadaw
Namibia: Namibian, Namibians, Windhoek
Nepal: Nepali, Nepalese, Kathmandu
Netherlands: Dutch, The Hague
New Zealand: New Zealanders, Wellington
Nicaragua: Nicaraguan, Nicaraguans, Managua
Niger: Nigerien, Niamey
Nigeria: Nigerian, Nigerians, Abuja
North Korea: North Korean, North Koreans, Pyongyang, DPRK; KCNA
North Macedonia: Macedonian, Macedonians, Skopje
Norway: Norwegian, Norwegians, Oslo; Storting
Oman: Omani, Omanis, Muscat
Pakistan: Pakistani, Pakistanis, Islamabad
Palestine: Palestinian, Palestinians, Ramallah; Palestinian Authority
Panama: Panamanian, Panamanians, Panama City
Paraguay: Paraguayan, Paraguayans, Asuncion
Peru: Peruvian, Peruvians
Philippines: Philippine, Filipino, Filipinos, Manila; Malacanang
Poland: Polish, Poles, Warsaw; Sejm
Portugal: Portuguese, Lisbon
Qatar: Qatari, Qataris, Doha
Romania: Romanian, Romanians, Bucharest
Russia: Russian, Russians, Russian Federation, Moscow; Kremlin, State Duma, Duma, FSB,
 Russian-backed, Russian-installed, Russian-appointed, Moscow-backed, Moscow-installed,
 Moscow-appointed, Kremlin-backed, pro-Russian, pro-Kremlin
Rwanda: Rwandan, Rwandans, Kigali
Saudi Arabia: Saudi, Saudis, Riyadh
Senegal: Senegalese, Dakar
Serbia: Serbian, Serbians, Serb, Serbs, Belgrade
Sierra Leone: Sierra Leonean, Freetown
Singapore: Singaporean, Singaporeans
Slovakia: Slovak, Slovaks, Bratislava
Slovenia: Slovenian, Slovenians, Slovene, Ljubljana
Somalia: Somali, Somalis, Mogadishu
South Africa: South African, South Africans, Pretoria
South Korea: South Korean, South Koreans, Seoul; Blue House
South Sudan: South Sudanese, Juba
Spain: Spanish, Spaniards, Madrid; Moncloa
Sri Lanka: Sri Lankan, Sri Lankans, Colombo
Sudan: Sudanese, Khartoum
Sweden: Swedish, Swedes, Stockholm; Riksdag
Switzerland: Swiss, Bern; Federal Council
Syria: Syrian, Syrians, Damascus
Taiwan: Taiwanese, Taipei
Tajikistan: Tajik, Tajiks, Dushanbe
Tanzania: Tanzanian, Tanzanians, Dodoma
Thailand: Thai, Thais, Bangkok
Togo: Togolese
Tunisia: Tunisian, Tunisians
Turkey: Turkish, Turks, Türkiye, Turkiye, Ankara
Turkmenistan: Turkmen, Ashgabat
Uganda: Ugandan, Ugandans, Kampala
Ukraine: Ukrainian, Ukrainians, Kyiv, Kiev; Verkhovna Rada, Rada, Bankova, SBU
United Arab Emirates: UAE, Emirati, Emiratis, Abu Dhabi, Dubai
United Kingdom: UK, U.K, Britain, Great Britain, British, Britons, London; Downing Street,
 Whitehall, Westminster, House of Commons, House of Lords, Foreign Office, Buckingham Palace
United States: US, U.S, USA, U.S.A, America, American, Americans, Washington; White House,
 Pentagon, State Department, Capitol Hill, Congress, Justice Department, Treasury Department,
 FBI, CIA
Uruguay: Uruguayan, Uruguayans, Montevideo
Uzbekistan: Uzbek, Uzbeks, Tashkent
Venezuela: Venezuelan, Venezuelans, Caracas; Miraflores
Vietnam: Vietnamese, Hanoi
Yemen: Yemeni, Yemenis, Sanaa
Zambia: Zambian, Zambians, Lusaka
Zimbabwe: Zimbabwean, Zimbabweans, Harare
"""
_NOBODYS: Final = (
    "Washington Post, Washington Times, Washington state, Washington Examiner, Moscow Times, "
    "Jerusalem Post, Paris Hilton, Paris Jackson, Jack London, London Breed, Denzel Washington, "
    "Kerry Washington, George Washington, Russian Orthodox, Greek Orthodox, Roman Catholic, "
    "African American, African Americans, Latin American, Latin Americans, South American, "
    "North American, Native American, Native Americans, American Airlines, British Airways, "
    "British Columbia, British Museum, Turkish Airlines, Kenya Airways, West Virginia, "
    "London Review, Irish Times, Times of Israel, Times of India, Japan Times, China Morning Post, "
    "Berlin Wall, Vienna State Opera, Atlanta Georgia, Georgia Tech, Michael Jordan, Jim Jordan, "
    "Jordan Peterson, Jordan Brand, Chad Wolf, Chad Michael"
)


def _countries() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _COUNTRIES.strip().replace("\n ", " ").splitlines():
        country, _, names = line.partition(": ")
        found[country] = tuple(name.strip() for name in re.split("[,;]", names))
    return found


COUNTRIES: Final = _countries() | {"": tuple(name.strip() for name in _NOBODYS.split(","))}
"""Each country with the names that those who speak for it go by, its own apart; for "" those in
which such a name stands, and that speak for no country."""
GOVERNMENTS: Final = frozenset(
    name.strip().lower()
    for line in _COUNTRIES.replace("\n ", " ").splitlines()
    for name in line.partition(";")[2].split(",")
    if name.strip()
)
"""Of these, those that are no country and no people: a part of its government."""
