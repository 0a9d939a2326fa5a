import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterEntry } from '../../../../shared/roster.ts';
import { fieldWords } from '../../../../shared/roster-words.ts';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import styles from './rosters.module.css';

const fields = ['displayName', 'employeeNumber', 'mail', 'department'] as const;

/** What a list says of somebody, to be written or mended. What it says beyond these fields stays. */
export function EntryForm({
  entry,
  words,
  isBusy,
  onSave,
}: {
  readonly entry: RosterEntry;
  readonly words: string;
  readonly isBusy: boolean;
  readonly onSave: (entry: RosterEntry) => void;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const [written, setWritten] = useState<RosterEntry>(() => ({
    ...entry,
    displayName: entry.displayName ?? [entry.givenName, entry.surname].filter((part) => part !== undefined).join(' '),
    mail: entry.mail ?? entry.userPrincipalName ?? '',
  }));
  const isSomebody = fields.some((field) => field !== 'department' && (written[field] ?? '').trim() !== '');
  function save() {
    // A mended address or name takes the place of what was written in its halves or under its other heading.
    const { userPrincipalName: _, givenName: __, surname: ___, ...rest } = written;
    onSave(rest);
  }
  return (
    <div className={styles.group}>
      {fields.map((field) => (
        <TextField
          key={field}
          label={fieldWords[field][language]}
          value={written[field] ?? ''}
          onChange={(text) => setWritten((now) => ({ ...now, [field]: text }))}
        />
      ))}
      <div className={styles.buttons}>
        <Button icon={Check} isDisabled={!isSomebody} isPending={isBusy} onPress={save}>
          {words}
        </Button>
      </div>
      {isSomebody ? null : <p className={styles.small}>{t('rosters.person.needsName')}</p>}
    </div>
  );
}
