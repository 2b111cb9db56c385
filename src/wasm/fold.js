/**
 * A text with its case and its accents taken off, so that "Äpfel" and "apfel" become the same.
 *
 * Upper case first: that makes one letter of those that have two small forms, and SS of ß.
 */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase().replaceAll("ς", "σ");
}
