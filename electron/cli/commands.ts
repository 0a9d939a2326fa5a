import type { CommandEntry } from './command.ts';

/**
 * Every command, in the order of the help. A new one is a file `<name>-command.ts` and a row here. Only the one that was
 * asked for is loaded: all of them are most of the program.
 */
export const commands: readonly CommandEntry[] = [
  { name: 'check', load: async () => (await import('./check-command.ts')).checkCommand },
  { name: 'audit', load: async () => (await import('./audit-command.ts')).auditCommand },
  { name: 'upload', load: async () => (await import('./upload-command.ts')).uploadCommand },
  { name: 'photo', load: async () => (await import('./photo-command.ts')).photoCommand },
  { name: 'delete', load: async () => (await import('./delete-command.ts')).deleteCommand },
  { name: 'import', load: async () => (await import('./import-command.ts')).importCommand },
  { name: 'backup', load: async () => (await import('./backup-command.ts')).backupCommand },
  { name: 'restore', load: async () => (await import('./restore-command.ts')).restoreCommand },
  { name: 'queue', load: async () => (await import('./queue-command.ts')).queueCommand },
  { name: 'roster', load: async () => (await import('./roster-command.ts')).rosterCommand },
  { name: 'whoami', load: async () => (await import('./whoami-command.ts')).whoamiCommand },
  { name: 'sign-in', load: async () => (await import('./sign-in-command.ts')).signInCommand },
  { name: 'sign-out', load: async () => (await import('./sign-out-command.ts')).signOutCommand },
  { name: 'connect', load: async () => (await import('./connect-command.ts')).connectCommand },
  { name: 'provision', load: async () => (await import('./provision-command.ts')).provisionCommand },
  { name: 'set-pin', load: async () => (await import('./set-pin-command.ts')).setPinCommand },
  { name: 'settings', load: async () => (await import('./settings-command.ts')).settingsCommand },
  { name: 'status', load: async () => (await import('./status-command.ts')).statusCommand },
  { name: 'stop', load: async () => (await import('./stop-command.ts')).stopCommand },
  { name: 'export-log', load: async () => (await import('./export-log-command.ts')).exportLogCommand },
];
