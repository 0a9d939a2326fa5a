import type { CertificateRenewal } from '../../shared/certificate-renewal.ts';
import type { Unsubscribe } from '../../shared/contract.ts';
import type { Clock } from '../ports.ts';
import type { Administrator } from './administrator.ts';
import type { CallDirectory } from './directory-call.ts';
import type { RecordFileParts } from './record-file.ts';
import type { Prove } from './renewal-upload.ts';
import type { CertificateInUse } from './renewal-view.ts';
import type { MakeKeyPair, StationKey } from './station-certificate.ts';
import type { Trial } from './station-trial.ts';

/** What renewing needs of the station around it. */
export interface RenewalParts extends RecordFileParts {
  readonly clock: Clock;
  /** Absent: new ones of this machine. */
  readonly makeKeyPair?: MakeKeyPair | undefined;
  readonly clientId: string;
  readonly registrationName: string;
  readonly administratorClient: CertificateRenewal['administrator'];
  /** The certificate that sign-in holds; `undefined` where it holds none, or none that it can read. */
  readonly inUse: () => Promise<CertificateInUse | undefined>;
  /** Entra's id of the registration, where the station made it. */
  readonly applicationId: () => string | undefined;
  /** As the station itself. */
  readonly call: CallDirectory;
  readonly prove: Prove;
  readonly openAdministrator: () => Administrator;
  /** Thumbprint of a certificate that connecting has put into the registration and not in its place yet. */
  readonly awaited: () => string | undefined;
  /** Whether connecting has put the certificate with this thumbprint into the registration; others are known by their list. */
  readonly isOwn: (thumbprintSha256: string) => boolean;
  /** One try for a token with the next key; nothing is switched. */
  readonly tryKey: (key: StationKey) => Promise<Trial>;
  /** Sign-in takes the key, durably, in the place of the one before. Resolves with whether it did. */
  readonly adopt: (key: StationKey) => Promise<boolean>;
  readonly onRenewed: (certificatePem: string) => Promise<void>;
}

/** Renewing the station's certificate without a gap, as a machine that survives being killed at any point. */
export interface StationRenewal {
  state(): CertificateRenewal;
  onChange(listener: (state: CertificateRenewal) => void): Unsubscribe;
  /** Looks at the certificate, and at what was begun before. */
  open(): Promise<void>;
  /** Renews, or goes on where it was left: by itself where the directory lets it, else as an administrator who types a code. */
  renew(): Promise<void>;
  /** Takes former certificates out of the registration: by itself where the directory lets it, else as an administrator. */
  removeFormer(): Promise<void>;
  /** Without a person, and only by itself: renews in the last month of the certificate, else takes former ones out. */
  tend(): Promise<void>;
  /** Stops and forgets the administrator; what was done stays. */
  stop(): Promise<void>;
  close(): Promise<void>;
}
