import type { ActLanguage } from './act-language.ts'

/** What German says beside a request: of things, of people, of places, and of what was so until now. */
export const GERMAN_BESIDE = {
  unneeded: `verzichte|verzichten ich|wir? auf die|das|den|sie|ihn ...
    ^ <linked>? ich|wir will|möchte|wollen|möchten|mag|mögen diese|diesen|dieses ... nicht mehr haben|behalten? $
    nix|nichts davon ... brauchen|gebrauchen
    brauch|brauche|brauchen ... nicht|nich|nimmer|nichts|nix|weder|kein|keine|keinen
    will|wollte|wollten weder|keine|keinen
    weder ... brauche|brauchen|brauch
    ^ <linked>? ich|wir will|möchte|wollen|möchten|mag|mögen die|das|den|sie|#|bestellung|mein|meine ... nicht mehr haben? $
    ^ <linked>? ich|wir will|möchte|wollen|möchten|mag|mögen die|das|den|sie|#|bestellung|mein|meine ... nicht mehr behalten|haben $
    ^ <linked>? den|die|das ... will|möchte|mag|wollen|möchten ich|wir auch? nicht mehr? haben|behalten? $
    ^ <linked>? bestellung? # wird|werden nicht mehr? gebraucht|benötigt`,
  turnedDown: `<want>|brauch ich|wir? keinen|keine|kein
    keinen|keine|kein ... <want>|brauch ich|wir $`,
  anotherOne: `<want>|brauch ich|wir? keinen|keine|kein neue|neuen|neues|andere|anderen|anderes
    keine|keinen|kein neue|neuen|neues|andere|anderen|anderes|zweite|zweiten|weitere|weiteren ... <want>|brauche|brauch
    <want>|brauch ich|wir? keine|keinen|kein ersatz|umtausch|austausch|gutschein|ersatzlieferung|neulieferung|reparatur|neue|neuen|neues
    ersatz|umtausch|austausch|gutschein|ersatzlieferung|neulieferung|reparatur|neue|neuen|neues <want>|brauch ich|wir auch? nicht|keinen|keine|kein|keins
    <want> ich|wir? nichts neues
    <want> ich|wir? nicht neu $
    ^ <want>|brauch keine|keinen|kein neue|neuen|neues|ersatz|umtausch|austausch|gutschein
    ^ <want> ich|wir keine|keinen|kein ersatz|umtausch|austausch|gutschein|ersatzlieferung|neulieferung|reparatur
    ^ keine|keinen|kein ersatz|umtausch|austausch|gutschein|ersatzlieferung|neulieferung|neue|neuen please? $
    eine|einen|ein ersatzlieferung|umtausch|austausch|ersatz|gutschein|neulieferung ... <want> ich|wir nicht
    ^ und|aber? nicht um|für ein|eine|einen? neue|neuen|neues|ersatz|umtausch|andere
    eine|einen gutschrift|gutschein|oder|ersatz|umtausch ... akzeptiere|möchte|will|nehme ich|wir nicht $
    einen|eine|ein neuen|neue|neues|anderen|andere|anderes|zweiten|zweite|zweites ... <want>|brauche|brauch ich|wir auch? nicht|keinen|keine|keins
    brauche|brauch|brauchen ich|wir auch? keinen|keine|kein neue|neuen|neues`,
  anew: `die|den|das|alles ... neu
    neue|neuen|neues !adresse|anschrift|konto|iban|bankverbindung
    ersatz`,
  thisOne: 'brauche|brauchen|brauch|will|wollen diese|dieses|diesen|davon',
  tellingStarters: `der|die|das|meine * ist|sind|war|waren|kam|kamen !nicht|nie
    der|die|das|meine * <works> nicht`,
  goneAccounts: `konto|karte|kreditkarte|iban|bank|bankverbindung|paypal ... nicht|nimmer|kein|geschlossen|zu|gesperrt|abgelaufen|gekündigt|gestohlen|verloren|weg
    nicht|nimmer|kein|neues|neue|gewechselt ...!aufs konto|karte|kreditkarte|iban|bank|bankverbindung|paypal
    bank|konto gewechselt`,
  reminders: `nicht|nich vergessen|zögern !das|es|was
    vergiss|vergesst|vergessen sie? please? nicht|nich`,
  placings: `^ kann|könnte|darf|kan bestellung|das|die? paket|päckchen|uhr|bestellung? # please? an|zu|nach|auf eine|einer|meine|meiner|meinen|meinem|unsere|unserer|andere|anderer
    ^ kann|könnte|darf das_geld|die_erstattung|die_rückzahlung ... # please? auf ein|mein|unser|anderes`,
  otherAccounts: `nicht|nich|nimmer|keinesfalls mehr? please? auf|an das|dieses|jenes|mein|meine|unser|die|dem|der|diese ... konto|kontos|karte|kreditkarte|bank|bankverbindung
    nicht|nich|nimmer mehr? auf|an * $`,
  presuming: `^ wann|wo|wer
    ^ wie lange|lang|schnell
    ^ bis wann
    ^ bekomme|bekomm|kriege|krieg|erhalte ich|wir darüber|dafür|dazu|noch|dann? eine|ne? mail|email|bestätigung|nachricht|quittung|bescheid
    ^ liegt|ist|wird ... rechnung|lieferschein dabei|mit|drin|beigelegt
    ^ führt|verkauft|führen|verkaufen ihr|sie auch|eigentlich|noch
    ^ was ich möchte|will|wünsche $
    ^ was will|möchte|wünsche ich $
    ^ warum|wieso $
    ^ welche bestellung $
    ^ hallo|huhu|hi $`,
  former: `alte alter altes alten bisherige bisheriges bisherigen frühere früheren aktuelle aktuelles aktuellen jetzige jetziges
    geschlossen gekündigt gesperrt war bisher momentan derzeit`,
  statuses:
    'geliefert zugestellt in bearbeitung versandt unterwegs wird verpackt verschickt beim nachbarn im briefkasten abgegeben abgestellt',
  goals: 'soll sollen muss müssen',
  forbids: '',
  there: 'dort dorthin dahin da hin',
  spoken: 'sagt sagte gesagt meint meinte behauptet behauptete',
  dictated:
    'please tippen schreiben schreibe eingeben sagen folgende folgendes folgenden wörter worte einfügen kopieren',
  ofWords: `ernst gemeint meint meinst scherz witz spaß test testen probe beispiel muster geschichte traum spiel zitat entwurf text satz
    zeile notiz nachricht mail email chat schreiben schreibe schrieb geschrieben tippen tippe getippt sagen sage sagt sagte gesagt
    fragen frage fragt gefragt anfrage bitten gebeten auftrag wunsch wünsche entschieden entscheidung sicher einverstanden erlaubt
    erlaubnis zustimmen zugestimmt genehmigt folgt folgende folgendes nächste nächster unten oben anweisung übersetzen übersetzung
    üben übung passieren passiert getan gemacht machen tun tut gelten gilt warten
    abwarten wartet schlafen später besser sollte sollten etwas nichts ihr euch dass`,
} satisfies Partial<ActLanguage>
