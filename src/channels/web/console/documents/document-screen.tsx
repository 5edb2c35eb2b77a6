import { useEffect, useRef } from 'preact/hooks'
import { clockText } from '#cards/drawing/clock-text.ts'
import { documentTexts as texts } from '#cards/texts/document-texts.ts'
import type { DocumentDetail } from '#contract/document.ts'
import type { DocumentTextView } from '#contract/knowledge.ts'
import * as wire from '#contract/wire.ts'
import { AppError } from '#core/errors.ts'
import type { Client } from '#channels/client/client.ts'
import { Link } from '../kit/link.tsx'
import { Page, Section } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { usePolling } from '../kit/use-polling.ts'
import type { ScreenProps } from '../view.ts'
import { aboutText, Findings } from './document-list.tsx'
import { placeIn, placeWord, type DocumentPlace } from './document-place.ts'

/** How often a page that is left open looks again, in ms. */
const LOOKS_EVERY_MS = 30_000

interface SeenDocument {
  /** Null where there is none for this reader. */
  readonly detail: DocumentDetail | null
  /** Null where they may not read it. */
  readonly text: DocumentTextView | null
}

/** One document: what is known of it, its versions, and the text that answers quote, with a passage marked. */
export function DocumentScreen(props: ScreenProps & { readonly id: string }) {
  const { client, id, show, visit, signedOut, addressOf, go } = props
  const place = placeIn(show)
  const { seen, trouble, look } = usePolling({
    everyMs: LOOKS_EVERY_MS,
    of: [id, show, visit],
    read: (signal) => readDocument(client, id, place, signal),
    signedOut,
  })
  const detail = seen?.detail ?? null
  const lead = detail === null ? '' : aboutText(detail.document, { now: new Date() })
  const back = (
    <Link path={addressOf(null, null) ?? ''} go={() => go(null, null)}>
      {texts.back}
    </Link>
  )
  const title = seen === null ? texts.reading : (detail?.document.title ?? texts.gone)
  return (
    <Page name="document" title={title} lead={lead} isReading={seen === null} head={back}>
      {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
      {detail !== null && (
        <>
          <p class="where">
            <code>
              <Shown text={detail.document.source} />
            </code>
          </p>
          {detail.document.kept !== null && detail.document.kept.findings.length > 0 && (
            <Findings findings={detail.document.kept.findings} />
          )}
          <Versions {...props} detail={detail} shown={seen?.text?.document.version ?? null} />
          {seen?.text ? <Text text={seen.text} marked={place.passageId} /> : <p class="by">{texts.notYours}</p>}
        </>
      )}
    </Page>
  )
}

async function readDocument(
  { ask }: Client,
  documentId: string,
  { version, passageId }: DocumentPlace,
  signal: AbortSignal,
): Promise<SeenDocument> {
  const detail = await ask(wire.readDocumentDetail, { documentId }, { signal }).catch(nullWhereGone)
  if (detail === null || !detail.isReadable) return { detail, text: null }
  const wanted = { documentId, version: version ?? detail.document.version }
  const around = passageId === null ? {} : { around: passageId }
  const text = await ask(wire.readDocument, { ...wanted, ...around }, { signal }).catch(nullWhereGone)
  return { detail, text }
}

function nullWhereGone(error: unknown): null {
  if (error instanceof AppError && (error.status === 404 || error.status === 400)) return null
  throw error
}

interface VersionsProps extends ScreenProps {
  readonly detail: DocumentDetail
  /** The version whose text is shown. */
  readonly shown: number | null
}

function Versions({ detail: { document, versions, isReadable }, shown, addressOf, go }: VersionsProps) {
  const clock = { now: new Date() }
  return (
    <Section id="versions-title" title={texts.versions}>
      <ul class="versions">
        {versions.map(({ version, createdAt, passages }) => {
          const line = texts.versionLine(version, clockText(createdAt, clock), passages)
          const word = placeWord({ version, passageId: null })
          return (
            <li key={version}>
              {isReadable && version !== shown ? (
                <Link path={addressOf(document.id, word) ?? ''} go={() => go(document.id, word)}>
                  {line}
                </Link>
              ) : (
                <span>{line}</span>
              )}
              {version === shown && versions.length > 1 && <span class="by">{` · ${texts.isShown}`}</span>}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function Text({ text, marked }: { readonly text: DocumentTextView; readonly marked: string | null }) {
  const { passages, leftOut } = text
  const mark = useRef<HTMLElement>(null)
  useEffect(() => {
    mark.current?.scrollIntoView({ block: 'center' })
    mark.current?.focus({ preventScroll: true })
  }, [marked, text.document.version])
  return (
    <Section id="document-text" class="text" title={texts.text}>
      {leftOut.before > 0 && <p class="by">{texts.moreBefore(leftOut.before)}</p>}
      {passages.map(({ passageId, heading, text: words }, at) => (
        <div key={passageId}>
          {heading !== '' && heading !== passages[at - 1]?.heading && (
            <h3>
              <Shown text={heading} />
            </h3>
          )}
          {passageId === marked ? (
            <p class="passage">
              <mark ref={mark} tabindex={-1}>
                <Shown text={words} />
              </mark>
            </p>
          ) : (
            <p class="passage">
              <Shown text={words} />
            </p>
          )}
        </div>
      ))}
      {leftOut.after > 0 && <p class="by">{texts.moreAfter(leftOut.after)}</p>}
    </Section>
  )
}
