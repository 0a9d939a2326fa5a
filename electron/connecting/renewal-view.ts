import { type CertificateRenewal, type RenewalStep, renewalSteps } from '../../shared/certificate-renewal.ts';
import type { ConnectFailure } from '../../shared/connection.ts';
import type { SignInState } from '../../shared/sign-in-state.ts';
import { shownCode } from './administrator.ts';
import type { HandedOver } from './registered-keys.ts';
import type { RenewalRecord } from './renewal-record.ts';
import { type CertificateFacts, certificateFacts } from './station-certificate.ts';

/** The certificate that the station signs in with. */
export interface CertificateInUse {
  readonly thumbprintSha256: string;
  readonly endsAtMs: number;
}

/** Everything that the view of a renewal is made of. */
export interface RenewalFacts {
  readonly phase: CertificateRenewal['phase'];
  readonly inUse: CertificateInUse | undefined;
  readonly record: RenewalRecord | undefined;
  readonly former: CertificateRenewal['former'];
  /** Was handed over, and stays in the registration. */
  readonly handedOver: HandedOver | undefined;
  /** Nothing is renewed: only what was before goes out. */
  readonly isTidying: boolean;
  readonly doing: RenewalStep | undefined;
  readonly problem: ConnectFailure | undefined;
  readonly administrator: SignInState | undefined;
  /** The station could not do it by itself in this run. */
  readonly asksAdministrator: boolean;
}

const dayMs = 86_400_000;
/** A month, in which a certificate is renewed without haste. */
const dueDays = 30;

/** Whole days left; below zero: over. */
export function daysLeftOf({ endsAtMs }: CertificateInUse, nowMs: number): number {
  return Math.floor((endsAtMs - nowMs) / dayMs);
}

/** Whether a certificate is to be renewed by now. */
export function isRenewalDue(inUse: CertificateInUse, nowMs: number): boolean {
  return daysLeftOf(inUse, nowMs) <= dueDays;
}

/** Of no use any more: no longer than the one in use, or made by a clock that was wrong. */
export function isUseless(next: CertificateFacts, { endsAtMs }: CertificateInUse, nowMs: number): boolean {
  return next.endsAtMs <= endsAtMs || next.startsAtMs > nowMs || isRenewalDue(next, nowMs);
}

/** How far a renewal is that nobody works at. */
function reached(record: RenewalRecord | undefined): RenewalStep {
  if (record === undefined) return 'key';
  return record.isUploaded ? 'token' : 'upload';
}

function stepsOf(facts: RenewalFacts): CertificateRenewal['steps'] {
  const { phase, record, doing, problem, asksAdministrator, isTidying, former, handedOver, inUse } = facts;
  if (phase === 'none' || phase === 'idle') return [];
  const own: readonly RenewalStep[] = isTidying ? ['sign-in', 'former'] : renewalSteps;
  // Nothing is taken out where the one before this renewal stays.
  const staysBefore = handedOver !== undefined && handedOver.successor === inUse?.thumbprintSha256;
  const isLeftOut = (step: RenewalStep) =>
    step === 'former' && phase === 'renewed' && staysBefore && former === undefined;
  const shown = own.filter((step) => (step !== 'sign-in' || asksAdministrator) && !isLeftOut(step));
  const at = phase === 'renewed' ? shown.length : shown.indexOf(doing ?? (isTidying ? 'former' : reached(record)));
  return shown.map((step, index) => {
    if (phase === 'renewed' && step === 'former' && former !== undefined) return { step, state: 'failed' };
    if (index !== at) return { step, state: index < at ? 'done' : 'to-do' };
    if (problem !== undefined) return { step, state: 'failed' };
    return { step, state: phase === 'working' ? 'doing' : 'to-do' };
  });
}

/** How the certificate and its renewal stand, for a screen or a terminal. */
export function viewRenewal(
  facts: RenewalFacts,
  nowMs: number,
  administratorClient: CertificateRenewal['administrator'],
): CertificateRenewal {
  const { phase, inUse, record, handedOver, problem, administrator } = facts;
  const next = record === undefined ? undefined : certificateFacts(record.key.certificatePem);
  return {
    phase,
    isDue: inUse !== undefined && isRenewalDue(inUse, nowMs),
    steps: stepsOf(facts),
    administrator: administratorClient,
    ...(inUse === undefined ? {} : { certificate: inUse, daysLeft: daysLeftOf(inUse, nowMs) }),
    ...(next === undefined ? {} : { next: { thumbprintSha256: next.thumbprintSha256, endsAtMs: next.endsAtMs } }),
    ...(facts.former === undefined ? {} : { former: facts.former }),
    ...(handedOver === undefined
      ? {}
      : { kept: { thumbprintSha256: handedOver.thumbprintSha256, endsAtMs: handedOver.endsAtMs } }),
    ...(problem === undefined ? {} : { problem }),
    ...shownCode(administrator),
  };
}
