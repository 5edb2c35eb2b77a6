import { z } from 'zod'

/** The operator's procedures that a program calls, as they were when it was written, by the names that it has them by. */
export const ProgramProcedures = z.record(
  z.string(),
  z.object({
    name: z.string(),
    source: z.string(),
    takes: z.array(z.string()).readonly(),
    needs: z.array(z.string()).readonly(),
  }),
)
