import { formatBytes } from "../bytes.ts";
import type { app as english } from "../en/app.ts";

export const app: typeof english = {
  title: "Auf diesem Gerät",
  installTitle: "Als App",
  install: "Als App installieren",
  installHint: "Sie öffnet sich dann in einem eigenen Fenster, auch ohne Netz.",
  installed: "Die App ist installiert: Dies ist ihr eigenes Fenster.",
  installByMenu: "Kann der Browser sie installieren, steht in seinem Menü „Installieren“ oder „Zum Startbildschirm hinzufügen“. Sie öffnet sich dann in einem eigenen Fenster.",
  offlineTitle: "Ohne Netz",
  keeping: {
    kept: "Das ganze Programm liegt in diesem Browser. Es öffnet sich auch ohne Netz.",
    not_kept: "Dieser Browser bewahrt das Programm nicht auf, zum Öffnen braucht es daher ein Netz. Ihre Aufzeichnungen brauchen keines.",
    unknown: "Das Programm wird gerade in diesem Browser abgelegt, damit es sich auch ohne Netz öffnet.",
  },
  singleTitle: "Eine Datei",
  single:
    "Dies ist das ganze Programm in einer Datei. Ihre Akten stehen nicht in der Datei: Der Browser bewahrt sie für Seiten auf, die aus einem Ordner geöffnet werden. In Chrome, Edge und GNOME Web teilen sich alle solchen Seiten auf diesem Gerät den Speicher; öffnen Sie in diesem Browser daher keine unbekannten HTML-Dateien. In Firefox gehört er zu dieser Datei in diesem Ordner: Wird sie verschoben oder umbenannt, findet sie ihn nicht mehr. Erstellen Sie Sicherungen und nehmen Sie sie mit.",
  storageTitle: "Speicher",
  persisted: "Der Browser hat zugesagt, den Speicher dieser Seite zu behalten, bis Sie ihn selbst löschen.",
  notPersisted: "Der Browser hat nicht zugesagt, den Speicher dieser Seite zu behalten. Wird der Platz auf dem Gerät knapp, kann er ihn leeren. Bewahren Sie daher Sicherungen an einem anderen Ort auf.",
  unknownPersistence: "Dieser Browser sagt nicht, ob er den Speicher dieser Seite behält. Bewahren Sie Sicherungen an einem anderen Ort auf.",
  askAgain: "Den Browser bitten, ihn zu behalten",
  refused: "Der Browser hat es nicht zugesagt. Viele tun es, sobald die Seite installiert ist oder unter den Lesezeichen steht.",
  used: (used, allowed) =>
    allowed === null
      ? `Belegt: ${formatBytes(used)}, das Programm selbst eingerechnet.`
      : `Belegt: ${formatBytes(used)} von etwa ${formatBytes(allowed)}, die der Browser erlaubt, das Programm selbst eingerechnet.`,
  updateReady: "Eine neue Version liegt bereit. Laden Sie neu, wann es Ihnen passt.",
  updateHint: "Der Tresor wird zuvor gesperrt; was Sie gerade schreiben, bleibt erhalten.",
  reload: "Neu laden",
  reloading: "Wird neu geladen …",
  later: "Später",
};
