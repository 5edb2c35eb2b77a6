import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { heldReply, type HeldReply } from '../../helpers/held-reply.ts'
import { fails, openModelServer } from '../../helpers/model-server.ts'
import { startParley } from '../../helpers/parley.ts'
import { routesTo } from '../../helpers/planner-replies.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { sitDown } from './sit-down.ts'
import { patient } from '../../helpers/patient.ts'

const TEXT = 'You have 14 days to send a damaged item back.'
const QUOTE = 'You have 14 days from delivery to report and return a damaged item.'

let held: HeldReply = heldReply()
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('answer') : schemaName === 'answer' ? held.reply : fails(400),
)
after(() => model[Symbol.asyncDispose]())
const parley = await startParley({ after }, { shop: await startTestShop({ after }), environment: model.environment })

test('a terminal shows each sentence once it is verified, and the whole answer in its place', patient, async (t) => {
  held = heldReply()
  const seat = sitDown(t, { parley, isTTY: true })
  await seat.see(/Ctrl-C stops what is\s+running/)
  seat.type('My vase is broken, until when can I return it?\r')
  held.say({ text: TEXT, quotes: [{ passage: 1, quote: QUOTE }] })
  await seat.see(/You have 14 days to send a damaged item back\.\n*\s*> /)
  assert.doesNotMatch(seat.screen(), /Where this comes from/)
  held.end()
  await seat.see(/damaged item back\.\s\[1\][^]*Where this comes from/)
  seat.type('\u0004')
  assert.equal(await seat.ended, 0)
})

test('a pipe gets the answer once, when it is whole', patient, async (t) => {
  held = heldReply()
  held.say({ text: TEXT, quotes: [{ passage: 1, quote: QUOTE }] })
  held.end()
  const seat = sitDown(t, { parley, isTTY: false }, '-m', 'My vase is broken, until when can I return it?')
  assert.equal(await seat.ended, 0)
  assert.equal(seat.screen().split(TEXT).length, 2)
})
