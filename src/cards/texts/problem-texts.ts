import type { PressProblem } from '#contract/press-problem.ts'
import type { Refusal } from '#contract/problem.ts'
import { andList, roleName } from './plan-texts.ts'

/** What each problem says that a press on a plan can come to, by its code. `detail` is the server's own sentence. */
export const problemTexts: Readonly<Record<PressProblem, (facts: Refusal) => string>> = {
  'not-signed-in': () => 'You are signed out. Sign in again: nothing was done.',
  'scope-missing': ({ detail }) => detail ?? 'This sign-in or key may not answer plans. Nothing was done.',
  'not-found': () => "This plan doesn't exist, or you can't see it. Nothing was done.",
  'invalid-json': ({ detail }) => detail ?? "Your answer couldn't be read. Nothing was done.",
  'body-too-large': ({ detail }) => detail ?? 'Your answer is too long. Nothing was done.',
  'unsupported-media-type': ({ detail }) => detail ?? 'Your answer came in a format we can’t read. Nothing was done.',
  'invalid-request': ({ detail }) => detail ?? 'Something in your answer isn’t valid. Nothing was done.',
  'unknown-parameter': ({ detail }) => detail ?? 'Your answer asks for something we don’t know. Nothing was done.',
  'repeated-parameter': ({ detail }) => detail ?? 'Your answer says something twice. Nothing was done.',
  'wrong-role': ({ needs = [], detail }) =>
    needs.length > 0
      ? `Only our ${andList(needs.map(roleName))} can answer this. Nothing was done.`
      : (detail ?? 'You may not answer this. Nothing was done.'),
  'own-edit': () => 'You changed this plan, so somebody else must say yes. Nothing was done.',
  'document-not-yours': () => 'This quotes a document you can’t read. Nothing was done. You can still say no.',
  'person-required': () => 'This needs a person: sign in as one, or use a key that may decide.',
  'own-page-required': () => "This is answered on Parley's own page. Nothing was done.",
  'decided-before': ({ decision }) => {
    if (!decision) return 'This can’t be answered any more. Your answer changed nothing.'
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
    detail ?? 'The person who asked for this is signed out. Nothing was done, and the plan goes on waiting.',
  'change-refused': ({ detail }) => detail ?? 'It can’t be changed like that. Nothing was changed.',
  'reason-unknown': ({ detail }) => detail ?? 'This plan doesn’t offer that reason. Nothing was done.',
  'effect-known': () => 'We already know what happened to this step. Nothing was recorded.',
  'plan-at-work': () => 'The plan is still being worked on. Nothing was recorded yet.',
  'run-ended': () => 'This request was cancelled, so nothing more happens.',
  'run-not-cancellable': () => 'It has started already and will finish what it began.',
  internal: () => 'Something went wrong on our side. If your answer arrived, you’ll see it here shortly.',
  'timed-out': () => 'This took too long. If your answer arrived, you’ll see it here shortly.',
  'database-busy': () => 'We’re too busy right now. Nothing was done. Try again in a moment.',
  'database-unavailable': () =>
    'Our records can’t be reached right now. If your answer arrived, you’ll see it here shortly.',
  'connection-lost': () => 'We didn’t hear back. If your answer arrived, you’ll see it here shortly.',
  'unexpected-answer': () => 'We couldn’t read the reply. Check how the plan stands.',
  unknown: () => 'Something on the way to us refused this. Check how the plan stands.',
}
