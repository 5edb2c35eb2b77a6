import { isForRole } from '#auth/authorize.ts'
import type { ToMendView, UnansweredView } from '#contract/feedback.ts'
import * as wire from '#contract/wire.ts'
import { useEffect } from 'preact/hooks'
import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { feedbackTexts as texts } from '#cards/texts/feedback-texts.ts'
import { Icon } from '../kit/icon.tsx'
import { Page, Section } from '../kit/page.tsx'
import { Shown } from '../kit/shown.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { usePolling } from '../kit/use-polling.ts'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { FaultyTools } from './faulty-tools.tsx'
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

function FeedbackScreen({ client, count, signedOut }: ScreenProps) {
  const { seen, trouble, look } = usePolling({
    everyMs: LOOKS_EVERY_MS,
    read: (signal) => client.ask(wire.readToMend, {}, { signal }),
    signedOut,
  })
  useEffect(() => count((seen?.documents.length ?? 0) + (seen?.tools?.length ?? 0)))
  return (
    <Page name="mend" title={texts.title} lead={texts.lead} isReading={seen === null}>
      {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
      {seen === null ? <p role="status">{texts.loading}</p> : <Sections {...seen} clock={{ now: new Date() }} />}
    </Page>
  )
}

function Sections({ documents, unanswered, noticed, tools = [], clock }: ToMendView & { readonly clock: Clock }) {
  return (
    <>
      {tools.length > 0 && <FaultyTools tools={tools} clock={clock} />}
      <Section id="mend-documents" title={texts.documents}>
        {documents.length === 0 ? (
          <p class="by">{texts.noDocuments}</p>
        ) : (
          <ul class="cards">
            {documents.map((item) => (
              <DocumentItem key={item.document.id} item={item} clock={clock} />
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
              <QuestionItem key={`${index} ${item.question}`} item={item} clock={clock} />
            ))}
          </ul>
        )}
      </Section>
      {noticed.length > 0 && <FlaggedDocuments noticed={noticed} />}
    </>
  )
}

function DocumentItem({ item, clock }: { readonly item: ToMendView['documents'][number]; readonly clock: Clock }) {
  const { document, wrong, wrongSource, outOfDate, helpful, lastAt, sections, comments } = item
  const counts = [
    wrong > 0 && texts.wrong(wrong),
    outOfDate > 0 && texts.outOfDate(outOfDate),
    wrongSource > 0 && texts.wrongSource(wrongSource),
  ].filter((count) => count !== false)
  return (
    <li>
      <h3>
        <Shown text={document.title} />
      </h3>
      <p class="counts">
        <Icon name="warn" />
        {counts.join(' · ')}
      </p>
      <p class="by">
        {texts.version(document.version, clockText(lastAt, clock))}
        {helpful > 0 && ` · ${texts.helpful(helpful)}`}
      </p>
      {sections.length > 0 && (
        <p class="by">
          <Shown text={texts.sections(sections)} />
        </p>
      )}
      {comments.map(({ rating, reason, comment }, at) => (
        <p key={at} class="said-of">
          <Shown text={texts.said(texts.ratings[rating], [reason, comment].filter(Boolean).join(': '))} />
        </p>
      ))}
    </li>
  )
}

function QuestionItem({ item, clock }: { readonly item: UnansweredView; readonly clock: Clock }) {
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
    </li>
  )
}
