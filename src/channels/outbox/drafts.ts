import type { ChannelOperations } from '#contract/channel-operations.ts'
import type { DraftNews, HeldDraft } from '#contract/channel-drafts.ts'
import type { Logger } from '#core/log.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import type { ChannelDrafts, DraftOutcome, DraftWriter } from './channel-drafts.ts'
import type { Channel } from '../contract.ts'
import { outsideCardTexts as texts } from '#cards/texts/outside-card-texts.ts'
import { progressText } from '#cards/drawing/progress-text.ts'

/** What is answered sooner than this after it was first heard of has no draft. */
const FIRST_AFTER_MS = 800
/** For one change. Who holds a draft for it holds it a little longer. */
const WRITING_MS = 3_000
const LEASE_MS = WRITING_MS + 1_000
const LONGEST_PAUSE_MS = 60_000
/** A run that nothing was heard of for this long isn't remembered. */
const SILENCE_MS = 120_000
/** How often drafts are looked for that nothing comes in the place of. */
const SWEEP_MS = 3_000

export interface DraftsOptions {
  readonly operations: Pick<ChannelOperations, 'openDraft' | 'takeLeftDrafts' | 'whenWriting'>
  readonly channels: readonly Channel[]
  readonly log: Logger
  readonly signal: AbortSignal
}

interface Showing extends Pick<Channel, 'name' | 'tenantId'> {
  readonly drafts: ChannelDrafts
  /** Until when its drafts wait, on the clock of `performance`. */
  restsUntil: number
}

/** Shows answers in channels while they are written, until disposed, which waits for changes that have begun. */
export async function startDrafts({ operations, channels, log, signal }: DraftsOptions): Promise<AsyncDisposable> {
  const showing = channels.flatMap(({ name, tenantId, outlet }): readonly Showing[] =>
    outlet?.drafts ? [{ name, tenantId, drafts: outlet.drafts, restsUntil: 0 }] : [],
  )
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  const writing = new Map<string, RunDraft>()
  const listener =
    showing.length === 0
      ? null
      : await operations.whenWriting((news) => {
          if (stop.aborted || !showing.some(({ tenantId }) => tenantId === news.tenantId)) return
          const thread = `${news.tenantId} ${news.threadId}`
          const before = writing.get(thread)
          const draft = before?.isOf(news) ? before : new RunDraft({ operations, showing, log, stop })
          if (draft !== before) void before?.end()
          writing.set(thread, draft)
          draft.told(news, () => writing.get(thread) === draft && writing.delete(thread))
        })
  let sweeping: Promise<unknown> | null = null
  const sweep = setInterval(() => {
    sweeping ??= Promise.all(showing.map((each) => takeAwayLeft(each, { operations, log, stop }))).finally(
      () => (sweeping = null),
    )
  }, SWEEP_MS)
  return {
    async [Symbol.asyncDispose]() {
      disposed.abort()
      clearInterval(sweep)
      await listener?.[Symbol.asyncDispose]()
      await Promise.all([...writing.values()].map((draft) => draft.end()))
      await sweeping
    },
  }
}

interface RunDraftOptions extends Pick<DraftsOptions, 'log' | 'operations'> {
  readonly showing: readonly Showing[]
  readonly stop: AbortSignal
}

/** The draft of one run, as far as this process has to do with it. */
class RunDraft {
  readonly #options: RunDraftOptions
  #news: DraftNews | null = null
  #shown: DraftNews | null = null
  #begun: { readonly held: HeldDraft; readonly channel: Showing; readonly write: DraftWriter } | null = null
  #as: string | null = null
  #isOver = false
  #notBefore = performance.now() + FIRST_AFTER_MS
  #timer: NodeJS.Timeout | undefined
  #silence: NodeJS.Timeout | undefined
  #writing: Promise<void> | null = null

  constructor(options: RunDraftOptions) {
    this.#options = options
  }

  isOf({ runId }: DraftNews): boolean {
    return this.#news?.runId === runId
  }

  /** Takes what is known now. `onSilent` is called once nothing more was said for long. */
  told(news: DraftNews, onSilent: () => void): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(onSilent, SILENCE_MS).unref()
    this.#news = { ...news, text: news.text ?? this.#news?.text ?? null }
    this.#writeSoon()
  }

  /** Writes no more. */
  async end(): Promise<void> {
    this.#isOver = true
    clearTimeout(this.#timer)
    clearTimeout(this.#silence)
    await this.#writing
  }

  #writeSoon(): void {
    if (this.#isOver || this.#writing !== null) return
    clearTimeout(this.#timer)
    const at = Math.max(this.#notBefore, this.#begun?.channel.restsUntil ?? 0)
    this.#timer = setTimeout(() => this.#begin(), Math.max(0, at - performance.now())).unref()
  }

  #begin(): void {
    // Another of the channel's may have been before it.
    if (performance.now() < (this.#begun?.channel.restsUntil ?? 0)) return this.#writeSoon()
    this.#writing = this.#write()
      .catch((error: unknown) => {
        this.#isOver = true
        this.#options.log.warn({ event: 'draft-failed', runId: this.#news?.runId, err: error })
      })
      .finally(() => {
        this.#writing = null
        if (this.#news !== this.#shown) this.#writeSoon()
      })
  }

  async #write(): Promise<void> {
    const news = this.#news
    if (news === null || this.#isOver) return
    const begun = this.#begun ?? (await this.#open(news))
    const isRefused = begun === null || (begun === this.#begun && !(await begun.held.hold(LEASE_MS)))
    this.#isOver ||= isRefused
    if (begun === null || this.#isOver) return
    this.#begun = begun
    const { held, channel, write } = begun
    const { paceMs, isPaceShared } = channel.drafts
    if (performance.now() < channel.restsUntil) return await this.#keep(held, false)
    // Where they go by one pace, one is written at a time.
    if (isPaceShared) channel.restsUntil = performance.now() + WRITING_MS
    const shown = { ...drawn(news, held.language ?? 'en'), as: this.#as }
    const outcome = await within((signal) => write(shown, { signal }))
    this.#notBefore = performance.now() + paceMs
    if (isPaceShared) channel.restsUntil = this.#notBefore
    this.#shown = news
    this.#keepTime(outcome, channel)
    if (outcome.outcome === 'shown') this.#as = outcome.as
    await this.#keep(held, outcome.outcome === 'unknown')
  }

  #keep(held: HeldDraft, isUnknown: boolean): Promise<void> {
    return held.keep(this.#as !== null || isUnknown ? { as: this.#as } : null)
  }

  async #open(news: DraftNews) {
    const { operations, showing } = this.#options
    const channels = showing.filter(({ tenantId }) => tenantId === news.tenantId)
    const names = channels.map(({ name }) => name)
    const held = await operations.openDraft(news, { channels: names, leaseMs: LEASE_MS })
    const channel = channels.find(({ name }) => name === held?.channel)
    return held && channel ? { held, channel, write: channel.drafts.begin(held) } : null
  }

  #keepTime(outcome: DraftOutcome, channel: Showing): void {
    switch (outcome.outcome) {
      case 'shown':
        return
      case 'later':
        this.#shown = null
        channel.restsUntil = performance.now() + Math.min(LONGEST_PAUSE_MS, outcome.afterMs)
        return
      // Where the first may be there, a second would stand beside it.
      case 'unknown':
        this.#isOver ||= this.#as === null
        return
      case 'over':
        this.#isOver = true
    }
  }
}

function drawn({ text, progress }: DraftNews, language: string) {
  return inLanguage(language, () => ({
    text,
    line: text === null ? ((progress && progressText(progress)) ?? texts.working) : texts.stillWriting,
    lineForAll: text === null ? texts.working : texts.stillWriting,
  }))
}

async function within(work: (signal: AbortSignal) => Promise<DraftOutcome>): Promise<DraftOutcome> {
  const signal = AbortSignal.timeout(WRITING_MS)
  try {
    return await work(signal)
  } catch (error) {
    if (!signal.aborted) throw error
    return { outcome: 'unknown' }
  }
}

// Of a run that was stopped, or whose process died: nothing that is half said stays.
async function takeAwayLeft(
  { name, tenantId, drafts }: Showing,
  { operations, log, stop }: Omit<RunDraftOptions, 'showing'>,
): Promise<void> {
  if (stop.aborted) return
  try {
    for (const { there, forget, ...place } of await operations.takeLeftDrafts({ tenantId, channel: name }, LEASE_MS)) {
      const outcome = there && (await within((signal) => drafts.takeAway(place, there, { signal })))
      if (outcome === null || outcome.outcome === 'over') await forget()
    }
  } catch (error) {
    log.warn({ event: 'draft-failed', channel: name, err: error })
  }
}
