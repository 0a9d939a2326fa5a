import { graphAppId, type NeededPermission, registrationTag } from './registration.ts';

/** Names of a cloud for Azure CLI and for Microsoft Graph PowerShell. */
export interface ScriptCloud {
  readonly azure: string;
  readonly graph: string;
}

/** What a script is filled in with. */
export interface ScriptPlan {
  readonly uniqueName: string;
  readonly displayName: string;
  readonly isPublicClient: boolean;
  readonly permissions: readonly NeededPermission[];
  /** What plans of a station take; of this alone anything beyond `permissions` is taken back. */
  readonly ofAnyPlan: readonly NeededPermission[];
  /** The certificate's public part, and the id that the registration lists it under. */
  readonly key: { readonly derBase64: string; readonly keyId: string } | undefined;
  readonly graphUrl: string;
  /** Absent where the settings name endpoints. */
  readonly cloud: ScriptCloud | undefined;
}

/**
 * JSON of printable ASCII without apostrophes: nothing in it ends a shell's quotes, and it stays what it is whatever a file's or a
 * request's bytes are taken for. Windows PowerShell 5.1 takes a script without a mark for the system's code page, in which half of
 * a Cyrillic letter is a quotation mark (about_Character_Encoding, about_Quoting_Rules).
 */
function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^ -&(-~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An id, an address or a name of the project's own in single quotes, which both shells take for what it is. */
function quoted(text: string): string {
  if (!/^[ -&(-~]*$/.test(text)) throw new Error(`expected ASCII without apostrophes, actual ${text}`);
  return `'${text}'`;
}

/** An address as it is sent: in ASCII, and without the slash that paths begin with. */
const addressOf = (url: string): string => new URL(url).href.replaceAll("'", '%27').replace(/\/$/, '');

const namesOf = (permissions: readonly NeededPermission[], kind: NeededPermission['kind']) =>
  permissions.filter((one) => one.kind === kind).map(({ name }) => name);

/** What another plan may have left behind. */
const othersOf = ({ permissions, ofAnyPlan }: ScriptPlan, kind: NeededPermission['kind']) => {
  const wanted = namesOf(permissions, kind);
  return namesOf(ofAnyPlan, kind).filter((name) => !wanted.includes(name));
};

/** The registration as both scripts upsert it. */
function registrationJson({ displayName, isPublicClient, key }: ScriptPlan): string {
  const usage = { type: 'AsymmetricX509Cert', usage: 'Verify' };
  return plainJson({
    displayName,
    signInAudience: 'AzureADMyOrg',
    tags: [registrationTag],
    isFallbackPublicClient: isPublicClient,
    ...(key === undefined ? {} : { keyCredentials: [{ keyId: key.keyId, ...usage, key: key.derBase64 }] }),
  });
}

/**
 * Azure CLI: the same calls as the station makes, upserted by the same unique name, and of what plans take exactly this one's, so
 * that running it twice changes nothing. Whatever cannot be read ends it. Prints the two ids to type back. In parentheses: pasted,
 * it ends itself and not the shell.
 */
export function azureCliScript(plan: ScriptPlan): string {
  const { cloud } = plan;
  return [
    '#!/bin/sh',
    '(',
    'set -eu',
    // Some of a cloud's addresses are not among those that Azure CLI knows a token for (Microsoft Graph for the US DoD).
    'graph() { HOW=$1; WHERE=$2; shift 2; az rest --only-show-errors --resource "$GRAPH" --method "$HOW" --url "$GRAPH/v1.0$WHERE" "$@" </dev/null; }',
    `fail() { echo "$1" >&2; exit 1; }`,
    ...(cloud === undefined ? [] : [`az cloud set --name ${cloud.azure}`]),
    'az account show >/dev/null 2>&1 || az login --allow-no-subscriptions >/dev/null',
    `GRAPH=${quoted(addressOf(plan.graphUrl))}`,
    `NAME=${quoted(plan.uniqueName)}`,
    `graph patch "/applications(uniqueName='$NAME')" ${json} Prefer=create-if-missing \\\n  --body '${registrationJson(plan)}' >/dev/null`,
    `APP=$(graph get "/applications(uniqueName='$NAME')" --query appId -o tsv)`,
    `graph get "/servicePrincipals(appId='$APP')" >/dev/null 2>&1 ||\n  graph post /servicePrincipals ${json} --body "{\\"appId\\":\\"$APP\\"}" >/dev/null`,
    "SP=''",
    'for TRY in 1 2 3 4 5 6; do',
    `  SP=$(graph get "/servicePrincipals(appId='$APP')" --query id -o tsv 2>/dev/null) && break || sleep 5`,
    'done',
    '[ -n "$SP" ] || fail "The directory does not show the service principal of $APP yet. Run this script again in a minute."',
    `GRAPHSP=$(graph get "/servicePrincipals(appId='${graphAppId}')" --query id -o tsv)`,
    ...azureRoles(namesOf(plan.permissions, 'application'), othersOf(plan, 'application')),
    ...azureScopes(namesOf(plan.permissions, 'delegated'), othersOf(plan, 'delegated')),
    `echo "Directory (tenant) ID:   $(az account show --query tenantId -o tsv)"`,
    'echo "Application (client) ID: $APP"',
    ')',
    '',
  ].join('\n');
}

const json = '--headers Content-Type=application/json';

function azureRoles(roles: readonly string[], others: readonly string[]): readonly string[] {
  const path = `"/servicePrincipals/$SP/appRoleAssignments"`;
  return [
    `HELD=$(graph get ${path} --query "value[?resourceId=='$GRAPHSP'].[id,appRoleId]" -o tsv)`,
    ...roles.flatMap((role) => [
      `ROLE=$(graph get "/servicePrincipals/$GRAPHSP" --query "appRoles[?value==${quoted(role)}].id | [0]" -o tsv)`,
      `[ -n "$ROLE" ] || fail "This directory has no permission ${role}."`,
      `case "$HELD" in *"$ROLE"*) ;; *) graph post ${path} ${json} \\\n  --body "{\\"principalId\\":\\"$SP\\",\\"resourceId\\":\\"$GRAPHSP\\",\\"appRoleId\\":\\"$ROLE\\"}" >/dev/null ;; esac`,
    ]),
    ...(others.length === 0
      ? []
      : [
          // Left by another plan. What somebody granted for another purpose, as for a shared list, stays. No word of this in the
          // script: a shell that it is pasted into may not know comments.
          `OTHERS=$(graph get "/servicePrincipals/$GRAPHSP" --query "appRoles[?${others.map((role) => `value==${quoted(role)}`).join(' || ')}].id" -o tsv)`,
          `printf '%s\\n' "$HELD" | while read -r ID ROLE; do`,
          `  case "$OTHERS" in *"\${ROLE:-none}"*) graph delete "/servicePrincipals/$SP/appRoleAssignments/$ID" >/dev/null ;; esac`,
          'done',
        ]),
  ];
}

function azureScopes(scopes: readonly string[], others: readonly string[]): readonly string[] {
  if (scopes.length === 0) return [];
  const ours = ` ${[...scopes, ...others].join(' ')} `;
  const grant = (field: string) =>
    `$(graph get "/oauth2PermissionGrants?\\$filter=clientId%20eq%20'$SP'" \\\n  --query "value[?resourceId=='$GRAPHSP' && consentType=='AllPrincipals'].${field} | [0]" -o tsv)`;
  return [
    `GRANT=${grant('id')}`,
    `SCOPE=${quoted(scopes.join(' '))}`,
    'if [ -n "$GRANT" ]; then',
    `  GRANTED=${grant('scope')}`,
    // Of a command's output every shell makes words, of a variable not all do.
    `  for ONE in $(printf '%s' "$GRANTED"); do`,
    `    case ${quoted(ours)} in *" $ONE "*) ;; *) SCOPE="$SCOPE $ONE" ;; esac`,
    '  done',
    `  graph patch "/oauth2PermissionGrants/$GRANT" ${json} --body "{\\"scope\\":\\"$SCOPE\\"}" >/dev/null`,
    'else',
    `  graph post /oauth2PermissionGrants ${json} \\\n  --body "{\\"clientId\\":\\"$SP\\",\\"consentType\\":\\"AllPrincipals\\",\\"resourceId\\":\\"$GRAPHSP\\",\\"scope\\":\\"$SCOPE\\"}" >/dev/null`,
    'fi',
  ];
}

/** A list of PowerShell. */
const listed = (names: readonly string[]): string => `@(${names.map(quoted).join(', ')})`;

/**
 * PowerShell with the module Microsoft.Graph.Authentication; the same calls. In one block: pasted, what follows a failure is not
 * run. The administrator's sign-in is this process's alone.
 */
export function powerShellScript(plan: ScriptPlan): string {
  const roles = namesOf(plan.permissions, 'application');
  const scopes = namesOf(plan.permissions, 'delegated');
  const asked = [
    'Application.ReadWrite.All',
    'AppRoleAssignment.ReadWrite.All',
    ...(scopes.length === 0 ? [] : ['DelegatedPermissionGrant.ReadWrite.All']),
  ];
  const environment = plan.cloud === undefined ? '' : ` -Environment ${plan.cloud.graph}`;
  const send = (method: string, path: string, body: string) =>
    `Invoke-MgGraphRequest -Method ${method} -Uri ${path} -ContentType 'application/json' -Body ${body}`;
  const read = (path: string) => `(Invoke-MgGraphRequest -Method GET -Uri ${path})`;
  return [
    '#Requires -Modules Microsoft.Graph.Authentication',
    '& {',
    "$ErrorActionPreference = 'Stop'",
    `Connect-MgGraph${environment} -ContextScope Process -NoWelcome -Scopes ${asked.map(quoted).join(', ')}`,
    `$path = "/v1.0/applications(uniqueName=${quoted(plan.uniqueName)})"`,
    `$body = '${registrationJson(plan)}'`,
    `${send('PATCH', '$path', '$body')} -Headers @{ Prefer = 'create-if-missing' } | Out-Null`,
    `$app = ${read('$path')}.appId`,
    '$spPath = "/v1.0/servicePrincipals(appId=\'$app\')"',
    `try { ${read('$spPath')} | Out-Null } catch { ${send('POST', "'/v1.0/servicePrincipals'", '(@{ appId = $app } | ConvertTo-Json)')} | Out-Null }`,
    `$sp = $null; foreach ($try in 1..6) { try { $sp = ${read('$spPath')}.id; break } catch { Start-Sleep -Seconds 5 } }`,
    'if (-not $sp) { throw "The directory does not show the service principal of $app yet. Run this script again in a minute." }',
    `$graph = Invoke-MgGraphRequest -Method GET -Uri "/v1.0/servicePrincipals(appId='${graphAppId}')"`,
    '$heldPath = "/v1.0/servicePrincipals/$sp/appRoleAssignments"',
    `$held = @(${read('$heldPath')}.value | Where-Object { $_.resourceId -eq $graph.id })`,
    `foreach ($value in ${listed(roles)}) {`,
    '  $role = ($graph.appRoles | Where-Object { $_.value -eq $value }).id',
    '  if (-not $role) { throw "This directory has no permission $value." }',
    '  if (@($held | ForEach-Object { $_.appRoleId }) -notcontains $role) {',
    `    ${send('POST', '$heldPath', '(@{ principalId = $sp; resourceId = $graph.id; appRoleId = $role } | ConvertTo-Json)')} | Out-Null`,
    '  }',
    '}',
    `$others = @($graph.appRoles | Where-Object { ${listed(othersOf(plan, 'application'))} -contains $_.value } | ForEach-Object { $_.id })`,
    'foreach ($extra in $held) {',
    '  if ($others -contains $extra.appRoleId) { Invoke-MgGraphRequest -Method DELETE -Uri "$heldPath/$($extra.id)" | Out-Null }',
    '}',
    ...(scopes.length === 0
      ? []
      : [
          `$grant = ${read('"/v1.0/oauth2PermissionGrants?`$filter=clientId eq \'$sp\'"')}.value | Where-Object { $_.resourceId -eq $graph.id -and $_.consentType -eq 'AllPrincipals' }`,
          `$kept = @("$($grant.scope)" -split ' ' | Where-Object { $_ -and ${listed([...scopes, ...othersOf(plan, 'delegated')])} -notcontains $_ })`,
          `$scope = (${listed(scopes)} + $kept) -join ' '`,
          `if ($grant) { ${send('PATCH', '"/v1.0/oauth2PermissionGrants/$($grant.id)"', '(@{ scope = $scope } | ConvertTo-Json)')} | Out-Null }`,
          `else { ${send('POST', "'/v1.0/oauth2PermissionGrants'", "(@{ clientId = $sp; consentType = 'AllPrincipals'; resourceId = $graph.id; scope = $scope } | ConvertTo-Json)")} | Out-Null }`,
        ]),
    'Write-Output "Directory (tenant) ID:   $((Get-MgContext).TenantId)"',
    'Write-Output "Application (client) ID: $app"',
    'Disconnect-MgGraph | Out-Null',
    '}',
    '',
  ].join('\n');
}
