/** The words of each class that German patterns name. */
export const GERMAN_CLASSES = {
  infinitive: `erstatten zurückerstatten rückerstatten zurückzahlen zurückgeben zurücküberweisen zurückbuchen zurücksenden
    zurückschicken zurückbekommen wiedergeben wiederhaben stornieren canceln abbestellen widerrufen abbrechen ändern anpassen
    aktualisieren korrigieren berichtigen schicken senden zuschicken zusenden nachsenden nachschicken liefern nachliefern
    überweisen zahlen auszahlen bezahlen geben nehmen verwenden nutzen benutzen umtauschen tauschen austauschen ersetzen
    veranlassen umleiten eintragen hinterlegen zurücknehmen annullieren rausschicken losschicken retournieren mitschicken löschen zeigen nachsehen nachschauen schauen prüfen buchen umbuchen
    verschieben bearbeiten anlegen gutschreiben bestellen nachbestellen einleiten durchführen vornehmen aufheben beenden
    verschicken versenden abändern umstellen bringen richtigstellen zurückhaben wiederbekommen zusammenlegen zurückzahlen
    herausnehmen rausnehmen erneuern zurückbuchen zukommen_lassen übersenden übermitteln zurücktreten eintauschen
    kündigen verlängern sperren entsperren zurücksetzen reservieren eröffnen anmelden abmelden machen setzen stellen
    holen abholen reparieren auslösen beantragen erledigen übernehmen erstattet storniert geändert geschickt gesendet
    geliefert zurückerstattet rückerstattet zurückgezahlt ersetzt umgetauscht gutgeschrieben überwiesen absagen streichen
    vergüten rückvergüten zustellen umschreiben rüberschieben rüberschicken umadressieren umlenken zruckgeben zruckzahlen
    zuruckgeben abschicken anhalten umändern refunden leiten`,
  imperative: `erstatte erstattet storniere storniert stornier ändere ändert änder schick schicke schickt sende sendet gib gebt
    überweise überweist zahl zahle zahlt liefere liefert nimm nehmt verwende verwendet nutze nutzt benutze benutzt mach
    mache macht ersetze ersetzt tausch tausche tauscht zeig zeige zeigt cancel cancle cancele buche bucht leite leitet
    prüf prüfe prüft trag trage tragt lösche löscht kündige kündigt sperre sperrt korrigiere korrigiert brich brecht
    veranlasse veranlasst bestell bestelle bestellt aktualisiere hinterlege schau schaut sieh reservier reserviere`,
  inf_imp: 'seien lassen',
  works: `passt passen passte passten funktioniert funktionieren funktionierte funktionierten brennt brennen brannte brannten leuchtet
    leuchten zündet zünden schließt schließen hält halten gefällt gefallen gefielen entspricht entsprechen entsprach riecht riechen klebt
    kleben haftet haften dreht drehen geholfen duftet duften tickt schaltet taugt taugen wärmt reinigt glänzt`,
  neu: `neue neuer neues andere anderes geänderte geänderter richtige korrekte aktuelle`,
  angabe: `adresse adress lieferadresse lieferanschrift anschrift versandadresse zustelladresse iban konto bankverbindung kontoverbindung
    kontonummer bankdaten`,
  wechsel: `adressänderung adresswechsel adressenänderung lieferadressänderung kontoänderung kontowechsel ibanänderung`,
  modal_you: `können könnten würden könntest kannst würdest magst möchten mögen kannste könntste könnt könntet würdet mögt
    koennt kanst koenntest`,
  you: 'sie ihr du man',
  spoken_of: 'ich wir er es ist sind war waren hat habe haben hatte hatten wurde wurden wird',
  before_wh: `auf an in zu bis bis_zu mit für von aus ab bei über unter nach vor seit während durch gegen um wegen innerhalb laut gemäß
    anhand trotz per zwischen statt anstatt je_nach aufgrund auf_grund mittels hinter neben ohne entgegen`,
  asked_which:
    'welche welcher welches welchen welchem wessen wem wen was wann wo wie_viel wieviel wie_vielen wievielen wie_viele was_für',
  wh: `wer wie was wann wo warum wieso weshalb welche welcher welches welchen wieviel woher wohin womit wofür wozu weswegen
    ob bis_wann ab_wann seit_wann wem wen`,
  aux: `ist sind war waren wurde wurden wird werden hat haben hast habt hatte hatten darf dürfen kann könnte muss müssen
    soll sollen sollte bekomme bekommen kriege kriegen geht gibt kostet gilt gelten kommt dauert stimmt bist seid
    erhalte wäre würde dürfte müsste brauche_ich bleibt`,
  want: `möchte moechte möcte möchten will wollen brauche brauch brauchen verlange verlangen bräuchte bräuchten fordere fordern beantrage
    beantragen wünsche wünschen erbitte benötige benötigen bitte ersuche ersuchen begehre begehren`,
  conditional: 'hätte hätten hätt würde würden haette haett wuerde',
  gladly: 'gern gärn gerne lieber am_liebsten',
  mildly: 'so ganz gar mehr wirklich richtig besonders gut einmal mal recht sehr genau zum zur zu in an überhaupt',
  know: `wissen fragen verstehen erfahren überlegen warten nachdenken sehen hören sagen danken bedanken klären
    nachfragen erkundigen beschweren lesen entschuldigen`,
  final: `zuschickt zusendet nachschickt nachsendet schickt sendet liefert erstattet zurückerstattet rückerstattet storniert überweist
    ersetzt umleitet ändert austauscht umtauscht zahlt zurückzahlt auszahlt zurückzahlen zurückgebt`,
  // What a clause begins with that tells of a thing, what such a one does, and words by which it may be meant of the request.
  linked: 'und aber denn da weil auch nur',
  of_things: `die der das den dem mein meine meinen meinem meiner unser unsere unseren unserem ihr ihre ihren beide beides diese dieser
    diesen eine ein einen`,
  tells: `ist sind war waren hat haben hatte hatten habe wird werden wurde wurden kann können konnte konnten mag mögen mochte mochten
    verträgt vertragen vertrage gibt gab kam kamen sieht sehen hört läuft laufen liefert liefern bekommt bekomme trinkt trägt steht
    stehen liegt liegen nimmt findet finde benutze benutzen benutzt nutze nutzen nutzt brauche brauchen braucht brauch verwende
    passt passen passte passten funktioniert funktionieren brennt brennen leuchtet leuchten hält halten gefällt gefallen entspricht
    entsprechen riecht riechen taugt taugen wärmt reicht reichen kommt kommen existiert besteht stimmt stimmen schmeckt rieche gibts`,
  requested: `eilig eilt dringend nötig notwendig erforderlich gewünscht gewollt gemeint einverstanden erlaubt entschieden entschlossen
    sicher ernst wichtig egal jetzt heute gleich sofort please noch überzeugt bereit soweit fertig entscheiden zustimmen zugestimmt
    will wollen wollte möchte möchten soll sollen darf dürfen muss müssen erstattung rückerstattung rückzahlung geld stornierung storno
    umtausch ersatz anfrage bitte wunsch auftrag nachricht mail frage entscheidung antrag sache fall vorgang meinung es
    bestellung richtig wahr weiß denkt glaubt sagt meint versteht schlimm drauf darauf damit dafür davon dabei
    behalten erstatten stornieren schicken liefern ändern überweisen zurück`,
  tell: 'sagen erklären mitteilen verraten erläutern bescheid sag sagt erkläre erklär erklärt informieren',
  source: `mail brief nachricht seite website webseite beschreibung app system zettel karte schreiben papier rechnung anleitung
    email text chat konto bestätigung`,
  known: `deckt wieder weiter wollte ihren gehen kunden gross große nummer stehen halten sendung genommen versehen gegen fund fälle
    nachbarn kollegen nachts zeilen tage sage sieht decke decken schicht beschwerden beides unterlage unterlagen kleine kleiner kleines zünden zündet kleinen leute
    schreib schreibe wirst daten lager andere anderes unter tasse tassen birne birnen danken wirken werken sorgen herzlich herzliche nacht nächte`,
  participle: `erstattet zurückerstattet rückerstattet storniert geändert geschickt gesendet verschickt versandt geliefert
    bekommen erhalten gebeten gesagt zurückgeschickt zurückgegeben zurückgesendet bezahlt gekauft bestellt überwiesen
    zurückbekommen gefragt geschrieben gemeldet angerufen beantragt versprochen angekommen gekommen gewesen gewollt
    korrigiert berichtigt umgestellt gebracht
    umgetauscht ersetzt abgeholt zurückgezahlt gegeben gestrichen gutgeschrieben gelöscht umgeleitet hinterlegt`,
  deed: `zusendung ersatzlieferung neulieferung ersatzsendung vergütung rückvergütung gutschrift rücküberweisung kostenerstattung
    vollerstattung erstattung rückerstattung rückzahlung stornierung änderung anfrage bitte vorgang auftrag rückgabe antrag umtausch
    wunsch überweisung ersatz geld`,
  undone: `erstattung rückerstattung rückzahlung stornierung stornierungswunsch adressänderung änderung rückgabe umtausch gutschrift
    ersatzlieferung neuversand wunsch anfrage antrag bitte`,
  someone: `er sie es man jemand mann frau freund freundin nachbar nachbarin chef mutter vater schwester bruder sohn tochter
    kollege kollegin mail brief email nachricht seite karte mitarbeiter mitarbeiterin support bot kundendienst anwalt`,
}
