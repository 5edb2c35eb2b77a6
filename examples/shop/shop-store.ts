import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { ADD_ORDER, firstOrders, SCHEMA } from './shop-schema.ts'
import {
  Change,
  Item,
  Order,
  OrderStatus,
  PayoutAccount,
  StoredCall,
  StoredMail,
  StoredRefund,
  type Book,
  type Kept,
  type NewRefund,
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

  /** The stock numbers that a refund was for, in their order; none where it was for an order. */
  itemsOf(refundId: string): readonly string[] {
    const select = 'select sku from refunded_items where refund_id = ? order by sku'
    return this.#rows(z.object({ sku: z.string() }), select, [refundId]).map(({ sku }) => sku)
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

  changeByKey(key: string): Change | null {
    return this.#changes('where key = ?', key)[0] ?? null
  }

  /** What was changed last of an order in one way. */
  lastChange(orderId: string, kind: Change['kind']): Change | null {
    return this.#changes('where order_id = ? and kind = ? order by rowid desc limit 1', orderId, kind)[0] ?? null
  }

  addChange({ kind, orderId, detail, key }: Omit<Change, 'id' | 'createdAt'> & { key: string }): void {
    this.#run(
      `insert into changes (id, kind, order_id, detail, key, created_at)
       select 'C' || (1001 + count(*)), ?, ?, ?, ?, ? from changes`,
      [kind, orderId, detail, key, new Date().toISOString()],
    )
    if (kind === 'cancellation') this.#run(`update orders set status = 'cancelled' where id = ?`, [orderId])
  }

  addRefund(refund: NewRefund): void {
    this.#run(
      `insert into refunds (id, order_id, amount, currency, reason, key, created_at)
       select 'R' || (1001 + count(*)), ?, ?, ?, ?, ?, ? from refunds`,
      [refund.orderId, refund.amount, refund.currency, refund.reason, refund.key, new Date().toISOString()],
    )
    for (const sku of refund.items) {
      this.#run(
        'insert into refunded_items (refund_id, order_id, sku) select id, order_id, ? from refunds where key = ?',
        [sku, refund.key],
      )
    }
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
      Order.omit({ status: true, items: true }).extend({ stored: OrderStatus, items: z.string(), back: z.string() }),
      `select id, status as stored, customer_name as customerName, customer_email as customerEmail,
              placed_at as placedAt, delivered_at as deliveredAt, currency, total, note, items,
              (select coalesce(sum(amount), 0) from refunds where order_id = orders.id) as refunded,
              (select max(created_at) from refunds where order_id = orders.id) as refundedAt,
              (select json_group_array(sku) from refunded_items where order_id = orders.id) as back
         from orders ${tail}`,
      values,
    )
    return rows.map(({ stored, items, back, ...row }) => {
      const status = row.total > 0 && row.refunded === row.total ? 'refunded' : stored
      const paidBack = z.array(z.string()).parse(JSON.parse(back))
      return {
        ...row,
        status,
        items: z
          .array(Item.omit({ total: true, refunded: true }))
          .parse(JSON.parse(items))
          .map((item) => ({
            ...item,
            total: item.price * item.quantity,
            refunded: status === 'refunded' || paidBack.includes(item.sku),
          })),
      }
    })
  }

  #changes(tail: string, ...values: readonly string[]): readonly Change[] {
    return this.#rows(
      Change,
      `select id, kind, order_id as orderId, detail, created_at as createdAt from changes ${tail}`,
      values,
    )
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
    for (const order of firstOrders()) this.#run(ADD_ORDER, order)
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
