import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeLog } from '../../../electron/core/support-log.ts';
import { logFolder, readStationLog } from '../../../electron/host/station-log.ts';

const line = (msg: string, time: string) => `${JSON.stringify({ level: 30, time, msg })}\n`;

describe('the log for support', () => {
  test('says from when to when it goes, what kinds of lines are in it, and the last ones word for word', () => {
    const text = [
      line('station.started', '2026-09-21T09:00:00.000Z'),
      line('sign-in.token', '2026-09-21T09:01:00.000Z'),
      line('sign-in.token', '2026-09-21T10:01:00.000Z'),
      // The power went off in the middle of a line.
      '{"level":30,"time":"2026-09-2',
    ].join('');
    expect(describeLog(Buffer.from(text))).toEqual({
      lineCount: 4,
      sizeBytes: text.length,
      fromMs: Date.parse('2026-09-21T09:00:00.000Z'),
      toMs: Date.parse('2026-09-21T10:01:00.000Z'),
      events: [
        { event: 'sign-in.token', count: 2 },
        { event: 'station.started', count: 1 },
      ],
      lastLines: text.trim().split('\n'),
    });
    expect(describeLog(new Uint8Array())).toEqual({ lineCount: 0, sizeBytes: 0, events: [], lastLines: [] });
  });

  test('is all of its files, the oldest line first, and nothing where there is none', () => {
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'support-log-'));
    expect(readStationLog(dataFolder)).toHaveLength(0);
    const folder = logFolder(dataFolder);
    mkdirSync(folder);
    const files = [
      ['20260901-0900-01-kiosk.log', 'first\n'],
      ['20260902-0900-01-kiosk.log', 'second\n'],
      ['kiosk.log', 'third\n'],
      ['something-else.txt', 'not ours\n'],
    ] as const;
    for (const [index, [name, text]] of files.entries()) {
      writeFileSync(path.join(folder, name), text);
      utimesSync(path.join(folder, name), 1_000 + index, 1_000 + index);
    }
    expect(Buffer.from(readStationLog(dataFolder)).toString()).toBe('first\nsecond\nthird\n');
  });
});
