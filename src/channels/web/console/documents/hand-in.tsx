import { useRef, useState } from 'preact/hooks'
import { documentTexts as texts } from '#cards/texts/document-texts.ts'
import { SHARED } from '#core/shared-agents.ts'
import { MAX_FILE_BYTES } from '#channels/inbound/file-limit.ts'
import type { Me } from '#contract/server-endpoints.ts'
import { Line, OneOf, SomeOf } from '../kit/form.tsx'
import { Icon } from '../kit/icon.tsx'
import { Section } from '../kit/page.tsx'
import {
  aclOf,
  agentsOf,
  DATA_CLASSES,
  FIRST_CHOICES,
  mistakesIn,
  prefixOf,
  whomText,
  type Choices,
} from './choices.ts'
import { UploadList } from './upload-list.tsx'
import type { Uploads } from './uploads.ts'

interface HandInProps {
  readonly uploads: Uploads
  readonly me: Me
  /** All that there are. */
  readonly agents: readonly string[]
}

/** Where documents are handed in: first who may read, then the files, then the button that says both. */
export function HandIn({ uploads, me, agents }: HandInProps) {
  const [choices, setChoices] = useState(FIRST_CHOICES)
  // From when on somebody has pressed the button with something wrong.
  const [isTold, setTold] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const mistakes = mistakesIn(choices, agents)
  const ready = uploads.list.filter(({ progress }) => progress.state === 'ready').length
  const submit = (event: Event): void => {
    event.preventDefault()
    setTold(true)
    const wrong = WITH_MISTAKES.find((field) => mistakes[field] !== null)
    if (wrong !== undefined) return form.current?.querySelector<HTMLElement>(`#documents-${wrong}`)?.focus()
    uploads.send({
      acl: aclOf(choices, me),
      agents: agentsOf(choices),
      class: choices.class,
      prefix: prefixOf(choices),
    })
  }
  return (
    <Section class="hand-in" id="hand-in-title" title={texts.handIn}>
      <form ref={form} onSubmit={submit}>
        <Fields choices={choices} agents={agents} mistakes={isTold ? mistakes : null} choose={setChoices} />
        <Chooser add={(files) => uploads.add([...files].map((file) => ({ file, isFolder: false })))} />
        <UploadList uploads={uploads} />
        {ready > 0 && (
          <button class="b go" type="submit">
            {texts.send(ready, whomText(choices))}
          </button>
        )}
      </form>
    </Section>
  )
}

const WITH_MISTAKES = ['readers', 'roles', 'agents', 'belongs'] as const

interface FieldsProps {
  readonly choices: Choices
  readonly agents: readonly string[]
  readonly mistakes: ReturnType<typeof mistakesIn> | null
  choose(choices: Choices): void
}

function Fields({ choices, agents, mistakes, choose }: FieldsProps) {
  return (
    <>
      <fieldset>
        <legend>{texts.readers}</legend>
        <OneOf
          id="documents-readers"
          name="readers"
          values={['me', 'roles', 'public']}
          labels={texts.reader}
          chosen={choices.readers}
          choose={(readers) => choose({ ...choices, readers })}
        />
        <Wrong text={mistakes?.readers ?? null} />
        {choices.readers === 'roles' && (
          <Line
            id="documents-roles"
            label={texts.roles}
            hint={texts.rolesHint}
            value={choices.roles}
            wrong={mistakes?.roles ?? null}
            typed={(roles) => choose({ ...choices, roles })}
          />
        )}
      </fieldset>
      <AgentChoice choices={choices} agents={agents} mistakes={mistakes} choose={choose} />
      <fieldset>
        <legend>{texts.class}</legend>
        <OneOf
          name="class"
          values={DATA_CLASSES}
          labels={texts.classes}
          chosen={choices.class}
          choose={(one) => choose({ ...choices, class: one })}
        />
      </fieldset>
      <Line
        id="documents-belongs"
        label={texts.belongs}
        hint={texts.belongsHint}
        value={choices.belongs}
        wrong={mistakes?.belongs ?? null}
        typed={(belongs) => choose({ ...choices, belongs })}
      />
    </>
  )
}

function AgentChoice({ choices, agents, mistakes, choose }: FieldsProps) {
  if (agents.length < 2) return null
  return (
    <fieldset>
      <legend>{texts.agents}</legend>
      <SomeOf
        id="documents-agents"
        values={[...agents, SHARED]}
        labelOf={texts.agent}
        chosen={choices.agents}
        choose={(chosen) => choose({ ...choices, agents: chosen })}
      />
      <Wrong text={mistakes?.agents ?? null} />
    </fieldset>
  )
}

function Wrong({ text }: { readonly text: string | null }) {
  if (text === null) return null
  return (
    <p class="wrong" role="alert">
      {text}
    </p>
  )
}

function Chooser({ add }: { add(files: FileList): void }) {
  const chosen = (field: HTMLInputElement): void => {
    if (field.files !== null) add(field.files)
    field.value = '' // the same file again is a choice, too
  }
  return (
    <div class="drop">
      <Icon name="page" />
      <p>
        <label class="b" for="choose-files">
          {texts.choose}
          <input
            class="vh"
            id="choose-files"
            type="file"
            multiple
            onChange={({ currentTarget }) => chosen(currentTarget)}
          />
        </label>
        {` ${texts.drop}`}
      </p>
      <p class="hint">{texts.kinds(MAX_FILE_BYTES)}</p>
    </div>
  )
}
