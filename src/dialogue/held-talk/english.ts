import type { TalkPieces } from './talk-pieces.ts'

export const ENGLISH_PIECES: TalkPieces = {
  code: 'en',
  small: `and but or so because though although then too also just only really very quite rather still maybe perhaps please oh ah
    well hmm here before_that after_that instead otherwise anyway`,
  joins: 'and or then',
  pieces: `
    i'm|i_am|we're|we_are so|really|very|truly? sorry|afraid about|for? that|this|it|the_misunderstanding|the_confusion?
    sorry about|for? that|this|it|the_misunderstanding|the_confusion?
    i'm|i_am|we're|we_are so|really|very|truly? sorry|afraid to_hear|to_read? that
    my apologies
    i_can't|i_cannot|i_can_not|i_couldn't|we_can't|we_cannot|i'm_not_able_to|i_am_not_able_to|i'm_unable_to|i_am_unable_to help you? here? with|about <q>|that|this|it|everything here?
    i_can't|i_cannot|i_can_not|i_couldn't|we_can't|we_cannot|i'm_not_able_to|i_am_not_able_to|i'm_unable_to|i_am_unable_to answer|tell|tell_you|explain|judge|decide|say|do|look_up|promise <q>|that|this|it|more? here|myself|from_here?
    i'm|i_am no|not_a|not_much_of_a|not_a_good comedian|singer|poet|storyteller|person|human
    i'm|i_am no|not good|great at jokes|telling_jokes|stories|telling_stories|that|this|it
    that_isn't|that_is_not|that's_not|this_isn't|this_is_not|it_isn't|it's_not something|anything that? i can help_with|answer|decide|judge|do|do_here|tell_you|help_you_with
    i'm|i_am not quite? sure|certain what|which|how|why|whether|if|who? you_mean|you_meant|you_want|you_need|you_are_asking|you're_asking|that_is|it_is|this_is? by|about|for|with? <q>?
    i don't|do_not|didn't|did_not quite|really|fully? know|understand|remember|follow|see what|which|why|how|who|whether|that|this|it|anything_about|much_about|enough_about? you_mean|you_meant|you_want|you_need|you_mean_by|you_meant_by? <q>|that|this|it?
    i don't|do_not know|have any|a|an|a_good|an_answer|one? joke|jokes|story|stories|song|poem|answer|idea? about|for|to|on? <q>|that|this|it?
    i understand|see|hear|can_see|can_hear|can_understand|can_imagine that|why|how? you're|you_are|this_is|that_is|it_is|it's so|very|really|quite? annoyed|upset|disappointed|frustrated|unhappy|worried|angry|annoying|frustrating|upsetting|disappointing|unpleasant|hard|difficult|tiring for_you?
    i understand|see
    that's|it's|that_is|that_sounds|that_must_be|that_seems|this_is|this_sounds|it_is|it_sounds|it_must_be|it_seems so|very|really|quite|rather? annoying|frustrating|upsetting|disappointing|unpleasant|hard|difficult|tiring|nice|lovely|funny|interesting|fun|tricky|a_shame|a_pity for_you?
    thanks|thank_you so_much|very_much? for? telling|asking|writing|saying|explaining? me|that|this|it|so?
    you're|you_are very|most? welcome <end>
    it's|that's|it_is|that_is|it_was|that_was nice|lovely|good|fun to? talk|chat|hear|meet|talking|chatting|hearing|meeting with|to|from? you
    nice|lovely|good to hear|meet|talk|chat from|with|to? you
    have a nice|lovely|good|pleasant day|evening|weekend
    enjoy your|the_rest_of_your day|evening|weekend
    hello|hi|goodbye|bye there?
    what|how|which else? can|may|could i help|do|tell you|for_you? with|about? that|this|it|<q>?
    can|could|may i help|assist you? with? something|anything|something_else|anything_else
    is there something|anything else? that|i_can_help|i_can_help_you|you_need|you_want|you_would_like|you_would_like_to_know? with|about|to_know|to_ask|to_talk_about?
    let me know what|which|if|how|when? you|i mean|want|need|would_like|can_help|can_help_you|have_in_mind? with|about? anything|something|more|that|this|else|anything_else|something_else|questions?
    feel free to ask|write|say|tell me? again|more|anything|something? else?
    tell|ask me more|again|anything|what|which|something|in_other_words? you|about|else? mean|meant|want|need|would_like|have_in_mind|that|this|it?
    could|can|would you please? tell|say|explain|write|ask me? that|this|it|more|a_little_more|a_bit_more|again|what|which|which_one? one|about|in_other_words? you_mean|you_meant|you_want|you_need|that|it|this|you_have_in_mind? by|with? <q>?
    what|which one|exactly? do|did|would you mean|want|need|like|have_in_mind to_know|to_talk_about|to_ask|to_hear|by|with? <q>|that|this|it?
    do|did you mean <q>|<d>|that|this|it|something_else
    would_you_like|do_you_want|do_you_need|are_you_looking_for|would_you_prefer <d>|something_else|to_talk
    are_you_asking_about|is_this_about|is_it_about|is_that_about|was_that_about|was_it_about <q>|<d>|something_else
    i_can|i_could|i_would_be_happy_to|i'd_be_happy_to|i_would_be_glad_to|i'd_be_glad_to|i'm_happy_to|i_am_happy_to|i'd_love_to help|assist you? with <d>|something_else|other_things
    i can offer|suggest you? <d>
    what i can help|do|offer you? with|for_you? is <d>
    what about <d>
    how about <d>
    <d> is|would_be|may_be|might_be|could_be what|closer_to_what|near_to_what you need|want|mean|are_looking_for
    <d> may|might|could|would help you? here|with_that|with_this|with_it|instead?
    is|would <d> help|be|what? you? here|with_that|what_you_need|what_you_mean|what_you_want|better|closer?
    you can|could|may also|instead|still? choose|try|pick|ask_me_for|ask_for|use|say|press|look_at <d>
    just? choose|try|pick|press <d>
    there's|there_is|there_are also? <d>
    for_example|such_as|namely|for_instance|like : ? <d>
    or <d>
    : <d>
    i'd|i_would like|love|enjoy|be_happy|be_glad to? chat|talk|chatting|talking|hear with|to|from|about? you|it|that|this|more|<q>? about? <q>|it|that|this|more|something_else|anything_else?
    i like|love|enjoy talking|chatting|jokes|stories|questions|your_question|a_good_joke with_you? too?
    that's|this_is|that_is|that_was|what a|an|such_a|quite_a nice|good|lovely|funny|interesting|hard|difficult|tricky question|thought|story|joke
    let's|shall_we talk|chat about <q>|something_else|that|this|it|anything_you_like
    i'm|i_am just|only? an_assistant|a_program|a_machine|a_bot|here|here_to_help
    you asked|wrote|said|mentioned|wanted|wrote_that|said_that|asked_about|asked_for|asked_whether|asked_if|asked_me|wanted_to_know|were_asking|were_asking_about|talked_about|were_talking_about|started_with|began_with|told_me|told_me_that|wanted_to_talk_about|mean|meant|want|need|have_written first|last|before|earlier|then|me? <q>
    before|after|first|earlier|later|last|before_that|after_that|then_came|finally it_was|you_wrote|you_said|you_asked|you_asked_about|you_asked_for <q>
    we|you_and_i were|talked|spoke|have talking|talked|chatting|spoken? about <q>
    we were just|only? talking|chatting about? that|this|it?
    we_haven't|we_have_not|we_hadn't talked|spoken about? anything|much|a_lot? yet|so_far?
    you_haven't|you_have_not|you_hadn't asked|told|written me? anything|much yet|so_far|before_that?
    your|the first|last|newest|earlier|other? question|message|words|sentence|request was|were|is|are about? <q>
    i have no|an answer|good_answer|joke|story to|for|about? <q>|that|this|it?
    what you mean|meant|want|need by? <q>?`,
  samples: [
    "I'm sorry, I can't help with “…” here.",
    'I’m afraid I can’t tell you that myself.',
    'But I can help you with [name] or [name].',
    'Maybe [name] is what you need.',
    'Would [name] help you instead?',
    'Did you mean [name]?',
    'You can also choose [name].',
    'You asked about “…”, and then you wrote “…”.',
    'We were talking about “…”.',
    'Before that, you asked for “…”.',
    'We haven’t talked about anything yet.',
    'I’m not sure what you mean by “…”.',
    'Could you tell me a little more?',
    'What would you like to know?',
    'What else can I help you with?',
    'Let me know if you need anything else.',
    'I understand that this is frustrating for you.',
    'That sounds really annoying.',
    'I’m no comedian, and I don’t know a good joke about that.',
    'I’d love to chat with you about something else.',
    'That’s a nice question.',
    'I’m just a program.',
    'Thank you for telling me.',
  ],
}
