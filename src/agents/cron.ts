import { Cron } from 'croner'

/** When something is due: a cron expression of five fields, in a time zone by its IANA name. */
export interface CronRule {
  readonly cron: string
  readonly zone: string
}

/** Why a rule can't be used, in words; null where it can. */
export function cronFault(rule: CronRule): string | null {
  try {
    return open(rule).nextRun() === null ? 'names no day that there is' : null
  } catch {
    return 'is no cron expression of five fields, such as 0 8 * * 1-5'
  }
}

/** The next time after a moment. */
export function nextDue(rule: CronRule, after: Date): Date | null {
  return open(rule).nextRun(after)
}

/**
 * The times after one moment and up to another, the earliest first: at most `atMost`, the last ones. Where clocks are put
 * back, a time that is there twice is due once, the first time; where they are put forward, one that isn't there is due when
 * the clock goes on. What is due every so many minutes is due as often as ever.
 */
export function dueTimes(
  rule: CronRule,
  { after, until, atMost }: { readonly after: Date; readonly until: Date; readonly atMost: number },
): readonly Date[] {
  const cron = open(rule)
  // Mostly nothing is, and looking back costs more.
  const first = cron.nextRun(after)
  if (first === null || first > until) return []
  // Whole seconds, and what is due in this one is due.
  const end = new Date(Math.floor(until.getTime() / 1_000) * 1_000 + 1_000)
  return cron
    .previousRuns(atMost, end)
    .filter((time) => time > after)
    .reverse()
}

function open({ cron, zone }: CronRule): Cron {
  return new Cron(cron, { timezone: zone, paused: true, mode: '5-part' })
}
