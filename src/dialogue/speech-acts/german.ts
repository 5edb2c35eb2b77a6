import type { ActLanguage } from './act-language.ts'
import { GERMAN_CLASSES } from './german-classes.ts'
import { GERMAN_REQUESTS } from './german-requests.ts'

/** German, with `Sie` and `du`, and with `ae` for `ä`. */
export const GERMAN: ActLanguage = {
  classes: GERMAN_CLASSES,
  openers: `oder sondern bitte bite please hallo hi hey moin servus guten tag morgen abend sehr geehrte damen herren liebes team liebe lieber also
    so und aber dann nun jetzt nur auch noch mal einfach doch ja ok okay danke außerdem übrigens naja ach na gut
    trotzdem deshalb daher darum ausserdem zweitens erstens drittens dafür ebenfalls zudem grüß gott gruess bitteschön`,
  closers: `bitte bite please danke dankeschön vielen dank schön sehr merci thx pls plz jetzt sofort umgehend gleich schnell
    auch noch mal im voraus mfg grüße lg gruß viele liebe komplett danke_schön asap schnellstmöglich und vorab ihnen dir`,
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
    pls|plz`,
  transparent: `guten|schönen morgen
    wenn möglich|es_geht|geht|das_geht|es_möglich_ist|das_möglich_ist|sie_möchten|sie_können|du_kannst|ihr_könnt
    falls möglich|es_geht|das_geht
    so schnell wie|als möglich
    sobald wie möglich
    sobald es geht|sie_können|du_kannst
    noch einmal|mal
    ehrlich gesagt
    nur nachschauen|nachsehen|mal_schauen|gucken
    wie schon|bereits|eben|gerade|telefonisch|am_telefon? gesagt|besprochen|erwähnt|geschrieben|vereinbart|gewünscht|abgesprochen
    bestellung no #
    noch nicht verschickte|verschickten|versandte|versandten|versendete|gelieferte|abgeschickte`,
  connectives: 'und sowie dann außerdem plus',
  alternatives: 'oder',
  turns: 'aber sondern jedoch allerdings trotzdem',
  reasons: 'weil denn da wegen nachdem',
  starters: `möchte|will|hätte|brauche|würde|verlange ich|wir
    ich möchte|will|brauche|hätte|würde|habe|hab|bin|bitte|verlange|kann
    können|könnten|würden|kannst|könntest|könnt|würdest sie|du|ihr
    bitte|please <imperative>
    bitte|please <infinitive> sie
    wo|wann|wie ist|bleibt|sind|kommt|kann
    danke|dank für
    statt|anstatt|anstelle`,
  carriers: `wenn falls ob dass weil wie wo was wann warum sofern sobald und oder aber also bitte please hallo hi dann sagt sagte
    meint schrieb nicht kein keine auf_keinen_fall jetzt hiermit denn als ist sind möchte will kann das die der`,
  binders: `dass daß ob weil wie wo was wann warum welche welcher der die das den dem um zu ohne mit für von wenn falls damit
    obwohl nachdem bevor als seit`,
  bound: `zu <infinitive>
    zurückzu*|umzu*|abzu*|auszu*|nachzu*|zuzu*|einzu*|gutzu*|aufzu*`,
  negations: `nicht nich nciht ncht nix nichts kein keine keinen keinem keiner keines keien kien keinesfalls keineswegs nie niemals
    nimmer nirgends niemand niemanden ohne statt anstatt anstelle weder nein nee nö ne_danke verzichte verzichten ablehnen
    lehne lehnen unnötig unerwünscht unterlassen unterlasse unterlass absehen abzusehen abgesehen abgelehnt verzichtet kaum verbiete verbitte untersage bloß_nicht
    ausgeschlossen hinfällig nicht_mehr widerspreche weigere sparen nht nixht ncith niht`,
  bareNegations: `nein nee nö nicht doch_nicht lieber_nicht auf_keinen_fall keinesfalls niemals bloß_nicht ach_nein nein_doch_nicht
    ach_nein_doch_nicht nein_danke nein_nicht bitte_nicht please_nicht besser_nicht nicht_mehr nie nein_lieber_nicht
    ich_will_es_nicht ich_möchte_es_nicht ich_will_das_nicht ich_möchte_das_nicht auf_gar_keinen_fall keine kein
    ich_will_doch_nicht ich_möchte_doch_nicht dann_doch_nicht jetzt_doch_nicht doch_lieber_nicht`,
  interjections: 'nein nee nö ne',
  contrasts: 'nicht kein keine keinen keinem keiner ohne',
  insteads: 'statt anstatt anstelle ohne',
  corrections: 'sondern',
  beforeNot: 'seid seien sei wären wärt wärst',
  afterNot: '',
  complaints: `funktionier*|gefällt|gefallen|passt|passen|geht|läuft|leuchtet|brennt|klebt|kommt|kam|stimmt|schmeckt ... nicht|nie|nimmer
    nicht|nie|noch_nicht|nichts angekommen|gekommen|da|zufrieden|bekommen|erhalten|gut|schön|richtig|das_was|passiert
    bin|war|ist|sind ... nicht
    brauch|brauche|brauchen|mag|mögen|wollte|kann ... nicht|nicht_mehr
    nicht mehr
    nicht zum|zu|in|an|wie|mehr
    nicht so !lieb|nett|freundlich|gut|gütig|liebenswürdig`,
  failings: `<works> ... nicht
    nicht <mildly>? <works>
    nicht ... beschreibung|bild|foto|abbildung|beschriebenen? entspricht|entsprechen
    ist|sind|war|waren ... nicht <mildly>? wie|das_was_ich|was_ich|mein_geschmack|unser_geschmack|brauchbar|zu_gebrauchen|zufrieden|gerade|dicht|spülmaschinenfest|lebensmittelecht|wasserdicht
    bin|sind|waren|war ... mit ... nicht <mildly>? zufrieden
    geht|gehen|ging|gingen ... nicht <mildly>? an|aus|auf|zu|los $
    ^ nicht die|das|der|den bestellte|bestellten|richtige|richtigen|beschriebene|beschriebenen ...
    ist|sind|war|waren ... nicht lebensmittelecht|spülmaschinenfest|wasserdicht|original
    mal? nicht mehr|länger? paypal|kreditkarte|die_karte|das_alte_konto $
    soll|sollen nicht mehr|länger? auf|an meine|mein|die|das|der|dem? alte|alten|altes|bisherige? kreditkarte|karte|konto|paypal|adresse|anschrift gehen|laufen|kommen $
    ^ nicht mehr? wie_beschrieben|wie_bestellt|brauchbar|zu_gebrauchen $
    bin|sind|wohne|wohnen|lebe|leben ... nicht mehr? in|im|da|zuhause|zu_hause|daheim|hier|dort
    ^ und|aber? nicht mehr? an|auf|zu|zur|in? die|das|der|meine|meiner? alte|alten|altes|alter|bisherige|bisherigen|frühere adresse|adress|anschrift|wohnung|konto|karte|iban? $
    ^ und|aber? nicht woanders|woandershin hin? $
    ^ und|aber? nicht nach hause $
    alte|alter|altes|bisherige|frühere adresse|anschrift|konto|karte|iban|angabe ... nicht mehr? gut|gültig|aktuell|aktiv`,
  wishes: `<want>
    <conditional>
    <infinitive>
    <imperative>
    will|wollte|gewollt|interesse|nötig|erforderlich|notwendig|müssen|brauchen|sollen|soll|darf|dürfen|behalten`,
  refusals: `behalten|behalte|behält
    verzichte*
    lehne ... ab
    lassen|lass|lasst sie? die|das|den|meine|mein|alles ... <deed>
    lassen|lass|lasst sie? die|das|den ... sein|bleiben|so|in_ruhe
    so|unverändert|wie_sie_ist lassen|belassen
    vergiss|vergessen|ignorieren|ignoriere sie? ... <deed>
    <deed> ... erledigt|hinfällig|entfällt|unnötig
    hat|haben sich ... erledigt
    stornierung|erstattung|rückerstattung|änderung|umtausch ... rückgängig
    ziehe|nehme ... zurück
    storniere*|stoppen|stopp|canceln ... die|meine|den|das <deed>
    finger weg
    sehen|sehe|sieh|seht sie? ... davon? ab
    wäre|ist unnötig|schade
    wäre falsch
    es|das ist falsch`,
  cancellations: `^ stopp|stop|abbrechen|abbruch|halt|stornieren $
    ^ lass|lassen|lasst sie? es|das|gut_sein|mal $
    ^ vergiss|vergessen|vergesst sie? es|das
    ^ hat sich erledigt
    ^ egal $
    doch nicht $
    ^ nein doch nicht
    ^ storniere|storniert|brich|cancel das|es ab? $
    war|ist nur? ein? ? scherz|witz|spaß|test
    meinung geändert
    anders überlegt
    aber|jetzt|nun|dann|doch behalte|behalten
    ich behalte sie|es|ihn|das doch? $
    zurück bitte? alles $`,
  conditions: `wenn|sofern|solange|soweit|sobald
    falls !apart|off|out|down|over|short|through|asleep|into|to
    außer|es_sei_denn
    vorausgesetzt|gesetzt
    ^ angenommen
    im fall|falle
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
  past: 'habe hatte hat war waren wurde kam bekam haben',
  comparisons: `alles|etwas|irgendetwas andere|anderes|anders als
    lieber|eher|besser !als ... ... als
    bevorzuge|bevorzugen|bevorzugt ... ... gegenüber
    ziehe|ziehen|zöge ... ... vor`,
  doubts: `vielleicht|eventuell|evtl|womöglich|möglicherweise|vermutlich|wahrscheinlich|ggf|gegebenenfalls|theoretisch
    überlege|überlegen|überleg|überlegt|erwäge|denke|grüble
    frage mich
    ich glaube|glaub|schätze|vermute|denke|nehme_an
    hypothetisch
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
    ^ gibt es
    überhaupt !nicht|nichts|kein|keine|keinen
    info|infos|information|informationen|auskunft|bedingungen|hinweise|rückmeldung|antwort|anleitung
    weiß|wisst|wissen sie|ihr|du|jemand
    ^ könnte|dürfte|soll|sollte ich|man|ich_noch !please|bitte|sie|euch|dich
    ^ kann|darf man !please|bitte|sie|euch|dich
    ^ muss|müssen ich|wir|man`,
  questions: `^ <wh>
    ^ kann|darf ich|wir !please|bitte|sie|euch|dich
    ^ <aux>
    möglich $`,
  definite: `mir mich mein meine meinen meiner meinem der die das den dem sie es ihn uns unser unsere diese dieser dieses diesen alle
    alles beide`,
  pointing: 'es das dies dieses ihn ihm davon dafür damit darum dasselbe auch eins eine',
  ...GERMAN_REQUESTS,
  relatives: 'was',
  unwished: `moment|augenblick|sekunde|warten|geduld
    beachten|merken|verstehen|wissen|entschuldigen|entschuldigung|verzeihung|hilfe
    zu <infinitive> $`,
  deeds: `verschick versend versand geschick gesend geliefer geänd zugeschick abschick losschick rausschick vergüt rückvergüt erstatt rückerstatt rueck zurück geld storn cancel adress konto iban bankverb schick send liefer ersatz ersetz umtausch
    änder überweis gutschr kündig abbestell absag lampe_neu nochmal`,
  consequences: 'also daher deshalb deswegen darum drum',
  kinds: `geld erstatt rückerstatt zurück rueck gutschr überweis
    schick send verschick versend versand liefer geschick gesend geliefer zugeschick abschick losschick rausschick ersatz ersetz umtausch adress änder geänd nochmal lampe_neu
    konto iban bankverb adress änder geänd überweis geld
    storn cancel abbestell kündig zurück rueck`,
  undoings: 'storn cancel abbestell widerruf kündig absag',
  unneeded: `brauch|brauche|brauchen ... nicht|nich|nimmer|nichts|nix|weder|kein|keine|keinen
    will|wollte|wollten weder|keine|keinen
    weder ... brauche|brauchen|brauch`,
  turnedDown: `<want>|brauch ich|wir? keinen|keine|kein
    keinen|keine|kein ... <want>|brauch ich|wir $`,
  presuming: `^ wann|wo|wer
    ^ wie lange|lang|schnell
    ^ bis wann`,
  there: 'dort dorthin dahin da hin',
  dictated:
    'please tippen schreiben schreibe eingeben sagen folgende folgendes folgenden wörter worte einfügen kopieren',
  spoken: 'sagt sagte gesagt meint meinte behauptet behauptete',
  sendings:
    'verschick versend versand schick send liefer geschick gesend geliefer zugeschick abschick losschick rausschick',
  stops: 'stop stopp stoppt stoppen halt',
  givingBack: 'geld vergüt rückvergüt erstatt rückerstatt zurück rueck storn cancel abbestell widerruf gutschr',
  later: 'irgendwann|später|nächste|nächsten|nächstes',
  secondThoughts: `meinung geändert
    anders überlegt`,
}
