interface LineProps {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly value: string
  /** What is wrong with it; it takes the hint's place. */
  readonly wrong: string | null
  typed(text: string): void
}

/** A field of one line, with what it is for or what is wrong with it below. */
export function Line({ id, label, hint, value, wrong, typed }: LineProps) {
  const about = wrong === null ? `${id}-hint` : `${id}-wrong`
  return (
    <div class="line">
      <label for={id}>{label}</label>
      <input
        class="field"
        id={id}
        type="text"
        maxlength={200}
        autocomplete="off"
        value={value}
        aria-invalid={wrong !== null || undefined}
        aria-describedby={about}
        onInput={({ currentTarget }) => typed(currentTarget.value)}
      />
      {wrong === null ? (
        <p class="hint" id={about}>
          {hint}
        </p>
      ) : (
        <p class="wrong" id={about} role="alert">
          {wrong}
        </p>
      )}
    </div>
  )
}

interface FindProps {
  readonly id: string
  readonly label: string
  readonly words: string
  typed(words: string): void
}

/** A field for words by which something in a list is found. */
export function Find({ id, label, words, typed }: FindProps) {
  return (
    <div class="find">
      <label for={id}>{label}</label>
      <input
        class="field"
        id={id}
        type="search"
        maxlength={200}
        autocomplete="off"
        value={words}
        onInput={({ currentTarget }) => typed(currentTarget.value)}
      />
    </div>
  )
}

interface SomeOfProps {
  readonly id: string
  readonly values: readonly string[]
  readonly labelOf: (value: string) => string
  readonly chosen: readonly string[]
  choose(values: readonly string[]): void
}

/** Checkboxes, any of which are chosen. The first has the id. */
export function SomeOf({ id, values, labelOf, chosen, choose }: SomeOfProps) {
  const toggle = (value: string, isOn: boolean): void =>
    choose(values.filter((one) => (one === value ? isOn : chosen.includes(one))))
  return (
    <>
      {values.map((value, place) => (
        <label class="choice" key={value}>
          <input
            {...(place === 0 && { id })}
            type="checkbox"
            value={value}
            checked={chosen.includes(value)}
            onChange={({ currentTarget }) => toggle(value, currentTarget.checked)}
          />
          {labelOf(value)}
        </label>
      ))}
    </>
  )
}

interface OneOfProps<Value extends string> {
  readonly id?: string
  readonly name: string
  readonly values: readonly Value[]
  readonly labels: Readonly<Record<Value, string>>
  /** Null until one is chosen. */
  readonly chosen: Value | null
  choose(value: Value): void
}

/** Radio buttons, one of which is chosen. The first has the id. */
export function OneOf<Value extends string>({ id, name, values, labels, chosen, choose }: OneOfProps<Value>) {
  return (
    <>
      {values.map((value, place) => (
        <label class="choice" key={value}>
          <input
            {...(place === 0 && { id })}
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => choose(value)}
          />
          {labels[value]}
        </label>
      ))}
    </>
  )
}
