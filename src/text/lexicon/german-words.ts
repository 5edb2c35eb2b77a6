/**
 * Everyday German words, each line an English one and what it stands for; the first line has what a gloss leaves out.
 * Roots without endings, as the gloss looks for them.
 */
const LINES = `
-: ich du er sie es wir ihr mich mir dich uns euch ihnen sein ihre ihren mein dein unser der die das den dem des ein eine einen einem einer eines für von mit auf an am im in ins zum zur zu bei beim aus um über unter hat habe haben bin ist sind war wird werden würde hätte möchte will wollen soll man sich dass doch denn mal bitte noch auch schon nur aber so dann dort hier etwas dieses diese dieser diesen alle alles hallo danke guten tag es eigentlich genau ja nach ab tun zum
how: wie
what: was
when: wann wenn falls
where: wo wohin woher
who: wer wem wen wessen
why: warum wieso weshalb
which: welch
can: kann können darf dürfen möglich geht
must: muss müss
not: nicht
no: kein
without: ohne
with: per
and: und
or: oder
after: nachdem
before: vor bevor
until: bis
back: zurück
return: rückgabe rücksendung retoure zurückgeb zurückgegeben zurückschick zurückgeschickt zurücksend zurückgesandt zurückbring
refund: erstattung rückerstattung erstatt erstattet zurückerstatt gutschrift
money: geld
delivery: lieferung versand liefer geliefert zustellung zugestellt versend verschick verschickt
order: bestellung bestell bestellt auftrag
parcel: paket sendung päckchen
cost: kosten kostet preis preise gebühr
price: preis
pay: bezahl zahl bezahlt gezahlt übernehm übernimm trag trägt
payment: zahlung bezahlung zahlungsart zahlungsmethode zahlungsweise
free: kostenlos gratis kostenfrei umsonst frei
warranty: garantie gewährleistung
cover: deckt abgedeckt umfasst
valid: gilt gültig gelten
period: frist zeitraum
time: zeit dauer uhr
take: dauer dauert braucht
last: hält
damaged: beschädigt kaputt defekt zerbrochen gebrochen schaden schäden
wrong: falsch
missing: fehlt fehlend
lost: verloren verloren
arrive: ankomm angekommen kommt ankommt
repair: reparatur reparier
replace: umtausch umtauschen ersetz ersatz
exchange: tausch
cancel: stornier stornierung storno kündig kündigung absag abbrech
change: änder änderung wechsel ändern
address: adresse anschrift
account: konto kundenkonto benutzerkonto
bank: bank
card: karte
gift: geschenk
voucher: gutschein
code: code
discount: rabatt nachlass
invoice: rechnung
receipt: quittung beleg kassenbon
number: nummer
name: name
phone: telefon telefonnummer handy
call: anruf anruf ruf
e-mail: mail email
contact: kontakt erreich
write: schreib
reach: erreich
person: mensch mitarbeiter person
visit: besuch
shop: laden geschäft
item: artikel ware produkt
lamp: lampe leuchte
bulb: birne glühbirne leuchtmittel
abroad: ausland
country: land länder
open: offen geöffnet öffn öffnung auf
hours: öffnungszeit öffnungszeiten
closed: geschlossen schließ
day: tag
week: woche
month: monat
year: jahr
hour: stunde
minute: minute
today: heute
tomorrow: morgen
buy: kauf gekauft
sell: verkauf
send: schick send geschickt
get: bekomm erhalt krieg
give: geb gib
keep: behalt
find: find
need: brauch benötig
use: benutz verwend
used: gebraucht benutzt
new: neu
old: alt
large: groß
small: klein
delete: lösch löschung
data: daten
privacy: datenschutz
password: passwort kennwort
sign: anmeld einlogg
register: registrier
customer: kunde kundin
complaint: beschwerde reklamation reklamier beschwer
help: hilfe hilf
box: karton schachtel verpackung
label: etikett aufkleber rücksendeetikett
photo: foto bild
track: verfolg sendungsverfolgung
tracking: sendungsverfolgung
express: express eilsendung
tax: steuer mehrwertsteuer
customs: zoll
rule: regel bedingung
work: funktionier
holiday: urlaub feiertag
sick: krank
employee: angestellt
salary: gehalt lohn
office: büro
room: raum zimmer
meeting: besprechung
parking: parkplatz parken
train: zug bahn
car: auto wagen
bicycle: fahrrad
dog: hund
child: kind kinder
school: schule
library: bibliothek bücherei
book: buch bücher
rubbish: müll abfall
tree: baum bäume
apply: beantrag antrag
fee: gebühr
interest: zins zinsen
loan: kredit darlehen
age: alter
limit: limit grenze
transfer: überweisung überweis
question: frage
answer: antwort
`

/** The English of a German word's root; empty where a gloss leaves it out. */
export const WORDS: ReadonlyMap<string, string> = new Map(
  LINES.trim()
    .split('\n')
    .flatMap((line) => {
      const [english = '', roots = ''] = line.split(': ')
      return roots.split(' ').map((root) => [root, english === '-' ? '' : english] as const)
    })
    .toReversed(),
)
