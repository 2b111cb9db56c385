/** Answers whether the page may be left. May ask the person first. */
type Guard = () => Promise<boolean>;

let guard: Guard | null = null;
let asking: Promise<boolean> | null = null;

/** Lets a page with unsaved text have its say before it is left, until it calls the function returned. */
export function guardLeaving(ask: Guard): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = null;
  };
}

/** Whether the page may be left. Whoever asks while a question stands waits for the same answer. */
export async function mayLeave(): Promise<boolean> {
  if (!guard) return true;
  asking ??= guard().finally(() => {
    asking = null;
  });
  return asking;
}
