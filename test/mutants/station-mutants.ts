import type { Mutant } from './mutant.ts';

const pin = 'electron/operator/operator-pin.ts';
const pinTests = ['integration/operator/operator-pin.test.ts'];
const makePhoto = 'electron/photo/make-photo.ts';
const schema = 'electron/settings/settings-schema.ts';
const renewal = 'electron/connecting/certificate-renewal.ts';
const renewalTests = ['integration/connecting/certificate-renewal.test.ts'];
const settings = ['unit/settings/settings-file.test.ts'];

/** Faults at the station itself: the operator's PIN, the photo, settings, log and certificate. */
export const stationMutants: readonly Mutant[] = [
  {
    name: 'wrong PINs never block',
    file: pin,
    find: 'tries >= triesLimit ?',
    replacement: 'false ?',
    tests: pinTests,
  },
  {
    name: 'tries of the PIN are counted in memory only',
    file: pin,
    find: 'writeFileDurably(file, Buffer.from(JSON.stringify(count)));',
    replacement: 'throw new Error();',
    tests: pinTests,
  },
  {
    name: 'a try of the PIN is counted after it is looked at',
    file: pin,
    find: 'save(counted);\n    if ((await parts.isRight(pin)) && isLongEnough) {',
    replacement: 'const opens = (await parts.isRight(pin)) && isLongEnough;\n    save(counted);\n    if (opens) {',
    tests: ['integration/operator/pin-count-first.test.ts'],
  },
  {
    name: 'the operator screens stay open for ever',
    file: 'electron/operator/operator-gate.ts',
    find: 'cancelTimer = clock.setTimer(lockAfterMs, lock);',
    replacement: '',
    tests: ['unit/operator/operator-gate.test.ts'],
  },
  {
    name: 'a page that hangs while nobody touches it stays as it is',
    file: 'electron/desktop/page-pulse.ts',
    find: '    onHung();',
    replacement: '',
    tests: ['unit/desktop/watchdog.test.ts'],
  },
  {
    name: 'a list that stands open counts as somebody at the station',
    file: 'electron/desktop/ipc.ts',
    find: "return isSignOfLife || access !== 'operator';",
    replacement: 'return true;',
    tests: ['unit/desktop/ipc.test.ts'],
  },
  {
    name: 'the photo keeps what the camera wrote into the file',
    file: makePhoto,
    find: '.jpeg({ quality: tried,',
    replacement: '.keepMetadata().jpeg({ quality: tried,',
    tests: ['integration/photo/photo-formats.test.ts'],
  },
  {
    name: 'the camera orientation is ignored',
    file: 'electron/photo/upright-picture.ts',
    find: 'picture.autoOrient()',
    replacement: 'picture',
    tests: ['integration/photo/photo-formats.test.ts'],
  },
  {
    name: 'a picture of more pixels than the limit is decoded',
    file: 'electron/photo/upright-picture.ts',
    find: '{ limitInputPixels: pixelLimit, failOn',
    // Twice the limit: without one the bombs of the test take all memory there is.
    replacement: '{ limitInputPixels: 2 * pixelLimit, failOn',
    tests: ['integration/photo/foreign-pictures.test.ts'],
  },
  {
    name: 'a photo of any size is made',
    file: makePhoto,
    find: 'photo.byteLength <= photoLimitBytes',
    replacement: 'true',
    tests: ['integration/photo/photo-formats.test.ts'],
  },
  {
    name: 'every decoder is let loose on foreign files',
    file: 'electron/sharp/sharp-loader.ts',
    find: "sharp.block({ operation: ['VipsForeignLoad'] });",
    replacement: '',
    tests: ['integration/photo/foreign-pictures.test.ts'],
  },
  {
    name: 'a token may travel over http',
    file: schema,
    find: "['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)",
    replacement: 'true',
    tests: settings,
  },
  {
    name: 'a URL may carry a password',
    file: schema,
    find: "|| url.username !== '' || url.password !== ''",
    replacement: '',
    tests: settings,
  },
  {
    name: 'a misspelt setting is overlooked',
    file: schema,
    find: 'settingsSchema = z\n  .strictObject(',
    replacement: 'settingsSchema = z\n  .object(',
    tests: settings,
  },
  {
    name: 'a name reaches the log',
    file: 'electron/host/redacted-text.ts',
    find: ".replace(mailAddress, '[name]')",
    replacement: '',
    tests: ['integration/host/station-log.test.ts'],
  },
  {
    name: 'a token reaches the log',
    file: 'electron/host/redacted-text.ts',
    find: "replace(bearer, '[token]')",
    replacement: "replace(bearer, '$&')",
    tests: ['integration/host/station-log.test.ts'],
  },
  {
    name: 'the next certificate is taken before a token came with it',
    file: renewal,
    find: 'const failure = await untilToken(key, isOver);',
    replacement: 'const failure = undefined as ConnectFailure | undefined;',
    tests: renewalTests,
  },
  {
    name: 'a certificate whose upload got no answer is uploaded again',
    file: renewal,
    find: 'const isThere = record.isAsked && ',
    replacement: 'const isThere = false && ',
    tests: renewalTests,
  },
  {
    name: 'a station’s name ends a quote of the script that registers it',
    file: 'electron/connecting/registration-scripts.ts',
    find: '/[^ -&(-~]/g',
    replacement: '/[^ -~]/g',
    tests: ['integration/connecting/registration-scripts.test.ts'],
  },
  {
    name: 'connecting anew takes back what somebody granted for another purpose',
    file: 'electron/connecting/registration.ts',
    find: 'ofAnyPlan.includes(roleId) && ',
    replacement: '',
    tests: ['integration/connecting/granted-permissions.test.ts'],
  },
];
