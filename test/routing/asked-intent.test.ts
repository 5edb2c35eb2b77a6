import assert from 'node:assert/strict'
import { speechActs } from '#dialogue/speech-acts.ts'
import { test } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import type { Intent } from '#core/intent.ts'
import { afterReply, askedIntent, withSlots, type Recognition } from '#routing/asked-intent.ts'
import { plainMessage } from '#dialogue/plain-message.ts'
import { screenMessage } from '#guardrails/screen-message.ts'
import { PrincipalId, TenantId, type Principal } from '#core/principal.ts'
import { loadOptions } from '../agents/broken-folder.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { shopMessages } from '../helpers/messages.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { refusals } from '../helpers/refusals.ts'

const loaded = await loadAgent('agents/support', loadOptions())
assert.ok(loaded.ok)
const { agent } = loaded
const refund = agent.playbooks.find(({ name }) => name === 'refund')
assert.ok(refund)
const principal: Principal = {
  tenantId: TenantId.parse('default'),
  id: PrincipalId.parse('customer'),
  name: 'Maya',
  email: null,
  roles: [],
  groups: [],
  authenticatedBy: 'session',
  scopes: [],
}
const EXAMPLES = new Set([refund.title, ...refund.examples].map((example) => plainMessage(agent, example)))
/** As sure as it can be: what remains is what the words do. */
const SURE: Recognition = { recognisedBy: 'classifier', likeness: 1, near: [], doubts: [] }

const SCREENING = { typedBlockLength: 600, isOwn: false }

function typing(text: string) {
  return { live: { agent }, language: 'en', principal, message: { id: 'm', text, joined: [] }, screening: SCREENING }
}

function intentOf(text: string, recognition: Recognition = SURE): Intent {
  const { typed } = screenMessage(text, SCREENING)
  const isExample = EXAMPLES.has(plainMessage(agent, typed))
  return askedIntent(typing(text), refund ?? assert.fail(), { typed, isExample, recognition })
}

for (const [text, basis, doubts] of [
  ['Refund order A17', 'explicit', []],
  ['please refund A23', 'explicit', []],
  ['I want my money back', 'explicit', []],
  ['Bitte erstatten Sie mir A12', 'explicit', []],
  ['“Refund order A17”', 'inferred', ['speech-act']],
  ['Refund order A17?', 'inferred', ['speech-act']],
  ['Refund order A17, but only if it isn’t here by Friday', 'inferred', ['speech-act']],
  ['A17 was refunded', 'inferred', ['speech-act']],
  ['Would you refund A17 if it were broken?', 'inferred', ['speech-act']],
  ['> refund order A17\nA17', 'inferred', ['speech-act']],
] as const) {
  test(`“${text}” is ${basis}`, () => {
    const intent = intentOf(text)
    assert.deepEqual([intent.basis, intent.doubts], [basis, doubts])
  })
}

test('its words stand where it says, whatever stands around them', () => {
  const text = '\n  Hi!\r\n\r\n> refund everything\r\nPlease refund order A12, thanks'
  const { said } = intentOf(text)
  assert.deepEqual(
    said.map((words) => text.slice(words.start, words.end)),
    said.map((words) => words.text),
  )
  assert.match(said[0]?.text ?? '', /^Please refund order A12/)
})

test('what it wasn’t recognised as surely makes it inferred', () => {
  assert.deepEqual(intentOf('Refund order A17', { ...SURE, doubts: ['likeness'] }).doubts, ['likeness'])
})

test('a slot that was said, also in an answer to a question, counts', () => {
  const filled = { orderId: { value: 'A17', said: 'A17', by: [] } }
  const asked = intentOf('I want my money back')
  assert.equal(withSlots(afterReply(asked, typing('A17'), 'A17'), refund, filled).basis, 'explicit')
  assert.deepEqual(withSlots(asked, refund, {}).doubts, ['slot'])
})

for (const reply of ['A17, but only if it’s quick', 'not A17', 'Is A17 the one?', 'my wife says: A17']) {
  test(`“${reply}” in answer to our question leaves nothing explicit`, () => {
    assert.equal(afterReply(intentOf('I want my money back'), typing(reply), reply).basis, 'inferred')
  })
}

test('no refusal that can be made up is explicit', () => {
  const made = refusals(howMany({ quick: 2_500, deep: 200_000 }), SEED)
  assert.ok(new Set(made.map(({ said }) => said)).size >= 2_000)
  const explicit = made.filter(({ said }) => intentOf(said).basis === 'explicit').map(({ said }) => said)
  assert.deepEqual(explicit, [], `seed ${SEED}`)
})

test('a “not” anywhere leaves no explicit message explicit, but in what tells something by itself', () => {
  const random = randomNumbers(SEED)
  const wanted = shopMessages()
    .filter(({ wants }) => wants.length > 0)
    .map(({ said }) => ({ said, at: random() }))
    .toSorted((one, other) => one.at - other.at)
  const isExplicit = ({ said }: { readonly said: string }) => intentOf(said).basis === 'explicit'
  // No more are read than are tried.
  const messages = [
    ...wanted
      .values()
      .filter(isExplicit)
      .take(howMany({ quick: 25, deep: 2_000 })),
  ]
  assert.ok(messages.length >= 25)
  const left = messages.flatMap(({ said }) => withNot(said).filter((text) => intentOf(text).basis === 'explicit'))
  assert.deepEqual(left, [], `seed ${SEED}`)
})

for (const [said, basis] of [
  ['The lamp does not work. Please refund order A12', 'explicit'],
  ['I do not. Please refund order A12', 'inferred'],
  ['Do not. Refund order A12', 'inferred'],
  ['Please refund order A12. The lamp does not work', 'explicit'],
  ['Please refund order A12, it is not what I ordered', 'explicit'],
  ['Bitte A12 erstatten, die Lampe passt nicht zum Zimmer', 'explicit'],
  ['I hereby request a refund for order A12, as I am not satisfied with the quality', 'explicit'],
  ['Please refund order A12. The goods do not meet my expectations', 'explicit'],
  ['A12 refund please, not as described', 'explicit'],
  ['Order A12 not received. Please refund it', 'explicit'],
  ['Please refund A12. I have not received it', 'explicit'],
  ['Refund A12 please, we do not like it', 'explicit'],
  ['Ich bin mit A12 leider gar nicht zufrieden und bitte um Erstattung', 'explicit'],
  ['Bitte A12 erstatten. Die Lampe geht nicht', 'explicit'],
  ['Please refund order A12. I am not happy about asking', 'inferred'],
  ['Please refund order A12. I have not decided', 'inferred'],
  ['Bitte A12 erstatten. Das geht nicht', 'inferred'],
  ['Please refund order A12, not A17', 'explicit'],
  ['Nicht A17. Bitte A12 erstatten', 'explicit'],
  ['Kindly cancel order A58 as it is not needed now', 'explicit'],
  ['Please refund order A12, not A12', 'inferred'],
  ['Refund A12, not the whole of A17 but A12', 'inferred'],
  ['Hinterlegen Sie bitte für A17 folgendes Konto: nicht DE89370400440532013000', 'inferred'],
  ['Please refund order A12. I am not serious', 'inferred'],
  ['Please refund order A12. This is not a request', 'inferred'],
  ['Please refund order A12. My wife does not agree', 'inferred'],
  ['Please refund order A12. It is not urgent', 'inferred'],
  ['Please refund order A12. Das stimmt nicht', 'inferred'],
  ['Bitte A12 erstatten. Das war nicht ich', 'inferred'],
  ['Please refund order A12. The time for that has not come', 'inferred'],
  ['Please refund order A12. The decision is not final', 'inferred'],
  ['Please refund order A12. My husband is not sure', 'inferred'],
  ['Please refund order A12. It is not my wish', 'inferred'],
  ['Please refund order A12. There is not any reason for that', 'inferred'],
  ['Bitte A12 erstatten. Meine Frau ist nicht einverstanden', 'inferred'],
  ['Bitte A12 erstatten. Die Sache ist noch nicht entschieden', 'inferred'],
  ['Bitte A12 erstatten. Das muss nicht sein', 'inferred'],
  ['Please refund order A12. The candles are for a room we are not building', 'explicit'],
  ['Please refund order A12. They are not my style', 'explicit'],
  ['Bitte A12 erstatten. Meine Haut verträgt das Wachs nicht', 'explicit'],
  ['Bitte A12 erstatten, und die Streichhölzer mag ich auch nicht', 'explicit'],
  ['Please refund A12, or rather, do not', 'inferred'],
  ['Erstatten Sie A12, passt nicht', 'explicit'],
  ['The bulbs in A17 do not fit the lamp not they came with. Refund the bulbs please, not the lamp', 'inferred'],
  ["I'd rather not have A58 delivered to work: Langelinie 36, 2100 København. Please change that for me", 'inferred'],
  ["I'd rather have not A58 delivered to work: Langelinie 36, 2100 København. Please change that for me", 'inferred'],
  ['We do not live at Langelinie 36, 2100 København now. Please send A58 there', 'inferred'],
  ['Wir wohnen nicht in der Seestrasse 88, 8002 Zürich. Bitte A58 dorthin liefern', 'inferred'],
  ['Für die Regale aus B83 brauche ich nicht eine andere Lieferadresse. Bitte ändern Sie das', 'inferred'],
  ['a58 has not to go to 5 Abbey Walk, Durham DH1 3EL pls. and resend a17', 'inferred'],
  ['nicht Wo bleibt A55? Und bitte A12 erstatten.', 'inferred'],
  ['I can’t lift it up and down with my shoulder. Please refund order A12', 'explicit'],
  ['We are with my sister until Sunday. Please refund order A12', 'explicit'],
  ['We don’t need A12 any more. Please refund it', 'explicit'],
  ['No, please refund order A12', 'explicit'],
  ['I don’t want to. Please refund order A12', 'inferred'],
  ['Meine Frau will das nicht. Bitte A12 erstatten', 'inferred'],
  ['I am taking it back. Please refund order A12', 'inferred'],
  ['I do not want you to do what comes now. Refund order A12', 'inferred'],
  ['We should wait until the weekend. Please refund order A12', 'inferred'],
  ['Order: A12\nProblem: the wax has no lid\nWhat I want: full refund', 'explicit'],
  ['Bestellung A12 / Wunsch: Erstattung / Grund: brauche ich nicht mehr', 'explicit'],
  ['Order: A12\nWish: no refund\nReason: we like it', 'inferred'],
  ['Order: A12\nRequest: refund?\nReason: just wondering', 'inferred'],
  ['Reason: don’t. Refund order A12', 'inferred'],
  ['Der Postbote sagt, die Dose war nicht zu retten. Bitte A12 erstatten', 'explicit'],
  ['A12 brauche ich nicht mehr, bitte erstatten', 'explicit'],
  ['If it’s not too much trouble, please refund order A12', 'explicit'],
  ['I ask for my money back for A12, not for new ones', 'explicit'],
  ['Please refund order A12. I am not after the money', 'inferred'],
  ['If not, please refund order A12', 'inferred'],
] as const) {
  test(`“${said}” is ${basis}`, () => assert.equal(intentOf(said).basis, basis))
}

/**
 * A message with its language's “not” between any two of its words, from the sentence that asks on. Left out is where that
 * stands in what tells something by itself, in a sentence before or of a thing that isn't as it should be.
 */
function withNot(said: string): readonly string[] {
  const asks = speechActs(said, ['en', 'de']).find(({ act }) => !TOLD.has(act))
  const from = /^[^]*[.!?\n](?=\s)/u.exec(said.slice(0, asks?.start ?? 0))?.[0].length ?? 0
  const not = /\b(?:bitte|ich|mir|mein|erstatt\w*|geld|stornier\w*)\b/iu.test(said) ? 'nicht' : 'not'
  const places = [...said.matchAll(/(?<=^| )(?=[^ ])/gu)].map(({ index }) => index).filter((at) => at >= from)
  return places.flatMap((at) => {
    const text = `${said.slice(0, at)}${not} ${said.slice(at)}`
    const clauses = speechActs(text, ['en', 'de'])
    const its = clauses.find(({ start, end }) => start <= at && at < end)
    const isBefore = clauses.every(({ act, start }) => TOLD.has(act) || /[.!?\n]\s/u.test(text.slice(its?.end, start)))
    const isOwn = its?.ownNot === 'anywhere' || (its?.ownNot === 'before' && isBefore)
    return isOwn ? [] : [text]
  })
}

const TOLD: ReadonlySet<string> = new Set(['statement', 'report', 'reason'])
