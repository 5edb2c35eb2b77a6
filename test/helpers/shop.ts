import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope } from './database.ts'
import { z } from 'zod'
import { startShop } from '../../examples/shop/server.ts'

const ShopBook = z.object({
  refunds: z.array(z.looseObject({ id: z.string(), orderId: z.string(), amount: z.int(), key: z.string() })),
  mails: z.array(z.looseObject({ id: z.string(), to: z.string(), template: z.string(), body: z.string() })),
  calls: z.array(
    z.looseObject({ tool: z.string(), key: z.string().nullable(), effective: z.boolean(), arguments: z.unknown() }),
  ),
})
export type ShopBook = z.infer<typeof ShopBook>

export interface TestShop {
  /** Where its tools are. It stays the same over `stop` and `start`. */
  readonly url: string
  readonly token: string
  readonly dataDir: string
  /** What it did, in its own words: the witness. */
  book(): Promise<ShopBook>
  /** Ends it; its storage stays. */
  stop(): Promise<void>
  /** Starts it again on the same port and storage, with no session known. */
  start(): Promise<void>
  /** Begins anew on the same port: nothing refunded, nothing mailed, no session known. */
  renew(): Promise<void>
}

/** The example shop inside this process, over real HTTP, with a storage of its own and a token that it asks for. */
export async function startTestShop(t: Scope, options: { dataDir?: string } = {}): Promise<TestShop> {
  const dataDir = options.dataDir ?? (await makeDataDir(t))
  const token = `shop-${randomUUID()}`
  let shop = await startShop({ port: 0, dataDir, token })
  t.after(async () => await shop.close())
  const { url } = shop
  const start = async () => {
    shop = await startShop({ port: Number(new URL(url).port), dataDir, token })
  }
  return {
    url,
    token,
    dataDir,
    book: async () => await readBook(url, token),
    stop: async () => await shop.close(),
    start,
    renew: async () => {
      await shop.close()
      await rm(dataDir, { recursive: true, force: true })
      await start()
    },
  }
}

/** What a shop, in this process or another, says that it did. */
export async function readBook(url: string, token: string): Promise<ShopBook> {
  const answer = await fetch(new URL('/book.json', url), { headers: { authorization: `Bearer ${token}` } })
  return ShopBook.parse(await answer.json())
}

export async function makeDataDir(t: Scope): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shop-'))
  t.after(async () => await rm(dataDir, { recursive: true, force: true }))
  return dataDir
}
