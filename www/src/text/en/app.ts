import { formatBytes } from "../bytes.ts";

export const app = {
  title: "On this device",
  installTitle: "As an app",
  install: "Install as an app",
  installHint: "It then opens in a window of its own, and without a network too.",
  installed: "It is installed: this is a window of its own.",
  installByMenu: "Where the browser can install it, its menu says “Install” or “Add to Home screen”. It then opens in a window of its own.",
  offlineTitle: "Without a network",
  keeping: {
    kept: "The whole program is kept in this browser. It opens without a network.",
    not_kept: "This browser does not keep the program, so opening it needs a network. Your records need none.",
    unknown: "The program is being kept in this browser, so that it opens without a network.",
  },
  singleTitle: "One file",
  single:
    "This is the whole program in one file. Your records are not in the file: the browser keeps them for pages opened from a folder. In Chrome, Edge and GNOME Web all such pages on this device share that storage, so open no unknown HTML file in this browser. In Firefox it belongs to this file in this folder: moved or renamed, the file no longer finds it. Take backups, and bring them along.",
  storageTitle: "Storage",
  persisted: "The browser has promised to keep this site's storage until you delete it yourself.",
  notPersisted: "The browser has not promised to keep this site's storage. It may clear it when the device runs short of room, so keep backups elsewhere.",
  unknownPersistence: "This browser does not say whether it keeps this site's storage. Keep backups elsewhere.",
  askAgain: "Ask the browser to keep it",
  refused: "The browser did not promise it. Many do once the site is installed or among the bookmarks.",
  used: (used: number, allowed: number | null) =>
    allowed === null
      ? `In use: ${formatBytes(used)}, the program itself included.`
      : `In use: ${formatBytes(used)} of about ${formatBytes(allowed)} that the browser allows, the program itself included.`,
  updateReady: "A new version is ready. Reload when it suits you.",
  updateHint: "The vault locks first; what you are writing is kept.",
  reload: "Reload",
  reloading: "Reloading…",
  later: "Later",
};
