import { z } from 'zod'
import type { JsonPointer } from './json.ts'

/**
 * Where a value came from (docs/explanation/labels.md): `user:<principal>`, `approver:<principal>`, `operator`, `model`,
 * `clock`, `tool:<server>/<name>[.<field>]`, `effect:<n>`, `passage:<id>` or `unknown`. A field is its path with list
 * positions left out, so every element of `items[].sku` is `tool:shop/orders.get.items.sku`. A passage whose words read
 * like orders to a model is `passage:<id>#orders`.
 */
export const Source = z.string().regex(/^(?:operator|model|clock|unknown|(?:user|approver|tool|effect|passage):.+)$/su)
export type Source = z.infer<typeof Source>

/** `data`: what the value was made of. `ctrl`: what decided that it is this value. Sorted, without repeats. */
export const Label = z.strictObject({ data: z.array(Source).readonly(), ctrl: z.array(Source).readonly() })
export type Label = z.infer<typeof Label>

/** A label for each place in a value, the whole (`''`) and every leaf among them. */
export type Labels = Readonly<Record<JsonPointer, Label>>
export const Labels: z.ZodType<Labels> = z.record(z.string(), Label)

export const NO_SOURCES: Label = { data: [], ctrl: [] }

const ORDERS = '#orders'

/** The source of a passage, which says so where its words read like orders to a model. The id is ours, never its words. */
export function passageSource(id: string, { givesOrders }: { readonly givesOrders: boolean }): Source {
  return `passage:${id}${givesOrders ? ORDERS : ''}`
}

/** Whether a source is a passage whose words read like orders to a model. It is trusted as little as any passage. */
export function givesOrders(source: Source): boolean {
  return source.startsWith('passage:') && source.endsWith(ORDERS)
}

/** The same source without a word on what its passage says. */
export function withoutOrders(source: Source): Source {
  return givesOrders(source) ? source.slice(0, -ORDERS.length) : source
}

export function labelOf(...data: readonly Source[]): Label {
  return { data: sorted(data), ctrl: [] }
}

/** The label of something that depends on all of the given ones. */
export function joinLabels(labels: Iterable<Label>): Label {
  const data = new Set<Source>()
  const ctrl = new Set<Source>()
  for (const label of labels) {
    for (const source of label.data) data.add(source)
    for (const source of label.ctrl) ctrl.add(source)
  }
  return { data: sorted(data), ctrl: sorted(ctrl) }
}

/**
 * All that something hangs on, for the control of what is decided by it. That a model wrote it is no more than what it knew
 * when it did, which stands there too.
 */
export function asControl({ data, ctrl }: Label): readonly Source[] {
  return sorted([...data, ...ctrl].filter((source) => source !== 'model'))
}

function sorted(sources: Iterable<Source>): readonly Source[] {
  return [...new Set(sources)].sort()
}
