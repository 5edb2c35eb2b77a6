import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detectLanguage } from '#dialogue/detect-language.ts'
import { otherLanguageText } from '#dialogue/utterance/other-language.ts'

/** What is told of a message, for an agent with these languages: a code, `other: fr`, or null. */
function told(text: string, among: readonly string[] = ['en', 'de']): string | null {
  const detected = detectLanguage(text, among)
  if (detected.is === 'unsure') return null
  return detected.is === 'other' ? `other: ${detected.language}` : detected.language
}

const MESSAGES: Readonly<Record<string, readonly string[]>> = {
  en: [
    ...["Where's my order A31?", 'I want my money back', 'no, A13', 'Can I return a lamp?', 'yes please', 'refund A12'],
    ...['was it sent', 'will A12 be refunded', 'My name is Jan de Vries and I want to cancel', 'thanks a lot'],
  ],
  de: [
    ...['Wo ist meine Bestellung A31?', 'ich moechte mein geld zurueck', 'Bestellung A12 erstatten', 'Erstatte A12'],
    ...['Rückerstattung für A12', 'die Lampe kam kaputt an', 'nächsten Dienstag', 'Gibt es eine Garantie auf Lampen?'],
    ...['A13 statt A12', 'hi, wo ist A55?', 'guten morgen', 'übermorgen', 'Was kostet der Versand', 'nein danke'],
  ],
}
for (const [language, messages] of Object.entries(MESSAGES)) {
  for (const text of messages) test(`“${text}” is ${language}`, () => assert.equal(told(text), language))
}

for (const text of [
  ...[
    'A12',
    'ok',
    'IBAN DE89370400440532013000',
    'pizza',
    'merci',
    'Merci beaucoup',
    'Où est',
    'Je voudrais',
    'mon colis',
    '12,50 EUR',
    '👍',
    '',
  ],
  ...['maya@example.com', 'https://example.com/la-commande-est-ici', 'Ich hätte gern einen Refund for my order'],
]) {
  test(`nothing is concluded from “${text}”`, () => assert.equal(told(text), null))
}

const OTHERS = {
  fr: ['Je voudrais un remboursement pour ma commande', 'Où est mon colis ?'],
  es: ['Quiero devolver mi pedido', '¿Dónde está mi paquete?'],
  it: ['Vorrei un rimborso per il mio ordine'],
  pt: ['Quero o meu dinheiro de volta'],
  nl: ['Ik wil mijn geld terug', 'Waar is mijn bestelling?'],
  pl: ['Gdzie jest moja paczka?'],
  sv: ['Var är mitt paket?'],
  fi: ['Missä pakettini on?'],
  cs: ['Kde je můj balík?'],
  ro: ['Unde este coletul meu?'],
  hu: ['Hol van a csomagom?'],
  ru: ['Где мой заказ?'],
  uk: ['Де моє замовлення?'],
  zh: ['我的订单在哪里'],
  ja: ['注文はどこですか'],
  ko: ['내 주문은 어디에 있나요'],
  ar: ['أين طلبي'],
}
for (const [language, messages] of Object.entries(OTHERS)) {
  for (const text of messages) {
    test(`“${text}” is told in ${language}`, () => {
      assert.equal(told(text), `other: ${language}`)
      // For an agent that has it, it is its own.
      assert.equal(told(text, ['en', language]), language)
      assert.match(otherLanguageText(language, ['en', 'de']), /\(English\).*\(Deutsch\)/)
    })
  }
}

test('a variant of a language is that language', () => {
  assert.equal(told('Wo ist meine Bestellung?', ['de-AT']), 'de-AT')
})

test('a single small word is no plain word of a language', () => {
  const isPlain = (text: string) => Object.assign({ isPlain: null }, detectLanguage(text, ['en', 'de'])).isPlain
  assert.deepEqual(['yes', 'Hi!', 'no, A13', 'nein', 'yes please', 'A13 statt A12'].map(isPlain), [
    ...[false, false, false, false, true, true],
  ])
})
