import type { Scope } from '../../test/helpers/database.ts'
import { messagesOf } from '../../test/helpers/messages.ts'
import { MANY_MESSAGES, startParley, type TestParley } from '../../test/helpers/parley.ts'
import { startTestShop } from '../../test/helpers/shop.ts'
import { ended } from '../ended.ts'
import { modelIn } from '../model-at.ts'
import { rangeIn } from '../range-in.ts'
import { ERRING_CALLS, openErringModel } from './erring-model.ts'

/** Messages at once: fewer than one person's requests may wait. */
const AT_ONCE = 10

/** What came of a message: no deed planned, one that its requester is asked about, one that a rule stops, one begun. */
type Came = 'nothing' | 'asked' | 'refused' | 'begun'

/**
 * `npm run evals -- nothing --model URL [reading|plan|witness]`: says each of the messages that ask for nothing, with the model
 * there, which errs on purpose in the call that is named, and counts the deeds that were begun without a press. A range says
 * those alone.
 */
export async function runNothing(words: readonly string[], say: (text: string) => void): Promise<void> {
  const url = modelIn(words)
  if (url === undefined) throw new Error('evals nothing needs --model and the URL of a model, up to /v1')
  const errs = ERRING_CALLS.find((call) => words.includes(call)) ?? null
  const [from, to] = rangeIn(words)
  const closing = new AsyncDisposableStack()
  const scope: Scope = { isTest: false, after: (cleanUp) => closing.defer(cleanUp) }
  try {
    const model = closing.use(await openErringModel(url, errs))
    const shop = await startTestShop(scope)
    const environment = { ...model.environment, MODEL_REPLY_MS: '3000000', RUN_LEASE_MS: '30000' }
    const parley = await startParley(scope, { shop, limits: MANY_MESSAGES, environment })
    const counts: Record<Came, number> = { nothing: 0, asked: 0, refused: 0, begun: 0 }
    const waiting = [
      ...messagesOf('asks-for-nothing')
        .slice(from - 1, to)
        .entries(),
    ]
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const [index, { said }] = next
          const came = await cameOf(parley, said)
          counts[came]++
          if (came !== 'nothing') say(`${came === 'begun' ? 'BEGUN' : came} ${from + index}: ${said}`)
        }
      }),
    )
    const { calls } = await shop.book()
    say(
      `\n${errs ? `Erring ${errs}` : 'None errs'}: ${JSON.stringify(counts)}; ${calls.length} writes reached the shop.`,
    )
  } finally {
    await closing.disposeAsync()
  }
}

async function cameOf(parley: TestParley, said: string): Promise<Came> {
  const customer = parley.as('customer')
  const asked = await customer.say(said)
  await ended(customer, asked.threadId, asked.runId)
  const proposed = (await customer.events(asked.threadId)).filter((event) => event.type === 'plan-proposed')
  const plans = await Promise.all(proposed.map(({ planId }) => customer.plan(planId)))
  const came = plans.map(({ status, awaits, intent, effects, asking }): Came => {
    if (effects.length === 0 || asking) return 'nothing'
    if (status === 'refused') return 'refused'
    return intent?.basis !== 'explicit' && awaits.includes('requester') ? 'asked' : 'begun'
  })
  await customer.request('POST', `/v1/runs/${asked.runId}/cancel`)
  return (['begun', 'asked', 'refused'] as const).find((each) => came.includes(each)) ?? 'nothing'
}
