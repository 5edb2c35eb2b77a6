import { planTexts } from '#cards/texts/plan-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { h, type Child, type Description } from './element.ts'
import { icon } from './icons.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'
import { shownText } from './shown-text.ts'

/** The lines of a plan that is being made: what was written and looked up, what goes on, and what is still to come. */
export function progressLines(progress: PlanProgress | null): readonly Description[] {
  const stage = progress?.stage ?? 'trying'
  const words = screenTexts.card
  const isWriting = stage === 'writing' || stage === 'mending'
  return [
    ...(progress === null ? [] : writing(progress)),
    ...(progress === null ? [] : readLines(progress)),
    isWriting
      ? line('trying', dot(), h('span', { class: 'sub' }, words.trying))
      : line(
          'trying',
          stage === 'checking' ? icon('ok') : ring(),
          h('span', null, words.trying, ' ', h('span', { class: 'sub' }, words.nothingSent)),
        ),
    stage === 'checking'
      ? line('checking', ring(), h('span', null, words.checking))
      : line('checking', dot(), h('span', { class: 'sub' }, words.checking)),
  ]
}

function writing({ stage, attempt }: PlanProgress): readonly Description[] {
  const words = planTexts.making
  if (stage === 'writing') return [line('writing', ring(), h('span', null, words.writing))]
  if (stage !== 'mending') return []
  const text = attempt === null ? words.writing : words.mending(attempt.at, attempt.of)
  return [line('writing', ring(), h('span', null, text))]
}

function readLines({ reads, lookedUp }: PlanProgress): readonly Description[] {
  const earlier = lookedUp - reads.filter(({ state }) => state === 'done').length
  const before = earlier <= 0 ? [] : [line('earlier', icon('ok'), sub(screenTexts.card.earlierReads(earlier)))]
  return [...before, ...reads.map((read, index) => readLine(read, index))]
}

function readLine({ title, state }: PlanProgress['reads'][number], index: number): Description {
  const mark = { 'under-way': ring(), done: icon('ok'), failed: icon('warn') }[state]
  const { notLookedUp, readState } = screenTexts.card
  const words = [
    shownText(title),
    ' ',
    state === 'failed' ? sub(notLookedUp) : h('span', { class: 'vh' }, readState[state]),
  ]
  return h('li', { key: `read-${index}`, class: 'read', 'data-state': state }, mark, h('span', null, words))
}

function line(key: string, mark: Child, words: Child): Description {
  return h('li', { key }, mark, words)
}

function sub(text: string): Description {
  return h('span', { class: 'sub' }, text)
}

function ring(): Description {
  return h('span', { class: 'ring', 'aria-hidden': 'true' })
}

function dot(): Description {
  return h('span', { class: 'dot', 'aria-hidden': 'true' })
}
