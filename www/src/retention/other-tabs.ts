/** Tells the other tabs of this device that a client was deleted, so that none goes on showing them. */

interface Deleted {
  vault: string;
  client: string;
}

const channel = new BroadcastChannel("client deleted");

export function announceDeleted(vault: string, client: string): void {
  channel.postMessage({ vault, client } satisfies Deleted);
}

export function onDeletedElsewhere(listener: (vault: string, client: string) => void): void {
  channel.addEventListener("message", ({ data }: MessageEvent<Deleted>) => {
    listener(data.vault, data.client);
  });
}
