import { lines } from "./theme.ts";

/** What the room looked like, by how the client is. */
export const observations: [string[], string[], string[]] = [
  lines(`Slowed speech, long pauses, little eye contact; warmer towards the end.
    Arrived early and sat in the coat. Affect flat.
    Tearful, able to stay with it.
    Restless, hands busy with the tissue; voice low.
    Apologised several times for taking up time.
    Tired, pale, on time. Contact good despite everything.
    Irritable at first; said so, after which it eased.
    Looks thinner; asked about meals.`),
  lines(`Attentive, some humour, tires in the last ten minutes.
    Affect broader than last time, matched to content.
    Took notes without being asked.
    Sceptical about the exercise and did it thoroughly.
    More eye contact; posture upright.
    Changes of topic when it gets close; noticed it together.
    Calm, a little distant. Named the distance.
    Thoughtful; silence was comfortable today.`),
  lines(`Lively, quick, laughed twice.
    Relaxed posture, spontaneous examples.
    Proud and embarrassed about being proud.
    Set the agenda before I could.
    Warm contact; took leave without hurry.
    Speaks about the future in the indicative.
    Energy good, sleep visible in the face.`),
];

/** Life around the therapy, which any session may bring in. */
export const asides = lines(`A cold is going round the family.
  New bus timetable; arrived ten minutes late and settled quickly.
  Mentioned in passing that the neighbour's dog has died.
  Holiday plans discussed; next appointment after it is fixed.
  Half of the hour went to a letter from the insurance.
  Asked about the length of therapy; we looked back at the goals.
  Birthday last week, quieter than in other years.
  Dream about a house with an extra room.
  Brought the homework sheet, coffee-stained and complete.
  Forgot the homework sheet, remembered its content.
  Prefers to sit by the window from now on.
  Wanted to talk about a film; it led straight to the topic.
  Overtime this month; shorter evenings.
  Heat wave, slept badly for that reason alone.
  Asked to record the breathing exercise on the phone.
  A friend has moved back to town.
  Dentist on Monday, more afraid of that than of anything here.
  First snow; took the long way through the park.
  Medication unchanged, tolerated well.
  Mother's visit announced for the weekend.`);

/** What anyone may tell on such a day; theirs is the larger part of a long record. */
export const everyday: [string[], string[], string[]] = [
  lines(`Hard week, few words for it at first.
    Slept badly again and slept badly because of expecting it.
    Came although staying at home was nearer.
    Everything took twice as long; we went through Tuesday hour by hour.
    A small criticism on Monday was still sore on Friday.
    Withdrew from people and then missed them.
    Felt like starting from zero; we looked at the earlier notes together.
    Worries about money made the evenings long.
    A quarrel at home took up most of the hour.
    Did little of what was agreed and expected to be scolded.
    Body tense from the neck downwards, headaches on two days.
    The old explanation was back: “it is simply me”.
    Asked twice whether this is going anywhere. A fair question, discussed in full.
    Postponed three decisions; one of them decided itself.`),
  lines(`A mixed week, better in its second half.
    Compared this month with the same month last year and found differences.
    Tried the agreed step once; it went differently, not worse.
    Two good evenings, one bad morning, the rest ordinary.
    Told a friend more than usual.
    Noticed the pattern while it was happening, which is new.
    Disagreed with me about the homework, with good reasons.
    Spoke about parents today, more calmly than in winter.
    Practical matters first, then the real subject ten minutes before the end.
    Has begun to read again, ten pages at a time.
    A setback on Wednesday, repaired by Thursday.
    Rated the week at five, then corrected it to six.
    Brought a list of topics and left two for next time.
    Tired from work rather than from worry.`),
  lines(`A good week and no need to explain it away.
    Did the agreed step and one that was not agreed.
    Could take a compliment without giving it back.
    Made plans for the month after next.
    Met old friends; the evening was easy.
    Found the session shorter than usual.
    Solved at home what we would have discussed here in spring.
    Sleeps through, wakes before the alarm.
    Remembered an earlier low point with some tenderness.
    Cooked, invited, enjoyed.
    Looked back at the first session: “I would not recognise the handwriting”.
    Asked what is left to do; a short list.
    Had a difficult talk with a colleague and slept well after it.
    Took a day off without a reason.`),
];
