import { canonicalJson } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import { ONLY_STAGED, type EffectRecord, type PlanRecord } from '#memory/plans/plan-record.ts'
import type { StagedStep } from '#plan-language/values/plan-edit.ts'
import type { DryRun, JournalEntry } from '#plan-language/contract.ts'
import { committedPlan, digestOfCommitted, verifySeal } from '#sealed-plan/digest.ts'
import { editedSteps } from '#plan-language/edit.ts'
import type { PlanDocument } from '#sealed-plan/plan-document.ts'
import type { TenantId } from '#core/principal.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { planDocument } from '#sealed-plan/document.ts'
import { parseSeal } from '#sealed-plan/seal.ts'
import { emptyProgramFailure } from './failures/empty-program.ts'
import { notFound } from './failures/not-found.ts'

interface Replayed {
  readonly tenantId: TenantId
  readonly plan: PlanRecord
  readonly journal: readonly JournalEntry[]
  readonly live: AgentRuntime
}

/** What a replay came to, beside what was kept of the first time: `effects`, `said`, `failure`. */
export function differences(
  plan: PlanRecord,
  dryRun: DryRun,
  live: Pick<AgentRuntime, 'declarations'>,
): readonly string[] {
  // It came to reads that people are asked about, and stages nothing before they are made.
  if (plan.asking) return !dryRun.ok && dryRun.failure.kind === 'asked' ? [] : ['failure']
  const failed = plan.effects.length === 0 ? plan.failure?.code : undefined
  if (failed !== undefined && failureCodes(plan, dryRun, live).includes(failed)) return []
  if (!dryRun.ok) return ['failure']
  // What went wrong between server and process isn't in the program, and needn't happen again.
  if (failed !== undefined) return failed.startsWith('plan-') && !ELSEWHERE.includes(failed) ? ['failure'] : []
  return [
    ...(sameEffects(plan.effects, editedSteps(dryRun.effects, plan.edits, plan.requester)) ? [] : ['effects']),
    ...((plan.said?.text ?? null) === (dryRun.said?.text ?? null) ? [] : ['said']),
  ]
}

// Plans from before were kept by what went wrong alone, also where something wasn't found.
function failureCodes(
  plan: PlanRecord,
  dryRun: DryRun,
  live: Pick<AgentRuntime, 'declarations'>,
): readonly (string | undefined)[] {
  const failed = !dryRun.ok ? dryRun : plan.author === 'model' ? emptyProgramFailure(dryRun, plan) : null
  return failed ? [`plan-${failed.failure.kind}`, notFound(failed, plan, live)?.code] : []
}

/** Failures that a program has no part in. */
const ELSEWHERE: readonly string[] = ['plan-crashed', 'plan-protocol']

/** The digest of the plan with what the replay staged in the place of its effects; `differs` names the field that isn't as sealed: `seal.journal`. */
export function sealOfReplay(
  { tenantId, plan, journal, live }: Replayed,
  dryRun: DryRun,
): { readonly digest: string | null; readonly digestAgain: string | null; readonly differs: readonly string[] } {
  const { verdict, digest, seal, policyHash, expiresAt, escalation } = plan
  const verdicts = plan.effects.flatMap((effect) => effect.verdict ?? [])
  if (!digest || !seal || !verdict || !policyHash || !expiresAt || !dryRun.ok)
    return { digest, digestAgain: null, differs: [] }
  const document = planDocument({
    tenantId,
    plan: {
      ...plan,
      effects: editedSteps(dryRun.effects, plan.edits, plan.requester).map((effect) => asRow(effect, plan)),
    },
    journal,
    live,
    policyHash,
    verdicts: { plan: verdict, effects: verdicts },
    expiresAt: new Date(expiresAt).toISOString(),
    escalation,
  })
  const sealed = parseSeal(seal)
  const check = verifySeal(sealed, document)
  if (check.ok && check.digest === digest) return { digest, digestAgain: digest, differs: [] }
  return {
    digest,
    digestAgain: digestAgain(document, sealed.salts),
    differs: [`seal.${check.ok ? 'digest' : check.field}`],
  }
}

function asRow({ index, tool, args, labels, because, paths }: StagedStep, plan: PlanRecord): EffectRecord {
  const stored = plan.effects.find((row) => row.index === index && row.tool === tool)
  const staged = { index, tool, args, labels, because, paths }
  // A newer version may tell the way of the same value otherwise: what was sealed is what was told then.
  return stored ? { ...stored, ...staged, paths: stored.paths } : { ...ONLY_STAGED, definitionHash: 'none', ...staged }
}

function digestAgain(document: PlanDocument, salts: Parameters<typeof committedPlan>[1]): string | null {
  try {
    return digestOfCommitted(committedPlan(document, salts))
  } catch (error) {
    if (error instanceof AppError && error.code === 'salt-missing') return null // a value that was never sealed
    throw error
  }
}

/** Whether what was staged is what is kept of a plan, byte for byte. */
export function sameEffects(kept: readonly StagedStep[], staged: readonly StagedStep[]): boolean {
  return canonicalJson(kept.map(comparable)) === canonicalJson(staged.map(comparable))
}

// Paths are for people: told otherwise, by a newer version of this program, they are the same effect.
function comparable({ index, tool, args, labels, because }: Omit<StagedStep, 'paths'>) {
  return { index, tool, args, labels, because }
}
