import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import { doubtfulActs } from '#dialogue/asked-for.ts'
import { commandedActs, commandVerbs, type CommandVerbs } from '#dialogue/commands.ts'
import type { Clause } from '#dialogue/clause.ts'
import { speechActs } from '#dialogue/speech-acts.ts'
import { parsePlaybook } from '#plan/playbook.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { shopMessages } from '../helpers/messages.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { refusals } from '../helpers/refusals.ts'

/*
 * The operator's own verbs make a request of what the rules of a language have no opinion of, and of nothing else. What
 * they have an opinion of stays: nothing that denies, wonders, supposes or tells becomes a request by them.
 */
const ROOT = join(import.meta.dirname, '../..')
const AGENTS = [
  'agents/support',
  ...['bank', 'mail', 'files', 'rooms', 'travel', 'shop'].map((world) => `evals/tasks/agents/${world}`),
]
const LANGUAGES = ['en', 'de']

async function verbsOf(folder: string): Promise<CommandVerbs> {
  const loaded = await loadAgent(join(ROOT, folder), { reference: () => 'http://127.0.0.1:1', parsePlaybook })
  assert.ok(loaded.ok)
  return commandVerbs(loaded.agent)
}

const byAgent = new Map(await Promise.all(AGENTS.map(async (folder) => [folder, await verbsOf(folder)] as const)))
const rooms = byAgent.get('evals/tasks/agents/rooms') ?? assert.fail()
const shop = byAgent.get('evals/tasks/agents/shop') ?? assert.fail()
const all: CommandVerbs = {
  all: new Set([...byAgent.values()].flatMap((verbs) => [...verbs.all])),
  things: new Set([...byAgent.values()].flatMap((verbs) => [...verbs.things])),
}

function clausesOf(typed: string, verbs: CommandVerbs, isGiven = true) {
  return commandedActs(typed, { languages: LANGUAGES, verbs }, () => isGiven)
}

/** Whether a message could begin a deed without a question. */
function asks(clauses: readonly Clause[]): boolean {
  return clauses.some(({ act }) => act === 'request') && doubtfulActs(clauses).size === 0
}

for (const [typed, verbs, handedOn] of [
  ['Post in general: Lunch is ready', rooms, 'Lunch is ready'],
  ['Post into the room with the most members: Please water the plants', rooms, 'Please water the plants'],
  ['Tell everybody in general which version was released last.', rooms, null],
  ['Close all tickets that were opened more than a week ago.', shop, null],
  ['Give the customer who ordered most a coupon of 10 percent', shop, null],
  ['Order 15 more of the small lamp.', shop, null],
  ['Remind whoever asked for the slides in random: they are done', rooms, 'they are done'],
  ['Reply on ticket K2: It leaves tomorrow.', shop, 'It leaves tomorrow.'],
] as const) {
  test(`“${typed}” asks for something`, () => {
    const { clauses, handedOn: span } = clausesOf(typed, verbs)
    assert.ok(asks(clauses), JSON.stringify(clauses))
    assert.equal(span && typed.slice(span.start, span.end), handedOn)
  })
}

test('two commands in one sentence are two, each with its own words', () => {
  const typed = 'Set the topic of general to Offsite, and tell Alice that I did.'
  const requests = clausesOf(typed, rooms).clauses.filter(({ act }) => act === 'request')
  assert.deepEqual(
    requests.map(({ start, end }) => typed.slice(start, end)),
    ['Set the topic of general to Offsite', 'and tell Alice that I did'],
  )
})

for (const typed of [
  'Order A12 is broken',
  'Order A12 stinks',
  'Order number A23',
  'Refund policy',
  'Post in general was rude',
  'Post in general if Bob agrees',
  'Maybe post it in general',
  "Don't post it in general",
  'Post in general?',
  'Bob said: post it in general',
  'Post it in general. No wait, don’t.',
  'Post it in general tomorrow or not',
  '“Post it in general”',
  'Delete nothing',
]) {
  test(`“${typed}” asks for nothing that could begin without a question`, () => {
    assert.equal(asks(clausesOf(typed, all).clauses), false)
  })
}

for (const behind of [
  'no wait, don’t',
  'not now',
  'if Bob agrees',
  'but only tomorrow',
  'never mind',
  'do it tomorrow',
]) {
  test(`“Refund order A12: ${behind}” hands nothing on`, () => {
    assert.equal(clausesOf(`Refund order A12: ${behind}`, all).handedOn, null)
  })
}

test('no verb makes a command of what may be taken back, and none of its words are handed on', () => {
  assert.ok(asks(clausesOf('Post it in general. Lunch is ready.', rooms).clauses))
  assert.ok(!asks(clausesOf('Post it in general. Oops, wrong chat.', rooms).clauses))
  assert.equal(clausesOf('Post in general: Oops, wrong chat', rooms).handedOn, null)
})

test('what stands behind a command’s colon asks for nothing itself, whether a call takes it or not', () => {
  for (const isGiven of [true, false]) {
    const typed = 'Post in general: Please refund order A12'
    const requests = clausesOf(typed, all, isGiven).clauses.filter(({ act }) => act === 'request')
    assert.deepEqual(
      requests.map(({ start, end }) => typed.slice(start, end)),
      isGiven ? ['Post in general'] : [],
    )
  }
})

test(`of the messages that want nothing done none could begin by the operators’ verbs (seed ${SEED})`, () => {
  const random = randomNumbers(SEED)
  const unwanted = shopMessages().filter(({ wants, isHeldOut }) => wants.length === 0 && !isHeldOut)
  const some = unwanted.filter(() => random() < howMany({ quick: 300, deep: unwanted.length }) / unwanted.length)
  const begun = some.filter(({ said }) => asks(clausesOf(said, all).clauses) && !asks(speechActs(said, LANGUAGES)))
  // They ask for something that no tool does: which tool words ask for is told apart from whether they ask.
  const foreign = /^(?:write me a poem|tell me a joke|order me a pizza)/iu
  assert.deepEqual(
    begun.map(({ said }) => said).filter((said) => !foreign.test(said)),
    [],
  )
})

test(`no refusal that can be made up becomes a command (seed ${SEED})`, () => {
  const made = refusals(howMany({ quick: 1_000, deep: 50_000 }), SEED)
  const begun = made.filter(({ said }) => asks(clausesOf(said, all).clauses))
  assert.deepEqual(
    begun.map(({ said }) => said),
    [],
  )
})

const COMMANDS = [
  'Post it in general',
  'Close all tickets that are older than a week',
  'Rename F6 to contract.txt',
  'Lower the price of LAMP.L',
]
const AGAINST: readonly ((command: string) => string)[] = [
  (command) => `Don't ${lower(command)}`,
  (command) => `Never ${lower(command)}`,
  (command) => `If Bob agrees, ${lower(command)}`,
  (command) => `${command} if Bob agrees`,
  (command) => `${command} unless Bob minds`,
  (command) => `${command}? `,
  (command) => `${command}. No, don't.`,
  (command) => `${command}. Never mind.`,
  (command) => `${command}, but only if it isn't Friday`,
  (command) => `Perhaps ${lower(command)}`,
  (command) => `I would never say ${lower(command)}`,
  (command) => `Bob wrote: ${lower(command)}`,
  (command) => `> ${command}`,
  (command) => `What happens when I ${lower(command)}?`,
  (command) => `${command} or leave it`,
]

function lower(command: string): string {
  return command.slice(0, 1).toLowerCase() + command.slice(1)
}

for (const command of COMMANDS) {
  test(`“${command}” asks for it, and in no wording that takes it back, supposes, asks or quotes`, () => {
    assert.ok(asks(clausesOf(command, all).clauses))
    const begun = AGAINST.map((against) => against(command)).filter((typed) => asks(clausesOf(typed, all).clauses))
    assert.deepEqual(begun, [])
  })
}
