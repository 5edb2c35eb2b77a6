/** What is known of a resource where somebody wants to do something with it, by its kind: as much as the table asks for. */
export interface Resources {
  /** The tenant as a whole, which is the principal's own: nothing in particular. */
  readonly tenant: 'tenant'
  readonly request: Requested
  readonly 'followed-thread': FollowedThread
  readonly plan: PlanAccess
  readonly decision: Decidable
  readonly rule: Rule
  readonly 'hand-over': HandOverAccess
  readonly document: Listed
}
export type Kind = keyof Resources

/** Something that one person's message began: a thread, a run, an answer. */
export interface Requested {
  readonly requester: string
}

export interface FollowedThread extends Requested {
  /** The hand-over that is open for it; null where none is. */
  readonly handOver: HandOverAccess | null
}

export interface PlanAccess extends Requested {
  /** The roles that its verdict asks. */
  readonly asked: readonly string[]
  /** The role that it was passed on to by now; null where it wasn't. */
  readonly passedOnTo: string | null
  /** The roles that its agent's folder names for plans of whose outcome nobody is sure. */
  readonly resolvers: readonly string[]
  /** Why a person may say what became of a step: nobody knows, or it rests between two tries. */
  readonly open: 'unknown' | 'resting' | null
}

/** A plan to be answered. */
export interface Decidable extends Requested {
  /** The asked roles that this principal's answer counts for, by the plan's own rules. */
  readonly speaksFor: readonly string[]
}

/** A rule of a policy that decided on a plan. */
export interface Rule {
  /** The roles that it asks. */
  readonly asks: readonly string[]
}

/** A conversation that was passed on to people. */
export interface HandOverAccess extends Requested {
  /** The role that it is for. */
  readonly role: string
  readonly takenBy: string | null
  readonly isOpen: boolean
}

/** A document, by its access list. */
export interface Listed {
  readonly acl: readonly string[]
}
