import type { ConnectSheet } from '../../shared/connection.ts';
import type { StationConnection } from './connection.ts';
import { keyIdOf } from './registered-keys.ts';
import type { NeededPermission } from './registration.ts';
import { azureCliScript, powerShellScript, type ScriptCloud, type ScriptPlan } from './registration-scripts.ts';
import { certificateFacts } from './station-certificate.ts';

/** Where scripts sign in and find Graph. */
export interface SheetParts {
  readonly permissionsFor: (connection: StationConnection) => readonly NeededPermission[];
  /** What plans of a station take, whichever it is. */
  readonly ofAnyPlan: readonly NeededPermission[];
  readonly graphUrl: (connection: StationConnection) => string;
  /** Absent where the settings name endpoints. */
  readonly cloudNames: (connection: StationConnection) => ScriptCloud | undefined;
}

/** The sheet of the plan that was begun; `undefined` before one is. The private key is not in it. */
export function connectSheetOf(connection: StationConnection, parts: SheetParts): ConnectSheet | undefined {
  const record = connection.record();
  if (record === undefined) return undefined;
  const { certificatePem, uniqueName, registrationName: displayName, plan } = record;
  const facts = certificatePem === undefined ? undefined : certificateFacts(certificatePem);
  const filled: ScriptPlan = {
    uniqueName,
    displayName,
    isPublicClient: plan.way !== 'application',
    permissions: parts.permissionsFor(connection),
    ofAnyPlan: parts.ofAnyPlan,
    key: facts === undefined ? undefined : { derBase64: facts.derBase64, keyId: keyIdOf(facts.thumbprintSha256) },
    graphUrl: parts.graphUrl(connection),
    cloud: parts.cloudNames(connection),
  };
  return {
    registrationName: displayName,
    isPublicClient: filled.isPublicClient,
    permissions: filled.permissions.map(({ name, kind }) => ({ name, kind })),
    azureCli: azureCliScript(filled),
    powerShell: powerShellScript(filled),
    ...(certificatePem === undefined ? {} : { certificatePem }),
    ...(facts === undefined ? {} : { thumbprintSha256: facts.thumbprintSha256 }),
  };
}
