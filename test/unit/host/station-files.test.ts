import { describe, expect, test } from 'vitest';
import { storeFailureText } from '../../../electron/host/station-files.ts';

describe('why the store could not be opened', () => {
  test('a folder that another kiosk uses is said in a sentence with what to do, without codes', () => {
    const text = storeFailureText({ code: 'not-saved-storage', detail: { fault: 'in-use', folder: '/data' } }, '/data');
    expect(text).toBe(
      "The station's data in /data cannot be opened. Another kiosk is using this folder: stop that one, or name another folder with --data.",
    );
  });

  test('a fault without a sentence of its own is named with its facts', () => {
    const text = storeFailureText({ code: 'not-saved-storage', detail: { fault: 'not-durable' } }, '/data');
    expect(text).toContain('not-saved-storage, fault: not-durable');
  });
});
