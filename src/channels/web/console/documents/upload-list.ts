import { documentTexts as texts } from '../../../document-texts.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon, type Icon } from '../../browser/icons.ts'
import { shownText } from '../../browser/shown-text.ts'
import type { Upload, UploadProgress } from './uploads.ts'

export interface UploadActs {
  leaveOut(key: string): void
  tryAgain(key: string): void
  clear(): void
}

/** The files that were chosen, each with how far it is and, where it isn't taken, why. */
export function uploadList(uploads: readonly Upload[], acts: UploadActs): Description | false {
  if (uploads.length === 0) return false
  const count = (...states: readonly UploadProgress['state'][]): number =>
    uploads.filter(({ progress }) => states.includes(progress.state)).length
  const [done, failed] = [count('stored', 'unchanged'), count('failed')]
  const left = count('waiting', 'sending', 'reading', 'busy')
  return h(
    'div',
    { class: 'uploads', key: 'uploads' },
    h('h3', { id: 'uploads-title' }, texts.files),
    h(
      'ul',
      { 'aria-labelledby': 'uploads-title' },
      uploads.map((upload) => uploadItem(upload, acts)),
    ),
    h('p', { class: 'summary', role: 'status' }, done + failed + left > 0 ? texts.summary(done, failed, left) : ''),
    left > 0 && h('p', { class: 'hint', key: 'stay' }, texts.stay),
    left === 0 &&
      done + failed > 0 &&
      h('button', { class: 'link', type: 'button', key: 'clear', on: { click: () => acts.clear() } }, texts.clear),
  )
}

function uploadItem({ key, name, progress }: Upload, acts: UploadActs): Description {
  return h(
    'li',
    { key, class: progress.state },
    icon(ICONS[progress.state]),
    h('span', { class: 'name' }, shownText(name)),
    h('span', { class: 'how-far' }, shownText(progressText(progress))),
    progress.state === 'sending' &&
      h('progress', { key: 'bar', max: '100', value: String(progress.percent), 'aria-label': name }),
    buttonOf({ key, name, progress }, acts),
  )
}

const ICONS: Readonly<Record<UploadProgress['state'], Icon>> = {
  ready: 'page',
  waiting: 'wait',
  sending: 'send',
  reading: 'wait',
  busy: 'wait',
  stored: 'ok',
  unchanged: 'ok',
  failed: 'warn',
}

function progressText(progress: UploadProgress): string {
  switch (progress.state) {
    case 'sending':
      return texts.progress.sending(progress.percent)
    case 'stored': {
      const { version, passages, findings } = progress
      const stored = texts.progress.stored(version, passages)
      return findings === 0 ? stored : `${stored}, ${texts.findings(findings)}`
    }
    case 'failed':
      return texts.notIn(progress.reason)
    case 'ready':
    case 'waiting':
    case 'reading':
    case 'busy':
    case 'unchanged':
      return texts.progress[progress.state]
  }
}

function buttonOf({ key, name, progress }: Upload, acts: UploadActs): Description | false {
  if (progress.state === 'ready') return small(texts.leaveOut, texts.leaveOutOf(name), () => acts.leaveOut(key))
  if (progress.state !== 'failed' || !progress.mayTryAgain) return false
  return small(texts.again, texts.againOf(name), () => acts.tryAgain(key))
}

function small(label: string, whole: string, click: () => void): Description {
  return h('button', { class: 'link', type: 'button', key: label, 'aria-label': whole, on: { click } }, label)
}
