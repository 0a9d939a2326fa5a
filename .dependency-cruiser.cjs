/** Who may import whom (docs/architecture.md). Checked by `npm run check`. */
const rooms = [
  'auth',
  'graph',
  'directory',
  'photo',
  'queue',
  'roster',
  'storage',
  'settings',
  'demo',
  'desktop',
  'loopback',
];

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
      to: { pathNot: '^(renderer/|shared/|node_modules/)' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    ...rooms.map((room) => ({
      name: `room-${room}-does-not-import-another-room`,
      comment: 'kiosk.ts passes one room what it needs of another',
      severity: 'error',
      from: { path: `^electron/${room}/` },
      to: {
        path: '^electron/',
        pathNot: `^electron/(${room}/|ports\\.ts$${['desktop', 'loopback'].includes(room) ? '' : '|storage/|settings/'})`,
      },
    })),
    {
      name: 'electron-only-in-the-shell',
      comment: 'main.ts, preload.ts and desktop/ are the only files that know Electron',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/', pathNot: '^electron/(main\\.ts|preload\\.ts|desktop/)' },
      to: { path: '^(node_modules/)?electron(/|$)', pathNot: '^electron/' },
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
      to: { couldNotResolve: true, pathNot: '^(node:sqlite|electron)$' },
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
