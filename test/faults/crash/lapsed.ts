import { z } from 'zod'

const LAPSES: ReadonlySet<string> = new Set(['lease-lost', 'lease-given-up'])
const Line = z.looseObject({ event: z.string(), runId: z.string() })

/**
 * The runs whose lease a worker didn't hold to their end, by what it has logged: on a machine that has much else to do a
 * process may stand still for longer. Whoever takes up such a run can't know whether what was begun was sent.
 */
export function lapsedRuns(log: string): ReadonlySet<string> {
  const lines = log.split('\n').filter((line) => line.startsWith('{'))
  return new Set(
    lines.flatMap((line) => {
      const { success, data } = Line.safeParse(JSON.parse(line))
      return success && LAPSES.has(data.event) ? [data.runId] : []
    }),
  )
}
