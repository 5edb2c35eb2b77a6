import type { ActLanguage } from './act-language.ts'

/** How German asks that something be done. */
export const GERMAN_REQUESTS = {
  requests: `^ ich|wir <want> !nicht
    ^ ich|wir <conditional> <gladly>
    ^ ich|wir <conditional> ... <gladly>
    <want> ich|wir
    <conditional> ich|wir ... <gladly>
    und|oder <want> ... <infinitive>
    ^ ... # soll|sollen ... <participle> werden
    ^ ... # soll|sollen|muss|müssen please auf|an|zu|nach|in
    ^ ... # muss|müssen|müsste|müssten ... <participle> werden
    ^ ... # ist|sind ... zu <infinitive>
    ^ kann|darf ich|wir ... please ... <infinitive>
    ^ kann|darf ich|wir ... <infinitive> please
    erbitte|ersuche|ersuchen|beantrage|beantragen|verlange|verlangen|fordere|fordern ... <deed>|<infinitive>|neuversand|kaufpreis|betrag
    ersuche|ersuchen|fordere|fordern sie|euch|dich
    ^ will|möchte|bräuchte|brauche nur|dafür|gern|gerne|lieber|bitte|please ... <infinitive>|geld|ersatz
    wunsch|anliegen|forderung|antrag <deed>|storno|neuversand $
    ^ # ... <deed> gewünscht|erwünscht|erbeten $
    hiermit <imperative>|<want> ich|wir
    ^ ich|wir storniere|stornieren|widerrufe|widerrufen|annulliere|kündige !nicht
    ^ ich|wir trete|treten ... zurück
    ich|wir bestehe|bestehen auf
    ich|wir erwarte|erwarten ... <deed>
    bitte|bitten ... <infinitive>
    hiermit storniere|widerrufe|kündige|annulliere|trete ich|wir
    hiermit ... beantrage|storniere|fordere|verlange|bitte
    please um
    bitte um
    bitte sie|euch|dich
    please ... <infinitive>
    please ... ... <infinitive>
    # soll|sollen|muss|müssen ... in|an|nach|zu|zum|zur|auf ... # #
    please ... <final> $
    please <imperative>
    ^ für bestellung? # gilt|gelten jetzt|nun|ab_sofort|künftig|folgende|neu
    ... <infinitive> please
    <imperative> mir|uns !nicht please
    kann|darf|könnte|dürfte ich|wir please
    ^ <infinitive> sie ... please
    ^ und|i? <conditional> <gladly>
    bitten sie|euch? höflich|freundlich|herzlich|dringend|hiermit|daher|deshalb? um !entschuldigung|verständnis|geduld|auskunft|information|informationen|rückmeldung|antwort|hilfe|rat|nachsicht|stellungnahme|klärung|prüfung|rückruf|bestätigung|mitteilung|erlaubnis|zusendung
    ^ muss|müsste leider|dringend? <infinitive> $
    ^ ich|wir bestelle|bestellen ... # ... ab $
    ^ ich|wir muss|müssen ... <infinitive>
    muss|müssen ich|wir ... <infinitive>
    ^ die|das|meine|mein|unsere? <neu> <angabe> für|zu|von ... # ist|lautet ... #
    ^ die|meine|unsere? <neu> <angabe> ist|lautet ... #
    soll|sollen # please dorthin|dahin|hierhin|hierher|an|nach|zu|in
    ^ ich|wir habe|haben|hab ein|eine|ne <neu> <angabe> für|zu ... # ... #
    ^ möchte|will|würde|hätte ... <participle> haben
    ^ möchte|will|würde bestellung? # ... <infinitive>
    ^ brauche|möchte|will|bräuchte ein|eine|einen|mein|meine|die|das|den|#|ne
    ^ die|meine|eine? rückzahlung|erstattung|rückerstattung|gutschrift von|für|aus|der|bestellung|zu ... # soll|muss|möge auf|an ... #
    ^ das|mein? geld ... # ... soll|muss ... please auf ...
    ^ bestellung? # muss|soll|müsste woanders|anderswo hin
    ^ die? bestellung? # soll|muss|müsste zu|an meiner|meinem|unserer|unserem|meine|meinen|mir ...
    hiermit weise|weisen ich|wir sie an
    ^ <deed> gewünscht|erwünscht|erbeten $
    ^ neue|neuen|neues please $
    ^ anbei|hier? die|meine|unsere? <neu> <angabe> für bestellung? # ... #
    ^ ich|wir ziehe|ziehen|nehme|nehmen meine|die|unsere|meinen bestellung|auftrag # ... zurück
    ^ erstattungen|rückerstattungen|rückzahlungen|gutschriften|auszahlungen ... # ... sollen|gehen|müssen ... auf|an
    ^ ich|wir würde|würden|möchte|möchten|wollte|muss|darf|dürfte sie|euch|dich höflich|freundlich|herzlich|daher|deshalb|dringend? bitten $`,
  hopes: `^ und? ich|wir brauche|brauchen|bräuchte|bräuchten|wollte|wollten|suche|suchen eins|eine|einen|welche|etwas für|mit|ohne|in|zum|das|der|die
    ^ kann|könnte|darf|dürfte ich|wir ... mein|es|ihn|sie ... zurückbekommen|zurückhaben|wiederhaben|wiederbekommen|haben
    ^ richtig|korrekt wäre|ist|lautet ... #
    ^ es? muss|müsste|soll|sollte heißen|lauten|sein ... #`,
  commands: `^ <imperative> !el|la|los|il|lo|le|ich|wir|wird|ist|hat|wurde|war|und|worden|viele|viel|nur|krach|lärm|geräusche|flecken|sich
    ^ <infinitive> sie
    ^ # ... !<participle> <infinitive> $
    ^ ... # ... !<participle> <infinitive> $
    ^ storno bestellung? #
    ^ bestellung # storno|stornierung|erstattung|rückerstattung|rückzahlung|neuversand|geld_zurück|ersatz $
    ^ storno|stornierung|erstattung|rückerstattung für|von|der|zu #
    ^ storno|stornierung|erstattung|rückerstattung für|von|der|zu bestellung #
    ^ #? mein|das? geld zurück
    ^ bestellung? # <neu> <angabe> ... #
    ^ <neu> <angabe> ... # ... #
    ^ <wechsel> ... # ... #
    ^ bestellung? # <wechsel> ... #
    ^ <wechsel> für|zu|von|bestellung? bestellung? # $
    ^ <angabe> ... # <neu>|neu|ändern ... #
    ^ mein|das? geld ... zurück $
    ^ änderung|korrektur der|meiner|des|unserer <angabe> zu|für|von|bei|in bestellung|auftrag? #
    ^ # storno $
    ^ auftrag # storno|stornierung|erstattung|rückerstattung|rückzahlung|neuversand|geld_zurück|ersatz|vollerstattung $
    ^ bestellung # vollerstattung $
    ^ bestellung? # <angabe> ändern|anpassen|umändern|umstellen|korrigieren|aktualisieren auf|zu|in? ...
    ^ ... # ... alte|alten|falsche <angabe> ... neue|richtige|korrekte ist|lautet ... #`,
  headings: `^ <neu> <angabe>`,
  howTo: `wie|wo mache|mach|kann|könnte|muss|soll|geht|funktioniert ich|man? das|es|dies
    wie|wo kann|könnte|soll ich|man ... das|es|dies ... machen|tun|stornieren|ändern|erstatten`,
  mistaken: `falsche|falschen|falscher|falsches|fehler|verschrieben|vertippt|alte|alten ... <angabe>|stadt|straße|hausnummer|postleitzahl|plz|ort
    <angabe>|stadt|straße|hausnummer|postleitzahl|plz|ort ... falsch|fehler|verkehrt|stimmt_nicht|vertippt|verschrieben|vertan|verwechselt`,
  rights: `^ es|sie|er? muss|müsste|soll|sollte ... heißen|lauten|sein
    ^ richtig|korrekt wäre|ist|lautet
    ^ die|das? richtige|korrekte|neue <angabe>? ist|lautet|wäre
    ^ neu|neue|richtig|richtige|korrekt|korrekte|meine ist|wäre|lautet? ... #`,
  abilities: `^ <modal_you> <you> ... <infinitive>
    ^ <modal_you> <you> ... ... <infinitive> $
    ^ kannste|kanste|könntste|könnts|kunnts|kennts ... <infinitive>
    ^ kannste|kanste|könntste|könnts|kunnts|kennts ... ... <infinitive> $
    ^ <modal_you> <you> ... please
    ^ darf|dürfte|dürfen|dürften ich|wir sie|euch|dich ... bitten|ersuchen
    ^ darf|dürfte|dürfen|dürften ich|wir sie|euch|dich ... ... bitten|ersuchen`,
  bareWishes: `^ storno|stornierung|erstattung|rückerstattung|rückzahlung|neuversand|ersatz $
    ^ storno|stornierung|erstattung|rückerstattung|rückzahlung|neuversand|ersatz bestellung? # $
    ^ <neu> <angabe> $
    ^ <wechsel> $
    ^ # komplett|alles|ganz|volle? storno|stornierung|erstattung|rückerstattung|rückzahlung|neuversand|ersatz $
    ^ <neu> <angabe> für|zu|von|bei bestellung|auftrag? # $`,
} satisfies Partial<ActLanguage>
