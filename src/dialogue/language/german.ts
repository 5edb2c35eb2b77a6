import { GERMAN_SENTENCES, INFORMAL_SENTENCES } from './german-sentences.ts'
import type { Language } from '../language.ts'
import { GERMAN_DATES } from './german-dates.ts'
import { spelt } from './german-spelling.ts'

/** German, with the formal address: "Welche Bestellung meinen Sie?" */
export const GERMAN: Language = {
  code: 'de',
  yes: spelt(
    ...['ja', 'j', 'jo', 'jep', 'jup', 'jawohl', 'klar', 'na klar', 'ok', 'okay', 'oki', 'gern', 'gerne', 'ja gern'],
    ...['ja gerne', 'sicher', 'natürlich', 'genau', 'ja genau', 'stimmt', 'das stimmt', 'ja das stimmt', 'richtig'],
    ...[
      'das ist richtig',
      'ja das ist richtig',
      'korrekt',
      'passt',
      'das passt',
      'ja passt',
      'mach das',
      'ja mach das',
    ],
    ...['machen sie das', 'ja machen sie das', 'tu das', 'einverstanden', 'bestätigt', 'ich bestätige', 'in ordnung'],
    ...['auf jeden fall', 'unbedingt', 'perfekt', 'los', 'leg los', 'nur zu', 'so ist es', 'ja bitte'],
  ),
  no: spelt(
    ...['nein', 'n', 'nö', 'nee', 'ne', 'nein danke', 'lieber nicht', 'besser nicht', 'nicht jetzt', 'jetzt nicht'],
    ...['auf keinen fall', 'bloß nicht', 'nein lieber nicht', 'nein bitte nicht'],
  ),
  cancel: spelt(
    ...['abbrechen', 'abbruch', 'brich ab', 'brich das ab', 'brechen sie ab', 'brechen sie das ab', 'bitte abbrechen'],
    ...['stopp', 'stop', 'halt', 'vergiss es', 'vergiss das', 'vergessen sie es', 'vergessen sie das', 'lass es'],
    ...['lass das', 'lassen sie es', 'lassen sie das', 'lass mal', 'schon gut', 'egal', 'nicht mehr nötig'],
    ...['hat sich erledigt', 'das hat sich erledigt', 'ich habe es mir anders überlegt', 'habs mir anders überlegt'],
    ...['ich habs mir anders überlegt', 'doch nicht', 'nein doch nicht', 'dann doch nicht', 'nein stopp'],
    ...['nein abbrechen', 'storno', 'ich will das nicht mehr', 'ich möchte das nicht mehr'],
    ...['ach nein', 'ach nein doch nicht', 'ach doch nicht', 'moment nein', 'nein warte', 'warte nein', 'nein halt'],
    ...['rückgängig', 'rückgängig machen', 'bitte rückgängig machen', 'mach das rückgängig'],
    ...['mach das letzte rückgängig', 'kannst du das rückgängig machen', 'können sie das rückgängig machen'],
  ),
  skip: spelt(
    ...['überspringen', 'überspring das', 'weiter', 'nein', 'nö', 'nee', 'keine', 'keiner', 'keins', 'nichts'],
    ...['keine ahnung', 'weiß nicht', 'weiß ich nicht', 'das weiß ich nicht', 'ich weiß es nicht', 'ich weiß nicht'],
    ...['egal', 'keine angabe', 'kein grund'],
  ),
  resume: spelt(
    ...['weiter', 'mach weiter', 'machen sie weiter', 'weitermachen', 'fortfahren', 'fahren sie fort', 'zurück dazu'],
    ...['machen wir weiter', 'lass uns weitermachen', 'lassen sie uns weitermachen', 'weiter damit'],
  ),
  polite: spelt('bitte', 'danke', 'vielen dank', 'danke schön', 'dankeschön', 'bitte schön', 'mal', 'gerne', 'gern'),
  ordinals: [
    ...ordinals('erst', '1'),
    [...ordinals('zweit', '2').flat(), 'die andere', 'der andere', 'das andere', 'den anderen'],
    ...ordinals('dritt', '3'),
    ...ordinals('viert', '4'),
  ],
  corrections: spelt(
    ...['nein', 'nee', 'nö', 'sorry', 'entschuldigung', 'ups', 'hoppla', 'eigentlich', 'stattdessen', 'lieber', 'doch'],
    ...['warte', 'warten sie', 'moment', 'ich meinte', 'ich meine', 'ich meinte natürlich', 'gemeint war', 'korrektur'],
    ...[
      'es sollte',
      'es muss heißen',
      'das sollte',
      'sollte heißen',
      'besser',
      'falsch',
      'ändere',
      'ändern sie',
      'ändern',
    ],
    ...['mach daraus', 'machen sie daraus', 'quatsch', 'vertippt', 'ich habe mich vertippt', 'sondern'],
  ),
  negations: spelt(
    ...['nicht', 'kein', 'keine', 'keinen', 'keiner', 'keines', 'keins', 'keinem', 'statt', 'anstatt', 'anstelle von'],
    ...['nicht mehr', 'und nicht', 'aber nicht', 'weder', 'nie', 'niemals'],
  ),
  needs: spelt('brauche', 'brauch', 'brauchen', 'benötige', 'benötigen'),
  negationsAfter: spelt(
    ...['nicht', 'doch nicht', 'aber nicht', 'meine ich nicht', 'meinte ich nicht', 'war falsch'],
    ...['ist falsch', 'stimmt nicht', 'ist nicht richtig', 'war es nicht', 'ist es nicht'],
  ),
  between:
    'der die das den dem des ein eine einen einem einer auf zu zum zur von vom an am es bestellung auftrag'.split(' '),
  joins: ['ist', 'sind', 'von', 'auf', 'lautet'],
  fillers: spelt(
    ...`bitte danke vielen dank es ist war der die das den dem des ein eine einen einem einer zu zum zur für von vom auf
    in im an am um etwa circa ca nur genau ungefähr rund mein meine meinen meiner meinem dieser diese dieses diesen ich
    wäre bin und aber so nein nicht nö nee sorry ups entschuldigung eigentlich stattdessen lieber warte moment meinte
    meine mach mache ändere ja ok okay also na ja hm äh ähm korrektur sollte bestellung auftrag nummer als dann doch
    mal halt eben gern gerne sein heißen lautet hier natürlich sondern uhr`
      .trim()
      .split(/\s+/),
  ),
  questions: spelt(
    ...['wie', 'was', 'wann', 'wo', 'woher', 'wohin', 'warum', 'wieso', 'weshalb', 'wer', 'wem', 'wen', 'wessen'],
    ...['welche', 'welcher', 'welches', 'welchen', 'welchem', 'wieviel', 'womit', 'wofür', 'worauf', 'kann ich'],
    ...['könnte ich', 'darf ich', 'muss ich', 'soll ich', 'sollte ich', 'bin ich', 'habe ich', 'bekomme ich'],
    ...['ist', 'sind', 'war', 'hat', 'haben sie', 'hast du', 'habt ihr', 'gibt es', 'gibts', 'wird', 'werden'],
    ...['wurde', 'wurden', 'kostet', 'gilt', 'geht', 'machen sie', 'machst du', 'liefern sie', 'liefert ihr'],
  ),
  requests: spelt(
    ...['können sie', 'könnten sie', 'kannst du', 'könntest du', 'könnt ihr', 'können wir', 'könnten wir'],
    ...['würden sie', 'würdest du', 'wollen sie', 'kann ich bitte', 'könnte ich bitte', 'wären sie so'],
  ),
  lists: {
    joins: spelt('und', 'udn', 'nud', 'sowie', 'auch', 'dann', 'ausserdem', 'außerdem', 'plus', 'u'),
    between: spelt(
      ...`der die das den dem für zu von meine meinen meiner bestellung bestellungen auftrag nr nummer bitte beide noch
      ebenso ebenfalls zwar jetzt`
        .trim()
        .split(/\s+/),
    ),
    behind: spelt('auch', 'ebenfalls', 'ebenso', 'beide', 'auch noch'),
    together: spelt('beide', 'alle beide'),
  },
  leads: spelt(...'hi hallo hey guten tag morgen abend moin servus liebe lieber übrigens ach und'.split(' ')),
  pointing: {
    anywhere: ['das da', 'die da', 'den da'],
    last: ['das', 'dies', 'dieses', 'das andere', 'die andere', 'den anderen'],
  },
  pronouns: spelt(...'es das dies dieses ihn ihm davon dafür damit darum'.split(' ')),
  takesBack: spelt(
    ...[
      'abbrechen',
      'brich ab',
      'brechen sie ab',
      'stopp',
      'stoppe',
      'stoppen',
      'zurücknehmen',
      'nimm zurück',
      'zurückziehen',
    ],
    ...[
      'nehmen sie zurück',
      'vergiss',
      'vergessen sie',
      'lass',
      'lassen sie',
      'widerrufen',
      'nicht machen',
      'mach nicht',
      'storno',
    ],
    ...['doch nicht', 'stornieren', 'storniere', 'stop'],
  ),
  leavesOut: spelt(
    ...[
      'nicht',
      'ohne',
      'kein',
      'keine',
      'keinen',
      'aber nicht',
      'aber ohne',
      'und nicht',
      'lass weg',
      'weglassen',
      'außer',
    ],
  ),
  all: spelt('alles', 'alle', 'beide', 'beides', 'alle beide'),
  onceMore: spelt(
    ...['noch einmal', 'nochmal', 'nochmals', 'erneut', 'ein weiteres', 'eine weitere', 'ein zweites', 'eine zweite'],
    ...['noch eine', 'noch ein', 'zweimal', 'doppelt'],
  ),
  insists: ['nur', 'sondern', 'aber', 'bloß'],
  currencies: {
    '€': ['EUR'],
    euro: ['EUR'],
    euros: ['EUR'],
    $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN'],
    dollar: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD'],
    '£': ['GBP', 'EGP'],
    pfund: ['GBP', 'EGP'],
    '¥': ['JPY', 'CNY'],
    yen: ['JPY'],
    yuan: ['CNY'],
    franken: ['CHF'],
    fr: ['CHF'],
    sfr: ['CHF'],
    '₹': ['INR'],
    rupien: ['INR', 'PKR'],
    zł: ['PLN'],
    zloty: ['PLN'],
    kr: ['SEK', 'NOK', 'DKK', 'ISK'],
    kronen: ['SEK', 'NOK', 'DKK', 'ISK', 'CZK'],
    dinar: ['KWD', 'BHD', 'JOD', 'TND', 'RSD', 'IQD', 'LYD'],
  },
  numbers: [
    spelt('null'),
    spelt('eins', 'ein', 'eine', 'einen', 'einer', 'einem'),
    spelt('zwei', 'zwo'),
    spelt('drei'),
    spelt('vier'),
    spelt('fünf'),
    ...'sechs sieben acht neun zehn elf'.split(' ').map((word) => [word]),
    spelt('zwölf'),
  ],
  dates: GERMAN_DATES,
  say: GERMAN_SENTENCES,
}

/** German, with the informal address: "Welche Bestellung meinst du?" Both are understood whichever is spoken. */
export const INFORMAL_GERMAN: Language = { ...GERMAN, say: INFORMAL_SENTENCES }

function ordinals(stem: string, digit: string): readonly (readonly string[])[] {
  const forms = ['e', 'er', 'es', 'en'].map((ending) => stem + ending)
  return [
    [...forms, ...forms.flatMap((form) => ['das', 'die', 'der', 'den'].map((article) => `${article} ${form}`)), digit],
  ]
}
