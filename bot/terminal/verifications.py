"""What became of quoted words, in the terminal."""

from __future__ import annotations

from rich.text import Text

from bot.conversation.quotations import is_denial, of_standing
from bot.locales.phrases import inside, speaker_of
from bot.terminal.screen import INDENT, Screen
from bot.terminal.words import drawn, seen, shown
from retrieval import Standing, Verification


def show_verification(screen: Screen, verification: Verification, *, label: str = "") -> None:
    """What became of quoted words, the diff, and where they stand; `label`: of which quote."""
    story, standing = screen.texts.story, verification.standing
    verdict = story.verdicts[verification.verdict]
    numbered = f"[{label}] {verdict}" if label else verdict
    if standing is None:
        screen.print(seen(numbered, "bold"))
        return
    if verification.verdict == "stands":
        _stands(screen, verification, standing, numbered)
    else:
        screen.print(seen(numbered, "bold"))
        _differs(screen, verification, standing)
    if standing.moved:
        screen.say(story.moved)
    screen.address(standing.citation, standing.address)
    start, end = standing.offsets
    where = story.where_exactly.format(start=start, end=end, sha256=standing.sha256)
    screen.print(seen(where, "dim"), indent=INDENT)


def _stands(screen: Screen, verification: Verification, standing: Standing, verdict: str) -> None:
    """That the words stand in an outlet, who says them, in the whole sentence."""
    story, who = screen.texts.story, speaker_of(standing.speaker)
    notes = [story.said_by.format(who=inside(who))] if who else []
    notes += [story.denied] if standing.denied or is_denial(standing.speaker) else []
    notes += [story.signs(verification.signs)] if verification.signs else []
    screen.print(
        Text.assemble(seen(f"{verdict} ", "bold"), screen.outlet(standing.citation, "", notes))
    )
    screen.print(shown(of_standing(standing)), indent=INDENT)
    screen.say(story.not_checked)


def _differs(screen: Screen, verification: Verification, standing: Standing) -> None:
    """The words that stand there, with the word diff where there is one."""
    story, diff = screen.texts.story, verification.diff
    colours = screen.console.is_terminal and not screen.console.no_color
    screen.print(screen.outlet(standing.citation, speaker_of(standing.speaker), ()))
    screen.print(drawn(diff, colours=colours) if diff else seen(standing.words), indent=INDENT)
    if diff:
        plain = f"[-{story.only_checked}-] {{+{story.only_article}+}}"
        screen.print(seen(story.struck if colours else plain, "italic"))
