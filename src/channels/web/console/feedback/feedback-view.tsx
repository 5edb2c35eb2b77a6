import { isForRole } from '#auth/authorize.ts'
import type { ToMendView, UnansweredView } from '#contract/feedback.ts'
import * as wire from '#contract/wire.ts'
import { useEffect, useState } from 'preact/hooks'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { feedbackTexts as texts } from '#cards/texts/feedback-texts.ts'
import { Icon } from '../kit/icon.tsx'
import { LiveRegion } from '../kit/live-region.tsx'
import { Page, Section } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { usePolling } from '../kit/use-polling.ts'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { FaultyTools } from './faulty-tools.tsx'
import { DocumentLink, TickButton, type Ticked, type Ticking } from './fix-links.tsx'
import { FlaggedDocuments } from './flagged-documents.tsx'

/** Feedback on answers: documents to mend and questions without an answer, for operators and auditors. */
export const feedbackView: ConsoleView = {
  name: 'mend',
  label: texts.title,
  icon: 'pen',
  documentTitle: texts.documentTitle,
  isListed: true,
  isFor: (me) => isForRole(me, 'document.list-to-mend'),
  Screen: FeedbackScreen,
}

/** How often a page that is left open looks again, in ms. */
const LOOKS_EVERY_MS = 30_000

function FeedbackScreen({ client, me, count, signedOut }: ScreenProps) {
  const [said, setSaid] = useState('')
  const { seen, trouble, gone, look, attempt } = usePolling({
    everyMs: LOOKS_EVERY_MS,
    read: (signal) => client.ask(wire.readToMend, {}, { signal }),
    signedOut,
  })
  const tick = async (what: Ticked, name: string): Promise<void> => {
    const isDone = await attempt(async () => {
      await client.ask(wire.tickOff, { body: { what } }, { signal: gone })
    })
    setSaid(isDone ? texts.ticked(name) : '')
    await look({ keepTrouble: !isDone })
  }
  const ticking = isForRole(me, 'document.mend')
    ? { tick: (what: Ticked, name: string) => void tick(what, name) }
    : null
  useEffect(() => count((seen?.documents.length ?? 0) + (seen?.tools?.length ?? 0)))
  return (
    <Page name="mend" title={texts.title} lead={texts.lead} isReading={seen === null}>
      {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
      <LiveRegion class="said" text={said} />
      {seen === null ? (
        <p role="status">{texts.loading}</p>
      ) : (
        <Sections {...seen} clock={{ now: new Date() }} ticking={ticking} />
      )}
    </Page>
  )
}

interface SectionsProps extends ToMendView {
  readonly clock: Clock
  readonly ticking: Ticking | null
}

function Sections({ documents, unanswered, noticed, tools = [], clock, ticking }: SectionsProps) {
  return (
    <>
      {tools.length > 0 && <FaultyTools tools={tools} clock={clock} />}
      <Section id="mend-documents" title={texts.documents}>
        {documents.length === 0 ? (
          <p class="by">{texts.noDocuments}</p>
        ) : (
          <ul class="cards">
            {documents.map((item) => (
              <DocumentItem key={item.document.id} item={item} clock={clock} ticking={ticking} />
            ))}
          </ul>
        )}
      </Section>
      <Section id="mend-questions" title={texts.questions}>
        {unanswered.length === 0 ? (
          <p class="by">{texts.noQuestions}</p>
        ) : (
          <ul class="cards">
            {unanswered.map((item, index) => (
              <QuestionItem key={`${index} ${item.question}`} item={item} clock={clock} ticking={ticking} />
            ))}
          </ul>
        )}
      </Section>
      {noticed.length > 0 && <FlaggedDocuments noticed={noticed} ticking={ticking} />}
    </>
  )
}

interface ItemProps<Item> extends Pick<SectionsProps, 'clock' | 'ticking'> {
  readonly item: Item
}

function DocumentItem({ item, clock, ticking }: ItemProps<ToMendView['documents'][number]>) {
  const { document, wrong, wrongSource, outOfDate, helpful, lastAt, places, comments } = item
  const counts = [
    wrong > 0 && texts.wrong(wrong),
    outOfDate > 0 && texts.outOfDate(outOfDate),
    wrongSource > 0 && texts.wrongSource(wrongSource),
  ].filter((count) => count !== false)
  return (
    <li>
      <h3>
        <DocumentLink document={document} passageId={null}>
          <Shown text={document.title} />
        </DocumentLink>
      </h3>
      <p class="counts">
        <Icon name="warn" />
        {counts.join(' · ')}
      </p>
      <p class="by">
        {texts.version(document.version, clockText(lastAt, clock))}
        {helpful > 0 && ` · ${texts.helpful(helpful)}`}
      </p>
      {places.length > 0 && (
        <p class="by places">
          {texts.quotedFrom}
          {places.map(({ heading, passageId }) => (
            <DocumentLink key={passageId} document={document} passageId={passageId}>
              <Shown text={heading} />
            </DocumentLink>
          ))}
        </p>
      )}
      {comments.map(({ rating, reason, comment }, at) => (
        <p key={at} class="said-of">
          <Shown text={texts.said(texts.ratings[rating], [reason, comment].filter(Boolean).join(': '))} />
        </p>
      ))}
      <TickButton what={{ kind: 'document', documentId: document.id }} name={document.title} ticking={ticking} />
    </li>
  )
}

function QuestionItem({ item, clock, ticking }: ItemProps<UnansweredView>) {
  const { question, count, lastAt, others } = item
  return (
    <li>
      <h3>
        <Shown text={question} />
      </h3>
      <p class="by">{texts.asked(count, clockText(lastAt, clock))}</p>
      {others.length > 0 && (
        <details>
          <summary>{texts.others}</summary>
          {others.map((other, at) => (
            <p key={at} class="said-of">
              <Shown text={other} />
            </p>
          ))}
        </details>
      )}
      <TickButton what={{ kind: 'question', question }} name={question} ticking={ticking} />
    </li>
  )
}
