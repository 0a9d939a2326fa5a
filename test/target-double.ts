import type { KioskHandlers } from '../shared/contract.ts';
import { ok } from '../shared/result.ts';
import type { TargetCard } from '../shared/target-card.ts';
import { sampleJob, sha256Hex } from './kiosk-double.ts';

const groups: readonly TargetCard[] = [
  { id: 'group:1', displayName: 'Design studio', more: 'design-studio@contoso.com', isTeam: true },
  { id: 'group:2', displayName: '海洋観測プロジェクト準備室', more: 'kaiyo@contoso.com' },
  {
    id: 'group:3',
    displayName: 'Instrument calibration and documentation working group, northern plants',
    more: 'instrument-calibration-and-documentation@contoso.com',
  },
];

/** Handlers for made-up groups, teams and contacts: groups may perhaps be changed, teams cannot, contacts can. */
export function targetHandlers(drawPicture: () => Promise<Uint8Array>): Partial<KioskHandlers> {
  return {
    'targets.look': async ({ targetId }) => {
      const shown = groups.find(({ id }) => id === targetId);
      return ok({
        ...(shown === undefined ? {} : { shown }),
        abilities: [
          { kind: 'group', can: 'perhaps', lack: 'person', permission: 'ProfilePhoto.ReadWrite.All' },
          {
            ...{ kind: 'team', can: 'no', lack: 'permission', permission: 'TeamSettings.ReadWrite.All' },
            findPermission: 'GroupMember.Read.All',
          },
          { kind: 'contact', can: 'yes', permission: 'Contacts.ReadWrite' },
        ],
        contactsOf: 'chosen',
      });
    },
    'targets.find': async ({ kind, query }) => {
      const meant = groups.filter(
        ({ displayName, isTeam }) =>
          displayName.toLowerCase().includes(query.toLowerCase()) && (kind === 'group' || isTeam === true),
      );
      const targets = meant.map((card) =>
        kind === 'group' ? card : { ...card, id: card.id.replace('group', 'team') },
      );
      return ok({ targets, isWhole: false });
    },
    'targets.contacts': async () =>
      ok({
        targets: [{ id: 'contact:1//a', displayName: 'Paper mill', more: 'paper@northwind.example' }],
        isWhole: true,
      }),
    'targets.photo': async ({ targetId }) => ok(targetId.endsWith('1') ? { photo: await drawPicture() } : {}),
    'targets.save': async ({ targetId, capture }) => {
      const sha256 = await sha256Hex(capture);
      const personName = groups.find(({ id }) => id === targetId)?.displayName ?? 'Paper mill';
      const job = sampleJob({ id: 'target-job', target: targetId, personName });
      return ok({ job, captureSha256: sha256, photoSha256: sha256, photo: await drawPicture() });
    },
  };
}
