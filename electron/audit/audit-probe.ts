/** What a look at the system's side of a station came to. `note`: worth knowing, or it could not be told. */
export type AuditVerdict = 'pass' | 'fail' | 'note';

export const auditItems = [
  'account',
  'app-rights',
  'settings-rights',
  'data-rights',
  'key',
  'restart',
  'sandbox',
  'sleep',
  'updates',
  'ways-out',
] as const;
export type AuditItem = (typeof auditItems)[number];

export interface AuditFinding {
  readonly item: AuditItem;
  readonly verdict: AuditVerdict;
  /** What was seen, as the system says it. */
  readonly found: string;
  /** Commands that mend it, where it did not pass. */
  readonly fix?: string;
}

/** The station whose system is looked at. */
export interface AuditedStation {
  readonly appFolder: string;
  readonly dataFolder: string;
  readonly settingsFile?: string;
  /** Who seals its data: `key-store`, `handed-key`, `key-file`, or nobody yet. */
  readonly sealedBy?: string;
}

/** What a probe may do: look. A command that is not there, or fails to run, is `undefined`. */
export interface SystemLook {
  run(command: string, args: readonly string[]): Promise<{ readonly code: number; readonly out: string } | undefined>;
  read(file: string): string | undefined;
  /** Whose a file is and what others may do with it; `undefined` where there is none. */
  rights(file: string): { readonly uid: number; readonly mode: number; readonly canWrite: boolean } | undefined;
  /** Of the account that looks. */
  readonly uid: number;
}

/** One thing that is looked at. */
export interface AuditProbe {
  readonly item: AuditItem;
  readonly fix: string;
  look(
    system: SystemLook,
    station: AuditedStation,
  ): Promise<{ readonly verdict: AuditVerdict; readonly found: string }>;
}

export const pass = (found: string) => ({ verdict: 'pass', found }) as const;
export const fail = (found: string) => ({ verdict: 'fail', found }) as const;
export const note = (found: string) => ({ verdict: 'note', found }) as const;
