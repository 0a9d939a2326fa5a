/**
 * Who may import whom (docs/architecture.md). Checked by `npm run check`. The rooms are the folders of `electron/`: a new
 * one is a room like any other from the moment it exists, and sees the foundation only.
 */
const { readdirSync } = require('node:fs');
const path = require('node:path');

const electron = path.join(__dirname, 'electron');
const rooms = readdirSync(electron, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** The only files at the root of `electron/`: the entries and the ports. */
const rootFiles = ['boot.ts', 'browser.ts', 'cli.ts', 'main.ts', 'ports.ts', 'preload.ts'];

/** What every room stands on: no policy of the product, known to all. */
const foundation = ['http', 'process', 'sealing', 'settings', 'sharp', 'storage'];

/** The rooms that carry the contract to a window. They see the ports and the exit codes alone. */
const shells = ['desktop', 'loopback'];

const plainRooms = rooms.filter((room) => ![...foundation, ...shells, 'core', 'host', 'cli'].includes(room));

/** What in `core/` knows who is at the screen and who is signed in, and keeps the rules about it: nothing for handlers. */
const whoCalls = [
  'dispatch',
  'operator-rooms',
  'request-rules',
  'session-account',
  'station-snapshot',
  'tenant-access',
];

/** What a room may import of `electron/` beside itself, `ports.ts` and the exit codes, which are said in one place for every process. */
function seenBy(room) {
  if (shells.includes(room)) return [];
  if (room === 'core') return [...foundation, ...plainRooms];
  if (room === 'cli') return [...foundation, ...plainRooms, 'core', 'host'];
  return foundation;
}

/** A file of a package whose address Vite gives: no module that could be resolved. */
const addressOfFile = '^zxing-wasm/reader/zxing_reader[.]wasm[?]url$';

module.exports = {
  forbidden: [
    {
      name: 'shared-stands-alone',
      comment: 'shared/ is pure TypeScript: nothing of ours, no electron, node, DOM or React',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: '^(shared/|node_modules/zod/)' },
    },
    {
      name: 'renderer-sees-only-shared',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { pathNot: `^(renderer/|shared/|node_modules/)|${addressOfFile}` },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    ...rooms.map((room) => ({
      name: `room-${room}-sees-only-what-it-stands-on`,
      comment: 'core/kiosk.ts passes one room what it needs of another',
      severity: 'error',
      from: { path: `^electron/${room}/` },
      to: {
        path: '^electron/',
        pathNot: `^electron/(${[room, ...seenBy(room)].map((seen) => `${seen}/`).join('|')}|ports\\.ts$|host/exit-code\\.ts$)`,
      },
    })),
    {
      name: 'handlers-ask-nobody-who-calls',
      comment:
        'the contract says who may call and core/dispatch.ts keeps it; a handler is told by its Caller (core/caller.ts)',
      severity: 'error',
      from: { path: '^electron/core/handlers/' },
      to: {
        path: `^shared/command-access\\.ts$|^electron/(auth/|operator/operator-gate\\.ts$|core/(${whoCalls.join('|')})\\.ts$)`,
      },
    },
    {
      name: 'no-other-file-at-the-root',
      comment: 'only the entries and ports.ts lie at the root of electron/; everything else has a room',
      severity: 'error',
      from: {},
      to: { path: '^electron/[^/]+\\.tsx?$', pathNot: `^electron/(${rootFiles.join('|')})$` },
    },
    {
      name: 'no-other-file-at-the-root-imports',
      severity: 'error',
      from: { path: '^electron/[^/]+\\.tsx?$', pathNot: `^electron/(${rootFiles.join('|')})$` },
      to: {},
    },
    {
      name: 'ports-are-types',
      comment: 'ports.ts names what a room is given; it imports no room',
      severity: 'error',
      from: { path: '^electron/ports\\.ts$' },
      to: { path: '^electron/' },
    },
    {
      name: 'preload-knows-the-contract-only',
      severity: 'error',
      from: { path: '^electron/preload\\.ts$' },
      to: { path: '^electron/', pathNot: '^electron/desktop/' },
    },
    {
      name: 'electron-only-in-the-shell',
      comment: 'boot.ts, main.ts, preload.ts and desktop/ are the only files that know Electron',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/', pathNot: '^electron/(boot\\.ts|main\\.ts|preload\\.ts|desktop/)' },
      to: { path: '^(node_modules/)?electron(/|$)', pathNot: '^electron/' },
    },
    {
      name: 'nothing-imports-an-entry',
      comment: 'but boot.ts, which loads main.ts when somebody hears of its errors',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/', pathNot: '^electron/boot\\.ts$' },
      to: { path: '^electron/(boot|browser|cli|main|preload)\\.ts$' },
    },
    {
      name: 'nothing-imports-test-or-build',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/' },
      to: { path: '^(test|build)/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: `^(node:sqlite|electron)$|${addressOfFile}` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
    exclude: { path: '\\.module\\.css$|\\.css$' },
  },
};
