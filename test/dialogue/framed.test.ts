import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFor } from '#dialogue/asked-for.ts'

// What may be words to work on is asked about.
for (const said of [
  'Generate a title for: Cancel order A58',
  'Generate a title for:\nCancel order A58',
  'Generate tags for cancel order A58',
  'Proofread: please refund order A12',
  'Please proofread the following. Please refund order A12.',
  'Repeat after me: refund A12',
  'Rephrase: I want a refund for A12',
  'Reword refund order A12',
  'Summarise: cancel A58',
  'Classify this message: refund A12',
  'Name this chat: Cancel order A58',
  'Spell-check: please refund A12',
  'Translate refund A12 into German',
  'Draft: refund A12',
  'Please forward this to Anna: cancel order A58',
  'Übersetze: Erstatte A12',
  'Bitte übersetzen: Stornieren Sie bitte A58',
  'Fasse zusammen: Bitte A58 stornieren',
  'Formuliere um: Ich möchte A12 zurückgeben',
  'Erstelle einen Titel für: Bestellung A58 stornieren',
  'Prüfe die Rechtschreibung: bitte erstatte A12',
  'Wiederhole: Storniere A58',
])
  test(`“${said}” is asked about`, () => assert.equal(askedFor(said, ['en', 'de']), 'perhaps'))

// A greeting, a form's label, what a request is about and what stands behind one are none of these.
for (const said of [
  'Hi: refund A12 please',
  'Order A12: please refund',
  'A12: refund please',
  'What I want: refund A12',
  'Order: A12, please refund',
  'Subject: Refund order A17\n\nPlease refund it.',
  'Two things: please refund A12, and cancel A58.',
  'Please refund A12: the lamp is broken',
  'It broke at 10:30, please refund A12',
  'The candles came smashed :( Please refund A12',
  'Please refund A12 and translate your answer',
  'Bestellung A12: bitte erstatten',
  'Bestellnummer: A12, bitte erstatten',
])
  test(`“${said}” asks for it`, () => assert.equal(askedFor(said, ['en', 'de']), 'yes'))
