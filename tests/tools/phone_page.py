"""A conversation as an HTML page in a phone's look, 390 points wide, for a headless browser."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Final, NamedTuple

from tests.telegram.html import Entity, cut, units
from tests.telegram.model import Json, Message

WIDTH: Final = 390
HEIGHT: Final = 844
TOP: Final = 56  # the chat's name
FOOT: Final = 60  # where a reader types
ROOM: Final = HEIGHT - TOP - FOOT
"""Points that a phone has for messages."""

_STYLE: Final = f"""
* {{ box-sizing: border-box; margin: 0 }}
html {{ min-height: 100%; background: #bcd6ab }}
body {{ width: {WIDTH}px; font: 16px/1.31 'Noto Sans', 'DejaVu Sans', sans-serif; color: #111 }}
header {{ height: {TOP}px; background: #f6f6f6; display: flex; align-items: center; gap: 10px;
  padding: 0 12px; border-bottom: 1px solid #ccc; font-weight: 600 }}
header i {{ width: 38px; height: 38px; border-radius: 19px; background: #5a9be0; color: #fff;
  font-style: normal; text-align: center; line-height: 38px }}
header small {{ display: block; color: #8a8f94; font-size: 12px; font-weight: 400 }}
main {{ padding: 6px 8px 10px; min-height: {ROOM}px }}
.said {{ margin: 5px 0; width: fit-content; max-width: 332px; padding: 7px 10px 6px;
  border-radius: 16px; white-space: pre-wrap; overflow-wrap: anywhere; display: flow-root }}
.me {{ background: #e1fec6; margin-left: auto; border-bottom-right-radius: 5px }}
.bot {{ background: #fff; border-bottom-left-radius: 5px; min-width: 240px; margin-bottom: 0 }}
.bot img {{ display: block; width: 332px; margin: -7px -10px 6px; border-radius: 16px 16px 0 0 }}
.said time {{ float: right; color: #9aa3a8; font-size: 11px; margin: 7px 0 0 8px }}
.reaction {{ margin: -3px 14px 6px auto; width: fit-content; background: #fff; font-size: 14px;
  border-radius: 12px; padding: 1px 8px }}
blockquote {{ border-left: 3px solid #3390ec; background: #3390ec17; border-radius: 5px;
  padding: 4px 22px 4px 8px; margin: 3px 0; font-size: 15px; position: relative }}
blockquote::before {{ content: '\\201d'; position: absolute; right: 6px; top: -1px;
  color: #3390ec; font: bold 20px serif }}
blockquote.folds {{ max-height: calc(3 * 1.31em + 8px); overflow: hidden }}
blockquote.folds::after {{ content: '\\2304'; position: absolute; right: 6px; bottom: 0;
  color: #3390ec; background: #eaf3fd }}
a {{ color: #2a7ad3; text-decoration: none }}
code {{ font: 13px 'DejaVu Sans Mono', monospace; color: #2a7ad3 }}
.keys {{ width: 332px; margin-bottom: 5px }}
.keys div {{ display: flex; gap: 3px; margin-top: 3px }}
.keys span {{ flex: 1; min-width: 0; height: 38px; line-height: 38px; padding: 0 6px;
  background: #6e8f6acc; color: #fff; font-weight: 600; font-size: 14.5px; text-align: center;
  border-radius: 8px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }}
.toast {{ margin: 10px auto; width: 332px; background: #333d; color: #fff; padding: 9px 14px;
  border-radius: 10px }}
.inline {{ background: #fff; border-radius: 12px 12px 0 0; margin-top: 200px }}
.inline p {{ padding: 10px; border-top: 1px solid #ddd; color: #333 }}
.inline p.above {{ text-align: center; color: #3390ec; font-weight: 600; border: 0 }}
.card {{ padding: 8px 12px; border-top: 1px solid #e5e5e5 }}
.card b {{ display: block; font-weight: 600; font-size: 15px; white-space: nowrap;
  overflow: hidden; text-overflow: ellipsis }}
.card small {{ color: #666; font-size: 13.5px; line-height: 1.3; display: -webkit-box;
  -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden }}
"""
_TAGS: Final = {"bold": "b", "italic": "i", "strikethrough": "s", "underline": "u", "code": "code"}


class Mine(NamedTuple):
    """What the reader writes, and the bot's reaction to it, "" for none."""

    text: str
    reaction: str = ""


class Sent(NamedTuple):
    """A message of the bot's as it stood then."""

    text: str
    entities: Sequence[Entity]
    buttons: Sequence[Sequence[str]] = ()
    photo: bytes = b""

    @classmethod
    def of(cls, message: Message) -> Sent:
        """The message as it stands now."""
        photo = base64.b64decode(message.raw) if "photo" in message.extra else b""
        return cls(message.text, list(message.entities), message.buttons, photo)


class Toast(NamedTuple):
    """What a press of a button is answered with in passing."""

    text: str


class Cards(NamedTuple):
    """What the bot offers while its name and some words are typed."""

    typed: str
    cards: Sequence[Json]
    button: str


Item = Mine | Sent | Toast | Cards


def page(items: Sequence[Item]) -> str:
    """The page; its title is the height that the conversation takes, in points."""
    return (
        f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>"
        "<header><i>n</i><div>nutgraf<small>bot</small></div></header><main><div id=all>"
        f"{''.join(_drawn(each) for each in items)}</div></main>"
        "<script>document.title = document.getElementById('all').scrollHeight</script>"
    )


def _drawn(item: Item) -> str:
    match item:
        case Mine(text, reaction):
            bubble = f"<div class='said me'>{escape(text)}<time>14:18</time></div>"
            return bubble + (f"<div class=reaction>{reaction}</div>" if reaction else "")
        case Toast(text):
            return f"<div class=toast>{escape(text)}</div>"
        case Cards(typed, cards, button):
            rows = "".join(
                f"<div class=card><b>{escape(card['title'])}</b>"
                f"<small>{escape(card['description'])}</small></div>"
                for card in cards
            )
            above = f"<p class=above>{escape(button)}</p>" if button else ""
            return f"<div class=inline>{above}{rows}<p>@nutgraf_bot {escape(typed)}</p></div>"
        case Sent():
            return _message(item)


def _message(sent: Sent) -> str:
    photo = base64.b64encode(sent.photo).decode()
    picture = f"<img src='data:image/png;base64,{photo}'>" if photo else ""
    rows = "".join(
        f"<div>{''.join(f'<span>{escape(label)}</span>' for label in row)}</div>"
        for row in sent.buttons
    )
    return (
        f"<div class='said bot'>{picture}{marked_up(sent)}<time>14:18</time></div>"
        f"<div class=keys>{rows}</div>"
    )


def marked_up(sent: Sent) -> str:
    """The message's text as HTML, by its entities."""
    spans = [(each["offset"], each["offset"] + each["length"], each) for each in sent.entities]
    cuts = sorted({0, units(sent.text), *(at for span in spans for at in span[:2])})
    opened: list[Entity] = []
    drawn = ""
    for start, end in pairwise(cuts):
        inside = [each for first, last, each in spans if first <= start and end <= last]
        inside.sort(key=lambda each: (-int(each["length"]), "blockquote" not in each["type"]))
        kept = 0
        while kept < min(len(opened), len(inside)) and opened[kept] is inside[kept]:
            kept += 1
        drawn += "".join(_tags(each)[1] for each in reversed(opened[kept:]))
        text = cut(sent.text, start, end - start)
        if opened[kept:] and any("blockquote" in each["type"] for each in opened[kept:]):
            text = text.removeprefix("\n")
        drawn += "".join(_tags(each)[0] for each in inside[kept:])
        opened = inside
        following = any(first == end and "blockquote" in each["type"] for first, _, each in spans)
        drawn += escape(text.removesuffix("\n") if following else text)
    return drawn + "".join(_tags(each)[1] for each in reversed(opened))


def _tags(entity: Entity) -> tuple[str, str]:
    kind = entity["type"]
    if "blockquote" in kind:
        folds = " class=folds" if "expandable" in kind else ""
        return f"<blockquote{folds}>", "</blockquote>"
    name = _TAGS.get(kind, "a")
    return f"<{name}>", f"</{name}>"
