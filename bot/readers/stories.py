"""Which stories are followed, what has been seen of them, and what is still to be delivered.

A story is the words that are followed. What is new of it is kept once, as seen, and once for each
follower, until it is delivered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from bot.readers.database import Readers
from bot.readers.owned import drop_the_unfollowed
from bot.readers.settings import Settings

LOOKED_AT = 30
_MOST_SEEN: Final = 1000  # passages of a story
_MOST_WAITING: Final = 500  # passages that a chat is still to get

PAUSE: Final = timedelta(hours=1)  # between two messages to a chat
MOST: Final = 20  # stories that a chat may follow
MOST_OF_ONE: Final = 5  # of them those of one member of a group


class Story(NamedTuple):
    """The words that are followed, under a number."""

    number: int
    words: str


class Delivery(NamedTuple):
    """A passage that a chat is still to get; `reader_id` is who follows."""

    number: int
    story: int
    words: str
    address: str


class Due(NamedTuple):
    """A chat to get something: the language it was followed in, and how its reader wants it."""

    chat_id: int
    language: str
    chosen: Settings
    topic: int = 0


class Fresh(NamedTuple):
    """What is new of a story: a passage's address and its text."""

    story: int
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Stories:
    """Followed stories in the readers' file."""

    readers: Readers

    def follow(
        self,
        chat_id: int,
        reader_id: int,
        words: str,
        known: Iterable[tuple[str, str]],
        *,
        language: str = "",
        words_of: int | None = None,
        topic: int = 0,
        most: int = MOST,
    ) -> bool:
        """Follow the words; `known` are the addresses and texts that the coverage has already.

        `language` is that of the bot's words; `words_of`: another reader, whose words they are;
        what is new goes to the topic. False where the chat follows as many as it may, or the reader
        there, who may follow `most`.
        """
        with self.readers.writing() as connection:
            connection.execute("insert or ignore into stories(words) values (?)", [words])
            (story,) = connection.execute(
                "select number from stories where words = ?", [words]
            ).fetchone()
            (others,) = connection.execute(
                "select count(*) from follows where chat_id = ? and story != ?", (chat_id, story)
            ).fetchone()
            (own,) = connection.execute(
                "select count(*) from follows where chat_id = ? and story != ? and reader_id = ?",
                (chat_id, story, reader_id),
            ).fetchone()
            if others >= MOST or own >= most:
                drop_the_unfollowed(connection)
                return False
            connection.executemany(
                "insert or ignore into seen(story, address, text) values (?, ?, ?)",
                [(story, *each) for each in known],
            )
            connection.execute(
                "insert or ignore into "
                "follows(story, chat_id, topic, reader_id, language, words_of) "
                "values (?, ?, ?, ?, ?, ?)",
                (story, chat_id, topic, reader_id, language, words_of),
            )
        return True

    def stop(self, chat_id: int, story: int, topic: int = 0) -> None:
        """Follow the story no more, in the topic and for the whole chat."""
        with self.readers.writing() as connection:
            for table in ("follows", "deliveries"):
                connection.execute(
                    f"delete from {table} where chat_id = ? and story = ? and topic in (?, 0)",
                    (chat_id, story, topic),
                )
            drop_the_unfollowed(connection)

    def who_follows(self, chat_id: int, story: int, topic: int = 0) -> list[int]:
        """Who has the story followed in the topic, or for the whole chat."""
        rows = self.readers.rows(
            "select reader_id from follows where chat_id = ? and story = ? and topic in (?, 0)",
            (chat_id, story, topic),
        )
        return [reader_id for (reader_id,) in rows]

    def leave(self, chat_id: int, topic: int) -> None:
        """Bring what was for a topic that is closed or gone to the whole chat; what was for
        somebody's direct messages to nobody."""
        with self.readers.writing() as connection:
            for table in ("follows", "deliveries"):
                if topic > 0:
                    connection.execute(
                        f"update or ignore {table} set topic = 0 where chat_id = ? and topic = ?",
                        (chat_id, topic),
                    )
                connection.execute(
                    f"delete from {table} where chat_id = ? and topic = ?", (chat_id, topic)
                )
            drop_the_unfollowed(connection)

    def drop(self, chat_id: int) -> None:
        """Follow nothing more for a chat that the bot can no longer write to."""
        with self.readers.writing() as connection:
            for table in ("follows", "deliveries"):
                connection.execute(f"delete from {table} where chat_id = ?", [chat_id])
            drop_the_unfollowed(connection)

    def prune(self) -> None:
        """Delete stories that nobody follows, and of others what is most and oldest."""
        with self.readers.writing() as connection:
            drop_the_unfollowed(connection)
            for table, whose, order, most in (
                ("seen", "story", "rowid", _MOST_SEEN),
                ("deliveries", "chat_id", "number", _MOST_WAITING),
            ):
                connection.execute(
                    f"delete from {table} where rowid in (select rowid from (select rowid, "
                    f"row_number() over (partition by {whose} order by {order} desc) as place "
                    f"from {table}) where place > ?)",
                    [most],
                )

    def of(self, chat_id: int, topic: int = 0) -> list[Story]:
        """The stories that are followed in the topic, and for the whole chat."""
        rows = self.readers.rows(
            "select distinct number, words from stories join follows on story = number "
            "where chat_id = ? and topic in (?, 0) order by words",
            (chat_id, topic),
        )
        return [Story(*row) for row in rows]

    def followed(self) -> list[Story]:
        """All stories that anyone follows."""
        rows = self.readers.rows(
            "select number, words from stories where number in (select story from follows) "
            "order by number"
        )
        return [Story(*row) for row in rows]

    def seen(self, story: int) -> list[str]:
        """The texts that are not new of the story."""
        return [
            text for (text,) in self.readers.rows("select text from seen where story = ?", [story])
        ]

    def generation(self) -> int | None:
        """That of the coverage as last looked at; None before the first look."""
        rows = self.readers.rows("select generation from looked")
        return rows[0][0] if rows else None

    def known(self, articles: Iterable[str]) -> dict[str, bytes]:
        """The digest of each of the articles that was looked at, as it was then."""
        wanted = "select article, digest from json_each(?) join known on article = value"
        return dict(self.readers.rows(wanted, [json.dumps([*articles])]))

    def looked(self, generation: int, digests: Mapping[str, bytes], fresh: Sequence[Fresh]) -> None:
        """Keep what was looked at, and what is new for each follower; all of it or nothing."""
        with self.readers.writing() as connection:
            connection.executemany("insert or ignore into seen values (?, ?, ?)", fresh)
            connection.executemany(
                "insert into deliveries(story, chat_id, topic, reader_id, address) "
                "select story, chat_id, topic, reader_id, ? from follows where story = ?",
                [(each.address, each.story) for each in fresh],
            )
            connection.executemany("insert or replace into known values (?, ?)", digests.items())
            connection.execute("delete from looked")
            connection.execute("insert into looked values (?)", [generation])

    def due(self) -> list[Due]:
        """The chats and topics to get something, none within `PAUSE`; the longest waiting first."""
        rows = self.readers.rows(
            "select deliveries.chat_id, deliveries.topic, max(coalesce(follows.language, '')), "
            "min(deliveries.number), settings.quotes, settings.language, zone, silent "
            "from deliveries join follows using (story, chat_id, topic) "
            "left join settings on settings.reader_id = deliveries.reader_id "
            "where not exists (select 1 from follows told where told.chat_id = deliveries.chat_id "
            "and told.topic = deliveries.topic and told.told_at > ?) "
            "group by deliveries.chat_id, deliveries.topic order by min(deliveries.number)",
            [self.readers.moment(ago=PAUSE)],
        )
        return [
            Due(chat_id, language, Settings(*(str(each or "") for each in chosen)), topic)
            for chat_id, topic, language, _, *chosen in rows
        ]

    def followers_in(self, chat_id: int) -> list[int]:
        """The readers who follow a story in the chat."""
        rows = self.readers.rows(
            "select distinct reader_id from follows where chat_id = ?", [chat_id]
        )
        return [reader_id for (reader_id,) in rows]

    def waiting(self, chat_id: int, topic: int = 0) -> list[Delivery]:
        """What the topic of the chat is still to get, story by story."""
        rows = self.readers.rows(
            "select deliveries.number, story, words, address from deliveries "
            "join stories on stories.number = story where chat_id = ? and topic = ? "
            "order by story, deliveries.number",
            (chat_id, topic),
        )
        return [Delivery(*row) for row in rows]

    def delivered(self, chat_id: int, numbers: Iterable[int], topic: int = 0) -> None:
        """The topic of the chat has got these, just now."""
        with self.readers.writing() as connection:
            connection.executemany(
                "delete from deliveries where number = ?", [(number,) for number in numbers]
            )
            connection.execute(
                "update follows set told_at = ? where chat_id = ? and topic = ?",
                (self.readers.moment(), chat_id, topic),
            )

    def followers(self) -> int:
        """How many chats follow anything."""
        return int(self.readers.rows("select count(distinct chat_id) from follows")[0][0])
