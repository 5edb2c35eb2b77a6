import { z } from 'zod'
import { refused, type Kept } from './shop-records.ts'
import type { ShopStore } from './shop-store.ts'

export const MailRequest = z.strictObject({
  to: z
    .string()
    .min(3)
    .max(254)
    .regex(/^[^\s@<>,;]+@[^\s@<>,;]+$/),
  template: z.enum(['refund-issued', 'order-update']),
  values: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .describe('refund-issued: refundId. order-update: orderId, message. Others are listed below the text.'),
  key: z.string().min(8).max(200).optional().describe('Chosen by the caller; the same key never sends twice.'),
})
export type MailRequest = z.infer<typeof MailRequest>

const TEMPLATES = {
  'refund-issued': {
    subject: 'Your refund {refundId}',
    body: 'Good news: we have issued your refund {refundId}. It reaches your account within five working days.',
  },
  'order-update': { subject: 'News about your order {orderId}', body: '{message}' },
} as const

/** Renders a mail into the outbox, once for each key; without a key, each time. */
export function sendMail(store: ShopStore, request: MailRequest): Kept<{ id: string }> {
  const { key = null, ...mail } = request
  return store.keepCall({ tool: 'mail.send', key, arguments: request }, (): Kept<{ id: string }> => {
    const identity = sortedJson(mail)
    const earlier = key === null ? null : store.mailByKey(key)
    if (earlier !== null) {
      if (earlier.arguments !== identity) return refused('key_reused', 'This key was used for another mail.')
      return { ok: true, effective: false, value: { id: earlier.id } }
    }
    const template = TEMPLATES[mail.template]
    const missing = placeholders(template.subject + template.body).filter((name) => !Object.hasOwn(mail.values, name))
    if (missing.length > 0)
      return refused('values_missing', `The template ${mail.template} needs ${missing.join(', ')}.`)
    const id = store.addMail({
      to: mail.to,
      template: mail.template,
      subject: fill(template.subject, mail.values),
      body: [fill(template.body, mail.values), ...others(template.subject + template.body, mail.values)].join('\n'),
      key,
      arguments: identity,
    })
    return { ok: true, effective: true, value: { id } }
  })
}

const PLACEHOLDER = /\{(\w+)\}/g

function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))]
}

function fill(text: string, values: MailRequest['values']): string {
  return text.replaceAll(PLACEHOLDER, (_, name: string) => String(values[name]))
}

function others(template: string, values: MailRequest['values']): readonly string[] {
  const named = new Set(placeholders(template))
  return Object.entries(values)
    .filter(([name]) => !named.has(name))
    .map(([name, value]) => `${name}: ${String(value)}`)
}

function sortedJson(mail: { to: string; template: string; values: MailRequest['values'] }): string {
  const values = Object.entries(mail.values).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([mail.to, mail.template, values])
}
