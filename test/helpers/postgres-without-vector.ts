import { PGlite } from '@electric-sql/pglite'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type { Scope } from './database.ts'

/** A PostgreSQL on whose server nobody has installed pgvector, which has one session at a time. Gives its address. */
export async function openPostgresWithoutVector(scope: Scope): Promise<string> {
  const pglite = await PGlite.create()
  const server = createServer((socket) => {
    let answered = Promise.resolve()
    socket.on('error', () => {})
    socket.on('data', (asked) => {
      answered = answered.then(async () => void socket.write(await pglite.execProtocolRaw(asked)))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.after(async () => {
    await new Promise((resolve) => server.close(resolve))
    await pglite.close()
  })
  return `postgres://postgres@127.0.0.1:${(server.address() as AddressInfo).port}/postgres`
}
