// Records as a busy practice writes them: about 1.2 KB of JSON a session. The same ones for the same seed.

/** When the generated practice looks back on its sessions. */
export const now = "2026-01-01T00:00:00Z";
/** The client with a session every day for ten years. */
export const daily = "client-0000";
/** A word that stands in about one session of fifty. */
export const rareWord = "insomnia";

const dayMillis = 86_400_000;
const states = ["very_negative", "negative", "neutral", "positive", "very_positive"];
const techniques = ["CBT", "mindfulness", "grounding", "exposure", "behavioural activation", "journaling", "breathing", "role play", "EMDR", "psychoeducation"];
const homework = ["thought record", "sleep diary", "breathing twice a day", "gratitude list", "next step of the exposure ladder", ""];
const focus = ["review the thought record", "go on with exposure", "plan against relapse", "talk about the family", "rest and routine"];
const common = "the a of and to in with about that was for her his after from less more but when at she he it not again".split(" ");
const themes = `worry work sister mother father conflict phone call sleep appetite energy shame grief promotion exam pressure
lonely evening morning panic breath calm relief anger colleague boundary trust memory nightmare move partner friend school
avoided described noticed practised returned named compared challenged rehearsed reflected agreed planned missed kept wrote`.split(/\s+/);

/** A generator of numbers from 0 to 1, always the same ones (mulberry32, public domain). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = (draw, list) => list[Math.floor(draw() * list.length)];
/** A name or other word that hardly comes twice: without them text would compress far better than notes do. */
const oddWord = (draw) => Array.from({ length: 5 + draw() * 5 }, () => String.fromCharCode(97 + draw() * 26)).join("");

function word(draw) {
  const kind = draw();
  if (kind < 0.4) return pick(draw, common);
  return kind < 0.85 ? pick(draw, themes) : oddWord(draw);
}

/** Joined at the end, so that each text is one piece of memory, as what comes out of a form or a file is. */
function prose(draw, length) {
  const words = [];
  for (let at = 0; at < length; at += words.at(-1).length + 1) words.push(draw() < 0.08 ? `${word(draw)}.` : word(draw));
  return words.join(" ");
}

/** One session of a client; `place` counts the client's sessions. */
export function session(client_id, place, timestamp, draw = random(place + 1)) {
  const sleepless = draw() < 0.02 ? ` ${rareWord}` : "";
  return {
    session_id: `${client_id}-session-${String(place).padStart(6, "0")}`,
    client_id,
    timestamp,
    conversation_summary: prose(draw, 220) + sleepless,
    emotional_state: states[Math.min(4, Math.floor(draw() * 3 + (place % 900) / 450))],
    therapeutic_goals: [`${client_id}-goal-1`],
    progress_notes: prose(draw, 220),
    therapist_observations: prose(draw, 180),
    next_session_focus: pick(draw, focus),
    session_duration_minutes: 45 + 5 * Math.floor(draw() * 4),
    techniques_used: [pick(draw, techniques), pick(draw, techniques)].filter((one, at, all) => all.indexOf(one) === at),
    homework_assigned: pick(draw, homework),
    crisis_flags: draw() < 0.02 ? ["self-harm thoughts"] : [],
    metadata: { engine: "notes-2", words: Math.floor(draw() * 400), confidence: draw() },
  };
}

/** So many sessions of a client, `days` apart, the last one the day before `now`, oldest first. */
export function history(client_id, count, days, seed) {
  const draw = random(seed);
  const start = Date.parse(now) - count * days * dayMillis + 10 * 3_600_000;
  return Array.from({ length: count }, (_, place) => session(client_id, place, new Date(start + place * days * dayMillis).toISOString(), draw));
}

/** How many sessions' texts there are in a practice that grows: making each anew would take longer than keeping it. */
const texts = 512;
let pool;

/** So many sessions of a client in a practice that grows, one a day, the last one the day before `now`. */
export function growing(client, count) {
  pool ??= history(daily, texts, 1, 1);
  const client_id = `client-${String(client).padStart(4, "0")}`;
  const start = Date.parse(now) - count * dayMillis + 10 * 3_600_000;
  return Array.from({ length: count }, (_, place) => ({
    ...pool[(client * 31 + place) % texts],
    session_id: `${client_id}-session-${String(place).padStart(6, "0")}`,
    client_id,
    timestamp: new Date(start + place * dayMillis).toISOString(),
  }));
}

/** The sessions of a practice: one client with ten years of daily ones, the rest shared out among the others. */
export function practice(total, clients) {
  const others = clients - 1;
  const share = (place) => Math.floor((total - 3650 + place) / others);
  const rest = Array.from({ length: others }, (_, place) => history(`client-${String(place + 1).padStart(4, "0")}`, share(place), 7, place + 2));
  return [history(daily, 3650, 1, 1), ...rest].flat();
}
