import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import { requestedSteps, type QuotedStep } from '#planning/intent/requested-steps.ts'
import { messagesOf } from '../helpers/wish-messages.ts'
import type { JsonObject } from '#core/json.ts'
import { labelOf } from '#plan-language/values/label.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'
import { PrincipalId } from '#core/principal.ts'

const folder = join(import.meta.dirname, '../../agents/support')
const loaded = await loadAgent(folder, { reference: () => 'http://127.0.0.1:1', parsePlaybook })
assert.ok(loaded.ok)
const { agent } = loaded
const live = {
  agent,
  declarations: new Map(agent.tools.map((declared) => [declared.tool, declared])),
  definitions: new Map(),
}
const principal = { id: PrincipalId.parse('customer'), email: 'maya.lindqvist@example.com' }

type Step = Omit<QuotedStep, 'index' | 'labels'> & { readonly models?: readonly string[] }

/** The words that each step is asked for by, and the doubts. `models`: the arguments that the model made up. */
async function asked(
  typed: string,
  steps: readonly Step[],
  before: readonly { readonly tool: string; readonly args: JsonObject }[] = [],
) {
  const staged = steps.map(({ models = [], ...step }, index) => ({
    ...step,
    index,
    labels: Object.fromEntries(
      Object.keys(step.args).map((name) => [
        `/${name}`,
        labelOf(models.includes(name) ? 'model' : 'tool:shop/orders.get.id'),
      ]),
    ),
  }))
  const { said, doubts } = requestedSteps(staged, {
    live,
    principal,
    messages: messagesOf(typed),
    program: '',
    now: '2026-11-23T10:00:00Z',
    reads: [],
    before,
  })
  return [said.map((pieces) => pieces.map(({ text }) => text).join(' … ') || null), doubts]
}

const refund = (orderId: string, words: string | null, more: Partial<Step> = {}): Step => ({
  tool: 'shop/refunds.create',
  args: { orderId, amount: 2490, currency: 'EUR', reason: 'damaged' },
  asked: words,
  ...more,
})
const account = (orderId: string, iban: string, words: string | null): Step => ({
  tool: 'shop/payouts.setAccount',
  args: { orderId, iban },
  asked: words,
})
const mail = (words: string | null, to = principal.email): Step => ({
  tool: 'shop/mail.send',
  args: { to, template: 'refund-issued', values: {} },
  asked: words,
})

const IBAN = 'DE89370400440532013000'

for (const [title, typed, steps, said, doubts] of [
  [
    'words that ask for it',
    'A12 is broken, please refund A12',
    [refund('A12', 'please refund A12')],
    ['please refund A12'],
    [],
  ],
  ['in German', 'Bitte erstatten Sie mir A12', [refund('A12', 'erstatten Sie mir A12')], ['erstatten Sie mir A12'], []],
  ['blanks around the quote', 'refund A12', [refund('A12', ' refund A12 ')], ['refund A12'], []],
  [
    'one clause for two',
    'refund A12 and A31',
    [refund('A12', 'refund A12 and A31'), refund('A31', 'refund A12 and A31')],
    ['refund A12 and A31', 'refund A12 and A31'],
    [],
  ],
  [
    'two deeds, each with its own',
    `refund A12 and change the bank account for A17 to ${IBAN}`,
    [refund('A12', 'refund A12'), account('A17', IBAN, 'change the bank account for A17')],
    ['refund A12', 'change the bank account for A17'],
    [],
  ],
  [
    'the order told beside the request',
    'A12 came in pieces. Please give me my money back.',
    [refund('A12', 'Please give me my money back')],
    ['Please give me my money back'],
    [],
  ],
  [
    'the amount that was said',
    'refund 24.90 of A12',
    [refund('A12', 'refund 24.90 of A12')],
    ['refund 24.90 of A12'],
    [],
  ],
  [
    'a mail to themselves',
    'send me a mail about it',
    [mail('send me a mail about it')],
    ['send me a mail about it'],
    [],
  ],

  [
    'several pieces, one of which names a thing of which something else is denied',
    "I can't find my brass lamp, please refund it. It was order A12",
    [refund('A12', 'refund it … my brass lamp … order A12')],
    ['refund it … my brass lamp … order A12'],
    [],
  ],
  [
    'pieces with three dots, in German',
    'Ich finde meine Lampe nicht mehr. Erstatten Sie mir bitte A12',
    [refund('A12', 'Erstatten Sie mir ... A12 ... meine Lampe')],
    ['Erstatten Sie mir … A12 … meine Lampe'],
    [],
  ],
  [
    'a piece that nobody typed',
    'refund my lamp',
    [refund('A12', 'refund … order A12')],
    [null],
    ['unasked-step', 'disagreement'],
  ],
  [
    'a piece that refuses',
    "Don't refund my order, please",
    [refund('A12', 'please … refund my order')],
    [null],
    ['unasked-step', 'speech-act'],
  ],
  [
    'a value that a piece takes out of a refusal',
    "Refund my order. Not A31, that's fine",
    [refund('A31', 'Refund … A31')],
    [null],
    ['unasked-step', 'speech-act'],
  ],
  [
    'a piece in quotation marks',
    'He wrote "refund my order A12". Please have a look',
    [refund('A12', 'Please … refund my order')],
    [null],
    ['unasked-step', 'speech-act'],
  ],
  [
    'a value that stands beside a piece and is left out',
    'Refund it. Order A12, but 10.00 alone',
    [refund('A12', 'Refund it … Order A12')],
    ['Refund it … Order A12'],
    ['slot'],
  ],
  [
    'the same once more, with another piece beside the words',
    'Refund it. Order A12',
    [refund('A12', 'Refund it'), refund('A12', 'Refund it … Order A12')],
    ['Refund it', null],
    ['unasked-step'],
  ],
  [
    'nothing but what is named',
    "I can't find my lamp of order A12",
    [refund('A12', 'my lamp')],
    [null],
    ['unasked-step', 'speech-act'],
  ],

  ['no words', 'refund A12', [refund('A12', null)], [null], ['unasked-step']],
  [
    'words that nobody typed',
    'refund A12',
    [refund('A12', 'refund order A12')],
    [null],
    ['unasked-step', 'disagreement'],
  ],
  ['a piece of a word', 'refund A123', [refund('A12', 'refund A12')], [null], ['unasked-step', 'disagreement']],
  ['a refusal', "Don't refund A12", [refund('A12', 'refund A12')], [null], ['unasked-step', 'speech-act']],
  [
    'a refusal beside a request',
    "Don't refund A12, refund A31",
    [refund('A31', "Don't refund A12, refund A31")],
    [null],
    ['unasked-step', 'speech-act'],
  ],
  ['one order quoted, another staged', 'refund A12', [refund('A17', 'refund A12')], ['refund A12'], ['slot']],
  [
    'one of two orders that were told',
    'A17 was fine, A12 came in pieces. Give me my money back',
    [refund('A12', 'Give me my money back')],
    ['Give me my money back'],
    ['slot'],
  ],
  [
    'another amount than was said',
    'refund 10 EUR of A12',
    [refund('A12', 'refund 10 EUR of A12')],
    ['refund 10 EUR of A12'],
    ['slot'],
  ],
  [
    'an account that isn’t in the call',
    `refund A12 to ${IBAN}`,
    [refund('A12', `refund A12 to ${IBAN}`)],
    [`refund A12 to ${IBAN}`],
    ['slot'],
  ],
  [
    'a reason that the model made up',
    'refund A12',
    [refund('A12', 'refund A12', { models: ['reason'] })],
    ['refund A12'],
    ['slot'],
  ],
  [
    'an amount that the model made up',
    'refund A12',
    [refund('A12', 'refund A12', { models: ['amount'] })],
    ['refund A12'],
    ['slot'],
  ],
  [
    'twice for one request',
    'refund A12',
    [refund('A12', 'refund A12'), refund('A12', 'refund A12')],
    ['refund A12', null],
    ['unasked-step'],
  ],
] as const satisfies readonly (readonly [
  string,
  string,
  readonly Step[],
  readonly (string | null)[],
  readonly string[],
])[]) {
  test(`${title}: “${typed}”`, async () => assert.deepEqual(await asked(typed, steps), [said, doubts]))
}

test('words that asked for a step of a round before ask for no other', async () => {
  const before = [{ tool: 'shop/refunds.create', args: { orderId: 'A12' } }]
  assert.deepEqual(await asked('refund A12', [refund('A12', 'refund A12')], before), [[null], ['unasked-step']])
  assert.deepEqual(await asked('refund A12 and A31', [refund('A31', 'refund A12 and A31')], before), [
    ['refund A12 and A31'],
    ['slot'],
  ])
})
