import { useCallback, useEffect, useState } from 'react';
import type { KioskApi } from '../../../../shared/contract.ts';
import type { Result } from '../../../../shared/result.ts';
import { type SchemaLeaf, schemaLeaves } from '../../../../shared/setting-fields.ts';
import { contested, edited, type SettingEdits, settingAt, withEdits } from '../../../../shared/settings-draft.ts';
import type { SettingsProblem, SettingsReading, SettingsWriting } from '../../../../shared/settings-editing.ts';
import { useApi } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import { lengthProblem } from './settings-copy.ts';

type Json = Readonly<Record<string, unknown>>;

/** The settings as they stand in the file and as the station runs on them. */
export interface KnownSettings extends Pick<SettingsReading, 'file' | 'place' | 'isWritable' | 'revision'> {
  readonly document: Json;
  readonly effective: Json;
  readonly leaves: readonly SchemaLeaf[];
}

/** What came of the last thing that was asked for. */
export type SettingsNews =
  | { readonly kind: 'saved' | 'changedMeanwhile' | 'notRenewed' | 'failed' }
  | { readonly kind: 'notWritten'; readonly file: string; readonly reason: string };

export interface SettingsDesk {
  readonly known: KnownSettings | undefined;
  /** Why the file cannot be read. */
  readonly unreadable: string | undefined;
  /** The file with what was changed on the screen. */
  readonly draft: Json;
  readonly edits: SettingEdits;
  readonly problems: readonly SettingsProblem[];
  /** Values that somebody else has changed in the file meanwhile. */
  readonly contestedPaths: readonly string[];
  readonly isBusy: boolean;
  readonly news: SettingsNews | undefined;
  edit(path: string, value: unknown): void;
  discard(): void;
  save(): void;
  /** Asks for something that writes the file; resolves with what it answered. */
  write(
    asked: (commands: KioskApi['commands']) => Promise<Result<SettingsWriting, unknown>>,
  ): Promise<SettingsWriting | undefined>;
}

const restMs = 250;
const noEdits: SettingEdits = new Map();

function known(reading: SettingsReading): KnownSettings {
  const { file, place, isWritable, revision, document, effective, schema } = reading;
  return {
    ...{ file, place, isWritable, revision },
    document: JSON.parse(document),
    effective: JSON.parse(effective),
    leaves: schemaLeaves(JSON.parse(schema)),
  };
}

/** The file, what somebody changes on the screen, and what the station's own schema says of it. Nothing is written before `save`. */
export function useSettings(): SettingsDesk {
  const api = useApi();
  const [reading, setReading] = useState<KnownSettings>();
  const [unreadable, setUnreadable] = useState<string>();
  const [edits, setEdits] = useState(noEdits);
  const [contestedPaths, setContested] = useState<readonly string[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const [news, setNews] = useState<SettingsNews>();
  const draft = reading === undefined ? {} : withEdits(reading.document, edits);
  const problems = useProblems(reading === undefined ? undefined : JSON.stringify(draft));

  const read = useCallback(async () => {
    const reply = await api.commands['settings.read']({}).catch(() => undefined);
    if (reply?.kind !== 'ok') {
      setUnreadable(String(reply?.error.detail?.reason ?? reply?.error.code ?? ''));
      return undefined;
    }
    const found = known(reply.value);
    setUnreadable(undefined);
    setReading(found);
    return found;
  }, [api]);
  useEffect(() => {
    void read();
  }, [read]);

  async function write(asked: Parameters<SettingsDesk['write']>[0]): Promise<SettingsWriting | undefined> {
    setIsBusy(true);
    setNews(undefined);
    const reply = await asked(api.commands).catch(() => undefined);
    const before = reading?.document ?? {};
    const after = await read();
    setIsBusy(false);
    const written = reply?.kind === 'ok' ? reply.value : undefined;
    setNews(newsOf(reply));
    if (written?.kind === 'changed-meanwhile' && after !== undefined) {
      setContested(contested(before, after.document, edits));
    }
    return written;
  }

  return {
    ...{ known: reading, unreadable, draft, edits, problems, contestedPaths, isBusy, news, write },
    edit(path, value) {
      if (reading === undefined) return;
      setNews(undefined);
      setEdits((now) => edited(reading.document, now, path, value));
    },
    discard() {
      setNews(undefined);
      setContested([]);
      setEdits(noEdits);
      void read();
    },
    async save() {
      if (reading === undefined) return;
      const request = { revision: reading.revision, document: JSON.stringify(draft) };
      const written = await write((commands) => commands['settings.write'](request));
      if (written?.kind !== 'saved') return;
      setContested([]);
      setEdits(noEdits);
    },
  };
}

function newsOf(reply: Result<SettingsWriting, unknown> | undefined): SettingsNews | undefined {
  if (reply === undefined) return { kind: 'failed' };
  // What was written could not be run on.
  if (reply.kind === 'error') return { kind: 'notRenewed' };
  switch (reply.value.kind) {
    case 'saved':
      return { kind: 'saved' };
    case 'changed-meanwhile':
      return { kind: 'changedMeanwhile' };
    case 'not-written':
      return { kind: 'notWritten', file: reply.value.file, reason: reply.value.reason };
    case 'invalid':
      return undefined;
  }
}

/** What the core says of a document once nobody has typed for a moment. */
function useProblems(document: string | undefined): readonly SettingsProblem[] {
  const api = useApi();
  const [problems, setProblems] = useState<readonly SettingsProblem[]>([]);
  useEffect(() => {
    if (document === undefined) return;
    const tooLong = lengthProblem(document);
    if (tooLong !== undefined) return setProblems([tooLong]);
    let isWanted = true;
    const stop = browserClock.setTimer(restMs, () => {
      void api.commands['settings.check']({ document })
        .catch(() => undefined)
        .then((reply) => {
          if (isWanted && reply?.kind === 'ok') setProblems(reply.value.problems);
        });
    });
    return () => {
      isWanted = false;
      stop();
    };
  }, [api, document]);
  return problems;
}

/** Whether the file holds other values than the station runs on: somebody edited it by hand. */
export function isEditedByHand({ document, effective, leaves }: KnownSettings): boolean {
  return leaves.some(({ path }) => {
    const there = settingAt(document, path);
    return there !== undefined && JSON.stringify(there) !== JSON.stringify(settingAt(effective, path));
  });
}
