// Programs that a test starts and ends: each is ready when it is used, and gone when the test is.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** How long a program may take until it is ready, in milliseconds. */
const READY_MS = 30_000;

/** Ready as soon as one of the outputs (1, 2, or 3 for one of its own) matches; gives what the pattern's group holds. */
export const says = (output, pattern) => (program) =>
  new Promise((resolve) => {
    let said = "";
    program.stdio[output].on("data", (data) => {
      const [, found] = pattern.exec((said += data)) ?? [];
      if (found !== undefined) resolve(found);
    });
  });

/** Ready as soon as something listens at an address of this machine; gives the address. */
export const answers = (address) => async (_, signal) => {
  for (;;) {
    const isThere = await fetch(address, { signal }).then(
      () => true,
      () => false,
    );
    if (isThere || signal.aborted) return address;
    await wait(50);
  }
};

/** What comes first: that the program is ready, or that it will not be. */
async function settled(program, ready) {
  const giveUp = new AbortController();
  const failed = (why) => Promise.reject(new Error(`${program.spawnfile} ${why}.`));
  const ended = once(program, "exit", giveUp).then(() => failed("ended before it was ready"));
  const late = wait(READY_MS, undefined, giveUp).then(() => failed("did not get ready"));
  for (const abandoned of [ended, late]) abandoned.catch(() => undefined);
  try {
    return await Promise.race([ready(program, giveUp.signal), ended, late]);
  } finally {
    giveUp.abort();
  }
}

async function end(program) {
  if (program.pid === undefined || program.exitCode !== null || program.signalCode !== null) return;
  const gone = once(program, "exit");
  program.kill();
  await gone;
}

/** Starts a program; resolves to what `ready` gave, its number, and a function that ends it. Rejects where it cannot be used. */
export async function start(command, args, { env, ready }) {
  const program = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  // Nobody reads what else it says, but a full pipe would hold it up.
  for (const pipe of program.stdio.slice(1)) pipe.resume();
  try {
    return { said: await settled(program, ready), pid: program.pid, close: () => end(program) };
  } catch (error) {
    await end(program);
    throw error;
  }
}

/** A port of this machine that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
