import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openRoles, peopleAsked, missingApprovals } from '#sealed-plan/approval/approval-status.ts'
import type { Verdict } from '#core/verdict.ts'

const BEFORE = '2026-11-20T09:00:00.000000Z'
const AT = '2026-11-20T11:00:00.000000Z'
const LATER = '2026-11-20T11:00:00.000001Z'

interface Yes {
  readonly by: string
  readonly roles: readonly string[]
  readonly at?: string
  readonly rolesNow?: readonly string[]
  readonly digest?: string
}

interface Case {
  readonly title: string
  readonly asks: Pick<Verdict, 'roles' | 'several'>
  readonly yes: readonly Yes[]
  /** What `requesterMayDecide` says. */
  readonly self?: boolean
  readonly passedOnTo?: string
  readonly approved: boolean
  readonly people: readonly [asked: number, yes: number]
  readonly open?: readonly string[]
}

const TWO_LEADS = { roles: ['lead'], several: [{ lead: 2 }] }
const LEAD_AND_FINANCE = { roles: ['lead', 'finance'], several: [{ lead: 1, finance: 1 }] }
const ana = { by: 'ana', roles: ['lead'] }
const ben = { by: 'ben', roles: ['lead'] }
const both = { by: 'cleo', roles: ['lead', 'finance'] }
const omar = { by: 'omar', roles: ['finance'] }

const CASES: readonly Case[] = [
  { title: 'one of two', asks: TWO_LEADS, yes: [ana], approved: false, people: [2, 1], open: ['lead'] },
  { title: 'two of two', asks: TWO_LEADS, yes: [ana, ben], approved: true, people: [2, 2], open: [] },
  {
    title: 'who holds both roles is one person in a question that asks two',
    asks: LEAD_AND_FINANCE,
    yes: [both],
    approved: false,
    people: [2, 1],
    open: ['lead', 'finance'],
  },
  {
    title: 'who holds both roles moves over for who holds one',
    asks: LEAD_AND_FINANCE,
    yes: [both, ana],
    approved: true,
    people: [2, 2],
  },
  {
    title: 'who holds both roles answers two questions that ask one person each',
    asks: { roles: ['lead', 'finance'] },
    yes: [both],
    approved: true,
    people: [1, 1],
  },
  {
    title: 'a question to two and one to one of them are answered by two people',
    asks: { roles: ['lead', 'finance'], several: [{ lead: 2 }] },
    yes: [ana, both],
    approved: true,
    people: [2, 2],
  },
  {
    title: 'three of two questions, each with its own people',
    asks: { roles: ['lead', 'finance'], several: [{ lead: 2 }, { lead: 1, finance: 1 }] },
    yes: [ana, ben],
    approved: false,
    people: [2, 1],
    open: ['finance'],
  },
  {
    title: 'a role that was lost since doesn’t count',
    asks: TWO_LEADS,
    yes: [ana, { ...ben, rolesNow: [] }],
    approved: false,
    people: [2, 1],
  },
  {
    title: 'a role that was only gained since doesn’t count',
    asks: TWO_LEADS,
    yes: [ana, { by: 'omar', roles: ['finance'], rolesNow: ['lead'] }],
    approved: false,
    people: [2, 1],
  },
  {
    title: 'a yes to another digest doesn’t count',
    asks: TWO_LEADS,
    yes: [ana, { ...ben, digest: 'another' }],
    approved: false,
    people: [2, 1],
  },
  {
    title: 'whoever asked is nobody’s second, whatever roles they hold',
    asks: TWO_LEADS,
    yes: [ana, { by: 'maya', roles: ['lead'] }],
    approved: false,
    people: [2, 1],
  },
  {
    title: 'whoever asked is one of two where the rules say so, and never both',
    asks: TWO_LEADS,
    self: true,
    yes: [{ by: 'maya', roles: ['lead'] }],
    approved: false,
    people: [2, 1],
    open: ['lead'],
  },
  {
    title: 'whoever asked confirms and another decides',
    asks: { roles: ['requester', 'lead'], several: [{ requester: 1, lead: 1 }] },
    yes: [{ by: 'maya', roles: ['lead'] }, ana],
    self: true,
    approved: true,
    people: [2, 2],
  },
  {
    title: 'nobody confirms for whoever asked, and they confirm once',
    asks: { roles: ['requester', 'lead'], several: [{ requester: 1, lead: 1 }] },
    yes: [{ by: 'maya', roles: ['lead'] }],
    self: true,
    approved: false,
    people: [2, 1],
    open: ['lead'],
  },
  {
    title: 'the role that it is passed on to counts from its time on, and not a microsecond before',
    asks: { roles: ['lead'] },
    passedOnTo: 'finance',
    yes: [{ ...omar, at: BEFORE }],
    approved: false,
    people: [1, 0],
    open: ['lead', 'finance'],
  },
  {
    title: 'the role that it is passed on to fills any seat',
    asks: TWO_LEADS,
    passedOnTo: 'finance',
    yes: [
      { ...ana, at: BEFORE },
      { ...omar, at: AT },
    ],
    approved: true,
    people: [2, 2],
  },
  {
    title: 'two seats are two people’s also where it was passed on',
    asks: TWO_LEADS,
    passedOnTo: 'finance',
    yes: [{ ...omar, at: LATER }],
    approved: false,
    people: [2, 1],
  },
  {
    title: 'whoever asked doesn’t step in for another role',
    asks: { roles: ['lead'] },
    passedOnTo: 'finance',
    self: true,
    yes: [{ by: 'maya', roles: ['finance'], at: LATER }],
    approved: false,
    people: [1, 0],
  },
  {
    title: 'nobody steps in for whoever asked',
    asks: { roles: ['requester', 'lead'] },
    passedOnTo: 'finance',
    yes: [{ ...omar, at: LATER }],
    approved: false,
    people: [1, 0],
    open: ['requester'],
  },
]

for (const { title, asks, yes, self = false, passedOnTo, approved, people, open } of CASES) {
  test(title, () => {
    const verdict: Verdict = { decision: 'ask', reasons: [], policies: [], ...asks }
    const plan = {
      digest: 'this',
      requester: 'maya',
      now: LATER,
      edits: null,
      escalation: passedOnTo === undefined ? null : { to: passedOnTo, at: AT },
      decisions: yes.map(({ by, roles, at = LATER, digest = 'this' }) => ({
        principalId: by,
        digest,
        decision: 'approve' as const,
        roles,
        decidedAt: at,
      })),
    }
    const rolesNow = new Map(yes.map(({ by, roles, rolesNow: now = roles }) => [by, now]))
    const counting = { rolesNow, policies: { requesterMayDecide: () => self, editorMayDecide: () => false } }
    assert.equal(missingApprovals(plan, verdict, counting).length === 0, approved)
    assert.deepEqual(Object.values(peopleAsked(plan, verdict, counting)), people)
    if (open) assert.deepEqual(openRoles(plan, verdict, counting), open)
  })
}
