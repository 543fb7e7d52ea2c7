"""The verbs that say who says something, and what each needs to do so."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from retrieval.model import Stance

Need = Literal["person", "words", "quote", "blame", "of", "at"]
"""What makes a verb a report: a subject that can speak; that, and words that it reports, or only a
`quote`; that, and words or a charge to turn down (`blame`); or, after it, `of` (spoke of), or `at`
a figure (put the toll at 40)."""


class Verb(NamedTuple):
    """What a form says: its class, what it needs, and how it is inflected."""

    stance: Stance
    need: Need
    form: Literal["past", "present", "plural", "bare", "ing"]


_VERBS: Final = """
said person: say said; state stated; tell told; announce announced; explain explained; declare
 declared; comment commented; remark remarked; reiterate reiterated; caution cautioned; quip
 quipped; reply replied
said person: report reported; warn warned; stress stressed; emphasize emphasized; emphasise
 emphasised; note noted; underline underlined; underscore underscored; predict predicted; project
 projected; forecast forecast; assess assessed; suggest suggested; estimate estimated; reveal
 revealed; disclose disclosed; urge urged; testify testified; affirm affirmed; opine opined;
 recount recounted; speculate speculated; proclaim proclaimed
said words: add added; tweet tweeted; write wrote; post posted; mention mentioned; find found;
 indicate indicated; observe observed; conclude concluded; express expressed; promise promised;
 vow vowed; pledge pledged; threaten threatened; recall recalled; specify specified; clarify
 clarified; believe believed; highlight highlighted; hint hinted; imply implied; joke joked;
 lament lamented; ask asked; continue continued; respond responded; answer answered; point
 pointed; propose proposed; advise advised; inform informed; complain complained; signal
 signalled; elaborate elaborated; signal signaled; remind reminded
said words: assure assured; reassure reassured; react reacted; retort retorted; counter countered;
 exclaim exclaimed; plead pleaded; protest protested; agree agreed; reason reasoned; brag bragged;
 recommend recommended; stipulate stipulated; think thought; fear feared; read read; guess guessed;
 marvel marvelled; muse mused; scoff scoffed; shout shouted; venture ventured; ensure ensured;
 worry worried; theorize theorized; theorise theorised; reckon reckoned; hope hoped; attest attested
said quote: call called; describe described; hail hailed; dub dubbed; brand branded; slam slammed;
 blast blasted; praise praised; condemn condemned; denounce denounced; criticize criticized;
 criticise criticised; characterize characterized; characterise characterised; decry decried;
 mock mocked; tout touted; liken likened; welcome welcomed; refer referred; lambast lambasted;
 deride derided; label labelled; deem deemed; cite cited; defend defended; lash lashed
said of: speak spoke
said at: put put
claimed person: allege alleged; assert asserted; insist insisted
claimed person: claim claimed; argue argued; contend contended; accuse accused; blame blamed;
 boast boasted
claimed words: maintain maintained; purport purported
confirmed person: acknowledge acknowledged; admit admitted; confirm confirmed; concede conceded
confirmed words: verify verified; recognize recognized; recognise recognised
denied person: deny denied; refute refuted; dispute disputed
denied blame: reject rejected; dismiss dismissed; rebut rebutted; rebuff rebuffed; disavow disavowed
denied words: contradict contradicted; disagree disagreed
confirmed words: confess confessed
ordered person: order ordered; demand demanded; instruct instructed; decree decreed
"""
_PLURAL: Final = frozenset(
    "say warn argue insist suggest predict contend allege deny believe estimate".split()
)
"""Whose plain forms ("experts say") are more often reports than anything else."""
_SINGULAR: Final = _PLURAL | frozenset(
    "tell report claim note accuse blame announce explain declare admit acknowledge confirm "
    "concede add write estimate reveal assert reject urge stress believe speak put refute "
    "continue conclude recall joke promise vow threaten agree respond reply assure describe call "
    "hail dismiss warn predict maintain contradict think recommend read dispute confess "
    "reckon caution contend indicate lament condemn".split()
)
_AFTER_TO: Final = frozenset(
    "assess claim report state accuse blame criticize criticise complain emphasize stress call "
    "note speculate assert maintain express describe reiterate tell demand".split()
)
"""Whose plain forms report after "continue to" alone."""
_ING: Final = frozenset(
    "say add claim warn argue insist allege note state announce accuse blame urge report "
    "stress tell assert demand deny confirm predict suggest".split()
)


def _forms() -> dict[str, Verb]:
    found: dict[str, Verb] = {}
    for line in _VERBS.strip().replace("\n ", " ").splitlines():
        head, verbs = line.split(": ")
        stance, need = head.split()
        for verb in verbs.split("; "):
            base, past = verb.split()
            forms = {past: "past"}
            if base in _SINGULAR:
                forms[_third(base)] = "present"
            if base in _PLURAL:
                forms[base] = "plural"
            elif base in _AFTER_TO:
                forms[base] = "bare"
            if base in _ING:
                forms[f"{base.removesuffix('e')}ing"] = "ing"
            for written, form in forms.items():
                found.setdefault(written, Verb(stance, need, form))  # type: ignore[arg-type]
    return found


def _third(base: str) -> str:
    if base.endswith(("ss", "sh")):
        return f"{base}es"
    return f"{base[:-1]}ies" if base in ("deny", "reply") else f"{base}s"


_ALL: Final = _forms()
VERBS: Final = {form: verb for form, verb in _ALL.items() if verb.form != "bare"}
"""Each form, in lower case ..."""
BARE: Final = {form: verb for form, verb in _ALL.items() if verb.form == "bare"}
"""... and those that report only after "continue to"."""
BY: Final = frozenset(
    "reported claimed announced confirmed denied stated noted said acknowledged alleged "
    "disclosed revealed described rejected refuted".split()
)
"""Participles that a speaker follows: "as reported by X"."""
INVERTED: Final = frozenset(
    "said says added adds wrote writes warned warns declared noted explained claimed argued "
    "reported reports announced stated insisted recalled admitted acknowledged replied asked "
    "commented remarked continued stressed emphasized concluded told reacted retorted countered "
    "exclaimed agreed reasoned joked quipped responded observed tweeted posted cautioned "
    "confessed shouted pleaded read reads continues concludes recalls replies notes explains "
    "scoffed protested predicted lamented marvelled mused assured estimates estimated "
    "claims".split()
)
"""Verbs that stand before their subject after what they report."""
ADDRESSING: Final = frozenset("told asked warned assured reminded".split())
"""Of these, those that whom they are said to may follow."""
CONTINUING: Final = frozenset("continue continues continued continuing began begun".split())
"""What "to" and a verb of saying may follow."""
GOING_ON: Final = frozenset(
    "continue continued continues continuing agreed agrees hoped hopes".split()
)
"""Verbs that report nothing before "to"."""
TERMING: Final = frozenset(
    "called calls described describes dismissed branded labelled denounced condemned deemed".split()
)
"""Verbs that judge in one quoted word."""
QUOTED: Final = frozenset(("quoted", "cited"))
"""Of somebody who "was quoted as saying"."""
