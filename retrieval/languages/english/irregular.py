"""English words whose forms no stemmer brings together: form -> the word that stands for all."""

from __future__ import annotations

from typing import Final

_FORMS: Final = """
arise arose arisen
bear bore borne
beat beaten
become became
begin began begun
bind bound
bite bit bitten
bleed bled
blow blew blown
break broke broken
bring brought
build built
burn burnt
buy bought
catch caught
choose chose chosen choice
collide collision
come came
conclude conclusion
deal dealt
decide decision
deny denial
die dead death deaths deadly dying
dig dug
divide division
do done
draw drew drawn
drink drank drunk
drive drove driven
eat ate eaten
exclude exclusion
explode explosion explosions explosive explosives
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fly flew flown flight flights
forbid forbade forbidden
forget forgot forgotten
freeze froze frozen
give gave given
go went gone
grow grew grown growth
hang hung
hear heard
hide hid hidden
hold held
include inclusion
invade invasion invasions
keep kept
know knew known
lay laid
lead led
leave left
lend lent
lie lay lain
light lit
lose lost loss losses
make made
mean meant
mobilising mobilize mobilizes mobilized mobilizing mobilization mobilizations
meet met
pay paid
persuade persuasion
prove proven proof
provide provision
ride rode ridden
rise rose risen
run ran
say said
see saw seen
seek sought
sell sold sale sales
send sent
shake shook shaken
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
speak spoke spoken speech
spend spent
spring sprang sprung
stand stood
steal stole stolen
stick stuck
strike struck stricken
strong strength strengthen
succeed success
swear swore sworn
swim swam swum
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
understand understood
wake woke woken
wear wore worn
win won
withdraw withdrew withdrawn withdrawal withdrawals
write wrote written
man men
woman women
child children
foot feet
life lives
wife wives
half halves
person people
"""

BASE: Final = {
    form: base for base, *forms in map(str.split, _FORMS.strip().splitlines()) for form in forms
}
