import { z } from 'zod'

/** How freely a document, or an agent's value, may be shown, the freest first. */
export const DataClass = z.enum(['public', 'internal', 'confidential', 'regulated'])
export type DataClass = z.infer<typeof DataClass>

/** The class of what is given to no model but one inside this process. (decision 34) */
export const KEPT_INSIDE: DataClass = 'regulated'

/** Whether something is given to no model but one inside this process. */
export function staysInside(of: { readonly class: DataClass }): boolean {
  return of.class === KEPT_INSIDE
}
