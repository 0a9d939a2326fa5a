import { ResponseType } from '@microsoft/microsoft-graph-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoClientSecret } from '../../../electron/demo/registrations.ts';
import type { Target } from '../../../shared/target.ts';
import { sampleClientId } from '../../sample-client-id.ts';
import { meanDifference, openSignedInTenant, picture, type SignedInTenant } from './signed-in-tenant.ts';

let demo: SignedInTenant;
beforeAll(async () => {
  demo = await openSignedInTenant();
});
afterAll(() => demo.close());

async function blobBytes(value: unknown): Promise<Uint8Array> {
  return value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(await (value as Blob).arrayBuffer());
}

const aoi = 'aoi.tanaka@tidewater.example';
interface Slot {
  readonly name: string;
  readonly path: () => string;
  readonly target: () => Target;
  readonly token: () => string;
  readonly canDelete: boolean;
}

function contact(isInFolder: boolean): { ownerId: string; folderId?: string; id: string } {
  const ownerId = demo.tenant.directory.person(aoi)?.id ?? '';
  const folderId = demo.tenant.directory.contactFolders(ownerId)[0]?.id ?? '';
  const found = demo.tenant.directory.contacts(ownerId, isInFolder ? folderId : undefined)[0];
  return { ownerId, id: found?.id ?? '', ...(isInFolder ? { folderId } : {}) };
}
const groupId = (isTeam: boolean) => demo.tenant.directory.groups.find((group) => group.isTeam === isTeam)?.id ?? '';
const encoded = (text: string) => encodeURIComponent(text);

const slots: readonly Slot[] = [
  { name: 'me', path: () => '/me', target: () => ({ kind: 'me' }), token: () => demo.personToken, canDelete: true },
  {
    name: 'a user by name',
    path: () => `/users/${encoded(aoi)}`,
    target: () => ({ kind: 'user', user: aoi }),
    token: () => demo.applicationToken,
    canDelete: true,
  },
  {
    name: 'a user with a plus sign, as an administrator',
    path: () => `/users/${encoded('ines.goncalves+press@tidewater.example')}`,
    target: () => ({ kind: 'user', user: 'ines.goncalves+press@tidewater.example' }),
    token: () => demo.personToken,
    canDelete: true,
  },
  {
    name: 'a group',
    path: () => `/groups/${groupId(false)}`,
    target: () => ({ kind: 'group', groupId: groupId(false) }),
    token: () => demo.personToken,
    canDelete: true,
  },
  {
    name: 'a team',
    path: () => `/teams/${groupId(true)}`,
    target: () => ({ kind: 'team', teamId: groupId(true) }),
    token: () => demo.personToken,
    canDelete: false,
  },
  {
    name: 'a contact',
    path: () => `/users/${contact(false).ownerId}/contacts/${encoded(contact(false).id)}`,
    target: () => ({ kind: 'contact', owner: contact(false).ownerId, contactId: contact(false).id }),
    token: () => demo.applicationToken,
    canDelete: false,
  },
  {
    name: 'a contact in a folder',
    path: () => {
      const { ownerId, folderId = '', id } = contact(true);
      return `/users/${ownerId}/contactFolders/${encoded(folderId)}/contacts/${encoded(id)}`;
    },
    target: () => {
      const { ownerId, folderId = '', id } = contact(true);
      return { kind: 'contact', owner: ownerId, folderId, contactId: id };
    },
    token: () => demo.applicationToken,
    canDelete: false,
  },
];

describe('Microsoft’s own client sees what ours sees', () => {
  it.each(slots)('$name: what we put, it reads', async ({ path, target, token }) => {
    const api = demo.ours('v1.0', token());
    const jpeg = await picture('astronaut');
    const sight = await api.lookAtSlot(target());
    const outcome = await api.put(target(), jpeg, { priority: 'high' });
    expect(outcome.report).toMatchObject({ kind: 'accepted' });

    const theirs = demo.microsofts(token());
    const metadata = (await theirs.api(`${path()}/photo`).get()) as Record<string, unknown>;
    const mine = await api.readMetadata(target());
    expect(mine).toMatchObject({
      kind: 'ok',
      value: {
        kind: 'photo',
        widthPx: metadata.width,
        heightPx: metadata.height,
        eTag: metadata['@odata.mediaEtag'],
      },
    });
    const bytes = await blobBytes(
      await theirs.api(`${path()}/photo/$value`).responseType(ResponseType.ARRAYBUFFER).get(),
    );
    const value = await api.readValue(target());
    expect(value.kind === 'ok' && value.value.kind === 'photo' && Buffer.from(value.value.bytes).equals(bytes)).toBe(
      true,
    );

    const list = (await theirs.api(`${path()}/photos`).get()) as { value: { width: number }[] };
    const sizes = await api.listSizes(target());
    expect(sizes.kind === 'ok' && sizes.value.map((size) => size.widthPx)).toEqual(
      list.value.map((size) => size.width),
    );
    const receipt = await api.confirm(target(), { jpeg, ...(sight.kind === 'ok' ? { before: sight.value } : {}) });
    expect(receipt).toMatchObject({ kind: 'confirmed', widthPx: 648 });
  });

  it.each(slots)('$name: what it puts, we read', async ({ path, target, token }) => {
    const jpeg = await picture('coffee', 504);
    await demo.microsofts(token()).api(`${path()}/photo/$value`).header('Content-Type', 'image/jpeg').put(jpeg);
    const api = demo.ours('v1.0', token());
    expect(await api.readMetadata(target())).toMatchObject({ value: { kind: 'photo', widthPx: 504 } });
    const value = await api.readValue(target());
    const bytes = value.kind === 'ok' && value.value.kind === 'photo' ? value.value.bytes : new Uint8Array();
    expect(await meanDifference(bytes, jpeg)).toBeLessThan(4);
    // 504 pixels are stored, so there is no 648, and for display the largest stands in.
    expect(await api.readSize(target(), 648)).toMatchObject({ value: { kind: 'no-photo' } });
    expect(await api.readForDisplay(target(), 600)).toMatchObject({ value: { kind: 'photo' } });
    expect(await api.readSize(target(), 48)).toMatchObject({ value: { kind: 'photo' } });
  });

  it.each(slots)(
    '$name: what one deletes is gone for the other, where it can be deleted',
    async ({ path, target, token, canDelete }) => {
      const api = demo.ours('v1.0', token());
      const theirs = demo.microsofts(token());
      if (!canDelete) {
        expect(await api.delete(target())).toMatchObject({
          error: { kind: 'unsupported', report: { code: 'delete-not-in-api' } },
        });
        return;
      }
      expect(await api.delete(target())).toEqual({ kind: 'ok', value: 'deleted' });
      await expect(theirs.api(`${path()}/photo`).get()).rejects.toMatchObject({ statusCode: 404 });
      expect(await api.readMetadata(target())).toEqual({ kind: 'ok', value: { kind: 'no-photo' } });
      expect(await api.readValue(target())).toEqual({ kind: 'ok', value: { kind: 'no-photo' } });
      const jpeg = await picture('chelsea');
      expect((await api.put(target(), jpeg, { priority: 'low' })).kind).toBe('accepted');
      await theirs.api(`${path()}/photo/$value`).delete();
      expect(await api.readMetadata(target())).toEqual({ kind: 'ok', value: { kind: 'no-photo' } });
    },
  );

  it('on beta as on v1.0', async () => {
    const target: Target = { kind: 'user', user: aoi };
    expect(
      (await demo.ours('beta', demo.applicationToken).put(target, await picture('chelsea'), { priority: 'low' })).kind,
    ).toBe('accepted');
    const metadata = (await demo
      .microsofts(demo.applicationToken, 'beta')
      .api(`/users/${encoded(aoi)}/photo`)
      .get()) as { width: number };
    expect(metadata.width).toBe(648);
  });
});

describe('the Outlook API', () => {
  it.each(['outlook-v2.0', 'outlook-beta'] as const)('%s writes and reads a user’s photo', async (api) => {
    const scope = 'https://outlook.office.com/.default';
    const token = await demo.tokenFor({
      client_id: sampleClientId('excess'),
      client_secret: demoClientSecret,
      grant_type: 'client_credentials',
      scope,
    });
    const client = demo.ours(api, token);
    const target: Target = { kind: 'user', user: aoi };
    const jpeg = await picture(api === 'outlook-beta' ? 'chelsea' : 'astronaut');
    const sight = await client.lookAtSlot(target);
    const before = sight.kind === 'ok' ? { before: sight.value } : {};
    expect((await client.put(target, jpeg, { priority: 'high' })).report).toMatchObject({ kind: 'accepted' });
    expect(await client.readMetadata(target)).toMatchObject({ value: { kind: 'photo', widthPx: 648 } });
    expect(await client.confirm(target, { jpeg, ...before })).toMatchObject({ kind: 'confirmed' });
    const sizes = await client.listSizes(target);
    if (api === 'outlook-beta') expect(sizes.kind === 'ok' && sizes.value.length).toBe(9);
    else expect(sizes).toMatchObject({ error: { report: { code: 'sizes-not-in-api' } } });
    // The 1×1 GIF is no photo, neither as metadata nor as a picture.
    await demo.ours('v1.0', demo.applicationToken).delete(target);
    expect(await client.readMetadata(target)).toEqual({ kind: 'ok', value: { kind: 'no-photo' } });
    expect(await client.readValue(target)).toEqual({ kind: 'ok', value: { kind: 'no-photo' } });
  });
});
