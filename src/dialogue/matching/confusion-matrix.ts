import type { Agent } from '#agents/contract.ts'
import type { Embed } from './recognise.ts'
import { tryExamples, type TriedExample } from './playbook-index.ts'

/** The confusion matrix of an agent's procedures: what each example is classified as when it is left out. */
export interface ConfusionMatrix {
  readonly procedures: readonly string[]
  /** For each procedure, how many of its examples are likest to each, in their order, and last to none of them. */
  readonly matrix: readonly (readonly number[])[]
  /** Examples that would surely be taken for another procedure's. */
  readonly confused: readonly ConfusedExample[]
  /** No embedding model answered, so words alone told them apart: less well than a turn does. */
  readonly isByWords: boolean
}

export interface ConfusedExample {
  readonly example: string
  readonly procedure: string
  /** Path from the agent's folder. */
  readonly file: string
  readonly takenFor: string
  /** From 0 to 1. */
  readonly likeness: number
}

/** Null where there is nothing to tell apart. */
export async function confusionMatrix(agent: Agent, embed: Embed): Promise<ConfusionMatrix | null> {
  const procedures = agent.playbooks.map(({ name }) => name)
  if (procedures.length < 2) return null
  let isByWords = false
  const tried = await tryExamples(agent, async (texts) => {
    const vectors = await embed(texts)
    isByWords = vectors === null
    return vectors
  })
  const matrix = procedures.map((name) => {
    const own = tried.filter(({ playbook }) => playbook === name).map(procedureOf)
    return [...procedures, null].map((other) => own.filter((taken) => taken === other).length)
  })
  return { procedures, matrix, confused: tried.flatMap((one) => confusedBy(agent, one)), isByWords }
}

function procedureOf({ taken: { intent } }: TriedExample): string | null {
  return intent?.to === 'playbook' ? intent.playbook : null
}

function confusedBy({ playbooks }: Agent, tried: TriedExample): readonly ConfusedExample[] {
  const { playbook: procedure, written: example, taken } = tried
  const takenFor = procedureOf(tried)
  const file = playbooks.find(({ name }) => name === procedure)?.file ?? ''
  const { likeness } = taken
  return !taken.isSure || takenFor === null || takenFor === procedure
    ? []
    : [{ example, procedure, file, takenFor, likeness }]
}
