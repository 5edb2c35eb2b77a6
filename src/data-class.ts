import { z } from 'zod'

/** How freely a document, or an agent's value, may be shown, the freest first. */
export const DataClass = z.enum(['public', 'internal', 'confidential', 'regulated'])
export type DataClass = z.infer<typeof DataClass>
