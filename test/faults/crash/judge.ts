import { z } from 'zod'
import { canonicalJson } from '#core/commitment.ts'
import { Json, JsonObject } from '#core/json.ts'
import { findStrayTotals } from '#memory/ledger/check-totals.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { openPlace, openPlaceAsOwner, type DatabasePlace } from '../../helpers/database.ts'
import type { Said } from '../../helpers/parley-client.ts'
import type { Payment } from './bank.ts'

/** What was wrong, a line each, and what there was to judge. */
export interface Judgement {
  readonly duplicates: readonly string[]
  readonly lost: readonly string[]
  readonly forbidden: readonly string[]
  readonly stuck: readonly string[]
  /** Steps that were found to have happened or not, and answers that tell so, though the book says otherwise. */
  readonly untrue: readonly string[]
  /** Runs that were given up. */
  readonly failed: readonly string[]
  /** Kept totals that aren't what the ledger gives. */
  readonly strays: readonly string[]
  readonly effects: number
  /** Steps that were left to a person. */
  readonly unknowns: readonly string[]
  /** Those of them that could have been called again, or looked up, with what was tried. */
  readonly needless: readonly string[]
  /** Those of them that were never paid: nothing was sent. */
  readonly unsent: readonly string[]
  /** How often a run was set aside. */
  readonly setAside: number
}

/** A judgement's lines where all went well. */
export const NOTHING_WRONG = { duplicates: [], lost: [], forbidden: [], stuck: [], untrue: [], failed: [], strays: [] }

/** A judgement's lines, without what there was to judge. */
export function wrongIn(judgement: Judgement): Pick<Judgement, keyof typeof NOTHING_WRONG> {
  const { duplicates, lost, forbidden, stuck, untrue, failed, strays } = judgement
  return { duplicates, lost, forbidden, stuck, untrue, failed, strays }
}

const Row = z.object({
  runId: z.string(),
  run: z.string(),
  /** When it is taken up again, where it rests. */
  nextAt: z.string().nullable(),
  answers: z.coerce.number(),
  /** What its thread was answered. */
  told: z.string(),
  plan: z
    .object({
      id: z.string(),
      status: z.string(),
      digest: z.string().nullable(),
      verdict: z.looseObject({}).nullable(),
      failure: z.looseObject({ code: z.string(), text: z.string() }).nullable(),
    })
    .nullable(),
  effects: z.array(
    z.object({
      index: z.int(),
      tool: z.string(),
      args: JsonObject,
      resolvedArgs: JsonObject.nullable(),
      state: z.string(),
      verdict: z.looseObject({ decision: z.string() }).nullable(),
      tries: z.unknown(),
    }),
  ),
  approvedDigests: z.array(z.string()),
  checkpoints: z.coerce.number(),
})
type Row = z.infer<typeof Row>
type Effect = Row['effects'][number]

/** Holds what is stored, and what people were told, against the bank's own book. */
export async function judge(
  place: DatabasePlace,
  book: readonly Payment[],
  said: readonly (Said & { readonly ref: string })[],
): Promise<Judgement> {
  const { rows, unknowns, setAside } = await dump(place)
  const strays = await straysIn(place)
  const found = { duplicates: [], lost: [], forbidden: [], stuck: [], untrue: [] } as Record<string, string[]>
  const paid = Map.groupBy(book, ({ kind, ref }) => `${kind} ${ref}`)
  const covered = new Set<Payment>()
  for (const { ref, runId } of said) {
    const row = rows.find((candidate) => candidate.runId === runId)
    if (!row) found['lost']?.push(`${ref}: its run is gone`)
    else judgeRun(ref, row)
  }
  for (const [what, payments] of paid) if (payments.length > 1) found['duplicates']?.push(what)
  for (const payment of book) {
    if (!covered.has(payment)) found['forbidden']?.push(`${payment.kind} ${payment.ref}: nobody allowed it as it is`)
  }
  const { duplicates = [], lost = [], forbidden = [], stuck = [], untrue = [] } = found
  const effects = rows.flatMap((row) => row.effects).length
  const failed = rows.filter(({ run }) => run === 'failed').map(({ runId }) => runId)
  const needless = unknowns
    .filter(({ tool }) => tool !== 'bank/bare.pay')
    .map(({ step, tool, told }) => `${step}: ${tool}, ${told}`)
  const unsent = unknowns
    .filter(({ tool, ref }) => !paid.has(`${kindOf(tool)} ${ref}`))
    .map(({ step, tool, ref }) => `${ref} ${step}: ${tool}`)
  const wrong = { duplicates, lost, forbidden, stuck, untrue, failed, strays }
  return { ...wrong, effects, unknowns: unknowns.map(({ step }) => step), needless, unsent, setAside }

  function judgeRun(ref: string, row: Row): void {
    if (!['done', 'failed'].includes(row.run) || row.checkpoints > 0) found['stuck']?.push(`${ref}: ${row.run}`)
    else if (row.answers !== 1) found['lost']?.push(`${ref}: ${row.answers} answers`)
    for (const effect of row.effects) judgeEffect(ref, row, effect)
    const isWhole = row.effects.length > 0 && row.effects.every(({ tool }) => paid.has(`${kindOf(tool)} ${ref}`))
    if (/^Done\./m.test(row.told) !== isWhole) found['untrue']?.push(`${ref} was told “${row.told}”`)
  }

  function judgeEffect(ref: string, row: Row, effect: Effect): void {
    const kind = kindOf(effect.tool)
    const payments = paid.get(`${kind} ${ref}`) ?? []
    const what = `${kind} ${ref} in plan ${row.plan?.id} (${row.plan?.status}): ${effect.state}, in the book ${payments.length} times`
    const tries = `tried ${JSON.stringify(effect.tries)}, next at ${row.nextAt ?? 'no time'}`
    if (['dispatched', 'unknown'].includes(effect.state)) found['stuck']?.push(`${what}, ${tries}`)
    if (effect.state === 'succeeded' && payments.length === 0) found['lost']?.push(what)
    if (effect.state !== 'succeeded' && payments.length > 0) found['untrue']?.push(what)
    if (effect.state === 'planned' && row.plan?.status !== 'failed' && !cameToNothing(row)) found['stuck']?.push(what)
    const isAllowed =
      effect.verdict?.decision === 'allow' ||
      (effect.verdict?.decision === 'ask' && row.approvedDigests.includes(row.plan?.digest ?? ''))
    const { key: _key, ...args } = effect.resolvedArgs ?? {}
    for (const payment of payments) {
      if (isAllowed && canonicalJson(Json.parse(payment.args)) === canonicalJson(args)) covered.add(payment)
    }
  }
}

/** What became of a plan whose sandbox was lost, fell silent or talked nonsense. */
const SANDBOX_AT_FAULT = ['plan-crashed', 'plan-limit', 'plan-protocol']

/**
 * Whether a plan was tried out again before its first step, since it had waited for a while, and its sandbox was at fault:
 * it ends with none of its steps begun, and who asked is told so. Any other plan whose steps are planned still has to go on.
 */
function cameToNothing({ plan, effects, told }: Row): boolean {
  if (plan?.status !== 'stale' || plan.failure === null) return false
  const { code, text } = plan.failure
  const isUntouched = effects.every(({ state }) => state === 'planned')
  return isUntouched && SANDBOX_AT_FAULT.includes(code) && told === text && text.includes('Nothing was done.')
}

function kindOf(tool: string): string {
  return tool.replace(/^bank\/(\w+)\.pay$/, '$1')
}

async function dump(place: DatabasePlace) {
  await using owner = await openPlaceAsOwner(place)
  const rows = await owner.run(`
    select r.id as "runId", r.state as run, r.not_before::text as "nextAt",
           (select count(*) from messages m where m.thread_id = r.thread_id and m.role = 'assistant'
               and m.is_complete) as answers,
           (select coalesce(string_agg(part ->> 'text', ' '), '')
              from messages m, jsonb_array_elements(m.parts) with ordinality as p(part, place)
             where m.thread_id = r.thread_id and m.role = 'assistant' and m.is_complete) as told,
           (select count(*) from checkpoints c where c.run_id = r.id) as checkpoints,
           case when p.id is null then null else
             json_build_object('id', p.id, 'status', p.status, 'digest', p.digest, 'verdict', p.verdict,
                                'failure', p.failure) end as plan,
           coalesce((select json_agg(json_build_object('index', e.index, 'tool', e.tool, 'args', e.args, 'state', e.state,
                              'resolvedArgs', e.resolved_args, 'verdict', e.verdict, 'tries', e.tries) order by e.index)
                       from effects e where e.plan_id = p.id), '[]') as effects,
           coalesce((select json_agg(d.digest) from decisions d where d.plan_id = p.id and d.decision = 'approve'
                        and 'support-lead' = any(d.roles)), '[]') as "approvedDigests"
      from runs r left join plans p on p.run_id = r.id and p.tenant_id = r.tenant_id`)
  const unknowns = await owner.run(`
    select distinct body ->> 'planId' || '/' || (body ->> 'index') as step, e.tool, e.args ->> 'ref' as ref,
           json_build_object('outcome', e.outcome, 'tries', e.tries)::text as told
      from events v
      join effects e on e.plan_id = (v.body ->> 'planId')::uuid and e.index = (v.body ->> 'index')::int
     where v.type = 'effect-completed' and v.body ->> 'state' = 'unknown'`)
  const [setAside] = await owner.run(`select count(*)::int as times from events where type = 'run-set-aside'`)
  return {
    rows: z.array(Row).parse(rows),
    unknowns: z
      .array(z.object({ step: z.string(), tool: z.string(), ref: z.string(), told: z.string() }))
      .parse(unknowns),
    setAside: z.object({ times: z.int() }).parse(setAside).times,
  }
}

async function straysIn(place: DatabasePlace): Promise<readonly string[]> {
  await using database = await openPlace(place)
  const strays = await database.tenant(DEFAULT_TENANT, (tx) => findStrayTotals(tx, 5))
  return strays.map((stray) => JSON.stringify(stray))
}
