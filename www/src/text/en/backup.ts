import { formatAgo, formatDate, formatTime } from "../format.ts";
import { count } from "./common.ts";

export const backup = {
  bannerTitle: "Backup",
  never: "There is no backup of this vault yet. If this device breaks or the browser clears its storage, the records are gone.",
  due: (day: string, sessions: number) =>
    sessions === 0
      ? `The last backup is from ${formatDate(day)} (${formatAgo(day)}).`
      : `The last backup is from ${formatDate(day)} (${formatAgo(day)}), before the latest ${count(sessions, "session")}.`,
  now: "Back up now",
  tomorrow: "Remind me tomorrow",
  writing: "Writing the backup…",
  askSaved: "Once the file is where you want to keep it, say so here. The reminder counts from then.",
  confirmSaved: "The file is saved",
  savedNoted: "Noted: the backup is saved.",
  last: (instant: string) => `The last backup was saved on ${formatDate(instant)} at ${formatTime(instant)}.`,
  folderTitle: "A folder for backups",
  folderLead: (kept: number) =>
    `After each day of work an encrypted backup is written into a folder of your choice, as the vault locks or after the next unlocking. The newest ${String(kept)} are kept. Other files there are never touched. Best is a folder on another disk, or one that is copied elsewhere.`,
  folderPassphrase: "These files open with the passphrase that the vault has on that day. The browser keeps the folder's name readable.",
  folderUnknown: "This browser does not let a page write into a folder. Chrome and Edge on a computer do. Take backups by hand here.",
  folderChoose: "Choose a folder",
  folderChosen: (name: string, savedAt: string | null) =>
    savedAt === null ? `Folder: “${name}”. It has received no backup yet.` : `Folder: “${name}”. Last written on ${formatDate(savedAt)} at ${formatTime(savedAt)}.`,
  askFolder: (name: string) => `The browser asks anew whether this page may write into “${name}”.`,
  folderForget: "Stop using this folder",
  folderWritten: "The backup is in its folder.",
  folderFailed: "The backup could not be written into its folder. See “Files”.",
};
