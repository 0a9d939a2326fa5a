import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What Azure CLI answers a call: its exit code, and its output. */
export interface AzAnswer {
  readonly exitCode: number;
  readonly output?: string | undefined;
}

/**
 * `az` of a script: hands its words over (each ended by NUL, the call by an empty one) and prints what comes back, line by line up to
 * a dot. All of it is read before any is printed, so that whoever reads the output may call again. What it finds on its standard
 * input it takes, as a program does that may have to ask.
 */
const azFile = `#!/bin/sh
cat >/dev/null
printf '%s\\0' "$@" '' >&3
read -r CODE <&4
OUT=''
while IFS= read -r LINE <&4 && [ "$LINE" != . ]; do OUT="$OUT$LINE
"; done
printf '%s' "$OUT"
exit "$CODE"
`;

/** Runs a shell script in which `answer` plays Azure CLI. Resolves with what it printed and how it ended. */
export async function runAzScript(
  script: string,
  answer: (words: readonly string[]) => AzAnswer | Promise<AzAnswer>,
): Promise<{ readonly stdout: string; readonly stderr: string; readonly exitCode: number | null }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'az-script-'));
  const file = path.join(folder, 'register.sh');
  writeFileSync(file, script);
  writeFileSync(path.join(folder, 'az'), azFile);
  chmodSync(path.join(folder, 'az'), 0o755);
  const env = { PATH: `${folder}:${process.env.PATH}` };
  const child = spawn('sh', [file], { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'] });
  const [, stdout, stderr, calls, answers] = child.stdio as unknown as [null, Readable, Readable, Readable, Writable];
  const ended = once(child, 'close');
  const [printed, complained] = [text(stdout), text(stderr)];
  let left = '';
  for await (const chunk of calls.setEncoding('utf8')) {
    left += chunk;
    for (let end = left.indexOf('\0\0'); end >= 0; end = left.indexOf('\0\0')) {
      const { exitCode, output = '' } = await answer(left.slice(0, end).split('\0'));
      left = left.slice(end + 2);
      answers.write(`${exitCode}\n${output === '' ? '' : `${output}\n`}.\n`);
    }
  }
  const [exitCode] = await ended;
  return { stdout: await printed, stderr: await complained, exitCode };
}
