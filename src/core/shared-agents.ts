/** Stands among a document's agents for all of them, also those that come later. No agent is called so. */
export const SHARED = 'shared'
