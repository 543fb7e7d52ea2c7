"""Words that rules for speakers turn on: who can speak, and what parts a speaker from the rest."""

from __future__ import annotations

from typing import Final

PRONOUNS: Final = frozenset("he she they it".split())
FIRST_PERSON: Final = frozenset("i we you us me my our your".split())

PEOPLE: Final = frozenset(
    "defense defence official officials spokesman spokeswoman spokesperson spokespeople spokesmen "
    "ministry ministries agency agencies police department departments authority authorities "
    "government governments office offices staff command military army navy force forces service "
    "services administration administrations council councils committee committees commission "
    "parliament congress senate court courts company companies firm firms bank banks group groups "
    "alliance bloc union party organization organizations organisation organisations institute "
    "institution university foundation association federation team media press newspaper "
    "newspapers paper magazine outlet outlets channel channels network radio television website "
    "site sites source sources witness witnesses resident residents people person man woman men "
    "women boy girl mother father son daughter brother sister wife husband family families "
    "relatives relative parents friend friends neighbour neighbours neighbor neighbors expert "
    "experts analyst analysts critic critics observer observers activist activists scientist "
    "scientists economist economists journalist journalists blogger bloggers milblogger "
    "milbloggers propagandist lawyer lawyers attorney judge president premier chancellor minister "
    "ministers king queen prince princess pope chief chiefs head heads general generals colonel "
    "captain admiral sergeant commander commanders soldier soldiers troops serviceman servicemen "
    "veteran veterans prisoner prisoners secretary ambassador envoy diplomat diplomats delegation "
    "representative representatives senator senators lawmaker lawmakers deputy deputies mayor "
    "governor governors aide aides adviser advisers advisor advisors director chairman chairwoman "
    "chair author authors professor historian doctor doctors nurse nurses teacher teachers "
    "student students farmer farmers driver drivers worker workers employee employees owner "
    "owners founder candidate candidates opposition leader leaders leadership regime body "
    "watchdog monitor monitors mission branch unit brigade battalion regiment corps directorate "
    "operator supplier other others some many most both several supporters opponents victim "
    "victims refugee refugees volunteer volunteers survivor survivors citizen citizens civilian "
    "civilians investigator investigators prosecutor prosecutors researcher researchers reporter "
    "reporters correspondent correspondents presenter editor editors publisher coalition embassy "
    "headquarters kremlin centre center club league charity ngo think-tank intelligence inspector "
    "inspectors regulator regulators one separatist separatists militia rebels insurgents "
    "occupants occupiers counterpart speaker ombudsman commissioner contact insider insiders "
    "advocate advocates member members crew pilot pilots sailor sailors passenger passengers "
    "couple majority public airline airlines city district state states chain campaign panel "
    "faculty scholar scholars guru gurus uncle aunt warden hospital hospitals school schools "
    "giant watchdogs powers executive executives ally allies participant participants respondents "
    "tabloids athletes camp kids account accounts suspect suspects defendant defendants country "
    "countries nation nations community justice justices boss bosses agent agents sheriff guard "
    "guards teams clubs coach customer customers voters voter protester protesters demonstrators "
    "detainees hostages lady wing arm faction factions region municipality oblast militants "
    "fighters mercenary mercenaries attorneys monarch singer actor actress player players "
    "celebrity paratroopers marines sides hackers partisans guerrillas fans fan college colleges "
    "museum museums zoo management unions enforcement nonprofit nonprofits startup startups "
    "universities hospital clinic clinics store stores studio studios label band bands brand "
    "brands charities lab laboratory laboratories institution institutions institutes society "
    "church churches diocese academy bureau division county counties town towns village villages "
    "cabinet tribunal jury jurors board boards trust fund funds lobby caucus tribe tribes nations "
    "cartel gang subsidiary conglomerate chains utility utilities carrier carriers clubs bar "
    "restaurant restaurants hotel hotels casino parties camp camps administration cops officer "
    "officers deputies guest guests host hosts star stars legend icon mom dad mum kid teen teens "
    "teenager teenagers adult adults reader readers viewers viewer rider riders parishioner "
    "priest bishop bishops archbishop cardinal rabbi imam cleric clerics physician physicians "
    "surgeon surgeons paramedic paramedics firefighter firefighters chef chefs ceo cfo coo "
    "founder founders cofounder co-founder coauthor co-author entrepreneur entrepreneurs "
    "billionaire tycoon investor investors banker bankers trader traders landlord tenant tenants "
    "homeowner homeowners shopper shoppers consumer consumers patient patients bystander "
    "bystanders onlookers chaplain chaplains sheriff's prosecution defence defense plaintiff "
    "plaintiffs counsel congresswoman congressman councilman councilwoman alderman trustee "
    "trustees superintendent principal dean provost chancellor rector biologist chorus".split()
)
"""Nouns of those who can speak."""
COLLECTIVES: Final = frozenset(
    "police people staff couple family crew media team majority public press group men women "
    "children".split()
)
"""Of these, that speak in the plural too."""
ENDINGS: Final = ("ists", "ist", "men", "man", "woman", "women", "ians", "ian", "ers", "er", "ors")
"""Endings of nouns of those who can speak, mostly ..."""
NOT_PEOPLE: Final = frozenset(
    "number order letter paper power winter summer river water border offer answer matter "
    "weather numbers orders letters powers borders matters factor factors however whether "
    "over under later earlier further former latter either neither shelter shelters tanker "
    "helicopter helicopters fighter fighters freighter trailer corridor corridors chapter "
    "tower server servers error errors terror after never cover rather another".split()
)
"""... but for these."""

EVIDENCE: Final = frozenset(
    "footage image images imagery video videos photo photos photograph photographs picture "
    "pictures data record records figures statistics map maps evidence signs sign results "
    "result document documents clip clips recording recordings file files reports history "
    "research science experience polling forecasts projections models studies surveys "
    "findings numbers rumours rumors claims estimates polls tests headline headlines word "
    "words text law treaty constitution rule rules calculations schedule plan plans tradition "
    "facts".split()
)
"""What shows, but does not speak."""
WRITINGS: Final = frozenset(
    "report investigation analysis study survey poll statement assessment review research "
    "article post letter memo interview release bulletin briefing document transcript update "
    "lawsuit suit alert advisory email readout book letters statements indictment complaint "
    "filing forecast resolution communique tweet story affidavit ruling website message".split()
)
"""What speaks for who made it, where that is said."""
STATING: Final = frozenset(
    "report investigation study survey poll statement assessment review article post letter memo "
    "release document lawsuit suit alert advisory indictment complaint filing resolution plan "
    "paper communique tweet readout bulletin briefing affidavit ruling website message".split()
)
"""Of these and others, that speak where a verb of saying follows."""
POSTPOSED: Final = frozenset(
    "familiar close responsible involved present aware loyal based quoted named identified "
    "known speaking stationed affiliated allied appointed installed critical opposed".split()
)
"""What says more of those who can speak, after them."""
QUANTITIES: Final = frozenset(
    "number handful slew dozens majority all half some many most several one none each "
    "percent hundreds thousands scores couple few another two three four both lot plenty "
    "minority".split()
)
"""What stands before `of` and those who can speak."""
MAKERS: Final = frozenset("by from".split())

TIMES: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december jan feb aug sept oct nov dec "
    "today yesterday tonight overnight earlier later recently now then morning afternoon "
    "evening night day days week weeks month months year years hour hours early late mid noon "
    "midnight local time previous last next this same ago spring summer autumn winter weekend "
    "minutes".split()
)
"""Words of a time between a speaker and the verb, or before both."""
TIME_PREPOSITIONS: Final = frozenset("on in at during since until by from of the and over".split())
ADVERBS: Final = frozenset(
    "also additionally again already always even ever first further however instead just long "
    "meanwhile moreover nevertheless nonetheless often once only otherwise perhaps soon still "
    "subsequently therefore though thus too twice yet likewise meantime both all previously "
    "formerly".split()
)
NOT_ADVERBS: Final = frozenset("family italy july supply ally assembly only early hourly".split())
"""Words in -ly that are none."""
HAVE: Final = frozenset("has have had having".split())
BE: Final = frozenset("is are was were be been being am get got gets".split())
MODALS: Final = frozenset(
    "would could should might must can cannot will shall to not never n't did does do don't "
    "didn't doesn't hasn't haven't hadn't won't wouldn't couldn't nor neither without may let "
    "help".split()
)
"""Before these, nobody has said it."""
CLAUSE: Final = frozenset(
    "that because while although though when whenever if whether where whereas what whom "
    "which how why since until unless as than so after before whose but or yet except".split()
)
"""What begins a clause, so that no speaker reaches over it."""
PREPOSITIONS: Final = frozenset(
    "of in for from at with by on to near under over against about into around across between "
    "among amid despite within outside inside without during through toward towards via "
    "behind like along following per regarding besides including alongside upon".split()
)
DETERMINERS: Final = frozenset(
    "the a an this that these those his her its their our my your another each every some any "
    "no one both all several many most two three four five six seven eight nine ten".split()
)
FINITE: Final = frozenset(
    "is are was were has have had will would can could may might must should did does do made "
    "took sent began begun came went got gave held kept left lost found met put ran saw sat "
    "sold spent stood struck hit shot fell flew fought built bought brought became broke "
    "drove knew led let meant paid rose said says set shook spoke told thought won wrote fed "
    "grew heard lay rang sought threw wore cut leads gets makes takes gives goes comes seems "
    "appears remains remain continues continue plans wants needs want need isn't aren't "
    "wasn't weren't won't plan launches faces holds shows uses hopes expects begins".split()
)
"""Verbs that end the subject of a sentence; so do most words in -ed."""
_BARRED: Final = PREPOSITIONS | frozenset("the a an his its our their my your that than".split())
BARRED: Final = (
    _BARRED
    | {word.capitalize() for word in _BARRED}
    | ((FINITE | MODALS) - BE - HAVE - {"may", "no", "help"})
)
"""After these no verb tells what somebody says."""
NOUNS_IN_ED: Final = frozenset("need seed feed speed breed deed shed bed red creed weed".split())
SHORTENED: Final = frozenset(
    "mr mrs ms dr gen col lt maj sen rep gov st prof sgt capt adm brig inc corp co ltd jr sr "
    "jan feb mar apr jun jul aug sept sep oct nov dec no vs rev hon pres messrs u.s u.k u.n "
    "e.g i.e p.m a.m mt ft fig approx".split()
)
"""What a stop follows inside a sentence."""
TURNED_ON: Final = frozenset().union(
    PRONOUNS,
    FIRST_PERSON,
    TIMES,
    TIME_PREPOSITIONS,
    ADVERBS,
    HAVE,
    BE,
    MODALS,
    CLAUSE,
    PREPOSITIONS,
    FINITE,
    ("and", "or", "who"),
)
"""What rules turn on: no other word parts a name from what stands before it."""
NO_NAME: Final = PREPOSITIONS | CLAUSE | BE | HAVE | FIRST_PERSON
"""What no name of a speaker begins with."""
AFTER_NAME: Final = PREPOSITIONS | {"who", "as"}
"""What goes on after a speaker who follows the verb."""
NOT_INVERTED: Final = TIMES | CLAUSE | PREPOSITIONS
"""What follows the verb where its speaker does not."""
CHARGES: Final = frozenset(
    "blame claim claims accusation accusations allegation allegations charge charges suggestion "
    "suggestions assertion assertions idea notion responsibility report reports rumour rumours "
    "rumor rumors criticism criticisms assessment account version narrative finding findings "
    "figure figures involvement".split()
)
"""What is turned down with words."""
LOOSE_ENDS: Final = PREPOSITIONS | {"and", "or"}
"""What no name ends with."""
