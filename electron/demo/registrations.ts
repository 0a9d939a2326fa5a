/** A secret of an app registration. Expired ones answer AADSTS7000222. */
interface RegistrationSecret {
  readonly value: string;
  readonly isExpired?: true;
}

/** An app registration of the demo tenant: what it may do, and how it may sign in. */
export interface Registration {
  readonly clientId: string;
  readonly name: string;
  readonly secrets: readonly RegistrationSecret[];
  /** Application permissions with admin consent: the token's `roles`. */
  readonly roles: readonly string[];
  /** Delegated permissions with consent: the token's `scp`. */
  readonly scopes: readonly string[];
  /** Public clients sign people in without a secret: device code, and authorisation code with PKCE. */
  readonly isPublicClient: boolean;
}

/** The kiosk's own registration in the demo tenant. */
export const demoClientId = 'de300000-7e4a-4c1d-8f00-0000000000a1';
/** The demo registration's secret. It opens nothing but the demo tenant. */
export const demoClientSecret = 'demo-secret-opens-only-the-demo-tenant';

/** Microsoft's own public client for administration, the same id in every tenant. */
export const commandLineToolsId = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

const kioskScopes = ['User.ReadWrite', 'User.ReadBasic.All', 'ProfilePhoto.ReadWrite.All'];

/** The kiosk's registration and others that teach: too little, too much, everything that the photo API knows. */
export const sampleRegistrations: readonly Registration[] = [
  {
    clientId: commandLineToolsId,
    name: 'Microsoft Graph Command Line Tools',
    secrets: [],
    roles: [],
    scopes: [
      'Application.ReadWrite.All',
      'AppRoleAssignment.ReadWrite.All',
      'DelegatedPermissionGrant.ReadWrite.All',
      'Sites.FullControl.All',
      'User.Read',
    ],
    isPublicClient: true,
  },
  {
    clientId: demoClientId,
    name: 'Photo kiosk',
    secrets: [{ value: demoClientSecret }, { value: 'demo-secret-of-last-year', isExpired: true }],
    roles: [
      'ProfilePhoto.ReadWrite.All',
      'User.Read.All',
      'GroupMember.Read.All',
      'TeamSettings.ReadWrite.All',
      'Contacts.ReadWrite',
      'Lists.SelectedOperations.Selected',
    ],
    scopes: kioskScopes,
    isPublicClient: true,
  },
  {
    clientId: 'de300000-7e4a-4c1d-8f00-0000000000a2',
    name: 'Kiosk that may only look',
    secrets: [{ value: demoClientSecret }],
    roles: ['User.ReadBasic.All'],
    scopes: ['User.Read', 'User.ReadBasic.All'],
    isPublicClient: true,
  },
  {
    clientId: 'de300000-7e4a-4c1d-8f00-0000000000a3',
    name: 'Kiosk with more than it needs',
    secrets: [{ value: demoClientSecret }],
    roles: ['User.ReadWrite.All', 'ProfilePhoto.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    scopes: [...kioskScopes, 'User.ReadWrite.All', 'Directory.AccessAsUser.All'],
    isPublicClient: true,
  },
  {
    clientId: 'de300000-7e4a-4c1d-8f00-0000000000a4',
    name: 'Every photo slot',
    secrets: [{ value: demoClientSecret }],
    roles: [
      'ProfilePhoto.ReadWrite.All',
      'User.Read.All',
      'Group.Read.All',
      'Contacts.ReadWrite',
      'PeopleSettings.Read.All',
    ],
    scopes: [
      ...kioskScopes,
      'TeamSettings.ReadWrite.All',
      'Group.Read.All',
      'Contacts.ReadWrite',
      'PeopleSettings.Read.All',
    ],
    isPublicClient: true,
  },
  {
    clientId: 'de300000-7e4a-4c1d-8f00-0000000000a5',
    name: 'Without admin consent',
    secrets: [{ value: demoClientSecret }],
    roles: [],
    scopes: [],
    isPublicClient: true,
  },
];
