import type { z } from 'zod'

/**
 * What a notification of the database says; null where that can't be read. Anybody in the database may notify, and this
 * runs in the driver's callback, where what is thrown ends the process. An empty payload says that a connection was lost
 * and anything may have happened.
 */
export function parseNotice<Schema extends z.ZodType>(schema: Schema, payload: string): z.infer<Schema> | null {
  try {
    return schema.parse(JSON.parse(payload))
  } catch {
    return null
  }
}
