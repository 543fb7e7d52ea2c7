"""The letters beyond a to z that languages are written with, and the old encodings they came in."""

from __future__ import annotations

from typing import Final

_SIGNS: Final = "«»„“”‘’‚–—…•·°§€£©®™№´\xa0\xad¿¡½¼¾×²³±¹‹›"

LATIN: Final = {
    "en": "éèçñöüôêïáíóâë£", "de": "äöüßéèàâôç", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúüºªç",
    "it": "àèéìíîòóùúºª", "pt": "ãõáâàçéêíóôúüºª", "nl": "éëïöüèêáóíçñä", "sv": "åäöéàüèô",
    "da": "æøåéäöü", "no": "æøåéòôäö", "fi": "äöåéšžü", "is": "áðéíóúýþæö", "ca": "àçéèíïóòúü·ñ",
    "pl": "ąćęłńóśźżéöüäá", "cs": "áčďéěíňóřšťúůýžäöü", "sk": "áäčďéíĺľňóôŕšťúýžěřüö",
    "hu": "áéíóöőúüűä", "ro": "ăâîșțşţéöüá", "hr": "čćđšžéüöá", "sl": "čšžćđéüöá",
    "tr": "çğıİöşüâîûé", "et": "õäöüšžé", "lv": "āčēģīķļņšūžõö", "lt": "ąčęėįšųūžéö",
}  # fmt: skip
"""By language; capitals are the same letters."""
VIETNAMESE: Final = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
CYRILLIC: Final = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя", "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш", "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
}  # fmt: skip
OTHERS: Final = {
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", "he": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ،؛؟",
    "th": "".join(map(chr, range(0xE01, 0xE5C))),
}  # fmt: skip
SIGNS: Final = frozenset(_SIGNS)
FREQUENT: Final = {
    "ru": "оеаинтсрвл", "uk": "оаинітврел", "be": "аніетосрвл", "bg": "аеиотнрсвл",
    "sr": "аиоенрстју", "mk": "аоеитнрсвл", "el": "αοιετσνηρυ",
}  # fmt: skip
"""The ten letters most used."""
ENCODINGS: Final = (
    (
        "cp1252",
        ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "is", "ca", "et"),
    ),
    ("cp1250", ("pl", "cs", "sk", "hu", "hr", "sl", "ro")),
    ("iso8859-2", ("pl", "cs", "sk", "hu", "hr", "sl", "ro")),
    ("cp1254", ("tr",)),
    ("cp1257", ("lt", "lv", "et")),
    ("cp1251", ("uk", "ru", "be", "bg", "sr", "mk")),
    ("koi8-u", ("uk", "ru")),
    ("iso8859-5", ("uk", "ru", "be", "bg", "sr", "mk")),
    ("mac-cyrillic", ("uk", "ru", "be", "bg", "sr", "mk")),
    ("cp866", ("ru", "uk", "be")),
    ("cp1253", ("el",)),
    ("iso8859-7", ("el",)),
    ("cp1255", ("he",)),
    ("cp1256", ("ar",)),
    ("cp874", ("th",)),
    ("mac-roman", ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no")),
    ("cp850", ("de", "fr", "es", "it", "pt", "nl", "sv", "da", "no")),
)
"""Encodings of a byte a letter, with the languages that were written in them; usual ones first."""
