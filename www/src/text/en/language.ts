/** The choice of language. Each language is named in itself, beside these words. */
export const languageChoice = {
  title: "Language",
  lockLead: "Another language is shown from a fresh start on. Choosing one therefore locks the vault: unlock it again to go on. Records stay in the language they were written in.",
  notKept: "This browser does not keep the choice, so the language stays as it is.",
};
