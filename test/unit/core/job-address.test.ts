import { expect, test } from 'vitest';
import { createJobAddress } from '../../../electron/core/job-address.ts';
import { withoutNames } from '../../../electron/core/outgoing.ts';
import { sampleJob } from '../../kiosk-double.ts';

const mei = { id: '1', displayName: 'Mei', userPrincipalName: 'mei@example.com' };
const withAddress = createJobAddress((id) => (id === '1' ? mei : undefined));

test('a job says to whose account it goes, as long as it says whose it is', () => {
  expect(withAddress(sampleJob({ target: 'user:1' })).address).toBe('mei@example.com');
  expect(withAddress(sampleJob({ target: 'user:1', personName: '' })).address).toBeUndefined();
  expect(withAddress(sampleJob({ target: 'user:2' })).address).toBeUndefined();
  expect(withAddress(sampleJob({ target: 'group:1' })).address).toBeUndefined();
  expect(withAddress(sampleJob({ target: 'user:on@premises.example' })).address).toBe('on@premises.example');
});

test('no address leaves the core for a locked screen', () => {
  const told = withoutNames({ job: withAddress(sampleJob({ target: 'user:1' })) });
  expect(JSON.stringify(told)).not.toContain('mei@example.com');
});
