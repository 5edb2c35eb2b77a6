import { labelOf, type Label } from '#plan-language/values/label.ts'
import { isLookup } from '#plan-language/values/lookups.ts'
import { lookupOf } from '#knowledge/lookups.ts'
import type { JournalEntry, PlanProgram, ReadAnswer, ReadRequest } from '#plan-language/contract.ts'
import { planFacts } from '#judging/facts.ts'
import type { JudgingContext } from '#turn/plan-context.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { readVerdict, type ReadRules } from '../reads/read-verdict.ts'
import { sampleValue } from '../samples/sample-value.ts'

/** A dry run that came to a read which people are asked about. */
interface AskedAt extends Pick<ReadRules, 'asks'> {
  readonly program: PlanProgram
  readonly context: JudgingContext
  /** What was read before. */
  readonly journal: readonly JournalEntry[]
  /** What it was refused for now. */
  readonly asked: readonly ReadRequest[]
}

/** How long may be looked ahead, in ms: nothing is waited for. */
const AHEAD_MS = 2_000

/** Stands for all that isn't read yet. No tool has this name. */
const NOT_READ: Label = labelOf('tool:parley/not-read')

/**
 * All the reads that people can be asked about at once: those that a program came to, and what it would ask for after them
 * whatever they return. It is run on over answers that are made up under a label of their own, so that a read which has
 * nothing of that label, neither in its arguments nor in what led to it, is one that will be asked for. No read is made.
 */
export async function groupedSteps(
  { sandbox }: Pick<Services, 'sandbox'>,
  { signal }: Pick<Turn, 'signal'>,
  { program, context, journal, asked, asks }: AskedAt,
): Promise<readonly ReadRequest[]> {
  const { live } = context
  const together = new Map(asked.map((request) => [request.index, request]))
  await sandbox.dryRun(
    { ...program, limits: { ...program.limits, wallMs: AHEAD_MS } },
    {
      signal,
      journal,
      read: (request) => {
        if (isCertain(request) && isAsked(request)) together.set(request.index, request)
        return Promise.resolve(notRead(request))
      },
      onEntry: () => Promise.resolve(),
    },
  )
  return [...together.values()].toSorted((one, other) => one.index - other.index)

  function isAsked(request: ReadRequest): boolean {
    if (!isLookup(request.tool) && live.declarations.get(request.tool)?.effect !== 'read') return false
    return readVerdict({ policies: live.policies, asks }, request, planFacts(context, journal)).decision === 'ask'
  }

  function notRead({ tool }: ReadRequest): ReadAnswer {
    return {
      ok: true,
      value: sampleValue(lookupOf(tool)?.result ?? live.definitions.get(tool)?.outputSchema ?? {}),
      labels: { '': NOT_READ },
    }
  }
}

function isCertain({ labels, because }: ReadRequest): boolean {
  return [because, ...Object.values(labels)].every(({ data, ctrl }) =>
    NOT_READ.data.every((source) => !data.includes(source) && !ctrl.includes(source)),
  )
}
