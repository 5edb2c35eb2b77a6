import { documentTexts as texts } from '../../../document-texts.ts'
import { MAX_FILE_BYTES } from '../../../file-limit.ts'
import { h, type Description } from '../../browser/element.ts'
import { icon } from '../../browser/icons.ts'
import { DATA_CLASSES, type ChoiceMistakes, type Choices, whomText } from './choices.ts'
import { uploadList, type UploadActs } from './upload-list.ts'
import type { Upload } from './uploads.ts'

/** The part of the page where documents are handed in. */
export interface ShownHandIn {
  readonly choices: Choices
  /** Null until somebody has pressed the button with something wrong. */
  readonly mistakes: ChoiceMistakes | null
  readonly uploads: readonly Upload[]
}

export interface HandInActs extends UploadActs {
  choose(choices: Choices): void
  add(files: FileList): void
  send(): void
}

/** First who may read, then the files, then the button that says both. */
export function drawHandIn(shown: ShownHandIn, acts: HandInActs): Description {
  const ready = shown.uploads.filter(({ progress }) => progress.state === 'ready').length
  const submit = (event: Event): void => {
    event.preventDefault()
    acts.send()
  }
  return h(
    'section',
    { class: 'hand-in', key: 'hand-in', 'aria-labelledby': 'hand-in-title' },
    h('h2', { id: 'hand-in-title' }, texts.handIn),
    h(
      'form',
      { on: { submit } },
      readersField(shown, acts),
      classField(shown, acts),
      belongsField(shown, acts),
      chooser(acts),
      uploadList(shown.uploads, acts),
      ready > 0 &&
        h('button', { class: 'b go', type: 'submit', key: 'send' }, texts.send(ready, whomText(shown.choices))),
    ),
  )
}

function readersField({ choices, mistakes }: ShownHandIn, acts: HandInActs): Description {
  const wrong = mistakes?.roles ?? null
  return h(
    'fieldset',
    { key: 'readers' },
    h('legend', null, texts.readers),
    (['me', 'roles', 'public'] as const).map((readers) =>
      radio('readers', readers, {
        label: texts.reader[readers],
        checked: choices.readers === readers,
        chosen: () => acts.choose({ ...choices, readers }),
      }),
    ),
    choices.readers === 'roles' &&
      line('roles', { label: texts.roles, hint: texts.rolesHint, value: choices.roles, wrong }, (roles) =>
        acts.choose({ ...choices, roles }),
      ),
  )
}

function classField({ choices }: ShownHandIn, acts: HandInActs): Description {
  return h(
    'fieldset',
    { key: 'class' },
    h('legend', null, texts.class),
    DATA_CLASSES.map((one) =>
      radio('class', one, {
        label: texts.classes[one],
        checked: choices.class === one,
        chosen: () => acts.choose({ ...choices, class: one }),
      }),
    ),
  )
}

function belongsField({ choices, mistakes }: ShownHandIn, acts: HandInActs): Description {
  const field = {
    label: texts.belongs,
    hint: texts.belongsHint,
    value: choices.belongs,
    wrong: mistakes?.belongs ?? null,
  }
  return line('belongs', field, (belongs) => acts.choose({ ...choices, belongs }))
}

function chooser(acts: HandInActs): Description {
  const chosen = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLInputElement) || currentTarget.files === null) return
    acts.add(currentTarget.files)
    currentTarget.value = '' // the same file again is a choice, too
  }
  return h(
    'div',
    { class: 'drop', key: 'drop' },
    icon('page'),
    h(
      'p',
      null,
      h(
        'label',
        { class: 'b', for: 'choose-files' },
        texts.choose,
        h('input', { class: 'vh', id: 'choose-files', type: 'file', multiple: '', on: { change: chosen } }),
      ),
      ` ${texts.drop}`,
    ),
    h('p', { class: 'hint' }, texts.kinds(MAX_FILE_BYTES)),
  )
}

interface RadioOf {
  readonly label: string
  readonly checked: boolean
  chosen(): void
}

function radio(name: string, value: string, { label, checked, chosen }: RadioOf): Description {
  return h(
    'label',
    { class: 'choice', key: value },
    h('input', { type: 'radio', name, value, checked, on: { change: chosen } }),
    label,
  )
}

interface LineOf {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly wrong: string | null
}

function line(name: string, { label, hint, value, wrong }: LineOf, typed: (text: string) => void): Description {
  const input = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) typed(target.value)
  }
  return h(
    'div',
    { class: 'line', key: name },
    h('label', { for: `documents-${name}` }, label),
    h('input', {
      class: 'field',
      id: `documents-${name}`,
      type: 'text',
      maxlength: '200',
      autocomplete: 'off',
      value,
      'aria-invalid': wrong === null ? null : 'true',
      'aria-describedby': wrong === null ? `${name}-hint` : `${name}-wrong`,
      on: { input },
    }),
    wrong === null
      ? h('p', { class: 'hint', id: `${name}-hint` }, hint)
      : h('p', { class: 'wrong', id: `${name}-wrong`, role: 'alert' }, wrong),
  )
}
