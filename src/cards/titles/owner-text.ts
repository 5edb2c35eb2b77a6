import type { OwnerRule } from '#agents/contract.ts'
import { argumentWords } from '#plan-language/values/argument-words.ts'
import { listText } from './value-text.ts'

/** Whose data a tool may touch, in a sentence. */
export function ownerText(owner: OwnerRule): string {
  if (owner.kind === 'none') return `Nobody’s in particular: ${owner.why}`
  const others = owner.unless.length === 0 ? '' : `; anybody’s for ${listText(owner.unless)}`
  return `Only what is of whoever asks: ${checkText(owner)}${others}`
}

function checkText(owner: Exclude<OwnerRule, { kind: 'none' }>): string {
  switch (owner.kind) {
    case 'result': {
      const whose = argumentWords(owner.path)
      return owner.each === null
        ? `the ${whose} in its answer is their ${idWords(owner.is)}`
        : `the ${whose} of each thing in its answer is their ${idWords(owner.is)}`
    }
    case 'argument':
      return `the ${argumentWords(owner.argument)} is their ${idWords(owner.is)}`
    case 'from':
      return `the ${argumentWords(owner.argument)} comes from ${owner.tool}, looked up for them`
  }
}

function idWords(attribute: 'principal.id' | 'principal.email'): string {
  return attribute === 'principal.email' ? 'mail address' : 'id'
}
