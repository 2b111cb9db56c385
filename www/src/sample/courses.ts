import type { Significance } from "../vault/api.ts";
import type { Theme } from "./theme.ts";
import { crisis, drinking, obsessive, panic, social, trauma } from "./themes-fear.ts";
import { burnout, depression, grief, pain, relapse, sleepless } from "./themes-mood.ts";

export interface SampleGoal {
  description: string;
  /** Percent reached, evenly spread over the course. */
  path: number[];
  /** Share of the course at which the goal was set, from 0 to 1. */
  from?: number;
  milestones: [at: number, description: string, significance: Significance][];
}

/** How one invented client's therapy went. */
export interface Course {
  name: string;
  note: string;
  theme: Theme;
  /** Days before today of the first session and of the last. */
  span: [first: number, last: number];
  /** Days from one session to the next. */
  every: number;
  hour: number;
  /** Mood from −2 to +2 at evenly spread points of the course. */
  mood: number[];
  swing: number;
  goals: SampleGoal[];
  /** Share of the course without sessions. */
  gap?: [from: number, to: number];
  /** Share of the course at which a crisis was flagged, and in which words. */
  flags?: [at: number, flag: string][];
  closed?: boolean;
}

export const COURSES: Course[] = [
  {
    name: "Ada Quill", note: "Depressive episode after losing her position. Weekly.", theme: depression,
    span: [742, 9], every: 7, hour: 10, mood: [-1.6, -1.4, -0.9, -0.5, 0.1, 0.6, 1.1, 1.3], swing: 0.9,
    goals: [
      { description: "Up by half past seven on weekdays", path: [0, 25, 50, 75, 90, 100], milestones: [[0.35, "A whole working week without staying in bed", "moderate"]] },
      { description: "Back to choir every week", path: [0, 10, 30, 60, 80, 85], milestones: [[0.55, "Sang at the summer concert", "major"], [0.8, "Took the solo line in rehearsal", "minor"]] },
    ],
  },
  {
    name: "Bruno Lantern", note: "Recurrent depression; second course of therapy.", theme: relapse,
    span: [1050, 5], every: 14, hour: 15, mood: [-1, -0.2, 0.8, 1.2, 1, -1.2, -1.5, -0.6, 0.2], swing: 1,
    goals: [
      { description: "Run twice a week", path: [0, 40, 80, 100], milestones: [[0.3, "Five kilometres without a break", "moderate"]] },
      { description: "Live with the early signs list", from: 0.6, path: [0, 20, 45, 60], milestones: [[0.85, "Named the first sign himself, within a day", "major"]] },
    ],
    flags: [[0.66, "passive death wish, denied plan"]],
  },
  {
    name: "Carla Meadow", note: "Chronic pain with low mood. Plateau discussed with her in spring.", theme: pain,
    span: [620, 6], every: 14, hour: 11, mood: [-0.9, -0.5, -0.3, -0.4, -0.3, -0.35, -0.3], swing: 1,
    goals: [
      { description: "Pacing on most days of the week", path: [0, 30, 45, 50, 50, 55], milestones: [[0.3, "First flare handled with the night plan", "moderate"]] },
      { description: "See friends twice a month", path: [0, 5, 10, 15, 15], milestones: [] },
    ],
  },
  {
    name: "Dev Harbour", note: "Panic disorder. Twelve sessions, completed.", theme: panic,
    span: [410, 326], every: 7, hour: 9, mood: [-1.4, -1, -0.2, 0.6, 1.2, 1.6], swing: 0.6, closed: true,
    goals: [
      { description: "Drive through the tunnel alone", path: [0, 20, 60, 100], milestones: [[0.8, "Tunnel both ways, alone", "major"]] },
      { description: "Leave water and tablets at home", path: [0, 50, 100], milestones: [[0.6, "A whole day in town without either", "moderate"]] },
    ],
  },
  {
    name: "Elif Wren", note: "Complex trauma. Paused for training abroad, returned by her own wish.", theme: trauma,
    span: [1095, 3], every: 14, hour: 16, mood: [-1.4, -1.5, -1, -0.7, -0.9, -0.2, 0.3, 0.6, 0.9], swing: 1.1, gap: [0.42, 0.56],
    goals: [
      { description: "Sleep without the light on", path: [0, 10, 30, 40, 70, 100], milestones: [[0.9, "A dark room, by choice", "major"]] },
      { description: "Tell what happened, with an end", path: [0, 15, 30, 35, 60, 80], milestones: [[0.38, "Told a friend that there is a story", "minor"], [0.82, "The whole event, start to end", "major"]] },
      { description: "Take the direct way to work", path: [0, 20, 20, 50, 90], milestones: [[0.7, "Through the district at noon", "moderate"]] },
    ],
    flags: [[0.12, "dissociation in session"], [0.2, "self-harm, superficial"]],
  },
  {
    name: "Felix Stone", note: "Crisis after separation. Safety plan of the first month is in force.", theme: crisis,
    span: [388, 4], every: 7, hour: 13, mood: [-1.2, -1.9, -1.7, -0.9, -0.2, 0.4, 0.9], swing: 0.7,
    goals: [
      { description: "Get through evenings alone with the safety plan", path: [0, 30, 70, 100], milestones: [[0.35, "Used the plan without calling anyone in the night", "major"]] },
      { description: "Children every second weekend", path: [0, 0, 40, 80, 95], milestones: [[0.6, "First night in the new flat", "major"]] },
    ],
    flags: [[0.1, "suicidal thoughts, no plan"], [0.14, "suicidal thoughts, no plan"], [0.18, "suicidal thoughts, means restricted"], [0.3, "suicidal thoughts, no plan"]],
  },
  {
    name: "Greta Ash", note: "Exhaustion; back at work since the phased return.", theme: burnout,
    span: [470, 8], every: 14, hour: 17, mood: [-1.3, -0.9, -0.2, 0.4, 0.5, 1], swing: 0.8,
    goals: [
      { description: "Leave work at five on four days", path: [0, 20, 50, 75], milestones: [[0.5, "Phased return completed", "major"]] },
      { description: "Badminton on Thursdays", path: [0, 50, 100], milestones: [[0.6, "Joined the club", "minor"]] },
    ],
  },
  {
    name: "Hana Brook", note: "Widowed two years ago. Works with letters and rituals.", theme: grief,
    span: [560, 11], every: 14, hour: 14, mood: [-1.2, -0.8, -1.3, -0.3, 0.3, 0.2, 0.8], swing: 0.8,
    goals: [
      { description: "Enter the workshop", path: [0, 10, 40, 100], milestones: [[0.7, "Built a birdhouse with her grandson", "major"]] },
      { description: "Finish the letter", path: [0, 30, 60, 90], milestones: [[0.85, "Read the letter aloud", "moderate"]] },
    ],
  },
  {
    name: "Ivo Thistle", note: "Checking and washing. Wife joined once with his consent.", theme: obsessive,
    span: [800, 2], every: 14, hour: 8, mood: [-1.1, -0.6, -1, 0.1, -0.4, 0.5, 0.2, 0.7], swing: 1.5,
    goals: [
      { description: "Leave the flat after one check", path: [0, 15, 25, 55, 70], milestones: [[0.45, "Out of the door in three minutes", "moderate"]] },
      { description: "Drive without turning back", path: [0, 5, 10, 12], milestones: [] },
    ],
  },
  {
    name: "Jonas Saffron", note: "Social anxiety; student, away between terms.", theme: social,
    span: [300, 33], every: 14, hour: 12, mood: [-1, -0.6, 0, 0.2, 0.7], swing: 0.9,
    goals: [{ description: "Speak in every seminar", path: [0, 20, 50, 65], milestones: [[0.75, "Gave the presentation", "major"]] }],
  },
  {
    name: "Kofi Marlow", note: "Alcohol; goes to a group as well.", theme: drinking,
    span: [690, 10], every: 14, hour: 18, mood: [-0.8, 0.6, -1.1, 0.4, -1.3, 0.9, -0.4], swing: 1.6,
    goals: [
      { description: "Ninety days dry", path: [0, 40, 10, 50, 5, 70, 30], milestones: [[0.3, "Thirty days", "moderate"], [0.78, "Sixty days", "major"]] },
      { description: "Dinner with the daughter once a month", path: [0, 25, 60, 80], milestones: [[0.5, "First dinner without a quarrel", "moderate"]] },
    ],
    flags: [[0.62, "relapse with heavy drinking"], [0.96, "relapse, drove home sober by taxi"]],
  },
  {
    name: "Lena Orchard", note: "Sleep and mood after the birth of her first child. Just begun.", theme: sleepless,
    span: [36, 1], every: 7, hour: 10, mood: [-1.2, -0.9, -0.4, 0.2], swing: 0.5,
    goals: [{ description: "Six hours of sleep on five nights", path: [0, 20, 45], milestones: [] }],
  },
];
