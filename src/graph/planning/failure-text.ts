import type { PlanFailure } from '#plan/contract.ts'

/** Why a plan came to nothing, for the person who asked. Never a value, a tool's words or a place in the program. */
export function failureText({ kind }: PlanFailure): string {
  switch (kind) {
    case 'tool':
      return 'I couldn’t look up what I needed just now. Nothing was done. Please try again in a little while.'
    case 'asked':
      return 'I would have to look at something that a person must allow first. Nothing was done.'
    case 'denied':
      return 'I would have to look at something that I’m not allowed to see. Nothing was done.'
    case 'limit':
      return 'This took more steps than I’m allowed to take. Nothing was done.'
    case 'thrown':
      return 'The procedure for this stopped itself. Nothing was done.'
    case 'syntax':
    case 'runtime':
    case 'handle':
    case 'flow':
    case 'crashed':
    case 'protocol':
    case 'replay':
      return 'Something went wrong while I worked this out. Nothing was done.'
  }
}
