import { assertNever } from '../../shared/assert-never.ts';
import { portraitDrawing } from '../../shared/portrait-drawing.ts';
import type { DemoFault } from '../../shared/station.ts';
import type { CallNotes } from './demo-world.ts';
import { captivePortalResponse, type DemoAnswer, faultResponse } from './faulty-answer.ts';
import type { RequestMarks } from './graph-error.ts';
import type { PhotoStore } from './photo-store.ts';
import type { Pictures } from './pictures.ts';
import { type FaultSubject, faultCatalogue, type RequestFault } from './request-fault.ts';

/** One request, and the means to do its work or not. */
export interface FaultyRequest {
  readonly request: Request;
  readonly marks: RequestMarks;
  readonly notes: CallNotes;
  readonly photos: PhotoStore;
  readonly pictures: Pictures;
  readonly wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
  /** Does the request's work. */
  run(): Promise<Response>;
}

/** What the switch on the demo bar means for one request. `slowMs` is how long "slow" takes. */
export function switchedFault(fault: DemoFault, subject: FaultSubject, slowMs: number): RequestFault | undefined {
  if (subject.area === 'page') return undefined;
  switch (fault) {
    case 'none':
      return undefined;
    case 'network-off':
      return { kind: 'reset', at: 'before-headers' };
    case 'slow':
      return { kind: 'delay', delayMs: slowMs };
    case 'throttled':
      return subject.isPhoto ? faultCatalogue['429'] : undefined;
    case 'refused':
      return subject.isPhoto && subject.isWrite ? faultCatalogue['access-denied'] : undefined;
    default:
      return assertNever(fault, 'demo fault');
  }
}

async function readAway(request: Request): Promise<void> {
  if (request.body !== null) await request.arrayBuffer();
}

async function replaceByAnother(parts: FaultyRequest, slot: string): Promise<void> {
  await parts.photos.put(slot, await parts.pictures.drawing(portraitDrawing(`somebody else ${slot}`)));
}

/** Does one request's work with one fault in it. */
export async function applyFault(fault: RequestFault | undefined, parts: FaultyRequest): Promise<DemoAnswer> {
  const whole = (response: Response): DemoAnswer => ({ kind: 'whole', response });
  switch (fault?.kind) {
    case undefined:
      return whole(await parts.run());
    case 'answer':
      if (fault.isStored) await parts.run();
      else await readAway(parts.request);
      return whole(faultResponse(fault, parts.marks));
    case 'headers': {
      const response = await parts.run();
      for (const [name, value] of Object.entries(fault.headers)) response.headers.set(name, value);
      return whole(response);
    }
    case 'captive-portal':
      await readAway(parts.request);
      return whole(captivePortalResponse());
    case 'delay':
      await parts.wait(fault.delayMs, parts.request.signal);
      return whole(await parts.run());
    case 'reset':
    case 'hang': {
      // Half a body means that the work was done.
      const isDone = fault.isStored === true || fault.at === 'mid-body';
      const response = isDone ? await parts.run() : new Response(null);
      return { kind: fault.kind, at: fault.at, response };
    }
    case 'older-photo':
    case 'newer-photo': {
      const response = await parts.run();
      const slot = parts.notes.writtenSlot;
      if (slot !== undefined && fault.kind === 'older-photo') await parts.photos.serveOlder(slot, fault.reads);
      if (slot !== undefined && fault.kind === 'newer-photo') await replaceByAnother(parts, slot);
      return whole(response);
    }
    case 'lost-write':
      await readAway(parts.request);
      return whole(new Response(null, { status: 200 }));
    default:
      return assertNever(fault, 'fault');
  }
}
