import type { Outcome } from '../../shared/outcome.ts';
import type { Target } from '../../shared/target.ts';
import {
  type Answered,
  type AuthorizedParts,
  authorizedExchange,
  type UnsignedRequest,
} from './authorized-exchange.ts';
import { localOutcome } from './classification.ts';
import type { Api } from './dialects.ts';
import { type Operation, planPhotoRequest } from './photo-request.ts';

/** Plans and sends operations on photo slots of one root. */
export interface SlotClient {
  readonly api: Api;
  readonly root: string;
  /** Plans, sends and understands one operation; a refused plan sends nothing. Never throws. */
  perform(target: Target, operation: Operation, more: OperationParts): Promise<Answered>;
  send(request: UnsignedRequest, signal?: AbortSignal): Promise<Answered>;
  /** An outcome of our own, before any request. */
  refuse(kind: 'unsupported' | 'picture-refused' | 'no-such-target', code: string): Outcome;
  /** A success whose body is not what it should be: the report keeps its ids. */
  unreadable(accepted: Outcome): Outcome;
}

interface OperationParts {
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answerLimitBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** Creates the client. `root` has been found safe to carry a token. */
export function createSlotClient(parts: AuthorizedParts & { readonly api: Api; readonly root: string }): SlotClient {
  const { api, root, clock } = parts;
  const refuse: SlotClient['refuse'] = (kind, code) => localOutcome(kind, code, { nowMs: clock.nowMs() });
  const send: SlotClient['send'] = (request, signal) => authorizedExchange(parts, request, signal);
  return {
    api,
    root,
    refuse,
    send,
    async perform(target, operation, { body, headers, answerLimitBytes, signal }) {
      const plan = planPhotoRequest(api, target, operation);
      if (plan.kind === 'error') return { classified: refuse(plan.error.kind, plan.error.code) };
      const request: UnsignedRequest = {
        method: plan.value.method,
        url: `${root}${plan.value.path}`,
        headers: { ...plan.value.headers, ...headers },
        ...(body === undefined ? {} : { body }),
        answerLimitBytes,
        canFindEmpty: operation.kind !== 'put',
        target: target.kind,
      };
      return send(request, signal);
    },
    unreadable: ({ report }) => ({
      kind: 'transient',
      report: { ...report, kind: 'transient', code: 'answer-unreadable' },
    }),
  };
}
