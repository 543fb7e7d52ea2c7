"""Whether quoted words still stand in the coverage letter for letter, and what is closest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import cli
from bot.backend.backend import Backend
from bot.locales.english import ENGLISH
from retrieval import Archive, UnknownAddressError
from tests.bot.telegram.test_application import asked, pressed
from tests.bot.test_cli import Nutgraf
from tests.telegram.server import Message, Reader, TelegramServer
from tests.tools.coverage_maker import archive as made

STORED = "The warehouse had stored paint and paper since 1998, said its owner."
STORY = ENGLISH.story


@pytest.fixture
def own(articles: Path, tmp_path: Path) -> Iterator[tuple[Archive, Path]]:
    """An archive over a copy of the articles, which the test may change."""
    folder = tmp_path / "own"
    folder.mkdir()
    for file in articles.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with Archive(tmp_path / "own.db") as archive:
        archive.reindex([folder])
        yield archive, folder / "harbour-later.txt"


def stored(archive: Archive) -> str:
    return archive.ask("What had the warehouse stored?", limit=1).quotes[0].address


class TestAnAddress:
    def test_whose_words_stand_gets_their_place_and_hash(self, archive: Archive) -> None:
        found = archive.verify(stored(archive))
        standing = found.standing
        assert standing
        assert found.verdict == "stands"
        assert standing.words == STORED
        assert standing.sha256 == sha256(STORED.encode()).hexdigest()
        assert standing.address.endswith(standing.sha256[:4])
        body = archive.article(standing.citation.article).body
        assert body[slice(*standing.offsets)] == STORED
        assert not standing.moved

    def test_whose_words_have_moved_says_so(self, own: tuple[Archive, Path]) -> None:
        archive, file = own
        address = stored(archive)
        text = file.read_text()
        file.write_text(
            text.replace("\n\nThe warehouse had", "\n\nA new one.\n\nThe warehouse had")
        )
        archive.reindex([file.parent])
        found = archive.verify(address)
        assert found.verdict == "stands"
        assert found.standing
        assert found.standing.moved
        assert found.standing.citation.paragraph == 3

    def test_whose_words_have_changed_shows_those_of_now(self, own: tuple[Archive, Path]) -> None:
        archive, file = own
        address = stored(archive)
        file.write_text(file.read_text().replace("paint and paper", "paint"))
        archive.reindex([file.parent])
        found = archive.verify(address)
        assert found.verdict == "changed"
        assert found.standing
        assert found.standing.words == STORED.replace("paint and paper", "paint")
        assert found.text == STORED
        assert found.standing.address != address

    def test_whose_words_have_changed_shows_what_changed_since_it_was_cited(
        self, own: tuple[Archive, Path]
    ) -> None:
        archive, file = own
        address = stored(archive)
        for old, new in (("paint and paper", "paint"), ("since 1998", "since 1989")):
            file.write_text(file.read_text().replace(old, new))
            archive.reindex([file.parent])
        found = archive.verify(address)
        assert found.verdict == "changed"
        assert found.text == STORED
        assert [(part.side, part.words.strip()) for part in found.diff if part.side != "both"] == [
            ("text", "and paper"),
            ("text", "1998"),
            ("article", "1989"),
        ]

    def test_that_no_article_has_is_an_error(self, archive: Archive) -> None:
        with pytest.raises(UnknownAddressError):
            archive.verify("k5x2m7qwzt4a-12-9f3c")

    def test_with_a_text_looks_for_it_in_that_article_alone(self, archive: Archive) -> None:
        address = stored(archive)
        assert archive.verify(address, "paint and paper").verdict == "stands"
        elsewhere = archive.verify(address, "the hospital said on Wednesday")
        assert elsewhere.standing
        assert elsewhere.standing.moved
        other = archive.verify(address, "The old bridge of Larnholm is closed to lorries")
        assert other.verdict == "differs"
        assert other.standing
        assert other.standing.citation.article == "harbour-later"


class TestAText:
    @pytest.mark.parametrize(
        "text",
        [
            STORED,
            "had stored paint and paper since",
            "“The warehouse had stored paint\n  and paper since 1998, said its owner.”",
            "on Wednesday.\n\nThe warehouse had stored",
        ],
    )
    def test_that_stands_somewhere_is_found_spaces_and_marks_around_it_aside(
        self, archive: Archive, text: str
    ) -> None:
        found = archive.verify(text=text)
        assert found.verdict == "stands"
        assert found.standing
        assert found.standing.citation.article == "harbour-later"
        body = archive.article("harbour-later").body
        assert body[slice(*found.standing.offsets)] == found.standing.words

    @pytest.mark.parametrize(
        ("text", "signs"),
        [
            ("the warehouse’s doors – all of them – were “shut”…", 5),
            ("the warehouse's doors — all of them — were «shut»...", 3),
            ("doors\u00a0- all\u00a0of them", 0),
            ("the warehouse's doors.", 1),
            ('were "shut"...', 0),
        ],
    )
    def test_that_differs_in_signs_alone_stands_with_these_named(
        self, tmp_path: Path, text: str, signs: int
    ) -> None:
        article = 'It is known that the warehouse\'s doors - all of them - were "shut"...'
        with made(tmp_path, {"a": ("Doors", article)}) as archive:
            found = archive.verify(text=text)
            assert found.verdict == "stands"
            assert len(found.signs) == signs
            assert found.standing
            assert found.standing.sentence == article
            assert archive.verify(text=text.replace("doors", "roofs")).verdict != "stands" or (
                "doors" not in text
            )

    def test_in_a_denial_is_known_as_denied(self, tmp_path: Path) -> None:
        article = "It is not true that 90 soldiers were killed, the ministry said. Ten were hurt."
        with made(tmp_path, {"a": ("War", article)}) as archive:
            for words, denied in (("90 soldiers were killed", True), ("Ten were hurt", False)):
                found = archive.verify(text=words)
                assert found.standing
                assert found.standing.denied is denied

    def test_that_stands_nowhere_gets_the_closest_words_as_a_diff(self, archive: Archive) -> None:
        found = archive.verify(text="The warehouse had stored petrol since 1989, said its owner.")
        assert found.verdict == "differs"
        assert [(part.side, part.words.strip()) for part in found.diff] == [
            ("both", "The warehouse had stored"),
            ("text", "petrol"),
            ("article", "paint and paper"),
            ("both", "since"),
            ("text", "1989"),
            ("article", "1998"),
            ("both", ", said its owner."),
        ]

    def test_of_several_paragraphs_is_compared_with_whole_articles(self, archive: Archive) -> None:
        text = (
            "Two people were hurt in the warehouse fire, the harbour master <Ida Brandt> said & "
            "confirmed. Nobody was killed. Twelve fire engines came from three towns.\n\n"
            "The cause of the blaze is unknown. The police are looking into it."
        )
        found = archive.verify(text=text)
        assert found.verdict == "differs"
        assert [part.words.strip() for part in found.diff if part.side != "both"] == [
            "hurt",
            "injured",
        ]

    @pytest.mark.parametrize("text", ["My cat sings to the moon in June", "...", "x" * 9000])
    def test_like_nothing_in_the_coverage_says_that(self, archive: Archive, text: str) -> None:
        found = archive.verify(text=text)
        assert found.verdict == "unlike"
        assert found.standing is None


@pytest.mark.usefixtures("bot")
class TestOnTelegram:
    def test_the_button_under_an_answer_checks_its_quotes_and_leads_back(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        answer = asked(telegram, ada)
        words = answer.text
        pressed(telegram, ada, answer, "…")
        pressed(telegram, ada, answer, "Proof")
        assert answer.text.startswith(
            f"1  {STORY.verdicts['stands']} Island Wire, 6 Mar 2024, said by the hospital.\nChar"
        )
        assert answer.text.count(STORY.verdicts["stands"]) == len(answer.links()) > 1
        assert len(answer.spans("code")[0]) == 64
        pressed(telegram, ada, answer, "← Back")
        assert answer.text == words

    def test_in_reply_to_an_answer_checks_its_quotes(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        answer = asked(telegram, ada)
        ada.says("/verify", reply_to=answer)
        checked = telegram.wait_for_message(ada, after=answer)
        assert checked.text.count(STORY.verdicts["stands"]) == len(answer.links())

    def test_words_that_differ_are_struck_out_and_underlined(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        checked = asked(telegram, ada, "/verify The warehouse had stored <paint> since 1998")
        assert checked.text.startswith(STORY.verdicts["differs"])
        assert checked.spans("strikethrough") == ["<", ">"]
        assert checked.spans("underline") == ["and paper"]
        assert STORY.struck in checked.text

    def test_words_that_stand_are_bold_in_their_sentence_with_who_says_it_and_what_is_not_checked(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        checked = asked(telegram, ada, "/verify “stored paint and paper”")
        assert checked.text == (
            "These words stand in Island Wire, 6 Mar 2024, said by its owner.\n"
            f"{STORED}\n{STORY.not_checked}"
        )
        assert checked.spans("bold")[-1] == "stored paint and paper"
        assert checked.buttons == [["Read on", "Proof"]]
        pressed(telegram, ada, checked, "Proof")
        proof = telegram.wait_for_message(ada, after=checked)
        assert len(proof.spans("code")[0]) == 64

    def test_one_swap_is_told_in_words(self, telegram: TelegramServer, ada: Reader) -> None:
        checked = asked(telegram, ada, "/verify paper since 1989, said its owner")
        assert checked.text == (
            f"{STORY.verdicts['differs']}\nIt says 1998, not 1989.\n"
            f"Its owner · Island Wire, 6 Mar 2024\n{STORED}"
        )
        assert checked.spans("bold")[1:] == ["1998", "1998"]
        assert checked.spans("strikethrough") == ["1989"]

    def test_an_address_is_checked_and_an_unknown_one_is_said(
        self, telegram: TelegramServer, ada: Reader, bot: Backend
    ) -> None:
        address = stored(bot.archive)
        assert STORED in asked(telegram, ada, f"/verify {address}").text
        checked = asked(telegram, ada, f"/verify {address} stored paint")
        assert checked.text.startswith(STORY.verdicts["stands"])
        unknown = asked(telegram, ada, "/verify k5x2m7qwzt4a-12-9f3c")
        assert unknown.text == ENGLISH.unknown_address

    def test_alone_it_asks_what_and_like_nothing_it_says_so(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        asking = asked(telegram, ada, "/verify")
        assert asking.text == STORY.verify_what
        sent = telegram.calls_of("sendMessage")[-1].arguments["reply_markup"]
        assert sent == {"force_reply": True, "selective": True}
        ada.says(STORED, reply_to=asking)
        checked = telegram.wait_for_message(ada, after=asking)
        assert checked.text.startswith(STORY.verdicts["stands"])
        assert asked(telegram, ada, "/verify cats in June").text == STORY.verdicts["unlike"]

    def test_in_reply_to_a_message_checks_its_words(
        self, telegram: TelegramServer, ada: Reader
    ) -> None:
        group = telegram.group("Newsroom", members=[ada])
        said = ada.says(STORED, chat=group)
        ada.says("/verify", chat=group, reply_to=said)
        checked: Message = telegram.wait_for_message(group)
        assert checked.text.startswith(STORY.verdicts["stands"])


def test_the_command_tells_by_its_exit_code_whether_the_words_stand(
    coverage: Path, archive: Archive, tmp_path: Path
) -> None:
    nutgraf = Nutgraf(tmp_path, coverage)
    shown = nutgraf.alone("verify", stored(archive), "had stored petrol since 1998", code=3)
    assert "    had stored [-petrol-] {+paint and paper+} since 1998\n" in shown.stdout
    assert "no passage has this address" in nutgraf.fails("verify", "k5x2m7qwzt4a-12-9f3c")


def test_the_command_takes_an_address_or_a_text_and_prints_for_programs(
    coverage: Path, archive: Archive
) -> None:
    def run(*arguments: str) -> Result:
        return CliRunner(env={"NUTGRAF_DATABASE": str(coverage)}).invoke(
            cli.nutgraf, ["verify", *arguments]
        )

    stands = run(stored(archive))
    assert stands.exit_code == 0
    assert stands.stdout.splitlines()[:3] == [
        f"{STORY.verdicts['stands']} Island Wire · 6 Mar 2024 · said by its owner",
        f"    {STORED}",
        STORY.not_checked,
    ]
    differs = run("--json", "--text", "had stored petrol since 1998")
    assert differs.exit_code == 3
    assert json.loads(differs.stdout)["verdict"] == "differs"
    for arguments in ((), ("--text", " "), (stored(archive), "paint", "--text", "paper")):
        assert run(*arguments).exit_code == 2
