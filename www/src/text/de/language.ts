import type * as english from "../en/language.ts";

export const languageChoice: typeof english.languageChoice = {
  title: "Sprache",
  lockLead: "Eine andere Sprache gilt erst nach einem Neustart der Seite. Mit der Wahl wird der Tresor deshalb gesperrt: Entsperren Sie ihn danach wieder. Akten bleiben in der Sprache, in der sie geschrieben wurden.",
  notKept: "Dieser Browser merkt sich die Wahl nicht, deshalb bleibt die Sprache, wie sie ist.",
};
