import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { orderBook } from './order-book.ts'
import {
  Item,
  Order,
  OrderStatus,
  PayoutAccount,
  StoredCall,
  StoredMail,
  StoredRefund,
  type Book,
  type Kept,
} from './shop-records.ts'

/** The shop's own storage. Every change is on the disk before it is answered. */
export class ShopStore implements Disposable {
  readonly #database: DatabaseSync

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true })
    this.#database = new DatabaseSync(join(dataDir, 'shop.sqlite'))
    this.#database.exec(SCHEMA)
    this.#transaction(() => this.#fillOnce())
  }

  order(id: string): Order | null {
    return this.#orders('where id = ?', id)[0] ?? null
  }

  /** Orders whose id, items or customer contain all words of the query, newest first. */
  searchOrders(query: string, status: Order['status'] | null): readonly Order[] {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean)
    return this.#orders('order by placed_at desc, id').filter((order) => {
      const titles = order.items.map((item) => item.title)
      const text = [order.id, order.customerName, order.customerEmail, ...titles].join('\n').toLowerCase()
      return (status === null || order.status === status) && words.every((word) => text.includes(word))
    })
  }

  refundByKey(key: string): StoredRefund | null {
    return this.#refunds('where key = ?', key)[0] ?? null
  }

  refundById(id: string): StoredRefund | null {
    return this.#refunds('where id = ?', id)[0] ?? null
  }

  mailByKey(key: string): StoredMail | null {
    return this.#mails('where key = ?', key)[0] ?? null
  }

  accountByKey(key: string): PayoutAccount | null {
    return this.#rows(PayoutAccount, 'select order_id as orderId, iban from accounts where key = ?', [key])[0] ?? null
  }

  addAccount(account: PayoutAccount & { key: string }): void {
    this.#run('insert into accounts (order_id, iban, key, created_at) values (?, ?, ?, ?)', [
      account.orderId,
      account.iban,
      account.key,
      new Date().toISOString(),
    ])
  }

  /** One write call: what it does and its entry in the book are kept together or not at all. */
  keepCall<T>(call: { tool: string; key: string | null; arguments: unknown }, work: () => Kept<T>): Kept<T> {
    return this.#transaction(() => {
      const kept = work()
      this.#run('insert into calls (tool, key, arguments, received_at, effective, answer) values (?, ?, ?, ?, ?, ?)', [
        call.tool,
        call.key,
        JSON.stringify(call.arguments),
        new Date().toISOString(),
        kept.effective ? 1 : 0,
        kept.ok ? 'done' : kept.message,
      ])
      return kept
    })
  }

  addRefund(refund: { orderId: string; amount: number; currency: string; reason: string; key: string }): void {
    this.#run(
      `insert into refunds (id, order_id, amount, currency, reason, key, created_at)
       select 'R' || (1001 + count(*)), ?, ?, ?, ?, ?, ? from refunds`,
      [refund.orderId, refund.amount, refund.currency, refund.reason, refund.key, new Date().toISOString()],
    )
  }

  addMail(mail: Omit<StoredMail, 'id' | 'createdAt'>): string {
    const at = new Date().toISOString()
    const [row] = this.#rows(
      z.object({ id: z.string() }),
      `insert into mails (id, recipient, template, subject, body, key, arguments, created_at)
       select 'M' || (1001 + count(*)), ?, ?, ?, ?, ?, ?, ? from mails returning id`,
      [mail.to, mail.template, mail.subject, mail.body, mail.key, mail.arguments, at],
    )
    if (row === undefined) throw new Error('The outbox took no mail.')
    return row.id
  }

  book(): Book {
    return {
      refunds: this.#refunds('order by rowid'),
      mails: this.#mails('order by rowid'),
      calls: this.#rows(
        StoredCall,
        'select tool, key, arguments, received_at as receivedAt, effective, answer from calls order by seq',
      ),
    }
  }

  [Symbol.dispose](): void {
    this.#database.close()
  }

  #orders(tail: string, ...values: readonly string[]): readonly Order[] {
    const rows = this.#rows(
      Order.omit({ status: true, items: true }).extend({ stored: OrderStatus, items: z.string() }),
      `select id, status as stored, customer_name as customerName, customer_email as customerEmail,
              placed_at as placedAt, delivered_at as deliveredAt, currency, total, note, items,
              (select coalesce(sum(amount), 0) from refunds where order_id = orders.id) as refunded
         from orders ${tail}`,
      values,
    )
    return rows.map(({ stored, items, ...row }) => ({
      ...row,
      status: row.total > 0 && row.refunded === row.total ? 'refunded' : stored,
      items: z.array(Item).parse(JSON.parse(items)),
    }))
  }

  #refunds(tail: string, ...values: readonly string[]): readonly StoredRefund[] {
    return this.#rows(
      StoredRefund,
      `select id, order_id as orderId, amount, currency, 'issued' as status, created_at as createdAt, key, reason
         from refunds ${tail}`,
      values,
    )
  }

  #mails(tail: string, ...values: readonly string[]): readonly StoredMail[] {
    return this.#rows(
      StoredMail,
      `select id, recipient as "to", template, subject, body, key, arguments, created_at as createdAt
         from mails ${tail}`,
      values,
    )
  }

  #fillOnce(): void {
    if (this.#rows(z.object({ id: z.string() }), 'select id from orders limit 1').length > 0) return
    for (const order of orderBook()) {
      const total = order.items.reduce((sum, item) => sum + item.price * item.quantity, 0)
      this.#run(
        `insert into orders (id, status, customer_name, customer_email, placed_at, delivered_at, currency, total, note, items)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          order.id,
          order.status,
          order.customerName,
          order.customerEmail,
          order.placedAt,
          order.deliveredAt,
          order.currency,
          total,
          order.note,
          JSON.stringify(order.items),
        ],
      )
    }
  }

  #transaction<T>(work: () => T): T {
    this.#database.exec('begin immediate')
    try {
      const result = work()
      this.#database.exec('commit')
      return result
    } catch (error) {
      this.#database.exec('rollback')
      throw error
    }
  }

  #run(sql: string, values: readonly (string | number | null)[]): void {
    this.#prepare(sql).run(...values)
  }

  #rows<T>(shape: z.ZodType<T>, sql: string, values: readonly (string | number | null)[] = []): readonly T[] {
    return z.array(shape).parse(this.#prepare(sql).all(...values))
  }

  readonly #prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()

  #prepare(sql: string): ReturnType<DatabaseSync['prepare']> {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const fresh = this.#database.prepare(sql)
    this.#prepared.set(sql, fresh)
    return fresh
  }
}

// FULL: a commit is on the disk before anyone is told, so the book can be believed after a SIGKILL.
const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma busy_timeout = 2000;
  create table if not exists orders (
    id text primary key, status text not null, customer_name text not null, customer_email text not null,
    placed_at text not null, delivered_at text, currency text not null, total integer not null, note text,
    items text not null);
  create table if not exists refunds (
    id text primary key, order_id text not null references orders, amount integer not null, currency text not null,
    reason text not null, key text not null unique, created_at text not null);
  create table if not exists accounts (
    order_id text not null references orders, iban text not null, key text not null unique, created_at text not null);
  create index if not exists refunds_order on refunds (order_id);
  create table if not exists mails (
    id text primary key, recipient text not null, template text not null, subject text not null, body text not null,
    key text unique, arguments text not null, created_at text not null);
  create table if not exists calls (
    seq integer primary key autoincrement, tool text not null, key text, arguments text not null,
    received_at text not null, effective integer not null, answer text not null);
`
