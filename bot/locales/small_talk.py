"""What people say to a bot beside questions, in English, Ukrainian and Russian: tables of words.

A phrase is written without marks and capitals. A language, a kind or a phrase more is one entry
more; `bot.conversation.small_talk` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _phrases(*lines: str) -> frozenset[str]:
    return frozenset(phrase.strip() for line in lines for phrase in line.split(","))


PHRASES: Final[Mapping[str, frozenset[str]]] = {
    "thanks": _phrases(
        "thanks, thank you, thank u, thx, tnx, ty, tysm, tyvm, cheers, much appreciated",
        "appreciated, many thanks, thanks a lot, thank you so much, i appreciate it",
        "appreciate it, дякую, дуже дякую, щиро дякую, дяка, дякуємо, спасибі, спасибо",
        "большое спасибо, спс, пасиб, благодарю",
    ),
    "ok": _phrases(
        "ok, okay, okey, k, kk, oki, okie, alright, all right, fine, fair enough, got it, i see",
        "understood, noted, cool, nice, nice one, great, good, very good, well done, good job",
        "wow, awesome, perfect, excellent, amazing, brilliant, lovely, super, sweet, lol, lmao",
        "rofl, haha, hahaha, ha, ha ha, hehe, hmm, hm, mm, mhm, oh, oh no, ah, aha, omg, wtf",
        "damn, yes, yep, yeah, yup, sure, no, nope, nah, sorry, no problem, np, good to know",
        "interesting, bye, goodbye, bye bye, good night, see you, see ya, later, love it",
        "love you, and, so, good question, bad, stupid, you rock, well, whatever, never mind",
        "nevermind, nvm, ок, окей, добре, гаразд, зрозуміло, ясно, так, ні, ага, угу, супер",
        "чудово, круто, клас, класно, молодець, ого, ой, ха, хаха, ахаха, лол, бувай",
        "до побачення, на добраніч, вибач, хорошо, ладно, понятно, понял, поняла, да, нет",
        "отлично, класс, молодец, пока, до свидания, спокойной ночи, извини, ну, ясненько, норм",
        "а, і, и, та, ну і, ну и",
    ),
    "greeting": _phrases(
        "hi, hii, hello, hey, heya, hiya, yo, hello there, hi there, hey there, howdy",
        "greetings, good morning, good afternoon, good evening, good day, gm, morning, evening",
        "how are you, how are you doing, how is it going, hows it going, whats up, sup",
        "hi how are you, hello how are you, are you there, anyone there, anybody there, test",
        "testing, привіт, вітаю, добрий день, доброго дня, добрий ранок, доброго ранку",
        "добрий вечір, доброго вечора, здоров, салют, як справи, як ти, вітання, привет",
        "здравствуй, здравствуйте, добрый день, доброе утро, добрый вечер, как дела, хай",
        "who are you, what are you, who r u, what is this, whats this, what is your name",
        "whats your name, are you a bot, are you a robot, are you human, are you real",
        "are you ai, are you an ai, start, хто ти, хто ви, що ти таке, ти бот, кто ты, кто вы",
        "что ты такое, ты бот, как тебя зовут, як тебе звати",
    ),
    "help": _phrases(
        "help, help me, what can you do, what do you do, how do you work, how does this work",
        "how do i use this, how do i use you, how to use, how to use this, how does it work",
        "what can i ask, what can i ask you, what do you know, what should i ask, instructions",
        "commands, menu, допоможи, допоможіть, допомога, що ти вмієш, що ти можеш, як це працює",
        "що можна запитати, помоги, помогите, помощь, что ты умеешь, что ты можешь",
        "как это работает, что можно спросить",
    ),
    "summary": _phrases(
        "summarise, summarize, summary, tldr, tl dr, sum it up, sum up, in short, in a nutshell",
        "підсумуй, коротко, кратко, суммируй",
    ),
    "since": _phrases(
        "what is new since i last asked, whats new since i last asked, what is new since then",
        "whats new since then, anything new since i last asked, anything new since then",
        "what is new since last time, whats new since last time, anything new since last time",
        "what has changed since then, what changed since i last asked, що нового відтоді",
        "що нового з останнього разу, що змінилося відтоді, что нового с тех пор",
        "что нового с последнего раза, что изменилось с тех пор",
    ),
    "latest": _phrases(
        "whats new today, what is new today, top story",
        "latest, the latest, latest news, the latest news, news, the news, new, any news",
        "news today, todays news, the news today, news of today, news for today, whats new",
        "what is new, whats the news, what is the news, whats the latest, what is the latest",
        "any updates, updates, update, breaking news, breaking, recent news, newest, headlines",
        "top news, top stories, top headlines, todays headlines, whats the latest news",
        "what news, what is the latest news, show me the news, give me the news",
        "tell me the news, latest articles, newest articles, latest headlines, anything new",
        "what else is new, новини, останні новини, що нового, новини сьогодні",
        "новини за сьогодні, які новини, новости, последние новости, что нового",
        "новости сегодня, новости за сегодня, какие новости, свежие новости, свіжі новини",
    ),
    "source": _phrases(
        "source, sources, source link, the source, your source, whats your source, link, links",
        "what is your source, whats the source, what is the source, the link, link to it, url",
        "proof, citation, cite, reference, references, where is this from, where is it from",
        "wheres this from, where is that from, where did you get this, where did you get that",
        "where does it say that, where does it say so, says who, really, are you sure, for real",
        "seriously, is it true, is that true, is this true, is that so, is this so, article",
        "the article, send link, send the link, send me the link, give me the link",
        "give me the source, show me the source, can you send the link, can i have the link",
        "show source, which article, what article, prove it, how do you know",
        "how do you know that, according to whom, джерело, джерела, посилання, лінк, звідки це",
        "звідки, справді, серйозно, це правда, стаття, дай посилання, можна посилання",
        "дай джерело, де джерело, ти впевнений, источник, источники, ссылка, ссылку",
        "ссылку можно, линк, откуда это, откуда, правда, серьезно, это правда, точно, статья",
        "дай ссылку, можно ссылку, дай источник, где источник, ты уверен",
    ),
}
"""The kinds, each with what is said."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "thanks": (
        _words("thank thanks thankyou thx tnx tysm дякую дяка дякуємо спасибі спасибо благодарю"),
        _words(
            "you u so much very indeed lots million many your help helping reply quick of really"
        ),
    ),
    "source": (
        _words(
            "source sources link links url citation reference references джерело джерела посилання "
            "лінк источник источники ссылка ссылку"
        ),
        _words(
            "can could would you me us have get give send show tell post share need want where "
            "what whats which is are of to any an i original article here there on де яке дай "
            "дайте можна є покажи на цього где какой дайте можно есть покажи этого"
        ),
    ),
    "latest": (
        _words("news latest newest headlines updates update новини новин новости новостей нового"),
        _words(
            "what whats is are there any show me give us tell today todays now new recent breaking "
            "top stories of in on morning day have you got do i s які останні сьогодні покажи дай "
            "що є свіжі какие последние сегодня покажи что есть свежие"
        ),
    ),
    "summary": (
        _words("summarise summarize summary tldr recap підсумуй підсумок коротко резюме итог"),
        _words("can could you me give us article story in short tl dr of мені мне"),
    ),
}
"""For a kind, the words of which one is there, and those that may stand beside it."""

FILLERS: Final = frozenset(
    "please pls plz bot dear sir man mate bro dude friend guys all everyone again very much so "
    "a lot for that this it the answer info information help quick fast you then now anyway "
    "also too and but my nutgraf будь ласка бот друже всім дуже за відповідь пожалуйста всем "
    "очень ответ большое тебе вам".split()
)
"""What may stand around a phrase without changing it."""

CLAIM_CHECK: Final = frozenset(
    "is are was were been has have had happen happened news yet for with an u he she his her "
    "factcheck fact-check debunk dis still whats did does this that it these those so really "
    "true false right correct real fake legit accurate check verify fact facts confirm "
    "confirmed please pls can could you do we know source sources proof link about any truth to "
    "in what the a claim of they anyone somebody someone hey hi hello who says said say it's "
    "that's isn't isnt not or lie lying bs evidence правда це ця то чи справді так перевір "
    "перевірте факт брехня фейк джерело хто каже сказав это эта ли действительно проверь "
    "проверьте ложь источник кто сказал говорит".split()
)
"""Words that ask after a message that is pointed at, and add nothing to it."""

CLAIM_CORE: Final = frozenset(
    "true false right correct real really fake legit accurate check verify fact facts confirm "
    "factcheck fact-check debunk dis happen happened confirmed source sources proof link truth "
    "claim this that it these so lie lying bs evidence правда це то справді перевір перевірте "
    "факт брехня фейк джерело это действительно проверь проверьте ложь источник".split()
)
"""Of these one is among them."""
