"""How pages in many languages head what is not their article, and what corrects it."""

from __future__ import annotations

import re
from typing import Final

from retrieval.languages.forms.newspaper_words import AMENDED, CORRECTION

_ELSEWHERE: Final = (
    "read more", "read also", "also read", "read next", "related", "related articles",
    "related stories", "see also", "more on this", "more on this story", "recommended",
    "you may also like", "you might also like", "don't miss", "don’t miss", "watch", "listen",
    "most read", "more from", "on this topic", "in pictures", "explainer", "further reading",
    "читайте також", "читайте ще", "дивіться також", "за темою", "по темі", "читайте также",
    "смотрите также", "по теме", "lesen sie auch", "lesen sie mehr", "lesen sie hier",
    "mehr zum thema", "mehr dazu", "siehe auch", "lire aussi", "à lire aussi", "voir aussi",
    "sur le même sujet", "lire la suite", "leer también", "lea también", "le puede interesar",
    "te puede interesar", "más información", "lee también", "leggi anche", "per approfondire",
    "potrebbe interessarti", "leia também", "leia mais", "veja também", "saiba mais", "lees ook",
    "bekijk ook", "czytaj też", "czytaj także", "zobacz też", "zobacz także", "läs också",
    "läs även", "läs mer", "les også", "læs også", "lue myös", "čtěte také", "přečtěte si",
    "olvassa el", "ayrıca bakınız", "διαβάστε επίσης", "citește și", "pročitajte", "прочетете",
    "اقرأ أيضا", "関連記事", "あわせて読みたい", "相关阅读", "延伸閱讀", "관련기사", "baca juga",
    "xem thêm",
)  # fmt: skip
_GOES_ON: Final = (
    "continue reading", "keep reading", "read more", "read on", "read the full story",
    "read the full article", "read the full text", "read the rest", "read the whole story",
    "read full story", "read full article", "see full story", "click to read", "full story",
    "weiterlesen", "mehr lesen", "weiter lesen", "ganzen artikel lesen", "den ganzen artikel",
    "lire la suite", "lire plus", "lire l'article", "lire l’article", "la suite",
    "seguir leyendo", "sigue leyendo", "siga leyendo", "continuar leyendo", "leer más",
    "leer artículo completo", "continua a leggere", "leggi tutto", "leggi di più",
    "leggi l'articolo", "continue lendo", "continuar lendo", "continuar a ler", "leia mais",
    "ler mais", "lees verder", "lees meer", "czytaj dalej", "czytaj więcej", "czytaj całość",
    "więcej", "читати далі", "читати більше", "читати повністю", "детальніше", "докладніше",
    "читать далее", "читать дальше", "читать полностью", "подробнее", "devamını oku",
    "devamı için", "haberin devamı", "číst dál", "číst více", "číst dále", "celý článek",
    "pokračovat ve čtení", "läs mer", "läs vidare", "läs hela artikeln", "fortsätt läsa",
    "citește mai mult", "citeşte mai mult", "citește mai departe", "citește tot articolul",
    "διαβάστε περισσότερα", "διαβάστε τη συνέχεια", "συνέχεια", "les mer", "les videre",
    "læs mere", "læs videre", "lue lisää", "続きを読む", "阅读全文", "查看全文", "더 보기",
)  # fmt: skip
_AROUND: Final = (
    "story continues below", "article continues below", "sign up for our", "sign up to our",
    "sign up here", "subscribe to our", "subscribe now", "subscribe for", "get our newsletter",
    "get the newsletter", "follow us on", "join our", "join us on", "share this article",
    "share this story", "click here to", "download our app", "support our journalism",
    "all rights reserved", "copyright ©", "© 20", "© 19", "(c) 20", "(c) 19",
    "listen to this article", "(reporting by", "(writing by", "(editing by",
    "find this article at", "printed from", "send us a tip",
    "leave a comment", "log in to comment",
    "become a member", "підписуйтесь на", "підписуйтеся на", "підпишіться на",
    "слідкуйте за нами", "подписывайтесь на",
    "подпишитесь на", "следите за нами", "abonnieren sie", "melden sie sich für", "abonnez-vous",
    "inscrivez-vous", "suivez-nous", "suscríbete", "suscríbase", "síguenos", "iscriviti alla",
    "seguici", "assine nossa", "assine a", "inscreva-se", "siga-nos", "schrijf je in",
    "meld je aan", "zapisz się na", "prenumerera på", "abonnér på",
)  # fmt: skip
_ALONE: Final = (
    "advertisement advertising sponsored ad newsletter share comments subscribe реклама anzeige "
    "werbung publicité publicidad pubblicità publicidade advertentie reklama annons reklam "
    "広告 广告 광고 iklan"
)
_GATE: Final = (
    "cookie", "consent", "gdpr", "privacy", "your choices", "partners", "log in", "login",
    "sign in", "password", "subscribe", "subscriber", "captcha", "robot", "javascript",
    "access denied", "are you human", "einwilligung", "datenschutz", "anmelden", "passwort",
    "abonn", "consentement", "confidentialité", "mot de passe", "se connecter", "privacidad",
    "iniciar sesión", "contraseña", "privacidade", "senha", "informativa", "accedi", "toestemming",
    "wachtwoord", "inloggen", "zgoda", "hasło", "zaloguj", "згод", "конфіденційн", "пароль",
    "увійти", "войти", "соглас", "samtycke", "lösenord", "logga in", "çerez", "クッキー",
    "ログイン", "登录", "쿠키", "로그인",
)  # fmt: skip
_MISSING: Final = (
    "404", "page not found", "not found", "page cannot be found", "page can't be found",
    "page can’t be found", "page doesn't exist", "page doesn’t exist", "no longer available",
    "сторінку не знайдено", "страница не найдена", "seite nicht gefunden", "page introuvable",
    "page non trouvée", "página no encontrada", "pagina non trovata", "página não encontrada",
    "pagina niet gevonden", "nie znaleziono strony", "strona nie istnieje", "sidan hittades inte",
    "sidan finns inte", "siden findes ikke", "siden ble ikke funnet", "sivua ei löytynyt",
    "stránka nenalezena", "sayfa bulunamadı", "ページが見つかりません", "找不到页面",
    "페이지를 찾을 수 없", "403 forbidden", "access denied", "just a moment",
    "service unavailable", "internal server error", "bad gateway", "410 gone",
)  # fmt: skip
_BYLINE: Final = (
    "by", "text by", "photo by", "photos by", "reporting by", "writing by", "editing by", "von",
    "par", "por", "di", "door", "автор", "автори", "авторы", "autor", "tekst", "text", "foto",
)  # fmt: skip


def _opening(words: tuple[str, ...], after: str = "") -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\W{{0,4}}(?:{'|'.join(map(re.escape, longest_first))}){after}", re.I)


OPENS_A_CORRECTION: Final = re.compile(
    rf"\W{{0,4}}(?:(?:{CORRECTION})(?:\W{{0,3}}\([^()]{{1,60}}\)|[, ]{{1,2}}[^:]{{3,40}}(?=:))?"
    rf"\s*[:：—–]|(?:{AMENDED}))",
    re.I,
)
"""A paragraph that begins so says what was wrong in an article before."""
IS_AN_EDITORS: Final = re.compile(
    r"\W{0,4}(?:editors?['’]?s? note|anmerkung der redaktion|hinweis der redaktion|"
    r"note de la rédaction|nota de la redacción|nota della redazione|nota da redação|"
    r"від редакції|от редакции)",
    re.I,
)
"""What editors say of an article, be it that it was wrong or who wrote it."""
SAYS_WHAT_WAS_WRONG: Final = re.compile(
    r"correct|amend|(?:earlier|previous) version|misstat|misspell|inaccura|wrong|mistake|error|"
    r"retract|korrig|fehler|früheren|rectif|corrig|erreur|correg|errata|errore|"
    r"виправ|помил|исправ|ошиб|popraw|błąd|błęd|rättat|rettet|felaktig",
    re.I,
)
OPENS_ELSEWHERE: Final = _opening(_ELSEWHERE, r"\s*(?:[:：|›»>→…\-–—]|\.\.\.|$)")
"""What begins so leads to another article."""
IS_ELSEWHERE: Final = _opening(_ELSEWHERE, r"(?![^\W\d_])")
"""The same for what is all link."""
IS_AROUND: Final = re.compile(
    _opening(_AROUND, r"(?![^\W\d_])").pattern + rf"|(?:{'|'.join(_ALONE.split())})\W*$", re.I
)
"""What begins so, and is short, belongs to the site: advertising, a newsletter, ways to share."""
IS_A_GATE: Final = re.compile("|".join(map(re.escape, _GATE)), re.I)
"""Words of consent walls, log-in pages and the like."""
IS_MISSING: Final = re.compile(
    rf"(?:^|(?<=\W))(?:{'|'.join(map(re.escape, _MISSING))})(?![^\W_])", re.I
)
"""A page that is headed so says that there is none."""
IS_A_BYLINE: Final = _opening(_BYLINE, r"(?:\s*:\s*|\s+)(?=[^\W\d_])")
"""A short line that begins so names who wrote it."""
_SEVERAL, _ONE = (
    "|".join(re.escape(each) for each in _GOES_ON if (" " in each) == several)
    for several in (True, False)
)
GOES_ON: Final = re.compile(
    rf"(?:(?:^|(?<=\W))(?:{_SEVERAL})|(?:^|(?<=[.!?…\])»”\"|]))\W{{0,6}}(?:{_ONE}))"
    r"(?![^\W\d_])[^.!?:]{0,80}$",
    re.I,
)
"""The end of a text that goes on elsewhere: `Continue reading`."""
IS_OF_AUTHORS: Final = re.compile(
    r"\b(?:is|are|works?|writes?|covers|reports?) (?:as )?(?:an? |the |our )?(?:[\w’'-]+ ){0,5}"
    r"(?:reporter|journalist|correspondent|editor|columnist|writer|author)s?\b|"
    r"\babout the authors?\b|\b(?:ist|arbeitet als) (?:[\w-]+ ){0,5}"
    r"(?:redakteur|reporter|journalist|korrespondent)(?:in)?\b|über (?:den autor|die autorin)|"
    r"\bnewsletters?\b|\bin(?:to)? your inbox\b|\bjournalistes?\b.{0,40}\b(?:au|à|chez)\b|"
    r"кореспондент(?:ка)? (?:видання|нашого)|журналіст(?:ка)? (?:видання|нашого)|"
    r"корреспондент (?:издания|нашего)",
    re.I,
)
"""What says who wrote an article, or offers letters."""
IS_OF_AN_AUTHOR: Final = re.compile(
    r"(?:more (?:about|from|by)|(?:all|view all|see all) (?:posts|articles|stories)(?: by| from)?|"
    r"read more (?:from|by)|more (?:posts|articles|stories) by|alle artikel von|mehr von|"
    r"tous (?:les|ses) articles|ver todos los artículos|tutti gli articoli|усі матеріали|"
    r"все материалы)\b",
    re.I,
)
"""A link that begins so leads to what else an author wrote."""
