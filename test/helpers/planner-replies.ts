import { saysJson, type ModelReply } from './model-server.ts'

/** The model sends a message there, and says which of its words ask for it. */
export const routesTo = (route: string, playbook: string | null = null, words: string | null = null): ModelReply =>
  saysJson({ route, playbook, words })

/** The model writes a program, and says which of the requester's words are in its slots. */
export function writes(program: string, slots: Readonly<Record<string, string>> = {}): ModelReply {
  return saysJson({ program, slots: Object.entries(slots).map(([name, text]) => ({ name, text })), reason: null })
}
