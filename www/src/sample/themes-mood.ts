import { lines, type Theme } from "./theme.ts";

export const depression: Theme = {
  low: lines(`Stayed in bed most of the weekend; describes the days as “grey porridge”.
    Cancelled dinner with her sister and felt both relief and shame about it.
    Speaks of being a burden at work; rereads every e-mail for signs of annoyance.
    Waking at four again, rumination about the lost position until the alarm.
    Appetite poor, cooks for the children but not for herself.
    Could name no single thing to look forward to this week.`),
  mid: lines(`Got up at the same time on five of seven days, mood followed around noon.
    Went to choir although she had decided against it twice; stayed to the end.
    Noticed the thought “they only ask out of pity” and could hold it lightly for a moment.
    The garden is back on the list, so far only as a list.
    Describes the mood as flat rather than dark.
    Talked with the manager about shorter meetings; less frightening than expected.`),
  high: lines(`Laughed about the broken boiler instead of reading it as a verdict on her life.
    Planned a trip to the coast and booked it the same evening.
    Three good days in a row; noticed that she no longer counts them.
    Took up the sketchbook again and brought two pages along.
    Told her sister about the bad winter for the first time, was met with warmth.
    Ordinary stress at work, answered with ordinary means.`),
  progress: [
    lines(`Activity diary has gaps; we filled two days together and found more than she remembered.
      Self-criticism loud, but she now recognises its tone as her father's.`),
    lines(`Links between activity and mood are her own discovery now.
      Balanced thoughts come with help, rarely alone.
      Sleep window kept on most nights.`),
    lines(`Uses the thought record without being asked.
      Prepares for setbacks in her own words; the early signs list is good.
      Plans pleasant activity ahead of duties rather than after them.`),
  ],
  focus: lines(`Graded activity for the mornings
    Rules behind “I must not be a burden”
    Early signs and who may name them
    Returning to choir on a regular basis
    What a good-enough week looks like`),
  homework: lines(`Activity diary with mood from 0 to 10, three days.
    One planned pleasant thing before noon, twice.
    Thought record for the Sunday evening slump.
    Call the sister once, no longer than ten minutes.
    Note three moments that went better than predicted.`),
  techniques: ["behavioural activation", "thought record", "activity scheduling", "compassion exercise", "relapse prevention"],
};

export const relapse: Theme = {
  low: lines(`The old heaviness is back since the move; he calls it “the coat”.
    Missed two shifts, told no one, sat in the car park for an hour.
    Says that last year's recovery was “just luck”; hard to reach with counter-examples.
    Stopped running because “it should be easy by now”.
    Tablets taken irregularly; agreed to call the prescriber this week.
    Long silence when asked about his brother, then tears.`),
  mid: lines(`Ran once, slowly, with the dog; no verdict about it afterwards.
    Work is survivable on three days, hard on two.
    Found the old coping card in his wallet and read it aloud here.
    The flat has curtains now; he mentions it in passing and with some pride.
    Partner says he answers more often with sentences than with shrugs.
    Dose settled, sleep steadier, concentration still short.`),
  high: lines(`Ran five kilometres with the group and stayed for coffee.
    Sees the dip in spring as weather rather than as his nature.
    Repaired the bicycle with his brother, an afternoon without old quarrels.
    Declined an extra shift and did not apologise for it.
    Spoke at the team meeting; his hands shook and it did not matter.
    Curious about the future for the first time since we met again.`),
  progress: [
    lines(`Hopelessness about treatment itself is the main theme; named as a symptom.
      Contact kept although every session costs him effort.`),
    lines(`Routine returns in small pieces, in the order we wrote down.
      He catches “always” and “never” in his speech and smiles about it.`),
    lines(`Relapse plan is written, shared with the partner and kept on the fridge.
      Handles criticism at work without a lost weekend.`),
  ],
  focus: lines(`Running as something kind, not a test
    The meaning of the first relapse sign
    Talk with the brother, prepared
    Staying well after the prescriber's review
    Rest without earning it`),
  homework: lines(`Two runs of at most twenty minutes, pace of a chat.
    Write down the first three signs of “the coat”.
    Read the coping card on Monday and Thursday.
    Ask the partner what she notices first.
    One evening without the phone in the bedroom.`),
  techniques: ["behavioural activation", "relapse prevention", "mindfulness", "problem solving", "psychoeducation"],
};

export const grief: Theme = {
  low: lines(`The anniversary is near; she set the table for two without noticing.
    Cannot enter the workshop, the smell of wood is enough to turn back.
    Guilt about the last evening: “I went to bed early.”
    Friends say it should be easier by now; she has stopped answering them.
    Cried on the bus, got off and walked the rest.`),
  mid: lines(`Sorted one drawer, kept the glasses, gave away the belts.
    Told a story about him in which he was stubborn and funny.
    Sundays are longest; she now has breakfast at the neighbour's.
    Wrote the first page of the letter and stopped in the middle, deliberately.
    Slept on her own side of the bed and noticed the morning light.`),
  high: lines(`Opened the workshop with her grandson; they built a birdhouse, crooked and loved.
    Speaks to the photograph less often and does not feel disloyal.
    Went dancing, missed him there, stayed.
    Finished the letter and read it aloud; we were both quiet for a while.
    Gave his coat to someone who needed a coat.`),
  progress: [
    lines(`Waves are strong, but she no longer fights their coming.
      Avoidance of the workshop protects and costs; she can say both.`),
    lines(`Moves between loss and daily life several times a day, which is how it should be.
      Guilt softer since she retold the last evening in full.`),
    lines(`The bond continues in rituals of her own choosing.
      New roles: she does the taxes and finds she is good at it.`),
  ],
  focus: lines(`The last evening, once more and slowly
    A ritual for the anniversary
    Whom to let in on Sundays
    The letter
    What he would have teased her about`),
  homework: lines(`Ten minutes in the doorway of the workshop, no further.
    One page of the letter, unsorted.
    Choose a song for the anniversary.
    Invite the neighbour back.`),
  techniques: ["grief work", "imaginal conversation", "letter writing", "meaning making", "gradual exposure"],
};

export const burnout: Theme = {
  low: lines(`Answers mail at midnight “so that the morning is lighter”; it never is.
    Chest tight on the way to the office, cleared by the cardiologist.
    Snapped at her son over spilled milk and cannot forgive it.
    Took the laptop on the family visit; nobody asked for it.
    Describes herself as a lift with too many buttons pressed.`),
  mid: lines(`Left at five on two days; expected a reproach, got a “see you tomorrow”.
    Delegated the report and corrected only half of the commas.
    Walks home the long way and arrives as a person.
    Sick leave ends on the first; phased return is agreed in writing.
    Noticed the shoulders at her ears and let them down by herself.`),
  high: lines(`Said no to the steering group in one sentence and kept it.
    A whole weekend in which work did not come up.
    The team held the deadline without her; relief, and a little hurt.
    Plays badminton again, loses cheerfully.
    Colleagues ask her how she keeps her hours.`),
  progress: [
    lines(`Perfectionism is defended as virtue; we looked at what it costs per week.
      Rest is still taken as something to be earned.`),
    lines(`Boundaries hold when announced early, break when asked at the door.
      Body signals are noticed hours earlier than in spring.`),
    lines(`Values list has moved from the notebook to the calendar.
      Setbacks last an afternoon, no longer a fortnight.`),
  ],
  focus: lines(`The sentence after “no”
    Phased return: what to watch in week two
    Whose standard is it?
    Recovery before exhaustion
    A calendar that shows the family too`),
  homework: lines(`Phone out of the bedroom on weekdays.
    One task handed over and not taken back.
    Lunch away from the desk, three times.
    Write the sentence for the next request, word by word.`),
  techniques: ["values work", "assertiveness training", "problem solving", "relaxation training", "cognitive restructuring"],
};

export const pain: Theme = {
  low: lines(`Flare since Tuesday, three nights of broken sleep, patience gone.
    The specialist had nothing new; she hears “you invented it”.
    Cancelled swimming and everything after it.
    Feels watched in the shop when she sits down.
    Compares herself with the person in the holiday pictures.`),
  mid: lines(`Pacing worked for the laundry, failed for the garden.
    Pain at six, mood at five: “at least they are not the same number any more.”
    Asked her husband to carry the crates and survived his being kind.
    Pool twice, short, no flare after.
    Good hours are used up by catching up; we drew the pattern.`),
  high: lines(`A market visit with two planned benches; bought flowers.
    Swam eight lengths and stopped while it was still good.
    Told her friend what helps and what does not.
    Slept six hours, woke stiff and not desperate.
    Baked with her niece, sitting down, no apology.`),
  progress: [
    lines(`All-or-nothing days follow good ones; she sees it afterwards.
      Anger at the body; we gave it a chair of its own.`),
    lines(`Pacing plan in use on about half of the days.
      Understands the difference between harm and hurt, believes it on calm days.
      No change in pain, some change in what it decides.`),
    lines(`Stops at the planned time even when it goes well.
      Explains her limits without a lawyer's speech.`),
  ],
  focus: lines(`Pacing for the garden season
    What the pain is not allowed to decide
    Asking early
    Night plan for flares
    Grief for the body before`),
  homework: lines(`Timer at twenty minutes, rest at the bell, even if it goes well.
    Body scan on four evenings.
    Note what helped in the last flare.
    Pool once, half the length.`),
  techniques: ["pacing", "acceptance and commitment", "body scan", "values work", "psychoeducation"],
};

export const sleepless: Theme = {
  low: lines(`Four hours on most nights; dreads the bed from six in the evening.
    The baby sleeps, she listens to the baby sleeping.
    Cried in the car because the bottle warmer beeped.
    Fears being a bad mother and hides it behind lists.`),
  mid: lines(`Went to bed only when sleepy, twice; both nights were better.
    Her mother took the morning shift on Saturday.
    Said aloud that she misses her old job, and nothing bad happened.
    Feeds are calmer when the phone is out of reach.`),
  high: lines(`Five nights of six hours or more.
    Took the baby to the music group and talked with two other mothers.
    Laughs about the list of lists.
    Enjoyed an hour alone without planning it.`),
  progress: [
    lines(`Screening score moderate; no thoughts of harm, asked directly.
      Sleep diary complete, which is itself a sign of strain and of care.`),
    lines(`Stimulus control understood and tried.
      Partner came along, splits the night from now on.`),
    lines(`Sleep efficiency above eighty-five percent for the first time.
      Speaks of herself as tired rather than failing.`),
  ],
  focus: lines(`Sleep window for the next fortnight
    Who holds the night from Friday to Saturday
    The picture of the good mother
    Time alone that is not chores`),
  homework: lines(`Sleep diary, mornings only.
    Out of bed after twenty wakeful minutes, lamp and book ready.
    One walk a day without the pram.
    Ask the partner for the six o'clock feed.`),
  techniques: ["sleep restriction", "stimulus control", "psychoeducation", "cognitive restructuring", "relaxation training"],
};
