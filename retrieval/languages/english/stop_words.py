"""Words that say too little to be searched for."""

from __future__ import annotations

from typing import Final

STOP_WORDS: Final = frozenset(
    """
    a about above after again against all also am an and any are arent as at be because been
    before being below between both but by can cannot cant could couldnt did didnt do does doesnt
    doing dont down during each else ever few for from further get gets got had hadnt happen
    happened happening happens has hasnt
    have havent having he hed her here hers herself hes him himself his how if im in into is isnt
    it its itself ive just let lets many may me might more most much must my myself no nor not now
    of off on once only onto or other others our ours ourselves out over own per please same shall
    shant she shes should shouldnt so some such tell than that thats the their theirs them
    themselves then there theres these they theyre this those through to too under until up upon
    us very was wasnt we were werent what whats when where wheres whether which while who whom whos
    whose why will with wont would wouldnt yet you your yours yourself yourselves
    """.split()
)

LIGHT_WORDS: Final = frozenset("a an the and of that which who in on at".split())
"""Without which, or with another of which, a sentence says the same."""
