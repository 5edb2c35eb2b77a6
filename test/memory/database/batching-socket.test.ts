import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { batchingSocket } from '#memory/database/driver/batching-socket.ts'

const SENT = 'begin one; commit. begin two; commit. '

test('what is written in one tick is kept together until its end, and then sent in order', async (t) => {
  const received: Buffer[] = []
  const server = createServer((connection) => connection.on('data', (chunk) => received.push(chunk)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = batchingSocket()
  t.after(() => {
    socket.destroy()
    server.close()
  })
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1') // on a port, so neither null nor a path
  await once(socket, 'connect')
  for (const round of ['one', 'two']) {
    socket.write(`begin ${round}; `)
    socket.write('commit. ')
    assert.equal(socket.writableCorked, 1, round)
    await setImmediate()
    assert.equal(socket.writableCorked, 0, round)
  }
  while (Buffer.concat(received).length < SENT.length) await setImmediate()
  assert.equal(Buffer.concat(received).toString(), SENT)
})
