"""Words with which readers ask, and which no passage need have: they say nothing of the event."""

from __future__ import annotations

from typing import Final

ASKING: Final = frozenset(
    """
    account admit announce answer anything best big biggest boss cause claim comment confirm
    declare deny describe detail details difference else everything exactly explain fact facts
    first give happen head info information interview kind last latest leader list long main
    mention mentioned name named new news now number opinion people person picture point question
    quote quotes reaction real really reason remark remarks report reported say said sort speech
    state stated statement status story talk tell thing things top true truth type update version
    view way word words worst write
    """.split()
)
