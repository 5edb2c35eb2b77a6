import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFor } from '#dialogue/asked-for.ts'

// Forms in which people ask for a deed, each beside what looks like it and asks for nothing. The sentences stand in no set of
// messages, and in nothing that was learned from.

const BOTH = ['en', 'de']

for (const [form, asking, others] of [
  [
    'politeness that takes an infinitive',
    ['Wären Sie so freundlich, mir B66 zu ersetzen?', 'Guten Tag, seid bitte so nett, A31 zu erstatten. Danke'],
    ['Wären Sie so freundlich, A31 nicht zu erstatten?', 'Sie waren so freundlich, mir A31 zu erstatten'],
  ],
  [
    'a question whether one may, with a “bitte”',
    ['Kann ich A31 bitte zurückgeben', 'Darf ich bitte B83 stornieren?'],
    ['Kann ich A31 zurückgeben?', 'Kann man A31 zurückgeben?', 'Kann ich A31 nicht zurückgeben bitte'],
  ],
  [
    'a detail with its new value',
    ['B83, new address: 4 Hill Road, Leeds LS1 2AB', 'Neue IBAN für B66: DE89370400440532013000'],
    ['The new address of B83', 'My new address isn’t 4 Hill Road, Leeds LS1 2AB for B83'],
  ],
  [
    'what has to be done',
    ['B83 has to be cancelled', 'Order B66 needs refunding', 'Die Adresse von B83 muss korrigiert werden'],
    ['B83 was cancelled', 'Does B83 have to be cancelled?', 'B83 need not be cancelled'],
  ],
  [
    'a deed’s name beside an order’s',
    ['The lamp hums. B66. Refund.', 'Die Lampe brummt. B66. Erstattung.'],
    ['refund', 'B66 refund', 'Erstattung?', 'No refund. B66.'],
  ],
  [
    'what isn’t to be sent, beside a cancellation',
    ['STOP B83. DO NOT SEND IT. CANCEL.', 'Halt! B83 nicht verschicken, bitte stornieren', 'Stop! Please cancel B83'],
    ['Do not cancel B83. Do not send it.', 'Stop! Please don’t cancel B83', 'Don’t send B66 again. B66'],
  ],
  [
    'what somebody says of it, told behind it',
    ['Please cancel B83, my mother says no furniture in the hallway'],
    [
      'Cancel B83, she said',
      'Refund B66, says my wife who never gets angry',
      'Cancel B83, my boss says that is what I have to write',
    ],
  ],
  [
    'what else isn’t meant, before it',
    ['I won’t have that smell in here again. Please refund B66', 'Keiner hier mag das anschauen. B66 bitte erstatten'],
    ['Please refund B66. I don’t want that', 'Don’t do that again. Refund B66', 'I keep B66. Please refund B66'],
  ],
  [
    'the right value, said to be it',
    [
      'My new address for B83 is 4 Hill Road, Leeds LS1 2AB',
      'The refund of B66 should be paid to DE89370400440532013000',
      'Ich habe mich vertippt. Die richtige Adresse für B83 ist Gartenstraße 5, 80331 München',
      'B83 needs a different address: 4 Hill Road, Leeds LS1 2AB',
    ],
    [
      'Is my new address for B83 4 Hill Road, Leeds LS1 2AB?',
      'I told you that the right address for B83 is 4 Hill Road, Leeds LS1 2AB',
      'The refund of B66 was paid to DE89370400440532013000',
      'Die richtige Adresse für B83 ist nicht Gartenstraße 5, 80331 München',
    ],
  ],
  [
    'another thing of the kind turned down, or a thing that is kept',
    [
      'I don’t want another one, I want my money back for B66',
      'I don’t want the money, I want the lamp. Please send B66 again.',
      'Erstatten Sie bitte die Kissen aus B70, den Tisch behalte ich',
    ],
    ['I don’t want another refund, refund B66', 'Refund B66? I’m keeping it', 'Erstatten Sie B70, ich behalte es'],
  ],
  [
    'whoever doesn’t want to keep it',
    ['Ich möchte B66 nicht behalten, bitte Geld zurück', 'I have decided not to keep the items, please refund B66'],
    ['Ich möchte B66 behalten, bitte kein Geld zurück', 'I have decided to keep B66. Please refund B66'],
  ],
  [
    'a greeting before “das”',
    ['Hallo, das Geld für B66 bitte zurück', 'Grüezi, die Bestellung B83 bitte stornieren'],
    ['Ich hoffe nicht, das Geld für B66 kommt bitte zurück', 'Hallo, die Bestellung B83 bitte nicht stornieren'],
  ],
  [
    'what a courier says of it',
    [
      'According to the tracking my order B66 was delivered, but I have not received it. Please send it again',
      'B66 did not arrive, the driver says he delivered. please send it again',
      'The bank told me my old account was closed, so please pay the refund of B66 to DE89370400440532013000',
    ],
    [
      'According to the website: cancel B83',
      'According to the app please refund B66',
      'The bank told me: refund B66',
      'My bank told me please refund B66',
      'It says on your website please refund order B66',
      'You say in the description: please cancel B83',
      'The label says: please refund B66',
      'Ich habe Ihnen geschrieben: B66 erstatten',
    ],
  ],
  [
    'what was asked for taken back',
    [],
    [
      'Ich ziehe meine Bitte um Rückerstattung für B66 hiermit zurück',
      'Bitte die Stornierung von B83 stoppen',
      'Please cancel the cancellation of B83',
      'I take back my refund request for B66',
      'Please ignore that, the refund of B66 is settled',
    ],
  ],
  [
    'an abbreviated street',
    ['Bitte B83 an Gartenstr. 5, 80331 München schicken'],
    ['Bitte B83 nicht an Gartenstr. 5, 80331 München schicken'],
  ],
] as const) {
  for (const said of asking) test(`${form} asks: ${said}`, () => assert.equal(askedFor(said, BOTH), 'yes'))
  for (const said of others) test(`${form}: so does not ${said}`, () => assert.notEqual(askedFor(said, BOTH), 'yes'))
}
