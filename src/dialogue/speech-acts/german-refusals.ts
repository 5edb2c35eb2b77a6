import type { ActLanguage } from './act-language.ts'

/** How German denies, refuses and calls off. */
export const GERMAN_REFUSALS = {
  negations: `nicht nich nciht ncht nix nichts kein keine keinen keinem keiner keines keien kien keinesfalls keineswegs nie niemals
    nimmer nirgends niemand niemanden ohne statt anstatt anstelle weder nein nee nö ne_danke verzichte verzichten ablehnen
    lehne lehnen unnötig unerwünscht unterlassen unterlasse unterlass absehen abzusehen abgesehen abgelehnt verzichtet kaum verbiete verbitte untersage bloß_nicht
    ausgeschlossen hinfällig nicht_mehr widerspreche weigere sparen nht nixht ncith niht keins`,
  bareNegations: `nein nee nö nicht doch_nicht lieber_nicht auf_keinen_fall keinesfalls niemals bloß_nicht ach_nein nein_doch_nicht
    ach_nein_doch_nicht nein_danke nein_nicht bitte_nicht please_nicht besser_nicht nicht_mehr nie nein_lieber_nicht
    ich_will_es_nicht ich_möchte_es_nicht ich_will_das_nicht ich_möchte_das_nicht auf_gar_keinen_fall keine kein
    ich_will_doch_nicht ich_möchte_doch_nicht dann_doch_nicht jetzt_doch_nicht doch_lieber_nicht`,
  interjections: 'nein nee nö ne',
  contrasts: 'nicht kein keine keinen keinem keiner ohne',
  insteads: 'statt anstatt anstelle ohne',
  corrections: 'sondern',
  places: 'an auf nach in zu zum zur',
  beforeNot: 'seid seien sei wären wärt wärst',
  afterNot: '',
  complaints: `funktionier*|gefällt|gefallen|passt|passen|geht|läuft|leuchtet|brennt|klebt|kommt|kam|stimmt|schmeckt ... nicht|nie|nimmer
    nicht|nie|noch_nicht|nichts angekommen|gekommen|da|zufrieden|bekommen|erhalten|gut|schön|richtig|das_was|passiert
    bin|war|ist|sind ... nicht
    brauch|brauche|brauchen|mag|mögen|wollte|kann ... nicht|nicht_mehr
    nicht mehr
    möchte|will|werde|wollen|möchten|mag|kann ... ... nicht|nichts behalten
    nicht zum|zu|in|an|wie|mehr
    nicht so !lieb|nett|freundlich|gut|gütig|liebenswürdig`,
  failings: `<works> ... nicht
    nicht <mildly>? <works>
    nicht zu|in|an|auf|zum|zur|ins ... <works>
    möchte|will|werde|wollen|möchten|mag ... ... nicht behalten $
    kann|können|konnte|konnten ... nicht annehmen|benutzen|gebrauchen|verwenden|nutzen|entgegennehmen|empfangen|abholen
    nicht annehmen|benutzen|gebrauchen|verwenden|nutzen|entgegennehmen|empfangen|abholen kann|können|konnte|konnten
    ^ !das|es|dies|so|ist ... ist|sind|war|waren nicht <mildly>? gut|schön|toll|hübsch|sauber|neu
    nicht ... beschreibung|bild|foto|abbildung|beschriebenen? entspricht|entsprechen
    ist|sind|war|waren ... nicht <mildly>? wie|das_was_ich|was_ich|mein_geschmack|unser_geschmack|brauchbar|zu_gebrauchen|zufrieden|gerade|dicht|spülmaschinenfest|lebensmittelecht|wasserdicht
    bin|sind|waren|war ... ... nicht <mildly>? zufrieden|glücklich|begeistert|überzeugt
    stimmt|stimmen ... nicht <mildly>? mit ... überein
    ist|sind|war|waren ... nicht <mildly>? hell|groß|warm|stark|weich|stabil|lang|breit|dick|hoch|bequem genug|so?
    ist|sind|war|waren|wurde|wurden ... nicht <mildly>? angekommen|gekommen|geliefert|zugestellt|da|dabei|drin|vollständig|original
    habe|haben|hab ... nicht|nichts <mildly>? bekommen|erhalten
    geht|gehen|ging|gingen ... nicht <mildly>? an|aus|auf|zu|los $
    ^ die|der|meine|unsere|# ... geht|gehen|ging|gingen nicht|gar_nicht|überhaupt_nicht $
    ^ nicht die|das|der|den bestellte|bestellten|richtige|richtigen|beschriebene|beschriebenen ...
    ist|sind|war|waren ... nicht lebensmittelecht|spülmaschinenfest|wasserdicht|original
    mal? nicht mehr|länger? paypal|kreditkarte|die_karte|das_alte_konto $
    soll|sollen nicht mehr|länger? auf|an meine|mein|die|das|der|dem? alte|alten|altes|bisherige? kreditkarte|karte|konto|paypal|adresse|anschrift gehen|laufen|kommen $
    ^ nicht mehr? wie_beschrieben|wie_bestellt|brauchbar|zu_gebrauchen $
    bin|sind|wohne|wohnen|lebe|leben ... nicht mehr? in|im|da|zuhause|zu_hause|daheim|hier|dort
    ^ und|aber? nicht mehr? an|auf|zu|zur|in? die|das|der|meine|meiner? alte|alten|altes|alter|andere|anderen|bisherige|bisherigen|frühere adresse|adress|anschrift|wohnung|konto|karte|iban? $
    ^ und|aber? nicht woanders|woandershin hin? $
    ^ und|aber? nicht nach hause $
    alte|alter|altes|bisherige|frühere adresse|anschrift|konto|karte|iban|angabe ... nicht mehr? gut|gültig|aktuell|aktiv
    ...!<requested> adresse|anschrift|konto|karte|iban|bankverbindung|bankdaten ...!<requested> gibt_es|existiert|existieren|besteht|stimmt|stimmen|gilt|gelten ja? nicht mehr|länger? $
    ^ stimmt|stimmen|gilt|gelten|existiert|besteht nicht mehr|länger? $
    ^ <linked>? <tells> ich|wir ...!<requested> nicht mehr? $
    ^ <linked>? <tells> ich|wir die|den|das|sie|mein|meine|unser|unsere ...!<requested> nicht mehr? $
    ^ ...!<requested> alte|andere|bisherige konto|karte|adresse|bank hab|habe|haben|nutze|benutze i|ich|wir nimmer|nicht mehr? $
    ^ ...!<requested> konto|karte|adresse|anschrift|iban|bankverbindung ...!<requested> ist|sind ...!<requested> nicht|nimmer mehr? gültig|aktuell|aktiv|meins|meine|da|vorhanden|erreichbar $
    ^ !brauche|brauch|brauchen|benötige|benötigen|mag|das|es ...!das|es|#|<requested> brauche|brauch|brauchen|benötige|benötigen|mag|mögen ich|wir|i ...!<requested> nicht mehr? $
    ^ !brauche|brauch|brauchen|benötige|benötigen|mag|das|es ...!das|es|#|<requested> brauche|brauch|brauchen|benötige|benötigen|mag|mögen ich|wir|i ohne ...!<requested> nicht mehr? $
    ^ <linked>? ich|wir? brauche|brauch|brauchen|benötige|benötigen|mag|mögen die|das|den|sie|ihn ...!<requested> jetzt|dann? nicht|nimmer mehr? $
    ^ <linked>? wusste|wussten ich|wir? das|es|vorher ... nicht $
    ^ !das|es|dies|so|geht|gehen ...!das|es|dies|so|man|ich|wir|<requested> geht|gehen|ging|gingen <mildly>? nicht mehr? $
    ^ !das|es|dies|so|nicht|ist|sei|seien|seid ...!das|es|dies|<requested> nicht <mildly>? gut|schön|ok|okay|brauchbar|stabil|sauber $
    ^ <linked>? nicht das? was ich|wir ...!<requested> $
    ^ und die|der|das|den|beide|meine ...!<requested> auch nicht $
    ^ <linked>? wir|ich|man kann|können|konnte|konnten ...!<requested>|das|es nicht ...!<requested>|warten|bestätigen|sagen|garantieren|beurteilen $
    ^ so lange|lang warte|warten ich|wir nicht mehr? $
    # ist|sind|war nicht <mildly>? bei_mir|bei_uns|hier|da $
    keine|keinen|kein ...!<requested> haben|brennen|anzünden|aufstellen|benutzen darf|dürfen|kann|können $
    ^ <linked>? <of_things> ...!<requested> hat|haben die|den|das|sie|ihn ...!<requested> nicht gewollt|gemocht|gebraucht|haben_wollen $
    ^ <linked>? sie|er|der|die will|mag|wollte|braucht sie|ihn|die|den|das|es aber|doch|jedoch|auch? nicht mehr? $
    ^ <linked>? ich|wir|man darf|dürfen|kann|können|konnte|konnten ...!<requested> keine|keinen|kein|nicht ... anzünden|brennen|haben|aufstellen|aufhängen|benutzen|verwenden|nutzen|lagern|abstellen|gebrauchen|vertragen|riechen $
    ^ <linked>? habe|hab|haben ich|wir? leider? beim bestellen|kauf ... nicht ... geschaut|gedacht|geachtet|bemerkt|gesehen|aufgepasst|hingeschaut $
    ^ daran|darauf|dran|drauf hab|habe|haben ich|wir beim bestellen|kauf nicht gedacht|geachtet $
    ^ an|in der|meiner|unserer alten|bisherigen|früheren adresse|anschrift|wohnung ist|wohnt|lebt ... keiner|niemand mehr? $
    ^ <linked>? niemand will|braucht|mag|möchte sie|ihn|es|die|das|den $
    ^ <linked>? ich|wir behalte|behalten es|sie|ihn|das|die|den nicht $
    ^ <linked>? # <tells> ja|bislang|bisher|noch|leider|bei_uns|bei_mir? ...!<requested> nicht <mildly>? verschickt|versandt|versendet|ausgeliefert|angekommen|eingetroffen|gekommen|in_den_versand_gegeben wurde|worden? $
    ^ <linked>? die|das|der|meine|unsere ... bei_uns|bei_mir|hier? nicht eingetroffen|angekommen $
    ^ <linked>? es|sie|das|die|der <tells> ja|doch? noch nicht mal? verschickt|versandt|ausgepackt|geöffnet|benutzt|aufgemacht $
    ^ <linked>? das|die|den päckchen|paket|karton|packung|ware habe|hab|haben ich|wir nicht aufgemacht|geöffnet|ausgepackt|benutzt $
    ^ <linked>? das|die|den|der ... gibt es|gibts ...!<requested>|es nicht mehr $
    ^ <linked>? gibt es seit ... nicht mehr $
    ^ paypal|kreditkarte|das|die ... nutz|nutze|benutze|verwende|nutzen ich|wir nicht mehr $
    ^ <linked>? das|die andere|alte konto|karte|bank? gehört|ist nicht mehr mir|meins|meine $
    ^ <linked>? das|die andere|alte|andre konto|karte|adresse|bank? habe|hab|haben ich|wir nicht mehr $
    ^ <linked>? an|auf das|die|dem alte|alten|andere konto|karte? komm|komme|kann|kommen ich|wir nicht mehr ran|dran|zugreifen $
    ^ <linked>? ich|wir komm|komme|kommen mit dem|der|den|diesem|dieser ...!<requested> nicht zurecht|klar $
    ^ <linked>? ich|wir bin|sind mit dem|der computer|internet|handy nicht so? geübt|gut|vertraut $
    ^ <linked>? weil? ich nicht so? gut|schnell tippen|schreiben|sehen kann ...
    ^ <linked>? einer|eine begründung ... nicht $
    ^ <linked>? an|an_der|daran|es ...!<requested>|es liegt|liegts es|das ... nicht $
    ^ <linked>? ich trinke|esse|benutze|trage ...!<requested> nicht ...!<requested> $
    ^ <linked>? meine haut|nase|frau|tochter|katze|allergie verträgt|mag die|den|das ... nicht
    ^ <linked>? der|die|das ... war|ist|sind nicht der|die|das den|die|das|was ich|wir ausgesucht|bestellt|gewählt|wollte ... $
    ^ <linked>? # ist|sind nicht <mildly>? richtig|passend|geeignet|gut für mich|uns $
    ^ <linked>? und|auch nicht bei den|dem|der|einem nachbarn|nachbar|nachbarin|post $
    ^ und|aber? nicht zu mir|uns|hause $
    ^ nicht mehr? die|der|das|an? alte|alten? adresse|anschrift|hauptstraße|konto|straße $
    ^ das nehme|lasse|akzeptiere ich|wir so? nicht hin|gefallen|bieten? $
    ^ das tue|tu|gebe ich mir nicht an|mehr_an? $
    ^ <linked>? # euro sind nicht die welt
    ^ weiß gerade|grad selbst nicht wo|was|wie ...
    ^ ich weiß gerade|grad selbst nicht $
    ^ das|es|die|so habe|hab|haben ich|wir so? nicht bestellt|gewollt|erwartet|gekauft|gewünscht $
    ^ <linked>? für ...!<requested> zahle|bezahle|zahlen ich|wir das|sowas|so_etwas nicht $
    ^ aber nicht unseren|meinen|den anforderungen|erwartungen|vorstellungen $
    ^ <linked>? ich kann mich dabei|so? nicht konzentrieren $
    ^ dass das|die|mein|meine konto|karte|adresse|iban nicht mehr? stimmt|gilt|existiert $
    ... der|die|das nicht <mildly>? rausgeht|weggeht|angeht|aufgeht|schließt|hält|funktioniert|passt|geht $
    ^ <linked>? jetzt|nun|inzwischen|mittlerweile will|möchte|brauche|brauch ich|wir sie|ihn|es|die|das|den auch? nicht mehr? $
    ^ nichts|nix davon <works>|gefällt|taugt mir|uns? $
    ^ <linked>? hab|habe|haben ich|wir? das|die|den ... noch? nicht <mildly>? ausgepackt|geöffnet|aufgemacht|benutzt|getragen|angezündet|angerührt $
    ^ <linked>? das|die|den|der nun|jetzt|inzwischen? doch? keiner|niemand will|braucht|mag mehr? $
    ... das nun|jetzt|inzwischen doch? keiner|niemand will|braucht|mag mehr? $
    ^ <linked>? das|die|den|der !geld|erstattung|rückerstattung|stornierung|änderung|lieferung|bestellung|rückzahlung|umbuchung|adresse * brauche|brauch|brauchen|mag ich|wir auch|dann|jetzt? auch? nicht mehr? $
    ^ # statt|anstatt # $
    ohne mein|unser|meinem|unserem wissen|erlaubnis|zustimmung ...
    ^ <linked>? die|das|der|meine|unsere * noch nicht unterwegs|verschickt|versandt|raus|rausgegangen|verpackt ist|wurde|worden_ist $
    ^ den|einen grund möchte|will|werde|kann ich|wir nicht nennen|angeben|sagen|erklären $
    ^ statt|anstatt an|auf|zu|zur die|das|meine|meiner|mein|meinem|der alte|alten|altes|bisherige|bisherigen|frühere adresse|anschrift|wohnung|konto|karte $
    ^ und|aber? nicht an|auf|zu die|meine|meiner|der rechnungsadresse|rechnungsanschrift|hausadresse|privatadresse|heimatadresse|firmenadresse $
    ... wohn|wohne|wohnen ich|wir? da|dort? nicht mehr? an|in|da|dort|bei der|dem|meiner? hinterlegten|alten|angegebenen|gespeicherten? adresse|anschrift|wohnung? $
    ^ <linked>? da|dort|hier nicht mehr $
    ^ und|aber? nicht auf|an das|die|der ... gespeicherte|hinterlegte|bisherige|angegebene|alte konto|karte|adresse? $
    man sie|ihn|es|das|die ... nicht <mildly>? anfassen|benutzen|schlafen|sitzen|lesen|gebrauchen ...
    kein|keine|keinen lieferwagen|paketdienst|bote|postbote|auto|lkw|paketbote|fahrer ...
    ^ <linked>? auf|an das|die|dem alte|alten|andere konto|karte? komm|komme|kann|kommen ich|wir nicht mehr drauf|ran|dran $
    ... nicht anzünden|benutzen|gebrauchen|verwenden|hinstellen|aufhängen|aufstellen können|dürfen|wollen|kann|darf $
    ^ <linked>? ... niemand|keiner da|zuhause|zu_hause|daheim|anwesend ist? $
    ^ statt|anstatt # stunden|tagen|stück|wochen|cm|kg|minuten? $
    ^ und|aber? nicht mehr? das|die|der von|bei ...
    ^ <linked>? es|sie|das|die|der ist|sind ja|doch? noch nicht unterwegs|verpackt|raus|versandt $
    ... hausnummer|postleitzahl|plz|adresse|straße|iban|kontonummer ... nicht stimmt|passt|mehr_stimmt $
    ^ <linked>? gefällt|passt|gefallen|passen mir|uns|ihm|ihr ... nicht $`,
  tellings: `<tells>
    <works>`,
  vague: `^ <linked>? ich|wir|du|ihr|es|dies|so|man|was
    ^ <linked>? das <tells>|<works>
    ich|wir|es|man|du
    sie brauchen|müssen|sollen|können|dürfen|sollten
    ^ nicht|kein|keine|keinen|nie|nein|please
    ^ <imperative>|<infinitive>`,
  ofWishes: '<requested>',
  contractions: 'nich:nicht nciht:nicht nihct:nicht nht:nicht niht:nicht',
  wishes: `<want>
    <conditional>
    <infinitive>
    <imperative>
    will|wollte|gewollt|interesse|nötig|erforderlich|notwendig|müssen|brauchen|sollen|soll|darf|dürfen|behalten`,
  refusals: `^ ...!nicht|kein|keine|keinen|nichts|nimmer ...!nicht|kein|keine|keinen|nichts|nimmer behalten|behalte|behält !es_nicht|sie_nicht|ihn_nicht|das_nicht|die_nicht|den_nicht|nicht
    verzichte*
    lehne ... ab
    lassen|lass|lasst sie? die|das|den|meine|mein|alles ... <deed>
    lassen|lass|lasst sie? die|das|den ... sein|bleiben|so|in_ruhe
    so|unverändert|wie_sie_ist lassen|belassen
    vergiss|vergessen|ignorieren|ignoriere sie? ... <deed>
    <deed> ... erledigt|hinfällig|entfällt|unnötig
    <deed> ... please|bitte? ignorieren
    meine|die|der|mein <undone> ... gilt|gelten nicht mehr
    hat|haben sich ... erledigt
    stornierung|erstattung|rückerstattung|änderung|umtausch ... rückgängig
    ziehe|nehme !um|meine_bestellung|die_bestellung|unsere_bestellung|meinen_auftrag ... zurück
    lassen|lass|lasst sie? ... unverändert|wie_es_ist|wie_sie_ist|beim_alten
    ziehe|nehme|ziehen|nehmen ... <undone> ... ... zurück
    zurückziehen|zurückzuziehen
    widerrufe*|storniere*|stoppe*|stopp|lösche*|lösch|verwerfe*|annulliere*|cancel* sie? ... die|meine|meinen|den|unsere|unseren <undone>
    die|meine|meinen|den|unsere|unseren ... <undone> ... ... stoppen|löschen|verwerfen|annullieren|widerrufen|zurücknehmen|abbrechen|stornieren|anhalten|canceln|ignorieren|vergessen
    storniere*|stoppen|stopp|canceln ... die|meine|den|das !auftrag <deed>
    brechen|brich|brecht sie? ... <undone> ... ab
    finger weg
    innehalten|einhalten|warten|warte|wartet|abwarten|zuwarten|zögern|aufhören|pausieren|aussetzen|stillhalten sie? noch|erstmal|bitte|mal|kurz? mit ... <undone>
    mit ... <undone> ... warten|abwarten|zuwarten|innehalten|zögern|aufhören
    <undone> ... ... aussetzen|pausieren|zurückstellen|zurückhalten|einfrieren|verschieben|aufschieben|hinauszögern|unterbinden|verhindern|vermeiden|blockieren|rückabwickeln|auf_eis
    <undone> ... sein|bleiben|ruhen|liegen lassen
    lassen|lass|lasst sie? ... ... laufen|weiterlaufen|stehen|bestehen
    hab|habe|haben ichs|wirs|es|das|ich_es|wir_es ... gelassen|seinlassen
    sehen|sehe|sieh|seht sie? ... davon? ab
    wäre|ist unnötig|schade
    wäre falsch
    es|das ist falsch`,
  cancellations: `^ stopp|stop|abbrechen|abbruch|halt|stornieren $
    ^ lass|lassen|lasst sie? es|das|gut_sein|mal $
    ^ vergiss|vergessen|vergesst sie? es|das
    ^ hat sich erledigt
    ^ egal $
    ^ ...!brauche|brauchen|brauch|benötige|benötigen|mag|gefällt|gefallen|passt|passen|man doch nicht $
    ^ nein doch nicht
    ^ storniere|storniert|brich|cancel das|es ab? $
    das|es|dies war|ist nur? ein? ? scherz|witz|spaß|test
    meinung geändert
    anders überlegt
    aber|jetzt|nun|dann|doch behalte|behalten
    ich behalte sie|es|ihn|das doch? $
    zurück bitte? alles $`,
} satisfies Partial<ActLanguage>
