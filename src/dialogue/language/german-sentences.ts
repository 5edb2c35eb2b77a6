import type { Sentences } from '../language.ts'

const both = new Intl.ListFormat('de', { type: 'conjunction' })
const list = new Intl.ListFormat('de', { type: 'disjunction' })
const MONTHS = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ')
const comma = (decimal: string) => decimal.replace('.', ',')

/** What is said in German, with "Sie". */
export const GERMAN_SENTENCES: Sentences = {
  list: (items) => list.format(items),
  amount: (decimal, currency) => `${comma(decimal)} ${currency}`,
  number: comma,
  day: (year, month, day) => `${day}. ${MONTHS[month - 1] ?? ''} ${year}`,
  expected: {
    pattern: 'eine passende Angabe',
    money: 'einen Betrag wie 12,50 EUR',
    date: 'einen Tag wie 12. März 2027',
    email: 'eine E-Mail-Adresse wie name@example.com',
    number: 'eine Zahl',
    integer: 'eine ganze Zahl',
    text: 'einen Text',
  },
  oneOf: (choices) => `eines von diesen: ${choices}`,
  notSeen: (expected) => `Darin finde ich nicht, was ich brauche: ${expected}.`,
  ask: (label) => `Was gilt für: ${label}?`,
  askAgain: (label, example) =>
    example === null ? `Gesucht ist: ${label}.` : `Gesucht ist: ${label}, zum Beispiel ${example}.`,
  leaveIt: { label: 'Lassen wir es', says: 'lassen Sie es' },
  which: (choices) => `Meinen Sie ${list.format(choices)}?`,
  several: (named) => `Sie haben ${both.format(named)} genannt.`,
  sure: (choice) => `Meinen Sie ${choice}?`,
  tooLittle: (said, least) => `${said} ist weniger, als ich annehmen kann: mindestens ${least}.`,
  tooMuch: (said, most) => `${said} ist mehr, als ich annehmen kann: höchstens ${most}.`,
  negative: (said) => `${said} ist weniger als nichts.`,
  nothing: (said) => `${said} ist nichts; ich brauche einen Betrag.`,
  otherCurrency: (accepted) => `Ich kann nur ${accepted} annehmen.`,
  notInCalendar: (said) => `${said} steht nicht im Kalender.`,
  tooEarly: (said, earliest) => `${said} ist zu früh: Der erste Tag, den ich annehmen kann, ist der ${earliest}.`,
  tooLate: (said, latest) => `${said} ist zu spät: Der letzte Tag, den ich annehmen kann, ist der ${latest}.`,
  notWhole: (said) => `${said} ist keine ganze Zahl.`,
  otherDomain: (domains) => `Die Adresse muss mit ${domains} enden.`,
  tooShort: (least) => `Das ist zu kurz: mindestens ${least} Zeichen.`,
  tooLong: (most) => `Das ist zu lang: höchstens ${most} Zeichen.`,
  confirm: (playbook, values) => `${playbook}${values === '' ? '' : `: ${values}`}. Soll ich?`,
  confirmWords: (sentence, values) => `${sentence}${values === '' ? '' : `, ${values}`}. Soll ich?`,
  value: (label, value) => `${label} ${value}`,
  confirmAgain: 'Bitte sagen Sie Ja oder Nein, oder was anders sein soll.',
  changed: (values) => `Geändert: ${values}.`,
  cancelled: 'In Ordnung, ich lasse es. Es wurde nichts getan.',
  takenAsNo: 'Ich verstehe das als Nein, deshalb wurde nichts getan. Falls doch, geht es hiermit:',
  left: (playbook) => `„${playbook}“ habe ich zurückgestellt.`,
  offerPerson: 'So kommen wir nicht weiter. Soll ich das an einen Menschen weitergeben?',
  offerPersonAgain: 'Bitte sagen Sie Ja, dann gebe ich es an einen Menschen weiter, oder Nein, dann höre ich auf.',
  givenUp: 'So kommen wir nicht weiter, deshalb habe ich aufgehört. Es wurde nichts getan.',
}

/** The same with "du": only the sentences that speak to somebody differ. */
export const INFORMAL_SENTENCES: Sentences = {
  ...GERMAN_SENTENCES,
  which: (choices) => `Meinst du ${list.format(choices)}?`,
  several: (named) => `Du hast ${both.format(named)} genannt.`,
  sure: (choice) => `Meinst du ${choice}?`,
  confirmAgain: 'Bitte sag Ja oder Nein, oder was anders sein soll.',
  offerPersonAgain: 'Bitte sag Ja, dann gebe ich es an einen Menschen weiter, oder Nein, dann höre ich auf.',
}
