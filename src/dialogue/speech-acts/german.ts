import type { ActLanguage } from './act-language.ts'
import { GERMAN_ASIDES } from './german-asides.ts'
import { GERMAN_BESIDE } from './german-beside.ts'
import { GERMAN_CLASSES } from './german-classes.ts'
import { GERMAN_QUESTIONS, ONLY_WITH } from './german-questions.ts'
import { GERMAN_REFUSALS } from './german-refusals.ts'
import { GERMAN_REQUESTS } from './german-requests.ts'
import { GERMAN_RETRACTIONS } from './german-retractions.ts'

/** German, with `Sie` and `du`, and with `ae` for `ä`. */
export const GERMAN: ActLanguage = {
  classes: GERMAN_CLASSES,
  openers: `yo oder sondern bitte bite please hallo hallöchen grüezi gruezi salü hoi hi hey moin servus guten tag morgen abend sehr geehrte damen herren liebes team liebe lieber also
    so und aber dann nun jetzt nur auch noch mal einfach doch ja ok okay danke außerdem übrigens naja ach na gut
    trotzdem deshalb daher darum ausserdem zweitens erstens drittens dafür ebenfalls zudem grüß gott gruess bitteschön`,
  closers: `bitte bite please danke dankeschön vielen dank schön sehr merci thx pls plz jetzt sofort umgehend gleich schnell
    auch noch mal im voraus mfg grüße lg gruß viele liebe komplett danke_schön asap schnellstmöglich und vorab ihnen dir`,
  ...GERMAN_ASIDES,
  connectives: 'und sowie dann außerdem plus',
  alternatives: 'oder',
  turns: 'aber sondern jedoch allerdings trotzdem',
  reasons: 'weil denn da wegen nachdem',
  starters: `möchte|will|hätte|brauche|würde|verlange ich|wir !nicht|auch|keine|keinen|keins|nichts
    ich möchte|will|brauche|hätte|würde|habe|hab|bin|bitte|verlange|kann
    können|könnten|würden|kannst|könntest|könnt|würdest sie|du|ihr
    bitte|please <imperative>
    bitte|please <infinitive> sie
    wo|wann|wie ist|bleibt|sind|kommt|kann
    danke|dank für
    statt|anstatt|anstelle
    wir möchten|wollen|hätten|würden|brauchen|bitten`,
  carriers: `wenn falls ob dass weil wie wo was wann warum sofern sobald und oder aber also bitte please hallo hi dann sagt sagte
    meint schrieb nicht kein keine auf_keinen_fall jetzt hiermit denn als ist sind möchte will kann das die der`,
  binders: `dass daß ob weil wie wo was wann warum welche welcher der die das den dem um zu ohne mit für von wenn falls damit
    obwohl nachdem bevor als seit`,
  bound: `zu <infinitive>
    zurückzu*|umzu*|abzu*|auszu*|nachzu*|zuzu*|einzu*|gutzu*|aufzu*`,
  ...GERMAN_REFUSALS,
  ...GERMAN_QUESTIONS,
  retractions: GERMAN_RETRACTIONS,
  ...GERMAN_BESIDE,
  conditions: `${ONLY_WITH}
    aus reiner|purer|bloßer|lauter? neugier|neugierde|interesse
    interessehalber|spaßeshalber
    nur|bloß mal? so|kurz|mal? gefragt
    ^ ich? frage|frag für meine|meinen|nen|ne|einen|eine|jemand|jemanden
    an meiner|unserer stelle
    ^ ich|wir sage|sag|sagen|behaupte nicht
    ^ geht|ginge|klappt|kann|könnte das|es ... noch|überhaupt|nachträglich|eigentlich|jeder
    das klären|überlegen|besprechen|entscheiden ich|wir|mein|meine
    das klingt|hieße
    gebe|geb ihnen|euch|dir|dann|noch? bescheid
    ^ käme|müsste|ginge|bekäme|brächte|gäbe|schickte ich|wir|es|man|die|der|das
    ^ solltet|sollten ihr|wir je|jemals
    konkurrenz schreib|schreibe|sag|sage|tipp|tippe ich
    füße|füsse noch? still
    im notfall|ernstfall|zweifel|zweifelsfall
    im schlimmsten|äußersten fall|falle
    notfalls|schlimmstenfalls
    wenn|sofern|solange|soweit|sobald
    falls !apart|off|out|down|over|short|through|asleep|into|to
    außer|es_sei_denn
    vorausgesetzt|gesetzt
    ^ angenommen
    im|für_den fall|falle
    unter der bedingung
    ^ sollte|sollten <someone>|ich|wir|die|der|das|mein|meine|#|bestellung|paket
    nur wenn|falls|sobald
    ^ kommt|ist|wird|sind|kommen|trifft|geht <someone>|die|der|das|mein|meine|#|bestellung|paket ... nicht|kein|keine
    erst|zuerst|vorher ... fragen|frag|fragt|prüfen|klären|abwarten|warten
    bevor sie|ihr|du
    nachdem ... habe|haben|hat|bin|ist
    je nachdem
    bis auf weiteres`,
  times: `nachdem ich|sie|es|#
    bevor ich|wir`,
  past: 'habe hab hatte hat war waren wurde kam bekam haben',
  comparisons: `welches|welche|was von beiden|dreien|den|diesen
    was|welches|welche ist|wäre|geht|ginge besser|schneller|einfacher|günstiger|klüger|schlauer
    <modal_you> <you> ... oder ist|sind|geht|muss|müssen|wäre|nur|erst|lieber|nicht|eher|nachbessern
    wollte|wollten ...!please aber
    entweder ... oder
    alles|etwas|irgendetwas andere|anderes|anders als
    lieber|eher|besser !als ... ... als
    bevorzuge|bevorzugen|bevorzugt ... ... gegenüber
    ziehe|ziehen|zöge ... ... vor`,
  doubts: `unter irgendwelchen|bestimmten|gewissen|besonderen umständen|umstände|bedingungen|voraussetzungen
    <modal_you> <you> ...!please prinzipiell|grundsätzlich|jederzeit
    auf irgendeine|irgendeinem weg|weise|art
    vielleicht|eventuell|evtl|womöglich|möglicherweise|vermutlich|wahrscheinlich|ggf|gegebenenfalls|theoretisch
    eigentlich|ursprünglich|zuerst wollte|wollten|hatte|hatten ich|wir
    ich|wir wollte|wollten eigentlich|ursprünglich|zuerst
    überlege|überlegen|überleg|überlegt|erwäge|denke|grüble
    frage mich
    ich glaube|glaub|schätze|vermute|denke|nehme_an
    hypothetisch
    ^ ich|wir dachte|dachten|glaubte|glaubten|überlegte|überlegten $
    ob ich
    weiß|weiss|bin nicht|unsicher
    unsicher|unentschlossen
    hätte|hätten ... sollen|können|müssen|wollen|fast|beinahe
    könnte ich !please|bitte
    ich könnte
    mal sehen
    !guten ... morgen $
    würde ...!gern|gerne|lieber zurückgeben|stornieren|erstatten !haben|lassen|gern|gerne`,
  reporting: `sagt|sagte|gesagt|schreibt|schrieb|geschrieben|meint|meinte|behauptet|behauptete|empfiehlt|empfahl|antwortet|antwortete|riet|rät
    soll|sollte ich ... schreiben|sagen|tippen|eingeben|erstatten|stornieren|lassen
    ich soll|solle
    steht|stand ... dass
    steht|stand ... in|im|auf dem|der|den|einer|einem|ihrer|eurer|meiner? <source>
    in|im|auf ... <source> ... steht|stand|heißt
    zum beispiel
    z.b|bsp|beispielsweise
    laut|gemäß der|dem|meiner|meinem|ihrer|ihrem
    bat|bittet|möchte|will mich|dass_ich
    bedeutet|heißt|bedeuten
    hat|hatte|haben mein|meine|unser|unsere ... gefragt|vorgeschlagen
    klebt|liegt|hängt|steht|stehts|stand ... zettel|karte|notiz
    verstanden please|bitte
    in|auf die|der suche|suchleiste|suchfeld ... getippt|eingegeben
    hatte|habe|hab ich gedacht|überlegt
    denkt|glaubt|verlangt !ihr`,
  speakers: 'kunde kundin nutzer betreff aw wg re test beispiel mann frau chef sie er mitarbeiter',
  reports: `^ danke|dank|merci ihnen? für|dass|das
    ^ ich|wir|sie|ihr|du|er|es|man habe|hab|haben|hatte|hatten|habt|hast|hat
    ^ habe|hab|hatte ... <participle>
    ^ ihr|mein|meine|der|die|das|jemand|ihre|unser|unsere ... hat|haben|hatte|wollte|wurde|war|ist|sind
    ^ # wurde|ist|war|hat
    # haben|habt|hat|hast|habe|hab|hatte|hatten ... <participle>
    wurde|wurden|worden
    ^ gestern|vorgestern|letzte|letzten|neulich|heute ... habe|hab|hat|hatte`,
  askings: `^ <wh>
    ^ <before_wh> <asked_which>
    <modal_you> <you> ... <tell>|nachsehen|nachschauen
    <tell> sie|mir|uns ... <wh>|wie|ob
    please <tell> ...
    <tell> sie|mir|uns
    möchte|wollte|will|würde|muss|hätte ... <know>
    wollte|wollten nur? ... fragen|wissen|nachfragen
    frage|fragen zu|zur|zum|wegen|bezüglich|über|nach
    habe|hab|hätte ... frage
    brauche|brauch|bräuchte|benötige ... hilfe
    ist|wäre es|das möglich
    geht das|es
    ^ gibt es !nicht_mehr|seit
    überhaupt !nicht|nichts|kein|keine|keinen
    info|infos|information|informationen|auskunft|bedingungen|hinweise|rückmeldung|antwort|anleitung
    weiß|wisst|wissen sie|ihr|du|jemand
    ^ könnte|dürfte|soll|sollte ich|man|ich_noch !please|bitte|sie|euch|dich
    ^ kann|darf man !please|bitte|sie|euch|dich
    ^ muss|müssen ich|wir|man`,
  questions: `^ <wh>
    ^ kann|darf ich|wir !please|bitte|sie|euch|dich
    ^ <aux> !als|zwar|eben|halt|heute|morgen|für|leider|nur|verloren|ungeöffnet|unbenutzt|kaputt|defekt|zu|viel|beschädigt|zerbrochen|gebrochen|total|völlig|komplett|einfach
    möglich $`,
  definite: `mir mich mein meine meinen meiner meinem der die das den dem sie es ihn uns unser unsere diese dieser dieses diesen alle
    alles beide des dös dat`,
  pointing: 'es das dies dieses ihn ihm davon dafür damit darum dasselbe auch eins eine',
  ...GERMAN_REQUESTS,
  relatives: 'was',
  unwished: `^ please? als|per|via * $
    moment|augenblick|sekunde|warten|geduld
    beachten|merken|verstehen|wissen|entschuldigen|entschuldigung|verzeihung|hilfe
    zu <infinitive> $`,
  deeds: `verschick versend versand geschick gesend geliefer geänd zugeschick abschick losschick rausschick vergüt rückvergüt erstatt rückerstatt rueck zurück geld storn cancel adress konto iban bankverb schick send liefer ersatz ersetz umtausch
    änder überweis gutschr kündig abbestell absag lampe_neu nochmal neuliefer ersatzliefer`,
  consequences: 'also daher deshalb deswegen darum drum',
  kinds: `geld erstatt rückerstatt zurück rueck gutschr überweis
    schick send verschick versend versand liefer geschick gesend geliefer zugeschick abschick losschick rausschick ersatz ersetz umtausch adress änder geänd nochmal lampe_neu
    konto iban bankverb adress änder geänd überweis geld
    storn cancel abbestell kündig zurück rueck`,
  undoings: 'zurücktret trete rücktritt storn cancel abbestell widerruf kündig absag aufheb abbrech',
  wishLabels: `wunsch mein_wunsch unser_wunsch gewünscht erbeten was_ich_möchte was_ich_will was_wir_möchten
    ich_möchte lösung gewünschte_lösung`,
  reasonLabels: 'grund der_grund begründung warum weil problem das_problem fehler mangel ursache zustand',
  sendings:
    'verschick versend versand schick send liefer geschick gesend geliefer zugeschick abschick losschick rausschick',
  headingWords: `bestellung bestellungen auftrag betreff betrifft betr bezüglich zu zur wegen nummer nr no bestellnummer erstattung
    rückerstattung storno stornierung retoure umtausch kurz kurze kleine zwei drei sache sachen dinge bitten anliegen änderung`,
  languageVerbs: `^ können|könnten|könntest|kannst|könnt? sie|du|ihr? bitte? übersetz*|wiederhole|wiederholen_sie|wiederhol|umformulier*|paraphrasier*|klassifizier*|kategorisier*|lektorier*|korrekturlesen|benenne|betitle|verschlagworte
    ^ können|könnten|könntest|kannst|könnt? sie|du|ihr? bitte? fasse|fass|fassen_sie ... zusammen
    ^ können|könnten|könntest|kannst|könnt? sie|du|ihr? bitte? formuliere|formulier|formulieren_sie|schreibe|schreib|schreiben_sie ... um|neu|anders
    ^ können|könnten|könntest|kannst|könnt? sie|du|ihr? bitte? lies|lesen_sie ... korrektur
    ^ ... übersetzen|zusammenfassen|umformulieren|korrekturlesen $
    rechtschreibung prüfen|korrigieren
    prüfe|prüf|korrigiere|prüfen_sie|korrigieren_sie ... rechtschreibung|grammatik
    titel|überschrift|schlagwort|schlagworte|betreffzeile für|zu|von`,
  stops: 'stop stopp stoppt stoppen halt',
  keepings: 'behalt behält',
  givingBack:
    'überweis geld vergüt rückvergüt erstatt rückerstatt zurück rueck storn cancel abbestell widerruf gutschr kaufpreis betrag eur preis € wiederhab wiederbekomm wiedergeb kohle',
  later: 'irgendwann|später|nächste|nächsten|nächstes',
  secondThoughts: `meinung geändert
    anders überlegt`,
}
