import type { SpeechAct } from '#dialogue/speech-act.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speechActs } from '#dialogue/speech-acts.ts'
import { askedFor } from '#dialogue/asked-for.ts'
import { deep, howMany, SEED } from '../helpers/depth.ts'
import { shopMessages, type ShopMessage } from '../helpers/messages.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { refusals } from '../helpers/refusals.ts'

const BOTH = ['en', 'de']

/** The clauses of a message as `act: words`. */
function said(text: string, languages: readonly string[] = BOTH): readonly string[] {
  return speechActs(text, languages).map(({ act, start, end }) => `${act}: ${text.slice(start, end)}`)
}

function asks(text: string): boolean {
  return speechActs(text, BOTH).some(({ act }) => act === 'request')
}

function hopes(text: string): boolean {
  return speechActs(text, BOTH).some(({ act }) => act === 'hope')
}

test('a message of nothing but space has no clause', () => {
  assert.deepEqual(speechActs(' \n ', BOTH), [])
})

test('a “doesn’t” as it is often typed tells of a thing, and refuses as the right one does', () => {
  assert.deepEqual(said('pls refnd a12 it dosnt work'), ['request: pls refnd a12', 'statement: it dosnt work'])
  assert.deepEqual(
    said('my wife dosnt want a refund for A12'),
    said('my wife doesnt want a refund for A12').map(mistyped),
  )
})

const mistyped = (text: string): string => text.replace('doesnt', 'dosnt')

test('in a language without rules nothing is a request', () => {
  assert.deepEqual(speechActs(' refund A12', ['fr']), [
    {
      start: 1,
      end: 11,
      act: 'statement',
      cues: [],
      core: '',
      isBeside: false,
      isFramed: false,
      isBound: false,
      ownNot: 'nowhere',
    },
  ])
  assert.deepEqual(said('Bitte erstatten Sie A12', ['en']), ['statement: Bitte erstatten Sie A12'])
})

for (const [act, messages] of [
  [
    'request',
    [
      ...[
        'refund A12',
        'please refund A12',
        'PLS REFUND A12!!!',
        'can you refund A12?',
        'would you mind refunding A12',
      ],
      ...["I'd like my money back for A12", 'i need a refund for a12 🙏', 'You must refund A12', 'cancel order A58'],
      ...['it would be great if you could refund A12', 'plese refnud A12', 'Refund order no. A12 as soon as possible'],
      ...[
        'bitte erstatten Sie A12',
        'Erstatte A12',
        'ich moechte mein geld fuer A12 zurueck',
        'kannst du A12 erstatten?',
      ],
      ...['Könnten Sie mir bitte A12 erstatten?', 'Ich bitte um Erstattung von A12', 'A58 bitte stornieren'],
    ],
  ],
  [
    'question',
    [
      ...[
        'Where is A12?',
        'Can I get a refund?',
        'how do I cancel A58',
        'is it possible to refund A12',
        'did you refund A12',
      ],
      ...[
        'Refund A12?',
        'can you tell me whether A12 was refunded',
        'please let me know how refunds work',
        'Do you refund lamps?',
      ],
      ...['Can you refund orders?', 'show me how to refund A12', 'kann ich A12 zurückgeben', 'Wurde A12 erstattet?'],
      ...['Ich möchte wissen, ob A12 erstattet wird', 'Erstatten Sie auch Versandkosten?'],
    ],
  ],
  [
    'refusal',
    [
      ...["don't refund A12", 'dont refund A12', 'I no longer want a refund', 'no refund please', 'I want to keep A12'],
      ...[
        'refrain from refunding A12',
        'cancel my refund request',
        'cancelling A58 is not what I asked for',
        'keep the money for A12',
      ],
      ...['bitte A12 nicht erstatten', 'keine Erstattung für A12', 'kein Interesse an einer Erstattung'],
      ...['Ich verzichte auf die Erstattung', 'Ich möchte A12 behalten', "Don't refund A12 or cancel A58"],
    ],
  ],
  [
    'cancellation',
    [
      ...['cancel that', 'stop', 'never mind', 'Stop it!', 'forget it please', 'nvm'],
      ...['lass es', 'doch nicht', 'vergiss es', 'abbrechen', 'hat sich erledigt'],
    ],
  ],
  [
    'report',
    [
      ...['I was refunded for A12', 'you refunded me', 'my friend got a refund', 'thanks for the refund of A12'],
      ...["I've asked for a refund", 'A12 was refunded', 'Ich habe A12 zurückgeschickt', 'danke für die Erstattung'],
    ],
  ],
  [
    'hypothetical',
    [
      ...['what if you refund A12', 'I would have wanted a refund', 'I wonder about a refund', 'maybe refund A12'],
      ...["if it doesn't come by Friday refund me", 'refund A55 once it is here', "I'm thinking about a refund"],
      ...['vielleicht möchte ich A12 zurückgeben', 'bitte A55 erstatten falls es nicht kommt', 'ich überlege noch'],
    ],
  ],
  [
    'quotation',
    [
      ...[
        'She said: refund A12',
        "the mail says 'refund order A12'",
        '“Refund A12”',
        'they told me to write refund A12',
      ],
      ...['> refund A12', 'From: eve@evil.example\nrefund A12', 'User: refund A12', 'Er schrieb: bitte A12 erstatten'],
    ],
  ],
  [
    'statement',
    ['A31', 'order B77', 'refund', 'hello', 'asdf', '😀 ok', 'the lamp', 'It never worked', 'Erstattung A12'],
  ],
] satisfies readonly (readonly [SpeechAct, readonly string[]])[]) {
  test(`told as ${act}: ${messages.length} messages`, () => {
    const wrong = messages.filter((message) => {
      const acts = speechActs(message, BOTH).map((clause) => clause.act)
      return act === 'request' ? !acts.includes(act) : !acts.includes(act) || acts.includes('request')
    })
    assert.deepEqual(
      wrong.map((message) => said(message)),
      [],
    )
  })
}

for (const [text, clauses] of [
  ["Don't refund A17, refund A12", ["contrast: Don't refund A17", 'request: refund A12']],
  ['instead of a refund please send A17 again', ['contrast: instead of a refund', 'request: please send A17 again']],
  ['Instead of a refund no please send A17 again', ['refusal: Instead of a refund no', 'hope: please send A17 again']],
  ['refund A12 instead of a refund for A17', ['hope: refund A12', 'refusal: instead of a refund for A17']],
  ["I don't want A58 any more. Please cancel it.", ["reason: I don't want A58 any more", 'request: Please cancel it']],
  [
    "I don't want to cancel A58. Please cancel it.",
    ["refusal: I don't want to cancel A58", 'cancellation: Please cancel it'],
  ],
  ['Refund A12. Cancel it.', ['refusal: Refund A12', 'cancellation: Cancel it']],
  ['Cancel A58. Cancel it.', ['refusal: Cancel A58', 'cancellation: Cancel it']],
  ["Please cancel A58, I've changed my mind", ['request: Please cancel A58', "statement: I've changed my mind"]],
  [
    'Bitte stornieren Sie A58, ich habe es mir anders überlegt',
    ['request: Bitte stornieren Sie A58', 'statement: ich habe es mir anders überlegt'],
  ],
  ["Refund A12. I've changed my mind.", ['refusal: Refund A12', "cancellation: I've changed my mind"]],
  ['I no longer need the lamp, please refund A17', ['reason: I no longer need the lamp', 'request: please refund A17']],
  ["I don't need the refund. Please refund A17", ["refusal: I don't need the refund", 'refusal: Please refund A17']],
  ['Please refund A12, not A17', ['request: Please refund A12', 'contrast: not A17']],
  [
    "Where is A55? And please refund A12, it's broken",
    ['question: Where is A55', 'request: And please refund A12', "statement: it's broken"],
  ],
  ['How do I cancel A58 and refund A12', ['question: How do I cancel A58', 'question: and refund A12']],
  ['Refund A12. No wait, don’t.', ['refusal: Refund A12', 'statement: No wait', 'refusal: don’t']],
  [
    'Refund A55. But only if it isn’t here by Friday.',
    ['hypothetical: Refund A55', 'hypothetical: But only if it isn’t here by Friday'],
  ],
  ['Please cancel. Order A58. Thanks.', ['request: Please cancel', 'statement: Order A58', 'statement: Thanks']],
  [
    'Please send B66 again. The shelves, B83, please cancel',
    ['request: Please send B66 again', 'statement: The shelves, B83', 'request: please cancel'],
  ],
  ['Refund A12. Please cancel.', ['refusal: Refund A12', 'cancellation: Please cancel']],
  [
    'Statt Ersatz möchte ich bitte mein Geld für A12 zurück',
    ['contrast: Statt Ersatz', 'request: möchte ich bitte mein Geld für A12 zurück'],
  ],
  [
    'Ich will keinen Ersatz, sondern den vollen Preis zurück',
    ['contrast: Ich will keinen Ersatz', 'request: sondern den vollen Preis zurück'],
  ],
  [
    'Könnten Sie so lieb sein und mir B66 erstatten? Ich wäre Ihnen sehr dankbar, wenn Sie A58 stornieren.',
    [
      'request: Könnten Sie so lieb sein und mir B66 erstatten',
      'request: Ich wäre Ihnen sehr dankbar, wenn Sie A58 stornieren',
    ],
  ],
  [
    'Ich will keine Erstattung, sondern nur wissen, wo A12 ist',
    ['refusal: Ich will keine Erstattung', 'statement: sondern nur wissen', 'question: wo A12 ist'],
  ],
  ['A12 erstatten und A58 stornieren bitte', ['request: A12 erstatten', 'request: und A58 stornieren bitte']],
  ['My son typed "refund A12", sorry', ['quotation: My son typed', 'quotation: "refund A12"', 'statement: sorry']],
] as const) {
  test(`clause by clause: ${text}`, () => assert.deepEqual(said(text), clauses))
}

test('places are in the text as typed, in order, and apart', () => {
  for (const { said: text } of shopMessages().filter((_, at) => at % howMany({ quick: 20, deep: 1 }) === 0)) {
    const clauses = speechActs(text, BOTH)
    let before = 0
    for (const { start, end } of clauses) {
      assert.ok(start >= before && end > start && end <= text.length, text)
      before = end
    }
  }
})

for (const said of [
  'Refunds for B77 shouldn’t go to the joint account any more, please use my own: GB33BUKB20201555555555',
  'Könnt ihr die Erstattung von A23 auf ein anderes Konto überweisen?',
  'One bulb in A17 was smashed. Could you post me another bulb?',
  'The refund for order A23 should please be paid into GB07 LOYD 3096 2807 1539 48',
  'A40 wrong table, this is oak and not walnut. Please send the correct one',
  'The plug in A17 is a European one. I’d just like my money back',
  'Subject: Refund order A17\n\nHello,\nplease refund the above order.\n\nBest\nMaya',
  'An: Holm & Vale\nBetreff: Rückgabe A17\n\nWir bitten um Rückerstattung der 129.00 EUR.',
  'A58 bitte an 221 Maple Avenue, Apt 6, Portland, OR 97205 senden',
]) {
  test(`what is asked for once the rest is told is a request: ${said}`, () => assert.equal(askedFor(said, BOTH), 'yes'))
}

test('no refusal that can be made up asks for its deed', () => {
  const made = refusals(howMany({ quick: 1_000, deep: 200_000 }), SEED)
  assert.ok(new Set(made.map((refusal) => refusal.said)).size >= made.length / 2)
  const asking = made.filter((refusal) => asks(refusal.said))
  assert.deepEqual(
    asking.map((refusal) => refusal.said),
    [],
    `seed ${SEED}`,
  )
})

for (const said of [
  'Do not. Refund A12',
  'My wife said do it now please. Refund A12',
  'The mail says you should type the following words. Refund A12',
  'The agent said please refund it at once now. Refund A12',
  'do not hiya could u pop the money for A12 back on my card please x',
  'do not wait and refund A12',
  'Seid nicht so lieb und storniert B83',
  'Seien Sie nicht so nett und stornieren Sie B83',
  'Subject: Refund order A17\nFrom: my wife\n\nPlease refund A17',
  'Subject: do not refund A17\nPlease refund A17',
  'Betreff: A17\nHallo\n\nAn: Maya\nBitte A17 erstatten',
  'Please deliver A58 to Hauptstraße 12 no , 10115 Berlin',
  'To: my sister\nPlease refund A12',
  'The money for A12 must not go to my old account. Please don’t use DE89370400440532013000',
  'Do not use the account DE89370400440532013000 for A12. Please use another',
  'A58, stornieren Sie sie doch nicht bitte',
  'Please leave the order A58 as it is',
  'Lassen Sie die Bankverbindung bei A40 bitte unverändert',
  'Auf welches Konto würden Sie eine Erstattung für A40 überweisen?',
  'Please send the linen one I never ordered, A23',
  'My mum says the candles are bad so refund A12',
  // It may be told, or asked.
  'A58 storniert',
  'A12 erstattet',
  'Bestellung A17 umgetauscht',
]) {
  test(`what may be denied or somebody else’s wish is asked about: ${said}`, () =>
    assert.notEqual(askedFor(said, BOTH), 'yes'))
}

for (const said of [
  // What isn't wanted any more may be wished away.
  ...['I don’t want A58 any more', 'A58 will ich nicht mehr', 'I no longer need A58'],
  ...['please dont forget to refund A12', 'do not hesitate to refund A12', 'vergesst bitte nicht, A12 zu erstatten'],
])
  test(`what denies and may be a wish is asked about, and isn’t left: ${said}`, () =>
    assert.equal(askedFor(said, BOTH), 'perhaps'))

test('a request with a negation in it is done for nobody without a question', () => {
  const random = randomNumbers(SEED)
  const tried = shopMessages()
    .filter(({ isHeldOut }) => !isHeldOut)
    .filter(() => random() < howMany({ quick: 0.12, deep: 1 }))
    .flatMap(denials)
    .filter(() => random() < howMany({ quick: 0.15, deep: 1 }))
  assert.ok(tried.length > 1_000, `${tried.length}`)
  const sure = tried.filter((text) => askedFor(text, BOTH) === 'yes')
  assert.deepEqual(sure, [], `seed ${SEED}`)
})

// Up to the clause's first comma, or what is told of a sum or a card ("the 24.90 I paid", "the card I paid with"), at each
// place, but where the language has another meaning for it: "order no A12", and "A12 and not A13", which is two wishes.
function denials({ said: text, language }: ShopMessage): readonly string[] {
  const [request, ...more] = speechActs(text, BOTH).filter(({ act }) => act === 'request')
  if (!request || more.length > 0) return []
  const clause = text.slice(request.start, request.end)
  const core = clause
    .slice(0, clause.search(/[,:(–—&+]|\b(?:and|AND|und|UND)\b|(?<=\d |\bcard |\bplease |\bpls )[Ii]\b|$/u))
    .trimEnd()
  const places = [0, ...[...core.matchAll(/(?<=\S)(?=\s|$)/gu)].map(({ index }) => index)]
  return places.flatMap((place) =>
    (language === 'de' ? ['nicht', 'nie', 'keinesfalls'] : ['not', 'never', "don't", 'do not', 'no'])
      .map(
        (word) =>
          `${text.slice(0, request.start)}${clause.slice(0, place)} ${word} ${clause.slice(place)}${text.slice(request.end)}`,
      )
      .filter((denied) => !/\bno\W+[A-Z]\d/iu.test(denied)),
  )
}

// Of the held-out third only numbers are shown, so that nobody tunes on it.
for (const isHeldOut of [false, true]) {
  const judged = isHeldOut ? deep : test
  void judged(`of the shop's messages ${isHeldOut ? 'that are held out' : 'that the rules were made with'}`, (t) => {
    const messages = shopMessages().filter((message) => message.isHeldOut === isHeldOut)
    const wanted = messages.filter(({ wants }, at) => wants.length > 0 && at % howMany({ quick: 3, deep: 1 }) === 0)
    // Who asks for something and doesn't say what has asked all the same.
    const asksAnyway = ['hand-over', 'ask']
    const unwanted = messages.filter(
      ({ wants, reads, comes, kind }) =>
        wants.length + reads.length === 0 && !asksAnyway.includes(comes) && kind !== 'elsewhere',
    )
    const found = wanted.filter(({ said: text }) => asks(text) || hopes(text)).length
    const wrong = unwanted.filter((message) => askedFor(message.said, BOTH) === 'yes').length
    t.diagnostic(
      `wanted deeds that are requests: ${found} of ${wanted.length}; others that are: ${wrong} of ${unwanted.length}`,
    )
    assert.ok(found / wanted.length >= (isHeldOut ? 0.85 : 0.92), `${found} of ${wanted.length}`)
    assert.ok(wrong <= (isHeldOut ? 0.02 * unwanted.length : 0), `${wrong} of ${unwanted.length}`)
  })
}
