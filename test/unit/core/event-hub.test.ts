import { expect, test } from 'vitest';
import { createEventHub } from '../../../electron/core/event-hub.ts';
import { sampleJob } from '../../kiosk-double.ts';

function setUp() {
  const heard: unknown[] = [];
  const logged: string[] = [];
  const note = (event: string) => void logged.push(event);
  const state = { isOperator: false };
  const log = { info: note, warn: note, error: note };
  const hub = createEventHub({ log, isOperator: () => state.isOperator });
  return { hub, heard, logged, state };
}

test('an event says whose photo it is only while the operator’s screens are open', () => {
  const { hub, heard, state } = setUp();
  hub.subscribe('uploads.changed', (value) => heard.push(value));
  const job = sampleJob({ personName: 'Aiko Tanaka', target: 'user:aiko@contoso.example' });
  hub.emit('uploads.changed', { job });
  state.isOperator = true;
  hub.emit('uploads.changed', { job });
  state.isOperator = false;
  hub.emit('uploads.changed', { job });
  const nameless = { job: { ...job, personName: '', target: 'user' } };
  expect(heard).toEqual([nameless, { job }, nameless]);
});

test('an event leaves as the contract has it: more is dropped, less is not sent', () => {
  const { hub, heard, logged } = setUp();
  hub.subscribe('operator.changed', (value) => heard.push(value));
  hub.emit('operator.changed', { isOperator: true, pin: '1234' } as never);
  hub.emit('operator.changed', { isOperator: 'yes' } as never);
  expect(heard).toEqual([{ isOperator: true }]);
  expect(logged).toEqual(['event.misfit']);
});

test('one failing listener does not silence the others, and one that left hears nothing', () => {
  const { hub, heard, logged } = setUp();
  hub.subscribe('operator.changed', () => {
    throw new Error('broken');
  });
  const leave = hub.subscribe('operator.changed', (value) => heard.push(value));
  hub.emit('operator.changed', { isOperator: true });
  leave();
  hub.emit('operator.changed', { isOperator: false });
  expect(heard).toEqual([{ isOperator: true }]);
  expect(logged).toEqual(['event.listener-failed', 'event.listener-failed']);
});
