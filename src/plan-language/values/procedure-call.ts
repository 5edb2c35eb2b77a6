import { z } from 'zod'

const Arguments = z.record(z.string().max(100), z.union([z.string(), z.number()]))

/** A procedure that a program begins by its name, with what it is told. */
export interface ProcedureCall {
  readonly procedure: string
  readonly args: Readonly<Record<string, string | number>>
}

/** A call as the text of a message, in which whoever reads the thread sees it: `/refund {"orderId":"A17"}`. */
export function procedureCallText({ procedure, args }: ProcedureCall): string {
  return `/${procedure} ${JSON.stringify(args)}`
}

/** The call that a message is; null where it is anything else. */
export function readProcedureCall(text: string): ProcedureCall | null {
  const [, procedure, json] = /^\/([a-z][a-z0-9-]*) (\{.*\})$/s.exec(text.trim()) ?? []
  if (procedure === undefined || json === undefined) return null
  try {
    return { procedure, args: Arguments.parse(JSON.parse(json)) }
  } catch {
    return null
  }
}
