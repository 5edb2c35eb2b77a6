import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkSentence } from '#answers/sentence/check-sentence.ts'

const SPANISH = /^(?:El|Puede)\b/u

/** What asks in the language of a sentence: that is what a short one is taken to be in. */
function askedIn(text: string): string {
  if (SPANISH.test(text)) return 'es'
  return text.startsWith('Warsztaty') ? 'pl' : 'fr'
}

/** What of a sentence in another language than its quote our checks say. */
function held(text: string, quote: string, spoken = askedIn(text)) {
  const document = { id: 'd1', title: 'Returns', version: 1 }
  const passage = { passageId: 'p1', document, heading: 'Returns', text: quote, start: 0, end: quote.length }
  const checked = checkSentence(
    { text, quotes: [{ passage: 1, quote }] },
    { stretches: [[passage]], question: 'A12 ?', spoken },
    (word) => [word],
  )
  assert.ok(checked.isUnread, 'somebody else has to read it, too')
  return checked.ok ? 'held' : checked.code
}

const PRICE = 'Express delivery costs 1,234.50 EUR and takes 2 working days within the European Union.'
const DAY = 'The workshop opens again on Monday, 3 October 2026, and the fee is 24.90 EUR for members.'
const DAYS = 'You can return any unused item within thirty days of delivery, without giving a reason.'
const GERMANY = 'We ship to Germany and to Norway, and the parcel weighs at most 12 kg when it leaves us.'
const RANGE = 'Standard delivery takes 5 to 8 business days from the day on which you have paid for it.'
const CONTACT = 'Write to help@shop.example, or call us, and we answer within 24 hours on working days.'

for (const [text, quote] of [
  ['La livraison express coûte 1 234,50 euros et prend 2 jours ouvrables dans l’Union européenne.', PRICE],
  ['La livraison express coûte 1\u202f234,50 € et prend 2 jours ouvrables.', PRICE],
  ['El envío urgente cuesta 1.234,50 euros y tarda 2 días laborables dentro de la Unión Europea.', PRICE],
  ['Die Lieferung per Express kostet 1.234,50 Euro und dauert 2 Arbeitstage in der Europäischen Union.', PRICE],
  ['速達は1,234.50ユーロで、2営業日かかります。', PRICE],
  ['L’atelier ouvre de nouveau le lundi 3 octobre 2026 et les frais sont de 24,90 € pour les membres.', DAY],
  ['El taller vuelve a abrir el lunes 3 de octubre de 2026 y la tarifa es de 24,90 euros.', DAY],
  ['Το εργαστήριο ανοίγει ξανά τη Δευτέρα 3 Οκτωβρίου 2026 και το κόστος είναι 24,90 ευρώ.', DAY],
  ['ワークショップは2026年10月3日月曜日に再開します。', DAY],
  ['Warsztaty zostaną ponownie otwarte w poniedziałek 3 października 2026, a opłata wynosi 24,90 euro.', DAY],
  ['Vous pouvez rendre un article qui n’a pas été utilisé dans les 30 jours après la livraison.', DAYS],
  ['Nous livrons en Allemagne et en Norvège, et le colis pèse au plus 12 kg quand il part.', GERMANY],
  ['La livraison prend entre 5 et 8 jours ouvrés à partir du paiement de la commande.', RANGE],
  ['Écrivez à help@shop.example, et nous vous répondons dans les 24 heures les jours ouvrables.', CONTACT],
] as const)
  test(`“${text}” says no other figure, day or name than its quote`, () => assert.equal(held(text, quote), 'held'))

for (const [what, text, quote, code] of [
  ['a thousandth', 'La livraison express coûte 1,234 euros et prend 2 jours ouvrables.', PRICE, 'facts'],
  ['other separators', 'La livraison express coûte 1.234,05 euros et prend 2 jours ouvrables.', PRICE, 'facts'],
  ['another currency', 'La livraison express coûte 1 234,50 dollars et prend 2 jours ouvrables.', PRICE, 'facts'],
  ['no currency', 'La livraison express coûte 1 234,50 et elle prend 2 jours ouvrables.', PRICE, 'facts'],
  ['another unit', 'El envío urgente cuesta 1.234,50 euros y tarda 2 semanas en la Unión Europea.', PRICE, 'facts'],
  [
    'a unit of a range',
    'La livraison prend entre 5 et 8 semaines à partir du paiement de la commande.',
    RANGE,
    'facts',
  ],
  ['another month', 'L’atelier ouvre de nouveau le lundi 3 novembre 2026 pour les membres.', DAY, 'facts'],
  ['another day', 'El taller vuelve a abrir el lunes 4 de octubre de 2026 y la tarifa es la misma.', DAY, 'facts'],
  ['another year', 'Το εργαστήριο ανοίγει ξανά τη Δευτέρα 3 Οκτωβρίου 2027 για τα μέλη.', DAY, 'facts'],
  ['another weekday', 'L’atelier ouvre de nouveau le mardi 3 octobre 2026 pour les membres.', DAY, 'facts'],
  ['a weekday in Japanese', 'ワークショップは2026年10月3日火曜日に再開します。', DAY, 'facts'],
  [
    'a day in digits turned around',
    'L’atelier ouvre de nouveau le 10/03/2026 pour les membres et les autres.',
    DAY,
    'facts',
  ],
  ['a number that was in words', 'Vous pouvez rendre un article dans les 60 jours après la livraison.', DAYS, 'facts'],
  ['all figures in words', 'Vous pouvez rendre un article dans les soixante jours après la livraison.', DAYS, 'facts'],
  ['Arabic digits', 'يمكنك إرجاع أي منتج غير مستخدم خلال ٦٠ يومًا من التسليم', DAYS, 'facts'],
  ['full-width digits', '未使用の商品は、お届けから６０日以内に返品できます。', DAYS, 'facts'],
  ['another country', 'Nous livrons en Allemagne et en Suède, et le colis pèse au plus 12 kg.', GERMANY, 'name'],
  ['a Latin name in Greek', 'Στέλνουμε στη Γερμανία με την Acme, και το δέμα ζυγίζει έως 12 κιλά.', GERMANY, 'name'],
  [
    'another address',
    'Écrivez à help@shop.evil.example, et nous vous répondons dans les 24 heures.',
    CONTACT,
    'letters',
  ],
  [
    'a link',
    'Écrivez sur https://shop.evil, et nous vous répondons dans les 24 heures les jours ouvrables.',
    CONTACT,
    'letters',
  ],
  [
    'a code',
    'Avec le code B77, nous vous répondons dans les 24 heures les jours ouvrables et les autres.',
    CONTACT,
    'letters',
  ],
  ['unseen letters', 'Vous pouvez rendre un article dans les 30 jours\u202e après la livraison.', DAYS, 'letters'],
] as const)
  test(`a translation is refused for ${what}`, () => assert.equal(held(text, quote), code))

test('an order’s number may be the question’s', () => {
  const text = 'Pour la commande A12, vous avez 30 jours après la livraison pour rendre un article.'
  assert.equal(held(text, DAYS), 'held')
})

test('what is told in a short sentence is taken to be in the language that was asked in', () => {
  assert.equal(held('Oui, 30 jours.', DAYS), 'held')
  assert.equal(held('Oui, 31 jours.', DAYS), 'facts')
})

test('what is in no language that can be told isn’t let through', () => {
  assert.equal(held('Le tarif est de 12 euros pour les membres de la maison.', 'XJ 12 QQ'), 'language')
})
