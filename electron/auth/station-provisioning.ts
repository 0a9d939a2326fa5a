import { provisioningWords } from '../../shared/provisioning-words.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ProvisioningProblem } from '../../shared/sign-in-state.ts';
import type { Log } from '../ports.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { ProvisioningInput } from './credential.ts';
import { oneLineOf, readProvisioningFile, wipeProvisioningFile } from './provisioning-file.ts';
import type { SignIn } from './sign-in.ts';

/** The files that hold what is handed over, named on the app's command line. */
export interface ProvisioningFiles {
  readonly file: string;
  readonly passphraseFile?: string;
  readonly shouldWipe: boolean;
}

type Line = string;

function refused(problem: ProvisioningProblem): Result<never, Line> {
  return err(provisioningWords[problem].en);
}

async function read(file: string): Promise<Result<Uint8Array, Line>> {
  const bytes = await readProvisioningFile(file);
  return bytes.kind === 'ok' ? bytes : err(`${file}: expected ${bytes.error.expected}, got ${bytes.error.actual}`);
}

/** A certificate file as it is, a secret as its file's one line of printable characters: the settings say which. */
async function provisioningInputOf(
  { file, passphraseFile }: ProvisioningFiles,
  kind: 'certificate' | 'secret',
): Promise<Result<ProvisioningInput, Line>> {
  const bytes = await read(file);
  if (bytes.kind === 'error') return bytes;
  if (bytes.value.byteLength === 0) return refused('empty');
  if (kind === 'secret') {
    const secret = oneLineOf(bytes.value)?.trim() ?? '';
    return /^[\x21-\x7e]+$/.test(secret) ? ok({ kind, secret }) : refused('not-what-settings-say');
  }
  if (passphraseFile === undefined) return ok({ kind: 'file', bytes: bytes.value });
  const line = await read(passphraseFile);
  if (line.kind === 'error') return line;
  const passphrase = oneLineOf(line.value);
  if (passphrase === undefined) return err(`${passphraseFile}: expected one line of text`);
  return ok({ kind: 'file', bytes: bytes.value, passphrase });
}

interface StationProvisioningParts {
  readonly settings: Settings;
  readonly log: Log;
  /** Built only when the settings allow a credential; closed here. */
  readonly openSignIn: () => Pick<SignIn, 'provision' | 'close'>;
}

/**
 * Hands the application's certificate or secret over to a station that has no terminal of its own, the installed app:
 * from files, sealed with the app's cipher, durably kept before anything is wiped. Asks no network. Both results are one
 * line for whoever started it, which never holds what was handed over; an error means that nothing was changed, unless
 * it says otherwise.
 */
export async function provisionStation(
  parts: StationProvisioningParts,
  files: ProvisioningFiles,
): Promise<Result<Line, Line>> {
  const { settings, log } = parts;
  if (settings.tenant === 'demo') return err('The demo tenant needs no credential. Name your own in the settings.');
  if (settings.signIn.mode !== 'application') {
    return err('Only a station that signs in as an application has a credential (signIn.mode in the settings).');
  }
  const input = await provisioningInputOf(files, settings.signIn.credential);
  if (input.kind === 'error') return input;
  const signIn = parts.openSignIn();
  const kept = await signIn.provision(input.value).finally(() => signIn.close());
  if (kept.kind === 'error') {
    log.warn('sign-in.not-provisioned', { problem: kept.error });
    return refused(kept.error);
  }
  const named = [files.file, ...(files.passphraseFile === undefined ? [] : [files.passphraseFile])];
  const left: string[] = [];
  for (const file of files.shouldWipe ? named : []) {
    const wiped = await wipeProvisioningFile(file);
    if (wiped.kind === 'error') left.push(`${file} (${wiped.error})`);
  }
  const { thumbprintSha256 } = kept.value;
  const what = thumbprintSha256 === undefined ? 'The secret' : `The certificate with SHA-256 ${thumbprintSha256}`;
  if (left.length > 0) return err(`${what} is sealed and kept, but not wiped: ${left.join(', ')}. Remove it yourself.`);
  return ok(`${what} is sealed and kept. Start the station to use it.`);
}
