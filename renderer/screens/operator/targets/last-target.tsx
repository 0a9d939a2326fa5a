import { useTranslation } from 'react-i18next';
import { type DirectoryTarget, directoryTargetOf } from '../../../../shared/target-card.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import session from '../../session/session-screen.module.css';
import { JobStateWords } from '../job-row.tsx';

/** The photo that was saved just now, and how far it is; beside targets of its own kind alone. */
export function LastTarget({ kind }: { readonly kind: DirectoryTarget }) {
  const { t } = useTranslation();
  const last = useKiosk(({ flow }) => (flow.kind === 'operator' ? flow.last : undefined));
  if (last === undefined || directoryTargetOf(last.personKey) !== kind) return null;
  return (
    <div className={session.last} role="status" data-testid="last-target" data-job-state={last.job?.state.kind}>
      <img className={session.lastPhoto} src={last.photoUrl} alt="" draggable={false} />
      <div className={session.lastWords}>
        <p className={session.lastName}>{t('targets.saved', { name: last.name })}</p>
        {last.job === undefined ? null : <JobStateWords job={last.job} />}
      </div>
    </div>
  );
}
