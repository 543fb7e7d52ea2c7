"""What stands before a colon at the beginning of a line, and is nobody's name."""

from __future__ import annotations

from typing import Final

NOBODY: Final = frozenset(
    "q a question answer frage antwort pregunta respuesta domanda risposta pergunta resposta "
    "pytanie odpowiedź питання відповідь запитання вопрос ответ soru cevap vraag antwoord otázka "
    "odpověď fråga svar întrebare răspuns ερώτηση απάντηση p r d f v o п з в о".split()
)
"""Those who ask and answer, unnamed."""
NO_SPEAKERS: Final = frozenset(
    "where when what why how who time date day place location venue address phone tel email price "
    "cost tickets photo photos picture video image source note notes update updated correction "
    "clarification warning score result results weather winner winners age height weight name "
    "monday tuesday wednesday thursday friday saturday sunday disclosure disclaimer pro con pros "
    "cons "
    "title published read also see more related tags category contact website url http https "
    "wann wo was wer ort zeit datum uhrzeit quelle foto fotos bild hinweis preis telefon "
    "де коли що хто час дата місце джерело фото відео адреса телефон ціна где когда что кто время "
    "место источник адрес цена dónde cuándo lugar fecha hora foto fuente où quand lieu heure "
    "dove quando luogo ora data fonte gdzie kiedy miejsce źródło zdjęcie cena".split()
)
"""What heads a line of a list."""
PARTICLES: Final = frozenset(
    "of the de del della der den des di da do dos du la le el al bin ibn van von zu zur und and y "
    "e et i і и for für pour a at in".split()
)
"""What is small in a name or a title."""
NUMBERED: Final = (
    "speaker participant voice caller guest witness juror person host reporter journalist sprecher "
    "sprecherin teilnehmer stimme zeuge intervenant locuteur voix hablante voz orador testigo "
    "relatore voce spreker mówca uczestnik świadek спікер учасник учасниця голос свідок спикер "
    "участник свидетель konuşmacı mluvčí talare vorbitor ομιλητής"
)
"""What is counted where names are not known: `Speaker 1`."""
