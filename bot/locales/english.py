"""The bot's own words in English, from which all other languages are translated."""

from __future__ import annotations

from bot.locales.operators import ENGLISH_ADMIN
from bot.locales.privacy import ENGLISH_PRIVACY
from bot.locales.screens import ENGLISH_SCREEN
from bot.locales.tables import Forms, Plural, with_examples
from bot.locales.texts import StoryTexts, Texts

_MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)

ENGLISH_STORIES = StoryTexts(
    verify="Verify",
    verify_what=(
        "Which words shall I look for? Reply with them, or write /verify in reply to a message."
    ),
    verdicts={
        "stands": "These words stand in",
        "changed": "The words at this address have changed. Now it says:",
        "differs": "These words stand nowhere. Nearest:",
        "unlike": "Nothing in the coverage is like these words.",
    },
    moved="They stand elsewhere in the article than the address says.",
    struck="Struck out: only in what was checked. Underlined: only in the article.",
    only_checked="only in what was checked",
    only_article="only in the article",
    said_by="said by {who}",
    denied="in a denial",
    sign="{given} for {there}",
    not_checked="Whether it is true, nutgraf does not check.",
    it_says="It says {there}, not {given}.",
    final_stop="the final stop aside",
    where_exactly="Characters {start} to {end} of the article, SHA-256 {sha256}",
    as_of="Only articles published by {day}; undated ones are left out.",
    changes_from="Changes are known from {day} on.",
    of_outlet="Only articles of {outlet}.",
    at_path="Only articles at {path}.",
    as_of_what="As of which day, and what? Reply with both: {example.as_of}",
    nothing={
        "nothing_by_then": "Nothing in the coverage is known to have been published by {day}.",
        "nothing_since": "Nothing about this is new since {day}.",
    },
    since="Only what is new since {day}.",
    since_asked="Only what has come in since you last asked ({time}).",
    since_what=(
        "Since when, and about what? Such as: /since {example.since}. /since alone tells what "
        "is new since you last asked."
    ),
    new_since="What is new?",
    corrected="Corrected since then:",
    was="Was:",
    is_now="Is:",
    came="Added:",
    went="Taken out:",
    timeline="Day by day: {words} · {month}",
    timeline_what="Which story? Reply with its words.",
    no_timeline="The coverage has no sentence with enough of these words.",
    month_names=_MONTHS,
    month_form="{month} {year}",
    told={"passage": "as the passage says", "article": "as the article is dated"},
    gaps=Forms(("{number} day without coverage", "{number} days without coverage")),
)


SOURCE = Texts(
    code="en",
    language="English",
    story=ENGLISH_STORIES,
    screen=ENGLISH_SCREEN,
    admin=ENGLISH_ADMIN,
    welcome=(
        "Ask about the news.\n"
        "I answer with what the articles say, word for word, and show where each sentence stands. "
        "What they do not say, I do not answer."
    ),
    help=(
        "Ask  in your own words: a name, a place, “how many”, “who says”, “yesterday”.\n\n"
        "Whose words  “{example.whose}”\n"
        "How it went on  /timeline {example.story}\n"
        "Is it verbatim?  /verify and the words\n"
        "Keep me posted  🔔 or /follow; /following\n"
        "As it was known then  /asof {example.day}\n"
        "Yours  /settings · /privacy · /mydata · /forget\n\n"
        "“{example.follow_up}” goes on from your last question; /new starts afresh. In a group: "
        "/ask."
    ),
    about_privacy=ENGLISH_PRIVACY,
    description=(
        "I answer questions about the news with the very sentences that were published, and show "
        "where they stand: outlet, day, link. What the articles do not say, I do not answer."
    ),
    short_description="Answers from news coverage, word for word, with citations.",
    commands={
        "ask": "Ask about the news",
        "says": "Ask what one party says",
        "latest": "The newest articles",
        "article": "Find an article by its words",
        "outlets": "Whose articles I have",
        "timeline": "A story day by day",
        "since": "What is new since a day, or since you last asked",
        "asof": "What could be known on a day",
        "verify": "Check words against the articles, letter for letter",
        "follow": "Be told when there is something new",
        "following": "What you follow, and how to stop",
        "new": "Start afresh, without the last question",
        "settings": "Quotes in an answer, language, time zone",
        "about": "How far the coverage goes",
        "privacy": "What I keep, and why",
        "mydata": "Get all I keep of you",
        "forget": "Delete all I keep of you",
        "feedback": "Tell those who run me",
        "help": "How to ask",
    },
    own_commands={"imprint": "Who publishes this bot", "contact": "How to reach those who run me"},
    run_by="Who runs me",
    read_as="“{written}” is not in the coverage; showing {shown}.",
    asked_day="“{written}” read as {first}.",
    asked_days="“{written}” read as {first} to {last}.",
    asked_since="“{written}” read as {first} and after.",
    asked_until="“{written}” read as up to {last}.",
    also_in_one="also in 1 other",
    also_in_several=Forms(("also in {number} other", "also in {number} others")),
    one_text=Forms(("{number} outlet, one text", "{number} outlets, one text")),
    one_text_again=Forms(("one text, {number} time", "one text, {number} times")),
    and_more=Forms(("and {number} more", "and {number} more")),
    marks={
        "headline_from_words": "no headline given",
        "headline_from_name": "headline from the file’s name",
        "day_from_name": "day from the file’s name",
        "cut": "its end is missing",
        "summary": "a summary",
        "edited": "changed on {day}",
    },
    outlets_note="The outlet notes: {words}",
    kept="Read as “{question}”. /new starts afresh.",
    score="Score {score}: {parts}",
    score_parts={
        "article": "the whole article",
        "together": "words close together",
        "names": "names",
        "cue": "has what is asked for",
        "day": "its day",
        "language": "is in your language",
        "kind": "gives the kind of thing asked for",
        "years": "speaks of these years",
        "headline": "has its headline’s names",
        "place": "its place in the article",
        "meaning": "means the same",
    },
    in_headline="{word} (in the headline)",
    more="More →",
    fewer="← Back",
    changed="The article has changed: these are no longer the words that were cited.",
    undated="no date",
    caption="caption",
    paragraph="paragraph {number} of {of}",
    page="page {number}",
    no_headline="(no headline)",
    months=_MONTHS,
    first_of_month="1",
    day_form="{day} {month} {year}",
    time_form="{day}, {at:%H:%M} UTC",
    thousand="1,000",
    ten_thousand="10,000",
    one_and_a_half="1.5",
    extent="The coverage holds {articles} ({passages}).",
    extent_dated="Its dated articles run from {oldest} to {newest}.",
    extent_one_day="Its dated articles are of {newest}.",
    extent_undated="None is dated.",
    indexed="Last changed: {time}.",
    plural=Plural("n != 1"),
    articles=Forms(("{number} article", "{number} articles")),
    passages=Forms(("{number} passage", "{number} passages")),
    refusals={
        "empty_question": "I see no question there. Ask about an event, a place or a person.",
        "no_match": "No article speaks of this.",
        "unknown_words": "Some of these words stand in no article.",
        "day_not_covered": "The articles do not reach that day.",
        "low_confidence": "No passage answers this well enough to be quoted.",
        "nearest": "Nearest in the coverage, may not answer.",
        "party_silent": "Nobody of this party is quoted on that.",
        "nothing_by_then": "Nothing was published by then.",
        "nothing_since": "Nothing about this is new since then.",
        "other_language": "The articles are not in the language of your question.",
    },
    unknown_words=Forms(("{words} stands in no article.", "{words} stand in no article.")),
    lacks="It does not say {words}.",
    nearest_inline="No sure answer: see what is nearest",
    silent_party="Nobody of {party} is quoted on that.",
    speaker_silent="Nobody of {who} is quoted on that; what others say:",
    unreached_day="The articles do not reach {day}.",
    word="“{word}”",
    and_word="and",
    or_word="or",
    did_you_mean="Did you mean one of these?",
    welcome_back="You are welcome.",
    ask_on="Ask on whenever you like.",
    nothing_cited="I have quoted nothing here yet. Please ask first.",
    no_summary="I do not summarise, I quote. /timeline tells a story day by day, /latest the news.",
    ask_what="What would you like to know? Write the question after /ask.",
    says_what="Whose words, and on what? Write as in /says {example.says}",
    unknown_party="I know no such party. I know these: {parties}.",
    no_parties="My coverage has no table of who speaks for whom, so I cannot tell.",
    only_text="I can only read text. Please type your question.",
    unknown_command="I do not know that command. Type a question, or see /help.",
    unknown_address="I cannot find that passage: its article is no longer in the coverage.",
    old_button="This button no longer works. Please ask again.",
    forgotten="I no longer know which question this answered. Please ask again.",
    nothing_indexed="I have no articles to answer from yet. Please come back soon.",
    sorry="Sorry, something went wrong on my side. Please try again.",
    not_for_you="I am sorry: I answer only those whom my operator has let in.",
    too_fast="That was fast. Please ask again in {seconds} seconds.",
    too_fast_inline="That was fast; please wait a moment",
    too_much="More messages came from here than I can answer, so I leave some out. "
    "Please wait a minute.",
    took_too_long="That takes too long to look up. Please ask in fewer words, or in others.",
    crowded="Many ask at once. Your answer comes as soon as I am through to it.",
    late="Telegram took no messages of mine for a while; what follows comes late.",
    too_long=(
        "That is too long for one question: at most {most} characters, please. Whether a long text "
        "stands in an article, /verify tells."
    ),
    afresh="Your next question starts afresh.",
    which_article="Which article? Write some of its words after /article.",
    found_articles="Articles with these words",
    no_article="No article has these words. /latest shows the newest.",
    newest="The newest articles",
    outlet="{name}: {articles}, newest {newest}",
    outlet_undated="{name}: {articles}, no date",
    no_outlet="(no outlet)",
    and_others=Forms(("and {number} other", "and {number} others")),
    settings=("Settings\nPress a line to change it. Another time zone: /settings Europe/Kyiv"),
    settings_of={
        "quotes": "Quotes in an answer: {value}",
        "language": "Language: {value}",
        "zone": "Time: {value}",
        "silent": "Silent at night: {value}",
    },
    own_language="as in Telegram",
    never="no",
    unknown_zone="I know no such time zone. Write it as in /settings Europe/Kyiv.",
    deleted_some=(
        "Deleted: {questions}, {stories}, your settings, what you asked last. Nothing of yours "
        "is left."
    ),
    deleted_none="There was nothing of yours to delete.",
    questions=Forms(("{number} question", "{number} questions")),
    stories=Forms(("{number} followed story", "{number} followed stories")),
    days=Forms(("{number} day", "{number} days")),
    feedback_what="Write what you think after /feedback.",
    feedback_kept="Thank you. Those who run me will read it, without your name.",
    thanks="Thank you.",
    follow_what="What shall I follow? Reply with its words.",
    follows=(
        "You will hear of new articles with “{words}”, at most once an hour. /following lists what "
        "you follow."
    ),
    follows_many="You follow as many stories as you can; /following stops one.",
    following="What you follow. Press to stop:",
    following_none="You follow nothing yet. Begin with /follow, or with 🔔 under an answer.",
    news_of="New about “{words}”",
    stop="Stop: {words}",
    ask_in_bot="Ask in the chat: more quotes",
    none_inline="Not in this coverage: ask in the chat",
    stats="How the bot is used",
    leaving=(
        "“{headline}” is withdrawn on {time}, for good: its page answers {status}, its outlet has "
        "taken it back.\n{url}\n\nTo keep it, on the bot's machine: nutgraf watch --keep {key}\n"
        "To withdraw it now: nutgraf withdraw {key}-1-0000"
    ),
    in_group=(
        "I answer questions about the news here. Write /ask and your question, or reply to me. "
        "{reads}"
    ),
    reads_all="Telegram shows me the other messages too, but I answer none of them.",
    reads_these="I read nothing else in this group.",
    not_yours="These buttons are for who asked, and for admins. /ask makes an answer of your own.",
    chat_opening="Type a question; /help shows what else there is, quit or Ctrl-D ends.",
    chat_help=(
        "Type a question. “{example.follow_up}”, “{example.when}” keep what you last asked about.\n"
        "/1 /2 /3              show a quote in its place, an article; ask what is offered\n"
        "/more                 more quotes, more articles\n"
        "/why 1                why this passage\n"
        "/says PARTY QUESTION  only what this party says\n"
        "/since DAY QUESTION   what is new since then; alone: since you last asked\n"
        "/asof DAY QUESTION    what could be known that day\n"
        "/timeline WORDS       a story day by day\n"
        "/verify WORDS         do they stand in an article letter for letter?\n"
        "/verify 1, /verify    does this quote, do all shown last, still stand there?\n"
        "/latest               the newest articles\n"
        "/article WORDS        find an article\n"
        "/article 1, ADDRESS   show a passage in its place\n"
        "/outlets              whose articles I have\n"
        "/new                  start afresh, without the last question\n"
        "/about                how far the coverage goes\n"
        "/help                 this message\n"
        "quit, exit            end, as does Ctrl-D"
    ),
    no_such_number="Nothing shown above has the number {number}.",
    no_more="There is no more.",
    examples={
        "says": "Russia How many died at Makiivka?",
        "since": "Monday Kakhovka dam",
        "as_of": "1 October 2022 Who controls Kherson?",
        "day": "5 Jan 2023",
        "story": "Makiivka",
        "whose": "What did Ukraine say about the Moskva?",
        "follow_up": "And in Bryansk?",
        "when": "when?",
    },
    parties={
        name: name
        for name in (
            "Ankara",
            "Belarus",
            "Beijing",
            "Berlin",
            "Britain",
            "Brussels",
            "China",
            "EU",
            "European Union",
            "France",
            "Germany",
            "Hamas",
            "IAEA",
            "Iran",
            "Israel",
            "Kiev",
            "Kremlin",
            "Kyiv",
            "London",
            "Minsk",
            "Moldova",
            "Moscow",
            "NATO",
            "Paris",
            "Pentagon",
            "Poland",
            "Red Cross",
            "Russia",
            "Turkey",
            "Türkiye",
            "UK",
            "UN",
            "US",
            "U.S.",
            "Ukraine",
            "United Kingdom",
            "United Nations",
            "United States",
            "Warsaw",
            "Washington",
            "White House",
        )
    },
)

ENGLISH = with_examples(SOURCE, SOURCE.examples)
"""As they stand over a coverage in English."""
