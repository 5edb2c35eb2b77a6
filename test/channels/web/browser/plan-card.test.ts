import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { deep, someOf } from '../../../helpers/depth.ts'
import { assertAccessible, browserSuite, picture, wordsOf } from '../../../helpers/browser.ts'
import { VIEWS, type View } from '../../../helpers/views.ts'
import { bannedWords } from '../../cli/banned-words.ts'
import { bundled } from './bundle.ts'
import { CARD_STATES } from './card-states.ts'
import { HOSTILE_TEXTS, hostilePlan } from './hostile-plan.ts'
import { lengthenTexts, overflowing } from './longer-texts.ts'

const CARD_PARTS = '.plan, .b, .why, .step-title, .from, .plan-title'

browserSuite('the plan card in every state', (browser) => {
  const gallery = bundled('card-gallery.ts')

  async function open(t: TestContext, view: View = {}, root = 'lang="en"'): Promise<Page> {
    const page = await browser.newPage(t, view)
    await page.setContent(
      `<!doctype html><html ${root}><title>Cards</title><body><header><h1>Cards</h1></header></body></html>`,
    )
    await page.addScriptTag({ content: await gallery })
    return page
  }

  for (const view of someOf(VIEWS)) {
    test(`each is accessible and fits, ${view.width} and ${view.scheme}`, async (t) => {
      const page = await open(t, view)
      assert.equal(await page.locator('.plan').count(), CARD_STATES.length)
      await assertAccessible(page)
      assert.deepEqual(await overflowing(page, CARD_PARTS), [])
      // As high as the highest card, which is else cut off.
      await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height: 1_600 })
      for (const { name } of CARD_STATES) {
        const file = `card-${name.replaceAll(/\W+/g, '-')}-${view.width}-${view.scheme}`
        await picture(page.locator(`[data-name="${name}"]`), file)
      }
    })
  }

  test('a card that is folded still quotes what its tools said', async (t) => {
    const page = await open(t, {})
    const card = page.locator('[data-name="done before, and its tool said something"]')
    await card.locator('header').getByText('the tool answered “It bounced.”').waitFor()
    assert.equal(await card.locator('.steps').isVisible(), false)
  })

  deep('a press on what nobody vouches for opens the words where they stood, with what was taken marked', async (t) => {
    for (const view of VIEWS) {
      const page = await open(t, view)
      const card = page.locator('[data-name="answers beside what it does"]')
      // The others are looked at above.
      await page
        .locator('[data-name]')
        .evaluateAll((all, kept) => all.forEach((one) => one === kept || one.remove()), await card.elementHandle())
      const chips = card.locator(':is(.told, .step) .stood > summary')
      assert.equal(await card.locator('.stood > p').first().isVisible(), false)
      for (const chip of await chips.all()) await chip.press('Enter')
      assert.deepEqual(await card.locator('.step mark').allInnerTexts(), ['bob@example.org'])
      assert.match(await card.locator('.step .stood').innerText(), /Alice has left us\.\nPlease use my new address/)
      await assertAccessible(page)
      assert.deepEqual(await overflowing(page, CARD_PARTS), [])
      await picture(card, `card-words-where-they-stood-${view.width}-${view.scheme}`)
    }
  })

  deep('no word of the code is on any of them', async (t) => {
    const page = await open(t)
    await openAll(page)
    // The plan as written is the operator's own, in the words of the plan language.
    await page.locator('.code').evaluateAll((all) => all.forEach((one) => one.remove()))
    assert.deepEqual(bannedWords(await wordsOf(page)), [])
    assert.doesNotMatch(await wordsOf(page), /shop\/\w/)
  })

  deep('every button and fold is reached and pressed by keyboard alone', async (t) => {
    const page = await open(t)
    const reachable = await page.locator('.plan').evaluateAll((cards) => {
      const all = cards.flatMap((card) => [
        ...card.querySelectorAll<HTMLElement>('button, summary, input, textarea, [tabindex]'),
      ])
      return all.filter((one) => one.checkVisibility() && one.tabIndex < 0).map((one) => one.outerHTML)
    })
    assert.deepEqual(reachable, [])
    const lead = page.locator('[data-name="asks you, the lead"]')
    await lead.locator('[data-act=approve]').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, 'pressedActs')), [
      { do: 'approve' },
      { do: 'ask', asking: 'reject' },
    ])
    const folds = lead.locator('summary')
    await folds.first().focus()
    await page.keyboard.press('Enter')
    assert.equal(await lead.locator('details').first().getAttribute('open'), '')
  })

  deep('Tab goes through every card from its top to its end, and where it is can be seen', async (t) => {
    const page = await open(t)
    // What a card asks has taken the focus.
    await page.evaluate(() => {
      document.body.tabIndex = -1
      document.body.focus()
    })
    const seen: { place: number; ring: string; name: string | null }[] = []
    for (;;) {
      await page.keyboard.press('Tab')
      const at = await page.evaluate(focused)
      if (at === null || at.place <= (seen.at(-1)?.place ?? -1)) break
      seen.push(at)
    }
    assert.deepEqual(
      seen.filter(({ ring }) => !/^[2-9]px solid|^auto/.test(ring)),
      [],
    )
    const cards = new Set(seen.map(({ name }) => name))
    assert.deepEqual(
      CARD_STATES.map(({ name }) => name).filter((name) => !cards.has(name)),
      ['being made'],
      'on these alone nothing can be pressed',
    )
  })

  deep('without a connection buttons can be reached, say why, and do nothing', async (t) => {
    const page = await open(t)
    const deed = page.locator('[data-name="no connection"] [data-act=approve]')
    assert.equal(await deed.getAttribute('aria-disabled'), 'true')
    assert.equal(await deed.getAttribute('title'), 'Off while there is no connection')
    await deed.focus()
    await page.keyboard.press('Enter')
    assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, 'pressedActs')), [])
  })

  deep('what is being answered says so in the button, and a second press does nothing', async (t) => {
    const page = await open(t)
    const deed = page.locator('[data-name="asks you, being answered"] [data-act=approve]')
    assert.match(await deed.innerText(), /^Saying yes…/)
    await deed.press('Enter')
    assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, 'pressedActs')), [])
  })

  for (const [title, view, root] of [
    ['from right to left', {}, 'lang="ar" dir="rtl"'],
    ['from right to left on a phone', { width: 'phone' }, 'lang="ar" dir="rtl"'],
    ['with colours that the reader forces', { forcedColors: 'active' }, 'lang="en"'],
  ] as const) {
    deep(`each fits ${title}`, async (t) => {
      const page = await open(t, view, root)
      await picture(page, `cards-${title.replaceAll(' ', '-')}`)
      assert.deepEqual(await overflowing(page, CARD_PARTS), [])
    })
  }

  for (const width of ['wide', 'phone'] as const) {
    deep(`texts that are 40 % longer still fit, ${width}`, async (t) => {
      const page = await open(t, { width })
      await lengthenTexts(page)
      await picture(page, `cards-longer-${width}`)
      assert.deepEqual(await overflowing(page, CARD_PARTS), [])
    })
  }

  deep('hostile text in every value of a plan is shown whole and does nothing', async (t) => {
    const page = await open(t)
    await page.evaluate((plan) => Reflect.get(globalThis, 'showPlan')(JSON.parse(plan)), JSON.stringify(hostilePlan()))
    await openAll(page)
    const words = await wordsOf(page)
    for (const { shown, hidden } of HOSTILE_TEXTS) {
      assert.ok(words.includes(shown), `it shows ${shown.slice(0, 60)}`)
      if (hidden !== undefined) assert.ok(!words.includes(hidden), 'it hides nothing')
    }
    assert.equal(await page.evaluate(() => document.querySelectorAll('main :is(img, script, iframe, a)').length), 0)
    assert.equal(await page.evaluate(() => Reflect.get(globalThis, 'wasRun') ?? false), false)
    assert.deepEqual(await overflowing(page, CARD_PARTS), [])
    await picture(page, 'cards-hostile')
    const showAll = page.getByRole('button', { name: 'Show all 106,260 characters' }).first()
    await showAll.press('Enter')
    assert.equal(await page.getByRole('button', { name: 'Show less' }).count(), 1)
  })
})

/** Where the focus is, by its place in the document, and the ring around it. Null outside of the cards. */
function focused() {
  const at = document.activeElement
  const card = at?.closest<HTMLElement>('[data-name]')
  if (!at || !card) return null
  const { outlineStyle, outlineWidth } = getComputedStyle(at)
  const ring = outlineStyle === 'auto' ? 'auto' : `${outlineWidth} ${outlineStyle}`
  return { place: [...document.querySelectorAll('*')].indexOf(at), ring, name: card.dataset['name'] ?? null }
}

async function openAll(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
}
