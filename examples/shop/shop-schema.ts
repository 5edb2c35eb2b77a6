import { orderBook } from './order-book.ts'

/** The shop's tables. FULL: a commit is on the disk before anyone is told, so the book can be believed after a SIGKILL. */
export const SCHEMA = `
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
  create table if not exists refunded_items (
    refund_id text not null references refunds, order_id text not null references orders, sku text not null,
    primary key (order_id, sku));
  create table if not exists accounts (
    order_id text not null references orders, iban text not null, key text not null unique, created_at text not null);
  create table if not exists changes (
    id text primary key, kind text not null, order_id text not null references orders, detail text not null,
    key text not null unique, created_at text not null);
  create index if not exists refunds_order on refunds (order_id);
  create index if not exists changes_order on changes (order_id, kind);
  create table if not exists mails (
    id text primary key, recipient text not null, template text not null, subject text not null, body text not null,
    key text unique, arguments text not null, created_at text not null);
  create table if not exists calls (
    seq integer primary key autoincrement, tool text not null, key text, arguments text not null,
    received_at text not null, effective integer not null, answer text not null);
`

export const ADD_ORDER = `
  insert into orders (id, status, customer_name, customer_email, placed_at, delivered_at, currency, total, note, items)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** The rows of the orders that a new shop starts with, each in the order that ADD_ORDER takes. */
export function firstOrders(): readonly (readonly (string | number | null)[])[] {
  return orderBook().map((order) => [
    order.id,
    order.status,
    order.customerName,
    order.customerEmail,
    order.placedAt,
    order.deliveredAt,
    order.currency,
    order.items.reduce((sum, item) => sum + item.price * item.quantity, 0),
    order.note,
    JSON.stringify(order.items),
  ])
}
