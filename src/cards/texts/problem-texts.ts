import type { PressProblem } from '#contract/press-problem.ts'
import type { Refusal } from '#contract/problem.ts'
import { andList, roleName } from './plan-texts.ts'

/** What each problem says that a press on a plan can come to, by its code. `detail` is the server's own sentence. */
export const problemTexts: Readonly<Record<PressProblem, (facts: Refusal) => string>> = {
  'not-signed-in': () => 'You are signed out. Sign in again: nothing was done.',
  'scope-missing': ({ detail }) => detail ?? 'This sign-in or key may not answer plans. Nothing was done.',
  'not-found': () => "There is no such plan, or it isn't yours to see. Nothing was done.",
  'invalid-json': ({ detail }) => detail ?? "Your answer couldn't be read. Nothing was done.",
  'body-too-large': ({ detail }) => detail ?? 'Your answer is too long. Nothing was done.',
  'unsupported-media-type': ({ detail }) => detail ?? 'Your answer came in a form that is not read. Nothing was done.',
  'invalid-request': ({ detail }) => detail ?? 'A value of your answer is not what it has to be. Nothing was done.',
  'unknown-parameter': ({ detail }) => detail ?? 'Your answer asks for what is not known here. Nothing was done.',
  'repeated-parameter': ({ detail }) => detail ?? 'Your answer says something twice. Nothing was done.',
  'wrong-role': ({ needs = [], detail }) =>
    needs.length > 0
      ? `Only our ${andList(needs.map(roleName))} can answer this. Nothing was done.`
      : (detail ?? 'You may not answer this. Nothing was done.'),
  'own-edit': () => 'You changed this plan, so somebody else must say yes. Nothing was done.',
  'document-not-yours': () => 'This quotes a document that isn’t yours to read. Nothing was done. You can say no.',
  'person-required': () => 'This needs a person: sign in as one, or use a key that may decide.',
  'own-page-required': () => "This is answered on Parley's own page. Nothing was done.",
  'decided-before': ({ decision }) => {
    if (!decision) return 'This takes no answer any more. Yours changed nothing.'
    const did = { approve: 'said yes', edit: 'changed it', reject: 'said no' }[decision.decision]
    return `${decision.principal.name} ${did} before you. Your answer came second and changed nothing.`
  },
  'hand-over-open': ({ by }) =>
    `${by ? `${by} has this conversation` : 'This conversation waits for a person'}, and nothing new is begun in it meanwhile. Whoever has it may say yes, or close it first. Nothing was decided.`,
  'plan-expired': () => 'Nobody answered in time. Nothing was done.',
  'digest-differs': () => 'The plan changed while you looked. Nothing was done.',
  stopped: ({ detail }) => detail ?? 'An operator stopped this. Nothing was done, and the plan goes on waiting.',
  'tool-suspended': ({ detail }) =>
    detail ?? 'An operator has to look at a change of a tool first. Nothing was done, and the plan goes on waiting.',
  'requester-signed-out': ({ detail }) =>
    detail ?? 'Whoever asked for this is signed out. Nothing was done, and the plan goes on waiting.',
  'change-refused': ({ detail }) => detail ?? 'It can’t be changed like that. Nothing was changed.',
  'reason-unknown': ({ detail }) => detail ?? 'This reason is none of the plan’s. Nothing was done.',
  'effect-known': () => 'What became of this step is known by now. Nothing was written down.',
  'plan-at-work': () => 'The plan is still being worked on. Nothing was written down yet.',
  'run-ended': () => 'The turn of this plan was cancelled, so nothing goes on.',
  'run-not-cancellable': () => 'It is at work already: what it has begun is finished.',
  internal: () => 'Something failed on our side. If your answer arrived all the same, this says so soon.',
  'timed-out': () => 'This took too long. If your answer arrived all the same, this says so soon.',
  'database-busy': () => 'Too much is going on just now. Nothing was done.',
  'database-unavailable': () =>
    'What we write down can’t be reached just now. If your answer arrived, this says so soon.',
  'connection-lost': () => 'The answer did not come through. If it arrived all the same, this says so soon.',
  'unexpected-answer': () => 'What came back can’t be read, so look at how the plan stands.',
  unknown: () => 'This was refused on the way to us, so look at how the plan stands.',
}
