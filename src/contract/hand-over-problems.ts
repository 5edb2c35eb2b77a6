import type { RefusedFor } from './endpoint.ts'

export const WRONG_ROLE: RefusedFor = {
  status: 403,
  code: 'wrong-role',
  when: 'you don’t hold the role that it is for',
}

export const TAKEN: RefusedFor = {
  status: 409,
  code: 'hand-over-taken',
  when: 'somebody else has it; `detail` says who',
}

export const CLOSED: RefusedFor = { status: 409, code: 'hand-over-closed', when: 'it was closed' }

export const NOT_TAKEN: RefusedFor = {
  status: 409,
  code: 'hand-over-not-taken',
  when: 'you haven’t taken it, or it was put back',
}

export const PERSON_REQUIRED: RefusedFor = {
  status: 403,
  code: 'person-required',
  when: 'this takes a person, or a key with the scope decide',
}
