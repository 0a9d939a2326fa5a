import { auditCommand } from './audit-command.ts';
import { backupCommand } from './backup-command.ts';
import { checkCommand } from './check-command.ts';
import type { Command } from './command.ts';
import { connectCommand } from './connect-command.ts';
import { deleteCommand } from './delete-command.ts';
import { exportLogCommand } from './export-log-command.ts';
import { importCommand } from './import-command.ts';
import { photoCommand } from './photo-command.ts';
import { provisionCommand } from './provision-command.ts';
import { queueCommand } from './queue-command.ts';
import { restoreCommand } from './restore-command.ts';
import { rosterCommand } from './roster-command.ts';
import { setPinCommand } from './set-pin-command.ts';
import { settingsCommand } from './settings-command.ts';
import { signInCommand } from './sign-in-command.ts';
import { signOutCommand } from './sign-out-command.ts';
import { statusCommand } from './status-command.ts';
import { stopCommand } from './stop-command.ts';
import { uploadCommand } from './upload-command.ts';
import { whoamiCommand } from './whoami-command.ts';

/** Every command, in the order of the help. A new one is a file `<name>-command.ts` and a row here. */
export const commands: readonly Command[] = [
  checkCommand,
  auditCommand,
  uploadCommand,
  photoCommand,
  deleteCommand,
  importCommand,
  backupCommand,
  restoreCommand,
  queueCommand,
  rosterCommand,
  whoamiCommand,
  signInCommand,
  signOutCommand,
  connectCommand,
  provisionCommand,
  setPinCommand,
  settingsCommand,
  statusCommand,
  stopCommand,
  exportLogCommand,
];
