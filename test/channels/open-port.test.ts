import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPort } from '#channels/web/open-port.ts'
import { testContext } from './web/start-server.ts'

const ANY = { HOST: '127.0.0.1', PORT: 0 }

test('who comes before there is anything to answer waits, and is answered', async (t) => {
  const { context } = testContext()
  const port = await openPort(ANY, context)
  t.after(() => port[Symbol.asyncDispose]())
  const url = `http://127.0.0.1:${port.address.port}`
  const arrived = new Promise((resolve) => port.server.once('request', resolve))
  const early = fetch(url, { method: 'POST', body: 'early' }).then((response) => response.text())
  await arrived
  port.answerWith(async (request) => new Response(`heard ${await request.text()}`))
  assert.equal(await early, 'heard early')
  assert.equal(await (await fetch(url, { method: 'POST', body: 'late' })).text(), 'heard late')
})

test('a start that fails lets go of the port and of who waits there', async () => {
  const { context } = testContext()
  const port = await openPort(ANY, context)
  const arrived = new Promise((resolve) => port.server.once('request', resolve))
  const early = assert.rejects(fetch(`http://127.0.0.1:${port.address.port}`))
  await arrived
  await port[Symbol.asyncDispose]()
  await early
  await using _again = await openPort({ ...ANY, PORT: port.address.port }, context)
})
