import type { ConnectSheet } from '../../shared/connection.ts';
import type { StationConnection } from './connection.ts';
import { keyIdOf } from './registered-keys.ts';
import { graphAppId, type NeededPermission, registrationTag } from './registration.ts';
import { certificateFacts } from './station-certificate.ts';

/** Where scripts sign in and find Graph. */
export interface SheetParts {
  readonly permissionsFor: (connection: StationConnection) => readonly NeededPermission[];
  readonly graphUrl: (connection: StationConnection) => string;
  /** Names of the cloud for Azure CLI and Microsoft Graph PowerShell; absent where the settings name endpoints. */
  readonly cloudNames: (
    connection: StationConnection,
  ) => { readonly azure: string; readonly graph: string } | undefined;
}

/** Text in single quotes of a POSIX shell. */
const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** Text in single quotes of PowerShell. */
const powerQuoted = (text: string): string => `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;

interface Filled {
  readonly uniqueName: string;
  readonly displayName: string;
  readonly isPublicClient: boolean;
  readonly permissions: readonly NeededPermission[];
  readonly certificateBase64: string | undefined;
  readonly keyId: string | undefined;
  readonly graphUrl: string;
  readonly cloud: ReturnType<SheetParts['cloudNames']>;
}

const isApplication = ({ kind }: NeededPermission): boolean => kind === 'application';

/**
 * Azure CLI: the same calls as the station makes, upserted by the same unique name, so that running it twice changes
 * nothing. Prints the two ids to type back.
 */
function azureCli(filled: Filled): string {
  const { uniqueName, displayName, isPublicClient, permissions, certificateBase64, graphUrl, cloud } = filled;
  const roles = permissions.filter(isApplication).map(({ name }) => name);
  const scopes = permissions.filter((one) => !isApplication(one)).map(({ name }) => name);
  const body = {
    displayName,
    signInAudience: 'AzureADMyOrg',
    tags: [registrationTag],
    isFallbackPublicClient: isPublicClient,
  };
  const key =
    certificateBase64 === undefined
      ? undefined
      : [{ keyId: filled.keyId, type: 'AsymmetricX509Cert', usage: 'Verify', key: certificateBase64 }];
  const whole = JSON.stringify(key === undefined ? body : { ...body, keyCredentials: key });
  const rest = (method: string, path: string, more = '') =>
    `az rest --only-show-errors --method ${method} --url "$GRAPH/v1.0${path}"${more}`;
  const json = `--headers Content-Type=application/json`;
  return [
    '#!/bin/sh',
    'set -eu',
    ...(cloud === undefined ? [] : [`az cloud set --name ${cloud.azure}`]),
    'az account show >/dev/null 2>&1 || az login --allow-no-subscriptions >/dev/null',
    `GRAPH=${shellQuoted(graphUrl)}`,
    `NAME=${shellQuoted(uniqueName)}`,
    rest(
      'patch',
      `/applications(uniqueName='$NAME')`,
      ` \\\n  --headers Content-Type=application/json Prefer=create-if-missing \\\n  --body ${shellQuoted(whole)} >/dev/null`,
    ),
    `APP=$(${rest('get', `/applications(uniqueName='$NAME')`, ' --query appId -o tsv')})`,
    `${rest('get', `/servicePrincipals(appId='$APP')`, ' >/dev/null 2>&1')} || \\\n  ${rest('post', '/servicePrincipals', ` ${json} --body "{\\"appId\\":\\"$APP\\"}" >/dev/null`)}`,
    'for TRY in 1 2 3 4 5 6; do',
    `  SP=$(${rest('get', `/servicePrincipals(appId='$APP')`, ' --query id -o tsv 2>/dev/null')}) && break || sleep 5`,
    'done',
    `GRAPHSP=$(${rest('get', `/servicePrincipals(appId='${graphAppId}')`, ' --query id -o tsv')})`,
    ...roles.flatMap((role) => [
      `ROLE=$(${rest('get', `/servicePrincipals/$GRAPHSP`, ` --query "appRoles[?value=='${role}'].id | [0]" -o tsv`)})`,
      `${rest('get', '/servicePrincipals/$SP/appRoleAssignments', ` --query "value[].appRoleId" -o tsv`)} | grep -q "$ROLE" || \\\n  ${rest('post', '/servicePrincipals/$SP/appRoleAssignments', ` ${json} \\\n  --body "{\\"principalId\\":\\"$SP\\",\\"resourceId\\":\\"$GRAPHSP\\",\\"appRoleId\\":\\"$ROLE\\"}" >/dev/null`)}`,
    ]),
    ...(scopes.length === 0
      ? []
      : [
          `${rest('get', `/oauth2PermissionGrants?\\$filter=clientId%20eq%20'$SP'`, ` --query "value[].scope" -o tsv`)} | grep -q . || \\\n  ${rest('post', '/oauth2PermissionGrants', ` ${json} \\\n  --body "{\\"clientId\\":\\"$SP\\",\\"consentType\\":\\"AllPrincipals\\",\\"resourceId\\":\\"$GRAPHSP\\",\\"scope\\":\\"${scopes.join(' ')}\\"}" >/dev/null`)}`,
        ]),
    `echo "Directory (tenant) ID:   $(az account show --query tenantId -o tsv)"`,
    'echo "Application (client) ID: $APP"',
    '',
  ].join('\n');
}

/** PowerShell with the module Microsoft.Graph.Authentication; the same calls. */
function powerShell(filled: Filled): string {
  const { uniqueName, displayName, isPublicClient, permissions, certificateBase64, cloud } = filled;
  const roles = permissions.filter(isApplication).map(({ name }) => name);
  const scopes = permissions.filter((one) => !isApplication(one)).map(({ name }) => name);
  const asked = [
    'Application.ReadWrite.All',
    ...(roles.length === 0 ? [] : ['AppRoleAssignment.ReadWrite.All']),
    ...(scopes.length === 0 ? [] : ['DelegatedPermissionGrant.ReadWrite.All']),
  ];
  const environment = cloud === undefined ? '' : ` -Environment ${cloud.graph}`;
  const key =
    certificateBase64 === undefined
      ? ''
      : `\n$body.keyCredentials = @(@{ keyId = '${filled.keyId}'; type = 'AsymmetricX509Cert'; usage = 'Verify'; key = '${certificateBase64}' })`;
  return [
    "$ErrorActionPreference = 'Stop'",
    `Connect-MgGraph${environment} -NoWelcome -Scopes ${asked.map(powerQuoted).join(', ')}`,
    `$name = ${powerQuoted(uniqueName)}`,
    `$body = @{ displayName = ${powerQuoted(displayName)}; signInAudience = 'AzureADMyOrg'; tags = @('${registrationTag}'); isFallbackPublicClient = $${isPublicClient} }${key}`,
    `$path = "/v1.0/applications(uniqueName='$name')"`,
    "Invoke-MgGraphRequest PATCH $path -Headers @{ Prefer = 'create-if-missing' } -Body ($body | ConvertTo-Json -Depth 5) -ContentType 'application/json' | Out-Null",
    '$app = (Invoke-MgGraphRequest GET $path).appId',
    '$spPath = "/v1.0/servicePrincipals(appId=\'$app\')"',
    "try { Invoke-MgGraphRequest GET $spPath | Out-Null } catch { Invoke-MgGraphRequest POST '/v1.0/servicePrincipals' -Body @{ appId = $app } | Out-Null }",
    '$sp = $null; foreach ($try in 1..6) { try { $sp = (Invoke-MgGraphRequest GET $spPath).id; break } catch { Start-Sleep 5 } }',
    `$graph = Invoke-MgGraphRequest GET "/v1.0/servicePrincipals(appId='${graphAppId}')"`,
    '$held = (Invoke-MgGraphRequest GET "/v1.0/servicePrincipals/$sp/appRoleAssignments").value.appRoleId',
    ...(roles.length === 0
      ? []
      : [
          `foreach ($value in ${roles.map(powerQuoted).join(', ')}) {`,
          '  $role = ($graph.appRoles | Where-Object value -eq $value).id',
          '  if ($held -notcontains $role) { Invoke-MgGraphRequest POST "/v1.0/servicePrincipals/$sp/appRoleAssignments" -Body @{ principalId = $sp; resourceId = $graph.id; appRoleId = $role } | Out-Null }',
          '}',
        ]),
    ...(scopes.length === 0
      ? []
      : [
          '$grants = (Invoke-MgGraphRequest GET "/v1.0/oauth2PermissionGrants?`$filter=clientId eq \'$sp\'").value',
          `if (-not $grants) { Invoke-MgGraphRequest POST '/v1.0/oauth2PermissionGrants' -Body @{ clientId = $sp; consentType = 'AllPrincipals'; resourceId = $graph.id; scope = ${powerQuoted(scopes.join(' '))} } | Out-Null }`,
        ]),
    'Write-Output "Directory (tenant) ID:   $((Get-MgContext).TenantId)"',
    'Write-Output "Application (client) ID: $app"',
    'Disconnect-MgGraph | Out-Null',
    '',
  ].join('\n');
}

/** The sheet of the plan that was begun; `undefined` before one is. The private key is not in it. */
export function connectSheetOf(connection: StationConnection, parts: SheetParts): ConnectSheet | undefined {
  const record = connection.record();
  if (record === undefined) return undefined;
  const { certificatePem, uniqueName, registrationName: displayName, plan } = record;
  const facts = certificatePem === undefined ? undefined : certificateFacts(certificatePem);
  const filled: Filled = {
    uniqueName,
    displayName,
    isPublicClient: plan.way !== 'application',
    permissions: parts.permissionsFor(connection),
    certificateBase64: facts?.derBase64,
    keyId: facts === undefined ? undefined : keyIdOf(facts.thumbprintSha256),
    graphUrl: parts.graphUrl(connection),
    cloud: parts.cloudNames(connection),
  };
  return {
    registrationName: displayName,
    isPublicClient: filled.isPublicClient,
    permissions: filled.permissions.map(({ name, kind }) => ({ name, kind })),
    azureCli: azureCli(filled),
    powerShell: powerShell(filled),
    ...(certificatePem === undefined ? {} : { certificatePem }),
    ...(facts === undefined ? {} : { thumbprintSha256: facts.thumbprintSha256 }),
  };
}
