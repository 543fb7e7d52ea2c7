"""Made-up articles in several languages, as a seed says: what a page that holds one must give."""

from __future__ import annotations

from random import Random
from typing import Final, NamedTuple

_PLACES: Final = (
    "Lindholm",
    "Osterby",
    "Varnes",
    "Kalda",
    "Mirhaven",
    "Tolvik",
    "Ansgar",
    "Brenna",
)
_NAMES: Final = ("Ilse Brandt", "Petra Holt", "Jonas Vik", "Mara Olsen", "Emil Sand", "Nora Lund")


class Language(NamedTuple):
    """How articles are written in it: headlines, sentences, headings and captions with blanks."""

    code: str
    outlet: str
    headlines: tuple[str, ...]
    sentences: tuple[str, ...]
    heading: str
    caption: str
    note: str
    related: str
    joint: str = " "


class Made(NamedTuple):
    """An article, and what its page declares of it."""

    language: Language
    headline: str
    paragraphs: tuple[str, ...]
    heading: str
    caption: str
    note: str
    published: str
    url: str
    elsewhere: tuple[str, ...]

    @property
    def lead(self) -> str:
        """Its first words, as a description has them."""
        return self.paragraphs[0][:120]


LANGUAGES: Final = (
    Language(
        "en",
        "Oster Post",
        (
            "Ferry to {a} sails again after {n} days of storm",
            "{a} council votes to spend {n} million on its pier",
            "‘We lost {n} boats’: harbour of {a} counts the cost",
        ),
        (
            "The ferry between {a} and {b} sailed again on Monday, {n} days after the storm.",
            "{p}, who runs the harbour of {a}, said that {n} boats had broken loose.",
            "Repairs to the northern pier will cost about {n} million crowns, the council said.",
            "“Nobody slept that night,” said {p}, a fisher from {b}. “We heard the ropes go.”",
            "The road from {a} to {b} stays closed until {n} March.",
            "Of {n} families who were taken to the school of {b}, half have gone home.",
            "The council of {a} meets on Thursday; {p} will speak for those who lost their boats.",
            "Insurers expect {n} claims by the end of the week, more than in all of last year.",
        ),
        "What it costs {a}",
        "The northern pier of {a} after the storm. Photograph: {p}",
        "Correction: An earlier version of this article said that {n} boats had sunk.",
        "Read more: {h}",
    ),
    Language(
        "de",
        "Osterbote",
        ("Fähre nach {a} fährt nach {n} Tagen wieder", "{a} gibt {n} Millionen für die Mole aus"),
        (
            "Die Fähre zwischen {a} und {b} ist am Montag wieder ausgelaufen, {n} Tage nach dem "
            "Sturm.",
            "{p}, die den Hafen von {a} leitet, sagte, {n} Boote hätten sich losgerissen.",
            "Die Reparatur der Mole wird etwa {n} Millionen Kronen kosten, teilte der Rat mit.",
            "„In dieser Nacht hat niemand geschlafen“, sagte {p}, Fischer aus {b}.",
            "Die Straße von {a} nach {b} bleibt bis zum {n}. März gesperrt.",
            "Die Versicherer rechnen mit {n} Meldungen bis zum Ende der Woche.",
        ),
        "Was es {a} kostet",
        "Die Mole von {a} nach dem Sturm. Foto: {p}",
        "Korrektur: In einer früheren Fassung hieß es, {n} Boote seien gesunken.",
        "Lesen Sie auch: {h}",
    ),
    Language(
        "uk",
        "Остер Пост",
        ("Пором до {a} знову ходить після {n} днів шторму", "{a} витратить {n} мільйонів на пірс"),
        (
            "Пором між {a} і {b} знову вийшов у море в понеділок, через {n} днів після шторму.",
            "{p}, яка керує портом {a}, сказала, що {n} човнів зірвалися з якоря.",
            "Ремонт пірса коштуватиме близько {n} мільйонів крон, повідомила рада.",
            "«Тієї ночі ніхто не спав», — сказав {p}, рибалка з {b}.",
            "Дорога з {a} до {b} залишиться закритою до {n} березня.",
            "Страховики очікують {n} заяв до кінця тижня, більше, ніж за весь минулий рік.",
        ),
        "Скільки це коштує {a}",
        "Пірс {a} після шторму. Фото: {p}",
        "Виправлення: у попередній версії йшлося про {n} затонулих човнів.",
        "Читайте також: {h}",
    ),
    Language(
        "es",
        "El Correo de Oster",
        (
            "El ferry a {a} vuelve a navegar tras {n} días de tormenta",
            "{a} gastará {n} millones en el muelle",
        ),
        (
            "El ferry entre {a} y {b} volvió a navegar el lunes, {n} días después de la tormenta.",
            "{p}, que dirige el puerto de {a}, dijo que {n} barcos se habían soltado.",
            "La reparación del muelle costará unos {n} millones de coronas, según el consejo.",
            "«Nadie durmió aquella noche», dijo {p}, pescador de {b}.",
            "La carretera de {a} a {b} seguirá cerrada hasta el {n} de marzo.",
            "Las aseguradoras esperan {n} reclamaciones hasta el final de la semana.",
        ),
        "Lo que le cuesta a {a}",
        "El muelle de {a} tras la tormenta. Foto: {p}",
        "Corrección: una versión anterior decía que {n} barcos se habían hundido.",
        "Lea también: {h}",
    ),
    Language(
        "ar",
        "بريد أوستر",
        ("العبارة إلى {a} تبحر من جديد بعد {n} أيام", "مجلس {a} ينفق {n} ملايين على الرصيف"),
        (
            "أبحرت العبارة بين {a} و{b} مرة أخرى يوم الاثنين، بعد {n} أيام من العاصفة.",
            "قالت {p} التي تدير ميناء {a} إن {n} قاربا أفلتت من مراسيها.",
            "ستكلف إصلاحات الرصيف نحو {n} ملايين كرونة، بحسب المجلس.",
            "وقال {p} وهو صياد من {b}: «لم ينم أحد في تلك الليلة».",
            "يبقى الطريق من {a} إلى {b} مغلقا حتى {n} مارس.",
            "تتوقع شركات التأمين {n} مطالبة حتى نهاية الأسبوع.",
        ),
        "كلفة العاصفة في {a}",
        "رصيف {a} بعد العاصفة. تصوير: {p}",
        "تصحيح: ذكرت نسخة سابقة أن {n} قاربا غرقت.",
        "اقرأ أيضا: {h}",
    ),
    Language(
        "ja",
        "オステル新聞",
        ("嵐から{n}日、{a}行きフェリーが再開", "{a}議会、桟橋に{n}億円を支出へ"),
        (
            "{a}と{b}を結ぶフェリーは月曜日、嵐から{n}日ぶりに運航を再開した。",
            "{a}港を管理する{p}氏は、{n}隻の船が流されたと述べた。",
            "桟橋の修理には約{n}億円かかると議会は発表した。",
            "「あの夜は誰も眠れなかった」と{b}の漁師、{p}氏は語った。",
            "{a}から{b}への道路は3月{n}日まで通行止めとなる。",
            "保険会社は週末までに{n}件の請求を見込んでいる。",
        ),
        "{a}の負担",
        "嵐の後の{a}の桟橋。撮影：{p}",
        "訂正：当初の記事では{n}隻が沈没したとしていた。",
        "関連記事：{h}",
        joint="",
    ),
)


def made(language: Language, seed: int) -> Made:
    """An article of 6 to 18 paragraphs."""
    random = Random(f"{language.code}{seed}")
    most = random.randint(6, 18)

    def filled(text: str, headline: str = "") -> str:
        first, second = random.sample(_PLACES, 2)
        number, person = random.randint(3, 29), random.choice(_NAMES)
        return text.format(a=first, b=second, n=number, p=person, h=headline)

    sentences: dict[str, None] = {}
    while len(sentences) < 2 * most:
        sentences.setdefault(filled(random.choice(language.sentences)))
    paragraphs: list[str] = []
    ahead = list(sentences)
    while len(paragraphs) < most:
        count = min(random.randint(1, 3), len(ahead) - (most - len(paragraphs) - 1))
        paragraphs.append(language.joint.join(ahead[:count]))
        ahead = ahead[count:]
    others = [filled(random.choice(language.headlines)) for _ in range(6)]
    day = f"20{random.randint(12, 25)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return Made(
        language=language,
        headline=filled(random.choice(language.headlines)),
        paragraphs=tuple(paragraphs),
        heading=filled(language.heading),
        caption=filled(language.caption),
        note=filled(language.note),
        published=f"{day}T{random.randint(0, 23):02}:30:00+0{random.randint(1, 4)}:00",
        url=f"https://oster.example/{day.replace('-', '/')}/{random.randint(1000, 9999)}",
        elsewhere=tuple(others),
    )
