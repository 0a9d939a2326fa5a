import { homedir } from 'node:os';
import process from 'node:process';
import { runCommandLine } from './cli/command-line.ts';
import { commands } from './cli/commands.ts';
import { openSession } from './cli/session.ts';
import { defaultDataFolder, settingsPlaces } from './settings/places.ts';

/** `npm run kiosk -- …`: the core from a terminal (docs/command-line.md). */
const surroundings = { platform: process.platform, env: process.env, home: homedir() };
process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  commands,
  env: process.env,
  settingsPlaces: settingsPlaces(surroundings),
  dataFolder: defaultDataFolder(surroundings),
  openSession,
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
});
