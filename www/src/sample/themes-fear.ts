import { lines, type Theme } from "./theme.ts";

export const panic: Theme = {
  low: lines(`Two attacks, one in the tunnel and one before falling asleep.
    Sits near the door, checked the route to the hospital.
    Carries water and tablets everywhere and feels naked without them.
    Heart racing is still “the beginning of the end”.`),
  mid: lines(`Hyperventilated here on purpose for one minute; frightened, then astonished.
    Took the tram for three stops, exit in sight.
    One attack, stayed where he was, it peaked after six minutes.
    Left the water bottle at home by mistake and noticed at noon.`),
  high: lines(`Tunnel both ways, radio on, bored on the way back.
    No attack for three weeks; stopped counting days.
    Ran for the train, heart pounding, thought of nothing but the train.
    Flew to his cousin's wedding.`),
  progress: [
    lines(`Vicious circle drawn from the last attack, he filled in most boxes.
      Safety behaviour is long and well hidden; list begun.`),
    lines(`Predictions written before each exercise; none has come true.
      Interoceptive exercises done at home on four days.`),
    lines(`Chooses exposures himself and makes them harder unasked.
      Summary letter for the future written in his own words.`),
  ],
  focus: lines(`Tram without the bottle
    What the heart is doing when it races
    The tunnel
    Closing: what to do if it returns`),
  homework: lines(`Straw breathing, one minute, daily; note prediction and result.
    Three stops by tram, then five.
    Drop one safety behaviour for a week.
    Drive through the tunnel with the radio on.`),
  techniques: ["interoceptive exposure", "psychoeducation", "in vivo exposure", "behavioural experiment", "cognitive restructuring"],
};

export const social: Theme = {
  low: lines(`Ate lunch in the stairwell all week.
    Rehearsed one sentence for the seminar and let the moment pass.
    Is sure that blushing was the only thing people saw.
    Left the party after eleven minutes; checked his watch outside.
    Replays a greeting from Monday as evidence.`),
  mid: lines(`Asked a question in the seminar, voice thin, answer friendly.
    Watched the video of himself: “less red than I feel”.
    Paid at the till with eyes up, twice.
    Joined the board-game evening and lost on purpose to leave the centre.
    Sent the message without reading it five times; three times only.`),
  high: lines(`Gave the presentation, lost the thread, found it, and nobody died.
    Invited two people for cooking; the rice burned, they stayed late.
    Disagreed with the tutor in front of others.
    Spilled coffee deliberately in the café; a stranger handed him napkins.
    Forgot to think about his face for a whole afternoon.`),
  progress: [
    lines(`Attention is almost wholly on himself in company; training started.
      Post-mortems last for hours; we set a timer for them.`),
    lines(`Experiments are written down before and after, which he finds oddly fun.
      Dropped the scarf; keeps the rehearsing for now.`),
    lines(`Goes in without a script and reports what others looked like.
      Treats awkwardness as common property.`),
  ],
  focus: lines(`Attention outwards in the canteen
    The video, second look
    Disagreeing kindly
    What would a friend say about Monday?
    Asking someone along`),
  homework: lines(`Canteen twice, notice three things about others.
    One question in the seminar, unrehearsed.
    No post-mortem after eight in the evening.
    Ask a stranger for the time, then for the way.`),
  techniques: ["attention training", "video feedback", "behavioural experiment", "in vivo exposure", "cognitive restructuring"],
};

export const obsessive: Theme = {
  low: lines(`Stove checked for ninety minutes on Thursday, photographs taken as proof.
    Drove back twice to see that the bump was a pothole.
    Asks for certainty in many clever forms; I declined, kindly.
    Hands sore again, new soap, same rules.
    Says the thoughts prove what kind of person he is.`),
  mid: lines(`Left the flat after one check, anxiety at seventy, down to thirty by the bakery.
    Touched the bin lid and then his sleeve; washed before dinner as everyone does.
    Deleted the photographs of the stove, with trembling and some theatre.
    Noticed that reassurance from his wife lasts about four minutes.
    Named the thought “pothole film” and let it run.`),
  high: lines(`A week of leaving in under three minutes.
    Drove at dusk through the school street without turning round.
    Cooked for guests and forgot to wash the pan handle.
    Answers “maybe, maybe not” with a grin.
    Lent his keys to his nephew.`),
  progress: [
    lines(`Hierarchy revised; two steps were too large.
      Wife has been answering thirty questions a day; she will join us once.`),
    lines(`Response prevention holds at home, less so in the car.
      Distress falls within the exercise and between exercises.`),
    lines(`Uncertainty is tolerated, at times even enjoyed as freedom.
      Rituals under fifteen minutes a day by his own log.`),
  ],
  focus: lines(`Driving without turning back
    Maybe, maybe not
    Soap rules
    What the wife answers instead
    The value behind the fear`),
  homework: lines(`One check, then out; note anxiety at the door and at the bakery.
    Touch, wait, eat: step four of the list.
    No questions to the wife after eight.
    Drive the school street at dusk, twice.
    Write the worst film, read it aloud daily.`),
  techniques: ["exposure and response prevention", "hierarchy building", "cognitive defusion", "family session", "imaginal exposure"],
};

export const trauma: Theme = {
  low: lines(`Nightmares on five nights; sleeps with the light on and the radio low.
    Froze in the supermarket when a tray fell.
    Dissociated briefly when we came near the stairwell; came back by naming five blue things.
    Avoids the district altogether, an hour's detour to work.
    “I should have known” returns in every telling.
    Trusts no one this week, including me; said so, which is trust.`),
  mid: lines(`Could stay with the scene up to the door and no further; that was the plan.
    Uses the stone in her pocket before it gets too much.
    Slept through twice, woke surprised.
    Told her friend that there is “a story”, without the story.
    Angry today, upright in the chair; a new colour.
    Walked through the district at noon with the dog.`),
  high: lines(`Told the whole event from beginning to end, with an end.
    A tray fell and she turned her head, no more.
    Spoke to the young woman of then with tenderness.
    Took the evening class; sits in the second row.
    Says “it happened to me” instead of “I am”.
    Slept in the dark by choice.`),
  progress: [
    lines(`Stabilisation first; grounding practised until it bored both of us.
      Window of tolerance narrow this week, pace reduced.`),
    lines(`Distress for the target scene from nine to five.
      Sequence of the event is clearer; time has an order again.`),
    lines(`“I did what could be done” rated six of seven.
      The body stays in the room during recall.`),
  ],
  focus: lines(`Grounding in public places
    The scene up to the door
    Guilt and hindsight
    The district, with company
    What the anger protects
    Life around the therapy`),
  homework: lines(`Stone and five blue things, twice a day when calm.
    Safe-place recording at bedtime.
    Walk to the corner of the district and back.
    Letter to the young woman of then, not to be sent.
    Dim the light by one step each third night.`),
  techniques: ["grounding", "EMDR", "imaginal exposure", "safe place exercise", "cognitive processing"],
};

export const crisis: Theme = {
  low: lines(`Thoughts of not wanting to wake up, daily, no plan when asked directly.
    The separation is final; he stood on the balcony “to think”.
    Feels that the children would be better off with her parents.
    Drinks two glasses to sleep; agreed that it makes the nights worse.
    Brought the tablets from home, handed them to his brother in the waiting room.`),
  mid: lines(`Used the safety plan on Saturday: walked, called his brother, it passed in an hour.
    Children stayed overnight; pancakes, a lost tooth, a quarrel, ordinary.
    Thoughts come twice a week and leave by themselves.
    The lawyer's letter arrived; he opened it with company.
    Works half days; the foreman knows what he needs to know.`),
  high: lines(`No thoughts of death for a month; asked and answered without hurry.
    Moved to the flat with the two small beds.
    Coaches the under-tens on Fridays.
    Could tell the story of that night as something he lived through.
    Plans the summer with the children, down to the tent.`),
  progress: [
    lines(`Risk assessed: thoughts without plan or intent; safety plan reviewed line by line, means restricted.
      Brother included with consent; contacts for nights and weekends checked.`),
    lines(`Safety plan is known by heart and carried.
      Reasons for living are concrete now: two names and a tent.`),
    lines(`Risk low on direct questions over several sessions.
      He notices the first signs a day earlier than his brother does.`),
  ],
  focus: lines(`Safety plan, step by step
    Evenings without the children
    Telling the foreman
    What that night asks to be remembered for
    Handover days without battle`),
  homework: lines(`Read the safety plan aloud to the brother.
    No alcohol on weekdays.
    One call in the evening, before it is needed.
    Draw up the weekend with the children, meals included.`),
  techniques: ["safety planning", "crisis intervention", "problem solving", "behavioural activation", "family session"],
};

export const drinking: Theme = {
  low: lines(`Drank on three evenings, counted the bottles honestly.
    Missed the group “because of the rain”; we both looked at the sun.
    Quarrel with the daughter, then the corner shop.
    Shame comes first, thirst second, in that order.
    Liver values discussed with the doctor; pale about it.`),
  mid: lines(`Eleven dry days, one slip, back the next morning.
    Told the barman's joke and drank the tonic.
    Urge surfed on the balcony, eight minutes by the kitchen clock.
    The group laughed with him, not at him.
    Ambivalent: misses the ease, not the mornings.`),
  high: lines(`Sixty days; the daughter gave him a ridiculous medal.
    Wedding with two toasts in elderflower.
    Found out that boredom passes.
    Took over the tea duty in the group.
    Blood values back in range, letter on the fridge.`),
  progress: [
    lines(`Slip analysed without verdict: tired, alone, payday.
      Wants to want it; that is where we start again.`),
    lines(`High-risk list is his own work now.
      Refusal sentence sounds natural after the fifth round.`),
    lines(`Speaks of choosing rather than of not being allowed.
      Support is spread over four people instead of one.`),
  ],
  focus: lines(`Payday
    What the first glass promises
    The daughter's visit
    Group as a place, not a duty
    Life that is larger than not drinking`),
  homework: lines(`Urge log with time and height of the wave.
    Transfer half of the pay on payday morning.
    Group on Tuesday, rain or sun.
    Letter from the sober self of next year.`),
  techniques: ["motivational interviewing", "urge surfing", "relapse prevention", "functional analysis", "assertiveness training"],
};
