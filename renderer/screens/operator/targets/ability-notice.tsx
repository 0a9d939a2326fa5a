import { useTranslation } from 'react-i18next';
import type { TargetAbility } from '../../../../shared/target-contract.ts';
import { useSnapshot } from '../../../store/kiosk-context.tsx';
import { Notice } from '../queue-summary.tsx';
import { whyUnknown } from './finding.ts';

/** What the station's token cannot do with these photos, or perhaps cannot: told before one is chosen. */
export function AbilityNotice({ ability }: { readonly ability: TargetAbility }) {
  const { t } = useTranslation();
  const { lack, findPermission } = ability;
  const words = useAbilityWords(ability);
  return (
    <>
      {words === undefined ? null : <Notice kind="ability">{words}</Notice>}
      {findPermission === undefined || lack === 'api' ? null : (
        <Notice kind="finding">{t('targets.ability.find', { permission: findPermission })}</Notice>
      )}
    </>
  );
}

/** Which sentence is true; none where nothing is in the way. */
function useAbilityWords({ kind, can, lack, permission = '' }: TargetAbility): string | undefined {
  const { t } = useTranslation();
  const { signIn } = useSnapshot();
  if (can === 'unknown') {
    const why = whyUnknown(signIn.kind);
    return why === undefined ? undefined : t(`targets.ability.unknown.${why}`);
  }
  if (lack === 'api' || lack === 'permission') return t(`targets.ability.${lack}`, { permission });
  // Nobody else's mailbox is opened by a person's token, and an application's opens all.
  if (lack === undefined || kind === 'contact') return undefined;
  return t(`targets.ability.${lack}.${kind}`);
}
