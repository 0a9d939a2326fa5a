/** Whose photo a request is about, as the URL says it: nothing is looked up yet. */
export type DemoTarget =
  | { readonly kind: 'me' }
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'team'; readonly id: string }
  | { readonly kind: 'contact'; readonly ownerId?: string; readonly folderId?: string; readonly id: string };

/** Which part of a photo resource. `size` is the last path segment before `$value`, as sent. */
export type PhotoPart =
  | { readonly kind: 'metadata'; readonly size?: string }
  | { readonly kind: 'value'; readonly size?: string }
  | { readonly kind: 'sizes' };

/** What a path below the version means. */
export type DemoResource =
  | { readonly kind: 'photo'; readonly target: DemoTarget; readonly part: PhotoPart }
  | { readonly kind: 'object'; readonly target: DemoTarget }
  | { readonly kind: 'users' | 'users-delta' | 'groups' | 'photo-policy' }
  | { readonly kind: 'members'; readonly groupId: string }
  | { readonly kind: 'contacts' | 'contact-folders'; readonly ownerId?: string; readonly folderId?: string }
  /** App registrations, their presence in the tenant and consents, SharePoint sites; `segments` are the path's, decoded. */
  | {
      readonly kind: 'applications' | 'principals' | 'permission-grants' | 'sites';
      readonly segments: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly segment: string };

const keyed = /^(users|groups|teams|contacts|contactfolders|photos)\('(.*)'\)$/is;

/**
 * Splits and decodes a URL path. OData's key form `users('id')` is read like `users/id`, with doubled quotes undone.
 * `undefined` when a percent sequence is broken.
 */
export function pathSegments(pathname: string): readonly string[] | undefined {
  const segments: string[] = [];
  for (const raw of pathname.split('/').filter((part) => part !== '')) {
    let text: string;
    try {
      text = decodeURIComponent(raw);
    } catch {
      return undefined;
    }
    const key = keyed.exec(text);
    // Only in a collection's place: an id may itself look like a key.
    if (key !== null && !isIdPlace(segments)) segments.push(key[1] ?? '', (key[2] ?? '').replaceAll("''", "'"));
    else segments.push(text);
  }
  return segments;
}

function isIdPlace(before: readonly string[]): boolean {
  const last = before.at(-1)?.toLowerCase() ?? '';
  return ['users', 'groups', 'teams', 'contacts', 'contactfolders', 'photos'].includes(last);
}

function photoPart(segments: readonly string[]): PhotoPart | undefined {
  const [first, second, third, ...rest] = segments;
  const word = first?.toLowerCase();
  if (rest.length > 0) return undefined;
  if (word === 'photo') {
    if (second === undefined) return { kind: 'metadata' };
    return second === '$value' && third === undefined ? { kind: 'value' } : undefined;
  }
  if (word !== 'photos') return undefined;
  if (second === undefined) return { kind: 'sizes' };
  if (third === undefined) return { kind: 'metadata', size: second };
  return third === '$value' ? { kind: 'value', size: second } : undefined;
}

function below(target: DemoTarget, rest: readonly string[]): DemoResource {
  if (rest.length === 0) return { kind: 'object', target };
  const part = photoPart(rest);
  return part === undefined ? { kind: 'unknown', segment: rest[0] ?? '' } : { kind: 'photo', target, part };
}

function belowPerson(ownerId: string | undefined, rest: readonly string[]): DemoResource {
  const owner = ownerId === undefined ? {} : { ownerId };
  const word = rest[0]?.toLowerCase();
  if (word === 'contacts') {
    const id = rest[1];
    return id === undefined ? { kind: 'contacts', ...owner } : below({ kind: 'contact', ...owner, id }, rest.slice(2));
  }
  if (word === 'contactfolders') {
    const [, folderId, contacts, id] = rest;
    if (folderId === undefined) return { kind: 'contact-folders', ...owner };
    if (contacts?.toLowerCase() === 'childfolders' && id === undefined) {
      return { kind: 'contact-folders', ...owner, folderId };
    }
    if (contacts?.toLowerCase() !== 'contacts') return { kind: 'unknown', segment: contacts ?? folderId };
    if (id === undefined) return { kind: 'contacts', ...owner, folderId };
    return below({ kind: 'contact', ...owner, folderId, id }, rest.slice(4));
  }
  return below(ownerId === undefined ? { kind: 'me' } : { kind: 'user', id: ownerId }, rest);
}

/** `members` or `transitiveMembers`, all of them or cast to users; no group is in another here. */
function isMembers([first = '', cast, ...rest]: readonly string[]): boolean {
  if (!['members', 'transitivemembers'].includes(first.toLowerCase()) || rest.length > 0) return false;
  return cast === undefined || cast.toLowerCase() === 'microsoft.graph.user';
}

function administeredKind(first: string): 'applications' | 'principals' | 'permission-grants' | 'sites' | undefined {
  if (/^sites$/i.test(first)) return 'sites';
  if (/^applications(\(|$)/i.test(first)) return 'applications';
  if (/^servicePrincipals(\(|$)/i.test(first)) return 'principals';
  return /^oauth2PermissionGrants$/i.test(first) ? 'permission-grants' : undefined;
}

/** Reads the decoded segments below `/v1.0`, `/beta` or Outlook's roots. Words ignore case, ids keep theirs. */
export function demoResource(segments: readonly string[]): DemoResource {
  const [first = '', id, ...rest] = segments;
  const administered = administeredKind(first);
  if (administered !== undefined) return { kind: administered, segments };
  switch (first.toLowerCase()) {
    case 'me':
      return belowPerson(undefined, segments.slice(1));
    case 'users':
      if (id === undefined) return { kind: 'users' };
      return id.toLowerCase() === 'delta' && rest.length === 0 ? { kind: 'users-delta' } : belowPerson(id, rest);
    case 'groups':
      if (id === undefined) return { kind: 'groups' };
      return isMembers(rest) ? { kind: 'members', groupId: id } : below({ kind: 'group', id }, rest);
    case 'teams':
      return id === undefined ? { kind: 'unknown', segment: first } : below({ kind: 'team', id }, rest);
    case 'admin':
      if (segments.slice(1).join('/').toLowerCase() === 'people/photoupdatesettings') return { kind: 'photo-policy' };
  }
  return { kind: 'unknown', segment: first };
}
