/** Words that change nothing about what a statement is about, nor when it holds: all others have to be the same. */
export const LIGHT_WORDS: ReadonlySet<string> = new Set(
  `a an the is are be been being am do does did has have having it its this that these those there here
  we us our you your they them their i me my he she his her and as of to by per each every any also
  can could may might will would shall should must please usually normally generally simply already just currently now
  today always again then thus therefore however moreover besides too so very about approximately roughly around
  within until till up at least most more less than over under above below from between or
  der die das den dem des ein eine einen einem einer eines ist sind sein wird werden wurde hat haben es er sie
  wir uns unser unsere unseren unserem unserer ihr ihre ihren ihrem ihrer und oder als von zum zur zu je pro jede jeder
  jedes jeden auch kann können darf dürfen soll sollen muss müssen bitte normalerweise üblicherweise grundsätzlich
  bereits derzeit heute stets immer jedoch daher somit außerdem etwa ungefähr circa rund innerhalb binnen bis mindestens
  höchstens maximal mehr weniger im in ab seit on`.split(/\s+/u),
)

/** Turns of phrase that set no condition. */
export const EMPTY_PHRASES =
  /,?\s*(?:without (?:giving|stating) (?:a|any) reasons?|ohne Angabe von Gründen|as a rule|in der Regel|in general|in total|insgesamt|of course|please note that|note that)(?!\p{L})/giu
