import { documentTexts as texts } from '#cards/texts/document-texts.ts'
import type { Icon as IconName } from '../../browser/icons.ts'
import { Icon } from '../kit/icon.tsx'
import { LiveRegion } from '../kit/live-region.tsx'
import { Shown } from '../kit/shown.tsx'
import type { Upload, UploadProgress, Uploads } from './uploads.ts'

/** The files that were chosen, each with how far it is and, where it isn't taken, why. */
export function UploadList({ uploads }: { readonly uploads: Uploads }) {
  const { list } = uploads
  if (list.length === 0) return null
  const count = (...states: readonly UploadProgress['state'][]): number =>
    list.filter(({ progress }) => states.includes(progress.state)).length
  const [done, failed] = [count('stored', 'unchanged'), count('failed')]
  const left = count('waiting', 'sending', 'reading', 'busy')
  return (
    <div class="uploads">
      <h3 id="uploads-title">{texts.files}</h3>
      <ul aria-labelledby="uploads-title">
        {list.map((upload) => (
          <UploadItem key={upload.key} upload={upload} uploads={uploads} />
        ))}
      </ul>
      <LiveRegion class="summary" text={done + failed + left > 0 ? texts.summary(done, failed, left) : ''} />
      {left > 0 && <p class="hint">{texts.stay}</p>}
      {left === 0 && done + failed > 0 && (
        <button class="link" type="button" onClick={() => uploads.clear()}>
          {texts.clear}
        </button>
      )}
    </div>
  )
}

interface UploadItemProps {
  readonly upload: Upload
  readonly uploads: Uploads
}

function UploadItem({ upload, uploads }: UploadItemProps) {
  const { name, progress } = upload
  return (
    <li class={progress.state}>
      <Icon name={ICONS[progress.state]} />
      <span class="name">
        <Shown text={name} />
      </span>
      <span class="how-far">
        <Shown text={progressText(progress)} />
      </span>
      {progress.state === 'sending' && <progress max={100} value={progress.percent} aria-label={name} />}
      <ItemButton upload={upload} uploads={uploads} />
    </li>
  )
}

const ICONS: Readonly<Record<UploadProgress['state'], IconName>> = {
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

function ItemButton({ upload: { key, name, progress }, uploads }: UploadItemProps) {
  if (progress.state === 'ready') {
    return (
      <button class="link" type="button" aria-label={texts.leaveOutOf(name)} onClick={() => uploads.leaveOut(key)}>
        {texts.leaveOut}
      </button>
    )
  }
  if (progress.state !== 'failed' || !progress.mayTryAgain) return null
  return (
    <button class="link" type="button" aria-label={texts.againOf(name)} onClick={() => uploads.tryAgain(key)}>
      {texts.again}
    </button>
  )
}
