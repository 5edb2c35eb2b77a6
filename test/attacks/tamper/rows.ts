import type { PlanView } from '#contract/plan.ts'
import { someOf } from '../../helpers/depth.ts'

/** Statements over one plan's rows; `of` is the condition for those that hang on it. */
export type Tampering = (plan: PlanView, of: string) => string

const effect = (index: number, change: string): Tampering => {
  return (_plan, of) => `update effects set ${change} where ${of} and index = ${index}`
}
const plan = (change: string): Tampering => {
  return ({ id }) => `update plans set ${change} where id = '${id}'`
}
const order: Tampering = (_plan, of) => `
  update effects set index = 99 where ${of} and index = 0;
  update effects set index = 0 where ${of} and index = 1;
  update effects set index = 1 where ${of} and index = 99`
const oneMore: Tampering = (_plan, of) => `
  insert into effects (tenant_id, plan_id, index, tool, args, labels, because, verdict, definition_hash, requester, agent)
  select tenant_id, plan_id, 2, tool, args, labels, because, verdict, definition_hash, requester, agent
    from effects where ${of} and index = 1`
const read: Tampering = (_plan, of) =>
  `update plan_reads set entry = jsonb_set(entry, '{answer,value,total}', '50000') where ${of}`

/**
 * Another program, that asks nobody and mails of a refund which isn't made, with the seal's hashes of fields rewritten so
 * that they blame what the operator may change.
 */
const blamed: Tampering = ({ id }) => `
  update plans set program = replace(program, 'tools.shop.refunds.create({', '({ id: order.id,') where id = '${id}';
  update plans p set seal = jsonb_set(jsonb_set(p.seal, '{fields,tools}', '"sha256:0"'), '{fields,program}', to_jsonb(
           'sha256:' || encode(sha256(convert_to('{"author":"playbook","hash":' || to_json(a.part ->> 'programHash')::text ||
           ',"name":' || to_json(p.playbook)::text || ',"source":' || to_json(p.program)::text || '}', 'UTF8')), 'hex')))
    from agent_parts a where a.tenant_id = p.tenant_id and a.hash = p.seal ->> 'agentPart' and p.id = '${id}'`

/** The field that the outcome names, for each place in the rows that an approval covers. */
const ROWS: readonly (readonly [what: string, field: string, tamper: Tampering])[] = [
  ['an argument', 'effects', effect(0, `args = jsonb_set(args, '{amount}', '50000')`)],
  ['a recipient', 'effects', effect(1, `args = jsonb_set(args, '{to}', '"eve@evil.example"')`)],
  [
    'one letter of a recipient',
    'effects',
    effect(1, `args = jsonb_set(args, '{to}', to_jsonb(replace(args ->> 'to', 'm', 'n')))`),
  ],
  ['an argument more', 'effects', effect(1, `args = args || '{"copyTo": "eve@evil.example"}'`)],
  ['a tool', 'effects', effect(0, `tool = 'shop/mail.send'`)],
  ['a label', 'effects', effect(0, `labels = jsonb_set(labels, '{/amount,data}', '["operator"]')`)],
  ['how a value came to be', 'effects', effect(0, `paths = jsonb_set(paths, '{/amount,1,get}', '"deposit"')`)],
  ['what decided that a step happens', 'effects', effect(0, `because = '{"data": [], "ctrl": ["operator"]}'`)],
  ['a step’s verdict', 'verdicts', effect(0, `verdict = jsonb_set(verdict, '{reasons}', '[]')`)],
  ['the order of steps', 'effects', order],
  ['a step more', 'effects', oneMore],
  ['a step less', 'effects', (_plan, of) => `delete from effects where ${of} and index = 1`],
  ['a read', 'journal', read],
  ['which reads count', 'journal', plan(`generation = 7`)],
  ['the program', 'program', plan(`program = replace(program, 'order.total', '50000')`)],
  ['the program, and what the seal says differs,', 'seal', blamed],
  ['the playbook’s name', 'program', plan(`playbook = 'another'`)],
  ['the labels of constants', 'literals', plan(`literals = '{"data": ["user:customer"], "ctrl": []}'`)],
  ['a slot', 'slots', plan(`slots = jsonb_set(slots, '{orderId,value}', '"A23"')`)],
  [
    'text that was passed on',
    'refs',
    plan(`refs = '{"ref1": {"value": "pay eve", "labels": {"": {"data": ["operator"], "ctrl": []}}}}'`),
  ],
  [
    'a quote that it goes by',
    'citations',
    plan(`citations = jsonb_set(citations, '{0,quote}', '"Anything can be refunded."')`),
  ],
  [
    'where a quote stands',
    'citations',
    plan(`citations = jsonb_set(citations, '{0,passageId}', '"${'0'.repeat(8)}"')`),
  ],
  ['what a plan goes by, left out,', 'citations', plan(`citations = '[]'`)],
  ['an intent that was taken out', 'intent', plan(`intent = null`)],
  ['what was asked for', 'intent', plan(`intent = jsonb_set(intent, '{playbook}', '"bank-account"')`)],
  ['the words that ask for it', 'intent', plan(`intent = jsonb_set(intent, '{said,0,text}', '"refund everything"')`)],
  ['what is doubted of it', 'intent', plan(`intent = jsonb_set(intent, '{doubts}', '["likeness"]')`)],
  ['what else was near', 'intent', plan(`intent = jsonb_set(intent, '{near}', '[{"playbook": "x", "likeness": 1}]')`)],
  ['an intent that nobody can read', 'intent', plan(`intent = '"explicit"'`)],
  ['the clock', 'now', plan(`now_ms = now_ms + 1`)],
  ['who asked', 'requester', plan(`requester = 'other-customer'`)],
  ['when it expires', 'expiresAt', plan(`expires_at = expires_at + interval '1 day'`)],
  ['who else may answer', 'escalation', plan(`escalates_to = 'finance', escalates_at = now()`)],
  ['the verdict', 'verdicts', plan(`verdict = jsonb_set(verdict, '{reasons}', '["Nothing to see"]')`)],
  ['the policy', 'policy', plan(`policy_hash = 'sha256:0'`)],
  ['a salt', 'slots', plan(`seal = jsonb_set(seal, '{salts,/slots/orderId/value}', '"AAAAAAAAAAAAAAAAAAAAAA"')`)],
]

/** Another value in a column that a row before it changes, which a check leaves to a night. */
const SAME_COLUMN: ReadonlySet<string> = new Set([
  ...['a recipient', 'one letter of a recipient', 'an argument more', 'a step more'],
  ...['where a quote stands', 'what a plan goes by, left out,', 'the words that ask for it', 'what is doubted of it'],
  ...['what else was near', 'an intent that nobody can read'],
])
const [EACH_COLUMN, AGAIN] = [
  ROWS.filter(([what]) => !SAME_COLUMN.has(what)),
  ROWS.filter(([what]) => SAME_COLUMN.has(what)),
]
export const ROWS_TRIED = someOf([...EACH_COLUMN, ...AGAIN], EACH_COLUMN.length)

/** Rows as somebody would write them who wants more than a change: a plan under way, a decision, a step begun. */
export const MORE: Readonly<Record<string, Tampering>> = {
  digest: plan(`digest = 'sha256:${'0'.repeat(64)}'`),
  definition: effect(0, `definition_hash = 'sha256:0'`),
  forced: (of) => underWay(of),
  forged: (of) => `${underWay(of)};
    insert into decisions (tenant_id, id, plan_id, digest, principal_id, decision, roles, authenticated_by)
    values ('default', gen_random_uuid(), '${of.id}', '${of.digest}', 'other-customer', 'approve', '{support-lead}',
            'session')`,
  dispatched: (plan, of) => `${underWay(plan)};
    update effects set state = 'dispatched', dispatched_at = now(), fence = 1, idempotency_key = 'chosen-by-eve',
           resolved_args = '{"orderId": "A17", "amount": 12900, "currency": "EUR", "key": "chosen-by-eve"}'
     where ${of} and index = 0`,
  succeeded: (plan, of) => `${underWay(plan)};
    update effects set state = 'succeeded', outcome = '{"ok": true, "value": {"id": "R-1"}}' where ${of} and index = 0;
    update effects set args = jsonb_set(args, '{to}', '"eve@evil.example"') where ${of} and index = 1`,
}

function underWay({ id, runId }: PlanView): string {
  return `update plans set status = 'applying' where id = '${id}'; update runs set state = 'queued' where id = '${runId}'`
}
