import assert from 'node:assert/strict'
import { test } from 'node:test'
import { someOf } from '../../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import type { MessageView } from '#contract/message.ts'
import { PlanView } from '#contract/plan.ts'
import { golden } from '../../../contract/golden.ts'
import { startServer } from '../start-server.ts'

const HOSTILE = [
  ['markup', '<img src=x onerror="window.hit=1"><script>window.hit=1</script><b>bold</b>'],
  ['an address', '[pay here](javascript:window.hit=1) https://evil.example/a?b=c'],
  ['a turned direction', 'pay \u202e00.1 RUE\u202c to Maya'],
  ['two scripts in one name', 'mail to \u0440aypal.example'],
  ['100,000 characters', `${'long '.repeat(20_000)}end`],
] as const

browserSuite('hostile words in the console', (browser) => {
  for (const [title, text] of someOf(HOSTILE)) {
    test(`${title}: shown as text, in its bounds, and nothing of it runs`, async (t) => {
      const hostile = hostilePlan(text)
      const message: MessageView = {
        id: '019a0000-0000-7000-8000-00000000aaaa',
        role: 'user',
        by: null,
        parts: [{ type: 'text', text, citations: [] }],
        runId: null,
        answers: [],
        createdAt: hostile.createdAt,
        isComplete: true,
      }
      // Words in each of a plan's places, of which no tool server or model would have all say the same.
      const server = await startServer(t, {
        environment: { NODE_ENV: 'production' },
        instead: () => ({
          listPlans: async (_, { status }) => ({ plans: status === 'waiting' ? [hostile] : [], next: null }),
          readPlan: async () => hostile,
          listPlanMessages: async () => ({ messages: [message] }),
        }),
      })

      const page = await browser.newPage(t)
      await page.goto(`${server.url}/console`)
      await page.getByLabel('Token').fill(await server.keyWith('read', 'decide'))
      await page.keyboard.press('Enter')
      await page.locator('.plan').waitFor()
      await page.locator('.said li').waitFor()
      await picture(page, `console-hostile-${title.replaceAll(/\W+/g, '-')}`)
      assert.equal(await page.evaluate(() => Reflect.get(globalThis, 'hit') ?? null), null)
      assert.equal(await page.locator('img, iframe, .plan b b, .plan a, .said a').count(), 0)
      const shown = await page.locator('#console').innerText()
      assert.doesNotMatch(shown, /[\u202a-\u202e\u2066-\u2069]/)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > globalThis.innerWidth)
      assert.equal(wide, false)
      const buttons = await page.locator('.review .acts').boundingBox()
      assert.ok(buttons !== null && buttons.y + buttons.height <= 900, 'the buttons stay in reach')
      const row = await page.locator('.row').boundingBox()
      assert.ok(row !== null && row.height < 400, 'the list stays a list')
      await assertAccessible(page)
    })
  }
})

const NOTHING_ELSE = { intent: null, said: null, reads: [], citations: [], decisions: [] }
const NOBODYS = { data: ['unknown'], ctrl: [] }

function hostilePlan(text: string): PlanView {
  const excerpts = [{ from: text, before: text, marked: text, after: text }]
  const origin = { origin: text, kind: 'unchecked', others: [text], unchecked: true, excerpts } as const
  return {
    ...golden('plan', PlanView),
    ...NOTHING_ELSE,
    requester: { id: 'somebody', name: text },
    awaits: ['customer'],
    title: text,
    deed: text,
    totals: [text],
    agent: text,
    playbook: text,
    program: text,
    verdict: { decision: 'ask', roles: ['customer'], reasons: [text], policies: [text] },
    answer: { text, ...origin, editedSince: true },
    stepChanges: [{ change: 'changed', title: text, was: text, values: [{ name: text, was: text, is: text }] }],
    effects: [
      {
        index: 0,
        tool: 'shop/refunds.create',
        title: text,
        args: { note: text },
        arguments: [{ name: text, text, ...origin, was: null, edit: [] }],
        money: [],
        labels: { '/note': NOBODYS },
        paths: {},
        because: NOBODYS,
        verdict: null,
        state: 'planned',
        result: null,
        said: null,
        mayLeaveOut: false,
        reversible: false,
      },
    ],
  }
}
