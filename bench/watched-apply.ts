import { trace } from '@opentelemetry/api'
import { BasicTracerProvider, type ReadableSpan, type SpanProcessor } from '@opentelemetry/sdk-trace-base'
import pg from 'pg'
import type { Closing } from './closing.ts'

/** What a process has sent to PostgreSQL, and where the time of its apply steps went. Adds up; in ms. */
export interface Spent {
  /** Statements, BEGIN, what it sets and COMMIT included. */
  readonly statements: number
  readonly applyMs: number
  /** Of it: with a call of a tool under way, from handing it over to having its checked result. */
  readonly toolMs: number
  /** Of it: with neither a call of a tool nor a statement under way. */
  readonly ownMs: number
}

/** Watches this process, for one turn at a time. Spans are kept nowhere. */
export function watchApply(closing: Closing): () => Spent {
  const spent = { statements: 0, applyMs: 0, toolMs: 0, ownMs: 0 }
  const underWay = { apply: 0, tool: 0, statement: 0 }
  let since = performance.now()

  function change(what: keyof typeof underWay, by: 1 | -1): void {
    const now = performance.now()
    if (underWay.apply > 0) {
      spent.applyMs += now - since
      if (underWay.tool > 0) spent.toolMs += now - since
      else if (underWay.statement === 0) spent.ownMs += now - since
    }
    since = now
    underWay[what] += by
  }

  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [onSpans(change)] }))
  closing.after(async () => trace.disable())
  onStatements(closing, {
    begin: (text) => {
      spent.statements += text.split(';').filter((statement) => statement.trim() !== '').length
      change('statement', 1)
    },
    end: () => change('statement', -1),
  })
  return () => ({ ...spent })
}

function onSpans(change: (what: 'apply' | 'tool', by: 1 | -1) => void): SpanProcessor {
  const tell = ({ name }: Pick<ReadableSpan, 'name'>, by: 1 | -1) => {
    if (name === 'node apply') change('apply', by)
    if (name.startsWith('tool ')) change('tool', by)
  }
  return {
    onStart: (span) => tell(span, 1),
    onEnd: (span) => tell(span, -1),
    forceFlush: async () => {},
    shutdown: async () => {},
  }
}

function onStatements(closing: Closing, told: { begin: (text: string) => void; end: () => void }): void {
  const query: (this: pg.Client, ...args: unknown[]) => unknown = pg.Client.prototype.query
  function watched(this: pg.Client, ...args: unknown[]): unknown {
    const [first] = args
    told.begin(typeof first === 'object' && first !== null && 'text' in first ? String(first.text) : String(first))
    const answer = query.apply(this, args)
    if (answer instanceof Promise) answer.then(told.end, told.end)
    else told.end()
    return answer
  }
  Object.assign(pg.Client.prototype, { query: watched })
  closing.after(async () => void Object.assign(pg.Client.prototype, { query }))
}
