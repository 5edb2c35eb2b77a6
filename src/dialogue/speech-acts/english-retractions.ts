/**
 * What English says in or behind a wish that isn't meant any more, isn't meant yet or never was: it was a joke, a child's, another
 * shop's, and the thing turned up, works after all or may stay.
 */
export const ENGLISH_RETRACTIONS = `what|which would|do|should you|i recommend|suggest|advise|do $
  which|what one|is|are|would|of ... better|best|fastest|quickest|easiest|cheapest
  he|she|they|colleague sorted|handled|fixed it|that
  it|that|this says here|there|on
  is|was singing
  my|the|a|his|her song
  ill|i_will|well|we_will let you know
  ill|i_will|well|we_will get back
  and ill|i_will|well|we_will never|regret
  and youll|you_will never|regret|lose|hear
  scratch|strike|ignore|disregard that|this|it|me
  never mind
  ^ no? keep|carry|continue on|going $
  ^ no go on|ahead|through
  ^ keep|let it|that|everything|them? going|coming|running|as_is|as_it_is
  ^ or rather
  false|fake alarm
  wrong chat|window|tab|shop|store|company|thread
  i thought so|i_did
  so i thought|believed
  meant|intended for another|a_different|the_other shop|store|company|chat
  i|just|then|we|until|and have|had? found it|them|the|one|both|everything ... behind|under|underneath|beneath|inside|neighbour|neighbours|neighbor|neighbors|garage|shed|hallway|cupboard|drawer|porch|bag
  found it|them|everything !broken|damaged|cracked|smashed|empty|open|dead|wet|cheaper|for|elsewhere|in|at|too|very
  oops|whoops|ooops
  ^ withdrawn
  that was the|my|our plan|idea|intention
  must come please? $
  from|for another|a_different shop|store
  contact|write to? you herself|himself|separately
  ^ oh|ah|aha|hm|hmm|ugh|recounted $
  recounted|remeasured|rechecked with|it|them|again|and
  ^ it was the|my floor|wall|socket|chair|cable|fuse|dog|cat
  is|are|were friends|fine again
  friends again
  keep to my|the|our
  ^ well it|they did|is|was|were|has $
  has|have|just|it|they ...!not|never turned_up|shown_up|resurfaced|reappeared after_all|safe|now|today|at|behind|under|in
  works|working|lights|fits|ticks again|now|after_all|fine !not|never
  ^ all|everything is|was? fine|good|well|ok|okay|sorted|solved|here|there with|now|again|after_all|then? ...
  typed|wrote|pressed|dictated that|this|it
  was|were just|only? shouting|joking|dictating|testing|kidding|messing|venting|ranting|dreaming|rehearsing|practising|practicing
  lost a|the|my bet|dare
  a|the|my bet|dare|prank|joke|drill|rehearsal
  dear universe|god|lord|santa|diary
  itself is|works|looks here|fine|good|well|perfect|lovely|great
  ^ the|my|a care|washing|assembly? instructions|manual|leaflet|brochure
  ^ disregard|ignore $
  ^ edit|correction $
  ^ hang|hold on
  ^ breathe|perfect|present|april $
  april fool|fools
  sleep on it
  as you were
  as before|it_was|it_stands $
  right|fine|good|okay|there|here|well|possible|do|does|fits|fit|love|like|need after_all
  fell through
  talked me|us out
  for heavens|heaven|goodness|goodness' sake
  got hold of
  sent|pressed|typed|clicked|submitted by accident|mistake
  sent|pressed|typed|clicked|submitted this|that|it by accident|mistake
  im|i_am|i_feel|consider_me|still so|such|very|a? an? idiot|fool|mortified|embarrassed|ashamed|muppet|half_asleep
  sorry|apologies for shouting|ranting|the_noise|the_fuss|the_false|the_confusion|panicking
  my bad $
  not your problem|fault|doing
  your fault|problem is
  what am i doing|saying|thinking|writing
  ^ i|we|and|but? i|we? love|adore that|the|it|them|this
  # stays|is_staying|stay
  clock|lamp|table|blanket|order|it|candles|wax stays|staying|stay !in
  <pronoun> had|has it|them all_along|already
  already had|got|received it|the_money|mine|that
  has|have already|just landed|come|arrived|cleared|reached
  pretend you|i
  tear up|away
  dared|told_me|made_me me|us to write|type|say|ask|send
  that sentence|message|line was|is
  was|were still|only|just thinking|wondering|considering
  let it|the|that ... come|go|be|count|stand $
  change of the|that change
  flip flopping
  changing my mind
  current status
  gone again
  copied|pasted from
  isnt|not worth anyones|the_hassle|the_effort|it|the_time|the_trouble|bothering
  ill|i_will|id|well just|rather|simply buy|fix|glue|repair|keep|live
  want|wants neither|nothing|none
  like before|always|usual
  no_longer|not|nothing broken|wrong|missing
  have|has done nothing
  wrong maya|person
  cat|dog|toddler|baby|nephew|niece|grandson|granddaughter|kid|kids on|at|got|had|pressed|typed|has my|the|it|them? keyboard|phone|tablet|laptop|it|them
  buffed|wiped|washed|cleaned|polished out|off|up
  ^ its|it_is|it_was|turns_out_it_was the|my fridge|freezer|heater|heating|kettle|radiator|boiler|socket|fuse|washing_machine|dishwasher|neighbours|power $
  they|it was|were just? taped|tucked|stuck|hidden|hiding|wedged|sitting to|under|underneath|below|inside|behind|beneath
  i see that|it|them now
  looking|looked|reading at|in the wrong line|page|order|entry|tab|parcel|box|column|day|date
  ^ you have_to|need_to|must peel|press|push|turn|twist|charge|unlock|remove
  ^ it was|is just|only? my|the|our son|daughter|kid|kids|child|children|cat|dog|husband|wife|brother|sister|nephew|niece|grandson|roommate|flatmate $
  message|mail|request|text|this|that is|was|came from|by my|the|our son|daughter|kid|kids|child|children|husband|wife|brother|sister|nephew|niece|grandson|roommate|flatmate
  dont|do_not touch|change|send|move|do it|anything|that yet`
