import { useLayoutEffect, useRef } from 'preact/hooks'
import { handOverTexts as texts } from '#cards/texts/hand-over-texts.ts'
import { Icon } from '../kit/icon.tsx'

interface ComposerProps {
  readonly isBusy: boolean
  /** Something was typed, or what was typed is gone. */
  typed(isEmpty: boolean): void
  /** Whether it was said: then the field is empty again. */
  send(words: string): Promise<boolean>
}

/** Where a person answers: Enter sends, Shift and Enter is a new line. It takes the keyboard when it comes. */
export function Composer({ isBusy, typed, send }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    requestAnimationFrame(() => field.current?.focus())
  }, [])
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    const words = field.current?.value.trim() ?? ''
    if (words === '' || isBusy) return
    const isSaid = await send(words)
    if (isSaid && field.current !== null) field.current.value = ''
    if (isSaid) typed(true)
    field.current?.focus()
  }
  // While an input method composes a character, Enter belongs to it.
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void submit(event)
  }
  return (
    <form class="write" onSubmit={(event) => void submit(event)}>
      <textarea
        ref={field}
        rows={2}
        aria-label={texts.answer}
        placeholder={texts.placeholder}
        enterkeyhint="send"
        onKeyDown={pressed}
        onInput={({ currentTarget }) => typed(currentTarget.value.trim() === '')}
      />
      <button class="b go" type="submit" aria-disabled={isBusy || undefined}>
        <Icon name="send" />
        {texts.send}
      </button>
    </form>
  )
}
