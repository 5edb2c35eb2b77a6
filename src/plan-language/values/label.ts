import { z } from 'zod'
import type { JsonPointer } from '#core/json.ts'

/**
 * The provenance of a value, a source (docs/explanation/labels.md): `user:<principal>`, `approver:<principal>`, `operator`, `model`,
 * `clock`, `requester:<field>` (what the sign-in says of whoever asks: `id`, `email`, `roles`), `tool:<server>/<name>[.<field>]`, `effect:<n>`, `passage:<id>` or `unknown`. A field is its path with list
 * positions left out, so every element of `items[].sku` is `tool:shop/orders.get.items.sku`. What a webhook of the agent's
 * folder was sent is `webhook:<name>.<field>`, and what a program says for a slot of a procedure `call:<playbook>.<slot>`;
 * what it says in its own words is `call:message`. A passage whose words read like orders to a model is
 * `passage:<id>#orders`. Of what was found in documents the id is the
 * document's: `document:<id>` where its agent's operator vouches for it, `passage:<id>` where nobody does, and
 * `#inside` behind it where no model may be given it.
 */
export const Source = z
  .string()
  .regex(
    /^(?:operator|model|clock|unknown|(?:user|requester|approver|tool|webhook|call|effect|passage|document):.+)$/su,
  )
export type Source = z.infer<typeof Source>

/** A provenance and taint label. `data`: what the value was made of. `ctrl`: what decided that it is this value. Sorted, without repeats. */
export const Label = z.strictObject({ data: z.array(Source).readonly(), ctrl: z.array(Source).readonly() })
export type Label = z.infer<typeof Label>

/** A label for each place in a value, the whole (`''`) and every leaf among them. */
export type Labels = Readonly<Record<JsonPointer, Label>>
export const Labels: z.ZodType<Labels> = z.record(z.string(), Label)

export const NO_SOURCES: Label = { data: [], ctrl: [] }

const ORDERS = '#orders'
const INSIDE = '#inside'

/** The source of a passage, which says so where its words read like orders to a model. The id is ours, never its words. */
export function passageSource(id: string, { givesOrders }: { readonly givesOrders: boolean }): Source {
  return `passage:${id}${givesOrders ? ORDERS : ''}`
}

interface FoundText {
  /** Whether it is the operator's own, who vouches for it. */
  readonly isVouched: boolean
  readonly givesOrders: boolean
  /** Whether no model may be given it. */
  readonly staysInside: boolean
}

/**
 * The source of a passage that was found in a document, which is told by the document: another version of that has passages
 * of other ids, and may say the same. One whose words read like orders is vouched for by nobody.
 */
export function foundSource(documentId: string, { isVouched, givesOrders, staysInside }: FoundText): Source {
  const named = `${documentId}${staysInside ? INSIDE : ''}`
  return isVouched && !givesOrders ? `document:${named}` : passageSource(named, { givesOrders })
}

/** Whether a source is a passage that no model may be given. */
export function isInside(source: Source): boolean {
  return /^(?:document|passage):/u.test(source) && withoutInjectionSuspicion(source).endsWith(INSIDE)
}

/** Whether a source is a document that its agent's operator vouches for. */
export function isVouchedFor(source: Source): boolean {
  return source.startsWith('document:')
}

/** The id of the document that a source is, or of a passage that somebody passed on; null where it is neither. */
export function documentOf(source: Source): string | null {
  return /^(?:document|passage):([^#]+)/u.exec(source)?.[1] ?? null
}

/** Whether a source is a passage whose words read like orders to a model. It is trusted as little as any passage. */
export function suspectsInjection(source: Source): boolean {
  return source.startsWith('passage:') && source.endsWith(ORDERS)
}

/** The same source without a word on what its passage says. */
export function withoutInjectionSuspicion(source: Source): Source {
  return suspectsInjection(source) ? source.slice(0, -ORDERS.length) : source
}

/** The label of a place, or of the nearest thing that holds it, up to `root`; a place in a list may be any (`*`). */
export function nearestLabel(labels: Labels, place: JsonPointer, root: JsonPointer = ''): Label | null {
  for (let at = place; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const label = labels[at] ?? labels[at.replaceAll(/\/\d+(?=\/|$)/g, '/*')]
    if (label) return label
    if (at.length <= root.length) return null
  }
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
