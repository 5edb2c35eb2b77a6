import type { ActLanguage } from './act-language.ts'

/** What makes German polite, and what is left out before anything is looked for. */
export const GERMAN_ASIDES = {
  polite: `bitte|bite|bittte !um|sie|euch|ich|dich|wir
    es? wäre sehr|überaus|äußerst|wirklich|ganz|total|mir|uns? super|nett|toll|schön|gut|lieb|prima|klasse|freundlich|cool|super_nett|sehr_nett|hilfreich|eine_große_hilfe wenn <you> mir?
    es? wäre super|nett|toll|schön|gut|lieb|prima|klasse|freundlich|cool|super_nett|sehr_nett wenn
    seien sie so nett|freundlich|gut und
    sei so nett|lieb|gut und
    wäre es eventuell|vielleicht|irgendwie|wohl? möglich dass|daß sie|ihr|du|man
    seids|seiden so gut|nett|lieb|freundlich und
    ich|wir erwarte|erwarten|verlange|verlangen|fordere|fordern|möchte|möchten|will|wollen dass|daß sie|ihr|du
    könnte|kann man mir|uns please|bitte|freundlicherweise|netterweise|liebenswürdigerweise
    wärt|wärst|wären|wärn ihr|du|sie so? nett|lieb|freundlich|gut und
    wärt|wärst|wären|wärn|seid|seien|sei ihr|du|sie? please? so nett|lieb|freundlich|gut|gütig|liebenswürdig und?
    könnten|könntet|könntest|würden|würdet|würdest sie|ihr|du please? so nett|lieb|freundlich|gut sein und?
    wäre ihnen|euch|dir sehr|äußerst|wirklich? dankbar|verbunden wenn <you> mir|uns?
    pls|plz
    ich|wir wollte|möchte|wollten|möchten mal|nur? fragen|anfragen|nachfragen ob sie|ihr|du so nett|lieb|freundlich|gut wären|wärt|sind|seid|wärst und
    wäre es vielleicht|eventuell? möglich mir|uns`,
  transparent: `guten|schönen morgen
    wenn möglich|es_geht|geht|das_geht|es_möglich_ist|das_möglich_ist|sie_möchten|sie_können|du_kannst|ihr_könnt
    falls möglich|es_geht|das_geht
    so schnell wie|als möglich
    sobald wie möglich
    sobald es geht|sie_können|du_kannst
    noch einmal|mal
    ehrlich gesagt
    keiner|niemand antwortet|reagiert|meldet
    werde|bin|wohne|lebe bis auf weiteres
    bevor sie|es|er|die_bestellung|das_paket ... verschickt|versendet|versandt|ausgeliefert|verpackt wird|werden|ist
    bevor sie|es|er|die_bestellung|das_paket in? den? rausgeht|losgeht|versand geht?
    haben|habt sie? vielen|herzlichen|besten herzlichen? dank
    was soll|sollte denn? das|der_mist|der_scheiß|der_quatsch denn?
    ich|wir? habe|hab|haben euch|ihnen|schon|bereits ... mails|emails|nachrichten|briefe|dreimal|zweimal|mehrfach|mal geschrieben
    falsche|falschen|falsches hausnummer|adresse|postleitzahl|straße|ort|iban geschrieben
    ich|wir? warte|warten seit|schon ... auf eine|die|eure|ihre|ne? antwort|rückmeldung
    wenn sie|er|es|man_sie|man_ihn|man an|eingeschaltet|angemacht|angezündet|anzündet ist|wird?
    nur nachschauen|nachsehen|mal_schauen|gucken
    wie schon|bereits|eben|gerade|telefonisch|am_telefon? gesagt|besprochen|erwähnt|geschrieben|vereinbart|gewünscht|abgesprochen
    bestellung no #
    noch nicht verschickte|verschickten|versandte|versandten|versendete|gelieferte|abgeschickte
    bevor sie|es|er|die_bestellung|das_paket|die_uhr|alles das|ihr|euer|eure|ihre lager|haus|versandlager|halle verlässt
    bevor sie|es|er|die_bestellung|das_paket|die_uhr hier|bei_mir|bei_uns? ankommt|eintrifft
    bevor ihr|sie das|sie|es|die|die_bestellung|das_paket? losschickt|rausschickt|verschickt|abschickt|versendet
    falls sie|ihr welche|das|es wollen|brauchen|möchten|wollt|braucht
    falls es sie|euch|jemanden interessiert
    bestelle|bestellen ich|wir? dann? später|dann|nochmal neu|wieder|nochmal|richtig
    im system|in_der_app|in_der_sendungsverfolgung|im_tracking|bei_dhl|online steht|heißt_es geliefert|zugestellt|zugestellt_worden
    obwohl das|es so? in|auf der|eurer|ihrer beschreibung|seite|website stand|steht
    jeden tag heißt es morgen
    ich soll|solle|sollte das|es? einfach|mal|hier? hier|in_den|im|in|ins chat? schreiben
    wissen sie|wisst_ihr|weißt_du ich|wir|mein|meine|es
    so was|wat|etwas
    ob ich noch ganz bei trost|sinnen bin
    wie mir|uns|es|sie|ich|wir ... bestätigt|mitgeteilt|vereinbart|besprochen|versprochen|zugesagt hat|haben|wurde
    wie ich sehe|sehen_kann|gelesen_habe|lese
    jetzt|nun|deshalb|daher|darum hat|habe|haben|ist|sind mir|uns|eine|ein|der|die|das|mein|meine|unsere
    no amoi|amol
    steht meine|die|noch alte|falsche|die_alte|meine_alte adresse|iban|hausnummer in|auf der bestätigung|bestellung|rechnung
    habe|hab schon|bereits zweimal|dreimal|mehrmals|mehrfach|oft geschrieben
    müssen|muss|will|wollen gerade|leider|momentan|jetzt|etwas? sparen
    solange # noch bei ihnen|euch|im_lager liegt|ist
    solange sie|es|die_bestellung noch bei ihnen|euch|im_lager liegt|ist
    spedition|dhl|bote|paketbote|fahrer|zusteller|hermes|dpd|post behauptet|sagt|meint|sagte|meinte ... zugestellt|geliefert|abgegeben worden|zu_haben|hätte|hat?`,
} satisfies Partial<ActLanguage>
