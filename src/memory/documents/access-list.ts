import { z } from 'zod'

/** One entry of a document's access list. Without commas, which part entries on a command line and in a form. */
export const AccessEntry = z
  .string()
  .max(200)
  .regex(/^(?:public|(?:role|group|user):[^,\s]+)$/, 'must be public, role:<role>, group:<group> or user:<id>')
