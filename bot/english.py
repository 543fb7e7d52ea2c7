"""The bot's own words in English."""

from __future__ import annotations

from bot.texts import Texts

ENGLISH = Texts(
    welcome=(
        "Ask me about the news. I answer with the paragraphs that say it, word for word, "
        "and tell you where each stands. I write nothing of my own."
    ),
    try_one="Type a question, or try one of these:",
    help=(
        "Type a question, as you would ask a colleague.\n"
        "In a group, write /ask and the question, or reply to one of my messages.\n\n"
        "The first sentence in bold is the best answer I found, and under it stands where it is "
        "from. Below come its whole passage and other quotes. The buttons with numbers show a "
        "quote among its neighbours.\n\n"
        "When the coverage does not answer, I say so.\n\n"
        "/ask QUESTION – ask, anywhere\n"
        "/about – how far the coverage goes, and what I keep\n"
        "/help – this message"
    ),
    privacy=(
        "What I keep: for each answer the numbers of chat and message, the time, and your question "
        "with its day, so that the Back button works. It is deleted after 30 days. "
        "I keep no name, and nothing else."
    ),
    description=(
        "I answer questions about the news with the very sentences that were published, and say "
        "where each stands: headline, outlet, day, paragraph. I write nothing of my own."
    ),
    short_description="Answers from news coverage, word for word, with citations.",
    commands=(
        ("ask", "Ask about the news"),
        ("about", "How far the coverage goes, and what I keep"),
        ("help", "How to ask"),
    ),
    also="Also:",
    figures="Figures in the coverage:",
    read_as="“{written}” is not in the coverage; showing {shown}.",
    asked_day="“{written}” read as {first}.",
    asked_days="“{written}” read as {first} to {last}.",
    asked_since="“{written}” read as {first} and after.",
    asked_until="“{written}” read as up to {last}.",
    also_in_one="also in 1 other",
    also_in_several="also in {number} others",
    kept="Read with your last question: “{question}”. /new starts afresh.",
    around="Show it in its article",
    back="← Back to the answer",
    more="More →",
    fewer="← Back",
    copy="Copy citation",
    open_article="Open the article ↗",
    shortened="[… shortened]",
    changed="The article has changed: these are no longer the words that were cited.",
    undated="undated",
    caption="caption",
    paragraph="paragraph {number} of {of}",
    several_paragraphs="paragraphs {number} of {of}",
    no_headline="(no headline)",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    day_form="{day} {month} {year}",
    time_form="{day}, {at:%H:%M} UTC",
    extent="The coverage holds {articles} ({passages}).",
    extent_dated="Its dated articles run from {oldest} to {newest}.",
    extent_one_day="Its dated articles are of {newest}.",
    extent_undated="None is dated.",
    indexed="Last changed: {time}.",
    plural=lambda number: int(number != 1),
    articles=("article", "articles"),
    passages=("passage", "passages"),
    refusals={
        "empty_question": "I see no question there. Ask about an event, a place or a person.",
        "no_match": "Nothing in the coverage speaks of this.",
        "unknown_words": "The coverage never mentions some of these words.",
        "day_not_covered": "The coverage does not reach that day.",
        "low_confidence": "The coverage does not answer this surely enough for me to quote it.",
        "other_language": "The coverage is not in the language of your question.",
    },
    unknown_words="I cannot answer that: the coverage never mentions {words}.",
    unreached_day="The coverage does not reach {day}.",
    word="“{word}”",
    and_word="and",
    suggestions="What it can answer:",
    did_you_mean="Did you mean this, or one of the others?",
    ask_what="What would you like to know? Write the question after /ask.",
    only_text="I can only read text. Please type your question.",
    unknown_command="I do not know that command. Type a question, or see /help.",
    unknown_address="I cannot find that passage: its article is no longer in the coverage.",
    old_button="This button no longer works. Please ask again.",
    forgotten="I no longer know which question this answered. Please ask again.",
    nothing_indexed="I have no articles to answer from yet. Please come back soon.",
    sorry="Sorry, something went wrong on my side. Please try again.",
    chat_opening="Type a question; /help shows what else there is, Ctrl-D ends.",
    chat_help=(
        "Type a question.\n"
        "/1 /2 /3  show a quote of the last answer among its neighbours\n"
        "/about    how far the coverage goes\n"
        "/help     this message\n"
        "/quit     end (or Ctrl-D)"
    ),
    no_such_quote="The last answer has no quote {number}.",
)
