import { isForRole } from '#auth/authorize.ts'
import type { NewStop } from '#contract/tool.ts'
import { useEffect, useState } from 'preact/hooks'
import { stoppedWhat, toolTexts as texts } from '#cards/texts/tool-texts.ts'
import { LiveRegion } from '../kit/live-region.tsx'
import { TroubleLine } from '../kit/trouble-line.tsx'
import { usePolling } from '../kit/use-polling.ts'
import type { ConsoleView, ScreenProps } from '../view.ts'
import { ActButton, type ToolActs } from './act-button.tsx'
import { StopDialog } from './stop-dialog.tsx'
import { DeadLetterList, StopList } from './stop-list.tsx'
import { isWaiting, ToolItem } from './tool-item.tsx'
import { acceptTool, readTools, retryRun, startCalls, stopCalls, type ToolsSeen } from './tools-client.ts'

/** What servers offer and agents may call: for operators, and to look for auditors. */
export const toolsView: ConsoleView = {
  name: 'tools',
  label: texts.title,
  icon: 'tool',
  documentTitle: texts.documentTitle,
  isListed: true,
  isFor: (me) => isForRole(me, 'tool.list'),
  Screen: ToolsScreen,
}

/** How often a page that is left open looks again, in ms. */
const LOOKS_EVERY_MS = 10_000

type Subject = Pick<NewStop, 'kind' | 'name'>

function ToolsScreen({ client, me, count, signedOut }: ScreenProps) {
  const reading = usePolling({ everyMs: LOOKS_EVERY_MS, read: (signal) => readTools(client, signal), signedOut })
  const { seen, trouble, gone, look } = reading
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState<string | null>(null)
  const [asked, setAsked] = useState<Subject | null>(null)
  useEffect(() => count((seen?.tools.filter(isWaiting).length ?? 0) + (seen?.aside.length ?? 0)))
  useEffect(() => {
    if (trouble !== null) setSaid('')
  }, [trouble])

  const act = async (at: string, done: string, work: () => Promise<void>): Promise<void> => {
    if (busy !== null) return
    setBusy(at)
    const isDone = await reading.attempt(work)
    setSaid(isDone ? done : '')
    setBusy(null)
    // What went wrong with the act is told, also where looking again goes well.
    await look({ keepTrouble: !isDone })
  }
  const acts: ToolActs = {
    mayAct: isForRole(me, 'tool.accept'),
    busy,
    accept: (tool) => void act(tool.tool, texts.accepted(tool.tool), () => acceptTool(client, tool, gone)),
    retry: (run) => void act(run.id, texts.triedAgain, () => retryRun(client, run.id, gone)),
    start: (stop) => void act(stop.id, texts.startedNow(stoppedWhat(stop)), () => startCalls(client, stop.id, gone)),
    stop: setAsked,
  }
  const stop = (subject: Subject, why: string | null): void => {
    setAsked(null)
    if (why === null) return
    const done = texts.stoppedNow(stoppedWhat(subject))
    void act(subject.name, done, () => stopCalls(client, { ...subject, why }, gone))
  }
  return (
    <>
      <div class="tools" aria-busy={seen === null || undefined}>
        <Head acts={acts} />
        {trouble !== null && <TroubleLine look={() => void look()}>{trouble}</TroubleLine>}
        <LiveRegion class="said" text={said} />
        {seen === null ? <p>{texts.loading}</p> : <Sections seen={seen} acts={acts} />}
      </div>
      {asked !== null && <StopDialog what={stoppedWhat(asked)} closed={(why) => stop(asked, why)} />}
    </>
  )
}

function Head({ acts }: { readonly acts: ToolActs }) {
  return (
    <header>
      <h1 tabindex={-1}>{texts.title}</h1>
      <p>{texts.lead}</p>
      {acts.mayAct && (
        <ActButton acts={acts} at="" press={() => acts.stop({ kind: 'tenant', name: '' })}>
          {texts.stopEverything}
        </ActButton>
      )}
    </header>
  )
}

// What is stopped, what waits to be looked at, and all the rest.
function Sections({ seen: { tools, stops, aside }, acts }: { readonly seen: ToolsSeen; readonly acts: ToolActs }) {
  const clock = { now: new Date() }
  const agents = [...new Set(tools.flatMap((tool) => tool.agents))].sort()
  const waiting = tools.filter(isWaiting)
  // What waits for somebody comes first; else by name, as they came.
  const ordered = [...waiting, ...tools.filter((tool) => !isWaiting(tool))]
  return (
    <>
      {aside.length > 0 && <DeadLetterList runs={aside} clock={clock} acts={acts} />}
      {stops.length > 0 && <StopList stops={stops} clock={clock} acts={acts} />}
      <p class="waits">{waiting.length === 0 ? texts.nothingWaits : texts.waits(waiting.length)}</p>
      <ul class="tool-list">
        {ordered.map((tool) => (
          <ToolItem key={tool.tool} tool={tool} clock={clock} acts={acts} />
        ))}
      </ul>
      {acts.mayAct && (
        <div class="agents" role="group" aria-label={texts.agents}>
          {agents.map((name) => (
            <ActButton key={name} acts={acts} at={name} press={() => acts.stop({ kind: 'agent', name })}>
              {`${texts.stopTitle(texts.agent(name))}…`}
            </ActButton>
          ))}
        </div>
      )}
    </>
  )
}
