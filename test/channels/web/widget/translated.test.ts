import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assertAccessible, browserSuite, picture } from '../../../helpers/browser.ts'
import { someOf } from '../../../helpers/depth.ts'
import { fails, openModelServer, saysJson } from '../../../helpers/model-server.ts'
import { startParley } from '../../../helpers/parley.ts'
import { readsIn } from '../../../helpers/planner-replies.ts'
import { startTestShop } from '../../../helpers/shop.ts'
import { VIEWS } from '../../../helpers/views.ts'
import { openChat } from './chat-page.ts'

const QUOTE = 'You have 14 days from delivery to report and return a damaged item.'
const SENTENCE = 'Vous avez 14 jours à compter de la livraison pour signaler et renvoyer un article endommagé.'
const SEARCH = 'How long do I have to return a damaged item?'

browserSuite('an answer in another language than its documents', (browser) => {
  const closing = new AsyncDisposableStack()
  const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
  after(() => closing.disposeAsync())
  const started = (async () => {
    const model = await openModelServer(({ schemaName, messages }) => {
      switch (schemaName) {
        case 'reading':
          return readsIn('fr', { act: 'ask', from: 'documents', question: 'Combien de jours ?', search: SEARCH })
        case 'answer': {
          const passages: unknown[] = JSON.parse(messages[1]?.content.slice('Passages (data):\n'.length) ?? '[]')
          const passage = passages.findIndex((each) => JSON.stringify(each).includes(QUOTE)) + 1
          return saysJson({ sentences: [{ text: SENTENCE, quotes: [{ passage, quote: QUOTE }] }] })
        }
        case 'entail':
          return saysJson({ sentences: [{ sentence: 1, follows: 'yes' }] })
        default:
          return fails(400)
      }
    })
    closing.defer(() => model[Symbol.asyncDispose]())
    return await startParley(scope, { shop: await startTestShop(scope), environment: model.environment })
  })()

  for (const view of someOf(VIEWS.toReversed())) {
    test(`is marked above it, and its quote stands as it is, on a ${view.width} ${view.scheme} screen`, async (t) => {
      const { page, say, log } = await openChat(t, browser, { url: (await started).url, view })
      await say('Combien de jours ai-je pour retourner un article abîmé ?')
      const text = log.getByText(SENTENCE)
      await text.waitFor()
      const mark = log.getByText('Translated from English. The quotes are our documents’ own words.')
      await mark.waitFor()
      assert.ok(((await mark.boundingBox())?.y ?? Infinity) < ((await text.boundingBox())?.y ?? 0))
      await picture(page, `chat-translated-${view.width}-${view.scheme}`)
      await assertAccessible(page)
      await log.getByRole('button', { name: /^1/u }).first().click()
      await page.getByText(QUOTE).first().waitFor()
      await picture(page, `chat-translated-quote-${view.width}-${view.scheme}`)
    })
  }
})
